import pytest
import torch
from torch import Tensor

from gongwu.engine.training.muon import Muon, orthogonalize

SHAPES = [(64, 16), (16, 64), (48, 48), (1, 5), (5, 1), (33, 17)]


def matrix(rows: int, columns: int, dice: torch.Generator, dtype: torch.dtype) -> Tensor:
    return torch.randn(rows, columns, generator=dice, dtype=dtype)


def quintic(values: Tensor) -> Tensor:
    """Five rounds of the polynomial of Jordan et al., here for plain numbers."""
    for _ in range(5):
        values = 3.4445 * values - 4.7750 * values**3 + 2.0315 * values**5
    return values


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_only_the_singular_values_change(shape: tuple[int, int], dice: torch.Generator) -> None:
    """U·S·Vᵀ becomes U·p(S/‖S‖)·Vᵀ. In float64, against torch's own decomposition; an error of
    1e-16 grows by the polynomial's slope at 0, 3.4445 five times over (485), and by cancelling."""
    before = matrix(*shape, dice, torch.float64)
    u, values, vh = torch.linalg.svd(before, full_matrices=False)
    expected = u @ torch.diag(quintic(values / (values.norm() + 1e-7))) @ vh
    (made,) = orthogonalize(before[None], torch.float64)
    torch.testing.assert_close(made, expected, rtol=0, atol=1e-11)


@pytest.mark.parametrize("shape", [(128, 32), (32, 128), (64, 8), (256, 100)], ids=str)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
def test_tall_and_wide_matrices_become_nearly_orthogonal(
    shape: tuple[int, int], dtype: torch.dtype, dice: torch.Generator
) -> None:
    """The polynomial takes everything from 0.02 to 1 into 0.68 … 1.14 (the next test), and the
    singular values of a Gaussian matrix of m rows and n columns, over their norm √(mn), are about
    1/√m ± 1/√n: 0.04 and more for these. The margin to 0.6 … 1.3 is for bfloat16, whose 8 bits
    round a product of hundreds of terms by a few hundredths."""
    matrices = torch.stack([matrix(*shape, dice, torch.float32) for _ in range(4)])
    values = torch.linalg.svdvals(orthogonalize(matrices, dtype).float())
    assert float(values.min()) > 0.6
    assert float(values.max()) < 1.3


def test_the_polynomial_pushes_towards_one() -> None:
    values = quintic(torch.linspace(0.02, 1, 10_000, dtype=torch.float64))
    assert float(values.min()) > 0.68
    assert float(values.max()) < 1.14


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_matrices_together_are_as_if_one_by_one(
    shape: tuple[int, int], dice: torch.Generator
) -> None:
    """A batched product may add in another order: 6e-8 a rounding, times the 485 above."""
    matrices = torch.stack([matrix(*shape, dice, torch.float32) for _ in range(5)])
    alone = torch.cat([orthogonalize(each[None], torch.float32) for each in matrices])
    torch.testing.assert_close(orthogonalize(matrices, torch.float32), alone, rtol=0, atol=1e-4)


def test_a_matrix_and_its_transpose_are_treated_alike(dice: torch.Generator) -> None:
    tall = matrix(40, 12, dice, torch.float64)[None]
    assert torch.equal(orthogonalize(tall, torch.float64).mT, orthogonalize(tall.mT, torch.float64))


@pytest.mark.parametrize("size", [1e-4, 1.0, 1e4])
def test_the_size_of_a_gradient_does_not_matter(size: float, dice: torch.Generator) -> None:
    """Down to where it is no longer large beside the 1e-7 that keeps nought from dividing."""
    plain = matrix(24, 12, dice, torch.float32)[None]
    torch.testing.assert_close(
        orthogonalize(size * plain, torch.float32),
        orthogonalize(plain, torch.float32),
        rtol=0,
        atol=1e-3,  # 1e-7 beside a norm of 1.7e-3 is 6e-5; the polynomial's slope does the rest
    )


def step_both(
    shape: tuple[int, int], dtype: torch.dtype, dice: torch.Generator
) -> tuple[Tensor, Tensor]:
    """How far ours and torch's move the same matrix with the same four gradients."""
    start = matrix(*shape, dice, torch.float32)
    slopes = [matrix(*shape, dice, torch.float32) for _ in range(4)]
    ours, theirs = torch.nn.Parameter(start.clone()), torch.nn.Parameter(start.clone())
    mine = Muon([ours], lr=0.01, weight_decay=0.1, dtype=dtype)
    torchs = torch.optim.Muon(
        [theirs], lr=0.01, weight_decay=0.1, momentum=0.95, adjust_lr_fn="match_rms_adamw"
    )
    for slope in slopes:
        for weight, optimizer in ((ours, mine), (theirs, torchs)):
            weight.grad = slope.clone()
            optimizer.step()
    return ours.detach() - start, theirs.detach() - start


