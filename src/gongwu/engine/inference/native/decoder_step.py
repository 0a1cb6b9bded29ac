"""Run a decoder with the C step: tokens of any mixture of sequences in, logits out.

Knows the packed net and the memory of each sequence; knows nothing of sampling or of requests.
The bits of a row's logits depend on its sequence alone: not on what else is in the call, not on
how a prompt was cut into calls, not on the number of threads.
"""

import threading
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from gongwu.engine.inference.native.arrays import aligned
from gongwu.engine.inference.native.build import Library
from gongwu.engine.inference.native.packing import PackedNet
from gongwu.engine.inference.native.pages import Pages, Slot
from gongwu.engine.inference.native.structs import PANEL, Step
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.rotary import angles, frequencies
from gongwu.errors import BadInputError

# The activations of more rows than this would leave the cache, and grow with the prompt.
ROWS_AT_ONCE = 256


Integers = npt.NDArray[np.integer]


class NativeDecoder:
    """A decoder's weights, packed; what each sequence remembers; and the step that reads on."""

    def __init__(self, net: Decoder, library: Library, threads: int | None = None) -> None:
        """`threads` None means as many as torch uses. The net may be let go afterwards."""
        self.shape = net.shape
        self.threads = torch.get_num_threads() if threads is None else threads
        assert self.threads >= 1
        self._library = library
        self._packed = PackedNet(net)
        self._angles = Angles(net.shape)
        self._pages = Pages(net.shape)
        self._slots: dict[int, Slot] = {}
        self._opened = 0
        self._scratch = aligned((0,), np.float32)
        self._lock = threading.Lock()

    @property
    def weight_bytes(self) -> int:
        """Memory of the packed weights."""
        return self._packed.weight_bytes

    @property
    def memory_bytes(self) -> int:
        """Memory of all keys and values held now."""
        return self._pages.pages_in_use * self._pages.page_bytes

    def open(self, capacity: int) -> int:
        """A new sequence of at most `capacity` tokens; memory is taken as it grows."""
        with self._lock:
            return self._add(Slot(capacity))

    def fork(self, slot: int) -> int:
        """A second sequence that has read the same; the two share memory as far as they agree."""
        with self._lock:
            return self._add(self._pages.fork(self._slots[slot]))

    def close(self, slot: int) -> None:
        """Forget a sequence."""
        with self._lock:
            self._pages.close(self._slots.pop(slot))

    def length(self, slot: int) -> int:
        """How many tokens a sequence has read."""
        return self._slots[slot].length

    def truncate(self, slot: int, length: int) -> None:
        """Forget all tokens of a sequence from `length` on."""
        with self._lock:
            self._pages.truncate(self._slots[slot], length)

    def step(self, slots: Sequence[int], tokens: Sequence[int], want: Sequence[int]) -> Tensor:
        """Row i reads tokens[i] in sequence slots[i]; logits of the rows in `want`, (W, V) float32.

        Several rows of one slot are its next tokens in order: a prompt. `want` ascends. On an
        error nothing was read.
        """
        assert len(slots) == len(tokens) > 0
        assert all(0 <= row < len(slots) for row in want)
        assert list(want) == sorted(want)
        self._check(tokens)
        columns = -(-self.shape.vocabulary // PANEL) * PANEL
        logits = torch.empty(len(want), columns)
        with self._lock:
            positions, ends = self._place(slots)
            tables = [self._slots[slot].address for slot in slots]
            for start in range(0, len(slots), ROWS_AT_ONCE):
                end = start + ROWS_AT_ONCE
                first, last = bisect_left(want, start), bisect_left(want, end)
                self._run(
                    np.array(tokens[start:end], dtype=np.int64),
                    np.array(positions[start:end], dtype=np.int64),
                    np.array(tables[start:end], dtype=np.uint64),
                    np.array(want[first:last], dtype=np.int64) - start,
                    logits[first:last],
                )
            for slot, length in ends.items():
                self._slots[slot].length = length
        return logits[:, : self.shape.vocabulary]

    def _add(self, slot: Slot) -> int:
        number = self._opened
        self._opened += 1
        self._slots[number] = slot
        return number

    def _check(self, tokens: Sequence[int]) -> None:
        """The C step looks a token up without asking."""
        lowest, highest = min(tokens), max(tokens)
        if lowest < 0 or highest >= self.shape.vocabulary:
            odd = lowest if lowest < 0 else highest
            raise BadInputError(
                en=f"Token {odd} is outside the model's vocabulary of {self.shape.vocabulary}: "
                "does the tokenizer belong to this model?",
                zh=f"词元 {odd} 超出模型词表（{self.shape.vocabulary}）：分词器与模型是否配套？",
            )

    def _place(self, slots: Sequence[int]) -> tuple[list[int], dict[int, int]]:
        """The position of each row, and the length of each slot afterwards; pages are ready."""
        ends = {slot: self._slots[slot].length for slot in slots}
        positions = []
        for slot in slots:
            positions.append(ends[slot])
            ends[slot] += 1
        for slot, length in ends.items():
            self._pages.grow(self._slots[slot], length)
        self._angles.reach(max(ends.values()))
        return positions, ends

    def _run(
        self, token: Integers, position: Integers, table: Integers, want: Integers, logits: Tensor
    ) -> None:
        step = Step(
            rows=len(token),
            threads=self.threads,
            token=token.ctypes.data,
            position=position.ctypes.data,
            pages=table.ctypes.data,
            cosine=self._angles.cosine.ctypes.data,
            sine=self._angles.sine.ctypes.data,
            wanted=len(want),
            want=want.ctypes.data,
            logits=logits.data_ptr(),
        )
        needed = self._library.scratch_floats(self._packed.struct, step)
        if needed > self._scratch.size:
            self._scratch = aligned((needed,), np.float32)
        step.scratch = self._scratch.ctypes.data
        self._library.run(self._packed.struct, step)


class Angles:
    """Cosines and sines of the positions so far needed, each (positions, D/2) float32."""

    # Always computed in pieces of this size: a position's angles have the same bits however far
    # the table reaches.
    PIECE = 128

    def __init__(self, shape: DecoderShape) -> None:
        self._frequency = frequencies(shape.head_width, shape.rotary_base, shape.rotary_stretch)
        self.cosine = self.sine = np.empty((0, shape.head_width // 2), dtype=np.float32)

    def reach(self, positions: int) -> None:
        """Grow the table to that many positions at least; doubling, so rarely."""
        have = len(self.cosine)
        if positions <= have:
            return
        pieces = [
            angles(self._frequency, torch.arange(start, start + self.PIECE))
            for start in range(have, max(positions, 2 * have), self.PIECE)
        ]
        self.cosine = np.concatenate([self.cosine, *(cosine.numpy() for cosine, _ in pieces)])
        self.sine = np.concatenate([self.sine, *(sine.numpy() for _, sine in pieces)])
