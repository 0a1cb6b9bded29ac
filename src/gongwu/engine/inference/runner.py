"""What every net must be able to do for text to be drawn from it, whatever it remembers."""

from collections.abc import Sequence
from typing import Protocol

from torch import Tensor


class Runner(Protocol):
    """Sequences in progress, each known by the number of its slot. V vocabulary, R rows.

    The law: what a sequence is told depends on its own tokens alone. Its logits are the same bits
    whether it is stepped by itself or beside others. In torch the products of two batch sizes are
    summed in different orders, so runners in plain torch step one sequence after another.
    """

    def open(self, prompt: Sequence[int]) -> tuple[int, Tensor]:
        """Read a prompt of at least one token: its slot, and the logits (V,) of what follows."""
        ...

    def fork(self, slot: int) -> int:
        """A second sequence that has read the same; the prompt is not read again."""
        ...

    def step(self, slots: Sequence[int], tokens: Sequence[int]) -> Tensor:
        """Each sequence, all different, reads its next token -> logits (R, V)."""
        ...

    def close(self, slot: int) -> None:
        """Forget a sequence."""
        ...
