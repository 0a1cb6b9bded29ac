"""Prompts to the states that a picture's net looks at: CLIP's tokenizer and text encoder."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gongwu.engine.nets.text_encoder import TextEncoder, with_the_whole
from gongwu.engine.tokens.prompt_tokenizer import PromptTokenizer


@dataclass(frozen=True, kw_only=True, eq=False)
class PromptReader:
    """B prompts -> (B, T, D); with `whole` one place more, for a net that wants it."""

    tokenizer: PromptTokenizer
    encoder: TextEncoder
    whole: bool = False

    @torch.no_grad()
    def __call__(self, prompts: Sequence[str]) -> Tensor:
        ids = torch.tensor(self.tokenizer.ids(prompts))
        states: Tensor = self.encoder(ids)
        return with_the_whole(states, ids, self.tokenizer.end_id) if self.whole else states
