"""What the prover says beside what a grid of fractions shows."""

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from gongwu.fields.teaching.expressions.tree import parse_statement
from gongwu.fields.teaching.steps.implied import implied

GRID = [Fraction(n, 2) for n in range(-8, 9)]
SIGNS = ("=", "!=", "<", "<=", ">", ">=")


@st.composite
def relation(draw: st.DrawFn) -> str:
    a, b, c = (draw(st.integers(-3, 3)) for _ in range(3))
    left = draw(st.sampled_from(["x", "y", "x^2", "x*y", "x + y", "y^2 - x", "x^3"]))
    return f"({a})*({left}) + ({b})*x {draw(st.sampled_from(SIGNS))} {c}"


def holds(text: str, x: Fraction, y: Fraction) -> bool:
    return bool(eval(text.replace("^", "**").replace(" = ", " == "), {"x": x, "y": y}))  # noqa: S307


@given(relation(), relation(), relation())
def test_the_grid_never_contradicts_the_prover(one: str, two: str, claim: str) -> None:
    ruling = implied([parse_statement(one), parse_statement(two)], parse_statement(claim))
    refuting = [
        (x, y)
        for x, y in product(GRID, GRID)
        if holds(one, x, y) and holds(two, x, y) and not holds(claim, x, y)
    ]
    if refuting:
        assert ruling.verdict != "proven", refuting[0]


@given(relation(), relation())
def test_a_witness_is_what_it_says(premise: str, claim: str) -> None:
    ruling = implied([parse_statement(premise)], parse_statement(claim))
    if ruling.verdict != "wrong" or not ruling.witness:
        return
    point = dict(part.split(" = ") for part in ruling.witness.split(", "))
    try:
        x, y = (Fraction(point.get(letter, "0")) for letter in "xy")
    except ValueError:
        return
    if all(value.denominator <= 1000 for value in (x, y)):
        assert holds(premise, x, y)
        assert not holds(claim, x, y)


@given(relation())
def test_everything_implies_itself(text: str) -> None:
    assert implied([parse_statement(text)], parse_statement(text)).verdict == "proven"
