"""A formula in LaTeX read back into our notation: what `expressions.latex` writes, and much else.

Knows school notation: fractions, roots, powers, indices, products without a sign, mixed numbers,
functions with or without brackets. Anything else raises BadInputError.
"""

import re
from collections.abc import Collection

from gongwu.errors import BadInputError

_TOKEN = re.compile(
    r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|[A-Za-z]+|[<>!]=|[-+*/^_=<>(){}\[\],!%|°]", re.DOTALL
)
_AS_WRITTEN = {
    "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≥": ">=", "≠": "!=", "π": r"\pi ",
    "（": "(", "）": ")", "，": ",", "＝": "=", "＋": "+", "∶": ":", "√": r"\sqrt ",
}  # fmt: skip
_SIGNS = {
    r"\times": "*", r"\cdot": "*", r"\div": "/", r"\le": "<=", r"\leq": "<=", r"\ge": ">=",
    r"\geq": ">=", r"\ne": "!=", r"\neq": "!=", r"\lt": "<", r"\gt": ">", r"\leqslant": "<=",
    r"\geqslant": ">=", r"\%": "%", r"\circ": r"\circ",
}  # fmt: skip
_NAMES = {
    r"\pi": "pi", r"\infty": "oo", r"\alpha": "alpha", r"\beta": "beta", r"\gamma": "gamma",
    r"\theta": "theta", r"\lambda": "lambda", r"\mu": "mu", r"\sigma": "sigma",
    r"\Delta": "Delta", r"\omega": "omega",
}  # fmt: skip
_FUNCTIONS = {
    f"\\{name}": name
    for name in ("sin", "cos", "tan", "ln", "log", "exp", "max", "min", "gcd", "tanh")
}
_SPACES = {r"\,", r"\;", r"\!", r"\:", r"\ ", r"\left", r"\right", r"\quad", r"\displaystyle"}
_FRACTIONS = {r"\frac", r"\dfrac", r"\tfrac"}
_DEEPEST = 60


def from_latex(latex: str, names: Collection[str] = (), functions: Collection[str] = ()) -> str:
    """The formula in our notation.

    `names` are those that take several letters; `functions` those whose bracket is an argument.
    """
    for written, meant in _AS_WRITTEN.items():
        latex = latex.replace(written, meant)
    reader = _Reader(latex, {*names, *functions}, functions)
    return reader.whole()


