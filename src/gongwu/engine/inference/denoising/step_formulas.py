"""A step's arithmetic at one place of the latent, written as in the papers and reckoned again.

From plain numbers only: each result comes from its formula, not from the sampler, so that who
compares the two knows that what is shown is what was done. Papers: samplers.py, predictions.py.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongwu.engine.inference.denoising.film import SAID
from gongwu.engine.inference.denoising.levels import Level
from gongwu.engine.inference.denoising.predictions import Prediction
from gongwu.engine.inference.tracing.numerals import factor, minus, written
from gongwu.engine.inference.tracing.record import Worked


@dataclass(frozen=True, kw_only=True)
class StepSeen:
    """One place of one step in numbers."""

    level: Level
    after: Level
    latent: float  # x_t
    clean: float  # x_0, as the sampler used it
    ended: float  # x_s
    earlier: "StepSeen | None" = None
    ahead: float | None = None  # x_0 as seen from where Heun's first try ended


def predicted(
    prediction: Prediction, said: float, latent: float, level: Level, limit: float | None
) -> tuple[Worked, ...]:
    """From what the net said of a latent to the clean one."""
    worked = _PREDICTED[prediction](said, latent, level)
    clean = worked[-1].result
    if limit is not None and abs(clean) > limit:
        held = math.copysign(limit, clean)
        bounds = f"[−{limit:g}, {limit:g}]"
        worked = (*worked, Worked(symbols=f"x_0 ← x_0 in {bounds}", numbers="", result=held))
    return worked


def guided(
    prediction: Prediction, without: float, prompted: float, scale: float
) -> tuple[Worked, ...]:
    """Classifier-free guidance: from both halves to what the net is taken to say."""
    name = SAID[prediction]
    return (
        Worked(
            symbols=f"{name} ← {_low(name, '∅')} + g·({_low(name, 'p')} − {_low(name, '∅')})",
            numbers=f"{written(without)} + {written(scale)}·({minus(prompted, without)})",
            result=without + scale * (prompted - without),
        ),
    )


def stepped(sampler: str, seen: StepSeen) -> tuple[Worked, ...]:
    """From a latent and its clean estimate to the latent at the level after."""
    return _STEPPED[sampler](seen)


def _low(name: str, mark: str) -> str:
    return f"{name}_{{{mark}}}" if "_" not in name else f"x_{{0,{mark}}}"


def _epsilon(said: float, latent: float, level: Level) -> tuple[Worked, ...]:
    top = f"{written(latent)} − {written(level.noise)}·{factor(said)}"
    return (
        Worked(
            symbols="x_0 = (x_t − σ_t·ε) ÷ α_t",
            numbers=f"({top}) ÷ {written(level.signal)}",
            result=(latent - level.noise * said) / level.signal,
        ),
    )


def _v(said: float, latent: float, level: Level) -> tuple[Worked, ...]:
    size, signal, noise = level.size, level.signal, level.noise
    result = signal / size**2 * latent - noise / size * said
    if math.isclose(size, 1, rel_tol=1e-6):
        numbers = f"{written(signal)}·{factor(latent)} − {written(noise)}·{factor(said)}"
        return (Worked(symbols="x_0 = α_t·x_t − σ_t·v", numbers=numbers, result=result),)
    left = f"({written(signal)} ÷ {written(size)}²)·{factor(latent)}"
    return (
        Worked(
            symbols="w = √(α_t² + σ_t²)",
            numbers=f"√({written(signal)}² + {written(noise)}²)",
            result=size,
        ),
        Worked(
            symbols="x_0 = (α_t ÷ w²)·x_t − (σ_t ÷ w)·v",
            numbers=f"{left} − ({written(noise)} ÷ {written(size)})·{factor(said)}",
            result=result,
        ),
    )


def _flow(said: float, latent: float, level: Level) -> tuple[Worked, ...]:
    whole = level.signal + level.noise
    top = f"{written(latent)} − {written(level.noise)}·{factor(said)}"
    result = (latent - level.noise * said) / whole
    if math.isclose(whole, 1, rel_tol=1e-6):
        return (Worked(symbols="x_0 = x_t − σ_t·v", numbers=top, result=result),)
    return (
        Worked(
            symbols="x_0 = (x_t − σ_t·v) ÷ (α_t + σ_t)",
            numbers=f"({top}) ÷ {written(whole)}",
            result=result,
        ),
    )


def _sample(said: float, _latent: float, _level: Level) -> tuple[Worked, ...]:
    return (Worked(symbols="x_0", numbers="", result=said),)


_PREDICTED: Mapping[Prediction, Callable[[float, float, Level], tuple[Worked, ...]]] = {
    "epsilon": _epsilon,
    "v": _v,
    "flow": _flow,
    "sample": _sample,
}


def _ddpm(seen: StepSeen) -> tuple[Worked, ...]:
    level, after = seen.level, seen.after
    left = level.signal / after.signal
    added = max(level.noise**2 - (left * after.noise) ** 2, 0.0)
    pull = after.signal * added / level.noise**2
    hold = left * after.noise**2 / level.noise**2
    spread = math.sqrt(added) * after.noise / level.noise
    worked = (
        _said("r = α_t ÷ α_s", f"{written(level.signal)} ÷ {written(after.signal)}", left),
        _said("δ = σ_t² − r²·σ_s²",
              f"{written(level.noise)}² − {written(left)}²·{written(after.noise)}²",
              added),
        _said("a = α_s·δ ÷ σ_t²", "", pull),
        _said("b = r·σ_s² ÷ σ_t²", "", hold),
    )  # fmt: skip
    return (*worked, *_thrown(seen, "a·x_0 + b·x_t", _sum((pull, seen.clean), (hold, seen.latent)),
                              pull * seen.clean + hold * seen.latent, spread,
                              "c = √δ·σ_s ÷ σ_t"))  # fmt: skip


def _ddim(seen: StepSeen) -> tuple[Worked, ...]:
    level, after = seen.level, seen.after
    noise = (seen.latent - level.signal * seen.clean) / level.noise
    top = f"{written(seen.latent)} − {written(level.signal)}·{factor(seen.clean)}"
    return (
        _said("ε = (x_t − α_t·x_0) ÷ σ_t", f"({top}) ÷ {written(level.noise)}", noise),
        _said("x_s = α_s·x_0 + σ_s·ε",
              _sum((after.signal, seen.clean), (after.noise, noise)),
              after.signal * seen.clean + after.noise * noise),
    )  # fmt: skip


def _euler(seen: StepSeen) -> tuple[Worked, ...]:
    direction = _direction(seen)
    return (direction, _straight(seen, seen.after.noise, direction.result))


def _euler_ancestral(seen: StepSeen) -> tuple[Worked, ...]:
    noise, after = seen.level.noise, seen.after.noise
    direction = _direction(seen)
    down, up = after**2 / noise, after * math.sqrt(max(1 - (after / noise) ** 2, 0.0))
    kept = seen.latent + (down - noise) * direction.result
    walked = f"{written(seen.latent)} + ({minus(down, noise)})·{factor(direction.result)}"
    return (
        direction,
        _said("σ_d = σ_s² ÷ σ_t", f"{written(after)}² ÷ {written(noise)}", down),
        *_thrown(seen, "x_t + (σ_d − σ_t)·d", walked, kept, up, "c = σ_s·√(1 − σ_s² ÷ σ_t²)"),
    )


def _heun(seen: StepSeen) -> tuple[Worked, ...]:
    direction = _direction(seen)
    if seen.ahead is None:
        return (direction, _straight(seen, seen.after.noise, direction.result))
    noise, after = seen.level.noise, seen.after.noise
    tried = seen.latent + (after - noise) * direction.result
    there = (tried - seen.ahead) / after
    mean = (direction.result + there) / 2
    return (
        direction,
        _said("x′ = x_t + (σ_s − σ_t)·d",
              f"{written(seen.latent)} + ({minus(after, noise)})·{factor(direction.result)}",
              tried),
        _said("d′ = (x′ − x_0′) ÷ σ_s",
              f"({minus(tried, seen.ahead)}) ÷ {written(after)}", there),
        _said("x_s = x_t + (σ_s − σ_t)·(d + d′) ÷ 2",
              f"{written(seen.latent)} + ({minus(after, noise)})·{factor(mean)}",
              seen.latent + (after - noise) * mean),
    )  # fmt: skip


def _dpm(seen: StepSeen) -> tuple[Worked, ...]:
    level, after = seen.level, seen.after
    stride = after.log_snr - level.log_snr
    worked = [_said("h = ln(α_s ÷ σ_s) − ln(α_t ÷ σ_t)", "", stride)]
    name, ahead = "x_0", seen.clean
    before = seen.earlier
    if before is not None and after.noise:
        name, ratio = "D", stride / (2 * (level.log_snr - before.level.log_snr))
        ahead = seen.clean + ratio * (seen.clean - before.clean)
        worked.append(
            _said("D = x_0 + (h ÷ 2h_r)·(x_0 − x_r)",
                  f"{written(seen.clean)} + {written(ratio)}·({minus(seen.clean, before.clean)})",
                  ahead)
        )  # fmt: skip
    kept, pulled = after.noise / level.noise, -math.expm1(-stride) * after.signal
    worked.append(
        _said(f"x_s = (σ_s ÷ σ_t)·x_t + α_s·(1 − exp(−h))·{name}",
              _sum((kept, seen.latent), (pulled, ahead)), kept * seen.latent + pulled * ahead)
    )  # fmt: skip
    return tuple(worked)


_STEPPED: Mapping[str, Callable[[StepSeen], tuple[Worked, ...]]] = {
    "ddpm": _ddpm,
    "ddim": _ddim,
    "euler": _euler,
    "euler-ancestral": _euler_ancestral,
    "heun": _heun,
    "dpm++2m": _dpm,
    "rectified-flow": _euler,
}


def _direction(seen: StepSeen) -> Worked:
    result = (seen.latent - seen.clean) / seen.level.noise
    numbers = f"({minus(seen.latent, seen.clean)}) ÷ {written(seen.level.noise)}"
    return _said("d = (x_t − x_0) ÷ σ_t", numbers, result)


def _straight(seen: StepSeen, after: float, direction: float) -> Worked:
    stride = after - seen.level.noise
    numbers = f"{written(seen.latent)} + ({minus(after, seen.level.noise)})·{factor(direction)}"
    return _said("x_s = x_t + (σ_s − σ_t)·d", numbers, seen.latent + stride * direction)


def _thrown(
    seen: StepSeen, formula: str, numbers: str, kept: float, spread: float, width: str
) -> tuple[Worked, ...]:
    """The end of a step that throws dice: how far, what fell, and where it led."""
    if spread == 0:
        return (_said(f"x_s = {formula}", numbers, kept),)
    fell = (seen.ended - kept) / spread
    return (
        _said(width, "", spread),
        _said("z ~ N(0, 1)", "", fell),
        _said(f"x_s = {formula} + c·z",
              f"{numbers} + {written(spread)}·{factor(fell)}", kept + spread * fell),
    )  # fmt: skip


def _sum(first: tuple[float, float], second: tuple[float, float]) -> str:
    return " + ".join(f"{written(share)}·{factor(of)}" for share, of in (first, second))


def _said(symbols: str, numbers: str, result: float) -> Worked:
    return Worked(symbols=symbols, numbers=numbers, result=result)
