"""What the store keeps, as values."""

from dataclasses import dataclass

from gongwu.studio.review import Event


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for. `brief` is JSON, `seed` a whole number, `model` a spec or ""."""

    id: str
    kind: str
    brief: str
    seed: str
    model: str
    made_at: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event in the log, with its place in the chain."""

    seq: int
    at: str
    event: Event
    previous: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A file that was published. `content` is the hash of the draft, `file_sha256` of the bytes."""

    produce_id: str
    piece: str
    format: str
    content: str
    file_sha256: str
    reviewer: str
    at: str
