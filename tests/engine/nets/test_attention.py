from functools import partial
from math import sqrt

import pytest
import torch
from torch import Tensor

from gongwu.engine.nets.attention import (
    attend,
    attention_weights,
    join_heads,
    share_heads,
    split_heads,
)

BATCH, HEADS, WIDTH = 2, 3, 8

# Float32 has 24 bits; scores reach about 30 here, so their rounding alone moves a weight by
# 30 · 2^-24 = 2e-6 of itself, and a read adds up a few such weights.
assert_close = partial(torch.testing.assert_close, rtol=1e-5, atol=1e-5)


def by_formula(query: Tensor, key: Tensor, *, causal: bool, bias: Tensor | None) -> Tensor:
    """softmax(QKᵀ/√d_k + bias), number by number in float64."""
    time, span = query.shape[2], key.shape[2]
    scores = query.double() @ key.double().transpose(2, 3) / sqrt(query.shape[3])
    if bias is not None:
        scores = scores + bias.double()
    odds = (scores - scores.amax(dim=-1, keepdim=True)).exp()
    if causal:
        last_seen = torch.arange(time)[:, None] + span - time
        odds = odds * (torch.arange(span)[None, :] <= last_seen)
    return odds / odds.sum(dim=-1, keepdim=True)


def heads_of(dice: torch.Generator, time: int) -> Tensor:
    """Heads long enough that the softmax is far from even."""
    return 3 * torch.randn(BATCH, HEADS, time, WIDTH, generator=dice)


@pytest.mark.parametrize("causal", [False, True], ids=["sees all", "causal"])
@pytest.mark.parametrize("biased", ["no bias", "bias by head", "bias by key"])
@pytest.mark.parametrize(("time", "span"), [(1, 1), (6, 6), (1, 7), (3, 7), (2, 70)])
def test_attention_is_the_softmax_of_the_formula(
    time: int, span: int, biased: str, causal: bool, dice: torch.Generator
) -> None:
    query, key, value = heads_of(dice, time), heads_of(dice, span), heads_of(dice, span)
    bias = None
    if biased == "bias by head":
        bias = 3 * torch.randn(1, HEADS, time, span, generator=dice)
    if biased == "bias by key":
        bias = 3 * torch.randn(BATCH, 1, 1, span, generator=dice)

    expected = by_formula(query, key, causal=causal, bias=bias)
    weights = attention_weights(query, key, causal=causal, bias=bias, scale=None)
    read = attend(query, key, value, causal=causal, bias=bias)

    assert_close(weights.double(), expected)
    assert_close(read.double(), expected @ value.double())
    torch.testing.assert_close(weights.sum(dim=-1), torch.ones(BATCH, HEADS, time))


@pytest.mark.parametrize("causal", [False, True], ids=["sees all", "causal"])
@pytest.mark.parametrize(("time", "span"), [(1, 1), (6, 6), (1, 7), (3, 7), (2, 1100)])
def test_learning_through_attention_follows_the_slopes_of_the_formula(
    time: int, span: int, causal: bool, dice: torch.Generator
) -> None:
    """What learns may take another way to the same numbers, as long as it is short enough."""
    heads = [heads_of(dice, length).requires_grad_() for length in (time, span, span)]
    slope = torch.randn(BATCH, HEADS, time, WIDTH, generator=dice)
    read = attend(*heads, causal=causal)
    query, key, value = heads
    expected = by_formula(query, key, causal=causal, bias=None) @ value.double()
    assert_close(read.double(), expected)
    # The same gradients, but through a second chain of roundings.
    torch.testing.assert_close(
        torch.autograd.grad(read, heads, slope),
        torch.autograd.grad(expected, heads, slope.double()),
        rtol=1e-4,
        atol=1e-4,
    )


def test_a_given_scale_takes_the_place_of_one_over_root_width(dice: torch.Generator) -> None:
    query, key, value = heads_of(dice, 4), heads_of(dice, 6), heads_of(dice, 6)
    weights = by_formula(query * sqrt(WIDTH) * 0.25, key, causal=True, bias=None)
    looked = attention_weights(query, key, causal=True, scale=0.25)
    assert_close(looked.double(), weights)
    for learning in (False, True):
        read = attend(query.requires_grad_(learning), key, value, causal=True, scale=0.25)
        assert_close(read.double(), weights @ value.double())


def test_a_query_with_nothing_to_look_at_reads_nothing(dice: torch.Generator) -> None:
    """An empty source is all padding; its loss must not be NaN."""
    query, key, value = heads_of(dice, 2), heads_of(dice, 5), heads_of(dice, 5)
    for heads in (query, key, value):
        heads.requires_grad_()
    padding = torch.full((BATCH, 1, 1, 5), float("-inf"))
    read = attend(query, key, value, causal=False, bias=padding)
    read.square().sum().backward()  # type: ignore[no-untyped-call]
    assert torch.equal(read, torch.zeros_like(read))
    for heads in (query, key, value):
        assert heads.grad is not None
        assert heads.grad.isfinite().all()


def test_joining_heads_undoes_splitting_them(dice: torch.Generator) -> None:
    hidden = torch.randn(2, 5, 12, generator=dice)
    heads = split_heads(hidden, 3)
    assert heads.shape == (2, 3, 5, 4)
    assert torch.equal(heads[:, 1], hidden[:, :, 4:8])
    assert torch.equal(join_heads(heads), hidden)


@pytest.mark.parametrize("groups", [1, 2, 3, 6])
def test_each_group_serves_neighbouring_heads(groups: int, dice: torch.Generator) -> None:
    keys = torch.randn(2, groups, 5, 4, generator=dice)
    shared = share_heads(keys, 6)
    for head in range(6):
        assert torch.equal(shared[:, head], keys[:, head * groups // 6])
