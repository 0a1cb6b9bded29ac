import itertools

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from gongwu.engine.nets.cross_entropy import IGNORED
from gongwu.engine.nets.encoder_decoder import EncoderDecoder, EncoderDecoderShape
from gongwu.engine.tokens.tokenizer import PAD_ID
from gongwu.engine.training.batches import Batch, Order, Pairs, Windows
from gongwu.errors import BadInputError
from tests.engine.training.conftest import Numbers

seeds = st.integers(0, 2**32)


# --- The order of an epoch ---


@given(count=st.integers(1, 500), seed=seeds, epoch=st.integers(0, 3))
def test_an_epoch_has_each_of_its_numbers_once(count: int, seed: int, epoch: int) -> None:
    order = Order(count, seed)
    found = [order.at(epoch * count + place) for place in range(count)]
    assert {number for number, _ in found} == {epoch}
    assert sorted(which for _, which in found) == list(range(count))


def test_an_order_takes_no_memory_however_long() -> None:
    count = 10**15
    _, which = Order(count, seed=1).at(7 * count + 12)
    assert 0 <= which < count


def test_epochs_and_seeds_differ() -> None:
    """Of 1000 numbers there are 400 strides times 1000 beginnings: 400,000 orders. That two of
    these 8 are alike has odds of 28 in 400,000, and the dice are always the same."""
    orders = {
        tuple(Order(1000, seed).at(epoch * 1000 + place)[1] for place in range(1000))
        for seed, epoch in itertools.product(range(2), range(4))
    }
    assert len(orders) == 8


# --- Windows ---

shapes = st.tuples(st.integers(2, 300), st.integers(1, 20), st.integers(1, 5))


def windows(tokens: int, context: int, batch: int, seed: int = 0) -> Windows:
    return Windows(Numbers(tokens, context + 1), batch, context, seed)


def fits(shape: tuple[int, int, int]) -> bool:
    tokens, context, _ = shape
    return tokens > context


@given(shape=shapes.filter(fits), step=st.integers(0, 100), seed=seeds)
def test_targets_are_the_inputs_shifted_by_one(
    shape: tuple[int, int, int], step: int, seed: int
) -> None:
    tokens, context, batch = shape
    ids, targets = windows(tokens, context, batch, seed).at(step)
    assert ids.shape == targets.shape == (batch, context)
    assert ids.dtype == targets.dtype == torch.int64
    # Tokens are their own places: each target is the next place, within the text.
    assert torch.equal(targets, ids + 1)
    assert torch.equal(ids, ids[:, :1] + torch.arange(context))
    assert int(ids.min()) >= 0
    assert int(targets.max()) < tokens


@given(shape=shapes.filter(fits), seed=seeds, epoch=st.integers(0, 3))
def test_every_window_of_an_epoch_is_visited_once(
    shape: tuple[int, int, int], seed: int, epoch: int
) -> None:
    tokens, context, _ = shape
    source = windows(tokens, context, batch=1, seed=seed)
    count = source.order.count
    starts = sorted(int(source.at(epoch * count + step)[0][0, 0]) for step in range(count))
    # Side by side without gap or overlap, and less than two windows are left out.
    assert starts == [starts[0] + number * context for number in range(count)]
    assert tokens - 1 - count * context < 2 * context


@given(shape=shapes.filter(fits), seed=seeds, step=st.integers(0, 50))
def test_the_batch_of_a_step_depends_on_nothing_but_seed_and_step(
    shape: tuple[int, int, int], seed: int, step: int
) -> None:
    """What makes a resumed run see what the other one saw."""
    tokens, context, batch = shape
    used = windows(tokens, context, batch, seed)
    for other in range(5):
        used.at(other)
    list(used.held_out(100))
    fresh = windows(tokens, context, batch, seed)
    assert all(map(torch.equal, used.at(step), fresh.at(step)))


@given(shape=shapes.filter(fits), seed=seeds, step=st.integers(0, 20))
def test_a_larger_batch_takes_the_same_windows_in_the_same_order(
    shape: tuple[int, int, int], seed: int, step: int
) -> None:
    tokens, context, batch = shape
    single = windows(tokens, context, 1, seed)
    rows = torch.cat([single.at(step * batch + row)[0] for row in range(batch)])
    assert torch.equal(windows(tokens, context, batch, seed).at(step)[0], rows)


