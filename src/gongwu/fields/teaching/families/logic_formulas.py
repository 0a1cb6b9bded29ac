"""Formulas of logic: truth tables and equivalence.

A formula is a tree of tuples, such as ("and", "p", ("not", "q")). A fact holds it in prefix
notation: `and p not q`.
"""

import random
from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Exercise, Family, Slip, apart
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Phrase, exact

_Formula = str | tuple["_Formula", ...]

_SIGNS = {"and": r"\land", "or": r"\lor", "to": r"\to"}


def _tex(formula: _Formula, inside: bool = False) -> str:
    if isinstance(formula, str):
        return formula
    if formula[0] == "not":
        return rf"\neg {_tex(formula[1], True)}"
    written = rf"{_tex(formula[1], True)} {_SIGNS[str(formula[0])]} {_tex(formula[2], True)}"
    return f"({written})" if inside else written


def _prefix(formula: _Formula) -> str:
    return formula if isinstance(formula, str) else " ".join(map(_prefix, formula))


# What a connective becomes where it is misread.
_MISREAD = {
    ("not", "not dropped"): "only",
    ("or", "or as and"): "and",
    ("or", "exclusive"): "unlike",
    ("and", "and as or"): "or",
    ("to", "both ways"): "alike",
    ("to", "to as and"): "and",
    ("to", "reversed"): "from",
}


def _column(formula: _Formula, columns: Mapping[str, int], every: int, change: str = "") -> int:
    """The truth table's column as the bits of a number; `change` is a connective misread."""
    if isinstance(formula, str):
        return columns[formula]
    parts = [_column(part, columns, every, change) for part in formula[1:]]
    match _MISREAD.get((str(formula[0]), change), formula[0]):
        case "only":
            return parts[0]
        case "not":
            return every ^ parts[0]
        case "and":
            return parts[0] & parts[1]
        case "or":
            return parts[0] | parts[1]
        case "unlike":
            return parts[0] ^ parts[1]
        case "alike":
            return every ^ parts[0] ^ parts[1]
        case "from":
            return parts[0] | (every ^ parts[1])
    return (every ^ parts[0]) | parts[1]


# The columns of p, q, r: a bit for each row.
_TABLES = {
    2: ({"p": 0b1100, "q": 0b1010}, 0b1111),
    3: ({"p": 0b11110000, "q": 0b11001100, "r": 0b10101010}, 0b11111111),
}
_MISREADINGS = (
    (
        "implication-as-equivalence",
        "both ways",
        "An implication with a false premise is true; it is no equivalence.",
        "前件为假时蕴涵式为真，它不是等价式。",
    ),
    (
        "or-as-exclusive",
        "exclusive",
        "“Or” is true also if both parts are.",
        "两部分都真时“或”也为真。",
    ),
    (
        "converse-for-implication",
        "reversed",
        "The implication was read backwards.",
        "把蕴涵的方向读反了。",
    ),
    (
        "implication-as-and",
        "to as and",
        "An implication with a false premise is true.",
        "前件为假时蕴涵式为真。",
    ),
    ("negation-dropped", "not dropped", "A negation was overlooked.", "漏看了否定。"),
    ("and-as-or", "and as or", "“And” needs both parts to be true.", "“且”要求两部分都为真。"),
    ("or-as-and", "or as and", "“Or” needs only one part to be true.", "“或”只要求有一部分为真。"),
)


def _drawn(dice: random.Random, letters: str, depth: int) -> _Formula:
    """Each letter is used once at least, in a tree with connectives between."""
    leaves: list[_Formula] = [*letters, *dice.choices(letters, k=depth)]
    dice.shuffle(leaves)
    leaves = [("not", each) if dice.random() < 0.35 else each for each in leaves]
    while len(leaves) > 1:
        place = dice.randrange(len(leaves) - 1)
        joined: _Formula = (dice.choice(("and", "or", "to")), leaves[place], leaves[place + 1])
        leaves[place : place + 2] = [("not", joined) if dice.random() < 0.2 else joined]
    return leaves[0]