@pytest.mark.parametrize("shape", [(64, 16), (16, 64), (96, 24)], ids=str)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
def test_it_steps_as_torchs_own_does(
    shape: tuple[int, int], dtype: torch.dtype, dice: torch.Generator
) -> None:
    """torch's always iterates in bfloat16. Its 8 bits are wrong by 0.4 % a rounding and the
    polynomial doubles an error in the middle of its range, so a few per cent stay between them:
    the moves differ by less than a twentieth of their length."""
    ours, theirs = step_both(shape, dtype, dice)
    assert float((ours - theirs).norm() / theirs.norm()) < 0.05


@pytest.mark.parametrize("shape", [(64, 16), (16, 64), (96, 24), (40, 40)], ids=str)
def test_it_is_torchs_own_where_that_does_not_round(
    shape: tuple[int, int], dice: torch.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its rounding to bfloat16 taken out: roundings of 6e-8, times the slope at 0 (485), on
    singular values of about 1."""
    monkeypatch.setattr(torch.Tensor, "bfloat16", torch.Tensor.clone)
    ours, theirs = step_both(shape, torch.float32, dice)
    assert float((ours - theirs).norm() / theirs.norm()) < 1e-4


@pytest.mark.parametrize("shape", [(64, 16), (16, 64)], ids=str)
def test_a_step_has_the_size_of_one_of_adamw(shape: tuple[int, int], dice: torch.Generator) -> None:
    """Liu et al.: a root mean square of 0.2 times the rate; singular values in 0.68 … 1.14."""
    weight = torch.nn.Parameter(torch.zeros(shape))
    weight.grad = matrix(*shape, dice, torch.float32)
    Muon([weight], lr=0.5, weight_decay=0.1).step()
    size = float(weight.detach().square().mean().sqrt()) / 0.5
    assert 0.2 * 0.68 < size < 0.2 * 1.14


def test_matrices_of_many_shapes_each_move_as_if_alone(dice: torch.Generator) -> None:
    def moved(groups: list[list[int]]) -> list[Tensor]:
        generator = torch.Generator().manual_seed(1)
        shapes = [(12, 6), (6, 12), (12, 6), (9, 9), (12, 6)]
        weights = [torch.nn.Parameter(matrix(*shape, generator, torch.float32)) for shape in shapes]
        for weight in weights:
            weight.grad = matrix(weight.shape[0], weight.shape[1], generator, torch.float32)
        for group in groups:
            Muon([weights[number] for number in group], lr=0.1, weight_decay=0.1).step()
        return [weight.detach() for weight in weights]

    # As above: batched products round otherwise.
    torch.testing.assert_close(
        moved([[0, 1, 2, 3, 4]]), moved([[0], [1], [2], [3], [4]]), rtol=0, atol=1e-4
    )


def test_a_matrix_without_a_gradient_stays(dice: torch.Generator) -> None:
    still, moving = (torch.nn.Parameter(matrix(6, 4, dice, torch.float32)) for _ in range(2))
    before = still.detach().clone()
    moving.grad = matrix(6, 4, dice, torch.float32)
    optimizer = Muon([still, moving], lr=0.1, weight_decay=0.1)
    optimizer.step()
    assert torch.equal(still.detach(), before)
    assert still not in optimizer.state


def test_a_gradient_of_nought_leaves_the_decay_alone(dice: torch.Generator) -> None:
    weight = torch.nn.Parameter(matrix(6, 4, dice, torch.float32))
    before = weight.detach().clone()
    weight.grad = torch.zeros(6, 4)
    Muon([weight], lr=0.1, weight_decay=0.5).step()
    assert torch.equal(weight.detach(), before * (1 - 0.1 * 0.5))


def test_a_kernel_is_moved_as_the_matrix_of_its_rows(dice: torch.Generator) -> None:
    kernel = torch.randn(8, 3, 3, 3, generator=dice)
    slope = torch.randn(kernel.shape, generator=dice)
    flat = kernel.flatten(1).clone()
    kernel.grad, flat.grad = slope, slope.flatten(1)
    for weight in (kernel, flat):
        Muon([weight], lr=0.01, weight_decay=0.1).step()
    assert torch.equal(kernel.flatten(1), flat)
