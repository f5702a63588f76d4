"""The upper layers with adapters, and the heads, in torch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # as everybody calls it
from numpy.typing import NDArray

from assistant.index.builtin.weights import WeightFile
from assistant.reading.pairs import SEGMENTS, Pair

Tensor = Any  # torch's, which is not installed where types are checked
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs side by side, padded to the longest: states (pairs, tokens, width), the rest (pairs, tokens)."""

    states: Tensor
    segments: Tensor
    present: Tensor
    first: Tensor  # tokens that begin a word of the clause
    last: Tensor  # tokens that end one


@dataclass(frozen=True, slots=True)
class Output:
    """Per pair a logit, and per token one for the beginning and one for the end of the span."""

    logits: Tensor
    starts: Tensor
    ends: Tensor


class Network:
    """`parameters` are what is trained and kept; the matrices below them stay as they are."""

    def __init__(self, weights: WeightFile, *, before: int, rank: int, seed: int, device: str) -> None:
        self.before, self.rank, self.device = before, rank, device
        self._shape = weights.shape
        width, inner = weights.shape.width, weights.shape.inner
        sizes = dict.fromkeys(_MATRICES[:4], (width, width)) | {"fi": (inner, width), "fo": (width, inner)}
        self._type = torch.bfloat16
        self._frozen: dict[str, Tensor] = {}
        chance = torch.Generator().manual_seed(seed)
        self.parameters: dict[str, Tensor] = {}

        def add(name: str, outputs: int, inputs: int, scale: float) -> None:
            values = torch.randn(outputs, inputs, generator=chance) * scale
            self.parameters[name] = values.to(device).requires_grad_()

        for layer in range(before, weights.shape.layers):
            for name, (outputs, inputs) in sizes.items():
                full = f"l{layer}.{name}"
                self._frozen[f"{full}.w"] = self._keep(weights.matrix(f"{full}.w", (outputs, inputs)))
                self._frozen[f"{full}.b"] = self._keep(weights.vector(f"{full}.b"))
                add(f"{full}.in", rank, inputs, inputs**-0.5)
                add(f"{full}.out", outputs, rank, 0.0)
            for name in ("aln", "oln"):
                for part in "wb":
                    full = f"l{layer}.{name}.{part}"
                    self._frozen[full] = torch.from_numpy(weights.vector(full)).to(device)
        add("segments", SEGMENTS, width, 0.02)
        add("head.in", width, 2 * width, (2 * width) ** -0.5)
        add("head.in.bias", 1, width, 0.0)
        add("head.out", 1, width, width**-0.5)
        add("head.out.bias", 1, 1, 0.0)
        add("span", 2, width, width**-0.5)

    def _keep(self, values: NDArray[np.float32]) -> Tensor:
        return torch.from_numpy(values).to(self.device, self._type)

    def batch(self, pairs: Sequence[Pair], states: Sequence[NDArray[np.float16]]) -> Batch:
        """The pairs as tensors."""
        longest = max(len(pair.ids) for pair in pairs)
        shape = len(pairs), longest
        values = np.zeros((*shape, self._shape.width), dtype=np.float16)
        segments = np.zeros(shape, dtype=np.int64)
        present, first, last = (np.zeros(shape, dtype=np.bool_) for _ in range(3))
        for row, (pair, state) in enumerate(zip(pairs, states, strict=True)):
            values[row, : len(state)] = state
            segments[row, : len(state)] = pair.segments
            present[row, : len(state)] = True
            first[row, pair.words[:, 0]] = True
            last[row, pair.words[:, 1]] = True
        return Batch(*(torch.from_numpy(a).to(self.device) for a in (values, segments, present, first, last)))

    def forward(self, batch: Batch) -> Output:
        """What the network makes of a batch."""
        hidden = batch.states.float() + self.parameters["segments"][batch.segments]
        unseen = torch.zeros(batch.present.shape, dtype=self._type, device=self.device)
        unseen = unseen.masked_fill(~batch.present, -1e4)[:, None, None, :]
        for layer in range(self.before, self._shape.layers):
            hidden = self._layer(hidden, unseen, f"l{layer}.")
        weights = (batch.present / batch.present.sum(dim=1, keepdim=True)).unsqueeze(-1)
        pooled = torch.cat([hidden[:, 0], (hidden * weights).sum(dim=1)], dim=-1)
        parameters = self.parameters
        inner = F.gelu(F.linear(pooled, parameters["head.in"], parameters["head.in.bias"][0]))
        logits = F.linear(inner, parameters["head.out"], parameters["head.out.bias"][0])[:, 0]
        starts, ends = F.linear(hidden, parameters["span"]).unbind(dim=-1)
        return Output(logits, starts.masked_fill(~batch.first, -1e4), ends.masked_fill(~batch.last, -1e4))

    def _layer(self, hidden: Tensor, unseen: Tensor, name: str) -> Tensor:
        pairs, tokens, width = hidden.shape
        heads = self._shape.heads
        values = hidden.to(self._type)
        query, key, value = (
            self._linear(values, name + part).view(pairs, tokens, heads, -1).transpose(1, 2).contiguous()
            for part in "qkv"
        )
        # Written out: on processors the fused one takes twice as long backwards.
        weights = torch.softmax((query / math.sqrt(width // heads)) @ key.transpose(-1, -2) + unseen, dim=-1)
        attended = (weights @ value).transpose(1, 2).reshape(pairs, tokens, width)
        hidden = self._normalised(hidden + self._linear(attended, f"{name}ao"), f"{name}aln")
        inner = F.gelu(self._linear(hidden.to(self._type), f"{name}fi"))
        return self._normalised(hidden + self._linear(inner, f"{name}fo"), f"{name}oln")

    def _linear(self, values: Tensor, name: str) -> Tensor:
        inputs = self.parameters[f"{name}.in"].to(self._type)
        outputs = self.parameters[f"{name}.out"].to(self._type)
        frozen = F.linear(values, self._frozen[f"{name}.w"], self._frozen[f"{name}.b"])
        return frozen + F.linear(F.linear(values, inputs), outputs)

    def _normalised(self, values: Tensor, name: str) -> Tensor:
        return F.layer_norm(
            values.float(), (self._shape.width,), self._frozen[f"{name}.w"], self._frozen[f"{name}.b"],
            self._shape.epsilon,
        )  # fmt: skip
