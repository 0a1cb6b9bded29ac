"""Pictures, heat maps and formulas."""

import math
import struct
import zlib
from xml.etree import ElementTree

import pytest

from gongwu.doors.web.formulas import formula_html
from gongwu.doors.web.heat import large_map, small_map, strip
from gongwu.doors.web.png import data_address, grayscale_png

SVG = "{http://www.w3.org/2000/svg}"


def test_a_png_holds_the_levels_that_were_asked_for() -> None:
    png = grayscale_png([[0, 0.5, 1], [math.nan, -1, 7]])
    assert pixels(png) == [[0, 128, 255], [0, 0, 255]]
    assert data_address(png).startswith("data:image/png;base64,iVBOR")


def test_every_part_of_a_png_has_its_checksum() -> None:
    png, place, names = grayscale_png([[0.25]]), 8, []
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        name, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        (sum_told,) = struct.unpack(">I", png[place + 8 + size : place + 12 + size])
        assert zlib.crc32(name + content) == sum_told
        names.append(name)
        place += 12 + size
    assert names == [b"IHDR", b"IDAT", b"IEND"]


def test_a_large_map_borrows_the_shading_of_its_small_one() -> None:
    rows = [[1.0, 0.0], [0.25, 0.75]]
    small = ElementTree.fromstring(small_map("m", rows))
    large = ElementTree.fromstring(large_map("m", rows, ["<a>", "b"], ["<a>", "b"]))
    borrowed = next(large.iter(f"{SVG}use")).attrib["href"]
    assert borrowed.removeprefix("#") in {each.get("id") for each in small.iter()}
    assert "mask" not in str(ElementTree.tostring(large))


def test_a_small_map_writes_its_numbers_and_a_large_one_does_not() -> None:
    few = ElementTree.fromstring(large_map("m", [[0.123, 0.004]], ["a"], ["a", "b"]))
    assert numbers(few) == ["0.12"]  # what is nearly nothing is left blank
    many = [[1 / 11] * 11]
    assert numbers(ElementTree.fromstring(large_map("m", many, ["a"], list("abcdefghijk")))) == []


def test_numbers_below_zero_have_a_colour_of_their_own() -> None:
    drawn = strip("h", [[-0.5, 0.5]], ["unit 1"], ["a", "b"])
    assert 'class="shade above"' in drawn
    assert 'class="shade below"' in drawn
    assert "−0.50" in drawn
    assert 'class="shade below"' not in strip("h", [[0.5]], ["unit 1"], ["a"])


@pytest.mark.parametrize(
    ("formula", "html"),
    [
        ("x_1", "<i>x</i><sub>1</sub>"),
        ("W_gate·n", "<i>W</i><sub>gate</sub>·<i>n</i>"),
        ("exp(s)", "exp(<i>s</i>)"),
        ("l_{12} < 3", "<i>l</i><sub>12</sub> &lt; 3"),
        ("σ(−0.5)", "<i>σ</i>(−0.5)"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_letters_lean_and_indices_are_set_lower(formula: str, html: str) -> None:
    assert formula_html(formula) == html


def numbers(root: ElementTree.Element) -> list[str | None]:
    return [each.text for each in root.iter(f"{SVG}text") if "number" in each.get("class", "")]


def pixels(png: bytes) -> list[list[int]]:
    width, height = struct.unpack(">II", png[16:24])
    start = png.index(b"IDAT") + 4
    raw = zlib.decompress(png[start:])
    return [list(raw[row * (width + 1) + 1 : (row + 1) * (width + 1)]) for row in range(height)]
