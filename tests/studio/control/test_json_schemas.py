"""Schemas that people wrote, with instances: none that is invalid may ever be written."""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gongwu.errors import BadInputError
from gongwu.ports import Constraint, JSONSchema
from gongwu.studio.control.checking import complaint
from gongwu.studio.control.constraining import FormConstrainer
from tests.studio.control.spelled import accepts, bytes_vocabulary

COMPILED = 0.9  # of the schemas; those refused say uniqueItems, not, dependencies and the like


def schemas(real_data: Path, every: int) -> Iterator[dict[str, Any]]:
    file = real_data / "json_schemas" / "schemas.jsonl.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for number, line in enumerate(lines) if number % every == 0)


@pytest.mark.parametrize("every", [10, pytest.param(1, marks=pytest.mark.slow)])
def test_every_valid_instance_may_be_written_and_no_invalid_one(
    real_data: Path, every: int
) -> None:
    constrainer = FormConstrainer(bytes_vocabulary())
    walked: Counter[tuple[bool, bool]] = Counter()
    compiled = []
    for entry in schemas(real_data, every):
        form = JSONSchema(json.dumps(entry["schema"]))
        try:
            constrainer.begin(form)
        except BadInputError:
            compiled.append(False)
            continue
        compiled.append(True)
        for test in entry["tests"]:
            begin, instance = partial(constrainer.begin, form), test["data"]
            held = written(begin, instance) or written(begin, in_order(instance, form.schema))
            walked[test["valid"], held] += 1
    assert walked[True, False] == 0
    assert walked[False, True] == 0
    assert walked[True, True] * every > 400
    assert walked[False, False] * every > 800
    assert sum(compiled) >= (COMPILED if every == 1 else 0.7) * len(compiled)


def written(begin: Callable[[], Constraint], instance: object) -> bool:
    return accepts(begin(), json.dumps(instance, ensure_ascii=False, separators=(",", ":")))


def in_order(instance: Any, schema: str) -> Any:
    """Keys come in the schema's order, and a few instances have them in another."""
    if isinstance(instance, list):
        return [in_order(each, schema) for each in instance]
    if not isinstance(instance, dict):
        return instance
    keys = sorted(instance, key=lambda key: schema.find(f"{json.dumps(key)}: {{") % len(schema))
    return {key: in_order(instance[key], schema) for key in keys}


@pytest.mark.slow
def test_the_judge_agrees_with_those_who_wrote_the_instances(real_data: Path) -> None:
    """It passes over formats that it does not know, so a few of the invalid satisfy it."""
    judged: Counter[tuple[bool, bool]] = Counter()
    for entry in schemas(real_data, 1):
        form = JSONSchema(json.dumps(entry["schema"]))
        for test in entry["tests"]:
            judged[test["valid"], complaint(form, json.dumps(test["data"])) is None] += 1
    assert judged[True, False] == 0
    assert judged[False, True] < 0.03 * (judged[False, True] + judged[False, False])
