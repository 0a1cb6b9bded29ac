"""A formula as MathML, which browsers and e-readers show and read aloud without a script."""

from xml.sax.saxutils import escape, quoteattr

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

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_MARKS: dict[Mark, str] = {"bar": "¯", "hat": "^", "vec": "→", "dot": "˙", "tilde": "~"}
_UPRIGHT = ' mathvariant="normal"'


def mathml(node: Node, latex: str) -> str:
    """A `math` element; its source is kept as its alternative text."""
    return (
        f'<math xmlns="{NAMESPACE}" display="inline" alttext={quoteattr(latex)}>'
        f'<mstyle displaystyle="true">{_write(node)}</mstyle></math>'
    )


def _write(node: Node) -> str:  # noqa: C901 - one case for each shape of node
    match node:
        case Leaf():
            return _leaf(node)
        case Row(parts):
            return f"<mrow>{''.join(map(_write, parts))}</mrow>"
        case Fraction(top, bottom):
            return f"<mfrac>{_write(top)}{_write(bottom)}</mfrac>"
        case Root(of, None):
            return f"<msqrt>{_write(of)}</msqrt>"
        case Root(of, index) if index is not None:
            return f"<mroot>{_write(of)}{_write(index)}</mroot>"
        case Scripts(base, low, high):
            return _scripts(base, low, high)
        case Accent("bar", Row() as of):
            # An accent is too short for several letters in most browsers.
            return f'<mrow style="border-top: .07em solid; padding-top: .1em">{_write(of)}</mrow>'
        case Accent(mark, of):
            return f'<mover accent="true">{_write(of)}<mo>{_MARKS[mark]}</mo></mover>'
        case Fenced(left, of, right):
            return f"<mrow>{_fence(left, 'prefix')}{_write(of)}{_fence(right, 'postfix')}</mrow>"
        case Grid():
            return _grid(node)
        case Gap(eighteenths):
            return f'<mspace width="{eighteenths / 18:.3f}em"></mspace>'
    raise AssertionError(node)


def _leaf(leaf: Leaf) -> str:
    text = escape(leaf.text)
    match leaf.role:
        case "number":
            return f"<mn>{text}</mn>"
        case "variable":
            return f"<mi>{text}</mi>"
        case "word" | "ordinary" | "function" | "limit":
            return f"<mi{_UPRIGHT}>{text}</mi>"
        case "bold":
            return f'<mi{_UPRIGHT} style="font-weight: bold">{text}</mi>'
        case "text":
            return f"<mtext>{text}</mtext>"
        case "open" | "close":
            form = "prefix" if leaf.role == "open" else "postfix"
            return f'<mo stretchy="false" fence="true" form="{form}">{text}</mo>'
        case "prefix":
            return f'<mo form="prefix" lspace="0" rspace="0">{text}</mo>'
        case "binary" | "relation":
            return f'<mo form="infix">{text}</mo>'
    return f"<mo>{text}</mo>"


def _scripts(base: Node, low: Node | None, high: Node | None) -> str:
    stacked = isinstance(base, Leaf) and base.role in ("large", "limit")
    below, above = ("munder", "mover") if stacked else ("msub", "msup")
    if low is not None and high is not None:
        both = "munderover" if stacked else "msubsup"
        return f"<{both}>{_write(base)}{_write(low)}{_write(high)}</{both}>"
    name, script = (below, low) if low is not None else (above, high)
    assert script is not None
    return f"<{name}>{_write(base)}{_write(script)}</{name}>"


def _fence(sign: str, form: str) -> str:
    return f'<mo fence="true" stretchy="true" form="{form}">{escape(sign)}</mo>' if sign else ""


def _grid(grid: Grid) -> str:
    align = ' style="text-align: left"' if grid.left == "{" else ""
    rows = "".join(
        f"<mtr>{''.join(f'<mtd{align}>{_write(cell)}</mtd>' for cell in row)}</mtr>"
        for row in grid.rows
    )
    table = f"<mtable>{rows}</mtable>"
    return f"<mrow>{_fence(grid.left, 'prefix')}{table}{_fence(grid.right, 'postfix')}</mrow>"
