"""Pictures in the IDX files of MNIST, plain or .gz, read one at a time.

`NAME-images-idx3-ubyte` has the pictures, `NAME-labels-idx1-ubyte` beside it their classes. The
format: two zero bytes, a type (8 is bytes), the number of dimensions, each as four bytes, the data.
"""

import gzip
import math
import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from gongwu.engine.pictures.found import damaged
from gongwu.errors import BadInputError

IMAGES, LABELS = "-images-idx3-ubyte", "-labels-idx1-ubyte"

_BYTES = 8  # the only type that pictures come in
_LARGEST = 4096 * 4096 * 3  # bytes of one picture: a header may say anything


def is_idx(path: Path) -> bool:
    """Whether its name is that of an IDX file of pictures."""
    return path.name.removesuffix(".gz").endswith(IMAGES)


def read_idx(path: Path) -> Iterator[tuple[NDArray[np.uint8], str | None]]:
    """Each picture (H, W) with its class, None where no file of labels lies beside it."""
    try:
        with ExitStack() as stack:
            yield from _pairs(path, stack)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise damaged(
            str(path), f"the file is damaged ({error})", f"文件已损坏（{error}）"
        ) from None


def _pairs(path: Path, stack: ExitStack) -> Iterator[tuple[NDArray[np.uint8], str | None]]:
    images = stack.enter_context(_open(path))
    count, *shape = _header(images, path, dimensions=3)
    labels_path = path.with_name(path.name.replace(IMAGES, LABELS))
    labels = stack.enter_context(_open(labels_path)) if labels_path.is_file() else None
    if labels is not None:
        (labelled,) = _header(labels, labels_path, dimensions=1)
        if labelled != count:
            raise BadInputError(
                en=f"{path} has {count} pictures, {labels_path.name} {labelled} labels. "
                "They belong to different sets: copy both again.",
                zh=f"{path} 有 {count} 张图片，{labels_path.name} 却有 {labelled} 个标签。"
                "两者不是同一套，请重新复制。",
            )
    for _ in range(count):
        pixels = np.frombuffer(_exactly(images, math.prod(shape), path), np.uint8).reshape(shape)
        label = None if labels is None else str(_exactly(labels, 1, labels_path)[0])
        yield pixels, label
    if images.read(1):
        raise damaged(
            str(path), f"more follows after its {count} pictures", f"{count} 张图片之后还有多余内容"
        )


def _open(path: Path) -> IO[bytes]:
    opener = gzip.open if path.suffix == ".gz" else Path.open
    return cast(IO[bytes], opener(path, "rb"))


def _header(file: IO[bytes], path: Path, dimensions: int) -> tuple[int, ...]:
    start = _exactly(file, 4, path)
    if start != bytes((0, 0, _BYTES, dimensions)):
        raise damaged(
            str(path),
            f"not an IDX file of bytes in {dimensions} dimensions (it begins {start.hex()})",
            f"不是 {dimensions} 维字节的 IDX 文件（开头是 {start.hex()}）",
        )
    sizes = struct.unpack(f">{dimensions}I", _exactly(file, 4 * dimensions, path))
    if math.prod(sizes[1:]) > _LARGEST or not all(sizes[1:]):
        said = "×".join(map(str, sizes[1:]))
        raise damaged(str(path), f"impossible size {said}", f"不可能的尺寸 {said}")
    return sizes


def _exactly(file: IO[bytes], wanted: int, path: Path) -> bytes:
    data = file.read(wanted)
    if len(data) < wanted:
        raise damaged(
            str(path), "it ends before what its header promises", "文件在头部声明的长度之前结束"
        )
    return data
