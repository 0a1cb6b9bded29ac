"""A prompt in a film: its tokens as the text encoder reads them, and where the picture looks."""

from collections.abc import Iterator

import tokenizers
import torch.nn.functional as F
from tokenizers import decoders
from torch import Tensor

from gongwu.engine.inference.denoising.film import Gaze, Reading
from gongwu.engine.inference.denoising.looks import LARGEST_LOOK, as_picture
from gongwu.engine.inference.denoising.prompt_reader import PromptReader
from gongwu.engine.inference.tracing.record import Shape, Token
from gongwu.engine.inference.tracing.spelling import spell
from gongwu.engine.tokens.prompt_tokenizer import PromptTokenizer
from gongwu.engine.tokens.tokenizer import Tokenizer

GAZED = 24  # tokens whose looks are kept

_WORD_END = "</w>"


def read_prompt(read: PromptReader, prompt: str) -> Reading:
    """What the text encoder is given, and the shape of what it gives."""
    tokenizer, (states,) = read.tokenizer, read([prompt])
    (ids,) = tokenizer.ids([prompt])
    # The second frame token closes the prompt; what follows it is padding.
    end = next(place for place in range(1, len(ids)) if ids[place] == tokenizer.end_id)
    readable = _readable(tokenizer)
    return Reading(
        prompt=prompt,
        tokens=tuple(_spelled(readable, each) for each in ids[: end + 1]),
        padding=len(ids) - end - 1,
        left_out=tokenizer.cut(prompt),
        states=Shape(symbol="c", axes=(("T", states.shape[0]), ("D", states.shape[1]))),
    )


def _readable(tokenizer: PromptTokenizer) -> Tokenizer:
    """The vocabulary with a way back to text, which one that only reads may lack."""
    inner = tokenizers.Tokenizer.from_str(tokenizer.inner.to_str())
    if inner.decoder is None:
        inner.decoder = decoders.ByteLevel()
    return Tokenizer(inner, [tokenizer.end_id])


def _spelled(tokenizer: Tokenizer, token: int) -> Token:
    """A token of CLIP's vocabulary says where a word ends: that is no text."""
    told = spell(tokenizer, token)
    if not told.text.endswith(_WORD_END):
        return told
    return Token(
        id=token, text=told.text.removesuffix(_WORD_END), utf8=told.utf8[: -len(_WORD_END)]
    )


def gazes_of(shares: Tensor, reading: Reading, picture: Tensor) -> Iterator[Gaze]:
    """Shares (T, h, w) of the prompt's own tokens, which stand between the two that frame it."""
    for place, token in list(enumerate(reading.tokens))[1:-1][:GAZED]:
        share = shares[place]
        grown = F.interpolate(
            share[None, None], size=picture.shape[1:], mode="bilinear", align_corners=False
        )[0]
        # From black, where least is looked at the token, to the picture as it is.
        light = (grown - grown.min()) / (grown.max() - grown.min()).clamp(min=1e-12)
        lit = (picture + 1) * light - 1
        yield Gaze(token=token, share=float(share.mean()), lit=as_picture(lit, LARGEST_LOOK))
