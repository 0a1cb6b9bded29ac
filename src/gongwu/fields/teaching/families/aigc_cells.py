"""What a cell does to a state: a GRU step, and the norms."""

import random
from fractions import Fraction
from math import exp, sqrt, tanh

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_chance import bracketed, clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Expression


def _tenth(dice: random.Random, largest: int = 20) -> Fraction:
    return Fraction(dice.choice((-1, 1)) * dice.randint(1, largest), 10)


def _sigmoid(number: float) -> float:
    return 1 / (1 + exp(-number))


def _gru_given(dice: random.Random) -> Exercise | None:
    z = Fraction(dice.randint(1, 19), 20)
    new, old = (
        Fraction(dice.choice((-1, 1)) * dice.randint(1, 9), 10),
        Fraction(dice.choice((-1, 1)) * dice.randint(1, 9), 10),
    )
    value = (1 - z) * new + z * old
    a, n, h = decimal(z), decimal(new), decimal(old)

    def text(number: Fraction) -> Expression:
        return Expression(text=decimal(number))

    return told(
        {"z": a, "n": n, "h": h},
        words(
            f"A GRU mixes its old state $h$ and the new content $n$ into $(1 - z)n + zh$. Let "
            f"$z = {a}$, $n = {n}$ and $h = {h}$. Find the new state.",
            f"GRU 用 $(1 - z)n + zh$ 混合旧状态 $h$ 和新内容 $n$。设 $z = {a}$，$n = {n}$，"
            f"$h = {h}$，求新状态。",
        ),
        text(value),
        [
            slip(
                "weights-exchanged",
                text(z * new + (1 - z) * old),
                "The gate keeps the old state here: the weights are exchanged.",
                "这里的门保留的是旧状态，权重弄反了。",
            ),
            slip(
                "old-state-forgotten",
                text((1 - z) * new),
                "The old state keeps its share.",
                "旧状态也占一份。",
            ),
            slip(
                "plain-average",
                text((new + old) / 2),
                "The gate decides the weights; they are not equal.",
                "权重由门决定，并不相等。",
            ),
            slip(
                "not-weighted",
                text(new + z * old),
                "The new content has the weight $1 - z$.",
                "新内容的权重是 $1 - z$。",
            ),
        ],
        (
            step(
                f"(1 - {a})*{bracketed(new)} + {a}*{bracketed(old)}",
                "Put the numbers in.",
                "代入数值。",
            ),
            step(f"{bracketed((1 - z) * new)} + {bracketed(z * old)}", "Multiply.", "分别相乘。"),
            step(decimal(value), "Add.", "相加。"),
        ),
    )


def _gru_gate(dice: random.Random) -> Exercise | None:
    gate = _tenth(dice, 30)
    new, old = (Fraction(dice.choice((-1, 1)) * dice.randint(1, 9), 10) for _ in range(2))
    z = _sigmoid(float(gate))
    value = (1 - z) * float(new) + z * float(old)
    if new == old or not clear_of_a_tie(value, 3):
        return None
    a, n, h = decimal(gate), decimal(new), decimal(old)
    sigmoid = f"1/(1 + exp({decimal(-gate)}))"
    tanh_gate = (1 - tanh(float(gate))) * float(new) + tanh(float(gate)) * float(old)
    return told(
        {"gate": a, "n": n, "h": h},
        words(
            rf"A GRU's new state is $(1 - z)n + zh$ with $z = \sigma(a)$, where "
            rf"$\sigma(a) = \frac{{1}}{{1 + e^{{-a}}}}$. Let $a = {a}$, $n = {n}$ and $h = {h}$. "
            rf"Find the new state, rounded to three decimal places.",
            rf"GRU 的新状态为 $(1 - z)n + zh$，其中 $z = \sigma(a)$，"
            rf"$\sigma(a) = \frac{{1}}{{1 + e^{{-a}}}}$。设 $a = {a}$，$n = {n}$，$h = {h}$，"
            rf"求新状态，结果保留三位小数。",
        ),
        near(value, 3),
        [
            slip(
                "weights-exchanged",
                near(z * float(new) + (1 - z) * float(old), 3),
                "The gate keeps the old state here: the weights are exchanged.",
                "这里的门保留的是旧状态，权重弄反了。",
            ),
            slip(
                "sigmoid-forgotten",
                near((1 - gate) * new + gate * old, 3),
                "The gate is the sigmoid of this number, not the number itself.",
                "门是这个数的 sigmoid 值，不是这个数本身。",
            ),
            slip(
                "tanh-for-sigmoid",
                near(tanh_gate, 3),
                "The gate uses the sigmoid, which lies between 0 and 1.",
                "门用的是取值在 0 与 1 之间的 sigmoid。",
            ),
            slip(
                "old-state-forgotten",
                near((1 - z) * float(new), 3),
                "The old state keeps its share.",
                "旧状态也占一份。",
            ),
        ],
        (
            step(
                f"(1 - {sigmoid})*{bracketed(new)} + {sigmoid}*{bracketed(old)}",
                "Put the numbers in.",
                "代入数值。",
            ),
            step(
                near(value, 3).digits,
                f"The gate is about {z:.4f}. Work it out and round.",
                f"门的值约为 {z:.4f}。计算并四舍五入。",
            ),
        ),
    )


