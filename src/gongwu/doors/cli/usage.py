"""What is wrong with the words on a command line, in either language.

Typer finds these mistakes and words them in English only; the tables say them again in both.
A sentence that is not in a table is passed on as it came.
"""

import re

import typer
from typer.core import TyperArgument, TyperOption

from gongwu.doors.cli.help_page import argument_name
from gongwu.doors.cli.language import say
from gongwu.doors.cli.settings import Settings

# Typer's sentence, English, Chinese.
_SENTENCES = (
    (
        r"No such command '(.*?)'\. Did you mean (.*)\?",
        r"There is no command '\1'. Did you mean \2?",
        r"没有“\1”这个命令。是不是想用 \2？",
    ),
    (r"No such command '(.*)'\.", r"There is no command '\1'.", r"没有“\1”这个命令。"),
    (
        r"No such option: (\S+) \(Possible options: (.*)\)",
        r"There is no option \1. Did you mean \2?",
        r"没有 \1 这个选项。是不是想用 \2？",
    ),
    (r"No such option: (.*)", r"There is no option \1.", r"没有 \1 这个选项。"),
    (
        r"Missing \w+ '(.*?)'\. Choose from: (.*)",
        r"\1 is missing. Choose from: \2",
        r"缺少 \1。可选：\2",
    ),
    (r"Missing \w+ '(.*?)'\.", r"\1 is missing.", r"缺少 \1。"),
    (
        r"Got unexpected extra argument\(s\) \((.*)\)",
        r"Too many arguments: \1",
        r"多出了参数：\1",
    ),
    (r"Option '(.*)' requires an argument\.", r"\1 needs a value.", r"\1 后面要有一个值。"),
    (r"Option '(.*)' requires (\d+) arguments\.", r"\1 needs \2 values.", r"\1 要有 \2 个值。"),
    (r"Option '(.*)' does not take a value\.", r"\1 takes no value.", r"\1 后面不能有值。"),
)

# The reasons behind "Invalid value", as Typer and Pydantic word them.
_REASONS = (
    (r"Input should be a valid integer.*", r"must be a whole number.", r"须为整数。"),
    (r"Input should be a valid number.*", r"must be a number.", r"须为数字。"),
    (r"Input should be a valid boolean.*", r"must be true or false.", r"须为 true 或 false。"),
    (r"Input should be greater than or equal to (.*)", r"must be at least \1.", r"至少为 \1。"),
    (r"Input should be less than or equal to (.*)", r"must be at most \1.", r"至多为 \1。"),
    (r"Input should be greater than (.*)", r"must be above \1.", r"须大于 \1。"),
    (r"Input should be less than (.*)", r"must be below \1.", r"须小于 \1。"),
    (r"Value error, (.*) is not one of (.*)\.", r"\1 is none of \2.", r"\1 不在 \2 之中。"),
    (r"\w+ (.*) does not exist\.", r"\1 does not exist.", r"\1 不存在。"),
)


def say_usage(error: typer.TyperException) -> str:
    """What is wrong, where it was set if not on the line, and where to read more."""
    lines = [_sentence(error)]
    # Only some of Typer's errors know which command and which parameter they are about.
    context = getattr(error, "ctx", None)
    if isinstance(context, typer.Context):
        lines += _origin(getattr(error, "param", None), context)
        page = f"{context.command_path} --help"
        lines.append(say(en=f"See {page}", zh=f"用法见 {page}"))
    return "\n".join(lines)


def _sentence(error: typer.TyperException) -> str:
    text = " ".join(error.format_message().replace("' / '", "/").split())
    parameter = getattr(error, "param", None)
    if isinstance(parameter, TyperArgument):
        text = text.replace(parameter.get_error_hint(), f"'{argument_name(parameter)}'")
    if bad_value := re.fullmatch(r"Invalid value for '(.*?)': (.*)", text):
        name, reason = bad_value.groups()
        return f"{name}{say(en=': ', zh='：')}{_reword(reason, _REASONS)}"
    return _reword(text, _SENTENCES)


def _reword(text: str, table: tuple[tuple[str, str, str], ...]) -> str:
    for pattern, english, chinese in table:
        if found := re.fullmatch(pattern, text):
            return found.expand(say(en=english, zh=chinese))
    return text


def _origin(parameter: object, context: typer.Context) -> list[str]:
    """A value that stands in the environment or in a file is looked for on the line in vain."""
    if not isinstance(parameter, TyperOption):
        return []
    place = _from_environment(parameter, context) or _from_file(parameter, context)
    return [say(en=f"It is set in {place}.", zh=f"这个值设在 {place}。")] if place else []


def _from_environment(option: TyperOption, context: typer.Context) -> str | None:
    source = context.get_parameter_source(option.name)
    if source is None or source.name != "ENVIRONMENT":
        return None
    return f"{context.auto_envvar_prefix}_{option.name.upper()}"


def _from_file(option: TyperOption, context: typer.Context) -> str | None:
    source = context.get_parameter_source(option.name)
    settings = context.find_object(Settings)
    if source is None or source.name != "DEFAULT_MAP" or settings is None:
        return None
    return str(settings.origin(context.command_path, option.name))
