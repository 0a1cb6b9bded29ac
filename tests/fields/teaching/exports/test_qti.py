"""QTI 2.1: the package's structure, and every file against the schemas where a folder has them.

No package that a registry offers brings the schemas: GONGWU_TEST_QTI_SCHEMAS names a folder in
which `imsqti_v2p1.xsd` and all that it imports lie.
"""

import os
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given

from gongwu.fields.teaching.exercises.sheet import Sheet
from gongwu.fields.teaching.exports.asked import Choice, Numerical, Written, asked
from gongwu.fields.teaching.exports.qti import write_qti
from tests.fields.teaching.exports.sheets import NOTICE, sheet, sheets

etree: Any = pytest.importorskip("lxml.etree")

# Read before the fixture `home` takes every GONGWU_* variable away.
_SCHEMAS = os.environ.get("GONGWU_TEST_QTI_SCHEMAS")
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


def package(of: Sheet) -> dict[str, Any]:
    """The trees of all files, by name."""
    with ZipFile(BytesIO(write_qti(of, NOTICE))) as zipped:
        return {name: etree.fromstring(zipped.read(name)) for name in zipped.namelist()}


def items(of: Sheet) -> list[Any]:
    files = package(of)
    return [files[f"items/item-{number}.xml"] for number in range(1, len(of.items) + 1)]


def test_the_manifest_names_every_file_and_no_other() -> None:
    files = package(sheet())
    manifest = files["imsmanifest.xml"]
    named = [node.get("href") for node in manifest.iter(f"{PACKAGE}file")]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(files)
    known = {node.get("identifier") for node in manifest.iter(f"{PACKAGE}resource")}
    needed = {node.get("identifierref") for node in manifest.iter(f"{PACKAGE}dependency")}
    assert needed == known - {"sheet"}
    asked_for = [node.get("href") for node in files["test.xml"].iter(f"{QTI}assessmentItemRef")]
    assert sorted(asked_for) == sorted(name for name in files if name.startswith("items/"))


def test_a_response_is_declared_asked_for_and_scored() -> None:
    of = sheet()
    for item, tree in zip(of.items, items(of), strict=True):
        declared = tree.find(f"{QTI}responseDeclaration")
        right = declared.findtext(f"{QTI}correctResponse/{QTI}value")
        match asked(item, of.lang):
            case Choice(options=options):
                choices = list(tree.iter(f"{QTI}simpleChoice"))
                chosen = [choice.get("identifier") for choice in choices].index(right)
                assert options[chosen].right
                assert declared.get("baseType") == "identifier"
            case Numerical(number=number, tolerance=tolerance):
                assert (declared.get("baseType"), right) == ("float", number)
                equal = next(tree.iter(f"{QTI}equal"))
                exact = tolerance == "0"
                assert equal.get("toleranceMode") == ("exact" if exact else "absolute")
                assert exact or equal.get("tolerance") == f"{tolerance} {tolerance}"
            case Written(spellings=spellings):
                entries = [node.get("mapKey") for node in declared.iter(f"{QTI}mapEntry")]
                assert entries == list(spellings)
                assert right == spellings[0]


def test_every_outcome_that_shows_feedback_is_declared_and_set() -> None:
    for tree in items(sheet()):
        declared = {node.get("identifier") for node in tree.iter(f"{QTI}outcomeDeclaration")}
        shown = {node.get("outcomeIdentifier") for node in tree.iter(f"{QTI}modalFeedback")}
        set_ = {node.get("identifier") for node in tree.iter(f"{QTI}setOutcomeValue")}
        assert shown <= declared
        assert shown <= set_
        assert "SCORE" in set_


def test_the_notice_stands_in_the_test_and_in_every_item() -> None:
    files = package(sheet())
    for name in files.keys() - {"imsmanifest.xml"}:
        assert NOTICE.text in ["".join(p.itertext()) for p in files[name].iter(f"{QTI}p")]


@given(sheets())
def test_no_text_breaks_the_xml(of: Sheet) -> None:
    assert len(items(of)) == len(of.items)


@pytest.fixture(scope="module")
def schema() -> Any:
    if not _SCHEMAS:
        pytest.skip("no QTI schemas: name their folder in GONGWU_TEST_QTI_SCHEMAS")
    path = next(Path(_SCHEMAS).rglob("imsqti_v2p1.xsd"))
    return etree.XMLSchema(etree.parse(str(path), etree.XMLParser(no_network=True)))


def test_every_file_is_valid_under_the_schema(schema: Any) -> None:
    @given(sheets())
    def holds(of: Sheet) -> None:
        for name, tree in package(of).items():
            assert name == "imsmanifest.xml" or schema.validate(tree), schema.error_log

    holds()
    for tree in items(sheet("en")):
        assert schema.validate(tree), schema.error_log
