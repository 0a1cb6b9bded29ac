"""Diffusion backwards: the clean value predicted, and guidance."""

import random
from fractions import Fraction
from math import sqrt

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.aigc_diffusion import NEAT, tenths, untidy
from gongwu.fields.teaching.families.drawing_chance import bracketed, clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Expression, Ordered, exact


def _clean_neatly(dice: random.Random) -> Exercise | None:
    share, root, noise_root = dice.choice(NEAT[:2])
    clean, noise = Fraction(dice.randint(-30, 30), 10), tenths(dice)
    a, b = Fraction(root), Fraction(noise_root)
    noisy = a * clean + b * noise
    if clean == 0 or noisy == 0:
        return None
    s = Fraction(share)
    root_wrong = (noisy - (1 - s) * noise) / s
    return told(
        {"share": share, "noisy": decimal(noisy), "noise": decimal(noise)},
        words(
            rf"In diffusion $x_{{t}} = \sqrt{{\bar\alpha_{{t}}}} x_{{0}} + \sqrt{{1 - "
            rf"\bar\alpha_{{t}}}} \epsilon$. Let $\bar\alpha_{{t}} = {share}$ and $x_{{t}} = "
            rf"{decimal(noisy)}$; the net predicts the noise $\epsilon = "
            rf"{decimal(noise)}$. Which $x_{{0}}$ does it predict by this?",
            rf"扩散模型中 $x_{{t}} = \sqrt{{\bar\alpha_{{t}}}} x_{{0}} + \sqrt{{1 - "
            rf"\bar\alpha_{{t}}}} \epsilon$。设 $\bar\alpha_{{t}} = {share}$，$x_{{t}} = "
            rf"{decimal(noisy)}$，网络预测的噪声为 $\epsilon = "
            rf"{decimal(noise)}$。由此预测的 $x_{{0}}$ 是多少？",
        ),
        exact(clean),
        [
            slip(
                "root-forgotten",
                exact(root_wrong),
                "The shares go under a root.",
                "两个份额都要开方。",
            ),
            slip(
                "signal-not-scaled-back",
                exact(noisy - b * noise),
                "What is left must still be divided by the factor of the signal.",
                "减去噪声后还要除以信号的系数。",
            ),
            slip(
                "noise-not-scaled",
                exact((noisy - noise) / a),
                "The noise has a factor too.",
                "噪声也要乘系数。",
            ),
            slip(
                "sign-of-the-noise",
                exact((noisy + b * noise) / a),
                "The noise was added, so it is taken away now.",
                "噪声是加上去的，现在应当减去。",
            ),
        ],
        (
            step(
                f"({decimal(noisy)} - sqrt(1 - {share})*{bracketed(noise)})/sqrt({share})",
                r"Solve for $x_{0}$ and put the numbers in.",
                "解出 $x_{0}$ 并代入数值。",
            ),
            step(
                f"({decimal(noisy)} - {noise_root}*{bracketed(noise)})/{root}",
                "Take the roots.",
                "开方。",
            ),
            step(decimal(clean), "Work it out.", "计算。"),
        ),
    )


