"""The contract that every net keeps, whatever is inside it."""

from functools import partial
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from gongwu.engine.checkpoints.folder import Net, load_net, save_net
from gongwu.engine.nets.cross_entropy import IGNORED
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU

BATCH, TIME, SOURCE_TIME, VOCABULARY = 3, 9, 7, 19

# Two ways to the same sums: a few roundings of 6e-8 on numbers of about 5.
assert_close = partial(torch.testing.assert_close, rtol=1e-5, atol=2e-5)


@pytest.fixture
def ids(dice: torch.Generator) -> Tensor:
    return torch.randint(VOCABULARY, (BATCH, TIME), generator=dice)


@pytest.fixture
def targets(dice: torch.Generator) -> Tensor:
    """One of each line's targets does not count."""
    chosen = torch.randint(VOCABULARY, (BATCH, TIME), generator=dice)
    chosen[:, 2] = IGNORED
    return chosen


@pytest.fixture
def source(dice: torch.Generator) -> Tensor:
    """What an encoder–decoder answers to; the others have no use for it."""
    return torch.randint(VOCABULARY, (BATCH, SOURCE_TIME), generator=dice)


def answer(net: Net, ids: Tensor, source: Tensor) -> Tensor:
    """ids (B, T) -> logits (B, T, V), whichever net it is."""
    if isinstance(net, EncoderDecoder):
        return net(source[: len(ids)], ids)  # type: ignore[no-any-return]
    if isinstance(net, GRU):
        return net(ids)[0]  # type: ignore[no-any-return]
    return net(ids)  # type: ignore[no-any-return]


def loss_of(net: Net, ids: Tensor, targets: Tensor, source: Tensor) -> Tensor:
    if isinstance(net, EncoderDecoder):
        return net.loss(source, torch.ones_like(source, dtype=torch.bool), ids, targets)
    return net.loss(ids, targets)


def test_it_says_for_each_position_how_likely_each_token_is(
    net: Net, ids: Tensor, source: Tensor
) -> None:
    logits = answer(net, ids, source)
    assert logits.shape == (BATCH, TIME, VOCABULARY)
    assert logits.isfinite().all()


def test_its_loss_is_the_cross_entropy_of_its_logits(
    net: Net, ids: Tensor, targets: Tensor, source: Tensor
) -> None:
    expected = F.cross_entropy(answer(net, ids, source).flatten(0, 1), targets.flatten())
    assert_close(loss_of(net, ids, targets, source), expected)


def test_its_gradients_are_those_of_that_cross_entropy(
    net: Net, ids: Tensor, targets: Tensor, source: Tensor
) -> None:
    weights = dict(net.named_parameters())
    ours = torch.autograd.grad(loss_of(net, ids, targets, source), list(weights.values()))
    plain = F.cross_entropy(answer(net, ids, source).flatten(0, 1), targets.flatten())
    theirs = torch.autograd.grad(plain, list(weights.values()))
    for name, our, their in zip(weights, ours, theirs, strict=True):
        assert our.any(), f"no gradient reaches {name}"
        assert_close(our, their)


@pytest.mark.parametrize("learning", [False, True], ids=["in use", "learning"])
def test_the_future_cannot_change_the_past(
    learning: bool, net: Net, ids: Tensor, source: Tensor
) -> None:
    with torch.set_grad_enabled(learning):
        whole = answer(net, ids, source)
        for time in range(1, TIME):
            other = ids.clone()
            other[:, time:] = (other[:, time:] + 1) % VOCABULARY
            changed = answer(net, other, source)
            assert torch.equal(changed[:, :time], whole[:, :time])
            assert (changed[:, time:] != whole[:, time:]).any(dim=2).all()


def test_it_answers_in_use_as_it_does_while_learning(net: Net, ids: Tensor, source: Tensor) -> None:
    with torch.no_grad():
        in_use = answer(net, ids, source)
    assert_close(answer(net, ids, source), in_use)


def test_the_past_reaches_every_later_answer(net: Net, ids: Tensor, source: Tensor) -> None:
    other = ids.clone()
    other[:, 0] = (other[:, 0] + 1) % VOCABULARY
    moved = (answer(net, other, source) - answer(net, ids, source)).abs().amax(dim=2)
    assert (moved > 1e-4).all()  # five hundred times what rounding does


def test_a_line_is_answered_as_it_would_be_alone(net: Net, ids: Tensor, source: Tensor) -> None:
    together = answer(net, ids, source)
    for line in range(BATCH):
        alone = answer(net, ids[line : line + 1], source[line : line + 1])
        assert_close(together[line : line + 1], alone)


def test_training_and_evaluation_answer_alike(net: Net, ids: Tensor, source: Tensor) -> None:
    """There is no dropout: what is trained is what is used."""
    assert torch.equal(answer(net.train(), ids, source), answer(net.eval(), ids, source))


def test_under_autocast_it_stays_close(
    net: Net, ids: Tensor, targets: Tensor, source: Tensor
) -> None:
    weights = list(net.parameters())
    exact = loss_of(net, ids, targets, source)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        rounded = loss_of(net, ids, targets, source)
    # bfloat16 rounds by 2^-9 at every product of several layers, under weights that magnify.
    torch.testing.assert_close(rounded, exact, rtol=0.05, atol=0.05)
    wide = torch.autograd.grad(exact, weights)
    for slope, narrow in zip(wide, torch.autograd.grad(rounded, weights), strict=True):
        assert narrow.dtype == torch.float32
        assert (narrow - slope).norm() < 0.5 * slope.norm()  # the direction is kept


def test_it_comes_back_from_a_folder_as_it_was(
    net: Net, ids: Tensor, source: Tensor, tmp_path: Path
) -> None:
    save_net(net, tmp_path)
    again = load_net(tmp_path)
    assert type(again) is type(net)
    assert again.shape == net.shape
    before, after = net.state_dict(), again.state_dict()
    assert before.keys() == after.keys()
    assert all(torch.equal(after[name], before[name]) for name in before)
    with torch.no_grad():
        assert torch.equal(answer(again, ids, source), answer(net, ids, source))
