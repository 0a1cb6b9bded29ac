"""Counting stories told again by trying every number and by planting every tree."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.values import Value, exact

# What everybody knows of the kinds: legs and wheels.
_KNOWN = {"two-and-four": (2, 4), "two-and-three": (2, 3), "six-and-eight": (6, 8)}


def _every_cage(facts: Facts) -> Value:
    heads, legs = whole(facts, "heads"), whole(facts, "legs")
    if "kinds" in facts:
        low, high = _KNOWN[word(facts, "kinds")]
    else:
        low, high = whole(facts, "low"), whole(facts, "high")
    fits = [n for n in range(heads + 1) if n * high + (heads - n) * low == legs]
    assert len(fits) == 1
    return exact(fits[0])


def _planting(facts: Facts) -> Value:
    """Walk along the road and plant."""
    where, gap = word(facts, "where"), whole(facts, "gap")
    if where == "length":
        place = 0
        for _ in range(whole(facts, "trees") - 1):
            place += gap
        return exact(place)
    length = whole(facts, "length")
    places = {place for place in range(0, length + 1, gap)}
    if where in ("one", "none"):
        places.discard(0)
    if where == "none":
        places.discard(length)
    if where == "loop":
        places = {place % length for place in places}
    rows = ("left", "right") if where == "sides" else ("left",)
    return exact(len([(row, place) for row in rows for place in places]))


def _every_class(facts: Facts) -> Value:
    """Try every number of children: both ways must come to the same number of things."""
    each, rests = wholes(facts, "each"), wholes(facts, "rests")
    ends = facts["ends"]
    assert isinstance(ends, tuple)
    over = [rest if end == "over" else -rest for rest, end in zip(rests, ends, strict=True)]
    fits = [
        (children, each[0] * children + over[0])
        for children in range(1, 1000)
        if each[0] * children + over[0] == each[1] * children + over[1]
    ]
    assert len(fits) == 1
    return exact(fits[0][word(facts, "asks") == "things"])


SOLVERS: Mapping[str, Solver] = {
    "chickens-and-rabbits": _every_cage,
    "trees-along-a-road": _planting,
    "surplus-and-deficit": _every_class,
}
