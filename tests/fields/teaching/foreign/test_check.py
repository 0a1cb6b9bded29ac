import contextlib
import json
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.errors import BadInputError
from gongwu.fields.teaching.foreign.check import check
from gongwu.fields.teaching.foreign.spelling import stated, written
from gongwu.studio.kind import Judged


def judged(**line: object) -> Judged:
    (found,) = check(json.dumps(line, ensure_ascii=False).encode(), "items.jsonl")
    return found


SPELLINGS = {
    "1/2": "1/2", "(1/2)": "1/2", "((1)/(2))": "1/2", "1(1/2)": "3/2", "1 1/2": "3/2",
    "1又1/2": "3/2", "50%": "1/2", "0.5": "1/2", "3:4": "3/4", "12,345": "12345", "$18": "18",
    "20米": "20", "20 dollars": "20", "-3": "-3", "−1(1/2)": "-3/2",
    "１２．５％": "1/8", ".5": "1/2", "3/4 kg": "3/4", "$1,250.50": "2501/2", "-$5": "-5",
    "18.": "18",
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SPELLINGS.items())
def test_a_number_is_read_in_its_spellings(text: str, value: str) -> None:
    found = stated(text)
    assert found is not None
    assert found.value == Fraction(value)


@pytest.mark.parametrize("text", ["", "x", "3 or 4", "1/0", "2, 3", "5 m 3 cm", "3-4", "1.2.3"])
def test_what_could_be_two_numbers_is_none(text: str) -> None:
    assert stated(text) is None


@given(st.fractions(max_denominator=10**6))
def test_what_is_written_is_read_back(value: Fraction) -> None:
    found = stated(written(value))
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("equation", "answer", "status", "right"),
    [
        ("x=3.5*20%/(1-1/3)", "1.05", "proven", ""),
        ("x=3.5*20%/(1-1/3)", "1.5", "wrong", "1.05"),
        ("x=3.14*[(3+2)^2-3^2]", "50.24", "proven", ""),
        ("x=1(1/2)*3", "4(1/2)", "proven", ""),
        ("x=1/3", "0.33", "proven", ""),
        ("x=2/3", "0.65", "wrong", "2/3"),
        ("x=12:16", "3:4", "proven", ""),
        ("x=20/3", "7", "cannot tell", ""),
        ("x=3.2/2.5", "1.3", "cannot tell", ""),
        ("x=3.2/2.5", "1.2", "cannot tell", ""),
        ("x=3.2/2.5", "1.5", "wrong", "1.28"),
        ("2*x+3=4*x-7", "5", "proven", ""),
        ("2*x+3=4*x-7", "4", "wrong", "5"),
        ("(200-x)/x=1/4", "160", "proven", ""),
        ("x^2=4", "2", "cannot tell", ""),
        ("x=y+1", "2", "cannot tell", ""),
        ("x=3+", "3", "cannot tell", ""),
        ("x=1/0", "1", "cannot tell", ""),
        ("x=sqrt(2)", "1.41", "cannot tell", ""),
    ],
)
def test_an_equation_is_worked_out(equation: str, answer: str, status: str, right: str) -> None:
    found = judged(question="一题", equation=equation, answer=answer)
    assert (found.status, found.right) == (status, right)


def test_a_question_that_speaks_of_rounding_is_believed() -> None:
    line = {"equation": "x=3.2/2.5", "answer": "1.3"}
    assert judged(**line, question="得数保留一位小数").status == "proven"
    assert judged(**line, question="得数是多少").status == "cannot tell"


def test_a_proof_from_the_text_does_not_hide_a_doubtful_equation() -> None:
    line = {"question": "计算：234+466", "answer": "700"}
    assert judged(**line).status == "proven"
    assert judged(**line, equation="x=3503/5").status == "cannot tell"


def test_why_says_that_an_answer_is_rounded_and_that_the_text_was_not_read() -> None:
    why = judged(question="分绳子", equation="x=1/3", answer="0.33").why
    assert "rounded to 2 decimal places" in why.en
    assert "保留 2 位小数" in why.zh
    assert "not checked" in why.en
    assert "未作检查" in why.zh


@pytest.mark.parametrize(
    ("answer", "status", "right"),
    [
        ("48/2 = <<48/2=24>>24\n48+24 = <<48+24=72>>72\n#### 72", "proven", ""),
        ("48/2 = <<48/2=25>>25\n48+25 = <<48+25=73>>73\n#### 73", "wrong", "24"),
        ("48/2 = <<48/2=24>>34\n#### 24", "wrong", "24"),
        ("He makes <<6*3=18>>18 a day.\n#### 20", "wrong", "18"),
        ("It is $<<2/8=0.25>>0.25 each\n#### 25", "cannot tell", ""),
        ("<<4*8=32>>32 feet, so it took three days.\n#### 3", "cannot tell", ""),
        ("<<5*5=25>>25 jewels, so he has 25-2 = 23.\n#### 23", "proven", ""),
        ("<<5*5=25>>25 jewels, so he has 25-2 = 23.\n#### 25", "cannot tell", ""),
        ("So 10/3 = <<10/3=3.33>>3.33\n#### 3.33", "proven", ""),
        ("So 10/3 = <<10/3=3.34>>3.34\n#### 3.34", "wrong", "10/3"),
        ("<<x=3>>3\n#### 3", "cannot tell", ""),
        ("<<2+2=4>>4", "cannot tell", ""),
        ("#### 5", "cannot tell", ""),
    ],
)
def test_notes_are_recomputed(answer: str, status: str, right: str) -> None:
    found = judged(question="How many?", answer=answer)
    assert (found.status, found.right) == (status, right)


