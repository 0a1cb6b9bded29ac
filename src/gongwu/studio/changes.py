"""The difference of two texts as a person reads it: by CJK character and by Latin word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A formula is one thing; then a run of Latin letters and digits, spaces, or any one character.
_PART = re.compile(r"\$[^$]+\$|[A-Za-z0-9_']+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Change:
    """A run of text that stayed, went or came."""

    what: Literal["same", "gone", "new"]
    text: str


def parts_of(text: str) -> list[str]:
    """The words and characters of a text; joined they are the text."""
    return _PART.findall(text)


def changes(before: str, after: str) -> list[Change]:
    """From one text to another: what is not `new` is the first, what is not `gone` the last."""
    return list(_changes(parts_of(before), parts_of(after)))


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        gone, new = "".join(before[a:b]), "".join(after[c:d])
        if what == "equal":
            yield Change("same", gone)
            continue
        if gone:
            yield Change("gone", gone)
        if new:
            yield Change("new", new)


def marked(found: list[Change]) -> str:
    """One line for a terminal: `[-gone-]{+new+}`."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[change.what].format(change.text) for change in found)
