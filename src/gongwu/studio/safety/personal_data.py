"""Find and mask what tells who somebody is: numbers of people, accounts, cars and machines.

Each kind is a pattern and, where the number has one, a checksum. It does not know names or
addresses: nothing there can be checked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwu.studio.safety.folding import fold_width
from gongwu.studio.safety.personal_kinds import DatumKind, patterns


@dataclass(frozen=True, kw_only=True)
class PersonalDatum:
    """One number or address, where it stands in the text, and how it looks masked."""

    kind: str
    start: int
    end: int
    masked: str


@dataclass(frozen=True, kw_only=True)
class Masked:
    """A text in which personal data is masked, and what was masked in the text before."""

    text: str
    findings: tuple[PersonalDatum, ...]


def mask(text: str) -> Masked:
    """The text with every personal datum masked. Masking twice changes nothing more."""
    found = tuple(find(text))
    parts: list[str] = []
    at = 0
    for datum in found:
        parts += text[at : datum.start], datum.masked
        at = datum.end
    return Masked(text="".join((*parts, text[at:])), findings=found)


def find(text: str) -> list[PersonalDatum]:
    """What is found, in reading order, without overlaps; the surer kind wins."""
    folded = fold_width(text)
    taken: list[tuple[int, int]] = []
    found = []
    for kind, match in _candidates(folded.text):
        start, end = match.span("it")
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        first, last = folded.span(start, end)
        hidden = _hidden(kind, match["it"])
        found.append(PersonalDatum(kind=kind.name, start=first, end=last, masked=hidden))
    return sorted(found, key=lambda datum: datum.start)


def _candidates(text: str) -> Iterator[tuple[DatumKind, re.Match[str]]]:
    for kind, pattern in patterns():
        for match in pattern.finditer(text):
            bare = re.sub(r"[\s().·-]", "", match["it"]) if kind.plain else match["it"]
            if not kind.holds(bare):
                continue
            if kind.plain and _is_arithmetic_or_order(text, *match.span("it")):
                continue
            yield kind, match


# A word before "=" labels a value; one letter, a digit or a bracket before it makes an equation.
_BEFORE = re.compile(
    r"(?:[×÷*/^√<>≤≥≈%]|(?:^|[^A-Za-z\u4e00-\u9fff])[A-Za-z]? ?=)\s*$"
    r"|(?:[\d)] ?[=+]|[\d)] -|\\times|\\div)\s*$"
    r"|(?<![A-Za-z])[A-Za-z] ?[+-]\s*$"
    r"|(?:订单|单|流水|批次|货|物流|快递|运单|发票|合同|商品|序列|产品|案)号?(?:码|编号)?"
    r"\s*(?:[:：]|为|是)?\s*$"
    r"|编号\s*(?:[:：]|为|是)?\s*$"
    r"|(?:order|invoice|tracking|serial|batch|sku|isbn|item|ticket|part|case|reference|ref)"
    r"\s*(?:no\.?|number|id|code|#)?\s*(?:[:#]|is)?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?!\+86)(?:[=×÷*^√<>≤≥≈%]|\\times|\\div|\+ ?\d| - \d|/ ?\d)")


def _is_arithmetic_or_order(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 24) : start]
    return bool(_BEFORE.search(before) or _AFTER.match(text, end))


def _hidden(kind: DatumKind, found: str) -> str:
    """Letters and digits as stars but for those shown; separators stay."""
    if kind.name == "e-mail":
        name, _, domain = found.partition("@")
        return f"{name[0]}***@{domain}"
    if kind.name in ("ipv4", "ipv6"):
        separator = "." if kind.name == "ipv4" else ":"
        return separator.join([*found.split(separator)[:2], "*", "*"])
    places = [i for i, letter in enumerate(found) if letter.isalnum()]
    first, last = kind.shown
    legible = {*places[:first], *places[len(places) - last :]}
    return "".join(
        "*" if i in places and i not in legible else letter for i, letter in enumerate(found)
    )
