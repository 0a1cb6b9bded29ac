"""Reading a config.json: each value checked, each miss named with the file."""

from pathlib import Path
from typing import Any

from gongwu.errors import BadInputError


class Config:
    """A config.json with its place, so that errors can name it."""

    def __init__(self, values: dict[str, Any], path: Path) -> None:
        self.values = values
        self.path = path

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        return int(self._number(key, default, (int,), "a whole number", "整数"))

    def real(self, key: str, default: float | None = None) -> float:
        """A number."""
        return float(self._number(key, default, (int, float), "a number", "数"))

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

    def _number(
        self, key: str, default: float | None, kinds: tuple[type, ...], en: str, zh: str
    ) -> float:
        value = self.values.get(key)
        if value is None:
            value = default
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise self.wrong(key, value, en, zh)
        return float(value) if float in kinds else int(value)  # type: ignore[arg-type]
