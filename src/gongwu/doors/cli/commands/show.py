"""`gongwu show`: a piece as it stands, what was found in it, and its history."""

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.piece_option import PieceArgument
from gongwu.errors import BadInputError

if TYPE_CHECKING:
    from gongwu.studio.workshop import Look, Workshop


def register(app: typer.Typer) -> None:
    add_command(
        app,
        show,
        en="""Read a piece: its text, what was found in it, where it stands.

        With --edit its words come as a file to change and give back to gongwu review.""",
        zh="""审读一件作品：正文、核验结果和状态。

        加 --edit 则输出可以修改的文本，改好后交给 gongwu review。""",
        examples=[
            "gongwu show exercises-3f9a1c04be",
            "gongwu show exercises-3f9a1c04be --edit",
            "gongwu show exercises-3f9a1c04be --changes",
        ],
    )


def show(
    piece: PieceArgument,
    edit: Annotated[
        bool,
        typer.Option("--edit", help=both(en="The words, to be changed.", zh="输出可修改的文字。")),
    ] = False,
    changes: Annotated[
        bool,
        typer.Option(
            "--changes",
            help=both(en="What each edit changed, and every decision.", zh="每次修改和每个决定。"),
        ),
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.doors.cli.studio import open_workshop, told

    if edit and changes:
        raise BadInputError(
            en="--edit and --changes are two things: choose one.",
            zh="--edit 与 --changes 只能选一个。",
        )
    workshop = open_workshop()
    look = workshop.look(workshop.store.resolve(piece))
    if as_json:
        emit({**told(look), **_more(workshop, look)}, text="", as_json=True)
        return
    emit({}, text=_text(workshop, look, edit=edit, changes=changes), as_json=False)


def _text(workshop: "Workshop", look: "Look", *, edit: bool, changes: bool) -> str:
    from gongwu.studio.edit_sheet import write_sheet

    if edit:
        return write_sheet(look.slots, look.brief.lang)
    return "\n".join(_history(workshop, look)) if changes else _page(look)


def _page(look: "Look") -> str:
    from gongwu.doors.cli.studio import draft_text, findings_said, state_said

    clean = say(en="Verified: nothing found against it.", zh="核验：未发现问题。")
    found = findings_said(look.findings) or [clean]
    state = say(en=f"State: {state_said(look.standing.state)}",
                zh=f"状态：{state_said(look.standing.state)}")  # fmt: skip
    by = say(en=f" by {look.standing.reviewer}", zh=f"（{look.standing.reviewer}）")
    return "\n".join([draft_text(look), "", *found, state + (by if look.standing.reviewer else "")])


def _more(workshop: "Workshop", look: "Look") -> dict[str, object]:
    import json

    from gongwu.studio.codec import encode

    return {
        "brief": json.loads(look.order.brief),
        "draft": json.loads(encode(look.draft)),
        "log": [
            {"at": entry.at, "action": entry.event.action, "by": entry.event.actor,
             "why": entry.event.why, **entry.event.details}
            for entry in look.log
        ],
        "changes": _changed(workshop, look),
    }  # fmt: skip


def _changed(workshop: "Workshop", look: "Look") -> list[dict[str, object]]:
    """The slots that each version changed, with the difference marked."""
    from gongwu.studio.changes import changes, marked

    drafts = [workshop.draft_of(look.order.id, n) for n in range(1, look.version + 1)]
    words = [{slot.key: slot.text for slot in look.kind.slots(look.plan, each)} for each in drafts]
    return [
        {"version": number, "place": key, "change": marked(changes(before.get(key, ""), text))}
        for number, (before, after) in enumerate(pairwise(words), start=2)
        for key, text in after.items()
        if before.get(key) != text
    ]


def _history(workshop: "Workshop", look: "Look") -> list[str]:
    lines = [
        f"{entry.at[:16].replace('T', ' ')}  {entry.event.action}  {entry.event.actor}"
        f"{'  ' + entry.event.why if entry.event.why else ''}"
        for entry in look.log
    ]
    for change in _changed(workshop, look):
        lines.append(f"\nv{change['version']} {change['place']}\n{change['change']}")
    return lines
