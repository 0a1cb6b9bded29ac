"""`gongwu publish`: an approved piece as a labelled file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.piece_option import PieceArgument

if TYPE_CHECKING:
    from gongwu.studio.publishing import Published


def register(app: typer.Typer) -> None:
    add_command(
        app,
        publish,
        en="""Write an approved piece as a file that carries its labels.

        The file says that it was generated, in its text and in its metadata, and is signed. A
        sidecar FILE.aigc.json beside it holds the signature, and the label where the format has
        no place for one: keep the two together.""",
        zh="""把批准的作品写成带标识的文件。

        文件在正文和元数据里都标明由人工智能生成，并经签名。旁边的 FILE.aigc.json 保存签名；
        格式本身放不下标识时，标识也在其中：请与文件一同保存。""",
        examples=[
            "gongwu publish exercises-3f9a1c04be --format docx -o sheet.docx",
            "gongwu publish exercises-3f9a1c04be --format apkg -o deck.apkg",
        ],
    )


def publish(
    piece: PieceArgument,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="F",
            help=both(en="The format: see gongwu kinds KIND.", zh="格式：见 gongwu kinds 种类。"),
            allow_from_autoenv=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help=both(
                en="Where to write; ID.SUFFIX by default.", zh="写到哪里；默认为 编号.后缀。"
            ),
        ),
    ] = None,
    producer: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help=both(
                en="Who publishes, in the implicit label: a name or a provider code, without "
                "spaces, in Latin letters.",
                zh="隐式标识中的制作者：名称或服务提供者编码，只用拉丁字符，不含空格。",
            ),
        ),
    ] = "gongwu",
    c2pa: Annotated[
        bool | None,
        typer.Option(
            "--c2pa/--no-c2pa",
            show_default=False,
            help=both(
                en="Sign inside the file too, where its format can hold that. By default if the "
                "extra is installed, but not in docx, which grows twenty times as large by it.",
                zh="在能容纳签名的格式里，把签名也写进文件内部。装有附加组件时默认开启；"
                "docx 会因此增大约二十倍，默认不写。",
            ),
        ),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.doors.cli.studio import key_folder, open_workshop
    from gongwu.studio.publishing import publish as label_and_record

    workshop = open_workshop()
    published = label_and_record(
        workshop,
        workshop.store.resolve(piece),
        format_,
        producer=producer,
        keys=key_folder(),
        c2pa=c2pa,
    )
    file = out or Path(published.publication.piece + published.suffix)
    sidecar = _write(file, published)
    told = {**vars(published.publication), "file": file, "sidecar": sidecar}
    emit({"id": published.publication.piece, **told}, text=_said(file, sidecar), as_json=as_json)


def _write(file: Path, published: "Published") -> Path | None:
    """The sidecar first: a file without it could not be told from a changed one."""
    from gongwu.engine.checkpoints.files import replace_whole
    from gongwu.studio.publishing import SIDECAR_SUFFIX

    beside = file.with_name(file.name + SIDECAR_SUFFIX)
    sidecar = published.sealed.sidecar
    if sidecar is not None:
        with replace_whole(beside) as path:
            path.write_bytes(sidecar)
    with replace_whole(file) as path:
        path.write_bytes(published.sealed.content)
    return beside if sidecar is not None else None


def _said(file: Path, sidecar: Path | None) -> str:
    with_en, with_zh = (f" and {sidecar}", f" 和 {sidecar}") if sidecar else ("", "")
    return say(
        en=f"Wrote {file}{with_en}. Check it any time: gongwu verify {file}",
        zh=f"已写好 {file}{with_zh}。随时可以核对：gongwu verify {file}",
    )
