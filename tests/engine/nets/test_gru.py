from collections.abc import Callable
from functools import partial

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from gongwu.engine.nets.gru import GRU, GRUShape
from gongwu.errors import BadInputError

SHAPE = GRUShape(vocabulary=19, context=12, embedding=10, hidden=14, layers=3)

# The same sums in the same order; only the size of a product may change how it is blocked.
assert_close = partial(torch.testing.assert_close, rtol=1e-5, atol=1e-5)


@pytest.fixture(scope="module")
def gru() -> GRU:
    """A net of three layers with large weights."""
    net = GRU(SHAPE)
    dice = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for weight in net.parameters():
            weight.uniform_(-0.8, 0.8, generator=dice)
    return net


@settings(deadline=None, max_examples=20)
@given(cuts=st.sets(st.integers(1, 19)))
def test_reading_in_pieces_is_reading_at_once(gru: GRU, cuts: set[int]) -> None:
    ids = torch.randint(19, (2, 20), generator=torch.Generator().manual_seed(2))
    whole, last = gru(ids)
    logits, state = [], None
    for piece in ids.tensor_split(sorted(cuts), dim=1):
        some, state = gru(piece, state)
        logits.append(some)
    assert state is not None
    assert_close(torch.cat(logits, dim=1), whole)
    assert_close(state, last)


def test_the_state_does_not_grow_with_the_text(gru: GRU, dice: torch.Generator) -> None:
    for time in (1, 30):
        _, state = gru(torch.randint(19, (2, time), generator=dice))
        assert state.shape == (3, 2, 14)


def test_the_scan_and_torchs_own_layers_read_alike(
    gru: GRU, dice: torch.Generator, shake: Callable[[nn.Module], None]
) -> None:
    """On a GPU torch's layers run instead, with the same weights."""
    ids = torch.randint(19, (2, 15), generator=dice)
    state = torch.randn(3, 2, 14, generator=dice)
    hidden, last = gru.read(ids, state)
    theirs, theirs_last = gru.recurrent(gru.embedding(ids), state)
    assert_close(hidden, theirs)
    assert_close(last, theirs_last)


@pytest.mark.parametrize("name", ["vocabulary", "context", "embedding", "hidden", "layers"])
def test_a_size_of_zero_is_refused(name: str) -> None:
    sizes = {"vocabulary": 5, "context": 5, name: 0}
    with pytest.raises(BadInputError, match=f"{name}=0") as refused:
        GRUShape(**sizes)
    assert f"{name}=0 至少为 1" in refused.value.zh
