"""What the walk through a solution found, as findings that a reviewer reads."""

from collections.abc import Sequence

from gongwu.fields.teaching.steps.prove import Proof, StepRuling, prove
from gongwu.fields.teaching.values import Phrase, Value, shown
from gongwu.studio.finding import Finding, Severity


def prove_steps(states: Sequence[str], answer: Value | None = None) -> list[Finding]:
    """Nothing found means: every state is the problem's, proven, or silent, and so is the answer.

    A place is `steps/2`, counted from 0, or `answer`.
    """
    return findings_of(prove(states, answer), answer)


def findings_of(proof: Proof, answer: Value | None) -> list[Finding]:
    """The findings of a proof."""
    found = [finding for step in proof.steps for finding in _of_step(step)]
    if proof.gained.verdict == "wrong":
        found.append(_gained(proof.gained.witness))
    return found if answer is None else found + _of_answer(proof, answer)


def _of_step(step: StepRuling) -> list[Finding]:
    place = f"steps/{step.place}"
    match step.how:
        case "wrong":
            return [_wrong(place, step)]
        case "cannot tell":
            return [Finding(
                rule="step-not-proven", severity="warning", place=place, evidence=step.state,
                en=f"It could not be proven that {step.state!r} follows from the lines before it. "
                "Check it by hand, or put a line in between.",
                zh=f"无法证明“{step.state}”能由前面的式子推出。请人工核对，或在中间补写一步。",
            )]  # fmt: skip
        case "rounded":
            return [Finding(
                rule="step-rounded", severity="note", place=place, evidence=step.state,
                en=f"{step.state!r} holds rounded to the digits written.",
                zh=f"“{step.state}”是按所写位数四舍五入后的结果。",
            )]  # fmt: skip
    return [_gains(place, step)] if step.keeps is False else []


def _wrong(place: str, step: StepRuling) -> Finding:
    at = step.witness
    return Finding(
        rule="step-wrong", severity="error", place=place, evidence=at or step.state,
        en=f"{step.state!r} does not follow from the lines before it"
        + (f": at {at} they hold and it does not." if at else ": it is false."),
        zh=f"“{step.state}”不能由前面的式子推出"
        + (f"：当 {at} 时前面的式子成立，它却不成立。" if at else "：它本身不成立。"),
    )  # fmt: skip


def _gains(place: str, step: StepRuling) -> Finding:
    # The roots of an equation can be put to the test one by one; an interval cannot.
    severity: Severity = "warning" if step.is_range else "note"
    return Finding(
        rule="step-gains-solutions", severity=severity, place=place, evidence=step.state,
        en=f"{step.state!r} follows, but has more solutions than the line before it: "
        "the solutions must be checked.",
        zh=f"“{step.state}”可以推出，但它的解比上一行多：最后必须验根。",
    )  # fmt: skip


def _gained(witness: str) -> Finding:
    return Finding(
        rule="false-solution", severity="error", place="answer", evidence=witness,
        en=f"The last line has a solution that the first has not: {witness}.",
        zh=f"最后一行有一个解不满足第一行：{witness}（增根）。",
    )  # fmt: skip


def _of_answer(proof: Proof, answer: Value) -> list[Finding]:
    written = {"en": shown(answer, "en"), "zh": shown(answer, "zh")}
    if proof.answer.verdict == "wrong":
        at = proof.answer.witness
        return [Finding(
            rule="answer-differs", severity="error", place="answer", evidence=at or written["en"],
            en=f"The last line does not say what the answer says, {written['en']}"
            + (f": they part at {at}." if at else "."),
            zh=f"最后一行与答案 {written['zh']} 不一致" + (f"：在 {at} 处不同。" if at else "。"),
        )]  # fmt: skip
    if proof.answer.verdict == "proven" or not proof.steps or isinstance(answer, Phrase):
        return []
    return [Finding(
        rule="answer-not-reached", severity="warning", place="answer", evidence=written["en"],
        en=f"It could not be proven that the last line gives the answer, {written['en']}.",
        zh=f"无法证明最后一行得出答案 {written['zh']}。",
    )]  # fmt: skip
