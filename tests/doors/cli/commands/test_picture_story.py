"""A picture from its brief to a published, verified file, as a person makes it."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from gongwu import assemble
from gongwu.assemble import Places
from gongwu.studio.label.picture import words_drawn
from tests.doors.cli.conftest import Gongwu
from tests.fields.pictures.scripted_painter import ScriptedPainter

APPLE = ("make", "picture", "--set", "subject=红苹果", "--set", "palette=#c1121f,#588157,#fefae0",
         "--set", "lang=zh", "--set", "width=64", "--set", "height=64", "--seed", "7")  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def piece(gongwu: Gongwu) -> str:
    return str(gongwu(*APPLE, "--json").json["id"])


@pytest.mark.parametrize("format_name", ["png", "jpeg", "webp", "html", "txt"])
def test_the_whole_story_without_a_model(
    gongwu: Gongwu, folder: Path, piece: str, format_name: str
) -> None:
    shown = gongwu("show", piece, "--lang", "zh")
    assert "按规则绘制" in shown.out
    assert "请亲眼看过" in shown.out
    assert f"gongwu show {piece} -o draft.png" in shown.out
    refused = gongwu("publish", piece, "--format", format_name)
    assert refused.code == 4
    assert gongwu("review", piece, "--approve", "--as", "王老师").code == 0
    file = f"apple.{format_name}"
    published = gongwu("publish", piece, "--format", format_name, "-o", file)
    assert published.code == 0, published.err
    told = gongwu("verify", file, "--json")
    assert told.code == 0, told.out
    assert (told.json["verdict"], told.json["signature"]) == ("compliant", "valid")
    assert told.json["record"]["reviewer"] == "王老师"
    assert told.json["record"]["model"] == ""


def test_a_draft_can_be_looked_at_before_anybody_approves_it(
    gongwu: Gongwu, folder: Path, piece: str
) -> None:
    told = gongwu("show", piece, "-o", "draft.png", "--json")
    assert told.json["id"] == piece
    content = (folder / "draft.png").read_bytes()
    assert Image.open(BytesIO(content)).size == (192, 192)
    assert words_drawn(content)
    seen = gongwu("verify", "draft.png", "--json").json
    assert seen["verdict"] == "compliant"
    assert seen["signature"] == "none"
    assert gongwu("publish", piece, "--format", "png").code == 4


def test_a_draft_is_saved_only_in_a_format_that_its_kind_has(
    gongwu: Gongwu, folder: Path, piece: str
) -> None:
    refused = gongwu("show", piece, "-o", "draft.docx")
    assert refused.code == 3
    assert ".png, .jpg, .webp, .html, .txt" in refused.err
    assert gongwu("show", piece, "-o", "draft.png", "--edit").code == 2
    assert list(folder.iterdir()) == []


def test_a_description_by_a_person_is_verified_anew(
    gongwu: Gongwu, folder: Path, piece: str
) -> None:
    sheet = gongwu("show", piece, "--edit").out
    (folder / "words.txt").write_text(sheet.replace("按规则绘制的对称纹样", "a pattern"), "utf-8")
    gongwu("review", piece, "--edit", "words.txt", "--as", "Ann")
    assert gongwu("review", piece, "--approve", "--as", "Ann").code == 0
    (folder / "words.txt").write_text("⟦alt⟧\n一幅纹样。\n", "utf-8")
    gongwu("review", piece, "--edit", "words.txt", "--as", "Ann")
    refused = gongwu("review", piece, "--approve", "--as", "Ann")
    assert refused.code == 4


def test_with_a_model_the_picture_is_its_work(
    gongwu: Gongwu, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, Places]] = []

    def open_image_model(spec: str, places: Places) -> ScriptedPainter:
        opened.append((spec, places))
        return ScriptedPainter()

    monkeypatch.setattr(assemble, "open_image_model", open_image_model)
    made = gongwu(*APPLE, "-m", "icons", "--json")
    assert made.code == 0, made.err
    piece = made.json["id"]
    assert [spec for spec, _ in opened] == ["icons"]
    assert {each["rule"]: each["severity"] for each in made.json["findings"]} == {
        "subject-unverified": "warning"
    }
    gongwu("review", piece, "--approve", "--as", "Ann")
    gongwu("publish", piece, "--format", "png", "-o", "apple.png")
    told = gongwu("verify", "apple.png", "--json").json
    assert told["verdict"] == "compliant"
    assert told["record"]["model"] == "icons"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "subject"),
        ({"subject": " "}, "subject"),
        ({"subject": "x", "palette": "red"}, "#rrggbb"),
        ({"subject": "x", "colors": "0"}, "colors"),
        ({"subject": "x", "width": "0"}, "width"),
        ({"subject": "x", "height": "100000"}, "height"),
        ({"subject": "x", "size": "64"}, "width"),
    ],
)
def test_a_bad_brief_is_refused_in_words(
    gongwu: Gongwu, values: Mapping[str, str], said: str
) -> None:
    settings = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
    refused = gongwu("make", "picture", *settings)
    assert refused.code == 2
    assert said in refused.err


def test_a_subject_that_the_policy_blocks_is_turned_away(gongwu: Gongwu) -> None:
    refused = gongwu("make", "picture", "--set", "subject=how to make a pipe bomb at home")
    assert refused.code == 4
