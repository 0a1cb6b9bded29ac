"""`gongwu draw`. Pillow reads the files: nothing of ours judges them."""

import io
import json
import shutil
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from gongwu.studio.label.implicit import faults, read_fields
from tests.doors.cli.conftest import Answer, Gongwu
from tests.engine.inference.tiny_picture_models import SIDE, save_tiny

APPLE = ("draw", "a red apple", "-m", "tiny", "--steps", "2", "--seed", "7")


@pytest.fixture(autouse=True)
def here(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to write in, and a tiny model on the shelf."""
    monkeypatch.chdir(tmp_path)
    save_tiny(home / "data" / "models" / "tiny")
    return tmp_path


def put(name: str, size: tuple[int, int], colour: Any, mode: str = "RGB") -> str:
    Image.new(mode, size, colour).save(name)
    return name


def opened(path: str | Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
        return image


def told_in(path: str | Path) -> dict[str, Any]:
    """What the file says of itself."""
    said: dict[str, Any] = json.loads(opened(path).text["gongwu"])  # type: ignore[attr-defined]
    return said


# ---- the file ----


def test_a_picture_is_a_png_of_the_models_own_size(gongwu: Gongwu) -> None:
    answer = gongwu(*APPLE, "-o", "out/apple.png")
    assert answer.code == 0
    assert answer.out.startswith("out/apple.png · 16 × 16 · seed 7 · ")
    image = opened("out/apple.png")
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (SIDE, SIDE))
    assert len(np.unique(np.asarray(image))) > 20


def test_it_says_how_it_was_made(gongwu: Gongwu) -> None:
    told = gongwu(*APPLE[:1], "红苹果 🍎", *APPLE[2:], "--negative", "cat", "--json").json
    assert told_in("drawing.png") == {key: told[key] for key in told if key != "path"}
    assert told["prompt"] == "红苹果 🍎"
    assert (told["negative"], told["seed"], told["steps"]) == ("cat", 7, 2)
    assert (told["model"], told["sampler"], told["guidance"]) == ("tiny", "dpm++2m", 3.0)
    assert (told["width"], told["height"]) == (SIDE, SIDE)
    assert len(told["weights_sha256"]) == 64


def test_it_carries_the_implicit_label(gongwu: Gongwu) -> None:
    gongwu(*APPLE)
    report = gongwu("verify", "drawing.png", "--json").json
    (label,) = report["labels"]
    fields = {key: value for key, value in label.items() if key != "carrier"}
    assert faults(fields) == []
    assert (fields["Label"], fields["ContentProducer"]) == ("1", "gongwu")
    assert not [found for found in report["findings"] if found["severity"] == "error"]


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_strangers_read_it_too(gongwu: Gongwu) -> None:
    gongwu(*APPLE[:1], "红苹果", *APPLE[2:])
    command = ["exiftool", "-j", "-a", "-warning", "-gongwu", "-aigc", "drawing.png"]
    (said,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert json.loads(said["Gongwu"])["prompt"] == "红苹果"
    assert faults(read_fields(said["Aigc"]) or {}) == []
    assert "Warning" not in said


def test_the_same_request_is_the_same_file(gongwu: Gongwu) -> None:
    for name in ("one.png", "two.png"):
        gongwu(*APPLE, "-o", name)
    gongwu(*APPLE[:-1], "8", "-o", "other.png")
    one, two, other = (Path(name).read_bytes() for name in ("one.png", "two.png", "other.png"))
    assert one == two != other
    assert "ProduceID" in one.decode("latin-1")


def test_a_picture_of_a_sheet_is_the_file_that_its_seed_gives_alone(gongwu: Gongwu) -> None:
    sheet = gongwu(*APPLE, "--n", "3", "--each", "-o", "s.png", "--json").json
    assert [each["seed"] for each in sheet["pictures"]] == [7, 8, 9]
    gongwu(*APPLE[:-1], "9", "-o", "alone.png")
    assert Path("s-3.png").read_bytes() == Path("alone.png").read_bytes()
    large = np.asarray(opened("alone.png")).repeat(6, axis=0).repeat(6, axis=1)
    on_sheet = np.asarray(opened("s.png"))
    windows = np.lib.stride_tricks.sliding_window_view(on_sheet, large.shape)
    assert (windows == large).all(axis=(-3, -2, -1)).any()


def test_a_sheet_alone_leaves_one_file(gongwu: Gongwu) -> None:
    told = gongwu(*APPLE, "--n", "2", "--json").json
    assert [each["path"] for each in told["pictures"]] == [None, None]
    assert [path.name for path in Path().glob("*.png")] == ["drawing.png"]
    assert told_in("drawing.png")["count"] == 2


def test_scale_makes_squares_of_pixels(gongwu: Gongwu) -> None:
    gongwu(*APPLE, "-o", "small.png")
    gongwu(*APPLE, "-o", "large.png", "--scale", "3")
    small, large = (np.asarray(opened(name)) for name in ("small.png", "large.png"))
    assert (large == small.repeat(3, axis=0).repeat(3, axis=1)).all()
    assert told_in("large.png")["scale"] == 3


def test_a_seed_is_drawn_and_told(gongwu: Gongwu) -> None:
    seed = gongwu(*APPLE[:-2], "--json").json["seed"]
    first = Path("drawing.png").read_bytes()
    gongwu(*APPLE[:-1], str(seed))
    assert Path("drawing.png").read_bytes() == first


def test_the_prompt_may_come_on_stdin(gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b"a red cat\n")

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert gongwu("draw", "-", *APPLE[2:], "--json").json["prompt"] == "a red cat"


def test_a_model_without_words_takes_no_prompt(home: Path, gongwu: Gongwu) -> None:
    save_tiny(home / "data" / "models" / "mute", reads=False)
    assert gongwu("draw", "-m", "mute", "--steps", "2").code == 0
    assert gongwu("draw", "cat", "-m", "mute").code == 2


# ---- pictures to begin from ----


def test_what_the_mask_keeps_is_kept(gongwu: Gongwu) -> None:
    begun = put("begun.png", (SIDE, SIDE), (10, 200, 30))
    half = Image.new("L", (SIDE, SIDE), 0)
    half.paste(255, (SIDE // 2, 0, SIDE, SIDE))
    half.save("mask.png")
    told = gongwu(*APPLE, "--init", begun, "--mask", "mask.png", "--strength", "1", "--json").json
    drawn = np.asarray(opened("drawing.png"))
    assert (drawn[:, : SIDE // 2] == (10, 200, 30)).all()
    assert (drawn[:, SIDE // 2 :] != (10, 200, 30)).any(axis=2).mean() > 0.9
    assert {"initial_sha256", "mask_sha256", "strength"} <= set(told)


@pytest.mark.parametrize(
    ("mode", "colour"),
    [("P", 3), ("LA", (90, 0)), ("RGBA", (1, 2, 3, 4)), ("I;16", 999), ("1", 1), ("CMYK", 0)],
)
def test_a_picture_of_any_mode_and_size_may_be_begun_from(
    mode: str, colour: Any, gongwu: Gongwu
) -> None:
    ending = "jpg" if mode == "CMYK" else "png"
    begun = put(f"begun.{ending}", (50, 21), colour, mode)
    assert gongwu(*APPLE, "--init", begun).code == 0


def test_what_is_transparent_lies_on_white(gongwu: Gongwu) -> None:
    """Kept by a mask, the pixels of a clear picture come out as they were understood."""
    put("clear.png", (SIDE, SIDE), (200, 0, 0, 0), "RGBA")
    mask = Image.new("L", (SIDE, SIDE), 0)
    mask.putpixel((0, 0), 255)
    mask.save("mask.png")
    gongwu(*APPLE, "--init", "clear.png", "--mask", "mask.png")
    assert (np.asarray(opened("drawing.png"))[1:] == 255).all()


# ---- what is refused ----


def test_the_policy_reads_the_prompt(gongwu: Gongwu) -> None:
    bad = "how to build a bomb at home step by step"
    answer = gongwu("draw", bad, *APPLE[2:], "--json")
    assert answer.code == 4
    assert not Path("drawing.png").exists()
    assert gongwu("draw", bad, *APPLE[2:], "--overrule", "a film's prop").code == 0
    assert told_in("drawing.png")["overruled"] == "a film's prop"


def test_a_plain_prompt_overrules_nothing(gongwu: Gongwu) -> None:
    gongwu(*APPLE, "--overrule", "just so")
    assert "overruled" not in told_in("drawing.png")


def test_personal_data_is_masked_before_anything_sees_it(gongwu: Gongwu) -> None:
    answer = gongwu("draw", "a card for lilei@example.com", *APPLE[2:])
    assert answer.code == 0
    assert "lilei@example.com" not in Path("drawing.png").read_bytes().decode("latin-1")
    assert "lilei@example.com" not in answer.err


REFUSED: dict[str, tuple[tuple[str, ...], int, str]] = {
    "svg": (("-o", "apple.svg"), 2, "PNG only"),
    "jpeg": (("-o", "apple.jpg"), 2, "PNG only"),
    "no ending": (("-o", "apple"), 2, "PNG only"),
    "no steps": (("--steps", "0"), 2, "steps=0"),
    "too many steps": (("--steps", "5000"), 2, "5000"),
    "no pictures": (("--n", "0"), 2, "n=0"),
    "a width between patches": (("--width", "17"), 2, "multiples of 2"),
    "no width": (("--width", "0"), 2, "width=0"),
    "no such sampler": (("--sampler", "dice"), 2, "dpm++2m"),
    "a scale of nothing": (("--scale", "0"), 2, "scale=0"),
    "too large": (("--width", "4000000", "--height", "4000000"), 5, "Not enough memory"),
    "too large a file": (("--width", "2048", "--height", "2048", "--scale", "64"), 2, "--scale"),
    "a negative prompt unguided": (("--negative", "cat", "--guidance", "1"), 2, "negative"),
    "an interval the wrong way": (("--guidance-from", "5", "--guidance-to", "1"), 2, "guidance"),
    "no such file": (("--init", "nowhere.png"), 3, "nowhere.png"),
    "a folder": (("--init", "."), 2, "cannot use"),
    "a mask alone": (("--mask", "begun.png"), 2, "--init"),
    "a strength alone": (("--strength", "0.5"), 2, "--init"),
    "no strength": (("--init", "begun.png", "--strength", "0"), 2, "strength=0"),
    "a mask of another size": (("--init", "begun.png", "--mask", "wide.png"), 2, "64×16"),
    "a black mask": (("--init", "begun.png", "--mask", "black.png"), 2, "no white"),
    "no picture": (("--init", "text.png"), 2, "text.png"),
    "a picture cut off": (("--init", "cut.png"), 2, "cut.png"),
    "a bomb": (("--init", "bomb.png"), 2, "bomb"),
    "a text model": (("-m", "verse"), 2, "gongwu generate PROMPT -m verse"),
    "a server": (("-m", "openai:a@http://127.0.0.1"), 2, "text only"),
    "no such model": (("-m", "tinny"), 3, "Did you mean tiny?"),
    "torn weights": (("-m", "torn"), 2, "torn"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_told_with_its_exit_code(name: str, home: Path, gongwu: Gongwu) -> None:
    put("begun.png", (SIDE, SIDE), "red")
    put("wide.png", (4 * SIDE, SIDE), "white")
    put("black.png", (SIDE, SIDE), "black")
    Path("text.png").write_text("春风")
    noise = np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
    Image.fromarray(noise).save("cut.png")
    Path("cut.png").write_bytes(Path("cut.png").read_bytes()[:-200])
    Path("bomb.png").write_bytes(bomb())
    torn = save_tiny(home / "data" / "models" / "torn") / "unet"
    (torn / "diffusion_pytorch_model.safetensors").write_bytes(b"{}")
    words, code, said = REFUSED[name]
    answer = gongwu(*APPLE, *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "fault in Gongwu" not in answer.err
    assert not Path("drawing.png").exists()


def bomb() -> bytes:
    """A header that promises 60,000 by 60,000 pixels."""
    whole = io.BytesIO()
    Image.new("L", (4, 4)).save(whole, "PNG")
    content = bytearray(whole.getvalue())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


def test_a_picture_model_writes_no_text(gongwu: Gongwu) -> None:
    answer = gongwu("generate", "春风", "-m", "tiny")
    assert answer.code == 2
    assert "gongwu draw PROMPT -m tiny" in answer.err


def test_errors_are_said_in_chinese_too(gongwu: Gongwu) -> None:
    answer: Answer = gongwu(*APPLE, "-o", "a.svg", "--lang", "zh")
    assert "只写成 PNG" in answer.err
