"""What `gongwu demo` makes: verse, pictures, pieces, a GRU trained live, a trace, and its page."""

import platform
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import gongwu
from gongwu.doors.cli.demonstrated_pictures import MODEL as PAINTER
from gongwu.doors.cli.demonstrated_pictures import demonstrate_pictures
from gongwu.doors.cli.demonstrated_pieces import demonstrate_pieces
from gongwu.doors.cli.language import say, spoken
from gongwu.doors.cli.model_option import model_places
from gongwu.doors.cli.shelf import starters_folder
from gongwu.doors.cli.text_training_session import follow, sample_text
from gongwu.doors.cli.training_session import loss_points
from gongwu.errors import BadInputError
from gongwu.ports import Sampling, TextModel

if TYPE_CHECKING:
    from gongwu.doors.web.demo_page import MadeText, Trained
    from gongwu.engine.training.text_run import TextRun

MODEL = "verse"
PROMPTS = ("春风", "五绝\n", "七绝\n", "词·浣溪沙\n")
TRACED = "春风又绿"
LEARNED = ("小河", "The ")

# Says that a folder's contents are a demo's, to be replaced by the next.
MARK = ".gongwu-demo"


def demonstrate(out: Path, *, seed: int, train_seconds: float, quiet: bool) -> Path:
    """Make everything in `out` and give the page's path. What an earlier demo left is replaced."""
    from gongwu.assemble import open_text_model
    from gongwu.doors.web.demo_page import DemoReport, demo_page

    began = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    tell = _Teller(quiet)
    tell.title(en="Verse from the starter model", zh="自带模型写诗")
    model = open_text_model(MODEL, model_places())
    verses = [_write(model, prompt, seed + k, tell) for k, prompt in enumerate(PROMPTS)]
    drawings = None
    if (starters_folder() / PAINTER).is_dir():
        tell.title(en="Text to picture", zh="文字变图片")
        drawings = demonstrate_pictures(out, seed, tell.line)
    tell.title(en="Pieces of each field, verified", zh="各领域的作品，均经核验")
    pieces = []
    for piece in demonstrate_pieces(out, seed):
        tell.line("  " + piece.text.replace("\n", "\n  "))
        pieces.append(piece)
    tell.title(en="A GRU learns to write", zh="GRU 学写字")
    trained = _train(out, seed, train_seconds, quiet, tell)
    tell.title(en="A look inside the starter model", zh="看看自带模型的里面")
    parameters = _trace(out / "trace.html")
    report = DemoReport(
        model=MODEL,
        parameters=parameters,
        verses=verses,
        drawings=drawings,
        pieces=pieces,
        trained=trained,
        trace="trace.html",
        trace_prompt=TRACED,
        machine=_machine(),
        seconds=time.monotonic() - began,
        version=gongwu.__version__,
    )
    page = out / "index.html"
    page.write_text(demo_page(report, spoken()), encoding="utf-8")
    return page


@dataclass(frozen=True)
class _Teller:
    quiet: bool

    def title(self, *, en: str, zh: str) -> None:
        self.line("\n" + say(en=en, zh=zh))

    def line(self, text: str) -> None:
        if not self.quiet:
            print(text, file=sys.stderr, flush=True)


def _write(model: TextModel, prompt: str, seed: int, tell: _Teller) -> "MadeText":
    from gongwu.doors.web.demo_page import MadeText

    sampling = Sampling(max_new_tokens=120, temperature=0.8, top_p=0.95, seed=seed)
    (answer,) = model.complete(prompt, [sampling])
    tell.line("  " + (prompt + answer.text).strip().replace("\n", "\n  ") + "\n")
    # A form stands on a line of its own; a shell passes a line break only like this.
    quoted = "$'" + prompt.strip() + "\\n'" if prompt.endswith("\n") else prompt
    command = f"gongwu generate {quoted} -m {MODEL} --seed {seed}"
    return MadeText(prompt=prompt, text=answer.text, seed=seed, command=command)


def _train(out: Path, seed: int, seconds: float, quiet: bool, tell: _Teller) -> "Trained":
    from gongwu.doors.web.demo_page import BeforeAfter, Trained
    from gongwu.engine.tokens.corpus import read_corpus
    from gongwu.engine.tokens.token_files import survey
    from gongwu.engine.training.defaults import settings_for
    from gongwu.engine.training.loop import held_out_loss
    from gongwu.engine.training.text_run import start_text_run

    sources = [starters_folder() / "demo_text"]
    found = survey(read_corpus(sources))
    settings = settings_for(
        found, model="gru", minutes=seconds / 60, seed=seed, context=64, evaluations=10
    )
    run = start_text_run(sources, _emptied(out / "gru"), settings, found)
    before: dict[str, str] = {}
    bits_before = 0.0

    def look(fresh: "TextRun") -> None:
        nonlocal bits_before
        loss = held_out_loss(fresh.net, fresh.batches, fresh.settings)
        bits_before = fresh.bits_per_character(loss)
        for prompt in LEARNED:
            before[prompt] = _said(fresh, prompt)
            tell.line(say(en="  before │ ", zh="  之前 │ ") + prompt + before[prompt])

    outcome = follow(run, prompt=LEARNED[0], quiet=quiet, prepared=look)
    after = {prompt: _said(run, prompt) for prompt in LEARNED}
    for prompt, text in after.items():
        tell.line(say(en="  after  │ ", zh="  之后 │ ") + prompt + text)
    return Trained(
        source=sources[0].name,
        characters=found.characters,
        parameters=sum(weight.numel() for weight in run.net.parameters()),
        steps=outcome.steps,
        seconds=outcome.seconds,
        tokens_per_second=outcome.tokens_per_second or 0.0,
        bits_before=bits_before,
        bits_after=outcome.bits_per_character or 0.0,
        points=loss_points(run.out),
        samples=[
            BeforeAfter(prompt=prompt, before=before[prompt], after=after[prompt])
            for prompt in LEARNED
        ],
        folder="gru",
    )


def _said(run: "TextRun", prompt: str) -> str:
    return sample_text(run, prompt).removeprefix(prompt).replace("\n", " ")


def _emptied(folder: Path) -> Path:
    """The folder without an earlier demo's model; what no demo made is not ours to delete."""
    mark = folder.parent / MARK
    if folder.exists() and any(folder.iterdir()):
        if not mark.is_file():
            raise BadInputError(
                en=f"{folder} holds something that is not from a demo. Choose another --out.",
                zh=f"{folder} 里有不是演示留下的东西，请换一个 --out。",
            )
        shutil.rmtree(folder)
    mark.touch()
    return folder


def _trace(page: Path) -> int:
    """Write the trace page of the starter model; how many weights it has."""
    from gongwu.assemble import find_model
    from gongwu.doors.web.trace_page import trace_page
    from gongwu.engine.checkpoints.folder import load_net
    from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer
    from gongwu.engine.inference.text_model import widened
    from gongwu.engine.inference.trace import trace

    folder = find_model(MODEL, model_places())
    net = widened(load_net(folder))
    seen = trace(net, load_tokenizer(folder), TRACED)
    page.write_text(trace_page(seen, spoken(), model=MODEL), encoding="utf-8")
    return sum(weight.numel() for weight in net.parameters())


def _machine() -> str:
    import torch

    cores = torch.get_num_threads()
    return say(en=f"{platform.machine()}, {cores} cores", zh=f"{platform.machine()}，{cores} 核")
