"""The three routes: an item's equation, its calculator notes, the computation that it asks for."""

import re
from dataclasses import replace
from fractions import Fraction

from gongwu.errors import BadInputError
from gongwu.fields.teaching.foreign.equations import value_of_equation
from gongwu.fields.teaching.foreign.items import ForeignItem
from gongwu.fields.teaching.foreign.notes import (
    Note,
    final_of,
    fits,
    last_claim,
    may_mean,
    notes_in,
    written_results,
)
from gongwu.fields.teaching.foreign.opinion import Opinion, unable
from gongwu.fields.teaching.foreign.questions import Computation, computation_in, judge
from gongwu.fields.teaching.foreign.spelling import Stated, is_rounded, stated, written
from gongwu.fields.teaching.steps.numbers import fraction
from gongwu.fields.teaching.steps.size import letters_in
from gongwu.ports import Words

_ROUNDING = re.compile(
    r"保留|四舍五入|精确到|近似|≈|约是|约为|大约|\bround|nearest|decimal place|approximat",
    re.IGNORECASE,
)
_READING = Words(
    en="Whether it fits the words of the question was not checked.",
    zh="算式是否符合题意未作检查。",
)


def of_equation(item: ForeignItem, answer: str) -> Opinion | None:
    """The equation worked out in fractions, beside the answer."""
    if not item.equation:
        return None
    try:
        value = value_of_equation(item.equation)
    except BadInputError as error:
        return unable(f"The equation cannot be read: {error.en}", f"算式无法读懂：{error.zh}")
    if value is None:
        return unable(
            f"The equation {item.equation} does not give one number in fractions.",
            f"算式 {item.equation} 得不出唯一的有理数。",
        )
    said = stated(answer)
    if said is None:
        return unable(
            f"The equation gives {written(value)}; the answer {answer!r} is not one number.",
            f"算式得 {written(value)}；答案“{answer}”不能读作一个数。",
        )
    return _compared(item, value, said, answer)


def _compared(item: ForeignItem, value: Fraction, said: Stated, answer: str) -> Opinion:
    found, equation = written(value), item.equation
    if value == said.value:
        return Opinion(status="proven", value=value, why=Words(
            en=f"{equation} gives {found} in exact fractions, the stated answer. {_READING.en}",
            zh=f"{equation} 用分数精确计算得 {found}，与答案一致。{_READING.zh}",
        ))  # fmt: skip
    if is_rounded(value, said, announced=_speaks_of_rounding(item.question)):
        return Opinion(status="proven", value=value, why=Words(
            en=f"{equation} gives {found}; the answer {answer} is that, rounded to "
            f"{said.places} decimal places. {_READING.en}",
            zh=f"{equation} 得 {found}；答案 {answer} 是它保留 {said.places} 位小数的结果。"
            f"{_READING.zh}",
        ))  # fmt: skip
    if _may_be_rounded(value, said):
        return replace(unable(
            f"{equation} gives {found}; the answer {answer} is near it. Whether the question asks "
            "to round is not known.",
            f"{equation} 得 {found}；答案 {answer} 与它接近。题目是否要求取近似值，无法判断。",
        ), value=value)  # fmt: skip
    return Opinion(status="wrong", right=found, value=value, why=Words(
        en=f"{equation} gives {found}, not {answer}.",
        zh=f"{equation} 得 {found}，不是 {answer}。",
    ))  # fmt: skip


def _may_be_rounded(value: Fraction, said: Stated) -> bool:
    """Up, down or to the nearest: a whole number of buses, or a decimal of few places."""
    last_place = Fraction(1, 10 ** (said.places or 0))
    return (said.value / last_place).denominator == 1 and abs(value - said.value) < last_place


def _speaks_of_rounding(question: str) -> bool:
    return _ROUNDING.search(question) is not None


def of_notes(item: ForeignItem) -> Opinion | None:
    """Every note recomputed, and the final answer beside the last of them."""
    notes = notes_in(item.answer)
    if not notes and final_of(item.answer) is None:
        return None
    for note in notes:
        if note.wrong and note.value is not None:
            return _wrong_note(note, note.value)
    unread = next((note for note in notes if note.value is None or note.result is None), None)
    if unread:
        return unable(
            f"The note <<{unread.text}>> cannot be recomputed.",
            f"标注 <<{unread.text}>> 无法重新计算。",
        )
    return _final(item.answer, notes)


