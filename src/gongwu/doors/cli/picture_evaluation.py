"""`gongwu eval` of a picture model: its options, its table, its JSON."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongwu.doors.cli.columns import table
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.model_option import model_places
from gongwu.doors.cli.output import emit
from gongwu.doors.cli.progress import meter
from gongwu.doors.cli.standard_input import DASH
from gongwu.errors import BadInputError

if TYPE_CHECKING:
    from gongwu.engine.evaluation.evaluation import PictureReport
    from gongwu.engine.evaluation.material import Taught
    from gongwu.engine.evaluation.quality import Measure, Quality
    from gongwu.engine.evaluation.settings import Stage

SamplesOption = Annotated[
    int | None,
    typer.Option(
        "--samples",
        help=both(
            en="Pictures to draw (500 if not said). Only for picture models, as are the next four.",
            zh="画多少张（默认 500）。与下面四个选项一样，只用于图像模型。",
        ),
        show_default=False,
    ),
]
StepsOption = Annotated[
    int | None,
    typer.Option(
        "--steps",
        help=both(en="Steps of denoising for each.", zh="每张的去噪步数。"),
        show_default=False,
    ),
]
GuidanceOption = Annotated[
    float | None,
    typer.Option(
        "--guidance",
        help=both(en="How strongly prompts are followed.", zh="遵从提示词的程度。"),
        show_default=False,
    ),
]
SamplerOption = Annotated[
    str | None,
    typer.Option(
        "--sampler",
        help=both(en="The way from noise to a picture.", zh="从噪声走到图片的方法。"),
        show_default=False,
    ),
]
SeedOption = Annotated[
    int | None,
    typer.Option(
        "--seed",
        help=both(
            en="Of samples, judge and choice of prompts (0 if not said).",
            zh="样本、评判网络与提示词抽取的种子（默认 0）。",
        ),
        show_default=False,
    ),
]

# Where the bar stands when a stage begins, of a usual evaluation; and at the end.
_BEGINS: "dict[Stage, float]" = {
    "reading": 0.0,
    "drawing": 0.05,
    "judging": 0.75,
    "measuring": 0.95,
}
_MARKS = (*_BEGINS.values(), 1.0)


def evaluate_pictures(
    model: str, sources: list[str], chosen: Mapping[str, Any], *, as_json: bool
) -> None:
    """Draw, measure and print; `chosen` are fields of PictureEvaluation."""
    if DASH in sources:
        raise BadInputError(
            en=f"{model} draws pictures, and those are not read from stdin. Name a folder, an "
            "archive or IDX files.",
            zh=f"{model} 是画图的模型，而图片不能从标准输入读取。请给出文件夹、压缩包或 IDX 文件。",
        )
    from gongwu.assemble import score_pictures
    from gongwu.engine.evaluation.settings import PictureEvaluation

    settings = PictureEvaluation(**chosen)
    words = _stages()
    with meter(say(en="evaluating", zh="评测"), quiet=as_json) as shown:
        report = score_pictures(
            model,
            model_places(),
            [Path(source) for source in sources],
            settings,
            lambda stage, share: shown.show(_over_all(stage, share), words[stage]),
        )
    emit(
        {"model": model, **_figures(report.quality), **_circumstances(report)},
        text=_page(report),
        as_json=as_json,
    )


def _over_all(stage: "Stage", share: float) -> float:
    number = list(_BEGINS).index(stage)
    return _MARKS[number] + share * (_MARKS[number + 1] - _MARKS[number])


def _stages() -> "dict[Stage, str]":
    return {
        "reading": say(en="reading pictures", zh="读取图片"),
        "drawing": say(en="drawing samples", zh="画样本"),
        "judging": say(en="training the judge", zh="训练评判网络"),
        "measuring": say(en="comparing", zh="比较"),
    }


def _figures(quality: "Quality") -> dict[str, float | None]:
    """Every key always; null where a measure does not apply."""
    figures: dict[str, float | None] = {}
    for field in fields(quality):
        measure: Measure | None = getattr(quality, field.name)
        figures[field.name] = None if measure is None else measure.value
        figures[f"{field.name}_baseline"] = None if measure is None else measure.baseline
    return {**figures, "kid_error": quality.kid.error}


def _circumstances(report: "PictureReport") -> dict[str, object]:
    request = report.request
    return {
        "judge": report.taught_by,
        "prompts": report.asked,
        "samples": report.samples,
        "real_pictures": report.compared,
        "training_pictures": report.learned,
        "steps": request.steps,
        "guidance": request.guidance,
        "sampler": request.sampler,
        "seed": request.seed,
    }


def _page(report: "PictureReport") -> str:
    head = ["", say(en="samples", zh="样本"), say(en="real", zh="真实图片"), ""]
    rows = [
        [name, *_shown(measure, as_share=as_share), meaning]
        for field, (name, as_share, meaning) in _rows().items()
        if (measure := getattr(report.quality, field)) is not None
    ]
    return "\n\n".join(filter(None, (table([head, *rows]), _left_out(report), _conditions(report))))


def _shown(measure: "Measure", *, as_share: bool) -> tuple[str, str]:
    def written(figure: float | None) -> str:
        if figure is None:
            return "–"
        return f"{figure:.1%}" if as_share else f"{figure:.4g}"

    within = f" ± {measure.error:.2g}" if measure.error is not None else ""
    return written(measure.value) + within, written(measure.baseline)


def _rows() -> dict[str, tuple[str, bool, str]]:
    """Each measure's name, whether it is a share, and how to read it."""
    return {
        "kid": ("KID", False, say(
            en="how far samples lie from real pictures; real ones are at about 0",
            zh="样本离真实图片有多远；真实图片约为 0")),
        "frechet": (say(en="Fréchet distance", zh="Fréchet 距离"), False, say(
            en="the same with other means; compare only equal numbers of samples",
            zh="同样衡量远近，算法不同；只能在样本数相同时比较")),
        "coverage": (say(en="coverage", zh="覆盖率"), True, say(
            en="real pictures with a sample in their neighbourhood",
            zh="附近有样本的真实图片所占比例")),
        "recall": (say(en="recall", zh="召回率"), True, say(
            en="real pictures within a sample's neighbourhood",
            zh="落在某个样本附近的真实图片所占比例")),
        "class_accuracy": (say(en="class accuracy", zh="类别准确率"), True, say(
            en="pictures that the judge takes for the class asked for",
            zh="被评判网络认作所要类别的图片所占比例")),
        "prompt_adherence": (say(en="prompt adherence", zh="提示词符合度"), True, say(
            en="pictures that find their own caption among 20 others",
            zh="在另外 20 条说明中认得出自己那一条的图片所占比例")),
        "prompt_similarity": (say(en="prompt similarity", zh="提示词相似度"), False, say(
            en="cosine of picture and caption", zh="图片与说明的余弦")),
        "diversity": (say(en="diversity", zh="多样性"), False, say(
            en="mean distance of two pictures of one prompt", zh="同一提示词的两张图的平均距离")),
        "nearest_distance": (say(en="nearest distance", zh="最近距离"), False, say(
            en="to the nearest training picture, of 255; the median",
            zh="到最近的训练图片的距离（满分 255）的中位数")),
        "memorised_share": (say(en="memorised", zh="记住的比例"), True, say(
            en="as near to a training picture as 1 % of the pictures never trained on",
            zh="离训练图片之近，在未训练过的图片中只有 1% 做得到")),
        "near_copies": (say(en="near copies", zh="近乎照抄"), True, say(
            en="less than 4 of 255 away from a training picture",
            zh="与某张训练图片相差不到 4（满分 255）")),
    }  # fmt: skip


