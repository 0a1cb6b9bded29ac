"""How a model learns: the gradient at the logits, and a step of Adam."""

import random
from fractions import Fraction
from math import exp, sqrt

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.aigc_tokens import drawn_tokens, named, numbers
from gongwu.fields.teaching.families.drawing_chance import (
    bracketed,
    clear_of_a_tie,
    decimal,
    listed,
    near,
)
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Expression


def _gradient_given(dice: random.Random) -> Exercise | None:
    tokens = drawn_tokens(dice, 3)
    first, second = sorted(dice.sample(range(3, 98), 2))
    chances = [Fraction(each, 100) for each in (first, second - first, 100 - second)]
    right, asked = dice.randrange(3), dice.randrange(3)
    p, hit = chances[asked], right == asked
    value = p - hit
    who, values = named(tokens), listed([decimal(each) for each in chances])
    return told(
        {
            "chances": tuple(map(decimal, chances)),
            "tokens": " ".join(token.en for token in tokens),
            "right": tokens[right].en,
            "token": tokens[asked].en,
        },
        words(
            f"After the softmax the tokens {who.en} have the probabilities {values.en}. The "
            f"right token is {tokens[right].en}. What is the derivative of the cross-entropy "
            f"with respect to the logit of {tokens[asked].en}?",
            f"经过 softmax，词元{who.zh}的概率依次为 {values.zh}，"
            f"正确的词元是{tokens[right].zh}。交叉熵对{tokens[asked].zh}的 logit 的导数是多少？",
        ),
        Expression(text=decimal(value)),
        [
            slip(
                "sign-of-the-gradient",
                Expression(text=decimal(-value)),
                "The sign is wrong: the derivative is the probability minus the target.",
                "符号反了：导数等于概率减去目标值。",
            ),
            slip(
                "target-forgotten" if hit else "target-subtracted-everywhere",
                Expression(text=decimal(p if hit else p - 1)),
                "For the right token 1 must be taken away."
                if hit
                else "1 is taken away at the right token only.",
                "正确词元处要减去 1。" if hit else "只有在正确词元处才减去 1。",
            ),
            slip(
                "sigmoid-derivative",
                Expression(text=decimal(p * (1 - p))),
                "This is the derivative of the probability, not of the cross-entropy.",
                "这是概率本身的导数，不是交叉熵的导数。",
            ),
            slip(
                "derivative-with-respect-to-the-probability",
                Expression(text=f"-1/{decimal(p)}"),
                "This is the derivative with respect to the probability; the softmax lies in "
                "between.",
                "这是对概率的导数，中间还隔着 softmax。",
            ),
        ],
        (
            step(
                f"{decimal(p)} - {int(hit)}",
                "The derivative is the probability minus the target, which is 1 for the right "
                "token and 0 for the others.",
                "导数等于概率减去目标值：正确词元的目标值是 1，其余是 0。",
            ),
            step(decimal(value), "Subtract.", "相减。"),
        ),
    )


def _gradient(dice: random.Random, moved: bool) -> Exercise | None:
    tokens = drawn_tokens(dice, 3)
    logits = [dice.randint(-3, 4) for _ in tokens]
    rate = Fraction(dice.choice((1, 2, 5, 10, 20, 50)), 10)
    powers = [exp(logit) for logit in logits]
    right = dice.randrange(3)
    p, hit = powers[0] / sum(powers), right == 0
    slope = p - hit
    value = logits[0] - float(rate) * slope if moved else slope
    if len(set(logits)) < 3 or not 0.02 < p < 0.98 or not clear_of_a_tie(value, 3):
        return None

    def after(wrong: float) -> float:
        return logits[0] - float(rate) * wrong if moved else wrong

    who, values, asked = named(tokens), numbers([str(each) for each in logits]), tokens[0]
    terms = [f"exp({each})" for each in logits]
    softmax = f"{terms[0]}/({' + '.join(terms)})"
    slope_text = f"{softmax} - {int(hit)}"
    act = (
        f"Gradient descent on the cross-entropy changes the logits themselves, with learning "
        f"rate {decimal(rate)}. What is the logit of {asked.en} after one step"
        if moved
        else f"What is the derivative of the cross-entropy with respect to the logit of {asked.en}"
    )
    act_zh = (
        f"对 logit 本身做一步梯度下降以减小交叉熵，学习率为 {decimal(rate)}。"
        f"这一步之后{asked.zh}的 logit 是多少"
        if moved
        else f"交叉熵对{asked.zh}的 logit 的导数是多少"
    )
    facts: dict[str, Fact] = {
        "logits": tuple(logits),
        "tokens": " ".join(token.en for token in tokens),
        "right": tokens[right].en,
        "token": asked.en,
    }
    return told(
        {**facts, "rate": decimal(rate)} if moved else facts,
        words(
            f"The tokens {who.en} have the logits {values.en}. The right token is "
            f"{tokens[right].en}. {act}, rounded to three decimal places?",
            f"词元{who.zh}的 logit 依次为 {values.zh}，正确的词元是{tokens[right].zh}。{act_zh}？"
            f"结果保留三位小数。",
        ),
        near(value, 3),
        [
            slip(
                "sign-of-the-gradient",
                near(after(-slope), 3),
                "The sign is wrong: the derivative is the probability minus the target"
                + (", and the step goes against it." if moved else "."),
                "符号反了：导数等于概率减去目标值" + ("，下降要沿它的反方向。" if moved else "。"),
            ),
            slip(
                "target-forgotten" if hit else "target-subtracted-everywhere",
                near(after(p if hit else p - 1), 3),
                "For the right token 1 must be taken away."
                if hit
                else "1 is taken away at the right token only.",
                "正确词元处要减去 1。" if hit else "只有在正确词元处才减去 1。",
            ),
            slip(
                "sigmoid-derivative",
                near(after(p * (1 - p)), 3),
                "This uses the derivative of the probability, not of the cross-entropy.",
                "这里用的是概率的导数，不是交叉熵的导数。",
            ),
            slip(
                "logit-for-probability",
                near(after(logits[0] - hit), 3),
                "The probability belongs here, not the logit: take the softmax first.",
                "这里应该用概率而不是 logit，要先求 softmax。",
            ),
        ],
        (
            step(
                f"{logits[0]} - {decimal(rate)}*({slope_text})" if moved else slope_text,
                (
                    "The new logit is the old one minus the rate times the derivative, and "
                    if moved
                    else ""
                )
                + "the derivative is the softmax probability minus the target.",
                ("新的 logit 等于原值减去学习率乘导数；" if moved else "")
                + "导数等于 softmax 概率减去目标值。",
            ),
            step(
                near(value, 3).digits,
                f"The probability is about {p:.4f}. Work it out and round.",
                f"概率约为 {p:.4f}。计算并四舍五入。",
            ),
        ),
    )


