"""A run in latents: the autoencoder first, then the net that draws on what it says."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from gongwu.engine.checkpoints.autoencoders import load_autoencoder
from gongwu.engine.inference.denoising.drawing import Drawing
from gongwu.engine.inference.denoising.model_folder import load_painter
from gongwu.engine.nets.autoencoder import Autoencoder
from gongwu.engine.training import autoencoder_course, autoencoder_setup, image_setup
from gongwu.engine.training.autoencoder_course import AutoencoderCourse
from gongwu.engine.training.image_run import (
    ImageProgress,
    ImageRun,
    resume_image_run,
    start_image_run,
)
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.engine.training.image_setup import PictureScale
from gongwu.engine.training.latent_files import write_latents
from gongwu.engine.training.run_folder import METRICS, RUN
from gongwu.errors import BadInputError
from tests.engine.pictures.conftest import png, put

SETTINGS = ImageTraining(
    size="tiny", precision="float32", steps=9, batch=2, evaluations=2, peak_rate=3e-3, warmup=0.1,
    space="latents", flips=True,
)  # fmt: skip

LEAST = (
    "from gongwu.engine.training import autoencoder_setup as a, image_setup as s\n"
    "s.PICTURE_SCALES['tiny'] = s.PictureScale((8, 16), 1, 16, 2)\n"
    "s.GROUPS, s.HEAD_WIDTH = 4, 8\n"
    "a.AUTOENCODER_SCALES['tiny'] = (8, 8, 16)\n"
)


@pytest.fixture(autouse=True)
def least(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiniest nets, so that a run of nine steps takes a fraction of a second."""
    scale = PictureScale(widths=(8, 16), layers=1, condition=16, reader_layers=2)
    monkeypatch.setitem(image_setup.PICTURE_SCALES, "tiny", scale)
    monkeypatch.setattr(image_setup, "GROUPS", 4)
    monkeypatch.setattr(image_setup, "HEAD_WIDTH", 8)
    monkeypatch.setitem(autoencoder_setup.AUTOENCODER_SCALES, "tiny", (8, 8, 16))


COLOURS = ("red", "green", "blue", "white", "black")


def bar(colour: str, top: int) -> bytes:
    picture = Image.new("RGB", (32, 32), "grey")
    picture.paste(Image.new("RGB", (32, 8), colour), (0, top))
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def swatches(tmp_path: Path) -> Path:
    """A bar of each colour before a grey ground: two places alike would be normed to nothing."""
    content = {f"{name}{n}.png": bar(name, 8 * n) for name in COLOURS for n in (1, 2)}
    rows = "file,caption\n" + "".join(f"{name},{name[:-5]}\n" for name in content)
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


def test_one_command_trains_both_nets(swatches: Path, out: Path) -> None:
    """A third of the steps are the autoencoder's; each phase evaluates twice."""
    seen = sit(start_image_run([swatches], out, SETTINGS))
    assert [each.step for each in seen] == list(range(1, 10))
    assert [each.phase for each in seen] == ["autoencoder"] * 3 + ["drawing"] * 6
    assert [each.progress for each in seen] == pytest.approx([step / 9 for step in range(1, 10)])
    for phase in ("autoencoder", "drawing"):
        told = [each for each in seen if each.phase == phase and each.held_out_loss is not None]
        assert len(told) == 2
        assert all((each.held_out_psnr is not None) == (phase == "autoencoder") for each in told)
    lines = [json.loads(line) for line in (out / METRICS).read_text().splitlines()]
    assert lines == [asdict(each) for each in seen]


def test_the_folder_draws(swatches: Path, out: Path) -> None:
    sit(start_image_run([swatches], out, SETTINGS))
    assert {path.name for path in out.iterdir()} == {
        METRICS, "model_index.json", "scheduler", "text_encoder", "tokenizer", "unet", "vae",
    }  # fmt: skip
    painter = load_painter(out)
    assert (painter.canvas.channels, painter.canvas.factor) == (4, 4)
    drawing = Drawing(prompt="red", width=32, height=32, steps=2)
    assert next(painter.draw(drawing)).shape == (3, 32, 32)


