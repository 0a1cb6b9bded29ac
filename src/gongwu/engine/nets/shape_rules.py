"""What every picture net's shape asks of its numbers, said with the name of the net."""

from gongwu.errors import BadInputError

# A config.json comes from strangers: a net of a billion layers would be built for ever.
WIDEST, DEEPEST, LEVELS = 65_536, 32, 10


def whole(net: str, name: str, value: int, least: int, most: int) -> None:
    """Refuse a number outside `least` … `most`."""
    if not least <= value <= most:
        raise BadInputError(
            en=f"{net}: {name}={value} must lie between {least} and {most}",
            zh=f"{net}：{name}={value} 必须在 {least} 与 {most} 之间",
        )


def multiple(net: str, name: str, value: int, of: str, unit: int) -> None:
    """Refuse a number that its unit does not divide."""
    rule(net, value % unit == 0, f"{name}={value} must be a multiple of {of}={unit}",
         f"{name}={value} 必须是 {of}={unit} 的倍数")  # fmt: skip


def rule(net: str, holds: bool, en: str, zh: str) -> None:
    """Refuse what only words can say."""
    if not holds:
        raise BadInputError(en=f"{net}: {en}", zh=f"{net}：{zh}")


def levels(net: str, widths: tuple[int, ...], groups: int) -> None:
    """The widths of a net that halves its picture from level to level, each group-normed."""
    whole(net, "levels", len(widths), 1, LEVELS)
    whole(net, "groups", groups, 1, WIDEST)
    for level, width in enumerate(widths):
        whole(net, f"widths[{level}]", width, 1, WIDEST)
        multiple(net, f"widths[{level}]", width, "groups", groups)
