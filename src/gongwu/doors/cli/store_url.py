"""`--store URL`, for the whole command line: which database the studio's pieces lie in."""

from contextvars import ContextVar

_chosen: ContextVar[str] = ContextVar("store", default="")


def choose_store(url: str | None) -> None:
    """Remember what the line, the environment or a settings file says."""
    _chosen.set(url or "")


def chosen_store() -> str:
    """The URL, or "" for the person's own store."""
    return _chosen.get()
