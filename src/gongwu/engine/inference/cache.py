"""Keys and values already computed, so that each new token reads them instead of the whole text.

Shapes: B batch, H heads, T new positions, S positions in all, D head width.
"""

from dataclasses import dataclass

from torch import Tensor

_FIRST_ROOM = 64  # positions


@dataclass
class _Store:
    """One layer's memory: (B, H, room, D) each, filled from the front."""

    keys: Tensor
    values: Tensor


class KeyValueCache:
    """The memory of a Transformer (nets/attention.py, Memory); its room doubles when it is full.

    `most` is how many positions will ever come, if that is known: no room is made beyond it.
    """

    def __init__(self, layers: int, most: int | None = None) -> None:
        self._stores: list[_Store | None] = [None] * layers
        self._most = most
        self._length = 0

    @property
    def length(self) -> int:
        """How many positions are remembered: grows once the last layer has been told of them."""
        return self._length

    @property
    def memory_bytes(self) -> int:
        """What the stores take, room for positions to come included."""
        return sum(2 * store.keys.nbytes for store in self._stores if store is not None)

    def extend(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Remember (B, H, T, D) keys and values; return all of the layer's, (B, H, S, D)."""
        end = self._length + keys.shape[2]
        store = self._with_room(layer, keys, end)
        store.keys[:, :, self._length : end] = keys
        store.values[:, :, self._length : end] = values
        if layer == len(self._stores) - 1:
            # Not before: the layers of one pass must all find the same length.
            self._length = end
        return store.keys[:, :, :end], store.values[:, :, :end]

    def fork(self) -> "KeyValueCache":
        """A second memory of the same positions; what one learns from now on the other does not."""
        copy = KeyValueCache(len(self._stores), self._most)
        copy._length = self._length
        copy._stores = [store and _Store(store.keys.clone(), store.values.clone())
                        for store in self._stores]  # fmt: skip
        return copy

    def _with_room(self, layer: int, keys: Tensor, end: int) -> _Store:
        store = self._stores[layer]
        room = store.keys.shape[2] if store is not None else 0
        if store is not None and end <= room:
            return store
        batch, heads, _, width = keys.shape
        wanted = max(2 * room, _FIRST_ROOM)
        shape = (batch, heads, max(end, min(wanted, self._most or wanted)), width)
        grown = _Store(keys.new_empty(shape), keys.new_empty(shape))
        if store is not None:
            grown.keys[:, :, : self._length] = store.keys[:, :, : self._length]
            grown.values[:, :, : self._length] = store.values[:, :, : self._length]
        self._stores[layer] = grown
        return grown
