"""Writes the encoder's network as an ONNX graph: from embeddings of tokens to one vector per text.

The embeddings come in with their positions added, because their table alone is four times as large as the rest.
Texts of a batch have the same number of tokens; there is no padding and no mask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from assistant.index.builtin.weights import Precision, WeightFile

Changes = Mapping[str, NDArray[np.float32]]  # added to the matrix of that name, shape (outputs, inputs)

INPUT = "embeddings"  # shape (texts, tokens, width)
SEGMENTS = "segments"  # shape (texts, tokens): rows of the segments' vectors
HIDDEN = "hidden"  # shape (texts, tokens, width)
POOLED = "pooled"  # shape (texts, width): the mean over the tokens, not of unit length
# Products of 8-bit weights and activations are added in pairs, on processors without VNNI in 16 bits: 2 * 63 * 255
# fits, 2 * 127 * 255 would be cut off. The seventh bit makes no difference to vectors that come from 4 bits.
LARGEST_WEIGHT = 63
_OPERATORS = 20  # LayerNormalization since 17, Gelu since 20
_FORMAT = 10  # of the file; what ONNX Runtime has read since 1.20
_FUSED = "com.microsoft"  # ONNX Runtime's own operators, part of every build for processors


@dataclass(frozen=True, slots=True)
class Segments:
    """Vectors that tell the parts of a text apart, shape (kinds, width): added to its tokens before a layer."""

    before: int
    vectors: NDArray[np.float32]


def build_graph(
    weights: WeightFile,
    precision: Precision = "int8",
    *,
    changes: Changes | None = None,
    segments: Segments | None = None,
    layers: int | None = None,
) -> ModelProto:
    """The network, or its first `layers`.

    `changes` are merged into its matrices, such as the product of an adapter's two factors. `segments` make it take a
    second input.
    """
    return _Builder(weights, precision, changes or {}, segments).build(layers)


class _Builder:
    def __init__(
        self, weights: WeightFile, precision: Precision, changes: Changes, segments: Segments | None
    ) -> None:
        self._weights = weights
        self._precision = precision
        self._changes = changes
        self._segments = segments
        self._nodes: list[NodeProto] = []
        self._tensors: list[TensorProto] = []

    def build(self, layers: int | None) -> ModelProto:
        shape = self._weights.shape
        hidden = self._normalised(INPUT, "emb.ln")
        for layer in range(shape.layers if layers is None else layers):
            if self._segments and self._segments.before == layer:
                (added,) = self._node("Gather", self._constant(self._segments.vectors), SEGMENTS)
                (hidden,) = self._node("Add", hidden, added)
            hidden = self._layer(hidden, f"l{layer}.")
        self._nodes.append(helper.make_node("Identity", [hidden], [HIDDEN]))
        self._nodes.append(
            helper.make_node("ReduceMean", [hidden, self._constant(np.array([1]))], [POOLED], keepdims=0)
        )
        sizes: list[str | int | None] = ["texts", "tokens", shape.width]
        inputs = [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, sizes)]
        if self._segments:
            inputs.append(helper.make_tensor_value_info(SEGMENTS, TensorProto.INT64, sizes[:2]))
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            inputs,
            [
                helper.make_tensor_value_info(POOLED, TensorProto.FLOAT, [sizes[0], sizes[2]]),
                helper.make_tensor_value_info(HIDDEN, TensorProto.FLOAT, sizes),
            ],
            self._tensors,
        )
        operators = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=operators, ir_version=_FORMAT)

    def _layer(self, hidden: str, name: str) -> str:
        width, inner = self._weights.shape.width, self._weights.shape.inner
        projected = self._linear(hidden, [f"{name}{part}" for part in "qkv"], width, width)
        query, key, value = self._node("Split", projected, outputs=3, axis=-1, num_outputs=3)
        (attended,) = self._node(
            "MultiHeadAttention", query, key, value, domain=_FUSED, num_heads=self._weights.shape.heads
        )
        (added,) = self._node("Add", hidden, self._linear(attended, [f"{name}ao"], width, width))
        hidden = self._normalised(added, f"{name}aln")
        (active,) = self._node("Gelu", self._linear(hidden, [f"{name}fi"], inner, width))
        (added,) = self._node("Add", hidden, self._linear(active, [f"{name}fo"], width, inner))
        return self._normalised(added, f"{name}oln")

    def _linear(self, values: str, names: Sequence[str], outputs: int, inputs: int) -> str:
        """The product with the matrices of these names, side by side, and the bias."""
        matrix = np.concatenate([self._matrix(f"{name}.w", (outputs, inputs)) for name in names])
        bias = self._constant(np.concatenate([self._weights.vector(f"{name}.b") for name in names]))
        multiply = self._multiply_int8 if self._precision == "int8" else self._multiply_float32
        (result,) = self._node("Add", multiply(values, matrix), bias)
        return result

    def _matrix(self, name: str, shape: tuple[int, int]) -> NDArray[np.float32]:
        matrix = self._weights.matrix(name, shape)
        return matrix + self._changes[name] if name in self._changes else matrix

    def _multiply_float32(self, values: str, matrix: NDArray[np.float32]) -> str:
        (product,) = self._node("MatMul", values, self._constant(matrix.T))
        return product

    def _multiply_int8(self, values: str, matrix: NDArray[np.float32]) -> str:
        """Weights with a scale per output; activations with one per call, found while it runs."""
        scales = np.maximum(np.abs(matrix).max(axis=1) / LARGEST_WEIGHT, np.finfo(np.float32).tiny)
        whole = np.rint(matrix / scales[:, np.newaxis]).astype(np.int8)
        quantised, scale, zero = self._node("DynamicQuantizeLinear", values, outputs=3)
        nothing = self._constant(np.zeros(len(matrix), dtype=np.int8))
        (product,) = self._node("MatMulInteger", quantised, self._constant(whole.T), zero, nothing)
        (cast,) = self._node("Cast", product, to=TensorProto.FLOAT)
        (factor,) = self._node("Mul", scale, self._constant(scales.astype(np.float32)))
        (result,) = self._node("Mul", cast, factor)
        return result

    def _normalised(self, values: str, name: str) -> str:
        (result,) = self._node(
            "LayerNormalization",
            values,
            self._constant(self._weights.vector(f"{name}.w")),
            self._constant(self._weights.vector(f"{name}.b")),
            axis=-1,
            epsilon=self._weights.shape.epsilon,
        )
        return result

    def _constant(self, values: NDArray[Any]) -> str:
        name = f"constant-{len(self._tensors)}"
        self._tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(
        self, operator: str, *inputs: str, outputs: int = 1, domain: str = "", **options: Any
    ) -> list[str]:
        names = [f"{operator}-{len(self._nodes)}-{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(operator, inputs, names, domain=domain, **options))
        return names
