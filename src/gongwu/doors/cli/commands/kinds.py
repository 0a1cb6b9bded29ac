"""`gongwu kinds`: what can be made, and what a brief may say."""

from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.columns import table
from gongwu.doors.cli.language import both, say, spoken
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.errors import GongwuError

if TYPE_CHECKING:
    from gongwu.studio.kinds import AnyKind


def register(app: typer.Typer) -> None:
    add_command(
        app,
        kinds,
        en="""List what can be made; with a name, what its brief may say.

        Kinds come with Gongwu and with other people's packages.""",
        zh="""列出可以制作的种类；给出名称则列出任务书的各项。

        种类来自共舞，也来自他人的软件包。""",
        examples=["gongwu kinds", "gongwu kinds exercises"],
    )


def kinds(
    name: Annotated[str | None, typer.Argument(help=both(en="One kind.", zh="某一种类。"))] = None,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.studio.kinds import find_kind, kind_names

    if name is not None:
        kind = find_kind(name)
        emit(_told(kind), text=_page(kind), as_json=as_json)
        return
    rows = [[each, _about(each)] for each in kind_names()]
    listed = [{"name": name, "about": about} for name, about in rows]
    emit({"kinds": listed}, text=table(rows), as_json=as_json)


def _about(name: str) -> str:
    """What a kind makes; or why it cannot be opened, which is no reason to hide the others."""
    from gongwu.studio.kinds import find_kind

    try:
        return find_kind(name).about.said_in(spoken())
    except GongwuError as error:
        return error.said_in(spoken())


def _told(kind: "AnyKind") -> dict[str, object]:
    from gongwu.studio.brief import brief_fields
    from gongwu.studio.kind import TellsMore

    return {
        "name": kind.name,
        "about": kind.about.said_in(spoken()),
        "brief": [
            {
                "name": field.name,
                "about": field.about.said_in(spoken()),
                "values": field.values,
                "default": field.default,
            }
            for field in brief_fields(kind.brief_type)
        ],
        "formats": list(kind.exports),
        "more": dict(kind.more(spoken())) if isinstance(kind, TellsMore) else {},
    }


def _page(kind: "AnyKind") -> str:
    from gongwu.studio.brief import brief_fields
    from gongwu.studio.kind import TellsMore

    rows = []
    for field in brief_fields(kind.brief_type):
        must = say(en="must be given", zh="必填")
        default = must if field.default is None else field.default
        about = f"{field.about.said_in(spoken())} [{field.values}]"
        rows.append([field.name, f"{about} ({default})" if default else about])
    parts = [kind.about.said_in(spoken()), table(rows, indent=2)]
    if isinstance(kind, TellsMore):
        parts.append(table(list(kind.more(spoken())), indent=2))
    formats = say(en="Formats: ", zh="导出格式：") + ", ".join(kind.exports)
    return "\n\n".join([*parts, formats])
