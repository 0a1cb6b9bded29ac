import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.errors import BadInputError
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.expressions.tree import parse_expression, parse_statement
from gongwu.fields.teaching.steps.from_latex import from_latex
from gongwu.fields.teaching.steps.implied import equal

READ = {
    r"x^{2} - 5x + 6 = 0": "x^2 - 5*x + 6 = 0",
    r"1\frac{2}{3}": "1 + 2/3",
    r"\sin^2 x + \cos 2x": "sin(x)^2 + cos(2*x)",
    r"\log_{2}(8)": "log(8, 2)",
    r"|x - 1| \le 3": "abs(x - 1) <= 3",
    r"2\sqrt{3} \times \sqrt[3]{x}": "2*sqrt(3)*x^(1/3)",
    r"\left(1 + \dfrac{1}{n}\right)^n": "(1 + 1/n)^n",
    r"x_{1} + x_2": "x_1 + x_2",
    r"20\%": "20%",
    r"3 × 4 ÷ 2": "3*4/2",
    r"\sin(30^{\circ})": "sin(30°)",
    r"\frac{d}{dx}(x^{3})": "diff(x^3, x)",
}


@pytest.mark.parametrize(("latex", "notation"), READ.items())
def test_school_latex_is_read(latex: str, notation: str) -> None:
    one, other = parse_statement(from_latex(latex)), parse_statement(notation)
    assert tex(from_latex(latex)) == tex(notation) or one == other


def test_names_and_functions_are_those_that_are_told() -> None:
    assert from_latex("AB + C") == "A * B + C"
    assert from_latex("AB + C", names=["AB"]) == "AB + C"
    assert from_latex("f(3)", functions=["f"]) == "f(3)"
    assert from_latex("a(3)") == "a * (3)"


@pytest.mark.parametrize(
    "latex",
    ["", r"\foo", r"\frac{1}", "x^", "{x", r"\sqrt{", "x}", r"\text{or}", "^2", "_1", "{" * 500],
)
def test_what_is_no_school_formula_is_refused(latex: str) -> None:
    with pytest.raises(BadInputError):
        parse_statement(from_latex(latex))


@given(st.text(alphabet="x12+-^_{}()\\frac qst|,= ", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_statement(from_latex(text))
    except BadInputError:
        return


@st.composite
def formula(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(["x", "y", "2", "7", "3/4", "0.5", "(-3)", "sqrt(2)", "pi"]))
    sign = draw(st.sampled_from([" + ", " - ", "*", "/", "^"]))
    right = "2" if sign == "^" else draw(formula(depth - 1))
    return f"({draw(formula(depth - 1))}){sign}({right})"


@given(formula())
def test_what_we_write_reads_back_as_the_same_value(text: str) -> None:
    written = parse_expression(text)
    back = parse_expression(from_latex(tex(text)))
    # 1/(x - x) has no value anywhere: nothing can be said of it.
    assert equal((), written, back).verdict in ("proven", "cannot tell")
