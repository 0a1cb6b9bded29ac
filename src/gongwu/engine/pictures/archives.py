"""Members of a .tar.gz, in its order, one in memory at a time; nothing is unpacked to disk.

A name that leads out of the archive is refused although nothing would be written there: whoever
made it meant harm, or the archive is broken.
"""

import gzip
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, cast

from gongwu.engine.pictures.found import damaged

ENDINGS = (".tar.gz", ".tgz", ".tar")
LARGEST_MEMBER = 64 << 20  # bytes; a picture that trains a small net is far below


def is_archive(path: Path) -> bool:
    """Whether its name is that of an archive."""
    return path.name.lower().endswith(ENDINGS)


def members(path: Path) -> Iterator[tuple[PurePosixPath, tarfile.TarFile, tarfile.TarInfo]]:
    """Each file with its path. Read it, by `content`, before the next is asked for."""
    opener = gzip.open if path.name.lower().endswith("gz") else Path.open
    try:
        # Through gzip itself, which notices an end that came too early; tarfile's own would not.
        with (
            cast(IO[bytes], opener(path, "rb")) as file,
            tarfile.open(fileobj=file, mode="r|") as archive,
        ):
            for member in archive:
                inner = _safe(member.name, path)
                if member.isfile():
                    yield inner, archive, member
            while file.read(1 << 20):
                pass
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise damaged(
            str(path), f"the archive is damaged ({error})", f"压缩包已损坏（{error}）"
        ) from None


def content(path: Path, archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """The bytes of a member."""
    place = f"{path}: {member.name}"
    if member.size > LARGEST_MEMBER:
        raise damaged(
            place,
            f"{member.size >> 20} MiB in one file is too much (at most {LARGEST_MEMBER >> 20})",
            f"单个文件 {member.size >> 20} MiB 过大（最多 {LARGEST_MEMBER >> 20}）",
        )
    file = archive.extractfile(member)
    assert file is not None  # only files are yielded
    return file.read()


def _safe(name: str, path: Path) -> PurePosixPath:
    """A member's name, unless it leads elsewhere, here or on Windows."""
    inner, foreign = PurePosixPath(name), PureWindowsPath(name)
    if inner.is_absolute() or foreign.anchor or ".." in inner.parts or ".." in foreign.parts:
        raise damaged(
            f"{path}: {name}",
            "the name leads out of the archive",
            "成员名指向压缩包之外",
        )
    return inner
