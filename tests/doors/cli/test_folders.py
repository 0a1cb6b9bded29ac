"""Where Gongwu keeps things."""

from dataclasses import astuple
from pathlib import Path

from gongwu.doors.cli.folders import Folders, find_folders


def test_one_variable_moves_all_four(tmp_path: Path) -> None:
    folders = find_folders({"GONGWU_HOME": str(tmp_path)})
    assert folders == Folders(
        config=tmp_path / "config",
        data=tmp_path / "data",
        cache=tmp_path / "cache",
        log=tmp_path / "log",
    )


def test_a_relative_home_is_made_absolute() -> None:
    """A command that changes its folder must not change where models are found."""
    assert find_folders({"GONGWU_HOME": "here"}).data == Path.cwd() / "here" / "data"


def test_otherwise_they_are_four_places_of_the_platform() -> None:
    places: tuple[Path, ...] = astuple(find_folders({}))
    assert len(set(places)) == 4
    assert all(place.is_absolute() and "gongwu" in place.parts for place in places)
