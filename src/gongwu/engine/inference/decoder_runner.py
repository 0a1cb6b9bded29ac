"""Text from a decoder, by the C step or by plain torch, past the end of its context too.

A decoder sees `context` tokens at most. When they are all used, the last half of them is read
anew as if the text began there, and writing goes on: half the context is always in view, and what
comes out depends on the text alone.
"""

from collections.abc import Sequence
from itertools import count
from typing import Protocol

import torch
from torch import Tensor

from gongwu.engine.inference.cache import KeyValueCache
from gongwu.engine.nets.decoder import Decoder

_READ_AT_ONCE = 512  # tokens of a prompt, so that its activations stay small


class DecoderSteps(Protocol):
    """A decoder that remembers several sequences. The C step is one (native/decoder_step.py)."""

    def open(self, capacity: int) -> int:
        """A new sequence of at most `capacity` tokens."""
        ...

    def fork(self, slot: int) -> int:
        """A second sequence that has read the same."""
        ...

    def close(self, slot: int) -> None:
        """Forget a sequence."""
        ...

    def length(self, slot: int) -> int:
        """How many tokens a sequence has read."""
        ...

    def step(self, slots: Sequence[int], tokens: Sequence[int], want: Sequence[int]) -> Tensor:
        """Row i reads tokens[i] in sequence slots[i] -> logits (W, V) of the rows in `want`.

        Several rows of one slot, which stand together, are its next tokens in order. `want`
        ascends.
        """
        ...


class TorchSteps:
    """The decoder's own forward pass, one sequence after another (runner.py says why)."""

    def __init__(self, net: Decoder) -> None:
        self._net = net
        self._memories: dict[int, KeyValueCache] = {}
        self._numbers = count()

    def open(self, capacity: int) -> int:
        """A new sequence of at most `capacity` tokens."""
        return self._add(KeyValueCache(self._net.shape.layers, capacity))

    def fork(self, slot: int) -> int:
        """A second sequence that has read the same."""
        return self._add(self._memories[slot].fork())

    def close(self, slot: int) -> None:
        """Forget a sequence."""
        del self._memories[slot]

    def length(self, slot: int) -> int:
        """How many tokens a sequence has read."""
        return self._memories[slot].length

    @torch.inference_mode()
    def step(self, slots: Sequence[int], tokens: Sequence[int], want: Sequence[int]) -> Tensor:
        """Row i reads tokens[i] in sequence slots[i] -> logits (W, V) of the rows in `want`."""
        wanted = set(want)
        rows = []
        start = 0
        while start < len(slots):
            end = start + 1
            while end < len(slots) and slots[end] == slots[start] and end - start < _READ_AT_ONCE:
                end += 1
            hidden = self._net.read(
                torch.tensor([tokens[start:end]]), self._memories[slots[start]]
            )[0]
            rows += [self._net.head(hidden[row - start, None]) for row in range(start, end)
                     if row in wanted]  # fmt: skip
            start = end
        return torch.cat(rows)

    def _add(self, memory: KeyValueCache) -> int:
        slot = next(self._numbers)
        self._memories[slot] = memory
        return slot


class DecoderRunner:
    """Sequences of a decoder. `opening` are the tokens that every text of it begins with."""

    def __init__(self, steps: DecoderSteps, context: int, opening: Sequence[int] = ()) -> None:
        self._steps = steps
        self._context = context
        # A context too short to hold the opening and two tokens more goes without it.
        self._opening = list(opening) if len(opening) + 2 <= context else []
        self._inner: dict[int, int] = {}  # our slot -> the slot of `steps`, which changes
        self._texts: dict[int, list[int]] = {}  # what each sequence has in view
        self._numbers = count()

    def open(self, prompt: Sequence[int]) -> tuple[int, Tensor]:
        """Read a prompt that fits the context: its slot, and the logits (V,) of what follows."""
        assert 0 < len(prompt) <= self._context
        inner, logits = self._read_anew(prompt)
        return self._add(inner, list(prompt)), logits

    def fork(self, slot: int) -> int:
        """A second sequence that has read the same."""
        return self._add(self._steps.fork(self._inner[slot]), list(self._texts[slot]))

    def step(self, slots: Sequence[int], tokens: Sequence[int]) -> Tensor:
        """Each sequence reads its next token -> logits (R, V)."""
        rows: dict[int, Tensor] = {}  # of sequences that turned a page
        going_on: list[int] = []
        for slot, token in zip(slots, tokens, strict=True):
            text = self._texts[slot]
            text.append(token)
            if len(text) <= self._context:
                going_on.append(slot)
            else:
                rows[slot] = self._turn_page(slot, text)
        if not going_on:
            return torch.stack([rows[slot] for slot in slots])
        logits = self._steps.step(
            [self._inner[slot] for slot in going_on],
            [self._texts[slot][-1] for slot in going_on],
            range(len(going_on)),
        )
        if not rows:
            return logits
        rows.update(zip(going_on, logits, strict=True))
        return torch.stack([rows[slot] for slot in slots])

    def close(self, slot: int) -> None:
        """Forget a sequence."""
        self._steps.close(self._inner.pop(slot))
        del self._texts[slot]

    def _turn_page(self, slot: int, text: list[int]) -> Tensor:
        """Begin again with the last half of what was in view."""
        kept = max(1, (self._context - len(self._opening)) // 2)
        text[:] = [*self._opening, *text[-kept:]]
        full = self._inner[slot]
        self._inner[slot], logits = self._read_anew(text)
        self._steps.close(full)
        return logits

    def _read_anew(self, text: Sequence[int]) -> tuple[int, Tensor]:
        inner = self._steps.open(self._context)
        try:
            logits = self._steps.step([inner] * len(text), text, [len(text) - 1])
        except BaseException:
            self._steps.close(inner)
            raise
        return inner, logits[0]

    def _add(self, inner: int, text: list[int]) -> int:
        slot = next(self._numbers)
        self._inner[slot], self._texts[slot] = inner, text
        return slot
