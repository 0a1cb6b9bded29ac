from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch

from gongwu.engine.inference.native.packing import PackedNet, pack
from gongwu.engine.nets.decoder import Decoder, DecoderShape

ODD = DecoderShape(
    vocabulary=77, context=64, width=52, layers=2, heads=6, groups=3, head_width=10, hidden=90
)


def test_a_panel_holds_32_outputs_input_by_input() -> None:
    weight = torch.arange(40 * 3, dtype=torch.float32).view(40, 3)
    panels = pack(weight)
    assert panels.shape == (2, 3, 32)
    assert panels[0, 2, 31] == weight[31, 2]
    assert panels[1, 1, 7] == weight[39, 1]
    assert not panels[1, :, 8:].any()


def test_a_word_of_bfloat16_holds_output_j_and_output_j_plus_16() -> None:
    weight = torch.randn(40, 3, generator=torch.Generator().manual_seed(1)).bfloat16()
    words = pack(weight).view(np.uint32)[..., 0]
    assert words.shape == (2, 3, 16)
    low, high = (words << 16).view(np.float32), (words & 0xFFFF0000).view(np.float32)
    wide = weight.float().numpy()
    np.testing.assert_array_equal(low[0, 2], wide[:16, 2])
    np.testing.assert_array_equal(high[0, 2], wide[16:32, 2])
    np.testing.assert_array_equal(low[1, 0, :8], wide[32:, 0])
    assert not high[1].any()


def test_a_tied_head_is_the_embedding(make: Callable[..., Decoder]) -> None:
    apart, tied = (PackedNet(make(replace(ODD, tied=tied))) for tied in (False, True))
    assert tied.struct.head.weights == tied.struct.embedding.weights
    assert apart.struct.head.weights != apart.struct.embedding.weights
    # 77 outputs are 3 panels.
    assert apart.weight_bytes - tied.weight_bytes == 3 * 32 * ODD.width * 4
