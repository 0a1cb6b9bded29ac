"""One item in QTI 2.1: what is asked, how it is scored, and the feedback to each answer."""

from xml.sax.saxutils import escape, quoteattr

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.sheet import Item
from gongwu.fields.teaching.exports import labels
from gongwu.fields.teaching.exports.asked import Asked, Choice, Numerical, Written, asked, stem
from gongwu.fields.teaching.exports.sheet_document import letter
from gongwu.studio.document.html import inline_xhtml
from gongwu.studio.document.inline import readable
from gongwu.studio.document.plain_text import plain_inline
from gongwu.studio.kind import Notice

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCORED = (
    '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>'
    "</setOutcomeValue>"
)
_RESPONSE = '<variable identifier="RESPONSE"/>'
_OUTCOMES = (
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">'
    "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>\n"
    '<outcomeDeclaration identifier="SOLUTION" cardinality="single" baseType="identifier"/>\n'
)
_CHOSEN = '<outcomeDeclaration identifier="CHOSEN" cardinality="single" baseType="identifier"/>\n'
_SHOW_SOLUTION = (
    '<setOutcomeValue identifier="SOLUTION"><baseValue baseType="identifier">shown</baseValue>'
    "</setOutcomeValue>"
)
_SHOW_CHOSEN = f'<setOutcomeValue identifier="CHOSEN">{_RESPONSE}</setOutcomeValue>'


def item_identifier(number: int) -> str:
    """What an item is called inside of its package."""
    return f"item-{number}"


def qti_item(number: int, item: Item, language: Language, notice: Notice) -> str:
    """An `assessmentItem` element."""
    question = asked(item, language)
    title = quoteattr(readable(f"{number}. {plain_inline(item.title)}"))
    spoken = "zh-CN" if language == "zh" else "en"
    body = f"<p>{inline_xhtml(stem(item, language))}</p>\n{_interaction(question)}"
    chosen = isinstance(question, Choice)
    return (
        f'<assessmentItem xmlns="{NAMESPACE}" xmlns:xsi="{_INSTANCE}" '
        f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}" identifier="{item_identifier(number)}" '
        f'title={title} xml:lang="{spoken}" adaptive="false" timeDependent="false">\n'
        f"{_response(question)}\n{_OUTCOMES}{_CHOSEN if chosen else ''}"
        f"<itemBody>\n{body}\n</itemBody>\n"
        f"<responseProcessing>{_scoring(question)}{_SHOW_CHOSEN if chosen else ''}{_SHOW_SOLUTION}"
        f"</responseProcessing>\n{_feedback(item, language)}{_solution(item, language, notice)}"
        "</assessmentItem>\n"
    )


def _response(question: Asked) -> str:
    match question:
        case Choice(options=options):
            right = next(letter(at) for at, option in enumerate(options) if option.right)
            return _declared("identifier", right)
        case Numerical(number=number):
            return _declared("float", number)
        case Written(spellings=spellings):
            entries = "".join(
                f'<mapEntry mapKey={quoteattr(readable(text))} mappedValue="1" '
                'caseSensitive="false"/>'
                for text in spellings
            )
            return _declared(
                "string", spellings[0], f'<mapping defaultValue="0">{entries}</mapping>'
            )


def _declared(base: str, right: str, mapping: str = "") -> str:
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="{base}">'
        f"<correctResponse><value>{escape(readable(right))}</value></correctResponse>{mapping}"
        "</responseDeclaration>"
    )


def _interaction(question: Asked) -> str:
    if not isinstance(question, Choice):
        return '<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="16"/></p>'
    choices = "\n".join(
        f'<simpleChoice identifier="{letter(at)}">{inline_xhtml(option.text)}</simpleChoice>'
        for at, option in enumerate(question.options)
    )
    return (
        '<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">\n'
        f"{choices}\n</choiceInteraction>"
    )


def _scoring(question: Asked) -> str:
    right = '<correct identifier="RESPONSE"/>'
    match question:
        case Written():
            return (
                '<setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/>'
                "</setOutcomeValue>"
            )
        case Numerical(tolerance="0"):
            test = f'<equal toleranceMode="exact">{_RESPONSE}{right}</equal>'
        case Numerical(tolerance=off):
            mode = f'toleranceMode="absolute" tolerance="{off} {off}"'
            test = f"<equal {mode}>{_RESPONSE}{right}</equal>"
        case Choice():
            test = f"<match>{_RESPONSE}{right}</match>"
    return f"<responseCondition><responseIf>{test}{_SCORED}</responseIf></responseCondition>"


def _feedback(item: Item, language: Language) -> str:
    """What was wrong with the option that was chosen."""
    return "".join(
        f'<modalFeedback outcomeIdentifier="CHOSEN" identifier="{letter(at)}" showHide="show">'
        f"<p>{inline_xhtml(option.why) or labels.RIGHT.said_in(language)}</p></modalFeedback>\n"
        for at, option in enumerate(item.options)
        if option.why or option.right
    )


def _solution(item: Item, language: Language, notice: Notice) -> str:
    answer = f"<strong>{labels.ANSWER.said_in(language)}</strong> {inline_xhtml(item.answer)}"
    steps = "".join(f"<li>{inline_xhtml(step)}</li>" for step in item.steps)
    return (
        '<modalFeedback outcomeIdentifier="SOLUTION" identifier="shown" showHide="show">'
        f"<p>{answer}</p>{f'<ol>{steps}</ol>' if steps else ''}"
        f"<p>{escape(readable(notice.text))}</p></modalFeedback>\n"
    )
