"""Texts from files, folders, .gz and JSONL, read in blocks so that size does not matter.

A text file is one document. A JSONL line is one document: `text`, or `source` and `target` for an
encoder–decoder. Folders are walked for .txt, .md and .jsonl files, each also as .gz, in order.
"""

import codecs
import gzip
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from gongwu.errors import BadInputError, NotFoundError

ENDINGS = (".txt", ".md", ".jsonl", ".txt.gz", ".md.gz", ".jsonl.gz")
BLOCK_BYTES = 1 << 20
LONG_LINE = 4 << 20  # characters; a longer line is cut, or one without end would fill the memory

_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair; JSON's \u can write one alone


@dataclass(frozen=True)
class Block:
    """A stretch of one document; `ends` with the document's last. A pair is always one block."""

    text: str
    ends: bool = True
    target: str | None = None


def corpus_files(sources: Sequence[Path]) -> list[Path]:
    """The files that sources name, folders walked. Raises NotFoundError or BadInputError."""
    files: list[Path] = []
    for source in sources:
        if source.is_file():
            files.append(source)
        elif source.is_dir():
            named = sorted(path for path in source.rglob("*") if path.name.endswith(ENDINGS))
            found = [path for path in named if path.is_file()]
            if not found:
                raise BadInputError(
                    en=f"No text in folder {source}: looked for {', '.join(ENDINGS)}",
                    zh=f"文件夹 {source} 里没有文本：找过 {'、'.join(ENDINGS)}",
                )
            files.extend(found)
        else:
            raise NotFoundError(en=f"{source} does not exist", zh=f"{source} 不存在")
    return files


def read_corpus(sources: Sequence[Path]) -> Iterator[Block]:
    """Every document of the sources, in order, as blocks of about 1 MiB; empty ones left out."""
    for path in corpus_files(sources):
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            yield from _read_lines(path)
        else:
            yield from _read_text(path)


def read_documents(sources: Sequence[Path]) -> Iterator[tuple[str, str | None]]:
    """Whole documents: (text, None), or (source, target) of a pair."""
    held = ""
    for block in read_corpus(sources):
        held += block.text
        if block.ends:
            yield held, block.target
            held = ""


def _read_text(path: Path) -> Iterator[Block]:
    last = ""
    for text in _whole_lines(path):
        if last:
            yield Block(last, ends=False)
        last = text
    if last:
        yield Block(last)


def _whole_lines(path: Path) -> Iterator[str]:
    """The text in stretches that end at a line break where there is one, so words stay whole."""
    held = ""
    for text in _decoded(path):
        held += text
        cut = held.rfind("\n") + 1
        if not cut and len(held) >= LONG_LINE:
            cut = len(held)
        if cut:
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def _read_lines(path: Path) -> Iterator[Block]:
    number, held = 0, ""
    for text in _decoded(path):
        *lines, held = (held + text).split("\n")
        for line in lines:
            number += 1
            yield from _parse_line(line, path, number)
    yield from _parse_line(held, path, number + 1)


def _parse_line(line: str, path: Path, number: int) -> Iterator[Block]:
    if not line.strip():
        return
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of 5,000 digits
        raise BadInputError(
            en=f"{path}, line {number}: not JSON ({error})",
            zh=f"{path} 第 {number} 行：不是 JSON（{error}）",
        ) from None
    text, source, target = (
        record.get(key) if isinstance(record, dict) else None
        for key in ("text", "source", "target")
    )
    for said in (text, source, target):
        if isinstance(said, str) and (half := _HALF.search(said)):
            raise BadInputError(
                en=f"{path}, line {number}: \\u{ord(half[0]):x} is half a character, "
                "the other half is missing",
                zh=f"{path} 第 {number} 行：\\u{ord(half[0]):x} 只是半个字符，缺了另一半",
            )
    if isinstance(text, str):
        if text:
            yield Block(text)
    elif isinstance(source, str) and isinstance(target, str):
        if source or target:
            yield Block(source, target=target)
    else:
        raise BadInputError(
            en=f'{path}, line {number}: a line is {{"text": …}} or {{"source": …, "target": …}}',
            zh=f'{path} 第 {number} 行：每行应为 {{"text": …}} 或 {{"source": …, "target": …}}',
        )


def _decoded(path: Path) -> Iterator[str]:
    """The text of a file, a block at a time: UTF-8, byte order mark dropped, \\r\\n as \\n."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    offset, held_return = 0, ""
    for piece in _raw(path):
        try:
            text = decoder.decode(piece)
            if "\x00" in text:
                raise UnicodeDecodeError("utf-8", piece, piece.find(b"\0"), 0, "zero byte")
        except UnicodeDecodeError as error:
            # What failed ends where the piece ends, and may begin before it.
            start = offset + len(piece) - len(error.object) + error.start
            raise _not_text(path, start) from None
        offset += len(piece)
        text = held_return + text
        held_return = "\r" if text.endswith("\r") else ""
        yield text.removesuffix("\r").replace("\r\n", "\n")
    if cut_off := decoder.getstate()[0]:
        raise _not_text(path, offset - len(cut_off))
    yield held_return


def _raw(path: Path) -> Iterator[bytes]:
    opener = gzip.open if path.suffix == ".gz" else Path.open
    try:
        with cast(IO[bytes], opener(path, "rb")) as opened:
            while piece := opened.read(BLOCK_BYTES):
                yield piece
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BadInputError(
            en=f"{path} is damaged: {error}", zh=f"{path} 已损坏：{error}"
        ) from None
    except PermissionError:
        raise BadInputError(
            en=f"{path} may not be read (permission)", zh=f"没有权限读取 {path}"
        ) from None


def _not_text(path: Path, offset: int) -> BadInputError:
    return BadInputError(
        en=f"{path} is not UTF-8 text (byte {offset}). If it is text in an older encoding, "
        f"convert it first: iconv -f GB18030 -t UTF-8 {path.name}",
        zh=f"{path} 不是 UTF-8 文本（第 {offset} 字节）。若是旧编码的文本，"
        f"请先转换：iconv -f GB18030 -t UTF-8 {path.name}",
    )
