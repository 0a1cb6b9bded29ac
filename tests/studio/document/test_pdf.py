"""PDF, read back by pypdf, and its pages looked at by pdftoppm where it is installed."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from gongwu.errors import NotFoundError
from gongwu.studio.document import pdf
from gongwu.studio.document.model import Block, Document, Items, PageBreak, Paragraph, Picture, Room
from gongwu.studio.document.pdf import chinese_fonts, write_pdf
from tests.studio.document.documents import EVERYTHING, NOTICE, SHOWN, png

typst: Any = pytest.importorskip("typst", reason="the extra `documents` is not installed")
pypdf: Any = pytest.importorskip("pypdf", reason="the extra `documents` is not installed")


def of(*blocks: Block) -> Document:
    return Document(title="t", language="en", blocks=blocks)


def pages(content: bytes) -> list[str]:
    """The text of each page, without spaces: a typesetter has its own."""
    reader = pypdf.PdfReader(BytesIO(content))
    return ["".join(page.extract_text().split()) for page in reader.pages]


@pytest.fixture
def needs_chinese() -> None:
    try:
        chinese_fonts(typst.Fonts(include_system_fonts=True).families())
    except NotFoundError as missing:
        pytest.skip(missing.en)


@pytest.mark.usefixtures("needs_chinese")
def test_it_says_all_that_the_document_says() -> None:
    text = "".join(pages(write_pdf(EVERYTHING, NOTICE)))
    missing = [words for words in SHOWN if "".join(words.split()) not in text]
    assert missing == []


@pytest.mark.usefixtures("needs_chinese")
def test_the_notice_stands_on_every_page() -> None:
    read = pages(write_pdf(of(Paragraph("a"), PageBreak(), Paragraph("b")), NOTICE))
    assert len(read) == 2
    assert all("本文由人工智能辅助生成" in page for page in read)


@pytest.mark.usefixtures("needs_chinese")
def test_the_file_says_its_title_its_date_and_its_language() -> None:
    reader = pypdf.PdfReader(BytesIO(write_pdf(EVERYTHING, NOTICE)))
    assert reader.metadata.title == EVERYTHING.title
    assert reader.metadata.creation_date == NOTICE.made_at
    assert reader.trailer["/Root"]["/Lang"].startswith("zh")
    assert "/StructTreeRoot" in reader.trailer["/Root"]


@pytest.mark.usefixtures("needs_chinese")
def test_a_question_that_stays_together_is_not_parted_by_a_page() -> None:
    item = (Paragraph("begin"), Room(9), Paragraph("end"))
    content = write_pdf(of(Items(items=(item,) * 5, mark="number", together=True)), NOTICE)
    for page in pages(content):
        assert page.count("begin") == page.count("end")


def test_a_document_without_chinese_needs_no_font_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    none = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(typst, "Fonts", lambda include_system_fonts: none)
    notice = type(NOTICE)(text="AI-generated", language="en", made_at=NOTICE.made_at, title="t")
    plain = of(Paragraph(r"Solve $\frac{x}{2} = 3$."), Picture(png=png(), alt="a"))
    assert "Solve" in pages(write_pdf(plain, notice))[0]
    with pytest.raises(NotFoundError, match="fonts-noto-cjk") as missing:
        write_pdf(EVERYTHING, notice)
    assert "fonts-noto-cjk" in missing.value.zh


def test_a_picture_that_is_none_is_refused_in_words() -> None:
    from gongwu.errors import FailedError

    with pytest.raises(FailedError, match="could not be set"):
        write_pdf(of(Picture(png=b"no picture", alt="a")), NOTICE)


def test_the_best_known_font_is_taken_and_one_face_serves_for_both() -> None:
    chosen = chinese_fonts(["SimSun", "Noto Serif CJK SC", "SimHei", "Other"])
    assert (chosen.text, chosen.headings) == ("Noto Serif CJK SC", "SimHei")
    only = chinese_fonts(["WenQuanYi Zen Hei"])
    assert only.text == only.headings == "WenQuanYi Zen Hei"
    assert pdf.chinese_fonts(iter(["SimSun"])).headings == "SimSun"


@pytest.mark.usefixtures("needs_chinese")
def test_a_page_has_ink_inside_its_margins_and_none_outside(tmp_path: Path) -> None:
    to_picture = shutil.which("pdftoppm")
    image = pytest.importorskip("PIL.Image")
    if not to_picture:
        pytest.skip("pdftoppm is not installed")
    (tmp_path / "a.pdf").write_bytes(write_pdf(EVERYTHING, NOTICE))
    subprocess.run([to_picture, "-r", "40", "-gray", tmp_path / "a.pdf", tmp_path / "p"],
                   check=True)  # fmt: skip
    for path in sorted(tmp_path.glob("p-*.pgm")):
        with image.open(path) as page:
            ink = page.point(lambda light: 255 if light < 250 else 0).getbbox()
            margin = round(18 / 25.4 * 40)
            assert ink[0] >= margin
            assert ink[2] <= page.width - margin
            assert ink[3] - ink[1] > page.height / 2
