"""Find one-sided or demeaning wording about groups of people. A finding is a question to a person.

A group, a word that generalises and a demeaning word near each other; or a demeaning word right
before a group; or a slur. It sees wording only: a stereotype told through one person in a story, or
through what is left unsaid, it cannot see. Where prejudice is named as such it stays silent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongwu.studio.safety import groups
from gongwu.studio.safety.concepts import Lexicon, Mark, lexicon
from gongwu.studio.safety.fairness_words import CONCEPTS
from gongwu.studio.safety.folding import Folded

_REACH, _CHINESE_REACH = 60, 12


@dataclass(frozen=True, kw_only=True)
class OneSided:
    """Where the wording stands in the original text."""

    start: int
    end: int


def find_one_sided(folded: Folded) -> list[OneSided]:
    """One for each sentence that has any."""
    found = []
    for marks in _lexicon().sentences(folded.text):
        span = next(_spans(marks, folded.text), None)
        if span is not None:
            start, end = folded.span(*span)
            found.append(OneSided(start=start, end=end))
    return found


def _spans(marks: list[Mark], text: str) -> Iterator[tuple[int, int]]:
    if any("REFUTED" in mark.concepts for mark in marks):
        return
    for at, mark in enumerate(marks):
        if "SLUR" in mark.concepts:
            yield mark.start, mark.end
        if "GROUP" not in mark.concepts:
            continue
        if at and _demeans_directly(marks[at - 1], mark, text):
            yield marks[at - 1].start, mark.end
        end = _generalised(marks[at + 1 :], mark, text)
        if end is not None:
            yield mark.start, end


def _demeans_directly(before: Mark, group: Mark, text: str) -> bool:
    """`greedy bankers`, `typical bankers`, `愚昧的农民`."""
    between = text[before.end : group.start].strip()
    return bool(before.concepts & {"NEGATIVE", "TYPICAL"}) and between in ("", "的", "of", "other")


def _generalised(after: list[Mark], group: Mark, text: str) -> int | None:
    """Where the demeaning word ends that is said of the group, if one is."""
    linked = negated = False
    for mark in after:
        reach = _REACH if text[mark.start].isascii() else _CHINESE_REACH
        if mark.start - group.end > reach:
            return None
        if "LIMIT" in mark.concepts:
            return mark.end
        # A Chinese word of two characters needs no link: 农民工素质低.
        told = linked or (mark.end - mark.start > 1 and not text[mark.start].isascii())
        if told and "NEGATIVE" in mark.concepts and not negated:
            return mark.end
        if negated and "ABILITY" in mark.concepts:
            return mark.end
        linked |= "LINK" in mark.concepts
        negated |= "NEGATION" in mark.concepts
    return None


@cache
def _lexicon() -> Lexicon:
    named = [name.replace(" ", "_") for name in (*groups.english(), *groups.chinese())]
    return lexicon({**CONCEPTS, "GROUP": " ".join(named)})
