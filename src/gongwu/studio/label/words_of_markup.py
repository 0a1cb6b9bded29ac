"""The words that people see of a text format: pages, Markdown, XML, and formats with escapes.

What stands in a comment, in metadata or in a hidden element is no word that anybody sees.
"""

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from gongwu.studio.label.page_parser import PageParser

_HIDDEN = frozenset({"script", "style", "template", "title", "head"})


def as_it_stands(text: str) -> str:
    """Plain text is its own words."""
    return text


class _Words(PageParser):
    """What a browser shows of a page."""

    def __init__(self) -> None:
        super().__init__()
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


def text_of_page(text: str) -> str:
    page = _Words()
    page.read(text)
    return "".join(page.words)


def _text_of_markdown(text: str) -> str:
    """Without the front matter, which nobody sees, and without comments."""
    body = re.sub(
        r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*$", "", text, count=1, flags=re.S | re.M
    )
    return "".join(_outside_comments(body))


def _outside_comments(text: str) -> Iterator[str]:
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        yield text[at:start]
        at = end + 3
    yield text[at:]


def _text_of_xml(text: str) -> str | None:
    """The text of all elements; text that is itself a page, as quiz formats hold it, is read so."""
    if "<!ENTITY" in text:
        return None
    try:
        root = ElementTree.fromstring(text.encode())
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    return "\n".join(text_of_page(run) if "<" in run else run for run in _shown(root))


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


def unescaped(text: str) -> str:
    r"""JSON's \u escapes as the letters that they stand for."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)


READERS: dict[str, Callable[[str], str | None]] = {
    ".html": text_of_page,
    ".htm": text_of_page,
    ".xhtml": text_of_page,
    ".md": _text_of_markdown,
    ".markdown": _text_of_markdown,
    ".xml": _text_of_xml,
    ".svg": _text_of_xml,
    ".tmx": _text_of_xml,
    ".json": unescaped,
    ".gift": _text_of_gift,
    ".ics": _text_of_calendar,
}
# Formats that have a place for metadata, though ours may not write there.
MARKUP = frozenset(READERS) - {".json", ".gift", ".ics"}
