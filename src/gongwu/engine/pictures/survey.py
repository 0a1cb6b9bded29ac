"""What a collection is, learned from its headers and tables before anything is decoded.

The side of the square: the median of the shorter sides, from 8 to 256, rounded to what nets can
halve. Above 64 it is trained in the space of an autoencoder's latents. Grey only if every picture
is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gongwu.engine.pictures.collection import Table, read_collection
from gongwu.engine.pictures.decoding import header_of
from gongwu.engine.pictures.tables import read_table
from gongwu.engine.pictures.words import Captions, Signs, Words, WordsFrom
from gongwu.errors import BadInputError

Space = Literal["pixels", "latents"]

LEAST, LARGEST, LARGEST_IN_PIXELS = 8, 256, 64
LEAST_IN_LATENTS = 32  # of a smaller picture too few latents are left
FEWEST_PICTURES = 2


@dataclass(frozen=True, kw_only=True)
class PictureSurvey:
    """A collection in figures; `words` says how captions are found in the second reading."""

    pictures: int
    side: int
    space: Space  # in which a net for this side is trained
    channels: int
    transparent: int  # pictures that have an alpha channel
    larger: int  # pictures whose shorter side is above the side chosen
    words: Words


def survey_pictures(
    sources: Sequence[Path],
    *,
    side: int | None = None,
    words_from: WordsFrom | None = None,
    space: Space | None = None,
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
    chosen = side or side_for(sides, space)
    decided = words_from or ("table" if captions.rows else signs.decide())
    return PictureSurvey(
        pictures=signs.pictures,
        side=chosen,
        space=space or space_for(chosen),
        channels=1 if grey == signs.pictures else 3,
        transparent=transparent,
        larger=sum(count for each, count in sides.items() if each > chosen),
        words=Words(decided, captions, signs.lead),
    )


def side_for(sides: Counter[int], space: Space | None = None) -> int:
    """The rule of this module's head: shorter sides, counted -> the side of the square."""
    half, seen = sides.total() / 2, 0
    for side in sorted(sides):
        seen += sides[side]
        if seen >= half:
            break
    largest = LARGEST_IN_PIXELS if space == "pixels" else LARGEST
    least = LEAST_IN_LATENTS if space == "latents" else LEAST
    multiple = multiple_of(side, space)
    return min(largest, max(least, multiple * round(side / multiple)))


def space_for(side: int) -> Space:
    """Pixels as far as they fit a sitting on a CPU."""
    return "pixels" if side <= LARGEST_IN_PIXELS else "latents"


def multiple_of(side: int, space: Space | None = None) -> int:
    """What divides the side: in pixels two halvings, in latents the autoencoder's and one more."""
    if side > LARGEST_IN_PIXELS:
        return 16
    return 8 if space == "latents" else 4


def _named(sources: Sequence[Path]) -> str:
    return ", ".join(map(str, sources))
