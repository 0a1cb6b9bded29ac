"""A vocabulary of single bytes, and an answer walked through a constraint byte by byte."""

from collections.abc import Sequence

from gongwu.ports import Constraint, Vocabulary

END = 256


def bytes_vocabulary(*words: str) -> Vocabulary:
    """Each byte a token, then END, then whole words."""
    spelled = [bytes([byte]) for byte in range(256)] + [b""] + [word.encode() for word in words]
    return Vocabulary(within=spelled, first=spelled, end_ids=(END,), encode=_by_bytes)


def _by_bytes(text: str) -> Sequence[int]:
    return list(text.encode())


def accepts(constraint: Constraint, text: str) -> bool:
    """Whether an answer may be this text as a whole, and may end there."""
    for byte in text.encode():
        if constraint.done or not constraint.allowed()[byte]:
            return False
        constraint.take(byte)
    return constraint.done or bool(constraint.allowed()[END])
