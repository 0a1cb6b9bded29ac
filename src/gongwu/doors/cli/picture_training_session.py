"""A picture training run as a person follows it: what was found, progress, and sample sheets."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwu.doors.cli import training_session
from gongwu.doors.cli.language import say
from gongwu.doors.cli.picture_samples import SampleSheets
from gongwu.doors.cli.progress import Meter
from gongwu.doors.cli.training_session import SampleTimes, median, metrics_of, time_left

if TYPE_CHECKING:
    from gongwu.engine.pictures.survey import PictureSurvey
    from gongwu.engine.pictures.words import WordsFrom
    from gongwu.engine.training.image_run import ImageProgress, ImageRun


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a sitting ended."""

    finished: bool
    steps: int
    seconds: float
    loss: float | None
    held_out_loss: float | None  # as last measured: it is the last weights that are kept
    pictures_per_second: float | None
    samples: Path | None  # the last sheet
    prompts: list[str]  # of every sheet, in its order


def follow(run: "ImageRun", *, quiet: bool, save_every_seconds: float = 60.0) -> Outcome:
    """Prepare and train, showing what happens; Ctrl-C saves and ends the sitting."""
    if run.found is not None and not quiet:
        print(told_of(run.found, run.settings.background), file=sys.stderr, flush=True)
    watch = _Watch(run)
    training_session.follow(
        run,
        watch.look,
        quiet=quiet,
        save_every_seconds=save_every_seconds,
        prepared=watch.begin,
    )
    return watch.outcome()


class _Watch:
    """What is said of each step, and remembered for the end."""

    def __init__(self, run: "ImageRun") -> None:
        self.run = run
        self.before: dict[str, float] = {}  # the last step of earlier sittings
        self.last: ImageProgress | None = None
        self.held_out: float | None = None
        self.samples: Path | None = None
        self.speeds: list[float] = []

    def begin(self) -> None:
        """The run is prepared: go on where the last sitting stopped, or show the net as it is."""
        reports = metrics_of(self.run.out)
        self.before = reports[-1] if reports else {}
        measured = [each["held_out_loss"] for each in reports]
        self.held_out = next((loss for loss in reversed(measured) if loss is not None), None)
        self.times = SampleTimes(self.before.get("progress", 0.0))
        self.sheets = SampleSheets(self.run)
        self.sheets.forget_after(int(self.before.get("step", 0)))
        if not reports:
            self.samples = self.sheets.draw(0)

    def look(self, shown: Meter, seen: "ImageProgress") -> None:
        self.last = seen
        self.speeds.append(seen.pictures_per_second)
        if seen.held_out_loss is not None:
            self.held_out = seen.held_out_loss
        shown.show(seen.progress, self._status(seen))
        if self.times.due(seen):
            self.samples = self.sheets.draw(seen.step)
            shown.say(f"  {seen.progress:4.0%} │ {self.samples}")

    def outcome(self) -> Outcome:
        last, before = self.last, self.before
        return Outcome(
            finished=self.run.finished,
            steps=last.step if last else int(before.get("step", 0)),
            seconds=last.seconds if last else before.get("seconds", 0.0),
            loss=last.loss if last else None,
            held_out_loss=self.held_out,
            pictures_per_second=median(self.speeds),
            samples=self.samples,
            prompts=self.sheets.prompts,
        )

    def _status(self, seen: "ImageProgress") -> str:
        held_out = "–" if self.held_out is None else f"{self.held_out:.4f}"
        left, speed = time_left(seen), f"{seen.pictures_per_second:,.0f}"
        net = ""
        if seen.phase == "autoencoder":
            net = say(en="autoencoder · ", zh="自编码器 · ")
        return net + say(
            en=f"step {seen.step} · loss {seen.loss:.4f} · held-out {held_out} · "
            f"{speed} pictures/s · {left} left",
            zh=f"第 {seen.step} 步 · 损失 {seen.loss:.4f} · 留出集 {held_out} · "
            f"{speed} 张/秒 · 还需 {left}",
        )


def told_of(found: "PictureSurvey", background: str) -> str:
    """What was found, and what becomes of it, in a few lines."""
    size = f"{found.side} × {found.side}"
    count = f"{found.pictures:,}"
    grey = found.channels == 1
    latents = found.space == "latents"
    lines = [
        say(
            en=f"{count} pictures, trained at {size} in {'grey' if grey else 'colour'}, "
            + ("as latents: an autoencoder is trained first" if latents else "pixel by pixel"),
            zh=f"{count} 张图片，按 {size} {'灰度' if grey else '彩色'}"
            + ("在潜空间中训练：先训练自编码器" if latents else "逐像素训练"),
        ),
        captions_told(found.words.source),
    ]
    if found.larger:
        lines.append(
            say(en=f"{found.larger:,} are larger and are shrunk",
                zh=f"其中 {found.larger:,} 张较大，会缩小")
        )  # fmt: skip
    if found.transparent:
        lines.append(
            say(en=f"{found.transparent:,} can be seen through; {background} lies behind them",
                zh=f"其中 {found.transparent:,} 张可有透明处，衬以 {background}")
        )  # fmt: skip
    return "\n".join(lines)


def captions_told(source: "WordsFrom") -> str:
    """Where the words come from that the net will follow."""
    match source:
        case "table":
            return say(en="captions: from a table", zh="说明文字：来自表格")
        case "labels":
            return say(en="captions: the labels", zh="说明文字：来自标签")
        case "folders":
            return say(en="captions: the names of folders", zh="说明文字：来自文件夹名")
        case "names":
            return say(en="captions: the names of files", zh="说明文字：来自文件名")
        case "nothing":
            return say(
                en="no captions: the model will draw without prompts",
                zh="没有说明文字：模型作画时不看提示词",
            )
