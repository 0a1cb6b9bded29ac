"""Vectors that meet: embeddings looked up and compared, attention by hand."""

import random
from fractions import Fraction
from math import exp, sqrt

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.aigc_tokens import drawn_tokens
from gongwu.fields.teaching.families.drawing_chance import bracketed, clear_of_a_tie, decimal, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Value, exact

_Rows = list[list[int]]


def _vector(dice: random.Random, size: int, largest: int = 4) -> list[int]:
    return [dice.randint(-largest, largest) for _ in range(size)]


def _row(vector: list[int]) -> str:
    return f"({', '.join(map(str, vector))})"


def _matrix(rows: _Rows) -> str:
    inside = r" \\ ".join(" & ".join(map(str, row)) for row in rows)
    return rf"\begin{{pmatrix}} {inside} \end{{pmatrix}}"


def _dot(one: list[int], two: list[int]) -> int:
    return sum(a * b for a, b in zip(one, two, strict=True))


def _products(one: list[int], two: list[int]) -> str:
    return " + ".join(f"{bracketed(a)}*{bracketed(b)}" for a, b in zip(one, two, strict=True))


def _embedding(dice: random.Random, level: int) -> Exercise | None:
    size = (2, 3, 3)[level - 1]
    tokens = drawn_tokens(dice, 3)
    table = [_vector(dice, size) for _ in tokens]
    if len({tuple(row) for row in table}) < 3 or not all(map(any, table)):
        return None
    a, b, c = table
    query = a if level != 2 else [x + y for x, y in zip(a, b, strict=True)]
    score = _dot(query, c) if level == 2 else _dot(a, c)
    lengths = sqrt(_dot(a, a) * _dot(c, c))
    value = score / lengths
    if level == 3 and not clear_of_a_tie(value, 3):
        return None
    lines = ", ".join(f"{token.en} ${_row(row)}$" for token, row in zip(tokens, table, strict=True))
    lines_zh = "、".join(
        f"{token.zh} ${_row(row)}$" for token, row in zip(tokens, table, strict=True)
    )
    one, two, three = tokens
    asked = {
        1: f"Look up {one.en} and {three.en}. What is the dot product of their vectors?",
        2: f"The vectors of {one.en} and {two.en} are added. What is the dot product of the sum "
        f"with the vector of {three.en}?",
        3: f"What is the cosine similarity of {one.en} and {three.en}, rounded to three decimal "
        f"places?",
    }[level]
    asked_zh = {
        1: f"查出{one.zh}和{three.zh}的向量，求它们的点积。",
        2: f"把{one.zh}和{two.zh}的向量相加，再与{three.zh}的向量求点积，结果是多少？",
        3: f"求{one.zh}与{three.zh}的余弦相似度，结果保留三位小数。",
    }[level]
    added = sum(x + y for x, y in zip(query, c, strict=True))
    sizes = sum(abs(x * y) for x, y in zip(query, c, strict=True))

    wrong_row = _dot(query, b) if level == 1 else _dot(a, c) if level == 2 else _dot(a, b)
    facts: dict[str, Fact] = {
        "tokens": " ".join(token.en for token in tokens),
        "first": tuple(a),
        "second": tuple(b),
        "third": tuple(c),
        "asked": ("dot", "dot of the sum", "cosine")[level - 1],
    }
    answer: Value = exact(score)
    wrongs: list[Value] = [exact(each) for each in (added, wrong_row, sizes, query[0] * c[0])]
    if level == 3:
        answer, wrongs = (
            near(value, 3),
            [
                near(each, 3)
                for each in (
                    score,
                    wrong_row / sqrt(_dot(a, a) * _dot(b, b)),
                    sizes / lengths,
                    score / (_dot(a, a) * _dot(c, c)),
                )
            ],
        )
    reasons = (
        (
            "lengths-forgotten",
            "Divide by the lengths of both vectors: cosine similarity lies between -1 and 1.",
            "要除以两个向量的长度，余弦相似度在 -1 与 1 之间。",
        )
        if level == 3
        else (
            "components-added",
            "Multiply component by component, then add.",
            "应先逐个分量相乘再相加。",
        ),
        (
            "wrong-row-looked-up" if level != 2 else "a-term-is-missing",
            "This uses the vector of another token."
            if level != 2
            else "The vector of one of the two tokens is missing from the sum.",
            "用了别的词元的向量。" if level != 2 else "和里漏了其中一个词元的向量。",
        ),
        (
            "signs-lost",
            "Mind the signs: a product of unlike signs is negative.",
            "注意符号：异号相乘得负。",
        ),
        (
            "roots-forgotten",
            "The length of a vector is the root of the sum of squares.",
            "向量的长度是平方和的平方根。",
        )
        if level == 3
        else ("first-component-only", "All components count.", "所有分量都要算。"),
    )
    state = (
        f"({_products(a, c)})/(sqrt({_dot(a, a)})*sqrt({_dot(c, c)}))"
        if level == 3
        else _products(query, c)
    )
    return told(
        facts,
        words(
            f"An embedding table has the rows {lines}. {asked}",
            f"嵌入表的各行为：{lines_zh}。{asked_zh}",
        ),
        answer,
        [slip(name, each, en, zh) for (name, en, zh), each in zip(reasons, wrongs, strict=True)],
        (
            step(
                state,
                "Multiply component by component and add"
                + (", then divide by the lengths." if level == 3 else "."),
                "逐个分量相乘再相加" + ("，然后除以两个长度。" if level == 3 else "。"),
            ),
            step(
                near(value, 3).digits if level == 3 else str(score),
                "Work it out" + (" and round." if level == 3 else "."),
                "计算" + ("并四舍五入。" if level == 3 else "。"),
            ),
        ),
    )


