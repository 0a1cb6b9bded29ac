import os
import random
import signal
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from gongwu.engine.inference.native import decoder_step
from gongwu.engine.inference.native.build import Library, load_library
from gongwu.engine.inference.native.decoder_step import NativeDecoder
from gongwu.engine.inference.native.structs import PAGE
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.rotary import LinearStretch, Llama3Stretch
from gongwu.errors import BadInputError

Make = Callable[..., Decoder]

SHAPE = DecoderShape(
    vocabulary=77, context=512, width=52, layers=2, heads=6, groups=3, head_width=10, hidden=90
)
SHAPES = {
    "plain": SHAPE,
    "head of its own": replace(SHAPE, tied=False),
    "one group": replace(SHAPE, groups=1),
    "a group for each head": replace(SHAPE, groups=6),
    "nine heads in a group": replace(SHAPE, heads=9, groups=1),
    "query bias": replace(SHAPE, query_bias=True),
    "output bias": replace(SHAPE, output_bias=True),
    "hidden bias": replace(SHAPE, hidden_bias=True),
    "normed queries": replace(SHAPE, normed_queries=True),
    "everything": replace(
        SHAPE, tied=False, query_bias=True, output_bias=True, hidden_bias=True, normed_queries=True
    ),
    "linear stretch": replace(SHAPE, rotary_stretch=LinearStretch(factor=3.0)),
    "Llama 3 stretch": replace(
        SHAPE,
        rotary_stretch=Llama3Stretch(
            factor=8.0, low_frequency_factor=1.0, high_frequency_factor=4.0, original_context=64
        ),
    ),
    "another base and epsilon": replace(SHAPE, rotary_base=500.0, epsilon=1e-2),
    "whole panels": DecoderShape(
        vocabulary=96, context=512, width=64, layers=2, heads=2, groups=2, head_width=32, hidden=128
    ),
    "wide heads": replace(SHAPE, head_width=130, heads=2, groups=2),
    "smallest": DecoderShape(
        vocabulary=1, context=512, width=1, layers=1, heads=1, groups=1, head_width=2, hidden=1
    ),
}


def read_all(decoder: NativeDecoder, tokens: list[int]) -> Tensor:
    """All tokens in one call: (T, V)."""
    slot = decoder.open(len(tokens))
    logits = decoder.step([slot] * len(tokens), tokens, range(len(tokens)))
    decoder.close(slot)
    return logits


def read_singly(decoder: NativeDecoder, tokens: list[int]) -> Tensor:
    """Token by token, alone: (T, V)."""
    slot = decoder.open(len(tokens))
    logits = [decoder.step([slot], [token], [0]) for token in tokens]
    decoder.close(slot)
    return torch.cat(logits)


def some_tokens(count: int, vocabulary: int, seed: int = 0) -> list[int]:
    return random.Random(seed).choices(range(vocabulary), k=count)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_it_says_what_the_net_says_in_float64(
    library: Library, make: Make, shape: DecoderShape, dtype: torch.dtype
) -> None:
    net = make(shape, dtype)
    tokens = some_tokens(PAGE + 9, shape.vocabulary)
    got = read_all(NativeDecoder(net, library, threads=2), tokens)
    assert got.shape == (len(tokens), shape.vocabulary)
    assert got.dtype == torch.float32
    # The same weights exactly: float64 holds every bfloat16 and float32.
    exact = net.double()
    exact.make_buffers()
    with torch.no_grad():
        want = exact(torch.tensor([tokens]))[0]
    # A few hundred roundings of 6e-8 each, relative to the size of what is summed.
    assert (got - want).abs().max() < 1e-5 * want.abs().max()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize("seed", range(4))
