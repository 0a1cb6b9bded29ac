"""Stories about ages and averages."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip, Step
from gongwu.fields.teaching.families.drawing_numbers import people, posed, said, slip, step, told
from gongwu.ports import Words

_AGES = (
    said("father", "爸爸"), said("mother", "妈妈"), said("uncle", "叔叔"), said("aunt", "姑姑"),
)  # fmt: skip


_AGE_QUESTIONS = {
    1: said(
        "{who} is {c} years old, and {who}'s {elder} is {e}. "
        "How old will {who}'s {elder} be when {who} is {k}?",
        "{who}今年 {c} 岁，{who}的{elder}今年 {e} 岁。当{who} {k} 岁时，{elder}多少岁？",
    ),
    2: said(
        "{who} is {c} years old, and {who}'s {elder} is {e}. "
        "In how many years will the {elder} be exactly {k} times as old as {who}?",
        "{who}今年 {c} 岁，{who}的{elder}今年 {e} 岁。再过多少年，{elder}的年龄正好是{who}的 "
        "{k} 倍？",
    ),
    3: said(
        "Together {who} and {who}'s {elder} are {c} years old now. In {e} years the {elder} will "
        "be {k} times as old as {who}. How old is {who} now?",
        "{who}和{elder}今年的年龄之和是 {c} 岁。{e} 年后，{elder}的年龄将是{who}的 {k} 倍。"
        "{who}今年多少岁？",
    ),
}


def _ages(dice: random.Random, level: int) -> Exercise:
    (who,), elder = people(dice, 1), dice.choice(_AGES)
    numbers, answer, slips, steps = _AGE_LEVELS[level](dice)
    return posed(
        facts={"asks": ("later", "years", "now")[level - 1], **numbers},
        question=told(_AGE_QUESTIONS[level], who=who, elder=elder, **numbers),
        answer=answer,
        slips=slips,
        steps=steps,
    )


_Ages = tuple[dict[str, int], int, tuple[Slip, ...], tuple[Step, ...]]


def _elder_later(dice: random.Random) -> _Ages:
    c, gap = dice.randint(5, 12), dice.randint(22, 35)
    k, e = c + dice.randint(4, 16), c + gap
    return (
        {"c": c, "e": e, "k": k},
        k + gap,
        (
            slip("adds-the-wrong-number", e + k,
                 "The other's age was added; add only the years that pass.",
                 "不能加上孩子的岁数，只能加上经过的年数。"),
            slip("keeps-the-age", e,
                 "The other grows older too.", "另一个人的年龄也在增长。"),
            slip("keeps-the-ratio", 2 * k,
                 "Ages do not stay in proportion; their difference stays the same.",
                 "年龄的倍数会变，不变的是年龄差。"),
            slip("off-by-one", k + gap + 1,
                 "One year too many: work with the difference of the ages.",
                 "多算了一年，应当用年龄差来算。"),
        ),
        (
            step(f"{k} + ({e} - {c})",
                 "The difference of two ages never changes.", "两人的年龄差始终不变。"),
            step(f"{k} + {gap}", f"It is {gap} years.", f"年龄差是 {gap} 岁。"),
            step(str(k + gap), "Add it to the later age.", "用以后的年龄加上年龄差。"),
        ),
    )  # fmt: skip


def _years_until(dice: random.Random) -> _Ages:
    k, years = dice.randint(2, 4), dice.randint(2, 14)
    then = dice.randint(max(years + 2, -(-22 // (k - 1))), max(38 // (k - 1), years + 4))
    c, e, gap = then - years, k * then - years, (k - 1) * then
    return (
        {"c": c, "e": e, "k": k},
        years,
        (
            slip("answers-the-age-then", then,
                 "This is the child's age then, not the number of years until then.",
                 "这是那时孩子的岁数，不是经过的年数。"),
            slip("answers-the-difference", gap,
                 "This is the difference of the ages.", "这是两人的年龄差。"),
            slip("lets-only-one-grow-older", abs(e - k * c),
                 "Both grow older by the same number of years.", "两个人的年龄同时增长。"),
            slip("off-by-one", years + 1,
                 "Put your number of years in, and check both ages.",
                 "把结果代回去，检验那时两人的年龄。"),
            slip("divides-by-the-multiple", gap // k,
                 f"The difference is {k - 1} times the child's age then, not {k} times.",
                 f"年龄差是那时孩子年龄的 {k - 1} 倍，不是 {k} 倍。"),
        ),
        (
            step(f"{e} + x = {k}*({c} + x)",
                 "In x years both will be x years older.", "设再过 x 年，两人都长 x 岁。"),
            step(f"{k - 1}*({c} + x) = {e} - {c}",
                 f"The difference of the ages stays {gap}; then it is {k - 1} times the "
                 "child's age.",
                 f"年龄差 {gap} 岁不变，正好是那时孩子年龄的 {k - 1} 倍。"),
            step(f"{c} + x = {then}", f"So the child will be {then}.", f"那时孩子 {then} 岁。"),
            step(f"x = {years}", f"That is in {years} years.", f"所以再过 {years} 年。"),
        ),
    )  # fmt: skip


def _age_now(dice: random.Random) -> _Ages:
    k, later = dice.randint(2, 4), dice.randint(2, 9)
    then = dice.randint(max(later + 3, -(-22 // (k - 1))), max(36 // (k - 1), later + 5))
    child, both = then - later, (k + 1) * then - 2 * later
    return (
        {"c": both, "e": later, "k": k},
        child,
        (
            slip("answers-the-age-then", then,
                 f"This is the age in {later} years, not now.",
                 f"这是 {later} 年后的岁数，不是今年的岁数。"),
            slip("lets-only-one-grow-older", (both + later) // (k + 1) - later,
                 f"In {later} years both are older: the sum grows by {2 * later}.",
                 f"{later} 年后两人都长了 {later} 岁，年龄和增加 {2 * later} 岁。"),
            slip("ignores-the-years", both // (k + 1),
                 f"The {k} times hold in {later} years, not today.",
                 f"{k} 倍的关系是 {later} 年后的，不是今年的。"),
            slip("answers-another-quantity", both - child,
                 "This is the age of the other.", "这是另一个人的岁数。"),
        ),
        (
            step(f"(x + {later})*({k} + 1) = {both} + 2*{later}",
                 f"In {later} years the sum of the ages is {both + 2 * later}, and "
                 f"{k + 1} times the child's age.",
                 f"{later} 年后年龄和是 {both + 2 * later} 岁，是孩子年龄的 {k + 1} 倍。"),
            step(f"x + {later} = {then}", f"The child will be {then}.", f"那时孩子 {then} 岁。"),
            step(f"x = {child}", f"Today {child}.", f"今年 {child} 岁。"),
        ),
    )  # fmt: skip


_AGE_LEVELS = {1: _elder_later, 2: _years_until, 3: _age_now}


# What is averaged: a story of numbers, and their lowest and highest value.
_AVERAGED = (
    (said("the scores of {many} tests were {list}", "{many} 次测验的得分是 {list}"),
     said("the score of the next test", "下一次测验的得分"), (72, 99)),
    (said("the temperatures at noon on {many} days were {list} degrees",
          "{many} 天中午的气温分别是 {list} 摄氏度"),
     said("the temperature of the next day", "第二天的气温"), (12, 31)),
    (said("in {many} games a team scored {list} points", "一支球队 {many} 场比赛的得分是 {list}"),
     said("the points of the next game", "下一场比赛的得分"), (41, 98)),
    (said("on {many} days a shop sold {list} books", "一家书店 {many} 天分别卖出 {list} 本书"),
     said("the number of books sold on the next day", "下一天卖出的本数"), (25, 90)),
)  # fmt: skip


def _average(dice: random.Random, level: int) -> Exercise:
    """The mean of 3, of 5, or the number that brings the mean to a wish."""
    story, wished, (low, high) = dice.choice(_AVERAGED)
    many = (3, 5, 4)[level - 1]
    numbers = [dice.randint(low, high) for _ in range(many - 1)]
    fits = [n for n in range(low, high + 1) if (sum(numbers) + n) % many == 0]
    numbers.append(dice.choice(fits))
    dice.shuffle(numbers)
    *before, last = map(str, numbers)
    listed = said(f"{', '.join(before)} and {last}", "、".join(map(str, numbers)))
    start = told(story, many=many, list=listed)
    if level == 3:
        return _wished_average(dice, numbers, (start, wished))
    total, mean = sum(numbers), sum(numbers) // many
    middle = sorted(numbers)[many // 2]
    return posed(
        facts={"numbers": tuple(numbers), "many": many},
        question=said(
            f"{start.en[0].upper()}{start.en[1:]}. What is their average?",
            f"{start.zh}。平均数是多少？",
        ),
        answer=mean,
        slips=(
            slip("middle-for-mean", middle,
                 "This is the number in the middle; the average shares the sum equally.",
                 "这是排在中间的数；平均数是总和平均分得到的数。"),
            slip("forgets-to-divide", total,
                 f"This is the sum; share it among {many}.", f"这是总和，还要除以 {many}。"),
            slip("divides-by-one-too-few", total // (many - 1),
                 f"There are {many} numbers, not {many - 1}.",
                 f"一共有 {many} 个数，不是 {many - 1} 个。"),
            slip("skips-a-number", (total - numbers[-1]) // many,
                 "The last number was left out of the sum.", "求总和时漏了最后一个数。"),
            slip("mean-of-smallest-and-largest", (min(numbers) + max(numbers)) // 2,
                 "All numbers count, not only the smallest and the largest.",
                 "所有的数都要参加计算，不能只取最大和最小的两个。"),
        ),
        steps=(
            step(f"({' + '.join(map(str, numbers))})/{many}",
                 "The average is the sum, shared equally.", "平均数 = 总和 ÷ 个数。"),
            step(f"{total}/{many}", f"The sum is {total}.", f"总和是 {total}。"),
            step(str(mean), f"Divide by {many}.", f"再除以 {many}。"),
        ),
    )  # fmt: skip


def _wished_average(
    dice: random.Random, numbers: list[int], story: tuple[Words, Words]
) -> Exercise:
    start, wished = story
    many, total = len(numbers), sum(numbers)
    low, high = min(numbers), max(numbers)
    mean = total // many
    goals = range((total + low) // (many + 1) + 1, (total + high) // (many + 1) + 2)
    goal = dice.choice([one for one in goals if one not in (mean, mean + 1)] or [mean + 2])
    need = goal * (many + 1) - total
    return posed(
        facts={"numbers": tuple(numbers), "many": many, "goal": goal},
        question=said(
            f"{start.en[0].upper()}{start.en[1:]}. What would {wished.en} have to be "
            f"for the average of all to be {goal}?",
            f"{start.zh}。算上{wished.zh}，平均数正好是 {goal}。{wished.zh}是多少？",
        ),
        answer=need,
        slips=(
            slip("takes-the-goal", goal,
                 "One more number equal to the goal does not lift the others to it.",
                 "再加一个等于目标的数，并不能使平均数达到目标。"),
            slip("forgets-the-new-number", goal * many - total or goal + 1,
                 f"With the new one there are {many + 1} numbers, not {many}.",
                 f"加上新的数，一共有 {many + 1} 个数，不是 {many} 个。"),
            slip("counts-one-number-too-many", need + goal,
                 f"With the new one there are {many + 1} numbers, not {many + 2}.",
                 f"加上新的数，一共有 {many + 1} 个数，不是 {many + 2} 个。"),
            slip("lifts-only-one-number", 2 * goal - total // many,
                 "The gap to the goal must be filled for each of the numbers, not for one.",
                 "每个数与目标的差都要补上，不能只补一份。"),
            slip("takes-the-old-mean", total // many,
                 "This is the average so far.", "这是原来的平均数。"),
            slip("averages-mean-and-goal", (total // many + goal) // 2 + 1,
                 "The averages of groups of different size cannot simply be averaged.",
                 "不能把原来的平均数和目标再取平均。"),
        ),
        steps=(
            step(f"x + {' + '.join(map(str, numbers))} = {goal}*{many + 1}",
                 f"All {many + 1} numbers together must make {goal * (many + 1)}.",
                 f"{many + 1} 个数的总和应是 {goal * (many + 1)}。"),
            step(f"x = {goal * (many + 1)} - {total}",
                 f"So far there are {total}.", f"现有的总和是 {total}。"),
            step(f"x = {need}", f"So {need} is needed.", f"所以应是 {need}。"),
        ),
    )  # fmt: skip


FAMILIES: tuple[Family, ...] = (
    Family(
        name="ages",
        topic="word-problems",
        title=said("Problems about ages", "年龄问题"),
        grades=(3, 6),
        skills=("equations", "sums-and-differences"),
        make=_ages,
    ),
    Family(
        name="average",
        topic="word-problems",
        title=said("Averages", "平均数问题"),
        grades=(3, 6),
        skills=("mean",),
        make=_average,
    ),
)
