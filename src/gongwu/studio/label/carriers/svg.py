"""SVG: XMP in the element `metadata`."""

import re
from xml.etree import ElementTree

from gongwu.studio.label.carriers import xmp
from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

_ROOT = re.compile(r"<((?:[\w.-]+:)?)svg(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?>")


def read(data: bytes) -> list[Found]:
    """Every label in the picture. It is XML, so its packet is found where XMP itself looks."""
    return [Found("SVG XMP", record) for record in xmp.read(data)]


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The picture with this label, in its XMP or in metadata made right after its root's tag."""
    if read(data):
        return xmp.updated(data, label)
    try:
        text = data.decode("utf-8")
        ElementTree.fromstring(data)
    except (UnicodeDecodeError, ElementTree.ParseError):
        raise broken("SVG", "it is no XML in UTF-8", "它不是 UTF-8 编码的 XML") from None
    root = _ROOT.search(text)
    if root is None or root[0].endswith("/>"):
        raise broken("SVG", "it holds no drawing", "其中没有图形")
    prefix = root[1]
    packet = xmp.new(label).decode().split("?>", 1)[1].rpartition("<?")[0]
    block = f"<{prefix}metadata>{packet}</{prefix}metadata>"
    return (text[: root.end()] + block + text[root.end() :]).encode()
