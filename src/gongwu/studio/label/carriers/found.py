"""A record found in a file, before anybody judges it, and the refusal of files that are broken."""

from dataclasses import dataclass

from gongwu.errors import BadInputError


@dataclass(frozen=True)
class Found:
    """`text` is the record as it stands in `carrier`, such as "PNG iTXt XMP"."""

    carrier: str
    text: str


def broken(format_name: str, en: str, zh: str) -> BadInputError:
    """The refusal to write a label into a file that is not sound."""
    return BadInputError(
        en=f"This {format_name} file cannot take a label: {en}. Export it again.",
        zh=f"无法给这个 {format_name} 文件写入标识：{zh}。请重新导出。",
    )


def looks_like_record(text: str) -> bool:
    """Whether a free comment is meant as a label: a wrapped record names AIGC."""
    return '"AIGC"' in text
