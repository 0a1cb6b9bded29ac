import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from gongwu.doors.cli import training_session
from gongwu.doors.cli.commands.train_image import train_image
from gongwu.engine.checkpoints.unets import load_unet
from gongwu.engine.inference import image_model
from gongwu.engine.inference.image_model import open_image_model
from gongwu.engine.training import image_setup
from gongwu.engine.training.image_run import ImageRun
from gongwu.engine.training.image_setup import PictureScale
from gongwu.ports import PictureRequest
from tests.doors.cli.conftest import Answer, Gongwu
from tests.engine.pictures.conftest import idx, png, put

COLOURS = {"red": "红色", "green": "绿色", "blue": "蓝色", "white": "白色", "black": "黑色"}
MADE = {
    "loss.svg", "metrics.jsonl", "model_index.json", "samples", "scheduler", "text_encoder",
    "tokenizer", "unet",
}  # fmt: skip

Train = Callable[..., Answer]


@pytest.fixture(autouse=True)
def least(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiniest nets and the shortest walks, so that a run takes a fraction of a second."""
    scale = PictureScale(widths=(8, 16), layers=1, condition=16, reader_layers=1)
    monkeypatch.setitem(image_setup.PICTURE_SCALES, "tiny", scale)
    monkeypatch.setattr(image_setup, "GROUPS", 4)
    monkeypatch.setattr(image_setup, "HEAD_WIDTH", 8)
    monkeypatch.setattr(image_model, "STEPS", 2)


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
    return tmp_path / "models" / "swatches"


@pytest.fixture
def train(gongwu: Gongwu) -> Train:
    """With so few steps of so few pictures that a run is done at once; later words win."""
    return lambda *words: gongwu("train", "image", *map(str, words))


SHORT = ("--batch", 2, "--precision", "float32")


def stopped_run(train: Train, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """A run of ten steps on which somebody presses Ctrl-C at the seventh."""
    steps = ImageRun.steps

    def interrupted(run: ImageRun, **given: Any) -> Any:
        for seen in steps(run, **given):
            if seen.step == 7:
                run.stop()
            yield seen

    with monkeypatch.context() as patch:
        patch.setattr(ImageRun, "steps", interrupted)
        return train(source, *SHORT, "--steps", 10, "--out", out, "--seed", 5)


def bytes_in(out: Path) -> dict[str, bytes]:
    """Every file but those that tell the time."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name not in ("metrics.jsonl", "loss.svg")
    }


def sheets_in(out: Path) -> list[int]:
    return sorted(int(path.stem) for path in (out / "samples").glob("*.png"))


# --- A run that goes well ---


def test_a_run_as_json_says_what_was_made(train: Train, swatches: Path, out: Path) -> None:
    answer = train(swatches, *SHORT, "--steps", 10, "--out", out, "--seed", 7, "--json")
    assert (answer.code, answer.err) == (0, "")
    told = answer.json
    assert set(told) == {
        "out", "seed", "net", "pictures", "side", "channels", "space", "words_from", "finished",
        "steps", "seconds", "loss", "held_out_loss", "pictures_per_second", "samples", "prompts",
    }  # fmt: skip
    assert (told["out"], told["seed"], told["finished"], told["steps"]) == (str(out), 7, True, 10)
    assert (told["pictures"], told["side"], told["channels"]) == (10, 8, 3)
    assert (told["net"], told["space"], told["words_from"]) == ("diffusion", "pixels", "table")
    reports = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    assert [report["step"] for report in reports] == list(range(1, 11))
    assert (told["loss"], told["held_out_loss"]) == (
        reports[-1]["loss"], reports[-1]["held_out_loss"],
    )  # fmt: skip
    assert told["pictures_per_second"] > 0
    assert told["samples"] == str(out / "samples" / "000010.png")
    assert {path.name for path in out.iterdir()} == MADE


def test_sheets_show_the_net_before_and_five_times_over_the_run(
    train: Train, swatches: Path, out: Path
) -> None:
    told = train(swatches, *SHORT, "--steps", 10, "--out", out, "--json").json
    assert sheets_in(out) == [0, 2, 4, 6, 8, 10]
    prompts = (out / "samples" / "prompts.txt").read_text(encoding="utf-8").splitlines()
    assert prompts == told["prompts"]
    assert set(prompts) <= {*COLOURS, *COLOURS.values()}
    with Image.open(out / "samples" / "000010.png") as last:
        columns = {4: 4, 6: 3, 8: 4, 9: 3, 10: 5}[len(prompts)]
        assert last.width == columns * (96 + 6) + 6  # pictures of 8 pixels, twelve times as large