def _attention(dice: random.Random, level: int) -> Exercise | None:
    many = (2, 2, 3)[level - 1]
    query = _vector(dice, 4, 3)
    keys = [_vector(dice, 4, 3) for _ in range(many)]
    values = [_vector(dice, 2, 9) for _ in range(many)]
    scores = [Fraction(_dot(query, key), 2) for key in keys]
    if len(set(scores)) < many or max(scores) - min(scores) > 5 or max(map(abs, scores)) > 9:
        return None
    powers, raw = [exp(score) for score in scores], [exp(2 * score) for score in scores]
    whole = sum(powers)
    column = [value[0] for value in values]
    outputs = (
        powers[0] / whole,
        sum(power * x for power, x in zip(powers, column, strict=True)) / whole,
        raw[0] / sum(raw),
        sum(power * x for power, x in zip(raw, column, strict=True)) / sum(raw),
    )
    value = float(scores[0]) if level == 1 else outputs[0] if level == 2 else outputs[1]
    if level > 1 and not clear_of_a_tie(value, 3):
        return None
    terms = [f"exp({decimal(score)})" for score in scores]
    asked = (
        "Find the scaled score of the first key, $q \\cdot k/\\sqrt{d}$",
        "Find the attention weight of the first key, rounded to three decimal places",
        "Find the first component of the attention output, rounded to three decimal places",
    )[level - 1]
    asked_zh = (
        "求第一个键的缩放得分 $q \\cdot k/\\sqrt{d}$",
        "求第一个键的注意力权重，结果保留三位小数",
        "求注意力输出的第一个分量，结果保留三位小数",
    )[level - 1]
    parts_en = f"$K = {_matrix(keys)}$" + (
        f" and the values $V = {_matrix(values)}$" if level == 3 else ""
    )
    parts_zh = f"$K = {_matrix(keys)}$" + (f"，值 $V = {_matrix(values)}$" if level == 3 else "")
    facts: dict[str, Fact] = {"query": tuple(query), "keys": tuple(x for key in keys for x in key)}
    first = _dot(query, keys[0])
    by_kind: dict[int, tuple[tuple[str, Value, str, str], ...]] = {
        1: (
            (
                "not-scaled",
                exact(first),
                "The dot product must still be divided by the root of the dimension.",
                "点积还要除以维数的平方根。",
            ),
            (
                "divided-by-the-dimension",
                exact(Fraction(first, 4)),
                "Divide by the root of the dimension, not by the dimension.",
                "应除以维数的平方根，不是维数本身。",
            ),
            (
                "wrong-row-looked-up",
                exact(scores[1]),
                "This is the score of another key.",
                "这是另一个键的得分。",
            ),
            (
                "signs-lost",
                exact(Fraction(sum(abs(a * b) for a, b in zip(query, keys[0], strict=True)), 2)),
                "Mind the signs: a product of unlike signs is negative.",
                "注意符号：异号相乘得负。",
            ),
            (
                "multiplied-by-the-root",
                exact(2 * first),
                "The root divides; it does not multiply.",
                "是除以平方根，不是乘以平方根。",
            ),
        ),
        2: (
            (
                "not-scaled",
                near(outputs[2], 3),
                "The dot products must be divided by the root of the dimension before the softmax.",
                "求 softmax 之前，点积要除以维数的平方根。",
            ),
            (
                "wrong-row-looked-up",
                near(powers[1] / whole, 3),
                "This is the weight of another key.",
                "这是另一个键的权重。",
            ),
            (
                "exponential-not-normalised",
                near(powers[0], 3),
                "Divide by the sum over all keys.",
                "还要除以所有键的指数之和。",
            ),
            (
                "uniform-instead",
                near(Fraction(1, many), 3),
                "The weights are equal only if all scores are.",
                "只有得分全相等时权重才相等。",
            ),
        ),
        3: (
            (
                "not-scaled",
                near(outputs[3], 3),
                "The dot products must be divided by the root of the dimension before the softmax.",
                "求 softmax 之前，点积要除以维数的平方根。",
            ),
            (
                "uniform-instead",
                near(Fraction(sum(column), many), 3),
                "The values are weighted by the softmax, not averaged.",
                "值要按 softmax 加权，不是简单平均。",
            ),
            (
                "largest-weight-only",
                near(column[powers.index(max(powers))], 3),
                "Softmax lets all values in, not only the one with the best score.",
                "softmax 让所有的值都参与，不只取得分最高的一个。",
            ),
            (
                "wrong-column",
                near(sum(power * v[1] for power, v in zip(powers, values, strict=True)) / whole, 3),
                "This is the second component.",
                "这是第二个分量。",
            ),
        ),
    }
    weighted = " + ".join(f"{term}*{bracketed(x)}" for term, x in zip(terms, column, strict=True))
    states = {
        1: (f"({_products(query, keys[0])})/sqrt(4)", f"{bracketed(first)}/2", str(scores[0])),
        2: (f"{terms[0]}/({' + '.join(terms)})", near(value, 3).digits),
        3: (f"({weighted})/({' + '.join(terms)})", near(value, 3).digits),
    }[level]
    scored = ", ".join(f"${decimal(score)}$" for score in scores)
    says = [
        (
            "The dot product of the query and the key, divided by the root of the dimension, 4.",
            "查询与键的点积除以维数 4 的平方根。",
        )
        if level == 1
        else (
            f"The scaled scores are {scored}. Their softmax gives the weights"
            + ("." if level == 2 else ", and these the mean of the values."),
            f"缩放得分为 {scored}，对它们求 softmax 得到权重"
            + ("。" if level == 2 else "，再对值加权求和。"),
        ),
        *([("Add the products.", "把乘积相加。")] if level == 1 else []),
        ("Divide.", "相除。") if level == 1 else ("Work it out and round.", "计算并四舍五入。"),
    ]
    return told(
        facts | {"values": tuple(x for row in values for x in row)}
        if level == 3
        else facts | {"asked": "score" if level == 1 else "weight"},
        words(
            f"Attention has the query $q = {_row(query)}$ and, as rows, the keys {parts_en}. "
            f"{asked}.",
            f"注意力的查询为 $q = {_row(query)}$，键（按行）为 {parts_zh}。{asked_zh}。",
        ),
        exact(scores[0]) if level == 1 else near(value, 3),
        [slip(*reason) for reason in by_kind[level]],
        [step(state, *each) for state, each in zip(states, says, strict=True)],
    )


FAMILIES = (
    Family(
        name="embedding-similarity",
        topic="aigc",
        title=words("Embeddings and dot products", "嵌入向量与点积"),
        grades=(10, 13),
        skills=("embeddings", "dot-product"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _embedding(dice, 1),
            lambda dice: _embedding(dice, 2),
            lambda dice: _embedding(dice, 3),
        ),
    ),
    Family(
        name="scaled-dot-product-attention",
        topic="aigc",
        title=words("Attention by hand", "手算注意力"),
        grades=(12, 13),
        skills=("attention", "matrices"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _attention(dice, 1),
            lambda dice: _attention(dice, 2),
            lambda dice: _attention(dice, 3),
        ),
    ),
)