def test_a_sequence_has_the_same_bits_in_any_company(
    library: Library, make: Make, seed: int, dtype: torch.dtype
) -> None:
    """Five texts, cut and mixed at random, by 1 to 3 threads, against each alone, singly, by 1."""
    net = make(dtype=dtype)
    chance = random.Random(seed)
    texts = [some_tokens(chance.randrange(1, 3 * PAGE), 77, seed) for _ in range(5)]
    alone = [read_singly(NativeDecoder(net, library, threads=1), text) for text in texts]

    mixed = NativeDecoder(net, library)
    slots = [mixed.open(len(text)) for text in texts]
    while any(mixed.length(slot) < len(text) for slot, text in zip(slots, texts, strict=True)):
        rows: list[tuple[int, int]] = []  # which text, which position
        for index in chance.sample(range(5), k=chance.randint(1, 5)):
            start = mixed.length(slots[index])
            stop = min(len(texts[index]), start + chance.choice([1, 1, 2, 7, 40, 100]))
            rows += [(index, position) for position in range(start, stop)]
        if not rows:
            continue
        want = sorted(chance.sample(range(len(rows)), k=chance.randint(0, len(rows))))
        mixed.threads = chance.choice([1, 2, 3])
        logits = mixed.step([slots[i] for i, _ in rows], [texts[i][at] for i, at in rows], want)
        for row, said in zip(want, logits, strict=True):
            index, position = rows[row]
            assert torch.equal(said, alone[index][position]), (index, position, len(rows))


@pytest.mark.parametrize("rows", range(1, 19))
def test_every_number_of_rows_gives_the_same_bits(library: Library, make: Make, rows: int) -> None:
    net = make()
    decoder = NativeDecoder(net, library, threads=2)
    alone = read_all(decoder, [5])[0]
    slots = [decoder.open(1) for _ in range(rows)]
    together = decoder.step(slots, [5] * rows, range(rows))
    assert all(torch.equal(row, alone) for row in together)


def test_a_prompt_longer_than_one_pass_has_the_same_bits(library: Library, make: Make) -> None:
    tokens = some_tokens(decoder_step.ROWS_AT_ONCE + 50, 77)
    decoder = NativeDecoder(make(), library, threads=2)
    assert torch.equal(read_all(decoder, tokens), read_singly(decoder, tokens))


def test_a_fork_goes_its_own_way_and_leaves_the_other_alone(library: Library, make: Make) -> None:
    decoder = NativeDecoder(make(), library, threads=2)
    prompt, here, there = some_tokens(PAGE + 5, 77, 1), some_tokens(9, 77, 2), some_tokens(9, 77, 3)
    first = decoder.open(200)
    decoder.step([first] * len(prompt), prompt, [])
    held = decoder.memory_bytes
    second = decoder.fork(first)
    assert decoder.memory_bytes == held  # nothing is copied before it must be
    for old, new in zip(here, there, strict=True):
        logits = decoder.step([first, second], [old, new], [0, 1])
    assert torch.equal(logits[0], read_all(decoder, prompt + here)[-1])
    assert torch.equal(logits[1], read_all(decoder, prompt + there)[-1])
    decoder.close(first)
    decoder.close(second)
    assert decoder.memory_bytes == 0


@pytest.mark.parametrize("kept", [0, 1, PAGE - 1, PAGE, PAGE + 1])
def test_a_truncated_sequence_has_forgotten(library: Library, make: Make, kept: int) -> None:
    decoder = NativeDecoder(make(), library, threads=1)
    tokens = some_tokens(PAGE + 20, 77)
    slot = decoder.open(200)
    decoder.step([slot] * len(tokens), tokens, [])
    decoder.truncate(slot, kept)
    assert decoder.length(slot) == kept
    again = decoder.step([slot], [11], [0])
    assert torch.equal(again[0], read_all(decoder, [*tokens[:kept], 11])[-1])


def test_truncating_a_fork_does_not_touch_the_other(library: Library, make: Make) -> None:
    decoder = NativeDecoder(make(), library, threads=1)
    tokens = some_tokens(PAGE + 20, 77)
    slot = decoder.open(200)
    decoder.step([slot] * len(tokens), tokens, [])
    fork = decoder.fork(slot)
    decoder.truncate(fork, 3)
    decoder.step([fork] * 40, some_tokens(40, 77, 9), [])
    after = decoder.step([slot], [11], [0])
    assert torch.equal(after[0], read_all(decoder, [*tokens, 11])[-1])


def test_memory_is_taken_as_it_is_needed(library: Library, make: Make) -> None:
    decoder = NativeDecoder(make(), library, threads=1)
    slot = decoder.open(100_000)
    assert decoder.memory_bytes == 0
    decoder.step([slot] * PAGE, [1] * PAGE, [])
    one_page = decoder.memory_bytes
    decoder.step([slot], [1], [])
    assert decoder.memory_bytes == 2 * one_page


