"""`gongwu trace`."""

import io
import sys
from pathlib import Path

import pytest

from tests.doors.cli.commands.conftest import ShelveModel
from tests.doors.cli.conftest import Gongwu


@pytest.mark.parametrize("name", ["gru", "decoder", "encoder-decoder"])
def test_the_page_of_every_net_is_written(
    name: str, shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path
) -> None:
    shelve(name)
    page = tmp_path / "deep" / "trace.html"
    answer = gongwu("trace", "春风又绿", "-m", name, "-o", str(page))
    assert answer.code == 0
    assert f"Open {page} in a browser." in answer.out
    assert "春风又绿" in page.read_text("utf-8")


def test_json_has_the_path_and_the_top_of_the_softmax(
    shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path
) -> None:
    shelve("decoder")
    page = tmp_path / "trace.html"
    told = gongwu("trace", "春风", "-m", "decoder", "-o", str(page), "--json").json
    assert (told["path"], told["model"], told["net"]) == (str(page), "decoder", "decoder")
    assert (told["prompt"], told["left_out"]) == ("春风", 0)
    odds = [guess["probability"] for guess in told["next"]]
    assert len(odds) == 10
    assert odds == sorted(odds, reverse=True)
    assert 0 < sum(odds) <= 1 + 1e-6


def test_the_likeliest_token_is_the_one_that_generate_takes(
    shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path
) -> None:
    shelve("gru")
    told = gongwu("trace", "春风", "-m", "gru", "-o", str(tmp_path / "t.html"), "--json").json
    greedy = ("--temperature", "0", "--max-tokens", "1", "--json")
    assert gongwu("generate", "春风", "-m", "gru", *greedy).json["text"] == told["next"][0]["text"]


def test_a_dash_reads_the_prompt_from_stdin(
    shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve("gru")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("江南\n".encode())))
    told = gongwu("trace", "-", "-m", "gru", "-o", str(tmp_path / "t.html"), "--json").json
    assert told["prompt"] == "江南"


def test_the_page_speaks_the_language_of_the_command_line(
    shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path
) -> None:
    shelve("gru")
    page = tmp_path / "t.html"
    answer = gongwu("trace", "春风", "-m", "gru", "-o", str(page), "--lang", "zh")
    assert "请用浏览器打开" in answer.out
    assert "重置门" in page.read_text("utf-8")


def test_a_cut_prompt_is_told(shelve: ShelveModel, gongwu: Gongwu, tmp_path: Path) -> None:
    shelve("decoder")
    answer = gongwu("trace", "春风又绿" * 30, "-m", "decoder", "-o", str(tmp_path / "t.html"))
    assert "108 of its tokens are left out" in answer.out


def test_an_unknown_model_is_not_found_and_nothing_is_written(
    gongwu: Gongwu, tmp_path: Path
) -> None:
    assert gongwu("trace", "春风", "-m", "nobody", "-o", str(tmp_path / "t.html")).code == 3
    assert list(tmp_path.iterdir()) == []