def _wrong_note(note: Note, value: Fraction) -> Opinion:
    said = note.shown if note.result and fits(value, note.result) else note.result
    shown = written(said.value) if said else ""
    return Opinion(status="wrong", right=written(value), why=Words(
        en=f"The note <<{note.text}>> gives {written(value)}, not {shown}.",
        zh=f"标注 <<{note.text}>> 得 {written(value)}，不是 {shown}。",
    ))  # fmt: skip


def _final(answer: str, notes: list[Note]) -> Opinion:
    text = final_of(answer)
    said = stated(text) if text else None
    if said is None:
        return unable(
            f"All {len(notes)} notes are right; there is no final answer behind #### to compare.",
            f"{len(notes)} 处标注都正确；但没有“####”后的最终答案可比。",
        )
    claim = last_claim(answer)
    if claim == said.value and said.value in written_results(answer):
        return _written_out(notes, said.value)
    last = notes[-1] if notes else None
    if last is None or last.value is None or last.result is None:
        return unable(
            "The answer has no calculator notes, and no equation in figures gives the final one.",
            "答案没有计算标注，也没有用数字写出的算式得出最终答案。",
        )
    if claim is None and (fits(last.value, said) or fits(last.result.value, said)):
        return _consistent(notes, last.result.value)
    if claim is not None or may_mean(answer, last.result.value, said.value):
        return unable(
            f"All {len(notes)} notes are right; the final answer {text} comes from a later step "
            "that has no note.",
            f"{len(notes)} 处标注都正确；最终答案 {text} 来自其后没有标注的一步。",
        )
    return Opinion(status="wrong", right=written(last.result.value), why=Words(
        en=f"The last note gives {written(last.result.value)}, the final answer says {text}, and "
        "nothing between them leads from one to the other.",
        zh=f"最后一处标注得 {written(last.result.value)}，最终答案却是 {text}，其间没有任何步骤。",
    ))  # fmt: skip


def _written_out(notes: list[Note], value: Fraction) -> Opinion:
    return Opinion(status="proven", value=value, why=Words(
        en=f"All {len(notes)} notes were recomputed and are right, and so is the equation behind "
        "them in the text that gives the final answer. Whether the steps fit the words of the "
        "question was not checked.",
        zh=f"{len(notes)} 处标注重新计算全部正确，其后文字中得出最终答案的算式也正确。"
        "各步是否符合题意未作检查。",
    ))  # fmt: skip


def _consistent(notes: list[Note], value: Fraction) -> Opinion:
    rounded = sum(note.rounded for note in notes)
    en = f" {rounded} of them rounded correctly." if rounded else ""
    zh = f"其中 {rounded} 处为正确的四舍五入。" if rounded else ""
    return Opinion(status="proven", value=value, why=Words(
        en=f"All {len(notes)} notes were recomputed and are right, and the last is the final "
        f"answer.{en} Whether the steps fit the words of the question was not checked.",
        zh=f"{len(notes)} 处标注重新计算全部正确，最后一处就是最终答案。{zh}"
        "各步是否符合题意未作检查。",
    ))  # fmt: skip


def of_question(item: ForeignItem, answer: str) -> Opinion | None:
    """The question solved from its own text."""
    computation = computation_in(item.question)
    if computation is None:
        return None
    ruling, rounded = judge(computation, answer)
    if ruling.verdict == "cannot tell":
        return unable(
            f"Whether {answer!r} answers the question could not be proven either way.",
            f"“{answer}”是否为正确答案，无法证明，也无法否定。",
        )
    right = _right(computation)
    if ruling.verdict == "wrong":
        return Opinion(status="wrong", right=right, why=Words(
            en=f"The question's own computation does not give {answer}"
            + (f" (at {ruling.witness} they part)." if ruling.witness else "."),
            zh=f"按题目本身计算，得不到 {answer}"
            + (f"（在 {ruling.witness} 处不符）。" if ruling.witness else "。"),
        ))  # fmt: skip
    said = stated(answer)
    close = " (rounded to the decimals given)" if rounded else ""
    closely = "（按所给位数四舍五入）" if rounded else ""
    return Opinion(status="proven", value=said.value if said else None, why=Words(
        en=f"The question was solved from its text: the stated answer is right{close}.",
        zh=f"由题目本身求解，答案正确{closely}。",
    ))  # fmt: skip


def _right(computation: Computation) -> str:
    """The right value where it is one number; else the solutions that sympy finds."""
    if not computation.is_relation:
        side = computation.asked.cases[0][0].sides[0]
        value = None if letters_in(computation.asked) else fraction(side)
        return written(value) if value is not None else ""
    return ""
