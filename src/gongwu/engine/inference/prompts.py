"""From a prompt to the tokens a net reads, and how much of it had to be left out."""

from dataclasses import dataclass

from gongwu.engine.tokens.tokenizer import END, Tokenizer
from gongwu.errors import BadInputError


@dataclass(frozen=True)
class Prompt:
    """What a net is given to read; `left_out` counts the tokens for which there was no room."""

    ids: tuple[int, ...]
    left_out: int = 0


class Framing:
    """The tokens that stand around a text, by its tokenizer or by the model's training.

    `opening` stands before every text, even one whose beginning was cut off: Llama's BOS.
    `start` is what the first token of a text is read after. It is the opening where there is one.
    In the training of our own models a document stands behind the END of the one before it, so
    there it is END. Other makers' end tokens promise nothing of the kind.
    `closing` tells an encoder that the text is whole: T5's </s>, or END.
    """

    def __init__(self, tokenizer: Tokenizer, vocabulary: int) -> None:
        """`vocabulary` is how many tokens the net knows."""
        self._tokenizer = tokenizer
        self._vocabulary = vocabulary
        empty, letter = tokenizer.encode(""), tokenizer.encode("a")
        self.opening = _shared(empty, letter)
        after = _shared(empty[::-1], letter[::-1])[::-1]
        self._before_text, self._behind_text = len(self.opening), len(after)
        end = tokenizer.inner.token_to_id(END)
        ours = [end] if end is not None and end in tokenizer.end_ids else []
        self.start = self.opening or ours
        self.closing = after or ours

    def bare(self, text: str) -> list[int]:
        """The tokens of the text itself. Raises BadInputError for one the net does not know."""
        ids = self._tokenizer.encode(text)
        if max(ids, default=0) >= self._vocabulary:
            raise BadInputError(
                en=f"Token {max(ids)} is outside the model's vocabulary of {self._vocabulary}: "
                "does the tokenizer belong to this model?",
                zh=f"词元 {max(ids)} 超出模型词表（{self._vocabulary}）：分词器与模型是否配套？",
            )
        return ids[self._before_text : len(ids) - self._behind_text]

    def first(self) -> list[int]:
        """What a text's first token is read after, even if it must be any token that ends one.

        Raises BadInputError when there is none.
        """
        found = self.start or list(self._tokenizer.end_ids[:1])
        if not found:
            raise BadInputError(
                en="The text has nothing to begin after: this model's files name no token that "
                "opens or ends a text. Give a prompt of at least one character.",
                zh="没有可以开头的词元：这个模型的文件没有说明哪个词元开始或结束文本。"
                "请给出至少一个字的提示。",
            )
        return found


def to_continue(framing: Framing, prompt: str, room: int | None) -> Prompt:
    """A prompt whose text is to go on. Where `room` tokens are not enough, its end is kept."""
    text = framing.bare(prompt)
    start = framing.start if text else framing.first()
    if room is None or len(start) + len(text) <= room:
        return Prompt((*start, *text))
    # The document's start is out of view; what opens every text stays.
    first = framing.opening if len(framing.opening) < room else []
    kept = text[len(text) - (room - len(first)) :]
    return Prompt((*first, *kept), left_out=len(text) - len(kept))


def to_answer(framing: Framing, prompt: str, room: int) -> Prompt:
    """A prompt for an encoder, closed; where `room` is not enough its beginning is kept."""
    whole = (*framing.opening, *framing.bare(prompt), *framing.closing) or (*framing.first(),)
    return Prompt(whole[:room], left_out=max(0, len(whole) - room))


def _shared(one: list[int], other: list[int]) -> list[int]:
    """The longest beginning that two rows of tokens share."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]
