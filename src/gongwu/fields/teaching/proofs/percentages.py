"""Percentages found again: in hundredths of cents, by trying, year by year. No fraction is used."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import fraction, whole, wholes, word
from gongwu.fields.teaching.values import Expression, Value, exact


def _part(facts: Facts) -> Value:
    """The whole laid out in a hundred equal heaps, counted in hundredths."""
    heaps = [whole(facts, "whole")] * whole(facts, "percent")
    part, left = divmod(sum(heaps), 100)
    assert left == 0
    return exact(part)


def _only(fits: list[int]) -> int:
    assert len(fits) == 1, f"{len(fits)} numbers fit"
    return fits[0]


def _reverse(facts: Facts) -> Value:
    """Try every whole."""
    part, percent = whole(facts, "part"), whole(facts, "percent")
    return exact(_only([n for n in range(part, 4100) if n * percent == part * 100]))


def _change(facts: Facts) -> Value:
    """Try every percentage up and down."""
    before, after = whole(facts, "before"), whole(facts, "after")
    fits = [p for p in range(1, 200) for way in (1, -1) if before * (100 + way * p) == after * 100]
    return exact(_only(fits), "%")


def _twice(facts: Facts) -> Value:
    """In ten-thousandths, one change after the other."""
    price = whole(facts, "price") * 10_000
    signs = facts["signs"]
    assert isinstance(signs, tuple)
    for sign, rate in zip(signs, wholes(facts, "rates"), strict=True):
        change = price // 100 * rate
        price = price + change if sign == "+" else price - change
    dollars, left = divmod(price, 10_000)
    assert left == 0
    return exact(dollars)


def _concentration(facts: Facts) -> Value:
    """Try every percentage, or every gram of water, until the salt fits."""
    if "salt" in facts:
        salt, all_of_it = whole(facts, "salt"), whole(facts, "salt") + whole(facts, "water")
        return exact(_only([p for p in range(101) if all_of_it * p == salt * 100]), "%")
    if "mass" in facts:
        mass, old, new = whole(facts, "mass"), whole(facts, "from"), whole(facts, "to")
        water = 0
        while (mass + water) * new < mass * old:
            water += 1
        assert (mass + water) * new == mass * old
        return exact(water)
    (m, n), (p, q) = wholes(facts, "masses"), wholes(facts, "percents")
    fits = [r for r in range(min(p, q), max(p, q)) if m * (r - p) == n * (q - r)]
    return exact(_only(fits), "%")


def _discount(facts: Facts) -> Value:
    given, percent = whole(facts, "given"), whole(facts, "percent")
    match word(facts, "asks"):
        case "before":
            return exact(_only([n for n in range(given, 4000) if n * percent == given * 100]))
        case "saved":
            percent = 100 - percent
    dollars, left = divmod(sum([percent] * given), 100)
    assert left == 0
    return exact(dollars)


def _in_cents(cents: int, places: int) -> Value:
    """A number of the smallest unit, written with so many decimal places."""
    digits = str(cents).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return Expression(text=text)


def _simple_interest(facts: Facts) -> Value:
    """Year by year, in ten-thousandths of a dollar."""
    n, years = whole(facts, "principal"), whole(facts, "years")
    if word(facts, "asks") == "rate":
        goal = int(fraction(facts, "interest") * 10_000)
        rate = _only([r for r in range(1, 1000) if n * r * years == goal])
        return _in_cents(rate, 2)
    rate = int(fraction(facts, "percent") * 100)
    total = n * 10_000 if word(facts, "asks") == "all" else 0
    for _ in range(years):
        total += n * rate
    return _in_cents(total, 4)


def _compound(facts: Facts) -> Value:
    """Year by year, in the smallest unit that never needs to be cut."""
    years, rate = whole(facts, "years"), whole(facts, "percent")
    start = whole(facts, "principal") * 100**years
    money = start
    for _ in range(years):
        money += money // 100 * rate
    return _in_cents(money - start if word(facts, "asks") == "interest" else money, 2 * years)


def _tax(facts: Facts) -> Value:
    """Dollar by hundred dollars: each hundred goes into its own bracket."""
    rates = wholes(facts, "rates")
    free = whole(facts, "free") if "free" in facts else 0
    top = free + whole(facts, "step") if "step" in facts else None
    tax = 0
    for start in range(0, whole(facts, "income"), 100):
        if start >= free:
            tax += rates[0] if top is None or start < top else rates[1]
    return exact(tax)


SOLVERS: Mapping[str, Solver] = {
    "percent-of-a-number": _part,
    "reverse-percentage": _reverse,
    "percent-change": _change,
    "two-percent-changes": _twice,
    "concentration": _concentration,
    "discount": _discount,
    "simple-interest": _simple_interest,
    "compound-interest": _compound,
    "tax": _tax,
}
