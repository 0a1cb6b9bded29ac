import json
import math
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.checkpoints.folder import load_net
from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer
from gongwu.engine.tokens.corpus import read_corpus
from gongwu.engine.tokens.token_files import survey
from gongwu.engine.training import loop, sitting, sizes, state, text_run
from gongwu.engine.training.loop import held_out_loss
from gongwu.engine.training.settings import ModelKind, TextTraining
from gongwu.engine.training.sizes import Scale
from gongwu.engine.training.text_run import (
    METRICS,
    Progress,
    TextRun,
    resume_text_run,
    start_text_run,
)
from gongwu.errors import BadInputError, FailedError, NoRoomError, NotFoundError, TryLaterError
from tests.engine.training.conftest import Settings

MODELS: tuple[ModelKind, ...] = ("gru", "decoder", "encoder-decoder")
POEM = "春风又绿江南岸，明月何时照我还。\nThe river bends; the town sleeps.\n" * 12
FINISHED = {
    "config.json", "generation_config.json", "metrics.jsonl", "model.safetensors",
    "tokenizer.json", "tokenizer_config.json",
}  # fmt: skip


@pytest.fixture(autouse=True)
def least(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiniest nets, so that a run of ten steps takes a fraction of a second."""
    scale = Scale(width=64, layers=2, context=8, batch=2, recurrent_layers=1)
    monkeypatch.setitem(sizes.SCALES, "tiny", scale)


@pytest.fixture
def poem(tmp_path: Path) -> Path:
    path = tmp_path / "poem.txt"
    path.write_text(POEM, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def start(source: Path, out: Path, settings: TextTraining) -> TextRun:
    return start_text_run([source], out, settings, survey(read_corpus([source])))


def sit(run: TextRun, save_every_seconds: float = 60.0) -> list[Progress]:
    """One sitting, to the end or until `stop`."""
    with run:
        run.prepare()
        return list(run.steps(save_every_seconds=save_every_seconds))


def whole_run(source: Path, out: Path, settings: TextTraining) -> list[Progress]:
    return sit(start(source, out, settings))


class Killed(BaseException):
    """The process is gone."""


def die_after(run: TextRun, steps: int) -> None:
    """A sitting that is cut off after so many steps, each of them saved but the last."""
    with suppress(Killed), run:
        run.prepare()
        for number, _ in enumerate(run.steps(save_every_seconds=-1), start=1):
            if number == steps:
                raise Killed


def timeless(line: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(line)
    return {name: told[name] for name in told if name not in ("seconds", "tokens_per_second")}


def metrics(out: Path) -> list[dict[str, Any]]:
    """What each step reported, timing aside."""
    return [timeless(line) for line in (out / METRICS).read_text().splitlines()]


def assert_same_result(one: Path, other: Path) -> None:
    for name in FINISHED - {METRICS}:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert metrics(one) == metrics(other)


# --- A run from beginning to end ---


@pytest.mark.parametrize("model", MODELS)
def test_a_run_leaves_a_model_its_tokenizer_and_its_metrics(
    poem: Path, out: Path, settings: Settings, model: ModelKind
) -> None:
    seen = whole_run(poem, out, settings(model=model, steps=12, evaluations=4))
    assert {path.name for path in out.iterdir()} == FINISHED
    assert [each.step for each in seen] == list(range(1, 13))
    assert [each.progress for each in seen] == [step / 12 for step in range(1, 13)]
    # Four evaluations, evenly, the last after the last step.
    assert [each.step for each in seen if each.held_out_loss is not None] == [3, 6, 9, 12]
    assert load_tokenizer(out).decode(load_tokenizer(out).encode("春风 town")) == "春风 town"
    assert load_net(out).shape.context == 8


@pytest.mark.parametrize("model", MODELS)
def test_the_loss_falls(poem: Path, out: Path, settings: Settings, model: ModelKind) -> None:
    """Ends below nine tenths of the first: 60 steps see the text twice, and it repeats itself."""
    seen = whole_run(poem, out, settings(model=model, steps=60, peak_rate=1e-2, optimizer="adamw"))
    assert seen[-1].loss < 0.9 * seen[0].loss
    held_out = [each.held_out_loss for each in seen if each.held_out_loss is not None]
    assert held_out[-1] < held_out[0]


def test_metrics_say_what_was_yielded(poem: Path, out: Path, settings: Settings) -> None:
    seen = whole_run(poem, out, settings(steps=6, evaluations=2))
    assert [json.loads(line) for line in (out / METRICS).read_text().splitlines()] == [
        vars(each) for each in seen
    ]
    assert all(each.tokens_per_second > 0 for each in seen)
    assert [each.seconds for each in seen] == sorted(each.seconds for each in seen)


def test_a_step_is_in_the_metrics_before_it_is_seen(
    poem: Path, out: Path, settings: Settings
) -> None:
    with start(poem, out, settings(steps=5)) as run:
        run.prepare()
        for each in run.steps():
            assert [line["step"] for line in metrics(out)] == list(range(1, each.step + 1))


@pytest.mark.parametrize("model", MODELS)
def test_the_best_weights_by_held_out_loss_are_kept(
    poem: Path, out: Path, settings: Settings, model: ModelKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the last, and of two that are alike the first."""
    losses = iter([5.0, 3.0, 4.0, 3.0, 6.0])
    at_each: list[list[Tensor]] = []

    def told(net: nn.Module, *_: object) -> float:
        at_each.append([weight.detach().clone() for weight in net.parameters()])
        return next(losses)

    monkeypatch.setattr(text_run, "held_out_loss", told)
    whole_run(poem, out, settings(model=model, steps=10, evaluations=5))
    kept = list(load_net(out).parameters())
    same = [all(map(torch.equal, kept, weights)) for weights in at_each]
    assert same == [False, True, False, False, False]


@pytest.mark.parametrize("model", MODELS)
def test_the_kept_model_has_the_loss_that_was_reported(
    poem: Path, out: Path, settings: Settings, model: ModelKind
) -> None:
    """Read from its folder: the same net on the same batches on the same machine, the same sums."""
    told = settings(model=model, steps=6, evaluations=3)
    with start(poem, out, told) as run:
        run.prepare()
        losses = [each.held_out_loss for each in run.steps() if each.held_out_loss is not None]
        assert held_out_loss(load_net(out), run.batches, told) == min(losses)
        assert run.counters.best == min(losses)


def test_bits_per_character_are_of_the_text(poem: Path, out: Path, settings: Settings) -> None:
    """All nats of the held-out text, over its characters, whatever its tokens are."""
    told = settings(tokens="bpe", vocabulary=280, steps=2, evaluations=1)
    with start(poem, out, told) as run:
        run.prepare()
        last = list(run.steps())[-1]
        size = run.files.sizes["held_out"]
    assert last.held_out_loss is not None
    nats = last.held_out_loss * size.tokens
    assert size.characters == int(len(POEM) * 0.1)
    assert size.tokens != size.characters
    assert last.bits_per_character == pytest.approx(nats / math.log(2) / size.characters)


def test_weights_are_stored_in_the_format_asked_for(
    poem: Path, out: Path, settings: Settings
) -> None:
    whole_run(poem, out, settings(steps=2, stored="bfloat16"))
    assert {weight.dtype for weight in load_net(out).parameters()} == {torch.bfloat16}
    assert json.loads((out / "config.json").read_text())["dtype"] == "bfloat16"


def test_the_same_seed_is_the_same_model_and_another_is_not(
    poem: Path, tmp_path: Path, settings: Settings
) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        whole_run(poem, tmp_path / name, settings(steps=4, seed=seed))
    assert_same_result(tmp_path / "a", tmp_path / "b")
    first, _, third = ((tmp_path / name / "model.safetensors").read_bytes() for name in "abc")
    assert first != third


# --- Stopped and resumed ---


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("optimizer", ["muon", "adam"])
def test_a_run_cut_off_again_and_again_ends_as_one_that_never_was(
    poem: Path, tmp_path: Path, settings: Settings, model: ModelKind, optimizer: Any
) -> None:
    """A tiny stand-in for kill -9: test_train_text_killed.py has it."""
    told = settings(model=model, optimizer=optimizer, steps=12, evaluations=5)
    whole_run(poem, tmp_path / "whole", told)
    out = tmp_path / "cut"
    die_after(start(poem, out, told), steps=1)  # before anything was saved
    for steps in (1, 3, 2, 1, 4):
        die_after(resume_text_run(out), steps)
    assert (out / "run").is_dir()
    sit(resume_text_run(out))
    assert_same_result(tmp_path / "whole", out)
    assert {path.name for path in out.iterdir()} == FINISHED


@pytest.mark.parametrize("point", [
    "learn_tokenizer", "save_tokenizer", "tokenize", "load_tokenizer", "new_net",
])  # fmt: skip
def test_a_run_cut_off_while_it_prepares_ends_as_one_that_never_was(
    poem: Path, tmp_path: Path, settings: Settings, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = settings(steps=4)
    whole_run(poem, tmp_path / "whole", told)
    out = tmp_path / "cut"

    def killed(*_: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_run, point, killed)
        with pytest.raises(Killed):
            sit(start(poem, out, told))
    sit(resume_text_run(out))
    assert_same_result(tmp_path / "whole", out)


def test_a_run_cut_off_after_its_last_step_is_brought_to_its_end(
    poem: Path, tmp_path: Path, settings: Settings
) -> None:
    """No step is left, yet the result must be what it would have been."""
    told = settings(steps=4)
    whole_run(poem, tmp_path / "whole", told)
    out = tmp_path / "cut"
    run = start(poem, out, told)
    with suppress(Killed), run:
        run.prepare()
        list(run.steps(save_every_seconds=-1))
        run._sitting.finished = False  # the process was gone before it noticed
        raise Killed
    again = resume_text_run(out)
    assert sit(again) == []
    assert again.finished
    assert again.counters.best < math.inf
    assert_same_result(tmp_path / "whole", out)


def test_a_run_cut_off_while_it_tidies_up_is_finished(
    poem: Path, out: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings go first: half a run folder is none. It was half a run, and would not load."""

    remove = shutil.rmtree

    def half(folder: Path, **named: Any) -> None:
        if folder.name != "run":
            remove(folder, **named)
            return
        for path in folder.rglob("*.bin"):
            path.unlink()
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", half)
        with pytest.raises(Killed):
            whole_run(poem, out, settings(steps=2))
    with pytest.raises(NotFoundError, match="is finished"):
        resume_text_run(out)
    load_net(out)


def test_stop_saves_after_the_step_at_hand(poem: Path, tmp_path: Path, settings: Settings) -> None:
    told = settings(steps=9, evaluations=4)
    whole_run(poem, tmp_path / "whole", told)
    run = start(poem, tmp_path / "cut", told)
    with run:
        run.prepare()
        for seen in run.steps():
            if seen.step == 5:
                run.stop()
    assert (seen.step, run.finished) == (5, False)
    again = resume_text_run(tmp_path / "cut")
    assert [each.step for each in sit(again)] == [6, 7, 8, 9]
    assert again.finished
    assert_same_result(tmp_path / "whole", tmp_path / "cut")


def test_seconds_add_up_over_sittings(poem: Path, out: Path, settings: Settings) -> None:
    die_after(start(poem, out, settings(steps=6)), steps=3)
    seconds = [json.loads(line)["seconds"] for line in (out / METRICS).read_text().splitlines()]
    seen = sit(resume_text_run(out))
    assert seen[0].seconds > seconds[1]  # the second step was saved, the third was not


def test_a_damaged_save_costs_only_the_steps_since_the_one_before(
    poem: Path, tmp_path: Path, settings: Settings
) -> None:
    told = settings(steps=8)
    whole_run(poem, tmp_path / "whole", told)
    out = tmp_path / "cut"
    die_after(start(poem, out, told), steps=6)
    newest = sorted((out / "run").glob("state-*"))[-1] / "training.safetensors"
    newest.write_bytes(newest.read_bytes()[:-9])
    assert [each.step for each in sit(resume_text_run(out))] == [5, 6, 7, 8]
    assert_same_result(tmp_path / "whole", out)


def test_metrics_cut_off_in_the_middle_of_a_line_are_mended(
    poem: Path, tmp_path: Path, settings: Settings
) -> None:
    told = settings(steps=6)
    whole_run(poem, tmp_path / "whole", told)
    out = tmp_path / "cut"
    die_after(start(poem, out, told), steps=4)
    with (out / METRICS).open("a") as file:
        file.write('{"step": 5, "loss"')
    sit(resume_text_run(out))
    assert_same_result(tmp_path / "whole", out)


def test_what_a_killed_process_left_half_written_is_swept_up(
    poem: Path, out: Path, settings: Settings
) -> None:
    die_after(start(poem, out, settings(steps=4)), steps=2)
    for folder in (".model.safetensors.4711.unfinished", "run/.state-00000003.unfinished"):
        (out / folder).mkdir()
        (out / folder / ".tmpA0Itxc").write_bytes(b"half")
    with resume_text_run(out) as run:
        run.prepare()
        assert not list(out.rglob("*.unfinished"))
        list(run.steps())
    assert {path.name for path in out.iterdir()} == FINISHED


def test_a_run_needs_nothing_but_its_folder_and_its_tokens(
    poem: Path, out: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Resumed from anywhere, and with the sources gone once they were read."""
    monkeypatch.chdir(poem.parent)
    run = start_text_run(
        [Path(poem.name)], Path(out.name), settings(steps=4), survey(read_corpus([poem]))
    )
    die_after(run, steps=2)
    monkeypatch.chdir("/")
    poem.unlink()
    assert [each.step for each in sit(resume_text_run(out))] == [2, 3, 4]


# --- What is refused ---


def test_one_process_at_a_time(poem: Path, out: Path, settings: Settings) -> None:
    with (
        start(poem, out, settings()) as run,
        pytest.raises(TryLaterError, match=str(out)),
        resume_text_run(out),
    ):
        pass
    assert not run.finished


def test_a_folder_with_something_in_it_is_left_alone(
    poem: Path, out: Path, settings: Settings
) -> None:
    out.mkdir()
    (out / "thesis.md").write_text("years of work")
    with pytest.raises(BadInputError, match="not empty"):
        start(poem, out, settings())
    assert [path.name for path in out.iterdir()] == ["thesis.md"]
    with pytest.raises(BadInputError, match="not empty"):
        start(poem, poem, settings())
    assert poem.read_text(encoding="utf-8") == POEM


@pytest.mark.parametrize("left", ["", "run", "run/.settings.json.4711.unfinished"])
def test_a_folder_that_a_killed_start_left_is_started_in(
    poem: Path, out: Path, settings: Settings, left: str
) -> None:
    """It could be neither started in nor resumed."""
    (out / left).mkdir(parents=True)
    if left.endswith("unfinished"):
        (out / left / "settings.json").write_text("{")
    whole_run(poem, out, settings(steps=2))
    assert {path.name for path in out.iterdir()} == FINISHED


def test_where_nothing_was_begun_there_is_nothing_to_resume(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        resume_text_run(tmp_path / "missing")
    assert "no run to resume" in caught.value.en
    assert "没有可继续的训练" in caught.value.zh


def test_a_finished_run_is_not_resumed(poem: Path, out: Path, settings: Settings) -> None:
    whole_run(poem, out, settings(steps=2))
    before = {path: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(NotFoundError) as caught:
        resume_text_run(out)
    assert "is finished" in caught.value.en
    assert "已完成" in caught.value.zh
    assert {path: path.read_bytes() for path in out.iterdir()} == before


WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "shorter than a window": ("春风又绿江南岸。" * 4, {}, "too short"),
    "no vocabulary so small": (POEM, {"tokens": "bpe", "vocabulary": 100}, "258"),
    "a window that cannot be halved": (
        POEM, {"model": "encoder-decoder", "context": 1}, "halved",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "changes", "said"), WRONG.values(), ids=WRONG)
def test_a_source_that_will_not_do_leaves_no_folder_behind(
    poem: Path, out: Path, settings: Settings, text: str, changes: dict[str, Any], said: str
) -> None:
    """It did, and the same command on a better source was refused: not empty."""
    poem.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=said):
        whole_run(poem, out, settings(**changes))
    assert not out.exists()


def test_what_else_was_put_there_meanwhile_stays(poem: Path, out: Path, settings: Settings) -> None:
    poem.write_text("春风", encoding="utf-8")
    run = start(poem, out, settings())
    (out / "notes.md").write_text("mine")
    with pytest.raises(BadInputError, match="too short"):
        sit(run)
    assert [path.name for path in out.iterdir()] == ["notes.md"]


def test_what_goes_wrong_later_does_not_take_the_run_with_it(
    poem: Path, out: Path, settings: Settings
) -> None:
    """A prompt, say, that cannot be continued, at the first sample after an hour."""

    def work() -> None:
        with start(poem, out, settings(steps=4)) as run:
            run.prepare()
            next(run.steps())
            raise BadInputError(en="no such prompt", zh="")

    with pytest.raises(BadInputError, match="no such prompt"):
        work()
    assert [each.step for each in sit(resume_text_run(out))] == [1, 2, 3, 4]


def test_a_run_that_diverges_can_be_looked_at(poem: Path, out: Path, settings: Settings) -> None:
    with start(poem, out, settings(steps=40)) as run:
        run.prepare()
        with torch.no_grad():
            next(run.net.parameters()).fill_(float("nan"))
        with pytest.raises(FailedError, match="diverged at step 1"):
            list(run.steps())
    assert (out / "run" / "settings.json").is_file()
    assert not run.finished


# --- A full disk ---


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_metrics_on_a_full_disk_stop_the_run_and_lose_nothing(
    poem: Path, tmp_path: Path, settings: Settings
) -> None:
    """/dev/full takes nothing: every write to it fails as on a full disk."""
    told = settings(steps=6)
    whole_run(poem, tmp_path / "whole", told)
    out = tmp_path / "cut"
    die_after(start(poem, out, told), steps=3)
    written = (out / METRICS).read_text()
    with resume_text_run(out) as run:
        run.prepare()
        (out / METRICS).unlink()
        (out / METRICS).symlink_to("/dev/full")
        with pytest.raises(NoRoomError, match="disk is full"):
            list(run.steps())
    (out / METRICS).unlink()
    (out / METRICS).write_text(written)  # room was made
    sit(resume_text_run(out))
    assert_same_result(tmp_path / "whole", out)


def test_a_save_on_a_full_disk_stops_the_run_and_loses_nothing(
    poem: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = settings(steps=6)
    whole_run(poem, tmp_path / "whole", told)
    out = tmp_path / "cut"
    die_after(start(poem, out, told), steps=3)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch, resume_text_run(out) as run:
        run.prepare()
        patch.setattr(state, "write_tensors", full)
        with pytest.raises(NoRoomError, match="disk is full"):
            list(run.steps(save_every_seconds=-1))
    sit(resume_text_run(out))
    assert_same_result(tmp_path / "whole", out)


# --- Minutes ---


@dataclass
class Watch:
    """Time that passes only where a step, an evaluation or a sample takes it."""

    step: float = 0.0
    evaluation: float = 0.0
    sample: float = 0.0
    now: float = 100.0


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    learn, evaluate = loop.train, loop.held_out_loss

    def slow_steps(*given: Any, **named: Any) -> Iterator[Any]:
        for report in learn(*given, **named):
            watch.now += watch.step
            yield report

    def slow_evaluation(*given: Any) -> float:
        watch.now += watch.evaluation
        return evaluate(*given)

    monkeypatch.setattr(sitting, "train", slow_steps)
    monkeypatch.setattr(text_run, "held_out_loss", slow_evaluation)
    monkeypatch.setattr("time.perf_counter", lambda: watch.now)
    return watch


@pytest.mark.parametrize("costs", [
    {"step": 0.3},
    {"step": 0.4, "evaluation": 0.5},
    {"step": 0.4, "evaluation": 0.5, "sample": 0.7},
    {"step": 0.9, "evaluation": 3.0},
    {"step": 7.0, "evaluation": 0.1, "sample": 0.1},
    {"step": 0.5, "evaluation": 1.0, "sample": 4.0},
    {"step": 200.0, "evaluation": 1.0},
], ids=str)  # fmt: skip
def test_a_run_of_minutes_ends_on_time_with_its_schedule_finished(
    poem: Path, out: Path, settings: Settings, watch: Watch, costs: dict[str, float]
) -> None:
    """Early or late by a step, an evaluation and a sample at most: none is broken off. The last
    step is evaluated whatever the others cost: a sample that took the time which was left made
    the run end on weights that nobody had looked at."""
    watch.__dict__.update(costs)
    told = settings(steps=None, minutes=0.5, evaluations=10, peak_rate=1e-3)
    run = start(poem, out, told)
    seen = []
    with run:
        run.prepare()
        began = watch.now
        for each in run.steps(save_every_seconds=5):
            seen.append(each)
            watch.now += watch.sample if each.held_out_loss is not None else 0
    margin = watch.step + 1.5 * watch.evaluation + watch.sample
    assert abs(watch.now - began - 30) <= margin + 1e-6
    assert seen[-1].held_out_loss is not None
    assert seen[-1].progress == 1
    assert run.finished
    # The rate falls to nothing; what is left is the share of those three in what was promised.
    left = (watch.step + 2.5 * watch.evaluation + watch.sample) / 30 / (1 - told.warmup)
    assert seen[-1].rate <= 1e-3 * min(1.0, left)


def test_minutes_go_on_where_they_stopped(
    poem: Path, out: Path, settings: Settings, watch: Watch
) -> None:
    """Ten seconds were trained, so twenty of the thirty are left, whatever passed in between."""
    watch.step = 1.0
    run = start(poem, out, settings(steps=None, minutes=0.5))
    with run:
        run.prepare()
        for each in run.steps():
            if each.step == 10:
                run.stop()
    watch.now += 1e6
    seen = sit(resume_text_run(out))
    assert [each.step for each in seen] == list(range(11, 31))
    assert seen[-1].seconds == pytest.approx(30)
