"""Reading a config.json: each value checked, each miss named with the file."""

import sys
from pathlib import Path
from typing import Any

from gongwu.errors import BadInputError

LARGEST_WHOLE = 2**31 - 1  # no net has a size above it


class Config:
    """A config.json with its place, so that errors can name it."""

    def __init__(self, values: dict[str, Any], path: Path) -> None:
        self.values = values
        self.path = path

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.values.get(key)
        value = default if value is None else value
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(key, value, "a whole number", "整数")
        if abs(value) > LARGEST_WHOLE:
            raise self.wrong(key, value, f"at most {LARGEST_WHOLE}", f"不大于 {LARGEST_WHOLE} 的数")
        return value

    def real(self, key: str, default: float | None = None) -> float:
        """A number."""
        value = self.values.get(key)
        value = default if value is None else value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, value, "a number", "数")
        # JSON as Python reads it may say NaN, Infinity, or a whole number that no float holds.
        if not abs(value) <= sys.float_info.max:
            raise self.wrong(key, value, "a finite number", "有限的数")
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(key, value, "true or false", "true 或 false")
        return value

    def part(self, key: str) -> "Config | None":
        """A JSON object within, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(key, value, "an object", "对象")
        return Config(value, self.path)

    def must(self, holds: bool, key: str, en: str, zh: str) -> None:
        """Refuse what these nets do not do, rather than compute something else."""
        if not holds:
            value = self.values.get(key)
            raise BadInputError(
                en=f"{self.path}: {key}={value!r} is not supported: {en}",
                zh=f"{self.path}：不支持 {key}={value!r}：{zh}",
            )

    def wrong(self, key: str, value: object, en: str, zh: str) -> BadInputError:
        """The error for a value of the wrong kind."""
        return BadInputError(
            en=f"{self.path}: {key}={value!r} must be {en}",
            zh=f"{self.path}：{key}={value!r} 必须是{zh}",
        )
