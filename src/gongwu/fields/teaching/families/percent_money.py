"""Percentages of money: discounts, interest and tax."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_numbers import (
    decimal,
    people,
    point,
    posed,
    said,
    slip,
    step,
    told,
)

_DIGITS = "零一二三四五六七八九"


def _zhe(percent: int) -> str:
    """What the Chinese call it: 85% of the price is 八五折, 80% is 八折."""
    tens, ones = divmod(percent, 10)
    return _DIGITS[tens] + (_DIGITS[ones] if ones else "") + "折"


_SALES = {
    1: said("A {thing} usually costs {n} dollars. In a sale it is sold at {p}% of that price. "
            "How many dollars does it cost now?",
            "{thing}原价 {n} 元，现打{zhe}（按原价的 {p}%）出售。现价是多少元？"),
    2: said("A {thing} usually costs {n} dollars. In a sale it is sold at {p}% of that price. "
            "How many dollars are saved?",
            "{thing}原价 {n} 元，现打{zhe}（按原价的 {p}%）出售。便宜了多少元？"),
    3: said("In a sale a {thing} is sold at {p}% of the usual price, for {n} dollars. "
            "What is the usual price in dollars?",
            "{thing}打{zhe}（按原价的 {p}%）后售价是 {n} 元。原价是多少元？"),
}  # fmt: skip
_THINGS = (
    said("backpack", "一个书包"), said("jacket", "一件外套"), said("football", "一个足球"),
    said("desk lamp", "一盏台灯"), said("bicycle", "一辆自行车"), said("dictionary", "一本词典"),
    said("tennis racket", "一副网球拍"), said("watch", "一块手表"),
)  # fmt: skip


def _discount(dice: random.Random, level: int) -> Exercise:
    p = dice.choice((95, 90, 85, 80, 75, 70, 65, 60, 50, 88, 78, 68))
    unit = Fraction(p, 100).denominator
    price = unit * dice.randint(-(-60 // unit), 900 // unit)
    now = price * p // 100
    right = {1: now, 2: price - now, 3: price}[level]
    given = now if level == 3 else price
    states = {
        1: (f"{price}*{p}%", f"{price}*{p}/100"),
        2: (f"{price}*(1 - {p}%)", f"{price}*{100 - p}/100"),
        3: (f"{now}/{p}%", f"{now}*100/{p}"),
    }[level]
    return posed(
        facts={"asks": ("now", "saved", "before")[level - 1], "given": given, "percent": p},
        question=told(_SALES[level], thing=dice.choice(_THINGS), n=given, p=p, zhe=_zhe(p)),
        answer=right,
        slips=(
            slip("takes-the-rest", price - right if level < 3
                 else Fraction(now * 100, 100 - p),
                 f"{p}% is what is paid; the rest is saved.",
                 f"{p}% 是要付的部分，其余才是便宜的部分。"),
            slip("subtracts-the-percentage", given - p if level < 3 else given + p,
                 "A percentage is no amount of money.", "百分率不是钱数，不能直接相加减。"),
            slip("wrong-power-of-ten", Fraction(right, 10),
                 "Percent means hundredths.", "百分之几的分母是 100。"),
            slip("takes-the-percentage-of-the-wrong-price",
                 Fraction(now * p, 100) if level == 3 else Fraction(given * (100 + p), 100),
                 "The percentage is of the usual price.", "百分率是相对于原价的。"),
        ),
        steps=(
            step(states[0], "The price in the sale is a percentage of the usual price.",
                 "现价 = 原价 × 折扣。"),
            step(states[1], "Write the percentage as hundredths.", "把百分数化成分数计算。"),
            step(str(right), f"So {right} dollars.", f"结果是 {right} 元。"),
        ),
    )  # fmt: skip


_SAVINGS = {
    1: said("{who} puts {n} dollars into a bank at {p}% interest a year. "
            "How many dollars of interest do they bring in {t} years, without compounding?",
            "{who}把 {n} 元存入银行，年利率是 {p}%，按单利计算，存 {t} 年。到期可得利息多少元？"),
    2: said("{who} puts {n} dollars into a bank at {p}% interest a year, without compounding. "
            "How many dollars, with the interest, can be drawn after {t} years?",
            "{who}把 {n} 元存入银行，年利率是 {p}%，按单利计算，存 {t} 年。到期一共可取回多少元？"),
    3: said("{who} puts {n} dollars into a bank without compounding. After {t} years they have "
            "brought {i} dollars of interest. What is the yearly interest rate in percent?",
            "{who}把 {n} 元存入银行，按单利计算，{t} 年后得到利息 {i} 元。年利率是百分之几？"),
}  # fmt: skip


def _simple_interest(dice: random.Random, level: int) -> Exercise:
    (who,) = people(dice, 1)
    rate = Fraction(dice.randrange(100, 500, 5), 100)
    n, t = 1000 * dice.randint(2, 60), dice.randint(2, 5)
    interest = n * rate / 100 * t
    right = {1: interest, 2: n + interest, 3: rate}[level]
    p = decimal(rate)
    known: dict[str, Fact] = {"interest": decimal(interest)} if level == 3 else {"percent": p}
    wrong = {
        1: {"forgets-the-years": interest / t, "adds-the-principal": n + interest,
            "wrong-power-of-ten": interest * 10, "one-year-too-few": interest * (t - 1) / t},
        2: {"forgets-the-principal": interest, "forgets-the-years": n + interest / t,
            "wrong-power-of-ten": n + interest * 10,
            "one-year-too-few": n + interest * (t - 1) / t},
        3: {"forgets-the-years": rate * t, "wrong-power-of-ten": rate * 10,
            "multiplies-by-the-years": rate * t * t, "one-year-too-many": rate * t / (t - 1)},
    }[level]  # fmt: skip
    states = {
        1: (f"{n}*{p}%*{t}", f"{decimal(interest / t)}*{t}"),
        2: (f"{n} + {n}*{p}%*{t}", f"{n} + {decimal(interest)}"),
        3: (f"{decimal(interest)}/({n}*{t})*100", f"{decimal(interest)}/{n * t}*100"),
    }[level]
    why = said(
        "Simple interest is the principal times the rate times the years; "
        "the principal itself comes back as well, but is no interest.",
        "单利利息 = 本金 × 年利率 × 年数；取回的钱等于本金加利息。",
    )
    return posed(
        facts={
            "asks": ("interest", "all", "rate")[level - 1],
            "principal": n,
            "years": t,
            **known,
        },
        question=told(
            _SAVINGS[level], who=who, n=n, t=t, p=p, i=decimal(interest)
        ),
        answer=point(right),
        slips=[
            slip(name, point(value),
                 why.en, why.zh)
            for name, value in wrong.items()
            if level == 3 or value.denominator in (1, 2, 4, 5, 10, 20, 25, 50, 100)
        ],
        steps=(
            step(states[0], why.en, why.zh),
            step(states[1], "Work out the first part.", "先算前一部分。"),
            step(decimal(right), "Then the rest.", "再算出结果。"),
        ),
    )  # fmt: skip


_COMPOUND = said(
    "{n} dollars are put into a bank at {p}% interest a year; each year the interest is added and "
    "bears interest too.",
    "把 {n} 元存入银行，年利率是 {p}%，按复利计算（每年的利息并入本金）。",
)
_BALANCE = said("How many dollars are there after {t} years?", "{t} 年后本利和是多少元？")
_EARNED = said("How many dollars of interest have been earned after {t} years?",
               "{t} 年一共得到利息多少元？")  # fmt: skip


def _compound(dice: random.Random, level: int) -> Exercise:
    """The balance after two years, after three, and the interest of three."""
    t, p = (2 if level == 1 else 3), dice.randint(2, 12)
    n = dice.randint(20, 300) * 100 if level == 1 else dice.randint(1, 80) * 10_000
    by = 1 + Fraction(p, 100)
    years = [n * by**year for year in range(t + 2)]
    less = n if level == 3 else 0
    right = years[t] - less
    start, ask = told(_COMPOUND, n=n, p=p), told(_EARNED if level == 3 else _BALANCE, t=t)
    minus = f" - {n}" if level == 3 else ""
    return posed(
        facts={"asks": "interest" if less else "all", "principal": n, "percent": p, "years": t},
        question=said(f"{start.en} {ask.en}", f"{start.zh}{ask.zh}"),
        answer=point(right),
        slips=(
            slip("simple-for-compound", point(n + n * Fraction(p, 100) * t - less),
                 "The interest bears interest as well: multiply year by year.",
                 "利息也要生利息，应逐年相乘。"),
            slip("adds-the-principal" if less else "forgets-the-principal",
                 point(right + n if less else right - n),
                 "The interest is what has been added to the principal.",
                 "本利和 = 本金 + 利息，要看清题目求的是哪一个。"),
            slip("one-year-too-few", point(years[t - 1] - less),
                 f"One year is missing: there are {t}.", f"少算了一年，应算 {t} 年。"),
            slip("one-year-too-many", point(years[t + 1] - less),
                 f"There are {t} years, not {t + 1}.", f"是 {t} 年，不是 {t + 1} 年。"),
        ),
        steps=(
            step(f"{n}*(1 + {p}%)^{t}{minus}",
                 "Each year multiplies what is there by the same factor.",
                 "每过一年，本利和都乘同一个数。"),
            step(f"{decimal(years[t - 1])}*(1 + {p}%){minus}",
                 f"Before the last year there are {decimal(years[t - 1])} dollars.",
                 f"最后一年开始时有 {decimal(years[t - 1])} 元。"),
            step(f"{decimal(years[t])}{minus}",
                 f"After the last year there are {decimal(years[t])} dollars.",
                 f"{t} 年后共有 {decimal(years[t])} 元。"),
            step(decimal(right), f"So {decimal(right)} dollars.", f"结果是 {decimal(right)} 元。"),
        ),
    )  # fmt: skip


_TAXES = {
    1: said("A shop pays {p}% tax on its sales of {n} dollars. How many dollars of tax is that?",
            "一家商店的营业额是 {n} 元，按 {p}% 纳税。应纳税多少元？"),
    2: said("An author receives {n} dollars. The first {free} dollars are free of tax; on what is "
            "above, {p}% are due. How many dollars of tax is that?",
            "一位作者得到稿费 {n} 元，其中 {free} 元免税，超过的部分按 {p}% 纳税。应纳税多少元？"),
    3: said("From a monthly income of {n} dollars, the first {free} dollars are free of tax; on "
            "the next {step} dollars {p}% are due, and {q}% on what is above. "
            "How many dollars of tax is that?",
            "某人月收入 {n} 元，其中 {free} 元免税；超过 {free} 元后的 {step} 元按 {p}% 纳税，"
            "再超过的部分按 {q}% 纳税。应纳税多少元？"),
}  # fmt: skip


def _tax(dice: random.Random, level: int) -> Exercise:
    p = dice.randint(3, 13)
    q = p + dice.randint(3, 12)
    free = 0 if level == 1 else 100 * dice.randint(8, 50)
    width = 100 * dice.randint(10, 40)
    over = 100 * dice.randint(4, 90)
    n = free + over + (width if level == 3 else 0)
    right = (width * p + over * q) // 100 if level == 3 else over * p // 100
    given: dict[str, Fact] = {"income": n, "rates": (p, q)[: 2 if level == 3 else 1]}
    if level > 1:
        given["free"] = free
    if level == 3:
        given["step"] = width
    last = f"({n} - {free})" if level == 2 else f"{n}"
    states = (
        (f"{width}*{p}% + ({n} - {free} - {width})*{q}%", f"{width * p // 100} + {over}*{q}%")
        if level == 3
        else (f"{last}*{p}%", f"{over}*{p}/100")
    )
    return posed(
        facts=given,
        question=told(_TAXES[level], n=n, p=p, q=q, free=free, step=width),
        answer=right,
        slips=(
            slip("ignores-the-free-part", Fraction(n * (q if level == 3 else p), 100)
                 if level > 1 else Fraction(n * p, 10),
                 "Only the part that is taxed is multiplied by the rate."
                 if level > 1 else "Percent means hundredths.",
                 "只有应纳税的部分才乘税率。" if level > 1 else "百分之几的分母是 100。"),
            slip("takes-the-rest", n - right,
                 "This is what is left after the tax.", "这是税后剩下的钱。"),
            slip("one-rate-for-all" if level == 3 else "divides-by-the-percentage",
                 Fraction((width + over) * p, 100) if level == 3 else Fraction(over, p),
                 "Each part has its own rate." if level == 3 else "Multiply by the rate.",
                 "不同部分的税率不同。" if level == 3 else "应当乘税率，不是除以。"),
            slip("taxes-the-free-part" if level > 1 else "adds-the-tax",
                 Fraction(free * p, 100) if level > 1 else n + right,
                 "The free part is not taxed." if level > 1 else "This is sales and tax together.",
                 "免税部分不用纳税。" if level > 1 else "这是营业额与税额的和。"),
        ),
        steps=(
            step(states[0], "Each part is multiplied by its own rate.",
                 "应纳税额 = 应纳税部分 × 税率。"),
            step(states[1], "Work out the parts.", "先求出各部分。"),
            step(str(right), f"So {right} dollars.", f"应纳税 {right} 元。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="discount",
        topic="percentages",
        title=said("Discounts", "打折问题"),
        grades=(5, 8),
        skills=("percentages", "money"),
        make=_discount,
    ),
    Family(
        name="simple-interest",
        topic="percentages",
        title=said("Simple interest", "单利"),
        grades=(6, 8),
        skills=("percentages", "money"),
        make=_simple_interest,
        constants=frozenset({"1"}),
    ),
    Family(
        name="compound-interest",
        topic="percentages",
        title=said("Compound interest", "复利"),
        grades=(7, 9),
        skills=("percentages", "powers", "money"),
        make=_compound,
    ),
    Family(
        name="tax",
        topic="percentages",
        title=said("Taxes", "纳税问题"),
        grades=(6, 8),
        skills=("percentages", "money"),
        make=_tax,
    ),
)
