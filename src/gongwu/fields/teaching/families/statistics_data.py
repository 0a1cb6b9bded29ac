"""Single numbers that describe data: means, medians, quartiles, spread."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
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


def _row(data: list[int]) -> tuple[str, str]:
    return ", ".join(map(str, data)), "、".join(map(str, data))


def _summed(data: list[int]) -> str:
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
    row, row_zh = _row(data)
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
                f"({_summed(data)})/{n}",
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
                f"{_summed(counts)})",
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
    row, row_zh = _row(data)
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
    row, row_zh = _row(data)
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


def _missing(dice: random.Random, level: int) -> Exercise | None:
    n, mean = dice.randint(4, 7), dice.randint(10, 90)
    known = [mean + dice.randint(-15, 15) for _ in range(n - 1)]
    absent = n * mean - sum(known)
    if not 0 < absent < 150 or absent in (mean, n) or min(known) < 1:
        return None
    row, row_zh = _row(known)
    if level == 1:
        return told(
            {"known": tuple(known), "mean": mean, "n": n},
            words(
                f"The mean of {n} numbers is {mean}. All but one are {row}. What is the missing "
                f"number?",
                f"{n} 个数的平均数是 {mean}，除一个外，其余为 {row_zh}。求剩下的那个数。",
            ),
            exact(absent),
            [
                slip(
                    "mean-taken-as-missing",
                    exact(mean),
                    "The missing number need not be the mean.",
                    "缺少的数不一定等于平均数。",
                ),
                slip(
                    "divided-by-one-fewer",
                    exact((n - 1) * mean - sum(known)),
                    f"The sum of all is the mean times ${n}$.",
                    f"总和是平均数乘以 ${n}$。",
                ),
                slip(
                    "mean-of-the-known",
                    amount(Fraction(sum(known), n - 1)),
                    "This is the mean of the numbers that are known.",
                    "这是已知各数的平均数。",
                ),
                slip(
                    "sum-for-the-missing",
                    exact(n * mean),
                    "This is the sum of all; take the known ones away.",
                    "这是总和，还要减去已知各数。",
                ),
            ],
            (
                step(
                    f"{n}*{mean} - ({_summed(known)})",
                    "The sum of all is the mean times their number; take away what is known.",
                    "总和等于平均数乘个数，减去已知各数。",
                ),
                step(f"{n * mean} - {sum(known)}", "Work out both.", "分别算出。"),
                step(str(absent), "Subtract.", "相减。"),
            ),
        )
    m = dice.randint(3, 30)
    other = dice.randint(10, 90)
    n = dice.randint(4, 30)
    if level == 2:
        new = dice.randint(10, 100)
        change = n * mean + new
        if change % (n + 1) or new == mean:
            return None
        after = change // (n + 1)
        return told(
            {"n": n, "mean": mean, "after": after},
            words(
                f"The mean of {n} results is {mean}. With one more result it becomes {after}. "
                f"What is the new result?",
                f"{n} 次成绩的平均数是 {mean}，再加一次成绩后平均数变为 {after}。"
                f"新加的成绩是多少？",
            ),
            exact(new),
            [
                slip(
                    "old-number-of-values",
                    exact(n * after - n * mean),
                    "After the new one there is one value more.",
                    "加入后个数多了一个。",
                ),
                slip(
                    "mean-taken-as-missing",
                    exact(after),
                    "The new result is not the new mean.",
                    "新成绩不等于新的平均数。",
                ),
                slip(
                    "change-of-the-mean",
                    exact(after - mean),
                    "This is how far the mean moves; the new result moves it by its share only.",
                    "这是平均数的变化，新成绩只按份额影响平均数。",
                ),
                slip(
                    "reflected-about-the-mean",
                    exact(2 * after - mean),
                    "The old values weigh more than the new one.",
                    "原有各数的权重比新加的数大。",
                ),
            ],
            (
                step(
                    f"({n} + 1)*{after} - {n}*{mean}",
                    "New sum minus old sum.",
                    "新的总和减去原来的总和。",
                ),
                step(f"{(n + 1) * after} - {n * mean}", "Multiply.", "相乘。"),
                step(str(new), "Subtract.", "相减。"),
            ),
        )
    joint = n * mean + m * other
    if joint % (n + m) or n == m or mean == other:
        return None
    return told(
        {"n": n, "m": m, "mean": mean, "joint": joint // (n + m)},
        words(
            f"A class of {n} has the mean {mean} in a test. Together with a class of {m} the "
            f"mean is {joint // (n + m)}. What is the mean of the second class?",
            f"一班 {n} 人的平均分是 {mean}，与二班 {m} 人合起来的平均分是 {joint // (n + m)}。"
            f"求二班的平均分。",
        ),
        exact(other),
        [
            slip(
                "weights-ignored",
                exact(2 * (joint // (n + m)) - mean),
                "The classes differ in size: weight their means.",
                "两班人数不同，要加权。",
            ),
            slip(
                "mean-taken-as-missing",
                exact(joint // (n + m)),
                "This is the mean of both together.",
                "这是两班合起来的平均分。",
            ),
            slip(
                "weights-exchanged",
                amount(Fraction(joint - m * mean, n)),
                "Each mean goes with its own number.",
                "每个平均分要乘以自己的人数。",
            ),
            slip(
                "sum-for-the-missing",
                exact(m * other),
                "This is the sum; divide by the number of pupils.",
                "这是总分，还要除以人数。",
            ),
        ],
        (
            step(
                f"(({n} + {m})*{joint // (n + m)} - {n}*{mean})/{m}",
                "Sum of all minus sum of the first class, divided by the second's number.",
                "全体总分减去一班总分，再除以二班人数。",
            ),
            step(f"({joint} - {n * mean})/{m}", "Multiply.", "相乘。"),
            step(str(other), "Work it out.", "计算。"),
        ),
    )


def _weighted(dice: random.Random, level: int) -> Exercise | None:
    cut = sorted(dice.sample(range(2, 19), 2))
    shares = [5 * cut[0], 5 * (cut[1] - cut[0]), 100 - 5 * cut[1]]
    names = [("homework", "作业"), ("project", "课题"), ("final exam", "期末考试")]
    marks = [dice.randint(50, 100) for _ in range(3)]
    if level == 1:
        shares = [shares[0], 100 - shares[0]]
        names, marks = [names[0], names[2]], marks[:2]
    total = sum(a * b for a, b in zip(shares, marks, strict=True))
    value = Fraction(total, 100)
    listed, listed_zh = (
        ", ".join(f"{en} {share}%" for (en, _), share in zip(names, shares, strict=True)),
        "、".join(f"{zh}占 {share}%" for (_, zh), share in zip(names, shares, strict=True)),
    )
    if level < 3:
        if not clear_of_a_tie(value, 1) or len(set(shares)) < len(shares):
            return None
        row, row_zh = _row(marks)
        return told(
            {"shares": tuple(shares), "marks": tuple(marks)},
            words(
                f"A mark is made of {listed}. In this order a student has {row}. What is the "
                f"mark, rounded to one decimal place?",
                f"总评中{listed_zh}。某学生这几项依次得 {row_zh} 分，总评是多少分？"
                f"结果保留一位小数。",
            ),
            near(value, 1),
            [
                slip(
                    "weights-ignored",
                    near(Fraction(sum(marks), len(marks)), 1),
                    "The parts do not count equally.",
                    "各部分所占的比例不同。",
                ),
                slip(
                    "weights-exchanged",
                    near(
                        Fraction(
                            sum(a * b for a, b in zip(reversed(shares), marks, strict=True)), 100
                        ),
                        1,
                    ),
                    "Each mark goes with its own share.",
                    "每个分数要乘以自己的比例。",
                ),
                slip(
                    "heaviest-part-only",
                    near(marks[shares.index(max(shares))], 1),
                    "The other parts count too.",
                    "其他部分也要算。",
                ),
                slip(
                    "a-term-is-missing",
                    near(Fraction(total - shares[0] * marks[0], 100), 1),
                    "The first part is missing.",
                    "漏了第一部分。",
                ),
            ],
            (
                step(
                    " + ".join(
                        f"{mark}*{share}/100" for mark, share in zip(marks, shares, strict=True)
                    ),
                    "Weight each mark with its share.",
                    "每项分数乘以所占的比例再相加。",
                ),
                step(near(value, 1).digits, "Work it out and round.", "计算并四舍五入。"),
            ),
        )
    if value.denominator > 1 or marks[2] in marks[:2]:
        return None
    a, b, c = marks
    x, y, z = shares
    goal = int(value)
    return told(
        {"shares": tuple(shares), "marks": (a, b), "goal": goal},
        words(
            f"A mark is made of {listed}. In the first two a student has {a} and {b}. Which "
            f"result in the last gives the mark {goal} exactly?",
            f"总评中{listed_zh}。某学生前两项得 {a} 分和 {b} 分。最后一项得多少分，"
            f"总评恰好是 {goal} 分？",
        ),
        exact(c),
        [
            slip(
                "weights-ignored",
                exact(3 * goal - a - b),
                "The parts do not count equally.",
                "各部分所占的比例不同。",
            ),
            slip(
                "goal-taken-as-missing",
                exact(goal),
                "The result needed is not the wanted mark.",
                "所需的分数不等于总评目标。",
            ),
            slip(
                "not-divided-by-the-share",
                amount(Fraction(100 * goal - a * x - b * y, 100)),
                "This is what is missing in the mark; divide by the share.",
                "这是总评还差的分数，还要除以比例。",
            ),
            slip(
                "weights-exchanged",
                amount(Fraction(100 * goal - a * y - b * x, z)),
                "Each mark goes with its own share.",
                "每个分数要乘以自己的比例。",
            ),
        ],
        (
            step(
                f"(100*{goal} - {a}*{x} - {b}*{y})/{z}",
                "What is missing in the mark, divided by the share of the last part.",
                "用总评还差的部分除以最后一项的比例。",
            ),
            step(
                f"{100 * goal - a * x - b * y}/{z}", "Work out what is missing.", "算出还差的部分。"
            ),
            step(str(c), "Divide.", "相除。"),
        ),
    )


def _spread(dice: random.Random, level: int) -> Exercise | None:
    n = (4, 5, 6)[level - 1]
    data = [dice.randint(1, 30) for _ in range(n)]
    if sum(data) % n:
        return None
    mean = Fraction(sum(data), n)
    squares = sum((each - mean) ** 2 for each in data)
    sample = level == 2
    value = squares / (n - 1 if sample else n)
    root = float(value) ** 0.5
    if (
        not value
        or (level < 3 and not clear_of_a_tie(value, 2))
        or (level == 3 and not clear_of_a_tie(root, 3))
    ):
        return None
    places = 3 if level == 3 else 2
    row, row_zh = _row(data)
    asked, asked_zh = (
        ("population variance (divide by the number of values)", "总体方差（除以数据个数）"),
        (
            "sample variance (divide by one fewer than the number of values)",
            "样本方差（除以数据个数减一）",
        ),
        ("population standard deviation", "总体标准差"),
    )[level - 1]
    facts: dict[str, Fact] = {
        "data": tuple(data),
        "asked": ("variance", "sample variance", "deviation")[level - 1],
    }
    absolute = sum(abs(each - mean) for each in data) / n
    squares_text = " + ".join(f"({each} - {mean})^2" for each in data)
    below = n - 1 if sample else n
    return told(
        facts,
        words(
            f"What is the {asked} of {row}, rounded to {'three' if level == 3 else 'two'} "
            f"decimal places?",
            f"求数据 {row_zh} 的{asked_zh}，结果保留{'三' if level == 3 else '两'}位小数。",
        ),
        near(root if level == 3 else value, places),
        [
            slip(
                "sample-for-population" if not sample else "population-for-sample",
                near(
                    (float(squares / (n - 1)) ** 0.5)
                    if level == 3
                    else squares / (n if sample else n - 1),
                    places,
                ),
                f"Divide by ${below}$ here.",
                f"这里应除以 ${below}$。",
            ),
            slip(
                "root-forgotten" if level == 3 else "deviation-for-variance",
                near(value if level == 3 else root, places),
                "The standard deviation is the root of this."
                if level == 3
                else "The variance is the square of the standard deviation.",
                "标准差是它的平方根。" if level == 3 else "方差是标准差的平方。",
            ),
            slip(
                "absolute-for-squared",
                near(absolute, places),
                "The deviations are squared.",
                "偏差要平方。",
            ),
            slip(
                "not-divided",
                near(squares, places),
                "Divide the sum of squares.",
                "平方和还要除以个数。",
            ),
        ],
        (
            step(
                f"sqrt(({squares_text})/{below})" if level == 3 else f"({squares_text})/{below}",
                f"The mean is ${mean}$; square the deviations from it.",
                f"平均数为 ${mean}$，求各数与它的偏差的平方。",
            ),
            step(
                f"sqrt({squares}/{below})" if level == 3 else f"{squares}/{below}",
                "Add the squares.",
                "求平方和。",
            ),
            step(
                near(root if level == 3 else value, places).digits,
                "Work it out and round.",
                "计算并四舍五入。",
            ),
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
    row, row_zh = _row(data)
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
    Family(
        name="missing-value-for-a-mean",
        topic="statistics",
        title=words("A missing value and the mean", "由平均数求缺失值"),
        grades=(5, 10),
        skills=("mean", "linear-equations"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _missing(dice, 1),
            lambda dice: _missing(dice, 2),
            lambda dice: _missing(dice, 3),
        ),
    ),
    Family(
        name="weighted-mean",
        topic="statistics",
        title=words("Weighted mean", "加权平均数"),
        grades=(7, 11),
        skills=("weighted-mean", "percentages"),
        make=by_level(
            lambda dice: _weighted(dice, 1),
            lambda dice: _weighted(dice, 2),
            lambda dice: _weighted(dice, 3),
        ),
    ),
    Family(
        name="variance-and-deviation",
        topic="statistics",
        title=words("Variance and standard deviation", "方差与标准差"),
        grades=(8, 12),
        skills=("variance", "standard-deviation"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _spread(dice, 1),
            lambda dice: _spread(dice, 2),
            lambda dice: _spread(dice, 3),
        ),
    ),
)
