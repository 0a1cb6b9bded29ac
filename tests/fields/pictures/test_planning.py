"""What a brief for a picture may say, and what is said of one that asks for what cannot be."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.errors import BadInputError
from tests.fields.pictures.scripted_painter import planned

BAD: Mapping[str, Mapping[str, object]] = {
    "subject": {"subject": " \n\t "},
    "palette": {"palette": "red,green"},
    "#12345": {"palette": "#12345"},
    "12345g": {"palette": ["#ffffff", "#12345g"]},
    "palette=#aabbcc": {"palette": "#aabbcc"},
    "palette=#aabbcc,#aabbcd": {"palette": "#aabbcc,#aabbcd"},
    "65 colours": {"palette": [f"#{level:02x}00ff" for level in range(65)]},
    "colors=0": {"colors": 0},
    "colors=1": {"colors": 1},
    "colors=-3": {"colors": -3},
    "colors=many": {"colors": "many"},
    "width=0": {"width": 0},
    "width=15": {"width": 15},
    "height=100000": {"height": 100000},
    "height=nan": {"height": "nan"},
    "2048×16": {"width": 2048, "height": 16},
    "background": {"background": "white"},
    "none of the palette": {"palette": "#000000,#ffffff", "background": "#ff0000"},
    "label=middle": {"label": "middle"},
    "candidates=0": {"candidates": 0},
    "candidates=17": {"candidates": 17},
    "lang=fr": {"lang": "fr"},
}


@pytest.mark.parametrize("said", BAD)
def test_a_brief_that_cannot_be_met_is_refused_and_its_fault_is_named(said: str) -> None:
    with pytest.raises(BadInputError) as caught:
        planned(BAD[said])
    assert said in caught.value.en
    assert caught.value.zh != caught.value.en


def test_a_brief_without_a_subject_is_told_to_name_one() -> None:
    with pytest.raises(BadInputError, match="subject"):
        planned({"subject": ""})
    with pytest.raises(BadInputError, match="subject"):
        planned({"subject": "x" * 401})


@pytest.mark.parametrize(
    "written",
    ["#C1121F,#588157,#fefae0", "c1121f 588157 fefae0", "#c1121f，#588157、#FEFAE0；#c1121f",
     ["#c1121f", "#588157", "#fefae0"], json.loads('["C1121F", "#588157", "#fefae0", ""]')],
)  # fmt: skip
def test_a_palette_may_be_written_in_many_ways(written: object) -> None:
    assert planned({"palette": written}).palette == ("#c1121f", "#588157", "#fefae0")


def test_the_prompt_is_the_subject_and_the_style_in_one_line() -> None:
    plan = planned({"subject": " a  red\napple ", "style": "flat icon"})
    assert plan.prompt == "a red apple, flat icon"


@given(st.integers(), st.integers(1, 16))
def test_the_seeds_of_the_candidates_follow_one_another(seed: int, candidates: int) -> None:
    seeds = planned({"candidates": candidates}, str(seed)).seeds
    assert list(seeds) == list(range(seeds[0], seeds[0] + candidates))
    assert 0 <= seeds[0] <= seeds[-1] < 2**31
