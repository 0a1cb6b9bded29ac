"""The files that any kind gives whose draft can be laid out as a document."""

from collections.abc import Callable
from typing import TypeVar

from gongwu.studio.document.docx import write_docx
from gongwu.studio.document.html import write_html
from gongwu.studio.document.markdown import write_markdown
from gongwu.studio.document.model import Document
from gongwu.studio.document.pdf import write_pdf
from gongwu.studio.document.plain_text import write_text
from gongwu.studio.kind import Exporter, Notice

DraftT = TypeVar("DraftT")
Writer = Callable[[Document, Notice], bytes]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITERS: dict[str, tuple[str, str, Writer]] = {
    "txt": (".txt", "text/plain", write_text),
    "md": (".md", "text/markdown", write_markdown),
    "html": (".html", "text/html", write_html),
    "docx": (".docx", _WORD, write_docx),
    "pdf": (".pdf", "application/pdf", write_pdf),
}


def document_exports(to_document: Callable[[DraftT], Document]) -> dict[str, Exporter[DraftT]]:
    """txt, md, html, docx and pdf of drafts that `to_document` lays out."""
    return {
        name: Exporter(suffix=suffix, media_type=media, write=_write(to_document, writer))
        for name, (suffix, media, writer) in _WRITERS.items()
    }


def _write(
    to_document: Callable[[DraftT], Document], writer: Writer
) -> Callable[[DraftT, Notice], bytes]:
    return lambda draft, notice: writer(to_document(draft), notice)
