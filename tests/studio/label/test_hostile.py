"""Files that are broken, cut short or meant to harm: a reader says so, and never falls or hangs."""

import io
import random
import struct
import time
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.studio.label.carriers import choose
from gongwu.studio.label.inspect import inspect
from gongwu.studio.label.text import text_of
from tests.studio.label.samples import NOTICE, PLAIN, STRANGERS, deck, itxt, png_with

every_file = pytest.mark.parametrize("name", [*STRANGERS, *PLAIN])


def make(name: str) -> bytes:
    return {**STRANGERS, **PLAIN}[name]()


@every_file
def test_a_file_cut_short_anywhere_is_read_without_a_fall(name: str) -> None:
    whole = make(name)
    dice = random.Random(name)
    for end in {0, 1, 7, 13, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(12))}:
        assert len(choose.read(whole[:end], name)) <= 2


@every_file
def test_a_file_with_changed_bytes_is_read_without_a_fall(name: str) -> None:
    whole = make(name)
    dice = random.Random(name)
    for _ in range(15):
        changed = bytearray(whole)
        for _ in range(dice.choice((1, 1, 4, 20))):
            changed[dice.randrange(min(len(changed), 2_000))] = dice.choice(
                (0, 255, dice.randrange(256))
            )
        inspect(bytes(changed), name)


@given(st.binary(max_size=300), st.sampled_from(["", *STRANGERS]))
def test_any_bytes_under_any_name_are_judged(content: bytes, name: str) -> None:
    report = inspect(content, name)
    assert report.signature == "none"
    assert report.findings


MAGIC = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1", b"GIF89a", b"RIFF0000WEBP", b"RIFF0000WAVE",
    b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"fLaC", b"OggS", b"ID3\4\0\0", b"\0\0\0\x10ftyp",
    b"\x1a\x45\xdf\xa3", b"FLV\1\5\0\0\0\x09", b"%PDF-1.7\n", b"PK\3\4[Content_Types].xml",
)  # fmt: skip


@given(st.sampled_from(MAGIC), st.binary(max_size=400))
def test_any_bytes_behind_any_formats_first_bytes_are_read(magic: bytes, rest: bytes) -> None:
    choose.read(magic + rest, "x")
    text_of(magic + rest, "x")


def test_a_packet_with_growing_entities_is_not_expanded() -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
    )
    assert choose.read(png_with(b"iTXt", itxt(bomb)), "x.png") == []
    assert choose.read(bomb, "x.svg") == []
    assert text_of(bomb, "x.xml") is None


def test_a_chunk_that_unpacks_to_more_than_memory_is_cut() -> None:
    packed = itxt(b"<a>" + b" " * 50_000_000 + b"</a>", packed=True)
    assert choose.read(png_with(b"iTXt", packed), "x.png") == []


def test_a_package_that_claims_to_be_huge_is_read_in_part() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("docProps/custom.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
        package.writestr("word/document.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    assert inspect(out.getvalue(), "x.docx").verdict in ("not found", "inconclusive")


def test_boxes_inside_boxes_without_end_are_left_alone() -> None:
    deep = b""
    for _ in range(5_000):
        deep = (len(deep) + 8).to_bytes(4, "big") + b"meta" + deep
    assert choose.read(b"\0\0\0\x08ftyp" + deep, "x.mp4") == []


def test_folders_of_a_tiff_that_point_at_each_other_are_visited_once() -> None:
    loop = b"II*\0\x08\0\0\0\0\0\x08\0\0\0"
    assert choose.read(loop, "x.tiff") == []


def test_an_svg_with_ten_thousand_elements_inside_each_other_is_read() -> None:
    deep = "<g>" * 10_000 + NOTICE + "</g>" * 10_000
    assert choose.read(f"<svg>{deep}</svg>".encode(), "x.svg") == []
    inspect(f"<svg>{deep}</svg>".encode(), "x.svg")


def test_a_deck_with_a_broken_database_has_no_words() -> None:
    whole = deck([NOTICE])
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        database = package.read("collection.anki2")
    for cut in (0, 10, 100, len(database) // 2):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("collection.anki2", database[:cut])
        assert text_of(out.getvalue(), "x.apkg") is None


SPITEFUL = {
    "comments.md": b"<!--" * 100_000,
    "spaces.md": b"---\nAIGC:\n  a:" + b" " * 400_000 + b"b" + b" " * 400_000 + b"\n---\n",
    "spaces_first.md": b"---\nAIGC:" + b" " * 400_000 + b"x\n---\n",
    "dashes.md": b"---\n" * 100_000,
    "comments.html": b"<!--" * 100_000,
    "tags.html": b"<a " * 100_000,
    "closed.html": b"<a " * 100_000 + b">",
    "declared.html": b"<![" * 100_000 + b">",
    "phrases.txt": "人工智能".encode() * 100_000,
    "lines.txt": "人工智能由\n".encode() * 50_000,
    "chunks.png": b"\x89PNG\r\n\x1a\n"
    + png_with(b"zTXt", b"AIGC\0\0" + zlib.compress(bytes(4_000_000)))[33:-300] * 400,
    "folders.tiff": b"II*\0\x08\0\0\0" + b"\xff\xff" + bytes(12 * 65_535) * 2,
    "values.tiff": b"II*\0\x08\0\0\0\xff\xff"
    + struct.pack("<HHII", 0x2BC, 7, 2_000_000, 0) * 65_535 * 3,
    "laces.ogg": (b"OggS" + bytes(22) + b"\1\1a")
    + (b"OggS" + bytes(22) + b"\xff" + b"\xff" * 255 + bytes(255 * 255)) * 120,
}


@pytest.mark.parametrize("name", SPITEFUL)
def test_a_file_made_to_waste_time_wastes_little(name: str) -> None:
    """Seconds stand for a factor: what grows with the square of these sizes takes minutes."""
    before = time.process_time()
    inspect(SPITEFUL[name], name)
    assert time.process_time() - before < 5
