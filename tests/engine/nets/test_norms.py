import pytest
import torch

from gongwu.engine.nets.norms import RMSNorm


@pytest.mark.parametrize("epsilon", [1e-6, 0.1])
@pytest.mark.parametrize(
    ("dtype", "tolerance"),
    [
        (torch.float32, 1e-6),  # a handful of roundings of 2^-24 = 6e-8
        (torch.bfloat16, 2**-7),  # two roundings of 2^-8: the scaled vector, then the gain
    ],
)
def test_each_vector_is_divided_by_its_root_mean_square(
    dtype: torch.dtype, tolerance: float, epsilon: float, dice: torch.Generator
) -> None:
    norm = RMSNorm(48, epsilon)
    norm.weight.data.uniform_(-2, 2, generator=dice)
    norm = norm.to(dtype)
    hidden = (5 * torch.randn(2, 3, 48, generator=dice)).to(dtype)

    wide = hidden.double()
    size = (wide.square().mean(dim=-1, keepdim=True) + epsilon).sqrt()
    expected = norm.weight.double() * wide / size

    normed = norm(hidden)
    assert normed.dtype == dtype
    torch.testing.assert_close(normed.double(), expected, rtol=tolerance, atol=0)


def test_the_length_of_a_vector_is_forgotten(dice: torch.Generator) -> None:
    norm = RMSNorm(16, 1e-12)
    hidden = torch.randn(4, 16, generator=dice)
    # Powers of two change no digit, so only the epsilon (1e-12) could.
    torch.testing.assert_close(norm(64 * hidden), norm(hidden), rtol=1e-6, atol=0)


def test_bfloat16_is_rounded_once_at_the_end(dice: torch.Generator) -> None:
    """A mean of squares taken in bfloat16 would be off by as much as the last digit kept."""
    hidden = (5 * torch.randn(64, 48, generator=dice)).bfloat16()
    wide = hidden.double()
    expected = (wide / (wide.square().mean(dim=-1, keepdim=True) + 1e-6).sqrt()).bfloat16()
    normed = RMSNorm(48, 1e-6).bfloat16()(hidden)
    # Float32 errs by 2^-23 or so; a number is that near to the middle between two bfloat16
    # numbers once in 2^14, so about one in five such tests would see one of 3072 differ.
    assert (normed != expected).sum() <= 3
