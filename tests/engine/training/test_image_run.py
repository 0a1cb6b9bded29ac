import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.checkpoints.prompt_tokenizers import load_prompt_tokenizer
from gongwu.engine.checkpoints.text_encoders import load_text_encoder
from gongwu.engine.checkpoints.unets import load_unet
from gongwu.engine.training import image_setup
from gongwu.engine.training.image_learner import PictureLearner
from gongwu.engine.training.image_run import (
    ImageProgress,
    ImageRun,
    resume_image_run,
    start_image_run,
)
from gongwu.engine.training.image_settings import ImagePrediction, ImageTraining
from gongwu.engine.training.image_setup import PictureScale
from gongwu.engine.training.loop import train
from gongwu.engine.training.optimizers import make_optimizers
from gongwu.engine.training.run_folder import METRICS
from gongwu.errors import BadInputError, NotFoundError, TryLaterError
from tests.engine.pictures.conftest import png, put

SETTINGS = ImageTraining(
    size="tiny", precision="float32", steps=8, batch=2, evaluations=3, peak_rate=3e-3, warmup=0.1
)


@pytest.fixture(autouse=True)
def least(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiniest nets, so that a run of eight steps takes a fraction of a second."""
    scale = PictureScale(widths=(8, 16), layers=1, condition=16, reader_layers=2)
    monkeypatch.setitem(image_setup.PICTURE_SCALES, "tiny", scale)
    monkeypatch.setattr(image_setup, "GROUPS", 4)
    monkeypatch.setattr(image_setup, "HEAD_WIDTH", 8)


COLOURS = {"red": "红色", "green": "绿色", "blue": "蓝色", "white": "白色", "black": "黑色"}


@pytest.fixture
def swatches(tmp_path: Path) -> Path:
    """Pictures of one colour, named in two languages."""
    rows = "file,caption_en,caption_zh\n" + "".join(
        f"{name}{n}.png,{name},{chinese}\n" for name, chinese in COLOURS.items() for n in (1, 2)
    )
    content = {f"{name}{n}.png": png((8, 8), name) for name in COLOURS for n in (1, 2)}
    return put(tmp_path / "in", {"captions.csv": rows, **content})


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def sit(run: ImageRun, save_every_seconds: float = 60.0) -> list[ImageProgress]:
    with run:
        run.prepare()
        return list(run.steps(save_every_seconds=save_every_seconds))


class Killed(BaseException):
    """The process is gone."""


def die_after(run: ImageRun, steps: int) -> None:
    """A sitting that is cut off after so many steps, each of them saved but the last."""
    with suppress(Killed), run:
        run.prepare()
        for number, _ in enumerate(run.steps(save_every_seconds=-1), start=1):
            if number == steps:
                raise Killed


def bytes_of(folder: Path) -> dict[str, Any]:
    """Every file of a result; of the metrics what is not timing."""
    found: dict[str, Any] = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip
    lines = [json.loads(line) for line in found.pop(METRICS).splitlines()]
    for line in lines:
        del line["seconds"], line["pictures_per_second"]
    return {**found, METRICS: lines}


def test_a_run_leaves_a_folder_that_loads(swatches: Path, out: Path) -> None:
    seen = sit(start_image_run([swatches], out, SETTINGS))
    assert [each.step for each in seen] == list(range(1, 9))
    assert sum(each.held_out_loss is not None for each in seen) == 3
    assert seen[-1].held_out_loss is not None
    assert {path.name for path in out.iterdir()} == {
        METRICS, "model_index.json", "scheduler", "text_encoder", "tokenizer", "unet",
    }  # fmt: skip
    ids = load_prompt_tokenizer(out / "tokenizer", 32).ids(["red", "红色"])
    condition = load_text_encoder(out / "text_encoder")(torch.tensor(ids))
    said = load_unet(out / "unet")(torch.zeros(2, 3, 8, 8), torch.tensor([5.0, 5.0]), condition)
    assert said.shape == (2, 3, 8, 8)
    assert not torch.equal(said[0], said[1])


def test_without_captions_the_net_stands_alone(tmp_path: Path, out: Path) -> None:
    content = {f"IMG_{n}.png": png((8, 8), 25 * n, "L") for n in range(9)}
    run = start_image_run([put(tmp_path / "in", content)], out, SETTINGS)
    with run:
        run.prepare()
        assert run.prompts(3) == []
        assert len(list(run.steps())) == 8
    assert not (out / "text_encoder").exists()
    assert load_unet(out / "unet")(torch.zeros(1, 1, 8, 8), torch.ones(1)).shape == (1, 1, 8, 8)


def test_the_result_has_the_averaged_weights(swatches: Path, out: Path) -> None:
    run = start_image_run([swatches], out, SETTINGS)
    sit(run)
    kept = dict(load_unet(out / "unet").named_parameters())
    assert (average := run.course.weights.average) is not None
    for name, weight in kept.items():
        assert torch.equal(weight, average.tensors[f"net.{name}"])
    last = dict(run.learner.get_submodule("net").named_parameters())
    assert any(not torch.equal(weight, last[name]) for name, weight in kept.items())


@pytest.mark.parametrize("prediction", ["v", "flow"])
def test_a_run_cut_off_again_and_again_ends_as_one_that_never_was(
    swatches: Path, tmp_path: Path, prediction: ImagePrediction
) -> None:
    told = replace(SETTINGS, prediction=prediction)
    sit(start_image_run([swatches], tmp_path / "whole", told))
    cut = tmp_path / "cut"
    die_after(start_image_run([swatches], cut, told), steps=1)  # before anything was saved
    for steps in (1, 3, 2):
        die_after(resume_image_run(cut), steps)
    sit(resume_image_run(cut))
    assert bytes_of(cut) == bytes_of(tmp_path / "whole")


def test_stop_saves_and_the_sources_may_go(swatches: Path, tmp_path: Path) -> None:
    sit(start_image_run([swatches], tmp_path / "whole", SETTINGS))
    run = start_image_run([swatches], tmp_path / "cut", SETTINGS)
    with run:
        run.prepare()
        for seen in run.steps():
            if seen.step == 3:
                run.stop()
    for path in swatches.iterdir():
        path.unlink()
    assert [each.step for each in sit(resume_image_run(tmp_path / "cut"))] == [4, 5, 6, 7, 8]
    assert bytes_of(tmp_path / "cut") == bytes_of(tmp_path / "whole")
    with pytest.raises(NotFoundError, match="is finished"):
        resume_image_run(tmp_path / "cut")


@pytest.mark.slow
def test_a_run_survives_kill_9(swatches: Path, tmp_path: Path) -> None:
    """A real process, killed while it trains and saves at every step."""
    program = (
        "import sys; from pathlib import Path\n"
        "from gongwu.engine.training import image_setup as s\n"
        "from gongwu.engine.training.image_run import resume_image_run\n"
        "s.PICTURE_SCALES['tiny'] = s.PictureScale((8, 16), 1, 16, 2)\n"
        "s.GROUPS, s.HEAD_WIDTH = 4, 8\n"
        "with resume_image_run(Path(sys.argv[1])) as run:\n"
        "    run.prepare()\n"
        "    for seen in run.steps(save_every_seconds=-1): print(seen.step, flush=True)\n"
    )
    told = replace(SETTINGS, steps=40)
    sit(start_image_run([swatches], tmp_path / "whole", told))
    start_image_run([swatches], tmp_path / "cut", told)
    for lines in (1, 7):
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "cut")],
            stdout=subprocess.PIPE,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        assert process.stdout is not None
        for _ in range(lines):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    sit(resume_image_run(tmp_path / "cut"))
    assert bytes_of(tmp_path / "cut") == bytes_of(tmp_path / "whole")


def test_metrics_say_what_was_yielded(swatches: Path, out: Path) -> None:
    seen = sit(start_image_run([swatches], out, SETTINGS))
    lines = [json.loads(line) for line in (out / METRICS).read_text().splitlines()]
    assert lines == [asdict(each) for each in seen]
    assert all(each.pictures_per_second > 0 for each in seen)


class ByHeart:
    """One batch again and again."""

    def __init__(self, batch: tuple[Tensor, ...]) -> None:
        self.batch = batch

    def at(self, step: int) -> tuple[Tensor, ...]:
        return self.batch


@pytest.mark.parametrize("prediction", ["v", "flow"])
def test_a_tiny_net_learns_one_batch_by_heart(
    swatches: Path, out: Path, prediction: ImagePrediction
) -> None:
    """The first loss is that of saying nothing, for the exit starts at 0; a tenth of it is left
    after 100 steps on the same four pictures under the same noise."""
    told = replace(SETTINGS, prediction=prediction, batch=4, peak_rate=2e-2, min_snr=None)
    with start_image_run([swatches], out, told) as run:
        run.prepare()
        batch = run.course.batches.at(0)
        reports = list(
            train(run.learner, ByHeart(batch), make_optimizers(run.learner, told), told,
                  first_step=0, progress=lambda step: step / 100)
        )  # fmt: skip
    assert reports[-1].loss < 0.1 * reports[0].loss
    assert {report.tokens for report in reports} == {4}


def test_every_weight_learns(swatches: Path, out: Path) -> None:
    """The first step has rate 0; the second moves the exit, the third what writes into the
    stream: both begin at 0. Then nothing hides another's slope."""
    with start_image_run([swatches], out, SETTINGS) as run:
        run.prepare()
        for seen in run.steps():
            if seen.step == 3:
                run.stop()
        assert isinstance(run.learner, PictureLearner)
        run.learner.loss(*run.course.batches.at(9)).backward()  # type: ignore[no-untyped-call]
        still = [
            name for name, weight in run.learner.named_parameters()
            if weight.grad is None or not weight.grad.abs().max()
        ]  # fmt: skip
    assert still == []


class Echo(nn.Module):
    """A stand-in for the UNet: says what it reads, and remembers it."""

    def forward(self, latent: Tensor, time: Tensor, condition: Tensor | None) -> Tensor:
        self.read = latent, time, condition
        return latent


def test_the_learner_takes_any_net_that_denoises(dice: torch.Generator) -> None:
    echo = Echo()
    learner = PictureLearner(echo, None, replace(SETTINGS, min_snr=None))
    clean, noise = torch.randn(2, 3, 1, 4, 4, generator=dice)
    quantiles = torch.tensor([0.1, 0.5, 0.9])
    loss = learner.loss(clean, noise, torch.zeros(3, 0), quantiles).item()
    noisy, time, condition = echo.read
    assert condition is None
    assert time.tolist() == [100, 500, 900]
    x, e, latent = (each.double().numpy() for each in (clean, noise, noisy))
    signal = np.sqrt([0.9708, 0.4938, 0.0240])[:, None, None, None]
    amount = np.sqrt(1 - signal**2)
    np.testing.assert_allclose(latent, signal * x + amount * e, atol=0.02)
    wanted = ((latent - (signal * e - amount * x)) ** 2).mean()
    assert loss == pytest.approx(wanted, rel=0.02)


def test_bfloat16_changes_a_loss_by_little(swatches: Path, tmp_path: Path) -> None:
    losses = {}
    for precision in ("float32", "bfloat16"):
        told = replace(SETTINGS, precision=precision, steps=4, peak_rate=1e-3)
        seen = sit(start_image_run([swatches], tmp_path / precision, told))
        losses[precision] = [each.loss for each in seen]
    assert losses["bfloat16"] == pytest.approx(losses["float32"], rel=0.05)
    assert losses["bfloat16"] != losses["float32"]


def test_the_best_by_held_out_loss_may_be_kept(
    swatches: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongwu.engine.training import drawing_course

    losses = iter([2.0, 1.0, 3.0])
    monkeypatch.setattr(drawing_course, "mean_loss", lambda *_: next(losses))
    run = start_image_run([swatches], out, replace(SETTINGS, kept="best"))
    at_each: list[Tensor] = []
    with run:
        run.prepare()
        for seen in run.steps():
            if seen.held_out_loss is not None:
                with run.averaged():
                    exit_weight = run.learner.get_parameter("net.exit.weight")
                    at_each.append(exit_weight.detach().clone())
    kept = load_unet(out / "unet").exit.weight
    assert [torch.equal(kept, each) for each in at_each] == [False, True, False]


# --- What is refused ---


def spoil(swatches: Path) -> None:
    (swatches / "red1.png").write_bytes((swatches / "red1.png").read_bytes()[:45])


def rename(swatches: Path) -> None:
    (swatches / "red1.png").rename(swatches / "rot1.png")


@pytest.mark.parametrize(("harm", "name"), [(spoil, "red1.png"), (rename, "rot1.png")])
def test_wrong_sources_are_named_and_leave_no_folder(
    swatches: Path, out: Path, harm: Callable[[Path], None], name: str
) -> None:
    harm(swatches)
    with pytest.raises(BadInputError, match=name):
        sit(start_image_run([swatches], out, SETTINGS))
    assert not out.exists()


def test_one_process_at_a_time(swatches: Path, out: Path) -> None:
    with (
        start_image_run([swatches], out, SETTINGS),
        pytest.raises(TryLaterError, match=str(out)),
        resume_image_run(out),
    ):
        pass


def test_a_folder_with_something_in_it_is_left_alone(swatches: Path) -> None:
    before = sorted(swatches.iterdir())
    with pytest.raises(BadInputError, match="not empty"):
        start_image_run([swatches], swatches, SETTINGS)
    assert sorted(swatches.iterdir()) == before
