import gzip
import inspect
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from gongwu.doors.cli import training_session
from gongwu.doors.cli.commands.train_text import train_text
from gongwu.engine.checkpoints.folder import load_net
from gongwu.engine.inference import text_model
from gongwu.engine.training import sizes
from gongwu.engine.training.sizes import Scale
from gongwu.engine.training.text_run import TextRun
from tests.doors.cli.conftest import Answer, Gongwu

POEM = "春风又绿江南岸，明月何时照我还。\nThe river bends; the town sleeps.\n" * 12
MODELS = ("gru", "decoder", "encoder-decoder")
MADE = {
    "config.json", "generation_config.json", "loss.svg", "metrics.jsonl", "model.safetensors",
    "tokenizer.json", "tokenizer_config.json",
}  # fmt: skip

Train = Callable[..., Answer]


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
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    lines = [json.dumps({"source": f"{n} + 1", "target": f"{n + 1}"}) for n in range(80)]
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "models" / "poem"


@pytest.fixture
def train(gongwu: Gongwu) -> Train:
    return lambda *words: gongwu("train", "text", *map(str, words))


def stopped_run(train: Train, poem: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """A run of eight steps on which somebody presses Ctrl-C at the third."""
    steps = TextRun.steps

    def interrupted(run: TextRun, **given: Any) -> Any:
        for seen in steps(run, **given):
            if seen.step == 3:
                run.stop()
            yield seen

    with monkeypatch.context() as patch:
        patch.setattr(TextRun, "steps", interrupted)
        return train(poem, "--model", "gru", "--steps", 8, "--out", out, "--seed", 5)


# --- A run that goes well ---


@pytest.mark.parametrize("model", MODELS)
def test_a_run_as_json_says_what_was_made(train: Train, poem: Path, out: Path, model: str) -> None:
    answer = train(poem, "--model", model, "--steps", 6, "--out", out, "--seed", 7, "--json")
    assert (answer.code, answer.err) == (0, "")
    told = answer.json
    assert set(told) == {
        "out", "seed", "finished", "steps", "seconds", "loss", "held_out_loss",
        "bits_per_character", "tokens_per_second",
    }  # fmt: skip
    assert (told["out"], told["seed"], told["finished"], told["steps"]) == (str(out), 7, True, 6)
    reports = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    assert [report["step"] for report in reports] == [1, 2, 3, 4, 5, 6]
    assert told["loss"] == reports[-1]["loss"]
    best = min(r["held_out_loss"] for r in reports if r["held_out_loss"] is not None)
    assert told["held_out_loss"] == best
    # One token a character here, but for the END and characters spelled in bytes.
    assert told["bits_per_character"] == pytest.approx(best / math.log(2), rel=0.1)
    assert told["tokens_per_second"] > 0
    assert {path.name for path in out.iterdir()} == MADE
    assert load_net(out).shape.context == 8


def test_a_person_is_told_where_the_model_is_and_how_to_use_it(
    train: Train, poem: Path, out: Path
) -> None:
    answer = train(poem, "--model", "gru", "--steps", 6, "--out", out, "--prompt", "明月")
    assert answer.code == 0
    assert f"Model in {out} · " in answer.out
    assert "held-out bits per character" in answer.out
    assert f'gongwu generate "…" -m {out}' in answer.out
    assert "training 100% step 6" in answer.err
    assert "100% │ 明月" in answer.err


def test_the_same_is_said_in_chinese(train: Train, poem: Path, out: Path) -> None:
    answer = train(poem, "--model", "gru", "--steps", 6, "--out", out, "--lang", "zh")
    assert f"模型在 {out}" in answer.out
    assert "每字" in answer.out
    assert "训练 100% 第 6 步" in answer.err
    assert "损失" in (out / "loss.svg").read_text(encoding="utf-8")


def test_samples_go_on_from_the_held_out_text_where_no_prompt_is_given(
    train: Train, poem: Path, out: Path
) -> None:
    """The held-out part is the end of the text."""
    answer = train(poem, "--model", "gru", "--steps", 6, "--out", out)
    held_out = POEM[len(POEM) - int(len(POEM) * 0.1) :]
    samples = [line for line in answer.err.splitlines() if "│" in line]
    assert samples
    assert all(held_out[:3].replace("\n", " ⏎ ") in line for line in samples)


def test_looking_on_changes_nothing(train: Train, poem: Path, tmp_path: Path) -> None:
    """Samples have dice of their own; a run with them and one without end in the same bytes."""
    options = ("--model", "decoder", "--steps", 10, "--seed", 3)
    train(poem, *options, "--out", tmp_path / "loud")
    train(poem, *options, "--out", tmp_path / "quiet", "--json")
    weights = [(tmp_path / name / "model.safetensors").read_bytes() for name in ("loud", "quiet")]
    assert weights[0] == weights[1]


def test_without_out_the_model_goes_on_the_shelf(
    train: Train, gongwu: Gongwu, poem: Path, home: Path
) -> None:
    answer = train(poem, "--model", "gru", "--steps", 2, "--json")
    assert answer.json["out"] == str(home / "data" / "models" / "poem-gru")
    assert "poem-gru" in gongwu("models").out


def test_sources_may_be_files_folders_gz_and_jsonl_together(
    train: Train, tmp_path: Path, out: Path
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(POEM, encoding="utf-8")
    (folder / "b.md.gz").write_bytes(gzip.compress(POEM.encode()))
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps({"text": "江南" * 30}))
    assert train(folder, lines, "--model", "gru", "--steps", 2, "--out", out).code == 0
    assert load_net(out).shape.context == 8


def test_pairs_train_an_encoder_decoder(train: Train, pairs: Path, out: Path) -> None:
    answer = train(pairs, "--model", "encoder-decoder", "--steps", 6, "--out", out)
    assert answer.code == 0
    assert "→" in answer.err  # a sample is a source and its answer


def test_every_option_reaches_the_run(train: Train, poem: Path, out: Path) -> None:
    options = {
        "--size": "tiny", "--tokens": "bpe", "--vocabulary": 270, "--context": 9, "--batch": 3,
        "--optimizer": "adamw", "--rate": 0.002, "--precision": "bfloat16", "--held-out": 0.2,
        "--stored": "bfloat16", "--seed": 11, "--steps": 4, "--layers": 3, "--evaluations": 2,
    }  # fmt: skip
    words = [word for pair in options.items() for word in pair]
    seen: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            training_session, "draw_curve",
            lambda out: seen.update(json.loads((out / "run" / "settings.json").read_text())),
        )  # fmt: skip
        assert train(poem, "--model", "decoder", "--out", out, *words).code == 0
    for flag, value in options.items():
        name = {"--rate": "peak_rate"}.get(flag, flag.strip("-").replace("-", "_"))
        assert seen[name] == value, flag
    assert load_net(out).shape.vocabulary == 270
    assert {weight.dtype for weight in load_net(out).parameters()} == {torch.bfloat16}


