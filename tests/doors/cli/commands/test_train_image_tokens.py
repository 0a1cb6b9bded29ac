"""`gongwu train image --net tokens`, from pictures to a model that `gongwu draw` draws with."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gongwu.engine.training import token_setup
from gongwu.engine.training.token_run import TokenRun
from gongwu.engine.training.token_setup import TokenScale
from tests.doors.cli.conftest import Answer, Gongwu
from tests.engine.pictures.conftest import png, put

COLOURS = {"red": "红色", "green": "绿色", "blue": "蓝色", "white": "白色"}


@pytest.fixture(autouse=True)
def least(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiniest nets, so that a run takes a fraction of a second."""
    least = TokenScale((8, 8), 1, 16, 16, 1, 1)
    monkeypatch.setitem(token_setup.TOKEN_SCALES, "tiny", least)


@pytest.fixture
def swatches(tmp_path: Path) -> Path:
    """Pictures of one colour, named in two languages."""
    rows = "file,caption_en,caption_zh\n" + "".join(
        f"{name}{n}.png,{name},{chinese}\n" for name, chinese in COLOURS.items() for n in (1, 2)
    )
    content = {f"{name}{n}.png": png((8, 8), name) for name in COLOURS for n in (1, 2)}
    return put(tmp_path / "swatches", {"captions.csv": rows, **content})


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "tokens"


SHORT = ("--net", "tokens", "--batch", "2", "--precision", "float32", "--evaluations", "2")


def train(gongwu: Gongwu, *words: object) -> Answer:
    return gongwu("train", "image", *map(str, words))


def test_a_model_of_tokens_is_trained_and_draws(
    gongwu: Gongwu, swatches: Path, out: Path, tmp_path: Path
) -> None:
    answer = train(gongwu, swatches, *SHORT, "--steps", 8, "--out", out, "--json")
    assert answer.code == 0, answer.err
    told = answer.json
    assert told["net"] == "tokens"
    assert told["space"] is None
    assert (told["finished"], told["steps"], told["side"]) == (True, 8, 8)
    sheets = sorted(path.stem for path in (out / "samples").glob("*.png"))
    assert sheets[0] == "000000"
    assert sheets[-1] == "000008"
    picture = tmp_path / "red.png"
    drawn = gongwu("draw", "红色", "-m", str(out), "-o", str(picture), "--seed", "3")
    assert drawn.code == 0, drawn.err
    with Image.open(picture) as opened:
        assert opened.size == (8, 8)


def test_what_is_said_before_and_after(gongwu: Gongwu, swatches: Path, out: Path) -> None:
    answer = train(gongwu, swatches, *SHORT, "--steps", 4, "--out", out)
    assert answer.code == 0, answer.err
    assert "as tokens: a codebook is trained first" in answer.err
    assert "pixel by pixel" not in answer.err
    assert f"-m {out}" in answer.out


def test_a_stopped_run_goes_on_by_resume_alone(
    gongwu: Gongwu, swatches: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = TokenRun.steps

    def interrupted(run: TokenRun, **given: Any) -> Any:
        for seen in steps(run, **given):
            if seen.step == 2:
                run.stop()
            yield seen

    with monkeypatch.context() as patch:
        patch.setattr(TokenRun, "steps", interrupted)
        stopped = train(gongwu, swatches, *SHORT, "--steps", 8, "--out", out)
    assert stopped.code == 130
    assert f"gongwu train image --resume --out {out}" in stopped.out
    again = train(gongwu, "--resume", "--net", "tokens", "--out", out)
    assert again.code == 2
    assert "leave out --net" in again.err
    resumed = train(gongwu, "--resume", "--out", out, "--json")
    assert resumed.code == 0, resumed.err
    told = resumed.json
    assert (told["net"], told["steps"], told["finished"]) == ("tokens", 8, True)


@pytest.mark.parametrize(
    "words", [("--space", "latents"), ("--prediction", "flow"), ("--min-snr", "3")]
)
def test_what_only_noise_has_is_refused(
    gongwu: Gongwu, swatches: Path, out: Path, words: tuple[str, str]
) -> None:
    answer = train(gongwu, swatches, *SHORT, "--out", out, *words)
    assert answer.code == 2
    assert words[0] in answer.err
    assert not out.exists()


def test_pictures_without_captions_are_refused(gongwu: Gongwu, tmp_path: Path, out: Path) -> None:
    content = {f"IMG_{n}.png": png((8, 8), 25 * n, "L") for n in range(9)}
    source = put(tmp_path / "in", content)
    answer = train(gongwu, source, *SHORT, "--out", out)
    assert answer.code == 2
    assert "captions.csv" in answer.err
    assert not out.exists()
