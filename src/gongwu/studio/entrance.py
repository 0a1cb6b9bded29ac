"""Where a brief comes in: the policy reads every text of it, masks, and may turn it away."""

import json
from typing import Any, TypeVar

from gongwu.errors import BadInputError, RefusedError
from gongwu.studio.brief import texts_in
from gongwu.studio.codec import decode, encode
from gongwu.studio.finding import Finding
from gongwu.studio.safety.policy import Policy

T = TypeVar("T")


def admit(brief: T, policy: Policy, overrule: str, actor: str) -> tuple[T, bool]:
    """The brief with personal data masked, and whether a person had to overrule the policy.

    Raises RefusedError for a brief that the policy blocks or wants a person to look at, unless
    somebody gives a reason and a name.
    """
    plain = json.loads(encode(brief))
    language = plain["lang"]
    refused: list[Finding] = []
    masked: dict[str, str] = {}
    for _, text in texts_in(plain):
        judged = policy.judge_brief(text, language)
        masked[text] = judged.masked
        if judged.outcome != "pass":
            refused += [each for each in judged.findings if each.severity == "error"]
    if refused:
        _must_be_overruled(refused[0], overrule, actor)
    return decode(type(brief), json.dumps(_replaced(plain, masked))), bool(refused)


def _replaced(value: Any, masked: dict[str, str]) -> Any:
    match value:
        case str():
            return masked.get(value, value)
        case list():
            return [_replaced(each, masked) for each in value]
        case dict():
            return {name: _replaced(each, masked) for name, each in value.items()}
    return value


def _must_be_overruled(finding: Finding, overrule: str, actor: str) -> None:
    if not overrule.strip():
        raise RefusedError(
            en=f"The brief was turned away: {finding.en} A person can overrule this: "
            "--overrule REASON --as NAME; both are kept.",
            zh=f"任务书未获通过：{finding.zh}可由人推翻：--overrule 理由 --as 姓名，两者都会留存。",
        )
    if not actor.strip():
        raise BadInputError(
            en="Who overrules the policy? Say it with --as NAME.",
            zh="由谁推翻？请用 --as 写明姓名。",
        )
