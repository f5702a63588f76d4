"""The reader's network in torch: the upper layers with adapters, and the heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # as everybody calls it
from numpy.typing import NDArray

from assistant.index.builtin.weights import WeightFile
from assistant.reading.pairs import SEGMENTS, Pair
from training.layers import Layers, Tensor


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
    """`parameters` are what is trained and kept: the adapters of the layers, the segments' vectors, the heads."""

    def __init__(self, weights: WeightFile, *, before: int, rank: int, seed: int, device: str) -> None:
        self._layers = Layers(weights, before=before, rank=rank, seed=seed, device=device)
        self.before, self.device = before, device
        self.parameters = self._layers.parameters
        self._width = width = weights.shape.width
        add = self._layers.add
        add("segments", SEGMENTS, width, 0.02)
        add("head.in", width, 2 * width, (2 * width) ** -0.5)
        add("head.in.bias", 1, width, 0.0)
        add("head.out", 1, width, width**-0.5)
        add("head.out.bias", 1, 1, 0.0)
        add("span", 2, width, width**-0.5)

    def batch(self, pairs: Sequence[Pair], states: Sequence[NDArray[np.float16]]) -> Batch:
        """The pairs as tensors."""
        longest = max(len(pair.ids) for pair in pairs)
        shape = len(pairs), longest
        values = np.zeros((*shape, self._width), dtype=np.float16)
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
        hidden = self._layers.run(hidden, batch.present)
        weights = (batch.present / batch.present.sum(dim=1, keepdim=True)).unsqueeze(-1)
        pooled = torch.cat([hidden[:, 0], (hidden * weights).sum(dim=1)], dim=-1)
        parameters = self.parameters
        inner = F.gelu(F.linear(pooled, parameters["head.in"], parameters["head.in.bias"][0]))
        logits = F.linear(inner, parameters["head.out"], parameters["head.out.bias"][0])[:, 0]
        starts, ends = F.linear(hidden, parameters["span"]).unbind(dim=-1)
        return Output(logits, starts.masked_fill(~batch.first, -1e4), ends.masked_fill(~batch.last, -1e4))
