"""The page that `--help` prints, in either language, without loading Rich."""

from collections.abc import Sequence
from enum import Enum

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from gongwu.doors.cli.columns import table, terminal_columns, unfold, wrap
from gongwu.doors.cli.language import half, say

# What Typer calls a kind of value, and what stands for it on the page.
_KINDS = {"int": "N", "float": "X", "str": "TEXT", "path": "PATH", "file": "FILE", "dir": "FOLDER"}


def help_page(command: TyperCommand | TyperGroup, context: typer.Context) -> str:
    """Usage, what it does, arguments, options, commands, examples."""
    parameters = command.get_params(context)
    arguments = [item for item in parameters if isinstance(item, TyperArgument)]
    options = [item for item in parameters if isinstance(item, TyperOption) and not item.hidden]
    sections = [
        _usage_line(command, context),
        "\n".join(_paragraphs(half(command.help or ""))),
        _section(say(en="Arguments", zh="参数"), [_argument(item, context) for item in arguments]),
        _section(say(en="Options", zh="选项"), [_option(item, context) for item in options]),
        _section(say(en="Commands", zh="命令"), _commands(command)),
        _examples(command.epilog or ""),
    ]
    return "\n\n".join(filter(None, sections))


def _usage_line(command: TyperCommand | TyperGroup, context: typer.Context) -> str:
    """How the command is called, in one line."""
    words = [context.command_path, say(en="[OPTIONS]", zh="[选项]")]
    words += [_usage(item) for item in command.params if isinstance(item, TyperArgument)]
    if isinstance(command, TyperGroup):
        words.append(say(en="COMMAND …", zh="命令 …"))
    return say(en="Usage: ", zh="用法：") + " ".join(words)


def argument_name(argument: TyperArgument) -> str:
    """What an argument is called, on the help page and in errors."""
    return argument.metavar or argument.name.upper()


def _paragraphs(text: str) -> list[str]:
    """The lines of a text whose paragraphs stand apart by an empty line."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        lines += ["", *wrap(unfold(paragraph), terminal_columns())]
    return lines[1:]


def _section(title: str, rows: Sequence[Sequence[str]]) -> str:
    return f"{title}{say(en=':', zh='：')}\n{table(rows, indent=2)}" if rows else ""


def _examples(lines: str) -> str:
    """Never wrapped: an example is there to be copied."""
    title = say(en="Examples:", zh="示例：")
    return "\n  ".join([title, *lines.splitlines()]) if lines else ""


def _usage(argument: TyperArgument) -> str:
    name = argument_name(argument) + ("…" if argument.nargs != 1 else "")
    return name if argument.required else f"[{name}]"


def _argument(argument: TyperArgument, context: typer.Context) -> list[str]:
    return [argument_name(argument), half(argument.help or "") + _default(argument, context)]


def _option(option: TyperOption, context: typer.Context) -> list[str]:
    # The short form first, as everywhere; `--chars / --no-chars` for a pair.
    flags = ", ".join(sorted(option.opts, key=len))
    if option.secondary_opts:
        flags += " / " + ", ".join(option.secondary_opts)
    if not option.is_flag:
        flags += " " + (option.metavar or _value(option, context))
    if "--help" in option.opts:
        return [flags, say(en="Show this page.", zh="显示本页。")]
    required = say(en=" [required]", zh=" [必填]") if option.required else ""
    return [flags, half(option.help or "") + required + _default(option, context)]


def _value(option: TyperOption, context: typer.Context) -> str:
    """The choices, or a word for the kind of value where the command gives none."""
    kind = option.display_type(context).strip("<>").removeprefix("list[").removesuffix("]")
    return _KINDS.get(kind.removesuffix(" range"), kind)


def _default(parameter: TyperArgument | TyperOption, context: typer.Context) -> str:
    default = parameter.get_default(context, call=False)
    if default is None or default is False or callable(default) or not parameter.show_default:
        return ""
    if default is True:
        words = parameter.opts[0]
    else:
        several = default if isinstance(default, list | tuple) else [default]
        words = ", ".join(str(one.value if isinstance(one, Enum) else one) for one in several)
    return say(en=f" [default: {words}]", zh=f" [默认：{words}]") if words else ""


def _commands(command: TyperCommand | TyperGroup) -> list[list[str]]:
    """Each command with the first paragraph of its help."""
    if not isinstance(command, TyperGroup):
        return []
    return [
        [name, unfold(half(inner.help or "").partition("\n\n")[0])]
        for name, inner in command.commands.items()
        if not inner.hidden
    ]
