"""A formula in plain signs, for text files: `x² − 5x + 6 = 0`, `3/4`, `√2`, `(x + 1)/(x − 2)`."""

from unicodedata import normalize

from gongwu.studio.document.formula.tree import (
    Accent,
    Fenced,
    Fraction,
    Gap,
    Grid,
    Leaf,
    Mark,
    Node,
    Root,
    Row,
    Scripts,
)

_HIGH = dict(zip("0123456789+−=()nixyabckmt", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣʸᵃᵇᶜᵏᵐᵗ", strict=True))
_LOW = dict(zip("0123456789+−=()aeimnoprstx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢₘₙₒₚᵣₛₜₓ", strict=True))
_COMBINING: dict[Mark, str] = {
    "bar": "\u0305", "hat": "\u0302", "vec": "\u20d7", "dot": "\u0307", "tilde": "\u0303",
}  # fmt: skip
_ROOTS = {"3": "∛", "4": "∜"}
_SPACED = ("binary", "relation")


def plain(node: Node) -> str:
    """One line of plain signs."""
    match node:
        case Leaf():
            return _leaf(node)
        case Row(parts):
            return _row(parts)
        case Fraction(top, bottom):
            return f"{_factor(top)}/{_factor(bottom)}"
        case Root(of, index):
            return _root_sign(index) + _factor(of)
        case Scripts(base, low, high):
            return _scripts(base, low, high)
        case Accent(mark, of):
            return normalize("NFC", "".join(sign + _COMBINING[mark] for sign in plain(of)))
        case Fenced(left, of, right):
            return f"{left}{plain(of)}{right}"
        case Grid():
            return _grid(node)
        case Gap(eighteenths):
            return " " if eighteenths >= 3 else ""
    raise AssertionError(node)


def _leaf(leaf: Leaf) -> str:
    if leaf.role in _SPACED:
        return f" {leaf.text} "
    return ", " if leaf.text == "," and leaf.role == "comma" else leaf.text


def _row(parts: tuple[Node, ...]) -> str:
    written = ""
    for place, part in enumerate(parts):
        before = parts[place - 1] if place else None
        after = parts[place + 1] if place + 1 < len(parts) else None
        text = plain(part)
        if isinstance(part, Fraction) and (_clings(after) or _clings(before)):
            # A mixed number is read as one: 2 3/4. Any other neighbour would join the fraction.
            mixed = _is_number(before) and _is_number(part.top) and not _clings(after)
            text = f" {text}" if mixed else f"({text})"
        written += f"{text} " if _is_large(part) else text
    return " ".join(written.split())


def _clings(node: Node | None) -> bool:
    """Whether it would be read as part of a fraction that it stands beside."""
    if isinstance(node, Leaf):
        return node.role in ("number", "variable", "word", "bold", "open", "close") or (
            node.text in ("%", "°", "!")
        )
    return isinstance(node, Scripts | Root | Fraction | Accent | Fenced | Row)


def _is_large(node: Node) -> bool:
    """A sum, an integral, or a limit with what stands below it."""
    if isinstance(node, Scripts):
        return _is_large(node.base) or (isinstance(node.base, Leaf) and node.base.role == "limit")
    return isinstance(node, Leaf) and node.role in ("large", "integral")


def _is_number(node: Node | None) -> bool:
    return isinstance(node, Leaf) and node.role == "number"


def _factor(node: Node) -> str:
    """In brackets unless it is one thing."""
    text = plain(node)
    single = isinstance(node, Leaf | Fenced | Accent | Grid) or (
        isinstance(node, Scripts) and _is_single(text)
    )
    return text if single or _is_single(text) else f"({text})"


def _is_single(text: str) -> bool:
    return text.isalnum() and (len(text) == 1 or text.isdecimal() or not text[0].isdecimal())


def _root_sign(index: Node | None) -> str:
    if index is None:
        return "√"
    written = plain(index)
    return _ROOTS.get(written) or f"{_script(index, _HIGH, '')}√"


def _scripts(base: Node, low: Node | None, high: Node | None) -> str:
    stem = plain(base) if isinstance(base, Leaf | Fenced | Accent | Scripts) else _base(base)
    large = isinstance(base, Leaf) and base.role in ("large", "limit")
    below = "" if low is None else _script(low, {} if large else _LOW, "_")
    above = "" if high is None else _script(high, {} if large else _HIGH, "^")
    return stem + below + above


def _base(base: Node) -> str:
    text = plain(base)
    return text if len(text) <= 1 else f"({text})"


def _script(node: Node, signs: dict[str, str], mark: str) -> str:
    """In raised or lowered signs if there is one for each, else behind a mark."""
    text = plain(node)
    close = text.replace(" ", "")
    if isinstance(node, Leaf) and node.text.startswith("′"):
        return node.text
    if all(letter in signs for letter in close):
        return "".join(signs[letter] for letter in close)
    return mark + (text if _is_single(text) else f"({text})")


def _grid(grid: Grid) -> str:
    rows = "; ".join(" ".join(plain(cell) for cell in row) for row in grid.rows)
    return f"{grid.left}{' ' if grid.left == '{' else ''}{rows}{grid.right}"
