"""The studio behind the command line: its store, its workshop, and how a piece is told about."""

import os
from datetime import datetime
from typing import TYPE_CHECKING

from gongwu.doors.cli.folders import find_folders
from gongwu.doors.cli.language import say, spoken
from gongwu.doors.cli.model_option import model_places
from gongwu.doors.cli.store_url import chosen_store
from gongwu.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongwu.studio.finding import Finding
    from gongwu.studio.kind import Notice
    from gongwu.studio.label.keys import KeyFolder
    from gongwu.studio.workshop import Look, Workshop

_STATES = {
    "unfinished": "未完成",
    "in review": "待审",
    "approved": "已批准",
    "rejected": "已退回",
    "published": "已发布",
}
_SEVERITIES = {"error": "错误", "warning": "注意", "note": "说明"}


def open_workshop(guard: str = "") -> "Workshop":
    """The workshop over this person's store, with the models that can be named here.

    `guard` names a model that the policy asks too.
    """
    from gongwu.assemble import open_image_model, open_text_model
    from gongwu.studio.safety.policy import Policy
    from gongwu.studio.store.store import Store
    from gongwu.studio.workshop import Workshop

    places = model_places()
    return Workshop(
        Store(store_url()),
        policy=Policy(open_text_model(guard, places) if guard else None),
        open_model=lambda spec: open_text_model(spec, places),
        open_painter=lambda spec: open_image_model(spec, places),
    )


def store_url() -> str:
    """The store that was named, or this person's own."""
    return chosen_store() or f"sqlite:///{find_folders(os.environ).data / 'studio.db'}"


def key_folder() -> "KeyFolder":
    """Where this workshop's keys lie."""
    from gongwu.studio.label.keys import KeyFolder

    return KeyFolder(find_folders(os.environ).data / "keys")


def draft_text(look: "Look") -> str:
    """A draft as its plainest export has it, marked as one; else its words, one below the other."""
    exporter = look.kind.exports.get("txt")
    if exporter is None:
        return "\n\n".join(slot.text for slot in look.slots)
    return exporter.write(look.draft, _draft_notice(look)).decode().rstrip()


def draft_file(look: "Look", suffix: str) -> bytes:
    """A draft as a file to look at: with both labels, unsigned. Raises NotFoundError."""
    from gongwu.studio.label.carriers import choose
    from gongwu.studio.label.implicit import first_label
    from gongwu.studio.publishing import PRODUCER

    by_suffix = {exporter.suffix: exporter for exporter in look.kind.exports.values()}
    if suffix not in by_suffix:
        listed = ", ".join(by_suffix)
        raise NotFoundError(
            en=f"A draft of {look.kind.name} cannot be saved as {suffix!r}. Name the file with "
            f"one of: {listed}.",
            zh=f"{look.kind.name} 的草稿不能存为“{suffix}”。文件名可用的后缀：{listed}。",
        )
    content = by_suffix[suffix].write(look.draft, _draft_notice(look))
    name = "draft" + suffix
    if not choose.can_carry(content, name):
        return content
    return choose.write(content, name, first_label(PRODUCER, f"{look.order.id}-draft"))


def _draft_notice(look: "Look") -> "Notice":
    from gongwu.studio.kind import Notice

    return Notice(
        text=say(en="AI-generated draft", zh="AI 生成的草稿"),
        language=look.brief.lang,
        made_at=datetime.fromisoformat(look.order.made_at),
        title=look.kind.title(look.draft),
    )


def state_said(state: str) -> str:
    """Where a piece stands, in the language spoken."""
    return say(en=state, zh=_STATES[state])


def findings_said(findings: "Iterable[Finding]") -> list[str]:
    """A line for each finding, with its evidence behind it."""
    return [_finding(finding) for finding in findings]


def _finding(finding: "Finding") -> str:
    severity = say(en=finding.severity, zh=_SEVERITIES[finding.severity])
    place = f" {finding.place}" if finding.place else ""
    evidence = f" ({finding.evidence})" if finding.evidence else ""
    return f"[{severity}]{place} {finding.said_in(spoken())}{evidence}"


def told(look: "Look") -> dict[str, object]:
    """What `--json` says of a piece."""
    return {
        "id": look.order.id,
        "kind": look.order.kind,
        "title": look.kind.title(look.draft),
        "state": look.standing.state,
        "seed": int(look.order.seed),
        "model": look.order.model or None,
        "version": look.version,
        "reviewer": look.standing.reviewer or None,
        "content_sha256": look.standing.content,
        "reworded": list(look.reworded),
        "findings": [finding_told(finding) for finding in look.findings],
    }


def finding_told(finding: "Finding") -> dict[str, str]:
    """A finding for a program, its message in the language spoken."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "place": finding.place,
        "message": finding.said_in(spoken()),
        "evidence": finding.evidence,
    }
