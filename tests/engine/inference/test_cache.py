from collections.abc import Callable
from itertools import pairwise

import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.inference.cache import KeyValueCache
from gongwu.engine.nets.decoder import Decoder, DecoderShape

SHAPE = DecoderShape(
    vocabulary=19, context=300, width=20, layers=3, heads=4, groups=2, head_width=6, hidden=28
)


@pytest.fixture
def decoder(shake: Callable[[nn.Module], None]) -> Decoder:
    net = Decoder(SHAPE)
    shake(net)
    return net.eval()


def some(time: int, dice: torch.Generator) -> Tensor:
    return torch.randn(1, 2, time, 6, generator=dice)


@torch.inference_mode()
def test_reading_in_pieces_is_reading_at_once(decoder: Decoder, dice: torch.Generator) -> None:
    """Pieces that cross each doubling of the room: 64, 128, 256."""
    ids = torch.randint(19, (1, 200), generator=dice)
    cache = KeyValueCache(3)
    ends = [0, 1, 61, 62, 63, 64, 65, 135, 200]
    logits = torch.cat([decoder(ids[:, a:b], cache) for a, b in pairwise(ends)], dim=1)
    # The same sums, blocked otherwise: a few roundings of 6e-8 on numbers of about 5.
    torch.testing.assert_close(logits, decoder(ids), rtol=1e-5, atol=2e-5)
    assert cache.length == 200


def test_every_layer_of_one_pass_finds_the_same_length(dice: torch.Generator) -> None:
    cache = KeyValueCache(3)
    for start in (0, 5):
        for layer in range(3):
            assert cache.length == start
            keys, _ = cache.extend(layer, some(5, dice), some(5, dice))
            assert keys.shape[2] == start + 5
    assert cache.length == 10


def test_what_is_remembered_is_what_was_told(dice: torch.Generator) -> None:
    told = [(some(40, dice), some(40, dice)) for _ in range(4)]
    cache = KeyValueCache(1)
    for keys, values in told:
        found = cache.extend(0, keys, values)
    assert torch.equal(found[0], torch.cat([keys for keys, _ in told], dim=2))
    assert torch.equal(found[1], torch.cat([values for _, values in told], dim=2))


def test_room_doubles_but_not_beyond_what_will_ever_come(dice: torch.Generator) -> None:
    cache = KeyValueCache(1, most=150)
    rooms = []
    for _ in range(150):
        cache.extend(0, some(1, dice), some(1, dice))
        rooms.append(cache.memory_bytes // (2 * 2 * 6 * 4))
    assert sorted(set(rooms)) == [64, 128, 150]


def test_a_fork_and_its_origin_go_their_own_ways(dice: torch.Generator) -> None:
    shared, one, other = some(10, dice), some(1, dice), some(1, dice)
    cache = KeyValueCache(1)
    cache.extend(0, shared, shared)
    fork = cache.fork()
    found = cache.extend(0, one, one)[0]
    forked = fork.extend(0, other, other)[0]
    assert torch.equal(found, torch.cat((shared, one), dim=2))
    assert torch.equal(forked, torch.cat((shared, other), dim=2))
