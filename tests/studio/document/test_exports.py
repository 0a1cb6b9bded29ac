"""What holds for every writer of documents."""

import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from gongwu.errors import NotFoundError
from gongwu.studio.document.exports import document_exports
from gongwu.studio.document.model import Document
from tests.studio.document.documents import EVERYTHING, NOTICE, any_documents

EXPORTS = document_exports(lambda document: document)
each_format = pytest.mark.parametrize("name", EXPORTS)


def test_any_kind_gets_five_formats_through_its_own_layout() -> None:
    layout: Callable[[str], Document] = lambda draft: Document(  # noqa: E731
        title=draft, language="en", blocks=()
    )
    exports = document_exports(layout)
    assert list(exports) == ["txt", "md", "html", "docx", "pdf"]
    assert b"my draft" in exports["txt"].write("my draft", NOTICE)


@each_format
def test_a_file_written_again_has_the_same_bytes(name: str) -> None:
    first = EXPORTS[name].write(EVERYTHING, NOTICE)
    time.sleep(0.01)
    assert EXPORTS[name].write(EVERYTHING, NOTICE) == first


@each_format
def test_texts_that_nobody_would_write_are_written(name: str) -> None:
    @settings(max_examples=10)
    @given(any_documents)
    def holds(document: Document) -> None:
        assert EXPORTS[name].write(document, NOTICE)

    holds()


@pytest.mark.parametrize(("name", "module"), [("docx", "docx"), ("pdf", "typst")])
def test_a_missing_package_is_named_with_what_to_install(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(NotFoundError, match=r"pip install 'gongwu\[documents\]'") as error:
        EXPORTS[name].write(EVERYTHING, NOTICE)
    assert "pip install 'gongwu[documents]'" in error.value.zh
