"""Durations, the hands of a clock, and days of the week."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_numbers import posed, said, slip, step, told
from gongwu.fields.teaching.values import Phrase, exact
from gongwu.ports import Words

_SPANS = {
    1: (
        said("A film begins at {start} and ends at {end}. How many minutes does it last?",
             "一部电影 {start} 开始，{end} 结束，一共放映多少分钟？"),
        said("A walk begins at {start} and ends at {end}. How many minutes does it last?",
             "一次徒步 {start} 出发，{end} 到达，一共用了多少分钟？"),
        said("A train leaves at {start} and arrives at {end}. How many minutes does the ride take?",
             "一列火车 {start} 出发，{end} 到达，路上用了多少分钟？"),
    ),
    2: (
        said("A night train leaves at {start} and arrives at {end} the next morning. "
             "How many minutes does the ride take?",
             "一列夜车 {start} 出发，第二天早上 {end} 到达，路上用了多少分钟？"),
        said("A night shift begins at {start} and ends at {end} the next morning. "
             "How many minutes does it last?",
             "一个夜班 {start} 开始，第二天早上 {end} 结束，一共多少分钟？"),
    ),
    3: (
        said("A night bus leaves at {start} and arrives at {end} the next morning. On the way it "
             "rests for {rest} minutes. How many minutes does it drive?",
             "一辆夜班长途车 {start} 出发，第二天早上 {end} 到达，途中休息了 {rest} 分钟。"
             "实际行驶了多少分钟？"),
        said("A nurse begins at {start} and goes home at {end} the next morning, with breaks of "
             "{rest} minutes in all. How many minutes does the nurse work?",
             "一名护士 {start} 上班，第二天早上 {end} 下班，中间一共休息 {rest} 分钟。"
             "实际工作了多少分钟？"),
    ),
}  # fmt: skip


def _span(dice: random.Random, level: int) -> Exercise:
    h, m = dice.randint(8, 18) if level == 1 else dice.randint(20, 23), dice.randint(0, 59)
    if level == 1:
        minutes = dice.randint(65, 290)
    else:
        minutes = dice.randint(7, 9) * 60 + dice.randint(11, 59)
    if m + minutes % 60 < 60:
        m = 60 - minutes % 60 + dice.randint(0, minutes % 60 or 1) if minutes % 60 else m
        m = min(m, 59)
    end = (h * 60 + m + minutes) % 1440
    eh, em = divmod(end, 60)
    rest = dice.randrange(10, 75, 5) if level == 3 else 0
    right = minutes - rest
    late = eh if level == 1 else eh + 24
    times = {"start": f"{h}:{m:02d}", "end": f"{eh}:{em:02d}"}
    breaks = f" - {rest}" if rest else ""
    facts: dict[str, Fact] = {"start": (h, m), "end": (eh, em), "night": str(level > 1)}
    why = said(
        "An hour has 60 minutes, not 100; count the full hours and the minutes apart.",
        "1 小时 = 60 分钟，不是 100 分钟；小时和分钟要分开计算。",
    )
    wrong = {
        "hundred-minutes-an-hour": (late * 100 + em) - (h * 100 + m) - rest,
        "one-hour-too-many": right + 60,
        "one-hour-too-few": right - 60,
        "ignores-the-break" if rest else "ignores-the-minutes": (
            minutes if rest else (late - h) * 60),
    }  # fmt: skip
    return posed(
        facts={**facts, "rest": rest} if rest else facts,
        question=told(dice.choice(_SPANS[level]), rest=rest, **times),
        answer=right,
        slips=[slip(name, value, why.en, why.zh) for name, value in wrong.items()],
        steps=(
            step(f"({late}*60 + {em}) - ({h}*60 + {m}){breaks}",
                 why.en if level == 1 else f"{why.en} The next morning is 24 hours later.",
                 why.zh if level == 1 else f"{why.zh}第二天的钟点要加 24 小时。"),
            step(f"{late * 60 + em} - {h * 60 + m}{breaks}", "Work out the minutes since midnight.",
                 "换算成从零点起的分钟数。"),
            step(str(right), f"So {right} minutes.", f"所以是 {right} 分钟。"),
        ),
    )  # fmt: skip


def _clock(dice: random.Random, level: int) -> Exercise:
    """Full tens of minutes; any full five; any minute."""
    while True:
        h = dice.randint(1, 12)
        m = dice.randrange(0, 60, {1: 10, 2: 5, 3: 1}[level])
        hour_hand, minute_hand = Fraction(h % 12 * 60 + m, 2), Fraction(6 * m)
        apart = abs(hour_hand - minute_hand)
        right = min(apart, 360 - apart)
        if right > 0:
            break
    wrong = {
        "hour-hand-stands-still": min(abs(h % 12 * 30 - minute_hand),
                                      360 - abs(h % 12 * 30 - minute_hand)),
        "takes-the-larger-angle": 360 - right,
        "moves-the-hour-hand-backwards": abs(h % 12 * 30 - Fraction(m, 2) - minute_hand),
        "adds-the-hands": hour_hand + minute_hand,
        "counts-minute-marks": Fraction(abs(h % 12 * 5 - m)),
        "one-hour-off": right + 30 if right <= 150 else right - 30,
    }  # fmt: skip
    why = said(
        "The minute hand turns 6° a minute, the hour hand 30° an hour and so 0.5° a minute.",
        "分针每分钟转 6°；时针每小时转 30°，也就是每分钟转 0.5°。",
    )
    turned = f"abs({h % 12}*30 + {m}/2 - 6*{m})"
    return posed(
        facts={"hour": h, "minute": m},
        question=said(
            f"What is the angle between the hands of a clock at {h}:{m:02d}? "
            "Give the smaller one, in degrees.",
            f"钟面上 {h}:{m:02d} 时，时针和分针的夹角（较小的）是多少度？",
        ),
        answer=exact(right, "°"),
        slips=[
            slip(name, exact(value, "°"), why.en, why.zh)
            for name, value in wrong.items()
            if 0 < value < 360
        ],
        steps=(
            step(turned if apart == right else f"360 - {turned}", why.en, why.zh),
            step(f"abs({hour_hand} - {minute_hand})" if apart == right
                 else f"360 - abs({hour_hand} - {minute_hand})",
                 "Where the two hands stand, counted from 12.", "求出两针从 12 起各转过的角度。"),
            step(str(right), "The smaller angle.", "取较小的角。"),
        ),
    )  # fmt: skip


_DAYS = (
    said("Monday", "星期一"), said("Tuesday", "星期二"), said("Wednesday", "星期三"),
    said("Thursday", "星期四"), said("Friday", "星期五"), said("Saturday", "星期六"),
    said("Sunday", "星期日"),
)  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _phrase(place: int) -> Phrase:
    day = _DAYS[place % 7]
    return Phrase(key=day.en.lower(), en=day.en, zh=day.zh)


def _weekday(dice: random.Random, level: int) -> Exercise:
    """In so many days; so many days ago; from one date of a year to another."""
    start = dice.randrange(7)
    if level < 3:
        passed = dice.randint(10, 300)
        way = 1 if level == 1 else -1
        question = (
            said(f"Today is {_DAYS[start].en}. Which day of the week will it be in {passed} days?",
                 f"今天是{_DAYS[start].zh}，再过 {passed} 天是星期几？")
            if level == 1
            else said(f"Today is {_DAYS[start].en}. Which day of the week was it {passed} days "
                      "ago?", f"今天是{_DAYS[start].zh}，{passed} 天前是星期几？")
        )  # fmt: skip
        facts: dict[str, Fact] = {"today": _DAYS[start].en, "days": passed,
                                  "way": "forwards" if way == 1 else "backwards"}  # fmt: skip
    else:
        way = 1
        question, facts, passed = _dates(dice, start)
    rest, weeks = passed % 7, passed // 7
    right = _phrase(start + way * rest)
    why = said(
        "Every seven days the same day comes back: only the remainder counts.",
        "每 7 天一个循环，只看除以 7 的余数。",
    )
    return posed(
        facts=facts,
        question=question,
        answer=right,
        slips=(
            slip("counts-the-start", _phrase(start + way * (rest - 1)), why.en, why.zh),
            slip("one-day-too-many", _phrase(start + way * (rest + 1)), why.en, why.zh),
            slip("wrong-direction", _phrase(start - way * rest), why.en, why.zh),
            slip("ignores-the-remainder", _phrase(start), why.en, why.zh),
            slip("two-days-off", _phrase(start + way * (rest + 2)), why.en, why.zh),
        ),
        steps=(
            step(f"{passed} = 7*{weeks} + {rest}",
                 f"{passed} days are {weeks} full weeks, and {rest} over." if level < 3
                 else f"From one date to the other {passed} days pass: {weeks} full weeks, "
                 f"and {rest} over.",
                 f"{passed} 天是 {weeks} 个星期零 {rest} 天。" if level < 3
                 else f"两个日期之间相隔 {passed} 天，即 {weeks} 个星期零 {rest} 天。"),
            step("", f"{'Forwards' if way == 1 else 'Backwards'} by {rest} from "
                 f"{_DAYS[start].en}: {right.en}.",
                 f"从{_DAYS[start].zh}往{'后' if way == 1 else '前'}数 {rest} 天是{right.zh}。"),
        ),
    )  # fmt: skip


def _dates(dice: random.Random, start: int) -> tuple[Words, dict[str, Fact], int]:
    """Two dates after February, so that no leap year matters."""
    first, second = sorted(dice.sample(range(2, 12), 2))
    d, e = dice.randint(1, _LENGTHS[first]), dice.randint(1, _LENGTHS[second])
    passed = sum(_LENGTHS[first:second]) + e - d
    day = _DAYS[start]
    question = said(
        f"In some year {d} {_MONTHS[first]} is a {day.en}. "
        f"Which day of the week is {e} {_MONTHS[second]} of that year?",
        f"某年 {first + 1} 月 {d} 日是{day.zh}，这一年的 {second + 1} 月 {e} 日是星期几？",
    )
    facts: dict[str, Fact] = {
        "today": day.en, "months": (_MONTHS[first], _MONTHS[second]), "dates": (d, e),
    }  # fmt: skip
    return question, facts, passed


FAMILIES: tuple[Family, ...] = (
    Family(
        name="duration",
        topic="measurement",
        title=said("How long it lasts", "经过时间"),
        grades=(3, 5),
        skills=("time",),
        make=_span,
        constants=frozenset({"0", "1"}),
    ),
    Family(
        name="clock-hands",
        topic="measurement",
        title=said("The hands of a clock", "时针与分针的夹角"),
        grades=(4, 8),
        skills=("time", "angles"),
        make=_clock,
        constants=frozenset({"0", "1"}),
    ),
    Family(
        name="day-of-the-week",
        topic="measurement",
        title=said("Days of the week", "星期几"),
        grades=(3, 6),
        skills=("remainders", "calendar"),
        make=_weekday,
        constants=frozenset(map(str, range(1, 13))),
    ),
)
