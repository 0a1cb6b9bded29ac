"""The few words that the studio and the engine share. Standard library only."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from gongwu.errors import BadInputError, Language

Finish = Literal["stop", "length"]


@dataclass(frozen=True, kw_only=True)
class Words:
    """The same thing said in English and in Chinese, side by side, so that neither is forgotten."""

    en: str
    zh: str

    def said_in(self, language: Language) -> str:
        """One of the two."""
        return self.zh if language == "zh" else self.en


def _must(holds: bool, name: str, value: object, en: str, zh: str) -> None:
    if not holds:
        raise BadInputError(en=f"{name}={value}: {en}", zh=f"{name}={value}：{zh}")


@dataclass(frozen=True)
class JSONSchema:
    """An answer that is JSON and valid under a schema (JSON text, draft 2020-12)."""

    schema: str


@dataclass(frozen=True)
class Regex:
    """An answer that a regular expression matches as a whole."""

    pattern: str


@dataclass(frozen=True)
class Choices:
    """An answer that is one of these texts."""

    options: tuple[str, ...]

    def __post_init__(self) -> None:
        _must(bool(self.options), "choices", list(self.options),
              "there must be at least one", "至少要有一个选项")  # fmt: skip


Form = JSONSchema | Regex | Choices


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """How the next token is drawn from the softmax. The defaults draw from the plain softmax.

    `top_k` 0, `top_p` 1, `min_p` 0 and `repetition_penalty` 1 each mean "off";
    `temperature` 0 takes the likeliest token. `seed` fixes every draw. `form` is what the answer
    must be as a whole.
    """

    max_new_tokens: int = 256
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0
    repetition_penalty: float = 1.0
    stop: tuple[str, ...] = ()
    seed: int = 0
    form: Form | None = None

    def __post_init__(self) -> None:
        _must(self.max_new_tokens >= 1, "max_tokens", self.max_new_tokens,
              "must be at least 1", "至少为 1")  # fmt: skip
        _must(0 <= self.temperature < float("inf"), "temperature", self.temperature,
              "must be 0 or more", "不能小于 0")  # fmt: skip
        _must(self.top_k >= 0, "top_k", self.top_k,
              "must be 0 (off) or more", "须为 0（关）或正数")  # fmt: skip
        _must(0 < self.top_p <= 1, "top_p", self.top_p,
              "must lie in (0, 1]", "须在 (0, 1] 之间")  # fmt: skip
        _must(0 <= self.min_p <= 1, "min_p", self.min_p,
              "must lie in [0, 1]", "须在 [0, 1] 之间")  # fmt: skip
        _must(0 < self.repetition_penalty < float("inf"), "repetition_penalty",
              self.repetition_penalty, "must be above 0", "须大于 0")  # fmt: skip
        _must(all(self.stop), "stop", list(self.stop),
              "a stop string must not be empty", "停止串不能为空")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Completion:
    """One finished answer: its text, why it ended, and how many tokens were drawn."""

    text: str
    finish: Finish
    new_tokens: int


class TextStream(Protocol):
    """Text as it is drawn. Iterate to the end, then read `completion`."""

    def __iter__(self) -> Iterator[str]: ...

    @property
    def completion(self) -> Completion: ...


class TextModel(Protocol):
    """What answers a prompt in text."""

    @property
    def name(self) -> str: ...

    def stream(self, prompt: str, sampling: Sampling) -> TextStream: ...

    def complete(self, prompt: str, samplings: list[Sampling]) -> list[Completion]:
        """One answer for each sampling; each is the same as if it were asked for alone."""
        ...


@dataclass(frozen=True, kw_only=True)
class PromptSize:
    """How long a prompt is in tokens, and how many of them the model has no room for."""

    tokens: int
    left_out: int


class OpenedModel(TextModel, Protocol):
    """A text model with what a person wants to know of it before asking."""

    @property
    def defaults(self) -> Sampling:
        """How its makers would have it sampled."""
        ...

    @property
    def continues(self) -> bool:
        """Whether what it writes goes on from the prompt, rather than answering it."""
        ...

    def measure(self, prompt: str) -> PromptSize | None:
        """How much of a prompt it will read; None where that cannot be known."""
        ...


# ---- pictures ----


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Pixels: rows from the top, in each from the left red, green and blue, 0 … 255."""

    width: int
    height: int
    pixels: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _must(self.width >= 1 and self.height >= 1, "size", f"{self.width}×{self.height}",
              "a picture has at least one pixel", "图片至少要有一个像素")  # fmt: skip
        _must(len(self.pixels) == 3 * self.width * self.height, "pixels", len(self.pixels),
              "must be three bytes for each place", "每个位置须有三个字节")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PictureRequest:
    """What is asked of a picture model. None: what its makers would have.

    Item k of a request throws the dice of `seed` + k, so any can be made again alone. `initial` is
    a picture to begin from, of which `strength` (0 … 1) is drawn anew; where a `mask` is given only
    its white places are painted, the rest of `initial` stays byte for byte. `guidance_from` and
    `guidance_to` bound the noise levels (σ/α) at which guidance is used.
    """

    prompt: str = ""
    negative: str = ""
    count: int = 1
    width: int | None = None
    height: int | None = None
    steps: int | None = None
    guidance: float | None = None
    guidance_from: float = 0.0
    guidance_to: float = float("inf")
    sampler: str | None = None
    seed: int = 0
    initial: Picture | None = None
    strength: float = 0.8
    mask: Picture | None = None

    def __post_init__(self) -> None:
        for name in ("count", "width", "height", "steps"):
            value = getattr(self, name)
            _must(value is None or value >= 1, name, value,
                  "must be at least 1", "至少为 1")  # fmt: skip
        _must(0 < self.strength <= 1, "strength", self.strength,
              "must be above 0 and at most 1", "必须大于 0 且不超过 1")  # fmt: skip

    def filled_by(self, defaults: "PictureRequest") -> "PictureRequest":
        """With what was left open taken from a model's defaults."""
        names = ("width", "height", "steps", "guidance", "sampler")
        left = {name: getattr(defaults, name) for name in names if getattr(self, name) is None}
        return replace(self, **left)


