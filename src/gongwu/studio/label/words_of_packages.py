"""The words in a zip: of a docx, xlsx or pptx, of a deck of cards, or of the pages in any other."""

import io
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePath
from xml.etree import ElementTree

from gongwu.studio.label.carriers import office
from gongwu.studio.label.words_of_markup import READERS, as_it_stands, text_of_page, unescaped

# An archive may claim to hold more than memory does.
_MOST_PARTS, _LONGEST = 500, 40_000_000


def text_of_package(data: bytes) -> str | None:
    """The words of a docx, xlsx or pptx, of a deck of cards, or of the pages in any other zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            texts = list(_texts(package))
    except office.UNREADABLE:
        return None
    return "\n".join(texts) if texts else None


def _texts(package: zipfile.ZipFile) -> Iterator[str]:
    """The words of each part that has any, up to a sum of bytes that a reader can bear."""
    left = _LONGEST
    for name in package.namelist()[:_MOST_PARTS]:
        reader = _reader_of(name)
        if reader is None or left <= 0:
            continue
        with package.open(name) as part:
            content = part.read(left)
        left -= len(content)
        text = reader(content)
        if text is not None:
            yield text


_OFFICE_TEXT = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes)\.xml"
    r"|xl/(?:sharedStrings|worksheets/[^/]+)\.xml|ppt/slides/[^/]+\.xml"
)
_OFFICE = re.compile(r"(?:word|xl|ppt|docProps|_rels|customXml)/|\[Content_Types\]\.xml|META-INF/")


def _reader_of(name: str) -> Callable[[bytes], str | None] | None:
    """How a part of this name is read; None for one that shows no words."""
    suffix = PurePath(name).suffix.lower()
    if name == "collection.anki2":
        return _text_of_cards
    if _OFFICE_TEXT.fullmatch(name):
        return _text_of_runs
    if _OFFICE.match(name) or suffix not in (*READERS, ".txt"):
        return None
    reader = READERS.get(suffix, as_it_stands)
    return lambda content: reader(content.decode("utf-8-sig", "replace"))


def _text_of_runs(part: bytes) -> str | None:
    """The runs of an Office part, joined: a sentence may be cut into many."""
    if b"<!ENTITY" in part:
        return None
    try:
        root = ElementTree.fromstring(part)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    lines: list[str] = []
    for element in root.iter():
        local = str(element.tag).rpartition("}")[2]
        if local in ("p", "si", "row"):
            lines.append("\n")
        elif local == "t" and element.text:
            lines.append(element.text)
    return "".join(lines)


def _text_of_cards(database: bytes) -> str | None:
    """The notes of a deck, and the templates that show them."""
    if not database.startswith(b"SQLite format 3\0"):
        return None
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(database)
        notes = [str(row[0]) for row in connection.execute("SELECT flds FROM notes LIMIT 100000")]
        models = [str(row[0]) for row in connection.execute("SELECT models || decks FROM col")]
    except (sqlite3.Error, OverflowError):
        return None
    finally:
        connection.close()
    return text_of_page("\n".join(notes)) + "\n" + "\n".join(unescaped(one) for one in models)
