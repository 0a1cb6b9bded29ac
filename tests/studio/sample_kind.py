"""A kind that somebody else might write: sums for beginners. Complete, in its own package."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from annotated_types import Ge, Le

from gongwu.errors import BadInputError, Language
from gongwu.ports import Words
from gongwu.studio.finding import Finding
from gongwu.studio.kind import Desk, Exporter, Notice, Slot

_SUM = re.compile(r"(\d+) \+ (\d+)")


@dataclass(frozen=True, kw_only=True)
class SumsBrief:
    count: Annotated[int, Ge(1), Le(50), Words(en="How many sums.", zh="几道题。")] = 3
    lang: Language = "en"
    greeting: Annotated[str, Words(en="A line above them.", zh="开头的一句话。")] = "Good luck!"
    mood: Literal["plain", "fancy"] = "plain"


@dataclass(frozen=True, kw_only=True)
class SumsPlan:
    lang: Language
    greeting: str
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Sums:
    greeting: str
    questions: tuple[str, ...]
    answers: tuple[int, ...]


def _text(draft: Sums, notice: Notice) -> bytes:
    lines = [notice.title, notice.text, draft.greeting, *draft.questions]
    return "\n".join([*lines, *map(str, draft.answers)]).encode() + b"\n"


class SumsKind:
    name = "sums"
    about = Words(en="Sums of two numbers.", zh="两个数的加法。")
    brief_type = SumsBrief
    plan_type = SumsPlan
    draft_type = Sums
    exports: Mapping[str, Exporter[Sums]] = {
        "txt": Exporter(suffix=".txt", media_type="text/plain", write=_text),
        "md": Exporter(suffix=".md", media_type="text/markdown", write=_text),
    }

    def plan(self, brief: SumsBrief, desk: Desk) -> SumsPlan:
        if brief.greeting == "none":
            raise BadInputError(en="No greeting at all?", zh="没有开头语？")
        pairs = [(desk.dice.randint(1, 99), desk.dice.randint(1, 99)) for _ in range(brief.count)]
        return SumsPlan(lang=brief.lang, greeting=brief.greeting, pairs=tuple(pairs))

    def word(self, plan: SumsPlan, desk: Desk) -> Sums:
        ask = "计算 {} + {}。" if plan.lang == "zh" else "Add {} + {} please."
        return Sums(
            greeting=plan.greeting,
            questions=tuple(ask.format(*pair) for pair in plan.pairs),
            answers=tuple(map(sum, plan.pairs)),
        )

    def verify(self, plan: SumsPlan, draft: Sums) -> list[Finding]:
        """Reads the sums back from their text."""
        found = []
        for number, (text, answer) in enumerate(
            zip(draft.questions, draft.answers, strict=True), start=1
        ):
            seen = _SUM.search(text)
            if seen is None or int(seen[1]) + int(seen[2]) != answer:
                found.append(
                    Finding(rule="wrong-sum", severity="error", place=f"questions/{number}",
                            en="The answer is not the sum.", zh="答案不是两数之和。", evidence=text)
                )  # fmt: skip
        return found

    def slots(self, plan: SumsPlan, draft: Sums) -> Sequence[Slot]:
        slots = [Slot(key="greeting", text=draft.greeting, ask="Greet the reader.")]
        for number, question in enumerate(draft.questions, start=1):
            kept = _SUM.search(question)
            slots.append(
                Slot(
                    key=f"questions/{number}",
                    text=question,
                    keep=(kept.group(),) if kept else (),
                )
            )
        return slots

    def reworded(self, draft: Sums, texts: Mapping[str, str]) -> Sums:
        questions = [
            texts.get(f"questions/{number}", question)
            for number, question in enumerate(draft.questions, start=1)
        ]
        greeting = texts.get("greeting", draft.greeting)
        return replace(draft, greeting=greeting, questions=tuple(questions))

    def title(self, draft: Sums) -> str:
        return "Sums"


SUMS = SumsKind()
