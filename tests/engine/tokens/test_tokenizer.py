import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer, save_tokenizer
from gongwu.engine.tokens.tokenizer import (
    END,
    END_ID,
    PAD,
    PAD_ID,
    Tokenizer,
    byte_pair_tokenizer,
    character_tokenizer,
)
from gongwu.errors import BadInputError, NotFoundError

LEARNED = ["春风又绿江南岸，明月何时照我还。\n" * 3, "The river bends; the town sleeps.\n" * 3]

KINDS: dict[str, Callable[[], Tokenizer]] = {
    "characters": lambda: character_tokenizer(LEARNED),
    "byte pairs": lambda: byte_pair_tokenizer(LEARNED, size=300),
}

# What has tripped tokenizers before: their own marks, controls, and characters made of several.
TRICKY = (
    END, PAD, "<0x41>", "<0xE4>", "<|end", "Ġ", "Ċ", "▁", "##", "</w>", "[UNK]", "<s>",
    "\0", "\x1f", "\r\n", "\r", "\n\n", "\t", "  ", "\u3000", "\ufeff", "\ufffd", "\u2028",
    "👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "𠮷𪚥", "e\u0301", "ﷺ", "don't", "我'll",
)  # fmt: skip

texts = st.lists(st.text(max_size=12) | st.sampled_from(TRICKY + tuple(LEARNED))).map("".join)


@pytest.fixture(scope="module", params=KINDS)
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    return KINDS[request.param]()


@given(text=texts)
def test_decode_undoes_encode_for_every_text(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.decode(tokenizer.encode(text)) == text


@pytest.mark.parametrize("text", TRICKY, ids=ascii)
def test_decode_undoes_encode_for_every_tricky_one_alone(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.decode(tokenizer.encode(text)) == text


@given(text=texts)
def test_no_text_can_close_a_document_or_pad_a_batch(tokenizer: Tokenizer, text: str) -> None:
    """A corpus that speaks of "<|end|>" has six characters there, not the end of a document."""
    ids = tokenizer.encode(text)
    assert not {END_ID, PAD_ID} & set(ids)
    assert all(0 <= token < tokenizer.size for token in ids)


@given(together=st.lists(texts, max_size=4))
def test_texts_encoded_together_are_as_if_alone(tokenizer: Tokenizer, together: list[str]) -> None:
    """Also of different lengths: none is padded or cut to fit another."""
    assert tokenizer.encode_all(together) == [tokenizer.encode(text) for text in together]


def test_decode_leaves_special_tokens_out(tokenizer: Tokenizer) -> None:
    ids = [PAD_ID, PAD_ID, *tokenizer.encode("春风"), END_ID, *tokenizer.encode(" a"), END_ID]
    assert tokenizer.decode(ids) == "春风 a"


def test_pad_and_end_stand_where_the_nets_expect_them(tokenizer: Tokenizer) -> None:
    assert (tokenizer.inner.token_to_id(PAD), tokenizer.inner.token_to_id(END)) == (0, 1)
    assert (PAD_ID, END_ID) == (0, 1)
    assert tokenizer.end_ids == (END_ID,)


@given(text=texts)
def test_a_tokenizer_written_and_read_again_is_the_same(tokenizer: Tokenizer, text: str) -> None:
    again = Tokenizer.from_json(tokenizer.to_json(), tokenizer.end_ids)
    assert again.encode(text) == tokenizer.encode(text)
    assert again.decode(again.encode(text)) == text
    assert (again.size, again.end_ids) == (tokenizer.size, tokenizer.end_ids)
    assert again.to_json() == tokenizer.to_json()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_texts_give_the_same_vocabulary(kind: str) -> None:
    """A run killed while it learned its vocabulary learns it again, and must learn the same.

    The library counts in hash maps whose order changes from one to the next.
    """
    assert len({KINDS[kind]().to_json() for _ in range(5)}) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model": 1}', "null"])
def test_what_is_no_tokenizer_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match=r"tokenizer\.json"):
        Tokenizer.from_json(text, [END_ID])


def test_a_tokenizer_that_pads_and_cuts_is_told_not_to(tokenizer: Tokenizer) -> None:
    """Files from elsewhere come with padding and truncation switched on."""
    told = json.loads(tokenizer.to_json())
    told["truncation"] = {
        "direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0,
    }  # fmt: skip
    told["padding"] = {
        "strategy": {"Fixed": 9}, "direction": "Right", "pad_to_multiple_of": None,
        "pad_id": PAD_ID, "pad_type_id": 0, "pad_token": PAD,
    }  # fmt: skip
    read = Tokenizer.from_json(json.dumps(told), [END_ID])
    for text in ("a", LEARNED[0]):
        assert read.encode(text) == tokenizer.encode(text)


def test_a_token_is_shown_as_text_or_by_its_name() -> None:
    characters = character_tokenizer(LEARNED)
    assert characters.show(characters.encode("春")[0]) == "春"
    assert characters.show(2 + 0xE4) == "<0xE4>"
    assert characters.show(END_ID) == END


def test_each_character_is_one_token() -> None:
    """Of those in the texts; the comma, the other one in the texts, is one byte and so one too."""
    characters = character_tokenizer(LEARNED)
    text = "春风又绿, the town"
    assert len(characters.encode(text)) == len(text)


def test_a_character_seen_once_is_spelled_in_bytes() -> None:
    """So that the net meets byte tokens in training, and can read what it never saw."""
    characters = character_tokenizer(["春春夏"])
    (spring,) = characters.encode("春")
    assert spring >= 2 + 256
    assert characters.encode("夏") == [2 + byte for byte in "夏".encode()]
    assert characters.encode("𠮷") == [2 + byte for byte in "𠮷".encode()]
    assert characters.size == 2 + 256 + 1


def test_a_character_seen_once_in_each_of_two_texts_is_seen_twice() -> None:
    assert len(character_tokenizer(["秋", "秋"]).encode("秋")) == 1


def test_of_too_many_characters_the_most_frequent_are_kept() -> None:
    characters = character_tokenizer(["aaaa", "bbb", "cc"], limit=2)
    assert [len(characters.encode(text)) for text in "abc"] == [1, 1, 1]
    assert [characters.encode(text) >= [2 + 256] for text in "abc"] == [True, True, False]
    assert characters.size == 2 + 256 + 2


def test_nothing_to_learn_from_leaves_the_bytes() -> None:
    characters = character_tokenizer([])
    assert characters.size == 2 + 256
    assert characters.decode(characters.encode("明月 1")) == "明月 1"


def test_byte_pairs_are_as_many_as_asked_for() -> None:
    for size in (258, 270, 300):
        assert byte_pair_tokenizer(LEARNED, size).size == size
    assert len(byte_pair_tokenizer(LEARNED, 300).encode("The river")) < len("The river")


def test_byte_pairs_of_a_text_with_little_in_it_are_fewer() -> None:
    assert byte_pair_tokenizer(["aaaa"], 8192).size < 300


@pytest.mark.parametrize("size", [-1, 0, 257])
def test_too_few_byte_pairs_are_refused(size: int) -> None:
    with pytest.raises(BadInputError, match="258"):
        byte_pair_tokenizer(LEARNED, size)


@pytest.fixture
def folder(tokenizer: Tokenizer, tmp_path: Path) -> Path:
    save_tokenizer(tokenizer, tmp_path, context=64)
    return tmp_path


def test_a_folder_gives_the_tokenizer_back(tokenizer: Tokenizer, folder: Path) -> None:
    read = load_tokenizer(folder)
    assert read.to_json() == tokenizer.to_json()
    assert read.end_ids == (END_ID,)


def test_a_folder_without_a_tokenizer_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"tokenizer\.json"):
        load_tokenizer(tmp_path)


