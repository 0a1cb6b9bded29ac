"""The real PostgreSQL, where one is installed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.studio.store.postgres import Postgres, find_binaries


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: apt install postgresql")
    # A short path that the user postgres may enter: a socket's path has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="gw", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        server = Postgres(binaries, Path(folder) / "pg")
        yield server
        server.stop()
