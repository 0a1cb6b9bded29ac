"""Moodle XML: one question per item, whose texts come out of the XML as they went in."""

from xml.etree import ElementTree

from hypothesis import given

from gongwu.fields.teaching.exercises.sheet import Sheet
from gongwu.fields.teaching.exports.asked import Choice, Numerical, Written, asked
from gongwu.fields.teaching.exports.moodle_xml import write_moodle_xml
from gongwu.fields.teaching.exports.quiz_html import quiz_html
from gongwu.fields.teaching.values import Expression, Rounded
from tests.fields.teaching.exports.sheets import NOTICE, item, sheet, sheets


def questions(of: Sheet) -> list[ElementTree.Element]:
    """All but the category."""
    tree = ElementTree.fromstring(write_moodle_xml(of, NOTICE))
    category, *others = tree.findall("question")
    assert category.get("type") == "category"
    assert "人工智能" in (category.findtext("info/text") or "")
    return others


def answers(question: ElementTree.Element) -> list[tuple[str, str]]:
    return [
        (answer.get("fraction", ""), answer.findtext("text") or "")
        for answer in question.findall("answer")
    ]


@given(sheets())
def test_each_question_says_what_its_item_says(of: Sheet) -> None:
    for each, question in zip(of.items, questions(of), strict=True):
        assert quiz_html(each.question) in (question.findtext("questiontext/text") or "")
        assert "人工智能" in (question.findtext("generalfeedback/text") or "")
        match asked(each, of.lang):
            case Choice(options=options):
                assert question.get("type") == "multichoice"
                assert question.findtext("single") == "true"
                expected = [("100" if one.right else "0", quiz_html(one.text)) for one in options]
                assert answers(question) == expected
            case Numerical(number=number, tolerance=tolerance):
                assert question.get("type") == "numerical"
                assert answers(question) == [("100", number)]
                assert question.findtext("answer/tolerance") == tolerance
            case Written(spellings=spellings):
                assert question.get("type") == "shortanswer"
                texts = [text.replace("\\*", "*") for _, text in answers(question)]
                assert texts == list(spellings)


def test_a_wrong_option_says_why_it_is_wrong() -> None:
    of = sheet()
    feedback = [answer.findtext("feedback/text") for answer in questions(of)[0].findall("answer")]
    assert feedback == [
        quiz_html(option.why) if option.why else "回答正确。" for option in of.items[0].options
    ]


def test_a_unit_may_be_typed_and_need_not_be() -> None:
    (question,) = questions(
        Sheet(lang="zh", title="t", items=(item("多快？", Rounded(digits="2.5", unit="m/s")),))
    )
    assert question.findtext("units/unit/unit_name") == "m/s"
    assert question.findtext("unitgradingtype") == "0"
    assert "m/s" in (question.findtext("questiontext/text") or "")


def test_a_star_in_an_answer_is_no_wildcard() -> None:
    value = Expression(text="2*3^x")
    (question,) = questions(Sheet(lang="en", title="t", items=(item("f?", value),)))
    assert answers(question)
    assert all("*" not in text.replace("\\*", "") for _, text in answers(question))
