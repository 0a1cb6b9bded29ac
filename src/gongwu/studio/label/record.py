"""What is known of how a file came about, in plain values: who made it, with what, who approved it.

`Record` is what the caller knows before the file is sealed. `Statement` is what a signature
covers: the record, the label's names and the hash of the finished file.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

# What became of a signature. "untrusted key": a good signature by a key that nobody vouches for.
Standing = Literal["valid", "invalid", "untrusted key", "none"]


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the workshop knows of a piece. `content_sha256` is the hash of what was approved.

    `model` is the name of the model that worded it, "" when only programs did. `edited` says that
    a person changed words of it.
    """

    piece: str
    kind: str
    content_sha256: str
    model: str
    reviewer: str
    approved_at: datetime
    edited: bool = False


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What is signed, as it stands in a sidecar. `approved_at` is ISO 8601.

    `notice` is the visible label that stands in the file; "" for a format that shows nothing.
    """

    produce_id: str
    producer: str
    piece: str
    kind: str
    content_sha256: str
    file_sha256: str
    model: str
    reviewer: str
    approved_at: str
    edited: bool
    notice: str
    gongwu: str


def statement_in(record: object) -> Statement | None:
    """The statement in a JSON value that anybody may have written; None when it is none."""
    if not isinstance(record, dict):
        return None
    kinds = {field.name: bool if field.type is bool else str for field in fields(Statement)}
    if set(record) != set(kinds):
        return None
    if not all(isinstance(record[name], kind) for name, kind in kinds.items()):
        return None
    return Statement(**record)
