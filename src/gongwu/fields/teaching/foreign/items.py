"""Other people's exercises as they stand in a file of JSON lines.

A line holds `question` and `answer`, and where it has them `equation`, `options` and `id`. The
raw lines of two public sets are read as they are: `original_text`, `equation`, `ans`; and answers
that end in `#### 18`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongwu.errors import BadInputError

_QUESTIONS = ("question", "original_text", "problem")
_ANSWERS = ("answer", "ans")


@dataclass(frozen=True, kw_only=True)
class ForeignItem:
    """One exercise. `options` are by their label: A, B, C where the file gives none."""

    name: str
    question: str
    answer: str
    equation: str = ""
    options: Mapping[str, str]


def read_items(content: bytes, name: str) -> list[ForeignItem]:
    """Every line's item. Raises BadInputError naming the first line that is none."""
    items = list(_items(content, name))
    if not items:
        raise BadInputError(
            en=f"{name} holds no exercises. Write one JSON object a line, "
            'with "question" and "answer".',
            zh=f"{name} 里没有题目。请每行写一个 JSON 对象，含“question”和“answer”。",
        )
    return items


def _items(content: bytes, name: str) -> Iterator[ForeignItem]:
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if line.strip():
            yield _item(_object(line, name, number), name, number)


def _object(line: bytes, name: str, number: int) -> dict[str, Any]:
    try:
        # Numbers stay the text they are written as: 0.50 says more than 0.5.
        read = json.loads(line.decode(), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise _bad(name, number, "no JSON object", "不是 JSON 对象")
    return read


def _item(read: dict[str, Any], name: str, number: int) -> ForeignItem:
    question = _text(read, _QUESTIONS)
    answer = _text(read, _ANSWERS)
    equation = _text(read, ("equation",)) or ""
    if answer is None or (question is None and not equation):
        raise _bad(
            name, number, 'no text in "question" or "answer"', "“question”或“answer”没有文字"
        )
    return ForeignItem(
        name=str(_text(read, ("id", "name")) or number),
        question=question or "",
        answer=answer,
        equation=equation,
        options=_options(read.get("options") or {}, name, number),
    )


def _text(read: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    found = next((read[key] for key in keys if key in read), None)
    return found.strip() or None if isinstance(found, str) else None


def _options(written: Any, name: str, number: int) -> dict[str, str]:
    if isinstance(written, list):
        written = {chr(ord("A") + place): text for place, text in enumerate(written[:26])}
    if not isinstance(written, dict) or not all(isinstance(each, str) for each in written.values()):
        raise _bad(name, number, '"options" are no list of texts', "“options”不是文字的列表")
    return {str(label): text.strip() for label, text in written.items()}


def _bad(name: str, number: int, en: str, zh: str) -> BadInputError:
    return BadInputError(
        en=f'{name}, line {number}: {en}. A line is such as {{"question": "3+4", "answer": "7"}}.',
        zh=f'{name} 第 {number} 行：{zh}。一行的写法如 {{"question": "3+4", "answer": "7"}}。',
    )
