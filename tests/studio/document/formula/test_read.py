"""Reading LaTeX: every known command, and a clear refusal of all else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.errors import BadInputError
from gongwu.studio.document.formula.commands import ACCENTS, GAPS, GRIDS, LEAVES, STYLES
from gongwu.studio.document.formula.plain import plain
from gongwu.studio.document.formula.read import formula_of, read
from gongwu.studio.document.formula.tree import Fenced, Fraction, Leaf, Row, Scripts
from gongwu.studio.document.inline import runs_of
from tests.studio.document.formula.formulas import WRONG, formulas


@pytest.mark.parametrize("name", [*LEAVES, *GAPS])
def test_every_command_is_read(name: str) -> None:
    assert read(rf"a \{name} b")


@pytest.mark.parametrize("name", [*ACCENTS, *STYLES])
def test_every_command_with_an_argument_is_read(name: str) -> None:
    assert "q" in plain(read(rf"\{name}{{qx}}"))


@pytest.mark.parametrize("name", GRIDS)
def test_every_grid_is_read(name: str) -> None:
    assert "a b; c d" in plain(read(rf"\begin{{{name}}} a & b \\ c & d \end{{{name}}}"))


@pytest.mark.parametrize("latex", WRONG)
def test_what_is_no_formula_is_refused_and_shown_as_it_stands(latex: str) -> None:
    with pytest.raises(BadInputError, match="cannot be read") as refusal:
        read(latex)
    assert "无法读懂" in refusal.value.zh
    assert formula_of(latex) == Leaf("text", latex)


@given(st.text(alphabet="x1+-^_{}\\fracsqt[]()&|.,$ 中", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    formula_of(text)


@given(formulas)
def test_a_formula_made_of_what_is_known_is_read(latex: str) -> None:
    read(latex)


@given(formulas)
def test_spaces_mean_nothing_where_latex_says_so(latex: str) -> None:
    apart = latex.replace("{", "{ ").replace("}", " }").replace(r"\text{ 若 }", r"\text{若}")
    apart = apart.replace(r"\begin{ pmatrix }", r"\begin{pmatrix}")
    apart = apart.replace(r"\end{ pmatrix }", r"\end{pmatrix}")
    assert read(apart) == read(latex)


def test_an_argument_without_braces_is_one_sign() -> None:
    assert read(r"\frac12") == Fraction(Leaf("number", "1"), Leaf("number", "2"))
    assert read("x^23") == Row(
        (Scripts(Leaf("variable", "x"), high=Leaf("number", "2")), Leaf("number", "3"))
    )


def test_a_minus_knows_whether_it_stands_between_or_before() -> None:
    roles = {"-3": ["prefix"], "2-3": ["binary"], "2=-3": ["prefix"], "(-3)": ["prefix"],
             r"2,\ -3": ["prefix"], "x^2-3": ["binary"], r"\%-3": ["binary"]}  # fmt: skip
    for latex, expected in roles.items():
        row = read(latex)
        assert isinstance(row, Row)
        found = [part.role for part in row.parts if isinstance(part, Leaf) and part.text == "−"]
        assert found == expected, latex


def test_bars_hold_what_is_between_them_and_a_lone_bar_is_a_sign() -> None:
    x = Leaf("variable", "x")
    assert read(r"\lvert x \rvert") == Fenced("|", x, "|")
    assert read(r"\lvert \lvert x \rvert \rvert") == Fenced("|", Fenced("|", x, "|"), "|")
    assert read(r"\left\lvert x \right\rvert") == Fenced("|", x, "|")
    for lone in (r"\lvert x", r"x \rvert", r"{\lvert x} \rvert", r"\lvert \frac{x \rvert}{2}"):
        assert "Fenced" not in repr(read(lone)), lone
    assert plain(read(r"\begin{matrix} \lvert x & 1 \rvert \end{matrix}")) == "|x 1|"


@pytest.mark.parametrize("part", [r"\lvert ", "{", "^", "x_", "*", "$", "**", r"\begin{cases}"])
def test_a_long_text_of_one_sign_is_read_or_refused_at_once(part: str) -> None:
    formula_of(part * 5000)
    assert runs_of(part * 5000)
