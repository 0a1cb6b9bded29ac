"""Mistakes on the line are told in the person's language, with the next move."""

import pytest

from tests.doors.cli.conftest import Gongwu, Probe
from tests.doors.cli.test_help_page import CHINESE, LEAVES

MISTAKES = [
    (["modles"], "There is no command 'modles'. Did you mean 'models'?"),
    (["xyzzy"], "There is no command 'xyzzy'."),
    (["models", "--jsn"], "There is no option --jsn. Did you mean --json?"),
    (["models", "-z"], "There is no option -z."),
    (["models", "two", "three"], "Too many arguments: two three"),
    (["probe", "--steps"], "--steps needs a value."),
    (["probe", "--loud=yes"], "--loud takes no value."),
    (["probe", "--steps", "few"], "--steps/-s: must be a whole number."),
    (["probe", "--steps", "0"], "--steps/-s: must be at least 1."),
    (["probe", "--steps", "1001"], "--steps/-s: must be at most 1000."),
    (["probe", "--heat", "hot"], "--heat: must be a number."),
    (["probe", "--sort", "odd"], "--sort: 'odd' is none of 'plain', 'fancy'."),
    (["outer", "prob"], "There is no command 'prob'. Did you mean 'probe'?"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: str(value)[:30])
def test_a_mistake_is_named(words: list[str], said: str, gongwu: Gongwu, probe: Probe) -> None:
    answer = gongwu(*words)
    assert answer.code == 2
    assert answer.err.splitlines()[0] == f"gongwu: {said}"
    assert answer.out == ""


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: str(value)[:30])
def test_a_mistake_is_named_in_chinese(
    words: list[str], said: str, gongwu: Gongwu, probe: Probe
) -> None:
    answer = gongwu(*words, "--lang", "zh")
    assert answer.code == 2
    assert CHINESE.search(answer.err.splitlines()[0])


@pytest.mark.parametrize("path", LEAVES)
def test_a_mistake_is_one_json_object_for_every_command(path: str, gongwu: Gongwu) -> None:
    answer = gongwu(*path.split()[1:], "--json", "--no-such-option")
    assert answer.code == 2
    assert answer.json["error"]["code"] == 2
    assert "--no-such-option" in answer.json["error"]["message"]
    assert answer.err == ""


def test_the_next_move_is_the_help_of_that_command(gongwu: Gongwu, probe: Probe) -> None:
    assert gongwu("outer", "probe", "--hear", "1").err.endswith("See gongwu outer probe --help\n")
    assert "gongwu outer probe --help" in gongwu("outer", "probe", "x", "--lang", "zh").err