def test_the_net_may_be_let_go(library: Library, make: Make) -> None:
    net = make()
    decoder = NativeDecoder(net, library, threads=1)
    before = read_all(decoder, [1, 2, 3])
    with torch.no_grad():
        for weight in net.parameters():
            weight.zero_()
    assert torch.equal(read_all(decoder, [1, 2, 3]), before)


@pytest.mark.parametrize("token", [-1, 77])
def test_a_token_outside_the_vocabulary_is_refused(
    library: Library, make: Make, token: int
) -> None:
    decoder = NativeDecoder(make(), library, threads=1)
    slot = decoder.open(4)
    with pytest.raises(BadInputError, match=f"Token {token} is outside .* 77"):
        decoder.step([slot, slot], [3, token], [])
    assert decoder.length(slot) == 0


def test_more_than_the_capacity_is_a_mistake_of_ours(library: Library, make: Make) -> None:
    decoder = NativeDecoder(make(), library, threads=1)
    slot = decoder.open(2)
    with pytest.raises(AssertionError):
        decoder.step([slot] * 3, [1, 1, 1], [])


def test_not_a_number_stays_with_its_own_sequence(library: Library, make: Make) -> None:
    """Token 5 is poison; the neighbours in its tile, and its own past, do not notice."""
    net = make(replace(SHAPE, tied=False))
    with torch.no_grad():
        net.embedding.weight[5] = float("nan")
    decoder = NativeDecoder(net, library, threads=1)
    well = read_all(decoder, [1, 2, 3, 4])
    ill, healthy = decoder.open(4), decoder.open(4)
    logits = decoder.step([ill] * 4 + [healthy] * 4, [1, 2, 5, 4, 1, 2, 3, 4], range(8))
    assert torch.equal(logits[:2], well[:2])
    assert logits[2:4].isnan().all()
    assert torch.equal(logits[4:], well)


def test_python_threads_may_share_a_decoder_and_the_workers(library: Library, make: Make) -> None:
    net = make()
    decoders = [NativeDecoder(net, library, threads=2) for _ in range(2)]
    texts = [some_tokens(30, 77, seed) for seed in range(4)]
    said: dict[int, Tensor] = {}

    def read(index: int) -> None:
        said[index] = read_singly(decoders[index % 2], texts[index])

    threads = [threading.Thread(target=read, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for index, text in enumerate(texts):
        assert torch.equal(said[index], read_all(decoders[0], text))


def test_workers_that_fell_asleep_wake_again(library: Library, make: Make) -> None:
    decoder = NativeDecoder(make(), library, threads=2)
    tokens = some_tokens(20, 77)
    before = read_all(decoder, tokens)
    time.sleep(0.01)  # they stay awake for 0.2 ms
    assert torch.equal(read_all(decoder, tokens), before)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_starts_workers_of_its_own(library: Library, make: Make) -> None:
    decoder = NativeDecoder(make(), library, threads=2)
    before = read_all(decoder, [1, 2, 3])  # the workers are running now
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # "fork with threads": that is the test
        child = os.fork()
    if child == 0:
        os._exit(0 if torch.equal(read_all(decoder, [1, 2, 3]), before) else 1)
    assert exit_code_within(30.0, child) == 0


def exit_code_within(seconds: float, child: int) -> int:
    """How a child ended; it is killed if it does not end in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.slow
@pytest.mark.parametrize("without", ["-mno-avx512f", "-mno-fma"])
def test_narrow_vectors_agree_with_wide_ones(
    library: Library, make: Make, tmp_path: Path, without: str
) -> None:
    """What other x86 processors would compile: with FMA the same bits, without it nearly."""
    narrow = load_library(tmp_path, compilers=[("cc", without)])
    if isinstance(narrow, str):
        pytest.skip(f"this compiler cannot leave it out: {narrow}")
    tokens = some_tokens(PAGE + 9, 77)
    for dtype in (torch.float32, torch.bfloat16):
        net = make(dtype=dtype)
        here = read_all(NativeDecoder(net, library, threads=1), tokens)
        there = read_all(NativeDecoder(net, narrow, threads=1), tokens)
        if without == "-mno-avx512f":
            assert torch.equal(here, there)
        else:
            torch.testing.assert_close(here, there, rtol=1e-5, atol=1e-5)
