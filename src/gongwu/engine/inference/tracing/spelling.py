"""One token of any vocabulary as a person can read it: its text and its bytes."""

import re

from gongwu.engine.inference.tracing.record import Token
from gongwu.engine.tokens.tokenizer import Tokenizer

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_WORD_START = "▁"  # how sentencepiece writes a space


def spell(tokenizer: Tokenizer, token: int) -> Token:
    """The token with its text, and the UTF-8 bytes it stands for."""
    raw = tokenizer.inner.id_to_token(token)
    if raw is None:
        # A net may know more ids than its tokenizer: a vocabulary rounded up to a handy size.
        return Token(id=token, text=f"<{token}>", utf8=())
    text = tokenizer.decode([token])
    if byte := _BYTE.fullmatch(raw):
        value = int(byte.group(1), 16)
        return Token(id=token, text=chr(value) if value < 128 else raw, utf8=(value,))
    if _WORD_START in raw and _WORD_START not in text:
        # Decoded alone, a piece loses the space before it.
        text = raw.replace(_WORD_START, " ")
    if not text:
        return Token(id=token, text=raw, utf8=())
    if "\ufffd" not in text:
        return Token(id=token, text=text, utf8=tuple(text.encode()))
    utf8 = tuple(_LETTERS[letter] for letter in raw if letter in _LETTERS)
    return Token(id=token, text="".join(f"<0x{byte:02X}>" for byte in utf8) or raw, utf8=utf8)


def _letters() -> dict[str, int]:
    """The byte that each letter of a byte-level vocabulary stands for (GPT-2's alphabet).

    Printable bytes are written as themselves; the others, in order, as the letters from U+0100.
    """
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(0x100) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {
        chr(0x100 + place): byte for place, byte in enumerate(others)
    }


_LETTERS = _letters()
