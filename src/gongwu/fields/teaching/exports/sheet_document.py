"""A sheet as a document: the questions, and on a new page the key with the worked solutions."""

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.sheet import Item, Sheet
from gongwu.fields.teaching.exports import labels
from gongwu.studio.document.model import (
    Block,
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Room,
)

_LINES_TO_WRITE_ON = 3


def sheet_document(sheet: Sheet) -> Document:
    """Both lists are numbered alike."""
    questions = Items(items=tuple(map(_question, sheet.items)), mark="number", together=True)
    key = Items(
        items=tuple(_answer(item, sheet.lang) for item in sheet.items), mark="number", together=True
    )
    return Document(
        title=sheet.title,
        language=sheet.lang,
        blocks=(
            Paragraph(labels.NAME_LINE.said_in(sheet.lang)),
            questions,
            PageBreak(),
            Heading(labels.KEY.said_in(sheet.lang)),
            key,
        ),
    )


def letter(place: int) -> str:
    """What an option is called by."""
    return chr(ord("A") + place)


def _question(item: Item) -> tuple[Block, ...]:
    if not item.options:
        return Paragraph(item.question), Room(_LINES_TO_WRITE_ON)
    options = tuple(option.text for option in item.options)
    return Paragraph(item.question), Items(items=options, mark="letter")


def _answer(item: Item, language: Language) -> tuple[Block, ...]:
    """The answer, how it is found, and what is wrong with each of the others."""
    right = "、".join(letter(at) for at, option in enumerate(item.options) if option.right)
    label = labels.ANSWER.said_in(language)
    known = f"{right}. " if right else ""
    kind = f"（{item.title}）" if language == "zh" else f" ({item.title})"
    space = "" if language == "zh" else " "
    blocks: list[Block] = [Paragraph(f"**{label}**{space}{known}{item.answer}{kind}")]
    if item.steps:
        blocks.append(Items(items=item.steps, mark="number"))
    colon = "：" if language == "zh" else ": "
    wrong = tuple(
        f"**{letter(at)}.** {option.text}{colon}{option.why}"
        for at, option in enumerate(item.options)
        if not option.right and option.why
    )
    if wrong:
        blocks += [
            Paragraph(f"**{labels.OTHERS.said_in(language)}**"),
            Items(items=wrong),
        ]
    return tuple(blocks)