def test_seeds_and_epochs_cut_the_text_elsewhere() -> None:
    """A net that always saw the same cuts would learn where windows begin. Offsets are even over
    0 … 20, so that all of 40 are alike has odds of 1 in 21^39."""
    offsets = {
        int(windows(1000, 20, 1, seed).at(epoch * 48)[0][0, 0]) % 20
        for seed in range(8)
        for epoch in range(5)
    }
    assert len(offsets) > 5


@given(
    held_out=st.integers(5, 400),
    context=st.integers(1, 4),
    batch=st.integers(1, 7),
    asked=st.integers(1, 500),
)
def test_held_out_windows_are_even_apart_and_no_more_than_asked(
    held_out: int, context: int, batch: int, asked: int
) -> None:
    source = Windows(Numbers(50, held_out), batch, context, seed=0)
    batches = list(source.held_out(asked))
    assert all(batch[0].shape[0] <= source.batch for batch, _ in batches)
    assert [counted for _, counted in batches] == [batch[1].numel() for batch, _ in batches]
    rows = torch.cat([batch[0] for batch, _ in batches])
    assert torch.equal(rows + 1, torch.cat([batch[1] for batch, _ in batches]))
    starts = (rows[:, 0] - Numbers.HELD_OUT).tolist()
    available = (held_out - 1) // context
    assert len(starts) == min(available, max(1, asked // context))
    assert int(rows.max()) + 1 < Numbers.HELD_OUT + held_out
    # From the first window on, no window twice, and no gap more than one window above another.
    assert starts[0] == 0
    gaps = {(after - before) // context for before, after in itertools.pairwise(starts)}
    assert not gaps or min(gaps) >= 1
    assert not gaps or max(gaps) - min(gaps) <= 1
    again = torch.cat([batch[0] for batch, _ in source.held_out(asked)])
    assert torch.equal(again, rows)


def test_one_window_is_enough() -> None:
    ids, targets = windows(9, 8, 3).at(5)
    assert ids.tolist() == [list(range(8))] * 3
    assert targets.tolist() == [list(range(1, 9))] * 3


@pytest.mark.parametrize(("train", "held_out", "en", "zh"), [
    (8, 9, "its training part has 8 tokens", "训练部分只有 8 个词元"),
    (9, 8, "its held-out part has 8 tokens", "留出部分只有 8 个词元"),
    (0, 0, "its training part has 0 tokens", "训练部分只有 0 个词元"),
])  # fmt: skip
def test_a_text_shorter_than_a_window_is_refused(
    train: int, held_out: int, en: str, zh: str
) -> None:
    with pytest.raises(BadInputError) as caught:
        Windows(Numbers(train, held_out), batch=1, context=8, seed=0)
    assert en in caught.value.en
    assert "needs 9" in caught.value.en
    assert zh in caught.value.zh
    assert "需要 9 个" in caught.value.zh


# --- Pairs ---

pair_ids = st.lists(
    st.tuples(
        st.lists(st.integers(1, 99), min_size=1, max_size=9),
        st.lists(st.integers(1, 99), min_size=1, max_size=9),
    ),
    min_size=1,
    max_size=7,
)
PairIds = list[tuple[list[int], list[int]]]


def pairs(train: PairIds, batch: int, context: int = 6, seed: int = 0) -> Pairs:
    return Pairs(Numbers(pairs={"train": train, "held_out": train}), batch, context, seed)


def check_row(batch: Batch, row: int, source: list[int], target: list[int]) -> None:
    """One row holds one pair, filled up; the decoder reads its target one place later."""
    sources, counted, read, targets = (part[row].tolist() for part in batch)
    assert sources == source + [PAD_ID] * (len(sources) - len(source))
    assert counted == [True] * len(source) + [False] * (len(sources) - len(source))
    assert targets == target + [IGNORED] * (len(targets) - len(target))
    assert len(read) == len(targets)
    assert read[: len(target)] == [PAD_ID, *target[:-1]]


@given(train=pair_ids, batch=st.integers(1, 5), context=st.integers(1, 9), step=st.integers(0, 9))
def test_pairs_are_filled_up_cut_and_shifted_right(
    train: PairIds, batch: int, context: int, step: int
) -> None:
    source = pairs(train, batch, context)
    made = source.at(step)
    numbers = [source.order.at(step * batch + row)[1] for row in range(batch)]
    for row, number in enumerate(numbers):
        check_row(made, row, *(part[:context] for part in train[number]))
    assert made[0].shape[1] == max(len(train[number][0][:context]) for number in numbers)
    assert made[3].shape[1] == max(len(train[number][1][:context]) for number in numbers)


@given(count=st.integers(1, 30), seed=seeds)
def test_every_pair_is_seen_once_an_epoch(count: int, seed: int) -> None:
    source = pairs([([number + 1], [1]) for number in range(count)], batch=1, seed=seed)
    seen = [int(source.at(step)[0][0, 0]) for step in range(2 * count)]
    assert sorted(seen[:count]) == sorted(seen[count:]) == list(range(1, count + 1))


@given(train=pair_ids, batch=st.integers(1, 5), asked=st.integers(1, 60))
def test_held_out_pairs_come_in_order_until_enough_were_counted(
    train: PairIds, batch: int, asked: int
) -> None:
    batches = list(pairs(train, batch).held_out(asked))
    counts = [counted for _, counted in batches]
    assert counts == [int((batch[3] != IGNORED).sum()) for batch, _ in batches]
    rows = [(batch, row) for batch, _ in batches for row in range(batch[0].shape[0])]
    for (made, row), (source, target) in zip(rows, train, strict=False):
        check_row(made, row, source[:6], target[:6])
    # No more batches than it takes; all of them if they hold less than was asked for.
    assert sum(counts[:-1]) < asked
    assert sum(counts) >= asked or len(rows) == len(train)


@pytest.mark.parametrize("split", ["train", "held_out"])
def test_no_pair_at_all_is_refused(split: str) -> None:
    held: PairIds = [([1], [1])]
    files = Numbers(pairs={"train": held, "held_out": held, split: []})  # type: ignore[dict-item]
    with pytest.raises(BadInputError, match="too short"):
        Pairs(files, batch=1, context=8, seed=0)


@given(shape=shapes.filter(fits).filter(lambda shape: shape[1] > 1), step=st.integers(0, 20))
def test_a_text_without_pairs_answers_the_first_half_of_a_window_with_the_rest(
    shape: tuple[int, int, int], step: int
) -> None:
    tokens, context, batch = shape
    files = Numbers(tokens, context + 1)
    ids, _ = Windows(files, batch, context, seed=3).at(step)
    source, counted, read, targets = Pairs(files, batch, context, seed=3).at(step)
    half = context // 2
    assert torch.equal(source, ids[:, :half])
    # Token 0 has the number of PAD, which only a text of bare numbers has.
    assert torch.equal(counted, source != PAD_ID)
    assert torch.equal(targets, source[:, -1:] + 1 + torch.arange(context + 1 - half))
    assert torch.equal(read[:, 1:], targets[:, :-1])
    assert read[:, 0].tolist() == [PAD_ID] * batch


def test_a_window_of_one_token_cannot_be_halved() -> None:
    with pytest.raises(BadInputError, match="2"):
        Pairs(Numbers(50, 50), batch=1, context=1, seed=0)


@given(context=st.integers(2, 9), batch=st.integers(1, 4), asked=st.integers(1, 200))
def test_held_out_halves_count_their_targets(context: int, batch: int, asked: int) -> None:
    for made, counted in Pairs(Numbers(50, 100), batch, context, seed=0).held_out(asked):
        assert counted == made[3].numel()
        assert int(made[0].min()) >= Numbers.HELD_OUT


def test_what_fills_a_batch_changes_no_loss(dice: torch.Generator) -> None:
    """A long pair beside a short one: the mean over both is that of each alone, by its targets."""
    net = EncoderDecoder(
        EncoderDecoderShape(
            vocabulary=100, context=9, width=16, encoder_layers=2, decoder_layers=2, heads=2,
            head_width=8, hidden=16,
        )
    )  # fmt: skip
    for weight in net.parameters():
        with torch.no_grad():
            weight.uniform_(-0.5, 0.5, generator=dice)
    train = [([5, 6, 7, 8, 9, 10], [11, 12, 1]), ([20, 1], [21, 22, 23, 24, 25, 1])]
    alone = [next(iter(pairs([pair], batch=1, context=9).held_out(1))) for pair in train]
    (both, counted) = next(iter(pairs(train, batch=2, context=9).held_out(1)))
    assert counted == 9
    expected = sum(net.loss(*batch) * count for batch, count in alone) / counted
    assert isinstance(expected, Tensor)
    # The same sums in products of another size: a few roundings of 6e-8 on a loss of about 5.
    torch.testing.assert_close(net.loss(*both), expected, rtol=1e-5, atol=1e-5)
