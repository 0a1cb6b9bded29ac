"""Fractions worked out again by counting equal pieces: no fraction is ever added or multiplied."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.values import Exact, Expression, Phrase, Value


def _simplest(top: int, bottom: int) -> tuple[int, int]:
    """Try every divisor from the largest down."""
    for divisor in range(min(top, bottom), 1, -1):
        if top % divisor == 0 and bottom % divisor == 0:
            return top // divisor, bottom // divisor
    return top, bottom


def _of_pieces(pieces: int, of: int) -> Value:
    """So many pieces of which `of` make a whole. Euclid's subtractions find the simplest form."""
    a, b = pieces, of
    while a and b:
        a, b = (a % b, b) if a > b else (a, b % a)
    common = a + b
    top, bottom = pieces // common, of // common
    return Exact(number=str(top) if bottom == 1 else f"{top}/{bottom}")


def _simplify(facts: Facts) -> Value:
    top, bottom = wholes(facts, "fraction_parts")
    a, b = _simplest(top, bottom)
    shape = rf"$\frac{{{a}}}{{{b}}}$"
    return Phrase(key=f"{a}/{b}", en=shape, zh=shape)


def _largest(facts: Facts) -> Value:
    """Each against the best so far, crosswise."""
    pairs = list(zip(wholes(facts, "tops"), wholes(facts, "bottoms"), strict=True))
    best = pairs[0]
    for top, bottom in pairs[1:]:
        if top * best[1] > best[0] * bottom:
            best = top, bottom
    return _of_pieces(*best)


def _as_decimal(facts: Facts) -> Value:
    """Long division, digit by digit."""
    top, bottom = wholes(facts, "fraction_parts")
    number, left = divmod(top, bottom)
    digits = ""
    while left:
        digit, left = divmod(left * 10, bottom)
        digits += str(digit)
        assert len(digits) < 20, "the decimal does not end"
    return Expression(text=f"{number}.{digits}" if digits else str(number))


def _from_decimal(facts: Facts) -> Value:
    before, _, behind = word(facts, "decimal").partition(".")
    return _of_pieces(int(before + behind), int("1" + "0" * len(behind)))


def _in_pieces(facts: Facts) -> tuple[int, int, int]:
    """Both fractions in pieces of 1 over the product of the denominators."""
    a, b = wholes(facts, "first_parts")
    c, d = wholes(facts, "second_parts")
    return len(range(0, a * d)), len(range(0, c * b)), b * d


def _sum(facts: Facts) -> Value:
    first, second, of = _in_pieces(facts)
    return _of_pieces(first + second, of)


def _difference(facts: Facts) -> Value:
    first, second, of = _in_pieces(facts)
    return _of_pieces(first - second, of)


def _area(facts: Facts) -> Value:
    """A square cut into b columns and d rows: count the cells in a of the one, c of the other."""
    a, b = wholes(facts, "first_parts")
    c, d = wholes(facts, "second_parts")
    cells = sum(1 for column in range(b) for row in range(d) if column < a and row < c)
    return _of_pieces(cells, b * d)


def _how_often(facts: Facts) -> Value:
    """Measured with the same pieces, a quotient of fractions is one of whole numbers."""
    first, second, _ = _in_pieces(facts)
    return _of_pieces(first, second)


def _mixed(facts: Facts) -> Value:
    first, second, of = _in_pieces(facts)
    m, n = wholes(facts, "wholes")
    first, second = first + m * of, second + n * of
    return _of_pieces(first - second if word(facts, "sign") == "-" else first + second, of)


def _shares(facts: Facts) -> Value:
    """The whole laid out in equal shares."""
    top, bottom = wholes(facts, "share_parts")
    given, asks = whole(facts, "given"), word(facts, "asks")
    known = top if asks == "whole" else bottom
    size, left = divmod(given, known)
    assert left == 0
    wanted = {"part": top, "rest": bottom - top, "whole": bottom}[asks]
    return Exact(number=str(sum([size] * wanted)))


def _reading(facts: Facts) -> Value:
    """Read the book; where its length is asked for, try one length after the other."""
    asks, given = word(facts, "asks"), whole(facts, "given")
    first, second = wholes(facts, "first_parts"), wholes(facts, "second_parts")
    if asks != "whole":
        return Exact(number=str(_left(given, first, second, asks == "left-of-rest")))
    stride = first[1] * second[1]
    fits = [pages for pages in range(stride, 10_000, stride)
            if _left(pages, first, second, True) == given]  # fmt: skip
    assert len(fits) == 1
    return Exact(number=str(fits[0]))


def _left(pages: int, first: tuple[int, ...], second: tuple[int, ...], of_rest: bool) -> int:
    after = pages - pages // first[1] * first[0]
    return after - (after if of_rest else pages) // second[1] * second[0]


SOLVERS: Mapping[str, Solver] = {
    "simplify-fractions": _simplify,
    "compare-fractions": _largest,
    "fraction-as-decimal": _as_decimal,
    "decimal-as-fraction": _from_decimal,
    "add-fractions": _sum,
    "subtract-fractions": _difference,
    "multiply-fractions": _area,
    "divide-fractions": _how_often,
    "mixed-numbers": _mixed,
    "fraction-of-a-quantity": _shares,
    "fraction-of-the-rest": _reading,
}
