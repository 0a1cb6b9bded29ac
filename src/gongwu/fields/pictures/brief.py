"""What somebody asks for when they want a picture."""

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen

from gongwu.errors import Language
from gongwu.ports import Words

LabelPlace = Literal["corner", "edge"]

Phrase = Annotated[str, MaxLen(400)]
Side = Annotated[int, Ge(16), Le(2048)]


@dataclass(frozen=True, kw_only=True)
class PictureBrief:
    """The brief of the kind `picture`. Colours are written #rrggbb."""

    subject: Annotated[
        Phrase, Words(en="What the picture is to show, in a few words.", zh="画什么，用几个词说。")
    ]
    style: Annotated[
        Phrase,
        Words(en="How it is to look, such as flat icon or watercolour.",
              zh="画成什么样，如“扁平图标”“水彩”。"),
    ] = ""  # fmt: skip
    negative: Annotated[
        Phrase, Words(en="What a model is told to keep away from.", zh="要模型避开的内容。")
    ] = ""
    palette: Annotated[
        str | tuple[str, ...],
        Words(
            en="The only colours allowed, as #c1121f,#588157,#fefae0; empty allows all.",
            zh="只许用的颜色，如 #c1121f,#588157,#fefae0；留空不限。",
        ),
    ] = ""
    colors: Annotated[
        int | None, Ge(2), Le(64), Words(en="How many colours at most.", zh="最多几种颜色。")
    ] = None
    background: Annotated[
        str, Words(en="The colour behind it; empty leaves it open.", zh="背景颜色；留空不限。")
    ] = ""
    width: Annotated[Side, Words(en="Width in pixels.", zh="宽，像素。")] = 256
    height: Annotated[Side, Words(en="Height in pixels.", zh="高，像素。")] = 256
    dither: Annotated[
        bool,
        Words(en="Mix colours of the palette in a pattern of dots.", zh="用网点调和调色板的颜色。"),
    ] = False
    label: Annotated[
        LabelPlace,
        Words(
            en="Where the visible label stands: lower right corner, or along the lower edge.",
            zh="显式标识的位置：corner 右下角，edge 沿下边。",
        ),
    ] = "corner"
    candidates: Annotated[
        int, Ge(1), Le(16),
        Words(en="How many a model draws, of which one is chosen.", zh="模型画几幅，从中选一幅。"),
    ] = 4  # fmt: skip
    lang: Annotated[Language, Words(en="Language of title and description.",
                                    zh="标题和说明的语言。")] = "en"  # fmt: skip
