"""Calculator notes inside a worked answer: `<<48/2=24>>24`, and `#### 24` at its end.

Recomputes every note. That the notes fit the question is not looked at: no program here reads it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gongwu.errors import BadInputError
from gongwu.fields.teaching.foreign.equations import read_equation
from gongwu.fields.teaching.foreign.spelling import Stated, is_rounded, stated
from gongwu.fields.teaching.steps.numbers import fraction

_NOTE = re.compile(r"<<([^<>]*)>>")
_FINAL = re.compile(r"####\s*(.+?)\s*$")
_SHOWN = re.compile(r"^[\s$]*(?>(-?\d[\d,]*(?:\.\d+)?|\.\d+))(?![\d/:])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_EQUATION = re.compile(
    r"(?<![\w.)])(?<![-+*/=x] )(\d[\d.]*(?:\s*[-+*/]\s*\d[\d.]*)+)\s*=\s*"
    r"(-?\d+(?:\.\d+)?)(?![\d/:])"
)
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
# A dozen, a day, a week, an hour, cents and percent, metres.
_UNITS = (1, 7, 12, 24, 60, 100, 1000, 3600)
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Note:
    """One note. `value` is recomputed, None where it cannot be; `shown` is the figure behind it."""

    text: str
    value: Fraction | None
    result: Stated | None
    shown: Stated | None

    @property
    def rounded(self) -> bool:
        return bool(self.value is not None and self.result and is_rounded(self.value, self.result))

    @property
    def wrong(self) -> bool:
        """The note's own result, or the figure that the text goes on with, is another number."""
        if self.value is None or self.result is None:
            return False
        if not fits(self.value, self.result):
            return True
        return self.shown is not None and not (
            fits(self.value, self.shown) or fits(self.result.value, self.shown)
        )


def fits(value: Fraction, said: Stated) -> bool:
    """Whether a figure is a value, or the value rounded."""
    return value == said.value or is_rounded(value, said)


def notes_in(answer: str) -> list[Note]:
    """Every note, in order."""
    return list(_notes(answer))


def _notes(answer: str) -> Iterator[Note]:
    for found in _NOTE.finditer(answer):
        formula, _, result = found.group(1).rpartition("=")
        behind = _SHOWN.match(answer[found.end() :])
        yield Note(
            text=found.group(1),
            value=_value(formula),
            result=stated(result),
            shown=stated(behind.group(1).rstrip(",")) if behind else None,
        )


def _value(formula: str) -> Fraction | None:
    """A chain of equal sides has one value."""
    try:
        (case,) = read_equation(formula.replace("$", "").replace(",", "").lstrip("+ ")).cases
        (part,) = case
    except (BadInputError, ValueError):
        return None
    values = {fraction(side) for side in part.sides}
    return values.pop() if len(values) == 1 and set(part.signs) <= {"="} else None


def final_of(answer: str) -> str | None:
    """What stands behind the last `####`."""
    found = _FINAL.search(answer)
    return found.group(1) if found else None


def written_results(answer: str) -> set[Fraction]:
    """What the equations in figures give that stand in the text behind the last note.

    Only those that recompute: a wrong one may be part of a longer formula in words.
    """
    text = _THOUSANDS.sub("", _tail(answer).replace("$", ""))
    pairs = ((_value(formula), stated(result)) for formula, result in _EQUATION.findall(text))
    return {value for value, said in pairs if value is not None and said and fits(value, said)}


def last_claim(answer: str) -> Fraction | None:
    """The last figure behind an equals sign in the text behind the last note."""
    found = re.findall(r"=\s*[$]?\s*(-?\d[\d,]*(?:\.\d+)?)", _tail(answer))
    return Fraction(found[-1].replace(",", "")) if found else None


def may_mean(answer: str, last: Fraction, final: Fraction) -> bool:
    """Whether the final answer may come from the last note by a step in words.

    The last line names it, in figures or in words, or it is the same amount in another unit.
    """
    line = _NOTE.sub(" ", answer.rpartition("####")[0].strip().rpartition("\n")[2])
    tail = line + _tail(answer)
    figures = {Fraction(figure.replace(",", "")) for figure in _FIGURE.findall(tail)}
    words = {place for place, word in enumerate(_WORDS) if word in tail.lower()}
    named = figures | {Fraction(word) for word in words}
    return any(
        abs(final) in (abs(value) * factor, abs(value) / factor)
        for value in named | {last}
        for factor in _UNITS
    )


def _tail(answer: str) -> str:
    """The text between the last note's figure and the final answer."""
    text, _, _ = answer.rpartition("####")
    return _SHOWN.sub("", text.rpartition(">>")[2])
