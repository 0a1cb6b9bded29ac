from collections.abc import Callable

import pytest
import tokenizers
from tokenizers import decoders, models, processors

from gongwu.engine.inference.prompts import Framing, to_answer, to_continue
from gongwu.engine.tokens.tokenizer import END_ID, Tokenizer
from gongwu.errors import BadInputError
from tests.engine.inference.conftest import letter_tokenizer

FIRST, LAST = 0, 1
A, B = 2, 3


def framed(template: str, end_ids: list[int]) -> Tokenizer:
    """A tokenizer of two letters that puts <s> (0) or </s> (1) around a text."""
    inner = tokenizers.Tokenizer(
        models.BPE(vocab={"<s>": FIRST, "</s>": LAST, "a": A, "b": B}, merges=[])
    )
    inner.decoder = decoders.Fuse()
    inner.add_special_tokens(["<s>", "</s>"])
    if template:
        inner.post_processor = processors.TemplateProcessing(
            single=template, special_tokens=[("<s>", FIRST), ("</s>", LAST)]
        )
    return Tokenizer(inner, end_ids)


OURS, LLAMA, T5, QWEN, NAMELESS = "ours", "Llama", "T5", "Qwen", "no end named"

TOKENIZERS: dict[str, Callable[[], Tokenizer]] = {
    OURS: letter_tokenizer,
    LLAMA: lambda: framed("<s> $A", [LAST]),
    T5: lambda: framed("$A </s>", [LAST]),
    QWEN: lambda: framed("", [LAST]),
    NAMELESS: lambda: framed("", []),
}


def framing(name: str) -> Framing:
    return Framing(TOKENIZERS[name](), vocabulary=19)


def letters(name: str, text: str) -> tuple[int, ...]:
    return tuple(framing(name).bare(text))


@pytest.mark.parametrize("name", TOKENIZERS)
def test_the_text_itself_is_without_its_frame(name: str) -> None:
    assert framing(name).bare("") == []
    bare = framing(name).bare("abba")
    assert len(bare) == 4
    assert (bare[0], bare[1]) == (bare[3], bare[2])


@pytest.mark.parametrize(
    ("name", "start"), [(OURS, (END_ID,)), (LLAMA, (FIRST,)), (T5, ()), (QWEN, ()), (NAMELESS, ())]
)
def test_a_text_that_goes_on_stands_behind_what_its_model_was_trained_to_begin_after(
    name: str, start: tuple[int, ...]
) -> None:
    assert to_continue(framing(name), "ab", room=9).ids == (*start, *letters(name, "ab"))


@pytest.mark.parametrize(
    ("name", "ids"), [(OURS, (END_ID,)), (LLAMA, (FIRST,)), (T5, (LAST,)), (QWEN, (LAST,))]
)
def test_an_empty_prompt_begins_a_document(name: str, ids: tuple[int, ...]) -> None:
    assert to_continue(framing(name), "", room=9).ids == ids


def test_an_empty_prompt_with_nothing_to_begin_after_is_refused() -> None:
    with pytest.raises(BadInputError, match="at least one character"):
        to_continue(framing(NAMELESS), "", room=9)
    with pytest.raises(BadInputError, match="at least one character"):
        to_answer(framing(NAMELESS), "", room=9)


@pytest.mark.parametrize("name", [OURS, T5, QWEN, NAMELESS])
def test_of_a_long_prompt_the_end_is_kept_and_no_document_begins_there(name: str) -> None:
    prompt = to_continue(framing(name), "aaaabab", room=3)
    assert prompt.ids == letters(name, "bab")
    assert prompt.left_out == 4


def test_what_opens_every_text_opens_a_cut_one_too() -> None:
    prompt = to_continue(framing(LLAMA), "aaaabab", room=4)
    assert prompt.ids == (FIRST, *letters(LLAMA, "bab"))
    assert prompt.left_out == 4


def test_without_a_limit_nothing_is_cut() -> None:
    prompt = to_continue(framing(OURS), "ab" * 500, room=None)
    assert (len(prompt.ids), prompt.left_out) == (1001, 0)


@pytest.mark.parametrize("room", range(1, 12))
@pytest.mark.parametrize("name", TOKENIZERS)
def test_a_prompt_always_fits_and_what_is_missing_is_counted(name: str, room: int) -> None:
    for text in ("a", "ab" * 5, "ab" * 6):
        prompt = to_continue(framing(name), text, room)
        assert 0 < len(prompt.ids) <= room
        kept = sum(token in letters(name, "ab") for token in prompt.ids)
        assert kept + prompt.left_out == len(text)


@pytest.mark.parametrize(("name", "closing"), [(OURS, END_ID), (T5, LAST)])
def test_a_source_is_closed(name: str, closing: int) -> None:
    assert to_answer(framing(name), "ab", room=9).ids == (*letters(name, "ab"), closing)
    assert to_answer(framing(name), "", room=9).ids == (closing,)


def test_of_a_long_source_the_beginning_is_kept_as_in_training() -> None:
    prompt = to_answer(framing(OURS), "abbbbbb", room=3)
    assert prompt.ids == letters(OURS, "abb")
    assert prompt.left_out == 5  # four letters and the end


def test_a_token_that_the_net_does_not_know_is_refused() -> None:
    small = Framing(TOKENIZERS[QWEN](), vocabulary=B)
    assert small.bare("aa") == [A, A]
    with pytest.raises(BadInputError, match="belong to this model"):
        small.bare("ab")
