"""What holds for every test: nobody's own settings, models or language leak in."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty GONGWU_HOME, no other GONGWU_* variable, and the plainest locale."""
    for name in list(os.environ):
        if name.startswith(("GONGWU_", "LC_")):
            monkeypatch.delenv(name)
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("GONGWU_HOME", str(folder))
    monkeypatch.setenv("LANG", "C")
    return folder


@pytest.fixture
def repository() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).parent.parent
