"""Read the labels of any file back and judge them. Changes nothing; survives any bytes.

Compliance and integrity are two questions: `verdict` says whether the labels meet GB 45438-2025,
`signature` whether the bytes are still those that were signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gongwu.studio.finding import Finding
from gongwu.studio.label.implicit import ImplicitLabel
from gongwu.studio.label.keys import Trust
from gongwu.studio.label.record import Statement

Verdict = Literal["compliant", "noncompliant", "not found", "inconclusive"]
Signature = Literal["valid", "invalid", "untrusted key", "none"]
Visible = Literal["found", "missing", "cannot tell"]


@dataclass(frozen=True, kw_only=True)
class FoundLabel:
    """One record in a file: where, its fields as they stand, and the label if they are one."""

    carrier: str
    fields: Mapping[str, str]
    label: ImplicitLabel | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found. `findings` say why, in both languages; an error is a reason to refuse."""

    verdict: Verdict
    labels: tuple[FoundLabel, ...]
    visible: Visible
    visible_text: str
    signature: Signature
    record: Statement | None
    findings: tuple[Finding, ...]


def inspect(
    content: bytes, name: str, sidecar: bytes | None = None, trust: Trust | None = None
) -> Report:
    """Judge one file. `name` gives the suffix where the bytes do not say what they are.

    Without `trust` a good signature reads "untrusted key".
    """
    raise NotImplementedError
