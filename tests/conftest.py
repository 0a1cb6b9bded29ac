"""What holds for every test: nobody's own settings, models or language leak in."""

import os
from pathlib import Path

import hypothesis
import pytest

# How long an example takes says more about the machine and who else is on it. Thirty a law, the
# same ones each time, so that all laws take seconds and a change that breaks none stays green;
# `--hypothesis-profile=search` tries two hundred others.
hypothesis.settings.register_profile("gongwu", deadline=None, max_examples=30, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=200)
hypothesis.settings.load_profile("gongwu")

# Read before `home` takes every GONGWU_* variable away.
_REAL_DATA = os.environ.get("GONGWU_TEST_DATA")


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


@pytest.fixture
def real_data(repository: Path) -> Path:
    """Texts and pictures made by people: GONGWU_TEST_DATA, else `shared/data` beside this folder.

    They are not ours to pass on, so whoever has none skips what needs them.
    """
    folder = Path(_REAL_DATA) if _REAL_DATA else repository.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}: name its folder in GONGWU_TEST_DATA")
    return folder
