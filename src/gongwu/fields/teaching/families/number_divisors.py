"""Common divisors and multiples, primes, and how many divisors a number has."""

import random
from math import gcd, lcm, prod

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, told
from gongwu.fields.teaching.values import Several

# How large the parts without a common factor are, and the common factor, at each level.
_SIZES = {1: (12, range(3, 16)), 2: (15, range(12, 40)), 3: (14, range(30, 91))}
_GCD_STORIES = (
    said("Find the greatest common divisor of {list}.", "求 {list} 的最大公因数。"),
    said("Ropes of {list} metres are cut into equal pieces that are as long as possible, with "
         "nothing left over. How many metres long is a piece?",
         "有几根绳子，分别长 {list} 米。要把它们截成同样长的小段，没有剩余，每小段最长是多少米？"),
    said("{list} pencils of different colours are packed into equal boxes, each of one colour, "
         "as full as possible and with none left over. How many pencils are in a box?",
         "几种颜色的铅笔分别有 {list} 支，要装进支数相等的盒子，每盒只装一种颜色，没有剩余，"
         "每盒最多装多少支？"),
)  # fmt: skip
_LCM_STORIES = (
    said("Find the least common multiple of {list}.", "求 {list} 的最小公倍数。"),
    said("Lamps flash every {list} seconds. They have just flashed together. "
         "After how many seconds will they do so again?",
         "几盏灯分别每隔 {list} 秒闪一次，现在刚好同时闪过。至少再过多少秒又会同时闪？"),
    said("Buses leave a station every {list} minutes. They have just left together. "
         "After how many minutes will they next leave together?",
         "几路公交车分别每隔 {list} 分钟发一班车，现在刚好同时发车。至少再过多少分钟又同时发车？"),
)  # fmt: skip


def _coprime(dice: random.Random, many: int, most: int) -> list[int]:
    """Different numbers without a factor common to all."""
    while True:
        parts = dice.sample(range(2, most + 1), many)
        if gcd(*parts) == 1:
            return parts


def _listed(numbers: list[int]) -> tuple[str, str]:
    *before, last = map(str, numbers)
    return f"{', '.join(before)} and {last}", f"{'、'.join(before)} 和 {last}"


def _greatest(dice: random.Random, level: int) -> Exercise:
    """Two numbers; two larger ones; three."""
    most, factors = _SIZES[level]
    parts, right = _coprime(dice, 3 if level == 3 else 2, most), dice.choice(factors)
    numbers = [part * right for part in parts]
    en, zh = _listed(numbers)
    divisor = next(d for d in range(2, right + 1) if right % d == 0)
    listed = ", ".join(map(str, numbers))
    return posed(
        facts={"numbers": tuple(numbers)},
        question=told(dice.choice(_GCD_STORIES), list=said(en, zh)),
        answer=right,
        slips=(
            slip("not-the-greatest", right // divisor,
                 f"This divides them all, but {right} does too, and is larger.",
                 f"这是公因数，但不是最大的，{right} 也能整除它们。"),
            slip("multiple-for-divisor", lcm(*numbers),
                 "This is the least common multiple.", "这是最小公倍数。"),
            slip("takes-the-smallest", min(numbers),
                 "The smallest number does not divide the others.",
                 "最小的数不能整除其他的数。"),
            slip("takes-the-difference", abs(numbers[0] - numbers[1]),
                 "Common divisors divide the difference, but the difference need not be one.",
                 "公因数能整除两数的差，但差本身不一定是公因数。"),
        ),
        steps=(
            step(" and ".join(f"{n} = {right}*{p}" for n, p in zip(numbers, parts, strict=True)),
                 f"{right} divides {listed}.", f"{right} 能整除这几个数。"),
            step(f"{numbers[0]}/{right} = {parts[0]} and g = {right}",
                 f"No larger number divides all of them: {', '.join(map(str, parts))} have no "
                 "common factor.",
                 f"商 {'、'.join(map(str, parts))} 没有公因数，所以 {right} 就是最大公因数。"),
        ),
    )  # fmt: skip


