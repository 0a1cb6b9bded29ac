"""The pieces of `gongwu demo`: one of each kind that has a brief to show itself with."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongwu.doors.cli.language import say, spoken
from gongwu.errors import GongwuError

if TYPE_CHECKING:
    from gongwu.doors.web.demo_page import MadePiece
    from gongwu.studio.workshop import Look

# A draft is long; the page shows how it begins.
_LINES = 26


def demonstrate_pieces(out: Path, seed: int) -> "Iterator[MadePiece]":
    """Make them, in a store of the demo's own. None is approved: that is for a person to do."""
    from gongwu.studio.kind import ShowsItself
    from gongwu.studio.kinds import find_kind, kind_names
    from gongwu.studio.store.store import Store
    from gongwu.studio.workshop import Workshop

    store = Store(f"sqlite:///{out / 'studio.db'}")
    workshop = Workshop(store)
    for name in kind_names():
        try:
            kind = find_kind(name)
        except GongwuError:
            continue  # a package of somebody else's that is half installed
        if isinstance(kind, ShowsItself):
            brief = {**kind.demo_brief, "lang": spoken()}
            look = workshop.carry(workshop.order(name, brief, seed=seed).id)
            yield _shown(look, out)
    store.close()


def _shown(look: "Look", out: Path) -> "MadePiece":
    from gongwu.doors.web.demo_page import MadePiece

    piece, format_name = look.order.id, next(iter(look.kind.exports))
    settings = " ".join(f"--set {key}={value}" for key, value in _brief(look).items())
    store = f"--store sqlite:///{out / 'studio.db'}"
    lines = _text(look).splitlines()
    return MadePiece(
        kind=look.order.kind,
        about=look.kind.about.said_in(spoken()),
        text="\n".join(lines[:_LINES]) + ("\n⋯" if len(lines) > _LINES else ""),
        findings=[finding.said_in(spoken()) for finding in look.findings],
        commands=[
            f"gongwu make {look.order.kind} {settings} --seed {look.order.seed}",
            f"gongwu {store} review {piece} --approve --as " + say(en="NAME", zh="姓名"),
            f"gongwu {store} publish {piece} --format {format_name}",
        ],
    )


def _brief(look: "Look") -> dict[str, object]:
    """What the brief says beyond its defaults."""
    from gongwu.studio.codec import encode

    said = json.loads(look.order.brief)
    plain = json.loads(encode(look.kind.brief_type(**_required(look, said))))
    return {key: value for key, value in said.items() if value != plain.get(key) or key == "lang"}


def _required(look: "Look", said: dict[str, object]) -> dict[str, object]:
    from gongwu.studio.brief import brief_fields

    must = {field.name for field in brief_fields(look.kind.brief_type) if field.default is None}
    return {key: value for key, value in said.items() if key in must}


def _text(look: "Look") -> str:
    from gongwu.studio.kind import Notice

    notice = Notice(
        text=say(en="AI-generated draft, not reviewed yet", zh="AI 生成的草稿，尚未审核"),
        language=look.brief.lang,
        made_at=datetime.fromisoformat(look.order.made_at),
        title=look.kind.title(look.draft),
    )
    return look.kind.exports["txt"].write(look.draft, notice).decode()