@pytest.fixture(scope="module")
def theirs(tokenizer: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The same tokenizer, opened by transformers."""
    transformers = pytest.importorskip("transformers")
    place = tmp_path_factory.mktemp("saved")
    save_tokenizer(tokenizer, place, context=64)
    return transformers.AutoTokenizer.from_pretrained(place)


@settings(max_examples=50)
@given(text=texts.filter(lambda text: END not in text and PAD not in text))
def test_transformers_encodes_and_decodes_the_same(
    tokenizer: Tokenizer, theirs: Any, text: str
) -> None:
    """Special tokens aside: transformers lets a text contain them, we do not."""
    ids = theirs(text)["input_ids"]
    assert ids == tokenizer.encode(text)
    assert theirs.decode(ids, skip_special_tokens=True) == text


def test_transformers_finds_the_special_tokens(tokenizer: Tokenizer, theirs: Any) -> None:
    assert (theirs.pad_token, theirs.pad_token_id) == (PAD, PAD_ID)
    assert (theirs.eos_token, theirs.eos_token_id) == (END, END_ID)
    assert theirs.model_max_length == 64
    assert len(theirs) == tokenizer.size
    padded = theirs(["春风", "a"], padding=True)
    assert padded["input_ids"][1][-1] == PAD_ID
    assert padded["attention_mask"][1][-1] == 0


def test_the_plain_fast_tokenizer_opens_the_file_too(tokenizer: Tokenizer, folder: Path) -> None:
    transformers = pytest.importorskip("transformers")
    fast = transformers.PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
    for text in LEARNED:
        assert fast(text)["input_ids"] == tokenizer.encode(text)
