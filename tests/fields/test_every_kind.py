"""The one contract that every kind passes. A new kind gets these tests by being installed."""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongwu.errors import BadInputError, Language
from gongwu.studio.brief import brief_fields, read_brief
from gongwu.studio.codec import decode, encode
from gongwu.studio.finding import errors
from gongwu.studio.kind import Notice
from gongwu.studio.kinds import AnyKind, find_kind, kind_names
from gongwu.studio.label.inspect import inspect
from gongwu.studio.label.keys import KeyFolder
from gongwu.studio.label.visible import sentence
from gongwu.studio.plan import desk_for
from gongwu.studio.publishing import SIDECAR_SUFFIX, publish
from gongwu.studio.store.store import Store
from gongwu.studio.workshop import Workshop

# What a brief must say where its defaults are not enough.
GIVEN: Mapping[str, Mapping[str, object]] = {
    "exercises": {"topic": "linear", "count": 4, "style": "mixed"},
    "lesson": {"topic": "linear", "source": "解方程就是求出未知数。To solve is to find x."},
    "explanation": {"topic": "quadratic"},
    "picture": {"subject": "红苹果 red apple", "palette": "#c1121f,#588157,#fefae0", "width": 96},
}
# Kinds whose slots hold no formulas, because nothing in them is calculated.
WITHOUT_FORMULAS = {"picture"}
OURS = [name for name in kind_names() if name in GIVEN]
MADE_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

each_kind = pytest.mark.parametrize("name", OURS)
each_kind_with_formulas = pytest.mark.parametrize(
    "name", [name for name in OURS if name not in WITHOUT_FORMULAS]
)
each_language = pytest.mark.parametrize("language", ["en", "zh"])


def parts(name: str, language: Language, seed: str = "7") -> tuple[AnyKind, Any, Any, Any]:
    """A kind, a brief, its plan and its draft."""
    kind = find_kind(name)
    brief = read_brief(kind.brief_type, {**GIVEN[name], "lang": language})
    plan = kind.plan(brief, desk_for("plan", seed))
    return kind, brief, plan, kind.word(plan, desk_for("word", seed))


def test_every_kind_of_ours_is_here() -> None:
    """A kind that is installed from this repository must say in GIVEN how it is tested."""
    entries = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    section = entries.split('[project.entry-points."gongwu.kinds"]\n')[1].split("\n\n")[0]
    assert {line.split(" = ")[0] for line in section.splitlines()} == set(GIVEN) == set(OURS)


@each_kind
def test_it_says_what_it_is(name: str) -> None:
    kind = find_kind(name)
    assert kind.name == name
    assert kind.about.en != kind.about.zh
    for stage in (kind.brief_type, kind.plan_type, kind.draft_type):
        assert is_dataclass(stage)
        assert vars(stage)["__dataclass_params__"].frozen
    for field in brief_fields(kind.brief_type):
        assert field.about.en, field.name
        assert field.about.zh, field.name


@each_kind
@each_language
def test_the_reference_wording_is_verified(name: str, language: Language) -> None:
    kind, _, plan, draft = parts(name, language)
    assert errors(kind.verify(plan, draft)) == []


@each_kind
@each_language
def test_every_stage_can_be_stored_and_read_back(name: str, language: Language) -> None:
    kind, brief, plan, draft = parts(name, language)
    for value in (brief, plan, draft):
        text = encode(value)
        assert decode(type(value), text) == value
        assert encode(json.loads(text)) == text
    stored = decode(kind.draft_type, encode(draft))
    assert kind.verify(decode(kind.plan_type, encode(plan)), stored) == kind.verify(plan, draft)


@each_kind
def test_the_same_seed_makes_the_same_bytes_and_another_makes_others(name: str) -> None:
    assert encode(parts(name, "zh")[3]) == encode(parts(name, "zh")[3])
    assert encode(parts(name, "zh", "1")[3]) != encode(parts(name, "zh", "2")[3])


@each_kind
@each_language
def test_slots_are_told_apart_and_reword_what_they_name(name: str, language: Language) -> None:
    kind, _, plan, draft = parts(name, language)
    slots = kind.slots(plan, draft)
    keys = [slot.key for slot in slots]
    assert len(set(keys)) == len(keys) > 0
    assert kind.reworded(draft, {}) == draft
    assert kind.reworded(draft, {slot.key: slot.text for slot in slots}) == draft
    for slot in slots:
        assert all(literal in slot.text for literal in slot.keep), slot
        after = kind.reworded(draft, {slot.key: slot.text + " ☞"})
        changed = {each.key for each in kind.slots(plan, after)} and [
            each.key
            for each, before in zip(kind.slots(plan, after), slots, strict=True)
            if each.text != before.text
        ]
        assert slot.key in changed


@each_kind_with_formulas
@each_language
def test_a_changed_number_in_any_slot_with_formulas_is_found(name: str, language: Language) -> None:
    """Whoever edits a formula's number is told, wherever it stands."""
    kind, _, plan, draft = parts(name, language)
    tried = 0
    for slot in kind.slots(plan, draft):
        formulas = [each for each in slot.keep if each.startswith("$") and "7" not in each]
        digits = [digit for formula in formulas for digit in formula if digit.isdigit()]
        if not digits:
            continue
        tried += 1
        text = slot.text.replace(digits[0], "7", 1)
        found = errors(kind.verify(plan, kind.reworded(draft, {slot.key: text})))
        assert found, (slot.key, text)
    assert tried


@each_kind
@each_language
def test_every_export_is_deterministic_and_shows_the_notice(name: str, language: Language) -> None:
    kind, _, _, draft = parts(name, language)
    notice = Notice(text=sentence(language), language=language, made_at=MADE_AT,
                    title=kind.title(draft))  # fmt: skip
    for exporter in kind.exports.values():
        content = exporter.write(draft, notice)
        assert content == exporter.write(draft, notice)
        assert exporter.suffix.startswith(".")


@each_kind
@each_language
def test_every_format_leaves_with_its_labels(name: str, language: Language, tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 's.db'}")
    workshop = Workshop(store)
    piece = workshop.order(name, {**GIVEN[name], "lang": language}, seed=7).id
    workshop.carry(piece)
    workshop.approve(piece, actor="王老师")
    keys = KeyFolder(tmp_path / "keys")
    for format_name in find_kind(name).exports:
        published = publish(workshop, piece, format_name, keys=keys)
        file = f"piece{published.suffix}"
        report = inspect(published.sealed.content, file, published.sealed.sidecar, keys.trust())
        assert report.verdict == "compliant", (format_name, report.findings)
        assert report.signature == "valid", format_name
        assert len(report.labels) == 1, format_name
        assert report.record is not None
        assert report.record.piece == piece
        assert SIDECAR_SUFFIX not in file
    store.close()


@each_kind
@pytest.mark.parametrize("values", [{"lang": "fr"}, {"nothing": 1}, {"topic": "no such topic"}])
def test_a_bad_brief_is_refused_in_words(name: str, values: Mapping[str, object]) -> None:
    kind = find_kind(name)
    with pytest.raises(BadInputError):
        kind.plan(read_brief(kind.brief_type, {**GIVEN[name], **values}), desk_for("plan", "1"))
