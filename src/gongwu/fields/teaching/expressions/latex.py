"""A formula as LaTeX, in the few commands that every writer of documents here understands.

They are: `\\frac \\sqrt \\times \\cdot \\div \\le \\ge \\ne \\cup \\pi \\infty \\sin \\cos \\tan
\\ln \\log \\lvert \\rvert \\%`, `^{}` and `_{}`. A degree is the sign ° itself.
"""

from fractions import Fraction

from gongwu.fields.teaching.expressions.tree import (
    Call,
    Compared,
    Minus,
    Name,
    Node,
    Number,
    Operation,
    Statement,
    Suffix,
    parse_statement,
)

_SIGNS = {"!=": r"\ne", "<=": r"\le", ">=": r"\ge"}
_NAMES = {"pi": r"\pi", "oo": r"\infty"} | {
    letter: f"\\{letter}"
    for letter in ("alpha", "beta", "gamma", "theta", "lambda", "mu", "sigma", "Delta", "omega")
}
_FUNCTIONS = ("sin", "cos", "tan", "ln", "log", "exp", "max", "min", "gcd")
# How tightly a node holds together: what is looser than its place asks for gets brackets.
_SUM, _PRODUCT, _SIGNED, _POWER, _ATOM = range(5)


def tex(text: str) -> str:
    """The LaTeX of a formula in our notation, without dollar signs: `x^{2} - 5x + 6 = 0`."""
    return statement_to_latex(parse_statement(text))


def number_to_latex(number: Fraction | int) -> str:
    """A whole number, or a fraction with its sign before it."""
    value = Fraction(number)
    sign = "-" if value < 0 else ""
    top, bottom = abs(value.numerator), value.denominator
    return f"{sign}{top}" if bottom == 1 else rf"{sign}\frac{{{top}}}{{{bottom}}}"


def statement_to_latex(statement: Statement) -> str:
    """Relations joined by commas, cases by the word that the sentence around it supplies."""
    return r",\ ".join(
        r",\ ".join(_compared(relation) for relation in case) for case in statement.cases
    )


def _compared(relation: Compared) -> str:
    sides = [to_latex(side) for side in relation.sides]
    signs = [_SIGNS.get(sign, sign) for sign in relation.signs]
    return sides[0] + "".join(f" {a} {b}" for a, b in zip(signs, sides[1:], strict=True))


def to_latex(node: Node) -> str:
    """The LaTeX of an expression."""
    return _write(node)[0]


def _write(node: Node) -> tuple[str, int]:  # noqa: C901 - one case for each shape of node
    """The LaTeX and how tightly it holds."""
    match node:
        case Number(digits):
            return digits, _ATOM
        case Name(name):
            return _name(name), _ATOM
        case Minus(of):
            inner = _at_least(_SIGNED, of)
            return (f"-({inner})" if inner.startswith("-") else f"-{inner}"), _SIGNED
        case Suffix("%", of):
            return rf"{_at_least(_ATOM, of)}\%", _ATOM
        case Suffix(sign, of):
            return f"{_at_least(_ATOM, of)}{sign}", _ATOM
        case Call(function, arguments):
            return _call(function, arguments), _POWER if function == "sqrt" else _ATOM
        case Operation("/", left, right):
            return _fraction(left, right)
        case Operation("^", Call(name, (of,)), Number(digits)) if name in ("sin", "cos", "tan"):
            return rf"\{name}^{{{digits}}}({to_latex(of)})", _POWER
        case Operation("^", left, right):
            return f"{_at_least(_ATOM, left)}^{{{to_latex(right)}}}", _POWER
        case Operation("*", left, right):
            return _product(left, right), _PRODUCT
        case Operation(sign, left, right):
            # A negative term behind a sign needs brackets: 3 + (-2).
            inner = _at_least(_PRODUCT, right)
            behind = f"({inner})" if inner.startswith("-") else inner
            return f"{_at_least(_SUM, left)} {sign} {behind}", _SUM
    raise AssertionError(node)


def _fraction(left: Node, right: Node) -> tuple[str, int]:
    """The minus of a product stands before the fraction."""
    top, holds = _write(left)
    bottom = to_latex(right)
    if isinstance(left, Minus):
        return rf"-\frac{{{to_latex(left.of)}}}{{{bottom}}}", _SIGNED
    if top.startswith("-") and holds > _SUM:
        return rf"-\frac{{{top[1:]}}}{{{bottom}}}", _SIGNED
    return rf"\frac{{{top}}}{{{bottom}}}", _POWER


def _product(left: Node, right: Node) -> str:
    """`2x`, `2 \\times 3`, `(x - 1)(x - 2)`."""
    first, second = _at_least(_PRODUCT, left), _at_least(_POWER, right)
    written, holds = _write(right)
    is_negative = written.startswith("-") and holds > _SUM
    if second[0].isdigit() or second.startswith("\\frac") or is_negative:
        return rf"{first} \times {second}"
    apart = " " if first[-1].isalpha() and second[0].isalpha() and "\\" in first else ""
    return f"{first}{apart}{second}"


def _call(function: str, arguments: tuple[Node, ...]) -> str:
    inside = ", ".join(map(to_latex, arguments))
    match function, len(arguments):
        case "sqrt", 1:
            return rf"\sqrt{{{inside}}}"
        case "abs", 1:
            return rf"\lvert {inside} \rvert"
        case "log", 2:
            return rf"\log_{{{to_latex(arguments[1])}}}({to_latex(arguments[0])})"
    return f"{_function(function)}({inside})"


def _function(name: str) -> str:
    return f"\\{name}" if name in _FUNCTIONS else _name(name)


def _name(name: str) -> str:
    """`x_1` has an index; a longer name is one symbol."""
    stem, _, index = name.partition("_")
    written = _NAMES.get(stem, stem)
    return f"{written}_{{{index}}}" if index else written


def _at_least(tightness: int, node: Node) -> str:
    written, holds = _write(node)
    return written if holds >= tightness else f"({written})"
