"""The words that a reader sees."""

import io
import json
import zipfile

import pytest

from gongwu.studio.label.text import text_of, without_spaces
from tests.studio.label.samples import NOTICE, deck, office, sound, typst_pdf, word

ROWS = {
    "a.txt": NOTICE.encode(),
    "marked.txt": b"\xef\xbb\xbf" + NOTICE.encode(),
    "a.gift": f"// {NOTICE}\n::一:: 1+1= {{#2}}".encode(),
    "ink.json": json.dumps(["^" + NOTICE]).encode(),
    "plan.ics": ("DESCRIPTION:" + NOTICE[:6] + "\r\n " + NOTICE[6:]).encode(),
    "a.csv": f"题,答\n{NOTICE},".encode(),
    "a.md": f"---\ntitle: 题\n---\n> {NOTICE}".encode(),
    "a.html": f"<html><head><title>x</title></head><body>{NOTICE}</body></html>".encode(),
    "unclosed.html": f"<title>x</title><p>{NOTICE}".encode(),
    "quiz.xml": f"<quiz><text><![CDATA[<p>{NOTICE}</p>]]></text></quiz>".encode(),
    "a.svg": f"<svg><text><tspan>{NOTICE[:5]}</tspan>{NOTICE[5:]}</text></svg>".encode(),
    "a.docx": word("题", NOTICE),
    "a.xlsx": office("xl/sharedStrings.xml", f"<sst><si><t>{NOTICE}</t></si></sst>"),
    "a.pptx": office("ppt/slides/slide1.xml", f"<p><r><t>{NOTICE}</t></r></p>"),
    "a.pdf": typst_pdf(),
    "narrow.pdf": typst_pdf(f"#set page(width: 60pt, margin: 5pt)\n{NOTICE}"),
    "a.apkg": deck(["一\x1f二", f"<div>{NOTICE}</div>\x1f三"]),
}


@pytest.mark.parametrize("name", ROWS)
def test_the_notice_is_read_out_of_every_format(name: str) -> None:
    text = text_of(ROWS[name], name)
    assert text is not None
    assert without_spaces(NOTICE) in without_spaces(text)


HIDDEN = {
    "front.md": f"---\ntitle: {NOTICE}\n---\n正文".encode(),
    "comment.md": f"正文 <!-- {NOTICE} -->".encode(),
    "title.html": f"<head><title>{NOTICE}</title></head><body>正文".encode(),
    "script.html": f"<p>正文<script>'{NOTICE}'</script>".encode(),
    "comment.html": f"<p>正文<!-- {NOTICE} -->".encode(),
    "attribute.html": f'<p title="{NOTICE}">正文'.encode(),
    "metadata.svg": f"<svg><metadata><a>{NOTICE}</a></metadata><text>正文</text></svg>".encode(),
    "comment.xml": f"<quiz><!-- {NOTICE} --><text>正文</text></quiz>".encode(),
    "property.docx": office("docProps/core.xml", f"<a><t>{NOTICE}</t></a>"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_nobody_sees_is_not_read(name: str) -> None:
    assert NOTICE not in (text_of(HIDDEN[name], name) or "")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a\0b", sound(), b"PK\3\4broken", b"%PDF-1.7"])
def test_what_holds_no_words_says_so(data: bytes) -> None:
    assert text_of(data, "x.bin") is None


def test_a_sentence_cut_into_runs_is_one_sentence() -> None:
    runs = "".join(f"<r><t>{letter}</t></r>" for letter in NOTICE)
    text = text_of(office("word/document.xml", f"<d><p>{runs}</p></d>"), "x.docx")
    assert NOTICE in (text or "")


def test_pages_in_any_package_are_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("item.xml", f"<item><p>{NOTICE}</p></item>")
        package.writestr("picture.png", b"\x89PNG")
    assert NOTICE in (text_of(out.getvalue(), "x.zip") or "")


@pytest.mark.parametrize(
    ("name", "written"),
    [("a.gift", r"AI-generated\: verse \{1\}"), ("a.ics", "AI-generated: verse {1}")],
)
def test_the_escapes_of_a_format_are_no_part_of_its_words(name: str, written: str) -> None:
    assert text_of(written.encode(), name) == "AI-generated: verse {1}"


def test_a_calendars_commas_are_commas() -> None:
    folded = b"SUMMARY:AI-generated content\\, reviewed by a\r\n  person."
    assert "AI-generated content, reviewed by a person." in (text_of(folded, "a.ics") or "")


@pytest.mark.parametrize("tail", ["", "<", "<a", "<!--", "&amp;"])
def test_words_behind_the_last_tag_are_read(tail: str) -> None:
    assert NOTICE in (text_of(f"<p>x</p>{NOTICE}{tail}".encode(), "a.html") or "")
