"""What becomes of a model's pictures: colours held, size kept, one chosen by what was measured."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwu.errors import BadInputError
from gongwu.fields.pictures.kind import PICTURE
from gongwu.studio.codec import encode
from gongwu.studio.finding import errors
from tests.fields.pictures.scripted_painter import (
    Pixels,
    ScriptedPainter,
    drawn,
    fruit,
    noise,
    pixels_of,
    planned,
)

PALETTE = "#c1121f,#588157,#fefae0,#003049,#f4a261"


def colours_of(pixels: Pixels) -> set[str]:
    return {"#" + bytes(colour).hex() for colour in np.unique(pixels.reshape(-1, 3), axis=0)}


@settings(max_examples=25)
@given(
    palette=st.sampled_from(["", PALETTE]),
    count=st.none() | st.integers(2, 8),
    dither=st.booleans(),
    size=st.tuples(st.integers(16, 100), st.integers(16, 100)),
    drawn_size=st.tuples(st.integers(8, 80), st.integers(8, 80)),
)
def test_any_picture_is_held_to_any_limits(
    palette: str,
    count: int | None,
    dither: bool,
    size: tuple[int, int],
    drawn_size: tuple[int, int],
) -> None:
    plan = planned({"palette": palette, "colors": count, "dither": dither, "width": size[0],
                    "height": size[1], "candidates": 2})  # fmt: skip
    draft = drawn(plan, ScriptedPainter(lambda seed: noise(seed, *drawn_size)))
    assert errors(PICTURE.verify(plan, draft)) == []
    assert not palette or colours_of(pixels_of(draft)) <= set(PALETTE.split(","))
    assert count is None or len(colours_of(pixels_of(draft))) <= count


def test_a_small_picture_is_enlarged_by_a_whole_number_and_framed_in_its_ground() -> None:
    plan = planned({"width": 100, "height": 70, "palette": PALETTE, "candidates": 1})
    pixels = pixels_of(drawn(plan, ScriptedPainter()))
    inner = pixels[3:67, 18:82]
    small = inner[::2, ::2]
    assert (inner == small.repeat(2, axis=0).repeat(2, axis=1)).all()
    assert small.shape == (32, 32, 3)
    pixels = pixels.copy()
    pixels[3:67, 18:82] = pixels[0, 0]
    assert colours_of(pixels) == {"#fefae0"}


def test_a_picture_of_the_size_asked_for_without_limits_stays_as_it_was_drawn() -> None:
    plan = planned({"width": 32, "height": 32, "candidates": 1})
    assert (pixels_of(drawn(plan, ScriptedPainter(noise))) == noise(plan.seeds[0])).all()


def test_a_large_picture_keeps_its_mean_colour_when_it_is_made_smaller() -> None:
    large = noise(3, 96, 64)
    plan = planned({"width": 40, "height": 40, "candidates": 1})
    pixels = pixels_of(drawn(plan, ScriptedPainter(lambda _: large)))
    inner = pixels[6:33]  # 96×64 within 40×40 is 40×27
    # Each pixel is rounded by at most a half; the mean of a thousand of them by far less.
    assert np.abs(inner.mean(axis=(0, 1)) - large.mean(axis=(0, 1))).max() < 0.2


def test_each_pixel_gets_the_palette_colour_that_is_nearest_to_the_eye() -> None:
    plan = planned({"width": 32, "height": 32, "palette": PALETTE, "candidates": 1})
    pixels = pixels_of(drawn(plan, ScriptedPainter(fruit)))
    assert "#" + bytes(pixels[16, 16]).hex() == "#c1121f"
    assert "#" + bytes(pixels[0, 0]).hex() == "#fefae0"


def test_the_background_that_is_asked_for_takes_the_place_of_the_models() -> None:
    """And only there: a hole in the subject is no background."""

    def ringed(seed: int) -> Pixels:
        pixels = fruit(seed)
        pixels[14:18, 14:18] = pixels[0, 0]
        return pixels

    plan = planned({"width": 32, "height": 32, "background": "#336699", "candidates": 1})
    draft = drawn(plan, ScriptedPainter(ringed))
    assert errors(PICTURE.verify(plan, draft)) == []
    pixels = pixels_of(draft)
    assert colours_of(pixels[:3]) == {"#336699"}
    assert "#336699" not in colours_of(pixels[12:20, 12:20])


def test_a_background_that_cannot_be_had_is_an_error_and_not_hidden() -> None:
    plan = planned({"width": 32, "height": 32, "background": "#336699", "candidates": 2})
    draft = drawn(plan, ScriptedPainter(noise))
    assert [each.rule for each in errors(PICTURE.verify(plan, draft))] == ["other-background"]


@pytest.mark.parametrize("good", range(4))
def test_the_candidate_with_something_to_see_in_its_own_colours_is_chosen(good: int) -> None:
    plan = planned({"width": 32, "height": 32, "palette": PALETTE, "background": "#fefae0"})

    def one(seed: int) -> Pixels:
        place = plan.seeds.index(seed)
        if place == good:
            return fruit(seed)
        flat = np.full((32, 32, 3), 250, dtype=np.uint8)
        return flat if place % 2 else noise(seed)

    draft = drawn(plan, ScriptedPainter(one))
    assert draft.origin.seed == plan.seeds[good]
    assert errors(PICTURE.verify(plan, draft)) == []
    assert [each.seed for each in draft.origin.candidates] == list(plan.seeds)


def test_a_subject_as_pale_as_its_ground_is_not_chosen_where_another_is_to_be_had() -> None:
    """Pale ones vanish into the background and so have the fewest colours to be moved."""
    plan = planned({"width": 32, "height": 32, "palette": PALETTE, "background": "#fefae0"})

    def one(seed: int) -> Pixels:
        if seed == plan.seeds[2]:
            return fruit(seed)
        pale = np.full((32, 32, 3), 250, dtype=np.uint8)
        pale[14:16, 12:20] = [0, 48, 73]
        return pale

    draft = drawn(plan, ScriptedPainter(one))
    assert draft.origin.seed == plan.seeds[2]
    pale, chosen = draft.origin.candidates[1], draft.origin.candidates[2]
    assert pale.moved < chosen.moved


def test_the_model_is_asked_once_for_all_candidates_and_what_it_is_is_kept() -> None:
    painter = ScriptedPainter()
    plan = planned({"style": "flat icon", "negative": "text", "candidates": 3})
    draft = drawn(plan, painter)
    (asked,) = painter.requests
    assert (asked.prompt, asked.negative, asked.count, asked.seed) == (
        "a red apple, flat icon", "text", 3, plan.seeds[0],
    )  # fmt: skip
    assert (asked.width, asked.height) == (None, None)
    assert draft.origin.model == PICTURE.drawn_by(draft) == "scripted"
    assert draft.origin.weights_sha256 == painter.weights_sha256
    assert (draft.origin.steps, draft.origin.sampler) == (2, "ddim")


def test_the_same_brief_seed_and_model_are_the_same_bytes() -> None:
    plan = planned({"colors": 5})
    assert encode(drawn(plan, ScriptedPainter(noise))) == encode(
        drawn(plan, ScriptedPainter(noise))
    )
    other = drawn(planned({"colors": 5}, "8"), ScriptedPainter(noise))
    assert other.pixels_sha256 != drawn(plan, ScriptedPainter(noise)).pixels_sha256


def test_a_model_that_was_trained_without_words_is_refused() -> None:
    with pytest.raises(BadInputError, match="trained without words"):
        drawn(planned({}), ScriptedPainter(reads_prompts=False))


def test_whether_a_model_drew_the_subject_is_left_to_a_person() -> None:
    plan = planned({})
    found = PICTURE.verify(plan, drawn(plan, ScriptedPainter()))
    assert [(each.rule, each.severity) for each in found] == [("subject-unverified", "warning")]
