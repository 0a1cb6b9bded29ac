"""What a trace holds: plain numbers in frozen dataclasses.

Standard library only, so a page can be made from it without tensors. Letters of the shapes:
T positions of the stream, S positions of the stream that is read, C width, E embedding width,
H heads, G key and value heads, D head width, F feed-forward width, V vocabulary.
"""

from dataclasses import dataclass
from typing import Literal

NetKind = Literal["gru", "decoder", "encoder-decoder"]
Role = Literal["text", "source", "target"]
StageKind = Literal[
    "embedding",
    "norm",
    "project",
    "project-turned",
    "project-source",
    "attention",
    "attention-by-distance",
    "attention-source",
    "write",
    "feed-forward",
    "reset",
    "update",
    "candidate",
    "state",
    "scale",
    "head",
]
SizeName = Literal[
    "parameters",
    "vocabulary",
    "context",
    "layers",
    "encoder_layers",
    "decoder_layers",
    "width",
    "embedding",
    "heads",
    "groups",
    "head_width",
    "hidden",
]
Row = tuple[float, ...]
Matrix = tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Token:
    """One entry of the vocabulary: its id, its text, and the UTF-8 bytes it stands for.

    A special token stands for no bytes; a piece of a character has bytes but no text of its own,
    so its text names them: <0xE6>.
    """

    id: int
    text: str
    utf8: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The shape of one result: its symbol, then a letter and a length for each axis."""

    symbol: str
    axes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Worked:
    """One equation three times: in symbols, in numbers, and what comes out.

    `numbers` is empty where the operands are too many to write out.
    """

    symbols: str
    numbers: str
    result: float


@dataclass(frozen=True, kw_only=True)
class KeyRow:
    """What one head of attention reckons for one key; `position` None gathers all other keys."""

    position: int | None
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class KeyTable:
    """The keys that one query reads, the strongest of them, in the order of the text."""

    head: int
    columns: tuple[str, ...]
    rows: tuple[KeyRow, ...]
    sums: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One step of arithmetic: its formula beside the numbers of the watched token."""

    kind: StageKind
    formula: str
    shapes: tuple[Shape, ...]
    parameters: int
    worked: tuple[Worked, ...]
    keys: KeyTable | None = None


@dataclass(frozen=True, kw_only=True)
class Attention:
    """Each head's softmax, T rows of S weights; a row sums to 1. `reads` names the keys' stream."""

    reads: Role
    heads: tuple[Matrix, ...]


@dataclass(frozen=True, kw_only=True)
class Gates:
    """A GRU layer over time: T means over all units, and the units whose gates vary most.

    Reset near 0 forgets the state when the candidate is made; update near 1 keeps the old state.
    """

    reset_mean: Row
    update_mean: Row
    units: tuple[int, ...]
    reset: Matrix  # a row for each unit, T columns
    update: Matrix
    state: Matrix


@dataclass(frozen=True, kw_only=True)
class Layer:
    """The stages of one layer in order, and what they looked at."""

    number: int
    stages: tuple[Stage, ...]
    attention: tuple[Attention, ...] = ()
    gates: Gates | None = None


@dataclass(frozen=True, kw_only=True)
class Stream:
    """Tokens going up a stack of layers. The formulas' numbers belong to the watched position."""

    role: Role
    tokens: tuple[Token, ...]
    watched: int
    vectors: Matrix  # the first numbers of each token's embedding
    lengths: Row  # the length (root of the sum of squares) of each token's embedding
    surprise: tuple[float | None, ...]  # bits each token cost; None where nothing foretold it
    opening: tuple[Stage, ...]
    layers: tuple[Layer, ...]
    closing: tuple[Stage, ...]


@dataclass(frozen=True, kw_only=True)
class Guess:
    """One candidate for the next token."""

    token: Token
    logit: float
    probability: float


@dataclass(frozen=True, kw_only=True)
class Softmax:
    """The end of the way: how likely each token is next. Guesses from the likeliest down."""

    formula: str
    worked: tuple[Worked, ...]  # of the second likeliest token
    guesses: tuple[Guess, ...]
    largest: float  # of all logits
    total: float  # Σ exp(l − largest) over the vocabulary
    entropy_bits: float
    vocabulary: int


@dataclass(frozen=True, kw_only=True)
class Trace:
    """A prompt's way through a net, from text to the softmax."""

    net: NetKind
    prompt: str
    left_out: int  # tokens of the prompt for which there was no room
    sizes: tuple[tuple[SizeName, int], ...]
    streams: tuple[Stream, ...]  # one, or source and target
    softmax: Softmax
