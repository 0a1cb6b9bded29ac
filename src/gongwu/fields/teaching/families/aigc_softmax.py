"""From logits to the next token: softmax, temperature, truncation, the draw."""

import random
from fractions import Fraction
from math import exp

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.aigc_tokens import drawn_tokens, named, numbers
from gongwu.fields.teaching.families.drawing_chance import clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact


def _softmax(dice: random.Random, many: int, halves: bool) -> Exercise | None:
    tokens = drawn_tokens(dice, many)
    logits = [
        Fraction(dice.randint(-6, 8), 2) if halves else Fraction(dice.randint(-3, 5))
        for _ in tokens
    ]
    powers = [exp(logit) for logit in logits]
    value = powers[0] / sum(powers)
    if len(set(logits)) < many or not 0.005 < value < 0.995 or not clear_of_a_tie(value, 3):
        return None
    shown = [decimal(logit) for logit in logits]
    terms = [f"exp({logit})" for logit in shown]
    who, values, asked = named(tokens), numbers(shown), tokens[0]
    opposite = [1 / power for power in powers]
    twos = [2 ** float(logit) for logit in logits]
    return told(
        {
            "logits": tuple(shown),
            "token": asked.en,
            "tokens": " ".join(token.en for token in tokens),
        },
        words(
            f"A language model gives the tokens {who.en} the logits {values.en}, and no others "
            f"are possible. Find the softmax probability of {asked.en}, rounded to three decimal "
            f"places.",
            f"语言模型给词元{who.zh}的 logit 依次为 {values.zh}，没有别的候选。"
            f"求{asked.zh}的 softmax 概率，结果保留三位小数。",
        ),
        near(value, 3),
        [
            slip(
                "exponential-not-normalised",
                near(powers[0], 3),
                "This is only the exponential of the logit. Divide by the sum over all tokens.",
                "这只是该 logit 的指数，还要除以所有词元的指数之和。",
            ),
            slip(
                "sign-of-the-exponent",
                near(opposite[0] / sum(opposite), 3),
                "The exponent has the wrong sign: a larger logit means a larger probability.",
                "指数的符号反了：logit 越大，概率越大。",
            ),
            slip(
                "wrong-base",
                near(twos[0] / sum(twos), 3),
                "Softmax uses powers of e, not of 2.",
                "softmax 用 e 的幂，不是 2 的幂。",
            ),
            slip(
                "own-term-left-out-below",
                near(powers[0] / sum(powers[1:]), 3),
                "The sum below runs over all tokens, this one too; this ratio is the odds.",
                "分母要对所有词元求和，包括它自己；这样算出的是优势比。",
            ),
            slip(
                "uniform-instead",
                near(Fraction(1, many), 3),
                "The tokens are equally likely only if all logits are equal.",
                "只有 logit 全相等时各词元才等可能。",
            ),
        ],
        (
            step(
                f"{terms[0]}/({' + '.join(terms)})",
                "Softmax: the exponential of the logit, divided by the sum of all of them.",
                "softmax：该 logit 的指数除以所有指数之和。",
            ),
            step(
                near(value, 3).digits,
                f"The exponentials are about {', '.join(f'{power:.3f}' for power in powers)}. "
                f"Divide and round.",
                f"各指数约为 {'、'.join(f'{power:.3f}' for power in powers)}。相除并四舍五入。",
            ),
        ),
    )


_TEMPERATURES = ("0.4", "0.5", "0.8", "1.25", "1.6", "2", "2.5", "4", "5")


