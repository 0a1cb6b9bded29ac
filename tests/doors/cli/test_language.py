"""Which language is spoken."""

import pytest

from gongwu.doors.cli.language import both, half, say, speak, spoken
from gongwu.errors import BadInputError


@pytest.mark.parametrize(
    ("argv", "environ", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "C"}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"),
        ([], {"LC_ALL": "en_US", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, "en"),
        ([], {"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ([], {"GONGWU_LANG": "zh", "LC_ALL": "en_US"}, "zh"),
        ([], {"GONGWU_LANG": "en", "LANG": "zh_CN"}, "en"),
        (["--lang", "en"], {"GONGWU_LANG": "zh"}, "en"),
        (["--lang=zh"], {}, "zh"),
        (["--lang", "zh-CN"], {}, "zh"),
        (["--lang", "en", "--lang", "zh"], {}, "zh"),
    ],
)
def test_the_nearest_wish_wins(argv: list[str], environ: dict[str, str], language: str) -> None:
    assert speak(argv, environ) == []
    assert spoken() == language


@pytest.mark.parametrize("place", range(4))
def test_lang_may_stand_anywhere_before_the_dashes(place: int) -> None:
    words = ["train", "text", "poems"]
    argv = [*words[:place], "--lang", "zh", *words[place:]]
    assert speak(argv, {}) == words
    assert spoken() == "zh"


def test_what_follows_the_dashes_is_no_option() -> None:
    argv = ["generate", "--", "--lang", "zh"]
    assert speak(argv, {}) == argv
    assert spoken() == "en"


@pytest.mark.parametrize(
    ("argv", "environ"),
    [(["--lang", "fr"], {}), (["--lang"], {}), (["--lang="], {}), ([], {"GONGWU_LANG": "klingon"})],
)
def test_an_unknown_language_is_refused(argv: list[str], environ: dict[str, str]) -> None:
    with pytest.raises(BadInputError):
        speak(argv, environ)


def test_a_bad_language_is_refused_in_the_language_of_the_locale() -> None:
    with pytest.raises(BadInputError):
        speak(["--lang", "fr"], {"LANG": "zh_CN.UTF-8"})
    assert spoken() == "zh"


def test_a_text_for_both_says_what_is_spoken() -> None:
    text = both(en="Steps.", zh="步数。")
    speak([], {"LANG": "zh_CN"})
    assert half(text) == say(en="Steps.", zh="步数。") == "步数。"
    speak([], {})
    assert half(text) == "Steps."


def test_a_text_of_one_language_is_left_alone() -> None:
    speak([], {"LANG": "zh_CN"})
    assert half("PROMPT") == "PROMPT"
