"""Every picture of some sources, one at a time: folders, archives, IDX files, single pictures.

Folders are walked in the order of names. One that holds IDX files is read as those alone: what
else lies there is usually a sample sheet of them. Tables of captions are met on the way.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from gongwu.engine.pictures import archives, tables
from gongwu.engine.pictures.found import ENDINGS, Found, is_picture
from gongwu.engine.pictures.idx import is_idx, read_idx
from gongwu.errors import BadInputError, NotFoundError


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of captions where it was found; read it before the next is asked for."""

    place: str
    path: PurePosixPath
    source: int | None  # None: it speaks of the pictures of every source
    content: IO[bytes]


def read_collection(sources: Sequence[Path]) -> Iterator[Found | Table]:
    """Pictures and tables of the sources, in order. Raises NotFoundError or BadInputError."""
    for number, source in enumerate(sources):
        if source.is_dir():
            yield from _folder(source, number)
        elif not source.is_file():
            raise NotFoundError(en=f"{source} does not exist", zh=f"{source} 不存在")
        elif tables.has_table_ending(PurePosixPath(source.name)):
            with _open(source) as file:
                yield Table(
                    place=str(source), path=PurePosixPath(source.name), source=None, content=file
                )
        else:
            yield from _file(source, PurePosixPath(source.name), number)


def _folder(folder: Path, number: int) -> Iterator[Found | Table]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    indexed = [path for path in files if is_idx(path)]
    taken = indexed or [path for path in files if _is_wanted(path, folder)]
    if not taken:
        raise BadInputError(
            en=f"No pictures in folder {folder}: looked for {', '.join(ENDINGS)}, .tar.gz and IDX",
            zh=f"文件夹 {folder} 里没有图片：找过 {'、'.join(ENDINGS)}、.tar.gz 和 IDX",
        )
    for path in taken:
        yield from _file(path, _below(path, folder), number)


def _is_wanted(path: Path, folder: Path) -> bool:
    below = _below(path, folder)
    return is_picture(below) or archives.is_archive(path) or tables.is_table(below)


def _below(path: Path, folder: Path) -> PurePosixPath:
    return PurePosixPath(*path.relative_to(folder).parts)


def _file(path: Path, below: PurePosixPath, number: int) -> Iterator[Found | Table]:
    if is_idx(path):
        for place, (pixels, label) in enumerate(read_idx(path)):
            name = f"{path}: picture {place}"
            yield Found(place=name, path=below / str(place), source=number, content=pixels,
                        label=label)  # fmt: skip
    elif archives.is_archive(path):
        yield from _archive(path, below.parent, number)
    elif tables.is_table(below):
        with _open(path) as file:
            yield Table(place=str(path), path=below, source=number, content=file)
    elif is_picture(below):
        with _open(path) as file:
            yield Found(place=str(path), path=below, source=number, content=file)
    else:
        raise BadInputError(
            en=f"{path} is no picture, archive or table of captions: {', '.join(ENDINGS)}, "
            ".tar.gz, IDX, .jsonl, .csv or .tsv",
            zh=f"{path} 不是图片、压缩包或说明表：应为 {'、'.join(ENDINGS)}、.tar.gz、IDX、"
            ".jsonl、.csv 或 .tsv",
        )


def _archive(path: Path, below: PurePosixPath, number: int) -> Iterator[Found | Table]:
    for inner, archive, member in archives.members(path):
        place = f"{path}: {inner}"
        if is_picture(inner):
            content = io.BytesIO(archives.content(path, archive, member))
            yield Found(place=place, path=below / inner, source=number, content=content)
        elif tables.is_table(inner):
            content = io.BytesIO(archives.content(path, archive, member))
            yield Table(place=place, path=below / inner, source=number, content=content)


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except PermissionError:
        raise BadInputError(
            en=f"{path} may not be read (permission)", zh=f"没有权限读取 {path}"
        ) from None
