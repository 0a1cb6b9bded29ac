"""Exact values of sine, cosine and tangent at special angles, and sums of them."""

from collections.abc import Mapping
from fractions import Fraction

# The values of the first quadrant; the other quadrants follow by symmetry.
_SINES = {0: "0", 30: "1/2", 45: "sqrt(2)/2", 60: "sqrt(3)/2", 90: "1"}
_TANGENTS = {0: "0", 30: "sqrt(3)/3", 45: "1", 60: "sqrt(3)"}


def exact_value(function: str, angle: int) -> str:
    """The value at a multiple of 30° or 45°, in our notation."""
    turned = angle % 360
    quadrant, acute = turned // 90 + 1, _reference(turned)
    if function == "tan":
        return _signed(_TANGENTS[acute], quadrant in (2, 4) and acute != 0)
    if function == "cos":
        return _signed(_SINES[90 - acute], quadrant in (2, 3) and acute != 90)
    return _signed(_SINES[acute], turned > 180)


def _reference(turned: int) -> int:
    """The acute angle to the horizontal axis."""
    half = turned % 180
    return half if half <= 90 else 180 - half


def _signed(value: str, is_negative: bool) -> str:
    return f"-{value}" if is_negative and value != "0" else value


def times_term(factor: int, term: str) -> str:
    return term if factor == 1 else f"{factor}*{term}"


def sign_of(number: int) -> str:
    return "-" if number < 0 else "+"


_ROOTS: Mapping[str, tuple[int, Fraction]] = {
    "0": (1, Fraction(0)), "1/2": (1, Fraction(1, 2)), "1": (1, Fraction(1)),
    "sqrt(2)/2": (2, Fraction(1, 2)), "sqrt(3)/2": (3, Fraction(1, 2)),
    "sqrt(3)/3": (3, Fraction(1, 3)), "sqrt(3)": (3, Fraction(1)),
}  # fmt: skip


def combined(*terms: tuple[int, str]) -> str:
    """The sum of multiples of special values, as p + q√2 + r√3 over one denominator."""
    sums = {1: Fraction(0), 2: Fraction(0), 3: Fraction(0)}
    for factor, value in terms:
        root, unit = _ROOTS[value.removeprefix("-")]
        sums[root] += factor * unit * (-1 if value.startswith("-") else 1)
    bottom = max(number.denominator for number in sums.values())
    if bottom > 1 and any(bottom % number.denominator for number in sums.values()):
        bottom = 6
    written = ""
    for root, part in sums.items():
        size = int(part * bottom)
        if size:
            letter = "" if root == 1 else f"sqrt({root})"
            term = str(abs(size)) if not letter else times_term(abs(size), letter)
            written += (f" {sign_of(size)} " if written else "-" if size < 0 else "") + term
    if not written:
        return "0"
    return written if bottom == 1 else f"({written})/{bottom}"


def as_root(factor: int, value: str) -> tuple[int, int, int]:
    """(p, n, q) for the right side p·√n/q."""
    root, size = _ROOTS[value.removeprefix("-")]
    number = factor * size * (-1 if value.startswith("-") else 1)
    return number.numerator, root, number.denominator
