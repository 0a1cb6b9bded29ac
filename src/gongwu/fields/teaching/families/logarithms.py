"""Logarithms, and equations with logarithms."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.expressions.latex import tex
from gongwu.fields.teaching.families import exponential_equations
from gongwu.fields.teaching.families.drawing import other_than, polynomial, signed
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

_HIGHEST = {2: 12, 3: 7, 4: 6, 5: 5, 6: 4, 7: 4, 8: 4, 9: 4, 10: 6, 11: 3, 12: 3, 20: 3}


def _logarithm(dice: random.Random, level: int) -> Exercise:
    """log_b(b^k) + log_b(b^m), then log of two bases of one kind, then a mixed sum of three."""
    base = dice.choice(list(_HIGHEST))
    if level == 2:
        return _two_bases(dice)
    one, two = dice.randint(1, _HIGHEST[base]), dice.randint(1, _HIGHEST[base])
    if level == 1:
        return _sum(base, (base**one, base**two), (1, dice.choice((-1, 1))))
    # p·q and p·r and q·r: no logarithm is whole, but the sum is.
    extra, other = dice.choice((6, 15, 21, 35)), dice.choice((2, 3, 4, 5))
    return _sum(base, (extra * base**one, other * base**two, extra * other), (1, 1, -1))


def _sum(base: int, numbers: tuple[int, ...], signs: tuple[int, ...]) -> Exercise:
    problem = ""
    product = Fraction(1)
    for number, sign in zip(numbers, signs, strict=True):
        problem += (" - " if sign < 0 else " + " if problem else "") + f"log({number}, {base})"
        product *= Fraction(number) ** sign
    value, power = 0, product
    while power > 1:
        power, value = power / base, value + 1
    while power < 1:
        power, value = power * base, value - 1
    joined = f"{numbers[0]}*{numbers[1]}" if signs[1] > 0 else f"{numbers[0]}/{numbers[1]}"
    if len(numbers) == 3:
        joined = f"{joined}/{numbers[2]}"
    shown = tex(problem)
    total = sum(n * s for n, s in zip(numbers, signs, strict=True))
    slips = [
        slip("logarithm-of-the-product-itself", product, "This is the number in the logarithm; "
             "the question asks for the exponent.", "这是真数，题目求的是对数，即指数。"),
        slip("divides-by-the-base", product / base, "A logarithm asks for an exponent; it is not "
             "a division by the base.", "对数求的是指数，不是除以底数。"),
        slip("adds-the-numbers", Fraction(total, base), "A sum of logarithms belongs to the "
             "product of the numbers, not to their sum.", "对数之和等于积的对数，不是和的对数。"),
        slip("sign-of-the-logarithm", -value, "The sign is wrong.", "符号错了。"),
        slip("loses-a-factor", value - 1, "One factor of the base was not counted.",
             "真数里的底数少数了一个。"),
        slip("counts-the-logarithms-apart", value + 2, "Combine the logarithms first; then count "
             "the factors of the base once.", "应先合并成一个对数，再数底数的个数。"),
        slip("off-by-one", value + 1, "Count the factors of the base again.",
             "再数一数真数里有几个底数相乘。"),
    ]  # fmt: skip
    return Exercise(
        facts={"base": base, "numbers": numbers, "signs": tuple(map(str, signs))},
        question=say(f"Find the value of ${shown}$.", f"求 ${shown}$ 的值。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(problem, "Sums of logarithms become products, differences quotients.",
                 "同底对数相加化为积的对数，相减化为商的对数。"),
            step(f"log({joined}, {base})", "Write one logarithm.", "合并成一个对数。"),
            step(str(value), f"It asks for the exponent of ${base}$ that gives this number.",
                 f"即求 ${base}$ 的几次幂等于这个真数。"),
        ),
    )  # fmt: skip


def _two_bases(dice: random.Random) -> Exercise:
    """log of r^m to the base r^n."""
    root = dice.choice((2, 3, 5, 6, 7, 10))
    highest = {2: 10, 3: 6}.get(root, 4)
    n = dice.randint(2, min(highest, 5))
    m = other_than(lambda: signed(dice, 1, highest), n, -n)
    base, number = root**n, root ** abs(m)
    value = Fraction(m, n)
    problem = f"log({number}, {base})" if m > 0 else f"log(1/{number}, {base})"
    shown = tex(problem)
    slips = [
        slip("swaps-base-and-number", 1 / value, "Base and number are exchanged: ask which power "
             "of the base gives the number.", "底数与真数弄反了：应问底数的几次方等于真数。"),
        slip("subtracts-the-exponents", m - n, "The exponents are divided, not subtracted.",
             "两个指数应相除，不是相减。"),
        slip("sign-of-the-logarithm", -value, "A number below 1 has a negative logarithm, a "
             "larger one a positive.", "真数小于 1 时对数为负，大于 1 时为正。"),
        slip("divides-by-the-base", Fraction(number, base), "A logarithm is not a division.",
             "对数不是除法。"),
        slip("takes-one-exponent", m, f"This is the exponent to the base ${root}$.",
             f"这是以 ${root}$ 为底的指数。"),
    ]  # fmt: skip
    return Exercise(
        facts={"base": base, "numbers": (number,), "signs": ("1" if m > 0 else "-1",),
               **({} if m > 0 else {"written": f"1/{number}"})},
        question=say(f"Find the value of ${shown}$.", f"求 ${shown}$ 的值。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step(problem, f"Both numbers are powers of ${root}$.",
                 f"底数与真数都是 ${root}$ 的幂。"),
            step(f"log({root}^({m}), {root}^{n})", f"Write them as powers of ${root}$.",
                 f"化成 ${root}$ 的幂。"),
            step(str(value), "Divide the exponent of the number by that of the base.",
                 "用真数的指数除以底数的指数。"),
        ),
    )  # fmt: skip


def _log_equation(dice: random.Random, level: int) -> Exercise:
    """log_b(x + c) = k, then log_b(a·x + c) = k, then log_b(x) + log_b(x + c) = k."""
    base = dice.choice((2, 3, 4, 5, 6, 10))
    k = dice.randint(2, {2: 8, 3: 5, 4: 4, 10: 4}.get(base, 3))
    if level == 3:
        return _two_logs(dice)
    a = 1 if level == 1 else dice.randint(2, 9)
    c = signed(dice, 1, 30)
    while (base**k - c) % a:
        c = signed(dice, 1, 30)
    root, power = (base**k - c) // a, base**k
    inside = polynomial("x", a, c)
    equation = f"log({inside}, {base}) = {k}"
    slips = [
        slip("multiplies-base-and-exponent", Fraction(base * k - c, a),
             "The equation means that the base to the power on the right gives the number.",
             "对数式化指数式：是底数的乘方，不是底数乘指数。"),
        slip("swaps-base-and-exponent", Fraction(k**base - c, a),
             "The base of the logarithm is the base of the power.",
             "对数的底数就是幂的底数，不要与指数弄反。"),
        slip("drops-the-logarithm", Fraction(k - c, a), "The logarithm cannot simply be left out.",
             "不能直接去掉对数符号。"),
        slip("constant-keeps-its-sign", Fraction(power + c, a), "The constant kept its sign when "
             "it moved.", "常数项移项时没有变号。"),
    ]  # fmt: skip
    return Exercise(
        facts={"base": base, "line": (a, c), "right": k},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), slips),
        steps=(
            step(equation, "A logarithm is an exponent.", "对数就是指数。"),
            step(f"{inside} = {power}", f"So the number is ${tex(f'{base}^{k}')}$.",
                 f"所以真数等于 ${tex(f'{base}^{k}')}$。"),
            *([undone(c, f"x = {root}")] if a == 1 else
              [undone(c, f"{a}*x = {power - c}"), divided(a, f"x = {root}")]),
        ),
    )  # fmt: skip


def _two_logs(dice: random.Random) -> Exercise:
    """x·(x + c) = b^k, of whose roots one is negative."""
    base, k = dice.choice([(2, 4), (2, 5), (2, 6), (2, 7), (2, 8), (6, 2), (6, 3), (10, 2), (12, 2),
                           (10, 3), (20, 2), (24, 2), (30, 2), (4, 3), (14, 2), (15, 2), (18, 2),
                           (12, 3), (40, 2), (36, 2), (60, 2), (48, 2), (3, 4), (3, 5), (9, 2),
                           (22, 2), (26, 2), (28, 2), (42, 2), (50, 2), (21, 2)])  # fmt: skip
    power = base**k
    small = [n for n in range(1, power) if power % n == 0 and n * n < power]
    near = dice.choice(small)
    far, minus = power // near, dice.random() < 0.5
    # The roots are near and -far, or far and -near.
    root, c = (far, near - far) if minus else (near, far - near)
    equation = f"log(x, {base}) + log({polynomial('x', 1, c)}, {base}) = {k}"
    slips = [
        slip("keeps-the-root-outside-the-domain", -(power // root), "A logarithm needs a positive "
             "number: this root is not allowed.", "真数必须为正，这个根要舍去。"),
        slip("adds-the-numbers", Fraction(power - c, 2), "A sum of logarithms belongs to the "
             "product of the numbers, not to their sum.", "对数之和等于积的对数，不是和的对数。"),
        slip("multiplies-base-and-exponent", Fraction(base * k - c, 2),
             "The number is a power of the base, not a multiple.",
             "真数是底数的乘方，不是底数的倍数。"),
        slip("answers-with-the-other-factor", root + c, "This is the other number of which the "
             "logarithm is taken.", "这是另一个真数的值，不是 $x$。"),
    ]  # fmt: skip
    return Exercise(
        facts={"base": base, "line": (1, c), "right": k, "form": "sum"},
        question=solve(equation),
        answer=exact(root),
        slips=distinct(exact(root), slips),
        steps=(
            step(f"{equation}, x > 0, {polynomial('x', 1, c)} > 0",
                 "Both numbers must be positive.", "两个真数都必须为正。"),
            step(f"x*({polynomial('x', 1, c)}) = {power}, x > 0, {polynomial('x', 1, c)} > 0",
                 f"Write one logarithm; the number is ${tex(f'{base}^{k}')}$.",
                 f"合并成一个对数，真数等于 ${tex(f'{base}^{k}')}$。"),
            step(f"(x - {root})*(x + {power // root}) = 0, x > 0, {polynomial('x', 1, c)} > 0",
                 "Bring all to one side and factor.", "移项，分解因式。"),
            step(f"x = {root}", "The negative root is not allowed.", "舍去负根。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="logarithm-value",
        topic="functions",
        title=say("Values of logarithms", "对数求值"),
        grades=(10, 12),
        skills=("logarithms",),
        make=_logarithm,
        constants=PLAIN,
    ),
    Family(
        name="logarithm-equation",
        topic="functions",
        title=say("Equations with logarithms", "对数方程"),
        grades=(10, 12),
        skills=("logarithms", "equations"),
        make=_log_equation,
        constants=PLAIN,
    ),
    *exponential_equations.FAMILIES,
)