def _gru_step(dice: random.Random) -> Exercise | None:
    x, h = (Fraction(dice.choice((-1, 1)) * dice.randint(1, 20), 10) for _ in range(2))
    wz, uz, wr, ur, wn, un = (_tenth(dice, 15) for _ in range(6))
    z, r = _sigmoid(float(wz * x + uz * h)), _sigmoid(float(wr * x + ur * h))
    new = tanh(float(wn * x) + r * float(un * h))
    value = (1 - z) * new + z * float(h)
    if not clear_of_a_tie(value, 3):
        return None
    plain = tanh(float(wn * x + un * h))
    given = [decimal(each) for each in (wz, uz, wr, ur, wn, un)]
    formulas = (
        r"$z = \sigma(w_{z}x + u_{z}h)$, $r = \sigma(w_{r}x + u_{r}h)$, "
        r"$n = \tanh(w_{n}x + r u_{n}h)$"
    )
    names = ("w_{z}", "u_{z}", "w_{r}", "u_{r}", "w_{n}", "u_{n}")
    weights = ", ".join(f"${name} = {number}$" for name, number in zip(names, given, strict=True))
    weights_zh = weights.replace(", ", "，")
    formulas = formulas.replace(r"\tanh", r"\mathrm{tanh}")
    formulas_zh = formulas.replace(", ", "，")
    return told(
        {"x": decimal(x), "h": decimal(h), "weights": tuple(given)},
        words(
            rf"A GRU with one unit computes {formulas} and the new state $(1 - z)n + zh$. Its "
            rf"weights are {weights}; there are no biases. Let $x = {decimal(x)}$ and "
            rf"$h = {decimal(h)}$. Find the new state, rounded to three decimal places.",
            rf"只有一个单元的 GRU 计算 {formulas_zh}，新状态为 $(1 - z)n + zh$。"
            rf"权重为 {weights_zh}，没有偏置。设 $x = {decimal(x)}$，$h = {decimal(h)}$，"
            rf"求新状态，结果保留三位小数。",
        ),
        near(value, 3),
        [
            slip(
                "weights-exchanged",
                near(z * new + (1 - z) * float(h), 3),
                "The gate $z$ keeps the old state here: the weights are exchanged.",
                "这里的门 $z$ 保留的是旧状态，权重弄反了。",
            ),
            slip(
                "reset-gate-forgotten",
                near((1 - z) * plain + z * float(h), 3),
                "The reset gate must weaken the old state inside the new content.",
                "新内容里的旧状态要乘重置门。",
            ),
            slip(
                "old-state-forgotten",
                near((1 - z) * new, 3),
                "The old state keeps its share.",
                "旧状态也占一份。",
            ),
            slip(
                "new-content-only",
                near(new, 3),
                "This is the new content; it must still be mixed with the old state.",
                "这只是新内容，还要与旧状态混合。",
            ),
        ],
        (
            step(
                f"z = 1/(1 + exp({decimal(-(wz * x + uz * h))}))",
                f"The update gate: about {z:.4f}.",
                f"更新门：约为 {z:.4f}。",
            ),
            step(
                f"r = 1/(1 + exp({decimal(-(wr * x + ur * h))}))",
                f"The reset gate: about {r:.4f}.",
                f"重置门：约为 {r:.4f}。",
            ),
            step("", f"The new content is about {new:.4f}.", f"新内容约为 {new:.4f}。"),
            step(
                "",
                f"Mix and round: {near(value, 3).digits}.",
                f"混合并四舍五入：{near(value, 3).digits}。",
            ),
        ),
    )


