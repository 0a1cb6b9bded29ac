"""Motion and forces again: second by second, seen from the centre of mass, by elimination."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import isqrt

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import fraction, whole, word
from gongwu.fields.teaching.values import Value, exact


def zero_of_line(line: Callable[[Fraction], Fraction]) -> Fraction:
    """Where a straight line is 0, from its values at 0 and 1."""
    at_0, at_1 = line(Fraction(0)), line(Fraction(1))
    return at_0 / (at_0 - at_1)


def _uniform(facts: Facts) -> Value:
    """Hour by hour, until the way is done or the gap is gone."""
    v = whole(facts, "v")
    if "head" in facts:
        w, head = whole(facts, "w"), whole(facts, "head")
        return exact(zero_of_line(lambda t: v * (t + head) - w * t), "h")
    left = whole(facts, "gap") if "gap" in facts else whole(facts, "s")
    speed = v + (whole(facts, "w") if "gap" in facts else 0)
    hours = 0
    while left > 0:
        left, hours = left - speed, hours + 1
    assert left == 0, "not after a whole number of hours"
    return exact(hours, "h")


def _accelerated(facts: Facts) -> Value:
    """In each second the speed changes by a, and the way is the mean of the two speeds."""
    a = whole(facts, "a")
    if "v" in facts:
        v = whole(facts, "v")
        return exact(Fraction(v, 2) * Fraction(v, a), "m")
    speed, way = whole(facts, "start"), Fraction(0)
    for _ in range(whole(facts, "t")):
        way += Fraction(speed + speed + a, 2)
        speed += a
    return exact(speed, "m/s") if "asked" in facts else exact(way, "m")


def _fall(facts: Facts) -> Value:
    """In the n-th second a stone falls 2n - 1 times what it falls in the first."""
    g = fraction(facts, "g")
    if "v" in facts:
        seconds = whole(facts, "v") / g
        return exact(seconds * whole(facts, "v") / 2, "m")
    t = whole(facts, "t")
    if word(facts, "asked") == "m/s":
        return exact(sum((g for _ in range(t)), Fraction(0)), "m/s")
    return exact(sum((g / 2 * (2 * n - 1) for n in range(1, t + 1)), Fraction(0)), "m")


def _newton(facts: Facts) -> Value:
    """The acceleration at which force, friction and inertia balance."""
    force = whole(facts, "force")
    if "front" in facts:
        # force - T = front·a and T = back·a, with a taken out by Cramer's rule.
        front, back = whole(facts, "front"), whole(facts, "back")
        return exact(Fraction(force * back, front + back), "N")
    rub = whole(facts, "friction") if "friction" in facts else 0
    mass = whole(facts, "m")
    return exact(zero_of_line(lambda a: Fraction(force) - rub - mass * a), "m/s²")


def _momentum(facts: Facts) -> Value:
    """Seen from the centre of mass a collision stops both, or turns both round."""
    m, v = whole(facts, "m"), whole(facts, "v")
    if "n" not in facts:
        return exact(sum(v for _ in range(m)), "kg·m/s")
    n, w = whole(facts, "n"), whole(facts, "w")
    centre = v + Fraction(n, m + n) * (w - v)
    return exact(centre - (w - centre) if word(facts, "elastic") == "yes" else centre, "m/s")


def _energy(facts: Facts) -> Value:
    """Forces along the way: a mean force over a distance; a speed by its whole root."""
    if "h" not in facts:
        m, v = whole(facts, "m"), whole(facts, "v")
        # Brought up to speed in one second: mean speed v/2, force m·v.
        return exact(Fraction(v, 2) * m * v, "J")
    g, h = whole(facts, "g"), fraction(facts, "h")
    square = 2 * g * h
    if "v" not in facts:
        root = isqrt(int(square))
        assert root * root == square, "the speed is not whole"
        return exact(root, "m/s")
    missing = square - whole(facts, "v") ** 2
    return exact(missing * whole(facts, "m") / 2, "J")


def _power(facts: Facts) -> Value:
    """Metre by metre: the work of one metre, and how many metres a second."""
    if "force" in facts:
        return exact(sum(whole(facts, "force") for _ in range(whole(facts, "s"))), "J")
    weight = whole(facts, "m") * whole(facts, "g")
    rate = Fraction(whole(facts, "h"), whole(facts, "t")) * weight
    if "power" in facts:
        return exact(rate / whole(facts, "power") * 100, "%")
    return exact(rate, "W")


SOLVERS: Mapping[str, Solver] = {
    "uniform-motion": _uniform,
    "accelerated-motion": _accelerated,
    "free-fall": _fall,
    "newtons-second-law": _newton,
    "momentum-and-collisions": _momentum,
    "mechanical-energy": _energy,
    "work-and-power": _power,
}
