"""The memory of the KV cache."""

import random
from fractions import Fraction

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact


def _cache(dice: random.Random, level: int) -> Exercise | None:
    layers, groups = dice.choice((4, 6, 8, 12, 16, 24, 32)), dice.choice((1, 2, 4, 6, 8, 12, 16))
    size, width = dice.choice((32, 64, 80, 96, 128)), dice.choice((1, 2, 4))
    length = 512 * dice.randint(2, 40)
    token = 2 * layers * groups * size * width
    total = Fraction(token * length, 2**20)
    budget = dice.choice((64, 128, 256, 512, 1024, 2048))
    fits = budget * 2**20 // token
    if (level == 2 and total.denominator > 1) or fits > 400_000 or token < 1024:
        return None
    bytes_, bytes_zh = (f"{width} bytes", f"{width} 字节") if width > 1 else ("1 byte", "1 字节")
    facts: dict[str, Fact] = {"layers": layers, "groups": groups, "size": size, "width": width}
    facts |= ({}, {"length": length}, {"budget": budget})[level - 1]
    value = (Fraction(token), total, Fraction(fits))[level - 1]
    scale = (Fraction(1), Fraction(length, 2**20), Fraction(1))[level - 1]
    asked = (
        "How many bytes does one token take?",
        f"How many MiB do {length} tokens take? (1 MiB is $2^{{20}}$ bytes.)",
        f"How many tokens fit into {budget} MiB? (1 MiB is $2^{{20}}$ bytes.)",
    )[level - 1]
    asked_zh = (
        "一个词元占多少字节？",
        f"{length} 个词元占多少 MiB？（1 MiB 为 $2^{{20}}$ 字节。）",
        f"{budget} MiB 最多能放多少个词元？（1 MiB 为 $2^{{20}}$ 字节。）",
    )[level - 1]
    unit = ("B", "MiB", "")[level - 1]

    def instead(wrong: int) -> Fraction:
        return Fraction(budget * 2**20 // wrong) if level == 3 else wrong * scale

    product = f"2*{layers}*{groups}*{size}*{width}"
    states = (
        (product, str(token)),
        (f"{product}*{length}/2^20", f"{token}*{length}/{2**20}", str(total)),
        (
            f"{fits}*({product}) <= {budget}*2^20",
            f"{fits + 1}*({product}) > {budget}*2^20",
            f"n = {fits}",
        ),
    )[level - 1]
    says = (
        (
            (
                "Keys and values: twice layers times heads times head size times bytes.",
                "键和值各一份：2×层数×头数×每头维数×字节数。",
            ),
            ("Multiply.", "相乘。"),
        ),
        (
            (
                "Keys and values, all layers, heads, entries and tokens; then to MiB.",
                "键和值、各层、各头、各维、各词元相乘，再换算成 MiB。",
            ),
            ("Multiply.", "相乘。"),
            ("Divide.", "相除。"),
        ),
        (
            (
                "Divide the memory by what one token takes: so many whole tokens fit.",
                "用内存除以一个词元所占的字节数：能放下这么多个完整的词元。",
            ),
            ("One more does not fit.", "再多一个就放不下。"),
            (
                "This is the number of tokens.",
                "这就是词元个数。",
            ),
        ),
    )[level - 1]
    return told(
        facts,
        words(
            f"A KV cache keeps keys and values in {layers} layers, with {groups} key-value "
            f"head{'s' * (groups > 1)} "
            f"of size {size}; a number takes {bytes_}. {asked}",
            f"KV 缓存在 {layers} 层中保存键和值，每层 {groups} 个键值头，每头维数为 {size}，"
            f"每个数占 {bytes_zh}。{asked_zh}",
        ),
        exact(value, unit),
        [
            slip(
                "values-forgotten",
                exact(instead(token // 2), unit),
                "Keys and values are both kept: the factor 2 is missing.",
                "键和值都要保存，漏了因数 2。",
            ),
            slip(
                "one-layer-only",
                exact(instead(token // layers), unit),
                f"Every one of the ${layers}$ layers has its own cache.",
                f"${layers}$ 层各有自己的缓存。",
            ),
            slip(
                "bits-for-bytes",
                exact(instead(token * 8), unit),
                "This counts bits; a byte has eight.",
                "这是按位计算的，一个字节有八位。",
            ),
            slip(
                "numbers-for-bytes" if width > 1 else "two-bytes-assumed",
                exact(instead(token // width if width > 1 else token * 2), unit),
                "This counts numbers; each takes several bytes."
                if width > 1
                else "Here a number takes one byte only.",
                "这是数的个数，每个数占多个字节。" if width > 1 else "这里每个数只占一个字节。",
            ),
            slip(
                "one-head-only",
                exact(instead(token // groups), unit),
                "Every head is kept.",
                "每个头都要保存。",
            ),
        ],
        [step(state, *each) for state, each in zip(states, says, strict=True)],
    )


FAMILIES = (
    Family(
        name="kv-cache-memory",
        topic="aigc",
        title=words("Memory of the KV cache", "KV 缓存的内存"),
        grades=(10, 13),
        skills=("kv-cache", "units"),
        constants=frozenset({"1", "2", "20"}),
        make=by_level(
            lambda dice: _cache(dice, 1), lambda dice: _cache(dice, 2), lambda dice: _cache(dice, 3)
        ),
    ),
)
