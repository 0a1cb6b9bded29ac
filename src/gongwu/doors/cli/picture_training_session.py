"""A picture training run as a person follows it: what was found, progress, and sample sheets."""

import sys
import time
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
    from gongwu.engine.training.token_run import TokenProgress, TokenRun


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


def follow(run: "ImageRun | TokenRun", *, quiet: bool, save_every_seconds: float = 60.0) -> Outcome:
    """Prepare and train, showing what happens; Ctrl-C saves and ends the sitting."""
    if run.found is not None and not quiet:
        from gongwu.engine.training.token_run import TokenRun

        told = told_of(run.found, run.settings.background, tokens=isinstance(run, TokenRun))
        print(told, file=sys.stderr, flush=True)
    watch = _Watch(run)
    whole: training_session.Run[ImageProgress | TokenProgress] = run
    training_session.follow(
        whole,
        watch.look,
        quiet=quiet,
        save_every_seconds=save_every_seconds,
        prepared=watch.begin,
    )
    return watch.outcome()


class _Watch:
    """What is said of each step, and remembered for the end."""

    def __init__(self, run: "ImageRun | TokenRun") -> None:
        self.run = run
        self.before: dict[str, float] = {}  # the last step of earlier sittings
        self.last: ImageProgress | TokenProgress | None = None
        self.held_out: float | None = None
        self.samples: Path | None = None
        self.sheet_took = self.sheet_ended = 0.0  # seconds; when, in those of the run
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
            began = time.monotonic()
            self.samples = self.sheets.draw(0)
            self.sheet_took = time.monotonic() - began

    def look(self, shown: Meter, seen: "ImageProgress | TokenProgress") -> None:
        self.last = seen
        self.speeds.append(seen.pictures_per_second)
        if seen.held_out_loss is not None:
            self.held_out = seen.held_out_loss
        shown.show(seen.progress, self._status(seen))
        if self.times.due(seen) and self._affords_sheet(seen):
            began = time.monotonic()
            self.samples = self.sheets.draw(seen.step)
            shown.say(f"  {seen.progress:4.0%} │ {self.samples}")
            self.sheet_took = time.monotonic() - began
            self.sheet_ended = seen.seconds + self.sheet_took

    def _affords_sheet(self, seen: "ImageProgress | TokenProgress") -> bool:
        """By minutes, sheets take a tenth of the time at most, but for the last one.

        By steps they are where they are due: a run must not depend on the clock.
        """
        if self.run.settings.steps is not None or seen.progress >= 1:
            return True
        return seen.seconds - self.sheet_ended >= 9 * self.sheet_took

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

    def _status(self, seen: "ImageProgress | TokenProgress") -> str:
        held_out = "–" if self.held_out is None else f"{self.held_out:.4f}"
        left, speed = time_left(seen), f"{seen.pictures_per_second:,.0f}"
        net = ""
        if seen.phase == "autoencoder":
            net = say(en="autoencoder · ", zh="自编码器 · ")
        elif seen.phase == "codes":
            net = say(en="codebook · ", zh="码本 · ")
        return net + say(
            en=f"step {seen.step} · loss {seen.loss:.4f} · held-out {held_out} · "
            f"{speed} pictures/s · {left} left",
            zh=f"第 {seen.step} 步 · 损失 {seen.loss:.4f} · 留出集 {held_out} · "
            f"{speed} 张/秒 · 还需 {left}",
        )


def told_of(found: "PictureSurvey", background: str, *, tokens: bool = False) -> str:
    """What was found, and what becomes of it, in a few lines."""
    size = f"{found.side} × {found.side}"
    count = f"{found.pictures:,}"
    grey = found.channels == 1
    lines = [
        say(
            en=f"{count} pictures, trained at {size} in {'grey' if grey else 'colour'}, ",
            zh=f"{count} 张图片，按 {size} {'灰度' if grey else '彩色'}",
        )
        + _space_told(found, tokens=tokens),
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


def _space_told(found: "PictureSurvey", *, tokens: bool) -> str:
    """What the net that draws works on."""
    if tokens:
        return say(en="as tokens: a codebook is trained first", zh="以词元训练：先训练码本")
    if found.space == "latents":
        return say(
            en="as latents: an autoencoder is trained first",
            zh="在潜空间中训练：先训练自编码器",
        )
    return say(en="pixel by pixel", zh="逐像素训练")


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
