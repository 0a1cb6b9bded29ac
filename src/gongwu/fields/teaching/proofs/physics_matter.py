"""Circuits, matter and waves again: by balances, rays and base units."""

from collections.abc import Mapping
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.physics_motion import zero_of_line
from gongwu.fields.teaching.proofs.reading import fraction, whole, word
from gongwu.fields.teaching.values import Value, exact


def _circuit(facts: Facts) -> Value:
    """The current at which the voltages fit, or the voltage between where the currents fit."""
    r, s, u = whole(facts, "r"), whole(facts, "s"), whole(facts, "u")
    if "first" in facts:
        first = whole(facts, "first")
        middle = zero_of_line(lambda v: (u - v) / first - v / r - v / s)
        return exact((u - middle) / first, "A")
    return exact(zero_of_line(lambda i: u - i * r - i * s), "A")


def _parallel(facts: Facts) -> Value:
    """The share of the current that goes through r is s in r + s."""
    r, s, u = whole(facts, "r"), whole(facts, "s"), whole(facts, "u")
    through_r = Fraction(u, r)
    return exact(through_r / Fraction(s, r + s), "A")


def _electric(facts: Facts) -> Value:
    return _parallel(facts) if facts.get("wired") == "parallel" else _circuit(facts)


def _density(facts: Facts) -> Value:
    """The number that makes the masses fit."""
    if "rho" in facts:
        m, v, rho = whole(facts, "m"), whole(facts, "v"), whole(facts, "rho")
        return exact(zero_of_line(lambda hole: rho * (v - hole) - m), "cm³")
    if "a" in facts:
        a, b, v, w = (whole(facts, name) for name in "abvw")
        return exact(zero_of_line(lambda x: v * (x - a) + w * (x - b)), "g/cm³")
    m, v = whole(facts, "m"), whole(facts, "v")
    return exact(zero_of_line(lambda x: x * v - m), "g/cm³")


def _pressure(facts: Facts) -> Value:
    """A column of the liquid over the area; the mass of the liquid pushed aside."""
    if "force" in facts:
        force, area = fraction(facts, "force"), fraction(facts, "area")
        return exact(zero_of_line(lambda p: p * area - force), "Pa")
    rho, g = whole(facts, "rho"), whole(facts, "g")
    if "h" in facts:
        area = Fraction(whole(facts, "area"), 10_000)
        column = area * fraction(facts, "h") * rho
        return exact(column * g / area, "Pa")
    pushed = Fraction(rho, 1000) * whole(facts, "v") / 1000  # g/cm³ times cm³, in kg
    return exact(whole(facts, "weight") - pushed * g, "N")


def _heat(facts: Facts) -> Value:
    """Degree by degree, or where taken and given heat are equal."""
    if "hot" in facts:
        m, n, cold, hot = (whole(facts, name) for name in ("m", "n", "cold", "hot"))
        return exact(zero_of_line(lambda x: m * (x - cold) + n * (x - hot)), "°C")
    degree = whole(facts, "c") * whole(facts, "m")
    low = whole(facts, "low")
    if "high" in facts:
        return exact(sum(degree for _ in range(low, whole(facts, "high"))), "J")
    return exact(zero_of_line(lambda x: degree * (x - low) - whole(facts, "q")), "°C")


def _waves(facts: Facts) -> Value:
    """Ways and times: one period for one wavelength."""
    if "f" in facts:
        period = Fraction(1, whole(facts, "f"))
        return exact(fraction(facts, "length") / period, "m/s")
    t = fraction(facts, "t")
    if "v" in facts:
        v = whole(facts, "v")
        return exact(zero_of_line(lambda s: s / v + s / v - t), "m")
    crests = [n * whole(facts, "gap") for n in range(whole(facts, "crests"))]
    return exact((crests[-1] - crests[0]) / t, "m/s")


def _lens(facts: Facts) -> Value:
    """Two rays from the tip of an object: through the middle, and parallel through the focus."""
    u = whole(facts, "u")
    if "image" in facts:
        # The parallel ray falls from the object's height to minus the image's over the distance.
        size, image = whole(facts, "size"), whole(facts, "image")
        behind = Fraction(image * u, size)
        return exact(zero_of_line(lambda x: size - (size + image) * x / behind), "cm")
    f, size = whole(facts, "f"), whole(facts, "size") if "size" in facts else 1
    meet = zero_of_line(lambda x: (size - size * x / f) + size * x / u)
    return exact(size * meet / u, "cm") if "size" in facts else exact(meet, "cm")


# Each unit as a product of powers of m, kg and s; the second number is its size in them.
_SIZES = {
    "m": "1", "km": "1000", "cm": "1/100", "mm": "1/1000", "dm": "1/10", "s": "1", "min": "60",
    "h": "3600", "kg": "1", "g": "1/1000", "J": "1", "kJ": "1000", "N": "1", "Pa": "1",
    "kW": "1000", "MW": "1000000", "L": "1/1000", "mL": "1/1000000",
}  # fmt: skip
_POWERS = {"²": 2, "³": 3}


def _size(unit: str) -> Fraction:
    above, _, below = unit.partition("/")
    size = Fraction(1)
    for part, sign in ((above, 1), (below, -1)):
        for piece in filter(None, part.split("·")):
            power = _POWERS.get(piece[-1], 1)
            size *= Fraction(_SIZES[piece.rstrip("²³")]) ** (sign * power)
    return size


def _units(facts: Facts) -> Value:
    """Down to metres, kilograms and seconds, and up again."""
    end = word(facts, "to")
    return exact(fraction(facts, "number") * _size(word(facts, "from")) / _size(end), end)


SOLVERS: Mapping[str, Solver] = {
    "electric-circuits": _electric,
    "density": _density,
    "pressure-and-buoyancy": _pressure,
    "heat": _heat,
    "waves": _waves,
    "thin-lens": _lens,
    "unit-conversion": _units,
}
