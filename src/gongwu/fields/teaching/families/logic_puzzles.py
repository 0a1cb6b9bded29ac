"""Knights and knaves, and who came where."""

import random
from collections.abc import Sequence
from itertools import permutations, product

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.drawing_chance import names
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Phrase
from gongwu.ports import Words

# What somebody says of one or two others: by its kind, who speaks, and of whom.
_Said = tuple[str, int, int, int]


def _holds(said: _Said, world: Sequence[bool]) -> bool:
    kind, speaker, one, two = said
    match kind:
        case "knight":
            return world[one]
        case "knave":
            return not world[one]
        case "same":
            return world[speaker] == world[one]
        case "different":
            return world[speaker] != world[one]
        case "both":
            return world[one] and world[two]
    return not (world[one] and world[two])


def _sentence(said: _Said, people: list[Words]) -> tuple[str, str]:
    kind, speaker, one, two = said
    a, b, c = people[speaker], people[one], people[two]
    return {
        "knight": (f"{a.en}: “{b.en} is a knight.”", f"{a.zh}说：“{b.zh}是骑士。”"),
        "knave": (f"{a.en}: “{b.en} is a knave.”", f"{a.zh}说：“{b.zh}是无赖。”"),
        "same": (
            f"{a.en}: “{b.en} and I are of the same kind.”",
            f"{a.zh}说：“我和{b.zh}是同类人。”",
        ),
        "different": (
            f"{a.en}: “{b.en} and I are of different kinds.”",
            f"{a.zh}说：“我和{b.zh}不是同类人。”",
        ),
        "both": (
            f"{a.en}: “{b.en} and {c.en} are both knights.”",
            f"{a.zh}说：“{b.zh}和{c.zh}都是骑士。”",
        ),
        "not both": (
            f"{a.en}: “{b.en} or {c.en} is a knave, or both.”",
            f"{a.zh}说：“{b.zh}和{c.zh}中至少有一个是无赖。”",
        ),
    }[kind]


def _knights(dice: random.Random, level: int) -> Exercise | None:
    many = (2, 3, 3)[level - 1]
    people = names(dice, many)
    kinds = (
        ("knight", "knave", "same", "different")
        if level < 3
        else ("both", "not both", "different", "same", "knave")
    )
    said: list[_Said] = []
    for speaker in range(many):
        others = [each for each in range(many) if each != speaker]
        dice.shuffle(others)
        said.append((dice.choice(kinds), speaker, others[0], others[-1]))
    worlds = [
        world
        for world in product((True, False), repeat=many)
        if all(world[each[1]] == _holds(each, world) for each in said)
    ]
    if len(worlds) != 1:
        return None
    world = worlds[0]
    told_en, told_zh = zip(*(_sentence(each, people) for each in said), strict=True)
    first = (not world[0], *world[1:])
    last = (*world[:-1], not world[-1])
    reasons = (
        (
            "everybody-believed",
            (True,) * many,
            "Not everybody can be telling the truth: test each sentence.",
            "不可能人人都说真话，要逐句检验。",
        ),
        (
            "nobody-believed",
            (False,) * many,
            "Not everybody can be lying: test each sentence.",
            "不可能人人都说谎，要逐句检验。",
        ),
        (
            "kinds-exchanged",
            tuple(not each for each in world),
            "The kinds are exchanged: then a knight would lie.",
            "两类人弄反了，这样骑士就说谎了。",
        ),
        (
            "first-sentence-not-tested",
            first,
            "Test the first sentence against this: it does not fit.",
            "用这个结论检验第一句话，并不相符。",
        ),
        (
            "last-sentence-not-tested",
            last,
            "Test the last sentence against this: it does not fit.",
            "用这个结论检验最后一句话，并不相符。",
        ),
    )
    answer = _who(people, world)
    lies = [people[each[1]] for each in said if not world[each[1]]]
    return told(
        {
            "people": tuple(each.en for each in people),
            "said": tuple(" ".join(map(str, each)) for each in said),
        },
        words(
            f"Knights always tell the truth, knaves always lie. {' '.join(told_en)} Who are the "
            f"knights?",
            f"骑士总说真话，无赖总说假话。{''.join(told_zh)}谁是骑士？",
        ),
        answer,
        [slip(name, _who(people, each), en, zh) for name, each, en, zh in reasons],
        (
            step(
                "",
                "Suppose of each what kind he is and test his sentence; only one assignment has "
                "no contradiction.",
                "假设每个人的身份并检验其所说的话，只有一种假设不产生矛盾。",
            ),
            step(
                "",
                f"Knights: {answer.en}. "
                + (
                    f"The sentences of {', '.join(each.en for each in lies)} are false, the "
                    f"others true."
                    if lies
                    else "All sentences are true."
                ),
                f"骑士：{answer.zh}。"
                + (
                    f"{'、'.join(each.zh for each in lies)}的话为假，其余为真。"
                    if lies
                    else "所有的话都为真。"
                ),
            ),
        ),
    )


def _who(people: list[Words], world: Sequence[bool]) -> Phrase:
    knights = [each for each, is_knight in zip(people, world, strict=True) if is_knight]
    en, zh = ", ".join(each.en for each in knights), "、".join(each.zh for each in knights)
    return Phrase(key=en or "nobody", en=en or "nobody", zh=zh or "没有人")


# A clue: its kind, and one or two places in the list of people, or a person and a place.
_Clue = tuple[str, int, int]


