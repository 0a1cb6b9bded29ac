"""The misbehaving server as a process of its own, and what it was asked."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from gongwu.studio.server_model.calls import Patience
from gongwu.studio.server_model.model import ServerTextModel, open_server_model

SCRIPT = Path(__file__).with_name("misbehaving.py")


@dataclass
class Server:
    """A running server. `waits` are the pauses that our side made, none of them really."""

    url: str
    log: Path
    waits: list[float] = field(default_factory=list)

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def open(
        self, environ: dict[str, str] | None = None, *, read_seconds: float = 10
    ) -> ServerTextModel:
        """Its model, asked by somebody who does not really wait."""
        patience = Patience(read_seconds=read_seconds, sleep=self.waits.append)
        return open_server_model(
            f"tiny@{self.url}", environ=environ or {}, offline=True, patience=patience
        )


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    log = tmp_path_factory.mktemp("server") / "log.jsonl"
    with subprocess.Popen(
        [sys.executable, SCRIPT, log], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        yield f"http://127.0.0.1:{port}", log
        process.kill()


@pytest.fixture
def server(running: tuple[str, Path], socket_enabled: None) -> Server:
    url, log = running
    log.write_text("")
    return Server(url, log)
