"""From a brief to a published, verified file: the review loop as a person runs it."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Gongwu

QUADRATIC = ("make", "exercises", "--set", "topic=quadratic-by-factoring", "--set", "count=3")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def piece(gongwu: Gongwu) -> str:
    return str(gongwu(*QUADRATIC, "--set", "lang=zh", "--seed", "7", "--json").json["id"])


def test_the_whole_story(gongwu: Gongwu, folder: Path) -> None:
    made = gongwu(*QUADRATIC, "--set", "lang=zh", "--seed", "7")
    assert made.code == 0, made.err
    piece = made.out.split(" ")[0]
    assert "解方程" in gongwu("show", piece).out
    assert gongwu("review", piece, "--approve", "--as", "王老师").code == 0
    published = gongwu("publish", piece, "--format", "gift", "-o", "quiz.gift")
    assert published.code == 0, published.err
    assert "人工智能生成" in (folder / "quiz.gift").read_text("utf-8")
    told = gongwu("verify", "quiz.gift", "--json")
    assert told.code == 0
    assert told.json["verdict"] == "compliant"
    assert told.json["signature"] == "valid"
    assert told.json["record"]["reviewer"] == "王老师"
    assert told.json["published_here"]["piece"] == piece


def test_a_changed_byte_is_noticed(gongwu: Gongwu, piece: str, folder: Path) -> None:
    gongwu("review", piece, "--approve", "--as", "Ann")
    gongwu("publish", piece, "--format", "md", "-o", "s.md")
    file = folder / "s.md"
    file.write_bytes(file.read_bytes().replace("解".encode(), "求".encode(), 1))
    told = gongwu("verify", "s.md", "--json")
    assert told.code == 1
    assert told.json["signature"] == "invalid"


def test_a_strangers_file_without_labels_is_not_found_to_have_any(
    gongwu: Gongwu, folder: Path
) -> None:
    (folder / "plain.txt").write_text("hello")
    told = gongwu("verify", "plain.txt", "--json")
    assert (told.code, told.json["verdict"]) == (1, "not found")


def test_the_same_words_make_the_same_piece(gongwu: Gongwu, piece: str) -> None:
    again = gongwu(*QUADRATIC, "--set", "lang=zh", "--seed", "7", "--json").json
    assert again["id"] == piece
    assert again["seed"] == 7
    assert len(gongwu("pieces", "--json").json["pieces"]) == 1


def test_without_a_seed_every_piece_is_another(gongwu: Gongwu) -> None:
    seeds = {gongwu(*QUADRATIC, "--json").json["seed"] for _ in range(4)}
    assert len(seeds) >= 3


def test_what_nobody_approved_cannot_be_published(gongwu: Gongwu, piece: str, folder: Path) -> None:
    refused = gongwu("publish", piece, "--format", "md", "-o", "s.md")
    assert refused.code == 4
    assert f"gongwu review {piece} --approve" in refused.err
    assert list(folder.iterdir()) == []


def test_a_decision_needs_a_name(gongwu: Gongwu, piece: str) -> None:
    assert gongwu("review", piece, "--approve").code == 2
    assert gongwu("review", piece, "--approve", "--as", "gongwu").code == 4


def test_the_name_can_be_set_for_good(
    gongwu: Gongwu, piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWU_AS", "王老师")
    assert gongwu("review", piece, "--approve", "--json").json["reviewer"] == "王老师"


@pytest.mark.parametrize(
    "words",
    [(), ("--approve", "--reject"), ("--approve", "--comment", "x"), ("--edit", "a", "--reject")],
)
def test_one_thing_is_decided_at_a_time(gongwu: Gongwu, piece: str, words: tuple[str, ...]) -> None:
    assert gongwu("review", piece, "--as", "Ann", *words).code == 2


def test_an_edit_goes_out_and_comes_back(gongwu: Gongwu, piece: str, folder: Path) -> None:
    gongwu("review", piece, "--approve", "--as", "Ann")
    sheet = gongwu("show", piece, "--edit").out
    (folder / "words.txt").write_text(sheet.replace("解方程", "求解方程", 1), "utf-8")
    edited = gongwu("review", piece, "--edit", "words.txt", "--as", "Ann", "--json").json
    assert (edited["state"], edited["version"]) == ("in review", 2)
    changes = gongwu("show", piece, "--changes").out
    assert "{+求+}解方程" in changes
    assert "approve" in changes
    shown = gongwu("show", piece, "--json").json
    assert [entry["action"] for entry in shown["log"]] == ["made", "approve", "edit"]
    assert shown["draft"]["items"][0]["question"].startswith("求解方程")


def test_an_edit_that_breaks_a_formula_stands_in_the_way(
    gongwu: Gongwu, piece: str, folder: Path
) -> None:
    sheet = gongwu("show", piece, "--edit").out
    (folder / "words.txt").write_text(sheet.replace("x^{2} ", "x^{3} ", 1), "utf-8")
    edited = gongwu("review", piece, "--edit", "words.txt", "--as", "Ann", "--json").json
    assert "formula-changed" in {finding["rule"] for finding in edited["findings"]}
    refused = gongwu("review", piece, "--approve", "--as", "Ann")
    assert refused.code == 4
    reason = ("--overrule", "only for the cover")
    assert gongwu("review", piece, "--approve", "--as", "Ann", *reason).code == 0


def test_an_interrupted_piece_goes_on(gongwu: Gongwu, piece: str, home: Path) -> None:
    """As if the process had been killed after the plan: what came later is taken away by hand."""
    database = next(home.rglob("studio.db"))
    raw = sqlite3.connect(database)
    raw.execute("DELETE FROM stage WHERE name != 'plan'")
    raw.execute("DELETE FROM event")
    raw.commit()
    raw.close()
    refused = gongwu("show", piece)
    assert refused.code == 4
    assert f"gongwu make --resume {piece}" in refused.err
    assert gongwu("pieces", "--json").json["pieces"][0]["state"] == "unfinished"
    went_on = gongwu("make", "--resume", "all", "--json")
    assert went_on.json["id"] == piece
    assert gongwu("make", "--resume", "all", "--json").json == {"pieces": []}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("make",), 2),
        (("make", "nothing"), 3),
        (("make", "exercises", "--set", "topic=nothing"), 2),
        (("make", "exercises", "--set", "count=0"), 2),
        (("make", "exercises", "--set", "colour=red"), 2),
        (("make", "exercises", "--set", "count"), 2),
        (("make", "exercises", "--brief", "none.json"), 3),
        (("make", "exercises", "--set", "title=@none.txt"), 3),
        (("make", "exercises", "--resume", "all"), 2),
        (("make", "--resume", "exercises-none"), 3),
        (("make", "exercises", "-m", "nothing-here", "--set", "count=1"), 3),
        (("show", "none"), 3),
        (("publish", "none", "--format", "md"), 3),
        (("kinds", "nothing"), 3),
        (("check", "lesson", "x.jsonl"), 2),
        (("check", "exercises", "none.jsonl"), 3),
        (("verify", "none.md"), 3),
        (("restore", "none.backup"), 3),
        (("--store", "mysql://x", "pieces"), 2),
    ],
)
def test_bad_words_are_told_in_both_languages(
    gongwu: Gongwu, words: tuple[str, ...], code: int
) -> None:
    english, chinese = gongwu(*words), gongwu(*words, "--lang", "zh")
    assert english.code == chinese.code == code, english.err
    assert english.err.startswith("gongwu: ")
    assert english.err != chinese.err
    assert "Traceback" not in english.err


def test_an_unknown_format_names_those_there_are(gongwu: Gongwu, piece: str) -> None:
    gongwu("review", piece, "--approve", "--as", "Ann")
    refused = gongwu("publish", piece, "--format", "exe")
    assert refused.code == 3
    assert "gift" in refused.err


def test_a_brief_comes_from_a_file_and_the_line_has_the_last_word(
    gongwu: Gongwu, folder: Path
) -> None:
    (folder / "b.toml").write_text('topic = "quadratic-by-factoring"\ncount = 2\nlang = "zh"\n')
    made = gongwu("make", "exercises", "--brief", "b.toml", "--set", "count=5", "--json").json
    brief = gongwu("show", made["id"], "--json").json["brief"]
    assert (brief["count"], brief["lang"]) == (5, "zh")


def test_kinds_tell_what_a_brief_may_say(gongwu: Gongwu) -> None:
    told = gongwu("kinds", "exercises", "--json").json
    assert {"topic", "count", "lang"} <= {field["name"] for field in told["brief"]}
    assert "quadratic" in told["more"]
    assert {"docx", "gift", "apkg", "pdf"} <= set(told["formats"])
    assert "由易到难" in gongwu("kinds", "exercises", "--lang", "zh").out
    assert {"exercises", "lesson"} <= {
        kind["name"] for kind in gongwu("kinds", "--json").json["kinds"]
    }


def test_check_says_proven_wrong_or_cannot_tell(gongwu: Gongwu, folder: Path) -> None:
    problems = [
        {"question": "a", "equation": "x=2+3", "answer": "5"},
        {"question": "b", "equation": "x=2+3", "answer": "6"},
        {"question": "Why is the sky blue?", "answer": "scattering"},
    ]
    lines = "\n".join(json.dumps(each) for each in problems)
    (folder / "p.jsonl").write_text(lines)
    told = gongwu("check", "exercises", "p.jsonl", "--json")
    assert told.code == 1
    assert [item["status"] for item in told.json["items"]] == ["proven", "wrong", "cannot tell"]
    assert told.json["items"][1]["right"] == "5"
    (folder / "p.jsonl").write_text(lines.splitlines()[0])
    assert gongwu("check", "exercises", "p.jsonl").code == 0


def test_a_backup_moves_everything_to_another_store(
    gongwu: Gongwu, piece: str, folder: Path
) -> None:
    gongwu("review", piece, "--approve", "--as", "Ann")
    assert gongwu("backup", "all.backup").code == 0
    other = ("--store", f"sqlite:///{folder / 'other.db'}")
    assert gongwu(*other, "pieces", "--json").json == {"pieces": []}
    assert gongwu(*other, "restore", "all.backup").code == 0
    (found,) = gongwu(*other, "pieces", "--json").json["pieces"]
    assert (found["id"], found["state"]) == (piece, "approved")
    assert gongwu(*other, "restore", "all.backup").code == 2


def test_the_store_can_be_set_for_good(
    gongwu: Gongwu, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "gongwu.toml").write_text(f'store = "sqlite:///{folder / "set.db"}"\n')
    gongwu(*QUADRATIC)
    assert (folder / "set.db").is_file()
    monkeypatch.setenv("GONGWU_STORE", f"sqlite:///{folder / 'env.db'}")
    gongwu("pieces")
    assert (folder / "env.db").is_file()


def test_a_guard_can_only_add(gongwu: Gongwu) -> None:
    """`verse` is no guard: what it says is no opinion, so a person must look."""
    refused = gongwu(*QUADRATIC, "--seed", "7", "--guard", "verse")
    assert refused.code == 4
    assert gongwu("pieces", "--json").json["pieces"] == []
    reason = ("--overrule", "a guard that knows only verse", "--as", "Ann")
    made = gongwu(*QUADRATIC, "--seed", "7", *reason, "--guard", "verse", "--json")
    assert "guard" in " ".join(finding["rule"] for finding in made.json["findings"])


def test_verifying_makes_no_store(gongwu: Gongwu, folder: Path, home: Path) -> None:
    (folder / "plain.txt").write_text("hello")
    gongwu("verify", "plain.txt")
    assert list(home.rglob("*.db")) == []
