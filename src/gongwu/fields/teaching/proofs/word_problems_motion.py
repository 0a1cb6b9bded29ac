"""Motion acted out again: hour by hour, minute by minute, second by second."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, word
from gongwu.fields.teaching.values import Value, exact


def _steps_until(goal: int, stride: int) -> int:
    """After how many strides a walk comes to its goal, which it must hit."""
    place = steps = 0
    while place < goal:
        place, steps = place + stride, steps + 1
    assert place == goal, "the goal lies between two strides"
    return steps


def _ride(facts: Facts) -> Value:
    match word(facts, "asks"):
        case "distance":
            return exact(sum(whole(facts, "v") for _ in range(whole(facts, "t"))))
        case "time":
            return exact(_steps_until(whole(facts, "s"), whole(facts, "v")))
        case "speed":
            return exact(_speed(facts))
    return exact(_steps_until(whole(facts, "s"), _speed(facts) + whole(facts, "v")))


def _speed(facts: Facts) -> int:
    """The speed that covers the way in time, tried out."""
    fits = [v for v in range(1, 2000) if v * whole(facts, "t") == whole(facts, "s")]
    assert len(fits) == 1
    return fits[0]


def _meeting(facts: Facts) -> Value:
    """Both move on a line, hour by hour, until they are at one place."""
    a, b = whole(facts, "a"), whole(facts, "b")
    if "s" not in facts:
        here, there = a * whole(facts, "t"), -b * whole(facts, "t")
        return exact(here - there)
    left, right, hours = 0, whole(facts, "s"), 0
    if "t" in facts:
        left += a * whole(facts, "t")
    while left < right:
        left, right, hours = left + a, right - b, hours + 1
    assert left == right
    return exact(hours)


def _catching_up(facts: Facts) -> Value:
    a, b = whole(facts, "a"), whole(facts, "b")
    first = whole(facts, "gap") if "gap" in facts else a * whole(facts, "t")
    second = minutes = 0
    while second < first:
        first, second, minutes = first + a, second + b, minutes + 1
    assert first == second
    return exact(second if word(facts, "asks") == "place" else minutes)


def _boat(facts: Facts) -> Value:
    t = whole(facts, "t")
    match word(facts, "asks"):
        case "distance":
            drift = whole(facts, "w") * t
            rowed = whole(facts, "v") * t
            return exact(rowed + drift if word(facts, "way") == "downstream" else rowed - drift)
        case "current":
            s, u = whole(facts, "s"), whole(facts, "u")
            fits = [
                (v, w)
                for w in range(1, 60)
                for v in (s // t - w,)
                if (v + w) * t == s and (v - w) * u == s
            ]
            assert len(fits) == 1
            return exact(fits[0][1])
    v, w = whole(facts, "v"), whole(facts, "w")
    return exact(_steps_until((v + w) * t, v - w))


def _train(facts: Facts) -> Value:
    """The end of the train, second by second, until it has left."""
    v, length = whole(facts, "v"), whole(facts, "l")
    if word(facts, "asks") == "bridge":
        end = -length
        for _ in range(whole(facts, "t")):
            end += v
        return exact(end)
    end, other, seconds = -length, whole(facts, "b"), 0
    while end < other:
        end, seconds = end + v, seconds + 1
        if "w" in facts:
            other -= whole(facts, "w")
    assert end == other
    return exact(seconds)


SOLVERS: Mapping[str, Solver] = {
    "distance-speed-time": _ride,
    "meeting": _meeting,
    "catching-up": _catching_up,
    "boat-in-a-current": _boat,
    "train-through-a-tunnel": _train,
}
