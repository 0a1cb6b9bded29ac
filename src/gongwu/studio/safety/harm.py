"""Find requests that harm: acts on objects, asked for, outside harmless contexts.

Evidence adds up: a rule's act and object, a request for it, the wish to stay hidden; prevention and
teaching take away. No single word blocks. It knows no person's purpose; a person can overrule it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal

from gongwu.studio.safety import groups
from gongwu.studio.safety.concepts import Lexicon, Mark, lexicon
from gongwu.studio.safety.folding import Folded
from gongwu.studio.safety.harm_rules import RULES, HarmRule
from gongwu.studio.safety.harm_words import CONCEPTS

_REQUEST = frozenset({"HOWTO", "ORDER", "WANT"})
_MILD = frozenset({"EDUCATION", "SEX_EDUCATION", "COPE", "VICTIM"})
# After one of these comes another object than the one that the act is done to.
_TURNING = (
    "at with over for in on to from and or while when by as than that so without during be not"
)
_PREPOSITIONS = frozenset(_TURNING.split())
_MANY = 4
_BLOCK, _HUMAN = 4, 3
# How far apart two parts of a rule may stand, in characters; a Chinese one says more.
_REACH, _CHINESE_REACH = 45, 13


@dataclass(frozen=True, kw_only=True)
class Harm:
    """A harmful request, of what category, how sure, and where in the original text."""

    category: str
    outcome: Literal["human", "block"]
    start: int
    end: int


def find_harm(folded: Folded) -> list[Harm]:
    """The surest harm of each category."""
    best: dict[str, Harm] = {}
    for marks in _lexicon().sentences(folded.text):
        for category, score, span in _scores(marks, folded.text):
            outcome: Literal["human", "block"] = "block" if score >= _BLOCK else "human"
            start, end = folded.span(*span)
            known = best.get(category)
            if known is None or (known.outcome, outcome) == ("human", "block"):
                best[category] = Harm(category=category, outcome=outcome, start=start, end=end)
    return list(best.values())


def _scores(marks: list[Mark], text: str) -> Iterator[tuple[str, int, tuple[int, int]]]:
    present = frozenset(chain.from_iterable(mark.concepts for mark in marks))
    if _uncaught().search(text, marks[0].start, marks[-1].end + _CHINESE_REACH):
        present |= {"EVADE"}
    # "How did they plan to blow it up?" asks about the past.
    requested = bool(present & (_REQUEST if "HISTORY" not in present else {"HOWTO"}))
    for rule in RULES if requested else _alone():
        spared = rule.spared if len(rule.parts) == 1 else rule.spared - {"SAFE_THING"}
        if any(part.isdisjoint(present) for part in rule.parts) or spared & present:
            continue
        found = _match(rule, marks, text)
        if found is None:
            continue
        score = (
            rule.weight
            + (requested or rule.alone)
            + ("EVADE" in present)
            - _mitigation(marks, present, found, text)
        )
        if score >= _HUMAN:
            yield rule.category, score, (found[0].start, found[-1].end)


def _turns_away(between: str) -> bool:
    """Whether another object stands between: "beat eggs for a child" beats no child."""
    words = between.split()
    return len(words) > _MANY or any(word in _PREPOSITIONS for word in words[1:])


@cache
def _uncaught() -> re.Pattern[str]:
    """The wish to stay undiscovered, for which there are too many words to list."""
    return re.compile(
        r"不(?:会|让)?被?[^,。，？\n]{0,6}(?:发现|抓住|抓到|查到|查出|找到|逮|识破|察觉|怀疑)"
        r"|without (?:\w+ ){0,3}(?:caught|noticed|traced|detected|arrested|knowing|noticing)"
        r"|nobody (?:notices|knows|finds out)|no one (?:notices|knows|finds out)"
    )


@cache
def _alone() -> tuple[HarmRule, ...]:
    return tuple(rule for rule in RULES if rule.alone)


def _mitigation(
    marks: list[Mark], present: frozenset[str], found: tuple[Mark, ...], text: str
) -> int:
    """What prevention and teaching take away. "How to prevent X" is no request for X."""
    if "EVADE" in present:
        return 0
    for mark in marks:
        if "PREVENT" not in mark.concepts or mark in found:
            continue
        if any(0 <= part.start - mark.end <= _reach(text, mark) for part in found):
            return _BLOCK
        if not text[mark.start].isascii():
            return 2
    return 2 * bool(present & _MILD)


def _match(rule: HarmRule, marks: list[Mark], text: str) -> tuple[Mark, ...] | None:
    """The first run of marks that has the rule's parts in order; in Chinese, in either order."""
    for at, mark in enumerate(marks):
        if mark.concepts & rule.parts[0]:
            found = _follow(rule, rule.parts, marks, at, text)
            if found:
                return found
        if len(rule.parts) == 2 and mark.concepts & rule.parts[1] and _is_object(mark, text):
            found = _follow(rule, rule.parts[::-1], marks, at, text)
            if found:
                return found
    return None


def _is_object(mark: Mark, text: str) -> bool:
    """Whether what stands before its verb is acted on: a thing, or a person after 把."""
    if text[mark.start].isascii():
        return False
    before = text[max(0, mark.start - 4) : mark.start]
    return "PERSON" not in mark.concepts or any(word in before for word in "把将往给对让")


def _follow(
    rule: HarmRule, parts: tuple[frozenset[str], ...], marks: list[Mark], at: int, text: str
) -> tuple[Mark, ...] | None:
    found = [marks[at]]
    for part in parts[1:]:
        following = None
        for mark in marks[at + 1 :]:
            if mark.start - found[-1].end > _reach(text, mark):
                break
            if mark.concepts & part:
                following = mark
                break
            if "SAFE_THING" in mark.concepts & rule.spared:
                return None
        if following is None:
            return None
        if rule.direct and len(found) == 1 and _turns_away(text[found[-1].end : following.start]):
            return None
        found.append(following)
        at = marks.index(following)
    return tuple(found)


def _reach(text: str, mark: Mark) -> int:
    return _REACH if text[mark.start].isascii() else _CHINESE_REACH


@cache
def _lexicon() -> Lexicon:
    named = [name.replace(" ", "_") for name in (*groups.english(), *groups.chinese())]
    return lexicon({**CONCEPTS, "GROUP": " ".join(named)})
