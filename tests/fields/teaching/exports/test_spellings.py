"""Spellings: each is another way to type the answer, none another answer."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.fields.teaching.exports.spellings import spellings
from gongwu.fields.teaching.expressions.algebra import to_sympy
from gongwu.fields.teaching.values import (
    Exact,
    Expression,
    Ordered,
    Phrase,
    Ranges,
    Rounded,
    Several,
    Value,
)
from tests.fields.teaching.exports.sheets import VALUES

fractions = st.fractions(min_value=-50, max_value=50, max_denominator=40)


def number_of(text: str) -> Fraction:
    """The value of `-1 3/4`, `-7/4` or `-1.75`."""
    sign = -1 if text[0] in "-−" else 1
    return sign * sum(map(Fraction, text.lstrip("-−").split(" ")), Fraction(0))


@given(fractions)
def test_every_spelling_of_a_number_has_its_value(number: Fraction) -> None:
    written = spellings(Exact(number=str(number)), "en")
    assert {number_of(text) for text in written} == {number}


@given(fractions, st.sampled_from(["m", "m/s", "°", "%"]))
def test_a_unit_may_be_left_out(number: Fraction, unit: str) -> None:
    bare = spellings(Exact(number=str(number)), "en")
    with_unit = spellings(Exact(number=str(number), unit=unit), "en")
    assert set(bare) <= set(with_unit)
    assert {text.removesuffix(unit).strip() for text in with_unit} == set(bare)


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (Exact(number="3/4"), ["3/4", "0.75"]),
        (Exact(number="-7/4"), ["-7/4", "−7/4", "-1 3/4", "-1.75"]),
        (Exact(number="1/20"), ["0.05"]),
        (Exact(number="1/3", unit="kg"), ["1/3", "1/3 kg", "1/3kg"]),
        (Rounded(digits="2.310", unit="cm"), ["2.310", "2.310 cm"]),
        (Several(values=("2", "-3")), ["2, -3", "-3, 2", "-3,2", "2，-3", "2, −3", "−3、2"]),
        (Several(values=("1/2",)), ["1/2", "x=1/2", "x = 1/2"]),
        (Several(values=()), ["no solution", "none"]),
        (Ordered(values=("-1", "sqrt(2)")), ["(-1, sqrt(2))", "(-1,sqrt(2))", "-1, sqrt(2)"]),
        (Expression(text="6*x^2 - 3*x"), ["6x^2-3x", "6*x^2-3*x", "6x² − 3x", "6x²-3x"]),
        (Ranges(text="(-oo,3]|(5,oo)"), ["(-oo,3]U(5,oo)", "(−∞, 3] ∪ (5, ∞)", "(-inf,3]U(5,inf)"]),
        (Phrase(key="k", en="acute", zh="锐角"), ["acute"]),
    ],
)  # fmt: skip
def test_what_a_learner_types_is_among_them(value: Value, typed: list[str]) -> None:
    assert set(typed) <= set(spellings(value, "en"))


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_there_are_some_not_too_many_and_none_twice(value: Value) -> None:
    for language in ("en", "zh"):
        written = spellings(value, language)
        assert 1 <= len(written) <= 40
        assert len(set(written)) == len(written)
        assert all(text == text.strip() and text for text in written)


def test_a_formula_without_its_stars_is_the_same_formula() -> None:
    text = "2*x*(x + 1)*3 - 4*y*2^x"
    first, second, *_ = spellings(Expression(text=text), "en")
    assert "*3" in first
    assert to_sympy(second) == to_sympy(text)
    assert first == "2x(x+1)*3-4y*2^x"


def test_chinese_answers_are_taken_in_chinese() -> None:
    assert spellings(Several(values=()), "zh")[0] == "无解"
    assert spellings(Phrase(key="k", en="acute", zh="锐角"), "zh") == ("锐角", "acute")
