"""Where an option's value comes from."""

from itertools import product
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Answer, Gongwu, Probe

Files = tuple[Path, Path]


@pytest.fixture
def files(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """The project's file and the person's, not yet written; we stand deep in the project."""
    deep = tmp_path / "project" / "deep" / "down"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    (home / "config").mkdir()
    return tmp_path / "project" / "gongwu.toml", home / "config" / "config.toml"


@pytest.mark.parametrize("group", ["", "outer"])
@pytest.mark.parametrize("given", list(product([True, False], repeat=4)), ids=str)
def test_the_nearest_source_wins(
    given: tuple[bool, ...],
    group: str,
    files: Files,
    gongwu: Gongwu,
    probe: Probe,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Flag > environment > project > person > default, for every combination of them."""
    by_flag, by_environment, by_project, by_person = given
    path = [*group.split(), "probe"]
    section = f"[{'.'.join(path)}]\n"
    if by_person:
        files[1].write_text(section + "steps = 13\n")
    if by_project:
        files[0].write_text(section + "steps = 12\n")
    if by_environment:
        monkeypatch.setenv("_".join(["GONGWU", *path, "STEPS"]).upper(), "11")
    flags = ["--steps", "10"] if by_flag else []
    nearest = next((10 + place for place, there in enumerate(given) if there), 7)
    assert gongwu(*path, *flags, "--json").json["steps"] == nearest


def test_both_files_are_read_key_by_key(files: Files, gongwu: Gongwu, probe: Probe) -> None:
    files[0].write_text("[probe]\nsteps = 12\n")
    files[1].write_text("[probe]\nsteps = 13\nheat = 2\n[outer.probe]\nsteps = 14\n")
    assert gongwu("probe", "--json").json == {
        "steps": 12,
        "heat": 2.0,
        "sort": "plain",
        "loud": False,
        "stop_word": None,
    }
    assert gongwu("outer", "probe", "--json").json["steps"] == 14


def test_every_kind_of_value_can_be_set(files: Files, gongwu: Gongwu, probe: Probe) -> None:
    files[0].write_text('[probe]\nsort = "fancy"\nloud = true\nstop-word = ["。", "\\n"]\n')
    given = gongwu("probe", "--json").json
    assert (given["sort"], given["loud"], given["stop_word"]) == ("fancy", True, ["。", "\n"])


def test_a_dash_and_an_underscore_are_the_same(files: Files, gongwu: Gongwu, probe: Probe) -> None:
    files[0].write_text('[probe]\nstop_word = ["。"]\n')
    assert gongwu("probe", "--json").json["stop_word"] == ["。"]


def test_the_nearest_project_file_is_the_project(
    files: Files, gongwu: Gongwu, probe: Probe
) -> None:
    files[0].write_text("[probe]\nsteps = 12\n")
    (Path.cwd().parent / "gongwu.toml").write_text("[probe]\nsteps = 15\n")
    assert gongwu("probe", "--json").json["steps"] == 15


MISTAKES = [
    ("[probe]\nstep = 3\n", "probe.step", "steps"),
    ("[prob]\nsteps = 3\n", "prob", "probe"),
    ("[outer.prob]\nsteps = 3\n", "outer.prob", "probe"),
    ("[probe]\njson = true\n", "probe.json", "steps"),
    ("probe = 3\n", "probe", "under [probe]"),
    ("size = 3\n", "size", "probe"),
    ("[probe]\nsteps = 3.5\n", "probe.steps", "whole number"),
    ("[probe]\nsteps = true\n", "probe.steps", "whole number"),
    ('[probe]\nheat = "hot"\n', "probe.heat", "a number"),
    ("[probe]\nloud = 1\n", "probe.loud", "true or false"),
    ("[probe]\nsort = 1\n", "probe.sort", "text in quotes"),
    ("[probe]\nstop-word = [1]\n", "probe.stop-word", "a list, each text"),
    ('[probe]\nstop-word = "x"\n', "probe.stop-word", "a list, each text"),
    ("[probe\n", "TOML", "line 1"),
]


@pytest.mark.parametrize(("text", "key", "advice"), MISTAKES)
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.usefixtures("probe")
def test_a_mistake_in_a_file_names_the_file_and_the_key(
    which: int, text: str, key: str, advice: str, files: Files, gongwu: Gongwu
) -> None:
    files[which].write_text(text)
    answer = gongwu("probe")
    assert answer.code == 2
    for word in (str(files[which]), key, advice):
        assert word in answer.err
    assert gongwu("probe", "--lang", "zh").err != answer.err


def test_a_value_out_of_range_is_traced_to_its_file(
    files: Files, gongwu: Gongwu, probe: Probe
) -> None:
    files[0].write_text("[outer.probe]\nsteps = 5000\n")
    answer = gongwu("outer", "probe")
    assert _first_two(answer) == [
        "gongwu: --steps/-s: must be at most 1000.",
        f"It is set in {files[0]}.",
    ]


def test_a_bad_value_is_traced_to_its_variable(
    gongwu: Gongwu, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGWU_OUTER_PROBE_HEAT", "hot")
    assert _first_two(gongwu("outer", "probe")) == [
        "gongwu: --heat: must be a number.",
        "It is set in GONGWU_OUTER_PROBE_HEAT.",
    ]


def _first_two(answer: Answer) -> list[str]:
    assert answer.code == 2
    return answer.err.splitlines()[:2]


def test_a_file_that_is_not_text_is_refused(files: Files, gongwu: Gongwu, probe: Probe) -> None:
    files[0].write_bytes(b"[probe]\nsort = '\xff\xfe'\n")
    answer = gongwu("probe")
    assert answer.code == 2
    assert str(files[0]) in answer.err


def test_help_is_given_beside_a_broken_file(files: Files, gongwu: Gongwu, probe: Probe) -> None:
    files[0].write_text("[probe\n")
    for words in ((), ("--help",), ("probe", "-h"), ("--version",)):
        assert gongwu(*words).code == 0
