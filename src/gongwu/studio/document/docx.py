"""A document as docx: real headings, lists, tables and formulas, which Word lets a person edit.

Chinese is set in 宋体 and 黑体, Latin letters in Times New Roman and Arial: every Word has them.
"""

from datetime import UTC
from io import BytesIO
from itertools import count
from typing import Any

from gongwu.studio.document.docx_body import DocxBody
from gongwu.studio.document.docx_style import dress, page_number, text_width
from gongwu.studio.document.extra import extra_module
from gongwu.studio.document.inline import readable
from gongwu.studio.document.model import Document, Picture
from gongwu.studio.document.zips import steady_zip
from gongwu.studio.kind import Notice

# Word refuses a longer one.
_LONGEST_TITLE = 255


def write_docx(document: Document, notice: Notice) -> bytes:
    """The notice stands at the end of the text and at the foot of every page."""
    docx: Any = extra_module("docx")
    file = docx.Document()
    dress(file, document.language)
    _properties(file, document, notice)
    _footer(file, notice)
    numbers = count(1)
    body = DocxBody(lambda picture: _picture(file, picture, next(numbers)))
    _fill(file, body.lines(document, notice), body.numbering())
    content = BytesIO()
    file.save(content)
    return steady_zip(content.getvalue())


def _properties(file: Any, document: Document, notice: Notice) -> None:
    properties = file.core_properties
    properties.title = readable(document.title)[:_LONGEST_TITLE]
    properties.author = properties.last_modified_by = "Gongwu"
    properties.revision, properties.comments = 1, ""
    made = notice.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = made
    properties.language = "zh-CN" if document.language == "zh" else "en-US"


def _footer(file: Any, notice: Notice) -> None:
    paragraph = file.sections[0].footer.paragraphs[0]
    paragraph.add_run(readable(notice.text) + "\t")
    page_number(paragraph)


def _fill(file: Any, lines: str, numbering: str) -> None:
    """All at once: python-docx would search the whole text for each paragraph that is added."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    space = nsdecls("w", "m", "wp", "a", "pic", "r")
    end = file.element.body.sectPr
    for child in list(parse_xml(f"<w:body {space}>{lines}</w:body>")):
        end.addprevious(child)
    lists = file.part.numbering_part.element
    # The template's own definitions are of no use here.
    for child in list(lists):
        lists.remove(child)
    for child in list(parse_xml(f"<w:numbering {space}>{numbering}</w:numbering>")):
        lists.append(child)


def _picture(file: Any, picture: Picture, number: int) -> str:
    """The run that shows a picture, as XML; its bytes become a part of the file."""
    from docx.shared import Emu
    from lxml import etree

    width = Emu(text_width(file) * picture.width_percent // 100)
    inline = file.part.new_pic_inline(BytesIO(picture.png), width=width)
    # python-docx counts those that stand in the text, and none does yet.
    inline.docPr.id = number
    inline.docPr.set("descr", readable(picture.alt))
    drawing = etree.tostring(inline, encoding="unicode")
    return f"<w:r><w:drawing>{drawing}</w:drawing></w:r>"
