import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.tokens import token_files
from gongwu.engine.tokens.corpus import Block, read_corpus
from gongwu.engine.tokens.token_files import (
    INDEX,
    SPLITS,
    Split,
    Survey,
    TokenFiles,
    split_blocks,
    survey,
    write_tokens,
)
from gongwu.engine.tokens.tokenizer import (
    END_ID,
    Tokenizer,
    byte_pair_tokenizer,
    character_tokenizer,
)
from gongwu.errors import BadInputError

LEARNED = ["春风又绿江南岸，明月何时照我还。\n" * 3, "The river bends; the town sleeps.\n" * 3]

texts = st.text(alphabet="春风又ab \n𠮷", min_size=1, max_size=12)


def documents_as_blocks(parts: list[list[str]]) -> list[Block]:
    """Each document in the stretches given."""
    return [
        Block(part, ends=number == len(document))
        for document in parts
        for number, part in enumerate(document, start=1)
    ]


def as_pairs(pairs: list[tuple[str, str]]) -> list[Block]:
    return [Block(source, target=target) for source, target in pairs]


def halves(blocks: list[Block], held_out: float) -> dict[Split, list[Block]]:
    parted = list(split_blocks(blocks, survey(blocks), held_out))
    return {split: [block for side, block in parted if side == split] for split in SPLITS}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return character_tokenizer(LEARNED)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the many files of a test with many examples."""
    return tmp_path_factory.mktemp("tokens")


few_documents = st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=5)
# Of 50 documents or more: some of them equal, some in several blocks.
many_documents = st.lists(st.lists(texts, min_size=1, max_size=2), min_size=50, max_size=60)
shares = st.floats(0.001, 0.5)


# --- The first reading ---


@given(few_documents | many_documents)
def test_a_survey_counts_documents_and_characters(parts: list[list[str]]) -> None:
    lengths = [sum(map(len, document)) for document in parts]
    assert survey(documents_as_blocks(parts)) == Survey(
        documents=len(parts),
        characters=sum(lengths),
        pairs=False,
        lengths=tuple(lengths) if len(parts) < 50 else (),
    )


def test_a_survey_of_pairs_counts_both_sides() -> None:
    assert survey(as_pairs([("春", "spring"), ("", "wind"), ("夜", "")])) == Survey(
        documents=3, characters=12, pairs=True, lengths=(7, 4, 1)
    )


def test_nothing_to_read_is_refused() -> None:
    with pytest.raises(BadInputError, match="no text at all"):
        survey([])


def test_texts_and_pairs_do_not_mix() -> None:
    with pytest.raises(BadInputError, match="cannot be mixed"):
        survey([Block("春"), Block("夏", target="summer")])


# --- Which part is held out ---


@given(parts=few_documents, held_out=shares)
def test_of_few_documents_the_last_part_of_each_is_held_out(
    parts: list[list[str]], held_out: float
) -> None:
    sides = halves(documents_as_blocks(parts), held_out)
    trained = iter("".join(block.text for block in sides["train"]))
    kept = iter("".join(block.text for block in sides["held_out"]))
    for document in parts:
        text = "".join(document)
        held = int(len(text) * held_out)
        assert "".join(next(trained) for _ in range(len(text) - held)) == text[: len(text) - held]
        assert "".join(next(kept) for _ in range(held)) == text[len(text) - held :]
    assert (next(trained, None), next(kept, None)) == (None, None)


@given(parts=few_documents, held_out=shares)
def test_both_parts_of_a_cut_document_are_closed(parts: list[list[str]], held_out: float) -> None:
    """Where the cut fell between two blocks, the first part was left open: it had no END."""
    sides = halves(documents_as_blocks(parts), held_out)
    lengths = [sum(map(len, document)) for document in parts]
    assert sum(block.ends for block in sides["train"]) == len(parts)
    assert sum(block.ends for block in sides["held_out"]) == sum(
        int(length * held_out) > 0 for length in lengths
    )
    for blocks in sides.values():
        assert not blocks or blocks[-1].ends


@given(parts=many_documents, held_out=shares)
def test_of_many_documents_each_is_on_one_side_whole(
    parts: list[list[str]], held_out: float
) -> None:
    blocks = documents_as_blocks(parts)
    parted = list(split_blocks(blocks, survey(blocks), held_out))
    assert [block for _, block in parted] == blocks
    sides = iter(side for side, _ in parted)
    side_of: dict[str, set[Split]] = {}
    for document in parts:
        side_of.setdefault("\0".join(document), set()).update(next(sides) for _ in document)
    # Copies of a document are on the same side, and no document is on both.
    assert all(len(sides) == 1 for sides in side_of.values())


def test_where_a_document_stands_does_not_depend_on_its_neighbours() -> None:
    """A corpus that grows keeps what it held out: yesterday's held-out text is not trained on."""
    small = [f"poem {number}" for number in range(60)]
    large = [f"new poem {number}" for number in range(60)] + small[::-1]
    sides = [
        {block.text: side for side, block in split_blocks(blocks, survey(blocks), 0.3)}
        for blocks in ([Block(text) for text in small], [Block(text) for text in large])
    ]
    assert all(sides[1][text] == sides[0][text] for text in small)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_about_the_share_asked_for_is_held_out(share: float) -> None:
    """Of 4000 documents the count held out is binomial. Five standard deviations either way:
    a hash without fault is outside once in 1.7 million, and this one is always the same."""
    held = len(halves([Block(f"document {n}") for n in range(4000)], share)["held_out"])
    assert abs(held - 4000 * share) < 5 * (4000 * share * (1 - share)) ** 0.5


