"""`gongwu check`: a kind's verifier on a file that somebody else made."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.columns import table
from gongwu.doors.cli.language import both, say, spoken
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.standard_input import DASH, read_stdin
from gongwu.errors import BadInputError, ExitCode

if TYPE_CHECKING:
    from gongwu.studio.kind import Judged

_STATUS = {"proven": "已证明", "wrong": "有误", "cannot tell": "无法判断"}


def register(app: typer.Typer) -> None:
    add_command(
        app,
        check,
        en="""Check a file that somebody else made: proven, wrong, or cannot tell.

        Nothing is guessed. The exit code is 1 if anything is wrong.""",
        zh="""核验他人做的文件：已证明、有误，或无法判断。

        绝不猜测。有任何一项有误，退出码为 1。""",
        examples=["gongwu check exercises problems.jsonl", "gongwu check exercises - --json"],
    )


def check(
    kind: Annotated[
        str, typer.Argument(help=both(en="Which kind of content it holds.", zh="内容的种类。"))
    ],
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help=both(en="The file; - reads stdin.", zh="文件；- 表示标准输入。")
        ),
    ],
    as_json: JsonFlag = False,
) -> None:
    from gongwu.studio.kind import ChecksFiles
    from gongwu.studio.kinds import find_kind

    found = find_kind(kind)
    if not isinstance(found, ChecksFiles):
        raise BadInputError(
            en=f"{kind} cannot check files of others.", zh=f"{kind} 不能核验他人的文件。"
        )
    content = read_stdin().encode() if file == DASH else Path(file).read_bytes()
    judged = found.check(content, "stdin" if file == DASH else file)
    statuses = [str(each.status) for each in judged]
    counts = {status: statuses.count(status) for status in _STATUS}
    emit(
        {"items": [_told(each) for each in judged], "counts": counts},
        text=_page(judged, counts),
        as_json=as_json,
    )
    if counts["wrong"]:
        sys.stdout.flush()
        raise typer.Exit(ExitCode.FAILED)


def _told(judged: "Judged") -> dict[str, object]:
    from gongwu.doors.cli.studio import finding_told

    return {
        "item": judged.item,
        "status": judged.status,
        "right": judged.right or None,
        "why": judged.why.said_in(spoken()),
        "findings": [finding_told(finding) for finding in judged.findings],
    }


def _page(judged: "list[Judged]", counts: dict[str, int]) -> str:
    rows = [[each.item, _said(each.status), each.why.said_in(spoken())]
            for each in judged if each.status != "proven"]  # fmt: skip
    total = ", ".join(f"{_said(status)} {number}" for status, number in counts.items())
    return "\n".join([table(rows), "", total]) if rows else total


def _said(status: str) -> str:
    return say(en=status, zh=_STATUS[status])
