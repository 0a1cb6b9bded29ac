"""The fourth verb: a person decides. What may follow on what, whoever asks and wherever it is kept.

A piece's history is a row of events. `after` is the one place that says which event may follow; the
store calls it inside the transaction that writes the event, so no order of calls gets around it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, Literal

from gongwu.errors import BadInputError, RefusedError
from gongwu.studio.finding import Finding, errors
from gongwu.studio.kind import DraftT
from gongwu.studio.verify import Verified

Action = Literal["made", "comment", "edit", "approve", "reject", "publish", "overrule"]
State = Literal["unfinished", "in review", "approved", "rejected", "published"]

# Who acts when no person does.
WORKSHOP = "gongwu"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to a piece. `content` is the hash of the draft that it is about."""

    piece: str
    action: Action
    actor: str
    content: str
    why: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a piece stands. `approved` is the hash of the approved draft; an edit voids it."""

    content: str = ""
    approved: str = ""
    reviewer: str = ""
    rejected: bool = False
    published: bool = False

    @property
    def state(self) -> State:
        if not self.content:
            return "unfinished"
        if self.approved == self.content:
            return "published" if self.published else "approved"
        return "rejected" if self.rejected else "in review"


@dataclass(frozen=True)
class Approved(Generic[DraftT]):
    """A draft that a person has approved: the only thing that can be published."""

    draft: DraftT
    content: str
    reviewer: str
    edited: bool


def standing_after(events: Iterable[Event]) -> Standing:
    """Where a row of events leads. Raises RefusedError at the first that may not follow."""
    standing = Standing()
    for event in events:
        standing = after(standing, event)
    return standing


def after(standing: Standing, event: Event) -> Standing:
    """Where a piece stands after one more event. Raises RefusedError if it may not follow."""
    if event.action == "overrule":
        return standing  # of a brief, before anything is made; its reason is kept
    if event.action == "made":
        return _made(standing, event)
    if not standing.content:
        raise RefusedError(
            en=f"{event.piece} is not finished yet. Go on with: gongwu make --resume {event.piece}",
            zh=f"{event.piece} 还没有做完。请先运行：gongwu make --resume {event.piece}",
        )
    match event.action:
        case "edit":
            return replace(standing, content=event.content, approved="", reviewer="",
                           rejected=False, published=False)  # fmt: skip
        case "approve":
            _must_be_person(event)
            _must_be_current(standing, event)
            return replace(standing, approved=event.content, reviewer=event.actor, rejected=False)
        case "reject":
            _must_be_person(event)
            return replace(standing, approved="", reviewer="", rejected=True, published=False)
        case "publish":
            _must_be_approved(standing, event)
            return replace(standing, published=True)
    return standing  # a comment


def approve(
    verified: Verified[DraftT], standing: Standing, *, piece: str, edited: bool
) -> Approved[DraftT]:
    """The verified draft of an approved piece. Raises RefusedError if nobody has approved it."""
    if not standing.content or standing.approved != standing.content:
        raise _unapproved(piece)
    return Approved(verified.draft, standing.content, standing.reviewer, edited)


def must_be_clean(findings: Iterable[Finding], overruled: str) -> None:
    """Errors stand in the way of an approval, unless a person overrules them with a reason."""
    found = errors(findings)
    if found and not overruled.strip():
        first = found[0]
        raise RefusedError(
            en=f"{len(found)} error(s) stand in the way, first at {first.place or 'the piece'}: "
            f"{first.en} Edit the piece, or give a reason with --overrule; it is kept.",
            zh=f"有 {len(found)} 处错误未解决，第一处在 {first.place or '全文'}：{first.zh}"
            "请修改，或用 --overrule 写明理由（会留存）。",
        )


def _made(standing: Standing, event: Event) -> Standing:
    if standing.content:
        raise RefusedError(
            en=f"{event.piece} has been made already.", zh=f"{event.piece} 已经做好了。"
        )
    return replace(standing, content=event.content)


def _must_be_person(event: Event) -> None:
    if not event.actor.strip():
        raise BadInputError(
            en="Who decides? Say it with --as NAME.", zh="由谁决定？请用 --as 写明姓名。"
        )
    if event.actor.strip().lower() == WORKSHOP:
        raise RefusedError(
            en="Only a person can decide this, not gongwu itself. Say who with --as NAME.",
            zh="此事须由人决定，不能由 gongwu 自己决定。请用 --as 写明姓名。",
        )


def _must_be_current(standing: Standing, event: Event) -> None:
    if event.content != standing.content:
        raise RefusedError(
            en=f"{event.piece} was changed since it was read. Look at it again: "
            f"gongwu show {event.piece}",
            zh=f"{event.piece} 在阅读之后又有改动。请重新查看：gongwu show {event.piece}",
        )


def _must_be_approved(standing: Standing, event: Event) -> None:
    if standing.approved != standing.content or event.content != standing.content:
        raise _unapproved(event.piece)


def _unapproved(piece: str) -> RefusedError:
    return RefusedError(
        en="Nobody has approved this yet, so it cannot be published. "
        f"Read it with gongwu show {piece}, then: gongwu review {piece} --approve --as NAME",
        zh=f"还没有人批准，不能发布。请先阅读：gongwu show {piece}，"
        f"再批准：gongwu review {piece} --approve --as 姓名",
    )
