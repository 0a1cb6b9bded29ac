"""Kinds are found through entry points: ours, and those of a package that knows nothing of us."""

import inspect
import sys
from pathlib import Path

import pytest

from gongwu.errors import FailedError, NotFoundError
from gongwu.studio.kinds import find_kind, kind_names
from tests.studio import sample_kind

ENTRY_POINTS = """
[gongwu.kinds]
sums = their_sums:SUMS
broken = their_broken:KIND
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as pip would leave it: a module, and a dist-info folder with its entry points."""
    (tmp_path / "their_sums.py").write_text(inspect.getsource(sample_kind), "utf-8")
    (tmp_path / "their_broken.py").write_text("import a_package_that_is_not_here\n")
    info = tmp_path / "theirs-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "their_sums", raising=False)
    return tmp_path


def test_a_strangers_kind_is_found_without_any_edit_of_ours(installed: Path) -> None:
    assert {"sums", "exercises"} <= set(kind_names())
    assert find_kind("sums").about.zh == "两个数的加法。"
    assert len(inspect.getsource(sample_kind).splitlines()) <= 150


def test_a_kind_that_cannot_be_imported_says_what_is_missing(installed: Path) -> None:
    with pytest.raises(FailedError, match="a_package_that_is_not_here"):
        find_kind("broken")


def test_an_unknown_kind_names_its_neighbours() -> None:
    with pytest.raises(NotFoundError, match="Did you mean exercises"):
        find_kind("exercise")
