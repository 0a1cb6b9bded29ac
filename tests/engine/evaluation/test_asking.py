"""What is asked for: the words of real pictures, a tenth of them again."""

from collections import Counter

import pytest
import torch

from gongwu.engine.evaluation.asking import asked_of
from gongwu.engine.evaluation.quality import Gallery


def gallery(count: int, **said: object) -> Gallery:
    return Gallery(pictures=torch.zeros(count, 8, 8, 1, dtype=torch.uint8), **said)  # type: ignore[arg-type]


def test_classes_are_asked_for_as_often_as_they_come(dice: torch.Generator) -> None:
    labels = torch.tensor([0] * 60 + [1] * 30)
    asked = asked_of(gallery(90, labels=labels), ("cat", "dog"), 100, dice)
    assert asked.labels is not None
    assert [("cat", "dog")[label] for label in asked.labels.tolist()] == asked.prompts
    counts = Counter(asked.prompts[:90])
    assert counts == {"cat": 60, "dog": 30}
    assert asked.prompts[90:] == asked.prompts[:10]
    assert asked.captions is None


def test_of_several_captions_any_is_asked_for_and_all_are_true(dice: torch.Generator) -> None:
    captions = [(f"cat {n}", f"猫 {n}") for n in range(200)]
    asked = asked_of(gallery(200, captions=captions), (), 100, dice)
    assert asked.captions is not None
    assert [said[0] for said in asked.captions] == asked.prompts
    assert {frozenset(said) for said in asked.captions} <= {frozenset(said) for said in captions}
    chinese = sum(prompt.startswith("猫") for prompt in asked.prompts)
    assert 30 < chinese < 70  # of 100: four standard deviations on either side
    assert len(set(asked.prompts[:90])) == 90
    assert asked.prompts[90:] == asked.prompts[:10]


@pytest.mark.parametrize("samples", [4, 25])
def test_few_pictures_are_asked_for_more_than_once(samples: int, dice: torch.Generator) -> None:
    asked = asked_of(gallery(3, captions=[("a",), ("b",), ("c",)]), (), samples, dice)
    assert len(asked.prompts) == samples
    assert set(asked.prompts) == {"a", "b", "c"}


def test_where_nothing_is_said_nothing_is_asked(dice: torch.Generator) -> None:
    asked = asked_of(gallery(5), (), 7, dice)
    assert asked.prompts == [""] * 7
    assert asked.labels is None
    assert asked.captions is None
