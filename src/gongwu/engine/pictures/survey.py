"""What a collection is, learned from its headers and tables before anything is decoded.

The side of the square: the median of the shorter sides, as a multiple of 4 (a net halves it
twice), from 8 to 64. Grey only if every picture is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongwu.engine.pictures.collection import Table, read_collection
from gongwu.engine.pictures.decoding import header_of
from gongwu.engine.pictures.tables import read_table
from gongwu.engine.pictures.words import Captions, Signs, Words, WordsFrom
from gongwu.errors import BadInputError

LEAST, LARGEST, MULTIPLE = 8, 64, 4
FEWEST_PICTURES = 2


@dataclass(frozen=True, kw_only=True)
class PictureSurvey:
    """A collection in figures; `words` says how captions are found in the second reading."""

    pictures: int
    side: int
    channels: int
    transparent: int  # pictures that have an alpha channel
    larger: int  # pictures whose shorter side is above the side chosen
    words: Words


def survey_pictures(
    sources: Sequence[Path], *, side: int | None = None, words_from: WordsFrom | None = None
) -> PictureSurvey:
    """Read every header and table; what is given is kept, the rest decided."""
    captions, signs, sides = Captions(), Signs(), Counter[int]()
    grey = transparent = 0
    for each in read_collection(sources):
        if isinstance(each, Table):
            for row in read_table(each.content, each.path, each.place):
                captions.add(row, each.path.parent, each.source)
            continue
        header = header_of(each)
        signs.add(each)
        sides[min(header.width, header.height)] += 1
        grey += header.grey
        transparent += header.transparent
    if signs.pictures < FEWEST_PICTURES:
        raise BadInputError(
            en=f"{signs.pictures} picture(s) in {_named(sources)}: at least {FEWEST_PICTURES} are "
            "needed, one to learn from and one to be tested on. Hundreds are better.",
            zh=f"{_named(sources)} 里只有 {signs.pictures} 张图片：至少需要 {FEWEST_PICTURES} 张，"
            "一张用来学习，一张用来检验。最好有几百张。",
        )
    chosen = side or side_for(sides)
    decided = words_from or ("table" if captions.rows else signs.decide())
    return PictureSurvey(
        pictures=signs.pictures,
        side=chosen,
        channels=1 if grey == signs.pictures else 3,
        transparent=transparent,
        larger=sum(count for each, count in sides.items() if each > chosen),
        words=Words(decided, captions, signs.lead),
    )


def side_for(sides: Counter[int]) -> int:
    """The rule of this module's head: shorter sides, counted -> the side of the square."""
    half, seen = sides.total() / 2, 0
    for side in sorted(sides):
        seen += sides[side]
        if seen >= half:
            break
    return min(LARGEST, max(LEAST, MULTIPLE * round(side / MULTIPLE)))


def _named(sources: Sequence[Path]) -> str:
    return ", ".join(map(str, sources))