def test_larger_pictures_choose_latents_by_themselves(tmp_path: Path, out: Path) -> None:
    content = {f"IMG_{n}.png": png((130, 140), 25 * n, "L") for n in range(9)}
    source = put(tmp_path / "in", content)
    with start_image_run([source], out, replace(SETTINGS, space=None, steps=2)) as run:
        run.prepare()
        assert (run.settings.space, run.settings.side, run.phase) == ("latents", 128, "autoencoder")
        assert [each.phase for each in run.steps()] == ["autoencoder", "drawing"]
    shape = load_autoencoder(out / "vae").shape
    assert (shape.channels, shape.factor, shape.size) == (1, 8, 128)
    assert next(load_painter(out).draw(Drawing(width=128, height=128, steps=1))).shape[0] == 1


def test_a_run_cut_off_again_and_again_ends_as_one_that_never_was(
    swatches: Path, tmp_path: Path
) -> None:
    """Cut off before anything was saved, in each phase, and at both sides of the change."""
    sit(start_image_run([swatches], tmp_path / "whole", SETTINGS))
    cut = tmp_path / "cut"
    die_after(start_image_run([swatches], cut, SETTINGS), steps=1)
    for steps in (2, 2, 1, 3):
        die_after(resume_image_run(cut), steps)
    sit(resume_image_run(cut))
    assert bytes_of(cut) == bytes_of(tmp_path / "whole")