@given(
    pairs=st.lists(st.tuples(texts, texts), min_size=2, max_size=60), held_out=st.floats(0.01, 0.5)
)
def test_pairs_are_parted_whole(pairs: list[tuple[str, str]], held_out: float) -> None:
    blocks = as_pairs(pairs)
    sides = halves(blocks, held_out)
    assert sorted(map(blocks.index, sides["train"] + sides["held_out"])) == sorted(
        map(blocks.index, blocks)
    )
    if len(pairs) < 50:
        assert sides["train"] + sides["held_out"] == blocks
        assert 1 <= len(sides["held_out"]) <= max(1, len(pairs) * held_out + 0.5)


def test_the_same_source_with_another_target_is_another_document() -> None:
    """A pair's place is decided by both of its texts."""
    sides = halves(as_pairs([("春", f"target {number}") for number in range(200)]), 0.5)
    assert sides["train"]
    assert sides["held_out"]


# --- What is written comes back ---


def expected_ids(blocks: list[Block], tokenizer: Tokenizer) -> list[int]:
    ids: list[int] = []
    for block in blocks:
        ids += tokenizer.encode(block.text) + [END_ID] * block.ends
    return ids


@given(parts=few_documents, shard=st.integers(1, 30), together=st.integers(1, 40), data=st.data())
def test_every_token_comes_back_across_shards(
    place: Path,
    tokenizer: Tokenizer,
    parts: list[list[str]],
    shard: int,
    together: int,
    data: st.DataObject,
) -> None:
    blocks = documents_as_blocks(parts)
    sides = halves(blocks, 0.3)
    told: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(token_files, "SHARD_TOKENS", shard)
        patch.setattr(token_files, "ENCODE_TOGETHER", together)
        write_tokens(split_blocks(blocks, survey(blocks), 0.3), tokenizer, place, told.append)
        files = TokenFiles(place)
        for split in SPLITS:
            wanted = expected_ids(sides[split], tokenizer)
            assert files.sizes[split].tokens == len(wanted)
            assert files.stretch(split, 0, len(wanted)).tolist() == wanted
            start = data.draw(st.integers(0, len(wanted) + 2))
            length = data.draw(st.integers(0, len(wanted) + 2))
            assert files.stretch(split, start, length).tolist() == wanted[start : start + length]
    assert sum(told) == sum(len(part) for document in parts for part in document)
    assert not files.has_pairs


