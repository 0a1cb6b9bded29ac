"""Which carrier a file has: by its first bytes, or by its name where bytes say nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from gongwu.errors import RefusedError
from gongwu.studio.label.carriers import (
    flv,
    gif,
    html,
    id3,
    jpeg,
    markdown,
    matroska,
    mp4,
    office,
    pdf,
    png,
    riff,
    svg,
    tiff,
    vorbis,
)
from gongwu.studio.label.carriers.found import Found
from gongwu.studio.label.implicit import ImplicitLabel, parse

Reader = Callable[[bytes], list[Found]]
Writer = Callable[[bytes, ImplicitLabel], bytes]


@dataclass(frozen=True)
class Carrier:
    """How one family of formats is read, and written where it can be."""

    read: Reader
    write: Writer | None = None
    recognises: Callable[[bytes], bool] | None = None
    suffixes: tuple[str, ...] = ()


_CARRIERS = (
    Carrier(png.read, png.write, png.recognises, (".png",)),
    Carrier(jpeg.read, jpeg.write, jpeg.recognises, (".jpg", ".jpeg")),
    Carrier(gif.read, gif.write, gif.recognises, (".gif",)),
    Carrier(riff.read, riff.write, riff.recognises, (".wav", ".webp", ".avi")),
    Carrier(tiff.read, None, tiff.recognises, (".tif", ".tiff")),
    Carrier(office.read, office.write, office.recognises, (".docx", ".xlsx", ".pptx")),
    Carrier(pdf.read, pdf.write, pdf.recognises, (".pdf",)),
    Carrier(vorbis.read, vorbis.write, vorbis.recognises, (".flac", ".ogg", ".opus")),
    Carrier(id3.read, id3.write, id3.recognises, (".mp3",)),
    Carrier(mp4.read, None, mp4.recognises, (".mp4", ".mov", ".m4a")),
    Carrier(matroska.read, None, matroska.recognises, (".mkv", ".webm")),
    Carrier(flv.read, None, flv.recognises, (".flv",)),
    Carrier(svg.read, svg.write, None, (".svg",)),
    Carrier(markdown.read, markdown.write, None, (".md", ".markdown")),
    Carrier(html.read, html.write, None, (".html", ".htm", ".xhtml")),
)


def carrier_of(data: bytes, name: str) -> Carrier | None:
    """The carrier of a file; None for text and for formats that have none."""
    suffix = PurePath(name).suffix.lower()
    named = next((carrier for carrier in _CARRIERS if suffix in carrier.suffixes), None)
    if named is not None and named.recognises is None:  # text, which may begin with anything
        return named
    for carrier in _CARRIERS:
        if carrier.recognises is not None and carrier.recognises(data):
            return carrier
    return named


def read(data: bytes, name: str) -> list[Found]:
    """Every implicit label in a file, as it stands there."""
    carrier = carrier_of(data, name)
    return carrier.read(data) if carrier is not None else []


def can_carry(data: bytes, name: str) -> bool:
    """Whether a label can be written into this file."""
    carrier = carrier_of(data, name)
    return carrier is not None and carrier.write is not None


def write(data: bytes, name: str, label: ImplicitLabel) -> bytes:
    """The file with exactly one label: ours, or another maker's that we now pass on."""
    carrier = carrier_of(data, name)
    assert carrier is not None, name
    assert carrier.write is not None, name
    found = carrier.read(data)
    wanted = passed_on(found, label)
    if found and parse(found[0].text) == wanted:
        return data
    labelled = carrier.write(data, wanted)
    standing = [found.text for found in carrier.read(labelled)]
    if len(standing) != 1 or parse(standing[0]) != wanted:
        raise RefusedError(
            en=f"{name} carries a label in a place that Gongwu reads but does not write, so it "
            "would have two. Export the content from where it was made.",
            zh=f"{name} 的标识位于本软件只读不写的位置，再写入就会出现两个标识。"
            "请从制作它的软件重新导出。",
        )
    return labelled


def only(found: list[Found]) -> ImplicitLabel:
    """The one label of a file that has labels."""
    if len(found) > 1:
        raise RefusedError(
            en=f"The file carries {len(found)} implicit labels already; a file may have one "
            "(GB 45438-2025, 6.1). Ask who made it for a file with one.",
            zh=f"文件中已有 {len(found)} 个隐式标识，而一个文件只能有一个（GB 45438-2025 6.1）。"
            "请向制作者索取合格的文件。",
        )
    return parse(found[0].text)


def passed_on(found: list[Found], ours: ImplicitLabel) -> ImplicitLabel:
    """The label to write where labels stand: a maker's stays, and we are who passes it on."""
    if not found:
        return ours
    standing = only(found)
    if (standing.content_producer, standing.produce_id) == (ours.content_producer, ours.produce_id):
        return ours
    return ImplicitLabel(
        label=standing.label,
        content_producer=standing.content_producer,
        produce_id=standing.produce_id,
        reserved_code_1=standing.reserved_code_1,
        content_propagator=ours.content_propagator,
        propagate_id=ours.propagate_id,
        reserved_code_2=ours.reserved_code_2,
    )
