"""Markdown, read back by markdown-it: the words arrive as they were, and none becomes markup."""

import re
from html import unescape
from typing import Any

import pytest
from hypothesis import example, given

from gongwu.studio.document.inline import runs_of
from gongwu.studio.document.markdown import write_markdown
from gongwu.studio.document.model import Block, Document, Paragraph
from tests.studio.document.documents import EVERYTHING, NOTICE, SHOWN, plain_paragraphs

markdown_it = pytest.importorskip("markdown_it")


def html(*blocks: Block, title: str = "t") -> str:
    reader: Any = markdown_it.MarkdownIt("commonmark").enable("table")
    document = Document(title=title, language="zh", blocks=blocks)
    return str(reader.render(write_markdown(document, NOTICE).decode()))


def words_of(page: str) -> list[str]:
    return unescape(re.sub(r"<[^>]*>", "", page)).split()


@given(plain_paragraphs)
@example([Paragraph("\n\x08")])
@example([Paragraph("a\n")])
@example([Paragraph("\n a\\\n \n")])
def test_the_words_arrive_as_they_were(paragraphs: list[Paragraph]) -> None:
    shown = "\n".join(run.text for block in paragraphs for run in runs_of(block.text))  # type: ignore[union-attr]
    assert words_of(html(*paragraphs)) == ["t", *shown.split(), *NOTICE.text.split()]


def test_every_block_arrives_as_what_it_is() -> None:
    page = html(*EVERYTHING.blocks, title=EVERYTHING.title)
    text = " ".join(words_of(page))
    missing = [words for words in SHOWN if " ".join(words.split()) not in text]
    assert missing == []
    for part in ("<h1>", "<h2>第一节</h2>", "<h3>表格</h3>", "<strong>加粗</strong>",
                 "<em>强调</em>", "<table>", "<blockquote>", '<ol start="7">', "<ul>",
                 '<code class="language-python">', 'src="data:image/png;base64,'):  # fmt: skip
        assert part in page, part


@pytest.mark.parametrize("text", ["**答案：**因为", "因为**（重点）**所以", "**“是”**不是"])
def test_bold_holds_beside_chinese_punctuation(text: str) -> None:
    inside = re.findall(r"\*\*(.*)\*\*", text)[0]
    assert f"<strong>{inside}</strong>" in html(Paragraph(text))


def test_formulas_stay_in_latex() -> None:
    content = write_markdown(EVERYTHING, NOTICE).decode()
    assert r"$\frac{1}{2} + \sqrt{3}$" in content


def test_the_notice_is_the_last_paragraph() -> None:
    assert html(Paragraph("a")).rstrip().endswith("generated*</em></p>")
