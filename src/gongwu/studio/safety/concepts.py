"""Where the words of a lexicon stand in a folded text. Knows words and endings, judges nothing.

English words are brought to their base form, Chinese is read from left to right; the longest phrase
wins in both, so that an innocent compound hides the word inside it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongwu.studio.safety.folding import unleet

_TOKEN = re.compile(
    r"[a-z0-9@$]*[a-z][a-z0-9@$]*|\d+|[\u4e00-\u9fff]+|[.!?;。！？；\n]+|[\"“”《》]"
)
_ENDS = frozenset(".!?;。！？；\n")


@dataclass(frozen=True)
class Mark:
    """The concepts of one word or phrase, and its place in the folded text."""

    concepts: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """English phrases as tuples of base forms, Chinese words by their first character."""

    phrases: Mapping[tuple[str, ...], frozenset[str]]
    words: frozenset[str]
    longest: Mapping[str, int]
    chinese: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]

    def sentences(self, text: str) -> Iterator[list[Mark]]:
        """The marks of each sentence that has any."""
        marks: list[Mark] = []
        run: list[tuple[str, int, int]] = []
        for match in _TOKEN.finditer(text):
            token = match[0]
            if token[0].isascii() and token[0] not in _ENDS and token != '"':
                run.append((self._base(token), match.start(), match.end()))
                continue
            marks += self._english(run)
            run = []
            if "\u4e00" <= token[0] <= "\u9fff":
                marks += self._chinese(token, match.start())
            elif token[0] in _ENDS and not _is_inner_dot(text, match.end()):
                if marks:
                    yield marks
                marks = []
        marks += self._english(run)
        if marks:
            yield marks

    def _base(self, token: str) -> str:
        if token in self.words or (plain := unleet(token)) == token:
            return _base(token, self.words)
        return _base(plain, self.words)

    def _english(self, run: list[tuple[str, int, int]]) -> Iterator[Mark]:
        at = 0
        while at < len(run):
            # Most words begin no phrase at all.
            most = self.longest.get(run[at][0], 0)
            for size in range(min(most, len(run) - at), 0, -1):
                part = run[at : at + size]
                concepts = self.phrases.get(tuple(word for word, _, _ in part))
                if concepts:
                    yield Mark(concepts, part[0][1], part[-1][2])
                    at += size
                    break
            else:
                at += 1

    def _chinese(self, text: str, offset: int) -> Iterator[Mark]:
        at = 0
        while at < len(text):
            for word, concepts in self.chinese.get(text[at], ()):
                if text.startswith(word, at):
                    yield Mark(concepts, offset + at, offset + at + len(word))
                    at += len(word)
                    break
            else:
                at += 1


def lexicon(concepts: Mapping[str, str]) -> Lexicon:
    """Out of texts of words, by concept."""
    phrases: dict[tuple[str, ...], set[str]] = {}
    chinese: dict[str, set[str]] = {}
    for concept, listed in concepts.items():
        for word in listed.split():
            if "\u4e00" <= word[-1] <= "\u9fff" or "\u4e00" <= word[0] <= "\u9fff":
                chinese.setdefault(word, set()).add(concept)
            else:
                phrases.setdefault(tuple(word.split("_")), set()).add(concept)
    words = frozenset(word for phrase in phrases for word in phrase)
    based: dict[tuple[str, ...], set[str]] = {}
    for phrase, names in phrases.items():
        based.setdefault(tuple(_base(word, words) for word in phrase), set()).update(names)
    return Lexicon(
        phrases={phrase: frozenset(names) for phrase, names in based.items()},
        words=words,
        longest=_longest(based),
        chinese=_by_first_character(chinese),
    )


def _longest(phrases: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """How many words the longest phrase has that begins with a word."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return longest


def _by_first_character(
    words: Mapping[str, set[str]],
) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    table: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for word in sorted(words, key=len, reverse=True):
        table.setdefault(word[0], []).append((word, frozenset(words[word])))
    return {first: tuple(pairs) for first, pairs in table.items()}


_IRREGULAR = {
    "stole": "steal", "stolen": "steal", "made": "make", "built": "build", "bought": "buy",
    "sold": "sell", "broke": "break", "broken": "break", "knives": "knife", "wives": "wife",
    "got": "get", "getting": "get", "gave": "give", "wrote": "write", "written": "write",
    "hid": "hide", "hidden": "hide", "beaten": "beat", "shot": "shoot",
}  # fmt: skip


@lru_cache(maxsize=1 << 15)
def _base(token: str, words: frozenset[str]) -> str:
    """A word of the lexicon that the token is a form of; else the token itself."""
    base = next((base for base in _bases(token) if base in words), None)
    return _base(base, words) if base else token


def _bases(token: str) -> list[str]:
    """What the token may be a form of."""
    bases = []
    if token in _IRREGULAR:
        bases.append(_IRREGULAR[token])
    for ending, instead in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", "")):
        if token.endswith(ending) and len(token) > len(ending) + 2:
            bases.append(token.removesuffix(ending) + instead)
    for ending in ("ing", "ed"):
        if token.endswith(ending) and len(token) > len(ending) + 2:
            stem = token.removesuffix(ending)
            bases += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                bases.append(stem[:-1])
    return bases


def _is_inner_dot(text: str, end: int) -> bool:
    """`3.5`, `e.g.x`: a full stop inside a word ends no sentence."""
    return text[end - 1] == "." and end < len(text) and text[end].isalnum()
