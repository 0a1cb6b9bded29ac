"""Tokens in, text out, as soon as it is certain: a character is never cut in half.

Each token is first told as bytes, and the bytes are then read as UTF-8. Decoding token by token
as text would not do: one character may be spelled by several tokens, and bytes that make no
character (a net that has not learned enough writes such) are to be passed over one by one, without
losing what stands beside them.
"""

import codecs
import json
import re
from typing import Any

from gongwu.engine.tokens.tokenizer import Tokenizer

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")


class TokenBytes:
    """The UTF-8 bytes that each token of a vocabulary adds to a text; special tokens add none."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        kinds = set(_decoder_kinds(json.loads(tokenizer.to_json()).get("decoder")))
        self._byte_level = "ByteLevel" in kinds
        self._byte_fallback = "ByteFallback" in kinds
        self._added = tokenizer.inner.get_added_tokens_decoder()
        # Any token to stand before another: sentencepiece spells a text's first word without the
        # space that every later one has.
        self._before = tokenizer.encode("a")[:1]
        self._known: dict[int, bytes] = {}

    def within(self, token: int) -> bytes:
        """What a token adds behind others."""
        if token not in self._known:
            self._known[token] = self._spell(token, self._before)
        return self._known[token]

    def first(self, token: int) -> bytes:
        """What a token adds at the beginning of a text."""
        return self._spell(token, [])

    def _spell(self, token: int, before: list[int]) -> bytes:
        raw: str | None = self._tokenizer.inner.id_to_token(token)
        if raw is None:
            return b""  # the net has more logits than the tokenizer has tokens
        if token in self._added:
            return b"" if self._added[token].special else self._added[token].content.encode()
        if self._byte_level:
            return bytes(_BYTES[letter] for letter in raw if letter in _BYTES)
        byte = _BYTE.fullmatch(raw) if self._byte_fallback else None
        if byte:
            return bytes([int(byte.group(1), 16)])
        alone, both = self._tokenizer.decode(before), self._tokenizer.decode([*before, token])
        return both.removeprefix(alone).encode()


class Speller:
    """One text being spelled. `goes_on`: other text stands before it."""

    def __init__(self, table: TokenBytes, *, goes_on: bool) -> None:
        self._table = table
        self._begun = goes_on
        self._reader = codecs.getincrementaldecoder("utf-8")(errors="ignore")

    def add(self, token: int) -> str:
        """The text that this token completes, or "" while a character is still open."""
        spelled = self._table.within(token) if self._begun else self._table.first(token)
        self._begun = self._begun or bool(self._table.within(token))
        return self._reader.decode(spelled)


def _decoder_kinds(decoder: dict[str, Any] | None) -> list[str]:
    """The names of a tokenizer.json's decoder and of those within it."""
    if decoder is None:
        return []
    inner = [kind for each in decoder.get("decoders", []) for kind in _decoder_kinds(each)]
    return [str(decoder.get("type")), *inner]


def _alphabet() -> dict[str, int]:
    """The byte that each letter of a byte-level vocabulary stands for (GPT-2's alphabet).

    Printable bytes are written as themselves; the others, in order, as the letters from U+0100.
    """
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(0x100) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {
        chr(0x100 + place): byte for place, byte in enumerate(others)
    }


_BYTES = _alphabet()
