"""Balancing equations, and oxidation numbers."""

import random
from fractions import Fraction
from math import gcd, lcm

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.chemistry_elements import (
    FORMULA_NUMBERS,
    Reaction,
    atoms,
    formula_tex,
    salt,
)
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Ordered, exact

_METALS = (
    ("Na", 1),
    ("K", 1),
    ("Li", 1),
    ("Mg", 2),
    ("Ca", 2),
    ("Ba", 2),
    ("Zn", 2),
    ("Al", 3),
    ("Fe", 3),
    ("Cr", 3),
    ("Ag", 1),
    ("Ni", 2),
)


_GASES = (("O", 2), ("Cl", 1), ("Br", 1), ("I", 1), ("F", 1), ("N", 3))


# Pairs that form no compound of this kind.
_UNKNOWN = {(metal, "N") for metal in ("Na", "K", "Fe", "Ag", "Ni")} | {("Fe", "I")}


_ACIDS = (
    ("Cl", 1),
    ("Br", 1),
    ("I", 1),
    ("NO3", 1),
    ("SO4", 2),
    ("SO3", 2),
    ("PO4", 3),
    ("ClO4", 1),
    ("CO3", 2),
    ("ClO3", 1),
)


_DISSOLVING = (("Mg", 2), ("Ca", 2), ("Zn", 2), ("Al", 3), ("Fe", 2), ("Ni", 2))


_GIVING_HYDROGEN = (("Cl", 1), ("Br", 1), ("I", 1), ("SO4", 2), ("PO4", 3), ("ClO4", 1))


