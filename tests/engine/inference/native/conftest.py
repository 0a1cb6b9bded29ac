"""The C step, compiled once for all tests, and a net that crosses its odd sizes."""

from collections.abc import Callable

import pytest
import torch
from torch import nn

from gongwu.engine.inference.native.build import Library, load_library
from gongwu.engine.nets.decoder import Decoder, DecoderShape

# No size is a multiple of a panel, a vector or another size; two query heads share a key.
ODD = DecoderShape(
    vocabulary=77, context=512, width=52, layers=3, heads=6, groups=3, head_width=10, hidden=90,
    tied=False,
)  # fmt: skip


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Without a compiler its tests are skipped, with the reason."""
    loaded = load_library(tmp_path_factory.mktemp("native"))
    if isinstance(loaded, str):
        pytest.skip(f"the C step cannot be built here: {loaded}")
    return loaded


@pytest.fixture
def make(shake: Callable[[nn.Module], None]) -> Callable[..., Decoder]:
    """A shaken decoder of a shape and a number type."""

    def made(shape: DecoderShape = ODD, dtype: torch.dtype = torch.float32) -> Decoder:
        net = Decoder(shape)
        shake(net)
        net.to(dtype)
        net.make_buffers()  # angles stay float32, as in a net that was loaded
        return net.eval()

    return made
