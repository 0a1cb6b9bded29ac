import json
from pathlib import Path

import pytest

from gongwu.doors.cli.shelf import starters_folder
from tests.doors.cli.conftest import Gongwu

pytestmark = pytest.mark.skipif(
    not (starters_folder() / "verse/config.json").is_file(), reason="the starter model is missing"
)


def test_the_demo_makes_a_page_a_model_and_a_trace(gongwu: Gongwu, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    answer = gongwu("demo", "--out", str(out), "--seconds", "1", "--json")
    assert answer.code == 0
    assert answer.json["page"] == str(out / "index.html")
    page = (out / "index.html").read_text("utf-8")
    assert "春风" in page
    assert (out / "trace.html").is_file()
    told = gongwu("--store", f"sqlite:///{out / 'studio.db'}", "pieces", "--json").json
    states = {piece["kind"]: piece["state"] for piece in told["pieces"]}
    assert states == {"exercises": "in review", "picture": "in review"}
    reports = (out / "gru/metrics.jsonl").read_text("utf-8").splitlines()
    assert json.loads(reports[-1])["progress"] > 0.5
    again = gongwu("generate", "The", "-m", str(out / "gru"), "--max-tokens", "5", "--json")
    assert again.json["tokens"] <= 5


def test_a_second_demo_replaces_the_first_and_nothing_else(gongwu: Gongwu, tmp_path: Path) -> None:
    (tmp_path / "gru").mkdir()
    mine = tmp_path / "gru" / "diary.txt"
    mine.write_text("dear diary", "utf-8")
    answer = gongwu("demo", "--out", str(tmp_path), "--seconds", "1")
    assert answer.code == 2
    assert mine.read_text("utf-8") == "dear diary"
