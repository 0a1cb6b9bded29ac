"""A draft's words as a text file for a person's editor, and back."""

import re
from collections.abc import Mapping, Sequence

from gongwu.errors import BadInputError, Language
from gongwu.ports import Words
from gongwu.studio.kind import Slot

_MARK = re.compile(r"^⟦(.+)⟧[ \t]*$", re.MULTILINE)
_HEAD = Words(
    en="# Change the text below the marks ⟦…⟧ and leave the marks as they are.",
    zh="# 请修改各个 ⟦…⟧ 标记下面的文字，标记本身不要动。",
)


def write_sheet(slots: Sequence[Slot], language: Language) -> str:
    """Each slot's words below its mark."""
    parts = [f"⟦{slot.key}⟧\n{slot.text}\n" for slot in slots]
    return "\n".join([_HEAD.said_in(language) + "\n", *parts])


def read_sheet(text: str, slots: Sequence[Slot]) -> Mapping[str, str]:
    """The words that were changed. A slot left out stays as it is. Raises BadInputError."""
    before = {slot.key: slot.text.strip() for slot in slots}
    _, *rest = _MARK.split(text)
    if not rest:
        raise BadInputError(
            en="The file has no marks ⟦…⟧. Write it with: gongwu show ID --edit > FILE",
            zh="文件里没有 ⟦…⟧ 标记。请先运行：gongwu show 编号 --edit > 文件",
        )
    changed: dict[str, str] = {}
    for key, words in zip(rest[::2], rest[1::2], strict=True):
        if key not in before:
            raise BadInputError(
                en=f"⟦{key}⟧ is no part of this piece. Leave the marks as they are.",
                zh=f"作品里没有 ⟦{key}⟧。请不要改动标记。",
            )
        if words.strip() != before[key]:
            changed[key] = words.strip()
    return changed
