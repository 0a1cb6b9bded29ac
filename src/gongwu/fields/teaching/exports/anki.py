"""A sheet as an Anki package: a question on the front, the answer and its reasons on the back.

Identities come from content alone: importing a sheet again changes its cards and adds none.
"""

from hashlib import sha256
from io import BytesIO
from typing import Any

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.sheet import Item, Sheet
from gongwu.fields.teaching.exports import labels
from gongwu.fields.teaching.exports.quiz_html import quiz_html
from gongwu.fields.teaching.exports.sheet_document import letter
from gongwu.studio.document.extra import extra_module
from gongwu.studio.document.inline import escaped, readable
from gongwu.studio.document.zips import steady_zip
from gongwu.studio.kind import Notice

# Anki knows a note type by its number for ever: a changed layout needs a new one.
_BASIC, _CHOICE = 1_742_011_907, 1_742_011_908
_STYLE = """
.card { font: 20px/1.6 Georgia, "Songti SC", SimSun, "Noto Serif CJK SC", serif; color: #1c2430;
  background: #fff; max-width: 40em; margin: 0 auto; padding: 1em; text-align: left; }
.nightMode.card { color: #e6e9ef; background: #1f2329; }
ol { padding-left: 1.6em; } ol.options { list-style: upper-alpha; }
.answer { font-weight: bold; color: #1f5fa8; } .nightMode .answer { color: #8ab8f0; }
.heading { font-size: .85em; font-weight: bold; margin-top: 1em; }
.notice { margin-top: 2em; font-size: .7em; color: #667085; }
hr { border: 0; border-top: 1px solid #b8c0cc; }
"""
_FRONT = "<div>{{Question}}</div>"
_BACK = '{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>{{Solution}}'
_NOTICE = '<div class="notice">{{Notice}}</div>'


def write_apkg(sheet: Sheet, notice: Notice) -> bytes:
    """One card for each item, in the sheet's order."""
    genanki: Any = extra_module("genanki", "teaching")
    deck = genanki.Deck(_number(sheet.title), readable(sheet.title), readable(notice.text))
    basic, choice = _basic(genanki), _choice(genanki)
    for item in sheet.items:
        fields = _fields(item, sheet.lang, notice)
        note = genanki.Note(
            model=choice if item.options else basic,
            fields=fields,
            guid=genanki.guid_for(sheet.lang, item.family, *fields[:-1]),
            tags=[
                tag.replace(" ", "-") for tag in (item.family, f"level-{item.level}", *item.skills)
            ],
        )
        deck.add_note(note)
    content = BytesIO()
    genanki.Package(deck).write_to_file(content, timestamp=notice.made_at.timestamp())
    return steady_zip(content.getvalue())


def _number(name: str) -> int:
    """Anki takes decks' numbers to be moments in milliseconds; any large one will do."""
    return int.from_bytes(sha256(name.encode()).digest()[:4]) + (1 << 32)


def _basic(genanki: Any) -> Any:
    return _model(genanki, _BASIC, "Gongwu", ("Question", "Answer", "Solution", "Notice"), "", "")


def _choice(genanki: Any) -> Any:
    fields = ("Question", "Options", "Answer", "Solution", "Others", "Notice")
    return _model(genanki, _CHOICE, "Gongwu (options)", fields, "{{Options}}", "{{Others}}")


def _model(
    genanki: Any, number: int, name: str, fields: tuple[str, ...], front: str, back: str
) -> Any:
    return genanki.Model(
        number,
        name,
        fields=[{"name": field} for field in fields],
        templates=[{"name": "Card", "qfmt": _FRONT + front, "afmt": _BACK + back + _NOTICE}],
        css=_STYLE,
    )


def _fields(item: Item, language: Language, notice: Notice) -> list[str]:
    """In the order of the note types' fields; the notice is the last."""
    steps = "".join(f"<li>{quiz_html(step)}</li>" for step in item.steps)
    heading = _heading(labels.SOLUTION.said_in(language))
    solution = f"{heading}<ol>{steps}</ol>" if steps else ""
    question, answer = quiz_html(item.question), quiz_html(item.answer)
    last = quiz_html(escaped(notice.text))
    if not item.options:
        return [question, answer, solution, last]
    options = "".join(f"<li>{quiz_html(option.text)}</li>" for option in item.options)
    right = "、".join(letter(at) for at, option in enumerate(item.options) if option.right)
    return [
        question,
        f'<ol class="options">{options}</ol>',
        f"{right}. {answer}",
        solution,
        _others(item, language),
        last,
    ]


def _others(item: Item, language: Language) -> str:
    """What is wrong with each of the other options, under its letter."""
    reasons = "".join(
        f"<p><b>{letter(at)}.</b> {quiz_html(option.why)}</p>"
        for at, option in enumerate(item.options)
        if not option.right and option.why
    )
    return _heading(labels.OTHERS.said_in(language)) + reasons if reasons else ""


def _heading(text: str) -> str:
    return f'<div class="heading">{text}</div>'