def _clean(dice: random.Random, stepping: bool) -> Exercise | None:
    share = untidy(dice, 10, 80)
    later = Fraction(dice.randint(int(share * 100) + 5, 98), 100)
    noisy, noise = tenths(dice), tenths(dice)
    a, b, c, d = (sqrt(each) for each in (share, 1 - share, later, 1 - later))
    x, e = float(noisy), float(noise)
    clean = (x - b * e) / a
    value = c * clean + d * e if stepping else clean
    if not clear_of_a_tie(value, 3):
        return None
    s, t, y, z = decimal(share), decimal(later), decimal(noisy), decimal(noise)
    first = f"({y} - sqrt(1 - {s})*{bracketed(noise)})/sqrt({s})"
    facts: dict[str, Fact] = {"share": s, "noisy": y, "noise": z}
    wrong = [(x - float(1 - share) * e) / float(share), x - b * e, (x - e) / a, (x + b * e) / a]
    if stepping:
        wrong = [c * wrong[0] + d * e, c * wrong[1] + d * e, c * clean, clean]
    names = (
        ("root-forgotten", "The shares go under a root.", "两个份额都要开方。"),
        (
            "signal-not-scaled-back",
            "What is left must still be divided by the factor of the signal.",
            "减去噪声后还要除以信号的系数。",
        ),
        (
            "noise-not-added-back",
            "DDIM adds the predicted noise back, with its new and smaller factor.",
            "DDIM 还要按新的较小系数把预测的噪声加回去。",
        )
        if stepping
        else ("noise-not-scaled", "The noise has a factor too.", "噪声也要乘系数。"),
        (
            "stops-at-the-clean-value",
            "This is the predicted clean value; the step goes only to the next noise level.",
            "这是预测的干净值，而这一步只走到下一个噪声水平。",
        )
        if stepping
        else (
            "sign-of-the-noise",
            "The noise was added, so it is taken away now.",
            "噪声是加上去的，现在应当减去。",
        ),
    )
    ask = (
        r"Find the predicted $x_{0}$"
        if not stepping
        else rf"A deterministic DDIM step puts the predicted $x_{{0}}$ and the same $\epsilon$ "
        rf"together again with $\bar\alpha = {t}$. Find the result"
    )
    ask_zh = (
        "求预测的 $x_{0}$"
        if not stepping
        else rf"确定性的 DDIM 一步用预测的 $x_{{0}}$ 和同一个 $\epsilon$，"
        rf"按 $\bar\alpha = {t}$ 重新组合。求所得的值"
    )
    return told(
        facts | {"later": t} if stepping else facts,
        words(
            rf"In diffusion $x_{{t}} = \sqrt{{\bar\alpha_{{t}}}} x_{{0}} + \sqrt{{1 - "
            rf"\bar\alpha_{{t}}}} \epsilon$. Let $\bar\alpha_{{t}} = {s}$ and $x_{{t}} = "
            rf"{y}$; the net predicts $\epsilon = {z}$. {ask}, rounded to three decimal places.",
            rf"扩散模型中 $x_{{t}} = \sqrt{{\bar\alpha_{{t}}}} x_{{0}} + \sqrt{{1 - "
            rf"\bar\alpha_{{t}}}} \epsilon$。设 $\bar\alpha_{{t}} = {s}$，$x_{{t}} = "
            rf"{y}$，网络预测 $\epsilon = {z}$。{ask_zh}，结果保留三位小数。",
        ),
        near(value, 3),
        [
            slip(name, near(each, 3), en, zh)
            for (name, en, zh), each in zip(names, wrong, strict=True)
        ],
        (
            step(
                f"sqrt({t})*({first}) + sqrt(1 - {t})*{bracketed(noise)}" if stepping else first,
                r"Solve for $x_{0}$"
                + (
                    ", and noise it again to the next level."
                    if stepping
                    else " and put the numbers in."
                ),
                "解出 $x_{0}$" + ("，再加噪到下一个水平。" if stepping else "并代入数值。"),
            ),
            step(near(value, 3).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


_SCALES = tuple(Fraction(each, 2) for each in (3, 4, 5, 6, 7, 8, 10, 12, 14, 15, 16, 18))


def _guide(dice: random.Random, many: int) -> Exercise | None:
    weight = dice.choice(_SCALES)
    free, told_ = ([tenths(dice) for _ in range(many)] for _ in range(2))

    def mixed(w: Fraction) -> list[Fraction]:
        return [u + w * (c - u) for u, c in zip(free, told_, strict=True)]

    def value(numbers: list[Fraction]) -> Expression | Ordered:
        texts = tuple(map(decimal, numbers))
        return Expression(text=texts[0]) if many == 1 else Ordered(values=texts)

    answer = mixed(weight)
    wrong = (
        mixed(1 - weight),
        [weight * c for c in told_],
        [c + weight * (c - u) for u, c in zip(free, told_, strict=True)],
        [u + weight * c for u, c in zip(free, told_, strict=True)],
    )
    w = decimal(weight)
    one, two = (", ".join(map(decimal, each)) for each in (free, told_))
    shown = (f"${one}$", f"${two}$") if many == 1 else (f"$({one})$", f"$({two})$")
    lines = [
        f"{bracketed(u)} + {w}*({decimal(c)} - {bracketed(u)})"
        for u, c in zip(free, told_, strict=True)
    ]
    middle = [
        f"{bracketed(u)} + {bracketed(weight * (c - u))}" for u, c in zip(free, told_, strict=True)
    ]
    return told(
        {"free": tuple(map(decimal, free)), "told": tuple(map(decimal, told_)), "weight": w},
        words(
            f"Classifier-free guidance goes from the unconditional prediction $u$ towards the "
            f"conditional one $c$, by $u + w(c - u)$. Let $u$ be {shown[0]}, $c$ be {shown[1]} "
            f"and $w = {w}$. Find the guided prediction.",
            f"无分类器引导从无条件预测 $u$ 出发走向有条件预测 $c$，结果为 $u + w(c - u)$。"
            f"设 $u$ 为 {shown[0]}，$c$ 为 {shown[1]}，$w = {w}$。求引导后的预测。",
        ),
        value(answer),
        [
            slip(
                "predictions-exchanged",
                value(wrong[0]),
                "The two predictions are exchanged: the step goes from $u$ to $c$.",
                "两个预测弄反了：方向是从 $u$ 到 $c$。",
            ),
            slip(
                "unconditional-ignored",
                value(wrong[1]),
                "This only scales $c$; what counts is its difference from $u$.",
                "这只是放大 $c$，起作用的是它与 $u$ 的差。",
            ),
            slip(
                "started-from-the-conditional",
                value(wrong[2]),
                "The step starts at $u$ here; starting at $c$ goes one difference too far.",
                "这里从 $u$ 出发，从 $c$ 出发会多走一个差。",
            ),
            slip(
                "difference-forgotten",
                value(wrong[3]),
                "The weight multiplies the difference, not $c$ itself.",
                "权重乘的是差，不是 $c$ 本身。",
            ),
        ],
        (
            step(
                ", ".join(lines),
                "Put the numbers in" + ("." if many == 1 else ", component by component."),
                "代入数值" + ("。" if many == 1 else "，逐个分量计算。"),
            ),
            step(", ".join(middle), "Work out the weighted difference.", "算出加权的差。"),
            step(", ".join(map(decimal, answer)), "Add.", "相加。"),
        ),
    )


def _guidance_weight(dice: random.Random) -> Exercise | None:
    weight = dice.choice(_SCALES)
    u, c = tenths(dice), tenths(dice)
    guided = u + weight * (c - u)
    if c == u or c == 0 or guided in (0, c):
        return None
    g = decimal(guided)
    return told(
        {"free": decimal(u), "told": decimal(c), "guided": g},
        words(
            f"Classifier-free guidance is $u + w(c - u)$. With $u = {decimal(u)}$ and "
            f"$c = {decimal(c)}$ the guided prediction is ${g}$. Find the weight $w$.",
            f"无分类器引导为 $u + w(c - u)$。当 $u = {decimal(u)}$、$c = {decimal(c)}$ 时，"
            f"引导后的预测为 ${g}$。求权重 $w$。",
        ),
        exact(weight),
        [
            slip(
                "unconditional-ignored",
                exact(guided / c),
                "This only compares with $c$; the step starts at $u$.",
                "这只与 $c$ 相比，而出发点是 $u$。",
            ),
            slip(
                "started-from-the-conditional",
                exact((guided - c) / (c - u)),
                "The step starts at $u$, so the weight is one more.",
                "出发点是 $u$，权重应再大 1。",
            ),
            slip(
                "predictions-exchanged",
                exact((guided - u) / (u - c)),
                "The step goes from $u$ to $c$: the sign is wrong.",
                "方向是从 $u$ 到 $c$，符号反了。",
            ),
            slip(
                "not-divided",
                exact(guided - u),
                "This is the whole step. Divide it by the difference of the predictions.",
                "这是总的移动量，还要除以两个预测之差。",
            ),
        ],
        (
            step(
                f"{bracketed(u)} + w*({decimal(c)} - {bracketed(u)}) = {g}",
                "Put the numbers in.",
                "代入数值。",
            ),
            step(
                f"w*{bracketed(c - u)} = {decimal(guided - u)}",
                "Take $u$ to the other side.",
                "把 $u$ 移到另一边。",
            ),
            step(f"w = {weight}", "Divide.", "相除。"),
        ),
    )


FAMILIES = (
    Family(
        name="diffusion-denoising",
        topic="aigc",
        title=words("Predicting the clean value", "预测干净样本"),
        grades=(12, 13),
        skills=("diffusion", "ddim"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            _clean_neatly, lambda dice: _clean(dice, False), lambda dice: _clean(dice, True)
        ),
    ),
    Family(
        name="classifier-free-guidance",
        topic="aigc",
        title=words("Classifier-free guidance", "无分类器引导"),
        grades=(10, 13),
        skills=("guidance", "linear-combination"),
        constants=frozenset({"0", "1"}),
        make=by_level(lambda dice: _guide(dice, 1), lambda dice: _guide(dice, 2), _guidance_weight),
    ),
)
