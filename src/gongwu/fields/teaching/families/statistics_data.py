"""Means, medians, quartiles, modes: where the middle of data lies."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_chance import amount, clear_of_a_tie, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_MEASURED = (
    ("The points of some players are", "若干名选手的得分为"),
    ("The ages of the members are", "小组成员的年龄为"),
    ("The daily sales of a shop were", "某商店每天的销售量为"),
    ("The lengths of some leaves in mm are", "若干片叶子的长度（mm）为"),
    ("A student's test results are", "某学生的测验成绩为"),
    ("The waiting times in minutes were", "等候时间（分钟）为"),
)


def in_a_row(data: list[int]) -> tuple[str, str]:
    return ", ".join(map(str, data)), "、".join(map(str, data))


def summed(data: list[int]) -> str:
    return " + ".join(map(str, data))


def _middle(data: list[int]) -> Fraction:
    ordered, n = sorted(data), len(data)
    return Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2)


def _mean(dice: random.Random, many: tuple[int, int], high: int) -> Exercise | None:
    en, zh = dice.choice(_MEASURED)
    data = [dice.randint(2, high) for _ in range(dice.randint(*many))]
    n, total = len(data), sum(data)
    if total % n:
        return None
    row, row_zh = in_a_row(data)
    return told(
        {"data": tuple(data)},
        words(f"{en} {row}. What is the mean?", f"{zh} {row_zh}。求平均数。"),
        exact(total // n),
        [
            slip(
                "median-for-mean",
                amount(_middle(data)),
                "This is the median, the value in the middle.",
                "这是中位数，即排在中间的数。",
            ),
            slip(
                "divided-by-one-fewer",
                amount(Fraction(total, n - 1)),
                f"There are ${n}$ values: divide by ${n}$.",
                f"共有 ${n}$ 个数，应除以 ${n}$。",
            ),
            slip(
                "middle-of-the-extremes",
                amount(Fraction(max(data) + min(data), 2)),
                "All values count, not only the largest and the smallest.",
                "所有的数都要算，不只是最大和最小的。",
            ),
            slip(
                "sum-for-mean",
                exact(total),
                "This is the sum; divide it by the number of values.",
                "这是总和，还要除以个数。",
            ),
        ],
        (
            step(
                f"({summed(data)})/{n}",
                "Add all values and divide by their number.",
                "把所有的数相加，再除以个数。",
            ),
            step(f"{total}/{n}", "Add.", "求和。"),
            step(str(total // n), "Divide.", "相除。"),
        ),
    )


def _table_mean(dice: random.Random) -> Exercise | None:
    values = sorted(dice.sample(range(1, 21), 4))
    counts = [dice.randint(2, 12) for _ in values]
    n, total = sum(counts), sum(a * b for a, b in zip(values, counts, strict=True))
    value = Fraction(total, n)
    if not clear_of_a_tie(value, 2):
        return None
    rows, rows_zh = (
        ", ".join(f"{v}: {c} times" for v, c in zip(values, counts, strict=True)),
        "，".join(f"{v} 出现 {c} 次" for v, c in zip(values, counts, strict=True)),
    )
    return told(
        {"values": tuple(values), "counts": tuple(counts)},
        words(
            f"A frequency table reads {rows}. What is the mean, rounded to two decimal places?",
            f"频数表如下：{rows_zh}。求平均数，结果保留两位小数。",
        ),
        near(value, 2),
        [
            slip(
                "weights-ignored",
                near(Fraction(sum(values), 4), 2),
                "Each value counts as often as it occurs.",
                "每个数要按出现的次数计算。",
            ),
            slip(
                "divided-by-the-number-of-rows",
                near(Fraction(total, 4), 2),
                "Divide by the number of all values, not of the rows.",
                "应除以数据的总个数，不是行数。",
            ),
            slip(
                "mean-of-the-frequencies",
                near(Fraction(n, 4), 2),
                "This is the mean of the frequencies.",
                "这是频数的平均数。",
            ),
            slip(
                "most-frequent-value",
                near(values[counts.index(max(counts))], 2),
                "This is the mode.",
                "这是众数。",
            ),
        ],
        (
            step(
                f"({' + '.join(f'{v}*{c}' for v, c in zip(values, counts, strict=True))})/("
                f"{summed(counts)})",
                "Weight each value with its frequency.",
                "用频数对各个数加权。",
            ),
            step(f"{total}/{n}", "Work out both sums.", "算出两个和。"),
            step(near(value, 2).digits, "Divide and round.", "相除并四舍五入。"),
        ),
    )


def _median(dice: random.Random, even: bool) -> Exercise | None:
    en, zh = dice.choice(_MEASURED)
    n = dice.choice((6, 8, 10) if even else (5, 7, 9))
    data = [dice.randint(2, 60) for _ in range(n)]
    value, ordered = _middle(data), sorted(data)
    unsorted = Fraction(data[(n - 1) // 2] + data[n // 2], 2)
    row, row_zh = in_a_row(data)
    low, high = ordered[(n - 1) // 2], ordered[n // 2]
    return told(
        {"data": tuple(data)},
        words(f"{en} {row}. What is the median?", f"{zh} {row_zh}。求中位数。"),
        exact(value),
        [
            slip("not-sorted", amount(unsorted), "Sort the values first.", "要先从小到大排序。"),
            slip(
                "mean-for-median",
                amount(Fraction(sum(data), n)),
                "This is the mean.",
                "这是平均数。",
            ),
            slip(
                "only-one-of-the-two-middles" if even else "one-place-off",
                exact(low if even else ordered[n // 2 - 1]),
                "With an even number of values the median is the mean of the two in the middle."
                if even
                else "Count from both ends: as many values lie below as above.",
                "数据个数为偶数时，中位数是中间两个数的平均数。"
                if even
                else "从两端数起，两边的个数应相同。",
            ),
            slip(
                "middle-of-the-extremes",
                amount(Fraction(ordered[0] + ordered[-1], 2)),
                "This is the middle between the extremes.",
                "这是最大值与最小值的中点。",
            ),
        ],
        (
            step(
                f"({low} + {high})/2",
                f"Sorted: {', '.join(map(str, ordered))}. The two in the middle are ${low}$ and "
                f"${high}$."
                if even
                else f"Sorted: {', '.join(map(str, ordered))}. The one in the middle, from "
                f"either side, is ${low}$.",
                f"排序得 {'、'.join(map(str, ordered))}，中间两个数是 ${low}$ 和 ${high}$。"
                if even
                else f"排序得 {'、'.join(map(str, ordered))}，从两端数正中间的数都是 ${low}$。",
            ),
            step(
                str(value),
                "Take their mean." if even else "This is the median.",
                "取平均数。" if even else "这就是中位数。",
            ),
        ),
    )


def _quartile_range(dice: random.Random) -> Exercise | None:
    en, zh = dice.choice(_MEASURED)
    n = dice.choice((9, 11, 13))
    data = [dice.randint(2, 80) for _ in range(n)]
    ordered, half = sorted(data), n // 2
    low, high = _middle(ordered[:half]), _middle(ordered[half + 1 :])
    wide = _middle(ordered[half:]) - _middle(ordered[: half + 1])
    row, row_zh = in_a_row(data)
    return told(
        {"data": tuple(data), "asked": "interquartile range"},
        words(
            f"{en} {row}. The quartiles are the medians of the lower and of the upper half, "
            f"without the median itself. What is the interquartile range?",
            f"{zh} {row_zh}。四分位数取为中位数以下和以上两半（不含中位数）各自的中位数。"
            f"求四分位距。",
        ),
        exact(high - low),
        [
            slip(
                "range-for-interquartile-range",
                exact(ordered[-1] - ordered[0]),
                "This is the whole range.",
                "这是极差。",
            ),
            slip(
                "median-in-both-halves",
                amount(wide),
                "Here the median belongs to neither half.",
                "这里中位数不属于任何一半。",
            ),
            slip(
                "median-for-quartile",
                amount(high - ordered[half]),
                "Subtract the lower quartile, not the median.",
                "应减去下四分位数，不是中位数。",
            ),
            slip(
                "upper-quartile-only",
                amount(high),
                "This is the upper quartile.",
                "这是上四分位数。",
            ),
        ],
        (
            step(
                f"{high} - {low}",
                f"Sorted: {', '.join(map(str, ordered))}. The median is ${ordered[half]}$; the "
                f"halves have the medians ${low}$ and ${high}$.",
                f"排序得 {'、'.join(map(str, ordered))}。中位数为 ${ordered[half]}$，"
                f"两半的中位数分别为 ${low}$ 和 ${high}$。",
            ),
            step(str(high - low), "Subtract.", "相减。"),
        ),
    )


def _mode_range(dice: random.Random, level: int) -> Exercise | None:
    en, zh = dice.choice(_MEASURED)
    top = dice.randint(2, 3) + (level > 1)
    pool = dice.sample(range(2, 40), 5 + level)
    data = [pool[0]] * top
    for each in pool[1:]:
        data += [each] * dice.randint(1, top - 1)
    dice.shuffle(data)
    span = max(data) - min(data)
    value = (pool[0], span, pool[0] - _middle(data))[level - 1]
    row, row_zh = in_a_row(data)
    n = len(data)
    mean = Fraction(sum(data), n)
    asked = (
        "What is the mode?",
        "What is the range?",
        "By how much is the mode greater than the median? (Negative if it is smaller.)",
    )[level - 1]
    asked_zh = ("求众数。", "求极差。", "众数比中位数大多少？（若较小则为负。）")[level - 1]
    wrong = {
        1: (
            (
                "frequency-for-mode",
                Fraction(top),
                "This is how often the mode occurs, not the mode.",
                "这是众数出现的次数，不是众数本身。",
            ),
            ("median-for-mode", _middle(data), "This is the median.", "这是中位数。"),
            ("mean-for-mode", mean, "This is the mean.", "这是平均数。"),
            ("largest-value", Fraction(max(data)), "This is the largest value.", "这是最大值。"),
        ),
        2: (
            (
                "largest-value",
                Fraction(max(data)),
                "Take the smallest value away.",
                "还要减去最小值。",
            ),
            (
                "ends-of-the-list",
                Fraction(abs(data[-1] - data[0])),
                "Take the largest and the smallest value, not the last and the first.",
                "要用最大值和最小值，不是最后一个和第一个。",
            ),
            (
                "number-of-values",
                Fraction(n),
                "This is how many values there are.",
                "这是数据的个数。",
            ),
            (
                "sum-of-the-extremes",
                Fraction(max(data) + min(data)),
                "The range is a difference.",
                "极差是差，不是和。",
            ),
        ),
        3: (
            (
                "not-sorted",
                pool[0] - Fraction(data[(n - 1) // 2] + data[n // 2], 2),
                "Sort the values before looking for the median.",
                "求中位数要先排序。",
            ),
            ("mean-for-median", pool[0] - mean, "This uses the mean.", "这里用了平均数。"),
            (
                "frequency-for-mode",
                top - _middle(data),
                "The mode is the value, not its frequency.",
                "众数是数值，不是次数。",
            ),
            (
                "order-of-the-difference",
                _middle(data) - pool[0],
                "The sign is wrong: mode minus median.",
                "符号反了：应为众数减中位数。",
            ),
        ),
    }[level]
    states = (f"x = {pool[0]}", f"{max(data)} - {min(data)}", f"{pool[0]} - {_middle(data)}")
    says = (
        (
            f"${pool[0]}$ occurs ${top}$ times, every other value less often.",
            f"${pool[0]}$ 出现 ${top}$ 次，其余的数出现得较少。",
        ),
        ("Largest value minus smallest value.", "最大值减去最小值。"),
        (
            f"The mode is ${pool[0]}$ and the median ${_middle(data)}$.",
            f"众数为 ${pool[0]}$，中位数为 ${_middle(data)}$。",
        ),
    )
    return told(
        {"data": tuple(data), "asked": ("mode", "range", "mode minus median")[level - 1]},
        words(f"{en} {row}. {asked}", f"{zh} {row_zh}。{asked_zh}"),
        exact(value),
        [slip(name, amount(each), why, why_zh) for name, each, why, why_zh in wrong],
        (
            step(states[level - 1], *says[level - 1]),
            step(
                f"x = {value}" if level == 1 else str(value),
                "This is the mode." if level == 1 else "Subtract.",
                "这就是众数。" if level == 1 else "相减。",
            ),
        ),
    )


FAMILIES = (
    Family(
        name="mean-of-data",
        topic="statistics",
        title=words("Mean", "平均数"),
        grades=(4, 9),
        skills=("mean", "frequency-tables"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _mean(dice, (4, 5), 40), lambda dice: _mean(dice, (6, 8), 100), _table_mean
        ),
    ),
    Family(
        name="median-and-quartiles",
        topic="statistics",
        title=words("Median and quartiles", "中位数与四分位数"),
        grades=(6, 11),
        skills=("median", "quartiles"),
        make=by_level(
            lambda dice: _median(dice, False), lambda dice: _median(dice, True), _quartile_range
        ),
    ),
    Family(
        name="mode-and-range",
        topic="statistics",
        title=words("Mode and range", "众数与极差"),
        grades=(5, 9),
        skills=("mode", "range"),
        make=by_level(
            lambda dice: _mode_range(dice, 1),
            lambda dice: _mode_range(dice, 2),
            lambda dice: _mode_range(dice, 3),
        ),
    ),
)
