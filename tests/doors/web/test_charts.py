"""Charts, read as XML and measured."""

import math
import re
from xml.etree import ElementTree

import pytest

from gongwu.doors.web.charts import NARROW, LossPoint, columns, loss_curve, loss_figure, share_bar

NAN, INFINITE = math.nan, math.inf
FALLING: list[LossPoint] = [
    (step, 5 / step, 5.5 / step if step % 5 == 0 else None) for step in range(1, 60)
]
CURVES: dict[str, list[LossPoint]] = {
    "falling": FALLING,
    "none": [],
    "one point": [(1, 3.2, None)],
    "one point, held out too": [(7, 3.2, 3.3)],
    "constant": [(1, 2.0, 2.0), (2, 2.0, 2.0), (3, 2.0, 2.0)],
    "all zero": [(1, 0.0, None), (2, 0.0, None)],
    "one step twice": [(4, 2.0, None), (4, 1.0, None)],
    "a gap": [(1, 3.0, 3.1), (2, NAN, None), (3, 2.0, NAN), (4, 1.5, 1.9)],
    "diverged": [(1, 3.0, None), (2, INFINITE, None), (3, NAN, None)],
    "nothing but gaps": [(1, NAN, NAN), (2, INFINITE, None)],
    "very large": [(1, 1e12, None), (2, 3e11, 4e11)],
    "very small": [(10**9, 1e-9, None), (2 * 10**9, 2e-9, None)],
    "many": [(step, 4 + math.sin(step / 50), None) for step in range(100_000)],
}


@pytest.mark.parametrize("points", CURVES.values(), ids=CURVES)
def test_every_curve_is_one_svg_file_that_asks_for_nothing(points: list[LossPoint]) -> None:
    for language in ("en", "zh"):
        picture = loss_curve(points, language)
        root = ElementTree.fromstring(picture)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|url\(|@import", picture)
        assert "nan" not in picture.lower().replace("nan(", "")
        assert len(picture) < 40_000


@pytest.mark.parametrize("points", CURVES.values(), ids=CURVES)
def test_every_mark_lies_within_the_picture(points: list[LossPoint]) -> None:
    for size in (None, NARROW):
        picture = loss_figure(points, "en") if size is None else loss_figure(points, "en", size)
        root = ElementTree.fromstring(picture)
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        for x, y in places(root):
            assert 0 <= x <= width
            assert 0 <= y <= height


def test_a_lower_loss_stands_lower_and_a_later_step_further_right() -> None:
    root = ElementTree.fromstring(loss_figure(FALLING))
    (line,) = [
        each for each in root if each.get("class") == "line held-out" and "L" in each.attrib["d"]
    ]
    marks = path_places(line.attrib["d"])
    assert marks == sorted(marks)
    assert [y for _, y in marks] == sorted(y for _, y in marks)
    assert len(marks) == 11


def test_the_last_losses_stand_at_the_ends_of_their_lines() -> None:
    root = ElementTree.fromstring(loss_figure([(1, 3.0, 3.0), (2, 1.25, 1.26)]))
    values = [each for each in root if "value" in each.get("class", "")]
    assert {each.text for each in values} == {"1.250", "1.260"}
    first, second = sorted(float(each.attrib["y"]) for each in values)
    assert second - first >= 15  # side by side they could not be read


def test_a_run_that_diverged_says_so() -> None:
    assert "Not a number from step 2" in loss_curve(CURVES["diverged"], "en")
    assert "从第 2 步起损失不是数" in loss_curve(CURVES["diverged"], "zh")
    assert "Not a number" not in loss_curve(FALLING, "en")


def test_a_gap_stays_a_gap() -> None:
    root = ElementTree.fromstring(loss_figure([(1, 3.0, None), (2, 2.5, None), (3, NAN, None),
                                               (4, 2.0, None), (5, 1.0, None)]))  # fmt: skip
    lines = [
        each for each in root if each.get("class") == "line training" and "L" in each.attrib["d"]
    ]
    assert [len(path_places(each.attrib["d"])) for each in lines] == [2, 2]


def test_held_out_loss_is_in_the_legend_only_where_it_was_measured() -> None:
    assert "never trained on" in loss_curve(FALLING, "en")
    assert "never trained on" not in loss_curve(CURVES["one point"], "en")


def test_columns_show_each_value_and_leave_gaps() -> None:
    labels = ["<b>", "␣a long, long word", "水", "x"]
    root = ElementTree.fromstring(columns([None, 3.25, NAN, 0.0], labels, 'a "title" & more'))
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert [text for text in texts if text in {"<b>", "水", "x"}] == ["<b>", "水", "x"]
    assert texts.count("–") == 2
    assert "3.2" in texts
    assert root.get("aria-label") == 'a "title" & more'


def test_columns_of_nothing_are_still_a_picture() -> None:
    ElementTree.fromstring(columns([], [], "nothing"))
    ElementTree.fromstring(columns([None], ["a"], "nothing"))
    ElementTree.fromstring(columns([0.0], ["a"], "nothing"))


@pytest.mark.parametrize(
    ("share", "wide"), [(0, "0.00%"), (0.5, "50.00%"), (1, "100.00%"), (1.1, "100.00%"),
                        (NAN, "0.00%")],
)  # fmt: skip
def test_a_bar_is_as_long_as_its_share(share: float, wide: str) -> None:
    bar = ElementTree.fromstring(share_bar(share))[1]
    assert bar.get("width") == wide


def places(root: ElementTree.Element) -> list[tuple[float, float]]:
    found = []
    for each in root.iter():
        if "d" in each.attrib:
            found += path_places(each.attrib["d"])
        if "cx" in each.attrib:
            found.append((float(each.attrib["cx"]), float(each.attrib["cy"])))
        if "x" in each.attrib:
            found.append((float(each.attrib["x"]), float(each.attrib["y"])))
    return found


def path_places(path: str) -> list[tuple[float, float]]:
    """The corners of a path, by the absolute moves M and L that our charts use."""
    pairs = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)
    return [(float(x), float(y)) for x, y in pairs]
