"""Plain text: all that the document says, with the notice last."""

from hypothesis import given
from hypothesis import strategies as st

from gongwu.studio.document.inline import escaped, readable
from gongwu.studio.document.model import Document, Items, Paragraph, Table
from gongwu.studio.document.plain_text import mark_of, plain_inline, width, write_text
from tests.studio.document.documents import EVERYTHING, NOTICE, SHOWN, texts


def written(document: Document) -> str:
    return write_text(document, NOTICE).decode()


def test_it_says_all_that_the_document_says() -> None:
    text = written(EVERYTHING)
    assert [words for words in SHOWN if words not in text] == []
    assert text.startswith(EVERYTHING.title + "\n===")
    assert text.endswith(NOTICE.text + "\n")
    assert "x² − 5x + 6 = 0" in text
    assert "A. 2\n" in text
    assert "7. 七\n8. 八" in text


@given(texts)
def test_an_escaped_text_is_written_as_it_is(text: str) -> None:
    assert plain_inline(escaped(text)) == readable(text)


def test_columns_stand_below_each_other_in_chinese_too() -> None:
    table = Table(header=("名称", "值"), rows=(("a", "1"), ("很长的名称", "2")))
    lines = written(Document(title="t", language="zh", blocks=(table,))).split("\n")[3:7]
    starts = {width(line[: line.rindex(sign)]) for line, sign in zip(lines, "值-12", strict=True)
              if sign != "-"}  # fmt: skip
    assert len(starts) == 1


@given(st.integers(1, 2000))
def test_letters_go_on_behind_z_and_none_comes_twice(number: int) -> None:
    marks = {mark_of(Items(items=(), mark="letter", start=start), 0) for start in range(1, number)}
    assert len(marks) == number - 1
    assert mark_of(Items(items=(), mark="letter", start=27), 0) == "AA."


def test_a_paragraph_keeps_its_line_breaks() -> None:
    poem = Document(title="t", language="zh", blocks=(Paragraph("白日依山尽，\n黄河入海流。"),))
    assert "白日依山尽，\n黄河入海流。" in written(poem)
