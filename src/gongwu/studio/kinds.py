"""The kinds that are installed, ours and others': entry points of the group `gongwu.kinds`."""

from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from gongwu.errors import FailedError, NotFoundError
from gongwu.studio.kind import Kind

GROUP = "gongwu.kinds"

AnyKind = Kind[Any, Any, Any]


def kind_names() -> list[str]:
    """What `gongwu make` can make. Nothing is imported yet."""
    return sorted(_found())


def find_kind(name: str) -> AnyKind:
    """The kind of a name. Raises NotFoundError, or FailedError if it cannot be imported."""
    found = _found()
    if name not in found:
        near = get_close_matches(name, found, n=1)
        listed = ", ".join(sorted(found))
        raise NotFoundError(
            en=f"There is no kind {name!r}. {f'Did you mean {near[0]}? ' if near else ''}"
            f"Known here: {listed}.",
            zh=f"没有“{name}”这一类。{f'是不是 {near[0]}？' if near else ''}可用：{listed}。",
        )
    return _load(found[name])


def _found() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _load(point: EntryPoint) -> AnyKind:
    try:
        kind: AnyKind = point.load()
    except ImportError as error:
        missing = error.name or str(error)
        raise FailedError(
            en=f"The kind {point.name} needs {missing}, which is not installed. Install the "
            "extra of its field, as in: pip install 'gongwu[teaching]'",
            zh=f"“{point.name}”需要 {missing}，尚未安装。请安装所属领域的附加组件，"
            "例如：pip install 'gongwu[teaching]'",
        ) from error
    return kind
