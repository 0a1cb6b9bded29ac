"""A whole store in one file: gzipped JSON lines, with a line at the end that says it is whole.

The same file goes into SQLite and PostgreSQL: a backup is also the way from one to the other.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from gongwu.errors import BadInputError
from gongwu.studio.store.chain import broken
from gongwu.studio.store.migrate import HEAD
from gongwu.studio.store.store import Store

_FORMAT = "gongwu-backup"


def backup(store: Store, path: Path) -> int:
    """Write a store to a file; the answer is how many rows."""
    digest, lines = sha256(), 0
    with path.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as file:
        for line in _lines(store):
            digest.update(line)
            file.write(line)
            lines += 1
        file.write(_line({"end": lines - 1, "sha256": digest.hexdigest()}))
    return lines - 1


def restore(store: Store, path: Path) -> int:
    """Fill an empty store from a file, all or nothing; the answer is how many rows.

    Raises BadInputError for a file that is no backup, was cut off, or was changed.
    """
    lines = _read(path)
    head, *body = lines[:-1]
    if head != {"format": _FORMAT, "version": HEAD}:
        raise BadInputError(
            en=f"{path} is from another version of Gongwu: {head}. Restore it with that version.",
            zh=f"{path} 来自另一版本的共舞：{head}。请用那个版本恢复。",
        )
    store.fill((row["table"], row["row"]) for row in body)
    if broken(store.log()):
        raise BadInputError(
            en=f"{path} was restored, but its log was changed before the backup: "
            "do not rely on its approvals.",
            zh=f"{path} 已恢复，但其中的记录在备份前被改动过：请勿采信其中的批准。",
        )
    return len(body)


def _lines(store: Store) -> Iterator[bytes]:
    yield _line({"format": _FORMAT, "version": HEAD})
    for table, row in store.dump():
        yield _line({"table": table, "row": row})


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _read(path: Path) -> list[Any]:
    try:
        with gzip.open(path, "rb") as file:
            raw = file.readlines()
        values = [json.loads(line) for line in raw]
        end = {"end": len(raw) - 2, "sha256": sha256(b"".join(raw[:-1])).hexdigest()}
        whole = len(values) >= 2 and values[-1] == end
    except (EOFError, gzip.BadGzipFile, ValueError, zlib.error) as error:
        raise _not_whole(path) from error
    if not whole:
        raise _not_whole(path)
    return values


def _not_whole(path: Path) -> BadInputError:
    return BadInputError(
        en=f"{path} is no backup of Gongwu, or was cut off or changed. Nothing was restored.",
        zh=f"{path} 不是共舞的备份，或不完整、被改动过。没有恢复任何内容。",
    )