@pytest.mark.parametrize("when", ["the pictures are encoded", "they have been"])
def test_a_run_cut_off_between_the_phases_ends_as_one_that_never_was(
    swatches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    sit(start_image_run([swatches], tmp_path / "whole", SETTINGS))
    cut = tmp_path / "cut"
    inner = write_latents

    def die(*of: Any, **told: Any) -> None:
        if when == "they have been":
            inner(*of, **told)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(autoencoder_course, "write_latents", die)
        with suppress(Killed):
            sit(start_image_run([swatches], cut, SETTINGS))
    seen = sit(resume_image_run(cut))
    assert [each.step for each in seen] == [4, 5, 6, 7, 8, 9]
    assert bytes_of(cut) == bytes_of(tmp_path / "whole")


@pytest.mark.parametrize("last", [2, 3, 4])
def test_stop_saves_in_either_phase(swatches: Path, tmp_path: Path, last: int) -> None:
    sit(start_image_run([swatches], tmp_path / "whole", SETTINGS))
    with start_image_run([swatches], tmp_path / "cut", SETTINGS) as run:
        run.prepare()
        for seen in run.steps():
            if seen.step == last:
                run.stop()
        assert not run.finished
    assert [each.step for each in sit(resume_image_run(tmp_path / "cut"))] == [*range(last + 1, 10)]
    assert bytes_of(tmp_path / "cut") == bytes_of(tmp_path / "whole")


@pytest.mark.slow
def test_a_run_survives_kill_9(swatches: Path, tmp_path: Path) -> None:
    """A real process, killed while it trains and saves at every step, in each of the phases."""
    program = (
        "import sys; from pathlib import Path\n" + LEAST +
        "from gongwu.engine.training.image_run import resume_image_run\n"
        "with resume_image_run(Path(sys.argv[1])) as run:\n"
        "    run.prepare()\n"
        "    for seen in run.steps(save_every_seconds=-1): print(seen.phase, flush=True)\n"
    )  # fmt: skip
    told = replace(SETTINGS, steps=30)
    sit(start_image_run([swatches], tmp_path / "whole", told))
    start_image_run([swatches], tmp_path / "cut", told)
    phases = []
    for lines in (4, 12):
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "cut")],
            stdout=subprocess.PIPE,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        assert process.stdout is not None
        read = [process.stdout.readline() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        phases.append(read[-1].strip())
    assert phases == [b"autoencoder", b"drawing"]
    sit(resume_image_run(tmp_path / "cut"))
    assert bytes_of(tmp_path / "cut") == bytes_of(tmp_path / "whole")


def course_of(run: ImageRun) -> AutoencoderCourse:
    assert isinstance(run.course, AutoencoderCourse)
    return run.course


@pytest.mark.slow
def test_the_first_phase_learns_to_give_pictures_back(swatches: Path, out: Path) -> None:
    """Saying the mean of all pictures would still be more than half as wrong as saying nothing."""
    told = replace(SETTINGS, steps=120, autoencoder_share=0.95, batch=4)
    with start_image_run([swatches], out, told) as run:
        run.prepare()
        losses = [seen.loss for seen in run.steps() if seen.phase == "autoencoder"]
    assert sum(losses[-10:]) / 10 < losses[0] / 2


def test_what_is_rebuilt_is_what_was_measured(swatches: Path, out: Path) -> None:
    with start_image_run([swatches], out, SETTINGS) as run:
        run.prepare()
        for seen in run.steps():
            if seen.held_out_psnr is not None:
                pictures, rebuilt = run.rebuilt(8)
                error = (rebuilt.clamp(-1, 1) - pictures).square().mean().item()
                assert seen.held_out_psnr == pytest.approx(-10 * np.log10(error / 4), abs=1e-4)
                break


def stored(folder: Path, name: str) -> torch.Tensor:
    return torch.from_numpy(np.fromfile(folder / name, np.float16)).float().view(-1, 4, 8, 8)


@pytest.fixture
def drawing(swatches: Path, out: Path) -> Iterator[ImageRun]:
    """A run at the beginning of its second phase."""
    with start_image_run([swatches], out, SETTINGS) as run:
        run.prepare()
        for seen in run.steps():
            if seen.phase == "drawing":
                run.stop()
        yield run


def test_latents_are_what_the_saved_autoencoder_says(drawing: ImageRun, out: Path) -> None:
    """The mirrored ones too. To 1/500: they are stored in half precision."""
    net: Autoencoder = load_autoencoder(out / "vae")
    numbers = range(drawing.files.counts["train"])
    pixels = torch.from_numpy(drawing.files.pixels("train", numbers)).permute(0, 3, 1, 2)
    pictures = pixels.float() / 127.5 - 1
    with torch.no_grad():
        for name, some in (("train", pictures), ("train.mirrored", pictures.flip(3))):
            mean, _ = net.encode(some)
            kept = stored(out / RUN / "latents", f"{name}.latents")
            torch.testing.assert_close(kept, mean, atol=2e-3, rtol=2e-3)


def test_latents_have_mean_0_and_variance_1(drawing: ImageRun, out: Path) -> None:
    """Each channel by itself, over the training pictures, so that noise hides all alike."""
    kept = stored(out / RUN / "latents", "train.latents")
    assert load_autoencoder(out / "vae").shape.scaling == 1
    torch.testing.assert_close(kept.mean(dim=(0, 2, 3)), torch.zeros(4), atol=5e-3, rtol=0)
    torch.testing.assert_close(kept.std(dim=(0, 2, 3)), torch.ones(4), atol=5e-3, rtol=0)


def test_the_net_that_draws_sees_latents_as_they_are(drawing: ImageRun, out: Path) -> None:
    clean, noise, ids, quantiles = drawing.course.batches.at(0)
    kept = {
        mirrored: stored(out / RUN / "latents", f"train{mirrored}.latents")
        for mirrored in ("", ".mirrored")
    }
    for latent in clean:
        assert any((latent == each).all() for rows in kept.values() for each in rows)
    assert noise.shape == clean.shape == (2, 4, 8, 8)
    assert (ids.shape, quantiles.shape) == ((2, 32), (2,))


@pytest.mark.slow  # to import diffusers
def test_diffusers_reads_the_autoencoder(swatches: Path, out: Path, dice: torch.Generator) -> None:
    from diffusers import AutoencoderKL

    sit(start_image_run([swatches], out, SETTINGS))
    theirs: Any = AutoencoderKL
    kl = theirs.from_pretrained(out / "vae")
    ours = load_autoencoder(out / "vae")
    assert kl.config.scaling_factor == 1
    latent = torch.randn(2, 4, 8, 8, generator=dice)
    pictures = torch.rand(2, 3, 32, 32, generator=dice) * 2 - 1
    with torch.no_grad():
        torch.testing.assert_close(kl.decode(latent).sample, ours.decode(latent), atol=1e-4, rtol=0)
        said = kl.encode(pictures).latent_dist.mean
        torch.testing.assert_close(said, ours.encode(pictures)[0], atol=1e-4, rtol=0)


@pytest.mark.slow
def test_by_minutes_each_phase_has_its_share(swatches: Path, out: Path) -> None:
    told = replace(SETTINGS, steps=None, minutes=0.1, evaluations=2, autoencoder_share=0.5)
    seen = sit(start_image_run([swatches], out, told))
    phases = [each.phase for each in seen]
    assert phases == sorted(phases)  # the autoencoder comes first
    change = phases.index("drawing")
    assert seen[change - 1].progress == pytest.approx(0.5)
    assert seen[-1].progress == 1
    assert [each.seconds for each in seen] == sorted(each.seconds for each in seen)
    assert seen[-1].held_out_loss is not None


def test_latents_take_two_steps() -> None:
    with pytest.raises(BadInputError, match="two at least"):
        replace(SETTINGS, steps=1)
