"""What the engine's tests share: dice, weights worth testing with, tiny nets, a memory."""

import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.encoder_decoder import EncoderDecoder, EncoderDecoderShape
from gongwu.engine.nets.gru import GRU, GRUShape

# Every size differs from every other, so that a swapped one cannot fit by chance.
NETS: dict[str, Callable[[], Net]] = {
    "gru": lambda: GRU(GRUShape(vocabulary=19, context=12, embedding=10, hidden=14, layers=3)),
    "decoder": lambda: Decoder(
        DecoderShape(
            vocabulary=19, context=12, width=20, layers=3, heads=4, groups=2, head_width=6,
            hidden=28, tied=False,
        )
    ),
    "decoder tied, Qwen3": lambda: Decoder(
        DecoderShape(
            vocabulary=19, context=12, width=20, layers=2, heads=4, groups=1, head_width=8,
            hidden=28, normed_queries=True,
        )
    ),
    "encoder-decoder": lambda: EncoderDecoder(
        EncoderDecoderShape(
            vocabulary=19, context=12, width=20, encoder_layers=3, decoder_layers=2, heads=3,
            head_width=6, hidden=28, distance_buckets=8, max_distance=10,
        )
    ),
    "encoder-decoder tied, scaled": lambda: EncoderDecoder(
        EncoderDecoderShape(
            vocabulary=19, context=12, width=20, encoder_layers=2, decoder_layers=2, heads=3,
            head_width=6, hidden=28, distance_buckets=8, max_distance=10, tied=True, scaled=True,
        )
    ),
}  # fmt: skip


class Notebook:
    """The simplest memory: everything, concatenated."""

    def __init__(self) -> None:
        self.kept: dict[int, tuple[Tensor, Tensor]] = {}

    @property
    def length(self) -> int:
        return self.kept[0][0].shape[2] if self.kept else 0

    def extend(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        if layer in self.kept:
            older_keys, older_values = self.kept[layer]
            keys = torch.cat((older_keys, keys), dim=2)
            values = torch.cat((older_values, values), dim=2)
        self.kept[layer] = keys, values
        return keys, values


# Products this small take longer to share between threads than to do, on a busy machine by far.
torch.set_num_threads(1)


@pytest.fixture
def dice() -> torch.Generator:
    """The same throws in every test."""
    return torch.Generator().manual_seed(2026)


@pytest.fixture
def shake(dice: torch.Generator) -> Callable[[nn.Module], None]:
    """Give a net, ours or theirs, weights under which every part of it matters.

    First weights for training are so small that a net is nearly linear and its attention nearly
    even: a wrong scale, mask or position would hide. These make each product about 1.3 times as
    large as what it reads, and no gain is 1, no bias 0.
    """

    def fill(net: nn.Module) -> None:
        with torch.no_grad():
            for name, weight in net.named_parameters():
                if weight.dim() > 1:
                    bound = 1.3 * math.sqrt(3 / weight.shape[1])
                    weight.uniform_(-bound, bound, generator=dice)
                elif name.endswith("norm.weight"):
                    weight.uniform_(0.5, 1.5, generator=dice)
                else:
                    weight.uniform_(-0.5, 0.5, generator=dice)

    return fill


@pytest.fixture(params=NETS)
def net(request: pytest.FixtureRequest, shake: Callable[[nn.Module], None]) -> Net:
    """Each kind of net in turn, tiny and shaken."""
    made = NETS[request.param]()
    shake(made)
    return made
