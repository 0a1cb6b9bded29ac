"""Diffusion on one or two numbers: noising, what is left of the signal, denoising, guidance."""

import random
from fractions import Fraction
from math import prod, sqrt

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing import other_than
from gongwu.fields.teaching.families.drawing_chance import bracketed, clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Expression, Ordered, exact

# Shares of signal and noise whose roots end in decimals: 0.64 + 0.36 = 1.
_NEAT = (
    ("0.64", "0.8", "0.6"),
    ("0.36", "0.6", "0.8"),
    ("0.9216", "0.96", "0.28"),
    ("0.0784", "0.28", "0.96"),
)


def _tenths(dice: random.Random, largest: int = 30) -> Fraction:
    return Fraction(dice.choice((-1, 1)) * dice.randint(1, largest), 10)


def _untidy(dice: random.Random, low: int, high: int) -> Fraction:
    """A share of the signal, in percent, whose root does not end."""
    tidy = {Fraction(share) for share, _, _ in _NEAT}
    return other_than(lambda: Fraction(dice.randint(low, high), 100), *tidy)


def _noise_neatly(dice: random.Random) -> Exercise | None:
    share, root, noise_root = dice.choice(_NEAT)
    x, noise = _tenths(dice), _tenths(dice)
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
    share = _untidy(dice, 5, 97)
    x, noise = _tenths(dice), _tenths(dice)
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


def _clean_neatly(dice: random.Random) -> Exercise | None:
    share, root, noise_root = dice.choice(_NEAT[:2])
    clean, noise = Fraction(dice.randint(-30, 30), 10), _tenths(dice)
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
    share = _untidy(dice, 10, 80)
    later = Fraction(dice.randint(int(share * 100) + 5, 98), 100)
    noisy, noise = _tenths(dice), _tenths(dice)
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
    free, told_ = ([_tenths(dice) for _ in range(many)] for _ in range(2))

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
    u, c = _tenths(dice), _tenths(dice)
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
