"""What can be said against a rewording without knowing the field it comes from."""

import re
from collections import Counter
from collections.abc import Iterator

from gongwu.errors import Language
from gongwu.studio.finding import Finding
from gongwu.studio.kind import Slot

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")
_CJK = re.compile(r"[\u3400-\u9fff]")
_FORMULA = re.compile(r"\$[^$]*\$")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def longest(text: str) -> int:
    """How many characters a rewording of a text may have."""
    return 2 * len(text) + 40


def complaints(slot: Slot, text: str, language: Language) -> Iterator[Finding]:
    """What is wrong with a slot's new words: nothing is, if nothing comes."""
    if not text.strip():
        yield _wrong(slot, "no-words", "There are no words.", "没有文字。", text)
        return
    for literal, many in Counter(slot.keep).items():
        if text.count(literal) < many:
            yield _wrong(slot, "literal-lost", f"{literal} is missing.", f"缺少 {literal}。", text)
    lost, new = _numbers(slot.text) - _numbers(text), _numbers(text) - _numbers(slot.text)
    if lost or new:
        told = ", ".join((lost + new).keys())
        yield _wrong(slot, "numbers-changed", f"These numbers are not those of the text: {told}.",
                     f"这些数字与原文不符：{told}。", text)  # fmt: skip
    if len(text) > longest(slot.text):
        yield _wrong(slot, "too-long", "It is too long.", "太长了。", text)
    if not _speaks(text, slot.text, language):
        yield _wrong(slot, "other-language", "It is not in English.", "不是中文。", text)


def _numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(text))


def _speaks(text: str, reference: str, language: Language) -> bool:
    """As far as letters tell. A text that is all formulas speaks any language."""
    words, before = _FORMULA.sub("", text), _FORMULA.sub("", reference)
    if language == "zh":
        return bool(_CJK.search(words)) or not _CJK.search(before)
    return not _CJK.search(words) and (
        bool(_LATIN_WORD.search(words)) or not _LATIN_WORD.search(before)
    )


def _wrong(slot: Slot, rule: str, en: str, zh: str, text: str) -> Finding:
    return Finding(rule=rule, severity="error", place=slot.key, en=en, zh=zh, evidence=text[:80])
