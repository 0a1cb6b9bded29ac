"""Whole numbers asked again by brute force: try every divisor, write out every digit."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.values import Phrase, Several, Value, exact


def _greatest(facts: Facts) -> Value:
    numbers = wholes(facts, "numbers")
    return exact(max(d for d in range(1, min(numbers) + 1) if not any(n % d for n in numbers)))


def _least(facts: Facts) -> Value:
    """The multiples of the largest, one after the other."""
    numbers = wholes(facts, "numbers")
    largest = multiple = max(numbers)
    while any(multiple % n for n in numbers):
        multiple += largest
    return exact(multiple)


def _primes(facts: Facts) -> Value:
    left, found, divisor = whole(facts, "number"), [], 2
    while left > 1:
        while left % divisor == 0:
            found.append(str(divisor))
            left //= divisor
        divisor += 1
    return Several(values=tuple(found))


def _divisors(facts: Facts) -> Value:
    """Pairs of divisors, the smaller up to the root."""
    number, count, divisor = whole(facts, "number"), 0, 1
    while divisor * divisor <= number:
        if number % divisor == 0:
            count += 1 if divisor * divisor == number else 2
        divisor += 1
    return exact(count)


def _digit(facts: Facts) -> Value:
    before, after = word(facts, "before"), word(facts, "after")
    fits = [digit for digit in range(0 if before else 1, 10)
            if int(f"{before}{digit}{after}") % whole(facts, "divisor") == 0]  # fmt: skip
    assert len(fits) == 1
    return exact(fits[0])


def _remainders(facts: Facts) -> Value:
    """Every number from 1 on."""
    pairs = list(zip(wholes(facts, "divisors"), wholes(facts, "rests"), strict=True))
    number = 1
    while any(number % divisor != rest for divisor, rest in pairs):
        number += 1
        assert number < 100_000
    return exact(number)


def _last_digit(facts: Facts) -> Value:
    """Powers modulo ten, by squaring."""
    pairs = zip(wholes(facts, "bases"), wholes(facts, "powers"), strict=True)
    return exact(sum(pow(base, power, 10) for base, power in pairs) % 10)


def _remainder(facts: Facts) -> Value:
    """The number itself is worked out, and its multiples taken away."""
    numbers, divisor = wholes(facts, "numbers"), whole(facts, "divisor")
    match word(facts, "form"):
        case "sum":
            value = sum(numbers)
        case "product":
            value = numbers[0] * numbers[1]
        case _:
            value = numbers[0] * numbers[1] + numbers[2]
    return exact(value - value // divisor * divisor)


def _from_base(facts: Facts) -> Value:
    return exact(int(str(whole(facts, "digits")), whole(facts, "base")))


def _to_base(facts: Facts) -> Value:
    """From the highest power down: how often does it fit?"""
    number, base = whole(facts, "number"), whole(facts, "base")
    power = 1
    while power * base <= number:
        power *= base
    written = ""
    while power:
        written += str(number // power)
        number, power = number % power, power // base
    shape = f"${written}_{{{base}}}$"
    return Phrase(key=f"{written}_{base}", en=shape, zh=shape)


def _digit_sum(facts: Facts) -> Value:
    """Write the numbers out and add their digits."""
    n = whole(facts, "n")
    match word(facts, "asks"):
        case "power-less":
            numbers = [int("1" + "0" * n) - whole(facts, "k")]
        case "repeated":
            numbers = [int(str(whole(facts, "k")) * n) * whole(facts, "m")]
        case _:
            numbers = list(range(1, n + 1))
    text = "".join(map(str, numbers))
    return exact(sum(digit * text.count(str(digit)) for digit in range(1, 10)))


SOLVERS: Mapping[str, Solver] = {
    "greatest-common-divisor": _greatest,
    "least-common-multiple": _least,
    "prime-factors": _primes,
    "counting-divisors": _divisors,
    "missing-digit": _digit,
    "chinese-remainders": _remainders,
    "last-digit-of-a-power": _last_digit,
    "remainder-of-an-expression": _remainder,
    "from-another-base": _from_base,
    "to-another-base": _to_base,
    "digit-sums": _digit_sum,
}