def _least(dice: random.Random, level: int) -> Exercise:
    most, factors = {1: (9, range(2, 9)), 2: (12, range(4, 16)), 3: (8, range(2, 11))}[level]
    parts, common = _coprime(dice, 3 if level == 3 else 2, most), dice.choice(factors)
    numbers = [part * common for part in parts]
    right, en_zh = lcm(*numbers), _listed(numbers)
    return posed(
        facts={"numbers": tuple(numbers)},
        question=told(dice.choice(_LCM_STORIES), list=said(*en_zh)),
        answer=right,
        slips=(
            slip("product-for-least-multiple", prod(numbers),
                 "The product is a common multiple, but factors that they share count once.",
                 "积是公倍数，但不是最小的：公有的因数只能算一次。"),
            slip("divisor-for-multiple", gcd(*numbers),
                 "This is the greatest common divisor.", "这是最大公因数。"),
            slip("not-the-least", right * 2,
                 f"This is a common multiple, but {right} is smaller.",
                 f"这是公倍数，但不是最小的，{right} 更小。"),
            slip("takes-the-largest", max(numbers),
                 "The largest number is no multiple of all the others.",
                 "最大的数不是其他数的倍数。"),
        ),
        steps=(
            step(" and ".join(f"{n} = {common}*{p}" for n, p in zip(numbers, parts, strict=True)),
                 f"Take the common factor {common} out of each.", f"先提出公因数 {common}。"),
            step(f"{common}*{right // common} = {right}",
                 f"Common factors count once: {common} times the least common multiple of "
                 f"{', '.join(map(str, parts))}, which is {right // common}.",
                 f"公有的因数只算一次：{common} 乘 {'、'.join(map(str, parts))} "
                 f"的最小公倍数 {right // common}。"),
            step(f"{common}*{right // common} = {right} and m = {right}",
                 f"So {right}.", f"所以是 {right}。"),
        ),
    )  # fmt: skip


_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23)


def _factorise(dice: random.Random, level: int) -> Exercise:
    many, most = ((3, 4), (4, 6), (5, 8))[level - 1], 5 + level
    primes = sorted(dice.choice(_PRIMES[:most]) for _ in range(dice.randint(*many)))
    while len(set(primes)) == 1 or prod(primes) > (1500, 5000, 20_000)[level - 1]:
        primes = sorted(dice.choice(_PRIMES[:most]) for _ in range(dice.randint(*many)))
    number = prod(primes)
    doubled = [p for p in primes if primes.count(p) > 1]
    joined = [primes[0] * primes[1], *primes[2:]]

    def these(factors: list[int]) -> Several:
        return Several(values=tuple(map(str, sorted(factors))))

    return posed(
        facts={"number": number},
        question=said(
            f"List the prime factors of {number}, each as often as it occurs.",
            f"把 {number} 分解质因数，写出所有的质因数（重复的也要写出）。",
        ),
        answer=these(primes),
        slips=(
            slip("stops-at-a-composite", these(joined),
                 f"{joined[0]} is no prime: it can be split further.",
                 f"{joined[0]} 不是质数，还能继续分解。"),
            slip("counts-one-as-prime", these([1, *primes]),
                 "1 is no prime.", "1 不是质数。"),
            slip("lists-each-prime-once" if doubled else "forgets-a-factor",
                 these(list(set(primes)) if doubled else primes[1:]),
                 "The factors do not multiply to the number.", "这些数的积不等于原数。"),
            slip("one-factor-too-many", these([primes[0], *primes]),
                 "The factors do not multiply to the number.", "这些数的积不等于原数。"),
        ),
        steps=(
            step(str(number), f"Divide by the smallest prime that goes: {primes[0]}.",
                 f"从能整除它的最小质数 {primes[0]} 开始除。"),
            step(f"{primes[0]}*{number // primes[0]}", "Go on with the quotient.",
                 "对商继续分解。"),
            step("*".join(map(str, primes)), "Now all factors are primes.",
                 "直到所有因数都是质数。"),
        ),
    )  # fmt: skip


def _count(dice: random.Random, level: int) -> Exercise:
    """From the exponents: one more of each, multiplied."""
    powers = {1: (3, 2), 2: (4, 2, 1), 3: (5, 3, 2, 1)}[level]
    while True:
        exponents = [dice.randint(1, most) for most in powers]
        primes = dice.sample(_PRIMES[: 6 + level], len(powers))
        number = prod(p**e for p, e in zip(primes, exponents, strict=True))
        if number <= (6000, 20_000, 50_000)[level - 1] and sum(exponents) > len(exponents):
            break
    right = prod(e + 1 for e in exponents)
    ordered = [e for _, e in sorted(zip(primes, exponents, strict=True))]
    return posed(
        facts={"number": number},
        question=said(f"How many divisors does {number} have? 1 and the number itself count too.",
                      f"{number} 有多少个因数？（包括 1 和它本身）"),
        answer=right,
        slips=(
            slip("multiplies-the-exponents", prod(exponents),
                 "A prime may also be left out: add 1 to each exponent.",
                 "每个质因数也可以一个不取，所以指数要加 1。"),
            slip("adds-the-exponents", sum(exponents),
                 "This is the number of prime factors; the choices are multiplied.",
                 "这是质因数的个数；选法应相乘。"),
            slip("forgets-one-and-itself", right - 2,
                 "1 and the number itself are divisors too.", "1 和它本身也是因数。"),
            slip("counts-primes-only", len(primes),
                 "These are only the prime divisors.", "这只是不同质因数的个数。"),
        ),
        steps=(
            step("", f"Factorise: ${number} = {_powers(primes, exponents)}$.",
                 f"分解质因数：${number} = {_powers(primes, exponents)}$。"),
            step("*".join(f"({e} + 1)" for e in ordered),
                 "Each prime may occur from no time up to its exponent.",
                 "每个质因数可以取 0 个到它的指数个。"),
            step(str(right), "Multiply the choices.", "把选法数相乘。"),
        ),
    )  # fmt: skip