_ORDINALS = (
    ("first", "第一"),
    ("second", "第二"),
    ("third", "第三"),
    ("fourth", "第四"),
    ("fifth", "第五"),
)


def _fits(clue: _Clue, at: Sequence[int]) -> bool:
    kind, one, two = clue
    match kind:
        case "before":
            return at[one] < at[two]
        case "just before":
            return at[two] - at[one] == 1
        case "not at":
            return at[one] != two
    return abs(at[one] - at[two]) > 1


def _clue_text(clue: _Clue, people: list[Words]) -> tuple[str, str]:
    kind, one, two = clue
    a = people[one]
    if kind == "not at":
        return f"{a.en} was not {_ORDINALS[two][0]}.", f"{a.zh}不是{_ORDINALS[two][1]}名。"
    b = people[two]
    return {
        "before": (f"{a.en} was faster than {b.en}.", f"{a.zh}比{b.zh}快。"),
        "just before": (f"{b.en} came right after {a.en}.", f"{b.zh}紧跟在{a.zh}之后到达。"),
        "not next to": (
            f"{a.en} and {b.en} did not come one right after the other.",
            f"{a.zh}和{b.zh}的名次不相邻。",
        ),
    }[kind]


def _clues(dice: random.Random, at: list[int], kinds: tuple[str, ...]) -> list[_Clue] | None:
    """True clues, one after the other, until only one order is left."""
    many = len(at)
    left = list(permutations(range(many)))
    found: list[_Clue] = []
    for _ in range(24):
        one, two = dice.sample(range(many), 2)
        kind = dice.choice(kinds)
        clue = (kind, one, dice.randrange(many) if kind == "not at" else two)
        if not _fits(clue, at):
            continue
        after = [each for each in left if _fits(clue, each)]
        if 4 * len(after) <= 3 * len(left):
            found.append(clue)
            left = after
        if len(left) == 1:
            return found
    return None


def _order(dice: random.Random, level: int) -> Exercise | None:
    many = (4, 4, 5)[level - 1]
    people = names(dice, many)
    at = dice.sample(range(many), many)
    kinds = (
        ("before", "just before"),
        ("before", "not at", "not next to"),
        ("before", "just before", "not at", "not next to"),
    )[level - 1]
    clues = _clues(dice, at, kinds)
    if clues is None or len(clues) > 6:
        return None
    place = dice.randrange(many)
    ranked = sorted(range(many), key=lambda each: at[each])
    en, zh = zip(*(_clue_text(clue, people) for clue in clues), strict=True)
    ordinal, ordinal_zh = _ORDINALS[place]

    def person(which: int) -> Phrase:
        return Phrase(key=people[which].en, en=people[which].en, zh=people[which].zh)

    others = [each for each in ranked if each != ranked[place]]
    first_named = clues[0][1]
    reasons = (
        (
            "clues-read-backwards",
            ranked[many - 1 - place],
            "This is the place counted from the other end.",
            "这是从另一端数的名次。",
        ),
        (
            "one-place-off",
            ranked[place + 1 if place + 1 < many else place - 1],
            "This one is a neighbour in the order.",
            "此人的名次与所求的相邻。",
        ),
        (
            "first-person-named",
            first_named,
            "Being named first says nothing about the order.",
            "先被提到与名次无关。",
        ),
        (
            "one-clue-not-used",
            others[0],
            "One of the clues is broken by this.",
            "这与其中一条线索矛盾。",
        ),
        (
            "another-clue-not-used",
            others[-1],
            "This breaks one of the clues.",
            "这违反了其中一条线索。",
        ),
        (
            "order-not-finished",
            others[1],
            "The clues leave one order only, and in it this one has another place.",
            "线索只允许一种次序，此人的名次不是这个。",
        ),
    )
    line, line_zh = (
        ", ".join(people[each].en for each in ranked),
        "、".join(people[each].zh for each in ranked),
    )
    return told(
        {
            "people": tuple(each.en for each in people),
            "clues": tuple(" ".join(map(str, clue)) for clue in clues),
            "place": ordinal,
        },
        words(
            f"{', '.join(each.en for each in people)} ran a race without ties. {' '.join(en)} "
            f"Who was {ordinal}?",
            f"{'、'.join(each.zh for each in people)}参加赛跑，没有并列名次。"
            f"{''.join(zh)}谁是{ordinal_zh}名？",
        ),
        person(ranked[place]),
        [
            slip(name, person(which), why, why_zh)
            for name, which, why, why_zh in reasons
            if which != ranked[place]
        ],
        (
            step(
                "",
                f"Only one order fits all clues: {line}.",
                f"符合全部线索的次序只有一种：{line_zh}。",
            ),
            step(
                "",
                f"In it {people[ranked[place]].en} is {ordinal}.",
                f"其中{people[ranked[place]].zh}是{ordinal_zh}名。",
            ),
        ),
    )


FAMILIES = (
    Family(
        name="knights-and-knaves",
        topic="logic",
        title=words("Knights and knaves", "骑士与无赖"),
        grades=(6, 13),
        skills=("deduction", "cases"),
        make=by_level(
            lambda dice: _knights(dice, 1),
            lambda dice: _knights(dice, 2),
            lambda dice: _knights(dice, 3),
        ),
    ),
    Family(
        name="order-puzzles",
        topic="logic",
        title=words("Who came where?", "排名推理"),
        grades=(3, 10),
        skills=("deduction", "ordering"),
        make=by_level(
            lambda dice: _order(dice, 1), lambda dice: _order(dice, 2), lambda dice: _order(dice, 3)
        ),
    ),
)
