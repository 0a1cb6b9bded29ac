"""Digits of numbers: other bases, and sums of digits."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, told
from gongwu.fields.teaching.values import Phrase

_BASES = {1: (2, 2), 2: (3, 9), 3: (5, 9)}


def _digits(number: int, base: int) -> str:
    written = ""
    while number:
        number, digit = divmod(number, base)
        written = f"{digit}{written}"
    return written


def _to_decimal(dice: random.Random, level: int) -> Exercise:
    base = dice.randint(*_BASES[level])
    number = dice.randint(*((9, 900), (30, 900), (600, 5000))[level - 1])
    digits = _digits(number, base)
    places = list(range(len(digits) - 1, -1, -1))
    terms = " + ".join(f"{d}*{base}^{p}" for d, p in zip(digits, places, strict=True))
    products = " + ".join(str(int(d) * base**p) for d, p in zip(digits, places, strict=True))
    return posed(
        facts={"digits": int(digits), "base": base},
        question=said(
            f"${digits}_{{{base}}}$ is written in base {base}. "
            "Which number is it in our usual decimal notation?",
            f"把 {base} 进制数 ${digits}_{{{base}}}$ 化成十进制数。",
        ),
        answer=number,
        slips=(
            slip("one-power-too-high", number * base,
                 "The last place counts ones: the powers begin with the exponent 0.",
                 "最右边一位的位权是 1，指数从 0 开始。"),
            slip("reads-backwards", sum(int(d) * base**p for p, d in enumerate(digits)),
                 "The places grow from right to left.", "位权从右往左依次增大，顺序弄反了。"),
            slip("adds-the-digits", sum(map(int, digits)),
                 "Each digit counts as much as its place says.",
                 "每一位要乘它的位权，不能只把数字相加。"),
            slip("times-base-for-power", sum(int(d) * base * p for d, p in zip(
                 digits, places, strict=True)),
                 "Places grow by powers of the base, not by multiples.",
                 "位权是底数的幂，不是底数的倍数。"),
        ),
        steps=(
            step(terms, "Multiply each digit by the power of its place.",
                 "每一位乘对应的位权。"),
            step(products, "Work out the products.", "算出各个积。"),
            step(str(number), "Add them.", "相加。"),
        ),
    )  # fmt: skip


def _from_decimal(dice: random.Random, level: int) -> Exercise:
    base = dice.randint(*_BASES[level])
    number = dice.randint(*((9, 900), (30, 900), (600, 5000))[level - 1])
    digits = _digits(number, base)
    places = range(len(digits) - 1, -1, -1)
    terms = " + ".join(f"{d}*{base}^{p}" for d, p in zip(digits, places, strict=True))

    def numeral(text: str) -> Phrase:
        return Phrase(key=f"{text}_{base}", en=f"${text}_{{{base}}}$", zh=f"${text}_{{{base}}}$")

    return posed(
        facts={"number": number, "base": base},
        question=said(f"Write {number} in base {base}.", f"把十进制数 {number} 化成 {base} "
                                                         f"进制数。"),
        answer=numeral(digits),
        slips=(
            slip("reads-backwards", numeral(digits[::-1].lstrip("0")),
                 "The first remainder is the last digit: read from the bottom up.",
                 "先得到的余数是最低位，应从下往上读。"),
            slip("off-by-one", numeral(_digits(number + 1, base)),
                 f"This is {number + 1}.", f"这是 {number + 1}。"),
            slip("loses-a-digit", numeral(digits[:-1]),
                 "The last digit is missing.", "漏了最低位。"),
            slip("adds-a-zero", numeral(f"{digits}0"),
                 f"This is {base} times as much.", f"这是原数的 {base} 倍。"),
        ),
        steps=(
            step(str(number),
                 f"Divide by {base} again and again, and keep the remainders.",
                 f"不断除以 {base}，记下每次的余数。"),
            step(terms, f"Read from the last to the first they are {', '.join(digits)}.",
                 f"从最后一个余数读到第一个：{'、'.join(digits)}。"),
        ),
    )  # fmt: skip


_NINES = {
    1: said("$10^{{{n}}} - {k}$ is written out. What is the sum of its digits?",
            "把 $10^{{{n}}} - {k}$ 写成一个整数，它的各位数字之和是多少？"),
    2: said("A number consists of {n} digits, each of them {k}. What is the sum of the digits of "
            "{m} times this number?",
            "一个数由连续 {n} 个数字 {k} 组成。这个数的 {m} 倍的各位数字之和是多少？"),
    3: said("All whole numbers from 1 to {n} are written down. What is the sum of all the digits?",
            "写出从 1 到 {n} 的所有整数，所有数字之和是多少？"),
}  # fmt: skip


def _digit_sum(dice: random.Random, level: int) -> Exercise:
    if level == 1:
        return _nines(dice)
    return _repeated(dice) if level == 2 else _all_digits(dice)


def _nines(dice: random.Random) -> Exercise:
    n, k = dice.randint(4, 60), dice.randint(2, 99)
    rest = 100 - k
    ends = sum(map(int, f"{rest:02d}"))
    right = 9 * (n - 2) + ends
    return posed(
        facts={"asks": "power-less", "n": n, "k": k},
        question=told(_NINES[1], n=n, k=k),
        answer=right,
        slips=(
            slip("one-nine-too-many", right + 9,
                 f"The number has {n} digits, not {n + 1}.", f"这个数有 {n} 位，不是 {n + 1} 位。"),
            slip("one-nine-too-few", right - 9,
                 f"The number has {n} digits, {n - 2} of them nines before the last two.",
                 f"这个数有 {n} 位，最后两位前面有 {n - 2} 个 9。"),
            slip("all-nines", 9 * n,
                 f"The last two digits are {rest:02d}.", f"最后两位是 {rest:02d}，不全是 9。"),
            slip("subtracts-from-the-digit-sum", abs(9 * n - k),
                 "A digit sum does not fall by what is taken away.",
                 "减去一个数，数字和并不是减少那么多。"),
        ),
        steps=(
            step("", f"The number has {n} digits: {n - 2} nines, and then {rest:02d}.",
                 f"这个数有 {n} 位：{n - 2} 个 9，最后两位是 {rest:02d}。"),
            step(f"9*({n} - 2) + {rest // 10} + {rest % 10}", "Add the digits.",
                 "把各位数字相加。"),
            step(str(right), f"So {right}.", f"结果是 {right}。"),
        ),
    )  # fmt: skip


def _repeated(dice: random.Random) -> Exercise:
    """No carry goes beyond the next place, so that the pattern is seen at once."""
    while True:
        n, k, m = dice.randint(5, 60), dice.randint(2, 9), dice.randint(3, 9)
        if k * m >= 10 and k * m // 10 + k * m % 10 < 10:
            break
    tens, ones = divmod(k * m, 10)
    right = tens + (n - 1) * (tens + ones) + ones
    return posed(
        facts={"asks": "repeated", "n": n, "k": k, "m": m},
        question=told(_NINES[2], n=n, k=k, m=m),
        answer=right,
        slips=(
            slip("multiplies-the-digit-sum", n * k * m if n * k * m != right else right + 9,
                 "Carrying changes the digits: write a short example.",
                 "进位会改变各位数字，可先写一个短的例子看规律。"),
            slip("one-digit-too-few", right - tens - ones,
                 "One place is missing.", "少算了一位。"),
            slip("one-digit-too-many", right + tens + ones,
                 "One place too many.", "多算了一位。"),
            slip("forgets-to-carry", n * ones,
                 f"Each place carries {tens} to the next.", f"每一位都要向前一位进 {tens}。"),
        ),
        steps=(
            step("", f"Each place gives {k * m}: {ones} stays, {tens} is carried.",
                 f"每一位都得 {k * m}：写 {ones}，进 {tens}。"),
            step(f"{tens} + ({n} - 1)*({tens} + {ones}) + {ones}",
                 f"The product begins with {tens}, ends with {ones}, and has {tens + ones} "
                 "everywhere between.",
                 f"积的首位是 {tens}，末位是 {ones}，中间各位都是 {tens + ones}。"),
            step(str(right), f"So {right}.", f"结果是 {right}。"),
        ),
    )  # fmt: skip


def _all_digits(dice: random.Random) -> Exercise:
    """Up to ten times a number less one: every ones digit comes equally often."""
    tens = dice.randint(4, 600)
    n = tens * 10 - 1
    high = sum(sum(map(int, str(t))) for t in range(tens))
    right = 45 * tens + 10 * high
    return posed(
        facts={"asks": "all", "n": n},
        question=told(_NINES[3], n=n),
        answer=right,
        slips=(
            slip("counts-only-the-ones", 45 * tens,
                 "The other places have digits too.", "漏了十位及更高位上的数字。"),
            slip("adds-the-numbers", n * (n + 1) // 2,
                 "This is the sum of the numbers, not of their digits.",
                 "这是各数之和，不是各数字之和。"),
            slip("one-row-too-few", right - 45,
                 "One row of ten numbers is missing.", "少算了十个数的个位。"),
            slip("one-row-too-many", right + 45,
                 "One row of ten numbers too many.", "多算了十个数的个位。"),
        ),
        steps=(
            step(f"45*{tens} + 10*{high}",
                 f"There are {tens} rows of ten numbers; their ones digits sum to 45 in each row, "
                 f"and the digits before stand ten times each: {high} in all.",
                 f"每十个数一组，共 {tens} 组，每组个位数字之和是 45；"
                 f"前面的数字每组重复十次，一遍之和是 {high}。"),
            step(f"{45 * tens} + {10 * high}", "Work out both parts.", "分别计算。"),
            step(str(right), f"So {right}.", f"结果是 {right}。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="from-another-base",
        topic="number-theory",
        title=said("From another base", "其他进制化十进制"),
        grades=(6, 9),
        skills=("bases", "powers"),
        make=_to_decimal,
    ),
    Family(
        name="to-another-base",
        topic="number-theory",
        title=said("To another base", "十进制化其他进制"),
        grades=(6, 9),
        skills=("bases", "remainders"),
        make=_from_decimal,
    ),
    Family(
        name="digit-sums",
        topic="number-theory",
        title=said("Sums of digits", "数字和"),
        grades=(5, 8),
        skills=("place-value", "patterns"),
        make=_digit_sum,
        constants=frozenset({"1", "10"}),
    ),
)
