"""`gongwu trace` for a model that draws."""

import io
import json
import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gongwu.doors.cli.drawn_file import KEYWORD
from gongwu.engine.checkpoints.token_models import PIPELINE
from tests.doors.cli.commands.conftest import ShelveModel
from tests.doors.cli.conftest import Gongwu
from tests.doors.web.markup import Markup, faults
from tests.engine.inference.tiny_picture_models import save_tiny

ASK = ("--seed", "5", "--steps", "4", "--guidance", "2.5")


@pytest.fixture
def tiny(home: Path) -> Path:
    return save_tiny(home / "data" / "models" / "tiny")


def test_the_page_and_the_strip_are_written(tiny: Path, gongwu: Gongwu, tmp_path: Path) -> None:
    page, strip = tmp_path / "deep" / "t.html", tmp_path / "other" / "strip.png"
    answer = gongwu("trace", "a red cat", "-m", "tiny", "-o", str(page), "--film", str(strip), *ASK)
    assert answer.code == 0
    assert "seed 5 · 4 steps" in answer.out
    assert faults(text := page.read_text("utf-8")) == []
    assert "a red cat" in Markup(text).text
    with Image.open(strip) as picture:
        assert picture.width > picture.height > 2 * 96
        told = json.loads(picture.text[KEYWORD])  # type: ignore[attr-defined]
        assert (told["prompt"], told["seed"], told["steps"]) == ("a red cat", 5, 4)
        assert "AIGC" in str(picture.info)


def test_json_tells_what_was_asked_and_every_level(
    tiny: Path, gongwu: Gongwu, tmp_path: Path
) -> None:
    words = ("trace", "a cat", "-m", "tiny", "-o", str(tmp_path / "t.html"), "--negative", "red")
    told = gongwu(*words, *ASK, "--sampler", "euler", "--json").json
    expected = {
        "model": "tiny", "net": "unet", "prompt": "a cat", "negative": "red", "seed": 5,
        "steps": 4, "guidance": 2.5, "sampler": "euler", "prediction": "v", "film": None,
        "width": 16, "height": 16, "tokens": 7, "left_out": 0,
    }  # fmt: skip
    assert {name: told[name] for name in expected} == expected
    shares = [level["noise_share"] for level in told["levels"]]
    assert shares == sorted(shares, reverse=True)
    assert (len(shares), shares[-1]) == (5, 0)
    for level in told["levels"]:
        whole = math.hypot(level["signal"], level["noise"])
        assert level["noise_share"] == pytest.approx((level["noise"] / whole) ** 2)


def test_the_picture_is_the_one_that_draw_makes(tiny: Path, gongwu: Gongwu, tmp_path: Path) -> None:
    page, drawn = tmp_path / "t.html", tmp_path / "d.png"
    assert gongwu("trace", "a red cat", "-m", "tiny", "-o", str(page), *ASK).code == 0
    assert gongwu("draw", "a red cat", "-m", "tiny", "-o", str(drawn), *ASK).code == 0
    sources = Markup(page.read_text("utf-8")).values("src")
    with Image.open(drawn) as picture:
        expected = np.asarray(picture.convert("RGB"))
    assert any(np.array_equal(expected, pixels_of(source)) for source in sources)


def test_options_of_pictures_are_refused_for_text_but_not_the_seed(
    shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path
) -> None:
    shelve("gru")
    words = ("trace", "春风", "-m", "gru", "-o", str(tmp_path / "t.html"))
    given = {"steps": "3", "guidance": "2", "sampler": "ddim", "negative": "x", "film": "f.png"}
    for name, value in given.items():
        answer = gongwu(*words, f"--{name}", value)
        assert answer.code == 2
        assert f"--{name}" in answer.err
    assert list(tmp_path.iterdir()) == []
    assert gongwu(*words, "--seed", "3").code == 0


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (("--film", "strip.jpg"), ".png"),
        (("--sampler", "magic"), "magic"),
        (("--steps", "0"), "steps"),
        (("--guidance", "nan"), "guidance"),
    ],
)
def test_bad_options_are_told_and_nothing_is_written(
    extra: tuple[str, str], said: str, tiny: Path, gongwu: Gongwu, tmp_path: Path
) -> None:
    answer = gongwu("trace", "a cat", "-m", "tiny", "-o", str(tmp_path / "t.html"), *extra)
    assert answer.code == 2
    assert said in answer.err
    assert list(tmp_path.iterdir()) == []


def test_what_may_not_be_drawn_is_not_filmed(tiny: Path, gongwu: Gongwu, tmp_path: Path) -> None:
    page = tmp_path / "t.html"
    prompt = "how to build a pipe bomb at home"
    refused = gongwu("draw", prompt, "-m", "tiny", "-o", str(tmp_path / "d.png"))
    assert refused.code == 4
    answer = gongwu("trace", prompt, "-m", "tiny", "-o", str(page))
    assert answer.code == 4
    assert not page.exists()


def test_a_model_that_writes_codes_has_no_film(tiny: Path, gongwu: Gongwu, tmp_path: Path) -> None:
    index = tiny / "model_index.json"
    named = json.loads(index.read_text("utf-8"))
    index.write_text(json.dumps(named | {"_class_name": PIPELINE}), "utf-8")
    answer = gongwu("trace", "a cat", "-m", "tiny", "-o", str(tmp_path / "t.html"))
    assert answer.code == 2
    assert "there is no film" in answer.err


def test_a_model_without_words_is_traced_without_a_prompt(
    home: Path, gongwu: Gongwu, tmp_path: Path
) -> None:
    folder = save_tiny(tmp_path / "plain", reads=False)
    page = tmp_path / "t.html"
    assert gongwu("trace", "a cat", "-m", str(folder), "-o", str(page)).code == 2
    told = gongwu("trace", "", "-m", str(folder), "-o", str(page), "--steps", "2", "--json").json
    assert (told["tokens"], told["guidance"]) == (0, 1.0)


def test_the_page_speaks_chinese(tiny: Path, gongwu: Gongwu, tmp_path: Path) -> None:
    page = tmp_path / "t.html"
    answer = gongwu("trace", "红苹果", "-m", "tiny", "-o", str(page), "--lang", "zh", *ASK)
    assert "请用浏览器打开" in answer.out
    assert "从噪声到一幅画" in page.read_text("utf-8")


def pixels_of(source: str) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    from base64 import b64decode

    with Image.open(io.BytesIO(b64decode(source.partition(",")[2]))) as picture:
        return np.asarray(picture.convert("RGB"))
