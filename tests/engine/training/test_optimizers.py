import copy
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.optim import AdamW, Optimizer

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.checkpoints.weights import read_tensors, write_tensors
from gongwu.engine.nets.unet import UNet, UNetShape
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.muon import Muon
from gongwu.engine.training.optimizers import (
    make_optimizers,
    optimizer_tensors,
    restore_optimizers,
    set_rate,
)
from gongwu.engine.training.settings import OptimizerKind
from tests.engine.training.conftest import ByHeart, Settings

KINDS: tuple[OptimizerKind, ...] = ("muon", "adamw", "adam")


def names_moved_by(optimizer: Optimizer, net: nn.Module) -> dict[str, float]:
    """Each weight that the optimizer moves, with its decay."""
    names = {weight: name for name, weight in net.named_parameters()}
    return {
        names[weight]: group["weight_decay"]
        for group in optimizer.param_groups
        for weight in group["params"]
    }


def learn(net: Net, by_heart: ByHeart, optimizers: list[Optimizer], steps: int) -> None:
    for step in range(steps):
        net.loss(*by_heart.at(step)).backward()  # type: ignore[no-untyped-call]
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()


@pytest.mark.parametrize("kind", KINDS)
def test_every_weight_is_moved_by_one_optimizer(
    net: Net, settings: Settings, kind: OptimizerKind
) -> None:
    moved = [
        name
        for optimizer in make_optimizers(net, settings(optimizer=kind))
        for name in names_moved_by(optimizer, net)
    ]
    assert sorted(moved) == sorted(name for name, _ in net.named_parameters())


def test_muon_moves_the_matrices_between_embedding_and_head(net: Net, settings: Settings) -> None:
    """T5's table of position biases was among them: it is looked up, an embedding like the other,
    and Muon turned most of its rows by gradients that were all but nought."""
    adamw, muon = make_optimizers(net, settings(optimizer="muon", weight_decay=0.1))
    assert isinstance(adamw, AdamW)
    assert isinstance(muon, Muon)
    by_muon, by_adamw = names_moved_by(muon, net), names_moved_by(adamw, net)
    weights = dict(net.named_parameters())
    assert all(weights[name].dim() == 2 for name in by_muon)
    apart = ("embedding.", "head.", "encoder.distance_bias", "decoder.distance_bias")
    assert not [name for name in by_muon if name.startswith(apart)]
    assert not [
        name for name in by_adamw if weights[name].dim() == 2 and not name.startswith(apart)
    ]
    assert by_muon


@pytest.mark.parametrize("kind", ["muon", "adamw"])
def test_gains_and_biases_do_not_decay(net: Net, settings: Settings, kind: OptimizerKind) -> None:
    weights = dict(net.named_parameters())
    for optimizer in make_optimizers(net, settings(optimizer=kind, weight_decay=0.25)):
        for name, decay in names_moved_by(optimizer, net).items():
            assert decay == (0.25 if weights[name].dim() > 1 else 0), name


def test_adam_and_adamw_leave_no_weight_to_muon(net: Net, settings: Settings) -> None:
    for kind in ("adamw", "adam"):
        (optimizer,) = make_optimizers(net, settings(optimizer=kind))
        assert not isinstance(optimizer, Muon)


def test_muon_iterates_in_the_precision_of_the_run(net: Net, settings: Settings) -> None:
    for precision, dtype in (("float32", torch.float32), ("bfloat16", torch.bfloat16)):
        _, muon = make_optimizers(net, settings(optimizer="muon", precision=precision))
        assert isinstance(muon, Muon)
        assert muon.dtype == dtype


def test_one_rate_for_every_group(net: Net, settings: Settings) -> None:
    optimizers = make_optimizers(net, settings(optimizer="muon"))
    set_rate(optimizers, 0.125)
    rates = [group["lr"] for optimizer in optimizers for group in optimizer.param_groups]
    assert rates == [0.125] * len(rates)


@pytest.mark.parametrize("kind", KINDS)
def test_optimizers_put_back_go_on_bit_by_bit(
    net: Net, by_heart: ByHeart, settings: Settings, kind: OptimizerKind, tmp_path: Path
) -> None:
    """Through a file, as a run does it."""
    told = settings(optimizer=kind, weight_decay=0.1)
    optimizers = make_optimizers(net, told)
    learn(net, by_heart, optimizers, steps=3)
    write_tensors(optimizer_tensors(optimizers), tmp_path / "state")
    again = copy.deepcopy(net)
    restored = make_optimizers(again, told)
    restore_optimizers(restored, dict(read_tensors(tmp_path / "state")))
    for each, pair in ((net, optimizers), (again, restored)):
        learn(each, by_heart, pair, steps=3)
    for (name, weight), (_, other) in zip(
        net.named_parameters(), again.named_parameters(), strict=True
    ):
        assert torch.equal(weight, other), name
    ours, theirs = optimizer_tensors(optimizers), optimizer_tensors(restored)
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(value, theirs[name]) for name, value in ours.items())


def test_what_was_put_back_is_a_copy(net: Net, by_heart: ByHeart, settings: Settings) -> None:
    optimizers = make_optimizers(net, settings())
    learn(net, by_heart, optimizers, steps=1)
    tensors = {name: value.clone() for name, value in optimizer_tensors(optimizers).items()}
    kept = {name: value.clone() for name, value in tensors.items()}
    restore_optimizers(optimizers, tensors)
    learn(net, by_heart, optimizers, steps=1)
    assert all(torch.equal(tensors[name], kept[name]) for name in kept)


@pytest.mark.parametrize("kind", KINDS)
def test_optimizers_that_have_not_stepped_remember_nothing(
    net: Net, settings: Settings, kind: OptimizerKind
) -> None:
    optimizers = make_optimizers(net, settings(optimizer=kind))
    assert optimizer_tensors(optimizers) == {}
    restore_optimizers(optimizers, {})
    assert not any(optimizer.state for optimizer in optimizers)


def test_muon_moves_the_kernels_of_a_picture_net_but_its_first_and_last() -> None:
    shape = UNetShape(widths=(32, 64), layers=1, heads=(0, 1), middle_heads=1, condition=16)
    net = UNet(shape)
    _, muon = make_optimizers(
        net, ImageTraining(size="tiny", precision="float32", steps=1, optimizer="muon")
    )
    moved = names_moved_by(muon, net)
    assert {"entry.weight", "exit.weight"}.isdisjoint(moved)
    kernels = {name for name, weight in net.named_parameters() if weight.dim() == 4}
    assert kernels - moved.keys() == {"entry.weight", "exit.weight"}
