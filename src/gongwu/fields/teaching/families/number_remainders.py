"""Remainders, last digits, digit sums and other bases."""

import random
from math import lcm

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, told
from gongwu.fields.teaching.values import Phrase


def _sun_zi(dice: random.Random, level: int) -> Exercise:
    """The smallest number with given remainders: two divisors, three, three larger ones."""
    pool = ((3, 4, 5, 7, 8, 9, 11, 13), (3, 4, 5, 7), (5, 7, 8, 9, 11, 13))[level - 1]
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
