r"""Inline text, read into runs: words, plain, bold or emphasised, and formulas.

Only what is meant as markup is taken for it: `5 * 3 * 2` and `$5 and $6` are read as they stand.
A formula has no space behind its first dollar sign and none before its last, and no digit follows
it; a star that opens has no letter before it and no space behind it. `\$`, `\*` and `\\` stand for
the signs themselves. A line break in the text is one on the page.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\$*])"
    r"|\$(?P<formula>(?!\s)(?:\\.|[^\\$])+?(?<!\s))\$(?!\d)"
    r"|(?P<stars>\*\*|\*)"
    r"|(?P<words>[^\\$*]+|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Words:
    """Letters as they are."""

    text: str
    bold: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """The LaTeX of a formula, without dollar signs."""

    latex: str


Run = Words | Formula


_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """Without the signs that nobody can see and no XML can hold; any line break is `\n`."""
    return _UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """A text from elsewhere as inline text that shows it sign by sign."""
    return re.sub(r"([\\$*])", r"\\\1", text)


def runs_of(text: str) -> tuple[Run, ...]:
    """The runs of an inline text, in order; no two neighbours could be one."""
    text = readable(text)
    tokens = list(_TOKEN.finditer(text))
    marks = _pairs(text, tokens)
    runs: list[Run] = []
    on = {"*": False, "**": False}
    for place, token in enumerate(tokens):
        if place in marks:
            on[token.group()] = not on[token.group()]
        elif token["formula"]:
            runs.append(Formula(token["formula"]))
        else:
            _append(runs, Words(token["escaped"] or token.group(), on["**"], on["*"]))
    return tuple(runs)


def formulas_in(text: str) -> list[str]:
    """The LaTeX of each formula of a text."""
    return [run.latex for run in runs_of(text) if isinstance(run, Formula)]


def _append(runs: list[Run], words: Words) -> None:
    last = runs[-1] if runs else None
    alike = isinstance(last, Words) and (last.bold, last.emphasis) == (words.bold, words.emphasis)
    if isinstance(last, Words) and alike:
        runs[-1] = Words(last.text + words.text, words.bold, words.emphasis)
    else:
        runs.append(words)


def _pairs(text: str, tokens: list[re.Match[str]]) -> set[int]:
    """The places of the stars that open and close something."""
    marks: set[int] = set()
    open_at: dict[str, int] = {}
    for place, token in enumerate(tokens):
        stars = token["stars"]
        if not stars:
            continue
        start, end = token.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        if stars in open_at and not before.isspace() and open_at[stars] != place - 1:
            marks |= {open_at.pop(stars), place}
        elif after and not after.isspace() and not (before.isascii() and before.isalnum()):
            open_at.setdefault(stars, place)
    return marks
