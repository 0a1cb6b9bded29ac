"""Text from the outside: `-` reads stdin, and what is not UTF-8 is refused with its place."""

import sys

from gongwu.errors import BadInputError

DASH = "-"


def read_text(argument: str, *, name: str) -> str:
    """The argument itself, or all of stdin if it is `-`; one line break at its end is left out.

    A shell puts that line break there (`echo 春风 | gongwu generate -`); nobody means it.
    """
    if argument != DASH:
        return checked(argument, name=name)
    text = read_stdin()
    return text.removesuffix("\n").removesuffix("\r")


def read_stdin() -> str:
    """All of stdin. Raises BadInputError when it is not UTF-8."""
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(
            en=f"What came on stdin is not UTF-8 (byte {error.start}). If it is text in an older "
            "encoding, convert it first: iconv -f GB18030 -t UTF-8",
            zh=f"标准输入不是 UTF-8（第 {error.start} 字节）。若是旧编码的文本，"
            "请先转换：iconv -f GB18030 -t UTF-8",
        ) from None


def checked(argument: str, *, name: str) -> str:
    """A word of the command line, which may hold bytes that are no text."""
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        raise BadInputError(
            en=f"{name} is not UTF-8 text. Check the terminal's encoding, or give it on stdin.",
            zh=f"{name} 不是 UTF-8 文本。请检查终端的编码，或改从标准输入给出。",
        ) from None
    return argument
