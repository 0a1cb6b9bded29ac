"""Diffusion forwards: noising, and what is left of the signal."""

import random
from fractions import Fraction
from math import prod, sqrt

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_chance import bracketed, clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Expression

# Shares of signal and noise whose roots end in decimals: 0.64 + 0.36 = 1.
NEAT = (
    ("0.64", "0.8", "0.6"),
    ("0.36", "0.6", "0.8"),
    ("0.9216", "0.96", "0.28"),
    ("0.0784", "0.28", "0.96"),
)


def tenths(dice: random.Random, largest: int = 30) -> Fraction:
    return Fraction(dice.choice((-1, 1)) * dice.randint(1, largest), 10)


def untidy(dice: random.Random, low: int, high: int) -> Fraction:
    """A share of the signal, in percent, whose root does not end."""
    tidy = {Fraction(share) for share, _, _ in NEAT}
    return other_than(lambda: Fraction(dice.randint(low, high), 100), *tidy)


def _noise_neatly(dice: random.Random) -> Exercise | None:
    share, root, noise_root = dice.choice(NEAT)
    x, noise = tenths(dice), tenths(dice)
    a, b = Fraction(root), Fraction(noise_root)
    value = a * x + b * noise
    signal = Fraction(share)
    return told(
        {"share": share, "x": decimal(x), "noise": decimal(noise)},
        words(
            rf"Forward diffusion makes $x_{{t}} = \sqrt{{\bar\alpha_{{t}}}} x_{{0}} + \sqrt{{1 - "
            rf"\bar\alpha_{{t}}}} \epsilon$. Let $\bar\alpha_{{t}} = {share}$, $x_{{0}} = "
            rf"{decimal(x)}$ and $\epsilon = {decimal(noise)}$. Find $x_{{t}}$.",
            rf"前向扩散为 $x_{{t}} = \sqrt{{\bar\alpha_{{t}}}} x_{{0}} + \sqrt{{1 - "
            rf"\bar\alpha_{{t}}}} \epsilon$。设 $\bar\alpha_{{t}} = {share}$，$x_{{0}} = "
            rf"{decimal(x)}$，$\epsilon = {decimal(noise)}$，求 $x_{{t}}$。",
        ),
        Expression(text=decimal(value)),
        [
            slip(
                "root-forgotten",
                Expression(text=decimal(signal * x + (1 - signal) * noise)),
                "The shares go under a root, so that the variance stays 1.",
                "两个份额都要开方，方差才能保持为 1。",
            ),
            slip(
                "signal-and-noise-exchanged",
                Expression(text=decimal(b * x + a * noise)),
                r"Signal and noise are exchanged: $\bar\alpha$ belongs to the signal.",
                r"信号与噪声弄反了：$\bar\alpha$ 属于信号。",
            ),
            slip(
                "noise-not-scaled",
                Expression(text=decimal(a * x + noise)),
                "The noise has a factor too.",
                "噪声也要乘系数。",
            ),
            slip(
                "sign-of-the-noise",
                Expression(text=decimal(a * x - b * noise)),
                "The noise is added, with its own sign.",
                "噪声是加上去的，并保持自己的符号。",
            ),
        ],
        (
            step(
                f"sqrt({share})*{bracketed(x)} + sqrt(1 - {share})*{bracketed(noise)}",
                "Put the numbers in.",
                "代入数值。",
            ),
            step(
                f"{root}*{bracketed(x)} + {noise_root}*{bracketed(noise)}",
                "Take the roots.",
                "开方。",
            ),
            step(decimal(value), "Work it out.", "计算。"),
        ),
    )


