"""The words that a reader of a file sees, to look for the visible label in them.

Reads what our exporters write and its near relatives; None for pictures, sound and the unknown.
"""

import re
from pathlib import PurePath

from gongwu.errors import FailedError
from gongwu.studio.label.carriers import pdf
from gongwu.studio.label.words_of_markup import MARKUP, READERS, as_it_stands
from gongwu.studio.label.words_of_packages import text_of_package

_EDGE = 100


def text_of(data: bytes, name: str) -> str | None:
    """The words of a file; None where there are none to be had."""
    if data.startswith(b"PK\x03\x04"):
        return text_of_package(data)
    if pdf.recognises(data):
        return _text_of_pdf(data)
    suffix = PurePath(name).suffix.lower()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    return READERS.get(suffix, as_it_stands)(text)


def _text_of_pdf(data: bytes) -> str | None:
    try:
        with pdf.opened(data) as document:
            count = len(document.pages)
            # Of a very long document, its start and its end, where a label stands.
            numbers = [n for n in range(count) if n < _EDGE or n >= count - _EDGE]
            return "\n".join(document.pages[n].extract_text() for n in numbers)
    except FailedError:
        raise
    except Exception:  # any at all: see `pdf.opened`
        return None


def is_plain_text(data: bytes, name: str) -> bool:
    """Whether a file is words and nothing else, so that it has no place for metadata."""
    suffix = PurePath(name).suffix.lower()
    return suffix not in MARKUP and text_of(data, name) is not None and not _is_container(data)


def _is_container(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") or pdf.recognises(data)


def without_spaces(text: str) -> str:
    """For comparing: a PDF breaks a sentence where its line ends."""
    return re.sub(r"\s+", "", text)
