"""The second verb: facts become words; first without a model, then, slot by slot, with one.

The reference wording stands from the start. A model's rewording takes the place of a slot only
when nothing is found against it; the findings of one try are told in the next; after the last, the
reference wording stays and a note says so.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Generic

from gongwu.errors import FailedError, Language
from gongwu.ports import Form, JSONSchema, Sampling, TextModel
from gongwu.studio.finding import Finding, errors
from gongwu.studio.kind import BriefT, Desk, DraftT, Kind, PlanT, Slot
from gongwu.studio.plan import Planned
from gongwu.studio.rewording import complaints, longest

TRIES = 3
_TOKENS_A_CHARACTER = 2
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Worded(Generic[PlanT, DraftT]):
    """A draft and how its wording went. `reworded` are the slots that a model put in words."""

    plan: PlanT
    draft: DraftT
    findings: tuple[Finding, ...] = ()
    reworded: tuple[str, ...] = ()


def word(
    kind: Kind[BriefT, PlanT, DraftT],
    planned: Planned[PlanT],
    desk: Desk,
    language: Language,
    progress: Progress = lambda _done, _of: None,
) -> Worded[PlanT, DraftT]:
    """The reference wording; and, where the desk has a model, what it words better."""
    reference = Worded(planned.plan, kind.word(planned.plan, desk))
    if desk.model is None:
        return reference
    worded, before = reference, set(errors(kind.verify(planned.plan, reference.draft)))
    slots = [slot for slot in kind.slots(planned.plan, reference.draft) if not slot.fixed]
    for number, slot in enumerate(slots):
        progress(number, len(slots))
        # Drawn for every slot, also one that fails: a slot's seed depends on its place alone.
        writer = _Writer(desk.model, language, desk.dice.getrandbits(32))
        worded = _reword(kind, worded, slot, writer, before)
    progress(len(slots), len(slots))
    return worded


@dataclass(frozen=True)
class _Writer:
    model: TextModel
    language: Language
    seed: int

    def write(self, slot: Slot, found: Sequence[Finding], attempt: int) -> str:
        """One try at a slot."""
        room = longest(slot.text)
        sampling = Sampling(
            max_new_tokens=_TOKENS_A_CHARACTER * room + 32,
            temperature=0.7,
            seed=self.seed + attempt,
            form=slot.form or _one_text(room),
        )
        (answer,) = self.model.complete(_prompt(slot, found, self.language), [sampling])
        if answer.finish == "length":
            raise FailedError(en="The answer was cut off.", zh="回答被截断。")
        return answer.text if slot.form else str(json.loads(answer.text)["text"]).strip()


def _reword(
    kind: Kind[BriefT, PlanT, DraftT],
    worded: Worded[PlanT, DraftT],
    slot: Slot,
    writer: _Writer,
    before: set[Finding],
) -> Worded[PlanT, DraftT]:
    found: list[Finding] = []
    for attempt in range(TRIES):
        try:
            text = writer.write(slot, found, attempt)
        except (FailedError, ValueError, KeyError, TypeError) as error:
            found = [_unusable(slot, str(error))]
            continue
        found = list(complaints(slot, text, writer.language))
        if found:
            continue
        draft = kind.reworded(worded.draft, {slot.key: text})
        found = [each for each in errors(kind.verify(worded.plan, draft)) if each not in before]
        if not found:
            return replace(worded, draft=draft, reworded=(*worded.reworded, slot.key))
    return replace(worded, findings=(*worded.findings, _kept(slot, writer.model.name, found)))


def _one_text(room: int) -> Form:
    """An object with one text, so that a model's greetings have no place to stand."""
    text = {"type": "string", "minLength": 1, "maxLength": room}
    return JSONSchema(
        json.dumps(
            {
                "type": "object",
                "properties": {"text": text},
                "required": ["text"],
                "additionalProperties": False,
            }
        )
    )


def _prompt(slot: Slot, found: Sequence[Finding], language: Language) -> str:
    keep = "\n".join(slot.keep)
    wrong = "\n".join(f"- {finding.said_in(language)}" for finding in found)
    if language == "zh":
        parts = [
            "请把下面的文字换一种说法，意思不变，不增减任何事实和数字。",
            slot.ask,
            f"这些内容必须原样保留：\n{keep}" if keep else "",
            f"上一次的问题：\n{wrong}" if wrong else "",
            f"原文：\n{slot.text}",
            '只回答 JSON：{"text": "…"}',
        ]
    else:
        parts = [
            "Say the following in other words. Keep its meaning; add and drop no fact, no number.",
            slot.ask,
            f"Keep these exactly as they are:\n{keep}" if keep else "",
            f"What was wrong with the last try:\n{wrong}" if wrong else "",
            f"The text:\n{slot.text}",
            'Answer in JSON only: {"text": "…"}',
        ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _unusable(slot: Slot, reason: str) -> Finding:
    return Finding(
        rule="unusable-answer",
        severity="error",
        place=slot.key,
        en=f"The answer could not be used: {reason}",
        zh=f"回答无法使用：{reason}",
    )


def _kept(slot: Slot, model: str, found: Sequence[Finding]) -> Finding:
    """Told as a note: the reference wording is as good as it was."""
    en = found[0].en if found else ""
    zh = found[0].zh if found else ""
    return Finding(
        rule="reference-wording-kept",
        severity="note",
        place=slot.key,
        en=f"{model} tried {TRIES} times; the reference wording stands. Last: {en}",
        zh=f"{model} 试了 {TRIES} 次，仍用参考措辞。最后一次：{zh}",
    )


def content_hash(kind: str, draft: str) -> str:
    """What an approval is bound to: the SHA-256 of a kind's name and its draft as stored."""
    return sha256(f"{kind}\n{draft}".encode()).hexdigest()
