"""Logic again: row by row, person by person, with sets of people that are really built."""

from collections.abc import Iterator, Mapping
from itertools import product

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.values import Phrase, Value, exact

_SIGNS = {"and": r"\land", "or": r"\lor", "to": r"\to"}
_CHINESE = {
    "Lin": "小林", "Chen": "小陈", "Wang": "小王", "Zhao": "小赵", "Sun": "小孙", "Zhou": "小周",
    "Wu": "小吴", "Xu": "小徐", "Gao": "小高", "Luo": "小罗", "Song": "小宋", "Tang": "小唐",
    "Deng": "小邓", "Cao": "小曹", "Peng": "小彭",
}  # fmt: skip


def _texts(facts: Facts, name: str) -> tuple[str, ...]:
    fact = facts[name]
    assert isinstance(fact, tuple)
    return tuple(map(str, fact))


def _true(formula: str, row: Mapping[str, bool]) -> bool:
    """Read from the right, with a pile of values."""
    pile: list[bool] = []
    for token in reversed(formula.split()):
        match token:
            case "not":
                pile.append(not pile.pop())
            case "and" | "or" | "to":
                first, second = pile.pop(), pile.pop()
                both = {"and": first and second, "or": first or second, "to": first <= second}
                pile.append(both[token])
            case _:
                pile.append(row[token])
    return pile.pop()


def _rows(letters: str) -> Iterator[dict[str, bool]]:
    for values in product((True, False), repeat=len(letters)):
        yield dict(zip(letters, values, strict=True))


def _count(facts: Facts) -> Value:
    formula = word(facts, "formula")
    return exact(sum(_true(formula, row) for row in _rows(word(facts, "letters"))))


def _tex(formula: str) -> str:
    """The formula as a reader sees it, built from the right."""
    pile: list[tuple[str, bool]] = []

    def closed(part: tuple[str, bool]) -> str:
        return f"({part[0]})" if part[1] else part[0]

    for token in reversed(formula.split()):
        if token == "not":
            pile.append((rf"\neg {closed(pile.pop())}", False))
        elif token in _SIGNS:
            first, second = pile.pop(), pile.pop()
            pile.append((f"{closed(first)} {_SIGNS[token]} {closed(second)}", True))
        else:
            pile.append((token, False))
    return pile.pop()[0]


def _equivalent(facts: Facts) -> Value:
    """The only option with the same truth table."""
    formula, options = word(facts, "formula"), _texts(facts, "options")
    tokens = {token for text in (formula, *options) for token in text.split()}
    letters = "".join(sorted(tokens - {"not", *_SIGNS}))
    rows = list(_rows(letters))
    wanted = [_true(formula, row) for row in rows]
    found = [text for text in options if [_true(text, row) for row in rows] == wanted]
    assert len(found) == 1, "not one option"
    shown = f"${_tex(found[0])}$"
    return Phrase(key=found[0], en=shown, zh=shown)


def _person(*who: str) -> Phrase:
    en = ", ".join(who) or "nobody"
    return Phrase(key=en, en=en, zh="、".join(_CHINESE[each] for each in who) or "没有人")


def _lie(kind: str, speaker: bool, one: bool, two: bool) -> bool:
    """Whether the sentence does not fit its speaker: a knave's truth or a knight's lie."""
    says = {
        "knight": one,
        "knave": not one,
        "same": speaker is one,
        "different": speaker is not one,
        "both": one and two,
        "not both": not one or not two,
    }[kind]
    return says is not speaker


def _knights(facts: Facts) -> Value:
    """From the last person back: a kind for each, and every sentence tested at the end."""
    people = _texts(facts, "people")
    said = [text.rsplit(" ", 3) for text in _texts(facts, "said")]
    fitting = []
    for number in range(2 ** len(people)):
        kinds = [bool(number >> place & 1) for place in range(len(people))]
        if not any(_lie(kind, *(kinds[int(each)] for each in who)) for kind, *who in said):
            fitting.append(kinds)
    assert len(fitting) == 1, "not one solution"
    return _person(*(each for each, knight in zip(people, fitting[0], strict=True) if knight))


def _orders(
    placed: tuple[int, ...], many: int, clues: list[tuple[str, int, int]]
) -> Iterator[tuple[int, ...]]:
    """Place after place; a row is given up as soon as a clue is broken."""
    if any(_broken(clue, placed) for clue in clues):
        return
    if len(placed) == many:
        yield placed
        return
    for person in range(many):
        if person not in placed:
            yield from _orders((*placed, person), many, clues)


def _broken(clue: tuple[str, int, int], placed: tuple[int, ...]) -> bool:
    kind, one, two = clue
    if kind == "not at":
        return len(placed) > two and placed[two] == one
    if one not in placed or two not in placed:
        # Who comes later is not placed while the other is: that already breaks some clues.
        if kind == "before":
            return two in placed
        return kind == "just before" and (two in placed or (one in placed and placed[-1] != one))
    gap = placed.index(two) - placed.index(one)
    return {"before": gap < 0, "just before": gap != 1, "not next to": abs(gap) == 1}[kind]


def _order(facts: Facts) -> Value:
    people = _texts(facts, "people")
    clues = [
        (kind, int(one), int(two))
        for kind, one, two in (text.rsplit(" ", 2) for text in _texts(facts, "clues"))
    ]
    found = list(_orders((), len(people), clues))
    assert len(found) == 1, "not one order"
    ordinals = ("first", "second", "third", "fourth", "fifth")
    return _person(people[found[0][ordinals.index(word(facts, "place"))]])


def _sets(facts: Facts) -> Value:
    """People numbered and put into sets with the sizes stated."""
    total = whole(facts, "total")
    everybody = set(range(total))
    if "triple" in facts:
        return exact(len(everybody - _three(facts)))
    a, b = whole(facts, "a"), whole(facts, "b")
    one = set(range(a))
    both = whole(facts, "both") if "both" in facts else a + b + whole(facts, "none") - total
    two = set(range(a - both, a - both + b))
    return exact(len(one ^ two) if "none" in facts else len(everybody - one - two))


def _three(facts: Facts) -> set[int]:
    """The union, region by region from the middle outwards."""
    ones, twos, triple = wholes(facts, "ones"), wholes(facts, "twos"), whole(facts, "triple")
    pairs = [each - triple for each in twos]
    alone = [
        ones[0] - triple - pairs[0] - pairs[1],
        ones[1] - triple - pairs[0] - pairs[2],
        ones[2] - triple - pairs[1] - pairs[2],
    ]
    return set(range(sum(alone) + sum(pairs) + triple))


SOLVERS: Mapping[str, Solver] = {
    "truth-table-count": _count,
    "equivalent-formulas": _equivalent,
    "knights-and-knaves": _knights,
    "order-puzzles": _order,
    "overlapping-sets": _sets,
}
