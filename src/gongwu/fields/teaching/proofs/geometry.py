"""Geometry solved again: by trying, slicing (Simpson), unrolling and moving step by step."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import isqrt

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.proofs.testing import false_position
from gongwu.fields.teaching.values import Expression, Ordered, Value, exact


def _triangle(facts: Facts) -> Value:
    """The angle that closes a walk around the triangle: the turns add up to a full one."""
    match word(facts, "kind"):
        case "any":
            first, second = wholes(facts, "angles")
            known = (180 - first) + (180 - second)
            return exact(false_position(lambda angle: known + (180 - angle) - 360), "°")
        case "isosceles":
            apex = whole(facts, "apex")
            return exact(false_position(lambda base: 180 - apex + 2 * (180 - base) - 360), "°")
    parts = wholes(facts, "parts")
    unit = false_position(lambda size: Fraction(-360) + sum(180 - part * size for part in parts))
    return exact(unit * max(parts), "°")


def _polygon(facts: Facts) -> Value:
    """By cutting off one triangle after another."""
    kind = word(facts, "kind")
    sides, total = 3, 180
    if kind == "corners":
        while total < whole(facts, "total"):
            sides, total = sides + 1, total + 180
        assert total == whole(facts, "total"), "no polygon has this sum"
        return exact(sides)
    while sides < whole(facts, "sides"):
        sides, total = sides + 1, total + 180
    return exact(total if kind == "sum" else Fraction(total, sides), "°")


def _root(square: int) -> Value:
    """A whole root by trying, else the root left as it stands."""
    for side in range(isqrt(square) + 1):
        if side * side == square:
            return Expression(text=str(side))
    return Expression(text=f"sqrt({square})")


def _pythagoras(facts: Facts) -> Value:
    """By Euclid: the leg is the mean proportional of its shadow and the hypotenuse."""
    if "legs" in facts:
        # Four triangles and the tilted square fill a square of side a + b.
        a, b = wholes(facts, "legs")
        return _root((a + b) ** 2 - 4 * (a * b // 2) - 2 * (a * b % 2))
    c, a = whole(facts, "hypotenuse"), whole(facts, "leg")
    return _root((c - a) * (c + a))


def _simpson(slice_at: Callable[[Fraction], Fraction], height: int) -> Fraction:
    """The content between 0 and the height: exact for slices of degree 3 at most."""
    middle = slice_at(Fraction(height, 2))
    return Fraction(height, 6) * (slice_at(Fraction(0)) + 4 * middle + slice_at(Fraction(height)))


def _trapezium(facts: Facts) -> Value:
    """Two triangles on the parallel sides, both of the same height."""
    if "sides" not in facts:
        known, h, area = whole(facts, "side"), whole(facts, "height"), whole(facts, "area")
        return exact(false_position(lambda x: _two(Fraction(known), x, Fraction(h)) - area), "cm")
    a, b = map(Fraction, wholes(facts, "sides"))
    if "height" in facts:
        return exact(_two(a, b, Fraction(whole(facts, "height"))), "cm²")
    return exact(false_position(lambda x: _two(a, b, x) - whole(facts, "area")), "cm")


def _two(a: Fraction, b: Fraction, height: Fraction) -> Fraction:
    return a * height / 2 + b * height / 2


def _circle(facts: Facts) -> Value:
    """Rings of length 2·pi·x from the centre outwards, added up by Simpson's rule."""
    if "diameter" in facts:
        diameter = whole(facts, "diameter")
        size = _simpson(lambda x: x / 2, diameter)  # rings by their diameter, half as thick
    elif "radii" in facts:
        outer, inner = wholes(facts, "radii")
        size = _simpson(lambda x: 2 * (inner + x), outer - inner)
    else:
        size = _simpson(lambda x: 2 * x, whole(facts, "radius")) * whole(facts, "angle") / 360
    return Expression(text=f"{size}*pi")


