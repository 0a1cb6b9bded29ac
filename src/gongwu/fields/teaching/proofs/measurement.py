"""Measures found again: through one common unit, tile by tile, minute by minute, day by day."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import fraction, whole, wholes, word
from gongwu.fields.teaching.values import Expression, Phrase, Value, exact

# Every unit in the smallest one of its kind, written apart from the families' ladders.
_UNITS = {
    "毫米": 1, "厘米": 10, "分米": 100, "米": 1_000, "千米": 1_000_000,
    "毫克": 1, "克": 1_000, "斤": 500_000, "千克": 1_000_000, "吨": 1_000_000_000,
    "平方厘米": 3, "平方分米": 300, "平方米": 30_000, "亩": 20_000_000, "公顷": 300_000_000,
    "平方千米": 30_000_000_000,
    "立方厘米": 1, "毫升": 1, "立方分米": 1_000, "升": 1_000, "立方米": 1_000_000,
}  # fmt: skip


def _units(facts: Facts) -> Value:
    ground = fraction(facts, "value") * _UNITS[word(facts, "from")]
    if "rest" in facts:
        ground += whole(facts, "rest") * _UNITS[word(facts, "to")]
    top = ground.numerator
    bottom = ground.denominator * _UNITS[word(facts, "to")]
    number, left = divmod(top, bottom)
    digits = ""
    while left:
        digit, left = divmod(left * 10, bottom)
        digits += str(digit)
        assert len(digits) < 30, "the decimal does not end"
    return Expression(text=f"{number}.{digits}" if digits else str(number))


def _perimeter(facts: Facts) -> Value:
    """Walk round; where a side is asked for, try every rectangle of that perimeter."""
    if "b" in facts:
        return exact(sum((whole(facts, "a"), whole(facts, "b")) * 2))
    p = whole(facts, "p")
    pairs = [(p // 2 - b, b) for b in range(1, p // 4 + 1)]
    if "k" in facts:
        fits = [a for a, b in pairs if a == whole(facts, "k") * b]
    else:
        fits = [b for a, b in pairs if a == whole(facts, "a")]
    assert len(fits) == 1
    return exact(fits[0])


def _area(facts: Facts) -> Value:
    """Row by row of square metres."""
    a, asks = whole(facts, "a"), word(facts, "asks")
    if asks == "perimeter":
        left, width = whole(facts, "s"), 0
        while left > 0:
            left, width = left - a, width + 1
        assert left == 0
        return exact(a + width + a + width)
    b = whole(facts, "b")
    if asks == "area":
        return exact(sum(a for _ in range(b)))
    w = whole(facts, "w")
    # Rows above and below run over the whole length, rows beside the lawn only at its ends.
    return exact(sum(a + 2 * w if row < w or row >= w + b else 2 * w for row in range(b + 2 * w)))


def _duration(facts: Facts) -> Value:
    """A clock that ticks every minute."""
    now, end, minutes = list(wholes(facts, "start")), list(wholes(facts, "end")), 0
    while now != end:
        minutes += 1
        now[1] += 1
        if now[1] == 60:
            now = [(now[0] + 1) % 24, 0]
    return exact(minutes - (whole(facts, "rest") if "rest" in facts else 0))


def _clock(facts: Facts) -> Value:
    """Both hands turn from noon, in half degrees."""
    long, short = 0, 0
    for _ in range(whole(facts, "hour") % 12 * 60 + whole(facts, "minute")):
        long, short = (long + 12) % 720, (short + 1) % 720
    between = (long - short) % 720
    return exact(Fraction(min(between, 720 - between), 2), "°")


_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZH = "一二三四五六日"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


def _weekday(facts: Facts) -> Value:
    """Day by day; between dates, by the calendar of a year in which the first day fits."""
    today = _WEEK.index(word(facts, "today"))
    if "dates" in facts:
        months = facts["months"]
        assert isinstance(months, tuple)
        first, second = (
            (_MONTHS.index(str(month)) + 1, day)
            for month, day in zip(months, wholes(facts, "dates"), strict=True)
        )
        year = next(y for y in range(1950, 2050) if date(y, *first).weekday() == today)
        return _day(date(year, *second).weekday())
    for _ in range(whole(facts, "days")):
        today = (today + (1 if word(facts, "way") == "forwards" else 6)) % 7
    return _day(today)


def _day(place: int) -> Value:
    return Phrase(key=_WEEK[place].lower(), en=_WEEK[place], zh=f"星期{_ZH[place]}")


SOLVERS: Mapping[str, Solver] = {
    "units-of-length": _units,
    "units-of-mass": _units,
    "units-of-area": _units,
    "units-of-volume": _units,
    "rectangle-perimeter": _perimeter,
    "rectangle-area": _area,
    "duration": _duration,
    "clock-hands": _clock,
    "day-of-the-week": _weekday,
}
