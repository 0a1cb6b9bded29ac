from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.errors import BadInputError
from tests.engine.conftest import Notebook

SHAPE = DecoderShape(
    vocabulary=19, context=32, width=20, layers=3, heads=4, groups=2, head_width=6, hidden=28
)

# The same sums, but products of other sizes are blocked otherwise: a few roundings of 6e-8 on
# numbers of about 5, through three layers.
assert_close = partial(torch.testing.assert_close, rtol=1e-5, atol=2e-5)


@pytest.fixture
def decoder(shake: Callable[[nn.Module], None]) -> Decoder:
    net = Decoder(SHAPE)
    shake(net)
    return net


def test_one_token_at_a_time_with_a_memory_is_the_full_pass(
    decoder: Decoder, dice: torch.Generator
) -> None:
    ids = torch.randint(19, (2, 24), generator=dice)
    memory = Notebook()
    steps = [decoder(ids[:, t : t + 1], memory) for t in range(24)]
    assert_close(torch.cat(steps, dim=1), decoder(ids))
    assert memory.length == 24
    keys, values = memory.kept[2]
    assert keys.shape == values.shape == (2, 2, 24, 6)  # groups, not heads, are remembered


def test_a_prompt_read_in_chunks_is_the_full_pass(decoder: Decoder) -> None:
    ids = torch.randint(19, (2, 24), generator=torch.Generator().manual_seed(3))
    whole = decoder(ids)

    @settings(deadline=None, max_examples=20)
    @given(cuts=st.sets(st.integers(1, 23)))
    def holds(cuts: set[int]) -> None:
        memory = Notebook()
        chunks = [decoder(chunk, memory) for chunk in ids.tensor_split(sorted(cuts), dim=1)]
        assert_close(torch.cat(chunks, dim=1), whole)

    holds()


def test_where_a_text_begins_makes_no_difference_to_its_inner_distances(
    decoder: Decoder, dice: torch.Generator
) -> None:
    """Positions are relative: the same ids after a forgotten start get the same logits."""

    class Forgetful(Notebook):
        """Says it has read seven positions, and gives none of them back."""

        @property
        def length(self) -> int:
            return 7 + super().length

    ids = torch.randint(19, (1, 9), generator=dice)
    assert_close(decoder(ids, Forgetful()), decoder(ids))


def test_the_order_of_the_tokens_matters(decoder: Decoder, dice: torch.Generator) -> None:
    ids = torch.tensor([[1, 2, 3, 4], [2, 1, 3, 4]])
    first, second = decoder(ids)[:, -1]
    assert (first - second).abs().max() > 0.01


def test_a_net_with_groups_is_one_without_whose_heads_are_copies(
    decoder: Decoder, dice: torch.Generator
) -> None:
    full = Decoder(replace(SHAPE, groups=4))
    weights = decoder.state_dict()
    for name in list(weights):
        if ".key." in name or ".value." in name:
            weights[name] = weights[name].unflatten(0, (2, 6)).repeat_interleave(2, 0).flatten(0, 1)
    full.load_state_dict(weights)
    ids = torch.randint(19, (2, 9), generator=dice)
    assert_close(full(ids), decoder(ids))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"vocabulary": 0}, "vocabulary=0"),
        ({"width": -4}, "width=-4"),
        ({"layers": 0}, "layers=0"),
        ({"heads": 0}, "heads=0"),
        ({"groups": 0}, "groups=0"),
        ({"groups": 3}, "multiple of groups=3"),
        ({"hidden": 0}, "hidden=0"),
        ({"head_width": 7}, "head_width=7 must be even"),
        ({"head_width": 0}, "head_width=0"),
        ({"rotary_base": 0.0}, "rotary_base=0.0"),
        ({"rotary_base": float("nan")}, "rotary_base=nan"),
        ({"epsilon": -1.0}, "epsilon=-1.0"),
    ],
)
def test_a_shape_that_cannot_be_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInputError, match=said) as refused:
        replace(SHAPE, **change)
    assert refused.value.zh != refused.value.en
