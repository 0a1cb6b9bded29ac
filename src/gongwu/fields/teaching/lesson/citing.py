"""Sentences of a source that speak of a lesson's matter, each with the exact span it stands in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

_SENTENCE = re.compile(r"[^。！？!?\n]*?(?:[。！？!?]|(?<=[a-z0-9)])\.(?=\s|$)|\n|$)")
_CJK_RUN = re.compile(r"[\u3400-\u9fff]+")
_MOST = 3
_SHORTEST, _LONGEST = 8, 300


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A verbatim sentence of the source: `source[start:end]`. `sha256` is that of the quotation."""

    quote: str
    start: int
    end: int
    sha256: str


def cite(source: str, about: Sequence[str]) -> tuple[Citation, ...]:
    """The sentences that share most terms with what the lesson is about, in the source's order."""
    wanted = set().union(*map(_terms, about)) if about else set()
    found = [(len(wanted & _terms(source[start:end])), start, end)
             for start, end in _sentences(source)]  # fmt: skip
    best = sorted((each for each in found if each[0]), key=lambda each: (-each[0], each[1]))
    return tuple(
        _citation(source, start, end) for _, start, end in sorted(best[:_MOST], key=_place)
    )


def resolves(citation: Citation, source: str) -> bool:
    """Whether the source says at that place, letter for letter, what is quoted."""
    quoted = source[citation.start : citation.end]
    digest = sha256(quoted.encode()).hexdigest()
    return quoted == citation.quote and digest == citation.sha256


def _sentences(source: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(source):
        text = match.group()
        start = match.start() + len(text) - len(text.lstrip())
        end = match.start() + len(text.rstrip())
        if _SHORTEST <= end - start <= _LONGEST:
            yield start, end


def _terms(text: str) -> set[str]:
    """Latin words, and pairs of neighbouring Chinese characters."""
    pairs = {run[at : at + 2] for run in _CJK_RUN.findall(text) for at in range(len(run) - 1)}
    return pairs | set(re.findall(r"[a-z]{4,}", text.lower()))


def _citation(source: str, start: int, end: int) -> Citation:
    quote = source[start:end]
    return Citation(quote=quote, start=start, end=end, sha256=sha256(quote.encode()).hexdigest())


def _place(found: tuple[int, int, int]) -> int:
    return found[1]
