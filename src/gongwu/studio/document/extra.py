"""Packages that only some writers need, with what to install where one is missing."""

from importlib import import_module
from types import ModuleType

from gongwu.errors import NotFoundError


def extra_module(name: str, extra: str = "documents") -> ModuleType:
    """A module of an extra of ours. Raises NotFoundError, saying how to install it."""
    try:
        return import_module(name)
    except ModuleNotFoundError as missing:
        raise NotFoundError(
            en=f"This format needs the Python package of the module {name!r}, which is not "
            f"installed. Install it: pip install 'gongwu[{extra}]'",
            zh=f"写这种格式需要 Python 模块 {name}，但它没有安装。"
            f"请先安装：pip install 'gongwu[{extra}]'",
        ) from missing
