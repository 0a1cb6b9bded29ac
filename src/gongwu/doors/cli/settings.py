"""Settings from files: the project's `gongwu.toml` over the person's `config.toml`.

A section is a command (`[generate]`, `[train.text]`), a key is one of its options. The command
line itself says what is allowed, so a misspelt key is refused and no second list is kept.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin

from typer.core import TyperCommand, TyperGroup, TyperOption

from gongwu.doors.cli.folders import Folders
from gongwu.errors import BadInputError


@dataclass(frozen=True)
class Settings:
    """What the files say, as Typer wants it, and which file said it."""

    files: tuple[Path, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    origins: Mapping[tuple[str, ...], Path] = field(default_factory=dict)

    def origin(self, command_path: str, name: str) -> Path | None:
        """The file that sets an option of, say, `gongwu train text`."""
        return self.origins.get((*command_path.split()[1:], name))


def read_settings(command: TyperGroup, folders: Folders, start: Path) -> Settings:
    """All settings files, the nearest last so that it wins, checked against the command line."""
    files = tuple(_settings_files(folders, start))
    values: dict[str, Any] = {}
    origins: dict[tuple[str, ...], Path] = {}
    for file in files:
        for path, value in _entries(file, _parse(file), command, ()):
            _put(values, path, value)
            origins[path] = file
    return Settings(files, values, origins)


def _settings_files(folders: Folders, start: Path) -> Iterator[Path]:
    users = folders.config / "config.toml"
    if users.is_file():
        yield users
    projects = (folder / "gongwu.toml" for folder in (start, *start.parents))
    if nearest := next(filter(Path.is_file, projects), None):
        yield nearest


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInputError(
            en=f"{file} is not TOML: {error}. Mend that place or move the file away.",
            zh=f"{file} 不是合格的 TOML：{error}。请改正此处，或把文件移走。",
        ) from error


def _entries(
    file: Path, section: Mapping[str, Any], command: object, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each setting with its place in the command line: `("train", "text", "steps"), 500`."""
    assert isinstance(command, TyperGroup | TyperCommand)  # Typer builds no other kind
    options = settable_options(command)
    inner = command.commands if isinstance(command, TyperGroup) else {}
    for key, value in section.items():
        here = (*path, key)
        if key in inner:
            yield from _entries(file, _section(file, here, value), inner[key], here)
        elif option := options.get(key.replace("_", "-")):
            _check(file, here, value, option.type_descriptor.annotation)
            yield (*path, option.name), value
        else:
            raise _unknown(file, here, [*inner, *options])


def _section(file: Path, path: tuple[str, ...], value: object) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    where = ".".join(path)
    raise BadInputError(
        en=f"{file}: {where} is a command, not a setting. Write its settings under [{where}].",
        zh=f"{file}：{where} 是命令，不是设置。请把它的设置写在 [{where}] 下面。",
    )


def settable_options(command: TyperGroup | TyperCommand) -> dict[str, TyperOption]:
    """The options that files and the environment may set, by their long names."""
    return {
        flag.removeprefix("--"): parameter
        for parameter in command.params
        if isinstance(parameter, TyperOption) and parameter.allow_from_autoenv
        for flag in parameter.opts
        if flag.startswith("--")
    }


def _put(values: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    *sections, name = path
    for section in sections:
        values = values.setdefault(section, {})
    values[name] = value


def _unknown(file: Path, path: tuple[str, ...], known: Sequence[str]) -> BadInputError:
    near = get_close_matches(path[-1], known) or sorted(known)
    where = ".".join(path)
    choices = ", ".join(near) or "-"
    return BadInputError(
        en=f"{file}: there is no setting {where}. Known here: {choices}",
        zh=f"{file}：没有 {where} 这个设置。这里可用：{choices}",
    )


def _check(file: Path, path: tuple[str, ...], value: object, annotation: object) -> None:
    """The kind of value; its range is for the command to judge, as it is on the line."""
    if _fits(value, annotation):
        return
    where = f"{file}: {'.'.join(path)} = {value!r}"
    en, zh = _named(annotation)
    raise BadInputError(en=f"{where} must be {en}.", zh=f"{where}，须为{zh}。")


def _fits(value: object, annotation: object) -> bool:
    if isinstance(value, bool) or annotation is bool:
        return isinstance(value, bool) and annotation is bool
    if annotation in (int, float):
        return isinstance(value, int) or (annotation is float and isinstance(value, float))
    if get_origin(annotation) is list:
        return isinstance(value, list) and all(_fits(one, get_args(annotation)[0]) for one in value)
    return isinstance(value, str)


def _named(annotation: object) -> tuple[str, str]:
    """The kind of value in English and in Chinese."""
    if get_origin(annotation) is list:
        en, zh = _named(get_args(annotation)[0])
        return f"a list, each {en}", f"列表，其中每项为{zh}"
    names = {
        bool: ("true or false", " true 或 false"),
        int: ("a whole number", "整数"),
        float: ("a number", "数字"),
    }
    for kind, named in names.items():
        if annotation is kind:
            return named
    return "text in quotes", "引号中的文字"
