"""From a prompt to the tokens a net reads, and how much of it had to be left out."""

from dataclasses import dataclass

from gongwu.engine.tokens.tokenizer import END, Tokenizer
from gongwu.errors import BadInputError


@dataclass(frozen=True)
class Prompt:
    """What a net is given to read; `left_out` counts the tokens for which there was no room."""

    ids: tuple[int, ...]
    left_out: int = 0


def opening(tokenizer: Tokenizer) -> list[int]:
    """The tokens that the tokenizer puts before every text: Llama's BOS, mostly none."""
    bare, letter = tokenizer.encode(""), tokenizer.encode("a")
    shared = 0
    while shared < min(len(bare), len(letter)) and bare[shared] == letter[shared]:
        shared += 1
    return bare[:shared]


def document_start(tokenizer: Tokenizer) -> list[int]:
    """What a net reads before a text's first token: the tokenizer's opening if it has one.

    In the training of our own models each document stands behind the END of the one before it, so
    a text that starts there starts as a document does. Another maker's END says nothing of the
    kind: it stands before a text only where there is nothing else to begin with.
    """
    return opening(tokenizer) or _our_end(tokenizer)


def to_continue(tokenizer: Tokenizer, prompt: str, room: int | None) -> Prompt:
    """A prompt whose text is to go on. Where `room` tokens are not enough, its end is kept.

    Raises BadInputError for an empty prompt to a model that has no token to begin with.
    """
    first, ids = opening(tokenizer), tokenizer.encode(prompt)
    text = ids[len(first) :]
    whole = [*document_start(tokenizer), *text] or list(tokenizer.end_ids[:1])
    if not whole:
        raise BadInputError(
            en="The prompt is empty, and this model has no token that ends a text and could begin "
            "one. Give it at least one character.",
            zh="提示是空的，而这个模型没有可用来开头的文末词元。请至少写一个字。",
        )
    if room is None or len(whole) <= room:
        return Prompt(tuple(whole))
    # The document's start is out of view: only what opens every text stays before the rest.
    first = first if len(first) < room else []
    kept = text[len(text) - (room - len(first)) :]
    return Prompt((*first, *kept), left_out=len(text) - len(kept))


def to_answer(tokenizer: Tokenizer, prompt: str, room: int) -> Prompt:
    """A prompt for an encoder, whose beginning is kept where `room` tokens are not enough.

    Our own models are trained on sources closed by END; other tokenizers close a text themselves.
    """
    ids = tokenizer.encode(prompt)
    whole = [*ids, *_our_end(tokenizer)]
    if not whole:
        whole = list(tokenizer.end_ids[:1])
    if not whole:
        raise BadInputError(
            en="The prompt is empty: there is nothing to answer. Give it at least one character.",
            zh="提示是空的，没有可回答的内容。请至少写一个字。",
        )
    return Prompt(tuple(whole[:room]), left_out=max(0, len(whole) - room))


def _our_end(tokenizer: Tokenizer) -> list[int]:
    """END, if the tokenizer was made here."""
    end = tokenizer.inner.token_to_id(END)
    return [end] if end is not None and end in tokenizer.end_ids else []
