"""The words of a picture, title and description, and the slots in which others may stand."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gongwu.fields.pictures.artwork import Artwork
from gongwu.fields.pictures.planning import PicturePlan
from gongwu.ports import Words
from gongwu.studio.kind import Slot

_LONGEST_TITLE = 60
_DRAWN = Words(en="Picture made for “{}”.", zh="为“{}”所作的图片。")
_STYLED = Words(en="Picture made for “{}”, in the style “{}”.", zh="为“{}”所作的图片，风格为“{}”。")
_BY_RULE = Words(
    en="Symmetrical ornament drawn by rule and named “{}”, which it does not depict.",
    zh="按规则绘制的对称纹样，题为“{}”，并不描绘其形象。",
)
_ASK = Words(
    en="It describes a picture to somebody who cannot see it.",
    zh="这是为看不见图片的人所写的说明。",
)


def titled(plan: PicturePlan) -> str:
    """The subject, cut where it is long."""
    cut = plan.subject[: _LONGEST_TITLE - 1] + "…"
    return plan.subject if len(plan.subject) <= _LONGEST_TITLE else cut


def described(plan: PicturePlan, *, by_model: bool) -> str:
    """What can be said of the picture without having seen it: a person says more."""
    if not by_model:
        return _BY_RULE.said_in(plan.lang).format(plan.subject)
    words = _STYLED if plan.style else _DRAWN
    return words.said_in(plan.lang).format(plan.subject, plan.style)


def picture_slots(draft: Artwork) -> Iterator[Slot]:
    """The description may be put in other words; the title is what was asked for."""
    yield Slot(key="title", text=draft.title, fixed=True)
    ask = _ASK.said_in(draft.lang)
    yield Slot(key="alt", text=draft.alt, keep=_kept(draft), ask=ask)


def _kept(draft: Artwork) -> tuple[str, ...]:
    return (draft.subject,) if draft.subject in draft.alt else ()


def reword_picture(draft: Artwork, texts: Mapping[str, str]) -> Artwork:
    """The picture with other words at some keys."""
    return replace(draft, title=texts.get("title", draft.title), alt=texts.get("alt", draft.alt))
