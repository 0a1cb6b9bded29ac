"""`gongwu eval`."""

import io
import json
import sys
from pathlib import Path

import pytest

from gongwu.engine.checkpoints.folder import load_net
from gongwu.engine.inference.scoring import score
from gongwu.engine.tokens.corpus import Block
from tests.doors.cli.commands.conftest import ShelveModel
from tests.doors.cli.conftest import Gongwu
from tests.engine.inference.conftest import letter_tokenizer

VERSE = "春风又绿江南岸明月何时照我还 ab" * 5


@pytest.mark.parametrize("name", ["gru", "decoder", "encoder-decoder"])
def test_it_prints_the_score(
    name: str, shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path
) -> None:
    net = load_net(shelve(name))
    (tmp_path / "a.txt").write_text(VERSE, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "江南"}) + "\n", encoding="utf-8")
    expected = score(net, letter_tokenizer(), [Block(VERSE), Block("江南")])
    answer = gongwu("eval", "-m", name, str(tmp_path), "--json")
    assert answer.code == 0
    assert answer.json == {
        "bits_per_character": pytest.approx(expected.bits_per_character),
        "perplexity": pytest.approx(expected.perplexity),
        "characters": 87,
        "tokens": 87,
        "model": name,
    }
    assert answer.err == ""
    page = gongwu("eval", "-m", name, str(tmp_path / "a.txt"), str(tmp_path / "b.jsonl")).out
    assert f"{expected.bits_per_character:.4f} bits per character" in page
    assert f"perplexity {expected.perplexity:.2f} per token" in page


def test_pairs_are_scored_on_their_targets(
    shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path
) -> None:
    shelve("encoder-decoder")
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"source": "春风", "target": "ab a"}) + "\n", encoding="utf-8")
    told = gongwu("eval", "-m", "encoder-decoder", str(pairs), "--json").json
    assert (told["characters"], told["tokens"]) == (4, 5)


def test_text_may_come_on_stdin(
    shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve("gru")
    file = tmp_path / "verse.txt"
    file.write_text(VERSE, encoding="utf-8")
    expected = gongwu("eval", "-m", "gru", str(file), "--json").json
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(VERSE.encode())))
    assert gongwu("eval", "-m", "gru", "-", "--json").json == expected


@pytest.mark.parametrize(("raw", "code"), [(b"", 2), ("春风".encode("gb18030"), 2), (None, 3)])
def test_a_source_that_is_no_text_is_told(
    raw: bytes | None, code: int, shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path
) -> None:
    shelve("gru")
    file = tmp_path / "odd.txt"
    if raw is not None:
        file.write_bytes(raw)
    answer = gongwu("eval", "-m", "gru", str(file))
    assert (answer.code, answer.out) == (code, "")
    assert answer.err


def test_an_unknown_model_is_not_found(gongwu: Gongwu, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    assert gongwu("eval", "-m", "nobody", str(tmp_path)).code == 3
