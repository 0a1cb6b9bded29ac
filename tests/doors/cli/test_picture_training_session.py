"""A picture run as a person sees it; what is drawn on a sheet is tested with the command."""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal, Self

import pytest

from gongwu.doors.cli import picture_training_session
from gongwu.doors.cli.language import speak
from gongwu.doors.cli.picture_training_session import Outcome, captions_told, follow, told_of
from gongwu.engine.pictures.survey import PictureSurvey
from gongwu.engine.pictures.words import Captions, Words

STEPS = 20


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A step, as a run tells it."""

    step: int
    phase: Literal["autoencoder", "drawing"] = "drawing"
    progress: float
    seconds: float
    loss: float
    pictures_per_second: float
    held_out_loss: float | None


def seen_at(step: int, **given: Any) -> Seen:
    """Every second step is evaluated."""
    seen = Seen(
        step=step,
        progress=step / STEPS,
        seconds=step / 2,
        loss=1 - step / 100,
        pictures_per_second=100.0 + step,
        held_out_loss=1 - step / 50 if step % 2 == 0 else None,
    )
    return replace(seen, **given)


@dataclass
class ScriptedRun:
    """A run of twenty steps that trains nothing; the first ones may have been in other sittings."""

    out: Path
    before: int = 0
    found: PictureSurvey | None = None
    phase: Literal["autoencoder", "drawing"] = "drawing"
    promised: int | None = STEPS  # None: minutes were
    finished: bool = False
    stops_after: int = STEPS
    entered: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Any:
        return SimpleNamespace(steps=self.promised, background="#ffffff")

    def __enter__(self) -> Self:
        self.entered.append("in")
        return self

    def __exit__(self, *_: object) -> None:
        self.entered.append("out")

    def prepare(self, progress: Callable[[int, int], None]) -> None:
        progress(10, 10)
        self._note(seen_at(step) for step in range(1, self.before + 1))

    def steps(self, *, save_every_seconds: float) -> Iterator[Seen]:
        for step in range(self.before + 1, self.stops_after + 1):
            seen = seen_at(step, phase=self.phase)
            self._note([seen])
            yield seen
        self.finished = self.stops_after == STEPS

    def stop(self) -> None:
        pass

    def _note(self, steps: Any) -> None:
        with (self.out / "metrics.jsonl").open("a") as metrics:
            metrics.writelines(json.dumps(vars(seen)) + "\n" for seen in steps)


@pytest.fixture(autouse=True)
def english() -> None:
    speak([], {})


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The steps of which a sheet was drawn; those taken away again are gone."""
    drawn = [3, 16]

    class Sheets:
        def __init__(self, run: ScriptedRun) -> None:
            self.prompts = ["春", "spring"]

        def forget_after(self, step: int) -> None:
            drawn[:] = [each for each in drawn if each <= step]

        def draw(self, step: int) -> Path:
            drawn.append(step)
            return Path(f"{step}.png")

    monkeypatch.setattr(picture_training_session, "SampleSheets", Sheets)
    return drawn


def sit(run: ScriptedRun, *, quiet: bool = False) -> Outcome:
    try:
        return follow(run, quiet=quiet)  # type: ignore[arg-type]
    finally:
        assert run.entered == ["in", "out"]


def test_the_outcome_is_what_was_seen_last(tmp_path: Path, sheets: list[int]) -> None:
    assert sit(ScriptedRun(tmp_path)) == Outcome(
        finished=True,
        steps=20,
        seconds=10.0,
        loss=0.8,
        held_out_loss=0.6,
        pictures_per_second=111.0,
        samples=Path("20.png"),
        prompts=["春", "spring"],
    )


def test_a_sitting_that_takes_no_step_reports_what_was_reached_before(
    tmp_path: Path, sheets: list[int]
) -> None:
    """The run was killed between its last step and its end."""
    outcome = sit(ScriptedRun(tmp_path, before=STEPS))
    assert outcome == Outcome(
        finished=True,
        steps=20,
        seconds=10.0,
        loss=None,
        held_out_loss=0.6,
        pictures_per_second=None,
        samples=None,
        prompts=["春", "spring"],
    )


