"""docx, opened by python-docx, and by LibreOffice where it is installed."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from gongwu.studio.document.docx import write_docx
from gongwu.studio.document.inline import runs_of
from gongwu.studio.document.model import Document, Items, Paragraph, Picture, Room
from tests.studio.document.documents import EVERYTHING, NOTICE, SHOWN, plain_paragraphs, png

docx = pytest.importorskip("docx", reason="the extra `documents` is not installed")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def opened(document: Document) -> Any:
    return docx.Document(BytesIO(write_docx(document, NOTICE)))


def text_of(file: Any) -> str:
    """The text of the body, a tab and a break as such."""
    lines = []
    for paragraph in file.element.body.iter(f"{W}p"):
        parts = [node.text or "" if node.tag == f"{W}t" else "\n" for node in paragraph.iter()
                 if node.tag in (f"{W}t", f"{W}br")]  # fmt: skip
        lines.append("".join(parts))
    return "\n".join(lines)


def test_it_says_all_that_the_document_says() -> None:
    text = text_of(opened(EVERYTHING))
    assert [words for words in SHOWN if words not in text] == []


def test_headings_lists_tables_and_formulas_are_real() -> None:
    file = opened(EVERYTHING)
    styles = [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs]
    assert ("Title", EVERYTHING.title) in styles
    assert ("Heading 1", "第一节") in styles
    assert ("Heading 2", "表格") in styles
    assert [cell.text for cell in file.tables[0].rows[0].cells] == ["名称", "值"]
    assert len(list(file.element.body.iter(f"{M}oMath"))) == 8
    assert len(list(file.element.body.iter(f"{M}f"))) == 2
    assert len(list(file.element.body.iter(f"{W}numPr"))) == 2 + 4 + 3 + 2 + 2
    assert len(file.inline_shapes) == 1


def test_every_list_counts_for_itself() -> None:
    lists = tuple(Items(items=("a", "b"), mark="number", start=start) for start in (1, 1, 5))
    file = opened(Document(title="t", language="en", blocks=lists))
    used = [node.get(f"{W}val") for node in file.element.body.iter(f"{W}numId")]
    assert len(set(used)) == 3
    numbering = file.part.numbering_part.element
    assert [node.get(f"{W}val") for node in numbering.iter(f"{W}start")] == ["1", "1", "5"]
    order = [child.tag for child in numbering]
    assert order == sorted(order), "Word wants all abstract definitions first"


def test_chinese_and_latin_letters_have_a_font_each() -> None:
    file = opened(EVERYTHING)
    for name, chinese in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Title", "黑体")):
        fonts = file.styles[name].element.rPr.rFonts
        assert fonts.get(f"{W}eastAsia") == chinese
        assert not [attribute for attribute in fonts.attrib if "heme" in attribute]


def test_the_file_says_when_it_was_approved_and_in_what_language_it_is() -> None:
    properties = opened(EVERYTHING).core_properties
    assert properties.created == properties.modified == NOTICE.made_at
    assert properties.title == EVERYTHING.title
    assert properties.language == "zh-CN"


def test_the_notice_ends_the_text_and_stands_on_every_page() -> None:
    file = opened(EVERYTHING)
    assert file.paragraphs[-1].text == NOTICE.text
    assert NOTICE.text in file.sections[0].footer.paragraphs[0].text


def test_every_picture_has_a_number_of_its_own_and_says_what_it_shows() -> None:
    pictures = tuple(Picture(png=png(width), alt=f"p{width}") for width in (10, 20, 30))
    shapes = opened(Document(title="t", language="en", blocks=pictures)).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["p10", "p20", "p30"]
    assert len({shape._inline.docPr.id for shape in shapes}) == 3


def test_an_item_that_stays_together_holds_on_to_all_but_its_last_line() -> None:
    item = (Paragraph("q"), Room(2))
    items = Items(items=(item, item), mark="number", together=True)
    file = opened(Document(title="t", language="en", blocks=(items,)))
    held = [bool(each.paragraph_format.keep_with_next) for each in file.paragraphs[1:7]]
    assert held == [True, True, False] * 2


@settings(max_examples=5)
@given(plain_paragraphs)
def test_the_words_arrive_as_they_were(paragraphs: list[Paragraph]) -> None:
    text = text_of(opened(Document(title="t", language="en", blocks=tuple(paragraphs))))
    for block in paragraphs:
        shown = "".join(run.text for run in runs_of(block.text))  # type: ignore[union-attr]
        assert shown.replace("\t", "") in text


@pytest.mark.slow
def test_libreoffice_opens_it_and_shows_every_block(tmp_path: Path) -> None:
    office, to_text = shutil.which("soffice"), shutil.which("pdftotext")
    if not office or not to_text:
        pytest.skip("LibreOffice or pdftotext is not installed")
    (tmp_path / "a.docx").write_bytes(write_docx(EVERYTHING, NOTICE))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True)
    read = subprocess.run([to_text, "-layout", str(tmp_path / "a.pdf"), "-"], check=True,
                          capture_output=True)  # fmt: skip
    text = "".join(read.stdout.decode().split())
    missing = [words for words in SHOWN if "".join(words.split()) not in text]
    assert missing == []
    for mark in ("1.", "A.", "7.", "8."):
        assert mark in text
