"""One JSON object on stdout."""

import json
from pathlib import Path

import pytest

from gongwu.doors.cli.output import emit, to_json


def test_what_json_lacks_becomes_null() -> None:
    result = {"loss": float("nan"), "curve": [1.0, float("inf")], "best": {"x": (float("-inf"),)}}
    assert json.loads(to_json(result)) == {
        "loss": None,
        "curve": [1.0, None],
        "best": {"x": [None]},
    }


def test_chinese_stays_readable_and_paths_are_text() -> None:
    assert to_json({"text": "春风", "path": Path("poems")}) == '{"text": "春风", "path": "poems"}'


@pytest.mark.parametrize(("as_json", "printed"), [(True, '{"n": 1}\n'), (False, "one\n")])
def test_a_result_is_printed_once(
    as_json: bool, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    emit({"n": 1}, text="one", as_json=as_json)
    assert capsys.readouterr().out == printed
