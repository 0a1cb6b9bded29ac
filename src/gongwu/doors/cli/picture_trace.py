"""`gongwu trace` for a model that draws: a film strip from the noise to the picture."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongwu.doors.cli.language import say, spoken
from gongwu.doors.cli.model_option import model_places
from gongwu.doors.cli.output import emit
from gongwu.errors import BadInputError, RefusedError
from gongwu.ports import PictureRequest

if TYPE_CHECKING:
    from gongwu.engine.inference.denoising.film import Film, NoiseLevel

_SEEDS = 1_000_000  # a fresh seed is short enough to be typed again


@dataclass(frozen=True, kw_only=True)
class PictureOptions:
    """The options of the command that speak of pictures; None: not given."""

    seed: int | None
    steps: int | None
    guidance: float | None
    sampler: str | None
    negative: str | None
    film: Path | None

    def refuse_for_text(self, model: str) -> None:
        """Raises BadInputError for one that was given; a seed changes nothing there."""
        for name in ("steps", "guidance", "sampler", "negative", "film"):
            if getattr(self, name) is not None:
                raise BadInputError(
                    en=f"--{name} is for models that draw, and {model} writes text: leave it out.",
                    zh=f"--{name} 用于画图的模型，而 {model} 是写文字的：请去掉它。",
                )

    def request(self, prompt: str) -> PictureRequest:
        """What is asked of the model."""
        return PictureRequest(
            prompt=prompt,
            negative=self.negative or "",
            steps=self.steps,
            guidance=self.guidance,
            sampler=self.sampler,
            seed=secrets.randbelow(_SEEDS) if self.seed is None else self.seed,
        )


def trace_picture(
    prompt: str, model: str, out: Path, options: PictureOptions, *, as_json: bool
) -> None:
    """Draw, and write the page and the strip."""
    from gongwu.assemble import film_picture
    from gongwu.doors.cli.film_file import save_film
    from gongwu.doors.web.film_page import film_page
    from gongwu.engine.checkpoints.files import replace_whole

    _must_be_admitted(prompt)
    if options.film is not None and options.film.suffix.lower() != ".png":
        raise BadInputError(
            en=f"--film {options.film}: the strip is written as PNG. Give a name that ends in .png",
            zh=f"--film {options.film}：连环画写成 PNG。请给一个以 .png 结尾的文件名",
        )
    seen = film_picture(model, model_places(), options.request(prompt))
    page = film_page(seen, spoken(), model=model)
    out.parent.mkdir(parents=True, exist_ok=True)
    with replace_whole(out) as unfinished:
        unfinished.write_text(page, encoding="utf-8")
    if options.film is not None:
        save_film(seen, model, options.film)
    told = _told(seen, model, out, options.film)
    emit(told, text=_said(seen, out, options.film), as_json=as_json)


def _must_be_admitted(prompt: str) -> None:
    """What may not be drawn may not be drawn here either. Raises RefusedError."""
    from gongwu.studio.finding import errors
    from gongwu.studio.safety.policy import Policy

    judged = Policy().judge_brief(prompt, spoken())
    if judged.outcome != "pass":
        found = errors(judged.findings)[0]
        raise RefusedError(
            en=f"The prompt was turned away: {found.en} Word it differently.",
            zh=f"提示词未获通过：{found.zh}请换一种说法。",
        )


def _told(seen: "Film", model: str, out: Path, strip: Path | None) -> dict[str, object]:
    reading = seen.reading
    return {
        "path": out,
        "film": strip,
        "model": model,
        "net": "unet",
        "prompt": seen.prompt,
        "negative": seen.negative,
        "seed": seen.seed,
        "steps": seen.steps,
        "guidance": seen.guidance,
        "sampler": seen.sampler,
        "prediction": seen.says,
        "width": seen.picture.width,
        "height": seen.picture.height,
        "tokens": 0 if reading is None else len(reading.tokens),
        "left_out": 0 if reading is None else reading.left_out,
        "levels": [_level_told(level) for level in seen.levels],
    }


def _level_told(level: "NoiseLevel") -> dict[str, float]:
    return {
        "time": level.time,
        "signal": level.signal,
        "noise": level.noise,
        "noise_share": level.share,
    }


def _said(seen: "Film", out: Path, strip: Path | None) -> str:
    lines = [
        say(
            en=f"seed {seen.seed} · {seen.steps} steps · {seen.sampler} · guidance "
            f"{seen.guidance:g}",
            zh=f"种子 {seen.seed} · {seen.steps} 步 · {seen.sampler} · 引导 {seen.guidance:g}",
        ),
        say(en=f"Open {out} in a browser.", zh=f"请用浏览器打开 {out}"),
    ]
    if strip is not None:
        lines.append(say(en=f"The strip as a picture: {strip}", zh=f"连环画图片：{strip}"))
    if seen.reading is not None and seen.reading.left_out:
        note = say(
            en=f"The prompt is too long: its last {seen.reading.left_out} tokens go unread.",
            zh=f"提示词太长：最后 {seen.reading.left_out} 个词元没有读到。",
        )
        lines.insert(0, note)
    return "\n".join(lines)
