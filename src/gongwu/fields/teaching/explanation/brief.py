"""What a teacher or a learner asks for when a problem is to be explained."""

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le

from gongwu.errors import Language
from gongwu.ports import Words

Reader = Literal["beginner", "standard", "brief"]


@dataclass(frozen=True, kw_only=True)
class ExplanationBrief:
    """The brief of the kind `explanation`."""

    problem: Annotated[
        str,
        Words(
            en="The problem to explain: x^2-5*x+6=0, 2*x+y=7, x-y=2, 3/4+1/6 or diff(x^3, x); "
            "empty draws one of the topic.",
            zh="要讲解的题目，如 x^2-5*x+6=0；2*x+y=7, x-y=2；3/4+1/6；diff(x^3, x)；"
            "留空则按主题出一道。",
        ),
    ] = ""
    topic: Annotated[
        str, Words(en="A topic or a family, if no problem is given.",
                   zh="没有给出题目时的主题或题型。"),
    ] = ""  # fmt: skip
    level: Annotated[int, Ge(1), Le(3), Words(en="1 easy, 2 middle, 3 hard.",
                                              zh="1 易，2 中，3 难。")] = 1  # fmt: skip
    reader: Annotated[
        Reader,
        Words(
            en="Who reads it: a beginner is told the reasons too, brief shows the lines alone.",
            zh="读者：beginner 连同理由一起讲，brief 只列式子。",
        ),
    ] = "standard"
    lang: Annotated[Language, Words(en="Language of the explanation.", zh="语言。")] = "en"
