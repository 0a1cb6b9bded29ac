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
_BEFORE = 24
# Where a label stands (Measures, article 4): at the start, at the end, or on a line of its own.
_EDGE = 400
_LONGEST_LINE = 80


def sentence(language: Language) -> str:
    """The notice that the house puts on what it makes."""
    if language == "zh":
        return "本内容由人工智能生成，经人工审核。"
    # The two elements of the standard are Chinese words, whatever the text speaks.
    return "AI-generated content (AI生成), reviewed by a person."


def states(text: str) -> bool:
    """Whether these words say that AI generated or synthesised something."""
    return bool(_phrase(text))


def label_in(text: str) -> str:
    """The visible label of a whole document, where the Measures want it; "" when there is none."""
    squeezed = [re.sub(r"\s*\n\s*", "", edge) for edge in (text[:_EDGE], text[-_EDGE:])]
    lines = (line for line in text.splitlines() if len(line) <= _LONGEST_LINE)
    found = (_phrase(run) for run in (text[:_EDGE], text[-_EDGE:], *squeezed, *lines))
    return next((phrase for phrase in found if phrase), "")


def _phrase(text: str) -> str:
    """The first run of words that states AI generation, and does not deny it."""
    for match in _PHRASE.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if not _DENIAL.search(before) and not _DENIED_WITHIN.search(match.group()):
            return match.group()
    return ""
