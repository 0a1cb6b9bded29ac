"""Equations with the unknown in an exponent."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing import polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    divided,
    say,
    slip,
    solve,
    step,
    undone,
)
from gongwu.fields.teaching.values import exact


def _exponential(dice: random.Random, level: int) -> Exercise:
    """b^(x + c) = b^k, then b^(a·x + c) = b^k, then (b^m)^(x + c) = (b^n)^(x + d)."""
    root = signed(dice, 1, 9)
    if level == 3:
        return _exponential_both(dice)
    base = dice.choice((2, 3, 5, 6, 7, 10))
    k = dice.randint(2, {2: 9, 3: 6, 10: 6}.get(base, 4))
    a = 1 if level == 1 else signed(dice, 2, 5)
    c = k - a * root
    if c == 0:
        return _exponential(dice, level)
    exponent, power = polynomial("x", a, c), base**k
    equation = f"{base}^({exponent}) = {power}"
    slips = [
        slip("divides-by-the-base", Fraction(Fraction(power, base) - c, a), "A power is not a "
             "product of base and exponent.", "幂不是底数与指数的积。"),
        slip("compares-with-the-number", Fraction(power - c, a), "The exponent equals the other "
             "exponent, not the number itself.", "应是指数相等，不是指数等于右边的数。"),
        slip("constant-keeps-its-sign", Fraction(k + c, a), "The constant kept its sign when it "
             "moved.", "常数项移项时没有变号。"),
        slip("answers-with-the-exponent", k, "This is the whole exponent; $x$ is a part of it.",
             "这是整个指数，$x$ 只是其中一部分。"),
    ]  # fmt: skip
    return Exercise(
        facts={"base": base, "line": (a, c), "right": power},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), slips),
        steps=(
            step(f"{base}^({exponent}) = {base}^{k}", f"Write ${power}$ as a power of ${base}$.",
                 f"把 ${power}$ 写成 ${base}$ 的幂。"),
            step(f"{exponent} = {k}", "Equal powers of one base have equal exponents.",
                 "底数相同的幂相等，指数也相等。"),
            *([undone(c, f"x = {root}")] if a == 1 else
              [undone(c, f"{a}*x = {k - c}"), divided(a, f"x = {root}")]),
        ),
    )  # fmt: skip


def _exponential_both(dice: random.Random) -> Exercise:
    prime = dice.choice((2, 3, 5))
    m, n = dice.choice(((1, 2), (2, 3), (1, 3), (3, 2), (2, 1), (3, 4), (3, 1)))
    root, c = signed(dice, 1, 9), signed(dice, 1, 9)
    # m(x + c) = n(x + d): so d must be whole.
    while (m * (root + c)) % n or m * (root + c) == n * root or c == -root:
        c = signed(dice, 1, 9)
    d = m * (root + c) // n - root
    left, right = prime**m, prime**n
    one, other = polynomial("x", 1, c), polynomial("x", 1, d)
    equation = f"{left}^({one}) = {right}^({other})"
    slips = [
        slip("compares-exponents-of-other-bases", Fraction(m * c + n * d, m + n),
             "A sign went wrong while the unknowns were collected.", "移项时符号出错。"),
        slip("multiplies-the-first-term-only", Fraction(d - c, m - n),
             "The outer exponent multiplies the whole inner one, so brackets are needed.",
             "幂的乘方：外面的指数要乘里面的整个指数，应加括号。"),
        slip("divides-the-bases", Fraction(left * c - right * d, right - left),
             "The bases must become one base; they are not factors of the exponents.",
             "底数要化成相同的底数，底数不是指数的因数。"),
        slip("answers-with-the-exponent", m * (root + c), f"This is the common exponent of "
             f"${prime}$; $x$ is only a part of it.", "这是化成同底数后的指数，不是 $x$。"),
        slip("exponents-on-the-wrong-side", Fraction(m * d - n * c, n - m),
             f"${left}$ belongs to the left side: its exponent as a power of ${prime}$ must "
             "multiply the left side, not the right.",
             f"${left}$ 在左边，它化成 ${prime}$ 的幂时的指数应乘左边，不是右边。"),
        slip("sign-of-the-quotient", -root, "The sign is wrong: put the value in.",
             "符号错了：代入检验。"),
    ]  # fmt: skip
    return Exercise(
        facts={"bases": (left, right), "added": (c, d)},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), slips),
        steps=(
            step(equation, f"Both bases are powers of ${prime}$.",
                 f"两个底数都是 ${prime}$ 的幂。"),
            step(f"{_of(m, one)} = {_of(n, other)}",
                 "Equal powers of one base have equal exponents.",
                 "化为同底数的幂，指数相等。"),
            step(f"{polynomial('x', m - n, 0)} = {n * d - m * c}", "Expand and collect.",
                 "去括号，移项，合并。"),
            step(f"x = {root}", "Solve for $x$.", "解出 $x$。"),
        ),
    )  # fmt: skip


def _of(factor: int, inner: str) -> str:
    return inner if factor == 1 else f"{factor}*({inner})"


FAMILIES: tuple[Family, ...] = (
    Family(
        name="exponential-equation",
        topic="functions",
        title=say("Equations with exponents", "指数方程"),
        grades=(10, 12),
        skills=("exponents", "equations"),
        make=_exponential,
        constants=PLAIN,
    ),
)
