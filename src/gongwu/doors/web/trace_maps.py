"""The pictures of a trace: who looks at whom, layer by layer and head by head, and gates over time.

`tokens` are the texts of each stream as they are to be written, blanks visible. Every map also
carries its numbers, in thousandths, for the script that reads them out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from markupsafe import Markup

from gongwu.doors.web.heat import Rows, large_map, small_map, strip
from gongwu.doors.web.words import percent, visible
from gongwu.engine.inference.tracing.record import Attention, Gates, Matrix, Role, Stream
from gongwu.errors import Language
from gongwu.ports import Words


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One heat map: small to choose it, large to read it, a sentence at rest, and its numbers."""

    name: str
    head: int
    small: Markup
    large: Markup
    readout: str
    chosen: bool
    numbers: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class AtlasLayer:
    """The pictures of one layer's heads."""

    number: int
    maps: tuple[Picture, ...]


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """All pictures of one kind of looking."""

    name: str
    title: Words
    plain: Words
    layers: tuple[AtlasLayer, ...]
    broad: bool  # too wide to stand beside its small pictures

    @property
    def pictures(self) -> Iterator[Picture]:
        for layer in self.layers:
            yield from layer.maps


@dataclass(frozen=True, kw_only=True)
class Strip:
    """One kind of gate, or the state, over time: a row for each unit, a column for each token."""

    name: str
    title: Words
    map: Markup
    readout: str
    numbers: dict[str, object]


BROAD = 24  # columns, beyond which a large map stands below the small ones

_LOOKS = Words(en="“{row}” gives “{column}” a share of {value}",
               zh="“{row}”分给“{column}”的份额：{value}")  # fmt: skip
_STANDS = Words(en="{row}, at “{column}”: {value}", zh="{row}，读到“{column}”时：{value}")

_TITLES: dict[tuple[Role, Role], Words] = {
    ("text", "text"): Words(en="Who looks at whom", zh="谁在看谁"),
    ("source", "source"): Words(en="Who looks at whom in the source", zh="原文里谁在看谁"),
    ("target", "target"): Words(en="Who looks back at whom", zh="写出的文字里谁在回看谁"),
    ("target", "source"): Words(en="Who looks where in the source", zh="写的时候在看原文的哪里"),
}  # fmt: skip

_PLAIN: dict[tuple[Role, Role], Words] = {
    ("text", "text"): Words(
        en="Each small picture is one head. A row is a token that looks, a column a token that is "
        "looked at; the stronger the colour, the larger the share. The empty corner is the "
        "future: no token may look there. Choose a head to see it large.",
        zh="每张小图是一个注意力头。一行是一个在看的词元，一列是一个被看的词元；颜色越浓，份额越大。"
        "空着的一角是未来，谁也不许看。点一张小图，放大来看。",
    ),
    ("source", "source"): Words(
        en="Each small picture is one head. A row is a token that looks, a column a token that is "
        "looked at; the stronger the colour, the larger the share. Choose a head to see it large.",
        zh="每张小图是一个注意力头。一行是一个在看的词元，一列是一个被看的词元；颜色越浓，份额越大。"
        "点一张小图，放大来看。",
    ),
    ("target", "target"): Words(
        en="What has been written looks back at itself. The empty corner is the future.",
        zh="已经写出的文字回看自己。空着的一角是未来。",
    ),
    ("target", "source"): Words(
        en="A row is a token that is written, a column a token of the source: this is where the "
        "answer finds its words.",
        zh="一行是写出的一个词元，一列是原文的一个词元：答案就从这里找到它的字词。",
    ),
}


def atlases(stream: Stream, tokens: dict[Role, list[str]], language: Language) -> list[Atlas]:
    """One atlas for each kind of looking that the stream's layers do."""
    kinds = len(stream.layers[0].attention) if stream.layers else 0
    return [_atlas(stream, kind, tokens, language) for kind in range(kinds)]


