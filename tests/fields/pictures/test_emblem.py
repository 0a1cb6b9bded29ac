"""The reference picture keeps to every brief, whatever its colours and its size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.fields.pictures.kind import PICTURE
from gongwu.studio.finding import errors
from tests.fields.pictures.scripted_painter import drawn, pixels_of, planned

colours = st.builds("#{:06x}".format, st.integers(0, 0xFFFFFF))
sides = st.integers(16, 72)


def as_names(pixels: np.ndarray) -> set[str]:
    return {"#" + bytes(colour).hex() for colour in np.unique(pixels.reshape(-1, 3), axis=0)}


@given(
    palette=st.lists(colours, max_size=6, unique=True),
    count=st.none() | st.integers(2, 7),
    size=st.tuples(sides, sides),
    subject=st.text(min_size=1, max_size=20).filter(str.strip),
    own_ground=st.none() | colours,
    lang=st.sampled_from(["en", "zh"]),
)
def test_it_is_verified_for_any_colours_size_and_subject(
    palette: list[str],
    count: int | None,
    size: tuple[int, int],
    subject: str,
    own_ground: str | None,
    lang: str,
) -> None:
    # Two that nobody could take for one, so that the brief can be met.
    palette = [*palette, "#101010", "#f0f0f0"] if palette else []
    ground = palette[0] if palette else own_ground
    plan = planned(
        {"subject": subject, "palette": palette, "colors": count, "width": size[0],
         "height": size[1], "background": ground or "", "lang": lang}
    )  # fmt: skip
    draft = drawn(plan)
    assert errors(PICTURE.verify(plan, draft)) == []
    used = as_names(pixels_of(draft))
    assert not palette or used <= set(palette)
    assert count is None or 2 <= len(used) <= count
    if ground:
        assert as_names(pixels_of(draft)[:1, :1]) == {ground}


@pytest.mark.parametrize("subject", ["a red apple", "春天", "owl", "tea", "tram 7"])
def test_half_a_turn_changes_nothing(subject: str) -> None:
    """Every ornament has an even number of sectors; the petals of a few flowers are odd."""
    pixels = pixels_of(drawn(planned({"subject": subject, "palette": "#000000,#ffffff"})))
    alike = (pixels == pixels[::-1, ::-1]).all(axis=-1).mean()
    assert alike > 0.97
    assert (pixels == pixels[:, ::-1]).all(axis=-1).mean() > 0.97


def test_subject_and_seed_make_another_ornament_each() -> None:
    seen = {
        drawn(planned({"subject": subject}, seed)).pixels_sha256
        for subject in ("apple", "pear", "苹果")
        for seed in ("1", "2", "3")
    }
    assert len(seen) == 9


@pytest.mark.parametrize(("size", "times"), [((200, 50), 4), ((50, 150), 3), ((60, 60), 1)])
def test_a_long_picture_holds_a_row_of_ornaments(size: tuple[int, int], times: int) -> None:
    pixels = pixels_of(
        drawn(planned({"width": size[0], "height": size[1], "palette": "#000000,#ffffff"}))
    )
    long = pixels if size[0] >= size[1] else pixels.swapaxes(0, 1)
    first, *others = np.split(long, times, axis=1)
    assert all((each == first).all() for each in others)


def test_without_limits_its_edges_are_soft() -> None:
    assert len(as_names(pixels_of(drawn(planned({}))))) > 64
    assert len(as_names(pixels_of(drawn(planned({"colors": 6}))))) <= 6


def test_it_says_that_it_shows_no_subject() -> None:
    for lang, said in (("en", "does not depict"), ("zh", "并不描绘")):
        plan = planned({"lang": lang})
        draft = drawn(plan)
        assert said in draft.alt
        assert draft.origin.model == ""
        assert PICTURE.drawn_by(draft) == ""
        assert "drawn-by-rule" in {each.rule for each in PICTURE.verify(plan, draft)}
