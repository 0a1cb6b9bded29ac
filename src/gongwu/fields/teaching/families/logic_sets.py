"""Counts of overlapping sets."""

import random
from itertools import product

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

_GROUPS = (
    ("pupils", ("sing", "draw", "swim"), "名学生", ("唱歌", "画画", "游泳")),
    ("guests", ("eat fish", "eat eggs", "eat nuts"), "位客人", ("吃鱼", "吃鸡蛋", "吃坚果")),
    (
        "engineers",
        ("know Python", "know Rust", "know Java"),
        "名工程师",
        ("会 Python", "会 Rust", "会 Java"),
    ),
    (
        "tourists",
        ("speak English", "speak French", "speak Thai"),
        "名游客",
        ("说英语", "说法语", "说泰语"),
    ),
)


def _sets(dice: random.Random, level: int) -> Exercise | None:
    who, does, who_zh, does_zh = dice.choice(_GROUPS)
    only_a, only_b, both, none = (dice.randint(2, 25) for _ in range(4))
    a, b, total = only_a + both, only_b + both, only_a + only_b + both + none
    if level == 3:
        return _three_sets(dice)
    if level == 1:
        question = words(
            f"Of {total} {who}, {a} {does[0]}, {b} {does[1]}, and {both} do both. How many do "
            f"neither?",
            f"{total} {who_zh}中，{does_zh[0]}的有 {a} 人，{does_zh[1]}的有 {b} 人，"
            f"两者都会（都做）的有 {both} 人。两者都不的有多少人？".replace("都会（都做）", "兼有"),
        )
        facts: dict[str, Fact] = {"total": total, "a": a, "b": b, "both": both, "who": who}
        value = none
        state = f"{total} - ({a} + {b} - {both})"
        wrong: tuple[tuple[str, int, str, str], ...] = (
            (
                "overlap-counted-twice",
                total - a - b,
                "Those who do both were taken away twice.",
                "两者兼有的人被减了两次。",
            ),
            (
                "union-for-the-rest",
                total - none,
                "These do at least one.",
                "这是至少有一项的人数。",
            ),
            (
                "overlap-only-subtracted",
                total - both,
                "Those who do only one must be taken away too.",
                "只有一项的人也要减去。",
            ),
            (
                "overlap-left-out",
                total - (a + b - 2 * both),
                "Those who do both do not do neither.",
                "两者兼有的人也要减去。",
            ),
        )
    else:
        question = words(
            f"Of {total} {who}, {a} {does[0]}, {b} {does[1]}, and {none} do neither. How many do "
            f"exactly one of the two?",
            f"{total} {who_zh}中，{does_zh[0]}的有 {a} 人，{does_zh[1]}的有 {b} 人，"
            f"两者都不的有 {none} 人。恰有其中一项的有多少人？",
        )
        facts = {"total": total, "a": a, "b": b, "none": none, "who": who}
        value = only_a + only_b
        state = f"2*({total} - {none}) - {a} - {b}"
        wrong = (
            ("overlap-for-exactly-one", both, "These do both.", "这是两者兼有的人数。"),
            (
                "union-for-exactly-one",
                total - none,
                "Those who do both must be taken away.",
                "还要减去两者兼有的人。",
            ),
            (
                "overlap-counted-twice",
                a + b,
                "Those who do both are counted twice here.",
                "两者兼有的人被数了两次。",
            ),
            (
                "overlap-subtracted-once",
                a + b - both,
                "Those who do both were counted twice: take them away twice.",
                "两者兼有的人数了两次，要减两次。",
            ),
            ("one-set-only", only_a, "This is one of the two only.", "这只是其中一项的人数。"),
        )
    return told(
        facts,
        question,
        exact(value),
        [slip(name, exact(each), en, zh) for name, each, en, zh in wrong],
        (
            step(
                state,
                "Add the sets, take away the overlap; the rest follows."
                if level == 1
                else "At least one do all but those who do neither; from twice this number take "
                "both sets.",
                "把两个集合相加，减去重叠部分，再从总数中减去。"
                if level == 1
                else "至少有一项的人数是总数减去都不的人数；用它的两倍减去两个集合的人数。",
            ),
            step(
                f"{total} - {total - none}" if level == 1 else f"{2 * (total - none)} - {a + b}",
                "Work out the parts.",
                "算出各部分。",
            ),
            step(str(value), "Subtract.", "相减。"),
        ),
    )


def _three_sets(dice: random.Random) -> Exercise:
    who, does, who_zh, does_zh = dice.choice(_GROUPS)
    regions = {key: dice.randint(1, 15) for key in product((0, 1), repeat=3)}

    def many(*inside: int) -> int:
        return sum(count for key, count in regions.items() if all(key[each] for each in inside))

    total, triple = many(), many(0, 1, 2)
    ones, twos = [many(each) for each in range(3)], [many(0, 1), many(0, 2), many(1, 2)]
    value = regions[0, 0, 0]
    pairs = ", ".join(
        f"{twos[i]} {does[x]} and {does[y]}" for i, (x, y) in enumerate(((0, 1), (0, 2), (1, 2)))
    )
    pairs_zh = "，".join(
        f"既{does_zh[x]}又{does_zh[y]}的有 {twos[i]} 人"
        for i, (x, y) in enumerate(((0, 1), (0, 2), (1, 2)))
    )
    singles = ", ".join(f"{ones[each]} {does[each]}" for each in range(3))
    singles_zh = "，".join(f"{does_zh[each]}的有 {ones[each]} 人" for each in range(3))
    return told(
        {"total": total, "ones": tuple(ones), "twos": tuple(twos), "triple": triple, "who": who},
        words(
            f"Of {total} {who}, {singles}; {pairs}; {triple} do all three. How many do none of "
            f"them?",
            f"{total} {who_zh}中，{singles_zh}；{pairs_zh}；三项都有的有 {triple} 人。"
            f"三项都没有的有多少人？",
        ),
        exact(value),
        [
            slip(
                "overlap-counted-twice",
                exact(total - sum(ones)),
                "Those in several sets were taken away several times.",
                "属于多个集合的人被减了多次。",
            ),
            slip(
                "triple-overlap-forgotten",
                exact(total - (sum(ones) - sum(twos))),
                "Those who do all three were taken out of the union once too often: add them "
                "again.",
                "三项都有的人在求并集时多减了一次，要加回来。",
            ),
            slip(
                "triple-overlap-subtracted",
                exact(total - (sum(ones) - sum(twos) - triple)),
                "Those who do all three are added again, not taken away.",
                "三项都有的人应加回，不是再减。",
            ),
            slip(
                "union-for-the-rest",
                exact(total - value),
                "These do at least one.",
                "这是至少有一项的人数。",
            ),
        ],
        (
            step(
                f"{total} - ({' + '.join(map(str, ones))} - {' - '.join(map(str, twos))} + "
                f"{triple})",
                "From all take the union: singles, minus pairs, plus the triple.",
                "用总数减去并集：单个之和减去两两之和，再加上三者的。",
            ),
            step(f"{total} - {total - value}", "Work out the union.", "算出并集。"),
            step(str(value), "Subtract.", "相减。"),
        ),
    )


FAMILIES = (
    Family(
        name="overlapping-sets",
        topic="logic",
        title=words("Counting with overlapping sets", "集合的容斥计数"),
        grades=(5, 11),
        skills=("sets", "inclusion-exclusion"),
        constants=frozenset({"1"}),
        make=by_level(
            lambda dice: _sets(dice, 1), lambda dice: _sets(dice, 2), lambda dice: _sets(dice, 3)
        ),
    ),
)
