"""`gongwu eval` of picture models: the table, its JSON, and what is refused."""

from dataclasses import fields
from pathlib import Path

import pytest

from gongwu.doors.cli.shelf import shelf_folder
from gongwu.engine.evaluation import settings
from gongwu.engine.evaluation.quality import Quality
from tests.doors.cli.commands.conftest import ShelveModel
from tests.doors.cli.conftest import Gongwu
from tests.engine.evaluation.test_material import numbered
from tests.engine.inference.tiny_picture_models import save_tiny
from tests.engine.pictures.conftest import put

MEASURES = [field.name for field in fields(Quality)]
CONDITIONS = {
    "judge", "prompts", "samples", "real_pictures", "training_pictures", "steps", "guidance",
    "sampler", "seed", "model",
}  # fmt: skip


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge of four steps."""
    usual = settings.PictureEvaluation
    monkeypatch.setattr(settings, "PictureEvaluation", lambda **told: usual(judge_steps=4, **told))


@pytest.fixture
def tiny() -> str:
    save_tiny(shelf_folder() / "tiny")
    return "tiny"


@pytest.fixture
def source(tmp_path: Path) -> str:
    return str(put(tmp_path / "in", numbered(60)))


def test_it_prints_every_key_whether_it_applies_or_not(
    tiny: str, source: str, gongwu: Gongwu
) -> None:
    answer = gongwu("eval", "-m", tiny, source, "--samples", "12", "--steps", "2", "--json")
    assert answer.code == 0
    assert answer.err == ""
    told = answer.json
    assert set(told) == CONDITIONS | {"kid_error"} | {
        key for name in MEASURES for key in (name, f"{name}_baseline")
    }
    assert told["prompt_adherence"] is None
    assert told["prompt_adherence_baseline"] is None
    for name in set(MEASURES) - {"prompt_adherence", "prompt_similarity"}:
        assert isinstance(told[name], float)
        assert isinstance(told[f"{name}_baseline"], float)
    assert (told["judge"], told["prompts"], told["samples"]) == ("classes", True, 12)
    assert (told["real_pictures"], told["training_pictures"]) == (24, 54)
    assert (told["steps"], told["guidance"], told["seed"]) == (2, 3.0, 0)


def test_what_is_chosen_is_used(tiny: str, source: str, gongwu: Gongwu) -> None:
    answer = gongwu(
        "eval", "-m", tiny, source, "--samples", "8", "--steps", "3", "--guidance", "1.5",
        "--sampler", "euler", "--seed", "5", "--json",
    )  # fmt: skip
    assert answer.code == 0
    told = answer.json
    assert (told["samples"], told["steps"], told["guidance"]) == (8, 3, 1.5)
    assert (told["sampler"], told["seed"]) == ("euler", 5)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["samples", "real", "KID", "Fréchet distance", "class accuracy", "memorised"]),
        ("zh", ["样本", "真实图片", "KID", "Fréchet 距离", "类别准确率", "记住的比例"]),
    ],
)
def test_people_read_a_table(
    language: str, words: list[str], tiny: str, source: str, gongwu: Gongwu
) -> None:
    answer = gongwu(
        "--lang", language, "eval", "-m", tiny, source, "--samples", "8", "--steps", "2"
    )
    assert answer.code == 0
    for word in words:
        assert word in answer.out
    assert "prompt adherence" not in answer.out
    assert "提示词符合度" not in answer.out


@pytest.mark.parametrize(
    ("language", "why"), [("en", "This model reads no prompts"), ("zh", "此模型不看提示词")]
)
def test_why_there_is_no_class_accuracy_is_said(
    language: str, why: str, source: str, gongwu: Gongwu
) -> None:
    save_tiny(shelf_folder() / "mute", reads=False)
    answer = gongwu(
        "--lang", language, "eval", "-m", "mute", source, "--samples", "8", "--steps", "2"
    )
    assert answer.code == 0
    assert why in answer.out.replace("\n", "")


def test_pictures_do_not_come_from_stdin(tiny: str, gongwu: Gongwu) -> None:
    answer = gongwu("eval", "-m", tiny, "-")
    assert answer.code == 2
    assert "not read from stdin" in answer.err


@pytest.mark.parametrize(
    "words", [("--samples", "9"), ("--steps", "9"), ("--guidance", "2"), ("--sampler", "euler"),
              ("--seed", "1")]
)  # fmt: skip
def test_a_text_model_is_not_asked_for_pictures(
    words: tuple[str, str], shelve: ShelveModel, tmp_path: Path, gongwu: Gongwu
) -> None:
    shelve("gru")
    (tmp_path / "a.txt").write_text("春风又绿江南岸", encoding="utf-8")
    answer = gongwu("eval", "-m", "gru", str(tmp_path / "a.txt"), *words)
    assert answer.code == 2
    assert f"{words[0]} is for models that draw" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--samples", "2"), "samples=2 must be at least 4"),
        (("--steps", "0"), "steps=0"),
        (("--sampler", "magic"), "sampler='magic'"),
        (("--guidance", "nan"), "guidance=nan"),
    ],
)
def test_nonsense_is_refused(
    words: tuple[str, str], said: str, tiny: str, source: str, gongwu: Gongwu
) -> None:
    answer = gongwu("eval", "-m", tiny, source, *words)
    assert answer.code == 2
    assert said in answer.err


def test_a_source_without_pictures_is_refused(tiny: str, tmp_path: Path, gongwu: Gongwu) -> None:
    (tmp_path / "a.txt").write_text("春风", encoding="utf-8")
    answer = gongwu("eval", "-m", tiny, str(tmp_path / "a.txt"))
    assert answer.code == 2
    assert "a.txt" in answer.err
    assert gongwu("eval", "-m", tiny, str(tmp_path / "nowhere")).code == 3
