"""Falling, and throwing up."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_chance import amount
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_PLANETS = (
    ("a planet", "某行星"),
    ("a moon", "某卫星"),
    ("a dwarf planet", "某矮行星"),
    ("an exoplanet", "某系外行星"),
)


def _fall(dice: random.Random, level: int) -> Exercise | None:
    where, where_zh = dice.choice(_PLANETS)
    g = Fraction(dice.randint(4, 120), dice.choice((2, 5, 1)) * 2)
    t = dice.randint(2, 12)
    v, h = g * t, g * t * t / 2
    if not 1 <= g <= 30 or v.denominator > 1 or h.denominator > 1:
        return None
    shown = str(g) if g.denominator == 1 else f"{float(g):g}"
    drop = f"On {where} with $g = {shown}$ m/s² a stone"
    drop_zh = f"在重力加速度 $g = {shown}$ m/s² 的{where_zh}上，一块石头"
    if level == 3:
        return _thrown(drop, drop_zh, where, g, shown, int(v))
    asked = ("How fast is it then?", "How far has it fallen then?")[level - 1]
    asked_zh = ("此时速度多大？", "此时下落了多远？")[level - 1]
    unit = ("m/s", "m")[level - 1]
    wrong = (
        (
            ("distance-for-speed", h, "This is the distance fallen.", "这是下落的距离。"),
            (
                "half-of-the-speed",
                v / 2,
                "This is the mean speed of the fall.",
                "这是下落过程的平均速度。",
            ),
            (
                "time-squared",
                g * t * t,
                "The speed grows with the time, not with its square.",
                "速度与时间成正比，不是与时间的平方成正比。",
            ),
            (
                "divided-for-multiplied",
                t / g,
                "Multiply the acceleration by the time.",
                "应当用加速度乘以时间。",
            ),
        ),
        (
            ("speed-for-distance", v, "This is the speed reached.", "这是达到的速度。"),
            (
                "half-forgotten",
                2 * h,
                "The mean speed of the fall is half the final speed.",
                "下落的平均速度是末速度的一半。",
            ),
            (
                "time-not-squared",
                v / 2,
                "The distance grows with the square of the time.",
                "距离与时间的平方成正比。",
            ),
            (
                "squared-twice",
                g * g * t / 2,
                "The time is squared, not the acceleration.",
                "平方的是时间，不是加速度。",
            ),
        ),
    )[level - 1]
    answer = (v, h)[level - 1]
    return told(
        {"g": shown, "t": t, "where": where, "asked": unit},
        words(
            f"{drop} falls from rest for {t} s (no air). {asked}",
            f"{drop_zh}由静止自由下落 {t} s（不计空气阻力）。{asked_zh}",
        ),
        exact(answer, unit),
        [slip(name, amount(value, unit), en, zh) for name, value, en, zh in wrong],
        (
            step(
                f"{shown}*{t}" if level == 1 else f"{shown}*{t}^2/2",
                "Speed is acceleration times time."
                if level == 1
                else "Distance is half the acceleration times the square of the time.",
                "速度等于加速度乘时间。"
                if level == 1
                else "下落距离等于加速度乘时间的平方再除以 2。",
            ),
            step(str(answer), "Work it out.", "计算。"),
        ),
    )


def _thrown(drop: str, drop_zh: str, where: str, g: Fraction, shown: str, v: int) -> Exercise:
    h = Fraction(v * v) / (2 * g)
    return told(
        {"g": shown, "v": v, "where": where},
        words(
            f"{drop} is thrown straight up at {v} m/s (no air). How high does it rise?",
            f"{drop_zh}以 {v} m/s 竖直上抛（不计空气阻力）。它能上升多高？",
        ),
        exact(h, "m"),
        [
            slip(
                "half-forgotten",
                amount(2 * h, "m"),
                "On the way up the mean speed is half the initial speed.",
                "上升过程的平均速度是初速度的一半。",
            ),
            slip(
                "time-for-distance",
                amount(v / g, "m"),
                "This is the time of rising, in seconds.",
                "这是上升所用的秒数。",
            ),
            slip(
                "speed-not-squared",
                amount(v / (2 * g), "m"),
                "The speed is squared here.",
                "速度要平方。",
            ),
            slip(
                "there-and-back",
                amount(4 * h, "m"),
                "Neither the way back nor a factor for it is asked.",
                "不要求返回的路程。",
            ),
        ],
        (
            step(
                f"{v}^2/(2*{shown})",
                "At the top the square of the speed is used up: it falls by twice the "
                "acceleration times the height.",
                "到最高点速度为零：速度的平方减少“加速度与高度之积的两倍”。",
            ),
            step(str(h), "Work it out.", "计算。"),
        ),
    )


FAMILIES = (
    Family(
        name="free-fall",
        topic="physics",
        title=words("Falling and throwing up", "自由落体与竖直上抛"),
        grades=(9, 11),
        skills=("free-fall", "kinematics"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _fall(dice, 1), lambda dice: _fall(dice, 2), lambda dice: _fall(dice, 3)
        ),
    ),
)
