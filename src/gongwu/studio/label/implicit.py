"""The implicit label of GB 45438-2025, Annex E: seven strings, as JSON. Knows no file format.

Values are single-byte printable characters without space, `"` and `\\`, so that a label reads the
same in every carrier and under the strictest verifier. Chinese never enters it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gongwu.errors import BadInputError
from gongwu.ports import Words

Form = Literal["bare", "wrapped"]

KEYS = (
    "Label",
    "ContentProducer",
    "ProduceID",
    "ReservedCode1",
    "ContentPropagator",
    "PropagateID",
    "ReservedCode2",
)
_MAY_BE_EMPTY = frozenset({"ReservedCode1", "ReservedCode2"})
_ALLOWED = re.compile(r"[!#-\[\]-~]*")
_LONGEST_JSON = 65_536


@dataclass(frozen=True, kw_only=True)
class ImplicitLabel:
    """One label. `label` is 1 (is generated), 2 (may be) or 3 (suspected)."""

    label: str
    content_producer: str
    produce_id: str
    reserved_code_1: str = ""
    content_propagator: str
    propagate_id: str
    reserved_code_2: str = ""

    def __post_init__(self) -> None:
        wrong = faults(self.fields)
        if wrong:
            raise BadInputError(
                en="This cannot be an implicit label: " + "; ".join(words.en for words in wrong),
                zh="不能作为隐式标识：" + "；".join(words.zh for words in wrong),
            )

    @property
    def fields(self) -> dict[str, str]:
        """By the standard's keys, in its order."""
        values = (
            self.label,
            self.content_producer,
            self.produce_id,
            self.reserved_code_1,
            self.content_propagator,
            self.propagate_id,
            self.reserved_code_2,
        )
        return dict(zip(KEYS, values, strict=True))

    def json(self, form: Form) -> str:
        """The bare object, or the same under the key AIGC."""
        fields = self.fields
        return json.dumps({"AIGC": fields} if form == "wrapped" else fields, separators=(",", ":"))


def first_label(producer: str, produce_id: str) -> ImplicitLabel:
    """The label of a file at its first writing: who makes it also passes it on."""
    return ImplicitLabel(
        label="1",
        content_producer=producer,
        produce_id=produce_id,
        content_propagator=producer,
        propagate_id=produce_id,
    )


def faults(fields: Mapping[str, object]) -> list[Words]:
    """What keeps these fields from being a label of the standard; empty when nothing does."""
    wrong = [Words(en=f"{key} is missing", zh=f"缺少 {key}") for key in KEYS if key not in fields]
    for key, value in fields.items():
        if key not in KEYS:
            wrong.append(Words(en=f"{key} is no field of it", zh=f"{key} 不是规定的字段"))
        elif not isinstance(value, str):
            wrong.append(Words(en=f"{key} is not a string", zh=f"{key} 不是字符串"))
        else:
            wrong.extend(_value_faults(key, value))
    return wrong


def _value_faults(key: str, value: str) -> list[Words]:
    if not value and key not in _MAY_BE_EMPTY:
        return [Words(en=f"{key} is empty", zh=f"{key} 为空")]
    if not _ALLOWED.fullmatch(value):
        return [
            Words(
                en=f'{key} holds a character outside ! to ~, or " or \\',
                zh=f'{key} 含有 ! 到 ~ 之外的字符，或含有 " 或 \\',
            )
        ]
    if key == "Label" and value not in ("1", "2", "3"):
        return [Words(en="Label is not 1, 2 or 3", zh="Label 不是 1、2、3 之一")]
    return []


def read_fields(text: str) -> dict[str, object] | None:
    """The fields of a record, bare or wrapped; None when it is not a JSON object."""
    if len(text) > _LONGEST_JSON:
        return None
    try:
        record = json.loads(text, object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError):
        return None
    if isinstance(record, dict) and set(record) == {"AIGC"}:
        record = record["AIGC"]
    return record if isinstance(record, dict) else None


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a key stands twice")
    return record


def parse(text: str) -> ImplicitLabel:
    """The label in a record, bare or wrapped. Raises BadInputError for anything else."""
    fields = read_fields(text)
    if fields is None:
        raise BadInputError(
            en="The AIGC record is not a JSON object, so it is no implicit label.",
            zh="AIGC 记录不是 JSON 对象，不能作为隐式标识。",
        )
    wrong = faults(fields)
    if wrong:
        raise BadInputError(
            en="The AIGC record is no valid implicit label: " + "; ".join(w.en for w in wrong),
            zh="AIGC 记录不是合格的隐式标识：" + "；".join(w.zh for w in wrong),
        )
    return ImplicitLabel(**{_FIELD_OF[key]: str(fields[key]) for key in KEYS})


_FIELD_OF = dict(
    zip(
        KEYS,
        (
            "label",
            "content_producer",
            "produce_id",
            "reserved_code_1",
            "content_propagator",
            "propagate_id",
            "reserved_code_2",
        ),
        strict=True,
    )
)
