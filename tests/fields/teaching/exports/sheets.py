"""Sheets written by hand for the tests: every shape of answer, both languages, hard signs."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.sheet import Item, Option, Sheet
from gongwu.fields.teaching.values import (
    Exact,
    Expression,
    Ordered,
    Phrase,
    Ranges,
    Rounded,
    Several,
    Value,
    shown,
)
from gongwu.studio.kind import Notice

NOTICE = Notice(
    text="本练习由人工智能辅助生成，并经人工审核。AI-generated: <reviewed> & {labelled} ~ = # : \\",
    language="zh",
    made_at=datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
    title="练习",
)

# What means something in at least one of the formats, and formulas next to it.
HARD = (
    r"Is ~ = # { } : \\ -> % // <b>&amp;</b> \* \$5 “x” $\{1, 2\} \ne \frac{a}{b}$ **bold** *soft*"
    "\nsecond line ::x:: [html] {{c1::y}} ]]> 中文：标点。"
)


def item(
    question: str,
    value: Value,
    *,
    options: tuple[Option, ...] = (),
    steps: tuple[str, ...] = ("First this: $x + 1 = 3$.", "Then $x = 2$."),
    language: Language = "zh",
    family: str = "quadratic-by-factoring",
) -> Item:
    return Item(
        family=family,
        level=2,
        title="因式分解法解一元二次方程"
        if language == "zh"
        else "Quadratic equations by factoring",
        skills=("factoring", "quadratic-equations"),
        question=question,
        value=value,
        answer=shown(value, language),
        options=options,
        steps=steps,
    )


ROOTS = Several(values=("2", "3"))
OPTIONS = (
    Option(
        text=r"$-2,\ -3$",
        right=False,
        misconception="signs-of-the-factors",
        why="这是因式里的数连同符号；因式 $x - a$ 在 $x = a$ 处为 0，不是在 $-a$ 处。",
    ),
    Option(text=r"$2,\ 3$", right=True),
    Option(
        text="$-5,\\ 6$",
        right=False,
        misconception="coefficients-as-roots",
        why="这是方程的系数。根的积等于常数项，根的和等于一次项系数的相反数。",
    ),
    Option(
        text="$2$", right=False, misconception="a-root-is-lost", why="少了一个根：$x = 3$ 也是根。"
    ),
)
STEPS = (
    "找两个数，积为 $6$，和为 $5$：它们是 $2$ 和 $3$。",
    "所以左边可以分解成两个因式的积：$(x - 2)(x - 3) = 0$。",
    "积为 0，必有一个因式为 0：$x = 2$ 或 $x = 3$。",
)

VALUES: dict[str, Value] = {
    "whole": Exact(number="-12"),
    "whole with a unit": Exact(number="15", unit="m/s"),
    "fraction": Exact(number="-7/4"),
    "third": Exact(number="1/3", unit="kg"),
    "rounded": Rounded(digits="2.310", unit="cm"),
    "rounded to ones": Rounded(digits="-48"),
    "roots": ROOTS,
    "one root": Several(values=("1/2",)),
    "no root": Several(values=()),
    "point": Ordered(values=("-1", "sqrt(2)")),
    "expression": Expression(text="6*x^2 - 3*x + 1/2"),
    "ranges": Ranges(text="(-oo,-3]|(5,oo)"),
    "no range": Ranges(text=""),
    "phrase": Phrase(key="right", en="Right-angled", zh="直角三角形"),
}


def sheet(language: Language = "zh") -> Sheet:
    """One item of each shape, one with options, one with every hard sign."""
    question = (
        r"解方程 $x^{2} - 5x + 6 = 0$。" if language == "zh" else r"Solve $x^{2} - 5x + 6 = 0$."
    )
    hard = (
        Option(text=HARD, right=False, misconception="hard", why=HARD),
        Option(text="%50% = ~right", right=True),
    )
    return Sheet(
        lang=language,
        title="一元二次方程 <练习> A/B & C" if language == "zh" else "Quadratics <set> A/B & C",
        items=(
            item(question, ROOTS, options=OPTIONS, steps=STEPS, language=language),
            *(
                item(f"{name}: $\\sqrt{{x}} = \\frac{{1}}{{2}}$?", value, language=language)
                for name, value in VALUES.items()
            ),
            item(HARD, ROOTS, options=hard, steps=(HARD, HARD), language=language),
        ),
    )


# Any text, more often than not with signs that mean something.
texts = st.text(
    st.one_of(
        st.sampled_from("~=#{}:\\/$*_<>&%'\"[]|`-\n\r\t 中，。（）"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A sheet with texts that nobody would write."""
    items = []
    for _ in range(draw(st.integers(1, 3))):
        value = draw(st.sampled_from(list(VALUES.values())))
        wrong = draw(st.lists(st.builds(Option, text=texts, right=st.just(False), why=texts),
                              max_size=3))  # fmt: skip
        options = (*wrong, Option(text=draw(texts), right=True)) if wrong else ()
        steps = tuple(draw(st.lists(texts, max_size=3)))
        items.append(item(draw(texts), value, options=options, steps=steps))
    return Sheet(lang=draw(st.sampled_from(["zh", "en"])), title=draw(texts), items=tuple(items))
