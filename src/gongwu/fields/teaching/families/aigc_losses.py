"""What a model loses: cross-entropy and perplexity of its predictions."""

import random
from fractions import Fraction
from math import exp, log, prod, sqrt

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.aigc_tokens import drawn_tokens, named, numbers
from gongwu.fields.teaching.families.drawing_chance import (
    bracketed,
    clear_of_a_tie,
    decimal,
    listed,
    near,
)
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words


def _chances(dice: random.Random, many: int) -> list[Fraction]:
    """One with three decimals, or several with two."""
    if many == 1:
        return [Fraction(dice.randint(11, 989), 1000)]
    return [Fraction(dice.randint(2, 95), 100) for _ in range(many)]


def _loss(dice: random.Random, many: int) -> Exercise | None:
    chances = _chances(dice, many)
    shown = [decimal(p) for p in chances]
    value = sum(-log(p) for p in chances) / many
    if len(set(chances)) < many or not clear_of_a_tie(value, 3):
        return None
    asked = (
        "Find the cross-entropy of this prediction"
        if many == 1
        else "Find the mean cross-entropy per token"
    )
    asked_zh = "求这次预测的交叉熵" if many == 1 else "求每个词元的平均交叉熵"
    given = (
        f"The right next token gets the probability {shown[0]}."
        if many == 1
        else f"In a text of {many} tokens a model gives the right tokens the probabilities "
        f"{listed(shown).en}."
    )
    given_zh = (
        f"模型给正确的下一个词元的概率是 {shown[0]}。"
        if many == 1
        else f"一段文本有 {many} 个词元，模型给各个正确词元的概率依次为 {listed(shown).zh}。"
    )
    terms = [f"ln({p})" for p in shown]
    return told(
        {"chances": tuple(shown)} if many == 1 else {"chances": tuple(shown), "many": many},
        words(
            f"{given} {asked} in nats (natural logarithm), rounded to three decimal places.",
            f"{given_zh}{asked_zh}（用自然对数，单位为奈特），结果保留三位小数。",
        ),
        near(value, 3),
        [
            slip(
                "sign-forgotten",
                near(-value, 3),
                "The logarithm of a probability is negative; the loss is its opposite.",
                "概率的对数是负数，损失是它的相反数。",
            ),
            slip(
                "wrong-base",
                near(value / log(2), 3),
                "This is in bits (base 2), not in nats.",
                "这是以 2 为底（比特）的值，不是奈特。",
            ),
            slip(
                "complement-in-the-logarithm" if many == 1 else "sum-for-mean",
                near(-log(1 - chances[0]) if many == 1 else value * many, 3),
                "The logarithm is of the probability of the right token, not of the others."
                if many == 1
                else f"Divide the sum by the number of tokens, ${many}$.",
                "取对数的是正确词元的概率，不是其余部分。"
                if many == 1
                else f"要把和除以词元数 ${many}$。",
            ),
            slip(
                "linear-loss" if many == 1 else "logarithm-of-the-mean",
                near(1 - chances[0] if many == 1 else -log(sum(chances) / many), 3),
                "Cross-entropy is a logarithm, not the missing probability."
                if many == 1
                else "Take the logarithms first and then the mean.",
                "交叉熵是对数，不是缺少的概率。" if many == 1 else "要先取对数再求平均。",
            ),
            slip(
                "common-logarithm",
                near(value / log(10), 3),
                "This uses the logarithm to base 10.",
                "这里用了以 10 为底的对数。",
            ),
        ],
        (
            step(
                f"-{terms[0]}" if many == 1 else f"-({' + '.join(terms)})/{many}",
                "The loss is the negative logarithm of the right token's probability"
                + ("." if many == 1 else ", averaged over the tokens."),
                "损失是正确词元概率的负对数" + ("。" if many == 1 else "，再对词元取平均。"),
            ),
            step(near(value, 3).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


def _loss_from_logits(dice: random.Random) -> Exercise | None:
    tokens = drawn_tokens(dice, 3)
    logits = [dice.randint(-3, 5) for _ in tokens]
    powers = [exp(logit) for logit in logits]
    value = log(sum(powers)) - logits[0]
    if len(set(logits)) < 3 or not value > 0.02 or not clear_of_a_tie(value, 3):
        return None
    who, values, right = named(tokens), numbers([str(each) for each in logits]), tokens[0]
    return told(
        {
            "logits": tuple(logits),
            "token": right.en,
            "tokens": " ".join(token.en for token in tokens),
        },
        words(
            f"A model gives the tokens {who.en} the logits {values.en}. The right token is "
            f"{right.en}. Find the cross-entropy in nats, rounded to three decimal places.",
            f"模型给词元{who.zh}的 logit 依次为 {values.zh}，正确的词元是{right.zh}。"
            f"求交叉熵（单位为奈特），结果保留三位小数。",
        ),
        near(value, 3),
        [
            slip(
                "probability-for-the-loss",
                near(powers[0] / sum(powers), 3),
                "This is the probability. The loss is its negative logarithm.",
                "这是概率，损失是它的负对数。",
            ),
            slip(
                "logit-taken-as-log-probability",
                near(-logits[0], 3),
                "A logit is no log-probability yet: the logarithm of the sum of exponentials is "
                "missing.",
                "logit 还不是对数概率，漏了“指数之和的对数”这一项。",
            ),
            slip(
                "own-term-left-out-below",
                near(log(sum(powers[1:])) - logits[0], 3),
                "The sum of exponentials runs over all tokens.",
                "指数之和要包括所有词元。",
            ),
            slip(
                "sign-forgotten",
                near(-value, 3),
                "The loss is never negative: take the opposite of the log-probability.",
                "损失不会是负数，应取对数概率的相反数。",
            ),
            slip(
                "wrong-base",
                near(value / log(2), 3),
                "This is in bits (base 2), not in nats.",
                "这是以 2 为底（比特）的值，不是奈特。",
            ),
        ],
        (
            step(
                f"ln({' + '.join(f'exp({each})' for each in logits)}) - {bracketed(logits[0])}",
                "Minus the logarithm of the softmax: the logarithm of the sum, minus the right "
                "token's logit.",
                "softmax 的负对数等于“指数之和的对数”减去正确词元的 logit。",
            ),
            step(near(value, 3).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


def _perplexity(dice: random.Random, many: int) -> Exercise | None:
    chances = _chances(dice, many)
    shown = [decimal(p) for p in chances]
    product = prod(chances, start=Fraction(1))
    value = float(product) ** (-1 / many)
    if len(set(chances)) < many or not clear_of_a_tie(value, 2):
        return None
    mean_inverse = float(sum(1 / p for p in chances)) / many
    return told(
        {"chances": tuple(shown), "many": many},
        words(
            f"A model gives the {many} right tokens of a text the probabilities "
            f"{listed(shown).en}. Find the perplexity per token, rounded to two decimal places.",
            f"模型给一段文本中 {many} 个正确词元的概率依次为 {listed(shown).zh}。"
            f"求每个词元的困惑度，结果保留两位小数。",
        ),
        near(value, 2),
        [
            slip(
                "root-forgotten",
                near(1 / product, 2),
                f"This is for the whole text; per token take the root of order ${many}$.",
                f"这是整段文本的值，按词元要开 ${many}$ 次方。",
            ),
            slip(
                "reciprocal-forgotten",
                near(1 / value, 2),
                "This is the geometric mean of the probabilities; perplexity is its reciprocal.",
                "这是概率的几何平均，困惑度是它的倒数。",
            ),
            slip(
                "reciprocal-of-the-arithmetic-mean",
                near(many / sum(chances), 2),
                "The mean inside is geometric (a mean of logarithms), not arithmetic.",
                "这里的平均是几何平均（对数的平均），不是算术平均。",
            ),
            slip(
                "mean-of-reciprocals",
                near(mean_inverse, 2),
                "Average the logarithms, not the reciprocals.",
                "要平均的是对数，不是倒数。",
            ),
            slip(
                "cross-entropy-for-perplexity",
                near(log(value), 2),
                "This is the mean cross-entropy. Perplexity is e to this power.",
                "这是平均交叉熵，困惑度是 e 的这个次幂。",
            ),
        ],
        (
            step(
                f"({'*'.join(shown)})^(-1/{many})",
                f"Multiply the probabilities, take the root of order ${many}$ and the reciprocal.",
                f"把概率相乘，开 ${many}$ 次方，再取倒数。",
            ),
            step(f"({decimal(product)})^(-1/{many})", "Multiply.", "相乘。"),
            step(near(value, 2).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


def _perplexity_joined(dice: random.Random) -> Exercise | None:
    n, m = (10 * dice.randint(1, 30) for _ in range(2))
    p, q = dice.sample(range(2, 60), 2)
    value = exp((n * log(p) + m * log(q)) / (n + m))
    if n == m or not clear_of_a_tie(value, 2):
        return None
    return told(
        {"n": n, "m": m, "p": p, "q": q},
        words(
            f"On a text of {n} tokens a model has perplexity {p}, on another of {m} tokens "
            f"perplexity {q}. Find its perplexity per token on both together, rounded to two "
            f"decimal places.",
            f"某模型在一段 {n} 个词元的文本上困惑度为 {p}，在另一段 {m} 个词元的文本上困惑度为 "
            f"{q}。求它在两段合起来的每词元困惑度，结果保留两位小数。",
        ),
        near(value, 2),
        [
            slip(
                "arithmetic-mean-of-perplexities",
                near(Fraction(p + q, 2), 2),
                "Perplexities are averaged through their logarithms, and weighted by length.",
                "困惑度要通过对数来平均，并按长度加权。",
            ),
            slip(
                "weighted-but-not-in-logarithms",
                near(Fraction(n * p + m * q, n + m), 2),
                "The lengths are used, but the logarithms must be averaged, not the perplexities.",
                "虽按长度加了权，但应平均的是对数，不是困惑度本身。",
            ),
            slip(
                "weights-ignored",
                near(sqrt(p * q), 2),
                "The texts have different lengths: weight the logarithms.",
                "两段文本长度不同，对数要加权。",
            ),
            slip(
                "weights-exchanged",
                near(exp((m * log(p) + n * log(q)) / (n + m)), 2),
                "The weights are exchanged.",
                "权重弄反了。",
            ),
        ],
        (
            step(
                f"exp({Fraction(n, n + m)}*ln({p}) + {Fraction(m, n + m)}*ln({q}))",
                "Add the cross-entropies of all tokens, divide by their number, and raise e to it.",
                "把所有词元的交叉熵相加，除以词元总数，再取 e 的幂。",
            ),
            step(near(value, 2).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


FAMILIES = (
    Family(
        name="cross-entropy-loss",
        topic="aigc",
        title=words("Cross-entropy of predictions", "预测的交叉熵"),
        grades=(12, 13),
        skills=("cross-entropy", "logarithms"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _loss(dice, 1),
            lambda dice: _loss(dice, dice.randint(2, 4)),
            _loss_from_logits,
        ),
    ),
    Family(
        name="perplexity",
        topic="aigc",
        title=words("Perplexity from token probabilities", "由词元概率求困惑度"),
        grades=(12, 13),
        skills=("perplexity", "geometric-mean"),
        make=by_level(
            lambda dice: _perplexity(dice, 2),
            lambda dice: _perplexity(dice, dice.randint(3, 4)),
            _perplexity_joined,
        ),
    ),
)
