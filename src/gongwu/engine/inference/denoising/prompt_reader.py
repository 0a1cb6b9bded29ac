"""Prompts to the states that a picture's net looks at: CLIP's tokenizer and text encoder."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gongwu.engine.nets.text_encoder import TextEncoder
from gongwu.engine.tokens.prompt_tokenizer import PromptTokenizer


@dataclass(frozen=True, kw_only=True, eq=False)
class PromptReader:
    """B prompts -> (B, T, D)."""

    tokenizer: PromptTokenizer
    encoder: TextEncoder

    @torch.no_grad()
    def __call__(self, prompts: Sequence[str]) -> Tensor:
        states: Tensor = self.encoder(torch.tensor(self.tokenizer.ids(prompts)))
        return states
