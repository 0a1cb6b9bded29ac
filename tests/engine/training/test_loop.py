import copy
import math
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
import torch
from torch import Tensor, nn
from torch.optim import SGD

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.nets.cross_entropy import IGNORED
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.training.batches import Batch
from gongwu.engine.training.loop import held_out_loss, train
from gongwu.engine.training.optimizers import make_optimizers
from gongwu.engine.training.rate import learning_rate
from gongwu.engine.training.settings import OptimizerKind, Precision
from gongwu.errors import FailedError
from tests.engine.training.conftest import ByHeart, Settings


def by_steps(steps: int) -> Callable[[int], float]:
    return lambda step: step / steps


def bits_of(net: nn.Module) -> list[Tensor]:
    return [weight.detach().clone() for weight in net.parameters()]


def same(one: list[Tensor], other: list[Tensor]) -> bool:
    return all(map(torch.equal, one, other))


# --- What every net does ---


@pytest.mark.parametrize("optimizer", ["muon", "adamw", "adam"])
def test_a_tiny_net_learns_one_batch_by_heart(
    net: Net, by_heart: ByHeart, settings: Settings, optimizer: OptimizerKind
) -> None:
    """Sixteen targets among 17 tokens: guessing costs ln 17 = 2.8 nats each; shaken weights guess
    worse. Below 0.1 nats every target is said with nine tenths of the odds."""
    told = settings(optimizer=optimizer, peak_rate=2e-2, warmup=0.1)
    reports = list(
        train(net.train(), by_heart, make_optimizers(net, told), told,
              first_step=0, progress=by_steps(120))
    )  # fmt: skip
    assert reports[0].loss > 2
    assert reports[-1].loss < 0.1


def test_bfloat16_products_change_a_loss_by_little(
    net: Net, by_heart: ByHeart, settings: Settings
) -> None:
    """8 bits of a product are 0.4 %; a logit of about 5 is off by some hundredths, which a mean
    over sixteen targets takes down again. A tenth of a nat, on a loss above two."""
    losses: dict[Precision, list[float]] = {}
    for precision in ("float32", "bfloat16"):
        told, each = settings(precision=precision, peak_rate=1e-3), copy.deepcopy(net)
        reports = train(each, by_heart, make_optimizers(each, told), told,
                        first_step=0, progress=by_steps(5))  # fmt: skip
        losses[precision] = [report.loss for report in reports]
        assert {weight.dtype for weight in each.parameters()} == {torch.float32}
    assert losses["bfloat16"] == pytest.approx(losses["float32"], abs=0.1)
    assert losses["bfloat16"] != losses["float32"]


def test_the_same_run_twice_is_the_same_bits(
    net: Net, by_heart: ByHeart, settings: Settings
) -> None:
    told = settings(optimizer="muon")
    nets = [copy.deepcopy(net), copy.deepcopy(net)]
    for each in nets:
        list(train(each, by_heart, make_optimizers(each, told), told,
                   first_step=0, progress=by_steps(6)))  # fmt: skip
    assert same(bits_of(nets[0]), bits_of(nets[1]))
    assert not same(bits_of(nets[0]), bits_of(net))


def last_ignored(batch: Batch) -> Batch:
    targets = batch[-1].clone()
    targets[:, -1] = IGNORED
    return (*batch[:-1], targets)


def without_last(batch: Batch) -> Batch:
    """A row shorter by its last position: what the net reads there is gone too."""
    if len(batch) == 4:
        source, counted, read, targets = batch
        return source, counted, read[:, :-1], targets[:, :-1]
    return tuple(part[:, :-1] for part in batch)


def test_what_does_not_count_teaches_nothing(net: Net, by_heart: ByHeart) -> None:
    """A last position that is ignored: the gradient is that of rows without it. Products of
    another size round otherwise: 6e-8 on sums of a few hundred terms of size one."""
    slopes = []
    for batch in (last_ignored(by_heart.batch), without_last(by_heart.batch)):
        net.zero_grad()
        net.loss(*batch).backward()  # type: ignore[no-untyped-call]
        slopes.append([weight.grad for weight in net.parameters() if weight.grad is not None])
    torch.testing.assert_close(*slopes, rtol=1e-4, atol=1e-5)


def test_a_batch_in_which_nothing_counts_moves_nothing(net: Net, by_heart: ByHeart) -> None:
    batch = (*by_heart.batch[:-1], torch.full_like(by_heart.batch[-1], IGNORED))
    loss = net.loss(*batch)
    loss.backward()  # type: ignore[no-untyped-call]
    assert loss.item() == 0
    assert all(weight.grad is None or not weight.grad.abs().max() for weight in net.parameters())


def test_held_out_text_is_never_learned(net: Net, by_heart: ByHeart, settings: Settings) -> None:
    before = bits_of(net.train())
    loss = held_out_loss(net, by_heart, settings())
    assert same(bits_of(net), before)
    assert all(weight.grad is None for weight in net.parameters())
    assert net.training
    assert loss == pytest.approx(net.loss(*by_heart.batch).item(), rel=1e-6)


# --- What the loop itself does ---


class Line(nn.Module):
    """One number that should become the batch's; `curse` is what happens to the loss."""

    def __init__(self, curse: Callable[[Tensor], Tensor] = lambda loss: loss) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([10.0, 20.0]))
        self.curse = curse

    def loss(self, wanted: Tensor) -> Tensor:
        return self.curse((self.weight - wanted).square().sum())


