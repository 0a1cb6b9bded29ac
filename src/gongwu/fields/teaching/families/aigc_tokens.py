"""The tokens of small examples, and how a sentence lists them with their numbers."""

import random

from gongwu.fields.teaching.families.drawing_chance import listed
from gongwu.ports import Words

TOKENS = tuple(
    Words(en=en, zh=f"“{zh}”")
    for en, zh in (
        ("cat", "猫"),
        ("dog", "狗"),
        ("fish", "鱼"),
        ("bird", "鸟"),
        ("tree", "树"),
        ("moon", "月"),
        ("rain", "雨"),
        ("snow", "雪"),
        ("wind", "风"),
        ("tea", "茶"),
        ("rice", "米"),
        ("book", "书"),
    )
)


def drawn_tokens(dice: random.Random, many: int) -> list[Words]:
    return dice.sample(TOKENS, many)


def named(tokens: list[Words]) -> Words:
    return Words(
        en=listed([token.en for token in tokens]).en,
        zh="、".join(token.zh for token in tokens),
    )


def numbers(texts: list[str]) -> Words:
    return listed([f"${text}$" for text in texts])