def _smallest(*numbers: Fraction) -> tuple[int, ...]:
    below = lcm(*(number.denominator for number in numbers))
    whole = [int(number * below) for number in numbers]
    common = gcd(*whole)
    return tuple(number // common for number in whole)


def _from_elements(dice: random.Random) -> Reaction:
    """A metal and a diatomic element join, or their compound falls apart."""
    metal = dice.choice(_METALS)
    gas = dice.choice([gas for gas in _GASES if (metal[0], gas[0]) not in _UNKNOWN])
    made = salt(metal, gas)
    counts = atoms(made)
    a, b, c = _smallest(Fraction(counts[metal[0]]), Fraction(counts[gas[0]], 2), Fraction(1))
    if dice.random() < 0.5:
        return (made,), (metal[0], f"{gas[0]}2"), (c, a, b)
    return (metal[0], f"{gas[0]}2"), (made,), (a, b, c)


def _written(element: str, many: int) -> str:
    return "" if many == 0 else element if many == 1 else f"{element}{many}"


def _burning(dice: random.Random) -> Reaction:
    """A compound of carbon, hydrogen and oxygen burns."""
    x = dice.randint(1, 12)
    y, z = 2 * dice.randint(1 + (x == 1), x + 1), dice.randint(0, min(x, 3))
    fuel = _written("C", x) + _written("H", y) + _written("O", z)
    oxygen = Fraction(x) + Fraction(y, 4) - Fraction(z, 2)
    return (fuel, "O2"), ("CO2", "H2O"), _smallest(Fraction(1), oxygen, Fraction(x), Fraction(y, 2))


def _salt_making(dice: random.Random) -> Reaction:
    """An acid with a hydroxide, an oxide or a metal."""
    kind = dice.randrange(3)
    metal = dice.choice(_DISSOLVING if kind == 2 else _METALS[:-2])
    rest = dice.choice(_GIVING_HYDROGEN if kind == 2 else _ACIDS)
    acid, made = salt(("H", 1), rest), salt(metal, rest)
    common = lcm(metal[1], rest[1])
    m, n = common // metal[1], common // rest[1]
    match kind:
        case 0:
            return (acid, salt(metal, ("OH", 1))), (made, "H2O"), (n, m, 1, common)
        case 1:
            oxide = salt(metal, ("O", 2))
            per = atoms(oxide)[metal[0]]
            return (
                (acid, oxide),
                (made, "H2O"),
                _smallest(Fraction(n), Fraction(m, per), Fraction(1), Fraction(common, 2)),
            )
    return (
        (metal[0], acid),
        (made, "H2"),
        _smallest(Fraction(m), Fraction(n), Fraction(1), Fraction(common, 2)),
    )


def _equation(left: tuple[str, ...], right: tuple[str, ...], signs: str) -> str:
    """With a letter, or a number above 1, before each formula."""
    letters = iter(signs)
    sides = [
        " + ".join(f"{next(letters)} {formula_tex(each)}" for each in side)
        for side in (left, right)
    ]
    return rf"{sides[0]} \rightarrow {sides[1]}"


def _balances(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    """One equation for each element."""
    names = "abcd"
    elements = dict.fromkeys(element for each in left + right for element in atoms(each))
    rows = []
    for element in elements:
        sides = []
        for side, start in ((left, 0), (right, len(left))):
            terms = [
                f"{atoms(each)[element]}*{names[start + i]}"
                for i, each in enumerate(side)
                if atoms(each)[element]
            ]
            sides.append(" + ".join(terms) or "0")
        rows.append(" = ".join(sides))
    return rows


def _balancing(dice: random.Random, level: int) -> Exercise | None:
    left, right, found = (_from_elements, _burning, _salt_making)[level - 1](dice)
    if set(found) == {1}:
        return None
    names = "abcd"[: len(found)]
    equation = _equation(left, right, names)

    def value(numbers: tuple[int | Fraction, ...]) -> Ordered:
        return Ordered(values=tuple(map(str, numbers)))

    split = len(left)
    listed = ", ".join(names)
    return told(
        {"left": left, "right": right},
        words(
            f"Balance ${equation}$: find the smallest whole numbers $({listed})$.",
            f"配平 ${equation}$，求最小的整数 $({listed})$。",
        ),
        value(found),
        [
            slip(
                "not-balanced-at-all",
                value((1,) * len(found)),
                "Count the atoms of each element on both sides: they must be equal.",
                "数一数两边各元素的原子数，必须相等。",
            ),
            slip(
                "not-in-lowest-terms",
                value(tuple(2 * each for each in found)),
                "This balances, but smaller whole numbers do too.",
                "这样虽已配平，但还有更小的整数。",
            ),
            slip(
                "diatomic-forgotten",
                value(
                    tuple(
                        2 * each
                        if formula in ("O2", "H2", "Cl2", "Br2", "I2", "F2", "N2")
                        else each
                        for each, formula in zip(found, left + right, strict=True)
                    )
                ),
                "The element forms molecules of two atoms each.",
                "该单质的每个分子含两个原子。",
            ),
            slip(
                "sides-exchanged",
                value((*found[split:], *found[:split])),
                "The numbers stand before the wrong formulas.",
                "系数写到了错误的化学式前面。",
            ),
            slip(
                "order-of-the-coefficients",
                value((found[1], found[0], *found[2:])),
                "The first two numbers are exchanged.",
                "前两个系数写反了。",
            ),
            slip(
                "one-atom-not-counted",
                value((*found[:-1], found[-1] + 1)),
                "Count the atoms again: the last number does not fit.",
                "再数一遍原子数：最后一个系数不对。",
            ),
        ],
        (
            step(
                " and ".join([*_balances(left, right), f"a = {found[0]}"]),
                f"Each element must be as frequent on both sides. With $a = {found[0]}$ the "
                f"others become whole.",
                f"各元素的原子数在两边相等。取 $a = {found[0]}$ 可使其余系数为整数。",
            ),
            step(
                " and ".join(f"{name} = {each}" for name, each in zip(names, found, strict=True)),
                "Solve from the element that occurs in the fewest formulas on.",
                "从出现次数最少的元素开始，依次求出各系数。",
            ),
        ),
    )


# Elements with the oxidation numbers that occur beside oxygen.
_STATES = (
    ("C", 4),
    ("N", 5),
    ("N", 3),
    ("S", 6),
    ("S", 4),
    ("P", 5),
    ("Cl", 7),
    ("Cl", 5),
    ("Cl", 3),
    ("Cl", 1),
    ("Mn", 7),
    ("Mn", 6),
    ("Cr", 6),
    ("Br", 5),
    ("I", 5),
    ("Si", 4),
    ("P", 3),
    ("N", 1),
    ("I", 7),
)


_OXIDES = (
    *_STATES,
    ("Fe", 3),
    ("Fe", 2),
    ("Cu", 2),
    ("Cu", 1),
    ("Mn", 4),
    ("Mn", 2),
    ("Cr", 3),
    ("Pb", 4),
    ("Pb", 2),
    ("C", 2),
    ("N", 4),
    ("N", 2),
    ("Al", 3),
    ("Ni", 2),
    ("Zn", 2),
)


_PARTNERS = (("O", 2), ("S", 2), ("F", 1), ("Cl", 1), ("Br", 1))


# What forms salts with all partners, with fluorine too, and with fluorine and chlorine.
_SALTS = (
    ("Fe", 2),
    ("Fe", 3),
    ("Cu", 1),
    ("Cu", 2),
    ("Mn", 2),
    ("Cr", 3),
    ("Pb", 2),
    ("Al", 3),
    ("Ni", 2),
    ("Zn", 2),
)


_FLUORIDES = (("S", 6), ("S", 4), ("I", 5), ("I", 7), ("Cl", 3))


_HALIDES = (("P", 5), ("P", 3), ("Si", 4), ("C", 4), ("N", 3))


_ALKALI = (("Na", 1), ("K", 1), ("Li", 1), ("H", 1))


_BIVALENT = (("Mg", 2), ("Ca", 2), ("Ba", 2), ("Al", 3), ("Zn", 2))


def _partners(element: str, state: int) -> tuple[tuple[str, int], ...]:
    """With which negative elements it is found in this state."""
    oxygen, _, fluorine, chlorine, _ = _PARTNERS
    if (element, state) in _SALTS:
        return _PARTNERS
    if (element, state) in _FLUORIDES:
        return oxygen, fluorine
    return (oxygen, fluorine, chlorine) if (element, state) in _HALIDES else (oxygen,)


def _oxidation(dice: random.Random, level: int) -> Exercise | None:
    element, state = dice.choice(_OXIDES if level == 1 else _STATES)
    anion, size = "O", 2
    if level == 1:
        anion, size = dice.choice(_partners(element, state))
        formula = salt((element, state), (anion, size))
        charge, partner = 0, ("", 0)
    else:
        oxygens = dice.randint((state + 1) // 2, 4)
        charge = 2 * oxygens - state
        if not 1 <= charge <= 3:
            return None
        partner = dice.choice(_ALKALI if level == 2 else _BIVALENT)
        formula = salt(partner, (element + _written("O", oxygens), charge))
    counts = atoms(formula)
    mine, taken, other = counts[element], counts[anion], counts[partner[0]] if partner[0] else 0
    rest = f" and {partner[0]} has ${partner[1]:+}$" if other else ""
    rest_zh = f"，{partner[0]} 为 ${partner[1]:+}$" if other else ""
    equation = (
        f"{mine}*x" + (f" + {other}*{partner[1]}" if other else "") + f" - {size}*{taken} = 0"
    )
    return told(
        {
            "formula": formula,
            "element": element,
            "anion": anion,
            "size": size,
            "partner": partner[0] or "none",
            "charge": partner[1],
        },
        words(
            f"What is the oxidation number of {element} in ${formula_tex(formula)}$? {anion} has "
            f"$-{size}${rest}.",
            f"求 ${formula_tex(formula)}$ 中 {element} 的化合价（氧化数）。"
            f"{anion} 为 $-{size}${rest_zh}。",
        ),
        exact(state),
        [
            slip(
                "sign-of-the-oxidation-number",
                exact(-state),
                f"{anion} is negative, so this element is positive.",
                f"{anion} 为负价，所以该元素为正价。",
            ),
            slip(
                "not-divided-by-the-atoms" if mine > 1 else "signs-lost",
                exact(mine * state if mine > 1 else state + taken),
                f"This is for all ${mine}$ atoms together."
                if mine > 1
                else f"The atoms of {anion} are negative: they must be balanced, not added.",
                f"这是 ${mine}$ 个原子合起来的值。"
                if mine > 1
                else f"{anion} 为负价，应与之抵消，不是相加。",
            ),
            slip(
                "partner-forgotten" if other else "atoms-for-oxidation-number",
                exact(Fraction(size * taken, mine) if other else Fraction(taken)),
                "The other element counts too: all numbers add up to 0."
                if other
                else f"The number of atoms of {anion} is not yet the oxidation number.",
                "另一种元素也要算：各元素化合价的代数和为 0。"
                if other
                else f"{anion} 原子的个数还不是化合价。",
            ),
            slip(
                "partner-added" if other else "one-too-many",
                exact(
                    Fraction(size * taken + other * partner[1], mine)
                    if other
                    else Fraction(state + 1)
                ),
                "The positive partner leaves less for this element."
                if other
                else "Add up again: the sum must be 0.",
                "另一种元素为正价，该元素相应要小一些。" if other else "再加一遍：总和必须为 0。",
            ),
            slip(
                "one-atom-not-counted",
                exact(Fraction(state * mine - size, mine)),
                f"One atom of {anion} was not counted.",
                f"少算了一个 {anion} 原子。",
            ),
        ],
        (
            step(
                equation,
                "In a neutral compound all oxidation numbers add up to 0.",
                "化合物中各元素化合价的代数和为 0。",
            ),
            step(f"x = {state}", "Solve for the unknown number.", "解出未知的化合价。"),
        ),
    )


FAMILIES = (
    Family(
        name="balancing-equations",
        topic="chemistry",
        title=words("Balancing chemical equations", "配平化学方程式"),
        grades=(8, 11),
        skills=("chemical-equations", "linear-systems"),
        constants=FORMULA_NUMBERS,
        make=by_level(
            lambda dice: _balancing(dice, 1),
            lambda dice: _balancing(dice, 2),
            lambda dice: _balancing(dice, 3),
        ),
    ),
    Family(
        name="oxidation-numbers",
        topic="chemistry",
        title=words("Oxidation numbers", "化合价（氧化数）"),
        grades=(9, 11),
        skills=("oxidation-numbers",),
        constants=FORMULA_NUMBERS,
        make=by_level(
            lambda dice: _oxidation(dice, 1),
            lambda dice: _oxidation(dice, 2),
            lambda dice: _oxidation(dice, 3),
        ),
    ),
)
