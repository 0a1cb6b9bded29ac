"""Trigonometry solved again: by rotating exactly, and with coordinates instead of rules."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import fraction, whole, wholes, word
from gongwu.fields.teaching.proofs.roots import FULL_TURN, Surd, unit_circle
from gongwu.fields.teaching.values import Expression, Several, Value, exact


def _sine_cosine(angle: int) -> tuple[Surd, Surd]:
    """Sine and cosine of a multiple of 15°, by rotating (1, 0) again and again."""
    assert angle % 15 == 0, angle
    cosine, sine = unit_circle()[angle // 15 % FULL_TURN]
    return sine, cosine


@lru_cache(maxsize=3 * FULL_TURN)
def _function(name: str, angle: int) -> Surd | None:
    sine, cosine = _sine_cosine(angle)
    if name == "tan" and angle % 180 == 90:
        return None
    return sine if name == "sin" else cosine if name == "cos" else sine / cosine


def _exact(facts: Facts) -> Value:
    functions = facts["functions"]
    assert isinstance(functions, tuple)
    total = Surd()
    for name, term in zip(functions, ("first", "second"), strict=True):
        factor, angle = wholes(facts, term)
        value = _function(str(name), angle % 360)
        assert value, "the tangent has no value there"
        total = total + value * Surd.of(factor)
    return Expression(text=str(total))


def _equation(facts: Facts) -> Value:
    """Try every half degree of x whose angle is a multiple of 15°."""
    name, factor = word(facts, "function"), whole(facts, "factor")
    times, shift = wholes(facts, "inner")
    top, root, bottom = wholes(facts, "right")
    goal = Surd.root(root) * Surd.of(Fraction(top, bottom * factor))
    found = []
    for half in range(720):
        doubled = half * times + 2 * shift
        if doubled % 30 == 0 and _function(name, doubled // 2 % 360) == goal:
            found.append(str(Fraction(half, 2)))
    return Several(values=tuple(found))


# Of sine and cosine.
_SIGNS = {"first": (1, 1), "second": (1, -1), "third": (-1, -1), "fourth": (-1, 1)}


def _identity(facts: Facts) -> Value:
    """A point at distance r in the quadrant; the double angle by squaring x + iy."""
    known = fraction(facts, "value")
    r, leg = known.denominator, abs(known.numerator)
    other = isqrt(r * r - leg * leg)
    assert other * other == r * r - leg * leg, "no whole triangle"
    up, right = _SIGNS[word(facts, "quadrant")]
    y, x = (leg, other) if word(facts, "given") == "sin" else (other, leg)
    x, y = right * x, up * y
    real, imaginary = x * x - y * y, 2 * x * y
    values = {
        "sin(theta)": Fraction(y, r),
        "cos(theta)": Fraction(x, r),
        "tan(theta)": Fraction(y, x),
        "sin(2*theta)": Fraction(imaginary, r * r),
        "cos(2*theta)": Fraction(real, r * r),
    }
    return exact(values[word(facts, "wanted")])


def _right_triangle(facts: Facts) -> Value:
    """The triangle with hypotenuse 1 is half a square or half an equilateral one; scale it."""
    halves = {30: ("1/2", "sqrt(3)/2"), 60: ("sqrt(3)/2", "1/2"),
              45: ("sqrt(1/2)", "sqrt(1/2)")}[whole(facts, "angle")]  # fmt: skip
    sides = {"BC": halves[0], "AC": halves[1], "AB": "1"}
    given, wanted = sides[word(facts, "given")], sides[word(facts, "wanted")]
    return Expression(text=f"{whole(facts, 'length')}*({wanted})/({given})")


def _sine_rule(facts: Facts) -> Value:
    """Drop the height from C: it is AC·sin A and BC·sin B, so the sides follow."""
    first = whole(facts, "A")
    second = whole(facts, "B") if "B" in facts else 180 - first - whole(facts, "C")
    sine_a, sine_b = _sine_cosine(first)[0], _sine_cosine(second)[0]
    return Expression(text=f"{whole(facts, 'length')}*({sine_b})/({sine_a})")


def _cosine_rule(facts: Facts) -> Value:
    """Put A at the origin and AB on the axis; C by its coordinates; then the distance."""
    if "three" in facts:
        return _angle(*wholes(facts, "three"))
    b, c = wholes(facts, "sides")
    right = Fraction(b, 2) if whole(facts, "angle") == 60 else Fraction(-b, 2)
    height_squared = b * b - right * right
    return Expression(text=f"sqrt({(right - c) ** 2 + height_squared})")


def _angle(a: int, b: int, c: int) -> Value:
    """C lies at x with x² + y² = b² and (x - c)² + y² = a²: x/b tells the angle."""
    x = Fraction(b * b - a * a + c * c, 2 * c)
    for degrees, cosine in ((60, Fraction(1, 2)), (90, Fraction(0)), (120, Fraction(-1, 2))):
        if x == b * cosine:
            return exact(degrees, "°")
    raise AssertionError("no special angle")


SOLVERS: Mapping[str, Solver] = {
    "trigonometry-exact-values": _exact,
    "trigonometry-equation": _equation,
    "trigonometry-identities": _identity,
    "triangle-right-angled": _right_triangle,
    "triangle-sine-rule": _sine_rule,
    "triangle-cosine-rule": _cosine_rule,
}
