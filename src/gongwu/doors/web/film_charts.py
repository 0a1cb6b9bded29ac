"""How the noise of a film gives way to the picture, step by step, as SVG."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from gongwu.engine.inference.denoising.film import NoiseLevel
from gongwu.errors import Language
from gongwu.ports import Words

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 16, 40
MOST_MARKS = 60  # of levels; more would touch

_TITLE = Words(en="Shares of picture and noise over the steps", zh="各步中画与噪声所占的份额")


def noise_chart(levels: Sequence[NoiseLevel], language: Language) -> Markup:
    """The share of the variance that is noise, above it the share that is picture."""
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    spots = [
        (LEFT + (right - LEFT) * place / (len(levels) - 1), bottom - (bottom - TOP) * level.share)
        for place, level in enumerate(levels)
    ]
    line = " ".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    parts = [
        f'<rect class="picture" x="{LEFT}" y="{TOP}" width="{right - LEFT}" '
        f'height="{bottom - TOP}"/>',
        f'<path class="noise" d="M{LEFT} {bottom}L{line}L{right} {bottom}Z"/>',
        *(f'<circle class="visited" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
          for x, y in spots if len(spots) <= MOST_MARKS),
        *_labels(len(levels) - 1, language),
    ]  # fmt: skip
    return Markup(
        f'<svg class="chart shares" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-label="{escape(_TITLE.said_in(language))}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _labels(steps: int, language: Language) -> list[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    noise, picture = Words(en="noise", zh="噪声"), Words(en="picture", zh="画")
    start = Words(en="step 1", zh="第 1 步")
    end = Words(en=f"after step {steps}", zh=f"第 {steps} 步之后")
    return [
        *(_text(LEFT - 8, bottom - (bottom - TOP) * share + 4, f"{share:.0%}", "muted end")
          for share in (0, 0.5, 1)),
        _text(LEFT + 12, bottom - 12, noise.said_in(language), "on-noise"),
        _text(right - 12, TOP + 22, picture.said_in(language), "end on-picture"),
        f'<path class="axis" d="M{LEFT} {bottom + 0.5}H{right}"/>',
        _text(LEFT, bottom + 20, start.said_in(language), "muted"),
        _text(right, bottom + 20, end.said_in(language), "muted end"),
    ]  # fmt: skip


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
