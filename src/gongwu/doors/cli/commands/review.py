"""`gongwu review`: a person approves, rejects, comments or edits."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.guard_option import GuardOption
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.person_option import PersonOption
from gongwu.doors.cli.piece_option import PieceArgument
from gongwu.doors.cli.standard_input import DASH, read_stdin
from gongwu.errors import BadInputError

if TYPE_CHECKING:
    from gongwu.studio.workshop import Look


def register(app: typer.Typer) -> None:
    add_command(
        app,
        review,
        en="""Decide about a piece: approve, reject, comment or edit.

        Every decision is kept, with who, when and why. An approval holds for the piece as it is: an
        edit voids it.""",
        zh="""审核一件作品：批准、退回、评论或修改。

        每个决定都连同何人、何时、为何一起留存。批准只对当前内容有效，一经修改即告失效。""",
        examples=[
            "gongwu review exercises-3f9a1c04be --approve --as 王老师",
            "gongwu review exercises-3f9a1c04be --reject --as Ann --why 'too hard for grade 8'",
            "gongwu review exercises-3f9a1c04be --edit words.txt --as Ann",
        ],
    )


def review(
    piece: PieceArgument,
    approve: Annotated[
        bool, typer.Option("--approve", help=both(en="It may be published.", zh="同意发布。"))
    ] = False,
    reject: Annotated[
        bool, typer.Option("--reject", help=both(en="It may not.", zh="退回。"))
    ] = False,
    comment: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=both(en="Say something about it.", zh="写一条评论。")),
    ] = None,
    edit: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help=both(
                en="The changed words from gongwu show --edit, or the draft as JSON; - reads "
                "stdin.",
                zh="由 gongwu show --edit 得来并改过的文字，或 JSON 草稿；- 表示标准输入。",
            ),
        ),
    ] = None,
    person: PersonOption = "",
    guard: GuardOption = "",
    why: Annotated[
        str,
        typer.Option(metavar="TEXT", help=both(en="The reason; it is kept.", zh="理由；会留存。")),
    ] = "",
    overrule: Annotated[
        str,
        typer.Option(
            metavar="REASON",
            help=both(
                en="Why to approve although errors remain; it is kept.",
                zh="仍有错误却要批准的理由；会留存。",
            ),
            allow_from_autoenv=False,
        ),
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    from gongwu.doors.cli.studio import open_workshop, told

    if sum([approve, reject, comment is not None, edit is not None]) != 1:
        raise BadInputError(
            en="Decide one thing: --approve, --reject, --comment TEXT or --edit FILE.",
            zh="请选一项：--approve、--reject、--comment 文字 或 --edit 文件。",
        )
    if not person.strip():
        raise BadInputError(
            en="Who decides? Say it with --as NAME, or set it for good: GONGWU_AS.",
            zh="由谁决定？请用 --as 写明姓名，或设好环境变量 GONGWU_AS。",
        )
    workshop = open_workshop(guard)
    found = workshop.store.resolve(piece)
    if approve:
        look = workshop.approve(found, actor=person, why=why, overrule=overrule)
    elif reject:
        look = workshop.reject(found, actor=person, why=why)
    elif comment is not None:
        look = workshop.comment(found, actor=person, why=comment)
    else:
        look = workshop.edit(found, _content(edit or ""), actor=person, why=why)
    emit(told(look), text=_said(look), as_json=as_json)


def _content(file: str) -> bytes:
    return read_stdin().encode() if file == DASH else Path(file).read_bytes()


def _said(look: "Look") -> str:
    from gongwu.doors.cli.studio import findings_said, state_said

    piece, formats = look.order.id, "|".join(look.kind.exports)
    lines = [f"{piece} · {state_said(look.standing.state)}", *findings_said(look.findings)]
    if look.standing.state in ("approved", "published"):
        lines.append(
            say(
                en=f"Publish it:  gongwu publish {piece} --format {formats} -o FILE",
                zh=f"发布：gongwu publish {piece} --format {formats} -o 文件",
            )
        )
    return "\n".join(lines)
