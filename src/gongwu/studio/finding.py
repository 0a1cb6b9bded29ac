"""What a check says: where, which rule, how bad, what to do, and the evidence. In both languages.

A check returns findings, never True: an empty list means that nothing was found wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from gongwu.errors import Language

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found.

    An `error` keeps a piece from being approved unless a person overrules it with a reason; a
    `warning` is for the person to weigh; a `note` says how the piece came about. `place` is the
    path of the part that it is about, such as `items/3/question`; "" is the whole. `evidence` is
    what was seen there: a value, a quotation, a counterexample.
    """

    rule: str
    severity: Severity
    place: str
    en: str
    zh: str
    evidence: str = ""

    def said_in(self, language: Language) -> str:
        """The message in one language."""
        return self.zh if language == "zh" else self.en


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stand in the way of an approval."""
    return [finding for finding in findings if finding.severity == "error"]
