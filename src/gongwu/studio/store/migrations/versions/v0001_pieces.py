"""Pieces, their stages, the log of decisions, and what was published."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "piece",
        sa.Column("id", sa.Text(), primary_key=True),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("kind", "brief", "seed", "model", "made_at")
        ),
    )
    op.create_table(
        "stage",
        sa.Column("piece", sa.Text(), sa.ForeignKey("piece.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
    )
    op.create_table(
        "event",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("piece", sa.Text(), sa.ForeignKey("piece.id"), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("action", "actor", "content", "why", "details", "at", "previous")
        ),
        sa.Column("hash", sa.Text(), nullable=False, unique=True),
    )
    op.create_index("ix_event_piece", "event", ["piece"])
    op.create_table(
        "publication",
        sa.Column("produce_id", sa.Text(), primary_key=True),
        sa.Column("file_sha256", sa.Text(), primary_key=True),
        sa.Column("piece", sa.Text(), sa.ForeignKey("piece.id"), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("format", "content", "reviewer", "at")
        ),
    )
    op.create_index("ix_publication_piece", "publication", ["piece"])
    op.create_index("ix_publication_file_sha256", "publication", ["file_sha256"])