def _left_out(report: "PictureReport") -> str:
    """Why a measure that people look for is not in the table."""
    if report.asked:
        return ""
    if report.taught_by == "pictures":
        return say(
            en="The source says nothing of its pictures: no class accuracy, no prompt adherence.",
            zh="来源没有给图片配上文字：无法测量类别准确率和提示词符合度。",
        )
    return say(
        en="This model reads no prompts, so it cannot be asked for a class or a caption: no class "
        "accuracy, no prompt adherence.",
        zh="此模型不看提示词，无法按类别或说明作画：没有类别准确率和提示词符合度。",
    )


def _conditions(report: "PictureReport") -> str:
    request, judge = report.request, _JUDGES[report.taught_by]
    return say(
        en=f"{report.samples} samples · {request.steps} steps · guidance {request.guidance:g} · "
        f"sampler {request.sampler} · seed {request.seed} · judge taught by {judge[0]} · "
        f"{report.compared} real pictures unknown to it · copies looked for among "
        f"{report.learned}",
        zh=f"样本 {report.samples} 张 · {request.steps} 步 · 引导 {request.guidance:g} · "
        f"采样器 {request.sampler} · 种子 {request.seed} · 评判网络学自{judge[1]} · "
        f"它没见过的真实图片 {report.compared} 张 · 在 {report.learned} 张图片中查找照抄",
    )


_JUDGES: "dict[Taught, tuple[str, str]]" = {
    "classes": ("classes", "类别"),
    "captions": ("captions", "说明"),
    "pictures": ("the pictures alone", "图片本身"),
}