@pytest.mark.parametrize(
    ("question", "answer", "status"),
    [
        ("解方程 $x^2-5x+6=0$。", "x=2 或 x=3", "proven"),
        ("解方程：2x+3=7", "x=2", "proven"),
        ("解方程：2x+3=7", "2", "proven"),
        ("解方程：2x+3=7", "x=3", "wrong"),
        ("Solve the equation $x^2 = 9$.", "x = 3", "wrong"),
        ("Solve $x^2 = 9$ for $x$.", "$x_1 = 3$, $x_2 = -3$", "proven"),
        ("Solve x^2 + 1 = 0.", "no real solutions", "proven"),
        ("Solve $x^2 < 4$", "-2 < x < 2", "proven"),
        ("解方程组 $x+y=5$，$x-y=1$", "x=3，y=2", "proven"),
        ("Solve $x + y = 5$ and $x - y = 1$.", "x = 2, y = 3", "wrong"),
        ("计算：3+5×2=", "13", "proven"),
        ("计算：3+5×2=", "16", "wrong"),
        ("Compute $\\frac{3}{4} + \\frac{1}{6}$.", "11/12", "proven"),
        ("Compute $\\frac{3}{4} + \\frac{1}{6}$.", "0.92", "proven"),
        ("Simplify $\\sqrt{12} + \\sqrt{27}$.", "$5\\sqrt{3}$", "proven"),
        ("Simplify $\\sqrt{12} + \\sqrt{27}$.", "$6\\sqrt{3}$", "wrong"),
        ("Solve $x^2 = 9$ where x is positive.", "x = 3", "cannot tell"),
        ("Compute 3 + 5 and double it.", "16", "cannot tell"),
        ("Solve the riddle.", "4", "cannot tell"),
        ("Tom has 3 apples.", "3", "cannot tell"),
        ("Compute $9^{9^{9}}$.", "3", "cannot tell"),
    ],
)
def test_a_plain_computation_is_solved_from_the_text(
    question: str, answer: str, status: str
) -> None:
    assert judged(question=question, answer=answer).status == status


OPTIONS = ["12", "13", "14", "15"]


def test_exactly_one_option_has_the_right_value() -> None:
    line = {"question": "计算：3+5×2=", "options": OPTIONS}
    assert judged(**line, answer="B").status == "proven"
    assert judged(**line, answer="13").status == "proven"
    assert judged(**line, answer="C").status == "wrong"
    twice = {**line, "options": ["13", "26/2", "14", "15"]}
    assert judged(**twice, answer="A").status == "wrong"
    none = {**line, "options": ["12", "14", "15"]}
    assert judged(**none, answer="13").status == "wrong"
    labelled = {**line, "options": {"①": "13", "②": "14"}}
    assert judged(**labelled, answer="①").status == "proven"


def test_raw_lines_of_the_public_sets_are_read() -> None:
    raw = {"id": "35", "original_text": "栽树", "equation": "x=44*20", "ans": "880"}
    assert judged(**raw) == judged(id=35, question="栽树", equation="x=44*20", answer=880)
    assert judged(**raw).item == "35"


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b'"x"', b"{}", b'{"question": "x"}', b'{"question": 3, "answer": []}', b"\xff",
     b'{"question": "q", "answer": "1", "options": 3}', b"[" * 99_999,
     b'{"question": "q", "answer": "1", "options": [[]]}'],
    ids=lambda line: str(line[:30]),
)  # fmt: skip
def test_a_bad_line_is_named(line: bytes) -> None:
    good = b'{"question": "3+4", "answer": "7"}\n\n'
    with pytest.raises(BadInputError) as caught:
        check(good + line, "items.jsonl")
    assert "line 3" in caught.value.en
    assert "第 3 行" in caught.value.zh


def test_a_file_without_lines_is_refused() -> None:
    with pytest.raises(BadInputError):
        check(b"\n \n", "empty.jsonl")


@pytest.mark.parametrize(
    "text",
    ["9^9^9^9", "9999999^9999999", "((9^999)^999)^999", "1/(9!!!!)", "999999!", "(" * 5000,
     "-" * 5000 + "1", "1" * 100_000, "exp(exp(exp(exp(9))))", "x^99999=1", "(x+1)^500=2",
     "x=" + "1+" * 4000 + "1", "1e999999999", "sqrt(" * 90 + "2" + ")" * 90],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_no_expression_hangs_the_check(text: str) -> None:
    start = time.process_time()
    for line in (
        {"question": "q", "equation": text, "answer": "1"},
        {"question": "q", "equation": "x=1", "answer": text},
        {"question": f"Compute {text}", "answer": "1"},
        {"question": f"Solve ${text}$", "answer": text},
        {"question": "q", "answer": f"<<{text}=3>>3\n#### {text}"},
    ):
        assert judged(**line).status != "proven"
    assert time.process_time() - start < 10


KEYS = st.sampled_from(["question", "answer", "equation", "options", "id"])
TEXTS = st.text(max_size=40) | st.integers() | st.lists(st.text(max_size=5))


@given(st.dictionaries(KEYS, TEXTS))
def test_any_line_is_judged_or_refused(line: dict[str, object]) -> None:
    with contextlib.suppress(BadInputError):
        judged(**line)


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 9), st.integers(-50, 50))
def test_a_changed_answer_is_never_proven(a: int, b: int, c: int, shift: int) -> None:
    value = Fraction(a * b, c)
    line = {"question": "q", "equation": f"x={a}*{b}/{c}"}
    assert judged(**line, answer=str(value)).status == "proven"
    if shift:
        assert judged(**line, answer=str(value + shift)).status == "wrong"
