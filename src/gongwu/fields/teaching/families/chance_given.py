"""Chances given what is known, and expected values."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.expressions.latex import number_to_latex
from gongwu.fields.teaching.families.drawing_chance import parts
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_SURVEYS = (
    ("students", "play chess", "wear glasses", "名学生", "下棋", "戴眼镜"),
    ("employees", "cycle to work", "are under thirty", "名员工", "骑车上班", "不到三十岁"),
    ("readers", "like poems", "like novels", "名读者", "喜欢诗歌", "喜欢小说"),
    ("members", "swim", "run", "名会员", "游泳", "跑步"),
    ("visitors", "came by train", "bought a book", "名参观者", "乘火车来", "买了书"),
)
_TESTS = (
    ("an illness", "people", "ill", "the test is positive", "某种病", "人群", "患病", "检测呈阳性"),
    (
        "spam",
        "e-mails",
        "spam",
        "the filter raises an alarm",
        "垃圾邮件",
        "邮件",
        "是垃圾邮件",
        "过滤器报警",
    ),
    (
        "a defect",
        "parts",
        "faulty",
        "the camera raises an alarm",
        "缺陷",
        "零件",
        "有缺陷",
        "相机报警",
    ),
    (
        "machine-made text",
        "essays",
        "machine-made",
        "the detector raises an alarm",
        "机器生成的文章",
        "文章",
        "是机器生成的",
        "检测器报警",
    ),
)


def _survey(dice: random.Random, level: int) -> Exercise | None:
    who, one, two, who_zh, one_zh, two_zh = dice.choice(_SURVEYS)
    both, only_one, only_two, neither = (dice.randint(2, 30) for _ in range(4))
    total, given = both + only_one + only_two + neither, both + only_two
    joint, conditional, reverse = (
        Fraction(both, total),
        Fraction(both, given),
        Fraction(both, both + only_one),
    )
    second = Fraction(both * (both - 1), given * (given - 1))
    answer = (joint, conditional, second)[level - 1]
    asked = (
        f"One of the {who} is picked at random. What is the probability that this one belongs to "
        f"both groups?",
        f"One of the {who} is picked at random, and it turns out: this one is among those who "
        f"{two}. What is the probability that this one is also among those who {one}?",
        f"Two are picked at random from those who {two}. What is the probability that both are "
        f"also among those who {one}?",
    )[level - 1]
    asked_zh = (
        f"随机抽取一人，此人既{one_zh}又{two_zh}的概率是多少？",
        f"随机抽取一人，已知此人{two_zh}，此人也{one_zh}的概率是多少？",
        f"从{two_zh}的人中随机抽取两人，两人都{one_zh}的概率是多少？",
    )[level - 1]
    states = (
        f"{both}/({both} + {only_one} + {only_two} + {neither})",
        f"{both}/({both} + {only_two})",
        f"{both}/{given}*({both - 1}/{given - 1})",
    )
    says = (
        (
            f"Compare those who do both with all ${total}$.",
            f"用两者兼有的人数除以总人数 ${total}$。",
        ),
        (
            f"Only the ${given}$ of whom we know it count now.",
            f"此时只考虑符合已知条件的 ${given}$ 人。",
        ),
        (
            f"Only the ${given}$ count; after the first pick one fewer is left.",
            f"只在这 ${given}$ 人中抽，抽走一人后少一人。",
        ),
    )[level - 1]
    return told(
        {
            "both": both,
            "one": only_one,
            "two": only_two,
            "neither": neither,
            "what": who,
            "rule": ("joint", "given", "two given")[level - 1],
        },
        words(
            f"In a survey of {who}, {both} {one} and {two}, {only_one} {one} only, {only_two} "
            f"{two} only, and {neither} neither. {asked}",
            f"对若干{who_zh}的调查显示：既{one_zh}又{two_zh}的有 {both} 人，"
            f"只{one_zh}的有 {only_one} 人，只{two_zh}的有 {only_two} 人，"
            f"两者都不的有 {neither} 人。{asked_zh}",
        ),
        exact(answer),
        [
            slip(
                "condition-for-joint" if level == 1 else "joint-for-condition",
                exact(conditional if level == 1 else joint),
                "This looks only at a part of the people; nothing is known beforehand."
                if level == 1
                else "We know something about the person: only those count, not everybody.",
                "这只看了一部分人，而事先并没有已知条件。"
                if level == 1
                else "已知条件缩小了范围，分母不是全体。",
            ),
            slip(
                "condition-reversed",
                exact(reverse),
                f"This is the chance to {two}, given to {one}: the wrong way round."
                if level > 1
                else f"Here the whole was taken as those who {one}.",
                f"这是已知{one_zh}求{two_zh}的概率，条件弄反了。"
                if level > 1
                else f"这里把{one_zh}的人当成了全体。",
            ),
            slip(
                "odds-for-probability",
                exact(Fraction(both, only_two)),
                "This compares a part with another part, not with the whole.",
                "这是部分与部分之比，不是部分与整体之比。",
            ),
            slip(
                "put-back-though-it-was-not" if level == 3 else "wrong-event",
                exact(conditional**2 if level == 3 else Fraction(given, total)),
                "The second person is not the first again: one fewer is left."
                if level == 3
                else f"This is the probability to {two} at all.",
                "第二个人不会再是第一个人，人数要减一。" if level == 3 else f"这是{two_zh}的概率。",
            ),
        ],
        (
            step(states[level - 1], *says),
            step(str(answer), "Work it out and reduce.", "计算并约分。"),
        ),
    )


def _test_question(what: tuple[str, ...], ill: int, hit: int, false: int) -> tuple[str, str]:
    """What is known about the test, in both languages."""
    _thing, who, are, alarm, _, who_zh, are_zh, alarm_zh = what
    return (
        f"Of all {who}, {ill}% are {are}. If so, {alarm} with probability {hit}%; if not, with "
        f"probability {false}%.",
        f"在全部{who_zh}中，{ill}% {are_zh}。{are_zh}时，{alarm_zh}的概率是 {hit}%；"
        f"否则{alarm_zh}的概率是 {false}%。",
    )


def _alarm(dice: random.Random, posterior: bool) -> Exercise:
    what = dice.choice(_TESTS)
    ill, hit, false = dice.randint(1, 40), dice.randint(70, 99), dice.randint(1, 20)
    p, h, f = (Fraction(each, 100) for each in (ill, hit, false))
    positive = p * h + (1 - p) * f
    answer = p * h / positive if posterior else positive
    known, known_zh = _test_question(what, ill, hit, false)
    _, _, are, alarm, _, _, are_zh, alarm_zh = what
    asked = (
        f"Now {alarm}. What is the probability of being {are}?"
        if posterior
        else f"What is the probability that {alarm} for one picked at random?"
    )
    asked_zh = (
        f"现在{alarm_zh}，{are_zh}的概率是多少？"
        if posterior
        else f"随机抽取一个，{alarm_zh}的概率是多少？"
    )
    top, rest = f"{p}*({h})", f"(1 - {p})*({f})"
    return told(
        {
            "ill": ill,
            "hit": hit,
            "false": false,
            "what": what[0],
            "rule": "posterior" if posterior else "total",
        },
        words(f"{known} {asked}", known_zh + asked_zh),
        exact(answer),
        [
            slip(
                "base-rate-ignored" if posterior else "false-alarms-forgotten",
                exact(h / (h + f) if posterior else p * h),
                "This ignores how rare the thing is."
                if posterior
                else "False alarms are alarms too.",
                "这忽略了事件本身有多罕见。" if posterior else "误报也是报警。",
            ),
            slip(
                "condition-reversed",
                exact(h),
                "This is the chance of an alarm given the thing, not the other way round."
                if posterior
                else "This is the chance of an alarm only where the thing is present.",
                "这是已知有而报警的概率，条件弄反了。"
                if posterior
                else "这只是确实有时报警的概率。",
            ),
            slip(
                "joint-for-condition" if posterior else "chances-averaged",
                exact(p * h if posterior else (h + f) / 2),
                "This is the chance of both together; divide by the chance of an alarm."
                if posterior
                else "The two cases are not equally frequent: weight them.",
                "这是两者同时发生的概率，还要除以报警的概率。"
                if posterior
                else "两种情形并非一样常见，要加权。",
            ),
            slip(
                "complement-given" if posterior else "chances-added",
                exact(1 - answer if posterior else h + f),
                "This is the chance of a false alarm."
                if posterior
                else "Chances under different conditions must not be added as they are.",
                "这是误报的概率。" if posterior else "不同条件下的概率不能直接相加。",
            ),
        ],
        (
            step(
                f"{top}/({top} + {rest})" if posterior else f"{top} + {rest}",
                "Bayes: true alarms, divided by all alarms."
                if posterior
                else "Alarms are true or false: add both ways.",
                "贝叶斯公式：真报警的概率除以全部报警的概率。"
                if posterior
                else "报警分真报和误报，两种情形相加。",
            ),
            step(
                f"{p * h}/({p * h} + {(1 - p) * f})".replace(f"{p * h}/(", f"({p * h})/(", 1)
                if posterior
                else f"{p * h} + {(1 - p) * f}",
                "Work out the products.",
                "算出各个积。",
            ),
            step(str(answer), "Work it out and reduce.", "计算并约分。"),
        ),
    )


def _sources(dice: random.Random) -> Exercise | None:
    shares = [dice.randint(10, 60), dice.randint(10, 60)]
    shares.append(100 - sum(shares))
    rates = [dice.randint(1, 12) for _ in range(3)]
    if shares[2] < 5 or len(set(rates)) < 3:
        return None
    which = dice.randint(0, 2)
    parts = [Fraction(share * rate, 10**4) for share, rate in zip(shares, rates, strict=True)]
    answer = parts[which] / sum(parts)
    name = "ABC"[which]
    a, b, c = shares
    x, y, z = rates
    terms = [
        f"({Fraction(share, 100)})*({Fraction(rate, 100)})"
        for share, rate in zip(shares, rates, strict=True)
    ]
    return told(
        {"shares": tuple(shares), "rates": tuple(rates), "which": name},
        words(
            f"Machines A, B and C make {a}%, {b}% and {c}% of all parts. Of their parts {x}%, "
            f"{y}% and {z}% are faulty. A part is found to be faulty. What is the probability "
            f"that it comes from machine {name}?",
            f"机器 A、B、C 的产量分别占总产量的 {a}%、{b}% 和 {c}%，次品率分别是 {x}%、"
            f"{y}% 和 {z}%。现发现一个次品，它由机器 {name} 生产的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "base-rate-ignored",
                exact(Fraction(rates[which], sum(rates))),
                "This ignores how much each machine makes.",
                "这忽略了各台机器的产量不同。",
            ),
            slip(
                "evidence-ignored",
                exact(Fraction(shares[which], 100)),
                "This ignores that the part is faulty.",
                "这没有用到“是次品”这一信息。",
            ),
            slip(
                "condition-reversed",
                exact(Fraction(rates[which], 100)),
                "This is the chance of a fault given the machine, not the other way round.",
                "这是已知机器求次品的概率，条件弄反了。",
            ),
            slip(
                "joint-for-condition",
                exact(parts[which]),
                "This is the chance of both together; divide by the chance of a faulty part.",
                "这是两者同时发生的概率，还要除以次品的概率。",
            ),
        ],
        (
            step(
                f"{terms[which]}/({' + '.join(terms)})",
                "Bayes: the faulty parts of this machine, divided by all faulty parts.",
                "贝叶斯公式：该机器的次品概率除以总的次品概率。",
            ),
            step(f"({parts[which]})/({sum(parts)})", "Work out both.", "分别算出分子和分母。"),
            step(str(answer), "Divide.", "相除。"),
        ),
    )


def _expected(dice: random.Random, level: int) -> Exercise | None:
    below = dice.choice((6, 8, 10, 12, 20))
    tops = sorted(dice.sample(range(1, below), 2))
    weights = [tops[0], tops[1] - tops[0], below - tops[1]]
    prizes = dice.sample(range(2, 31) if level < 3 else range(2, 21), 3)
    cost = dice.randint(2, 12)
    chances = [Fraction(each, below) for each in weights]
    mean = sum((prize * chance for prize, chance in zip(prizes, chances, strict=True)), Fraction(0))
    answer = mean if level == 1 else mean - cost
    if level == 3:
        answer = (cost - prizes[0] * chances[0] - prizes[1] * chances[1]) / chances[2]
        if answer <= 0 or answer.denominator > 1:
            return None
    shown = [f"${number_to_latex(each)}$" for each in chances]
    known = prizes if level < 3 else prizes[:2]
    listed = ", ".join(
        f"{prize} points with probability {chance}"
        for prize, chance in zip(known, shown, strict=False)
    )
    listed_zh = "，".join(
        f"以概率 {chance} 得 {prize} 分" for prize, chance in zip(known, shown, strict=False)
    )
    ends = (
        "What is the expected number of points?",
        f"To play costs {cost} points. What is the expected gain?",
        f"and a third prize with probability {shown[2]}. To play costs {cost} points. How large "
        f"must the third prize be for a fair game?",
    )
    ends_zh = (
        "得分的数学期望是多少？",
        f"玩一次要付 {cost} 分。净得分的数学期望是多少？",
        f"以概率 {shown[2]} 得第三种奖。玩一次要付 {cost} 分。第三种奖应为多少分，游戏才公平？",
    )
    facts: dict[str, Fact] = {
        "prizes": tuple(known),
        "chances": tuple(map(str, chances)),
        "parts": parts(*chances),
    }
    sum_of = " + ".join(
        f"{prize}*({chance})" for prize, chance in zip(known, chances, strict=False)
    )
    states = (
        sum_of,
        f"{sum_of} - {cost}",
        f"({cost} - {prizes[0]}*({chances[0]}) - {prizes[1]}*({chances[1]}))/({chances[2]})",
    )
    return told(
        facts if level == 1 else facts | {"cost": cost, "rule": "gain" if level == 2 else "fair"},
        words(
            f"A game gives {listed}{'.' if level < 3 else ','} {ends[level - 1]}",
            f"某游戏{listed_zh}{'。' if level < 3 else '，'}{ends_zh[level - 1]}",
        ),
        exact(answer),
        [
            slip(
                "weights-ignored",
                exact(
                    Fraction(sum(prizes), 3) - (cost if level == 2 else 0)
                    if level < 3
                    else Fraction(3 * cost - prizes[0] - prizes[1])
                ),
                "The prizes are not equally likely: weight each with its probability.",
                "各种奖的概率不同，要用概率加权。",
            ),
            slip(
                "cost-forgotten" if level == 2 else "a-term-is-missing",
                exact(
                    mean
                    if level == 2
                    else mean - prizes[2] * chances[2]
                    if level == 1
                    else (cost - prizes[0] * chances[0]) / chances[2]
                ),
                "What one pays must be taken away."
                if level == 2
                else "One of the prizes is missing.",
                "要减去所付的分数。" if level == 2 else "漏了其中一种奖。",
            ),
            slip(
                "most-likely-for-expected" if level < 3 else "not-divided-by-the-probability",
                exact(
                    prizes[weights.index(max(weights))] - (cost if level == 2 else 0)
                    if level < 3
                    else answer * chances[2]
                ),
                "The most likely result is not the expected value."
                if level < 3
                else "This is what the third prize adds on average; divide by its probability.",
                "最可能的结果不是数学期望。"
                if level < 3
                else "这是第三种奖对期望的贡献，还要除以它的概率。",
            ),
            slip(
                "prizes-added" if level < 3 else "cost-forgotten",
                exact(
                    sum(prizes) if level < 3 else prizes[0] * chances[0] + prizes[1] * chances[1]
                ),
                "The sum of the prizes is not their average."
                if level < 3
                else "The game is fair if the expected prize equals the cost.",
                "奖的总和不是平均值。" if level < 3 else "期望得奖等于所付分数时游戏才公平。",
            ),
            slip(
                "gain-and-loss-exchanged" if level == 2 else "divided-twice",
                exact(-answer if level == 2 else mean / 3 if level == 1 else answer * 3),
                "The sign is wrong: what one gets counts plus, what one pays minus."
                if level == 2
                else "The probabilities already do the averaging.",
                "符号反了：得到的为正，付出的为负。"
                if level == 2
                else "用概率加权已经是平均，不必再乘除。",
            ),
        ],
        (
            step(
                states[level - 1],
                "Weight each prize with its probability."
                if level < 3
                else "Cost minus what the known prizes bring, divided by the probability of the "
                "third.",
                "用概率给每种奖加权求和。"
                if level < 3
                else "用所付分数减去已知奖的期望，再除以第三种奖的概率。",
            ),
            step(str(answer), "Work it out.", "算出结果。"),
        ),
    )


FAMILIES = (
    Family(
        name="conditional-probability",
        topic="probability",
        title=words("Conditional probability from a survey", "由调查数据求条件概率"),
        grades=(10, 13),
        skills=("conditional-probability", "two-way-tables"),
        make=by_level(
            lambda dice: _survey(dice, 1),
            lambda dice: _survey(dice, 2),
            lambda dice: _survey(dice, 3),
        ),
    ),
    Family(
        name="bayes-theorem",
        topic="probability",
        title=words("Total probability and Bayes' theorem", "全概率公式与贝叶斯公式"),
        grades=(11, 13),
        skills=("bayes-theorem", "total-probability"),
        constants=frozenset({"1"}),
        make=by_level(lambda dice: _alarm(dice, False), lambda dice: _alarm(dice, True), _sources),
    ),
    Family(
        name="expected-value",
        topic="probability",
        title=words("Expected value", "数学期望"),
        grades=(10, 13),
        skills=("expected-value", "fair-games"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _expected(dice, 1),
            lambda dice: _expected(dice, 2),
            lambda dice: _expected(dice, 3),
        ),
    ),
)
