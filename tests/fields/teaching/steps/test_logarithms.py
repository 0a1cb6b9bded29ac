import pytest

from gongwu.fields.teaching.expressions.tree import parse_statement
from gongwu.fields.teaching.steps.implied import implied
from gongwu.fields.teaching.steps.logarithms import without_logarithms

LAWS = [
    ("log(x, 10) + log(x + 21, 10) = 2, x > 0", "x*(x + 21) = 100"),
    ("log(x, 2) < 3", "0 < x < 8"),
    ("log(x, 1/2) < 3", "x > 1/8"),
    ("ln(x) - ln(y) = 0", "x = y"),
    ("2*log(x, 3) = 4", "x = 9"),
    ("log(x, 2)/2 = 1/2", "x = 2"),
    ("x = 8", "log(x, 2) = 3"),
]


@pytest.mark.parametrize(("premise", "claim"), LAWS)
def test_a_law_of_logarithms_is_proven(premise: str, claim: str) -> None:
    assert implied([parse_statement(premise)], parse_statement(claim)).verdict == "proven"


@pytest.mark.parametrize(
    ("premise", "claim"),
    [
        ("log(x^2, 2) = 4", "x = 4"),
        ("log(x, 1/2) < 3", "x < 1/8"),
        ("log(x, 2) + log(y, 2) = 3", "x + y = 8"),
        ("x*y = 8", "log(x, 2) + log(y, 2) = 3"),
    ],
)
def test_a_false_law_is_refuted(premise: str, claim: str) -> None:
    """The last: both letters may be negative, and then they have no logarithm."""
    assert implied([parse_statement(premise)], parse_statement(claim)).verdict == "wrong"


@pytest.mark.parametrize(
    "text", ["x + 1 = 2", "log(x, 2)*log(y, 2) = 1", "log(x, 2) = log(y, 3)", "log(x, -2) = 1"]
)
def test_what_has_no_such_form_stays_as_it_is(text: str) -> None:
    assert without_logarithms(parse_statement(text)) == parse_statement(text)
