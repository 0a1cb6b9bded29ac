"""Finding one's own caption, against drawing the others by chance."""

import random

import pytest
import torch

from gongwu.engine.evaluation.adherence import captions_of, own_similarity, top_one


def test_it_is_the_mean_over_all_choices_of_others(dice: torch.Generator) -> None:
    similarity = torch.randn(6, 9, generator=dice)
    said = [(name,) for name in "abcdef"]
    own = torch.arange(6)
    rival = torch.ones(6, 9, dtype=torch.bool)
    rival[range(6), range(6)] = False
    assert len(said) == len(own)
    chance = random.Random(0)
    wins = throws = 0
    for row in range(6):
        others = [place for place in range(9) if rival[row, place]]
        for _ in range(3000):
            drawn = chance.sample(others, 3)
            wins += all(similarity[row, place] < similarity[row, row] for place in drawn)
            throws += 1
    # 18,000 throws: five standard errors are 0.02.
    assert top_one(similarity, own, rival, others=3) == pytest.approx(wins / throws, abs=0.02)


def test_the_best_is_always_found_the_worst_never_and_none_by_chance(
    dice: torch.Generator,
) -> None:
    own = torch.arange(30)
    rival = ~torch.eye(30, dtype=torch.bool)
    assert top_one(torch.eye(30), own, rival) == 1
    assert top_one(-torch.eye(30), own, rival) == 0
    assert top_one(torch.zeros(30, 30), own, rival) == 0  # nothing told apart is nothing found
    large = ~torch.eye(600, dtype=torch.bool)
    by_chance = top_one(torch.randn(600, 600, generator=dice), torch.arange(600), large)
    assert by_chance == pytest.approx(1 / 21, abs=0.04)


def test_other_words_for_the_same_are_no_rivals() -> None:
    captions, own, rival = captions_of([("猫", "cat"), ("cat", "猫"), ("dog",), ("dog", "狗")])
    assert captions == ["cat", "dog", "猫"]
    assert [captions[place] for place in own] == ["猫", "cat", "dog", "dog"]
    assert rival.tolist() == [
        [False, True, False],
        [False, True, False],
        [True, False, True],
        [True, False, True],
    ]


def test_the_similarity_is_that_of_the_own_caption() -> None:
    similarity = torch.tensor([[0.25, 0.75], [0.5, -0.5]])
    assert own_similarity(similarity, torch.tensor([1, 1])) == 0.125


def test_order_does_not_matter(dice: torch.Generator) -> None:
    similarity = torch.randn(12, 12, generator=dice)
    rival = ~torch.eye(12, dtype=torch.bool)
    turn = torch.randperm(12, generator=dice)
    found = top_one(similarity, torch.arange(12), rival, others=4)
    assert top_one(similarity[turn], turn, rival[turn], others=4) == pytest.approx(found)
