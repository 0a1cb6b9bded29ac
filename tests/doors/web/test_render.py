"""Words and pages."""

import pytest
from jinja2 import UndefinedError

from gongwu.doors.web.render import render
from gongwu.doors.web.words import percent, printable, visible, whole
from gongwu.ports import Words
from tests.doors.web.markup import faults


def test_a_page_that_lacks_a_value_is_not_made() -> None:
    with pytest.raises(UndefinedError):
        render("trace.html.j2", "en", {})


def test_words_are_said_in_either_language() -> None:
    words = Words(en="water", zh="水")
    assert (words.said_in("en"), words.said_in("zh")) == ("water", "水")


def test_blanks_can_be_seen() -> None:
    assert visible(" a\n\t　\x00\x7f") == "␣a⏎⇥␣␀␡"


def test_a_page_holds_no_control_characters() -> None:
    assert printable("a\x00b\n\t\x1b c") == "a␀b\n\t␛ c"


def test_a_small_share_is_not_written_as_nothing() -> None:
    assert percent(0.00001) == "< 0.1%"
    assert percent(0.0) == "0.0%"
    assert percent(0.4567) == "45.7%"


def test_thousands_stand_apart() -> None:
    assert whole(1234567.6) == "1,234,568"


def test_the_judge_of_pages_finds_what_is_wrong() -> None:
    page = """<html><head><meta content="default-src 'none'; style-src 'sha256-x'">
    <style>p { color: red; background: url(https://example.org/a.png) }</style></head>
    <body><p id="a" style="color: red">a<b>b</p></b><p id="a" onclick="x()">c
    <a href="//example.org/">d</a><a href="#nowhere">e</a></body></html>"""
    assert len(faults(page)) >= 8
