"""Inline text: only what is meant as markup is taken for it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.studio.document.inline import Formula, Run, Words, escaped, readable, runs_of


@given(st.text())
def test_an_escaped_text_is_shown_sign_by_sign(text: str) -> None:
    clean = readable(text)
    assert runs_of(escaped(text)) == ((Words(clean),) if clean else ())


@given(st.text(alphabet="ab 中$*\\1\n", max_size=30))
def test_no_letter_is_lost_and_no_neighbours_could_be_one(text: str) -> None:
    runs = runs_of(text)
    shown = "".join(run.text if isinstance(run, Words) else run.latex for run in runs)
    assert [sign for sign in shown if sign.isalnum()] == [s for s in text if s.isalnum()]
    for one, other in pairwise(runs):
        if isinstance(one, Words) and isinstance(other, Words):
            assert (one.bold, one.emphasis) != (other.bold, other.emphasis)


@pytest.mark.parametrize(
    "text",
    ["5 * 3 * 2", "2*3*4", "$5 and $6", "costs $5", "a $ b $ c", "**", "* a", "a ** b ** c", "****",
     "$x$3 is $", "C:\\temp", "*a", "a*", ""],
)  # fmt: skip
def test_what_only_looks_like_markup_stays(text: str) -> None:
    assert runs_of(text) == ((Words(text),) if text else ())


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("**b** and *e*", (Words("b", True), Words(" and "), Words("e", False, True))),
        ("这是**重点**吗", (Words("这是"), Words("重点", True), Words("吗"))),
        ("**a *b* c**", (Words("a ", True), Words("b", True, True), Words(" c", True))),
        ("**$x^2$**。", (Formula("x^2"), Words("。"))),
        ("$a*b$ 和 $c*d$", (Formula("a*b"), Words(" 和 "), Formula("c*d"))),
        (r"\$5 和 $5\$$", (Words("$5 和 "), Formula(r"5\$"))),
        (r"\*\*no\*\*", (Words("**no**"),)),
    ],
)
def test_markup_is_read(text: str, runs: tuple[Run, ...]) -> None:
    assert runs_of(text) == runs
