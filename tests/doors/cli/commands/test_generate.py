"""`gongwu generate`."""

import io
import json
import re
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from gongwu import assemble
from gongwu.engine.checkpoints.folder import save_net
from gongwu.engine.checkpoints.tokenizer_files import save_tokenizer
from gongwu.engine.inference import text_model
from gongwu.engine.inference.text_model import EngineTextStream
from gongwu.engine.nets.gru import GRU, GRUShape
from gongwu.engine.tokens.tokenizer import character_tokenizer
from gongwu.ports import Completion, OpenedModel
from tests.doors.cli.commands.conftest import ShelveModel
from tests.doors.cli.conftest import Gongwu
from tests.studio.server_model.conftest import Server, running, server

__all__ = ["running", "server"]  # fixtures

DONE = Completion(text="", finish="stop", new_tokens=1)

WARM = ("--temperature", "1.5", "--max-tokens", "30")


def feed_stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


@pytest.mark.parametrize("name", ["gru", "decoder"])
def test_the_text_goes_on_from_the_prompt(name: str, shelve: ShelveModel, gongwu: Gongwu) -> None:
    shelve(name)
    answer = gongwu("generate", "春风", "-m", name, "--seed", "5", *WARM)
    told = gongwu("generate", "春风", "-m", name, "--seed", "5", *WARM, "--json").json
    assert answer.code == 0
    assert answer.out == f"春风{told['text']}\n"
    assert answer.err.startswith(f"seed 5 · {told['tokens']} tokens · ")


def test_an_answer_stands_without_its_question(shelve: ShelveModel, gongwu: Gongwu) -> None:
    shelve("encoder-decoder")
    words = ("generate", "春风", "-m", "encoder-decoder", "--seed", "5", *WARM)
    assert gongwu(*words).out == gongwu(*words, "--json").json["text"] + "\n"


def test_json_has_all_there_is_to_know(shelve: ShelveModel, gongwu: Gongwu) -> None:
    shelve("gru")
    answer = gongwu("generate", "春风", "-m", "gru", "--seed", "3", *WARM, "--json")
    told = answer.json
    assert set(told) == {"text", "prompt", "seed", "finish", "tokens", "model"}
    assert (told["prompt"], told["seed"], told["model"]) == ("春风", 3, "gru")
    assert told["finish"] in ("stop", "length")
    assert 1 <= told["tokens"] <= 30
    assert answer.err == ""


@pytest.mark.parametrize("name", ["gru", "decoder", "encoder-decoder"])
def test_each_of_several_texts_is_the_one_its_seed_gives_alone(
    name: str, shelve: ShelveModel, gongwu: Gongwu
) -> None:
    shelve(name)
    words = ("generate", "江南", "-m", name, *WARM)
    told = gongwu(*words, "--seed", "40", "--n", "4", "--json").json
    alone = [gongwu(*words, "--seed", str(40 + k), "--json").json for k in range(4)]
    assert told["texts"] == [each["text"] for each in alone]
    assert [each["seed"] for each in told["answers"]] == [40, 41, 42, 43]
    assert {key: told[key] for key in alone[0]} == alone[0]
    assert len(set(told["texts"])) > 1


def test_several_texts_stand_apart_and_their_headings_on_stderr(
    shelve: ShelveModel, gongwu: Gongwu
) -> None:
    shelve("gru")
    words = ("generate", "春", "-m", "gru", "--seed", "8", "--max-tokens", "6", "--n", "3")
    answer, texts = gongwu(*words), gongwu(*words, "--json").json["texts"]
    assert answer.out == "\n".join(f"春{text}\n" for text in texts)
    assert [line.split(" · ")[:2] for line in answer.err.splitlines()] == [
        ["1", "seed 8"],
        ["2", "seed 9"],
        ["3", "seed 10"],
    ]


def test_the_same_seed_gives_the_same_bytes(shelve: ShelveModel, gongwu: Gongwu) -> None:
    shelve("decoder")
    words = ("generate", "春", "-m", "decoder", *WARM)
    assert gongwu(*words, "--seed", "1").out == gongwu(*words, "--seed", "1").out
    texts = {gongwu(*words, "--seed", str(seed)).out for seed in range(6)}
    assert len(texts) > 3


def test_a_fresh_seed_is_printed_and_gives_the_text_again(
    shelve: ShelveModel, gongwu: Gongwu
) -> None:
    shelve("gru")
    words = ("generate", "春", "-m", "gru", *WARM)
    first = gongwu(*words)
    seed = first.err.split(" · ")[0].removeprefix("seed ")
    assert gongwu(*words, "--seed", seed).out == first.out
    seeds = {gongwu(*words, "--json").json["seed"] for _ in range(4)}
    assert len(seeds) > 1  # all four alike: once in 10^18


