"""From a URL to a database that is ready: SQLite in WAL by default, PostgreSQL by URL."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from gongwu.errors import BadInputError, NotFoundError, TryLaterError

# The execution option of a connection that is going to write.
WRITES = "gongwu_writes"

_BUSY_SECONDS = 30


def connect(url: str) -> Engine:
    """The database of a URL, its tables brought up to date.

    Raises BadInputError for a URL that is none, TryLaterError where nobody answers.
    """
    engine = _engine(url)
    try:
        _bring_up_to_date(engine)
    except OperationalError as error:
        raise _unreachable(url, error) from error
    return engine


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInputError(
            en="The store's URL is none. Write sqlite:///PATH or postgresql+psycopg://USER@HOST/DB",
            zh="存储地址不合格。应写作 sqlite:///路径 或 postgresql+psycopg://用户@主机/库名",
        ) from error
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.get_backend_name() != "postgresql":
        raise BadInputError(
            en=f"{parsed.get_backend_name()}: the store speaks SQLite and PostgreSQL.",
            zh=f"{parsed.get_backend_name()}：存储只支持 SQLite 和 PostgreSQL。",
        )
    try:
        # A database made under the plainest locale would otherwise give bytes for text.
        return create_engine(url, pool_pre_ping=True, client_encoding="utf8")
    except ModuleNotFoundError as error:
        raise NotFoundError(
            en="PostgreSQL needs its driver: pip install 'gongwu[postgres]'",
            zh="使用 PostgreSQL 需要驱动：pip install 'gongwu[postgres]'",
        ) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: ours take the write lock at once.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # Two that read first and write later would otherwise meet in the middle, and one fail.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    from gongwu.studio.store.migrate import HEAD, migrate

    with engine.connect() as connection:
        here = (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if inspect(connection).has_table("alembic_version")
            else None
        )
    if here != HEAD:
        migrate(engine)


def _unreachable(url: str, error: OperationalError) -> TryLaterError:
    shown = make_url(url).render_as_string(hide_password=True)
    reason = str(error.orig).strip().splitlines()[0]
    return TryLaterError(
        en=f"The store {shown} cannot be used: {reason}. Is the database running, and the disk "
        "writable?",
        zh=f"无法使用存储 {shown}：{reason}。请检查数据库是否在运行、磁盘是否可写。",
    )
