"""`gongwu verify`: the labels of a file, read back; ours and strangers'."""

import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.columns import table
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.errors import ExitCode

if TYPE_CHECKING:
    from gongwu.studio.label.inspect import Report
    from gongwu.studio.store.records import Publication

_VERDICTS = {
    "compliant": "合规",
    "noncompliant": "不合规",
    "not found": "未发现标识",
    "inconclusive": "无法判定",
}
_SIGNATURES = {
    "valid": "有效",
    "invalid": "无效：内容已被改动",
    "untrusted key": "签名完好，但密钥未受信任",
    "none": "没有签名",
}
_VISIBLE = {"found": "有", "missing": "没有", "cannot tell": "无法判定"}


def register(app: typer.Typer) -> None:
    add_command(
        app,
        verify,
        en="""Read the labels of a file: what it is, who reviewed it, whether it was changed.

        Files of strangers are read too. The exit code is 1 if labels are missing or wrong, or the
        file was changed.""",
        zh="""读出文件的标识：是什么、谁审核过、是否被改动。

        他人的文件也能读。标识缺失或不合规、内容被改动时，退出码为 1。""",
        examples=["gongwu verify sheet.docx", "gongwu verify picture.png --json"],
    )


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=both(en="The file.", zh="文件。"))],
    as_json: JsonFlag = False,
) -> None:
    from gongwu.doors.cli.studio import finding_told, key_folder
    from gongwu.studio.label.inspect import inspect
    from gongwu.studio.publishing import SIDECAR_SUFFIX

    content = file.read_bytes()
    beside = file.with_name(file.name + SIDECAR_SUFFIX)
    sidecar = beside.read_bytes() if beside.is_file() else None
    report = inspect(content, file.name, sidecar, key_folder().trust())
    here = _published_here(content)
    emit(
        {
            "verdict": report.verdict,
            "labels": [{"carrier": one.carrier, **one.fields} for one in report.labels],
            "visible": report.visible,
            "visible_text": report.visible_text or None,
            "signature": report.signature,
            "record": vars(report.record) if report.record else None,
            "published_here": vars(here) if here else None,
            "findings": [finding_told(finding) for finding in report.findings],
        },
        text=_page(report, here),
        as_json=as_json,
    )
    if report.verdict != "compliant" or report.signature == "invalid":
        sys.stdout.flush()
        raise typer.Exit(ExitCode.FAILED)


def _published_here(content: bytes) -> "Publication | None":
    """What this person's store knows of exactly these bytes. A store is not made to be asked."""
    from gongwu.doors.cli.folders import find_folders
    from gongwu.doors.cli.store_url import chosen_store
    from gongwu.doors.cli.studio import store_url
    from gongwu.studio.store.store import Store

    if not chosen_store() and not (find_folders(os.environ).data / "studio.db").is_file():
        return None
    return Store(store_url()).publication(file_sha256=sha256(content).hexdigest())


def _page(report: "Report", here: "Publication | None") -> str:
    from gongwu.doors.cli.studio import findings_said

    rows = [
        [say(en="labels", zh="标识"), say(en=report.verdict, zh=_VERDICTS[report.verdict])],
        [say(en="visible label", zh="显式标识"),
         report.visible_text or say(en=report.visible, zh=_VISIBLE[report.visible])],
        *([say(en="implicit label", zh="隐式标识"),
           f"{one.carrier}: {one.fields.get('ContentProducer', '')} "
           f"{one.fields.get('ProduceID', '')}"] for one in report.labels),
        [say(en="signature", zh="签名"),
         say(en=report.signature, zh=_SIGNATURES[report.signature])],
    ]  # fmt: skip
    if record := report.record:
        nobody = say(en="no model: programs only", zh="未用模型，由程序写成")
        rows += [
            [say(en="piece", zh="作品"), f"{record.piece} ({record.kind})"],
            [say(en="model", zh="模型"), record.model or nobody],
            [say(en="reviewer", zh="审核人"), f"{record.reviewer}, {record.approved_at}"],
        ]
    if here:
        rows.append([say(en="published here", zh="本机发布"), here.at])
    return "\n".join([table(rows), *findings_said(report.findings)])