def _norm(dice: random.Random, level: int) -> Exercise | None:
    size = 3 if level == 1 else 4
    entries = [dice.randint(-9, 9) for _ in range(size)]
    mean = Fraction(sum(entries), size)
    variance = sum((each - mean) ** 2 for each in entries) / size
    if len(set(entries)) < size or entries[0] == mean or not entries[0]:
        return None
    square = Fraction(sum(each * each for each in entries), size)
    gain, shift = (
        Fraction(dice.randint(5, 20), 10),
        Fraction(dice.choice((-1, 1)) * dice.randint(1, 10), 10),
    )
    centred = float(entries[0] - mean)
    plain = {1: entries[0] / sqrt(square)}.get(level, centred / sqrt(variance))
    sample = centred / sqrt(variance * size / (size - 1))

    def scaled(number: float) -> float:
        return number * float(gain) + float(shift) if level == 3 else number

    value = scaled(plain)
    if not clear_of_a_tie(value, 3):
        return None
    norm, norm_zh = ("RMS norm", "RMS 归一化") if level == 1 else ("Layer norm", "层归一化")
    rule = (
        "divides each entry by the root of the mean square"
        if level == 1
        else "takes the mean from each entry and divides by the standard deviation (the root of "
        "the mean squared deviation)"
    )
    rule_zh = (
        "把每个分量除以均方的平方根"
        if level == 1
        else "把每个分量减去均值，再除以标准差（偏差平方的平均值的平方根）"
    )
    last = (
        f" It then multiplies by the gain {decimal(gain)} and adds the bias {decimal(shift)}."
        if level == 3
        else ""
    )
    last_zh = f"，然后乘以增益 {decimal(gain)} 并加上偏置 {decimal(shift)}" if level == 3 else ""
    facts: dict[str, Fact] = {"entries": tuple(entries), "norm": "rms" if level == 1 else "layer"}
    wrong = (
        (
            "mean-taken-away",
            centred / sqrt(variance),
            "RMS norm does not take the mean away.",
            "RMS 归一化不减均值。",
        )
        if level == 1
        else (
            "mean-not-taken-away",
            scaled(entries[0] / sqrt(square)),
            "Take the mean away first.",
            "要先减去均值。",
        ),
        (
            "root-forgotten",
            scaled(entries[0] / float(square) if level == 1 else centred / float(variance)),
            "Divide by the root.",
            "应除以平方根。",
        ),
        (
            "mean-for-the-mean-square",
            entries[0] / float(sum(map(abs, entries)) / Fraction(size)),
            "Square the entries, average, take the root.",
            "要先平方，再平均，再开方。",
        )
        if level == 1
        else (
            "sample-for-population",
            scaled(sample),
            f"Divide the sum of squares by ${size}$, not by ${size - 1}$.",
            f"平方和要除以 ${size}$，不是 ${size - 1}$。",
        ),
        (
            "gain-forgotten",
            plain,
            "The gain and the bias come at the end.",
            "最后还要乘增益、加偏置。",
        )
        if level == 3
        else (
            "sum-for-mean",
            entries[0] / sqrt(square * size) if level == 1 else centred / sqrt(variance * size),
            f"Divide the sum of squares by ${size}$ first.",
            f"平方和要先除以 ${size}$。",
        ),
    )
    squares = " + ".join(f"{bracketed(each)}^2" for each in entries)
    deviations = " + ".join(f"({each} - {_behind_a_sign(mean)})^2" for each in entries)
    core = (
        f"{bracketed(entries[0])}/sqrt(({squares})/{size})"
        if level == 1
        else f"({entries[0]} - {_behind_a_sign(mean)})/sqrt(({deviations})/{size})"
    )
    state = f"{core}*{decimal(gain)} + {bracketed(shift)}" if level == 3 else core
    return told(
        facts | {"gain": decimal(gain), "bias": decimal(shift)} if level == 3 else facts,
        words(
            f"{norm} {rule}.{last} What becomes of the first entry of "
            f"$({', '.join(map(str, entries))})$, rounded "
            f"to three decimal places?",
            f"{norm_zh}{rule_zh}{last_zh}。向量 $({', '.join(map(str, entries))})$ "
            f"的第一个分量变为多少？"
            f"结果保留三位小数。",
        ),
        near(value, 3),
        [slip(name, near(each, 3), en, zh) for name, each, en, zh in wrong],
        (
            step(
                state,
                f"The mean square is ${square}$."
                if level == 1
                else f"The mean is ${mean}$ and the variance ${variance}$.",
                f"均方为 ${square}$。" if level == 1 else f"均值为 ${mean}$，方差为 ${variance}$。",
            ),
            step(near(value, 3).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


def _behind_a_sign(number: Fraction) -> str:
    """A mean behind a sign."""
    return str(number) if number.denominator == 1 and number >= 0 else f"({number})"


FAMILIES = (
    Family(
        name="gru-step",
        topic="aigc",
        title=words("One step of a GRU", "GRU 的一步"),
        grades=(12, 13),
        skills=("recurrent-networks", "gates"),
        constants=frozenset({"0", "1"}),
        make=by_level(_gru_given, _gru_gate, _gru_step),
    ),
    Family(
        name="layer-norm",
        topic="aigc",
        title=words("Normalising a vector", "向量的归一化"),
        grades=(12, 13),
        skills=("layer-norm", "standard-deviation"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _norm(dice, 1), lambda dice: _norm(dice, 2), lambda dice: _norm(dice, 3)
        ),
    ),
)
