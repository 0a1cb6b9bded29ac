import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import LlamaConfig
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

from gongwu.engine.nets.rotary import LinearStretch, Llama3Stretch, angles, frequencies, rotate
from gongwu.errors import BadInputError

WIDTH = 8


def turned(head: torch.Tensor, position: int) -> torch.Tensor:
    """One head vector (D,) as it stands at a position."""
    frequency = frequencies(WIDTH, 10_000.0, None)
    cosine, sine = angles(frequency.double(), torch.tensor([position], dtype=torch.float64))
    return rotate(head.view(1, 1, 1, WIDTH), cosine.double(), sine.double()).flatten()


@settings(deadline=None, max_examples=50)
@given(
    seed=st.integers(0, 2**32),
    query_at=st.integers(0, 4000),
    key_at=st.integers(0, 4000),
    shift=st.integers(0, 4000),
)
def test_likeness_depends_on_the_distance_alone(
    seed: int, query_at: int, key_at: int, shift: int
) -> None:
    query, key = torch.randn(
        2, WIDTH, dtype=torch.float64, generator=torch.Generator().manual_seed(seed)
    )
    here = turned(query, query_at) @ turned(key, key_at)
    there = turned(query, query_at + shift) @ turned(key, key_at + shift)
    # Angles are float32 numbers of up to 8000 radians, exact to 8000 · 2^-24 = 5e-4 each; four of
    # them turn vectors whose product of lengths is at most about 30.
    torch.testing.assert_close(here, there, rtol=0, atol=2e-2)


def test_turning_keeps_lengths_and_position_zero_turns_nothing(dice: torch.Generator) -> None:
    heads = torch.randn(2, 3, 5, WIDTH, generator=dice)
    cosine, sine = angles(frequencies(WIDTH, 10_000.0, None), torch.arange(5))
    moved = rotate(heads, cosine, sine)
    # Two products and a sum in float32.
    torch.testing.assert_close(moved.norm(dim=-1), heads.norm(dim=-1), rtol=1e-6, atol=0)
    assert torch.equal(moved[:, :, 0], heads[:, :, 0])


def test_the_first_pair_turns_one_radian_a_position_and_the_others_slower() -> None:
    frequency = frequencies(6, 1000.0, None)
    torch.testing.assert_close(frequency, torch.tensor([1.0, 0.1, 0.01]))


def test_a_linear_stretch_reads_far_positions_as_near_ones() -> None:
    near = angles(frequencies(WIDTH, 10_000.0, None), torch.arange(20))
    far = angles(frequencies(WIDTH, 10_000.0, LinearStretch(factor=4.0)), 4 * torch.arange(20))
    torch.testing.assert_close(far, near)  # dividing by 4 is exact


@pytest.mark.parametrize("base", [10_000.0, 500_000.0])
@pytest.mark.parametrize(
    ("stretch", "rules"),
    [
        (LinearStretch(factor=3.0), {"rope_type": "linear", "factor": 3.0}),
        (
            Llama3Stretch(
                factor=8.0,
                low_frequency_factor=1.0,
                high_frequency_factor=4.0,
                original_context=8192,
            ),
            {
                "rope_type": "llama3",
                "factor": 8.0,
                "low_freq_factor": 1.0,
                "high_freq_factor": 4.0,
                "original_max_position_embeddings": 8192,
            },
        ),
        (
            Llama3Stretch(
                factor=32.0,
                low_frequency_factor=1.5,
                high_frequency_factor=3.0,
                original_context=100,
            ),
            {
                "rope_type": "llama3",
                "factor": 32.0,
                "low_freq_factor": 1.5,
                "high_freq_factor": 3.0,
                "original_max_position_embeddings": 100,
            },
        ),
    ],
    ids=["linear", "Llama 3.1", "Llama 3.1 with a short context"],
)
def test_stretches_are_those_of_transformers(
    stretch: LinearStretch | Llama3Stretch, rules: dict[str, object], base: float
) -> None:
    config = LlamaConfig(head_dim=64, rope_parameters={"rope_theta": base, **rules})
    expected, attention_factor = ROPE_INIT_FUNCTIONS[str(rules["rope_type"])](config, "cpu")
    assert attention_factor == 1.0
    # The same formula in another order: a few roundings of 6e-8.
    torch.testing.assert_close(frequencies(64, base, stretch), expected, rtol=1e-6, atol=0)


@pytest.mark.parametrize("factor", [0.0, -2.0, math.inf, math.nan])
def test_a_stretch_by_nothing_is_refused(factor: float) -> None:
    with pytest.raises(BadInputError, match="factor"):
        LinearStretch(factor=factor)
    with pytest.raises(BadInputError, match="factor"):
        Llama3Stretch(
            factor=factor, low_frequency_factor=1, high_frequency_factor=4, original_context=8
        )


def test_llama3_factors_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(BadInputError, match="high_freq_factor"):
        Llama3Stretch(
            factor=8.0, low_frequency_factor=4, high_frequency_factor=4, original_context=8
        )
