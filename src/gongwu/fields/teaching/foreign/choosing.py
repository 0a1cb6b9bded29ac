"""Options: the answer may be a label, and exactly one option must hold the right value."""

from dataclasses import replace

from gongwu.fields.teaching.foreign.items import ForeignItem
from gongwu.fields.teaching.foreign.opinion import Opinion
from gongwu.fields.teaching.foreign.spelling import is_rounded, plain, stated
from gongwu.ports import Words


def chosen(item: ForeignItem) -> str:
    """The stated answer in full: the text of the option where the answer is a label."""
    label = _label(item)
    return item.options[label] if label else item.answer


def _label(item: ForeignItem) -> str | None:
    said = plain(item.answer).strip(" .()。")
    return said if said in item.options else None


def of_options(item: ForeignItem, opinion: Opinion) -> Opinion:
    """A proven value must stand in one option, and in no other."""
    assert opinion.value is not None
    read = {label: stated(text) for label, text in item.options.items()}
    right = [
        label
        for label, said in read.items()
        if said and (opinion.value == said.value or is_rounded(opinion.value, said))
    ]
    if len(right) == 1 and _label(item) in (None, right[0]):
        en, zh = f" Of the options only {right[0]} has it.", f"选项中只有 {right[0]} 正确。"
        return replace(opinion, why=Words(en=opinion.why.en + en, zh=opinion.why.zh + zh))
    if not right and None in read.values():
        return opinion  # an option in words may say it
    names = "、".join(right)
    return replace(opinion, status="wrong", right=opinion.right, why=Words(
        en=f"{len(right)} options hold the right value"
        + (f" ({', '.join(right)})" if right else "") + "; there must be exactly one.",
        zh=f"有 {len(right)} 个选项是正确值"
        + (f"（{names}）" if right else "") + "，应当恰有一个。",
    ))  # fmt: skip