def test_a_new_run_shows_the_net_before_it_learns(tmp_path: Path, sheets: list[int]) -> None:
    """What another run left in the folder is not its own."""
    sit(ScriptedRun(tmp_path))
    assert sheets == [0, 4, 8, 12, 16, 20]


def test_a_resumed_run_draws_what_is_still_to_come(tmp_path: Path, sheets: list[int]) -> None:
    """Of a killed sitting, sheets of steps that were lost are taken away."""
    sit(ScriptedRun(tmp_path, before=9))
    assert sheets == [3, 12, 16, 20]


def test_by_minutes_sheets_take_a_tenth_of_the_time_but_for_the_last(
    tmp_path: Path, sheets: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step takes half a second here, a sheet 0.39: at least 3.5 seconds lie between two."""
    clock = itertools.count(step=0.39)
    monkeypatch.setattr(picture_training_session, "time", SimpleNamespace(monotonic=clock.__next__))
    sit(ScriptedRun(tmp_path, promised=None))
    assert sheets == [0, 8, 16, 20]


def test_sheets_are_files_and_are_drawn_for_programs_too(
    tmp_path: Path, sheets: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert sit(ScriptedRun(tmp_path, found=survey()), quiet=True).samples == Path("20.png")
    assert capsys.readouterr() == ("", "")


def test_a_stopped_sitting_is_not_finished(tmp_path: Path, sheets: list[int]) -> None:
    outcome = sit(ScriptedRun(tmp_path, stops_after=7))
    assert (outcome.finished, outcome.steps, outcome.held_out_loss) == (False, 7, 0.88)
    assert (tmp_path / "loss.svg").is_file()


def test_what_a_person_sees(
    tmp_path: Path, sheets: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    sit(ScriptedRun(tmp_path))
    out, err = capsys.readouterr()
    assert out == ""
    assert "reading 100% 10" in err
    status = "step 20 · loss 0.8000 · held-out 0.6000 · 120 pictures/s · 0:00 left"
    assert f"training 100% {status}" in err
    assert "   20% │ 4.png\n" in err


def test_what_a_chinese_reader_sees(
    tmp_path: Path, sheets: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    speak(["--lang", "zh"], {})
    sit(ScriptedRun(tmp_path, phase="autoencoder"))
    status = "自编码器 · 第 20 步 · 损失 0.8000 · 留出集 0.6000 · 120 张/秒 · 还需 0:00"
    assert f"训练 100% {status}" in capsys.readouterr().err


# --- What was found ---


def survey(**given: Any) -> PictureSurvey:
    found = PictureSurvey(
        pictures=1200,
        side=32,
        space="pixels",
        channels=3,
        transparent=0,
        larger=0,
        words=Words("nothing", Captions(), 0),
    )
    return replace(found, **given)


def test_what_was_found_is_said_in_full() -> None:
    words = Words("table", Captions(), 0)
    found = survey(side=128, space="latents", channels=1, transparent=7, larger=1100, words=words)
    assert told_of(found, "#eeeeee").splitlines() == [
        "1,200 pictures, trained at 128 × 128 in grey, as latents: an autoencoder is trained first",
        "captions: from a table",
        "1,100 are larger and are shrunk",
        "7 can be seen through; #eeeeee lies behind them",
    ]


def test_what_is_not_so_is_not_said() -> None:
    assert told_of(survey(), "#ffffff").splitlines() == [
        "1,200 pictures, trained at 32 × 32 in colour, pixel by pixel",
        "no captions: the model will draw without prompts",
    ]


def test_each_source_of_words_is_told_apart_in_both_languages() -> None:
    for language in ("en", "zh"):
        speak(["--lang", language], {})
        told = {captions_told(source)
                for source in ("table", "labels", "folders", "names", "nothing")}  # fmt: skip
        assert len(told) == 5
