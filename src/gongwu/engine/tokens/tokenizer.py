"""Text to token ids and back, with Hugging Face `tokenizers`.

Two kinds are made here. Characters: each character of the training text is a token, and any other
character is spelled with byte tokens. Byte-level BPE (Radford et al. 2019): bytes, then the most
frequent pairs. Either way no text is unknown and decode(encode(text)) is the text.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import tokenizers
from tokenizers import decoders, models, pre_tokenizers, trainers

from gongwu.errors import BadInputError

PAD = "<|pad|>"  # fills the shorter rows of a batch; what an encoder–decoder starts with
END = "<|end|>"  # closes a document
PAD_ID, END_ID = 0, 1

_BYTES = tuple(f"<0x{value:02X}>" for value in range(256))


class Tokenizer:
    """A vocabulary and its rules, with the ids that end a text."""

    def __init__(self, inner: tokenizers.Tokenizer, end_ids: Sequence[int]) -> None:
        self.inner = inner
        self.end_ids = tuple(end_ids)

    @property
    def size(self) -> int:
        """The number of tokens."""
        size: int = self.inner.get_vocab_size()
        return size

    def encode(self, text: str) -> list[int]:
        """Ids of a text. What looks like a special token in it is ordinary text.

        A tokenizer that opens every text with a special token (Llama's BOS) does so here.
        """
        return self.encode_all([text])[0]

    def encode_all(self, texts: list[str]) -> list[list[int]]:
        """Ids of each text; uses every core."""
        self.inner.encode_special_tokens = True
        return [encoding.ids for encoding in self.inner.encode_batch(texts)]

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ids, special tokens left out."""
        text: str = self.inner.decode(list(ids), skip_special_tokens=True)
        return text

    def show(self, token: int) -> str:
        """How one token is written in the vocabulary, readable where it is whole text."""
        text = self.decode([token])
        if text and "\ufffd" not in text:
            return text
        return str(self.inner.id_to_token(token))

    def to_json(self) -> str:
        """The content of a tokenizer.json."""
        text: str = self.inner.to_str(pretty=False)
        return text

    @classmethod
    def from_json(cls, text: str, end_ids: Sequence[int]) -> "Tokenizer":
        """From the content of a tokenizer.json. Raises BadInputError when it is not one."""
        try:
            inner = tokenizers.Tokenizer.from_str(text)
        except Exception as error:  # the library raises bare Exception
            raise BadInputError(
                en=f"tokenizer.json cannot be read: {error}",
                zh=f"tokenizer.json 读不了：{error}",
            ) from None
        inner.no_padding()
        inner.no_truncation()
        return cls(inner, end_ids)


def character_tokenizer(texts: Iterable[str], limit: int = 16_384) -> Tokenizer:
    """One token for each character of the texts, the most frequent `limit` of them.

    A character seen once is left to the byte tokens, so that the model meets those in training.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    seen = [character for character, count in counts.most_common(limit) if count > 1]
    vocabulary = {token: number for number, token in enumerate((PAD, END, *_BYTES, *sorted(seen)))}
    inner = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=[], byte_fallback=True))
    # Without merges every piece is a character; short pieces keep the library's work linear.
    inner.pre_tokenizer = pre_tokenizers.Split("\n", "merged_with_previous")
    inner.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    inner.add_special_tokens([PAD, END])
    return Tokenizer(inner, [END_ID])


def byte_pair_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """Byte-level BPE of `size` tokens, learned from the texts."""
    if size < 258:
        raise BadInputError(
            en=f"vocabulary={size} is too small: byte-level BPE needs 258 (256 bytes, 2 special)",
            zh=f"vocabulary={size} 太小：字节级 BPE 至少需要 258（256 个字节加 2 个特殊词元）",
        )
    inner = tokenizers.Tokenizer(models.BPE())
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[PAD, END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    inner.train_from_iterator(texts, trainer)
    return Tokenizer(inner, [END_ID])
