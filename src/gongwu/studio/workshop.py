"""Where the five verbs meet: carries a brief to review, each stage kept before the next begins.

A crash loses nothing: what was kept is read back, and the work goes on from there. The same brief,
seed and model are the same piece, so asking again makes nothing twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from gongwu.errors import BadInputError, NotFoundError, RefusedError
from gongwu.ports import ImageModel, TextModel
from gongwu.studio.brief import read_brief
from gongwu.studio.codec import decode, encode
from gongwu.studio.edit_sheet import read_sheet
from gongwu.studio.entrance import admit
from gongwu.studio.finding import Finding
from gongwu.studio.kind import Desk, Draws, Slot
from gongwu.studio.kinds import AnyKind, find_kind
from gongwu.studio.plan import Planned, desk_for, plan
from gongwu.studio.review import (
    WORKSHOP,
    Action,
    Approved,
    Event,
    Standing,
    approve,
    must_be_clean,
)
from gongwu.studio.safety.policy import Policy
from gongwu.studio.store.records import Entry, Order
from gongwu.studio.store.store import Store
from gongwu.studio.verify import Verified, verify
from gongwu.studio.watched_painter import WatchedPainter
from gongwu.studio.word import Progress, Worded, content_hash, word

OpenModel = Callable[[str], TextModel]
OpenPainter = Callable[[str], ImageModel]


@dataclass(frozen=True, kw_only=True)
class Look:
    """A piece as it lies on the table: its newest draft, what was found in it, its history."""

    order: Order
    kind: AnyKind
    brief: Any
    plan: Any
    draft: Any
    version: int
    findings: tuple[Finding, ...]
    reworded: tuple[str, ...]
    standing: Standing
    log: tuple[Entry, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(self.kind.slots(self.plan, self.draft))


@dataclass(frozen=True)
class _Wording:
    """The stage `word` as it is kept; `draft` is JSON, so that its hash needs no kind."""

    draft: str
    findings: tuple[Finding, ...]
    reworded: tuple[str, ...]


@dataclass(frozen=True)
class _Checking:
    """The stage `verify` as it is kept."""

    findings: tuple[Finding, ...]


def no_model(spec: str) -> TextModel:
    """What a workshop without models says."""
    raise NotFoundError(en=f"No models can be opened here: {spec}", zh=f"这里不能打开模型：{spec}")


def no_painter(spec: str) -> ImageModel:
    """The same of a workshop without picture models."""
    raise NotFoundError(
        en=f"No picture models can be opened here: {spec}", zh=f"这里不能打开图像模型：{spec}"
    )


def now() -> str:
    """The time in UTC, to the second: `2026-11-23T20:15:00+00:00`."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Workshop:
    """Orders in, pieces out. All that lasts is in the store."""

    def __init__(
        self,
        store: Store,
        *,
        policy: Policy | None = None,
        open_model: OpenModel = no_model,
        open_painter: OpenPainter = no_painter,
        kinds: Callable[[str], AnyKind] = find_kind,
        clock: Callable[[], str] = now,
    ) -> None:
        self.store = store
        self._policy = policy or Policy()
        self._open_model = open_model
        self._open_painter = open_painter
        self._kinds = kinds
        self.clock = clock

    def order(
        self,
        kind_name: str,
        values: Mapping[str, object],
        *,
        seed: int,
        model: str = "",
        overrule: str = "",
        actor: str = "",
    ) -> Order:
        """Take a brief in. Raises BadInputError, or RefusedError where the policy blocks it."""
        kind = self._kinds(kind_name)
        brief = read_brief(kind.brief_type, values)
        brief, overruled = admit(brief, self._policy, overrule, actor)
        text = encode(brief)
        order = Order(
            id=_id_of(kind_name, text, str(seed), model),
            kind=kind_name, brief=text, seed=str(seed), model=model, made_at=self.clock(),
        )  # fmt: skip
        kept = self.store.add(order)
        if overruled and not self.store.log(kept.id):
            event = Event(piece=kept.id, action="overrule", actor=actor, content="", why=overrule)
            self.store.record(event, self.clock())
        return kept

    def carry(self, piece: str, progress: Progress = lambda _done, _of: None) -> Look:
        """Bring a piece to review, from wherever it stands. Each stage is kept before the next."""
        order = self.store.order(piece)
        if not self.store.standing(piece).content:
            kind = self._kinds(order.kind)
            brief = decode(kind.brief_type, order.brief)
            planned = self._planned(order, kind, brief)
            worded = self._worded(order, kind, brief, planned, progress)
            self._verified(order, kind, brief, worded)
            self._made(order, worded)
        return self.look(piece)

    def look(self, piece: str) -> Look:
        """A piece as it stands. Raises RefusedError for one that is not finished yet."""
        order = self.store.order(piece)
        kind = self._kinds(order.kind)
        version = self.store.last_version(piece)
        standing = self.store.standing(piece)
        checking = self.store.stage(piece, version, "verify") if version else None
        if checking is None or not standing.content:
            raise RefusedError(
                en=f"{piece} is not finished yet. Go on with: gongwu make --resume {piece}",
                zh=f"{piece} 还没有做完。请先运行：gongwu make --resume {piece}",
            )
        wording = decode(_Wording, self._kept(piece, version, "word"))
        return Look(
            order=order, kind=kind, brief=decode(kind.brief_type, order.brief),
            plan=decode(kind.plan_type, self._kept(piece, 1, "plan")),
            draft=decode(kind.draft_type, wording.draft), version=version,
            findings=decode(_Checking, checking).findings, reworded=wording.reworded,
            standing=standing, log=tuple(self.store.log(piece)),
        )  # fmt: skip

    def draft_of(self, piece: str, version: int) -> Any:
        """An earlier draft."""
        kind = self._kinds(self.store.order(piece).kind)
        wording = decode(_Wording, self._kept(piece, version, "word"))
        return decode(kind.draft_type, wording.draft)

    def edit(self, piece: str, content: bytes, *, actor: str, why: str = "") -> Look:
        """A new version with a person's words: an edit sheet, or the whole draft as JSON.

        It is verified anew, and any approval is void.
        """
        look = self.look(piece)
        draft = _edited(look, content)
        if encode(draft) == encode(look.draft):
            raise BadInputError(en="Nothing was changed.", zh="没有任何改动。")
        worded = Worded(look.plan, draft, reworded=look.reworded)
        verified = verify(look.kind, worded, self._policy, look.brief.lang)
        stages = {"word": _wording_of(worded), "verify": encode(_Checking(verified.findings))}
        content_sha = content_hash(look.order.kind, encode(draft))
        event = self._event(look, "edit", actor, why, content=content_sha)
        self.store.record(event, self.clock(), stages)
        return self.look(piece)

    def comment(self, piece: str, *, actor: str, why: str) -> Look:
        """Say something about a piece; it changes nothing."""
        return self._decide(piece, "comment", actor, why)

    def reject(self, piece: str, *, actor: str, why: str = "") -> Look:
        """Say that a piece is not to be published as it is."""
        return self._decide(piece, "reject", actor, why)

    def approve(self, piece: str, *, actor: str, why: str = "", overrule: str = "") -> Look:
        """Let a piece be published as it is now. Raises RefusedError while errors remain."""
        look = self.look(piece)
        must_be_clean(look.findings, overrule)
        details = {"overruled": overrule} if overrule.strip() else {}
        event = self._event(look, "approve", actor, why, details=details)
        self.store.record(event, self.clock())
        return self.look(piece)

    def approved(self, piece: str) -> Approved[Any]:
        """The draft of an approved piece: what can be published. Raises RefusedError."""
        look = self.look(piece)
        verified = Verified(look.draft, look.findings)
        return approve(verified, look.standing, piece=piece, edited=look.version > 1)

    def _planned(self, order: Order, kind: AnyKind, brief: Any) -> Planned[Any]:
        if body := self.store.stage(order.id, 1, "plan"):
            return Planned(decode(kind.plan_type, body))
        planned = plan(kind, brief, desk_for("plan", order.seed))
        self.store.keep_stage(order.id, 1, "plan", encode(planned.plan))
        return planned

    def _worded(
        self, order: Order, kind: AnyKind, brief: Any, planned: Planned[Any], progress: Progress
    ) -> Worded[Any, Any]:
        if body := self.store.stage(order.id, 1, "word"):
            kept = decode(_Wording, body)
            draft = decode(kind.draft_type, kept.draft)
            return Worded(planned.plan, draft, kept.findings, kept.reworded)
        desk = self._desk(order, kind, progress)
        worded = word(kind, planned, desk, brief.lang, progress)
        self.store.keep_stage(order.id, 1, "word", _wording_of(worded))
        return worded

    def _desk(self, order: Order, kind: AnyKind, progress: Progress) -> Desk:
        """The desk of the stage `word`, with the model that was named, if one was."""
        if not order.model:
            return desk_for("word", order.seed)
        if isinstance(kind, Draws):
            painter = WatchedPainter(self._open_painter(order.model), progress)
            return desk_for("word", order.seed, painter=painter)
        return desk_for("word", order.seed, self._open_model(order.model))

    def _verified(self, order: Order, kind: AnyKind, brief: Any, worded: Worded[Any, Any]) -> None:
        if not self.store.stage(order.id, 1, "verify"):
            verified = verify(kind, worded, self._policy, brief.lang)
            self.store.keep_stage(order.id, 1, "verify", encode(_Checking(verified.findings)))

    def _made(self, order: Order, worded: Worded[Any, Any]) -> None:
        content = content_hash(order.kind, encode(worded.draft))
        event = Event(piece=order.id, action="made", actor=WORKSHOP, content=content)
        try:
            self.store.record(event, self.clock())
        except RefusedError:
            # Another process carried the same piece here first; it made the same.
            if self.store.standing(order.id).content != content:
                raise

    def _decide(self, piece: str, action: Action, actor: str, why: str) -> Look:
        look = self.look(piece)
        self.store.record(self._event(look, action, actor, why), self.clock())
        return self.look(piece)

    def _event(
        self, look: Look, action: Action, actor: str, why: str, *,
        content: str = "", details: Mapping[str, str] | None = None,
    ) -> Event:  # fmt: skip
        return Event(
            piece=look.order.id, action=action, actor=actor.strip(), why=why,
            content=content or look.standing.content, details=details or {},
        )  # fmt: skip

    def _kept(self, piece: str, version: int, name: str) -> str:
        body = self.store.stage(piece, version, name)
        if body is None:
            raise NotFoundError(
                en=f"{piece} has no version {version}.", zh=f"{piece} 没有第 {version} 版。"
            )
        return body


def _wording_of(worded: Worded[Any, Any]) -> str:
    return encode(_Wording(encode(worded.draft), worded.findings, worded.reworded))


def _edited(look: Look, content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(
            en="The edited file is not UTF-8 text.", zh="改稿文件不是 UTF-8 文本。"
        ) from error
    if text.lstrip().startswith("{"):
        return decode(look.kind.draft_type, text)
    return look.kind.reworded(look.draft, read_sheet(text, look.slots))


def _id_of(kind: str, brief: str, seed: str, model: str) -> str:
    """`exercises-3f9a1c04be`: the kind and the hash of what was asked for."""
    asked = encode([kind, brief, seed, model])
    return f"{kind}-{sha256(asked.encode()).hexdigest()[:10]}"
