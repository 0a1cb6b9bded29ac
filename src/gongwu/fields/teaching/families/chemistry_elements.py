"""Elements, ions and formulas as school books use them.

The atomic weights are the standard ones, rounded to whole numbers, chlorine and copper to halves.
"""

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import gcd

WEIGHTS = {
    "H": "1", "Li": "7", "C": "12", "N": "14", "O": "16", "F": "19", "Na": "23", "Mg": "24",
    "Al": "27", "Si": "28", "P": "31", "S": "32", "Cl": "35.5", "K": "39", "Ca": "40", "Cr": "52",
    "Mn": "55", "Fe": "56", "Ni": "59", "Cu": "63.5", "Zn": "65", "Br": "80", "Ag": "108",
    "I": "127", "Ba": "137", "Pb": "207",
}  # fmt: skip

# Numbers that stand in formulas and before them, beside the facts of a question.
FORMULA_NUMBERS = frozenset(map(str, range(27)))
# A reaction: left side, right side, smallest coefficients.
Reaction = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]

# Ions with the size of their charge.
CATIONS = (
    ("Na", 1), ("K", 1), ("Li", 1), ("NH4", 1), ("Ag", 1), ("Mg", 2), ("Ca", 2), ("Ba", 2),
    ("Zn", 2), ("Cu", 2), ("Fe", 2), ("Fe", 3), ("Al", 3), ("Ni", 2), ("Pb", 2),
)  # fmt: skip
SIMPLE_ANIONS = (("F", 1), ("Cl", 1), ("Br", 1), ("I", 1), ("O", 2), ("S", 2))
GROUP_ANIONS = (("OH", 1), ("NO3", 1), ("CO3", 2), ("SO4", 2), ("SO3", 2), ("PO4", 3))

# Pairs of which no salt is known.
_UNKNOWN = {
    ("NH4", "O"),
    ("NH4", "OH"),
    ("Ag", "OH"),
    ("Cu", "I"),
    ("Cu", "SO3"),
    ("Al", "CO3"),
    ("Al", "SO3"),
    ("NH4", "PO4"),
}
_HYDRATES = {
    "MgSO4": (1, 2, 4, 5, 6, 7),
    "Na2CO3": (1, 7, 10),
    "CuSO4": (1, 3, 5),
    "FeSO4": (1, 4, 7),
    "ZnSO4": (1, 6, 7),
    "CaCl2": (1, 2, 4, 6),
    "MgCl2": (2, 4, 6, 8, 12),
    "BaCl2": (1, 2),
    "NiSO4": (6, 7),
    "Na2SO4": (7, 10),
    "Al2(SO4)3": (16, 18),
    "Fe(NO3)3": (6, 9),
    "Ca(NO3)2": (2, 3, 4),
    "Mg(NO3)2": (2, 6),
    "Zn(NO3)2": (4, 6),
    "Cu(NO3)2": (3, 6),
    "NiCl2": (2, 6),
    "FeCl2": (2, 4),
    "FeCl3": (2, 6),
    "AlCl3": (6,),
    "Na2S": (9,),
    "Ba(OH)2": (1, 8),
    "CaSO4": (2,),
    "Na3PO4": (12,),
    "LiOH": (1,),
    "Ni(NO3)2": (6,),
    "Al(NO3)3": (9,),
    "CuCl2": (2,),
    "ZnCl2": (4,),
    "MnSO4": (1, 4, 7),
    "MnCl2": (2, 4),
}
HYDRATES = tuple(
    f"{dry}·{many if many > 1 else ''}H2O" for dry, each in _HYDRATES.items() for many in each
)


def is_known(cation: tuple[str, int], anion: tuple[str, int]) -> bool:
    """Whether the two form a salt. Iron(III) is too strong an oxidiser, or acid, for some."""
    if cation == ("Fe", 3):
        return anion[0] not in ("I", "CO3", "SO3", "S")
    return (cation[0], anion[0]) not in _UNKNOWN


def salt(cation: tuple[str, int], anion: tuple[str, int]) -> str:
    """The formula in which the charges cancel: Al and SO4 give `Al2(SO4)3`."""
    (plus, p), (minus, m) = cation, anion
    common = gcd(p, m)
    return _several(plus, m // common) + _several(minus, p // common)


def _several(group: str, many: int) -> str:
    if many == 1:
        return group
    single = re.fullmatch(r"[A-Z][a-z]?", group)
    return f"{group}{many}" if single else f"({group}){many}"


@cache
def atoms(formula: str) -> Mapping[str, int]:
    """How many atoms of each element: brackets are opened by writing their inside out."""
    flat = formula
    while found := re.search(r"\(([^()]*)\)(\d+)", flat):
        flat = flat[: found.start()] + found[1] * int(found[2]) + flat[found.end() :]
    counts: Counter[str] = Counter()
    for part in flat.split("·"):
        rest = part.lstrip("0123456789")
        times = int(part[: len(part) - len(rest)] or 1)
        for element, many in re.findall(r"([A-Z][a-z]?)(\d*)", rest):
            counts[element] += times * int(many or 1)
    return counts


@cache
def molar_mass(formula: str) -> Fraction:
    """In g/mol, from the rounded atomic weights."""
    return sum(
        (Fraction(WEIGHTS[each]) * many for each, many in atoms(formula).items()), Fraction(0)
    )


@cache
def formula_tex(formula: str) -> str:
    r"""`Ca(OH)2` as `\mathrm{Ca(OH)_{2}}`."""
    lowered = re.sub(r"(?<=[A-Za-z)])(\d+)", r"_{\1}", formula)
    return rf"\mathrm{{{lowered}}}".replace("·", r" \cdot ")
