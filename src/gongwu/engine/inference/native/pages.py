"""Memory of keys and values, page by page, for many sequences. Knows no tensors' meaning.

A page holds PAGE positions of every layer. Slots share pages: a fork takes the same pages,
and whoever writes on a shared page first makes a copy of it.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from gongwu.engine.inference.native.arrays import aligned
from gongwu.engine.inference.native.structs import PAGE, PANEL
from gongwu.engine.nets.decoder import DecoderShape
from gongwu.errors import NoRoomError


@dataclass(eq=False)
class Page:
    """Some positions of all layers, and how many sequences hold it."""

    floats: npt.NDArray[np.float32]
    holders: int = 1


@dataclass(eq=False)
class Slot:
    """Where one sequence is remembered: `length` positions of at most `capacity`."""

    capacity: int
    length: int = 0
    pages: list[Page] = field(default_factory=list)
    # The addresses of the pages, as the C step reads them; its own address names the sequence.
    table: npt.NDArray[np.uint64] = field(init=False)

    def __post_init__(self) -> None:
        self.table = np.zeros(max(1, pages_for(self.capacity)), dtype=np.uint64)

    @property
    def address(self) -> int:
        """Where the table lies."""
        return self.table.ctypes.data


def pages_for(positions: int) -> int:
    """How many pages hold that many positions."""
    return -(-positions // PAGE)


class Pages:
    """Opens, grows, shares and drops the pages of sequences."""

    def __init__(self, shape: DecoderShape) -> None:
        padded = -(-shape.head_width // PANEL) * PANEL
        # As memory.h lays it out: keys as wide as a head, values padded to whole panels.
        self.page_floats = shape.layers * shape.groups * PAGE * (shape.head_width + padded)
        self.pages_in_use = 0

    @property
    def page_bytes(self) -> int:
        """Memory of one page."""
        return 4 * self.page_floats

    def grow(self, slot: Slot, length: int) -> None:
        """Make positions up to `length` ready to be written from the present length on."""
        assert length <= slot.capacity, f"{length} positions in room for {slot.capacity}"
        for index in range(slot.length // PAGE, pages_for(length)):
            if index == len(slot.pages):
                self._set(slot, index, self._new_page())
            elif slot.pages[index].holders > 1:
                self._set(slot, index, self._copy(slot.pages[index]))

    def fork(self, slot: Slot) -> Slot:
        """A second sequence that remembers the same, on the same pages."""
        twin = Slot(slot.capacity, slot.length)
        twin.table[:] = slot.table
        twin.pages = list(slot.pages)
        for page in twin.pages:
            page.holders += 1
        return twin

    def truncate(self, slot: Slot, length: int) -> None:
        """Forget all positions from `length` on."""
        assert 0 <= length <= slot.length
        slot.length = length
        while len(slot.pages) > pages_for(length):
            self._drop(slot.pages.pop())

    def close(self, slot: Slot) -> None:
        """Forget everything."""
        self.truncate(slot, 0)

    def _set(self, slot: Slot, index: int, page: Page) -> None:
        slot.pages[index : index + 1] = [page]
        slot.table[index] = page.floats.ctypes.data

    def _new_page(self) -> Page:
        try:
            page = Page(aligned((self.page_floats,), np.float32))
        except MemoryError:
            raise NoRoomError(
                en=f"No memory for another {PAGE} tokens ({self.page_bytes / 2**20:.0f} MiB): "
                "ask for fewer or shorter texts at once",
                zh=f"内存不足，无法再容纳 {PAGE} 个词元（{self.page_bytes / 2**20:.0f} MiB）："
                "请减少同时生成的数量或长度",
            ) from None
        self.pages_in_use += 1
        return page

    def _copy(self, page: Page) -> Page:
        copy = self._new_page()
        copy.floats[:] = page.floats
        self._drop(page)
        return copy

    def _drop(self, page: Page) -> None:
        page.holders -= 1
        if page.holders == 0:
            self.pages_in_use -= 1
