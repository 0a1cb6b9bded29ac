"""Zip files whose bytes depend on nothing but what they hold."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest time that a zip can hold.
_TIME = (1980, 1, 1, 0, 0, 0)


def steady_zip(content: bytes) -> bytes:
    """The same zip, each entry at one fixed time."""
    with ZipFile(BytesIO(content)) as zipped:
        return zip_of((name, zipped.read(name)) for name in zipped.namelist())


def zip_of(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of named contents, in their order."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as zipped:
        for name, data in entries:
            info = ZipInfo(name, _TIME)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            # The system that made it is written too: the same on every one.
            info.create_system = 3
            zipped.writestr(info, data)
    return content.getvalue()
