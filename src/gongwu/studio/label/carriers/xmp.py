"""XMP packets: the property TC260:AIGC, a bare record. Knows XML, not the file around it.

A packet that somebody else wrote is edited as text, so that everything else in it stays as it is.
"""

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from gongwu.studio.label.carriers.found import broken
from gongwu.studio.label.implicit import ImplicitLabel

NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TAGS = frozenset({f"{{{NAMESPACE}}}AIGC", f"{{{NAMESPACE.rstrip('/')}}}AIGC"})
_LONGEST = 4_000_000

_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    f'<rdf:RDF xmlns:rdf="{_RDF}">%s</rdf:RDF>'
    "</x:xmpmeta>"
    '<?xpacket end="w"?>'
)


def read(packet: bytes) -> list[str]:
    """The records in a packet; none when it is not XML."""
    root = _parsed(packet)
    if root is None:
        return []
    records: list[str] = []
    for element in root.iter():
        if element.tag in _TAGS:
            records.append("".join(element.itertext()).strip())
        records.extend(value for name, value in element.attrib.items() if name in _TAGS)
    return records


def _parsed(packet: bytes) -> ElementTree.Element | None:
    # Entities may grow without end, and XMP has no use for them.
    if len(packet) > _LONGEST or b"<!ENTITY" in packet:
        return None
    try:
        return ElementTree.fromstring(packet.strip(b"\0 \t\r\n"))
    except (ElementTree.ParseError, ValueError, LookupError):
        return None


def new(label: ImplicitLabel) -> bytes:
    """A packet that holds the label alone."""
    return (_PACKET % _description(label, "rdf")).encode()


def _description(label: ImplicitLabel, rdf: str) -> str:
    return (
        f'<{rdf}:Description {rdf}:about="" xmlns:TC260="{NAMESPACE}">'
        f"<TC260:AIGC>{escape(label.json('bare'))}</TC260:AIGC></{rdf}:Description>"
    )


def updated(packet: bytes, label: ImplicitLabel) -> bytes:
    """The packet with the label in it, and with nothing else changed."""
    if _parsed(packet) is None:
        raise broken("XMP", "its XMP packet is not XML", "其 XMP 数据不是合格的 XML")
    try:
        text = packet.decode("utf-8")
    except UnicodeDecodeError:
        raise broken("XMP", "its XMP packet is not UTF-8", "其 XMP 数据不是 UTF-8") from None
    edited = _with_property(text, label) if read(packet) else _with_description(text, label)
    result = edited.encode()
    if read(result) != [label.json("bare")]:
        raise broken("XMP", "its XMP packet cannot be edited", "其 XMP 数据无法修改")
    return result


def _with_property(text: str, label: ImplicitLabel) -> str:
    record = escape(label.json("bare"))
    text = re.sub(
        r"<([\w.-]+:AIGC)(\s[^<>]*)?>[^<]*</\1\s*>",
        lambda match: f"<{match[1]}{match[2] or ''}>{record}</{match[1]}>",
        text,
    )
    quoted = record.replace('"', "&quot;")
    return re.sub(
        r"(\s[\w.-]+:AIGC\s*=\s*)(\"[^\"<]*\"|'[^'<]*')",
        lambda match: f'{match[1]}"{quoted}"',
        text,
    )


def _with_description(text: str, label: ImplicitLabel) -> str:
    named = re.search(r'xmlns:([\w.-]+)\s*=\s*["\']' + re.escape(_RDF) + r'["\']', text)
    if named is None:
        raise broken("XMP", "its XMP packet holds no RDF", "其 XMP 数据中没有 RDF")
    rdf = named[1]
    text = re.sub(rf"<({rdf}:RDF)(\s[^<>]*)?/>", r"<\1\2></\1>", text)
    return re.sub(rf"</{rdf}:RDF\s*>", lambda end: _description(label, rdf) + end[0], text, count=1)
