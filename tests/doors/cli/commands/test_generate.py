"""`gongwu generate`."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwu import assemble
from gongwu.engine.inference.text_model import EngineTextModel, EngineTextStream
from gongwu.ports import Completion
from tests.doors.cli.commands.conftest import ShelveModel
from tests.doors.cli.conftest import Gongwu

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

    def watched(spec: str, places: assemble.Places) -> EngineTextModel:
        opened.append(spec)
        return plain(spec, places)

    monkeypatch.setattr(assemble, "open_text_model", watched)
    gongwu("generate", "春", "-m", "gru", "--n", "5")
    assert opened == ["gru"]
