"""The words that a reader of a file sees, to look for the visible label in them.

Reads what our exporters write and its near relatives; None for pictures, sound and the unknown.
"""

import io
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import PurePath
from xml.etree import ElementTree

from gongwu.errors import FailedError
from gongwu.studio.label.carriers import office, pdf

_LONGEST = 20_000_000
_MOST_PARTS = 500
_HIDDEN = frozenset({"script", "style", "template", "title", "head"})


def text_of(data: bytes, name: str) -> str | None:
    """The words of a file; None where there are none to be had."""
    if data.startswith(b"PK\x03\x04"):
        return _text_of_package(data)
    if pdf.recognises(data):
        return _text_of_pdf(data)
    suffix = PurePath(name).suffix.lower()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    return _READERS.get(suffix, _as_it_stands)(text)


def _as_it_stands(text: str) -> str:
    return text


class _Words(HTMLParser):
    """What a browser shows of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._hidden.clear()
        elif tag in _HIDDEN:
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _text_of_page(text: str) -> str:
    page = _Words()
    page.feed(text)
    page.close()
    return "".join(page.words)


def _text_of_markdown(text: str) -> str:
    """Without the front matter, which nobody sees, and without comments."""
    body = re.sub(
        r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*$", "", text, count=1, flags=re.S | re.M
    )
    return re.sub(r"<!--.*?-->", "", body, flags=re.S)


def _text_of_xml(text: str) -> str | None:
    """The text of all elements; text that is itself a page, as quiz formats hold it, is read so."""
    if "<!ENTITY" in text:
        return None
    try:
        root = ElementTree.fromstring(text.encode())
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    return "\n".join(_text_of_page(run) if "<" in run else run for run in _shown(root))


def _shown(root: ElementTree.Element) -> Iterator[str]:
    """The runs of text in the order of the document, without those that are about it."""
    ahead: list[ElementTree.Element | str] = [root]
    while ahead:
        node = ahead.pop()
        if isinstance(node, str):
            yield node
        elif str(node.tag).rpartition("}")[2].lower() not in ("metadata", "style", "script"):
            for child in reversed(node):
                ahead += [child.tail or "", child]
            yield node.text or ""


def _text_of_gift(text: str) -> str:
    """Without the backslashes that keep GIFT's own signs apart from words."""
    return re.sub(r"\\([~=#{}:])", r"\1", text)


def _text_of_calendar(text: str) -> str:
    """With its folded lines made whole, and without escapes."""
    return re.sub(r"\\([,;\\])", r"\1", re.sub(r"\r?\n[ \t]", "", text))


def _unescaped(text: str) -> str:
    r"""JSON's \u escapes as the letters that they stand for."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)


_READERS: dict[str, Callable[[str], str | None]] = {
    ".html": _text_of_page,
    ".htm": _text_of_page,
    ".xhtml": _text_of_page,
    ".md": _text_of_markdown,
    ".markdown": _text_of_markdown,
    ".xml": _text_of_xml,
    ".svg": _text_of_xml,
    ".tmx": _text_of_xml,
    ".json": _unescaped,
    ".gift": _text_of_gift,
    ".ics": _text_of_calendar,
}
# Formats that have a place for metadata, though ours may not write there.
_MARKUP = frozenset(_READERS) - {".json", ".gift", ".ics"}


def _text_of_pdf(data: bytes) -> str | None:
    try:
        with pdf.opened(data) as document:
            return "\n".join(page.extract_text() for page in document.pages)
    except FailedError:
        raise
    except Exception:  # any at all: see `pdf.opened`
        return None


def _text_of_package(data: bytes) -> str | None:
    """The words of a docx, xlsx or pptx, of a deck of cards, or of the pages in any other zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            texts = [
                text
                for name in package.namelist()[:_MOST_PARTS]
                if (text := _text_of_part(package, name)) is not None
            ]
    except office.UNREADABLE:
        return None
    return "\n".join(texts) if texts else None


_OFFICE_TEXT = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes)\.xml"
    r"|xl/(?:sharedStrings|worksheets/[^/]+)\.xml|ppt/slides/[^/]+\.xml"
)
_OFFICE = re.compile(r"(?:word|xl|ppt|docProps|_rels|customXml)/|\[Content_Types\]\.xml|META-INF/")


def _text_of_part(package: zipfile.ZipFile, name: str) -> str | None:
    suffix = PurePath(name).suffix.lower()
    if name.startswith("collection.anki2"):
        return _text_of_cards(_part(package, name)) if suffix == ".anki2" else None
    if _OFFICE_TEXT.fullmatch(name):
        return _text_of_runs(_part(package, name))
    if _OFFICE.match(name) or suffix not in (*_READERS, ".txt"):
        return None
    text = _part(package, name).decode("utf-8-sig", "replace")
    return _READERS.get(suffix, _as_it_stands)(text)


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(_LONGEST)


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
    return _text_of_page("\n".join(notes)) + "\n" + "\n".join(_unescaped(one) for one in models)


def is_plain_text(data: bytes, name: str) -> bool:
    """Whether a file is words and nothing else, so that it has no place for metadata."""
    suffix = PurePath(name).suffix.lower()
    return suffix not in _MARKUP and text_of(data, name) is not None and not _is_container(data)


def _is_container(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") or pdf.recognises(data)


def without_spaces(text: str) -> str:
    """For comparing: a PDF breaks a sentence where its line ends."""
    return re.sub(r"\s+", "", text)
