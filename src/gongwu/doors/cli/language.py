"""English or Chinese: which one is spoken, and how one text carries both.

`say` is for what is printed while a command runs. `both` is for help texts: they are written when
a module is imported, before the language is known, and Typer takes one string only, so the two
languages travel together and `half` parts them when the help is shown.
"""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from inspect import cleandoc

from gongwu.errors import BadInputError, Language

# The unit separator: a control character that no sentence contains and no formatter touches.
_SEAM = "\x1f"

_spoken: ContextVar[Language] = ContextVar("language", default="en")


def say(*, en: str, zh: str) -> str:
    """The text in the language that this command line speaks."""
    return zh if spoken() == "zh" else en


def both(*, en: str, zh: str) -> str:
    """A help text in both languages, as one string."""
    return cleandoc(en) + _SEAM + cleandoc(zh)


def half(text: str) -> str:
    """The half of a `both` text that is spoken; any other text as it is."""
    english, _, chinese = text.partition(_SEAM)
    return say(en=english, zh=chinese or english)


def spoken() -> Language:
    """The language that this command line speaks."""
    return _spoken.get()


def speak(argv: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    """Choose the language and return the words of the command line without `--lang`.

    The locale is taken first, so that a bad `--lang` is refused in the person's own language.
    """
    _spoken.set(_of_locale(environ))
    if chosen := environ.get("GONGWU_LANG"):
        _spoken.set(_parse(chosen, source="GONGWU_LANG"))
    words, flags = _without_lang(argv)
    for flag in flags:
        _spoken.set(_parse(flag, source="--lang"))
    return words


def before_dashes(argv: Sequence[str]) -> list[str]:
    """The words that may be options: those before a lone `--`."""
    return list(argv[: argv.index("--")] if "--" in argv else argv)


def _of_locale(environ: Mapping[str, str]) -> Language:
    names = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next(filter(None, names), "")
    return "zh" if first.lower().startswith("zh") else "en"


def _parse(name: str, *, source: str) -> Language:
    """`zh`, and also `zh-CN` or `zh_CN.UTF-8`, which people paste from their locale."""
    code = name.lower().replace("_", "-").partition("-")[0]
    if code == "zh":
        return "zh"
    if code == "en":
        return "en"
    raise BadInputError(
        en=f"{source}={name}: Gongwu speaks en and zh. Use one of the two.",
        zh=f"{source}={name}：共舞只会说 en 和 zh，请用其中之一。",
    )


def _without_lang(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    options = before_dashes(argv)
    words: list[str] = []
    flags: list[str] = []
    coming = iter(options)
    for word in coming:
        if word == "--lang":
            flags.append(next(coming, ""))
        elif word.startswith("--lang="):
            flags.append(word.removeprefix("--lang="))
        else:
            words.append(word)
    return words + list(argv[len(options) :]), flags
