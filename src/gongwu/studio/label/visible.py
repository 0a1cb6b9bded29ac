"""The visible label in words: a sentence with an AI element and a generation element (5.1).

Also judges other people's words. Knows no file format and draws nothing.
"""

import re

from gongwu.errors import Language

_AI = r"(?:人工智能|人工智慧|(?<![A-Za-z])AI(?:GC)?(?![A-Za-z])|artificial intelligence)"
_GENERATION = r"(?:生成|合成|generated|synthe(?:tic|si[sz]ed))"
# A label is one phrase: the two elements stand close together, in one sentence.
_GAP = r"[^。！？!?；;\n]{0,24}?"
_PHRASE = re.compile(f"{_AI}{_GAP}{_GENERATION}|{_GENERATION}{_GAP}{_AI}", re.IGNORECASE)
_DENIAL = re.compile(
    r"(?:不是|并非|非|未|没有|不含|无|\bnot?\b|\bnever\b|\bwithout\b|n't)[^。，,.;；\n]{0,12}$",
    re.I,
)
_DENIED_WITHIN = re.compile(r"不|未|没有|并非|\bnot\b|\bnever\b|n't", re.IGNORECASE)


def sentence(language: Language) -> str:
    """The notice that the house puts on what it makes."""
    if language == "zh":
        return "本内容由人工智能生成，经人工审核。"
    return "AI-generated content, reviewed by a person."


def label_phrase(text: str) -> str:
    """The first run of words that states AI generation; "" when there is none."""
    for match in _PHRASE.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        if not _DENIAL.search(before) and not _DENIED_WITHIN.search(match.group()):
            return match.group()
    return ""


def states(text: str) -> bool:
    """Whether a text says that AI generated or synthesised it."""
    return bool(label_phrase(text))
