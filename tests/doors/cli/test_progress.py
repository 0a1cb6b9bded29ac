import io
from types import SimpleNamespace

import pytest

from gongwu.doors.cli import progress
from gongwu.doors.cli.progress import LINE_EVERY_SECONDS, meter


class Watch:
    """Time that passes only where the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(progress, "time", watch)
    return watch


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """stderr as a person sees it."""
    terminal = Terminal()
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    # Not sys.stderr itself: pytest puts its own back when the test begins.
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=terminal))
    return terminal


def test_elsewhere_than_on_a_terminal_a_line_comes_now_and_then(
    capsys: pytest.CaptureFixture[str], watch: Watch
) -> None:
    """A log file of an hour's training has hundreds of lines, not one for each of 100,000 steps."""
    with meter("training") as shown:
        for step in range(1, 31):
            watch.now += LINE_EVERY_SECONDS / 10
            shown.show(step / 40, f"step {step}")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "training  25% step 10",
        "training  50% step 20",
        "training  75% step 30",
    ]


def test_the_end_is_always_told(capsys: pytest.CaptureFixture[str], watch: Watch) -> None:
    with meter("reading") as shown:
        shown.show(0.5, "half")
        shown.show(1.0, "all")
    assert capsys.readouterr().err == "reading 100% all\n"


def test_a_line_that_stays_is_said_at_once(
    capsys: pytest.CaptureFixture[str], watch: Watch
) -> None:
    with meter("training") as shown:
        shown.say("  25% │ 春风 [bold]又绿[/bold] :smile:")
    assert capsys.readouterr().err == "  25% │ 春风 [bold]又绿[/bold] :smile:\n"


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str], terminal: Terminal) -> None:
    with meter("training", quiet=True) as shown:
        shown.show(0.5, "half")
        shown.say("a sample")
    assert capsys.readouterr() == ("", "")
    assert terminal.getvalue() == ""


def test_a_terminal_has_a_bar(capsys: pytest.CaptureFixture[str], terminal: Terminal) -> None:
    with meter("训练") as shown:
        shown.show(0.25, "step 10")
        shown.show(1.0, "step 40")
    assert "训练" in terminal.getvalue()
    assert "100%" in terminal.getvalue()
    assert "step 40" in terminal.getvalue()
    assert capsys.readouterr().out == ""


def test_nothing_a_model_says_is_taken_for_markup(terminal: Terminal) -> None:
    """A bracket in a sample was once a tag that rich did not know, and ended the run."""
    with meter("training") as shown:
        shown.say("[/nonsense] [bold]春风[/bold] :smile: \\[x]")
    assert "[/nonsense] [bold]春风[/bold] :smile: \\[x]" in terminal.getvalue()


def test_a_status_is_words_too(terminal: Terminal) -> None:
    with meter("training") as shown:
        shown.show(0.5, "loss [red]2.1[/red] [/]")
    assert "loss [red]2.1[/red] [/]" in terminal.getvalue()


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt()], ids=repr)
def test_the_bar_is_taken_down_when_the_work_fails(
    terminal: Terminal, error: BaseException
) -> None:
    """Or the cursor would stay hidden: rich hides it and must bring it back."""

    def work() -> None:
        with meter("training") as shown:
            shown.show(0.5, "half")
            raise error

    with pytest.raises(type(error)):
        work()
    hidden, shown_again = "\x1b[?25l", "\x1b[?25h"
    assert terminal.getvalue().count(hidden) == terminal.getvalue().count(shown_again) == 1
