"""Amounts again: atom by atom, by what is kept, and by trying powers of ten."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.chemistry_equations import read_formula
from gongwu.fields.teaching.proofs.precision import deci, fifty_digits
from gongwu.fields.teaching.proofs.reading import fraction, fractions, whole, wholes, word
from gongwu.fields.teaching.values import Value, exact, rounded


def _zero(line: Callable[[Fraction], Fraction]) -> Fraction:
    """Where a straight line is 0."""
    start, slope = line(Fraction(0)), line(Fraction(1)) - line(Fraction(0))
    return -start / slope


def _masses(facts: Facts) -> dict[str, Fraction]:
    """The mass of each element in one mole."""
    elements = facts["elements"]
    assert isinstance(elements, tuple)
    counts = read_formula(word(facts, "formula"))
    weights = zip(map(str, elements), fractions(facts, "weights"), strict=True)
    return {element: weight * counts[element] for element, weight in weights}


def _molar_mass(facts: Facts) -> Value:
    total = sum(_masses(facts).values(), Fraction(0))
    return rounded(sum((total for _ in range(whole(facts, "moles"))), Fraction(0)), 1, "g")


def _share(facts: Facts) -> Value:
    """100 minus what the other elements take."""
    masses = _masses(facts)
    total = sum(masses.values(), Fraction(0))
    others = sum(
        (m / total for name, m in masses.items() if name != word(facts, "element")), Fraction(0)
    )
    return rounded(100 * (1 - others), 1, "%")


def _moles(facts: Facts) -> Value:
    """The amount that has the given mass or number, as the root of a line."""
    m, given = fraction(facts, "mass"), fraction(facts, "given")
    if "avogadro" in facts:
        low, high = wholes(facts, "powers")
        single = m / fraction(facts, "avogadro") / 10 ** (high - low)
        return rounded(_zero(lambda mass: mass - given * single), 2, "g")
    amount = _zero(lambda n: n * m - given)
    if "volume" in facts:
        return rounded(amount * fraction(facts, "volume"), 2, "L")
    return rounded(amount, 2, "mol")


def _isotopes(facts: Facts) -> Value:
    """A thousand atoms, counted; or the share at which they balance about the mean."""
    numbers = wholes(facts, "numbers")
    if "mean" in facts:
        light, heavy = numbers
        mean = fraction(facts, "mean")
        return rounded(_zero(lambda x: (mean - light) * x - (heavy - mean) * (100 - x)), 1, "%")
    counts = [10 * share for share in fractions(facts, "shares")]
    counts.append(1000 - sum(counts, Fraction(0)))
    mass = sum((n * many for n, many in zip(numbers, counts, strict=True)), Fraction(0))
    return rounded(mass / 1000, 2)


def _concentration(facts: Facts) -> Value:
    m = fraction(facts, "mass")
    if "density" in facts:
        # In 100 g of solution.
        moles, litres = whole(facts, "percent") / m, 100 / fraction(facts, "density") / 1000
        return rounded(moles / litres, 2, "mol/L")
    litres = Fraction(whole(facts, "volume"), 1000)
    if "grams" in facts:
        grams = fraction(facts, "grams")
        return rounded(_zero(lambda c: c * litres * m - grams), 2, "mol/L")
    c = fraction(facts, "concentration")
    return rounded(_zero(lambda grams: grams / m - c * litres), 2, "g")


def _dilution(facts: Facts) -> Value:
    """What is dissolved stays the same."""
    if "v" in facts:
        v, w, c, d = (fraction(facts, name) for name in "vwcd")
        return rounded(_zero(lambda x: v * (x - c) + w * (x - d)), 2, "mol/L")
    strong, weak = fraction(facts, "strong"), fraction(facts, "weak")
    if "end" in facts:
        return exact(_zero(lambda x: x * strong - whole(facts, "end") * weak), "mL")
    start = whole(facts, "start")
    return exact(_zero(lambda water: (start + water) * weak - start * strong), "mL")


def _ph(facts: Facts) -> Value:
    """By the decimal logarithm."""
    volume = fraction(facts, "diluted" if "diluted" in facts else "volume")
    with fifty_digits():
        power = deci(fraction(facts, "moles") / volume).log10()
        ph = 14 + power if word(facts, "kind") == "base" else -power
        assert abs(ph - round(ph)) < Decimal("1e-40"), "no whole pH"
        return exact(round(ph))


def _gas(facts: Facts) -> Value:
    """One change after the other, each on its own."""
    volume = Fraction(whole(facts, "v"))
    if "q" in facts:
        kept = volume * whole(facts, "p")
        volume = _zero(lambda v: v * whole(facts, "q") - kept)
    if "zero" in facts:
        kelvin = [whole(facts, name) + whole(facts, "zero") for name in ("low", "high")]
        volume += volume * Fraction(kelvin[1] - kelvin[0], kelvin[0])
    return exact(volume, "L")


SOLVERS: Mapping[str, Solver] = {
    "molar-mass": _molar_mass,
    "mass-percentage": _share,
    "moles": _moles,
    "isotopes": _isotopes,
    "concentration": _concentration,
    "dilution": _dilution,
    "ph-of-strong-solutions": _ph,
    "gas-laws": _gas,
}
