r"""A sheet in GIFT, which Moodle and many others read.

The notice is the file's first comment, and stands under each question's worked solution: a comment
is lost on import.
"""

import re

from gongwu.fields.teaching.exercises.sheet import Item, Sheet
from gongwu.fields.teaching.exports.asked import Choice, Numerical, asked, stem
from gongwu.fields.teaching.exports.quiz_html import notice_html, quiz_html, solution_html
from gongwu.studio.document.inline import readable
from gongwu.studio.document.plain_text import plain_inline
from gongwu.studio.kind import Notice

_SPECIAL = re.compile(r"([\\~=#{}:])")


def write_gift(sheet: Sheet, notice: Notice) -> bytes:
    """One question to a paragraph."""
    head = f"// {_one_line(sheet.title)}\n// {_one_line(notice.text)}\n"
    questions = [
        _question(number, item, sheet, notice) for number, item in enumerate(sheet.items, 1)
    ]
    return "\n".join([head, *questions]).encode()


def _question(number: int, item: Item, sheet: Sheet, notice: Notice) -> str:
    title = _escaped(_one_line(f"{number}. {plain_inline(item.title)}"))
    text = _escaped(f"<p>{quiz_html(stem(item, sheet.lang))}</p>")
    solution = _escaped(solution_html(item, sheet.lang) + notice_html(notice))
    answers = "\n".join(_answers(item, sheet))
    kind = "#" if isinstance(asked(item, sheet.lang), Numerical) else ""
    return f"::{title}::[html]{text}{{{kind}\n{answers}\n####{solution}\n}}\n"


def _answers(item: Item, sheet: Sheet) -> list[str]:
    question = asked(item, sheet.lang)
    if isinstance(question, Numerical):
        return [f"={question.number}:{question.tolerance}"]
    if isinstance(question, Choice):
        return [
            ("=" if option.right else "~") + _option(option.text) + _feedback(option.why)
            for option in question.options
        ]
    # An arrow would make it a matching question.
    texts = [text for text in question.spellings if "->" not in text] or [question.spellings[0]]
    return [f"={_escaped(_one_line(text))}" for text in texts]


def _option(text: str) -> str:
    """A percent sign at the beginning would be read as a weight, nothing at all as no option."""
    written = quiz_html(text).strip() or "&nbsp;"
    return _escaped(f"&#37;{written[1:]}" if written.startswith("%") else written)


def _feedback(why: str) -> str:
    return f"#{_escaped(quiz_html(why))}" if why else ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _one_line(text: str) -> str:
    return " ".join(readable(text).split())