def test_the_prompt_may_come_on_stdin(
    shelve: ShelveModel, gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell ends a line with a line break that nobody means."""
    shelve("gru")
    words = ("-m", "gru", "--seed", "2", *WARM)
    expected = gongwu("generate", "明月\n何时", *words).out
    for ending in ("", "\n", "\r\n"):
        feed_stdin(monkeypatch, f"明月\n何时{ending}".encode())
        assert gongwu("generate", "-", *words).out == expected


def test_what_is_not_utf8_is_refused_with_its_place(
    shelve: ShelveModel, gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve("gru")
    feed_stdin(monkeypatch, "春风".encode("gb18030"))
    answer = gongwu("generate", "-", "-m", "gru")
    assert answer.code == 2
    assert "not UTF-8 (byte 0)" in answer.err
    assert "iconv" in answer.err
    # How Python hands over bytes of the command line that are no text.
    assert gongwu("generate", "\udcb4\udcba", "-m", "gru").code == 2
    assert gongwu("generate", "春", "-m", "gru", "--stop", "\udcb4").code == 2


def test_text_ends_before_any_of_the_stop_strings(shelve: ShelveModel, gongwu: Gongwu) -> None:
    shelve("gru")
    words = ("generate", "春", "-m", "gru", "--seed", "4", "--max-tokens", "40", "--json")
    whole = gongwu(*words).json["text"]
    middle, later = whole[5], whole[8:10]
    told = gongwu(*words, "--stop", later, "--stop", middle).json
    assert told["text"] == whole[: whole.index(middle)]
    assert told["finish"] == "stop"


def test_the_makers_defaults_hold_until_a_flag_says_otherwise(
    shelve: ShelveModel, gongwu: Gongwu
) -> None:
    config = shelve("gru") / "generation_config.json"
    told = json.loads(config.read_text())

    def write(*flags: str) -> list[str]:
        words = ("generate", "春", "-m", "gru", "--max-tokens", "20", "--json", *flags, "--seed")
        return [gongwu(*words, str(seed)).json["text"] for seed in range(4)]

    config.write_text(json.dumps(told | {"temperature": 0.9}))
    plain = write()
    config.write_text(json.dumps(told | {"temperature": 0.0}))
    assert len(set(write())) == 1
    asked = write("--temperature", "0.9")
    assert asked == plain


@pytest.mark.parametrize(
    "flag",
    [
        ("--temperature", "-1"),
        ("--top-p", "0"),
        ("--top-p", "1.5"),
        ("--top-k", "-3"),
        ("--min-p", "2"),
        ("--repetition-penalty", "0"),
        ("--max-tokens", "0"),
        ("--n", "0"),
        ("--stop", ""),
        ("--regex", "\udcb4"),
        ("--choice", "\udcb4"),
    ],
    ids=" ".join,
)
def test_a_wrong_flag_is_told_before_a_model_is_opened(
    flag: tuple[str, str], gongwu: Gongwu
) -> None:
    """There is no model here: if it were looked for first, the exit code would be 3."""
    answer = gongwu("generate", "春", "-m", "verse", *flag)
    assert answer.code == 2
    assert flag[0].removeprefix("--").replace("-", "_") in answer.err.replace("-", "_")


def test_an_unknown_model_is_told_with_those_there_are(shelve: ShelveModel, gongwu: Gongwu) -> None:
    shelve("gru")
    answer = gongwu("generate", "春", "-m", "grv")
    assert answer.code == 3
    assert "Did you mean gru?" in answer.err
    assert "是不是 gru？" in gongwu("--lang", "zh", "generate", "春", "-m", "grv").err
    assert "hf:ORG/NAME" in answer.err


def test_a_prompt_too_long_for_the_model_is_told(shelve: ShelveModel, gongwu: Gongwu) -> None:
    shelve("decoder")
    shelve("encoder-decoder")
    words = ("--seed", "1", "--max-tokens", "3")
    long = "春风又绿江南岸明月何时照我还"
    note = "The prompt has {} tokens; the model reads the {} {} of them."
    assert gongwu("generate", long, "-m", "decoder", *words).err.startswith(
        note.format(14, "last", 11)
    )
    answer = gongwu("generate", long, "-m", "encoder-decoder", *words)
    assert answer.err.startswith(note.format(15, "first", 12))


def test_ctrl_c_leaves_what_was_written_on_its_own_line(
    shelve: ShelveModel, gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve("gru")
    plain = EngineTextStream.__iter__

    def interrupted(stream: EngineTextStream) -> Iterator[str]:
        pieces = plain(stream)
        yield next(pieces)
        yield next(pieces)
        raise KeyboardInterrupt

    monkeypatch.setattr(EngineTextStream, "__iter__", interrupted)
    answer = gongwu("generate", "春风", "-m", "gru", "--seed", "4")
    assert answer.code == 130
    assert len(answer.out) == len("春风--\n")
    assert answer.out.startswith("春风")
    assert answer.out.endswith("\n")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_models_control_characters_do_not_steer_a_terminal(
    shelve: ShelveModel, gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve("gru")
    monkeypatch.setattr(EngineTextStream, "__iter__", lambda stream: iter(["\x1b[2J", "a\tb\n"]))
    monkeypatch.setattr(EngineTextStream, "completion", property(lambda stream: DONE))
    terminal = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", terminal)
        gongwu("generate", "春", "-m", "gru")
    assert terminal.getvalue() == "春␛[2Ja\tb\n"
    assert gongwu("generate", "春", "-m", "gru").out == "春\x1b[2Ja\tb\n"  # a file gets the bytes


def test_an_empty_prompt_begins_a_text(shelve: ShelveModel, gongwu: Gongwu) -> None:
    shelve("gru")
    told = gongwu("generate", "", "-m", "gru", "--seed", "1", "--json").json
    assert told["prompt"] == ""
    assert told["tokens"] > 0


def test_a_folder_of_ones_own_is_a_model_too(
    shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    shelve("gru").rename(mine)
    assert gongwu("generate", "春", "-m", str(mine), "--json").json["model"] == "mine"


def test_the_model_is_opened_once(
    shelve: ShelveModel, gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve("gru")
    opened: list[str] = []
    plain = assemble.open_text_model

    def watched(spec: str, places: assemble.Places) -> OpenedModel:
        opened.append(spec)
        return plain(spec, places)

    monkeypatch.setattr(assemble, "open_text_model", watched)
    gongwu("generate", "春", "-m", "gru", "--n", "5")
    assert opened == ["gru"]


# ---- forms ----

NAMES = ("gru", "decoder", "encoder-decoder")


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    file = tmp_path / "schema.json"
    file.write_text('{"type": "array", "items": {"enum": ["春", "风"]}}', "utf-8")
    return file


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_one_of_the_choices_and_stands_alone(
    name: str, shelve: ShelveModel, gongwu: Gongwu
) -> None:
    shelve(name)
    words = ("generate", "江南", "-m", name, "--choice", "明月", "--choice", "又绿", "--seed", "2")
    told = gongwu(*words, "--json").json
    assert told["text"] in ("明月", "又绿")
    assert told["finish"] == "stop"
    assert gongwu(*words).out == told["text"] + "\n"
    texts = gongwu(*words, "--n", "8", "--json").json["texts"]
    assert set(texts) == {"明月", "又绿"}  # all alike: the shaken nets are not that sure
    assert gongwu(*words, "--n", "2").out == "\n".join(f"{text}\n" for text in texts[:2])


@pytest.mark.parametrize("name", NAMES)
def test_the_text_matches_the_regular_expression(
    name: str, shelve: ShelveModel, gongwu: Gongwu
) -> None:
    shelve(name)
    for seed in range(3):
        words = ("--regex", "[春风]{2} a?b", "--seed", str(seed), "--json")
        text = gongwu("generate", "江南", "-m", name, *words).json["text"]
        assert re.fullmatch("[春风]{2} a?b", text)


def test_the_text_is_json_by_the_schema(shelve_bytes: Path, schema: Path, gongwu: Gongwu) -> None:
    for seed in range(4):
        words = ("generate", "a", "-m", str(shelve_bytes), "--schema", str(schema))
        told = gongwu(*words, "--seed", str(seed), "--max-tokens", "400", "--json").json
        assert told["finish"] == "stop"
        assert set(json.loads(told["text"])) <= {"春", "风"}


@pytest.fixture
def shelve_bytes(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny net that can spell anything."""
    monkeypatch.setattr(text_model, "load_library", lambda cache: "not compiled for these tests")
    tokenizer = character_tokenizer(["春风春风[],"] * 2)
    net = GRU(GRUShape(vocabulary=tokenizer.size, context=12, embedding=10, hidden=14, layers=1))
    folder = home / "data" / "models" / "spelling"
    save_net(net, folder)
    save_tokenizer(tokenizer, folder, context=12)
    return folder


def test_two_forms_at_once_are_refused(schema: Path, gongwu: Gongwu) -> None:
    forms = {"--schema": str(schema), "--regex": "a", "--choice": "b"}
    for left, right in combinations(forms, 2):
        answer = gongwu("generate", "春", "-m", "verse", left, forms[left], right, forms[right])
        assert answer.code == 2
        assert f"{left} and {right} cannot be given together" in answer.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "not JSON"),
        (b"[]", "must be a JSON object"),
        (b'{"type": "banana"}', "banana"),
        (b'{"uniqueItems": true}', "uniqueItems"),
        ('{"const": "春"}'.encode("gb18030"), "not UTF-8"),
    ],
)
def test_a_bad_schema_is_told_before_a_model_is_opened(
    content: bytes, told: str, schema: Path, gongwu: Gongwu
) -> None:
    """There is no model here: if it were looked for first, the exit code would be 3."""
    schema.write_bytes(content)
    answer = gongwu("generate", "春", "-m", "verse", "--schema", str(schema))
    assert answer.code == 2
    assert told in answer.err
    zh = gongwu("--lang", "zh", "generate", "春", "-m", "verse", "--schema", str(schema))
    assert re.search("JSON Schema|UTF-8", zh.err)