def _moment(dice: random.Random) -> Exercise | None:
    keep = Fraction(dice.choice((80, 90, 95)), 100)
    before, slope = (Fraction(dice.choice((-1, 1)) * dice.randint(1, 50), 10) for _ in range(2))
    value = keep * before + (1 - keep) * slope
    b, m, g = decimal(keep), bracketed(before), bracketed(slope)
    return told(
        {"beta": b, "m": decimal(before), "g": decimal(slope)},
        words(
            rf"Adam keeps a running mean of the gradients with $\beta = {b}$. It stands at "
            rf"$m = {decimal(before)}$, and the new gradient is $g = {decimal(slope)}$. What is "
            rf"$m$ after the update?",
            rf"Adam 用 $\beta = {b}$ 维护梯度的滑动平均。当前 $m = {decimal(before)}$，"
            rf"新的梯度 $g = {decimal(slope)}$。更新后的 $m$ 是多少？",
        ),
        Expression(text=decimal(value)),
        [
            slip(
                "weights-exchanged",
                Expression(text=decimal((1 - keep) * before + keep * slope)),
                "The weights are exchanged: the old mean keeps the large share.",
                "权重弄反了：旧的平均值占大头。",
            ),
            slip(
                "gradient-not-weighted",
                Expression(text=decimal(keep * before + slope)),
                "The new gradient has the weight $1 - \\beta$, not 1.",
                "新梯度的权重是 $1 - \\beta$，不是 1。",
            ),
            slip(
                "plain-average",
                Expression(text=decimal((before + slope) / 2)),
                "The two do not count equally.",
                "两者的权重并不相等。",
            ),
            slip(
                "gradient-squared",
                Expression(text=decimal(keep * before + (1 - keep) * slope**2)),
                "The first moment takes the gradient itself; its square belongs to the second.",
                "一阶矩用梯度本身，平方属于二阶矩。",
            ),
        ],
        (
            step(
                f"{b}*{m} + (1 - {b})*{g}",
                "The old mean keeps its share, the new gradient gets the rest.",
                "旧平均保留其份额，新梯度占其余部分。",
            ),
            step(
                f"{decimal(keep * before)} + {bracketed((1 - keep) * slope)}",
                "Multiply.",
                "分别相乘。",
            ),
            step(decimal(value), "Add.", "相加。"),
        ),
    )


