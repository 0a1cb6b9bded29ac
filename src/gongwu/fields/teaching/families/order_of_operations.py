"""Which operation comes first: expressions built so that every step stays whole."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.exact import value_of
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step
from gongwu.ports import Words

_TOKEN = re.compile(r"\d+|\S")
_ON_PAPER = {"*": r" \times ", "/": r" \div ", "+": " + ", "-": " - "}


@dataclass(frozen=True, kw_only=True)
class _Chain:
    """An expression, what it becomes step by step, and the same numbers in a wrong order."""

    states: tuple[str, ...]
    wrong: Mapping[str, str]


_FIRST = {
    "left-to-right": said(
        "This goes from left to right; multiplication and division come before + and -.",
        "这是从左往右依次计算；应先算乘除，后算加减。",
    ),
    "ignores-brackets": said(
        "What stands in brackets is worked out first.",
        "有括号的要先算括号里面的。",
    ),
    "brackets-where-none-are": said(
        "Here the last two numbers were put together first, but no brackets say so.",
        "后面没有括号，不能先把最后两个数合起来算。",
    ),
    "one-group-too-few": said(
        "A product is one group short: check the multiplication.",
        "乘法算错了，少算了一份。",
    ),
    "adds-all-the-numbers": said(
        "The numbers were just added: look at the signs.",
        "把所有的数直接相加了，要看清运算符号。",
    ),
}


def _two_signs(dice: random.Random) -> _Chain:
    b, c = dice.randint(3, 12), dice.randint(3, 12)
    match dice.randrange(4):
        case 0:
            a = dice.randint(5, 60)
            states = (f"{a} + {b}*{c}", f"{a} + {b * c}", f"{a + b * c}")
            first = {"left-to-right": f"({a} + {b})*{c}"}
        case 1:
            a = b * c + dice.randint(2, 60)
            states = (f"{a} - {b}*{c}", f"{a} - {b * c}", f"{a - b * c}")
            first = {"left-to-right": f"({a} - {b})*{c}"}
        case 2:
            a = dice.randint(3, 12)
            states = (f"{a}*({b} + {c})", f"{a}*{b + c}", f"{a * (b + c)}")
            first = {"ignores-brackets": f"{a}*{b} + {c}"}
        case _:
            a, b = dice.randint(3, 12), b + c
            states = (f"{a}*({b} - {c})", f"{a}*{b - c}", f"{a * (b - c)}")
            first = {"ignores-brackets": f"{a}*{b} - {c}"}
    fewer = f"{states[0]} - {c if '(' not in states[0] else b}"
    wrong = {**first, "one-group-too-few": fewer, "adds-all-the-numbers": f"{a} + {b} + {c}"}
    return _Chain(states=states, wrong=wrong)


def _three_signs(dice: random.Random) -> _Chain:
    a, b, d = dice.randint(4, 40), dice.randint(3, 12), dice.randint(2, 15)
    c = d + dice.randint(2, 12)
    if dice.random() < 0.5:
        return _Chain(
            states=(
                f"{a} + {b}*({c} - {d})",
                f"{a} + {b}*{c - d}",
                f"{a} + {b * (c - d)}",
                f"{a + b * (c - d)}",
            ),
            wrong={
                "left-to-right": f"({a} + {b})*({c} - {d})",
                "ignores-brackets": f"{a} + {b}*{c} - {d}",
                "adds-all-the-numbers": f"{a} + {b} + {c} + {d}",
            },
        )
    return _Chain(
        states=(
            f"({a} + {b})*{c} - {d}",
            f"{a + b}*{c} - {d}",
            f"{(a + b) * c} - {d}",
            f"{(a + b) * c - d}",
        ),
        wrong={
            "ignores-brackets": f"{a} + {b}*{c} - {d}",
            "brackets-where-none-are": f"({a} + {b})*({c} - {d})",
            "adds-all-the-numbers": f"{a} + {b} + {c} + {d}",
        },
    )


def _four_signs(dice: random.Random) -> _Chain:
    b, c, d = dice.randint(3, 9), dice.randint(4, 12), dice.randint(3, 9)
    e, inner = dice.randint(2, 15), d * dice.randint(8, 30)
    a = abs(inner - b * c) or d
    inner = a + b * c
    if inner % d or inner // d <= e:
        return _four_signs(dice)
    return _Chain(
        states=(
            f"({a} + {b}*{c})/{d} - {e}",
            f"({a} + {b * c})/{d} - {e}",
            f"{inner}/{d} - {e}",
            f"{inner // d} - {e}",
            f"{inner // d - e}",
        ),
        wrong={
            "left-to-right": f"({a} + {b})*{c}/{d} - {e}",
            "ignores-brackets": f"{a} + {b}*{c}/{d} - {e}",
            "one-group-too-few": f"({a} + {b}*{c})/{d} - {e} - {b}",
            "adds-all-the-numbers": f"{a} + {b} + {c} + {d} + {e}",
        },
    )


_LEVELS = {1: _two_signs, 2: _three_signs, 3: _four_signs}
_SAYS = (
    said(
        "Brackets first, then multiplication and division, then addition and subtraction.",
        "先算括号里的，再算乘除，最后算加减。",
    ),
    said("The operation that comes first is done.", "先完成最先该算的一步。"),
    said("Then the next one.", "再算下一步。"),
    said("Then the next one.", "接着往下算。"),
)


def _order(dice: random.Random, level: int) -> Exercise:
    chain = _LEVELS[level](dice)
    tokens = tuple(_TOKEN.findall(chain.states[0]))
    paper = "".join(_ON_PAPER.get(token, token) for token in tokens)
    says: list[Words] = [*_SAYS[: len(chain.states) - 1], said("What is left.", "得到结果。")]
    return posed(
        facts={"tokens": tokens},
        question=said(f"Work out ${paper}$.", f"计算 ${paper}$。"),
        answer=value_of(chain.states[-1]),
        slips=[
            slip(name, value_of(text), _FIRST[name].en, _FIRST[name].zh)
            for name, text in chain.wrong.items()
        ],
        steps=[
            step(state, words.en, words.zh) for state, words in zip(chain.states, says, strict=True)
        ],
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="order-of-operations",
        topic="arithmetic",
        title=said("Order of operations", "四则混合运算"),
        grades=(3, 6),
        skills=("order-of-operations",),
        make=_order,
        constants=frozenset({"1"}),
    ),
)
