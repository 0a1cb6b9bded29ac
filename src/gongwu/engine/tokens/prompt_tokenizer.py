"""CLIP's tokenizer: a prompt to exactly as many ids as a text encoder reads.

Byte-level BPE whose words end in `</w>`, lower case only (Radford et al. 2021). A prompt is a start
token, its own tokens cut to fit, an end token, and padding. Knows no files.
"""

from collections.abc import Mapping, Sequence

import tokenizers
from tokenizers import models, normalizers, pre_tokenizers

from gongwu.errors import BadInputError

START, END = "<|startoftext|>", "<|endoftext|>"

WORDS = (
    r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
)


class PromptTokenizer:
    """Prompts to ids (B, context)."""

    def __init__(
        self,
        inner: tokenizers.Tokenizer,
        *,
        context: int,
        start: str = START,
        end: str = END,
        pad: str = END,
    ) -> None:
        if context < 2:
            raise BadInputError(
                en=f"context={context}: a start and an end token need 2 places or more",
                zh=f"context={context}：起始与结束词元至少需要 2 个位置",
            )
        self.inner = inner
        self.context = context
        self.start_id, self.end_id, self.pad_id = (self._id(token) for token in (start, end, pad))
        # Whoever writes one of these in a prompt means the token: so transformers reads it.
        inner.add_special_tokens([start, end, pad])
        inner.no_padding()
        inner.no_truncation()

    def ids(self, prompts: Sequence[str]) -> list[list[int]]:
        """The ids of each prompt, `context` of them: what is too long is cut at its end."""
        encodings = self.inner.encode_batch(list(prompts), add_special_tokens=False)
        return [self._framed(encoding.ids) for encoding in encodings]

    def cut(self, prompt: str) -> int:
        """How many tokens of a prompt do not fit and go unread."""
        own = len(self.inner.encode(prompt, add_special_tokens=False).ids)
        return max(0, own + 2 - self.context)

    def _framed(self, own: list[int]) -> list[int]:
        framed = [self.start_id, *own[: self.context - 2], self.end_id]
        return framed + [self.pad_id] * (self.context - len(framed))

    def _id(self, token: str) -> int:
        found: int | None = self.inner.token_to_id(token)
        if found is None:
            raise BadInputError(
                en=f"the vocabulary has no {token!r}, which frames every prompt",
                zh=f"词表里没有 {token!r}，而每条提示词都要用它来起止或填充",
            )
        return found


def from_vocabulary(
    vocabulary: Mapping[str, int], merges: Sequence[tuple[str, str]]
) -> tokenizers.Tokenizer:
    """CLIP's rules over a vocabulary and its merges, the most frequent first."""
    try:
        model = models.BPE(
            vocab=dict(vocabulary), merges=list(merges), continuing_subword_prefix="",
            end_of_word_suffix="</w>", fuse_unk=False, unk_token=END,
        )  # fmt: skip
    except Exception as error:  # the library raises bare Exception
        raise BadInputError(
            en=f"the merges do not fit the vocabulary: {error}",
            zh=f"merges 与词表不符：{error}",
        ) from None
    inner = tokenizers.Tokenizer(model)
    inner.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Replace(tokenizers.Regex(r"\s+"), " "),
            normalizers.Lowercase(),
        ]
    )
    inner.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(tokenizers.Regex(WORDS), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    return inner