@given(parts=few_documents | many_documents, held_out=shares)
def test_both_splits_together_are_the_whole_text(
    place: Path, tokenizer: Tokenizer, parts: list[list[str]], held_out: float
) -> None:
    blocks = documents_as_blocks(parts)
    write_tokens(split_blocks(blocks, survey(blocks), held_out), tokenizer, place)
    files = TokenFiles(place)
    texts = [
        tokenizer.decode(files.stretch(split, 0, files.sizes[split].tokens).tolist())
        for split in SPLITS
    ]
    whole = "".join("".join(document) for document in parts)
    assert sorted("".join(texts)) == sorted(whole)
    assert [files.sizes[split].characters for split in SPLITS] == [len(text) for text in texts]


pair_lists = st.lists(
    st.tuples(texts | st.just(""), texts | st.just("")).filter(any), min_size=2, max_size=6
)


@given(pairs=pair_lists, shard=st.integers(2, 30), together=st.integers(1, 40))
def test_every_pair_comes_back(
    place: Path, tokenizer: Tokenizer, pairs: list[tuple[str, str]], shard: int, together: int
) -> None:
    blocks = as_pairs(pairs)
    sides = halves(blocks, 0.3)
    for old in place.glob("*.pairs"):  # a real run writes into an empty folder
        old.unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(token_files, "SHARD_TOKENS", shard)
        patch.setattr(token_files, "ENCODE_TOGETHER", together)
        write_tokens(split_blocks(blocks, survey(blocks), 0.3), tokenizer, place)
        files = TokenFiles(place)
        assert files.has_pairs
        for split in SPLITS:
            assert files.sizes[split].documents == len(sides[split])
            for number, block in enumerate(sides[split]):
                source, target = files.pair(split, number)
                assert source.tolist() == [*tokenizer.encode(block.text), END_ID]
                assert target.tolist() == [*tokenizer.encode(block.target or ""), END_ID]
    for old in place.glob("*.pairs"):
        old.unlink()


