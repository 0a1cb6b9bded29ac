"""The verdict on a file's labels under GB 45438-2025, with its reasons. Reads no file itself."""

from collections.abc import Sequence
from typing import Literal

from gongwu.ports import Words
from gongwu.studio.finding import Finding
from gongwu.studio.label.looking import Look

Verdict = Literal["compliant", "noncompliant", "not found", "inconclusive"]


def verdict(found: int, findings: Sequence[Finding], look: Look, *, known: bool) -> Verdict:
    """`found` labels; `known` says that the format is one that is read here at all."""
    if found == 0 and look.visible in ("missing", "cannot tell"):
        return "not found" if known else "inconclusive"
    if any(finding.severity == "error" and finding.rule != "signature" for finding in findings):
        return "noncompliant"
    return "inconclusive" if look.visible == "cannot tell" else "compliant"


def about_count(carriers: Sequence[str], *, needs_implicit: bool) -> list[Finding]:
    """Exactly one implicit label, where the format can hold one."""
    if len(carriers) > 1:
        return [
            _error(
                "one-label",
                f"The file carries {len(carriers)} implicit labels; it may carry one "
                "(GB 45438-2025, 6.1). Ask its maker for a file with one.",
                f"文件带有 {len(carriers)} 个隐式标识，而一个文件只能有一个（GB 45438-2025 6.1）。"
                "请向制作者索取合格的文件。",
                evidence=", ".join(carriers),
            )
        ]
    if not carriers and needs_implicit:
        return [
            _error(
                "implicit-label",
                "No implicit label was found in the file or beside it. If AI made it, publish it "
                "again with one; a sidecar FILE.aigc.json must travel with its file.",
                "文件内和附属文件中都没有隐式标识。如果内容由人工智能生成，请补上标识重新发布；"
                "附属文件 FILE.aigc.json 须随文件一起传递。",
            )
        ]
    if not carriers:
        return [
            _note(
                "implicit-label",
                "Plain text has no metadata: the visible label alone is asked for.",
                "纯文本没有元数据，只要求显式标识。",
            )
        ]
    return []


def about_fields(carrier: str, wrong: Sequence[Words] | None) -> list[Finding]:
    """The fields of one label; None when the record cannot be read at all."""
    if wrong is None:
        wrong = [Words(en="it is not a JSON object", zh="不是 JSON 对象")]
    return [
        _error(
            "label-fields",
            f"The implicit label is not as Annex E wants it: {words.en}. Its maker must correct "
            "it.",
            f"隐式标识不符合附录 E 的要求：{words.zh}。须由制作者更正。",
            place=carrier,
        )
        for words in wrong
    ]


def about_look(look: Look) -> list[Finding]:
    """The visible label."""
    if look.visible == "missing":
        return [
            _error(
                "visible-label",
                "No visible label was found: the file nowhere says that AI generated it. Publish "
                "it again with a notice at its start or end.",
                "没有找到显式标识：文件中没有写明由人工智能生成。请在开头或结尾加上提示语后重新发布。",
            )
        ]
    if look.visible == "cannot tell":
        return [
            _note(
                "visible-label",
                "Whether a label can be seen or heard cannot be told by a program here: look at "
                "an edge or corner of the picture, or listen.",
                "程序无法判断有没有可见、可听的标识：请查看图像的边角，或听音频的提示。",
            )
        ]
    if look.visible == "not shown":
        return [
            _note(
                "visible-label",
                "This format shows nothing by itself: whoever displays the content must show the "
                "label with it.",
                "这种格式本身不显示内容：展示它的程序须同时显示标识。",
            )
        ]
    return [_note("visible-label", "The visible label was found.", "已找到显式标识。", look.words)]


def about_agreement(agree: bool) -> list[Finding]:
    """The label in the file against the one that was signed."""
    if agree:
        return []
    return [
        _error(
            "label-record",
            "The implicit label is another than the one that was signed with the file.",
            "隐式标识与随文件签名的标识不一致。",
        )
    ]


def _error(rule: str, en: str, zh: str, *, place: str = "", evidence: str = "") -> Finding:
    return Finding(rule=rule, severity="error", place=place, en=en, zh=zh, evidence=evidence)


def _note(rule: str, en: str, zh: str, evidence: str = "") -> Finding:
    return Finding(rule=rule, severity="note", place="", en=en, zh=zh, evidence=evidence)
