"""Numbers as a person writes them in a formula. Standard library only."""

import math


def written(number: float) -> str:
    """Three decimals, or three significant digits below 0.1; a true minus sign."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "∞" if number > 0 else "−∞"
    size = abs(number)
    if size == 0:
        text = "0"
    elif size < 1e-7 or size >= 1e7:
        text = f"{number:.2e}"
    elif size < 0.1:
        text = f"{number:.{2 - math.floor(math.log10(size))}f}"
        text = text.rstrip("0") if size < 0.001 else text
    else:
        text = f"{number:.3f}" if size < 1000 else f"{number:.1f}"
    return text.replace("-", "−")


def factor(number: float) -> str:
    """A number inside a product: a negative one needs its brackets."""
    return f"({written(number)})" if number < 0 else written(number)


def plus(first: float, second: float) -> str:
    """A sum of two, "a + b" or "a − b"."""
    sign = "−" if second < 0 else "+"
    return f"{written(first)} {sign} {written(abs(second))}"


def minus(first: float, second: float) -> str:
    """A difference of two, "a − b" or "a + b"."""
    return plus(first, -second)
