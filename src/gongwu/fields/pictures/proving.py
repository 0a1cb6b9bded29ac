"""A picture verified: its file read again, its colours counted, its words read.

What nothing here can see is whether it shows what it is to show; that is said as a warning.
"""

import re
from collections.abc import Iterator

from gongwu.fields.pictures.artwork import Artwork
from gongwu.fields.pictures.planning import PicturePlan
from gongwu.fields.pictures.seen import (
    Seen,
    UnreadableError,
    colour_named,
    delta_e,
    file_in,
    lab_of,
    name_of,
    see,
    stated_size,
)
from gongwu.studio.finding import Finding, Severity

# About what an eye can just tell apart.
_SAME = 2.3
_BACKGROUND = 0.6
_SOMETHING = 0.01
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CJK = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_LONGEST_ALT = 1000


def verify_picture(plan: PicturePlan, draft: Artwork) -> Iterator[Finding]:
    """What is wrong with a picture, and what a person must look at."""
    seen: Seen | None = None
    try:
        png = file_in(draft.png)
        wide, high = stated_size(png)
        yield from _size(plan, draft, wide, high)
        # Nothing larger than was asked for is unpacked.
        seen = see(png) if (wide, high) == (plan.width, plan.height) else None
    except UnreadableError as error:
        yield _error("picture-unreadable", "png", "The picture cannot be read: it is no whole PNG "
                     "file.", "图片无法读取：不是完整的 PNG 文件。", str(error))  # fmt: skip
    if seen is not None:
        yield from _pixels(draft, seen)
        yield from _palette(plan, seen)
        yield from _number_of_colours(plan, seen)
        yield from _background(plan, seen)
    yield from _words(plan, draft)
    yield from _origin(plan, draft)
    yield _unproven(draft)


def _size(plan: PicturePlan, draft: Artwork, wide: int, high: int) -> Iterator[Finding]:
    if not (wide, high) == (plan.width, plan.height) == (draft.width, draft.height):
        yield _error(
            "wrong-size", "png",
            f"The picture is {wide}×{high}, the draft says {draft.width}×{draft.height}, and "
            f"{plan.width}×{plan.height} was asked for.",
            f"图片为 {wide}×{high}，草稿写的是 {draft.width}×{draft.height}，"
            f"要求为 {plan.width}×{plan.height}。",
            f"{wide}×{high}",
        )  # fmt: skip


def _pixels(draft: Artwork, seen: Seen) -> Iterator[Finding]:
    if seen.pixels_sha256 != draft.pixels_sha256:
        yield _error("pixels-changed", "png", "The pixels are not those whose hash the draft "
                     "states.", "像素与草稿所写的哈希不符。", seen.pixels_sha256)  # fmt: skip
    if seen.clear:
        yield _error("see-through", "png", "Parts of the picture are transparent, so its colours "
                     "depend on what lies behind.", 
                     "图片有透明部分，颜色会随背后的内容而变。")  # fmt: skip
    _, most = seen.colours.most_common(1)[0]
    if (total := seen.colours.total()) - most < _SOMETHING * total:
        yield _error("nothing-to-see", "png", "The picture is of one colour, or as good as.",
                     "图片几乎只有一种颜色。", f"{most / total:.1%}")  # fmt: skip


def _palette(plan: PicturePlan, seen: Seen) -> Iterator[Finding]:
    """Every pixel is of a colour of the palette, as far as an eye can tell."""
    allowed = [lab_of(colour_named(name)) for name in plan.palette]
    if not allowed:
        return
    off = {colour: delta_e(colour, allowed) for colour in seen.colours}
    strange = {colour: far for colour, far in off.items() if far > _SAME}
    if strange:
        worst = max(sorted(strange), key=lambda colour: strange[colour])
        many = sum(seen.colours[colour] for colour in strange)
        column, row = seen.first(worst)
        yield _error(
            "off-palette", f"png/{column},{row}",
            f"{many} pixels have a colour that the palette lacks; the farthest is "
            f"{name_of(worst)}, ΔE {strange[worst]:.1f}.",
            f"有 {many} 个像素的颜色不在调色板里；偏离最大的是 {name_of(worst)}，"
            f"ΔE {strange[worst]:.1f}。",
            name_of(worst),
        )  # fmt: skip


def _number_of_colours(plan: PicturePlan, seen: Seen) -> Iterator[Finding]:
    if plan.colors is not None and len(seen.colours) > plan.colors:
        yield _error(
            "too-many-colours", "png",
            f"The picture has {len(seen.colours)} colours; at most {plan.colors} are allowed.",
            f"图片有 {len(seen.colours)} 种颜色，最多只许 {plan.colors} 种。",
            str(len(seen.colours)),
        )  # fmt: skip


