"""`gongwu models`."""

import json
from pathlib import Path

import pytest

from gongwu.doors.cli import shelf
from tests.doors.cli.conftest import Gongwu
from tests.engine.inference.denoising.tiny_painters import Ground
from tests.engine.inference.tiny_picture_models import save_tiny


@pytest.fixture
def starters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with the starters that a test puts into it."""
    monkeypatch.setattr(shelf, "starters_folder", lambda: tmp_path)
    return tmp_path


def put(folder: Path, name: str, config: str) -> Path:
    home = folder / name
    home.mkdir(parents=True)
    (home / "config.json").write_text(config)
    (home / "model.safetensors").write_bytes(bytes(1000))
    return home


def test_starters_come_first_and_the_shelf_after(
    starters: Path, home: Path, gongwu: Gongwu
) -> None:
    config = json.dumps({"model_type": "llama"})
    verse = put(starters, "verse", config)
    mine = put(home / "data" / "models", "mine", json.dumps({"model_type": "gongwu_gru"}))
    found = gongwu("models", "--json").json["models"]
    assert found == [
        {
            "name": "verse",
            "medium": "text",
            "architecture": "llama",
            "size_bytes": 1000 + len(config),
            "origin": "starter",
            "path": str(verse),
        },
        found[1] | {"name": "mine", "architecture": "gongwu_gru", "path": str(mine)},
    ]


def test_the_page_names_each_model_and_the_shelf(
    starters: Path, home: Path, gongwu: Gongwu
) -> None:
    put(starters, "verse", json.dumps({"model_type": "llama"}))
    page = gongwu("models").out
    assert "verse" in page
    assert "llama" in page
    assert str(home / "data" / "models") in page


def test_a_folder_without_a_config_is_no_model(starters: Path, gongwu: Gongwu) -> None:
    (starters / "notes").mkdir()
    assert gongwu("models", "--json").json["models"] == []
    assert "No models here yet." in gongwu("models").out


@pytest.mark.parametrize("config", ["{", "[]", '{"model_type": 3}', "{}"])
def test_a_broken_config_is_listed_as_such(config: str, starters: Path, gongwu: Gongwu) -> None:
    put(starters, "torn", config)
    (model,) = gongwu("models", "--json").json["models"]
    assert model["architecture"] is None
    assert "unreadable config.json" in gongwu("models").out


@pytest.mark.parametrize(
    ("ground", "reads", "said", "chinese"),
    [
        ("pixels", True, "text → picture 16 px", "文字 → 图片 16 像素"),
        ("patches", False, "noise → picture 16 px", "噪声 → 图片 16 像素"),
        ("latents", True, "text → picture 16 px", "文字 → 图片 16 像素"),
    ],
)
def test_a_picture_model_says_from_what_it_draws_and_how_large(
    ground: Ground, reads: bool, said: str, chinese: str, starters: Path, gongwu: Gongwu
) -> None:
    save_tiny(starters / "tiny", ground, reads=reads)
    (model,) = gongwu("models", "--json").json["models"]
    assert (model["medium"], model["architecture"]) == ("picture", said)
    assert said in gongwu("models").out
    assert chinese in gongwu("models", "--lang", "zh").out


@pytest.mark.parametrize("spoilt", ["{", "[]", "{}", '{"sample_size": "large"}'])
def test_a_broken_picture_model_is_listed_as_such(
    spoilt: str, starters: Path, gongwu: Gongwu
) -> None:
    folder = save_tiny(starters / "torn")
    (folder / "unet" / "config.json").write_text(spoilt)
    (model,) = gongwu("models", "--json").json["models"]
    assert (model["medium"], model["architecture"]) == ("picture", None)
    assert "unreadable config.json" in gongwu("models").out


def test_the_starters_are_looked_for_inside_the_package() -> None:
    assert shelf.starters_folder().parent.joinpath("errors.py").is_file()