def _powers(primes: list[int], exponents: list[int]) -> str:
    pairs = sorted(zip(primes, exponents, strict=True))
    return r" \times ".join(f"{p}^{{{e}}}" if e > 1 else str(p) for p, e in pairs)


def _digit(dice: random.Random, level: int) -> Exercise:
    """A digit is missing in a number that 9, 11 or 99 divides: one digit fits."""
    divisor = {1: 9, 2: 11, 3: dice.choice((7, 13))}[level]
    length = dice.randint(3, 5) if level < 3 else 4
    while True:
        digits = [dice.randint(1, 9), *(dice.randint(0, 9) for _ in range(length - 1))]
        place = dice.randrange(length)
        low = 1 if place == 0 else 0
        fits = [d for d in range(low, 10) if _with_digit(digits, place, d) % divisor == 0]
        if len(fits) == 1 and 0 < fits[0] < 9:
            break
    right = fits[0]
    shown = "".join("□" if at == place else str(d) for at, d in enumerate(digits))
    before, after = shown.split("□")
    rest = sum(digits) - digits[place]
    number = _with_digit(digits, place, right)
    why = {
        9: said(
            "A number is divisible by 9 if the sum of its digits is.",
            "各位数字之和是 9 的倍数的数，能被 9 整除。",
        ),
        11: said(
            "A number is divisible by 11 if the alternating sum of its digits is.",
            "奇数位数字之和与偶数位数字之和的差是 11 的倍数的数，能被 11 整除。",
        ),
    }.get(divisor, said("Only divisions tell: try the digits.", "可以逐个数字试除。"))
    wrong = {
        "off-by-one": right + 1,
        "off-by-one-below": right - 1,
        "takes-the-digit-sum": rest % 10,
        "takes-the-remainder": _with_digit(digits, place, 0) % divisor,
        "completes-to-ten": 10 - right,
        "completes-to-nine": 9 - right,
    }
    return posed(
        facts={"before": before, "after": after, "divisor": divisor,
               "parts": tuple(int(part) for part in (before, after) if part)},
        question=said(f"Which digit belongs in the box, if {shown} is divisible by {divisor}?",
                      f"{shown} 能被 {divisor} 整除，□ 里应填什么数字？"),
        answer=right,
        slips=[slip(name, value, why.en, why.zh) for name, value in wrong.items() if value < 10],
        steps=(
            step("", why.en, why.zh),
            step(f"{number} = {divisor}*{number // divisor}",
                 f"With {right} in the box, the number is a multiple of {divisor}.",
                 f"填 {right} 时，{number} 是 {divisor} 的倍数。"),
            step(f"{number} = {divisor}*{number // divisor} and d = {right}",
                 "No other digit does it.", "填其他数字都不行。"),
        ),
    )  # fmt: skip


def _with_digit(digits: list[int], place: int, digit: int) -> int:
    return int("".join(str(digit if at == place else d) for at, d in enumerate(digits)))


FAMILIES: tuple[Family, ...] = (
    Family(
        name="greatest-common-divisor",
        topic="number-theory",
        title=said("Greatest common divisor", "最大公因数"),
        grades=(5, 7),
        skills=("common-factors",),
        make=_greatest,
    ),
    Family(
        name="least-common-multiple",
        topic="number-theory",
        title=said("Least common multiple", "最小公倍数"),
        grades=(5, 7),
        skills=("common-multiples",),
        make=_least,
    ),
    Family(
        name="prime-factors",
        topic="number-theory",
        title=said("Prime factors", "分解质因数"),
        grades=(5, 7),
        skills=("primes",),
        make=_factorise,
    ),
    Family(
        name="counting-divisors",
        topic="number-theory",
        title=said("Counting divisors", "因数的个数"),
        grades=(5, 8),
        skills=("primes", "counting"),
        make=_count,
        constants=frozenset({"1"}),
    ),
    Family(
        name="missing-digit",
        topic="number-theory",
        title=said("A digit that makes a number divisible", "整除与缺失的数字"),
        grades=(5, 8),
        skills=("divisibility",),
        make=_digit,
        constants=frozenset({"0", "1"}),
    ),
)
