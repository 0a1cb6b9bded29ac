"""A net with its tokenizer as a `TextModel`: prompts in, text out as it is drawn.

Knows prompts, dice and where a text ends; what is remembered of a sequence is the runner's.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from gongwu.engine.checkpoints.folder import Net, load_net
from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer
from gongwu.engine.inference.constraints import AnswerConstraint, Constraints
from gongwu.engine.inference.decoder_runner import DecoderRunner, TorchSteps
from gongwu.engine.inference.encoder_decoder_runner import EncoderDecoderRunner
from gongwu.engine.inference.gru_runner import GRURunner
from gongwu.engine.inference.native.build import Library, load_library
from gongwu.engine.inference.native.decoder_step import NativeDecoder
from gongwu.engine.inference.prompts import Framing, Prompt, to_answer, to_continue
from gongwu.engine.inference.runner import Runner
from gongwu.engine.inference.sampling import dice_from, sample
from gongwu.engine.inference.sampling_defaults import load_sampling
from gongwu.engine.inference.stop_strings import StopStrings
from gongwu.engine.nets.decoder import Decoder
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU
from gongwu.engine.tokens.spelling import Speller, TokenBytes
from gongwu.engine.tokens.tokenizer import Tokenizer
from gongwu.ports import Completion, Finish, MakeConstrainer, PromptSize, Sampling

# Answers drawn side by side; more wait, so that memory does not grow with how many are asked for.
SIDE_BY_SIDE = 32

# Below this many parameters bfloat16 weights are widened for torch: exact, and faster on a CPU.
_WIDENED_BELOW = 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class Writer:
    """How one net takes a prompt and goes on from it."""

    runner: Runner
    read: Callable[[str], Prompt]
    continues: bool  # what is written goes on from the prompt, rather than answering it


class EngineTextModel:
    """Text from a net of ours. Implements ports.TextModel."""

    def __init__(
        self,
        name: str,
        tokenizer: Tokenizer,
        writer: Writer,
        *,
        defaults: Sampling | None = None,
        slow_because: str | None = None,
        constrainer: MakeConstrainer | None = None,
    ) -> None:
        """`slow_because` says why the C step is not used where it could be.

        `constrainer` says what may come next in an answer that has a form.
        """
        self._name = name
        self._end_ids = tokenizer.end_ids
        self._spelled = TokenBytes(tokenizer)
        self._writer = writer
        self._constraints = Constraints(
            tokenizer, self._spelled, goes_on=writer.continues, constrainer=constrainer
        )
        self.defaults = defaults or Sampling()
        self.slow_because = slow_because

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self._name

    @property
    def continues(self) -> bool:
        """Whether what it writes goes on from the prompt, rather than answering it."""
        return self._writer.continues

    def measure(self, prompt: str) -> PromptSize:
        """How much of a prompt the model will read."""
        read = self._writer.read(prompt)
        return PromptSize(tokens=len(read.ids) + read.left_out, left_out=read.left_out)

    def stream(self, prompt: str, sampling: Sampling) -> "EngineTextStream":
        """Text as it is drawn. Nothing is computed before the first piece is asked for."""
        return EngineTextStream(
            lambda answers: self._write(prompt, answers), self._answer(sampling)
        )

    def complete(self, prompt: str, samplings: list[Sampling]) -> list[Completion]:
        """One answer for each sampling; each is the same as if it were asked for alone."""
        answers = [self._answer(sampling) for sampling in samplings]
        texts = [""] * len(answers)
        for number, piece in self._write(prompt, answers):
            texts[number] += piece
        return [answer.completion(text) for answer, text in zip(answers, texts, strict=True)]

    def _answer(self, sampling: Sampling) -> "_Answer":
        speller = Speller(self._spelled, goes_on=self.continues)
        return _Answer(sampling, speller, self._end_ids)

    def _write(self, prompt: str, answers: Sequence["_Answer"]) -> Iterator[tuple[int, str]]:
        """Each piece of text that becomes certain, with the number of its answer."""
        read = self._writer.read(prompt)
        root, logits = self._writer.runner.open(read.ids)
        try:
            for answer in answers:
                answer.begin(read.ids if self.continues else (), logits.shape[0], self._constraints)
            for start in range(0, len(answers), SIDE_BY_SIDE):
                group = range(start, min(start + SIDE_BY_SIDE, len(answers)))
                yield from self._side_by_side(root, logits, {n: answers[n] for n in group})
        finally:
            self._writer.runner.close(root)

    def _side_by_side(
        self, root: int, logits: Tensor, answers: dict[int, "_Answer"]
    ) -> Iterator[tuple[int, str]]:
        slots: dict[int, int] = {}
        try:
            for number in answers:
                slots[number] = self._writer.runner.fork(root)
            rows = logits.expand(len(slots), -1)
            while slots:
                tokens = [answers[number].draw(row)
                          for number, row in zip(slots, rows, strict=True)]  # fmt: skip
                for number, token in zip(list(slots), tokens, strict=True):
                    if piece := answers[number].take(token):
                        yield number, piece
                going_on = [place for place, number in enumerate(slots)
                            if answers[number].finish is None]  # fmt: skip
                tokens = [tokens[place] for place in going_on]
                for number in [n for n in slots if answers[n].finish is not None]:
                    self._writer.runner.close(slots.pop(number))
                if slots:
                    rows = self._writer.runner.step(list(slots.values()), tokens)
        finally:
            for slot in slots.values():
                self._writer.runner.close(slot)


class EngineTextStream:
    """One answer while it is drawn. Implements ports.TextStream."""

    def __init__(
        self,
        write: Callable[[Sequence["_Answer"]], Iterator[tuple[int, str]]],
        answer: "_Answer",
    ) -> None:
        self._pieces = write([answer])
        self._answer = answer
        self._text = ""

    def __iter__(self) -> Iterator[str]:
        for _, piece in self._pieces:
            self._text += piece
            yield piece

    @property
    def completion(self) -> Completion:
        """The whole answer; only after the last piece."""
        return self._answer.completion(self._text)


class _Answer:
    """One text in progress: its dice, what it has said, and whether it has ended."""

    def __init__(self, sampling: Sampling, speller: Speller, end_ids: Sequence[int]) -> None:
        self.finish: Finish | None = None
        self._sampling = sampling
        self._speller = speller
        self._end_ids = end_ids
        self._dice = dice_from(sampling.seed)
        self._stops = StopStrings(sampling.stop)
        self._seen: Tensor | None = None
        self._constraint: AnswerConstraint | None = None
        self._drawn = 0

    def begin(self, before: Sequence[int], vocabulary: int, constraints: Constraints) -> None:
        """Stand behind the tokens that the text goes on from."""
        if self._sampling.form is not None:
            self._constraint = constraints.begin(self._sampling.form, vocabulary)
        if self._sampling.repetition_penalty != 1:
            self._seen = torch.zeros(vocabulary, dtype=torch.bool)
            # The END that a text begins after is not something it has said.
            self._seen[[token for token in before if token not in self._end_ids]] = True

    def draw(self, logits: Tensor) -> int:
        """The next token, from logits (V,)."""
        allowed = None if self._constraint is None else self._constraint.allowed()
        return sample(logits, self._sampling, self._dice, self._seen, allowed)

    def take(self, token: int) -> str:
        """Go on by one token; the text that became certain."""
        assert self.finish is None
        self._drawn += 1
        if token in self._end_ids:
            self.finish = "stop"
            return self._stops.rest()
        if self._seen is not None:
            self._seen[token] = True
        if self._constraint is not None:
            self._constraint.take(token)
        text = self._stops.add(self._speller.add(token))
        if self._stops.found:
            self.finish = "stop"
        elif self._constraint is not None and self._constraint.done:
            self.finish = "stop"
            text += self._stops.rest()
        elif self._drawn == self._sampling.max_new_tokens:
            self.finish = "length"
            text += self._stops.rest()
        return text

    def completion(self, text: str) -> Completion:
        """The answer, once it has ended."""
        assert self.finish is not None, "the stream has not been read to its end"
        return Completion(text=text, finish=self.finish, new_tokens=self._drawn)


def open_text_model(
    folder: Path,
    *,
    cache: Path | None,
    dtype: torch.dtype | None = None,
    constrainer: MakeConstrainer | None = None,
) -> EngineTextModel:
    """The model of a folder, ready to write.

    `cache` is where the C step is kept once compiled; None means plain torch. `dtype` is what the
    weights are held in. None keeps the stored one for the C step, whose activations are float32,
    and widens bfloat16 for torch where memory allows: the same numbers either way. `constrainer`
    is what answers that have a form need.
    """
    tokenizer, defaults = load_tokenizer(folder), load_sampling(folder)
    net = load_net(folder, dtype)
    library: Library | str | None = None
    if cache is not None and isinstance(net, Decoder):
        library = load_library(cache)
    if dtype is None and not isinstance(library, Library):
        net = widened(net)
    return text_model_of(
        net,
        tokenizer,
        folder.resolve().name,
        defaults=defaults,
        library=library,
        constrainer=constrainer,
    )


def text_model_of(
    net: Net,
    tokenizer: Tokenizer,
    name: str,
    *,
    defaults: Sampling | None = None,
    library: Library | str | None = None,
    constrainer: MakeConstrainer | None = None,
) -> EngineTextModel:
    """A net in memory as a text model. `library` is the C step for a decoder, or why there is none.

    With the C step the net itself may be let go: its weights have been packed.
    """
    return EngineTextModel(
        name,
        tokenizer,
        _writer(net, tokenizer, library),
        defaults=defaults,
        slow_because=library if isinstance(library, str) else None,
        constrainer=constrainer,
    )


def _writer(net: Net, tokenizer: Tokenizer, library: Library | str | None) -> Writer:
    context, framing = net.shape.context, Framing(tokenizer, net.shape.vocabulary)
    if isinstance(net, EncoderDecoder):
        return Writer(
            runner=EncoderDecoderRunner(net),
            read=lambda prompt: to_answer(framing, prompt, room=context),
            continues=False,
        )
    if isinstance(net, GRU):
        return Writer(
            runner=GRURunner(net),
            read=lambda prompt: to_continue(framing, prompt, room=None),
            continues=True,
        )
    steps = NativeDecoder(net, library) if isinstance(library, Library) else TorchSteps(net)
    return Writer(
        runner=DecoderRunner(steps, context, framing.opening),
        # One less than the context: the first token drawn has a place in it.
        read=lambda prompt: to_continue(framing, prompt, room=max(1, context - 1)),
        continues=True,
    )


def widened(net: Net) -> Net:
    """A small bfloat16 net in float32, the same numbers; others as they are."""
    weights = list(net.parameters())
    small = sum(weight.numel() for weight in weights) < _WIDENED_BELOW
    return net.float() if small and weights[0].dtype == torch.bfloat16 else net
