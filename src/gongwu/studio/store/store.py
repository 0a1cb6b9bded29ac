"""Pieces and their history, kept. Everything that is written is written once and never changed."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.engine import RowMapping

from gongwu.errors import BadInputError, FailedError, NotFoundError
from gongwu.studio.review import Event, Standing, after, standing_after
from gongwu.studio.store.chain import link
from gongwu.studio.store.connection import WRITES, connect
from gongwu.studio.store.records import Entry, Order, Publication
from gongwu.studio.store.tables import EVENTS, METADATA, PIECES, PUBLICATIONS, STAGES

# Any number, the same for all who write into one PostgreSQL store.
_LOCK = 7_205_759


class Store:
    """One database. Several processes may use it at once."""

    def __init__(self, url: str) -> None:
        """Raises BadInputError, NotFoundError or TryLaterError; see `connect`."""
        self._engine = connect(url)

    def close(self) -> None:
        self._engine.dispose()

    def add(self, order: Order) -> Order:
        """Keep an order; the one that is there already stays, and is returned."""
        with self._writing() as connection:
            found = _one(connection, PIECES, id=order.id)
            if found is None:
                connection.execute(insert(PIECES).values(vars(order)))
                return order
            return Order(**found)

    def order(self, piece: str) -> Order:
        """What was asked for. Raises NotFoundError."""
        with self._reading() as connection:
            found = _one(connection, PIECES, id=piece)
        if found is None:
            raise _no_piece(piece)
        return Order(**found)

    def orders(self) -> list[Order]:
        """All pieces, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(select(PIECES).order_by(PIECES.c.made_at, PIECES.c.id))
            return [Order(**row) for row in rows.mappings()]

    def resolve(self, piece: str) -> str:
        """The whole id of a piece from its beginning. Raises NotFoundError or BadInputError."""
        with self._reading() as connection:
            ids = list(
                connection.scalars(
                    select(PIECES.c.id).where(PIECES.c.id.startswith(piece, autoescape=True))
                )
            )
        if piece in ids or len(ids) == 1:
            return piece if piece in ids else ids[0]
        if not ids or not piece:
            raise _no_piece(piece)
        listed = ", ".join(sorted(ids)[:5])
        raise BadInputError(
            en=f"{piece} begins several ids: {listed}. Write more of it.",
            zh=f"{piece} 对应多个编号：{listed}。请多写几位。",
        )

    def keep_stage(self, piece: str, version: int, name: str, body: str) -> None:
        """Keep what a stage gave. Twice the same is once; other bytes are refused."""
        digest = sha256(body.encode()).hexdigest()
        with self._writing() as connection:
            found = _one(connection, STAGES, piece=piece, version=version, name=name)
            if found is None:
                row = {"piece": piece, "version": version, "name": name, "body": body}
                connection.execute(insert(STAGES).values(**row, sha256=digest))
            elif found["sha256"] != digest:
                raise FailedError(
                    en=f"{piece}: stage {name} was kept before with another content. Was the "
                    "model or Gongwu changed in between? Make it anew with another --seed.",
                    zh=f"{piece}：{name} 阶段已有不同的内容。其间是否换过模型或共舞的版本？"
                    "请换一个 --seed 重新制作。",
                )

    def stage(self, piece: str, version: int, name: str) -> str | None:
        """What a stage gave, or None. Raises FailedError if it is not what was kept."""
        with self._reading() as connection:
            found = _one(connection, STAGES, piece=piece, version=version, name=name)
        if found is None:
            return None
        body = str(found["body"])
        if sha256(body.encode()).hexdigest() != found["sha256"]:
            raise FailedError(
                en=f"{piece}: stage {name} was changed outside Gongwu. Restore a backup.",
                zh=f"{piece}：{name} 阶段在共舞之外被改动过。请恢复备份。",
            )
        return body

    def last_version(self, piece: str) -> int:
        """The number of the newest version of a draft; 0 before there is one."""
        query = select(STAGES.c.version).where(STAGES.c.piece == piece, STAGES.c.name == "word")
        with self._reading() as connection:
            return max(connection.scalars(query), default=0)

    def record(self, event: Event, at: str, stages: Mapping[str, str] | None = None) -> Standing:
        """Append a decision to the log, with the stages of the version that it makes, if any.

        Raises what `review.after` raises; then nothing is written.
        """
        with self._writing() as connection:
            standing = after(_standing(connection, event.piece), event)
            for name, body in (stages or {}).items():
                _add_version(connection, event.piece, name, body)
            _append(connection, event, at)
            return standing

    def publish(self, publication: Publication, why: str) -> None:
        """Record a file before it is written. Publishing the same file again records nothing new.

        Raises RefusedError unless its content is approved.
        """
        event = Event(
            piece=publication.piece,
            action="publish",
            actor=publication.reviewer,
            content=publication.content,
            why=why,
            details={
                "format": publication.format,
                "file_sha256": publication.file_sha256,
                "produce_id": publication.produce_id,
            },
        )
        with self._writing() as connection:
            after(_standing(connection, publication.piece), event)
            known = {"produce_id": publication.produce_id, "file_sha256": publication.file_sha256}
            if _one(connection, PUBLICATIONS, **known) is None:
                connection.execute(insert(PUBLICATIONS).values(vars(publication)))
                _append(connection, event, publication.at)

    def publication(self, **known: str) -> Publication | None:
        """The newest publication with these values, by `file_sha256` or `produce_id`."""
        with self._reading() as connection:
            found = _one(connection, PUBLICATIONS, **known)
        return Publication(**found) if found else None

    def standing(self, piece: str) -> Standing:
        with self._reading() as connection:
            return _standing(connection, piece)

    def log(self, piece: str | None = None) -> list[Entry]:
        """The decisions about a piece, or all of them, in order."""
        with self._reading() as connection:
            return list(_entries(connection, piece))

    def dump(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every row with its table's name, parents before children, as of one moment."""
        with self._reading() as connection:
            for table in METADATA.sorted_tables:
                order = list(table.primary_key.columns)
                for row in connection.execute(select(table).order_by(*order)).mappings():
                    yield table.name, dict(row)

    def fill(self, rows: Iterator[tuple[str, dict[str, Any]]]) -> None:
        """Put back what `dump` gave, all or nothing. Raises BadInputError if anything is here."""
        with self._writing() as connection:
            if connection.execute(select(PIECES.c.id).limit(1)).first():
                raise BadInputError(
                    en="The store is not empty: a backup is restored into an empty one only.",
                    zh="存储中已有内容：备份只能恢复到空的存储里。",
                )
            for name, row in rows:
                connection.execute(insert(METADATA.tables[name]).values(row))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that no other writer is inside of."""
        engine = self._engine.execution_options(**{WRITES: True})
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection


def _one(connection: Connection, table: Any, **known: object) -> RowMapping | None:
    query = select(table)
    for name, value in known.items():
        query = query.where(table.c[name] == value)
    return connection.execute(query).mappings().first()


def _add_version(connection: Connection, piece: str, name: str, body: str) -> None:
    taken = select(STAGES.c.version).where(STAGES.c.piece == piece, STAGES.c.name == name)
    version = max(connection.scalars(taken), default=0) + 1
    connection.execute(
        insert(STAGES).values(
            piece=piece, version=version, name=name, body=body,
            sha256=sha256(body.encode()).hexdigest(),
        )
    )  # fmt: skip


def _standing(connection: Connection, piece: str) -> Standing:
    if _one(connection, PIECES, id=piece) is None:
        raise _no_piece(piece)
    return standing_after(entry.event for entry in _entries(connection, piece))


def _append(connection: Connection, event: Event, at: str) -> None:
    newest = select(EVENTS).order_by(EVENTS.c.seq.desc()).limit(1)
    last = connection.execute(newest).mappings().first()
    entry = link(_entry(last) if last else None, event, at)
    connection.execute(
        insert(EVENTS).values(
            seq=entry.seq, at=at, previous=entry.previous, hash=entry.hash, piece=event.piece,
            action=event.action, actor=event.actor, content=event.content, why=event.why,
            details=json.dumps(dict(event.details), ensure_ascii=False),
        )
    )  # fmt: skip


def _entries(connection: Connection, piece: str | None) -> Iterator[Entry]:
    query = select(EVENTS).order_by(EVENTS.c.seq)
    if piece is not None:
        query = query.where(EVENTS.c.piece == piece)
    for row in connection.execute(query).mappings():
        yield _entry(row)


def _entry(row: RowMapping) -> Entry:
    event = Event(
        piece=row["piece"], action=row["action"], actor=row["actor"], content=row["content"],
        why=row["why"], details=json.loads(row["details"]),
    )  # fmt: skip
    return Entry(
        seq=row["seq"], at=row["at"], event=event, previous=row["previous"], hash=row["hash"]
    )


def _no_piece(piece: str) -> NotFoundError:
    return NotFoundError(
        en=f"There is no piece {piece!r}. See them with: gongwu pieces",
        zh=f"没有编号为“{piece}”的作品。可用 gongwu pieces 查看全部。",
    )
