"""Text from a GRU: all that is remembered of a sequence is one state, however long it grows.

Sequences are stepped one after another (runner.py says why).
"""

from collections.abc import Sequence
from itertools import count

import torch
from torch import Tensor

from gongwu.engine.nets.gru import GRU

_READ_AT_ONCE = 512  # tokens of a prompt; the state goes from one piece to the next


class GRURunner:
    """Sequences of a GRU generator."""

    def __init__(self, net: GRU) -> None:
        self._net = net
        self._states: dict[int, Tensor] = {}  # (L, 1, H) each
        self._numbers = count()

    @torch.inference_mode()
    def open(self, prompt: Sequence[int]) -> tuple[int, Tensor]:
        """Read a prompt: its slot, and the logits (V,) of what follows."""
        state, logits = self._read(prompt, None)
        return self._add(state), logits

    def fork(self, slot: int) -> int:
        """A second sequence that has read the same: states are replaced, never written into."""
        return self._add(self._states[slot])

    @torch.inference_mode()
    def step(self, slots: Sequence[int], tokens: Sequence[int]) -> Tensor:
        """Each sequence reads its next token -> logits (R, V)."""
        rows = []
        for slot, token in zip(slots, tokens, strict=True):
            self._states[slot], logits = self._read([token], self._states[slot])
            rows.append(logits)
        return torch.stack(rows)

    def close(self, slot: int) -> None:
        """Forget a sequence."""
        del self._states[slot]

    def _read(self, ids: Sequence[int], state: Tensor | None) -> tuple[Tensor, Tensor]:
        assert ids
        for start in range(0, len(ids), _READ_AT_ONCE):
            piece = torch.tensor([ids[start : start + _READ_AT_ONCE]])
            hidden, state = self._net.read(piece, state)
        assert state is not None
        logits: Tensor = self._net.head(hidden[0, -1:])
        return state, logits[0]

    def _add(self, state: Tensor) -> int:
        slot = next(self._numbers)
        self._states[slot] = state
        return slot
