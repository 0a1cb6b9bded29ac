"""Functions, lines, polynomials and logarithms solved again: by Horner, tables and trying."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.proofs.testing import false_position, ranges
from gongwu.fields.teaching.values import Expression, Value, exact


def horner(coefficients: Sequence[int], at: Fraction | int) -> Fraction:
    """The value of a polynomial, from the highest power down."""
    value = Fraction(0)
    for number in coefficients:
        value = value * at + number
    return value


def through(points: Sequence[tuple[Fraction | int, Fraction | int]]) -> str:
    """The polynomial through points (Lagrange), as a formula in x."""
    terms = []
    for place, (x, y) in enumerate(points):
        others = [u for at, (u, _) in enumerate(points) if at != place]
        factor = Fraction(y)
        for u in others:
            factor /= x - u
        terms.append("*".join([f"({factor})", *(f"(x - ({u}))" for u in others)]))
    return " + ".join(terms)


def _value(facts: Facts) -> Value:
    return exact(horner(wholes(facts, "coefficients"), whole(facts, "at")))


def _composed(facts: Facts) -> Value:
    """The composed polynomial is built first, then evaluated."""
    inner, at = wholes(facts, "inner"), whole(facts, "at")
    product = [0]
    for number in wholes(facts, "outer"):
        product = _product(product, inner)
        product[-1] += number
    return exact(horner(product, at))


def _product(one: Sequence[int], other: Sequence[int]) -> list[int]:
    total = [0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            total[i + j] += a * b
    return total


def _inverse(facts: Facts) -> Value:
    (a, b), under, at = wholes(facts, "line"), whole(facts, "under"), whole(facts, "at")
    return exact(false_position(lambda x: (a * x + b) / under - at))


def _domain(facts: Facts) -> Value:
    """Test points for what stands under a root or in a denominator."""
    lines = [wholes(facts, name) for name in ("line", "other") if name in facts]
    in_denominator = bool(facts.get("top", 0))

    def is_defined(x: Fraction) -> bool:
        inside = [a * x + b for a, b in lines]
        return all(each > 0 if in_denominator else each >= 0 for each in inside)

    return ranges(is_defined, [false_position(lambda x, a=a, b=b: a * x + b) for a, b in lines])  # type: ignore[misc]


def _slope(facts: Facts) -> Value:
    """The one k for which both points have the same y - k·x."""
    (x, y), (u, v) = wholes(facts, "first"), wholes(facts, "second")
    return exact(false_position(lambda k: (y - k * x) - (v - k * u)))


def _line(facts: Facts) -> Value:
    (x, y), (u, v) = wholes(facts, "first"), wholes(facts, "second")
    return Expression(text=through([(x, y), (u, v)]))


def _axes(facts: Facts) -> Value:
    """The shoelace formula over the three corners."""
    a, b, c = wholes(facts, "line")
    p, q = false_position(lambda x: a * x - c), false_position(lambda y: b * y - c)
    corners = [(Fraction(0), Fraction(0)), (p, Fraction(0)), (Fraction(0), q)]
    doubled = sum(
        (x * v - u * y for (x, y), (u, v) in zip(corners, [*corners[1:], corners[0]], strict=True)),
        Fraction(0),
    )
    return exact(abs(doubled) / 2)


def _expanded(facts: Facts) -> Value:
    """A quadratic is known by three of its values."""
    (a, b), (c, d) = wholes(facts, "first"), wholes(facts, "second")
    values = []
    for x in (-1, 0, 1):
        first, second = a * x + b, c * x + d
        is_product = word(facts, "form") == "product"
        values.append((x, first * second if is_product else first**2 - second * (c * x - d)))
    return Expression(text=through(values))


def _remainder(facts: Facts) -> Value:
    """Long division, term by term."""
    rest = [Fraction(number) for number in wholes(facts, "dividend")]
    lead, constant = wholes(facts, "divisor")
    for place in range(len(rest) - 1):
        quotient = rest[place] / lead
        rest[place + 1] -= quotient * constant
    return exact(rest[-1])


def _exponent(facts: Facts) -> Value:
    """Compute the number and count how often the base divides it."""
    base, *others = wholes(facts, "bases")
    m, n, k = wholes(facts, "exponents")
    number = Fraction(1, base**k)
    match word(facts, "form"):
        case "several bases":
            number *= others[0] ** m * others[1] ** n
        case "power of a power":
            number *= (base**m) ** n
        case _:
            number *= base**m * base**n
    return exact(_count(number, base))


def _count(number: Fraction, base: int) -> int:
    count = 0
    while number > 1:
        number, count = number / base, count + 1
    while number < 1:
        number, count = number * base, count - 1
    assert number == 1, "no whole power"
    return count


def _logarithm(facts: Facts) -> Value:
    """The p/q with base^p = number^q, tried by growing q."""
    base, number = whole(facts, "base"), Fraction(1)
    signs = facts["signs"]
    assert isinstance(signs, tuple)
    for each, sign in zip(wholes(facts, "numbers"), signs, strict=True):
        number *= Fraction(each) ** int(str(sign))
    for q in range(1, 12):
        power, p = number**q, 0
        while power > 1:
            power, p = power / base, p + 1
        while power < 1:
            power, p = power * base, p - 1
        if power == 1:
            return exact(Fraction(p, q))
    raise AssertionError("the logarithm is no simple fraction")


def _log_equation(facts: Facts) -> Value:
    base, (a, c), k = whole(facts, "base"), wholes(facts, "line"), whole(facts, "right")
    goal = 1
    for _ in range(k):
        goal *= base
    if "form" not in facts:
        return exact(false_position(lambda x: a * x + c - goal))
    found = [x for x in range(max(1, 1 - c), goal + 1) if x * (x + c) == goal]
    assert len(found) == 1, "no root, or more than one"
    return exact(found[0])


def _exponential(facts: Facts) -> Value:
    """Try whole numbers: both sides are computed as fractions."""
    if "bases" in facts:
        (left, right), (c, d) = wholes(facts, "bases"), wholes(facts, "added")
        found = [
            x for x in range(-12, 13) if Fraction(left) ** (x + c) == Fraction(right) ** (x + d)
        ]
    else:
        base, (a, c), goal = whole(facts, "base"), wholes(facts, "line"), whole(facts, "right")
        found = [x for x in range(-12, 13) if Fraction(base) ** (a * x + c) == goal]
    assert len(found) == 1, "no root, or more than one"
    return exact(found[0])


SOLVERS: Mapping[str, Solver] = {
    "function-value": _value,
    "function-composition": _composed,
    "function-inverse": _inverse,
    "function-domain": _domain,
    "line-slope": _slope,
    "line-through-two-points": _line,
    "line-and-axes": _axes,
    "polynomial-expand": _expanded,
    "polynomial-remainder": _remainder,
    "power-laws": _exponent,
    "logarithm-value": _logarithm,
    "logarithm-equation": _log_equation,
    "exponential-equation": _exponential,
}
