"""A sheet in Moodle's own XML: a category that carries the notice, and one question per item."""

from xml.sax.saxutils import escape

from gongwu.fields.teaching.exercises.sheet import Item, Option, Sheet
from gongwu.fields.teaching.exports import labels
from gongwu.fields.teaching.exports.asked import Asked, Choice, Numerical, Written, asked, stem
from gongwu.fields.teaching.exports.quiz_html import notice_html, quiz_html, solution_html
from gongwu.studio.document.inline import readable
from gongwu.studio.document.plain_text import plain_inline
from gongwu.studio.kind import Notice

_CHOICE = (
    "<single>true</single><shuffleanswers>true</shuffleanswers>"
    "<answernumbering>ABCD</answernumbering>"
)


def write_moodle_xml(sheet: Sheet, notice: Notice) -> bytes:
    """Each question carries the notice too, under its worked solution."""
    questions = [
        _question(number, item, sheet, notice) for number, item in enumerate(sheet.items, 1)
    ]
    parts = [_category(sheet, notice), *questions]
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(parts)
            + "\n</quiz>\n").encode()  # fmt: skip


def _category(sheet: Sheet, notice: Notice) -> str:
    # A slash would open a category below.
    name = readable(sheet.title).replace("/", "//")
    return (
        '<question type="category">'
        f"<category><text>{escape(f'$course$/top/{name}')}</text></category>"
        f'<info format="html"><text>{escape(notice_html(notice))}</text></info>'
        "</question>"
    )


def _question(number: int, item: Item, sheet: Sheet, notice: Notice) -> str:
    question = asked(item, sheet.lang)
    name = escape(readable(f"{number}. {plain_inline(item.title)}"))
    solution = solution_html(item, sheet.lang) + notice_html(notice)
    tags = "".join(f"<tag><text>{escape(readable(tag))}</text></tag>" for tag in _tags(item))
    return (
        f'<question type="{_type(question)}">\n<name><text>{name}</text></name>\n'
        f"{_html('questiontext', f'<p>{quiz_html(stem(item, sheet.lang))}</p>')}\n"
        f"{_html('generalfeedback', solution)}\n"
        f"<defaultgrade>1</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>\n"
        f"{_answers(question, sheet)}\n<tags>{tags}</tags>\n</question>"
    )


def _type(question: Asked) -> str:
    match question:
        case Choice():
            return "multichoice"
        case Numerical():
            return "numerical"
        case Written():
            return "shortanswer"


def _tags(item: Item) -> tuple[str, ...]:
    return item.family, f"level-{item.level}", *item.skills


def _answers(question: Asked, sheet: Sheet) -> str:
    match question:
        case Choice(options=options):
            return _CHOICE + "\n" + "\n".join(_option(option, sheet) for option in options)
        case Numerical():
            return _numerical(question)
        case Written(spellings=spellings):
            answers = [_answer(escape(readable(_starless(text)))) for text in spellings]
            return "<usecase>0</usecase>\n" + "\n".join(answers)


def _option(option: Option, sheet: Sheet) -> str:
    feedback = option.why or (labels.RIGHT.said_in(sheet.lang) if option.right else "")
    fraction = 100 if option.right else 0
    return (
        f'<answer fraction="{fraction}" format="html">'
        f"<text>{escape(quiz_html(option.text))}</text>{_html('feedback', quiz_html(feedback))}"
        "</answer>"
    )


def _numerical(question: Numerical) -> str:
    """A unit may be typed and need not be."""
    answer = _answer(question.number, f"<tolerance>{question.tolerance}</tolerance>")
    if not question.unit:
        return f"{answer}\n<unitgradingtype>0</unitgradingtype><showunits>3</showunits>"
    unit = escape(readable(question.unit))
    return (
        f"{answer}\n<units><unit><multiplier>1</multiplier><unit_name>{unit}</unit_name></unit>"
        "</units>\n<unitgradingtype>0</unitgradingtype><unitpenalty>0</unitpenalty>"
        "<showunits>0</showunits><unitsleft>0</unitsleft>"
    )


def _answer(text: str, more: str = "") -> str:
    return (
        f'<answer fraction="100" format="plain_text"><text>{text}</text>{more}'
        f"{_html('feedback', '')}</answer>"
    )


def _starless(text: str) -> str:
    """A star stands for any text in Moodle's short answers unless a backslash is before it."""
    return text.replace("*", r"\*")


def _html(name: str, content: str) -> str:
    return f'<{name} format="html"><text>{escape(content)}</text></{name}>'