class _Reader:
    """The tokens of one formula, from left to right, written down piece by piece."""

    def __init__(self, latex: str, names: Collection[str], functions: Collection[str]) -> None:
        self._latex = latex
        self._functions = functions
        self._names = sorted(names, key=len, reverse=True)
        self._tokens: list[str] = []
        place = 0
        while place < len(latex):
            if latex[place].isspace():
                place += 1
                continue
            found = _TOKEN.match(latex, place)
            if not found:
                raise self._wrong(latex[place])
            self._tokens += self._split(found.group())
            place = found.end()
        self._tokens = [token for token in self._tokens if token not in _SPACES]
        self._at = self._depth = 0

    def _split(self, token: str) -> list[str]:
        """Letters in a row are a product of letters, but for the names known to be longer."""
        if not token.isalpha():
            return [token]
        parts = []
        while token:
            name = next((name for name in self._names if token.startswith(name)), token[0])
            parts.append(name)
            token = token[len(name) :]
        return parts

    def whole(self) -> str:
        written = self._run(())
        if self._at < len(self._tokens):
            raise self._wrong(self._tokens[self._at])
        return written

    def _run(self, ends: tuple[str, ...]) -> str:
        """Pieces up to one of the ends, which is left to be taken."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._wrong(self._latex[:12])
        pieces: list[str] = []
        while self._at < len(self._tokens) and self._tokens[self._at] not in ends:
            piece = self._piece(pieces)
            if pieces and _ends_a_factor(pieces[-1]) and _begins_a_factor(piece):
                pieces.append("*")
            pieces.append(piece)
        self._depth -= 1
        return " ".join(pieces)

    def _piece(self, before: list[str]) -> str:
        token = self._next()
        if token in _FRACTIONS:
            return self._fraction(before)
        if token in _FUNCTIONS:
            return self._call(_FUNCTIONS[token])
        if token in ("^", "_"):
            return self._raised(token, before)
        if token in self._functions and self._peek() == "(":
            return self._call(token)
        if token in ("(", "[", "{", r"\{"):
            return f"({self._until(_CLOSING[token])})"
        if token in (r"\lvert", "|"):
            return f"abs({self._until(_CLOSING[token])})"
        if token == r"\sqrt":
            return self._root()
        if token.startswith("\\") and token not in _SIGNS | _NAMES:
            raise self._wrong(token)
        return _SIGNS.get(token) or _NAMES.get(token) or token

    def _fraction(self, before: list[str]) -> str:
        top, bottom = self._group(), self._group()
        if top == "d" and (found := re.fullmatch(r"d \* ([A-Za-z])", bottom)):
            return f"diff({self._argument()}, {found.group(1)})"
        written = f"(({top})/({bottom}))"
        if before and before[-1].isdigit() and top.isdigit() and bottom.isdigit():
            return f"({before.pop()} + {written})"  # a mixed number: 1 1/2
        return written

    def _root(self) -> str:
        if self._peek() != "[":
            return f"sqrt({self._group()})"
        self._next()
        degree = self._until("]")
        return f"(({self._group()})^(1/({degree})))"

    def _raised(self, sign: str, before: list[str]) -> str:
        """A power stays behind its base, an index becomes part of the name."""
        group = self._group()
        if group == r"\circ":
            return "°"
        if sign == "^":
            return f"^({group})"
        if not before or not re.fullmatch(r"[A-Za-z]+", before[-1]) or not group.isalnum():
            raise self._wrong("_")
        return f"{before.pop()}_{group}"

    def _call(self, name: str) -> str:
        power = base = ""
        while self._peek() in ("^", "_"):
            if self._next() == "^":
                power = self._group()
            else:
                base = self._group()
        argument = self._argument()
        written = f"{name}({argument}, {base})" if base else f"{name}({argument})"
        return f"({written})^({power})" if power else written

    def _argument(self) -> str:
        """In brackets, else the factors that follow: the 2x of sin 2x."""
        if self._peek() in ("(", "{"):
            return self._until(_CLOSING[self._next()])
        factors: list[str] = []
        while self._is_factor(self._peek()):
            piece = self._piece(factors)
            if factors and not piece.startswith("^"):
                factors.append("*")
            factors.append(piece)
        if not factors:
            raise self._wrong(self._peek() or "the end")
        return " ".join(factors)

    def _is_factor(self, token: str) -> bool:
        return token[:1].isalnum() or token in _NAMES | {"^": "", "_": ""} or token in _FRACTIONS

    def _group(self) -> str:
        """What stands between braces, or one token."""
        if self._peek() == "{":
            self._next()
            return self._until("}")
        if self._peek() in ("", "^", "_", "}", ")"):
            raise self._wrong(self._peek() or "the end")
        return self._piece([])

    def _until(self, end: str) -> str:
        written = self._run((end,))
        if self._next() != end or not written:
            raise self._wrong(end)
        return written

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _wrong(self, token: str) -> BadInputError:
        return BadInputError(
            en=f"The LaTeX {self._latex!r} cannot be read at {token!r}.",
            zh=f"LaTeX“{self._latex}”从“{token}”处起无法读懂。",
        )


_CLOSING = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", r"\lvert": r"\rvert", "|": "|"}


def _ends_a_factor(piece: str) -> bool:
    return piece[-1].isalnum() or piece[-1] in ")!%°"


def _begins_a_factor(piece: str) -> bool:
    return piece[0].isalnum() or piece[0] == "("