def _similar(facts: Facts) -> Value:
    """Put the corner at the origin and stretch: a length once, an area in two directions."""
    one, other = wholes(facts, "sides")
    stretched = false_position(lambda factor: one * factor - other)
    if "area" in facts:
        return exact(whole(facts, "area") * stretched * stretched)
    return exact(whole(facts, "other") * stretched)


def _distance(facts: Facts) -> Value:
    """The polarised form: |p|² + |q|² - 2·p·q."""
    p, q = wholes(facts, "first"), wholes(facts, "second")
    dot = sum(a * b for a, b in zip(p, q, strict=True))
    return _root(sum(a * a for a in p) + sum(b * b for b in q) - 2 * dot)


def _dividing(facts: Facts) -> Value:
    """Balance of weights: the point where the moments of both ends cancel."""
    m, n = wholes(facts, "ratio") if "ratio" in facts else (1, 1)
    start = wholes(facts, "first")
    if "middle" in facts:
        ends = zip(start, wholes(facts, "middle"), strict=True)
        found = [false_position(lambda x, a=a, c=c: (c - a) - (x - c)) for a, c in ends]  # type: ignore[misc]
    else:
        ends = zip(start, wholes(facts, "second"), strict=True)
        found = [false_position(lambda x, a=a, b=b: n * (x - a) - m * (b - x)) for a, b in ends]  # type: ignore[misc]
    return Ordered(values=tuple(map(str, found)))


def _circle_equation(facts: Facts) -> Value:
    """On each axis the left side is equally high at 0 and at twice the centre."""
    lead, constant = whole(facts, "lead"), whole(facts, "constant")
    centre = []
    for linear in wholes(facts, "linear"):
        centre.append(false_position(lambda x, b=linear: lead * x + b) / 2)  # type: ignore[misc]
    depth = Fraction(constant)
    for at, linear in zip(centre, wholes(facts, "linear"), strict=True):
        depth += lead * at * at + linear * at
    square = -depth / lead
    radius = isqrt(int(square))
    assert radius * radius == square, "the radius is no whole number"
    return Ordered(values=(*map(str, centre), str(radius)))


def _cuboid(facts: Facts) -> Value:
    """Faces counted one by one; heights by false position."""
    if "edges" in facts:
        return exact(_faces(*map(Fraction, wholes(facts, "edges"))), "cm²")
    a, b = map(Fraction, wholes(facts, "base"))
    if "volume" in facts:
        return exact(false_position(lambda c: a * b * c - whole(facts, "volume")), "cm")
    return exact(false_position(lambda c: _faces(a, b, c) - whole(facts, "surface")), "cm")


def _faces(a: Fraction, b: Fraction, c: Fraction) -> Fraction:
    return a * b + a * b + b * c + b * c + a * c + a * c


def _round(facts: Facts) -> Value:
    """Volumes by slicing; the side of a cone by unrolling it into a sector."""
    r, h = whole(facts, "radius"), whole(facts, "height")
    match word(facts, "wanted"):
        case "cylinder volume":
            size = _simpson(lambda _: Fraction(r * r), h)
        case "cone volume":
            size = _simpson(lambda x: (Fraction(r) * (h - x) / h) ** 2, h)
        case _:
            slant = max(x for x in range(r + h + 1) if x * x <= r * r + h * h)
            assert slant * slant == r * r + h * h, "the slant is no whole number"
            part = Fraction(r, slant)  # of a full turn: the rim is 2·pi·r of 2·pi·slant
            size = part * slant * slant + r * r
    return Expression(text=f"{size}*pi")


SOLVERS: Mapping[str, Solver] = {
    "angles-of-a-triangle": _triangle,
    "angles-of-a-polygon": _polygon,
    "pythagoras": _pythagoras,
    "area-of-a-trapezium": _trapezium,
    "area-of-a-circle": _circle,
    "similar-triangles": _similar,
    "distance-of-points": _distance,
    "dividing-a-segment": _dividing,
    "circle-equation": _circle_equation,
    "cuboid": _cuboid,
    "cylinder-and-cone": _round,
}
