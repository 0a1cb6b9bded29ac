from functools import partial
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from gongwu.engine.nets.cross_entropy import CHUNK, IGNORED, cross_entropy

WIDTH, VOCABULARY = 6, 11

# Logits, softmax and sums are float32: a rounding is 6e-8, and a mean over at most 3000 rows of
# like size keeps about that. Gradients are at most about 1.
assert_close = partial(torch.testing.assert_close, rtol=1e-5, atol=1e-6)


def problem(
    rows: int, dice: torch.Generator, dtype: torch.dtype = torch.float64
) -> tuple[Tensor, Tensor, Tensor]:
    """Hidden states, a head and targets of which one in four is ignored."""
    hidden = 2 * torch.randn(rows, WIDTH, generator=dice, dtype=dtype)
    weight = 2 * torch.randn(VOCABULARY, WIDTH, generator=dice, dtype=dtype)
    targets = torch.randint(VOCABULARY, (rows,), generator=dice)
    targets[1::4] = IGNORED
    return hidden.requires_grad_(), weight.requires_grad_(), targets


def value_and_gradients(loss: Tensor, *of: Tensor) -> tuple[Tensor, ...]:
    return (loss.detach().double(), *(g.double() for g in torch.autograd.grad(loss, of)))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("rows", [1, 7, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 5])
def test_loss_and_gradients_are_those_of_torch(
    rows: int, dtype: torch.dtype, dice: torch.Generator
) -> None:
    hidden, weight, targets = problem(rows, dice, dtype)
    # A factor of 3 on the way: the gradient that comes from above is not always 1.
    ours = value_and_gradients(3 * cross_entropy(hidden, weight, targets), hidden, weight)
    logits = hidden.double() @ weight.double().T
    theirs = value_and_gradients(3 * F.cross_entropy(logits, targets), hidden, weight)
    assert_close(ours, theirs)


def test_the_loss_is_float32_whatever_it_is_made_from(dice: torch.Generator) -> None:
    for dtype in (torch.float32, torch.bfloat16, torch.float64):
        hidden, weight, targets = problem(5, dice, dtype)
        assert cross_entropy(hidden, weight, targets).dtype == torch.float32


def test_without_a_single_counted_target_the_loss_is_zero_and_teaches_nothing(
    dice: torch.Generator,
) -> None:
    hidden, weight, targets = problem(9, dice)
    targets[:] = IGNORED
    loss = cross_entropy(hidden, weight, targets)
    assert loss.item() == 0
    for gradient in torch.autograd.grad(loss, (hidden, weight)):
        assert not gradient.any()


def test_ignored_rows_get_no_gradient(dice: torch.Generator) -> None:
    hidden, weight, targets = problem(9, dice)
    (gradient,) = torch.autograd.grad(cross_entropy(hidden, weight, targets), hidden)
    assert not gradient[targets == IGNORED].any()
    assert gradient[targets != IGNORED].any(dim=1).all()


def test_the_value_is_the_same_without_gradients(dice: torch.Generator) -> None:
    hidden, weight, targets = problem(CHUNK + 9, dice)
    with torch.no_grad():
        alone = cross_entropy(hidden, weight, targets)
    assert not alone.requires_grad
    assert torch.equal(alone, cross_entropy(hidden, weight, targets))


def test_either_side_can_be_frozen(dice: torch.Generator) -> None:
    hidden, weight, targets = problem(9, dice)
    both = torch.autograd.grad(cross_entropy(hidden, weight, targets), (hidden, weight))
    (one,) = torch.autograd.grad(cross_entropy(hidden, weight.detach(), targets), hidden)
    (other,) = torch.autograd.grad(cross_entropy(hidden.detach(), weight, targets), weight)
    assert torch.equal(one, both[0])
    assert torch.equal(other, both[1])


def test_huge_logits_stay_finite(dice: torch.Generator) -> None:
    hidden, weight, targets = problem(9, dice)
    loss = cross_entropy(hidden * 1e4, weight, targets)
    logits = 1e4 * hidden @ weight.T
    # Float32 again: 6e-8 of logits of about 1e5.
    torch.testing.assert_close(loss.double(), F.cross_entropy(logits, targets), rtol=1e-5, atol=0.1)
    for gradient in torch.autograd.grad(loss, (hidden, weight)):
        assert gradient.isfinite().all()


def test_under_autocast_it_stays_close(dice: torch.Generator) -> None:
    hidden, weight, targets = problem(2 * CHUNK + 5, dice, torch.float32)
    wide = value_and_gradients(cross_entropy(hidden, weight, targets), hidden, weight)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss = cross_entropy(hidden, weight, targets)
    narrow = value_and_gradients(loss, hidden, weight)
    # bfloat16 rounds by up to 2^-9 = 0.2 %; logits of up to 30 are off by 0.05 each, and their
    # mean by much less.
    torch.testing.assert_close(narrow[0], wide[0], rtol=1e-2, atol=0)
    for ours, exact in zip(narrow[1:], wide[1:], strict=True):
        assert (ours - exact).norm() < 0.02 * exact.norm()


class Largest(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Remembers the size of the largest tensor that any operation made."""

    elements = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = func(*args, **(kwargs or {}))
        if isinstance(made, Tensor):
            self.elements = max(self.elements, made.numel())
        return made


def test_all_logits_are_never_held_at_once(dice: torch.Generator) -> None:
    rows, vocabulary = 8 * CHUNK, 100
    hidden = torch.randn(rows, WIDTH, generator=dice).requires_grad_()
    weight = torch.randn(vocabulary, WIDTH, generator=dice).requires_grad_()
    targets = torch.randint(vocabulary, (rows,), generator=dice)
    with Largest() as largest:  # type: ignore[no-untyped-call]
        cross_entropy(hidden, weight, targets).backward()  # type: ignore[no-untyped-call]
    assert largest.elements == CHUNK * vocabulary