@pytest.mark.parametrize(("size", "width"), [(1 << 16, "<u2"), ((1 << 16) + 1, "<u4")])
def test_the_ids_of_a_large_vocabulary_take_four_bytes(
    tmp_path: Path, tokenizer: Tokenizer, size: int, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """65,536 just fit two bytes; one more does not."""
    monkeypatch.setattr(Tokenizer, "size", size)
    write_tokens([("train", Block("春风")), ("held_out", Block("a"))], tokenizer, tmp_path)
    assert json.loads((tmp_path / INDEX).read_text())["dtype"] == width
    ids = TokenFiles(tmp_path).stretch("train", 0, 9)
    assert ids.tolist() == [*tokenizer.encode("春风"), END_ID]


def test_files_are_mapped_not_read(tmp_path: Path, tokenizer: Tokenizer) -> None:
    blocks = [Block("春风又绿" * 50)]
    write_tokens(split_blocks(blocks, survey(blocks), 0.5), tokenizer, tmp_path)
    files = TokenFiles(tmp_path)
    assert all(isinstance(shard, np.memmap) for row in files._shards.values() for shard in row)


# --- When it goes wrong ---


@pytest.mark.parametrize("after", range(4))
def test_a_folder_that_was_not_finished_has_no_index(
    tmp_path: Path, tokenizer: Tokenizer, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an index would be worse than none: the next sitting would take it for a whole one."""

    def ends_early() -> Iterator[tuple[Split, Block]]:
        both: list[tuple[Split, Block]] = [("train", Block("春")), ("held_out", Block("风"))]
        yield from both[:after]
        raise KeyboardInterrupt

    if after < 3:
        with pytest.raises(KeyboardInterrupt):
            write_tokens(ends_early(), tokenizer, tmp_path)
    else:
        monkeypatch.setattr(Path, "replace", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_tokens([("train", Block("春"))], tokenizer, tmp_path)
    assert not (tmp_path / INDEX).exists()


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("pairs", [False, True], ids=["shard", "pairs"])
def test_a_full_disk_leaves_no_index(tmp_path: Path, tokenizer: Tokenizer, pairs: bool) -> None:
    """/dev/full takes nothing: every write to it fails as on a full disk."""
    (tmp_path / ("train.pairs" if pairs else "train-00000.bin")).symlink_to("/dev/full")
    block = Block("春", target="spring") if pairs else Block("春风" * 9000)
    with pytest.raises(OSError, match="No space left"):
        write_tokens([("train", block)], tokenizer, tmp_path)
    assert not (tmp_path / INDEX).exists()


# --- Real texts ---


@pytest.mark.parametrize(
    "name", ["text_zh_novel/hongloumeng.txt.gz", "text_en_shakespeare/input.txt"]
)
@pytest.mark.parametrize("kind", ["characters", "byte pairs"])
@pytest.mark.slow
def test_a_real_text_goes_to_disk_and_comes_back(
    real_data: Path, tmp_path: Path, name: str, kind: str
) -> None:
    blocks = list(read_corpus([real_data / name]))
    whole = "".join(block.text for block in blocks)
    assert "\r" not in whole
    learn: dict[str, Callable[[list[str]], Tokenizer]] = {
        "characters": character_tokenizer,
        "byte pairs": lambda texts: byte_pair_tokenizer(texts, 2048),
    }
    tokenizer = learn[kind]([block.text for block in blocks])
    write_tokens(split_blocks(blocks, survey(blocks), 0.1), tokenizer, tmp_path)
    files = TokenFiles(tmp_path)
    ids = {split: files.stretch(split, 0, files.sizes[split].tokens).tolist() for split in SPLITS}
    assert "".join(tokenizer.decode(ids[split]) for split in SPLITS) == whole
    assert files.sizes["held_out"].characters == int(len(whole) * 0.1)
    # One END closes each part.
    assert [ids[split].count(END_ID) for split in SPLITS] == [1, 1]


MEMORY = """
import resource, sys
from pathlib import Path
from gongwu.engine.tokens.corpus import read_corpus
from gongwu.engine.tokens.token_files import TokenFiles, split_blocks, survey, write_tokens
from gongwu.engine.tokens.tokenizer import character_tokenizer

corpus, folder = Path(sys.argv[1]), Path(sys.argv[2])
found = survey(read_corpus([corpus]))
tokenizer = character_tokenizer(block.text for block in read_corpus([corpus]))
write_tokens(split_blocks(read_corpus([corpus]), found, 0.1), tokenizer, folder)
files = TokenFiles(folder)
for start in range(0, files.sizes["train"].tokens, 1 << 20):
    files.stretch("train", start, 1 << 10)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="resource counts in KiB on Linux")
@pytest.mark.slow
@pytest.mark.parametrize("line", ["lines", "one line", "JSONL"])
def test_memory_does_not_grow_with_the_corpus(tmp_path: Path, line: str) -> None:
    """Six times the text, hardly more memory. Held whole, the difference would be 50 MB of text as
    bytes and about 700 MB as tokens. 350 MB of slack for what allocators keep, an arena a thread:
    of one long line the peaks were 1,045 MB at 10 MB of text, 1,250 at 40, 1,382 at 80 and 1,402
    at 160."""
    sentence = "明月何时照我还 The river bends, "
    verse = {
        "lines": sentence * 3 + "\n",
        "one line": sentence,
        "JSONL": json.dumps({"text": sentence * 3}, ensure_ascii=False) + "\n",
    }[line]
    peaks = []
    for megabytes in (10, 60):
        corpus = tmp_path / ("corpus.jsonl" if line == "JSONL" else "corpus.txt")
        mebibyte = verse * (10**6 // len(verse.encode()))
        with corpus.open("w", encoding="utf-8") as file:
            for _ in range(megabytes):
                file.write(mebibyte)
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, corpus, tmp_path / f"{megabytes}"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        peaks.append(int(done.stdout))
    assert peaks[1] < peaks[0] + 350
