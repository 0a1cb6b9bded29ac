"""A run of picture tokens: both phases, exact resume, and what is refused."""

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
from PIL import Image

from gongwu.engine.checkpoints.token_models import load_token_model
from gongwu.engine.inference.picture_tokens import SAMPLERS, Writing, write
from gongwu.engine.inference.token_painter import TokenPainter, load_token_painter
from gongwu.engine.training import token_setup
from gongwu.engine.training.run_folder import METRICS
from gongwu.engine.training.token_run import (
    TokenProgress,
    TokenRun,
    resume_token_run,
    start_token_run,
)
from gongwu.engine.training.token_settings import TokenTraining
from gongwu.engine.training.token_setup import TokenScale
from gongwu.errors import BadInputError, NotFoundError, TryLaterError
from gongwu.ports import PictureRequest
from tests.engine.pictures.conftest import png, put

SETTINGS = TokenTraining(
    size="tiny", precision="float32", steps=8, batch=2, evaluations=2, warmup=0.1
)
LEAST = TokenScale((8, 8), 1, 16, 16, 1, 1)


@pytest.fixture(autouse=True)
def least(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiniest nets, so that a run of eight steps takes a fraction of a second."""
    monkeypatch.setitem(token_setup.TOKEN_SCALES, "tiny", LEAST)


COLOURS = {"red": "红色", "green": "绿色", "blue": "蓝色", "white": "白色"}


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


def sit(run: TokenRun, save_every_seconds: float = 60.0) -> list[TokenProgress]:
    with run:
        run.prepare()
        return list(run.steps(save_every_seconds=save_every_seconds))


class Killed(BaseException):
    """The process is gone."""


def die_after(run: TokenRun, steps: int) -> None:
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


def test_a_run_leaves_a_folder_that_draws(swatches: Path, out: Path) -> None:
    seen = sit(start_token_run([swatches], out, SETTINGS))
    assert [each.step for each in seen] == list(range(1, 9))
    assert [each.phase for each in seen] == ["codes"] * 3 + ["writing"] * 5
    assert [each.progress for each in seen] == sorted(each.progress for each in seen)
    assert seen[-1].progress == 1.0
    for phase in ("codes", "writing"):
        measured = [each for each in seen if each.phase == phase and each.held_out_loss is not None]
        assert len(measured) == 2
        assert measured[-1] is [each for each in seen if each.phase == phase][-1]
    assert [each.codes_used for each in seen if each.codes_used is not None]
    assert {path.name for path in out.iterdir()} == {
        METRICS, "model_index.json", "prior", "tokenizer", "vqvae",
    }  # fmt: skip
    painter = load_token_painter(out)
    assert painter.model.quantizer.shape.codes == 16
    pictures = [next(painter.draw(PictureRequest(prompt=said))) for said in ("red", "红色")]
    assert {(picture.width, picture.height) for picture in pictures} == {(8, 8)}


def test_metrics_say_what_was_yielded(swatches: Path, out: Path) -> None:
    seen = sit(start_token_run([swatches], out, SETTINGS))
    lines = [json.loads(line) for line in (out / METRICS).read_text().splitlines()]
    assert lines == [asdict(each) for each in seen]


@pytest.mark.parametrize("stored", ["float32", "bfloat16"])
def test_a_run_cut_off_again_and_again_ends_as_one_that_never_was(
    swatches: Path, tmp_path: Path, stored: Any
) -> None:
    told = replace(SETTINGS, stored=stored)
    sit(start_token_run([swatches], tmp_path / "whole", told))
    cut = tmp_path / "cut"
    die_after(start_token_run([swatches], cut, told), steps=1)  # before anything was saved
    for steps in (2, 3, 2):
        die_after(resume_token_run(cut), steps)
    sit(resume_token_run(cut))
    assert bytes_of(cut) == bytes_of(tmp_path / "whole")


def test_stop_saves_in_either_phase_and_the_sources_may_go(swatches: Path, tmp_path: Path) -> None:
    sit(start_token_run([swatches], tmp_path / "whole", SETTINGS))
    cut = tmp_path / "cut"
    for run, last in ((start_token_run([swatches], cut, SETTINGS), 2), (None, 5)):
        run = run or resume_token_run(cut)
        with run:
            run.prepare()
            for seen in run.steps():
                if seen.step == last:
                    run.stop()
        assert not run.finished
        for path in swatches.iterdir():
            path.unlink()
    assert [each.step for each in sit(resume_token_run(cut))] == [6, 7, 8]
    assert bytes_of(cut) == bytes_of(tmp_path / "whole")
    with pytest.raises(NotFoundError, match="is finished"):
        resume_token_run(cut)


@pytest.mark.slow
def test_a_run_survives_kill_9(swatches: Path, tmp_path: Path) -> None:
    """A real process, killed in each phase while it trains and saves at every step."""
    program = (
        "import sys; from pathlib import Path\n"
        "from gongwu.engine.training import token_setup as s\n"
        "from gongwu.engine.training.token_run import resume_token_run\n"
        "s.TOKEN_SCALES['tiny'] = s.TokenScale((8, 8), 1, 16, 16, 1, 1)\n"
        "with resume_token_run(Path(sys.argv[1])) as run:\n"
        "    run.prepare()\n"
        "    for seen in run.steps(save_every_seconds=-1): print(seen.step, flush=True)\n"
    )
    told = replace(SETTINGS, steps=40)
    sit(start_token_run([swatches], tmp_path / "whole", told))
    start_token_run([swatches], tmp_path / "cut", told)
    for lines in (1, 6, 18):
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
    sit(resume_token_run(tmp_path / "cut"))
    assert bytes_of(tmp_path / "cut") == bytes_of(tmp_path / "whole")


def test_what_samples_are_drawn_from(swatches: Path, out: Path) -> None:
    """In the first phase held-out pictures and what codes keep of them; then the averaged net."""
    with start_token_run([swatches], out, SETTINGS) as run:
        run.prepare()
        assert set(run.prompts(3)) <= {*COLOURS, *COLOURS.values()}
        pictures, rebuilt = run.rebuilt(2)
        assert pictures.shape == rebuilt.shape
        assert run.model is None
        for seen in run.steps():
            if seen.phase == "writing" and seen.step > 4:
                before = {k: v.clone() for k, v in run.course.weights.learner.named_parameters()}
                with run.averaged():
                    assert run.model is not None
                    prompt = PictureRequest(prompt="red")
                    assert list(TokenPainter(run.model, out).draw(prompt))
                    now = dict(run.course.weights.learner.named_parameters())
                    assert any(not torch.equal(now[k], before[k]) for k in before)
                for name, weight in run.course.weights.learner.named_parameters():
                    assert torch.equal(weight, before[name])


@pytest.mark.parametrize(("kept", "saved"), [("best", [1.0]), ("last", [1.0, 2.0])])
def test_which_writer_is_kept(
    swatches: Path, out: Path, monkeypatch: pytest.MonkeyPatch, kept: Any, saved: list[float]
) -> None:
    from gongwu.engine.training import token_courses

    losses = iter([0.5, 0.4, 1.0, 2.0])  # two of codes, two of writing
    said: list[float] = []
    written: list[float] = []

    def told(*_: object) -> float:
        said.append(next(losses))
        return said[-1]

    monkeypatch.setattr(token_courses, "mean_loss", told)
    monkeypatch.setattr(token_courses, "save_token_model", lambda *_: written.append(said[-1]))
    sit(start_token_run([swatches], out, replace(SETTINGS, kept=kept)))
    assert written == saved


PATTERNS = {
    "apple": "苹果", "pear": "梨", "plum": "李子", "fig": "无花果",
    "lemon": "柠檬", "melon": "瓜", "grape": "葡萄", "cherry": "樱桃",
}  # fmt: skip


@pytest.fixture
def fruit(tmp_path: Path) -> Path:
    """Eight pictures of four coloured quarters each, and one more that is held out."""
    dice = np.random.default_rng(7)
    names = [*PATTERNS, "zest"]
    rows = "file,caption_en,caption_zh\n" + "".join(
        f"{n}.png,{name},{PATTERNS.get(name, '皮')}\n" for n, name in enumerate(names)
    )
    put(tmp_path / "in", {"captions.csv": rows})
    for n in range(len(names)):
        quarters = dice.integers(0, 256, (2, 2, 3), dtype=np.uint8)
        pixels = quarters.repeat(4, axis=0).repeat(4, axis=1)
        Image.fromarray(pixels).save(tmp_path / "in" / f"{n}.png")
    return tmp_path / "in"


@pytest.mark.slow
def test_greedy_writing_gives_learned_pictures_back_exactly(
    fruit: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight pictures by heart, each in two languages: every code is the encoder's own, so the
    picture is the very one that the codes decode to, and near the one that was shown."""
    monkeypatch.setitem(token_setup.TOKEN_SCALES, "tiny", TokenScale((16, 16), 1, 48, 32, 1, 2))
    told = replace(
        SETTINGS, steps=360, batch=8, held_out=0.1, evaluations=1, kept="last",
        caption_dropout=0.0, quantizer_rate=5e-3,
    )  # fmt: skip
    with start_token_run([fruit], out, told) as run:
        run.prepare()
        list(run.steps())
        numbers = range(run.files.counts["train"])
        shown = run.shown.squares.clean("train", numbers, [False] * len(numbers))
        captions = [run.files.captions("train", number) for number in numbers]
    model = load_token_model(out)
    with torch.no_grad():
        ids = model.quantizer.encode(shown)
        kept = (model.quantizer.decode(ids) - shown).square().mean()
        assert kept < 0.1 * (shown - shown.mean()).square().mean()
    for said, codes in zip(captions, ids, strict=True):
        for caption in said:
            *_, written = write(model, Writing(caption=caption, sampling=SAMPLERS["greedy"]))
            assert written == codes.flatten().tolist(), caption


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
        sit(start_token_run([swatches], out, SETTINGS))
    assert not out.exists()


def test_pictures_without_captions_are_refused(tmp_path: Path, out: Path) -> None:
    content = {f"IMG_{n}.png": png((8, 8), 25 * n, "L") for n in range(9)}
    with pytest.raises(BadInputError) as error:
        start_token_run([put(tmp_path / "in", content)], out, SETTINGS)
    assert "captions.csv" in error.value.en
    assert "captions.csv" in error.value.zh
    assert not out.exists()


@pytest.mark.parametrize(("side", "factor"), [(10, None), (12, 8)])
def test_sides_that_codes_do_not_cover_are_refused(
    swatches: Path, out: Path, side: int, factor: int | None
) -> None:
    with pytest.raises(BadInputError, match=f"side={side}"):
        start_token_run([swatches], out, replace(SETTINGS, side=side, factor=factor))
    assert not out.exists()


def test_one_process_at_a_time(swatches: Path, out: Path) -> None:
    with (
        start_token_run([swatches], out, SETTINGS),
        pytest.raises(TryLaterError, match=str(out)),
        resume_token_run(out),
    ):
        pass
