"""The keys of one workshop, in one folder: made at the first use, readable by their owner only.

Knows nothing of what is signed.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Trust:
    """Whose signatures count: fingerprints of Ed25519 keys, and C2PA anchors as PEM."""

    fingerprints: frozenset[str] = frozenset()
    anchors: str = ""


@dataclass(frozen=True)
class KeyFolder:
    """Where the keys lie. Making this object touches no file."""

    folder: Path

    def trust(self) -> Trust:
        """Trust in the keys that are here now; makes none."""
        raise NotImplementedError