def test_a_sheet_shows_what_draw_would_draw(train: Train, swatches: Path, out: Path) -> None:
    """The same weights, prompt, noise, steps and guidance: the same picture, on white paper."""
    told = train(swatches, *SHORT, "--steps", 10, "--out", out, "--seed", 3, "--json").json
    model = open_image_model(out)
    with Image.open(told["samples"]) as opened:
        paper = np.asarray(opened).astype(int)
    for number, prompt in enumerate(told["prompts"][:2]):
        (alone,) = model.draw(PictureRequest(prompt=prompt, seed=3 + number))
        pixels = np.frombuffer(alone.pixels, np.uint8).reshape(8, 8, 3).astype(int)
        left = 6 + number * (96 + 6)
        seen = paper[6 : 6 + 96 : 12, left : left + 96 : 12]
        # Drawn beside others the last digits differ: a byte may be rounded the other way.
        assert abs(seen - pixels).max() <= 1


def test_a_person_is_told_what_was_found_and_how_to_use_the_model(
    train: Train, swatches: Path, out: Path
) -> None:
    answer = train(swatches, *SHORT, "--steps", 6, "--out", out)
    assert answer.code == 0
    assert answer.err.startswith(
        "10 pictures, trained at 8 × 8 in colour, pixel by pixel\ncaptions: from a table\n"
    )
    assert "training 100% step 6 · loss " in answer.err
    assert "100% │ " + str(out / "samples" / "000006.png") in answer.err
    assert f"Model in {out} · " in answer.out
    assert f"-m {out} -o picture.png" in answer.out


def test_the_same_is_said_in_chinese(train: Train, swatches: Path, out: Path) -> None:
    answer = train(swatches, *SHORT, "--steps", 6, "--out", out, "--lang", "zh")
    assert answer.err.startswith("10 张图片，按 8 × 8 彩色逐像素训练\n说明文字：来自表格\n")
    assert "训练 100% 第 6 步 · 损失 " in answer.err
    assert f"模型在 {out}" in answer.out
    assert "损失" in (out / "loss.svg").read_text(encoding="utf-8")


def test_what_is_larger_or_transparent_is_told(train: Train, tmp_path: Path, out: Path) -> None:
    clear = png((8, 8), (255, 0, 0, 0), "RGBA")
    content = {"a.png": png((8, 8)), "b.png": clear, "c.png": png((30, 40)), "d.png": clear}
    answer = train(put(tmp_path / "in", content), *SHORT, "--steps", 1, "--out", out)
    assert "1 are larger and are shrunk\n" in answer.err
    assert "2 can be seen through; #ffffff lies behind them\n" in answer.err


def test_without_captions_the_model_draws_without_prompts(
    train: Train, tmp_path: Path, out: Path
) -> None:
    content = {f"IMG_{n}.png": png((8, 8), 25 * n, "L") for n in range(9)}
    answer = train(put(tmp_path / "in", content), *SHORT, "--steps", 4, "--out", out)
    assert answer.code == 0
    assert "in grey" in answer.err
    assert "no captions: the model will draw without prompts" in answer.err
    assert answer.out.endswith(f"use it: gongwu draw -m {out} -o picture.png\n")
    assert {path.name for path in out.iterdir()} == MADE - {"text_encoder", "tokenizer"}
    assert (out / "samples" / "prompts.txt").read_text() == "\n" * 10


def test_classes_of_idx_files_each_have_their_place_on_a_sheet(
    train: Train, tmp_path: Path, out: Path
) -> None:
    dice = np.random.default_rng(1)
    put(tmp_path / "in", {
        "t-images-idx3-ubyte": idx(dice.integers(0, 256, (12, 8, 8), np.uint8)),
        "t-labels-idx1-ubyte": idx(np.arange(12, dtype=np.uint8) % 3),
    })  # fmt: skip
    told = train(tmp_path / "in", *SHORT, "--steps", 2, "--out", out, "--json").json
    assert told["words_from"] == "labels"
    assert told["prompts"] == ["0", "1", "2"] * 3


def test_looking_on_changes_nothing(train: Train, swatches: Path, tmp_path: Path) -> None:
    options = (*SHORT, "--steps", 6, "--seed", 3)
    train(swatches, *options, "--out", tmp_path / "loud")
    train(swatches, *options, "--out", tmp_path / "quiet", "--json")
    assert bytes_in(tmp_path / "loud") == bytes_in(tmp_path / "quiet")


def test_without_out_the_model_goes_on_the_shelf(train: Train, swatches: Path, home: Path) -> None:
    told = train(swatches, *SHORT, "--steps", 1, "--json").json
    assert told["out"] == str(home / "data" / "models" / "swatches-pictures")


