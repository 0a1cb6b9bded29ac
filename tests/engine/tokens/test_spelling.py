from collections.abc import Callable

import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import decoders, models, pre_tokenizers

from gongwu.engine.tokens.spelling import Speller, TokenBytes
from gongwu.engine.tokens.tokenizer import (
    END_ID,
    PAD_ID,
    Tokenizer,
    byte_pair_tokenizer,
    character_tokenizer,
)

LEARNED = ["春风又绿江南岸，明月何时照我还。\n" * 3, "The river bends; the town sleeps.\n" * 3]


def sentencepiece_like() -> Tokenizer:
    """As Llama 2 and T5 have it: a space is ▁, and the first word has one that is not written."""
    pieces = ["<unk>", "▁", "▁the", "▁river", "a", "b", "春", "▁春"]
    vocabulary = {piece: number for number, piece in enumerate(pieces)} | {
        f"<0x{byte:02X}>": len(pieces) + byte for byte in range(256)
    }
    inner = tokenizers.Tokenizer(
        models.BPE(vocab=vocabulary, merges=[], byte_fallback=True, unk_token="<unk>")
    )
    inner.pre_tokenizer = pre_tokenizers.Metaspace()
    inner.decoder = decoders.Sequence(
        [
            decoders.Replace("▁", " "),
            decoders.ByteFallback(),
            decoders.Fuse(),
            decoders.Strip(" ", left=1, right=0),
        ]
    )
    return Tokenizer(inner, [])


KINDS: dict[str, Callable[[], Tokenizer]] = {
    "characters": lambda: character_tokenizer(LEARNED),
    "byte pairs": lambda: byte_pair_tokenizer(LEARNED, size=300),
}

texts = st.lists(
    st.text(max_size=12)
    | st.sampled_from(["<|end|>", "<0x41>", "\0", "👨‍👩‍👧‍👦", "𠮷𪚥", "\ufeff", "\ufffd", *LEARNED])
).map("".join)


@pytest.fixture(scope="module", params=KINDS)
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    return KINDS[request.param]()


@pytest.fixture(scope="module")
def table(tokenizer: Tokenizer) -> TokenBytes:
    return TokenBytes(tokenizer)


def spell(table: TokenBytes, ids: list[int], *, goes_on: bool = False) -> list[str]:
    speller = Speller(table, goes_on=goes_on)
    return [speller.add(token) for token in ids]


@given(text=texts, goes_on=st.booleans())
def test_spelled_token_by_token_is_decoded_at_once(
    tokenizer: Tokenizer, table: TokenBytes, text: str, goes_on: bool
) -> None:
    ids = tokenizer.encode(text)
    assert "".join(spell(table, ids, goes_on=goes_on)) == tokenizer.decode(ids) == text


@given(text=texts)
def test_the_bytes_of_the_tokens_are_the_bytes_of_the_text(
    tokenizer: Tokenizer, table: TokenBytes, text: str
) -> None:
    assert b"".join(table.within(token) for token in tokenizer.encode(text)) == text.encode()


@given(text=st.text(alphabet="春𠮷é👍🏽a ", max_size=12))
def test_nothing_is_shown_before_its_last_byte(
    tokenizer: Tokenizer, table: TokenBytes, text: str
) -> None:
    """After each token exactly the characters that are whole have been shown."""
    speller, shown, spelled = Speller(table, goes_on=False), "", b""
    for token in tokenizer.encode(text):
        shown += speller.add(token)
        spelled += table.within(token)
        assert shown == spelled.decode(errors="ignore")
        assert "\ufffd" not in shown


@given(data=st.data(), text=st.text(alphabet="春风又绿𠮷é👍 a\n", max_size=12))
def test_bytes_that_make_no_character_take_nothing_with_them(
    tokenizer: Tokenizer, table: TokenBytes, data: st.DataObject, text: str
) -> None:
    """A net that has not learned enough writes such; 0xFF stands in no UTF-8 text."""
    stray = next(token for token in range(tokenizer.size) if table.within(token) == b"\xff")
    ids: list[int] = []
    for character in text:
        ids += [stray] * data.draw(st.integers(0, 2)) + tokenizer.encode(character)
    assert "".join(spell(table, [*ids, stray])) == text


@given(data=st.data())
def test_whatever_is_drawn_can_be_shown(
    tokenizer: Tokenizer, table: TokenBytes, data: st.DataObject
) -> None:
    """Any tokens at all: what is shown can be printed, stored and encoded again."""
    ids = data.draw(st.lists(st.integers(0, tokenizer.size + 3)))
    shown = "".join(spell(table, ids))
    assert tokenizer.decode(tokenizer.encode(shown)) == shown


def test_special_tokens_and_tokens_that_are_not_there_say_nothing(
    tokenizer: Tokenizer, table: TokenBytes
) -> None:
    (first, *_) = tokenizer.encode("a")
    assert spell(table, [PAD_ID, first, END_ID, tokenizer.size + 7]) == ["", "a", "", ""]


def test_only_the_first_word_of_a_sentencepiece_text_loses_its_space() -> None:
    tokenizer = sentencepiece_like()
    table = TokenBytes(tokenizer)
    ids: list[int] = [
        tokenizer.inner.token_to_id(piece) or 0 for piece in ("▁the", "▁river", "▁春", "a")
    ]
    assert tokenizer.decode(ids) == "the river 春a"
    assert spell(table, ids) == ["the", " river", " 春", "a"]
    assert spell(table, ids, goes_on=True) == [" the", " river", " 春", "a"]


def test_a_sentencepiece_text_is_spelled_as_decoded() -> None:
    tokenizer = sentencepiece_like()
    table = TokenBytes(tokenizer)
    for text in ("ab ba", "春 a", "a明月b", "𠮷"):
        ids = tokenizer.encode(text)
        assert "".join(spell(table, ids)) == tokenizer.decode(ids) == text
