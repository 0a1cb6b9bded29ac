"""Statistics again: by balance, by counting from both ends, by pairs, by normal equations."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.precision import deci, fifty_digits, rounded_decimal
from gongwu.fields.teaching.proofs.reading import fraction, whole, wholes, word
from gongwu.fields.teaching.values import Value, exact, rounded


def _zero(line: Callable[[Fraction], Fraction]) -> Fraction:
    """Where a straight line is 0."""
    at_0, at_1 = line(Fraction(0)), line(Fraction(1))
    return at_0 / (at_0 - at_1)


def _balance(data: Sequence[int]) -> Fraction:
    """The point about which the values balance."""
    return _zero(lambda x: sum((each - x for each in data), Fraction(0)))


def _mean(facts: Facts) -> Value:
    if "values" in facts:
        pairs = zip(wholes(facts, "values"), wholes(facts, "counts"), strict=True)
        return rounded(_balance([value for value, many in pairs for _ in range(many)]), 2)
    return exact(_balance(wholes(facts, "data")))


def _median(data: Sequence[int]) -> Fraction:
    """The largest and the smallest are struck out until one or two are left."""
    left = list(data)
    while len(left) > 2:
        left.remove(max(left))
        left.remove(min(left))
    return Fraction(left[0] + left[-1], 2)


def _quartiles(facts: Facts) -> Value:
    data = list(wholes(facts, "data"))
    if "asked" not in facts:
        return exact(_median(data))
    upper = [data.pop(data.index(max(data))) for _ in range((len(data) - 1) // 2)]
    data.remove(max(data))  # the median itself
    return exact(_median(upper) - _median(data))


def _mode(facts: Facts) -> Value:
    """The value that is left last when one of each is struck out again and again."""
    left = list(wholes(facts, "data"))
    span = max(left) - min(left)
    middle = _median(left)
    if word(facts, "asked") == "range":
        return exact(span)
    while len(kinds := set(left)) > 1:
        for each in kinds:
            left.remove(each)
    return exact(left[0] if word(facts, "asked") == "mode" else left[0] - middle)


def _missing(facts: Facts) -> Value:
    """Deviations from the mean add up to 0."""
    mean = whole(facts, "mean")
    if "known" in facts:
        return exact(mean - sum(each - mean for each in wholes(facts, "known")))
    n = whole(facts, "n")
    if "after" in facts:
        after = whole(facts, "after")
        return exact(after + n * (after - mean))
    joint = whole(facts, "joint")
    return exact(joint + Fraction(n * (joint - mean), whole(facts, "m")))


def _weighted(facts: Facts) -> Value:
    """A hundred marks, as many of each as its share says."""
    shares, marks = wholes(facts, "shares"), wholes(facts, "marks")
    row = [mark for mark, share in zip(marks, shares, strict=False) for _ in range(share)]
    if "goal" in facts:
        goal = whole(facts, "goal")
        return exact(goal + Fraction(sum(goal - each for each in row), shares[-1]))
    return rounded(Fraction(sum(row), len(row)), 1)


def _variance(facts: Facts) -> Value:
    """From all pairs: n times the sum of squared deviations is the sum over pairs."""
    data = wholes(facts, "data")
    n = len(data)
    pairs = sum((a - b) ** 2 for place, a in enumerate(data) for b in data[:place])
    match word(facts, "asked"):
        case "variance":
            return rounded(Fraction(pairs, n * n), 2)
        case "sample variance":
            return rounded(Fraction(pairs, n * (n - 1)), 2)
    with fifty_digits():
        return rounded_decimal(deci(Fraction(pairs, n * n)).sqrt(), 3)


def _regression(facts: Facts) -> Value:
    """The normal equations, by Cramer's rule."""
    xs, ys = wholes(facts, "xs"), wholes(facts, "ys")
    n, sx, sy = len(xs), sum(xs), sum(ys)
    sxx, sxy = sum(x * x for x in xs), sum(x * y for x, y in zip(xs, ys, strict=True))
    determinant = n * sxx - sx * sx
    slope = Fraction(n * sxy - sx * sy, determinant)
    start = Fraction(sy * sxx - sx * sxy, determinant)
    match word(facts, "asked"):
        case "slope":
            return exact(slope)
        case "start":
            return exact(start)
    return exact(start + slope * whole(facts, "at"))


def _z(facts: Facts) -> Value:
    """The unknown for which mean + z·deviation meets the result."""
    mean = whole(facts, "mean")
    if "z" not in facts:
        gap = whole(facts, "x") - mean
        return exact(_zero(lambda z: z * whole(facts, "deviation") - gap))
    z = fraction(facts, "z")
    if "x" not in facts:
        return exact(_zero(lambda x: (x - mean) / whole(facts, "deviation") - z))
    return exact(_zero(lambda deviation: whole(facts, "x") - mean - z * deviation))


SOLVERS: Mapping[str, Solver] = {
    "mean-of-data": _mean,
    "median-and-quartiles": _quartiles,
    "mode-and-range": _mode,
    "missing-value-for-a-mean": _missing,
    "weighted-mean": _weighted,
    "variance-and-deviation": _variance,
    "regression-line": _regression,
    "z-score": _z,
}
