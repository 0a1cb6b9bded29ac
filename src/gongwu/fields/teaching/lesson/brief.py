"""What a teacher asks for when a lesson is wanted."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from gongwu.errors import Language
from gongwu.ports import Words


@dataclass(frozen=True, kw_only=True)
class LessonBrief:
    """The brief of the kind `lesson`."""

    topic: Annotated[
        str, Words(en="A topic or families, by commas.", zh="主题或题型，可用逗号分开。")
    ]
    lang: Annotated[Language, Words(en="Language of the lesson.", zh="语言。")] = "en"
    minutes: Annotated[
        int, Ge(20), Le(180), Words(en="How long the lesson is.", zh="课时长度（分钟）。")
    ] = 45
    grade: Annotated[
        Annotated[int, Ge(1), Le(13)] | None,
        Words(en="School year; 13 is the first at university.", zh="年级；13 为大学一年级。"),
    ] = None
    goals: Annotated[
        int,
        Ge(1),
        Le(4),
        Words(en="How many goals: one family each.", zh="教学目标数，各对应一个题型。"),
    ] = 2
    title: Annotated[str, Words(en="Title of the lesson.", zh="课题。")] = ""
    source: Annotated[
        str,
        Words(
            en="A text to cite, such as a page of the textbook; --set source=@FILE reads a file.",
            zh="可引用的材料，如教材的一页；--set source=@文件 从文件读取。",
        ),
    ] = ""