@pytest.mark.parametrize("pattern", ["(", "(?=a)b"])
def test_a_bad_regular_expression_is_told_before_a_model_is_opened(
    pattern: str, gongwu: Gongwu
) -> None:
    answer = gongwu("generate", "春", "-m", "verse", "--regex", pattern)
    assert answer.code == 2
    assert f"regular expression {pattern!r}" in answer.err


def test_a_schema_that_is_not_there_is_told(gongwu: Gongwu) -> None:
    answer = gongwu("generate", "春", "-m", "verse", "--schema", "missing.json")
    assert answer.code == 3
    assert "missing.json" in answer.err


def test_a_text_cut_off_before_its_form_is_complete_is_told(
    shelve: ShelveModel, gongwu: Gongwu
) -> None:
    shelve("gru")
    words = ("generate", "春", "-m", "gru", "--choice", "明月何时", "--max-tokens", "2", "--json")
    answer = gongwu(*words)
    assert (answer.code, answer.json["finish"], answer.json["text"]) == (0, "length", "明月")
    assert "cut off by --max-tokens" in answer.err


def test_a_text_that_a_stop_string_keeps_from_its_form_fails(
    shelve: ShelveModel, gongwu: Gongwu
) -> None:
    shelve("gru")
    words = ("generate", "春", "-m", "gru", "--choice", "明月何时", "--stop", "何")
    answer = gongwu(*words)
    assert answer.code == 1
    assert answer.out == "明月\n"
    assert "none of the choices" in answer.err
    assert gongwu(*words, "--json").json["error"]["code"] == 1


