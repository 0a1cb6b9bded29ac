"""Read the labels of any file back and judge them. Changes nothing; survives any bytes.

Compliance and integrity are two questions: `verdict` says whether the labels meet GB 45438-2025,
`signature` whether the bytes are still those that were signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gongwu.errors import BadInputError
from gongwu.studio.finding import Finding
from gongwu.studio.label import judging
from gongwu.studio.label.carriers import choose
from gongwu.studio.label.carriers.found import Found
from gongwu.studio.label.implicit import ImplicitLabel, faults, parse, read_fields
from gongwu.studio.label.integrity import integrity
from gongwu.studio.label.judging import Verdict
from gongwu.studio.label.keys import Trust
from gongwu.studio.label.looking import Visible, look
from gongwu.studio.label.record import Standing, Statement
from gongwu.studio.label.text import is_plain_text


@dataclass(frozen=True, kw_only=True)
class FoundLabel:
    """One record in a file: where, its fields as they stand, and the label if they are one."""

    carrier: str
    fields: Mapping[str, str]
    label: ImplicitLabel | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found. `findings` say why, in both languages; an error is a reason to refuse.

    `record` is there only under a signature that holds.
    """

    verdict: Verdict
    labels: tuple[FoundLabel, ...]
    visible: Visible
    visible_text: str
    signature: Standing
    record: Statement | None
    findings: tuple[Finding, ...]


def inspect(
    content: bytes, name: str, sidecar: bytes | None = None, trust: Trust | None = None
) -> Report:
    """Judge one file. `name` gives the suffix where the bytes do not say what they are.

    Without `trust` a good signature reads "untrusted key".
    """
    whole = integrity(content, name, sidecar, trust or Trust())
    found = choose.read(content, name)
    if whole.label_beside:
        found.append(Found("sidecar", whole.label_beside))
    labels = tuple(_label(one) for one in found)
    seen = look(content, name, whole.statement.notice if whole.statement else None)
    plain = choose.carrier_of(content, name) is None and is_plain_text(content, name)
    carriers = [label.carrier for label in labels]
    findings = (
        *judging.about_count(carriers, needs_implicit=not plain),
        *(finding for one in found for finding in _field_findings(one)),
        *judging.about_agreement(_agree(labels, whole.label_signed)),
        *judging.about_look(seen),
        *whole.findings,
    )
    return Report(
        verdict=judging.verdict(
            len(labels),
            findings,
            seen,
            known=plain or choose.carrier_of(content, name) is not None,
        ),
        labels=labels,
        visible=seen.visible,
        visible_text=seen.words,
        signature=whole.standing,
        record=whole.statement if whole.standing in ("valid", "untrusted key") else None,
        findings=findings,
    )


def _label(found: Found) -> FoundLabel:
    fields = read_fields(found.text) or {}
    try:
        label = parse(found.text)
    except BadInputError:
        label = None
    strings = {
        key: value if isinstance(value, str) else str(value) for key, value in fields.items()
    }
    return FoundLabel(carrier=found.carrier, fields=strings, label=label)


def _field_findings(found: Found) -> list[Finding]:
    fields = read_fields(found.text)
    return judging.about_fields(found.carrier, None if fields is None else faults(fields))


def _agree(labels: tuple[FoundLabel, ...], signed: Mapping[str, str] | None) -> bool:
    return signed is None or [dict(label.fields) for label in labels] == [dict(signed)]
