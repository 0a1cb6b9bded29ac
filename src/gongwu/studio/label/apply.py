"""Label a finished file in the order that keeps all labels: visible, metadata, signature.

The exporter has written the visible label already; here it is read back. What does not read back
as it was written is refused, so no file leaves without its labels.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC

from gongwu import __version__
from gongwu.errors import BadInputError, RefusedError
from gongwu.studio.label import manifest, picture, sidecar, visible
from gongwu.studio.label.carriers import choose
from gongwu.studio.label.implicit import ImplicitLabel, parse
from gongwu.studio.label.inspect import Report, inspect
from gongwu.studio.label.keys import KeyFolder
from gongwu.studio.label.looking import look
from gongwu.studio.label.record import Record, Statement


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What a file must carry. `visible` is the exporter's word on whether it can show a notice."""

    implicit: ImplicitLabel
    notice: str
    visible: bool = True


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Whose keys sign, and whether a C2PA manifest goes into the file as well."""

    keys: KeyFolder
    c2pa: bool = False


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The file to publish, and what to save beside it as FILE.aigc.json (None: nothing)."""

    content: bytes
    sidecar: bytes | None


def seal(
    content: bytes, suffix: str, labels: Labels, record: Record, signing: Signing | None = None
) -> Sealed:
    """The labelled and signed file. `suffix` has its dot: ".docx".

    A sidecar is there when the file is signed, and when the file itself cannot hold a label.
    """
    name = "file" + suffix
    _demand_notice(content, name, labels)
    inside = choose.can_carry(content, name)
    label = labels.implicit
    if inside:
        content = choose.write(content, name, label)
        label = parse(choose.read(content, name)[0].text)
    statement = _statement(labels, record)
    if signing is not None and signing.c2pa:
        content = manifest.signed(content, suffix, signing.keys.leaf(), label, statement)
    beside = None
    if signing is not None or not inside:
        bound = replace(statement, file_sha256=hashlib.sha256(content).hexdigest())
        key = signing.keys.record_key() if signing is not None else None
        beside = sidecar.written(bound, None if inside else label, key)
    sealed = Sealed(content=content, sidecar=beside)
    _read_back(sealed, name, label, signing)
    return sealed


def _demand_notice(content: bytes, name: str, labels: Labels) -> None:
    if not labels.visible:
        return
    if not visible.states(labels.notice):
        raise BadInputError(
            en=f"The notice {labels.notice!r} is no visible label: it must say both that it was "
            "AI and that it generated or synthesised the content.",
            zh=f"提示语“{labels.notice}”不能作为显式标识：须同时写明“人工智能”或“AI”，"
            "以及“生成”或“合成”。",
        )
    seen = look(content, name, labels.notice).visible
    # A picture's label is known only by our own drawing, so only that can be vouched for.
    if seen == "missing" or (seen == "cannot tell" and picture.recognises(content)):
        raise RefusedError(
            en=f"The exported file does not show the notice {labels.notice!r}, so it may not be "
            "published. The exporter must write it into the file.",
            zh=f"导出的文件中没有显式标识“{labels.notice}”，不得发布。导出程序须把它写入文件。",
        )


def _statement(labels: Labels, record: Record) -> Statement:
    return Statement(
        produce_id=labels.implicit.produce_id,
        producer=labels.implicit.content_producer,
        piece=record.piece,
        kind=record.kind,
        content_sha256=record.content_sha256,
        file_sha256="",
        model=record.model,
        reviewer=record.reviewer,
        approved_at=record.approved_at.astimezone(UTC).isoformat(timespec="seconds"),
        edited=record.edited,
        notice=labels.notice if labels.visible else "",
        gongwu=__version__,
    )


def _read_back(sealed: Sealed, name: str, label: ImplicitLabel, signing: Signing | None) -> None:
    """Refuse what an inspector would not find as it was meant."""
    trust = signing.keys.trust() if signing is not None else None
    report = inspect(sealed.content, name, sealed.sidecar, trust)
    labelled = [found.label for found in report.labels] == [label]
    seen = report.verdict == "compliant" or report.visible == "cannot tell"
    signed = report.signature == ("valid" if signing is not None else "none")
    if not (labelled and seen and signed):
        raise _unreadable(report)


def _unreadable(report: Report) -> RefusedError:
    why = [finding for finding in report.findings if finding.severity != "note"]
    return RefusedError(
        en="The labels do not read back as they were written, so the file is not published: "
        + " ".join(finding.en for finding in why),
        zh="写入的标识读不回来，文件不予发布：" + "".join(finding.zh for finding in why),
    )
