"""`gongwu backup` and `gongwu restore`: the whole store in one file."""

from pathlib import Path
from typing import Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.output import JsonFlag, emit

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help=both(en="The backup.", zh="备份文件。"))
]


def register(app: typer.Typer) -> None:
    add_command(
        app,
        backup,
        en="""Write all pieces and decisions to one file.

        It can be restored into SQLite and into PostgreSQL.""",
        zh="""把全部作品和决定写成一个文件。

        可以恢复到 SQLite，也可以恢复到 PostgreSQL。""",
        examples=["gongwu backup gongwu.backup"],
    )
    add_command(
        app,
        restore,
        en="""Put a backup into an empty store, all or nothing.

        The chain of decisions is checked on the way.""",
        zh="""把备份恢复到空的存储中，要么全部恢复，要么一条不动。

        恢复时会核对决定记录是否完整。""",
        examples=["GONGWU_STORE=sqlite:///new.db gongwu restore gongwu.backup"],
    )


def backup(file: FileArgument, as_json: JsonFlag = False) -> None:
    from gongwu.doors.cli.studio import store_url
    from gongwu.engine.checkpoints.files import replace_whole
    from gongwu.studio.store.backup import backup as write
    from gongwu.studio.store.store import Store

    with replace_whole(file) as path:
        rows = write(Store(store_url()), path)
    emit(
        {"file": file, "rows": rows},
        text=say(en=f"Wrote {rows} rows to {file}.", zh=f"已把 {rows} 条记录写入 {file}。"),
        as_json=as_json,
    )


def restore(file: FileArgument, as_json: JsonFlag = False) -> None:
    from gongwu.doors.cli.studio import store_url
    from gongwu.studio.store.backup import restore as read
    from gongwu.studio.store.store import Store

    rows = read(Store(store_url()), file)
    emit(
        {"file": file, "rows": rows},
        text=say(en=f"Restored {rows} rows from {file}.", zh=f"已从 {file} 恢复 {rows} 条记录。"),
        as_json=as_json,
    )
