"""The pieces of `gongwu demo`: one of each kind that has a brief to show itself with."""

from collections.abc import Iterator, Mapping
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
            yield _shown(look, brief, out)
    store.close()


def _shown(look: "Look", brief: Mapping[str, object], out: Path) -> "MadePiece":
    from gongwu.doors.cli.studio import draft_text
    from gongwu.doors.web.demo_page import MadePiece

    piece, format_name = look.order.id, next(iter(look.kind.exports))
    settings = " ".join(f"--set {key}={value}" for key, value in brief.items())
    store = f"--store sqlite:///{out / 'studio.db'}"
    lines = draft_text(look).splitlines()
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
