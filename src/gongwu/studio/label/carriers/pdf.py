"""PDF: the entry /AIGC of the document information, a wrapped record, in an incremental update.

The bytes before the update stay as they were, and the update takes the form, table or stream, that
the file's own cross-references have. Uses pypdf, which comes with `gongwu[documents]`.
"""

import hashlib
import io
import logging
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongwu.errors import FailedError
from gongwu.studio.label.carriers import xmp
from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

if TYPE_CHECKING:
    import pypdf

_LOGGER = logging.getLogger("pypdf")


def recognises(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-")


@contextmanager
def opened(data: bytes) -> Iterator["pypdf.PdfReader"]:
    """The document. Broken ones make pypdf raise anything at all, here and in the with block."""
    try:
        import pypdf
    except ImportError:
        raise FailedError(
            en="PDF labels need pypdf. Install it: pip install 'gongwu[documents]'",
            zh="读写 PDF 标识需要 pypdf。请安装：pip install 'gongwu[documents]'",
        ) from None
    # What cannot be read is said in our own words, not in pypdf's remarks.
    before = _LOGGER.level
    _LOGGER.setLevel(logging.CRITICAL)
    try:
        yield pypdf.PdfReader(io.BytesIO(data))
    finally:
        _LOGGER.setLevel(before)


def read(data: bytes) -> list[Found]:
    """The label in the document information, and those in the document's XMP."""
    try:
        with opened(data) as document:
            return list(_found(document))
    except FailedError:
        raise
    except Exception:  # any at all: see `opened`
        return []


def _found(document: "pypdf.PdfReader") -> Iterator[Found]:
    info = document.metadata
    if info is not None and "/AIGC" in info:
        yield Found("PDF Info AIGC", str(info["/AIGC"]))
    metadata = document.root_object.get("/Metadata")
    if metadata is not None:
        packet = metadata.get_object().get_data()
        yield from (Found("PDF XMP", record) for record in xmp.read(packet))


@dataclass(frozen=True)
class _Trailer:
    """What an update needs of the file: object numbers, and the old information's entries."""

    size: int
    root: str
    info_number: int
    info_generation: int
    info: bytes
    first_id: bytes
    previous: int


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The file with this label in its document information, appended as an update."""
    try:
        with opened(data) as document:
            trailer = _trailer(document, data)
    except FailedError:
        raise
    except Exception as error:  # any at all: see `opened`
        raise broken("PDF", f"it cannot be read ({error})", "无法读取") from None
    gap = b"" if data.endswith((b"\n", b"\r")) else b"\n"
    at = len(data) + len(gap)
    record = label.json("wrapped").replace("(", r"\(").replace(")", r"\)").encode()
    body = b"%d %d obj\n<<\n%s/AIGC (%s)\n>>\nendobj\n" % (
        trailer.info_number, trailer.info_generation, trailer.info, record,
    )  # fmt: skip
    digest = hashlib.sha256(data + body).hexdigest()[:32].encode()
    ids = b"/ID [<%s> <%s>]" % (trailer.first_id or digest, digest)
    table = data[trailer.previous :].lstrip().startswith(b"xref")
    references = _table if table else _stream
    return data + gap + body + references(trailer, at, at + len(body), ids)


def _trailer(document: "pypdf.PdfReader", data: bytes) -> _Trailer:
    if document.is_encrypted:
        raise ValueError("it is encrypted")
    entries = document.trailer
    starts = re.findall(rb"startxref\s+(\d{1,12})", data[-2048:])
    info = entries.raw_get("/Info") if "/Info" in entries else None
    size = entries["/Size"].get_object()
    assert isinstance(size, int)
    root = entries.raw_get("/Root")
    ids = entries.get("/ID")
    return _Trailer(
        size=size,
        root=f"{root.idnum} {root.generation} R",
        info_number=getattr(info, "idnum", size),
        info_generation=getattr(info, "generation", 0),
        info=_entries(info.get_object()) if info is not None else b"",
        first_id=bytes(ids[0].original_bytes).hex().encode() if ids else b"",
        previous=int(starts[-1]),
    )


def _entries(info: "pypdf.generic.DictionaryObject") -> bytes:
    """The old entries as they are written in a file, without the label that is written anew."""
    out = io.BytesIO()
    for name in info:
        if name != "/AIGC":
            out.write(name.encode("latin-1") + b" ")
            info.raw_get(name).write_to_stream(out)
            out.write(b"\n")
    return out.getvalue()


def _table(trailer: _Trailer, info_at: int, here: int, ids: bytes) -> bytes:
    size = max(trailer.size, trailer.info_number + 1)
    return (
        "xref\n0 1\n0000000000 65535 f\r\n"
        f"{trailer.info_number} 1\n{info_at:010d} {trailer.info_generation:05d} n\r\n"
        f"trailer\n<< /Size {size} /Root {trailer.root} "
        f"/Info {trailer.info_number} {trailer.info_generation} R /Prev {trailer.previous} "
    ).encode() + b"%s >>\nstartxref\n%d\n%%%%EOF\n" % (ids, here)


def _stream(trailer: _Trailer, info_at: int, here: int, ids: bytes) -> bytes:
    number = max(trailer.size, trailer.info_number + 1)
    rows = struct.pack(">BIH", 1, info_at, trailer.info_generation) + struct.pack(
        ">BIH", 1, here, 0
    )
    head = (
        f"{number} 0 obj\n<< /Type /XRef /Size {number + 1} /Root {trailer.root} "
        f"/Info {trailer.info_number} {trailer.info_generation} R /Prev {trailer.previous} "
        f"/W [1 4 2] /Index [{trailer.info_number} 1 {number} 1] /Length {len(rows)} "
    ).encode()
    return head + b"%s >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        ids, rows, here,
    )  # fmt: skip
