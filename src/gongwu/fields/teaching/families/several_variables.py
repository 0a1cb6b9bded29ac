"""Derivatives of functions of two variables."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families.drawing import signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    bracketed,
    distinct,
    linear_sum,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.values import exact

_ORDERS = {1: "x", 2: "y", 3: "xy"}
_SYMBOLS = {"x": "f_{x}", "y": "f_{y}", "xy": "f_{xy}"}


def _partial(dice: random.Random, level: int) -> Exercise:
    """By x, by y, by both: of a·x²y + b·xy² + c·x + d·y at a point."""
    a, b, c, d = (signed(dice, 1, 9) for _ in range(4))
    x, y = signed(dice, 1, 5), signed(dice, 1, 5)
    by_x, by_y = 2 * a * x * y + b * y * y + c, a * x * x + 2 * b * x * y + d
    mixed = 2 * a * x + 2 * b * y
    value = {1: by_x, 2: by_y, 3: mixed}[level]
    p, q = bracketed(x), bracketed(y)
    derivative, put_in = {
        1: (linear_sum((2 * a, "x*y"), (b, "y^2"), (c, "")), f"{2 * a}*{p}*{q} + {b}*{q}^2 + {c}"),
        2: (linear_sum((a, "x^2"), (2 * b, "x*y"), (d, "")), f"{a}*{p}^2 + {2 * b}*{p}*{q} + {d}"),
        3: (linear_sum((2 * a, "x"), (2 * b, "y")), f"{2 * a}*{p} + {2 * b}*{q}"),
    }[level]
    others = {
        1: [("differentiates-by-the-other-variable", by_y), ("adds-both-derivatives", by_x + by_y),
            ("drops-the-other-variable", 2 * a * x + c), ("forgets-the-exponent-factor",
                                                          by_x - a * x * y)],
        2: [("differentiates-by-the-other-variable", by_x), ("adds-both-derivatives", by_x + by_y),
            ("drops-the-other-variable", 2 * b * y + d), ("forgets-the-exponent-factor",
                                                          by_y - b * x * y)],
        3: [("differentiates-once-only", by_x), ("adds-both-derivatives", by_x + by_y),
            ("multiplies-both-derivatives", by_x * by_y), ("differentiates-twice-by-x", 2 * a * y)],
    }[level]  # fmt: skip
    slips = [slip(name, number, _WHYS[name].en, _WHYS[name].zh) for name, number in others]
    order = _ORDERS[level]
    symbol = _SYMBOLS[order]
    shown = tex(f"f(x, y) = {linear_sum((a, 'x^2*y'), (b, 'x*y^2'), (c, 'x'), (d, 'y'))}")
    return Exercise(
        facts={"coefficients": (a, b, c, d), "point": (x, y), "order": order},
        question=say(
            f"Given ${shown}$, find the partial derivative ${symbol}$ at the point $({x}, {y})$.",
            f"已知 ${shown}$，求偏导数 ${symbol}$ 在点 $({x}, {y})$ 处的值。",
        ),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step("", f"Treat the other variable as a constant: ${symbol} = {tex(derivative)}$."
                 if level < 3 else
                 f"Differentiate with respect to $x$, then to $y$: ${symbol} = {tex(derivative)}$.",
                 f"把另一个变量看作常数，得 ${symbol} = {tex(derivative)}$。" if level < 3 else
                 f"先对 $x$ 再对 $y$ 求导，得 ${symbol} = {tex(derivative)}$。"),
            step(put_in, "Put the point in.", "代入该点的坐标。"),
            step(str(value), "Work it out.", "计算结果。"),
        ),
    )  # fmt: skip


_WHYS = {
    "differentiates-by-the-other-variable": say(
        "The other variable was varied.", "对错了变量，应把另一个变量看作常数。"),
    "adds-both-derivatives": say(
        "Only one variable changes in a partial derivative.", "偏导数只让一个变量变化。"),
    "drops-the-other-variable": say(
        "A factor that is held constant stays a factor.", "看作常数的因子要保留，不能丢掉。"),
    "forgets-the-exponent-factor": say(
        "The exponent comes down as a factor.", "指数要作为因数乘下来。"),
    "differentiates-once-only": say(
        "This is the derivative with respect to $x$ only.", "这只对 $x$ 求了一次导。"),
    "multiplies-both-derivatives": say(
        "The mixed derivative is not the product of the two.", "混合偏导数不是两个偏导数的积。"),
    "differentiates-twice-by-x": say(
        "The second time differentiate with respect to $y$.", "第二次应对 $y$ 求导。"),
}  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="partial-derivative",
        topic="calculus",
        title=say("Partial derivatives", "偏导数"),
        grades=(13, 13),
        skills=("derivatives", "partial-derivatives"),
        make=_partial,
        constants=PLAIN | {"2"},
    ),
)
