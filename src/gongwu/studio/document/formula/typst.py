"""A formula in typst's notation for mathematics, without its dollar signs."""

from gongwu.studio.document.formula.tree import (
    Accent,
    Fenced,
    Fraction,
    Gap,
    Grid,
    Leaf,
    Mark,
    Node,
    Role,
    Root,
    Row,
    Scripts,
)
from gongwu.studio.document.inline import readable

_MARKS: dict[Mark, str] = {
    "bar": "overline", "hat": "hat", "vec": "arrow", "dot": "dot", "tilde": "tilde",
}  # fmt: skip
# How much space typst leaves about a sign.
_CLASSES: dict[Role, str] = {
    "word": "normal", "function": "normal", "ordinary": "normal", "prefix": "normal",
    "open": "opening", "close": "closing", "binary": "binary", "relation": "relation",
    "comma": "punctuation",
}  # fmt: skip
_UPRIGHT = ("word", "function")


def typst_math(node: Node) -> str:
    """Large fractions everywhere: on a printed sheet they are written into and read by children."""
    return f"display({_write(node)})"


def quoted(text: str) -> str:
    """A typst string."""
    inside = readable(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{inside}"'


def _write(node: Node) -> str:  # noqa: C901 - one case for each shape of node
    match node:
        case Leaf():
            return _leaf(node)
        case Row(parts):
            return _beside(list(map(_write, parts)))
        case Fraction(top, bottom):
            return f"frac({_write(top)}, {_write(bottom)})"
        case Root(of, None):
            return f"sqrt({_write(of)})"
        case Root(of, index) if index is not None:
            return f"root({_write(index)}, {_write(of)})"
        case Scripts(base, low, high):
            return _scripts(base, low, high)
        case Accent(mark, of):
            return f"{_MARKS[mark]}({_write(of)})"
        case Fenced(left, of, right):
            return f"lr({_signs(left)}{_write(of)}{_signs(right)})"
        case Grid():
            return _grid(node)
        case Gap(eighteenths):
            return f"#h({eighteenths / 18:.3f}em)"
    raise AssertionError(node)


def _beside(parts: list[str]) -> str:
    """An empty comment keeps two names apart; typst would show a space beside a text."""
    written = ""
    for part in parts:
        joins = written[-1:].isalnum() and part[:1].isalnum()
        written += "/**/" + part if joins else part
    return written or '""'


def _leaf(leaf: Leaf) -> str:
    written, signs = quoted(leaf.text), _signs(leaf.text)
    match leaf.role:
        case "number":
            return leaf.text
        case "variable":
            return leaf.text if leaf.text.isascii() else signs
        case "text":
            return written
        case "bold":
            return f"upright(bold({written}))"
        case "limit":
            return f'limits(class("normal", {written}))'
        case "large":
            return f"limits({signs})"
        case "integral":
            return signs
    return f'class("{_CLASSES[leaf.role]}", {written if leaf.role in _UPRIGHT else signs})'


def _signs(text: str) -> str:
    """Signs by number: none of them means anything to typst."""
    return "".join(f"\\u{{{ord(sign):x}}}" for sign in text)


def _scripts(base: Node, low: Node | None, high: Node | None) -> str:
    below = "" if low is None else f", b: {_write(low)}"
    above = "" if high is None else f", t: {_write(high)}"
    return f"attach({_write(base)}{below}{above})"


def _grid(grid: Grid) -> str:
    rows = "; ".join(", ".join(_write(cell) for cell in row) for row in grid.rows)
    align = "left" if grid.left == "{" else "center"
    inside = f"mat(delim: #none, align: #{align}, {rows};)"
    return f"lr({_signs(grid.left)}{inside}{_signs(grid.right)})"
