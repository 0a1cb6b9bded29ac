"""An explanation laid out as a document."""

from collections.abc import Iterator

from gongwu.fields.teaching.explanation.script import Explained, Explanation
from gongwu.studio.document.model import Block, Document, Heading, Items, Note, Paragraph


def explanation_document(draft: Explanation) -> Document:
    """The question, the numbered steps, the answer; for a beginner the test and the warnings."""
    return Document(title=draft.title, language=draft.lang, blocks=tuple(_blocks(draft)))


def _blocks(draft: Explanation) -> Iterator[Block]:
    zh = draft.lang == "zh"
    yield Paragraph(draft.question)
    yield Heading("解答" if zh else "Solution", level=1)
    yield Items(items=tuple(map(_item, draft.steps)), mark="number", together=True)
    yield Note(text=draft.answer, title="答案" if zh else "Answer")
    if draft.checks:
        yield Heading("检验" if zh else "Check", level=2)
        yield Paragraph("把解代入原题：" if zh else "Put the solution into the problem:")
        yield Items(items=draft.checks)
    if draft.cautions:
        yield Heading("常见错误" if zh else "Common mistakes", level=2)
        yield Items(items=draft.cautions)


def _item(step: Explained) -> str | tuple[Block, ...]:
    if step.text and step.line:
        return (Paragraph(step.text), Paragraph(step.line))
    return step.text or step.line