def _atlas(stream: Stream, kind: int, tokens: dict[Role, list[str]], language: Language) -> Atlas:
    reads = stream.layers[0].attention[kind].reads
    name = f"{stream.role}-{reads}"
    layers = []
    for layer in stream.layers:
        seen = layer.attention[kind]
        maps = tuple(
            _picture(f"{name}-{layer.number}-{head}", stream, seen, head, tokens, language)
            for head in range(1, len(seen.heads) + 1)
        )
        layers.append(AtlasLayer(number=layer.number, maps=maps))
    pair = (stream.role, reads)
    return Atlas(
        name=name,
        title=_TITLES[pair],
        plain=_PLAIN[pair],
        layers=tuple(layers),
        broad=len(tokens[reads]) > BROAD,
    )


def _picture(
    name: str,
    stream: Stream,
    seen: Attention,
    head: int,
    tokens: dict[Role, list[str]],
    language: Language,
) -> Picture:
    rows, down, across = seen.heads[head - 1], tokens[stream.role], tokens[seen.reads]
    watched = rows[stream.watched]
    strongest = max(range(len(watched)), key=watched.__getitem__)
    at_rest = Words(
        en="The last token, “{row}”, looks most at “{column}”: {value}",
        zh="最后的词元“{row}”最看重“{column}”：{value}",
    )
    return Picture(
        name=name,
        head=head,
        small=small_map(name, rows),
        large=large_map(name, rows, down, across),
        readout=at_rest.said_in(language).format(
            row=down[stream.watched],
            column=across[strongest],
            value=percent(watched[strongest]),
        ),
        chosen=name.endswith("-1-1"),
        numbers=_numbers(rows, stream.role, seen.reads, _LOOKS.said_in(language)),
    )


def gate_strips(stream: Stream, number: int, gates: Gates, language: Language) -> list[Strip]:
    """Both gates and the state of one layer over time."""
    tokens = [visible(token.text) for token in stream.tokens]
    unit = Words(en="unit {n}", zh="单元 {n}").said_in(language)
    units = [unit.format(n=place) for place in gates.units]
    mean = Words(en="mean of all", zh="全体平均").said_in(language)
    reset = Words(
        en="Reset gate r over time: full colour lets the old state through, none leaves it out",
        zh="重置门 r 随时间的变化：颜色浓是让旧状态通过，淡是不用它",
    )
    update = Words(
        en="Update gate z over time: full colour keeps the old state, none takes the new proposal",
        zh="更新门 z 随时间的变化：颜色浓是保留旧状态，淡是换成新提议",
    )
    state = Words(
        en="State h over time: blue is above zero, red below",
        zh="状态 h 随时间的变化：蓝色为正，红色为负",
    )
    drawn = [
        ("reset", reset, (gates.reset_mean, *gates.reset), [mean, *units]),
        ("update", update, (gates.update_mean, *gates.update), [mean, *units]),
        ("state", state, gates.state, units),
    ]
    return [
        _strip(f"{kind}-{number}", title, rows, down, tokens, language)
        for kind, title, rows, down in drawn
    ]


def _strip(
    name: str, title: Words, rows: Matrix, down: list[str], tokens: list[str], language: Language
) -> Strip:
    sentence = _STANDS.said_in(language)
    return Strip(
        name=name,
        title=title,
        map=strip(name, rows, down, tokens),
        readout=sentence.format(row=down[0], column=tokens[-1], value=f"{rows[0][-1]:.3f}"),
        numbers=_numbers(rows, down, "text", sentence),
    )


def _numbers(rows: Rows, down: Role | list[str], across: Role, sentence: str) -> dict[str, object]:
    """Thousandths, the zeros at the end of a row left out: the future needs no room."""
    short = []
    for row in rows:
        thousandths = [round(1000 * share) if isfinite(share) else None for share in row]
        while thousandths and thousandths[-1] == 0:
            thousandths.pop()
        short.append(thousandths)
    return {"rows": short, "down": down, "across": across, "sentence": sentence}


def numbers_by_name(pictures: Sequence[Picture | Strip]) -> dict[str, object]:
    """What the script needs of each map."""
    return {picture.name: picture.numbers for picture in pictures}
