"""`gongwu pieces`: what has been made."""

from typing import TYPE_CHECKING

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.columns import table
from gongwu.doors.cli.language import say
from gongwu.doors.cli.output import JsonFlag, emit

if TYPE_CHECKING:
    from gongwu.studio.review import Standing
    from gongwu.studio.store.records import Order


def register(app: typer.Typer) -> None:
    add_command(
        app,
        pieces,
        en="List the pieces that were made, and where each stands.",
        zh="列出做过的作品和各自的状态。",
        examples=["gongwu pieces", "gongwu pieces --json"],
    )


def pieces(as_json: JsonFlag = False) -> None:
    from gongwu.doors.cli.studio import open_workshop

    store = open_workshop().store
    found = [(order, store.standing(order.id)) for order in store.orders()]
    emit({"pieces": [_told(*each) for each in found]}, text=_page(found), as_json=as_json)


def _told(order: "Order", standing: "Standing") -> dict[str, object]:
    return {
        "id": order.id,
        "kind": order.kind,
        "state": standing.state,
        "seed": int(order.seed),
        "model": order.model or None,
        "made_at": order.made_at,
        "reviewer": standing.reviewer or None,
    }


def _page(found: "list[tuple[Order, Standing]]") -> str:
    from gongwu.doors.cli.studio import state_said

    if not found:
        return say(
            en="No pieces yet. Make one: gongwu make exercises --set topic=quadratic",
            zh="还没有作品。可以先做一件：gongwu make exercises --set topic=quadratic",
        )
    head = [say(en="id", zh="编号"), say(en="state", zh="状态"), say(en="asked for", zh="时间")]
    rows = [
        [order.id, state_said(standing.state), order.made_at.replace("T", " ")[:16]]
        for order, standing in found
    ]
    return table([head, *rows])
