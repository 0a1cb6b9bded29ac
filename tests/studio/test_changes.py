"""Differences by character and by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.studio.changes import changes, marked, parts_of


@given(st.text(), st.text())
def test_the_changes_hold_both_texts(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(each.text for each in found if each.what != "new") == before
    assert "".join(each.text for each in found if each.what != "gone") == after


@given(st.text())
def test_parts_make_up_the_text(text: str) -> None:
    assert "".join(parts_of(text)) == text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("解方程组", "解不等式组", "解[-方程-]{+不等式+}组"),
        ("Solve the equation", "Solve this equation", "Solve [-the-]{+this+} equation"),
        ("解 $x=1$。", "解 $x=2$。", "解 [-$x=1$-]{+$x=2$+}。"),
        ("same", "same", "same"),
    ],
)
def test_chinese_by_character_latin_by_word_formulas_whole(
    before: str, after: str, expected: str
) -> None:
    assert marked(changes(before, after)) == expected
