"""docx, xlsx, pptx: the custom property `AIGC`, a bare record, in docProps/custom.xml.

The package is written again entry by entry, in its order and with its dates, so that the same file
and label give the same bytes.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

CUSTOM, TYPES, RELATIONS = "docProps/custom.xml", "[Content_Types].xml", "_rels/.rels"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
# What every custom property of this kind carries, by the format's own definition.
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LONGEST_PART = 4_000_000
_EARLIEST = (1980, 1, 1, 0, 0, 0)

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    KeyError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


def recognises(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and TYPES.encode() in data


def read(data: bytes) -> list[Found]:
    """Every label in the package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            part = read_part(package, CUSTOM)
    except UNREADABLE:
        return []
    return [Found("OOXML custom property AIGC", text) for text in _records(part)]


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """One part, at most 4 MB of it: an archive may claim to hold more than memory does."""
    with package.open(name) as part:
        return part.read(_LONGEST_PART)


def _records(part: bytes) -> list[str]:
    if b"<!ENTITY" in part:
        return []
    try:
        root = ElementTree.fromstring(part)
    except (ElementTree.ParseError, ValueError, LookupError):
        return []
    return [
        "".join(element.itertext())
        for element in root.iter(f"{{{_PROPERTIES}}}property")
        if element.get("name") == "AIGC"
    ]


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The package with this label, its part declared and related as the format demands."""

    def edit(parts: dict[str, bytes]) -> dict[str, bytes]:
        custom = parts.get(CUSTOM)
        edited = {CUSTOM: _new(label) if custom is None else _updated(custom, label)}
        if custom is None:
            edited[TYPES] = _inserted(parts[TYPES], _OVERRIDE, "Types")
            edited[RELATIONS] = _inserted(
                parts[RELATIONS], _relation(parts[RELATIONS]), "Relationships"
            )
        return edited

    return rewritten(data, edit)


Parts = dict[str, bytes]


def rewritten(data: bytes, edit: Callable[[Parts], Parts], *, stored: bool = False) -> bytes:
    """The package with the parts that `edit` returns changed or added; `stored`: uncompressed."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
            parts = {info.filename: package.read(info) for info in package.infolist()}
            edited = edit(parts)
            infos = {info.filename: info for info in package.infolist()}
            for name, body in {**parts, **edited}.items():
                info = infos.get(name) or zipfile.ZipInfo(name, _EARLIEST)
                if name not in infos:
                    info.compress_type = zipfile.ZIP_DEFLATED
                way = zipfile.ZIP_STORED if stored else info.compress_type
                copy.writestr(_entry(info), body, compress_type=way)
    except UNREADABLE as error:
        raise broken("Office", f"it is no sound package ({error})", "文件包已损坏") from None
    return out.getvalue()


def _entry(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The same name, date and rights, without what describes the old bytes."""
    entry = zipfile.ZipInfo(info.filename, info.date_time)
    entry.external_attr, entry.create_system = info.external_attr, info.create_system
    return entry


def _property(label: ImplicitLabel, number: int, prefix: str) -> str:
    return (
        f'<{prefix}property fmtid="{_FORMAT_ID}" pid="{number}" name="AIGC">'
        f'<vt:lpwstr xmlns:vt="{_VALUES}">{escape(label.json("bare"))}</vt:lpwstr>'
        f"</{prefix}property>"
    )


def _new(label: ImplicitLabel) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_PROPERTIES}">{_property(label, 2, "")}</Properties>'
    ).encode()


def _updated(part: bytes, label: ImplicitLabel) -> bytes:
    text = part.decode("utf-8-sig")
    edited = re.sub(
        r'(<(?:[\w.-]+:)?property\s[^<>]*\bname="AIGC"[^<>]*>\s*<((?:[\w.-]+:)?\w+)[^<>]*>)[^<]*(</\2>)',
        lambda match: match[1] + escape(label.json("bare")) + match[3],
        text,
    )
    if edited == text and not _records(part):
        number = max((int(used) for used in re.findall(r'\bpid="(\d{1,9})"', text)), default=1) + 1
        closing = re.search(r"</((?:[\w.-]+:)?)Properties\s*>", text)
        if closing is None:
            # An empty list of properties closes itself.
            return _new(label)
        added = _property(label, max(number, 2), closing[1])
        edited = text[: closing.start()] + added + text[closing.start() :]
    return edited.encode()


_OVERRIDE = f'<Override PartName="/{CUSTOM}" ContentType="{_CUSTOM_TYPE}"/>'


def _relation(part: bytes) -> str:
    used = set(re.findall(r'\bId="([^"]*)"', part.decode("utf-8-sig")))
    free = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    return f'<Relationship Id="{free}" Type="{_RELATION}" Target="{CUSTOM}"/>'


def _inserted(part: bytes, element: str, parent: str) -> bytes:
    text = part.decode("utf-8-sig")
    head, closing, tail = text.rpartition(f"</{parent}>")
    if not closing:
        raise ValueError(f"no {parent}")
    return (head + element + closing + tail).encode()
