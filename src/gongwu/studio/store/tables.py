"""The tables of the store, for SQLite and PostgreSQL alike."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Table, Text

METADATA = MetaData()

# A piece: what was asked for. Its id is the hash of that, so asking again finds the same piece.
PIECES = Table(
    "piece",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("brief", Text, nullable=False),
    Column("seed", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)

# What each stage gave: version 1 as it was made, one more for each edit. Never changed.
STAGES = Table(
    "stage",
    METADATA,
    Column("piece", Text, ForeignKey("piece.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("sha256", Text, nullable=False),
)

# Every decision, in one chain for the whole store: each row holds the hash of the one before.
EVENTS = Table(
    "event",
    METADATA,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True,
           autoincrement=False),
    Column("piece", Text, ForeignKey("piece.id"), nullable=False, index=True),
    Column("action", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)  # fmt: skip

# Each file that was published, by the number in its label; a signature may make new bytes of it.
PUBLICATIONS = Table(
    "publication",
    METADATA,
    Column("produce_id", Text, primary_key=True),
    Column("piece", Text, ForeignKey("piece.id"), nullable=False, index=True),
    Column("format", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("file_sha256", Text, primary_key=True, index=True),
    Column("reviewer", Text, nullable=False),
    Column("at", Text, nullable=False),
)