def _temperature(dice: random.Random, many: int) -> Exercise | None:
    tokens = drawn_tokens(dice, many)
    heat = dice.choice(_TEMPERATURES)
    logits = [dice.randint(-3, 6) for _ in tokens]
    cool = [exp(logit / float(heat)) for logit in logits]
    plain, hot = [exp(logit) for logit in logits], [exp(logit * float(heat)) for logit in logits]
    value = cool[0] / sum(cool)
    if len(set(logits)) < many or not 0.01 < value < 0.99 or not clear_of_a_tie(value, 3):
        return None
    terms = [f"exp({decimal(logit / Fraction(heat))})" for logit in logits]
    who, values, asked = named(tokens), numbers([str(logit) for logit in logits]), tokens[0]
    scaled = plain[0] / sum(plain) / float(heat)
    return told(
        {
            "logits": tuple(logits),
            "temperature": heat,
            "token": asked.en,
            "tokens": " ".join(token.en for token in tokens),
        },
        words(
            f"The tokens {who.en} have the logits {values.en}. A model samples at temperature "
            f"{heat}. Find the probability of {asked.en}, rounded to three decimal places.",
            f"词元{who.zh}的 logit 依次为 {values.zh}。模型以温度 {heat} 采样，"
            f"求{asked.zh}的概率，结果保留三位小数。",
        ),
        near(value, 3),
        [
            slip(
                "temperature-ignored",
                near(plain[0] / sum(plain), 3),
                "This is the softmax at temperature 1.",
                "这是温度为 1 时的 softmax。",
            ),
            slip(
                "multiplied-by-the-temperature",
                near(hot[0] / sum(hot), 3),
                "The logits are divided by the temperature, not multiplied.",
                "logit 要除以温度，不是乘以温度。",
            ),
            slip(
                "probability-divided-by-the-temperature",
                near(scaled, 3),
                "The temperature acts on the logits, before the softmax.",
                "温度作用在 logit 上，在 softmax 之前。",
            ),
            slip(
                "uniform-instead",
                near(Fraction(1, many), 3),
                "Only an infinite temperature makes all tokens equally likely.",
                "只有温度趋于无穷时各词元才等可能。",
            ),
        ],
        (
            step(
                f"{terms[0]}/({' + '.join(terms)})",
                "Divide each logit by the temperature, then take the softmax.",
                "先把每个 logit 除以温度，再求 softmax。",
            ),
            step(
                near(value, 3).digits,
                f"The exponentials are about {', '.join(f'{power:.3f}' for power in cool)}. "
                f"Divide and round.",
                f"各指数约为 {'、'.join(f'{power:.3f}' for power in cool)}。相除并四舍五入。",
            ),
        ),
    )


def _temperature_for_odds(dice: random.Random) -> Exercise | None:
    one, two = drawn_tokens(dice, 2)
    low, gap, k = dice.randint(-4, 4), dice.randint(1, 16), dice.randint(2, 9)
    if gap == k:
        return None
    high = low + gap
    answer = Fraction(gap, k)
    return told(
        {"high": high, "low": low, "power": k, "tokens": f"{one.en} {two.en}"},
        words(
            f"The logit of {one.en} is ${high}$, that of {two.en} is ${low}$. At which "
            f"temperature is {one.en} exactly $e^{{{k}}}$ times as likely as {two.en}?",
            f"{one.zh}的 logit 是 ${high}$，{two.zh}的 logit 是 ${low}$。温度为多少时，"
            f"{one.zh}的概率恰好是{two.zh}的 $e^{{{k}}}$ 倍？",
        ),
        exact(answer),
        [
            slip(
                "multiplied-by-the-temperature",
                exact(Fraction(k, gap)),
                "The logits are divided by the temperature: the odds are the exponential of the "
                "gap over the temperature.",
                "logit 是除以温度：概率之比是“差除以温度”的指数。",
            ),
            slip(
                "gap-not-divided",
                exact(gap),
                "This is the gap of the logits. Divide it by the wanted exponent.",
                "这是 logit 的差，还要除以所求的指数。",
            ),
            slip(
                "logits-added",
                exact(Fraction(high + low, k)),
                "The ratio of two exponentials has the difference of the exponents.",
                "两个指数相除，指数相减，不是相加。",
            ),
            slip(
                "logit-for-the-gap",
                exact(Fraction(high, k)),
                "The other logit counts too: only the difference matters.",
                "另一个 logit 也要算，起作用的是两者之差。",
            ),
        ],
        (
            step(
                f"({high} - ({low}))/T = {k}",
                "The ratio of the probabilities is the exponential of the gap of the logits over "
                "the temperature.",
                "概率之比等于“logit 之差除以温度”的指数。",
            ),
            step(f"T = {gap}/{k}", "Solve for the temperature.", "解出温度。"),
            step(f"T = {answer}", "Reduce.", "化简。"),
        ),
    )


FAMILIES = (
    Family(
        name="softmax-by-hand",
        topic="aigc",
        title=words("Softmax of a few logits", "手算 softmax"),
        grades=(11, 13),
        skills=("softmax", "exponentials"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _softmax(dice, 2, False),
            lambda dice: _softmax(dice, 3, False),
            lambda dice: _softmax(dice, 4, True),
        ),
    ),
    Family(
        name="softmax-temperature",
        topic="aigc",
        title=words("Temperature in softmax", "softmax 的温度"),
        grades=(11, 13),
        skills=("softmax", "temperature"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _temperature(dice, 2),
            lambda dice: _temperature(dice, 3),
            _temperature_for_odds,
        ),
    ),
)
