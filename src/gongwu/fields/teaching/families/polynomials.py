"""Polynomials and powers: expanding, division with a remainder, the laws of exponents."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.expressions.latex import number_to_latex, tex
from gongwu.fields.teaching.families.drawing import other_than, polynomial, signed
from gongwu.fields.teaching.families.drawing_algebra import (
    PLAIN,
    distinct,
    fraction_between,
    say,
    slip,
    step,
)
from gongwu.fields.teaching.values import Expression, exact


def _expand(dice: random.Random, level: int) -> Exercise:
    """(x + b)(x + d), then with coefficients, then a square less a product."""
    a, c = (1, 1) if level == 1 else (dice.randint(2, 7), signed(dice, 2, 7))
    b, d = signed(dice, 1, 12), signed(dice, 1, 12)
    if level == 3:
        return _square_less_square(dice, a, b)
    b = other_than(lambda: signed(dice, 1, 12), -d) if level == 1 else b
    first, second = polynomial("x", a, b), polynomial("x", c, d)
    product = f"({first})*({second})"
    lead, middle, last = a * c, a * d + b * c, b * d
    result = polynomial("x", lead, middle, last)
    slips = [
        _poly_slip("multiplies-ends-only", (lead, 0, last), "Each term of one bracket multiplies "
                   "each term of the other: two products are missing.",
                   "要用一个括号的每一项乘另一个括号的每一项，漏了中间两项。"),
        _poly_slip("sign-of-the-middle-term", (lead, -middle, last), "The middle term has the "
                   "wrong sign.", "中间项的符号错了。"),
        _poly_slip("sign-of-the-last-term", (lead, middle, -last), "Minus times minus is plus, "
                   "minus times plus is minus.", "常数项的符号错了：负负得正，正负得负。"),
        _poly_slip("adds-the-constants", (lead, middle, b + d), "The constants are multiplied, "
                   "not added.", "常数项应相乘，不是相加。"),
    ]  # fmt: skip
    terms = " + ".join((polynomial("x", a * c, 0, 0), f"({polynomial('x', a * d, 0)})",
                        f"({polynomial('x', b * c, 0)})", f"({b * d})"))  # fmt: skip
    shown = tex(product)
    return Exercise(
        facts={"first": (a, b), "second": (c, d), "form": "product"},
        question=say(f"Expand and simplify ${shown}$.", f"计算并化简 ${shown}$。"),
        answer=Expression(text=result),
        slips=distinct(Expression(text=result), slips),
        steps=(
            step(product, "Multiply each term of the first bracket by each of the second.",
                 "用第一个括号的每一项乘第二个括号的每一项。"),
            step(terms, "Write the four products.", "写出四个积。"),
            step(result, "Combine like terms.", "合并同类项。"),
        ),
    )  # fmt: skip


def _poly_slip(name: str, coefficients: tuple[int, ...], en: str, zh: str) -> Slip:
    return slip(name, Expression(text=polynomial("x", *coefficients)), en, zh)


def _square_less_square(dice: random.Random, a: int, b: int) -> Exercise:
    """(a·x + b)² - (c·x + d)(c·x - d)."""
    c, d = other_than(lambda: dice.randint(1, 7), a), dice.randint(1, 9)
    first, plus, minus = (polynomial("x", *each) for each in ((a, b), (c, d), (c, -d)))
    problem = f"({first})^2 - ({plus})*({minus})"
    lead, middle, last = a * a - c * c, 2 * a * b, b * b + d * d
    result = polynomial("x", lead, middle, last)
    slips = [
        _poly_slip("square-without-middle-term", (lead, 0, last), "A squared sum has a middle "
                   "term: twice the product.", "和的平方要有中间项：两项之积的 2 倍。"),
        _poly_slip("minus-for-the-first-term-only", (lead, middle, b * b - d * d), "The minus "
                   "before the brackets changes every sign inside.",
                   "括号前是负号，去括号时每一项都要变号。"),
        _poly_slip("forgets-to-double", (lead, a * b, last), "The middle term is twice the "
                   "product.", "中间项是两项之积的 2 倍。"),
        _poly_slip("adds-instead-of-subtracting", (a * a + c * c, middle, b * b - d * d),
                   "The second product is taken away.", "第二个积应减去，不是加上。"),
    ]  # fmt: skip
    square = polynomial("x", a * a, 2 * a * b, b * b)
    shown = tex(problem)
    return Exercise(
        facts={"first": (a, b), "second": (c, d), "form": "square less product"},
        question=say(f"Expand and simplify ${shown}$.", f"计算并化简 ${shown}$。"),
        answer=Expression(text=result),
        slips=distinct(Expression(text=result), slips),
        steps=(
            step(problem, "Use the square of a sum and the difference of two squares.",
                 "运用完全平方公式和平方差公式。"),
            step(f"{square} - ({polynomial('x', c * c, 0, -d * d)})", "Expand both.",
                 "分别展开。"),
            step(result, "Remove the brackets and combine.", "去括号，合并同类项。"),
        ),
    )  # fmt: skip


def _remainder(dice: random.Random, level: int) -> Exercise:
    """Of a quadratic or a cubic by x - r, at level 3 by p·x - q."""
    degree = 2 if level == 1 else 3
    root = Fraction(signed(dice, 1, 5))
    if level == 3:
        root = fraction_between(dice, -2, 2, range(2, 4))
    p, q = root.denominator, root.numerator
    # So many factors p in the coefficients that the value is a whole number.
    coefficients = tuple(
        signed(dice, 1, 6) * p ** (degree - place) if level == 3 else signed(dice, 1, 9)
        for place in range(degree + 1)
    )
    value = sum(f * root ** (degree - i) for i, f in enumerate(coefficients))
    other = sum(f * (-root) ** (degree - i) for i, f in enumerate(coefficients))
    dividend, divisor = tex(polynomial("x", *coefficients)), tex(polynomial("x", p, -q))
    slips = [
        slip("sign-of-the-zero", other, "The divisor $x - r$ is 0 at $x = r$, not at $-r$.",
             "除式 $x - r$ 在 $x = r$ 处为 0，不是在 $-r$ 处。"),
        slip("takes-the-constant-term", coefficients[-1], "The constant term is the remainder of "
             "division by $x$.", "常数项是除以 $x$ 的余数。"),
        slip("sign-of-the-remainder", -value, "The remainder is the value itself, not its "
             "opposite.", "余数就是这个值，不是它的相反数。"),
        slip("sum-of-the-coefficients", sum(coefficients), "This is the value at $x = 1$.",
             "这是 $x = 1$ 处的值。"),
        slip("forgets-the-constant", value - coefficients[-1], "The constant term belongs to the "
             "value.", "漏加了常数项。"),
    ]  # fmt: skip
    terms = [f * root ** (degree - i) for i, f in enumerate(coefficients)]
    return Exercise(
        facts={"dividend": coefficients, "divisor": (p, -q)},
        question=say(f"Find the remainder when ${dividend}$ is divided by ${divisor}$.",
                     f"求多项式 ${dividend}$ 除以 ${divisor}$ 的余数。"),
        answer=exact(value),
        slips=distinct(exact(value), slips),
        steps=(
            step("", f"The divisor is 0 at $x = {number_to_latex(root)}$, so the remainder is "
                 "the value of the polynomial there.",
                 f"除式在 $x = {number_to_latex(root)}$ 处为 0，由余数定理，"
                 "余数等于多项式在该处的值。"),
            step(" + ".join(f"({term})" for term in terms), "Work out each term.",
                 "逐项计算。"),
            step(str(value), "Add.", "求和。"),
        ),
    )  # fmt: skip


_BASES = (2, 3, 5, 7, 10)


def _powers(dice: random.Random, level: int) -> Exercise:
    """b^m·b^n / b^k; then a power of a power; then several bases of one kind."""
    base = 2 if level == 3 else dice.choice((*_BASES, 6, 11, 13))
    if level == 3:
        base = dice.choice((2, 3))
    m, n, k = dice.randint(2, 12), dice.randint(2, 9), dice.randint(2, 12)
    one, two = base**2, base**3
    problem, flat, exponent = {
        1: (f"{base}^{m}*{base}^{n}/{base}^{k}", f"{base}^({m} + {n} - {k})", m + n - k),
        2: (f"({base}^{m})^{n}/{base}^{k}", f"{base}^({m}*{n} - {k})", m * n - k),
        3: (f"{one}^{m}*{two}^{n}/{base}^{k}", f"{base}^(2*{m} + 3*{n} - {k})",
            2 * m + 3 * n - k),
    }[level]  # fmt: skip
    form = ("product", "power of a power", "several bases")[level - 1]
    facts_base = (base,) if level < 3 else (base, one, two)
    shown = tex(problem)
    slips = {
        1: [("multiplies-exponents", m * n - k), ("adds-all-exponents", m + n + k),
            ("order-of-subtraction", k - m - n), ("forgets-the-denominator", m + n)],
        2: [("adds-exponents-of-a-power", m + n - k), ("adds-all-exponents", m * n + k),
            ("raises-the-exponent", m**n - k), ("forgets-the-denominator", m * n)],
        3: [("ignores-the-bases", m + n - k), ("adds-all-exponents", 2 * m + 3 * n + k),
            ("multiplies-exponents", 2 * m * 3 * n - k),
            ("adds-exponents-of-a-power", m + 2 + n + 3 - k)],
    }[level]  # fmt: skip
    return Exercise(
        facts={"bases": facts_base, "exponents": (m, n, k), "form": form},
        question=say(f"Write ${shown}$ as a single power of ${base}$. What is the exponent?",
                     f"把 ${shown}$ 写成底数为 ${base}$ 的幂，指数是多少？"),
        answer=exact(exponent),
        slips=distinct(exact(exponent), [
            slip(name, value, *_POWER_WHYS[name]) for name, value in slips]),
        steps=(
            step(problem, "Products add exponents, quotients subtract them, a power of a power "
                 "multiplies them.", "同底数幂相乘指数相加，相除指数相减，幂的乘方指数相乘。"),
            step(flat, "Apply the laws." if level < 3 else
                 f"Here ${one}$ is the square and ${two}$ the cube of ${base}$.",
                 "运用幂的运算法则。" if level < 3 else
                 f"其中 ${one}$ 是 ${base}$ 的平方，${two}$ 是 ${base}$ 的立方。"),
            step(f"{base}^({exponent})", f"The exponent is ${exponent}$.",
                 f"指数是 ${exponent}$。"),
        ),
    )  # fmt: skip


_POWER_WHYS = {
    "multiplies-exponents": (
        "In a product of powers of one base the exponents are added.",
        "同底数幂相乘，指数相加，不是相乘。",
    ),
    "adds-all-exponents": (
        "The exponent of the denominator is subtracted.",
        "除以幂，指数应相减。",
    ),
    "order-of-subtraction": (
        "The exponent below is taken from the one above.",
        "应用分子的指数减分母的指数。",
    ),
    "forgets-the-denominator": (
        "The denominator was left out.",
        "漏掉了分母。",
    ),
    "adds-exponents-of-a-power": (
        "A power of a power multiplies the exponents.",
        "幂的乘方，指数相乘，不是相加。",
    ),
    "raises-the-exponent": (
        "The exponents are multiplied, not raised to a power.",
        "指数应相乘，不是乘方。",
    ),
    "ignores-the-bases": (
        "The bases differ: first write them all as powers of one base.",
        "底数不同，要先化成同底数的幂。",
    ),
}


FAMILIES: tuple[Family, ...] = (
    Family(
        name="polynomial-expand",
        topic="functions",
        title=say("Expanding products", "多项式的乘法"),
        grades=(8, 9),
        skills=("polynomials", "expanding-brackets"),
        make=_expand,
        constants=PLAIN | {"2"},
    ),
    Family(
        name="polynomial-remainder",
        topic="functions",
        title=say("The remainder of a division of polynomials", "多项式除法的余数"),
        grades=(10, 12),
        skills=("polynomials", "remainder-theorem"),
        make=_remainder,
        constants=PLAIN | {"2", "3"},
    ),
    Family(
        name="power-laws",
        topic="functions",
        title=say("The laws of exponents", "幂的运算"),
        grades=(7, 10),
        skills=("exponents",),
        make=_powers,
    ),
)
