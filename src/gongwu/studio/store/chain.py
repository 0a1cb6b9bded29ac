"""The hash chain of the log: an entry's hash covers the one before, so no edit goes unseen."""

import json
from collections.abc import Iterable
from hashlib import sha256

from gongwu.studio.finding import Finding
from gongwu.studio.review import Event
from gongwu.studio.store.records import Entry

START = "0" * 64


def link(previous: Entry | None, event: Event, at: str) -> Entry:
    """The entry that follows."""
    seq = previous.seq + 1 if previous else 1
    before = previous.hash if previous else START
    return Entry(seq=seq, at=at, event=event, previous=before, hash=_hash(seq, before, event, at))


def broken(entries: Iterable[Entry]) -> list[Finding]:
    """Where a log was changed: an entry edited, removed, added or moved. Empty means whole."""
    found: list[Finding] = []
    last: Entry | None = None
    for entry in entries:
        expected = link(last, entry.event, entry.at)
        if entry != expected:
            found.append(_changed(entry))
        last = entry
    return found


def _hash(seq: int, previous: str, event: Event, at: str) -> str:
    told = [seq, previous, at, event.piece, event.action, event.actor, event.content, event.why,
            sorted(event.details.items())]  # fmt: skip
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _changed(entry: Entry) -> Finding:
    return Finding(
        rule="log-was-changed",
        severity="error",
        place=f"log/{entry.seq}",
        en=f"Entry {entry.seq} of the log does not follow from the one before: the log was "
        "changed outside Gongwu. Restore a backup.",
        zh=f"记录的第 {entry.seq} 条与前一条不相承接：有人在共舞之外改动过记录。请恢复备份。",
        evidence=entry.hash,
    )
