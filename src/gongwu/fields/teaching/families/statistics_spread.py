"""How far data spread, and means with a gap or with weights."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_chance import amount, clear_of_a_tie, near
from gongwu.fields.teaching.families.statistics_data import in_a_row, summed
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact


def _missing(dice: random.Random, level: int) -> Exercise | None:
    n, mean = dice.randint(4, 7), dice.randint(10, 90)
    known = [mean + dice.randint(-15, 15) for _ in range(n - 1)]
    absent = n * mean - sum(known)
    if not 0 < absent < 150 or absent in (mean, n) or min(known) < 1:
        return None
    row, row_zh = in_a_row(known)
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
                    f"{n}*{mean} - ({summed(known)})",
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
        row, row_zh = in_a_row(marks)
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
    row, row_zh = in_a_row(data)
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


FAMILIES = (
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
