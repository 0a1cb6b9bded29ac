import errno
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.tokens import corpus
from gongwu.engine.tokens.corpus import Block, corpus_files, read_corpus, read_documents
from gongwu.errors import BadInputError, NotFoundError

# One, two, three and four bytes, line breaks of each kind, and what looks like a byte order mark.
LETTERS = "aé春𠮷👍🏽\u3000 \n\r\ufeff"

texts = st.text(alphabet=LETTERS, max_size=60) | st.text(max_size=30).filter(
    lambda text: "\0" not in text
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the many files of a test with many examples."""
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(params=[1, 2, 3, 7, 1 << 20])
def block_bytes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many bytes are read at once: every character of more than one is cut somewhere."""
    size: int = request.param
    monkeypatch.setattr(corpus, "BLOCK_BYTES", size)
    return size


def in_blocks_of(size: int, path: Path) -> list[Block]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "BLOCK_BYTES", size)
        return list(read_corpus([path]))


def write_lines(path: Path, *records: object) -> Path:
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8", newline="")
    return path


@given(text=texts, size=st.integers(1, 40))
def test_the_blocks_of_a_file_joined_are_its_text(place: Path, text: str, size: int) -> None:
    """A byte order mark is dropped at the head only, and \\r\\n is \\n; nothing else changes."""
    path = place / "any.txt"
    path.write_bytes(text.encode())
    blocks = in_blocks_of(size, path)
    assert "".join(block.text for block in blocks) == text.removeprefix("\ufeff").replace(
        "\r\n", "\n"
    )
    assert [block.ends for block in blocks] == [False] * (len(blocks) - 1) + [True] * bool(blocks)
    assert all(block.text and block.target is None for block in blocks)


@given(text=texts, size=st.integers(1, 40))
def test_a_gz_file_reads_as_the_plain_one(place: Path, text: str, size: int) -> None:
    plain, packed = place / "same.txt", place / "same.txt.gz"
    plain.write_bytes(text.encode())
    packed.write_bytes(gzip.compress(text.encode(), compresslevel=1))
    assert in_blocks_of(size, packed) == in_blocks_of(size, plain)


def test_gz_files_joined_are_one_file(tmp_path: Path) -> None:
    """As `cat a.gz b.gz` leaves them."""
    path = tmp_path / "joined.txt.gz"
    path.write_bytes(gzip.compress("春".encode()) + gzip.compress("风".encode()))
    assert list(read_documents([path])) == [("春风", None)]


@given(st.lists(st.text(alphabet="a春 ", max_size=5), min_size=1, max_size=8), st.integers(1, 9))
def test_blocks_are_cut_at_line_breaks(place: Path, lines: list[str], size: int) -> None:
    """A word cut in two would be tokenized otherwise than the same word elsewhere."""
    path = place / "lines.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert all(block.text.endswith("\n") for block in in_blocks_of(size, path)[:-1])


def test_a_text_without_a_line_break_comes_in_blocks_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """text8 is one line of 100 MB: it was held whole, and all of it was tokenized at once."""
    monkeypatch.setattr(corpus, "BLOCK_BYTES", 64)
    monkeypatch.setattr(corpus, "LONG_LINE", 200)
    path = tmp_path / "one-line.txt"
    text = "明月何时照我还" * 300 + "\n" + "the end"
    path.write_text(text, encoding="utf-8")
    blocks = list(read_corpus([path]))
    assert "".join(block.text for block in blocks) == text
    assert max(len(block.text) for block in blocks) < 200 + 64


