"""The shapes of a UNet's levels for one input, noted while the net runs. Shapes: (B, C, H, W)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from torch import Tensor, nn

from gongwu.engine.inference.denoising.film import LevelKind, NetLevel
from gongwu.engine.nets.unet import Level, UNet


@contextmanager
def noting_levels(unet: UNet) -> Iterator[list[NetLevel]]:
    """A list that holds every level once the net has run; later runs add nothing."""
    noted: list[NetLevel] = []
    hooks = [
        _watched_part(part).register_forward_hook(_noter(noted, kind, number, heads, part))
        for part, kind, number, heads in _parts(unet)
    ]
    try:
        yield noted
    finally:
        for hook in hooks:
            hook.remove()


def _parts(unet: UNet) -> Iterator[tuple[nn.Module, LevelKind, int, int]]:
    count, heads = len(unet.shape.widths), unet.shape.heads
    yield unet.entry, "entry", 0, 0
    for index, part in enumerate(unet.down_levels):
        yield part, "down", index + 1, heads[index]
    yield unet.middle, "middle", 0, unet.shape.middle_heads
    for index, part in enumerate(unet.up_levels):
        yield part, "up", count - index, heads[count - 1 - index]
    yield unet.exit, "exit", 0, 0


def _watched_part(part: nn.Module) -> nn.Module:
    """Of a level its last residual block: what it hands on is already halved or doubled."""
    return part.residuals[-1] if isinstance(part, Level) else part


def _noter(
    noted: list[NetLevel], kind: LevelKind, number: int, heads: int, part: nn.Module
) -> Callable[[nn.Module, object, Tensor], None]:
    def note(_part: nn.Module, _inputs: object, output: Tensor) -> None:
        if all((each.kind, each.number) != (kind, number) for each in noted):
            _, channels, height, width = output.shape
            noted.append(
                NetLevel(
                    kind=kind, number=number, channels=channels, height=height, width=width,
                    heads=heads, parameters=sum(weight.numel() for weight in part.parameters()),
                )
            )  # fmt: skip

    return note
