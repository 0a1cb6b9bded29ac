"""A real PostgreSQL, started for the tests in a folder of their own, reached by a unix socket."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError


def find_binaries() -> Path | None:
    """Where initdb and postgres lie; Debian keeps them out of the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


class Postgres:
    """One server. PostgreSQL refuses to run as root: there it runs as the user `postgres`."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self._folder = folder
        self._numbers = count()
        self._user = "postgres" if os.geteuid() == 0 else None
        folder.mkdir(mode=0o755)
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "-D", str(folder / "data"), "-U", "gongwu", "-A", "trust", "-N")
        self._server = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(folder / "data"),
             "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
            user=self._user,
        )  # fmt: skip
        self._wait()

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database."""
        name = f"test_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name}")
        yield self._url(name)

    def stop(self) -> None:
        self._server.terminate()
        self._server.wait(timeout=30)

    def _url(self, database: str) -> str:
        return f"postgresql+psycopg://gongwu@/{database}?host={self._folder}"

    def _execute(self, statement: str) -> None:
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT",
                               client_encoding="utf8")  # fmt: skip
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def _wait(self) -> None:
        for _ in range(200):
            if (self._folder / ".s.PGSQL.5432").exists():
                try:
                    self._execute("SELECT 1")
                except OperationalError:
                    time.sleep(0.05)
                    continue
                return
            time.sleep(0.05)
        raise AssertionError("PostgreSQL did not start")

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [str(self._binaries / program), *words],
            user=self._user, check=True, capture_output=True, cwd="/",
        )  # fmt: skip