class Counting:
    """A batch that tells which step it is for; remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def at(self, step: int) -> Batch:
        self.asked.append(step)
        return (torch.tensor([float(step)]),)

    def held_out(self, tokens: int) -> Iterator[tuple[Batch, int]]:
        raise NotImplementedError


def plain(net: nn.Module) -> SGD:
    return SGD(net.parameters(), lr=1.0)


def test_steps_are_counted_from_one_and_rates_follow_the_progress(settings: Settings) -> None:
    net, batches, told = Line(), Counting(), settings(peak_rate=0.01, warmup=0.5)
    reports = list(train(net, batches, [plain(net)], told, first_step=0, progress=by_steps(8)))
    assert [report.step for report in reports] == list(range(1, 9))
    assert batches.asked == list(range(8))
    assert [report.progress for report in reports] == [step / 8 for step in range(8)]
    assert [report.rate for report in reports] == [
        0.01 * learning_rate(step / 8, 0.5) for step in range(8)
    ]


def test_a_run_goes_on_where_it_is_told(settings: Settings) -> None:
    net, batches = Line(), Counting()
    reports = train(net, batches, [plain(net)], settings(), first_step=5, progress=by_steps(8))
    assert [report.step for report in reports] == [6, 7, 8]
    assert batches.asked == [5, 6, 7]


def test_a_finished_run_takes_no_step(settings: Settings) -> None:
    net, batches = Line(), Counting()
    reports = train(net, batches, [plain(net)], settings(), first_step=8, progress=by_steps(8))
    assert list(reports) == []
    assert batches.asked == []


def test_the_caller_may_leave_at_any_step(settings: Settings) -> None:
    """Each step is done when it is yielded, and the next is not begun."""
    net, batches = Line(), Counting()
    reports = train(net, batches, [plain(net)], settings(), first_step=0, progress=by_steps(8))
    assert [report.step for report in islice(reports, 3)] == [1, 2, 3]
    assert batches.asked == [0, 1, 2]
    assert all(weight.grad is None for weight in net.parameters())


def test_only_counted_targets_are_reported(net: Net, by_heart: ByHeart, settings: Settings) -> None:
    """Padding was counted among the tokens of a second."""
    batch = last_ignored(by_heart.batch)
    reports = train(net, ByHeart(batch), make_optimizers(net, settings()), settings(),
                    first_step=0, progress=by_steps(2))  # fmt: skip
    assert [report.tokens for report in reports] == [14, 14]


@pytest.mark.parametrize("clip", [0.5, 4.0])
def test_no_gradient_is_longer_than_the_clip(settings: Settings, clip: float) -> None:
    """The rate is 0.5 at the second step of two, and plain descent moves by rate times slope."""
    net, told = Line(), settings(peak_rate=1.0, clip=clip, warmup=0.001)
    start = bits_of(net)[0]
    list(train(net, Counting(), [plain(net)], told, first_step=1, progress=by_steps(2)))
    rate = learning_rate(0.5, 0.001)
    moved = float((bits_of(net)[0] - start).norm())
    assert moved == pytest.approx(clip * rate, rel=1e-4)  # torch adds 1e-6 to the norm


CURSES: dict[str, Callable[[Tensor], Tensor]] = {
    "not a number": lambda loss: loss * float("nan"),
    "infinite": lambda loss: loss * float("inf"),
    "minus infinite": lambda loss: loss * float("-inf"),
    # A finite loss on a slope without end: the weights were lost, and saved so.
    "finite, its slope infinite": lambda loss: (loss - loss.detach()).sqrt() + 1,
}


@pytest.mark.parametrize("curse", CURSES.values(), ids=CURSES)
def test_a_run_that_diverges_leaves_the_weights_as_they_were(
    settings: Settings, curse: Callable[[Tensor], Tensor]
) -> None:
    net = Line()
    reports = train(net, Counting(), [plain(net)], settings(peak_rate=0.25, warmup=0.01),
                    first_step=0, progress=by_steps(8))  # fmt: skip
    next(reports)
    next(reports)
    before = bits_of(net)
    net.curse = curse
    with pytest.raises(FailedError) as caught:
        next(reports)
    assert same(bits_of(net), before)
    assert "step 3" in caught.value.en
    assert "--rate (it was 0.25)" in caught.value.en
    assert "第 3 步" in caught.value.zh


def test_the_held_out_loss_weighs_batches_by_their_targets(settings: Settings) -> None:
    class TwoBatches(Counting):
        def held_out(self, tokens: int) -> Iterator[tuple[Batch, int]]:
            assert tokens == 77
            yield (torch.tensor([10.0, 20.0]),), 30  # loss 0
            yield (torch.tensor([11.0, 21.0]),), 10  # loss 2

    loss = held_out_loss(Line(), TwoBatches(), settings(evaluation_tokens=77))
    assert math.isclose(loss, 0.5)


def test_an_encoder_decoder_learns_its_sources_too(
    net: Net, by_heart: ByHeart, settings: Settings
) -> None:
    """Every weight of every net has a gradient: none is left out of the loss."""
    net.loss(*by_heart.batch).backward()  # type: ignore[no-untyped-call]
    still = [name for name, weight in net.named_parameters() if weight.grad is None]
    assert still == []
    if isinstance(net, EncoderDecoder):
        encoder = net.get_parameter("encoder.blocks.0.attention.query.weight")
        assert encoder.grad is not None
        assert float(encoder.grad.abs().max()) > 0
