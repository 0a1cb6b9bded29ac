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


def test_squares_of_bfloat16_are_added_up_wide() -> None:
    """256 + 1 is 256 in bfloat16: a sum of squares kept there would stop growing."""
    hidden = torch.ones(1, 4096, dtype=torch.bfloat16)
    assert torch.equal(RMSNorm(4096, 1e-6).bfloat16()(hidden), hidden)
