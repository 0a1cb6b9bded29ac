"""Text from an encoder–decoder: the prompt goes to the encoder, the decoder writes the answer.

The source is encoded once, and each layer's keys and values of it are computed once; forks share
them. Sequences are stepped one after another (runner.py says why).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import torch
from torch import Tensor

from gongwu.engine.inference.cache import KeyValueCache
from gongwu.engine.nets.encoder_decoder import EncoderDecoder


@dataclass(frozen=True)
class _Answer:
    """One answer in progress."""

    source: list[tuple[Tensor, Tensor]]  # each layer's keys and values, (1, H, S, D)
    written: KeyValueCache


class EncoderDecoderRunner:
    """Answers of an encoder–decoder."""

    def __init__(self, net: EncoderDecoder) -> None:
        self._net = net
        self._answers: dict[int, _Answer] = {}
        self._numbers = count()

    @torch.inference_mode()
    def open(self, prompt: Sequence[int]) -> tuple[int, Tensor]:
        """Encode a source: its slot, and the logits (V,) of the answer's first token."""
        assert prompt
        source = self._net.decoder.look_up(self._net.encode(torch.tensor([prompt])))
        answer = _Answer(source, KeyValueCache(self._net.shape.decoder_layers))
        logits = self._read(answer, self._net.shape.start_id)
        return self._add(answer), logits

    def fork(self, slot: int) -> int:
        """A second answer to the same source."""
        answer = self._answers[slot]
        return self._add(_Answer(answer.source, answer.written.fork()))

    @torch.inference_mode()
    def step(self, slots: Sequence[int], tokens: Sequence[int]) -> Tensor:
        """Each answer reads its next token -> logits (R, V)."""
        return torch.stack(
            [
                self._read(self._answers[slot], token)
                for slot, token in zip(slots, tokens, strict=True)
            ]
        )

    def close(self, slot: int) -> None:
        """Forget an answer."""
        del self._answers[slot]

    def _read(self, answer: _Answer, token: int) -> Tensor:
        target = torch.tensor([[token]])
        hidden = self._net.read(target, answer.source, memory=answer.written)
        logits: Tensor = self._net.head(hidden[0])
        return logits[0]

    def _add(self, answer: _Answer) -> int:
        slot = next(self._numbers)
        self._answers[slot] = answer
        return slot
