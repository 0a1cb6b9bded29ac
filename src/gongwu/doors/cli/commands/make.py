"""`gongwu make`: from a brief to a piece that waits for a person."""

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.guard_option import GuardOption
from gongwu.doors.cli.language import both, say, spoken
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.person_option import PersonOption
from gongwu.doors.cli.progress import meter
from gongwu.doors.cli.standard_input import DASH, read_stdin
from gongwu.errors import BadInputError, ExitCode

if TYPE_CHECKING:
    from gongwu.studio.workshop import Look, Workshop

# A fresh seed is short enough to be typed again.
_SEEDS = 1_000_000
_ALL = "all"


def register(app: typer.Typer) -> None:
    add_command(
        app,
        make,
        en="""Make a piece of a kind and carry it to review.

        It is planned, worded, verified and kept; then a person reviews it. The same brief, seed
        and model are the same piece. gongwu kinds lists the kinds.""",
        zh="""制作一件作品，直到可以审核。

        依次计划、措辞、核验并保存，再由人审核。任务书、种子和模型都相同，就是同一件作品。
        gongwu kinds 列出可以制作的种类。""",
        examples=[
            "gongwu make exercises --set topic=quadratic --set count=20 --seed 7",
            "gongwu make exercises --brief brief.toml -m openai:qwen3@http://127.0.0.1:11434/v1",
            "gongwu make picture --set subject='a red apple' --set palette=#c1121f,#588157,#fefae0",
            "gongwu make --resume all",
        ],
    )


def make(
    kind: Annotated[
        str | None,
        typer.Argument(
            help=both(en="What to make: see gongwu kinds.", zh="种类：见 gongwu kinds。")
        ),
    ] = None,
    brief: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help=both(
                en="What is wanted, as JSON or TOML; - reads JSON from stdin.",
                zh="任务书，JSON 或 TOML；- 表示从标准输入读 JSON。",
            ),
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help=both(
                en="One thing that is wanted; may be given several times. @FILE reads the value "
                "from a file.",
                zh="任务书中的一项；可以给多个。值写作 @文件 则从文件读取。",
            ),
            allow_from_autoenv=False,
        ),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            "--model",
            "-m",
            metavar="MODEL",
            help=both(
                en="A model that rewords what may be reworded; for a kind that draws, the picture "
                "model that draws it. Without one the reference stands.",
                zh="由这个模型改写可以改写的文字；种类为图片时，由这个图像模型作画。"
                "不给则用参考措辞或参考图。",
            ),
        ),
    ] = "",
    seed: Annotated[
        int | None, typer.Option(help=both(en="Fixes every choice.", zh="固定一切随机选择。"))
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option(
            metavar="ID|all",
            help=both(
                en="Go on with a piece that was interrupted, or with all of them.",
                zh="继续被中断的作品，或全部继续。",
            ),
            allow_from_autoenv=False,
        ),
    ] = None,
    overrule: Annotated[
        str,
        typer.Option(
            metavar="REASON",
            help=both(
                en="Why a brief that was turned away shall be made all the same; it is kept.",
                zh="任务书未获通过仍要制作的理由；会留存。",
            ),
            allow_from_autoenv=False,
        ),
    ] = "",
    person: PersonOption = "",
    guard: GuardOption = "",
    as_json: JsonFlag = False,
) -> None:
    from gongwu.doors.cli.studio import open_workshop

    workshop = open_workshop(guard)
    if resume is not None:
        if kind or brief or set_:
            raise BadInputError(
                en="--resume goes on with what was asked for: give no kind and no brief.",
                zh="--resume 只按原来的任务书继续：不要再给种类或任务书。",
            )
        _resume(workshop, resume, as_json)
        return
    if kind is None:
        raise BadInputError(
            en="Say what to make, as in: gongwu make exercises. gongwu kinds lists the kinds.",
            zh="请说明做什么，例如：gongwu make exercises。gongwu kinds 列出全部种类。",
        )
    values = _values(brief, set_ or [])
    order = workshop.order(
        kind,
        values,
        seed=secrets.randbelow(_SEEDS) if seed is None else seed,
        model=model,
        overrule=overrule,
        actor=person,
    )
    _give([_carry(workshop, order.id, as_json)], as_json)


def _values(brief: str | None, pairs: list[str]) -> dict[str, object]:
    """What the file says, then what the line says; the language spoken if neither names one."""
    from gongwu.studio.brief import parse_brief, parse_settings

    said: dict[str, object] = {"lang": spoken()}
    if brief == DASH:
        said |= parse_brief(read_stdin().encode(), "stdin")
    elif brief:
        said |= parse_brief(Path(brief).read_bytes(), brief)
    return said | {name: _read(value) for name, value in parse_settings(pairs).items()}


def _read(value: str) -> str:
    """`@FILE` stands for what the file says."""
    return Path(value[1:]).read_text("utf-8-sig") if value.startswith("@") else value


def _resume(workshop: "Workshop", which: str, as_json: bool) -> None:
    if which == _ALL:
        orders = workshop.store.orders()
        left = [each.id for each in orders if not workshop.store.standing(each.id).content]
    else:
        left = [workshop.store.resolve(which)]
    _give([_carry(workshop, piece, as_json) for piece in left], as_json)


def _carry(workshop: "Workshop", piece: str, as_json: bool) -> "Look":
    """With a meter once a model takes its time."""
    with meter(say(en="working", zh="制作"), quiet=as_json) as shown:
        return workshop.carry(piece, lambda done, of: shown.show(done / max(of, 1), f"{done}/{of}"))


def _give(looks: "list[Look]", as_json: bool) -> None:
    from gongwu.doors.cli.studio import told
    from gongwu.studio.finding import errors

    if len(looks) == 1:
        emit(told(looks[0]), text=_said(looks[0]), as_json=as_json)
    else:
        pieces = [told(look) for look in looks]
        nothing = say(en="Nothing was left unfinished.", zh="没有未完成的作品。")
        text = "\n\n".join(map(_said, looks)) or nothing
        emit({"pieces": pieces}, text=text, as_json=as_json)
    if any(errors(look.findings) for look in looks):
        sys.stdout.flush()
        raise typer.Exit(ExitCode.FAILED)


def _said(look: "Look") -> str:
    from gongwu.doors.cli.studio import findings_said, state_said

    piece = look.order.id
    head = f"{piece} · {look.kind.title(look.draft)} · {state_said(look.standing.state)}"
    seed = say(en=f"seed {look.order.seed}", zh=f"种子 {look.order.seed}")
    clean = say(en="nothing found against it", zh="核验未发现问题")
    findings = findings_said(look.findings) or [clean]
    after = say(
        en=f"Read it:  gongwu show {piece}\nThen:     gongwu review {piece} --approve --as NAME",
        zh=f"审读：gongwu show {piece}\n批准：gongwu review {piece} --approve --as 姓名",
    )
    return "\n".join([f"{head} · {seed}", *findings, after])
