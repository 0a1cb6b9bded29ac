r"""Inline text as the HTML that quiz programs and flashcards take: formulas as `\( … \)`."""

from html import escape

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.sheet import Item
from gongwu.fields.teaching.exports import labels
from gongwu.studio.document.inline import Formula, Words, readable, runs_of
from gongwu.studio.kind import Notice


def quiz_html(text: str) -> str:
    """No line break in it: some formats end a question at an empty line."""
    return "".join(
        rf"\({escape(run.latex, quote=False)}\)" if isinstance(run, Formula) else _words(run)
        for run in runs_of(text)
    )


def solution_html(item: Item, language: Language) -> str:
    """The answer and the steps to it."""
    answer = f"<p><b>{labels.ANSWER.said_in(language)}</b> {quiz_html(item.answer)}</p>"
    steps = "".join(f"<li>{quiz_html(step)}</li>" for step in item.steps)
    return answer + (f"<ol>{steps}</ol>" if steps else "")


def notice_html(notice: Notice) -> str:
    """The notice, small: it goes with every question, since banks are mixed and drawn from."""
    return f"<p><small>{_words(Words(readable(notice.text)))}</small></p>"


def _words(run: Words) -> str:
    text = escape(run.text, quote=False).replace("\n", "<br>")
    text = f"<em>{text}</em>" if run.emphasis else text
    return f"<b>{text}</b>" if run.bold else text
