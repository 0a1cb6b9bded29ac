"""Text as tokens: merges of byte-pair encoding, and n-grams that two sentences share."""

import random
from collections import Counter
from fractions import Fraction
from itertools import pairwise

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_SYLLABLES = ("ba", "be", "la", "lo", "na", "no", "ta", "te", "ro", "re", "ma", "mi", "sa", "so")
_WORDS = (
    "the",
    "cat",
    "dog",
    "sat",
    "ran",
    "on",
    "a",
    "mat",
    "red",
    "old",
    "saw",
    "and",
    "one",
    "big",
    "sun",
)


def _vocabulary(dice: random.Random, many: int) -> dict[str, int]:
    """Made-up words, with how often each occurs."""
    pool = dice.sample(_SYLLABLES, 4)
    found: dict[str, int] = {}
    while len(found) < many:
        found["".join(dice.choices(pool, k=dice.randint(2, 3)))] = dice.randint(2, 12)
    return found


def _merged(pieces: tuple[str, ...], one: str, two: str) -> tuple[str, ...]:
    """From the left, each neighbouring pair as one piece."""
    done: list[str] = []
    place = 0
    while place < len(pieces):
        joined = pieces[place : place + 2] == (one, two)
        done.append(one + two if joined else pieces[place])
        place += 2 if joined else 1
    return tuple(done)


def _sizes(table: dict[str, int], merges: list[tuple[str, str]]) -> int:
    total = 0
    for word, many in table.items():
        pieces = tuple(word)
        for merge in merges:
            pieces = _merged(pieces, *merge)
        total += many * len(pieces)
    return total


def _merge_count(dice: random.Random, level: int) -> Exercise | None:
    table = _vocabulary(dice, (3, 4, 4)[level - 1])
    counts = Counter[tuple[str, str]]()
    for word, many in table.items():
        for pair in pairwise(word):
            counts[pair] += many
    one, two = dice.choice([pair for pair in counts if pair[0] != pair[1]])
    letters = sum(many * len(word) for word, many in table.items())
    pairs = counts[one, two]
    holding = sum(one + two in word for word in table)
    plain = sum(word.count(one + two) for word in table)
    words_in_all = sum(table.values())
    second: tuple[str, str] | None = None
    if level == 3:
        after = Counter(
            pair
            for word in table
            for pair in pairwise(_merged(tuple(word), one, two))
            if one + two in pair and pair[0] != pair[1]
        )
        if not after:
            return None
        second = dice.choice(sorted(after))
    merges = [(one, two)] + ([second] if second else [])
    value = pairs if level == 1 else _sizes(table, merges)
    listed = ", ".join(f"“{word}” {many} times" for word, many in table.items())
    listed_zh = "、".join(f"{word} 出现 {many} 次" for word, many in table.items())
    then = f", then “{second[0]}” and “{second[1]}”" if second else ""
    then_zh = f"，再合并“{second[0]}”与“{second[1]}”" if second else ""
    asked = (
        f"How often do “{one}” and “{two}” stand next to each other in this order?"
        if level == 1
        else f"Byte-pair encoding first merges “{one}” and “{two}”"
        f"{then}. How many tokens does the text have after that?"
    )
    asked_zh = (
        f"“{one}”后面紧跟“{two}”的情况一共有多少处？"
        if level == 1
        else f"字节对编码先合并“{one}”与“{two}”{then_zh}。此后文本共有多少个词元？"
    )
    facts: dict[str, Fact] = {
        "words": tuple(table),
        "times": tuple(table.values()),
        "merges": tuple(piece for pair in merges for piece in pair),
    }
    saved = [letters - _sizes(table, merges[:1]), _sizes(table, merges[:1]) - value]
    lines = " + ".join(
        f"{many}*{word.count(one + two)}" for word, many in table.items() if one + two in word
    )
    first_step = (
        lines if level == 1 else f"{letters} - {saved[0]}" + (f" - {saved[1]}" if second else "")
    )
    return told(
        facts if level > 1 else {**facts, "asked": "pairs"},
        words(
            f"A text has the words {listed}. Each letter is a token at first. {asked}",
            f"某文本由这些单词组成：{listed_zh}。起初每个字母是一个词元。{asked_zh}",
        ),
        exact(value),
        [
            slip(
                "frequencies-ignored",
                exact(plain if level == 1 else sum(len(word) for word in table) - plain),
                "Each word counts as often as it occurs.",
                "每个单词要按出现次数计算。",
            ),
            slip(
                "either-order-counted" if level == 1 else "merge-not-applied",
                exact(pairs + counts[two, one] if level == 1 else letters),
                "The order of the two letters matters."
                if level == 1
                else "This is the number of letters; each merge makes one token of two.",
                "两个字母的先后次序有关系。"
                if level == 1
                else "这是字母数，每次合并都把两个词元变成一个。",
            ),
            slip(
                "words-counted-not-pairs" if level == 1 else "two-taken-away-for-each-pair",
                exact(holding if level == 1 else letters - 2 * (letters - value)),
                "Count places in the text, not different words."
                if level == 1
                else "A pair becomes one token: one fewer, not two.",
                "数的是文本中的处数，不是不同单词的个数。"
                if level == 1
                else "一对变成一个词元，减少一个而不是两个。",
            ),
            slip(
                "letters-counted" if level == 1 else "pairs-counted",
                exact(letters if level == 1 else letters - value),
                "This is the number of letters."
                if level == 1
                else "This is by how much the number falls.",
                "这是字母的总数。" if level == 1 else "这是减少的个数。",
            ),
            slip(
                "whole-words-counted",
                exact(words_in_all),
                "This is the number of words.",
                "这是单词的总数。",
            ),
        ],
        (
            step(
                first_step,
                "Add up over the words in which the pair stands, each as often as it occurs."
                if level == 1
                else f"At first there are ${letters}$ letters; each merged pair makes one token "
                f"fewer.",
                "对含有这一对的单词，按出现次数累加。"
                if level == 1
                else f"起初有 ${letters}$ 个字母，每合并一对就少一个词元。",
            ),
            step(str(value), "Work it out.", "计算。"),
        ),
    )


