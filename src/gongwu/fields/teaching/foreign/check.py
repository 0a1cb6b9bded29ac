"""Judges every exercise of a file: proven, wrong, or cannot tell. Nothing is ever guessed.

*Proven* says one thing only: the computation that the item itself holds (its equation, its
calculator notes, or the computation that its question is) yields the stated answer, exactly or
correctly rounded to the decimals given. That an equation or a note fits the words of the question
is not claimed: no program here reads them. *Wrong* says that the item contradicts itself, and
names the value that its own computation yields.
"""

from gongwu.fields.teaching.foreign.choosing import chosen, of_options
from gongwu.fields.teaching.foreign.items import ForeignItem, read_items
from gongwu.fields.teaching.foreign.judging import of_equation, of_notes, of_question
from gongwu.fields.teaching.foreign.opinion import Opinion
from gongwu.ports import Words
from gongwu.studio.kind import Judged


def check(content: bytes, name: str) -> list[Judged]:
    """One judgement for each line. Raises BadInputError naming a line that is no exercise."""
    return [_judged(item) for item in read_items(content, name)]


def _judged(item: ForeignItem) -> Judged:
    answer = chosen(item)
    opinions = [
        opinion
        for opinion in (of_equation(item, answer), of_notes(item), of_question(item, answer))
        if opinion is not None
    ]
    opinion = _weighed(opinions)
    if opinion.value is not None and opinion.status == "proven" and item.options:
        opinion = of_options(item, opinion)
    return Judged(item=item.name, status=opinion.status, why=opinion.why, right=opinion.right)


def _weighed(opinions: list[Opinion]) -> Opinion:
    """A contradiction anywhere outweighs; else one proof is enough."""
    if not opinions:
        return Opinion(status="cannot tell", why=Words(
            en="The item holds no equation, no calculator notes, and its question is no plain "
            "computation: nothing here can be computed again.",
            zh="题目没有算式、没有计算标注，题干也不是单纯的计算题：没有可以重新计算的内容。",
        ))  # fmt: skip
    return min(opinions, key=_weight)


def _weight(opinion: Opinion) -> int:
    """A value that is near the answer is a doubt that no other proof takes away."""
    if opinion.status == "cannot tell":
        return 1 if opinion.value is not None else 3
    return 0 if opinion.status == "wrong" else 2