# --- Stopped and resumed ---


def test_a_stopped_run_exits_130_and_says_how_to_go_on(
    train: Train, poem: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "stopped"
    train(poem, "--model", "gru", "--steps", 8, "--out", whole, "--seed", 5)
    answer = stopped_run(train, poem, out, monkeypatch)
    assert answer.code == 130
    assert "Stopped at step 3, saved" in answer.out
    assert f"gongwu train text --resume --out {out}" in answer.out
    answer = train("--resume", "--out", out, "--json")
    assert (answer.code, answer.json["finished"], answer.json["steps"]) == (0, True, 8)
    assert answer.json["seed"] == 5
    for name in MADE - {"metrics.jsonl", "loss.svg"}:
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name


def test_a_resumed_run_may_show_itself_otherwise(
    train: Train, poem: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped_run(train, poem, out, monkeypatch)
    answer = train("--resume", "--out", out, "--prompt", "明月", "--save-every", 1, "--lang", "zh")
    assert answer.code == 0
    assert "100% │ 明月" in answer.err


# What a run was begun with, by the name of the parameter.
FIXED: dict[str, str] = {
    "sources": "poem.txt", "model": "gru", "minutes": "1", "steps": "8", "size": "tiny",
    "layers": "1", "tokens": "bpe", "vocabulary": "300", "context": "8", "batch": "2",
    "optimizer": "adam", "rate": "0.1", "precision": "float32", "held_out": "0.1",
    "evaluations": "20", "stored": "float32", "seed": "5",
}  # fmt: skip
FREE = {"line", "out", "resume", "prompt", "save_every", "as_json"}


@pytest.mark.parametrize("name", FIXED)
def test_a_resumed_run_goes_on_as_it_began(train: Train, out: Path, name: str) -> None:
    """Even where the value is the same: whoever names it may think that it can be changed."""
    flag = f"--{name.replace('_', '-')}"
    words = ["poem.txt"] if name == "sources" else [flag, FIXED[name]]
    said = "SOURCE" if name == "sources" else flag
    answer = train(*words, "--resume", "--out", out)
    assert answer.code == 2
    assert answer.err.endswith(f"leave out {said}\n")
    assert f"请去掉 {said}" in train(*words, "--resume", "--out", out, "--lang", "zh").err


def test_every_option_may_be_changed_by_a_resumed_run_or_not() -> None:
    """A new option must be put on one side."""
    assert set(inspect.signature(train_text).parameters) == set(FIXED) | FREE


def test_resume_needs_out(train: Train) -> None:
    answer = train("--resume")
    assert answer.code == 2
    assert "--resume needs --out" in answer.err
    assert "--resume 需要 --out" in train("--resume", "--lang", "zh").err


def test_where_no_run_is_there_is_nothing_to_resume(train: Train, out: Path) -> None:
    answer = train("--resume", "--out", out)
    assert answer.code == 3
    assert "no run to resume" in answer.err
    assert not out.exists()


def test_a_finished_run_is_not_resumed(train: Train, poem: Path, out: Path) -> None:
    train(poem, "--model", "gru", "--steps", 2, "--out", out)
    answer = train("--resume", "--out", out)
    assert answer.code == 3
    assert "is finished" in answer.err
    assert "已完成" in train("--resume", "--out", out, "--lang", "zh").err


# --- What is refused ---


def test_a_source_is_needed(train: Train) -> None:
    answer = train("--steps", 2)
    assert answer.code == 2
    assert "Name a SOURCE" in answer.err
    assert "SOURCE" in train("--steps", 2, "--lang", "zh").err


SHORT = "春风又绿江南岸。" * 3
# Each with its file's name, and what is said in both languages.
WRONG_TEXTS: dict[str, tuple[bytes, str, str, str]] = {
    "empty": (b"", "poem.txt", "no text at all", "没有任何文本"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0", "poem.txt", "not UTF-8 text (byte 0)", "不是 UTF-8"),
    "zero byte": (b"spring\0wind", "poem.txt", "not UTF-8 text (byte 6)", "不是 UTF-8"),
    "GB18030": (POEM.encode("gb18030"), "poem.txt", "iconv -f GB18030", "iconv -f GB18030"),
    "damaged gz": (gzip.compress(POEM.encode())[:-9], "poem.txt.gz", "damaged", "已损坏"),
    "too short": (SHORT.encode(), "poem.txt", "too short", "太短"),
    "bad line": (b'{"text": "a"}\n{"text', "poem.jsonl", "line 2", "第 2 行"),
    "pairs": (
        b'{"source": "a", "target": "b"}\n' * 9, "poem.jsonl", "use --model encoder-decoder",
        "请用 --model encoder-decoder",
    ),
    "texts and pairs": (
        b'{"source": "a", "target": "b"}\n{"text": "c"}', "poem.jsonl", "cannot be mixed",
        "不能混用",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG_TEXTS)
def test_a_wrong_source_is_named_and_leaves_no_folder_behind(
    train: Train, tmp_path: Path, out: Path, kind: str
) -> None:
    raw, name, en, zh = WRONG_TEXTS[kind]
    source = tmp_path / name
    source.write_bytes(raw)
    options = ("--model", "gru", "--steps", 2, "--out", out)
    answer = train(source, *options)
    assert answer.code == 2
    assert en in answer.err
    assert not out.exists()
    assert zh in train(source, *options, "--lang", "zh").err
    as_json = train(source, *options, "--json")
    assert as_json.code == as_json.json["error"]["code"] == 2
    assert en in as_json.json["error"]["message"]
    assert as_json.err == ""


def test_a_missing_source_is_named(train: Train, tmp_path: Path, out: Path) -> None:
    answer = train(tmp_path / "missing.txt", "--steps", 2, "--out", out)
    assert answer.code == 3
    assert "missing.txt does not exist" in answer.err
    assert not out.exists()


def test_a_folder_without_text_says_what_was_looked_for(
    train: Train, tmp_path: Path, out: Path
) -> None:
    (tmp_path / "pictures").mkdir()
    answer = train(tmp_path / "pictures", "--steps", 2, "--out", out)
    assert answer.code == 2
    assert ".jsonl.gz" in answer.err


def test_the_same_command_works_once_the_source_is_mended(
    train: Train, poem: Path, out: Path
) -> None:
    """The folder of the first try stood in its way: not empty."""
    poem.write_text(SHORT, encoding="utf-8")
    command = (poem, "--model", "gru", "--steps", 2, "--out", out)
    assert train(*command).code == 2
    poem.write_text(POEM, encoding="utf-8")
    assert train(*command).code == 0


WRONG_OPTIONS: dict[str, tuple[tuple[object, ...], str]] = {
    "both lengths": (("--steps", 2, "--minutes", 1), "--minutes"),
    "no steps": (("--steps", 0), "steps=0"),
    "no time": (("--minutes", 0), "minutes=0"),
    "time is no number": (("--minutes", "nan"), "minutes=nan"),
    "no batch": (("--steps", 2, "--batch", 0), "batch=0"),
    "no context": (("--steps", 2, "--context", -1), "context=-1"),
    "all held out": (("--steps", 2, "--held-out", 1), "held_out=1"),
    "no rate": (("--steps", 2, "--rate", 0), "peak_rate=0"),
    "a seed of 65 bits": (("--steps", 2, "--seed", 2**64), "seed"),
    "few byte pairs": (("--steps", 2, "--tokens", "bpe", "--vocabulary", 9), "258"),
    "unknown model": (("--steps", 2, "--model", "lstm"), "lstm"),
    "unknown size": (("--steps", 2, "--size", "huge"), "huge"),
    "unknown option": (("--steps", 2, "--epochs", 2), "--epochs"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_a_wrong_option_is_named_and_leaves_no_folder_behind(
    train: Train, poem: Path, out: Path, words: tuple[object, ...], said: str
) -> None:
    for language in ("en", "zh"):
        answer = train(poem, "--out", out, *words, "--lang", language)
        assert answer.code == 2
        assert said in answer.err
        assert "fault" not in answer.err
        assert not out.exists()


def test_a_folder_with_something_in_it_is_left_alone(train: Train, poem: Path, out: Path) -> None:
    out.mkdir(parents=True)
    (out / "thesis.md").write_text("years of work")
    answer = train(poem, "--steps", 2, "--out", out)
    assert answer.code == 2
    assert "is not empty" in answer.err
    assert "--resume" in answer.err
    assert "不是空的" in train(poem, "--steps", 2, "--out", out, "--lang", "zh").err
    assert [path.name for path in out.iterdir()] == ["thesis.md"]


# --- What can be done with the result ---


def test_the_decoder_opens_in_transformers_with_the_same_logits(
    train: Train, poem: Path, out: Path
) -> None:
    transformers = pytest.importorskip("transformers")
    train(poem, "--model", "decoder", "--steps", 6, "--out", out)
    theirs = transformers.LlamaForCausalLM.from_pretrained(out, dtype=torch.float32)
    tokenizer = transformers.AutoTokenizer.from_pretrained(out)
    ids = tokenizer("明月何时照", return_tensors="pt")["input_ids"]
    ours = load_net(out)
    with torch.no_grad():
        logits = theirs(ids).logits
        # The same sums in another order, in float32, on logits of about one.
        torch.testing.assert_close(ours(ids), logits, rtol=1e-4, atol=1e-4)
    # And it is worth comparing: trained weights tell tokens apart.
    assert float(logits.std()) > 0.01


def test_the_encoder_decoder_opens_in_transformers_with_the_same_logits(
    train: Train, pairs: Path, out: Path
) -> None:
    transformers = pytest.importorskip("transformers")
    train(pairs, "--model", "encoder-decoder", "--steps", 6, "--out", out)
    theirs = transformers.T5ForConditionalGeneration.from_pretrained(out, dtype=torch.float32)
    tokenizer = transformers.AutoTokenizer.from_pretrained(out)
    source = tokenizer("12 + 1", return_tensors="pt")["input_ids"]
    target = torch.tensor([[0, *tokenizer("13")["input_ids"]]])
    with torch.no_grad():
        logits = theirs(input_ids=source, decoder_input_ids=target).logits
        torch.testing.assert_close(load_net(out)(source, target), logits, rtol=1e-4, atol=1e-4)
    assert float(logits.std()) > 0.001


@pytest.mark.parametrize("model", MODELS)
def test_the_model_writes(
    train: Train,
    gongwu: Gongwu,
    poem: Path,
    out: Path,
    model: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text_model, "load_library", lambda cache: "not compiled for these tests")
    train(poem, "--model", model, "--steps", 4, "--out", out)
    answers = [
        gongwu("generate", "春风", "-m", str(out), "--max-tokens", "5", "--seed", "1", "--json")
        for _ in range(2)
    ]
    assert [answer.code for answer in answers] == [0, 0]
    assert answers[0].json["text"] == answers[1].json["text"]


def test_eval_finds_the_bits_that_training_reported(
    train: Train, gongwu: Gongwu, poem: Path, tmp_path: Path, out: Path
) -> None:
    """Training measures windows of eight tokens, eval the text as one: the net, which has learned
    six steps, gains little from a longer past, and the END counts once more. A tenth either way."""
    told = train(poem, "--model", "gru", "--steps", 6, "--out", out, "--json").json
    held_out = tmp_path / "held-out.txt"
    held_out.write_text(POEM[len(POEM) - int(len(POEM) * 0.1) :], encoding="utf-8")
    found = gongwu("eval", "-m", str(out), str(held_out), "--json")
    assert found.code == 0
    assert found.json["bits_per_character"] == pytest.approx(told["bits_per_character"], rel=0.1)