@dataclass(frozen=True, kw_only=True)
class PictureStep:
    """A step on the way to item `item`: `step` of `steps` is done; `look` shows it so far."""

    item: int
    step: int
    steps: int
    look: Callable[[], Picture]


class ImageModel(Protocol):
    """What draws a picture from a prompt."""

    @property
    def name(self) -> str: ...

    @property
    def weights_sha256(self) -> str:
        """Of all its weights, in hexadecimal: which model it was, whatever it is called."""
        ...

    @property
    def defaults(self) -> PictureRequest:
        """Size, steps, guidance and sampler as its makers would have them, none of them None."""
        ...

    @property
    def reads_prompts(self) -> bool:
        """Whether it was trained with words; one that was not refuses a prompt."""
        ...

    def draw(
        self, request: PictureRequest, watch: Callable[[PictureStep], None] = lambda _: None
    ) -> Iterator[Picture]:
        """The pictures of a request, one after another; `watch` is told of every step."""
        ...


# ---- what may come next: asked by the engine, answered by the studio ----


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The tokens of a model, each by the UTF-8 bytes that it adds to an answer.

    `first` is the same for the token that an answer begins with, which some tokenizers spell
    without its space. A token that adds nothing, or that the tokenizer lacks, is b"". Any of
    `end_ids` ends the answer. `encode` gives the tokens a text is usually spelled with, however the
    tokenizer treats its beginning.
    """

    within: Sequence[bytes]
    first: Sequence[bytes]
    end_ids: Sequence[int]
    encode: Callable[[str], Sequence[int]]


class Constraint(Protocol):
    """What one answer may go on with, token by token."""

    @property
    def done(self) -> bool:
        """Whether nothing but the end can follow."""
        ...

    def allowed(self) -> memoryview:
        """One byte for each token: 1 if it may come next, 0 if not.

        The tokens that end an answer may come exactly where it satisfies its form. Raises
        FailedError where no token may come: the vocabulary cannot spell the form.
        """
        ...

    def take(self, token: int) -> None:
        """Go on by a token that was allowed and does not end the answer."""
        ...


class Constrainer(Protocol):
    """Forms, held against one vocabulary."""

    def begin(self, form: Form) -> Constraint:
        """For an answer not yet begun. Raises BadInputError for a form that cannot be held to."""
        ...


MakeConstrainer = Callable[[Vocabulary], Constrainer]
