"""`gongwu show`: a piece as it stands, what was found in it, and its history."""

from itertools import pairwise
from pathlib import Path
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
            "gongwu show picture-5b20d1f7aa -o draft.png",
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
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help=both(
                en="Save the draft as a file to look at, with its labels; the format by its name.",
                zh="把草稿存成可以查看的文件，带标识；格式由文件名决定。",
            ),
            allow_from_autoenv=False,
        ),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.doors.cli.studio import open_workshop, told

    if edit + changes + (out is not None) > 1:
        raise BadInputError(
            en="--edit, --changes and --out are different things: choose one.",
            zh="--edit、--changes 与 --out 只能选一个。",
        )
    workshop = open_workshop()
    look = workshop.look(workshop.store.resolve(piece))
    if out is not None:
        _save(look, out, as_json=as_json)
        return
    if as_json:
        emit({**told(look), **_more(workshop, look)}, text="", as_json=True)
        return
    emit({}, text=_text(workshop, look, edit=edit, changes=changes), as_json=False)


def _save(look: "Look", out: Path, *, as_json: bool) -> None:
    from gongwu.doors.cli.studio import draft_file
    from gongwu.engine.checkpoints.files import replace_whole

    content = draft_file(look, out.suffix)
    with replace_whole(out) as path:
        path.write_bytes(content)
    said = say(en=f"Wrote the draft to {out}. Nobody has approved it by that.",
               zh=f"草稿已写到 {out}。这并不表示已获批准。")  # fmt: skip
    emit({"id": look.order.id, "file": out}, text=said, as_json=as_json)


def _text(workshop: "Workshop", look: "Look", *, edit: bool, changes: bool) -> str:
    from gongwu.studio.edit_sheet import write_sheet

    if edit:
        return write_sheet(look.slots, look.brief.lang)
    return "\n".join(_history(workshop, look)) if changes else _page(look)


def _page(look: "Look") -> str:
    from gongwu.doors.cli.studio import draft_text, findings_said, state_said
    from gongwu.studio.kind import Draws

    clean = say(en="Verified: nothing found against it.", zh="核验：未发现问题。")
    found = findings_said(look.findings) or [clean]
    state = say(en=f"State: {state_said(look.standing.state)}",
                zh=f"状态：{state_said(look.standing.state)}")  # fmt: skip
    by = say(en=f" by {look.standing.reviewer}", zh=f"（{look.standing.reviewer}）")
    if isinstance(look.kind, Draws):
        found += [
            say(en="Look at it: ", zh="查看图片：") + f"gongwu show {look.order.id} -o draft.png"
        ]
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
