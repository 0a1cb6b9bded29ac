import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.errors import BadInputError
from gongwu.fields.teaching.learner.record import Answered, append, read_record

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def answered(minutes: int, *, right: bool = True, misconception: str = "") -> Answered:
    return Answered(
        time=NOON + timedelta(minutes=minutes), family="f", level=2, right=right,
        misconception=misconception,
    )  # fmt: skip


def test_what_is_appended_is_read_back_in_order_of_time(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    written = [answered(5, right=False, misconception="丢根"), answered(1), answered(9)]
    for each in written:
        append(path, each)
    assert read_record(path.read_text(encoding="utf-8").splitlines()) == sorted(
        written, key=lambda each: each.time
    )


def test_another_time_zone_is_the_same_moment(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    beijing = NOON.astimezone(timezone(timedelta(hours=8)))
    append(path, Answered(time=beijing, family="f", level=1, right=True))
    assert read_record(path.read_text().splitlines())[0].time == NOON


GOOD = {"time": NOON.isoformat(), "family": "f", "level": 1, "right": True}


@pytest.mark.parametrize(
    "bad",
    ["{", "[]", "3", "{}", json.dumps(GOOD | {"level": 4}), json.dumps(GOOD | {"right": 1}),
     json.dumps(GOOD | {"time": "yesterday"}), json.dumps(GOOD | {"time": "2026-09-01T12:00:00"}),
     json.dumps(GOOD | {"family": 3}), json.dumps(GOOD | {"mood": "fine"}), "[" * 9999],
)  # fmt: skip
def test_a_bad_line_is_named(bad: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_record([json.dumps(GOOD), "", bad], "mine.jsonl")
    assert "mine.jsonl, line 3" in caught.value.en
    assert "第 3 行" in caught.value.zh


@given(st.text(max_size=30))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        read_record([line])
    except BadInputError:
        assert line.strip()
