"""Ask a guard model for its opinion: one of safe, human, block. Knows nothing of our own lists.

A guard can only add worry. One that fails, or says something else, is worth a look by a person.
"""

import re
from typing import Literal

from gongwu.ports import Choices, Sampling, TextModel
from gongwu.studio.safety.injection import fenced

Opinion = Literal["safe", "human", "block", "failed"]

_OPINIONS: dict[str, Opinion] = {"safe": "safe", "human": "human", "block": "block"}
# What guard models of other makers say instead.
_SYNONYMS: dict[str, Opinion] = {
    "unsafe": "block", "harmful": "block", "controversial": "human", "review": "human",
    "安全": "safe", "人工": "human", "拦截": "block", "不安全": "block",
}  # fmt: skip
_WORDS = re.compile(
    r"\b(?:unsafe|safe|human|block|harmful|controversial|review)\b|不安全|安全|人工|拦截"
)
_LONGEST = 6000


def opinion(model: TextModel, text: str) -> Opinion:
    """What the guard says of the whole text, its worst part counting."""
    parts = [text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)] or [""]
    order: list[Opinion] = ["safe", "human", "failed", "block"]
    return max((_one(model, part) for part in parts), key=order.index)


def _one(model: TextModel, text: str) -> Opinion:
    sampling = Sampling(max_new_tokens=8, temperature=0, form=Choices(tuple(_OPINIONS)))
    try:
        (answer,) = model.complete(_question(text), [sampling])
    # Whatever goes wrong in somebody else's server, the text must still be looked at.
    except Exception:
        return "failed"
    return read(answer.text)


def read(answer: str) -> Opinion:
    """The one opinion that an answer holds; `failed` if it holds none, or several."""
    said = {_OPINIONS.get(word) or _SYNONYMS[word] for word in _WORDS.findall(answer.casefold())}
    return said.pop() if len(said) == 1 else "failed"


def _question(text: str) -> str:
    return (
        "You check texts for a content workshop. Answer with one word.\n"
        "block: it asks for or gives help to harm people (weapons, drugs, fraud, break-ins, "
        "violence, self-harm, sexual content with minors, extremism, spying, discrimination).\n"
        "human: you are not sure.\n"
        "safe: anything else; history, prevention, teaching, fiction and figures of speech are "
        f"safe.\n\n{fenced(text)}\n\nOne word (safe, human or block):"
    )
