"""A derivative by the rules of school: sums, powers, constants, products, quotients, chains."""

from gongwu.fields.teaching.explanation.solving.notation import number_node, text_of
from gongwu.fields.teaching.explanation.solving.polynomials import polynomial_of, written
from gongwu.fields.teaching.explanation.solving.solution import Solution, SolvedStep, cannot_solve
from gongwu.fields.teaching.expressions.exact import evaluate
from gongwu.fields.teaching.expressions.latex import to_latex
from gongwu.fields.teaching.expressions.tree import (
    Call,
    Minus,
    Name,
    Node,
    Number,
    Operation,
)
from gongwu.fields.teaching.steps.size import letters_of
from gongwu.fields.teaching.values import Expression
from gongwu.ports import Words

_ZERO, _ONE = Number("0"), Number("1")


def solve_derivative(problem: str, of: Node, letter: str) -> Solution:
    """The steps for diff(of, letter)."""
    result = _derived(of, letter)
    if result is None:
        raise cannot_solve(problem)
    steps = [_first(problem)]
    terms = _terms(of)
    if len(terms) > 1:
        steps.append(_by_terms(terms, letter))
    steps.append(_by_rules(text_of(result)))
    polynomial = polynomial_of(result, letter)
    if (
        polynomial is not None
        and "(" not in text_of(result)
        and written(polynomial, letter) != text_of(result)
    ):
        steps.append(_tidied(written(polynomial, letter)))
    function = to_latex(of)
    return Solution(
        question=Words(
            en=f"Find the derivative of ${function}$ with respect to ${letter}$.",
            zh=f"求 ${function}$ 对 ${letter}$ 的导数。",
        ),
        title=Words(en="A derivative, step by step", zh="求导的步骤"),
        steps=tuple(steps),
        answer=Expression(text=steps[-1].state),
    )


def _first(problem: str) -> SolvedStep:
    return SolvedStep(
        says=Words(en="This is what is asked for.", zh="所求的导数是："), state=problem
    )


def _by_terms(terms: list[Node], letter: str) -> SolvedStep:
    state = " + ".join(f"diff({text_of(term)}, {letter})" for term in terms)
    return SolvedStep(
        says=Words(en="Differentiate term by term.", zh="逐项求导。"),
        why=Words(
            en="The derivative of a sum is the sum of the derivatives.",
            zh="和的导数等于导数的和。",
        ),
        state=state,
    )


def _by_rules(state: str) -> SolvedStep:
    return SolvedStep(
        says=Words(
            en="Use the rules for powers, products and inner functions.",
            zh="运用幂函数、乘积与复合函数的求导法则。",
        ),
        why=Words(
            en="A power comes down as a factor and its exponent falls by one; an inner function "
            "brings its own derivative as a factor.",
            zh="幂函数求导：指数下来作系数，指数减一；复合函数还要乘以内层函数的导数。",
        ),
        state=state,
    )


def _tidied(state: str) -> SolvedStep:
    return SolvedStep(says=Words(en="Collect the terms.", zh="整理。"), state=state)


def _terms(node: Node) -> list[Node]:
    match node:
        case Operation("+", left, right):
            return _terms(left) + _terms(right)
        case Operation("-", left, right):
            return _terms(left) + [Minus(term) for term in _terms(right)]
    return [node]


def _derived(node: Node, letter: str) -> Node | None:  # noqa: C901 - one case for each rule
    if letter not in letters_of(node):
        return _ZERO
    match node:
        case Name():
            return _ONE
        case Minus(of):
            inner = _derived(of, letter)
            return inner and _minus(inner)
        case Operation("+" | "-" as sign, left, right):
            one, other = _derived(left, letter), _derived(right, letter)
            return one and other and _sum(one, other if sign == "+" else _minus(other))
        case Operation("*", left, right):
            one, other = _derived(left, letter), _derived(right, letter)
            return one and other and _sum(_product(one, right), _product(left, other))
        case Operation("/", left, right):
            one, other = _derived(left, letter), _derived(right, letter)
            if one is None or other is None:
                return None
            if other == _ZERO:
                return Operation("/", one, right)
            top = _sum(_product(one, right), _minus(_product(left, other)))
            return Operation("/", top, Operation("^", right, Number("2")))
        case Operation("^", base, exponent) if not letters_of(exponent):
            return _power(base, exponent, letter)
        case Call(name, (of,)):
            return _chain(name, of, letter)
    return None


def _power(base: Node, exponent: Node, letter: str) -> Node | None:
    inner = _derived(base, letter)
    number = evaluate(exponent)
    if inner is None:
        return None
    lower = number - 1
    power = base if lower == 1 else Operation("^", base, number_node(lower))
    return _product(_product(number_node(number), _ONE if lower == 0 else power), inner)


def _chain(name: str, of: Node, letter: str) -> Node | None:
    inner = _derived(of, letter)
    outer: dict[str, Node] = {
        "sin": Call("cos", (of,)),
        "cos": Minus(Call("sin", (of,))),
        "exp": Call("exp", (of,)),
        "ln": Operation("/", _ONE, of),
        "sqrt": Operation("/", _ONE, Operation("*", Number("2"), Call("sqrt", (of,)))),
    }
    return _product(inner, outer[name]) if inner is not None and name in outer else None


def _minus(node: Node) -> Node:
    if node == _ZERO:
        return node
    return node.of if isinstance(node, Minus) else Minus(node)


def _sum(one: Node, other: Node) -> Node:
    if one == _ZERO:
        return other
    if other == _ZERO:
        return one
    if isinstance(other, Minus):
        return Operation("-", one, other.of)
    return Operation("+", one, other)


def _product(one: Node, other: Node) -> Node:
    if _ZERO in (one, other):
        return _ZERO
    if one == _ONE:
        return other
    if isinstance(other, Minus):
        return Minus(_product(one, other.of))
    return one if other == _ONE else Operation("*", one, other)