def _background(plan: PicturePlan, seen: Seen) -> Iterator[Finding]:
    """Judged at the rim: what lies behind a subject reaches it."""
    if not plan.background:
        return
    ground = [lab_of(colour_named(plan.background))]
    alike = sum(many for colour, many in seen.rim.items() if delta_e(colour, ground) <= _SAME)
    share = alike / seen.rim.total()
    if share < _BACKGROUND:
        yield _error(
            "other-background", "png/rim",
            f"The background is not {plan.background}: {share:.0%} of the rim has that colour.",
            f"背景不是 {plan.background}：边缘只有 {share:.0%} 是这种颜色。", f"{share:.0%}",
        )  # fmt: skip


def _words(plan: PicturePlan, draft: Artwork) -> Iterator[Finding]:
    if draft.subject != plan.subject or draft.lang != plan.lang or draft.label != plan.label:
        yield _error("another-brief", "subject", "Subject, language or place of the label are not "
                     "those asked for.", "主题、语言或标识位置与任务书不符。",
                     draft.subject)  # fmt: skip
    if not draft.title.strip():
        yield _error("no-title", "title", "The picture has no title.", "图片没有标题。")
    alt = draft.alt.strip()
    if not alt:
        yield _error("no-description", "alt", "Whoever cannot see the picture is told nothing: "
                     "write a description.",
                     "看不见图片的人得不到任何信息：请写一段说明。")  # fmt: skip
        return
    if len(alt) > _LONGEST_ALT:
        yield _error("description-too-long", "alt", f"The description has {len(alt)} characters; "
                     f"{_LONGEST_ALT} are plenty.",
                     f"说明有 {len(alt)} 个字符，不应超过 {_LONGEST_ALT}。")  # fmt: skip
    if plan.subject.casefold() not in alt.casefold():
        yield _error("subject-unsaid", "alt", f"The description does not name “{plan.subject}”.",
                     f"说明没有提到“{plan.subject}”。", alt[:80])  # fmt: skip
    yield from _language(plan, alt)


def _language(plan: PicturePlan, alt: str) -> Iterator[Finding]:
    """Subject and style are quoted as they were given, in whatever language."""
    own = alt
    for quoted in filter(None, (plan.subject, plan.style)):
        own = re.sub(re.escape(quoted), " ", own, flags=re.IGNORECASE)
    if not re.sub(r"\W", "", own):
        own = alt
    speaks = _CJK.search(own) if plan.lang == "zh" else _WORD.search(own) and not _CJK.search(own)
    if not speaks:
        yield _error("other-language", "alt", "The description is not in English.",
                     "说明不是中文。", alt[:80])  # fmt: skip


def _origin(plan: PicturePlan, draft: Artwork) -> Iterator[Finding]:
    """What is stated of the making fits what was planned."""
    origin = draft.origin
    if origin.seed not in plan.seeds:
        yield _error("another-seed", "origin/seed", "This seed was not planned.",
                     "这个种子不在计划之内。", str(origin.seed))  # fmt: skip
    if not origin.model:
        yield Finding(rule="drawn-by-rule", severity="note", place="origin",
                      en="Drawn by rule, no model: an ornament, which does not show the subject.",
                      zh="按规则绘制，未用模型：这是一幅纹样，并不描绘主题。")  # fmt: skip
        return
    if not _HASH.fullmatch(origin.weights_sha256):
        yield _error("model-unknown", "origin/weights_sha256", "Which weights drew it is not said.",
                     "没有写明由哪份权重所作。", origin.weights_sha256)  # fmt: skip
    if (origin.prompt, origin.negative) != (plan.prompt, plan.negative):
        yield _error("another-prompt", "origin/prompt", "The prompt is not the one planned.",
                     "提示词与计划不符。", origin.prompt)  # fmt: skip
    if [each.seed for each in origin.candidates] != list(plan.seeds):
        yield _error("candidates-missing", "origin/candidates",
                     "Not all candidates that were planned are told of.",
                     "候选图与计划不符。")  # fmt: skip


def _unproven(draft: Artwork) -> Finding:
    severity: Severity = "warning" if draft.origin.model else "note"
    return Finding(
        rule="subject-unverified", severity=severity, place="png",
        en=f"That it shows “{draft.subject}”, and nothing that should not be shown, is "
        "unverified: look at it.",
        zh=f"图中是否画的是“{draft.subject}”、有没有不该出现的内容，未经核验：请亲眼看过。",
    )  # fmt: skip


def _error(rule: str, place: str, en: str, zh: str, evidence: str = "") -> Finding:
    return Finding(rule=rule, severity="error", place=place, en=en, zh=zh, evidence=evidence)
