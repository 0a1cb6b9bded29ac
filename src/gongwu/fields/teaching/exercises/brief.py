"""What a teacher asks for when exercises are wanted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from annotated_types import Ge, Le

from gongwu.errors import Language
from gongwu.ports import Words

Style = Literal["open", "choice", "mixed"]


@dataclass(frozen=True, kw_only=True)
class ExercisesBrief:
    """The brief of the kind `exercises`."""

    topic: Annotated[
        str,
        Words(
            en="Topics or families, by commas; empty means any that suit the grade.",
            zh="主题或题型，可用逗号分开；留空则按年级选取。",
        ),
    ] = ""
    count: Annotated[int, Ge(1), Le(10_000), Words(en="How many.", zh="题数。")] = 10
    lang: Annotated[Language, Words(en="Language of the sheet.", zh="语言。")] = "en"
    grade: Annotated[
        Annotated[int, Ge(1), Le(13)] | None,
        Words(en="School year; 13 is the first at university.", zh="年级；13 为大学一年级。"),
    ] = None
    level: Annotated[
        Annotated[int, Ge(1), Le(3)] | None,
        Words(
            en="1 easy, 2 middle, 3 hard; empty goes from easy to hard.",
            zh="1 易，2 中，3 难；留空则由易到难。",
        ),
    ] = None
    style: Annotated[
        Style,
        Words(
            en="Own answers, multiple choice, or both in turn.", zh="自填答案、选择题，或两者交替。"
        ),
    ] = "open"
    learner: Annotated[
        str,
        Words(
            en="A learner's answers so far, as JSON lines: what comes is chosen for them. "
            "--set learner=@FILE reads a file.",
            zh="某位学习者至今的作答记录（JSON 行）：据此为其选题。"
            "--set learner=@文件 从文件读取。",
        ),
    ] = ""
    now: Annotated[
        datetime | None,
        Words(
            en="The time from which reviews are due, with its zone; by default that of the last "
            "answer.",
            zh="从何时起算复习到期，须带时区；默认为最后一次作答的时间。",
        ),
    ] = None
    title: Annotated[str, Words(en="Title of the sheet.", zh="标题。")] = ""
