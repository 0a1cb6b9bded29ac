"""Whether a file's bytes are those that were signed: its sidecar and its manifest, taken together.

One broken signature outweighs any number of good ones.
"""

import hashlib
from dataclasses import dataclass

from gongwu.studio.finding import Finding
from gongwu.studio.label import manifest
from gongwu.studio.label.keys import Trust
from gongwu.studio.label.manifest import Manifest
from gongwu.studio.label.record import Standing, Statement
from gongwu.studio.label.sidecar import Sidecar
from gongwu.studio.label.sidecar import read as read_sidecar

_WORST_FIRST: tuple[Standing, ...] = ("invalid", "valid", "untrusted key", "none")


@dataclass(frozen=True, kw_only=True)
class Integrity:
    """What the signatures say. `statement` is the record, unless what holds it was changed.

    `label_beside` is the implicit label that stands in the sidecar, "" for none; `label_signed`
    are the fields that the manifest states.
    """

    standing: Standing
    statement: Statement | None
    label_beside: str
    label_signed: dict[str, str] | None
    findings: tuple[Finding, ...]


def integrity(content: bytes, name: str, sidecar: bytes | None, trust: Trust) -> Integrity:
    """Read and check both."""
    beside = Sidecar(label="", statement=None, standing="none")
    if sidecar is not None:
        beside = _bound(read_sidecar(sidecar, trust), content)
    within = manifest.read(content, name, trust)
    standings = {beside.standing, within.standing}
    statements = [
        part.statement for part in (beside, within) if part.standing != "invalid" and part.statement
    ]
    return Integrity(
        standing=next(standing for standing in _WORST_FIRST if standing in standings),
        statement=statements[0] if statements else None,
        label_beside=beside.label,
        label_signed=within.fields,
        findings=(*_about_sidecar(beside), *_about_manifest(within)),
    )


def _bound(beside: Sidecar, content: bytes) -> Sidecar:
    """The sidecar, invalid when it is about other bytes than these."""
    digest = hashlib.sha256(content).hexdigest()
    if beside.statement is not None and beside.statement.file_sha256 == digest:
        return beside
    return Sidecar(label=beside.label, statement=beside.statement, standing="invalid")


def _about_sidecar(beside: Sidecar) -> list[Finding]:
    if beside.standing == "invalid":
        return [
            Finding(
                rule="signature",
                severity="error",
                place="sidecar",
                en="The file or its sidecar was changed after it was published, or the sidecar "
                "belongs to another file. Ask the publisher for both again.",
                zh="文件或其附属文件在发布后被改动过，或者附属文件属于另一个文件。"
                "请向发布者重新索取这两个文件。",
            )
        ]
    return [_untrusted("sidecar")] if beside.standing == "untrusted key" else []


def _about_manifest(within: Manifest) -> list[Finding]:
    if within.standing == "invalid":
        return [
            Finding(
                rule="signature",
                severity="error",
                place="C2PA",
                en="The file was changed after it was signed: its C2PA manifest does not hold. "
                "Ask the publisher for the file again.",
                zh="文件签名后被改动过：其中的 C2PA 清单验证不通过。请向发布者重新索取该文件。",
                evidence=", ".join(within.faults),
            )
        ]
    if manifest.UNREAD in within.faults:
        return [
            Finding(
                rule="signature",
                severity="warning",
                place="C2PA",
                en="The file has a C2PA manifest, which was not checked. Install its reader: "
                "pip install 'gongwu[c2pa]'",
                zh="文件中有 C2PA 清单，但没有检查。请安装读取组件：pip install 'gongwu[c2pa]'",
            )
        ]
    return [_untrusted("C2PA")] if within.standing == "untrusted key" else []


def _untrusted(place: str) -> Finding:
    return Finding(
        rule="signature",
        severity="warning",
        place=place,
        en="The signature is sound, but its key is not one that you trust: it shows that nothing "
        "was changed since, not who signed.",
        zh="签名完好，但签名密钥不在您信任的范围内：只能说明签名后未被改动，不能说明由谁签名。",
    )
