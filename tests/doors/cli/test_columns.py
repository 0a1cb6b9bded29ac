"""Text on a terminal where a Chinese character takes two cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.doors.cli.columns import cells, pad, table, unfold, wrap

TEXT = st.text(alphabet="ab 春风，。（", max_size=60)


@given(TEXT, st.integers(min_value=8, max_value=40))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(st.text(alphabet="ab 春风", max_size=60), st.integers(min_value=8, max_value=40))
def test_a_wrapped_line_fits_unless_it_is_one_word(text: str, width: int) -> None:
    assert all(cells(line) <= width or " " not in line for line in wrap(text, width))


def test_no_line_begins_with_closing_punctuation() -> None:
    text = "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。"
    for width in range(4, 30):
        assert all(line[0] not in "，。" for line in wrap(text, width))


def test_a_chinese_character_is_two_cells() -> None:
    assert cells("a春") == 3
    assert pad("春", 4) == "春  "


def test_chinese_lines_join_without_a_space() -> None:
    assert unfold("春眠\n不觉晓") == "春眠不觉晓"
    assert unfold("spring\nsleep") == "spring sleep"


def test_the_columns_of_a_table_are_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = table([["名称", "size"], ["verse", "3 MB"]]).splitlines()
    assert lines == ["名称   size", "verse  3 MB"]


def test_a_long_last_cell_goes_on_below_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = table([["ab", "one two three four five six seven eight nine ten"]]).splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("    ")


def test_a_long_first_cell_stands_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    long = "--model gru|decoder|encoder-decoder"
    assert table([["-a", "one"], [long, "two"]]).splitlines() == [
        "-a" + " " * 18 + "one",
        long,
        " " * 20 + "two",
    ]
