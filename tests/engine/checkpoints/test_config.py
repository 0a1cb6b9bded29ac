from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongwu.engine.checkpoints.config import Config
from gongwu.errors import BadInputError

PLACE = Path("somewhere/config.json")


def config(**values: Any) -> Config:
    return Config(values, PLACE)


def test_values_of_the_right_kind_are_read() -> None:
    some = config(layers=3, rate=0.5, one=1, tied=True, rope={"factor": 2.0})
    assert some.whole("layers") == 3
    assert some.real("rate") == 0.5
    assert isinstance(some.real("one"), float)
    assert some.flag("tied", False) is True
    rope = some.part("rope")
    assert rope is not None
    assert rope.real("factor") == 2.0
    assert rope.path == PLACE


@pytest.mark.parametrize("values", [{}, {"key": None}], ids=["left out", "null"])
def test_what_is_not_said_takes_its_default(values: dict[str, Any]) -> None:
    some = config(**values)
    assert some.whole("key", 7) == 7
    assert some.real("key", 0.5) == 0.5
    assert some.flag("key", True) is True
    assert some.part("key") is None


@pytest.mark.parametrize(
    ("read", "values"),
    [
        (lambda some: some.whole("key"), [None, "8", 8.0, 8.5, True, [8], {}, 2**31, -(10**400)]),
        (lambda some: some.real("key"), [None, "0.5", False, [0.5], {}]),
        (lambda some: some.real("key"), [float("nan"), float("inf"), float("-inf"), 10**400]),
        (lambda some: some.flag("key", False), [0, 1, "true", [], {}]),
        (lambda some: some.part("key"), [0, True, "linear", ["linear"]]),
    ],
    ids=["whole", "real", "finite", "flag", "part"],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_file(
    read: Callable[[Config], object], values: list[object]
) -> None:
    for value in values:
        with pytest.raises(BadInputError) as refused:
            read(config(key=value))
        for said in (refused.value.en, refused.value.zh):
            assert str(PLACE) in said
            assert f"key={value!r}" in said


def test_what_is_not_supported_is_said_with_the_value() -> None:
    some = config(act="relu")
    some.must(True, "act", "only silu", "只支持 silu")
    with pytest.raises(BadInputError, match="act='relu' is not supported: only silu") as refused:
        some.must(False, "act", "only silu", "只支持 silu")
    assert "不支持 act='relu'：只支持 silu" in refused.value.zh
