"""How items are asked: whole numbers exactly, rounded ones within half a unit, options by one."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.errors import BadInputError
from gongwu.fields.teaching.exercises.sheet import Option
from gongwu.fields.teaching.exports.asked import Choice, Numerical, Written, asked, stem
from gongwu.fields.teaching.values import Exact, Expression, Rounded, Value, rounded
from tests.fields.teaching.exports.sheets import OPTIONS, ROOTS, VALUES, item


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_is_taken_exactly(number: int) -> None:
    assert asked(item("?", Exact(number=str(number))), "en") == Numerical(
        number=str(number), tolerance="0", unit=""
    )


@given(st.fractions(-1000, 1000, max_denominator=999), st.integers(0, 4))
def test_the_unrounded_number_is_within_the_tolerance_and_a_unit_off_is_not(
    number: Fraction, places: int
) -> None:
    question = asked(item("?", rounded(number, places)), "en")
    assert isinstance(question, Numerical)
    key, tolerance = Fraction(question.number), Fraction(question.tolerance)
    assert abs(number - key) <= tolerance
    assert Fraction(1, 10**places) > tolerance
    assert Decimal(question.tolerance) * 2 == Decimal(1).scaleb(-places)


def test_a_fraction_is_asked_for_as_a_text_so_that_it_may_be_typed_as_one() -> None:
    question = asked(item("?", Exact(number="3/4")), "en")
    assert isinstance(question, Written)
    assert question.spellings == ("3/4", "0.75")


@pytest.mark.parametrize("text", ["0.92", "-3.50", "17"])
def test_a_decimal_that_comes_as_a_formula_is_a_number(text: str) -> None:
    question = asked(item("?", Expression(text=text)), "en")
    assert question == Numerical(number=text, tolerance="0", unit="")


def test_a_fraction_that_comes_as_a_formula_may_be_typed_as_a_decimal() -> None:
    question = asked(item("?", Expression(text="-7/4")), "en")
    assert isinstance(question, Written)
    assert {"-7/4", "-1.75", "-1 3/4"} <= set(question.spellings)


def test_options_are_asked_for_as_they_are() -> None:
    assert asked(item("?", ROOTS, options=OPTIONS), "zh") == Choice(options=OPTIONS)


@pytest.mark.parametrize("rights", [(), (True, True)])
def test_options_of_which_not_exactly_one_is_right_are_refused(rights: tuple[bool, ...]) -> None:
    options = (Option(text="0", right=False), *(Option(text="1", right=r) for r in rights))
    with pytest.raises(BadInputError, match=f"{len(rights)} of the options"):
        asked(item("?", ROOTS, options=options), "en")


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_stem_is_the_question_and_perhaps_how_to_type(value: Value) -> None:
    for language in ("en", "zh"):
        assert stem(item("Q $x$", value, language=language), language).startswith("Q $x$")
    assert stem(item("Q", value, options=OPTIONS), "en") == "Q"


def test_a_unit_that_is_not_to_be_typed_is_named() -> None:
    assert "m/s" in stem(item("Q", Rounded(digits="2.5", unit="m/s")), "zh")