def _sentence(dice: random.Random, pool: list[str], size: int) -> list[str]:
    return [dice.choice(pool) for _ in range(size)]


def _grams(text: list[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(text[place : place + n]) for place in range(len(text) - n + 1)]


def _precision(dice: random.Random, level: int) -> Exercise | None:
    n = 1 if level == 1 else 2
    pool = dice.sample(_WORDS, 5)
    reference = _sentence(dice, pool, dice.randint(6, 8))
    candidate = _sentence(dice, pool, dice.randint(5, 7))
    place = dice.randint(0, 2)
    candidate[1:4] = reference[place : place + 3]
    mine, theirs = Counter(_grams(candidate, n)), Counter(_grams(reference, n))
    hits, total = (mine & theirs).total(), mine.total()
    unclipped = sum(many for gram, many in mine.items() if gram in theirs)
    kinds = len(mine.keys() & theirs.keys())
    recall = Fraction(hits, theirs.total())
    precision = Fraction(hits, total)
    value = (
        precision
        if level < 3
        else 2 * precision * recall / (precision + recall)
        if hits
        else Fraction(0)
    )
    if not 0 < hits < total:
        return None
    one, two = " ".join(candidate), " ".join(reference)
    name, name_zh = ("words", "单词") if n == 1 else ("pairs of neighbouring words", "相邻词对")
    asked = (
        f"Find the clipped precision of the {name}: how many of the candidate's occur in the "
        f"reference, each at most as often as there, divided by how many the candidate has."
        if level < 3
        else f"Find the F1 of the {name}: the harmonic mean of clipped precision and recall."
    )
    asked_zh = (
        f"求{name_zh}的截断精确率：候选句的{name_zh}中出现在参考句里的个数（每种至多计参考句中的"
        f"次数）除以候选句的{name_zh}总数。"
        if level < 3
        else f"求{name_zh}的 F1，即截断精确率与召回率的调和平均。"
    )
    unigrams = (Counter(candidate) & Counter(reference)).total()
    wrong = (unclipped, total) if level < 3 else (2 * unclipped, total + theirs.total())
    return told(
        {"candidate": one, "reference": two, "asked": ("words", "pairs", "f1")[level - 1]},
        words(
            f"Candidate: “{one}”. Reference: “{two}”. {asked}",
            f"候选句：“{one}”。参考句：“{two}”。{asked_zh}",
        ),
        exact(value),
        [
            slip(
                "not-clipped",
                exact(Fraction(*wrong)),
                "A repeated one counts at most as often as the reference has it.",
                "重复出现的，至多按参考句中的次数计。",
            ),
            slip(
                "recall-for-precision" if level < 3 else "precision-for-f1",
                exact(recall if level < 3 else precision),
                "Divide by the candidate's number, not the reference's."
                if level < 3
                else "This is the precision only.",
                "应除以候选句的个数，不是参考句的。" if level < 3 else "这只是精确率。",
            ),
            slip(
                "kinds-for-occurrences",
                exact(Fraction(kinds, len(mine))),
                "Count occurrences, not different ones.",
                "要数出现的次数，不是种类数。",
            ),
            slip(
                "single-words-counted" if n == 2 else "positions-compared",
                exact(
                    Fraction(unigrams, len(candidate))
                    if n == 2
                    else Fraction(
                        sum(a == b for a, b in zip(candidate, reference, strict=False)), total
                    )
                ),
                "This counts single words."
                if n == 2
                else "The position does not matter for single words.",
                "这是按单个词算的。" if n == 2 else "单个词的匹配与位置无关。",
            ),
            slip(
                "arithmetic-mean" if level == 3 else "misses-counted",
                exact((precision + recall) / 2 if level == 3 else 1 - precision),
                "F1 is the harmonic mean."
                if level == 3
                else "This is the share that does not occur.",
                "F1 是调和平均。" if level == 3 else "这是没有出现的比例。",
            ),
        ],
        (
            step(
                f"{hits}/{total}"
                if level < 3
                else f"2*({hits}/{total})*({hits}/{theirs.total()})/({hits}/{total} + "
                f"{hits}/{theirs.total()})",
                f"Of the ${total}$ in the candidate ${hits}$ count"
                + ("." if level < 3 else f"; the reference has ${theirs.total()}$."),
                f"候选句的 ${total}$ 个中有 ${hits}$ 个计入"
                + ("。" if level < 3 else f"；参考句有 ${theirs.total()}$ 个。"),
            ),
            step(
                str(value),
                "Reduce." if level < 3 else "Work it out.",
                "约分。" if level < 3 else "计算。",
            ),
        ),
    )


FAMILIES = (
    Family(
        name="byte-pair-merges",
        topic="aigc",
        title=words("Merges of byte-pair encoding", "字节对编码的合并"),
        grades=(8, 13),
        skills=("tokenization", "counting"),
        make=by_level(
            lambda dice: _merge_count(dice, 1),
            lambda dice: _merge_count(dice, 2),
            lambda dice: _merge_count(dice, 3),
        ),
    ),
    Family(
        name="n-gram-precision",
        topic="aigc",
        title=words("N-gram precision", "n 元组精确率"),
        grades=(9, 13),
        skills=("evaluation", "fractions"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _precision(dice, 1),
            lambda dice: _precision(dice, 2),
            lambda dice: _precision(dice, 3),
        ),
    ),
)