def test_sources_are_read_in_order_and_folders_sorted(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    (folder / "a").mkdir(parents=True)
    for name in ("b.txt", "a/z.md", "a/y.txt.gz", "c.jsonl", "d.md.gz", "e.jsonl.gz",
                 "no.csv", "b.txt.bak", "README"):  # fmt: skip
        path = folder / name
        text = json.dumps({"text": name}) if "jsonl" in name else name
        path.write_bytes(gzip.compress(text.encode()) if name.endswith("gz") else text.encode())
    last = tmp_path / "last.txt"
    last.write_text("last")
    names = ["a/y.txt.gz", "a/z.md", "b.txt", "c.jsonl", "d.md.gz", "e.jsonl.gz"]
    assert corpus_files([folder, last]) == [*(folder / name for name in names), last]
    assert [text for text, _ in read_documents([folder, last])] == [*names, "last"]
    assert [text for text, _ in read_documents([last, folder])] == ["last", *names]


def test_a_folder_that_is_named_like_a_text_is_walked_not_read(tmp_path: Path) -> None:
    """`rglob` gives folders too, and opening one failed."""
    (tmp_path / "book.md").mkdir()
    (tmp_path / "book.md" / "one.txt").write_text("one")
    assert corpus_files([tmp_path]) == [tmp_path / "book.md" / "one.txt"]


def test_a_file_that_is_named_itself_is_read_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "poem"
    path.write_text("春")
    assert list(read_documents([path])) == [("春", None)]


def test_an_empty_file_is_no_document(tmp_path: Path, block_bytes: int) -> None:
    (tmp_path / "0.txt").write_bytes(b"")
    (tmp_path / "1.txt").write_bytes(b"\xef\xbb\xbf")
    (tmp_path / "2.txt.gz").write_bytes(gzip.compress(b""))
    (tmp_path / "3.jsonl").write_bytes(b"\n\n")
    assert list(read_corpus([tmp_path])) == []


def test_lines_of_jsonl_are_documents(tmp_path: Path, block_bytes: int) -> None:
    path = write_lines(
        tmp_path / "poems.jsonl",
        {"text": "春\n风"},
        {"text": ""},
        {"title": "夜", "text": "a\u2028b\x00"},
        {"source": "in", "target": "out"},
        {"source": "", "target": "of nothing"},
        {"source": "to nothing", "target": ""},
        {"source": "", "target": ""},
    )
    assert list(read_corpus([path])) == [
        Block("春\n风"),
        Block("a\u2028b\x00"),
        Block("in", target="out"),
        Block("", target="of nothing"),
        Block("to nothing", target=""),
    ]


def test_jsonl_may_have_blank_lines_windows_breaks_and_no_last_break(
    tmp_path: Path, block_bytes: int
) -> None:
    path = tmp_path / "poems.jsonl"
    path.write_bytes('\ufeff{"text": "春"}\r\n\r\n   \n{"text": "\\ud83d\\ude00"}'.encode())
    assert list(read_documents([path])) == [("春", None), ("😀", None)]


BAD_LINES = {
    "not JSON": "春风",
    "cut off": '{"text": "春',
    "a number": "7",
    "a list": '["text"]',
    "no text": '{"title": "夜"}',
    "text is no string": '{"text": 7}',
    "half a pair": '{"source": "in"}',
    "deep": "[" * 100_000,
    "a number without end": '{"text": ' + "1" * 5000 + "}",
    "half a character": '{"text": "\\ud83d"}',
    "half a character in a pair": '{"source": "in", "target": "\\ude00"}',
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "poems.jsonl"
    path.write_text('{"text": "春"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        list(read_corpus([path]))
    assert f"{path}, line 3" in caught.value.en
    assert f"{path} 第 3 行" in caught.value.zh


def test_the_last_line_has_the_right_number_without_a_last_break(tmp_path: Path) -> None:
    path = tmp_path / "poems.jsonl"
    path.write_text('{"text": "春"}\n{"tex')
    with pytest.raises(BadInputError, match="line 2"):
        list(read_corpus([path]))


NOT_TEXT = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 0),
    "GB18030": ("a春风".encode("gb18030"), 1),
    "UTF-16": ("春风".encode("utf-16"), 0),
    "a zero byte": (b"spring\0wind", 6),
    "a zero byte behind others": ("春风\0".encode(), 6),
    "half a character at the end": ("春风".encode()[:-1], 3),
    "half a byte order mark": (b"\xef\xbb", 0),
    "a bad byte behind a byte order mark": (b"\xef\xbb\xbfab\xff", 5),
    "half a character inside": (b"ab\xe6\x98X", 2),
    "half of a surrogate pair": (b"ab\xed\xa0\xbd", 2),
}


@pytest.mark.parametrize(("raw", "at"), NOT_TEXT.values(), ids=NOT_TEXT)
@pytest.mark.parametrize("ending", [".txt", ".txt.gz", ".jsonl"])
def test_what_is_not_utf8_text_is_named_with_its_first_bad_byte(
    tmp_path: Path, block_bytes: int, raw: bytes, at: int, ending: str
) -> None:
    path = tmp_path / f"any{ending}"
    path.write_bytes(gzip.compress(raw) if ending.endswith("gz") else raw)
    with pytest.raises(BadInputError) as caught:
        list(read_corpus([path]))
    assert f"{path} is not UTF-8 text (byte {at})" in caught.value.en
    assert f"第 {at} 字节" in caught.value.zh
    assert "iconv" in caught.value.en


PACKED = gzip.compress("明月何时照我还\n".encode() * 50)
DAMAGED = {
    "truncated": PACKED[:-12],
    "only its head": PACKED[:12],
    "not gzip": "春风".encode(),
    "a bit flipped": PACKED[:-6] + bytes([PACKED[-6] ^ 1]) + PACKED[-5:],
    "rubbish inside": PACKED[:20] + b"\xff" * 20 + PACKED[40:],
}


@pytest.mark.parametrize("raw", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("ending", [".txt.gz", ".jsonl.gz"])
def test_a_damaged_gz_is_said_to_be_damaged(tmp_path: Path, raw: bytes, ending: str) -> None:
    path = tmp_path / f"any{ending}"
    path.write_bytes(raw)
    with pytest.raises(BadInputError, match=r"any\..*(damaged|not UTF-8|not JSON)"):
        list(read_corpus([path]))


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"missing\.txt does not exist"):
        corpus_files([tmp_path / "missing.txt"])


def test_a_folder_without_text_says_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(BadInputError, match=r"No text in folder .*\.jsonl\.gz"):
        corpus_files([tmp_path])


@pytest.mark.parametrize("name", ["secret.txt", "secret.txt.gz", "secret.jsonl"])
def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The refusal is played: for root, whom many containers are, there is none."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / name).write_bytes(b"")
    monkeypatch.setattr(gzip if name.endswith("gz") else Path, "open", refuse)
    with pytest.raises(BadInputError, match=f"{name} may not be read"):
        list(read_corpus([tmp_path / name]))
