"""Questions that are nothing but a computation or an equation to solve, in English and Chinese.

A question counts only if every word of it is understood: "solve … for whole numbers" is another
question than "solve …".
"""

import re
from dataclasses import dataclass

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.tree import Compared, Name, Statement, parse_statement
from gongwu.fields.teaching.foreign.equations import read_equation
from gongwu.fields.teaching.foreign.spelling import plain
from gongwu.fields.teaching.steps.from_latex import from_latex
from gongwu.fields.teaching.steps.implied import Ruling, equal, implied
from gongwu.fields.teaching.steps.rounding import within_rounding
from gongwu.fields.teaching.steps.size import letters_in

_FORMULA = re.compile(r"\$\$?([^$]+)\$\$?|\\\((.+?)\\\)")
_VERBS = re.compile(
    r"^(?:solve|compute|calculate|evaluate|work out|find the value of|what is|simplify|"
    r"解下列方程|解方程组|解方程|解不等式组|解不等式|计算|求值|口算|脱式计算|简便计算|化简|求)",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"the equation|the inequality|the system of equations|the system|for [a-z]\b|\bfor\b|\bof\b|"
    r"\band\b|over the real numbers|the following|equation|下列各题|下面各题|的值|"
    r"方程组|方程|不等式|"
    r"[\s:：.。,，?？!;；=＝_…和]",
    re.IGNORECASE,
)
_NO_SOLUTION = (
    "no solution",
    "no real solution",
    "no real solutions",
    "无解",
    "没有实数根",
    "无实数根",
)
# Numbers, signs, functions and letters that stand alone: a longer word ends the formula.
_PLAIN_FORMULA = re.compile(
    r"(?:\d+(?:\.\d+)?|(?<![A-Za-z])(?:sqrt|sin|cos|tan|ln|pi|[a-z])(?![A-Za-z])"
    r"|[-+*/^()\[\]{}=<>≤≥≠√π:%!,]|\s)+"
)


@dataclass(frozen=True, kw_only=True)
class Computation:
    """What a question asks: the value of an expression, or the solutions of a relation."""

    asked: Statement

    @property
    def is_relation(self) -> bool:
        return any(part.signs for case in self.asked.cases for part in case)


def computation_in(question: str) -> Computation | None:
    """The computation that a question is, or None where it is anything else."""
    verb = _VERBS.match(question.strip())
    if not verb or len(question) > 2_000:
        return None
    rest = question.strip()[verb.end() :]
    formulas = [one or other for one, other in _FORMULA.findall(rest)]
    try:
        if formulas:
            silent = _FORMULA.sub(" ", rest)
            texts = [from_latex(formula) for formula in formulas]
        else:
            silent, texts = _split_plain(rest)
        statements = [parse_statement(text) for text in texts]
    except BadInputError:
        return None
    if _SILENT.sub("", silent) or not statements:
        return None
    return _joined(statements)


def _split_plain(rest: str) -> tuple[str, list[str]]:
    """A formula without dollar signs, and the words around it."""
    found = max(_PLAIN_FORMULA.findall(plain(rest)), key=len, default="")
    formula = re.sub(r"\s*(?:=\s*)$", "", found).strip(" :,")
    words = plain(rest).replace(formula, " ", 1)
    return words, [from_latex(formula)] if formula else []


def _joined(statements: list[Statement]) -> Computation | None:
    """The relations of a system; a lone letter among them is the one to solve for."""
    kept = [one for one in statements if not _is_letter(one)]
    cases = [case for one in kept for case in one.cases]
    bare = [part for case in cases for part in case if not part.signs]
    if not kept or any(len(one.cases) > 1 for one in kept) or (bare and len(cases) > 1):
        return None
    parts = tuple(part for case in cases for part in case)
    if bare and (len(parts) > 1):
        return None
    return Computation(asked=Statement((parts,)))


def _is_letter(statement: Statement) -> bool:
    match statement.cases:
        case ((Compared((Name(),), ()),),):
            return True
    return False


def judge(computation: Computation, answer: str) -> tuple[Ruling, bool]:
    """Rules on a stated answer; the flag tells that it holds rounded to its decimals."""
    unknown = Ruling(verdict="cannot tell"), False
    try:
        if not computation.is_relation:
            return _judge_value(computation, answer)
        claim = _claim(computation, answer)
    except BadInputError:
        return unknown
    if claim is None:
        return unknown
    there = implied((computation.asked,), claim)
    back = implied((claim,), computation.asked)
    order = ("wrong", "cannot tell", "proven")
    worst = min((there, back), key=lambda ruling: order.index(ruling.verdict))
    if worst.verdict == "wrong" and "." in answer:
        return unknown  # perhaps rounded: nothing says to which place
    return worst, False


def _judge_value(computation: Computation, answer: str) -> tuple[Ruling, bool]:
    asked = computation.asked.cases[0][0].sides[0]
    statement = read_equation(_formula_of(answer))
    (side,) = [part.sides[-1] for case in statement.cases for part in case][-1:]
    if len(statement.cases) > 1 or len(statement.cases[0]) > 1:
        return Ruling(verdict="cannot tell"), False
    ruling = equal((), asked, side)
    if ruling.verdict == "wrong" and within_rounding((), asked, side):
        return Ruling(verdict="proven"), True
    return ruling, False


def _formula_of(answer: str) -> str:
    found = [one or other for one, other in _FORMULA.findall(answer)]
    if len(found) == 1:
        return from_latex(found[0])
    return from_latex(answer) if "\\" in answer else answer.strip(" .。")


def _claim(computation: Computation, answer: str) -> Statement | None:
    """The solutions that an answer states: `x = 2 or x = 3`, `2, 3`, `x = 1, y = 2`, `x > 4`."""
    letters = sorted(letters_in(computation.asked))
    if answer.strip(" .。").lower() in _NO_SOLUTION and letters:
        return Statement(((Compared((Name(letters[0]), Name(letters[0])), ("!=",)),),))
    text = _FORMULA.sub(lambda found: f" {from_latex(found.group(1) or found.group(2))} ", answer)
    text = re.sub(r"或者|或", " or ", plain(text))
    text = re.sub(r"且|和|\band\b|[;；、]", ",", text).strip(" .。")
    statement = read_equation(text)
    parts = [part for case in statement.cases for part in case]
    if len(letters) == 1:
        return _of_one(letters[0], statement, parts)
    return statement if letters_in(statement) == set(letters) else None


def _of_one(letter: str, statement: Statement, parts: list[Compared]) -> Statement | None:
    """Bare values and equations separated by commas are one solution each; x1, x2 are x."""
    if all(not part.signs for part in parts):
        return Statement(
            tuple(((Compared((Name(letter), part.sides[0]), ("=",))),) for part in parts)
        )
    named = [_unindexed(letter, part) for part in parts]
    if letters_in(Statement((tuple(named),))) != {letter}:
        return None
    if all(part.signs == ("=",) for part in named):
        return Statement(tuple((part,) for part in named))
    return statement


def _unindexed(letter: str, part: Compared) -> Compared:
    def plain_name(side: object) -> bool:
        return isinstance(side, Name) and re.fullmatch(rf"{letter}_?\d", side.name) is not None

    sides = tuple(Name(letter) if plain_name(side) else side for side in part.sides)
    return Compared(sides, part.signs)
