r"""A formula's tree, read from LaTeX: the subset of school and first-year mathematics.

    row    := (atom scripts)*
    atom   := leaf | "{" row "}" | \frac arg arg | \sqrt ["[" row "]"] arg | \left … \right
            | \begin{…} cells \end{…} | accent arg | \text{…}
    arg    := "{" row "}" | one leaf        (of `12` only the 1, as TeX has it)
    scripts := ("_" arg | "^" arg | "'")*

`formula_of` is for writers: a formula that cannot be read is shown letter by letter, since a file
must not lose what a person wrote. `read` is for checks: it says what cannot be read.
"""

import re

from gongwu.errors import BadInputError
from gongwu.studio.document.formula.commands import (
    ACCENTS,
    GAPS,
    GRIDS,
    IGNORED,
    LEAVES,
    NUMBER_SETS,
    PAIRS,
    SIGNS,
    STYLES,
)
from gongwu.studio.document.formula.tree import (
    Accent,
    Fenced,
    Fraction,
    Gap,
    Grid,
    Leaf,
    Node,
    Role,
    Root,
    Row,
    Scripts,
)

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_DEEPEST = 60
_OPERATORS: tuple[Role, ...] = ("binary", "prefix", "relation", "open", "comma")
_THIN = Gap(3)


def formula_of(latex: str) -> Node:
    """The tree of a formula; its letters as they are if it cannot be read."""
    try:
        return read(latex)
    except BadInputError:
        return Leaf("text", latex)


def read(latex: str) -> Node:
    """The tree of a formula. Raises BadInputError, saying what cannot be read."""
    reader = _Reader(latex)
    row = reader.row(())
    if reader.next is not None:
        raise reader.wrong(reader.next)
    return row


class _Reader:
    """One formula being read from left to right."""

    def __init__(self, latex: str) -> None:
        self._latex = latex
        self._tokens = _TOKEN.findall(latex)
        self._paired = _paired(self._tokens)
        self._at = 0
        self._taken = 0
        self._depth = 0
        self._letters: Role = "variable"
        self._skip_spaces()

    @property
    def next(self) -> str | None:
        """The token that stands next, None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def row(self, ends: tuple[str, ...]) -> Node:
        """The parts up to one of the ends, which stays."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self.wrong(self.next or "")
        parts: list[Node] = []
        while self.next is not None and self.next not in ends and self.next != "}":
            part = self._part()
            if part is not None:
                parts.append(part)
        self._depth -= 1
        return _joined(parts)

    def wrong(self, token: str) -> BadInputError:
        """What cannot be read, and in which formula."""
        seen = token or "the end"
        return BadInputError(
            en=f"The formula ${self._latex}$ cannot be read from {seen!r} on. Check its "
            r"braces, and write it with plain commands such as \frac, \sqrt, ^ and _.",
            zh=f"公式 ${self._latex}$ 从“{token or '末尾'}”起无法读懂。"
            r"请检查花括号是否成对，并改用 \frac、\sqrt、^、_ 这类基本命令。",
        )

    def _part(self) -> Node | None:
        token = self._take()
        if token in ("^", "_", "'"):
            self._at -= 1
            return self._scripts(Row(()))
        atom = self._atom(token)
        return None if atom is None else self._scripts(atom)

    def _scripts(self, base: Node) -> Node:
        low: Node | None = None
        high: Node | None = None
        while self.next in ("_", "^", "'"):
            sign = self._take()
            if sign == "_" and low is None:
                low = self._argument()
            elif high is None:
                high = self._argument() if sign == "^" else self._primes()
            else:
                raise self.wrong(sign)
        if low is None and high == LEAVES["circ"]:
            return Row((base, Leaf("ordinary", "°")))
        return base if low is None and high is None else Scripts(base, low, high)

    def _primes(self) -> Node:
        many = 1
        while self.next == "'":
            self._take()
            many += 1
        return Leaf("ordinary", "′" * many)

    def _argument(self) -> Node:
        """`{…}`, or one leaf."""
        token = self._take()
        if token[0].isdigit() and len(token) > 1:
            self._at -= 1
            self._tokens[self._at] = token[1:]
            return Leaf("number", token[0])
        atom = self._atom(token) if token not in ("^", "_", "'") else None
        if atom is None:
            raise self.wrong(token)
        return atom

    def _atom(self, token: str) -> Node | None:
        if token == "{":
            inside = self.row(())
            self._must("}")
            # 1{,}000 is one number: a comma in braces separates nothing.
            return Leaf("ordinary", ",") if inside == SIGNS[","] else inside
        if token.startswith("\\"):
            return self._command(token[1:])
        if token[0].isdigit():
            return Leaf("number", token)
        if token in SIGNS:
            return SIGNS[token]
        if not token.isalpha():
            raise self.wrong(token)
        return self._letter(token)

    def _letter(self, token: str) -> Leaf:
        """A letter; what is no Latin or Greek letter is a word with its neighbours."""
        if self._letters == "variable" and (token.isascii() or "Ͱ" <= token <= "Ͽ"):
            return Leaf("variable", token)
        while self.next and self.next.isalpha() and self._joins(self.next, token):
            token += self._take()
        return Leaf("word" if self._letters == "variable" else self._letters, token)

    def _joins(self, letter: str, word: str) -> bool:
        return self._letters != "variable" or not (letter.isascii() or word.isascii())

    def _command(self, name: str) -> Node | None:
        if name in PAIRS:
            return self._pair(name)
        if name in LEAVES:
            return LEAVES[name]
        if name in GAPS:
            return Gap(GAPS[name])
        if name in IGNORED:
            return None
        if name in ACCENTS:
            return Accent(ACCENTS[name], self._argument())
        if name in STYLES:
            return self._styled(STYLES[name])
        return self._structure(name)

    def _structure(self, name: str) -> Node:
        match name:
            case "frac" | "dfrac" | "tfrac":
                return Fraction(self._argument(), self._argument())
            case "binom":
                return Grid(((self._argument(),), (self._argument(),)), "(", ")")
            case "sqrt":
                return self._root()
            case "left":
                return self._fenced()
            case "begin":
                return self._grid()
            case "text" | "operatorname":
                return Leaf("text" if name == "text" else "function", self._raw())
            case "mathbb":
                letter = self._raw()
                return Leaf("word", NUMBER_SETS.get(letter, letter))
        raise self.wrong(f"\\{name}")

    def _styled(self, style: Role) -> Node:
        before, self._letters = self._letters, style
        try:
            return self._argument()
        finally:
            self._letters = before

    def _root(self) -> Node:
        index: Node | None = None
        if self.next == "[":
            self._take()
            index = self.row(("]",))
            self._must("]")
        return Root(self._argument(), index)

    def _fenced(self) -> Node:
        left = self._fence()
        inside = self.row((r"\right",))
        self._must(r"\right")
        return Fenced(left, inside, self._fence())

    def _pair(self, name: str) -> Node:
        r"""`\lvert … \rvert` hold what is between them; one without the other is a sign."""
        if self._taken not in self._paired:
            return LEAVES[name]
        inside = self.row(("\\" + PAIRS[name],))
        self._take()
        return Fenced(LEAVES[name].text, inside, LEAVES[PAIRS[name]].text)

    def _fence(self) -> str:
        token = self._take()
        if token == ".":
            return ""
        leaf = LEAVES.get(token[1:]) if token.startswith("\\") else SIGNS.get(token)
        if leaf is None or not (leaf.role in ("open", "close") or leaf.text == "|"):
            raise self.wrong(token)
        return leaf.text

    def _grid(self) -> Node:
        name = self._raw()
        if name not in GRIDS:
            raise self.wrong(rf"\begin{{{name}}}")
        rows: list[tuple[Node, ...]] = []
        cells: list[Node] = []
        while True:
            cells.append(self.row(("&", r"\\", r"\end")))
            end = self._take()
            if end != "&":
                rows.append(tuple(cells))
                cells = []
            if end == r"\end":
                break
            if end == "}":
                raise self.wrong(end)
        if self._raw() != name:
            raise self.wrong(r"\end")
        # A break behind the last row opens no row.
        kept = rows[:-1] if len(rows) > 1 and rows[-1] == (Row(()),) else rows
        return Grid(tuple(kept), *GRIDS[name])

    def _raw(self) -> str:
        """The letters between two braces, as they are."""
        if self.next != "{":
            raise self.wrong(self.next or "")
        self._at += 1
        letters: list[str] = []
        while self.next != "}":
            if self.next is None:
                raise self.wrong("")
            letters.append(self.next.removeprefix("\\") if len(self.next) == 2 else self.next)
            self._at += 1
        self._at += 1
        self._skip_spaces()
        return "".join(letters)

    def _take(self) -> str:
        if self.next is None:
            raise self.wrong("")
        token = self.next
        self._taken = self._at
        self._at += 1
        self._skip_spaces()
        return token

    def _must(self, token: str) -> None:
        if self.next != token:
            raise self.wrong(self.next or "")
        self._take()

    def _skip_spaces(self) -> None:
        while self.next is not None and self.next.isspace():
            self._at += 1


