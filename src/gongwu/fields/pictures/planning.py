"""A brief turned into what a picture must keep to, and what a picture model is asked."""

import random
import re
from dataclasses import dataclass

from gongwu.errors import BadInputError, Language
from gongwu.fields.pictures.brief import LabelPlace, PictureBrief
from gongwu.fields.pictures.colours import distance, to_lab, to_rgb

MOST_COLOURS = 64
# Below this two colours side by side are one to most eyes.
_APART = 5.0
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})", re.ASCII)
_SEEDS = 2**31
# A longer one leaves no room for its label, and some formats end at 16,383 pixels.
_LONGEST = 16


@dataclass(frozen=True, kw_only=True)
class PicturePlan:
    """The limits of a picture and the prompt for it.

    `seeds` are those of the candidates, one after another. `palette` holds the only colours
    allowed; () allows all, `colors` None any number, `background` "" any.
    """

    lang: Language
    subject: str
    style: str
    prompt: str
    negative: str
    seeds: tuple[int, ...]
    width: int
    height: int
    palette: tuple[str, ...]
    colors: int | None
    background: str
    dither: bool
    label: LabelPlace


def plan_picture(brief: PictureBrief, dice: random.Random) -> PicturePlan:
    """Raises BadInputError for a brief without a subject, or whose colours cannot be held."""
    subject, style = _one_line(brief.subject), _one_line(brief.style)
    if not subject:
        raise BadInputError(
            en="subject is empty. Say what the picture is to show: --set subject='a red apple'",
            zh="subject 是空的。请说明画什么，例如：--set subject=红苹果",
        )
    _demand_shape(brief.width, brief.height)
    palette = _palette(brief.palette)
    background = _colour(brief.background, "background") if brief.background.strip() else ""
    if palette and background and background not in palette:
        listed = ", ".join(palette)
        raise BadInputError(
            en=f"background={background} is none of the palette's colours: {listed}. Add it there "
            "or choose one of them.",
            zh=f"background={background} 不在调色板里：{listed}。请加进去，或从中选一个。",
        )
    first = dice.randrange(_SEEDS - brief.candidates)
    return PicturePlan(
        lang=brief.lang,
        subject=subject,
        style=style,
        prompt=", ".join(filter(None, (subject, style))),
        negative=_one_line(brief.negative),
        seeds=tuple(range(first, first + brief.candidates)),
        width=brief.width,
        height=brief.height,
        palette=palette,
        colors=brief.colors,
        background=background,
        dither=brief.dither,
        label=brief.label,
    )


def _demand_shape(width: int, height: int) -> None:
    if max(width, height) > _LONGEST * min(width, height):
        raise BadInputError(
            en=f"{width}×{height} is too long and narrow: no side may be more than {_LONGEST} "
            "times the other.",
            zh=f"{width}×{height} 过于狭长：长边不得超过短边的 {_LONGEST} 倍。",
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _palette(given: str | tuple[str, ...]) -> tuple[str, ...]:
    """Each colour once, in the order given."""
    names = re.split(r"[\s,，、;；]+", given) if isinstance(given, str) else given
    colours = tuple(dict.fromkeys(_colour(name, "palette") for name in names if name.strip()))
    if not colours:
        return ()
    if len(colours) > MOST_COLOURS:
        raise BadInputError(
            en=f"palette: {len(colours)} colours are too many; at most {MOST_COLOURS} can be held.",
            zh=f"palette：有 {len(colours)} 种颜色，太多了；最多 {MOST_COLOURS} 种。",
        )
    lab = to_lab(to_rgb(colours))
    if distance(lab, lab).max() < _APART:
        raise BadInputError(
            en=f"palette={','.join(colours)}: nothing can be seen in one colour. Give at least "
            "two that the eye tells apart.",
            zh=f"palette={','.join(colours)}：只有一种颜色什么也看不出来。请至少给出两种能分辨的颜色。",
        )
    return colours


def _colour(name: str, field: str) -> str:
    match = _COLOUR.fullmatch(name.strip())
    if match is None:
        raise BadInputError(
            en=f"{field}: {name.strip()[:40]!r} is no colour. Write it as #rrggbb, such as "
            "#1f5fa8; set commas between several.",
            zh=f"{field}：“{name.strip()[:40]}”不是颜色。请写作 #rrggbb，例如 #1f5fa8；"
            "多个颜色用逗号隔开。",
        )
    return "#" + match[1].lower()
