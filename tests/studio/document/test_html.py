"""HTML: one page that fetches nothing and runs nothing, and says what the document says."""

from html.parser import HTMLParser
from xml.etree import ElementTree

from hypothesis import given

from gongwu.studio.document.html import inline_html, inline_xhtml, write_html
from gongwu.studio.document.inline import runs_of
from gongwu.studio.document.model import Document, Paragraph
from tests.studio.document.documents import (
    EVERYTHING,
    NOTICE,
    SHOWN,
    any_documents,
    plain_paragraphs,
    texts,
)

_EMPTY = ("meta", "img", "br", "hr")


class Page(HTMLParser):
    """What a browser would make of a page: its elements, attributes and words."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.words.append(data)


def names(page: Page) -> set[str]:
    return {name for name, _ in page.elements}


@given(any_documents)
def test_every_element_is_closed_and_none_comes_from_a_text(document: Document) -> None:
    page = Page(write_html(document, NOTICE))
    assert page.open == []
    assert not names(page) & {"script", "link", "iframe", "object", "i", "b", "a", "form"}


@given(plain_paragraphs)
def test_the_words_arrive_as_they_were(paragraphs: list[Paragraph]) -> None:
    document = Document(title="t", language="en", blocks=tuple(paragraphs))
    shown = "\n".join(run.text for block in paragraphs for run in runs_of(block.text))  # type: ignore[union-attr]
    said = " ".join("".join(Page(write_html(document, NOTICE)).words).split())
    assert "".join(shown.split()) in said.replace(" ", "")


def test_every_block_arrives_as_what_it_is() -> None:
    page = Page(write_html(EVERYTHING, NOTICE))
    text = "".join(page.words)
    assert [words for words in SHOWN if words not in text] == []
    expected = {"h1", "h2", "h3", "h4", "ol", "ul", "li", "table", "figure", "img", "blockquote",
                "aside", "pre", "math", "mfrac", "msqrt", "footer"}  # fmt: skip
    assert expected <= names(page)
    assert ("html", {"lang": "zh-CN"}) in page.elements
    assert [at["start"] for name, at in page.elements if name == "ol" and "start" in at] == ["7"]
    assert next(at["alt"] for name, at in page.elements if name == "img") == '一个"方块"'


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = Page(write_html(EVERYTHING, NOTICE))
    policy = next(at["content"] for name, at in page.elements if "http-equiv" in at)
    assert policy.startswith("default-src 'none'")
    for _, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes)
        for name in ("src", "href"):
            assert attributes.get(name, "data:").startswith("data:")
    assert b"url(" not in write_html(EVERYTHING, NOTICE)


def test_the_notice_is_the_footer_and_the_date_is_that_of_the_approval() -> None:
    content = write_html(EVERYTHING, NOTICE).decode()
    footer = content.rpartition("<footer>")[2]
    assert "本文由人工智能辅助生成，并经人工审核。&lt;AI&gt; &amp; *generated*" in footer
    assert 'content="2026-11-23T08:30:00+00:00"' in content


def test_a_stop_is_not_parted_from_the_formula_before_it() -> None:
    assert "</math>。</span>" in inline_html("解 $x$。")


@given(texts)
def test_inline_text_for_xml_is_xml(text: str) -> None:
    ElementTree.fromstring(f"<p>{inline_xhtml(text)}</p>")
