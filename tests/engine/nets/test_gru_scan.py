from functools import partial

import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.nets.gru_scan import gru_scan

EMBEDDING, HIDDEN = 5, 7

# Float64 rounds by 1e-16; a few hundred operations of size 1 stay far below this.
assert_close = partial(torch.testing.assert_close, rtol=1e-10, atol=1e-12)


def layer_of(dice: torch.Generator, dtype: torch.dtype = torch.float64) -> nn.GRU:
    """torch's own layer with weights that drive the gates well away from one half."""
    layer = nn.GRU(EMBEDDING, HIDDEN, batch_first=True, dtype=dtype)
    with torch.no_grad():
        for weight in layer.parameters():
            weight.uniform_(-1, 1, generator=dice)
    return layer


def scan(layer: nn.GRU, inputs: Tensor, state: Tensor) -> Tensor:
    weights = [getattr(layer, name) for name in layer._all_weights[0]]
    return gru_scan(inputs, state, *weights)


@pytest.mark.parametrize("from_state", [False, True], ids=["from nothing", "from a state"])
@pytest.mark.parametrize("steps", [1, 2, 9])
def test_states_and_all_gradients_are_those_of_torch(
    steps: int, from_state: bool, dice: torch.Generator
) -> None:
    layer = layer_of(dice)
    inputs = torch.randn(3, steps, EMBEDDING, dtype=torch.float64, generator=dice)
    state = torch.randn(3, HIDDEN, dtype=torch.float64, generator=dice) * from_state
    leaves = (inputs.requires_grad_(), state.requires_grad_(), *layer.parameters())
    # A different slope for every number: no two errors can cancel.
    slope = torch.randn(3, steps, HIDDEN, dtype=torch.float64, generator=dice)

    ours = scan(layer, inputs, state)
    theirs, _ = layer(inputs, state[None])

    assert_close(ours, theirs)
    assert_close(
        torch.autograd.grad((ours * slope).sum(), leaves),
        torch.autograd.grad((theirs * slope).sum(), leaves),
    )


def test_a_loss_on_the_last_state_alone_reaches_every_step(dice: torch.Generator) -> None:
    layer = layer_of(dice)
    inputs = torch.randn(2, 6, EMBEDDING, dtype=torch.float64, generator=dice).requires_grad_()
    state = torch.zeros(2, HIDDEN, dtype=torch.float64)
    (ours,) = torch.autograd.grad(scan(layer, inputs, state)[:, -1].square().sum(), inputs)
    (theirs,) = torch.autograd.grad(layer(inputs)[1].square().sum(), inputs)
    assert_close(ours, theirs)
    assert ours.abs().amax(dim=-1).all()


def test_gradients_are_the_slopes_that_small_steps_measure(dice: torch.Generator) -> None:
    leaves = [
        torch.randn(*size, dtype=torch.float64, generator=dice).requires_grad_()
        for size in ((2, 3, 2), (2, 3), (9, 2), (9, 3), (9,), (9,))
    ]
    assert torch.autograd.gradcheck(gru_scan, leaves)


@pytest.mark.parametrize("frozen", range(6))
def test_any_part_can_be_frozen(frozen: int, dice: torch.Generator) -> None:
    layer = layer_of(dice)
    inputs = torch.randn(2, 4, EMBEDDING, dtype=torch.float64, generator=dice)
    state = torch.randn(2, HIDDEN, dtype=torch.float64, generator=dice)
    leaves = [inputs, state, *(weight.detach() for weight in layer.parameters())]
    for leaf in leaves:
        leaf.requires_grad_()
    full = torch.autograd.grad(gru_scan(*leaves).sum(), leaves)
    leaves[frozen] = leaves[frozen].detach()
    moving = [leaf for leaf in leaves if leaf.requires_grad]
    part = torch.autograd.grad(gru_scan(*leaves).sum(), moving)
    assert_close(part, full[:frozen] + full[frozen + 1 :])


def test_under_autocast_it_stays_close(dice: torch.Generator) -> None:
    layer = layer_of(dice, torch.float32)
    inputs = torch.randn(4, 12, EMBEDDING, generator=dice).requires_grad_()
    state = torch.randn(4, HIDDEN, generator=dice).requires_grad_()
    leaves = (inputs, state, *layer.parameters())
    slope = torch.randn(4, 12, HIDDEN, generator=dice)

    wide = scan(layer, inputs, state)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        narrow = scan(layer, inputs, state)

    assert narrow.dtype == torch.float32
    # Each gate reads a product rounded to bfloat16, 2^-9 of about 4: off by 1e-2. The update gate
    # averages old and new, so twelve steps do not multiply it.
    torch.testing.assert_close(narrow, wide, rtol=0, atol=5e-2)
    exact = torch.autograd.grad((wide * slope).sum(), leaves)
    rounded = torch.autograd.grad((narrow * slope).sum(), leaves)
    for ours, theirs in zip(rounded, exact, strict=True):
        assert ours.dtype == theirs.dtype
        assert (ours - theirs).norm() < 0.03 * theirs.norm()
