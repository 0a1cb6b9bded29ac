"""`gongwu doctor`: is this machine fit, and if not, what to do."""

import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

import typer

from gongwu.doors.cli import machine
from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.columns import table
from gongwu.doors.cli.folders import Folders, find_folders
from gongwu.doors.cli.language import say
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.settings import Settings
from gongwu.errors import ExitCode

Status = Literal["ok", "optional", "problem"]

_GIB = 1 << 30


@dataclass(frozen=True, kw_only=True)
class Check:
    """One row. `name` is the same in both languages; `advice` says what to do, if anything."""

    name: str
    status: Status = "ok"
    found: str
    advice: str = ""


def register(app: typer.Typer) -> None:
    add_command(
        app,
        doctor,
        en="Check whether this machine is fit, and say what to do if not.",
        zh="检查本机是否合用；若不合用，说明该怎么办。",
        examples=["gongwu doctor", "gongwu doctor --json"],
    )


def doctor(context: typer.Context, as_json: JsonFlag = False) -> None:
    folders = find_folders(os.environ)
    settings = context.find_object(Settings) or Settings()
    checks = list(_checks(folders))
    fit = all(check.status != "problem" for check in checks)
    emit(
        {
            "fit": fit,
            "checks": [asdict(check) for check in checks],
            "folders": asdict(folders),
            "settings": list(settings.files),
        },
        text=_page(checks, folders, settings),
        as_json=as_json,
    )
    if not fit:
        raise typer.Exit(ExitCode.FAILED)


def _checks(folders: Folders) -> Iterator[Check]:
    yield Check(name="python", found=platform.python_version())
    yield Check(name="platform", found=platform.platform())
    yield Check(name="cores", found=str(machine.cores()))
    yield _memory()
    yield _disk(folders)
    yield _torch()
    yield _bf16()
    yield _compiler()
    yield _hub()


def _memory() -> Check:
    total = machine.memory_bytes()
    if total is None:
        return Check(name="memory", found=say(en="not known on this system", zh="此系统上无法得知"))
    short = total < 1 * _GIB
    return Check(
        name="memory",
        status="problem" if short else "ok",
        found=f"{total / _GIB:.1f} GiB",
        advice=say(en="At least 1 GiB is needed.", zh="至少需要 1 GiB。") if short else "",
    )


def _disk(folders: Folders) -> Check:
    free = machine.free_disk_bytes(folders.data)
    short = free < _GIB // 2
    return Check(
        name="disk",
        status="problem" if short else "ok",
        found=say(en=f"{free / _GIB:.1f} GiB free", zh=f"剩余 {free / _GIB:.1f} GiB"),
        advice=say(
            en="Free at least 0.5 GiB, or set GONGWU_HOME to a folder on another disk.",
            zh="请腾出至少 0.5 GiB，或将 GONGWU_HOME 设为另一块磁盘上的文件夹。",
        )
        if short
        else "",
    )


def _torch() -> Check:
    missing = [part for part in machine.ENGINE_PARTS if not machine.has_package(part)]
    if missing:
        return Check(
            name="torch",
            status="problem",
            found=say(en="missing: ", zh="缺少：") + ", ".join(missing),
            advice="pip install 'gongwu[engine]'",
        )
    torch = machine.ask_torch()
    if torch.fault:
        return Check(
            name="torch",
            status="problem",
            found=torch.fault,
            advice=say(
                en="It is installed but does not start: pip install --force-reinstall torch",
                zh="已安装但无法启动：pip install --force-reinstall torch",
            ),
        )
    return Check(name="torch", found=torch.version + (" + GPU" if torch.sees_gpu else ""))


def _bf16() -> Check:
    """Training in bfloat16 is about twice as fast where the processor has it."""
    flags = machine.cpu_flags()
    if flags is None:
        return Check(name="bf16", found=say(en="not known on this system", zh="此系统上无法得知"))
    for flag, shown in {"amx_bf16": "AMX", "avx512_bf16": "AVX512-bf16", "bf16": "Arm"}.items():
        if flag in flags:
            return Check(name="bf16", found=shown)
    slower = say(en="none: float32 is used, which is slower", zh="无：改用 float32，会慢一些")
    return Check(name="bf16", status="optional", found=slower)


def _compiler() -> Check:
    found = machine.c_compiler()
    return Check(
        name="compiler",
        status="ok" if found else "optional",
        found=found or say(en="none", zh="无"),
        advice=""
        if found
        else say(
            en="With one, text is made faster: pip install ziglang",
            zh="有它则生成文字更快：pip install ziglang",
        ),
    )


def _hub() -> Check:
    there = machine.has_package("huggingface_hub")
    return Check(
        name="hub",
        status="ok" if there else "optional",
        found="huggingface-hub" if there else say(en="none", zh="无"),
        advice=""
        if there
        else say(
            en="To load models by name: pip install 'gongwu[hub]'",
            zh="若要按名字载入模型：pip install 'gongwu[hub]'",
        ),
    )


def _page(checks: list[Check], folders: Folders, settings: Settings) -> str:
    words: dict[Status, str] = {
        "ok": say(en="ok", zh="正常"),
        "optional": say(en="optional", zh="可选"),
        "problem": say(en="PROBLEM", zh="问题"),
    }
    rows = [
        [words[check.status], check.name, " ".join(filter(None, [check.found, check.advice]))]
        for check in checks
    ]
    places = [[name, str(path)] for name, path in asdict(folders).items()]
    places += [["settings", str(file)] for file in settings.files]
    return f"{table(rows)}\n\n{table(places)}"