def _paired(tokens: list[str]) -> frozenset[int]:
    """The places of the signs that open something and have their partner in the same group."""
    paired: set[int] = set()
    open_: list[tuple[str, int]] = []
    for place, token in enumerate(tokens):
        name, before = token[1:], tokens[place - 1] if place else ""
        if token in ("{", r"\left", r"\begin") or (name in PAIRS and before != r"\left"):
            open_.append((name if name in PAIRS else "", place))
        elif token in ("}", r"\right", r"\end"):
            while open_ and open_.pop()[0]:
                pass
        elif token in ("&", r"\\"):
            while open_ and open_[-1][0]:
                open_.pop()
        elif open_ and open_[-1][0] and PAIRS[open_[-1][0]] == name and before != r"\right":
            paired.add(open_.pop()[1])
    return frozenset(paired)


def _joined(parts: list[Node]) -> Node:
    """A row whose signs know whether they stand between or before, with gaps about functions."""
    row: list[Node] = []
    before: Node | None = None
    for part in parts:
        leaf = _sign(part, before)
        if _wants_gap(row[-1] if row else None, leaf):
            row.append(_THIN)
        row.append(leaf)
        before = before if isinstance(part, Gap) else leaf
    return row[0] if len(row) == 1 else Row(tuple(row))


def _sign(part: Node, before: Node | None) -> Node:
    operand = before is not None and _role(before) not in _OPERATORS
    if isinstance(part, Leaf) and part.role == "binary" and not operand:
        return Leaf("prefix", part.text)
    return part


def _wants_gap(before: Node | None, part: Node) -> bool:
    """`sin x` and `2 sin x`, but `sin(x)` and `−sin x`."""
    if before is None or isinstance(before, Gap) or isinstance(part, Gap | Fenced):
        return False
    if _role(before) in ("function", "limit"):
        return _role(part) not in ("open", "close", "comma", "relation", "binary")
    return _role(part) in ("function", "limit") and _role(before) not in _OPERATORS


def _role(node: Node) -> Role | None:
    """The role of a leaf, with or without scripts."""
    inner = node.base if isinstance(node, Scripts) else node
    return inner.role if isinstance(inner, Leaf) else None
