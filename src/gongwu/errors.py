"""What can go wrong, said to a person in Chinese and English. Standard library only.

Every message is written where the error is raised, in both languages side by side, so neither
can be forgotten. A door picks the language and the exit code; nothing else reads them.
"""

from enum import IntEnum
from typing import ClassVar, Literal

Language = Literal["en", "zh"]


class ExitCode(IntEnum):
    """What the process tells the shell (DESIGN.md, the command line)."""

    DONE = 0
    FAILED = 1
    BAD_INPUT = 2
    NOT_FOUND = 3
    REFUSED = 4
    NO_ROOM = 5
    TRY_LATER = 75
    INTERRUPTED = 130


class GongwuError(Exception):
    """Something a person can act on: what happened, why, and what to do next."""

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, *, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh

    def said_in(self, language: Language) -> str:
        """The message in one language."""
        return self.zh if language == "zh" else self.en


class FailedError(GongwuError):
    """The work was done and did not succeed."""


class BadInputError(GongwuError):
    """An argument, a setting or a file is not what it must be."""

    exit_code = ExitCode.BAD_INPUT


class NotFoundError(GongwuError):
    """A file, a model or a piece that is named is not there."""

    exit_code = ExitCode.NOT_FOUND


class RefusedError(GongwuError):
    """Policy forbids it, or a person has not approved it."""

    exit_code = ExitCode.REFUSED


class NoRoomError(GongwuError):
    """Not enough memory or disk."""

    exit_code = ExitCode.NO_ROOM


class TryLaterError(GongwuError):
    """Somebody else holds what is needed; the same call may work later."""

    exit_code = ExitCode.TRY_LATER
