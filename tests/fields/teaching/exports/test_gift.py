"""GIFT: every question is read back by gift-pegjs, an independent parser, as what it was.

It is found as Node finds any package: `NODE_PATH=FOLDER/node_modules`, where
`npm install --prefix FOLDER gift-pegjs@1.0.2` put it.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from hypothesis import given

from gongwu.fields.teaching.exercises.sheet import Sheet
from gongwu.fields.teaching.exports.asked import Choice, Numerical, Written, asked
from gongwu.fields.teaching.exports.gift import write_gift
from gongwu.fields.teaching.exports.quiz_html import quiz_html
from tests.fields.teaching.exports.sheets import NOTICE, sheet, sheets

_JUDGE = """
const gift = require('gift-pegjs');
require('readline').createInterface({input: process.stdin}).on('line', line => {
  let answer;
  try { answer = {questions: gift.parse(JSON.parse(line))}; }
  catch (wrong) { answer = {error: String(wrong)}; }
  console.log(JSON.stringify(answer));
});
"""

Parse = Callable[[bytes], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def parse() -> Iterator[Parse]:
    node = shutil.which("node")
    if not node:
        pytest.skip("Node is not installed")
    found = subprocess.run([node, "-e", "require('gift-pegjs')"], capture_output=True, check=False)
    if found.returncode:
        pytest.skip("gift-pegjs is not installed: name its node_modules in NODE_PATH")
    with subprocess.Popen(
        [node, "-e", _JUDGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        encoding="utf-8",
    ) as judge:  # fmt: skip
        assert judge.stdin
        assert judge.stdout
        stdin, stdout = judge.stdin, judge.stdout

        def ask(content: bytes) -> list[dict[str, Any]]:
            stdin.write(json.dumps(content.decode()) + "\n")
            stdin.flush()
            answer = json.loads(stdout.readline())
            assert "error" not in answer, (answer, content.decode())
            return list(answer["questions"])

        yield ask
        stdin.close()


def alike(one: str, other: str) -> bool:
    """Spaces are the parser's own business."""
    return " ".join(unescape(one).split()) == " ".join(unescape(other).split())


def is_read_back(of: Sheet, questions: list[dict[str, Any]]) -> None:
    assert len(questions) == len(of.items)
    for item, question in zip(of.items, questions, strict=True):
        assert quiz_html(item.question).replace(" ", "") in question["stem"]["text"].replace(
            " ", ""
        )
        assert question["stem"]["format"] == "html"
        expected = asked(item, of.lang)
        match expected:
            case Choice(options=options):
                assert question["type"] == "MC"
                for option, choice in zip(options, question["choices"], strict=True):
                    assert choice["isCorrect"] is option.right
                    assert alike(choice["text"]["text"], quiz_html(option.text))
                    feedback = choice["feedback"]["text"] if choice["feedback"] else ""
                    assert alike(feedback, quiz_html(option.why))
            case Numerical(number=number, tolerance=tolerance):
                assert question["type"] == "Numerical"
                (choice,) = question["choices"]
                assert choice["text"]["number"] == float(number)
                assert choice["text"]["range"] == float(tolerance)
            case Written(spellings=spellings):
                assert question["type"] == "Short"
                assert [choice["text"]["text"] for choice in question["choices"]] == list(spellings)
        assert quiz_html(NOTICE.text.replace("\\", "")) in question["globalFeedback"][
            "text"
        ].replace("\\", "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_question_is_read_back_as_it_was(parse: Parse, language: Any) -> None:
    is_read_back(sheet(language), parse(write_gift(sheet(language), NOTICE)))


def test_no_text_breaks_out_of_its_place(parse: Parse) -> None:
    @given(sheets())
    def holds(of: Sheet) -> None:
        is_read_back(of, parse(write_gift(of, NOTICE)))

    holds()


def test_the_file_begins_with_the_notice_and_no_line_of_it_is_a_question() -> None:
    head = write_gift(sheet(), NOTICE).decode().split("::")[0]
    assert NOTICE.text in head
    assert all(line.startswith("//") for line in head.strip().splitlines())