def _count(dice: random.Random, letters: str, depth: int) -> Exercise | None:
    formula = _drawn(dice, letters, depth)
    columns, every = _TABLES[len(letters)]
    truth = _column(formula, columns, every)
    rows = 2 ** len(letters)
    good = truth.bit_count()
    if not 0 < good < rows:
        return None
    slips = [
        slip(name, exact(_column(formula, columns, every, change).bit_count()), en, zh)
        for name, change, en, zh in _MISREADINGS
    ]
    slips.append(
        slip(
            "false-rows-counted",
            exact(rows - good),
            "These are the rows in which it is false.",
            "这是公式为假的行数。",
        )
    )
    listed = [
        f"({', '.join('T' if columns[each] >> row & 1 else 'F' for each in letters)})"
        for row in range(rows - 1, -1, -1)
        if truth >> row & 1
    ]
    return told(
        {"formula": _prefix(formula), "rows": rows, "letters": letters},
        words(
            f"In how many of the {rows} rows of its truth table is ${_tex(formula)}$ true?",
            f"公式 ${_tex(formula)}$ 的真值表共有 {rows} 行，其中为真的有多少行？",
        ),
        exact(good),
        [*apart(exact(good), slips)[:4], *_extremes(rows)],
        (
            step(
                "",
                f"True for ({', '.join(letters)}) = {', '.join(listed)}.",
                f"({', '.join(letters)}) 取以下值时为真（T 真 F 假）：{'、'.join(listed)}。",
            ),
            step(f"n = {good}", "Count these rows.", "数出这些行。"),
        ),
    )


def _extremes(rows: int) -> list[Slip]:
    return [
        slip(
            "taken-for-a-tautology",
            exact(rows),
            "There is a row in which it is false.",
            "存在使它为假的行。",
        ),
        slip(
            "taken-for-a-contradiction",
            exact(0),
            "There is a row in which it is true.",
            "存在使它为真的行。",
        ),
    ]


def _negated(formula: _Formula) -> _Formula:
    return formula[1] if isinstance(formula, tuple) and formula[0] == "not" else ("not", formula)


def _phrase(formula: _Formula) -> Phrase:
    return Phrase(key=_prefix(formula), en=f"${_tex(formula)}$", zh=f"${_tex(formula)}$")


def _literals(dice: random.Random, many: int) -> list[_Formula]:
    return [
        ("not", each) if dice.random() < 0.3 else each for each in dice.sample("abcdpqrstuvw", many)
    ]


_Choice = tuple[str, _Formula, str, str]


def _de_morgan(dice: random.Random) -> tuple[_Formula, _Formula, list[_Choice]]:
    x, y = _literals(dice, 2)
    inner, outer = dice.choice((("and", "or"), ("or", "and")))
    return (
        ("not", (inner, x, y)),
        (outer, _negated(x), _negated(y)),
        [
            (
                "connective-kept-under-negation",
                (inner, _negated(x), _negated(y)),
                "Negating also turns “and” into “or”, and “or” into “and”.",
                "取否定时“且”变为“或”，“或”变为“且”。",
            ),
            (
                "negation-dropped",
                (outer, x, y),
                "The parts must be negated too.",
                "各部分也要取否定。",
            ),
            (
                "negation-of-one-part",
                (outer, _negated(x), y),
                "Both parts must be negated.",
                "两部分都要取否定。",
            ),
        ],
    )


def _contrapositive(dice: random.Random) -> tuple[_Formula, _Formula, list[_Choice]]:
    x, y = _literals(dice, 2)
    right: _Formula = dice.choice((("to", _negated(y), _negated(x)), ("or", _negated(x), y)))
    return (
        ("to", x, y),
        right,
        [
            (
                "converse-for-implication",
                ("to", y, x),
                "This is the converse; it may fail though the implication holds.",
                "这是逆命题，原命题成立时它不一定成立。",
            ),
            (
                "inverse-for-implication",
                ("to", _negated(x), _negated(y)),
                "This is the inverse; it is equivalent to the converse only.",
                "这是否命题，它只与逆命题等价。",
            ),
            (
                "implication-as-and",
                ("and", x, y),
                "An implication does not say that its premise is true.",
                "蕴涵式并不断言前件为真。",
            ),
        ],
    )


