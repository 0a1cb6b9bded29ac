"""What holds for every format of a sheet."""

import json
import sys
import time
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest

from gongwu.errors import NotFoundError
from gongwu.fields.teaching.exports import EXPORTS
from gongwu.fields.teaching.exports.sheet_document import sheet_document
from gongwu.studio.document.model import PageBreak
from gongwu.studio.document.plain_text import write_text
from tests.fields.teaching.exports.sheets import NOTICE, sheet

each_format = pytest.mark.parametrize("name", EXPORTS)


def test_the_formats_are_those_promised() -> None:
    promised = ["txt", "md", "html", "docx", "pdf", "gift", "moodle-xml", "qti", "apkg", "jsonl"]
    assert list(EXPORTS) == promised
    assert len({exporter.suffix for exporter in EXPORTS.values()}) == len(promised)


@each_format
def test_a_file_written_again_has_the_same_bytes(name: str) -> None:
    first = EXPORTS[name].write(sheet(), NOTICE)
    time.sleep(0.01)
    assert EXPORTS[name].write(sheet(), NOTICE) == first


@pytest.mark.parametrize("name", [name for name in EXPORTS if name not in ("pdf", "apkg")])
def test_the_notice_stands_in_the_file(name: str) -> None:
    """In a zip too. pypdf and Anki read back the other two, each in a test of its own."""
    content = EXPORTS[name].write(sheet(), NOTICE)
    try:
        with ZipFile(BytesIO(content)) as zipped:
            content = b"".join(map(zipped.read, zipped.namelist()))
    except BadZipFile:
        pass
    assert "人工智能辅助生成，并经人工审核" in content.decode(errors="replace")


@pytest.mark.parametrize("name", ["docx", "qti", "apkg"])
def test_a_zip_holds_one_fixed_time(name: str) -> None:
    later = replace(NOTICE, made_at=NOTICE.made_at + timedelta(days=400))
    for notice in (NOTICE, later):
        with ZipFile(BytesIO(EXPORTS[name].write(sheet(), notice))) as zipped:
            assert {info.date_time for info in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert zipped.testzip() is None


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("docx", "docx", "documents"), ("pdf", "typst", "documents"), ("apkg", "genanki", "teaching")],
)
def test_a_missing_package_is_named_with_what_to_install(
    name: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(NotFoundError, match=rf"pip install 'gongwu\[{extra}\]'"):
        EXPORTS[name].write(sheet(), NOTICE)


def test_json_lines_hold_all_that_an_item_has() -> None:
    made = sheet()
    lines = EXPORTS["jsonl"].write(made, NOTICE).decode().splitlines()
    for line, item in zip(map(json.loads, lines), made.items, strict=True):
        assert line["question"] == item.question
        assert line["answer"] == item.answer
        assert line["steps"] == list(item.steps)
        assert (line["family"], line["level"]) == (item.family, item.level)
        assert [option["why"] for option in line["options"]] == [o.why for o in item.options]
        assert line["notice"] == NOTICE.text


def test_the_key_stands_on_a_page_of_its_own_behind_the_questions() -> None:
    document = sheet_document(sheet())
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 1
    text = write_text(document, NOTICE).decode()
    questions, key = text.split("参考答案与解析")
    assert "积为 0，必有一个因式为 0" not in questions
    assert "答案：B. 2, 3" in key.replace("： ", "：")
    assert "少了一个根：x = 3 也是根。" in key
    assert [f"\n{number}. " in questions and f"\n{number}. " in key for number in range(1, 17)]
