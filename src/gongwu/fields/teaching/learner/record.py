"""A learner's answers as JSON lines: only ever added to, each line written at once."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from gongwu.errors import BadInputError
from gongwu.fields.teaching.exercise import LEVELS


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer. `misconception` names that of the option chosen, "" where there was none."""

    time: datetime
    family: str
    level: int
    right: bool
    misconception: str = ""


def append(path: Path, answered: Answered) -> None:
    """Add one line, and have it on the disk before returning."""
    line = json.dumps(asdict(answered) | {"time": answered.time.astimezone(UTC).isoformat()})
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_record(lines: Iterable[str], name: str = "record") -> list[Answered]:
    """The answers in order of time. Raises BadInputError naming the first line that is none."""
    found = [
        _answered(line, name, number) for number, line in enumerate(lines, start=1) if line.strip()
    ]
    return sorted(found, key=lambda answered: answered.time)


def _answered(line: str, name: str, number: int) -> Answered:
    try:
        read = json.loads(line)
        answered = Answered(**read | {"time": datetime.fromisoformat(read["time"])})
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _bad(name, number) from None
    plain = isinstance(answered.family, str) and isinstance(answered.misconception, str)
    if not plain or type(answered.right) is not bool or answered.level not in LEVELS:
        raise _bad(name, number)
    if answered.time.tzinfo is None:
        raise _bad(name, number)
    return answered


def _bad(name: str, number: int) -> BadInputError:
    return BadInputError(
        en=f"{name}, line {number} is no answer. A line holds time with its zone, family, level "
        "1 to 3, right (true or false) and, where one was chosen, misconception.",
        zh=f"{name} 第 {number} 行不是作答记录。每行应含 time（带时区）、family、level（1–3）、"
        "right（true 或 false），选了带误解的选项时另含 misconception。",
    )