def _harder(dice: random.Random) -> tuple[_Formula, _Formula, list[_Choice]]:
    if dice.random() < 0.5:
        x, y = _literals(dice, 2)
        return (
            ("not", ("to", x, y)),
            ("and", x, _negated(y)),
            [
                (
                    "negation-of-both-parts",
                    ("to", _negated(x), _negated(y)),
                    "The negation of an implication is no implication: it says that the premise "
                    "holds and the rest fails.",
                    "蕴涵式的否定不是蕴涵式，而是“前件成立且后件不成立”。",
                ),
                (
                    "negation-of-one-part",
                    ("to", x, _negated(y)),
                    "An implication is refuted only by a case in which its premise holds.",
                    "只有前件成立而后件不成立的情形才否定蕴涵式。",
                ),
                (
                    "connective-kept-under-negation",
                    ("or", x, _negated(y)),
                    "Both must hold: the premise, and the opposite of the rest.",
                    "两者都要成立：前件成立，且后件不成立。",
                ),
            ],
        )
    x, y, z = _literals(dice, 3)
    one, two = dice.choice((("and", "or"), ("or", "and")))
    return (
        (one, x, (two, y, z)),
        (two, (one, x, y), (one, x, z)),
        [
            (
                "distributed-to-one-part",
                (two, (one, x, y), z),
                "The first part goes with both parts of the bracket.",
                "前一部分要分配到括号内的两部分。",
            ),
            (
                "connectives-exchanged",
                (one, (two, x, y), (two, x, z)),
                "The connectives are exchanged.",
                "两个联结词弄反了。",
            ),
            (
                "brackets-dropped",
                (one, (one, x, y), z),
                "The bracket keeps its own connective.",
                "括号内的联结词不变。",
            ),
        ],
    )


def _equivalent(dice: random.Random, level: int) -> Exercise:
    formula, right, wrong = (_de_morgan, _contrapositive, _harder)[level - 1](dice)
    options = [right, *(each for _, each, _, _ in wrong)]
    dice.shuffle(options)
    listed = ", ".join(f"${_tex(each)}$" for each in options)
    return told(
        {"formula": _prefix(formula), "options": tuple(map(_prefix, options))},
        words(
            f"Which of the formulas {listed} is equivalent to ${_tex(formula)}$?",
            f"下列公式中，哪一个与 ${_tex(formula)}$ 等价？{listed.replace(', $', '，$')}",
        ),
        _phrase(right),
        [slip(name, _phrase(each), en, zh) for name, each, en, zh in wrong],
        (
            step(
                "",
                f"Compare the truth tables: ${_tex(formula)}$ and ${_tex(right)}$ agree in every "
                f"row.",
                f"比较真值表：${_tex(formula)}$ 与 ${_tex(right)}$ 在每一行都相同。",
            ),
            step("", "Each of the others differs in some row.", "其余各式都有不同的行。"),
        ),
    )


FAMILIES = (
    Family(
        name="truth-table-count",
        topic="logic",
        title=words("Rows of a truth table", "真值表计数"),
        grades=(10, 13),
        skills=("truth-tables", "connectives"),
        make=by_level(
            lambda dice: _count(dice, "pq", 1),
            lambda dice: _count(dice, "pqr", 0),
            lambda dice: _count(dice, "pqr", 2),
        ),
    ),
    Family(
        name="equivalent-formulas",
        topic="logic",
        title=words("Equivalent formulas", "等价公式"),
        grades=(10, 13),
        skills=("equivalence", "de-morgan"),
        make=by_level(
            lambda dice: _equivalent(dice, 1),
            lambda dice: _equivalent(dice, 2),
            lambda dice: _equivalent(dice, 3),
        ),
    ),
)
