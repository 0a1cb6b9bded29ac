"""Exact numbers p + q√2 + r√3 + s√6, enough to rotate by 15° without any table."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

FULL_TURN = 24  # steps of 15° in a full turn
_ROOTS = (1, 2, 3, 6)
# √a·√b = factor·√c
_PRODUCTS = {
    (1, 1): (1, 1), (1, 2): (1, 2), (1, 3): (1, 3), (1, 6): (1, 6), (2, 2): (2, 1),
    (2, 3): (1, 6), (2, 6): (2, 3), (3, 3): (3, 1), (3, 6): (3, 2), (6, 6): (6, 1),
}  # fmt: skip


@dataclass(frozen=True)
class Surd:
    """The coefficients of 1, √2, √3, √6."""

    parts: tuple[Fraction, Fraction, Fraction, Fraction] = (Fraction(0),) * 4

    @staticmethod
    def of(number: Fraction | int) -> "Surd":
        """A rational number."""
        return Surd((Fraction(number), Fraction(0), Fraction(0), Fraction(0)))

    @staticmethod
    def root(under: int, over: int = 1) -> "Surd":
        """√under / over, for one of the roots we hold."""
        return Surd(
            tuple(Fraction(int(each == under), over) for each in _ROOTS)  # type: ignore[arg-type]
        )

    def __add__(self, other: "Surd") -> "Surd":
        return Surd(
            tuple(a + b for a, b in zip(self.parts, other.parts, strict=True))  # type: ignore[arg-type]
        )

    def __mul__(self, other: "Surd") -> "Surd":
        total = dict.fromkeys(_ROOTS, Fraction(0))
        for a, one in zip(_ROOTS, self.parts, strict=True):
            for b, two in zip(_ROOTS, other.parts, strict=True):
                if one and two:
                    factor, root = _PRODUCTS[min(a, b), max(a, b)]
                    total[root] += factor * one * two
        return Surd(tuple(total.values()))  # type: ignore[arg-type]

    def __truediv__(self, other: "Surd") -> "Surd":
        """Multiply by the three conjugates: their product with `other` is rational."""
        p, q, r, s = other.parts
        conjugates = Surd((p, -q, r, -s)) * Surd((p, q, -r, -s)) * Surd((p, -q, -r, s))
        norm = (other * conjugates).parts[0]
        return self * conjugates * Surd.of(1 / norm)

    def __str__(self) -> str:
        return " + ".join(
            f"({part})*sqrt({root})" for part, root in zip(self.parts, _ROOTS, strict=True)
        )


@lru_cache(maxsize=1)
def unit_circle() -> list[tuple[Surd, Surd]]:
    """(cos, sin) of 0°, 15°, 30°, ... by turning through 15° each time."""
    quarter = Fraction(1, 4)
    nothing = Fraction(0)
    cosine, sine = (
        Surd((nothing, quarter, nothing, quarter)),
        Surd((nothing, -quarter, nothing, quarter)),
    )
    points = [(Surd.of(1), Surd())]
    for _ in range(FULL_TURN - 1):
        x, y = points[-1]
        points.append((x * cosine + y * sine * Surd.of(-1), x * sine + y * cosine))
    return points
