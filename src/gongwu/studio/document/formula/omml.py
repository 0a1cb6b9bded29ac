"""A formula as Office Math, which Word and LibreOffice show and let a person edit.

A sum, an integral and a limit hold what they are of: an empty place would be shown as a dotted box.
"""

from xml.sax.saxutils import escape

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

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONTS = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
_PLAIN = '<m:rPr><m:sty m:val="p"/></m:rPr>'
_BOLD = '<m:rPr><m:sty m:val="b"/></m:rPr>'
_TEXT = "<m:rPr><m:nor/></m:rPr>"
_MARKS: dict[Mark, str] = {"bar": "\u0305", "hat": "\u0302", "vec": "\u20d7", "dot": "\u0307",
                           "tilde": "\u0303"}  # fmt: skip
_SPACES = ((18, "\u2003"), (6, "\u2005"), (3, "\u2009"))
# What ends the operand of a sum, of an integral and of a limit.
_ENDS: dict[Role, tuple[Role, ...]] = {
    "large": ("binary", "relation", "comma"),
    "limit": ("binary", "relation", "comma"),
    "integral": ("relation", "comma"),
}


def omml(node: Node) -> str:
    """An `m:oMath` element."""
    return f'<m:oMath xmlns:m="{NAMESPACE}" xmlns:w="{_WORD}">{_write(node)}</m:oMath>'


def _write(node: Node) -> str:  # noqa: C901 - one case for each shape of node
    match node:
        case Leaf():
            return _row((node,)) if _large(node) else _leaf(node)
        case Row(parts):
            return _row(parts)
        case Fraction(top, bottom):
            return f"<m:f>{_in('num', top)}{_in('den', bottom)}</m:f>"
        case Root(of, None):
            hidden = '<m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>'
            return f"<m:rad>{hidden}{_in('e', of)}</m:rad>"
        case Root(of, index) if index is not None:
            return f"<m:rad>{_in('deg', index)}{_in('e', of)}</m:rad>"
        case Scripts(base, low, high):
            return _row((node,)) if _large(node) else _scripts(base, low, high)
        case Accent("bar", of):
            return f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{_in("e", of)}</m:bar>'
        case Accent(mark, of):
            sign = f'<m:accPr><m:chr m:val="{_MARKS[mark]}"/></m:accPr>'
            return f"<m:acc>{sign}{_in('e', of)}</m:acc>"
        case Fenced(left, of, right):
            return _fenced(left, _in("e", of), right)
        case Grid():
            return _grid(node)
        case Gap(eighteenths):
            return _gap(eighteenths)
    raise AssertionError(node)


def _in(name: str, node: Node) -> str:
    return f"<m:{name}>{_write(node)}</m:{name}>"


def _run(text: str, style: str = "") -> str:
    return f'<m:r>{style}{_FONTS}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _leaf(leaf: Leaf) -> str:
    match leaf.role:
        case "function" | "limit" | "number":
            return _run(leaf.text, _PLAIN)
        case "bold":
            return _run(leaf.text, _BOLD)
        case "text" | "word":
            return _run(leaf.text, _TEXT)
    # LibreOffice takes a bar among the signs for "or".
    return _run(leaf.text, _TEXT if leaf.text == "|" else "")


def _gap(eighteenths: int) -> str:
    space = next((space for width, space in _SPACES if eighteenths >= width), "")
    return _run(space) if space else ""


def _row(parts: tuple[Node, ...]) -> str:
    written, at = "", 0
    while at < len(parts):
        part, at = parts[at], at + 1
        large = _large(part)
        if large is None:
            written += _write(part)
            continue
        end = at
        while end < len(parts) and not _ends(parts[end], large):
            end += 1
        written += _with_operand(part, large, parts[at:end])
        at = end
    return written


def _large(node: Node) -> Leaf | None:
    """The sign of a sum or an integral, and of a limit with what stands below it."""
    inner = node.base if isinstance(node, Scripts) else node
    if not isinstance(inner, Leaf) or inner.role not in _ENDS:
        return None
    return inner if inner.role != "limit" or isinstance(node, Scripts) else None


def _ends(node: Node, large: Leaf) -> bool:
    return isinstance(node, Leaf) and node.role in _ENDS[large.role]


def _with_operand(node: Node, large: Leaf, operand: tuple[Node, ...]) -> str:
    inside = _row(operand[isinstance(operand[0], Gap) :] if operand else ()) or _run("\u200b")
    if large.role != "limit":
        return _nary(node, large, inside)
    assert isinstance(node, Scripts)
    name = _scripts(large, node.low, node.high)
    return f"<m:func><m:fName>{name}</m:fName><m:e>{inside}</m:e></m:func>"


def _nary(node: Node, large: Leaf, operand: str) -> str:
    low, high = (node.low, node.high) if isinstance(node, Scripts) else (None, None)
    place = "subSup" if large.role == "integral" else "undOvr"
    hides = "".join(
        f'<m:{name}Hide m:val="1"/>'
        for name, limit in (("sub", low), ("sup", high))
        if limit is None
    )
    settings = f'<m:naryPr><m:chr m:val="{large.text}"/><m:limLoc m:val="{place}"/>{hides}'
    below = "<m:sub/>" if low is None else _in("sub", low)
    above = "<m:sup/>" if high is None else _in("sup", high)
    return f"<m:nary>{settings}</m:naryPr>{below}{above}<m:e>{operand}</m:e></m:nary>"


def _scripts(base: Node, low: Node | None, high: Node | None) -> str:
    stem = f"<m:e>{_leaf(base) if isinstance(base, Leaf) else _write(base)}</m:e>"
    if isinstance(base, Leaf) and base.role == "limit" and low is not None and high is None:
        return f"<m:limLow>{stem}{_in('lim', low)}</m:limLow>"
    if low is not None and high is not None:
        return f"<m:sSubSup>{stem}{_in('sub', low)}{_in('sup', high)}</m:sSubSup>"
    if low is not None:
        return f"<m:sSub>{stem}{_in('sub', low)}</m:sSub>"
    assert high is not None
    return f"<m:sSup>{stem}{_in('sup', high)}</m:sSup>"


def _fenced(left: str, inside: str, right: str) -> str:
    signs = f'<m:begChr m:val="{left}"/><m:endChr m:val="{right}"/>'
    return f"<m:d><m:dPr>{signs}</m:dPr>{inside}</m:d>"


def _grid(grid: Grid) -> str:
    columns = max(map(len, grid.rows))
    align = "left" if grid.left == "{" else "center"
    settings = (
        f'<m:mPr><m:mcs><m:mc><m:mcPr><m:count m:val="{columns}"/><m:mcJc m:val="{align}"/>'
        "</m:mcPr></m:mc></m:mcs></m:mPr>"
    )
    rows = "".join(
        f"<m:mr>{''.join(_in('e', cell) for cell in row)}{'<m:e/>' * (columns - len(row))}</m:mr>"
        for row in grid.rows
    )
    matrix = f"<m:m>{settings}{rows}</m:m>"
    if not grid.left and not grid.right:
        return matrix
    return _fenced(grid.left, f"<m:e>{matrix}</m:e>", grid.right)
