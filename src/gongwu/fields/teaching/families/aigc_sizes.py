"""How many parameters a model has, and LoRA adds."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.drawing_chance import clear_of_a_tie, near
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_WIDTHS = (64, 96, 128, 192, 256, 320, 384, 512, 640, 768, 896, 1024, 1280, 1536, 2048)


def _linear(dice: random.Random) -> Exercise | None:
    a, b = dice.choice(_WIDTHS), dice.choice(_WIDTHS)
    bias = dice.random() < 0.5
    value = a * b + b * bias
    how, how_zh = ("with biases", "有偏置") if bias else ("without biases", "无偏置")
    return told(
        {"inputs": a, "outputs": b, "bias": how},
        words(
            f"A linear layer {how} maps vectors of length {a} to vectors of length {b}. How many "
            f"parameters does it have?",
            f"一个{how_zh}的线性层把长度为 {a} 的向量映射为长度为 {b} 的向量。它有多少个参数？",
        ),
        exact(value),
        [
            slip(
                "bias-forgotten" if bias else "bias-counted",
                exact(a * b if bias else a * b + b),
                "Each output has one bias too." if bias else "This layer has no biases.",
                "每个输出还有一个偏置。" if bias else "这一层没有偏置。",
            ),
            slip(
                "bias-per-input",
                exact(a * b + a + (b == a)),
                "There is one bias for each output, not for each input.",
                "偏置是每个输出一个，不是每个输入一个。",
            ),
            slip(
                "sizes-added",
                exact(a + b),
                "Every input is joined with every output: multiply.",
                "每个输入与每个输出都相连，应当相乘。",
            ),
            slip(
                "square-of-the-input",
                exact(a * a + b * bias if a != b else 2 * a * b),
                "The matrix has one row for each output and one column for each input.",
                "矩阵的行数是输出数，列数是输入数。",
            ),
        ],
        (
            step(
                f"{a}*{b} + {b}" if bias else f"{a}*{b}",
                "One weight for each pair of input and output"
                + (", and one bias for each output." if bias else "."),
                "每对输入与输出有一个权重" + ("，每个输出有一个偏置。" if bias else "。"),
            ),
            step(str(value), "Work it out.", "计算。"),
        ),
    )


def _attention_size(dice: random.Random) -> Exercise | None:
    heads, size = (
        dice.choice((2, 3, 4, 6, 8, 10, 12, 16)),
        8 * dice.randint(2, 24),
    )
    groups = dice.choice([each for each in range(1, heads) if heads % each == 0])
    width, narrow = heads * size, groups * size
    value = 2 * width * width + 2 * width * narrow
    return told(
        {"heads": heads, "groups": groups, "size": size},
        words(
            f"An attention layer has {heads} query heads and {groups} key-value "
            f"head{'s' * (groups > 1)} of size "
            f"{size}. Its width is the number of query heads times the head size. It has four "
            f"matrices, for queries, keys, values and the output, without biases. How many "
            f"parameters are these?",
            f"某注意力层有 {heads} 个查询头和 {groups} 个键值头，每头维数为 {size}，"
            f"层宽等于查询头数乘以每头维数。它有查询、键、值、输出四个矩阵，无偏置。"
            f"共有多少个参数？",
        ),
        exact(value),
        [
            slip(
                "all-heads-alike",
                exact(4 * width * width),
                "The keys and values have fewer heads, so their matrices are smaller.",
                "键和值的头较少，它们的矩阵更小。",
            ),
            slip(
                "output-matrix-forgotten",
                exact(width * width + 2 * width * narrow),
                "The output matrix is missing.",
                "漏了输出矩阵。",
            ),
            slip(
                "one-of-keys-and-values",
                exact(2 * width * width + width * narrow),
                "Keys and values have a matrix each.",
                "键和值各有一个矩阵。",
            ),
            slip(
                "multiplied-by-the-heads",
                exact(value * heads),
                "The width already holds all heads.",
                "层宽已经包含了所有的头。",
            ),
        ],
        (
            step(
                f"2*({heads}*{size})^2 + 2*({heads}*{size})*({groups}*{size})",
                "Queries and output: width times width. Keys and values: width times the width "
                "of their heads.",
                "查询和输出各为“层宽×层宽”，键和值各为“层宽×键值头总维数”。",
            ),
            step(f"2*{width}^2 + 2*{width}*{narrow}", "Work out the widths.", "算出各宽度。"),
            step(str(value), "Work it out.", "计算。"),
        ),
    )


def _block_size(dice: random.Random) -> Exercise | None:
    width = dice.choice(_WIDTHS)
    inner = width * dice.choice((2, 3, 4))
    layers, vocabulary = dice.choice((2, 4, 6, 8, 10, 12, 16, 24)), 1000 * dice.randint(4, 60)
    block = 4 * width * width + 2 * width * inner
    value = vocabulary * width + layers * block
    return told(
        {"width": width, "inner": inner, "layers": layers, "vocabulary": vocabulary},
        words(
            f"A language model has a vocabulary of {vocabulary}, width {width} and {layers} "
            f"blocks. A block has attention with four square matrices and a feed-forward net "
            f"with inner width {inner} (two matrices). The output shares its matrix with the "
            f"embedding. How many parameters are in all these matrices?",
            f"某语言模型词表大小为 {vocabulary}，宽度为 {width}，共 {layers} 个块。"
            f"每块含注意力（四个方阵）和内层宽度为 {inner} 的前馈网络（两个矩阵）。"
            f"输出层与嵌入层共用矩阵。这些矩阵一共有多少个参数？",
        ),
        exact(value),
        [
            slip(
                "shared-matrix-counted-twice",
                exact(value + vocabulary * width),
                "The output shares its matrix with the embedding: count it once.",
                "输出层与嵌入层共用矩阵，只算一次。",
            ),
            slip(
                "embedding-forgotten",
                exact(layers * block),
                "The embedding is missing.",
                "漏了嵌入矩阵。",
            ),
            slip(
                "one-block-only",
                exact(vocabulary * width + block),
                f"There are ${layers}$ blocks.",
                f"共有 ${layers}$ 个块。",
            ),
            slip(
                "one-feed-forward-matrix",
                exact(vocabulary * width + layers * (block - width * inner)),
                "The feed-forward net has two matrices, up and down.",
                "前馈网络有两个矩阵：升维和降维。",
            ),
        ],
        (
            step(
                f"{vocabulary}*{width} + {layers}*(4*{width}^2 + 2*{width}*{inner})",
                "The embedding, and in each block four square matrices and two of the "
                "feed-forward net.",
                "嵌入矩阵，加上每块的四个方阵和前馈网络的两个矩阵。",
            ),
            step(f"{vocabulary * width} + {layers}*{block}", "Work out the parts.", "算出各部分。"),
            step(str(value), "Add.", "相加。"),
        ),
    )


def _lora(dice: random.Random, level: int) -> Exercise | None:
    a, b = dice.choice(_WIDTHS), dice.choice(_WIDTHS)
    rank = dice.choice((2, 4, 8, 16, 32))
    layers, targets = dice.choice((4, 6, 8, 12, 16, 24, 32)), dice.choice((2, 3, 4))
    one, full = rank * (a + b), a * b
    if level == 2:
        value = layers * targets * one
        question = words(
            f"A model has {layers} blocks. In each, LoRA of rank {rank} adapts {targets} "
            f"matrices with {a} rows and {b} columns. How many parameters are trained?",
            f"某模型有 {layers} 个块，每块用秩为 {rank} 的 LoRA 适配 {targets} 个 {a} 行 {b} "
            f"列的矩阵。共训练多少个参数？",
        )
        facts: dict[str, Fact] = {
            "rows": a,
            "columns": b,
            "rank": rank,
            "layers": layers,
            "targets": targets,
        }
        state, middle = f"{layers}*{targets}*{rank}*({a} + {b})", f"{layers * targets}*{one}"
    else:
        value = one
        question = words(
            f"LoRA of rank {rank} adapts a matrix with {a} rows and {b} columns. How many "
            f"parameters are trained?",
            f"用秩为 {rank} 的 LoRA 适配一个 {a} 行 {b} 列的矩阵。训练的参数有多少个？",
        )
        facts = {"rows": a, "columns": b, "rank": rank}
        state, middle = f"{rank}*({a} + {b})", f"{rank}*{a + b}"
    times = value // one
    return told(
        facts,
        question,
        exact(value),
        [
            slip(
                "full-matrix-counted",
                exact(times * full),
                "The large matrix stays frozen; only its two thin factors are trained.",
                "大矩阵是冻结的，只训练两个瘦长的因子。",
            ),
            slip(
                "one-factor-forgotten",
                exact(times * rank * a),
                "There are two factors: one with the rows, one with the columns.",
                "有两个因子：一个含行数，一个含列数。",
            ),
            slip(
                "factors-multiplied",
                exact(times * rank * full),
                "The factors stand side by side: their sizes are added.",
                "两个因子的大小应当相加。",
            ),
            slip(
                "rank-squared",
                exact(times * (one + rank * rank)),
                "There is no square matrix between the two factors.",
                "两个因子之间没有方阵。",
            ),
        ],
        (
            step(
                state,
                "Two factors: rows times rank, and rank times columns.",
                "两个因子：行数×秩，秩×列数。",
            ),
            step(middle, "Add inside the brackets.", "先算括号。"),
            step(str(value), "Multiply.", "相乘。"),
        ),
    )


def _lora_share(dice: random.Random) -> Exercise | None:
    a, b = dice.choice(_WIDTHS), dice.choice(_WIDTHS)
    rank = dice.choice((1, 2, 4, 8, 16))
    share = Fraction(100 * rank * (a + b), a * b)
    if not clear_of_a_tie(share, 2) or share > 40:
        return None
    return told(
        {"rows": a, "columns": b, "rank": rank, "asked": "percent"},
        words(
            f"LoRA of rank {rank} adapts a matrix with {a} rows and {b} columns. What percentage "
            f"of the matrix's own parameters does it train, rounded to two decimal places?",
            f"用秩为 {rank} 的 LoRA 适配一个 {a} 行 {b} 列的矩阵。"
            f"训练的参数个数是该矩阵参数个数的百分之几？结果保留两位小数。",
        ),
        near(share, 2, "%"),
        [
            slip(
                "one-factor-forgotten",
                near(Fraction(100 * rank, b), 2, "%"),
                "There are two factors: one with the rows, one with the columns.",
                "有两个因子：一个含行数，一个含列数。",
            ),
            slip(
                "share-of-the-sum",
                near(Fraction(100 * rank * (a + b), a * b + rank * (a + b)), 2, "%"),
                "Compare with the matrix alone.",
                "只与原矩阵相比，不要把 LoRA 的参数也算进分母。",
            ),
            slip(
                "fraction-for-percent",
                near(share / 100, 2, "%"),
                "Multiply by 100 for a percentage.",
                "化成百分数要乘以 100。",
            ),
            slip(
                "rank-compared-with-the-width",
                near(Fraction(100 * rank, a + b), 2, "%"),
                "Compare numbers of parameters, not the rank with the widths.",
                "要比较的是参数个数，不是秩与宽度。",
            ),
        ],
        (
            step(
                f"100*{rank}*({a} + {b})/({a}*{b})",
                "Parameters of the two factors, divided by those of the matrix, times 100.",
                "两个因子的参数个数除以矩阵的参数个数，再乘以 100。",
            ),
            step(near(share, 2).digits, "Work it out and round.", "计算并四舍五入。"),
        ),
    )


FAMILIES = (
    Family(
        name="parameter-count",
        topic="aigc",
        title=words("Counting parameters", "参数量计算"),
        grades=(9, 13),
        skills=("parameter-count", "multiplication"),
        constants=frozenset({"1"}),
        make=by_level(_linear, _attention_size, _block_size),
    ),
    Family(
        name="lora-parameters",
        topic="aigc",
        title=words("Parameters of LoRA", "LoRA 的参数量"),
        grades=(10, 13),
        skills=("lora", "parameter-count"),
        constants=frozenset({"1"}),
        make=by_level(lambda dice: _lora(dice, 1), lambda dice: _lora(dice, 2), _lora_share),
    ),
)
