"""A picture laid out as a page: the picture, what it shows in words, and how it was made."""

from collections.abc import Iterator

from gongwu.fields.pictures.artwork import Artwork, Candidate
from gongwu.ports import Words
from gongwu.studio.document.inline import escaped
from gongwu.studio.document.model import Block, Document, Heading, Note, Paragraph, Picture, Table

_MADE = Words(en="How it was made", zh="制作方式")
_SHOWS = Words(en="Description", zh="图片说明")
_HEAD = (Words(en="What", zh="项目"), Words(en="Value", zh="内容"))
_BY = Words(en="Drawn by", zh="作画")
_RULE = Words(en="a rule, no model", zh="规则，未用模型")
_SIZE = Words(en="Size", zh="尺寸")
_SEED = Words(en="Seed", zh="种子")
_WEIGHTS = Words(en="SHA-256 of its weights", zh="权重的 SHA-256")
_PIXELS = Words(en="SHA-256 of the pixels", zh="像素的 SHA-256")
_PROMPT = Words(en="Prompt", zh="提示词")
_NEGATIVE = Words(en="Kept away from", zh="反向提示词")
_SAMPLER = Words(en="Sampler", zh="采样器")
_STEPS = Words(en="{}, {} steps, guidance {:g}", zh="{}，{} 步，引导强度 {:g}")
_ORNAMENT = Words(
    en="An ornament drawn by rule, no model. It does not show the subject; it stands in until a "
    "model or a person draws.",
    zh="这是按规则绘制的纹样，未用模型。它并不描绘主题，只是在模型或人作画之前的代用图。",
)
_CHOSEN = Words(
    en="Chosen from {} candidates by measured rules: something to see, the background asked for, "
    "colours closest to the limits, an even rim.",
    zh="从 {} 幅候选图中按测量选出，依次看：有可看的内容、背景合要求、颜色改动最小、边缘匀净。",
)
_MEASURED = (
    Words(en="Seed", zh="种子"),
    Words(en="Colours moved, mean ΔE", zh="颜色改动，平均 ΔE"),
    Words(en="Even rim", zh="边缘匀净"),
    Words(en="Commonest colour", zh="最多的颜色"),
)
_WIDE = 512


def picture_document(draft: Artwork, labelled: bytes) -> Document:
    """`labelled` is the picture as PNG, with its visible label."""
    return Document(
        title=escaped(draft.title), language=draft.lang, blocks=tuple(_blocks(draft, labelled))
    )


def _blocks(draft: Artwork, labelled: bytes) -> Iterator[Block]:
    lang = draft.lang
    width = 100 if draft.width >= _WIDE else 60
    yield Picture(png=labelled, alt=draft.alt, width_percent=width)
    yield Heading(_SHOWS.said_in(lang))
    yield Paragraph(escaped(draft.alt))
    yield Heading(_MADE.said_in(lang))
    if not draft.origin.model:
        yield Note(text=_ORNAMENT.said_in(lang))
    yield Table(
        header=tuple(each.said_in(lang) for each in _HEAD),
        rows=tuple((what.said_in(lang), escaped(value)) for what, value in _facts(draft) if value),
    )
    if len(draft.origin.candidates) > 1:
        yield Paragraph(_CHOSEN.said_in(lang).format(len(draft.origin.candidates)))
        yield Table(
            header=tuple(each.said_in(lang) for each in _MEASURED),
            rows=tuple(map(_measured, draft.origin.candidates)),
            align=("right", "right", "right", "right"),
        )


def _facts(draft: Artwork) -> Iterator[tuple[Words, str]]:
    origin = draft.origin
    yield _BY, origin.model or _RULE.said_in(draft.lang)
    yield _PROMPT, origin.prompt
    yield _NEGATIVE, origin.negative
    yield _SEED, str(origin.seed)
    if origin.sampler:
        said = _STEPS.said_in(draft.lang)
        yield _SAMPLER, said.format(origin.sampler, origin.steps, origin.guidance)
    yield _SIZE, f"{draft.width} × {draft.height}"
    yield _WEIGHTS, origin.weights_sha256
    yield _PIXELS, draft.pixels_sha256


def _measured(candidate: Candidate) -> tuple[str, ...]:
    return (str(candidate.seed), f"{candidate.moved:g}", f"{candidate.even:.0%}",
            f"{candidate.flat:.0%}")  # fmt: skip
