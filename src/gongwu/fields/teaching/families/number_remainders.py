"""Remainders, and the last digits of powers."""

import random
from math import lcm

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step


def _sun_zi(dice: random.Random, level: int) -> Exercise:
    """The smallest number with given remainders: two divisors, three, three larger ones."""
    pool = ((3, 4, 5, 7, 8, 9, 11, 13), (3, 4, 5, 7, 11), (5, 7, 8, 9, 11, 13))[level - 1]
    while True:
        divisors = sorted(dice.sample(pool, 2 if level == 1 else 3))
        if lcm(*divisors) == _product(divisors):
            break
    right = other_than(lambda: dice.randrange(max(divisors) + 1, lcm(*divisors)), 0)
    rests = [right % d for d in divisors]
    while min(rests) == 0:
        right = dice.randrange(max(divisors) + 1, lcm(*divisors))
        rests = [right % d for d in divisors]
    pairs = list(zip(divisors, rests, strict=True))
    en = ", ".join(f"{r} when divided by {d}" for d, r in pairs[:-1])
    zh = "，".join(f"除以 {d} 余 {r}" for d, r in pairs)
    first = divisors[0]
    quotients = " and ".join(f"{right} = {d}*{right // d} + {r}" for d, r in pairs)
    early = next(n for n in range(1, lcm(*divisors)) if all(
        n % d == r for d, r in pairs[:-1]))  # fmt: skip
    return posed(
        facts={"divisors": tuple(divisors), "rests": tuple(rests)},
        question=said(
            f"A number leaves the remainder {en}, and {rests[-1]} when divided by "
            f"{divisors[-1]}. What is the smallest natural number that does so?",
            f"一个自然数{zh}。这个数最小是多少？",
        ),
        answer=right,
        slips=(
            slip("not-the-least", right + lcm(*divisors),
                 f"It fits, but {lcm(*divisors)} less fits too.",
                 f"这个数符合条件，但减去 {lcm(*divisors)} 也符合，不是最小的。"),
            slip("ignores-a-condition", early,
                 f"It does not leave {rests[-1]} when divided by {divisors[-1]}.",
                 f"它除以 {divisors[-1]} 的余数不是 {rests[-1]}。"),
            slip("multiplies-the-divisors", _product(divisors),
                 "The product leaves no remainder at all.", "乘积被各数除都没有余数。"),
            slip("adds-product-and-remainders", _product(divisors) + sum(rests),
                 "Check this number against each divisor.", "把这个数分别除以各除数检验一下。"),
        ),
        steps=(
            step(f"{right} = {first}*{right // first} + {rests[0]}",
                 f"List the numbers that leave {rests[0]} when divided by {first}, and look for "
                 "the other remainders among them.",
                 f"依次列出除以 {first} 余 {rests[0]} 的数，从中找出符合其他条件的数。"),
            step(quotients, f"{right} is the first that leaves all remainders.",
                 f"第一个同时符合所有条件的数是 {right}。"),
            step(f"{quotients} and n = {right}", f"So {right}.", f"所以这个数最小是 {right}。"),
        ),
    )  # fmt: skip


def _product(numbers: list[int]) -> int:
    product = 1
    for number in numbers:
        product *= number
    return product


def _last_digit(dice: random.Random, level: int) -> Exercise:
    """Of a power; of a power of a larger number; of a sum of two powers."""
    base = dice.choice(
        [n for n in range(2, 10 if level == 1 else 99) if n % 10 in (2, 3, 4, 7, 8, 9)]
    )
    power = dice.randint(20, (400, 2000, 2000)[level - 1])
    other = dice.choice([n for n in range(12, 99) if n % 10 in (2, 3, 7, 8)]) if level == 3 else 0
    second = dice.randint(20, 2000) if level == 3 else 0
    cycle = _cycle(base % 10)
    one = cycle[(power - 1) % len(cycle)]
    two = _cycle(other % 10)[(second - 1) % len(_cycle(other % 10))] if other else 0
    right = (one + two) % 10
    formula = f"{base}^{{{power}}}" + (f" + {other}^{{{second}}}" if other else "")
    facts: dict[str, Fact] = {
        "bases": (base, other)[: 1 + (level == 3)],
        "powers": (power, second)[: 1 + (level == 3)],
    }
    shown = ", ".join(map(str, cycle))
    wrong = {
        "last-digit-of-the-base": (base + other) % 10,
        "off-by-one-in-the-cycle": (cycle[power % len(cycle)] + two) % 10,
        "multiplies-base-and-power": (base * power + other * second) % 10,
        "last-digit-of-the-exponent": (power + second) % 10,
        "off-by-one": (right + 1) % 10,
        "completes-to-ten": 10 - right,
        "two-back-in-the-cycle": (cycle[(power + 1) % len(cycle)] + two) % 10,
    }
    why = said(
        "The last digits of the powers repeat: divide the exponent by the length of the "
        "cycle, and count from the first power.",
        "幂的个位数字循环出现：用指数除以循环的长度，从一次幂开始数。",
    )
    return posed(
        facts=facts,
        question=said(f"What is the last digit of ${formula}$?", f"${formula}$ 的个位数字是几？"),
        answer=right,
        any_sign=True,
        slips=[slip(name, value, why.en, why.zh) for name, value in wrong.items()],
        steps=(
            step("", f"The last digits of the powers of {base} repeat: {shown}.",
                 f"{base} 的各次幂的个位数字依次循环：{shown.replace(', ', '、')}。"),
            step(f"{power} = {len(cycle)}*{power // len(cycle)} + {power % len(cycle)}",
                 f"Divide the exponent by {len(cycle)}; the last digit is {one}."
                 + (f" In the same way, the other power ends in {two}." if other else ""),
                 f"用指数除以 {len(cycle)}，可知个位数字是 {one}。"
                 + (f"同理，另一个幂的个位数字是 {two}。" if other else "")),
            step(f"{one} + {two} = {one + two} and d = {right}" if other else f"d = {right}",
                 f"So the last digit is {right}.", f"所以个位数字是 {right}。"),
        ),
    )  # fmt: skip


