"""A picture as it is reviewed and exported: its pixels, its words, and how it came about."""

from dataclasses import dataclass

from gongwu.errors import Language
from gongwu.fields.pictures.brief import LabelPlace


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What was measured of one picture that a model drew.

    `moved` is the mean ΔE by which the limits on colours changed it, a new background aside; `even`
    the share of its rim that has the rim's commonest colour (the background's, where one is asked
    for); `flat` the share of all its pixels that have the commonest colour.
    """

    seed: int
    moved: float
    even: float
    flat: float


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What drew a picture. Where `model` is "" a rule of ours did, and nothing was prompted.

    `seed` with the prompt and the model's weights draws the same again.
    """

    seed: int
    model: str = ""
    weights_sha256: str = ""
    prompt: str = ""
    negative: str = ""
    steps: int = 0
    guidance: float = 0.0
    sampler: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Artwork:
    """The draft of the kind `picture`.

    `png` is a PNG file in Base64; `pixels_sha256` is the hash of its pixels, three bytes each.
    """

    lang: Language
    title: str
    alt: str
    subject: str
    width: int
    height: int
    png: str
    pixels_sha256: str
    label: LabelPlace
    origin: Origin