def test_letters_that_the_model_lacks_are_told(shelve: ShelveModel, gongwu: Gongwu) -> None:
    shelve("gru")
    answer = gongwu("generate", "春", "-m", "gru", "--choice", "秋")
    assert answer.code == 1
    assert "cannot spell" in answer.err


# ---- behind a server ----


def test_a_model_behind_a_server_answers(
    server: Server, gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWU_OFFLINE", "1")
    spec = f"openai:tiny@{server.url}"
    assert gongwu("generate", "ok:春风cli", "-m", spec).out == "春风cli\n"
    told = gongwu("generate", "ok:春风", "-m", spec, "--n", "2", "--seed", "3", "--json").json
    assert told["texts"] == ["春风", "春风"]
    assert (told["model"], told["tokens"], told["finish"]) == ("tiny", 7, "stop")
    words = ("generate", "chosen:yes", "-m", spec, "--choice", "yes", "--choice", "no")
    assert gongwu(*words).out == "yes\n"


def test_a_server_that_misses_the_form_is_a_failure(server: Server, gongwu: Gongwu) -> None:
    spec = f"openai:tiny@{server.url}"
    answer = gongwu("generate", "ok:perhaps", "-m", spec, "--choice", "yes")
    assert answer.code == 1
    assert answer.out == "\n"  # nothing that was not judged
    assert "missed the form" in answer.err


def test_a_wrong_key_and_a_wrong_address_have_their_exit_codes(
    server: Server, gongwu: Gongwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWU_OPENAI_KEY", "sk-secret")
    refused = gongwu("generate", "locked:x", "-m", f"openai:tiny@{server.url}", "--json")
    assert refused.code == 2
    assert "sk-secret" not in refused.out + refused.err
    assert gongwu("generate", "status:404", "-m", f"openai:tiny@{server.url}").code == 3
    assert gongwu("generate", "status:503:99", "-m", f"openai:tiny@{server.url}").code == 75
    assert gongwu("generate", "x", "-m", "openai:tiny").code == 2
    monkeypatch.setenv("GONGWU_OFFLINE", "1")
    assert gongwu("generate", "x", "-m", "openai:tiny@https://example.org").code == 4
