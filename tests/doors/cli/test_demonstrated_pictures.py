import shlex
from pathlib import Path

from gongwu.doors.cli.demonstrated_pictures import FILM, MODEL, PROMPTS, demonstrate_pictures
from tests.doors.cli.conftest import assert_understood
from tests.doors.web.markup import faults
from tests.engine.inference.tiny_picture_models import save_tiny


def test_the_demo_draws_in_both_languages_and_films_the_first(home: Path, tmp_path: Path) -> None:
    save_tiny(home / "data" / "models" / MODEL)
    lines: list[str] = []
    drawings = demonstrate_pictures(tmp_path, 7, lines.append)
    assert [each.prompt for each in drawings.made] == list(PROMPTS)
    assert [each.seed for each in drawings.made] == list(range(7, 7 + len(PROMPTS)))
    assert {prompt.isascii() for prompt in PROMPTS} == {True, False}
    assert len(lines) == len(PROMPTS)
    assert drawings.film.picture == drawings.made[0].picture
    assert faults((tmp_path / FILM).read_text("utf-8")) == []
    for command in (drawings.command, *(each.command for each in drawings.made)):
        assert_understood(shlex.split(command)[1:])
