"""The page of a trace: what each variable of its template holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from gongwu.doors.web.charts import columns, share_bar
from gongwu.doors.web.render import render
from gongwu.doors.web.stage_words import (
    LETTERS,
    NETS,
    SIGNS,
    SIZES,
    STAGES,
    STREAMS,
    UNITS_OF_GRU,
    StageWords,
)
from gongwu.doors.web.trace_maps import (
    Atlas,
    Strip,
    atlases,
    gate_strips,
    numbers_by_name,
)
from gongwu.doors.web.words import visible
from gongwu.engine.inference.tracing.record import Role, Row, Stage, Stream, Trace
from gongwu.errors import Language
from gongwu.ports import Words

SHADES = 4  # steps of colour on either side of zero
SHOWN = 160  # characters of the prompt in the heading


def trace_page(trace: Trace, language: Language, *, model: str = "") -> str:
    """A whole HTML page. `model` is the name that the reader knows the model by."""
    tokens: dict[Role, list[str]] = {
        stream.role: [visible(token.text) for token in stream.tokens] for stream in trace.streams
    }
    views = [_stream_view(stream, tokens, language) for stream in trace.streams]
    pictures = [picture for view in views for atlas in view.atlases for picture in atlas.pictures]
    strips = [strip for view in views for shown in view.strips.values() for strip in shown]
    stages = [stage for stream in trace.streams for stage in _stages(stream)]
    values: dict[str, object] = {
        "trace": trace,
        "model": model or trace.net,
        "hero": _hero(trace),
        "net_words": NETS[trace.net],
        "size_words": SIZES | ({"hidden": UNITS_OF_GRU} if trace.net == "gru" else {}),
        "stage_words": STAGES,
        "letters": _letters(stages, trace),
        "signs": _signs(stages),
        "streams": views,
        "key_tokens": {"attention-source": trace.streams[0].tokens},
        "bars": [Markup(share_bar(guess.probability)) for guess in trace.softmax.guesses],
        "rest": _rest(trace),
        "undecided": f"{2**trace.softmax.entropy_bits:,.1f}",
        "surprise": _surprise(trace, language),
        "map_data": {
            "labels": tokens,
            "maps": numbers_by_name([*pictures, *strips]),
        },
    }
    rules = "".join(
        f".atlas:has(#pick-{picture.name}:checked) #show-{picture.name}{{display:block}}\n"
        for picture in pictures
    )
    return render("trace.html.j2", language, values, rules=rules, script="trace.js")


@dataclass(frozen=True, kw_only=True)
class _Hero:
    """What heads the page: the text so far and the likeliest next token."""

    given: str
    answers: bool  # an encoder–decoder writes a text of its own
    written: str
    next: str
    share: float


def _hero(trace: Trace) -> _Hero:
    guess, answers, given = trace.softmax.guesses[0], len(trace.streams) > 1, trace.prompt
    if len(given) > SHOWN:
        # The part that the net reads: a source from its beginning, a text up to its end.
        given = f"{given[:SHOWN]}…" if answers else f"…{given[-SHOWN:]}"
    target = trace.streams[-1].tokens
    return _Hero(
        given=given if answers else given.lstrip(),
        answers=answers,
        written="".join(token.text for token in target if token.utf8) if answers else "",
        next=guess.token.text,
        share=guess.probability,
    )


@dataclass(frozen=True, kw_only=True)
class _Shaded:
    """A number and the style class of its colour."""

    value: float
    shade: str


@dataclass(frozen=True, kw_only=True)
class _StreamView:
    """One stream with its pictures and words."""

    name: Role
    stream: Stream
    words: StageWords
    short: Words
    embedded: str
    has_special: bool
    shaded: list[list[_Shaded]]
    atlases: list[Atlas]
    strips: dict[int, list[Strip]]
    layers_plain: Words
    ending: Words


def _stream_view(stream: Stream, tokens: dict[Role, list[str]], language: Language) -> _StreamView:
    count, stages = len(stream.layers), len(stream.layers[0].stages) if stream.layers else 0
    width = dict(stream.opening[0].shapes[-1].axes)["C"]
    return _StreamView(
        name=stream.role,
        stream=stream,
        words=STREAMS[stream.role],
        short=_SHORT[stream.role],
        embedded=f"C {width}",
        has_special=any(not token.utf8 for token in stream.tokens),
        shaded=_shade(stream.vectors),
        atlases=atlases(stream, tokens, language),
        strips={
            layer.number: gate_strips(stream, layer.number, layer.gates, language)
            for layer in stream.layers
            if layer.gates
        },
        layers_plain=Words(
            en=f"There are {count} layers. Each takes the same {stages} steps with weights of its "
            "own, and hands its vectors to the next.",
            zh=f"一共 {count} 层。每层走同样的 {stages} 步，权重各不相同，走完把向量交给下一层。",
        ),
        ending=_ENDING if stream.role == "source" else STAGES["head"].name,
    )


_SHORT: dict[Role, Words] = {
    "text": Words(en="Tokens", zh="词元"),
    "source": Words(en="Source", zh="原文"),
    "target": Words(en="Target", zh="写出"),
}
_ENDING = Words(en="What the encoder hands on", zh="编码器交出的结果")


def _stages(stream: Stream) -> Iterator[Stage]:
    yield from stream.opening
    for layer in stream.layers:
        yield from layer.stages
    yield from stream.closing


def _letters(stages: Sequence[Stage], trace: Trace) -> list[tuple[str, Words]]:
    """The letters that stand in the shapes of this page."""
    used = {letter for stage in stages for shape in stage.shapes for letter, _ in shape.axes}
    words = LETTERS | ({"H": UNITS_OF_GRU} if trace.net == "gru" else {})
    return [(letter, said) for letter, said in words.items() if letter in used]


def _signs(stages: Sequence[Stage]) -> list[tuple[str, Words]]:
    """The signs that stand in the formulas of this page."""
    formulas = "\n".join(stage.formula for stage in stages)
    return [(sign, words) for sign, mark, words in SIGNS if mark in formulas]


def _shade(vectors: Sequence[Row]) -> list[list[_Shaded]]:
    """Colours by size: full at the largest number of all, plain at zero."""
    largest = max((abs(value) for row in vectors for value in row), default=0) or 1
    return [
        [_Shaded(value=value, shade=_shade_of(value / largest)) for value in row] for row in vectors
    ]


def _shade_of(share: float) -> str:
    steps = round(share * SHADES) if share == share else 0
    return f"above-{steps}" if steps > 0 else f"below-{-steps}" if steps < 0 else ""


@dataclass(frozen=True, kw_only=True)
class _Rest:
    """All tokens that are not listed."""

    count: int
    share: float
    bar: Markup


def _rest(trace: Trace) -> _Rest:
    guesses = trace.softmax.guesses
    share = max(0.0, 1 - sum(guess.probability for guess in guesses))
    count = trace.softmax.vocabulary - len(guesses)
    return _Rest(count=count, share=share, bar=Markup(share_bar(share)))


@dataclass(frozen=True, kw_only=True)
class _Surprise:
    """How many bits the tokens cost; no chart where nothing was foretold."""

    plain: Words
    chart: Markup
    total: float
    mean: float


def _surprise(trace: Trace, language: Language) -> _Surprise:
    stream = trace.streams[-1]
    known = [bits for bits in stream.surprise if bits is not None]
    title = Words(en="Bits of surprise for each token", zh="每个词元的意外程度（比特）")
    texts = [visible(token.text) for token in stream.tokens]
    chart = columns(stream.surprise, texts, title.said_in(language)) if known else ""
    return _Surprise(
        plain=_SURPRISE_NONE if not known else _SURPRISE_OWN if len(trace.streams) > 1
        else _SURPRISE,
        chart=Markup(chart),
        total=sum(known),
        mean=sum(known) / max(1, len(known)),
    )  # fmt: skip


_SURPRISE = Words(
    en="At every position the net had already said what it expected next. So each token of the "
    "prompt has its price: the less it was expected, the more bits. To make this number small "
    "is all that training does.",
    zh="读到每个位置，网络都已经说过它预料下一个是什么。所以提示里的每个词元都有代价："
    "越出乎意料，比特越多。训练所做的一切，就是让这个数变小。",
)
_SURPRISE_OWN = Words(
    en="These tokens the net chose itself, the likeliest each time, so they cost few bits. For a "
    "target that somebody else wrote the same sum is the loss that training makes small.",
    zh="这些词元是网络自己选的，每次都取最可能的，所以比特不多。"
    "换成别人写的目标，同样的总和就是训练要变小的损失。",
)
_SURPRISE_NONE = Words(
    en="Only one token was read, and nothing foretold it: there is no surprise to measure.",
    zh="只读了一个词元，事先没有预料，所以没有意外可量。",
)