def _cycle(digit: int) -> list[int]:
    cycle = [digit]
    while (following := cycle[-1] * digit % 10) != digit:
        cycle.append(following)
    return cycle


def _remainder(dice: random.Random, level: int) -> Exercise:
    """Of a sum, of a product, of a product and a sum."""
    d = dice.randint(6, 19)
    a, b, c = (dice.randint(40, 999) for _ in range(3))
    form = ("sum", "product", "both")[level - 1]
    written = {
        "sum": f"{a} + {b} + {c}",
        "product": rf"{a} \times {b}",
        "both": rf"{a} \times {b} + {c}",
    }[form]
    value = {"sum": a + b + c, "product": a * b, "both": a * b + c}[form]
    x, y, z = a % d, b % d, c % d
    small = {"sum": x + y + z, "product": x * y, "both": x * y + z}[form]
    formula = {"sum": f"{x} + {y} + {z}", "product": f"{x}*{y}", "both": f"{x}*{y} + {z}"}[form]
    numbers = (a, b) if form == "product" else (a, b, c)
    right = value % d
    rests = (x, y) if form == "product" else (x, y, z)
    names = ", ".join(map(str, rests))
    return posed(
        facts={"form": form, "numbers": numbers, "divisor": d},
        question=said(f"What remainder does ${written}$ leave when divided by {d}?",
                      f"${written}$ 除以 {d} 的余数是多少？"),
        answer=right,
        slips=(
            slip("stops-at-the-remainders", small,
                 f"This can still be divided by {d}.", f"这个数还要再除以 {d} 取余数。"),
            slip("takes-the-quotient", value // d,
                 "This is the quotient.", "这是商，不是余数。"),
            slip("takes-what-is-missing", d - right,
                 "This is what is missing to the next multiple.",
                 "这是到下一个倍数还差的数。"),
            slip("remainder-of-one-number", rests[0],
                 "This is the remainder of the first number alone.", "这只是第一个数的余数。"),
            slip("off-by-one", right + 1,
                 "Check: take the remainder away, and the rest must be a multiple.",
                 "检验：减去余数后应当是除数的倍数。"),
        ),
        steps=(
            step("", f"Each number may be replaced by its remainder: {names}.",
                 f"每个数都可以换成它除以 {d} 的余数：{names.replace(', ', '、')}。"),
            step(f"{formula} = {small}", "Reckon with the remainders.", "用余数来计算。"),
            step(f"{small} = {d}*{small // d} + {right} and r = {right}",
                 f"Its remainder is {right}.", f"再取余数，得 {right}。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="chinese-remainders",
        topic="number-theory",
        title=said("Master Sun's remainders", "孙子定理"),
        grades=(5, 8),
        skills=("remainders",),
        make=_sun_zi,
        constants=frozenset({"1"}),
    ),
    Family(
        name="last-digit-of-a-power",
        topic="number-theory",
        title=said("The last digit of a power", "幂的个位数字"),
        grades=(6, 9),
        skills=("remainders", "powers", "cycles"),
        make=_last_digit,
    ),
    Family(
        name="remainder-of-an-expression",
        topic="number-theory",
        title=said("Remainders of sums and products", "和与积的余数"),
        grades=(5, 8),
        skills=("remainders",),
        make=_remainder,
    ),
)