def _noise(dice: random.Random, back: bool) -> Exercise | None:
    share = untidy(dice, 5, 97)
    x, noise = tenths(dice), tenths(dice)
    a, b = sqrt(share), sqrt(1 - share)
    value = (float(noise) - a * float(x)) / b if back else a * float(x) + b * float(noise)
    if not clear_of_a_tie(value, 3):
        return None
    # Going back, the second number is the noisy one, and the noise is asked for.
    one, two, s = decimal(x), decimal(noise), decimal(share)
    known = rf"$x_{{t}} = {two}$" if back else rf"$\epsilon = {two}$"
    asked = r"$\epsilon$" if back else r"$x_{t}$"
    u, v = float(x), float(noise)
    wrong = (
        ((v - float(share) * u) / (1 - float(share)), (v - b * u) / a, v - a * u, (v + a * u) / b)
        if back
        else (float(share) * u + float(1 - share) * v, b * u + a * v, a * u + v, a * u - b * v)
    )
    state = (
        f"({two} - sqrt({s})*{bracketed(x)})/sqrt(1 - {s})"
        if back
        else f"sqrt({s})*{bracketed(x)} + sqrt(1 - {s})*{bracketed(noise)}"
    )
    facts: dict[str, Fact] = {"share": s, "x": one}
    return told(
        facts | ({"noisy": two} if back else {"noise": two}),
        words(
            rf"In forward diffusion $x_{{t}} = \sqrt{{\bar\alpha_{{t}}}} x_{{0}} + \sqrt{{1 - "
            rf"\bar\alpha_{{t}}}} \epsilon$. Let $\bar\alpha_{{t}} = {s}$, $x_{{0}} = "
            rf"{one}$ and {known}. Find {asked}, rounded to three decimal places.",
            rf"前向扩散中 $x_{{t}} = \sqrt{{\bar\alpha_{{t}}}} x_{{0}} + \sqrt{{1 - "
            rf"\bar\alpha_{{t}}}} \epsilon$。设 $\bar\alpha_{{t}} = {s}$，$x_{{0}} = "
            rf"{one}$，{known}，求 {asked}，结果保留三位小数。",
        ),
        near(value, 3),
        [
            slip(
                "root-forgotten",
                near(wrong[0], 3),
                "The shares go under a root, so that the variance stays 1.",
                "两个份额都要开方，方差才能保持为 1。",
            ),
            slip(
                "signal-and-noise-exchanged",
                near(wrong[1], 3),
                r"Signal and noise are exchanged: $\bar\alpha$ belongs to the signal.",
                r"信号与噪声弄反了：$\bar\alpha$ 属于信号。",
            ),
            slip(
                "noise-not-scaled",
                near(wrong[2], 3),
                "The noise has a factor too.",
                "噪声也要考虑系数。",
            ),
            slip(
                "sign-of-the-signal" if back else "sign-of-the-noise",
                near(wrong[3], 3),
                "The signal's part is taken away."
                if back
                else "The noise is added, with its own sign.",
                "应减去信号部分。" if back else "噪声是加上去的，并保持自己的符号。",
            ),
        ],
        (
            step(
                state,
                "Solve for the noise and put the numbers in." if back else "Put the numbers in.",
                "解出噪声并代入数值。" if back else "代入数值。",
            ),
            step(near(value, 3).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


def _left_over(dice: random.Random, many: int, ratio: bool) -> Exercise | None:
    betas = [Fraction(dice.randint(1, 40), 100) for _ in range(many)]
    if len(set(betas)) < many:
        return None
    share = prod((1 - beta for beta in betas), start=Fraction(1))
    added, noise = 1 - sum(betas, Fraction(0)), prod(betas, start=Fraction(1))
    mean = prod([1 - sum(betas, Fraction(0)) / many] * many, start=Fraction(1))
    value = share / (1 - share) if ratio else share
    if not clear_of_a_tie(value, 4) or added <= 0:
        return None

    def asked_of(wrong: Fraction) -> Fraction:
        return wrong / (1 - wrong) if ratio else wrong

    shown = [decimal(beta) for beta in betas]
    factors = "*".join(f"(1 - {beta})" for beta in shown)
    kept = "*".join(decimal(1 - beta) for beta in betas)
    ask = (
        r"Find the signal-to-noise ratio $\bar\alpha/(1 - \bar\alpha)$"
        if ratio
        else r"Find $\bar\alpha$"
    )
    ask_zh = r"求信噪比 $\bar\alpha/(1 - \bar\alpha)$" if ratio else r"求 $\bar\alpha$"
    return told(
        {"betas": tuple(shown), "asked": "ratio" if ratio else "share"},
        words(
            rf"A noise schedule has $\beta = {', '.join(shown)}$ in its first steps, and "
            rf"$\bar\alpha$ is the product of all $1 - \beta$. {ask} after these steps, rounded "
            rf"to four decimal places.",
            rf"某噪声调度前几步的 $\beta$ 依次为 ${', '.join(shown)}$，"
            rf"$\bar\alpha$ 是各步 $1 - \beta$ 的乘积。{ask_zh}（这几步之后），结果保留四位小数。",
        ),
        near(value, 4),
        [
            slip(
                "betas-added",
                near(asked_of(added), 4),
                r"The factors $1 - \beta$ are multiplied; taking away the sum of the $\beta$ is "
                r"only an approximation.",
                r"应把各个 $1 - \beta$ 相乘；减去 $\beta$ 之和只是近似。",
            ),
            slip(
                "product-of-the-betas",
                near(asked_of(noise), 4),
                r"Multiply what is kept, $1 - \beta$, not what is added.",
                r"相乘的是保留的部分 $1 - \beta$，不是 $\beta$。",
            ),
            slip(
                "complement-of-the-product",
                near(asked_of(1 - share), 4),
                "This is the share of the noise.",
                "这是噪声所占的份额。",
            ),
            slip(
                "last-step-left-out",
                near(asked_of(share / (1 - betas[-1])), 4),
                "The last step counts too.",
                "最后一步也要算。",
            ),
            slip(
                "mean-beta-in-every-step",
                near(asked_of(mean), 4),
                r"A product of different factors is not the power of their mean.",
                "不同因数之积不等于平均值的幂。",
            ),
        ],
        (
            step(
                f"{factors}/(1 - {factors})" if ratio else factors,
                r"Multiply what each step keeps"
                + (", and compare with the rest." if ratio else "."),
                "把每一步保留的份额相乘" + ("，再与其余部分相比。" if ratio else "。"),
            ),
            step(f"{kept}/(1 - {kept})" if ratio else kept, "Subtract.", "相减。"),
            step(near(value, 4).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


FAMILIES = (
    Family(
        name="diffusion-noising",
        topic="aigc",
        title=words("Forward diffusion of a number", "前向扩散加噪"),
        grades=(12, 13),
        skills=("diffusion", "square-roots"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            _noise_neatly, lambda dice: _noise(dice, False), lambda dice: _noise(dice, True)
        ),
    ),
    Family(
        name="diffusion-schedule",
        topic="aigc",
        title=words("What is left of the signal", "累积信号份额"),
        grades=(11, 13),
        skills=("diffusion", "products"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _left_over(dice, 2, False),
            lambda dice: _left_over(dice, 4, False),
            lambda dice: _left_over(dice, 3, True),
        ),
    ),
)
