"""How families of school arithmetic put an exercise together: people, stories, decimals."""

import random
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Slip, Step
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.values import (
    Exact,
    Expression,
    Ordered,
    Phrase,
    Several,
    Value,
    exact,
)
from gongwu.ports import Words

_PEOPLE = (
    Words(en="Lily", zh="小丽"), Words(en="Tom", zh="小明"), Words(en="Anna", zh="小红"),
    Words(en="Ben", zh="小刚"), Words(en="Mia", zh="小美"), Words(en="Jack", zh="小强"),
    Words(en="Emma", zh="小雨"), Words(en="Leo", zh="小亮"), Words(en="Grace", zh="小芳"),
    Words(en="Sam", zh="小军"), Words(en="Chloe", zh="小云"), Words(en="Max", zh="小杰"),
)  # fmt: skip


def people(dice: random.Random, many: int) -> list[Words]:
    """Different people."""
    return dice.sample(_PEOPLE, many)


def said(en: str, zh: str) -> Words:
    """The same in both languages."""
    return Words(en=en, zh=zh)


def told(story: Words, **filled: object) -> Words:
    """A story with its people, things and numbers filled in: each is the same in both
    languages, or has its words for each.
    """
    both = {name: one for name, one in filled.items() if isinstance(one, Words)}
    return Words(
        en=story.en.format(**{**filled, **{name: one.en for name, one in both.items()}}),
        zh=story.zh.format(**{**filled, **{name: one.zh for name, one in both.items()}}),
    )


def to_work_out(formula: str) -> Words:
    """The plainest question of all."""
    written = tex(formula)
    return Words(en=f"Work out ${written}$.", zh=f"计算 ${written}$。")


def slip(misconception: str, value: Value | Fraction | int, en: str, zh: str) -> Slip:
    """A wrong answer; a bare number is an exact one without a unit."""
    wrong = exact(value) if isinstance(value, Fraction | int) else value
    return Slip(misconception=misconception, value=wrong, why=Words(en=en, zh=zh))


def step(state: str, en: str, zh: str) -> Step:
    """A step of the worked solution."""
    return Step(says=Words(en=en, zh=zh), state=state)


def posed(
    *,
    facts: Mapping[str, Fact],
    question: Words,
    answer: Value | Fraction | int,
    slips: Iterable[Slip],
    steps: Iterable[Step],
    any_sign: bool = False,
) -> Exercise:
    """An exercise whose slips differ. A count of 0 or -3 nobody would believe, and it is left
    out; `any_sign` says that 0 and negative numbers are to be expected here.
    """
    right = exact(answer) if isinstance(answer, Fraction | int) else answer
    kept: dict[object, Slip] = {}
    for one in slips:
        if any_sign or not _unbelievable(right, one.value):
            kept.setdefault(_written(one.value), one)
    kept.pop(_written(right), None)
    return Exercise(
        facts=facts,
        question=question,
        answer=right,
        slips=tuple(kept.values()),
        steps=tuple(steps),
    )


def _written(value: Value) -> object:
    """Our values are each written in one way only, so that what is written tells them apart."""
    match value:
        case Exact():
            return value.number
        case Expression():
            return value.text
        case Several():
            return tuple(sorted(value.values))
        case Ordered():
            return value.values
        case Phrase():
            return value.key
    raise AssertionError(value)


def _unbelievable(answer: Value, wrong: Value) -> bool:
    """A learner drops a count of -3 by themselves, unless the answer is of that sort too."""
    return (
        isinstance(answer, Exact)
        and isinstance(wrong, Exact)
        and Fraction(answer.number) > 0 >= Fraction(wrong.number)
    )


def decimal(number: Fraction | int) -> str:
    """A number whose decimal expansion ends: 7/2 -> `3.5`."""
    value = Fraction(number)
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def point(number: Fraction | int) -> Expression:
    """An answer that is written with a decimal point, where the decimal ends."""
    value, left = Fraction(number), Fraction(number).denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    return Expression(text=decimal(value) if left == 1 else str(value))


def frac(top: int, bottom: int) -> str:
    """The LaTeX of a fraction as it stands, not simplified."""
    return rf"\frac{{{top}}}{{{bottom}}}"


def mixed(whole: int, top: int, bottom: int) -> str:
    """The LaTeX of a mixed number."""
    return f"{whole}{frac(top, bottom)}"


def fraction_facts(**fractions: tuple[int, int]) -> dict[str, Fact]:
    """Fractions that a question states: each as a number and as its two parts."""
    facts: dict[str, Fact] = {}
    for name, (top, bottom) in fractions.items():
        facts[name] = f"{top}/{bottom}"
        facts[f"{name}_parts"] = (top, bottom)
    return facts
