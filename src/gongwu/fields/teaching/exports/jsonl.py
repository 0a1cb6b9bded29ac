"""A sheet as JSON lines: one item a line, for programs."""

import json
from dataclasses import asdict

from gongwu.fields.teaching.exercises.sheet import Item, Sheet
from gongwu.studio.kind import Notice


def write_jsonl(sheet: Sheet, notice: Notice) -> bytes:
    """Each line says where it comes from: lines are easily parted from their file."""
    lines = [_line(number, item, sheet, notice) for number, item in enumerate(sheet.items, 1)]
    return "".join(line + "\n" for line in lines).encode()


def _line(number: int, item: Item, sheet: Sheet, notice: Notice) -> str:
    fields = {
        "number": number,
        "language": sheet.lang,
        "question": item.question,
        "answer": item.answer,
        "value": asdict(item.value),
        "options": [asdict(option) for option in item.options],
        "steps": item.steps,
        "family": item.family,
        "level": item.level,
        "title": item.title,
        "skills": item.skills,
        "notice": notice.text,
    }
    return json.dumps(fields, ensure_ascii=False)
