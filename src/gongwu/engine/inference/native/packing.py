"""Lay a decoder's weights out as product.h reads them: panels of 32 outputs, padded with zeros.

bfloat16 weights stay bfloat16, all others become float32; gains and biases are float32.
"""

from typing import Any

import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gongwu.engine.inference.native.arrays import aligned
from gongwu.engine.inference.native.structs import BFLOAT16, FLOAT32, PANEL, Layer, Matrix, Net
from gongwu.engine.nets.decoder import Block, Decoder

Array = npt.NDArray[Any]


class PackedNet:
    """A decoder's weights in the layout of the C step, and the struct that points at them.

    It keeps no reference to the decoder: once packed, that may be let go.
    """

    def __init__(self, net: Decoder) -> None:
        self.shape = net.shape
        self._arrays: list[Array] = []  # what the struct points at
        with torch.no_grad():
            self._layers = (Layer * net.shape.layers)(*(self._layer(b) for b in net.blocks))  # type: ignore[arg-type]
            self.struct = self._net(net)

    @property
    def weight_bytes(self) -> int:
        """How much memory the packed weights take."""
        return sum(array.nbytes for array in self._arrays)

    def _net(self, net: Decoder) -> Net:
        shape = net.shape
        embedding = self._matrix([net.embedding.weight], None)
        return Net(
            width=shape.width,
            hidden=shape.hidden,
            heads=shape.heads,
            groups=shape.groups,
            head_width=shape.head_width,
            layers=shape.layers,
            epsilon=shape.epsilon,
            layer=self._layers,
            gain=self._vector(net.norm.weight),
            embedding=embedding,
            head=embedding if shape.tied else self._matrix([net.head.weight], None),
        )

    def _layer(self, block: Block) -> Layer:
        attention, feed = block.attention, block.feed_forward
        query_norm, key_norm = attention.query_norm, attention.key_norm
        return Layer(
            attention_gain=self._vector(block.attention_norm.weight),
            query_gain=None if isinstance(query_norm, nn.Identity) else self._gain(query_norm),
            key_gain=None if isinstance(key_norm, nn.Identity) else self._gain(key_norm),
            feed_gain=self._vector(block.feed_norm.weight),
            project=self._linear(attention.query, attention.key, attention.value),
            output=self._linear(attention.output),
            gate=self._linear(feed.gate),
            up=self._linear(feed.up),
            down=self._linear(feed.down),
        )

    def _linear(self, *parts: nn.Linear) -> Matrix:
        """Linear layers that read the same input, one after the other, as one matrix."""
        weights: list[Tensor] = [part.weight for part in parts]
        biases: list[Tensor] = [part.bias for part in parts if part.bias is not None]
        return self._matrix(weights, torch.cat(biases) if biases else None)

    def _matrix(self, weights: list[Tensor], bias: Tensor | None) -> Matrix:
        outputs = sum(weight.shape[0] for weight in weights)
        panels = self._kept(pack(torch.cat(weights)))
        return Matrix(
            weights=panels.ctypes.data,
            stride=panels.nbytes // panels.shape[0],
            inputs=weights[0].shape[1],
            number=BFLOAT16 if weights[0].dtype == torch.bfloat16 else FLOAT32,
            bias=None if bias is None else self._vector(bias),
            outputs=outputs,
        )

    def _gain(self, norm: nn.Module) -> int:
        gain = norm.weight
        assert isinstance(gain, Tensor)
        return self._vector(gain)

    def _vector(self, vector: Tensor) -> int:
        """The address of a float32 copy, padded to whole panels."""
        wide = vector.detach().cpu().float()
        return self._kept(F.pad(wide, (0, -len(wide) % PANEL)).numpy()).ctypes.data

    def _kept(self, array: Array) -> Array:
        copy = aligned(array.shape, array.dtype)
        copy[...] = array
        self._arrays.append(copy)
        return copy


def pack(weight: Tensor) -> Array:
    """(N, K) -> float32 (N/32, K, 32), or for bfloat16 (N/32, K, 16, 2): outputs j and j + 16."""
    weight = weight.detach().cpu()
    whole = F.pad(weight, (0, 0, 0, -len(weight) % PANEL))
    panels, inputs = len(whole) // PANEL, weight.shape[1]
    if weight.dtype != torch.bfloat16:
        return whole.float().view(panels, PANEL, inputs).transpose(1, 2).contiguous().numpy()
    bits = whole.view(torch.int16).view(panels, 2, PANEL // 2, inputs)
    return bits.permute(0, 3, 2, 1).contiguous().numpy()
