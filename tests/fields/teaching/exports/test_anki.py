"""Anki packages, imported by Anki itself."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from gongwu.fields.teaching.exercises.sheet import Sheet
from gongwu.fields.teaching.exports.anki import write_apkg
from gongwu.fields.teaching.exports.quiz_html import quiz_html
from gongwu.studio.document.inline import escaped
from tests.fields.teaching.exports.sheets import NOTICE, sheet, sheets


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    """An empty collection of Anki's own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Anki's, on import
        anki = pytest.importorskip("anki.collection", reason="Anki is not installed")
    opened = anki.Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def imported(collection: Any, content: bytes, folder: Path) -> Any:
    """What Anki says of the import."""
    from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = folder / "sheet.apkg"
    path.write_bytes(content)
    request = ImportAnkiPackageRequest(
        package_path=str(path), options=ImportAnkiPackageOptions(merge_notetypes=True)
    )
    return collection.import_anki_package(request).log


def test_anki_takes_every_note_with_its_fields(collection: Any, tmp_path: Path) -> None:
    made = sheet()
    log = imported(collection, write_apkg(made, NOTICE), tmp_path)
    assert len(log.new) == len(made.items)
    assert not log.duplicate
    assert not log.conflicting
    notes = {note["Question"]: note for note in map(collection.get_note, collection.find_notes(""))}
    for item in made.items:
        note = notes[quiz_html(item.question)]
        assert quiz_html(item.answer) in note["Answer"]
        assert all(quiz_html(step) in note["Solution"] for step in item.steps)
        assert note["Notice"] == quiz_html(escaped(NOTICE.text))
        for option in item.options:
            assert quiz_html(option.text) in note["Options"]
            assert quiz_html(option.why) in note["Others"]


def test_a_card_shows_the_question_first_and_its_reasons_and_notice_behind(
    collection: Any, tmp_path: Path
) -> None:
    imported(collection, write_apkg(sheet(), NOTICE), tmp_path)
    number = next(
        each
        for each in collection.find_cards("note:*options*")
        if "解方程" in collection.get_card(each).question()
    )
    card = collection.get_card(number)
    assert r"\(x^{2} - 5x + 6 = 0\)" in card.question()
    assert "其他选项错在哪里" not in card.question()
    assert "其他选项错在哪里" in card.answer()
    assert "人工智能" in card.answer()


def test_a_sheet_imported_twice_gives_no_card_twice(collection: Any, tmp_path: Path) -> None:
    content = write_apkg(sheet(), NOTICE)
    imported(collection, content, tmp_path)
    before = collection.card_count()
    log = imported(collection, content, tmp_path)
    assert not log.new
    assert collection.card_count() == before == len(sheet().items)


def test_anki_takes_texts_that_nobody_would_write(collection: Any, tmp_path: Path) -> None:
    # Anki takes half a second for each.
    @settings(max_examples=5)
    @given(sheets())
    def holds(of: Sheet) -> None:
        log = imported(collection, write_apkg(of, NOTICE), tmp_path)
        assert log.found_notes == len(of.items)
        refused = (log.conflicting, log.missing_notetype, log.missing_deck, log.empty_first_field)
        assert not any(refused)

    holds()
