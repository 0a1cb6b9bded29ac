"""An expression of numbers worked out one operation at a time, fractions by common denominators."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from gongwu.errors import BadInputError
from gongwu.fields.teaching.explanation.solving.notation import number_node, text_of
from gongwu.fields.teaching.explanation.solving.solution import Solution, SolvedStep, cannot_solve
from gongwu.fields.teaching.expressions.exact import evaluate
from gongwu.fields.teaching.expressions.latex import tex, to_latex
from gongwu.fields.teaching.expressions.tree import Call, Minus, Node, Number, Operation, Suffix
from gongwu.fields.teaching.steps.size import children, refuse_large
from gongwu.fields.teaching.values import exact, rounded
from gongwu.ports import Words

_MOST_STEPS = 40
_ORDER = Words(
    en="Brackets come first, then powers, then products and quotients, then sums and differences.",
    zh="运算顺序：先算括号里的，再算乘方，然后乘除，最后加减。",
)
_COMMON = Words(
    en="Only parts of the same size can be counted together.",
    zh="分母相同，即分数单位相同，才能直接相加减。",
)


@dataclass(frozen=True)
class _Move:
    """The operation that is done next, and what stands there afterwards."""

    before: Node
    after: Node
    common: int = 0


def solve_arithmetic(problem: str, node: Node) -> Solution:
    """The steps; raises BadInputError for what has no value in fractions."""
    refuse_large(node)
    value = evaluate(node)
    steps = [
        SolvedStep(says=Words(en="Start from the expression.", zh="从原式出发。"), state=problem)
    ]
    current = node
    while (move := _next(current)) is not None:
        current = _replaced(current, move)
        steps.append(_step(move, text_of(current)))
        if len(steps) > _MOST_STEPS:
            raise cannot_solve(problem)
    return Solution(
        question=Words(en=f"Work out ${tex(problem)}$.", zh=f"计算 ${tex(problem)}$。"),
        title=Words(en="A calculation, step by step", zh="计算的步骤"),
        steps=tuple(steps),
        answer=exact(value),
    )


def _step(move: _Move, state: str) -> SolvedStep:
    before, after = to_latex(move.before), to_latex(move.after)
    if move.common:
        return SolvedStep(
            says=Words(
                en=f"Bring ${before}$ to the common denominator ${move.common}$.",
                zh=f"通分：${before}$ 的公分母是 ${move.common}$。",
            ),
            why=_COMMON,
            state=state,
        )
    return SolvedStep(
        says=Words(en=f"Work out ${before}$: it is ${after}$.",
                   zh=f"计算 ${before}$，得 ${after}$。"),
        why=_ORDER,
        state=state,
    )  # fmt: skip


def _next(node: Node) -> _Move | None:
    """The first operation, from the inside and from the left, whose parts are numbers."""
    parts = children(node)
    if isinstance(node, Operation) and node.sign in "+-" and all(map(_is_number, parts)):
        return _sum(node)
    if _is_number(node):
        return _tidied(node)
    for part in parts:
        found = _next(part) if not _is_number(part) or _quotient_is_whole(part) else None
        if found:
            return found
    return _Move(node, _value_node(node))


def _is_number(node: Node) -> bool:
    """A number as it may stand at the end: 3, 0.5, -2, 3/4."""
    match node:
        case Number():
            return True
        case Minus(of):
            return not isinstance(of, Minus) and _is_number(of)
        case Operation("/", Number(top), Number(bottom)):
            return "." not in top + bottom and int(bottom) != 0
    return False


def _quotient_is_whole(node: Node) -> bool:
    return isinstance(node, Operation) and evaluate(node).denominator == 1


def _tidied(node: Node) -> _Move | None:
    """A fraction that can be reduced."""
    size = node.of if isinstance(node, Minus) else node
    if not isinstance(size, Operation):
        return None
    lowest = number_node(evaluate(size))
    return None if lowest == size else _Move(size, lowest)


def _sum(node: Operation) -> _Move:
    """Of two numbers: common denominators first, where there are two."""
    bottoms = [_denominator(part) for part in (node.left, node.right)]
    is_fraction = max(bottoms) > 1 and not _decimal(node)
    if not is_fraction or bottoms[0] == bottoms[1]:
        return _Move(node, _value_node(node))
    common = lcm(*bottoms)
    left, right = (_over(common, evaluate(part)) for part in (node.left, node.right))
    return _Move(node, Operation(node.sign, left, right), common)


def _denominator(node: Node) -> int:
    match node:
        case Minus(of):
            return _denominator(of)
        case Operation("/", _, Number(bottom)):
            return int(bottom)
    return 1


def _over(common: int, value: Fraction) -> Node:
    top = abs(value) * common
    size = Operation("/", Number(str(int(top))), Number(str(common)))
    return Minus(size) if value < 0 else size


def _decimal(node: Node) -> bool:
    """Whether a decimal takes part, so that the result is better written as one."""
    if isinstance(node, Number):
        return "." in node.digits
    return any(map(_decimal, children(node)))


def _value_node(node: Node) -> Node:
    value = evaluate(node)
    if _decimal(node):
        for places in range(7):
            if (value * 10**places).denominator == 1:
                digits = rounded(abs(value), places).digits
                return Minus(Number(digits)) if value < 0 else Number(digits)
    return number_node(value)


def _replaced(node: Node, move: _Move) -> Node:
    """The first place where the operation stands, in the order in which it was found."""
    places = list(_with_replacement(node, move))
    return places[0]


def _with_replacement(node: Node, move: _Move) -> Iterator[Node]:
    if node is move.before:
        yield move.after
        return
    match node:
        case Minus(of):
            yield from (Minus(each) for each in _with_replacement(of, move))
        case Suffix(sign, of):
            yield from (Suffix(sign, each) for each in _with_replacement(of, move))
        case Operation(sign, left, right):
            yield from (Operation(sign, each, right) for each in _with_replacement(left, move))
            yield from (Operation(sign, left, each) for each in _with_replacement(right, move))
        case Call(name, arguments):
            for place, argument in enumerate(arguments):
                for each in _with_replacement(argument, move):
                    yield Call(name, (*arguments[:place], each, *arguments[place + 1 :]))


def is_arithmetic(node: Node) -> bool:
    """Whether the expression has a value in fractions."""
    try:
        refuse_large(node)
        evaluate(node)
    except BadInputError:
        return False
    return True
