"""What is kept is kept once, in order, and no change goes unseen; on SQLite and on PostgreSQL."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import inspect

from gongwu.errors import BadInputError, FailedError, GongwuError, NotFoundError, RefusedError
from gongwu.studio.review import Event
from gongwu.studio.store.backup import backup, restore
from gongwu.studio.store.chain import broken
from gongwu.studio.store.connection import connect
from gongwu.studio.store.migrate import HEAD
from gongwu.studio.store.records import Order, Publication
from gongwu.studio.store.store import Store
from gongwu.studio.store.tables import METADATA
from tests.studio.conftest import workshop_over
from tests.studio.store.postgres import Postgres

AT = "2026-11-23T08:00:00+00:00"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each sort."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database() as made:
        yield made


@pytest.fixture
def kept(url: str) -> Iterator[Store]:
    store = Store(url)
    yield store
    store.close()


def order(number: int = 1) -> Order:
    return Order(id=f"sums-{number:04d}", kind="sums", brief='{"lang":"中"}', seed=str(2**80),
                 model="", made_at=AT)  # fmt: skip


def event(action: str = "made", content: str = "a", piece: str = "sums-0001") -> Event:
    return Event(piece=piece, action=action, actor="王老师", content=content,  # type: ignore[arg-type]
                 why="因为", details={"k": "值"})  # fmt: skip


def test_an_order_is_kept_once(kept: Store) -> None:
    assert kept.add(order()) == order()
    assert kept.add(order()) == order()
    assert kept.orders() == [order()]


def test_a_stage_is_kept_once_and_other_bytes_are_refused(kept: Store) -> None:
    kept.add(order())
    kept.keep_stage("sums-0001", 1, "plan", "事实")
    kept.keep_stage("sums-0001", 1, "plan", "事实")
    with pytest.raises(FailedError):
        kept.keep_stage("sums-0001", 1, "plan", "other")
    assert kept.stage("sums-0001", 1, "plan") == "事实"
    assert kept.stage("sums-0001", 1, "word") is None


def test_the_log_keeps_order_and_words(kept: Store) -> None:
    kept.add(order())
    kept.record(event(), AT)
    kept.record(event("comment"), AT)
    entries = kept.log("sums-0001")
    assert [entry.event for entry in entries] == [event(), event("comment")]
    assert [entry.seq for entry in entries] == [1, 2]
    assert broken(kept.log()) == []


def test_a_decision_that_is_refused_leaves_no_trace(kept: Store) -> None:
    kept.add(order())
    kept.record(event(), AT)
    with pytest.raises(RefusedError):
        kept.record(event("publish"), AT)
    with pytest.raises(NotFoundError):
        kept.record(event(piece="sums-none"), AT)
    assert len(kept.log()) == 1


def test_an_edit_and_its_stages_are_one(kept: Store) -> None:
    kept.add(order())
    kept.keep_stage("sums-0001", 1, "word", "one")
    kept.record(event(), AT)
    kept.record(event("edit", "b"), AT, {"word": "two", "verify": "clean"})
    assert kept.last_version("sums-0001") == 2
    assert kept.stage("sums-0001", 2, "word") == "two"


def publication(content: str = "a", file: str = "f" * 64) -> Publication:
    return Publication(produce_id="p-1-md", piece="sums-0001", format="md", content=content,
                       file_sha256=file, reviewer="王老师", at=AT)  # fmt: skip


def test_a_publication_is_recorded_once_and_only_when_approved(kept: Store) -> None:
    kept.add(order())
    kept.record(event(), AT)
    with pytest.raises(RefusedError):
        kept.publish(publication(), "md")
    kept.record(event("approve"), AT)
    kept.publish(publication(), "md")
    kept.publish(publication(), "md")
    with pytest.raises(RefusedError):
        kept.publish(publication("b"), "md")
    assert [entry.event.action for entry in kept.log()] == ["made", "approve", "publish"]
    assert kept.publication(file_sha256="f" * 64) == publication()
    assert kept.publication(file_sha256="0" * 64) is None


def test_an_id_is_found_by_its_beginning(kept: Store) -> None:
    for number in (1, 2, 13):
        kept.add(order(number))
    assert kept.resolve("sums-001") == "sums-0013"
    with pytest.raises(BadInputError, match="several"):
        kept.resolve("sums-000")
    for unknown in ("nothing", "", "%"):
        with pytest.raises(NotFoundError):
            kept.resolve(unknown)


def test_many_at_once_lose_and_double_nothing(url: str) -> None:
    """Each thread makes the same ten pieces and comments on them; the chain stays one chain."""
    Store(url).close()
    faults: list[BaseException] = []

    def work(name: str) -> None:
        try:
            store = Store(url)
            workshop = workshop_over(store)
            for seed in range(10):
                piece = workshop.order("sums", {"count": 1}, seed=seed).id
                workshop.carry(piece)
                workshop.comment(piece, actor=name, why="seen")
            store.close()
        except BaseException as error:
            faults.append(error)

    threads = [Thread(target=work, args=(name,)) for name in ("a", "b", "c", "d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    store = Store(url)
    assert len(store.orders()) == 10
    actions = [entry.event.action for entry in store.log()]
    assert actions.count("made") == 10
    assert actions.count("comment") == 40
    assert broken(store.log()) == []
    store.close()


def test_the_tables_are_those_that_the_code_knows(url: str) -> None:
    """What the migrations make is what `tables` says: the same columns, keys and indexes."""
    engine = connect(url)
    seen = inspect(engine)
    assert set(seen.get_table_names()) == {*METADATA.tables, "alembic_version"}
    for name, table in METADATA.tables.items():
        columns = {column["name"]: column["nullable"] for column in seen.get_columns(name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        key = seen.get_pk_constraint(name)["constrained_columns"]
        assert key == [column.name for column in table.primary_key.columns]
        indexes = {index["name"] for index in seen.get_indexes(name)
                   if not index.get("duplicates_constraint")}  # fmt: skip
        assert {index.name for index in table.indexes} <= indexes
    engine.dispose()


def test_the_newest_migration_is_the_head() -> None:
    folder = Path(__file__).parents[3] / "src/gongwu/studio/store/migrations/versions"
    newest = max(folder.glob("v*.py"))
    assert newest.name.startswith(f"v{HEAD}_")


def filled(url: str) -> Store:
    store = Store(url)
    workshop = workshop_over(store)
    for seed in range(3):
        piece = workshop.order("sums", {"lang": "zh"}, seed=seed).id
        workshop.carry(piece)
        workshop.approve(piece, actor="王老师", why="好")
    return store


def test_a_backup_comes_back_whole(url: str, tmp_path: Path) -> None:
    """Into SQLite, wherever it came from."""
    before = filled(url)
    file = tmp_path / "gongwu.backup"
    rows = backup(before, file)
    after = Store(f"sqlite:///{tmp_path / 'other.db'}")
    assert restore(after, file) == rows
    assert list(after.dump()) == list(before.dump())
    assert broken(after.log()) == []
    again = tmp_path / "again.backup"
    backup(after, again)
    assert again.read_bytes() == file.read_bytes()
    before.close()
    after.close()


def test_a_backup_goes_into_an_empty_store_only(kept: Store, tmp_path: Path) -> None:
    kept.add(order())
    file = tmp_path / "b"
    backup(kept, file)
    with pytest.raises(BadInputError, match="not empty"):
        restore(kept, file)
    assert kept.orders() == [order()]


def cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def flipped(raw: bytes) -> bytes:
    return raw[:40] + bytes([raw[40] ^ 1]) + raw[41:]


@pytest.mark.parametrize("harm", [cut, flipped, lambda raw: b"", lambda raw: b"not a backup"])
def test_a_harmed_backup_is_refused_and_restores_nothing(
    harm: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    store = filled(f"sqlite:///{tmp_path / 'a.db'}")
    file = tmp_path / "b"
    backup(store, file)
    store.close()
    file.write_bytes(harm(file.read_bytes()))
    empty = Store(f"sqlite:///{tmp_path / 'empty2.db'}")
    with pytest.raises(GongwuError):
        restore(empty, file)
    assert empty.orders() == []
    empty.close()


CHANGES = (
    "UPDATE event SET actor = 'nobody' WHERE seq = 2",
    "UPDATE event SET why = 'x' WHERE seq = 1",
    "UPDATE event SET content = 'x' WHERE seq = 3",
    "UPDATE event SET at = '2020' WHERE seq = 1",
    'UPDATE event SET details = \'{"a": "b"}\' WHERE seq = 4',
    "DELETE FROM event WHERE seq = 3",
    "DELETE FROM event WHERE seq = 1",
    "UPDATE event SET seq = seq + 10 WHERE seq > 3",
)


@pytest.mark.parametrize("statement", CHANGES)
def test_any_change_of_the_log_is_noticed(statement: str, tmp_path: Path) -> None:
    store = filled(f"sqlite:///{tmp_path / 'a.db'}")
    with sqlite3.connect(tmp_path / "a.db") as raw:
        raw.execute(statement)
    raw.close()
    assert broken(store.log()) != []
    store.close()


def test_a_stage_that_was_changed_outside_is_noticed(tmp_path: Path) -> None:
    store = filled(f"sqlite:///{tmp_path / 'a.db'}")
    with sqlite3.connect(tmp_path / "a.db") as raw:
        raw.execute("UPDATE stage SET body = replace(body, '1', '2') WHERE name = 'word'")
    raw.close()
    with pytest.raises(FailedError, match="changed outside"):
        workshop_over(store).look(store.orders()[0].id)
    store.close()


@pytest.mark.parametrize(
    "url", ["", "nothing", "mysql://x/y", "sqlite:////proc/nowhere/x.db", "postgresql+psycopg://"]
)
def test_a_store_that_cannot_be_is_refused_in_words(url: str) -> None:
    with pytest.raises((GongwuError, OSError)):
        Store(url)


@pytest.mark.enable_socket
def test_a_password_is_not_told(tmp_path: Path) -> None:
    with pytest.raises(GongwuError) as caught:
        Store("postgresql+psycopg://u:secret@127.0.0.1:1/none")
    assert "secret" not in caught.value.en + caught.value.zh