def _adam(dice: random.Random, level: int) -> Exercise | None:
    """From zero moments: the second step, in which the corrections matter."""
    rate = Fraction(dice.choice((1, 2, 5, 10)), 100)
    start = Fraction(dice.randint(-30, 30), 10)
    first, second = (Fraction(dice.choice((-1, 1)) * dice.randint(1, 60), 10) for _ in range(2))
    b1, b2 = Fraction(9, 10), Fraction(dice.choice((950, 990, 999)), 1000)
    m = b1 * (1 - b1) * first + (1 - b1) * second
    v = b2 * (1 - b2) * first**2 + (1 - b2) * second**2
    m_hat, v_hat = m / (1 - b1**2), v / (1 - b2**2)
    if first == second or m == 0:
        return None
    move = float(rate) * float(m_hat) / sqrt(v_hat)
    plain = float(rate) * float(m) / sqrt(v)
    value = move if level == 2 else float(start) - move
    if abs(move) < 0.002 or not clear_of_a_tie(value, 4):
        return None

    def after(wrong: float) -> float:
        return wrong if level == 2 else float(start) - wrong

    one, two = decimal(first), decimal(second)
    lr, beta2 = decimal(rate), decimal(b2)
    mean = f"(0.9*0.1*{bracketed(first)} + 0.1*{bracketed(second)})/(1 - 0.9^2)"
    square = (
        f"({beta2}*(1 - {beta2})*{bracketed(first)}^2 + (1 - "
        f"{beta2})*{bracketed(second)}^2)/(1 - {beta2}^2)"
    )
    shift = f"{lr}*({m_hat})/sqrt({v_hat})"
    facts: dict[str, Fact] = {"rate": lr, "beta1": "0.9", "beta2": beta2, "gradients": (one, two)}
    asked = (
        "By how much is the weight lowered in the second step (negative if it is raised)"
        if level == 2
        else f"The weight starts the second step at {decimal(start)}. What is it after that step"
    )
    asked_zh = (
        "第二步中权重减少多少（若增大则为负）"
        if level == 2
        else f"第二步开始时权重为 {decimal(start)}。这一步之后权重是多少"
    )
    return told(
        facts if level == 2 else facts | {"start": decimal(start)},
        words(
            rf"Adam starts with both moments at 0. Its settings are $\beta_{{1}} = 0.9$, "
            rf"$\beta_{{2}} = {beta2}$, learning rate {lr}, with bias correction and negligible "
            rf"$\epsilon$. The first two gradients of a weight are ${one}$ and ${two}$. {asked}, "
            rf"rounded to four decimal places?",
            rf"Adam 的两个矩都从 0 开始，$\beta_{{1}} = 0.9$，$\beta_{{2}} = {beta2}$，"
            rf"学习率为 {lr}，使用偏差修正，$\epsilon$ 可忽略。"
            rf"某权重前两步的梯度依次为 ${one}$ 和 ${two}$。{asked_zh}？结果保留四位小数。",
        ),
        near(value, 4),
        [
            slip(
                "bias-correction-forgotten",
                near(after(plain), 4),
                "The moments start at 0 and are too small at first: divide them by "
                "$1 - \\beta^{t}$.",
                "矩从 0 开始，起初偏小，要除以 $1 - \\beta^{t}$。",
            ),
            slip(
                "plain-gradient-descent",
                near(after(float(rate * second)), 4),
                "This is plain gradient descent, without moments.",
                "这是普通的梯度下降，没有用到矩。",
            ),
            slip(
                "root-forgotten",
                near(after(float(rate * m_hat / v_hat)), 4),
                "Divide by the root of the second moment.",
                "要除以二阶矩的平方根。",
            ),
            slip(
                "sign-of-the-step",
                near(after(-move), 4),
                "The sign is wrong: the weight goes against the mean gradient.",
                "符号反了：权重沿平均梯度的反方向变化。",
            ),
            slip(
                "only-the-sign-of-the-gradient",
                near(after(float(rate) * (1 if second > 0 else -1)), 4),
                "That holds for the first step only.",
                "只有第一步才是这样。",
            ),
        ],
        (
            step(
                f"m = {mean}",
                "The corrected first moment after two gradients.",
                "两次梯度后修正的一阶矩。",
            ),
            step(f"v = {square}", "The corrected second moment.", "修正的二阶矩。"),
            step(
                f"d = {shift}" if level == 2 else f"w = {decimal(start)} - {shift}",
                "The learning rate times the first moment, divided by the root of the second"
                + ("." if level == 2 else ", is taken from the weight."),
                "学习率乘一阶矩，再除以二阶矩的平方根"
                + ("。" if level == 2 else "，从权重中减去。"),
            ),
            step(
                f"{'d' if level == 2 else 'w'} = {near(value, 4).digits}",
                "Work it out and round.",
                "计算并四舍五入。",
            ),
        ),
    )


FAMILIES = (
    Family(
        name="gradient-at-the-logits",
        topic="aigc",
        title=words("Gradient of cross-entropy at the logits", "交叉熵对 logit 的梯度"),
        grades=(13, 13),
        skills=("gradient-descent", "softmax"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            _gradient_given,
            lambda dice: _gradient(dice, False),
            lambda dice: _gradient(dice, True),
        ),
    ),
    Family(
        name="adam-step",
        topic="aigc",
        title=words("A step of Adam", "Adam 优化器的一步"),
        grades=(13, 13),
        skills=("adam", "moving-average"),
        constants=frozenset({"0", "1", "2"}),
        make=by_level(_moment, lambda dice: _adam(dice, 2), lambda dice: _adam(dice, 3)),
    ),
)
