"""Captions from a table: JSONL, CSV or TSV, plain or .gz.

Each row names a picture (`file`, also `file_name`) and says something of it: `caption`, `text` or
`name`, in more languages with an ending (`caption_zh`, `name_en`), in JSONL also a list
`captions`. Several rows of one picture add up. A row with nothing said is a picture without words.
"""

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, Any

from gongwu.errors import BadInputError

ENDINGS = (".jsonl", ".csv", ".tsv")
NAMES = tuple(f"{stem}{ending}" for stem in ("captions", "metadata") for ending in ENDINGS)

_FILE = ("file", "file_name")
_SAID = ("caption", "text", "name")
_LANGUAGES = ("", "en", "zh", "zh_cn", "zh_hans")
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair; JSON can write one alone


@dataclass(frozen=True)
class Row:
    """What a table says of one picture."""

    file: PurePosixPath
    captions: tuple[str, ...]
    place: str  # the table and its line, for people


def is_table(path: PurePosixPath) -> bool:
    """Whether a file within a collection is a table of captions by its name."""
    return path.name.lower().removesuffix(".gz") in NAMES


def has_table_ending(path: PurePosixPath) -> bool:
    """Whether a file that a person names could be one."""
    return path.name.lower().removesuffix(".gz").endswith(ENDINGS)


def read_table(file: IO[bytes], path: PurePosixPath, place: str) -> Iterator[Row]:
    """Every row of a table. Raises BadInputError with the line."""
    packed = path.suffix.lower() == ".gz"
    opened: IO[bytes] = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
    kind = PurePosixPath(path.name.lower().removesuffix(".gz")).suffix
    try:
        with io.TextIOWrapper(opened, encoding="utf-8-sig", newline="") as text:
            yield from (
                _from_lines(text, place)
                if kind == ".jsonl"
                else _from_cells(text, place, "\t" if kind == ".tsv" else ",")
            )
    except UnicodeDecodeError as error:
        raise BadInputError(
            en=f"{place} is not UTF-8 ({error}). Convert it first: iconv -f GB18030 -t UTF-8",
            zh=f"{place} 不是 UTF-8（{error}）。请先转换：iconv -f GB18030 -t UTF-8",
        ) from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BadInputError(
            en=f"{place} is damaged ({error}). Copy it again.",
            zh=f"{place} 已损坏（{error}）。请重新复制。",
        ) from None


def _from_lines(text: IO[str], place: str) -> Iterator[Row]:
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _wrong(place, number, f"not JSON ({error})", f"不是 JSON（{error}）") from None
        if not isinstance(record, dict):
            raise _wrong(place, number, "a JSON object was expected", "应为一个 JSON 对象")
        yield _row(record, place, number)


def _from_cells(text: IO[str], place: str, between: str) -> Iterator[Row]:
    # A quotation mark in a TSV is a letter like others.
    if between == "\t":
        reader = csv.DictReader(text, delimiter=between, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.DictReader(text, strict=True)
    try:
        for record in reader:
            if None in record:
                raise _wrong(
                    place, reader.line_num, "more cells than the header has", "单元格比表头多"
                )
            yield _row(record, place, reader.line_num)
    except csv.Error as error:
        raise _wrong(place, reader.line_num, str(error), str(error)) from None


def _row(record: Mapping[str, Any], place: str, number: int) -> Row:
    named = next((record[key] for key in _FILE if record.get(key)), None)
    if not isinstance(named, str):
        raise _wrong(
            place,
            number,
            "no `file` is named. Columns or keys: file, caption",
            "没有写 `file`。应有的列或键：file、caption",
        )
    path = PurePosixPath(named.replace("\\", "/"))
    if path.is_absolute() or PureWindowsPath(named).anchor or ".." in path.parts:
        raise _wrong(
            place,
            number,
            f"{named!r} leads out of the collection",
            f"{named!r} 指向图片集之外",
        )
    keys = [key for key in record if _says(key)]
    if not keys:
        raise _wrong(
            place,
            number,
            "no `caption`. Columns or keys: file, caption (or caption_en, caption_zh)",
            "没有 `caption`。应有的列或键：file、caption（或 caption_en、caption_zh）",
        )
    captions = tuple(
        cleaned for key in keys for said in _listed(record[key], place, number)
        if (cleaned := " ".join(said.split()))
    )  # fmt: skip
    return Row(path, captions, f"{place}, line {number}")


def _says(key: str) -> bool:
    stem, _, language = key.partition("_")
    return key == "captions" or (stem in _SAID and language in _LANGUAGES)


def _listed(said: Any, place: str, number: int) -> list[str]:
    """A caption, several, or none."""
    every = said if isinstance(said, list) else [] if said is None else [said]
    for each in every:
        if not isinstance(each, str) or _HALF.search(each):
            raise _wrong(place, number, "a caption must be text", "说明必须是文字")
    return every


def _wrong(place: str, number: int, en: str, zh: str) -> BadInputError:
    return BadInputError(en=f"{place}, line {number}: {en}", zh=f"{place} 第 {number} 行：{zh}")