def test_every_option_reaches_the_run(train: Train, swatches: Path, out: Path) -> None:
    options = {
        "--size": "tiny", "--side": 12, "--space": "pixels", "--words-from": "names",
        "--background": "#000000", "--prediction": "flow", "--min-snr": 3.0,
        "--caption-dropout": 0.2, "--batch": 3, "--rate": 0.002, "--precision": "bfloat16",
        "--held-out": 0.2, "--evaluations": 2, "--stored": "bfloat16", "--seed": 11, "--steps": 2,
    }  # fmt: skip
    words = [word for pair in options.items() for word in pair]
    seen: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            training_session, "draw_curve",
            lambda out: seen.update(json.loads((out / "run" / "settings.json").read_text())),
        )  # fmt: skip
        assert train(swatches, "--out", out, "--flips", *words).code == 0
    assert seen["flips"] is True
    for flag, value in options.items():
        name = {"--rate": "peak_rate"}.get(flag, flag.strip("-").replace("-", "_"))
        assert seen[name] == value, flag
    weights = load_unet(out / "unet").parameters()
    assert {weight.dtype for weight in weights} == {torch.bfloat16}


# --- Stopped and resumed ---


def test_a_stopped_run_exits_130_and_ends_in_the_same_bytes(
    train: Train, swatches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sheets among them: the one that was drawn before is not drawn again, the next one is."""
    whole, out = tmp_path / "whole", tmp_path / "stopped"
    train(swatches, *SHORT, "--steps", 10, "--out", whole, "--seed", 5)
    answer = stopped_run(train, swatches, out, monkeypatch)
    assert answer.code == 130
    assert "Stopped at step 7, saved" in answer.out
    assert f"gongwu train image --resume --out {out}" in answer.out
    answer = train("--resume", "--out", out, "--json")
    assert (answer.code, answer.json["finished"], answer.json["steps"]) == (0, True, 10)
    assert answer.json["seed"] == 5
    assert bytes_in(out) == bytes_in(whole)


def test_a_resumed_run_may_show_itself_otherwise(
    train: Train, swatches: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped_run(train, swatches, out, monkeypatch)
    answer = train("--resume", "--out", out, "--save-every", 1, "--lang", "zh")
    assert answer.code == 0
    assert "训练 100% 第 10 步" in answer.err


# What a run was begun with, by the name of the parameter.
FIXED: dict[str, str] = {
    "sources": "swatches", "net": "diffusion", "minutes": "1", "steps": "8", "size": "tiny",
    "side": "8", "space": "pixels", "words_from": "names", "background": "#ffffff",
    "prediction": "v", "min_snr": "5", "caption_dropout": "0.1", "flips": "",
    "batch": "2", "rate": "0.1",
    "precision": "float32", "held_out": "0.1", "evaluations": "20", "stored": "float32",
    "seed": "5",
}  # fmt: skip
FREE = {"line", "out", "resume", "save_every", "as_json"}


@pytest.mark.parametrize("name", FIXED)
def test_a_resumed_run_goes_on_as_it_began(train: Train, out: Path, name: str) -> None:
    """Even where the value is the same: whoever names it may think that it can be changed."""
    flag = f"--{name.replace('_', '-')}"
    words = [word for word in (flag, FIXED[name]) if word]
    words = [FIXED[name]] if name == "sources" else words
    said = "SOURCE" if name == "sources" else flag
    answer = train(*words, "--resume", "--out", out)
    assert answer.code == 2
    assert answer.err.endswith(f"leave out {said}\n")
    assert f"请去掉 {said}" in train(*words, "--resume", "--out", out, "--lang", "zh").err


def test_every_option_may_be_changed_by_a_resumed_run_or_not() -> None:
    """A new option must be put on one side."""
    assert set(inspect.signature(train_image).parameters) == set(FIXED) | FREE


def test_resume_needs_out(train: Train) -> None:
    answer = train("--resume")
    assert answer.code == 2
    assert "--resume needs --out" in answer.err


def test_where_no_run_is_there_is_nothing_to_resume(train: Train, out: Path) -> None:
    answer = train("--resume", "--out", out)
    assert answer.code == 3
    assert "no run to resume" in answer.err
    assert not out.exists()


def test_a_finished_run_is_not_resumed(train: Train, swatches: Path, out: Path) -> None:
    train(swatches, *SHORT, "--steps", 1, "--out", out)
    answer = train("--resume", "--out", out)
    assert answer.code == 3
    assert "is finished" in answer.err


def test_a_run_is_resumed_by_the_command_that_began_it(
    gongwu: Gongwu, train: Train, swatches: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command's settings are unknown to the other; neither may touch the folder."""
    stopped_run(train, swatches, out, monkeypatch)
    before = bytes_in(out)
    answer = gongwu("train", "text", "--resume", "--out", str(out))
    assert answer.code == 2
    assert "was not begun by gongwu train text" in answer.err
    assert (
        "gongwu train text"
        in gongwu("train", "text", "--resume", "--out", str(out), "--lang", "zh").err
    )
    assert bytes_in(out) == before
    told = json.loads((out / "run" / "settings.json").read_text())
    (out / "run" / "settings.json").write_text(json.dumps({**told, "model": "gru"}))
    answer = train("--resume", "--out", out)
    assert answer.code == 2
    assert "was not begun by gongwu train image (its settings have model)" in answer.err


# --- What is refused ---


def test_a_source_is_needed(train: Train) -> None:
    answer = train("--steps", 2)
    assert answer.code == 2
    assert "Name a SOURCE" in answer.err


PICTURE = png((8, 8))
TABLE = "file,caption\na.png,red\nc.png,green\n"
# Each with its files, and what is said in both languages.
WRONG_PICTURES: dict[str, tuple[dict[str, bytes | str], str, str]] = {
    "none": ({"readme.txt": "soon"}, "No pictures in folder", "没有图片"),
    "only one": ({"a.png": PICTURE}, "at least 2 are needed", "至少需要 2 张"),
    "a damaged one": (
        {"a.png": PICTURE, "b.png": PICTURE[:45], "c.png": PICTURE}, "b.png: cannot be read",
        "b.png：无法读取",
    ),
    "no picture in it": ({"a.png": PICTURE, "b.png": "hello"}, "b.png: not a PNG", "b.png：不是"),
    "too small": ({"a.png": PICTURE, "b.png": png((1, 1))}, "1×1 pixels is too small", "太小"),
    "a caption without picture": (
        {"a.png": PICTURE, "b.png": PICTURE, "captions.csv": TABLE + "b.png,blue\n"},
        "there is no picture 'c.png'", "没有图片 'c.png'",
    ),
    "a picture without caption": (
        {"a.png": PICTURE, "c.png": PICTURE, "d.png": PICTURE, "captions.csv": TABLE},
        "d.png: no row of the captions names it", "说明表中没有它",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG_PICTURES)
def test_wrong_pictures_are_named_and_leave_no_folder_behind(
    train: Train, tmp_path: Path, out: Path, kind: str
) -> None:
    files, en, zh = WRONG_PICTURES[kind]
    options = (put(tmp_path / "in", files), *SHORT, "--steps", 1, "--out", out)
    answer = train(*options)
    assert answer.code == 2
    assert en in answer.err
    assert "fault" not in answer.err
    assert not out.exists()
    assert zh in train(*options, "--lang", "zh").err
    as_json = train(*options, "--json")
    assert as_json.code == as_json.json["error"]["code"] == 2
    assert as_json.err == ""


def test_a_missing_source_is_named(train: Train, tmp_path: Path, out: Path) -> None:
    answer = train(tmp_path / "missing", "--steps", 2, "--out", out)
    assert answer.code == 3
    assert "missing does not exist" in answer.err
    assert not out.exists()


WRONG_OPTIONS: dict[str, tuple[tuple[object, ...], str]] = {
    "both lengths": (("--steps", 2, "--minutes", 1), "--minutes"),
    "no steps": (("--steps", 0), "steps=0"),
    "time is no number": (("--minutes", "nan"), "minutes=nan"),
    "no batch": (("--steps", 2, "--batch", 0), "batch=0"),
    "all held out": (("--steps", 2, "--held-out", 1), "held_out=1"),
    "no rate": (("--steps", 2, "--rate", 0), "peak_rate=0"),
    "a negative ratio": (("--steps", 2, "--min-snr", -1), "min_snr=-1"),
    "more than all dropped": (("--steps", 2, "--caption-dropout", 2), "caption_dropout=2"),
    "an odd side": (("--steps", 2, "--side", 33), "side=33"),
    "a huge side": (("--steps", 2, "--side", 100_000), "side=100000"),
    "no colour": (("--steps", 2, "--background", "snow"), "snow"),
    "a seed of 65 bits": (("--steps", 2, "--seed", 2**64), "seed"),
    "unknown words": (("--steps", 2, "--words-from", "dreams"), "dreams"),
    "unknown option": (("--steps", 2, "--epochs", 2), "--epochs"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_a_wrong_option_is_named_and_leaves_no_folder_behind(
    train: Train, swatches: Path, out: Path, words: tuple[object, ...], said: str
) -> None:
    for language in ("en", "zh"):
        answer = train(swatches, "--out", out, *words, "--lang", language)
        assert answer.code == 2
        assert said in answer.err
        assert "fault" not in answer.err
        assert not out.exists()


def test_a_folder_with_something_in_it_is_left_alone(
    train: Train, swatches: Path, out: Path
) -> None:
    out.mkdir(parents=True)
    (out / "thesis.md").write_text("years of work")
    answer = train(swatches, "--steps", 2, "--out", out)
    assert answer.code == 2
    assert "is not empty" in answer.err
    assert [path.name for path in out.iterdir()] == ["thesis.md"]
