"""The encoder's layers in torch, their matrices with adapters of low rank (LoRA)."""

from __future__ import annotations

import math
import time
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812  # as everybody calls it

from assistant.index.builtin.weights import WeightFile

Tensor = Any  # torch's, which is not installed where types are checked
_TRIED = 1024  # rows and columns of the matrices with which it is tried
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")


def faster_type(device: str) -> Any:
    """bfloat16, or float32 where the device multiplies that faster: processors without instructions for bfloat16 do, by far."""
    seconds = {}
    for kind in (torch.bfloat16, torch.float32):
        matrix = torch.ones(_TRIED, _TRIED, device=device, dtype=kind)
        float((matrix @ matrix)[0, 0])  # the first one takes longer
        began = time.perf_counter()
        float((matrix @ matrix)[0, 0])
        seconds[kind] = time.perf_counter() - began
    return min(seconds, key=lambda kind: seconds[kind])


class Layers:
    """The layers from `before` on. `parameters` are what is trained and kept; the matrices below them stay as they are.

    Matrices are multiplied in bfloat16 where that is faster, everything else is float32.
    """

    def __init__(self, weights: WeightFile, *, before: int, rank: int, seed: int, device: str) -> None:
        self.before, self.device, self.shape = before, device, weights.shape
        self._type = faster_type(device)
        self._frozen: dict[str, Tensor] = {}
        self._chance = torch.Generator().manual_seed(seed)
        self.parameters: dict[str, Tensor] = {}
        width, inner = weights.shape.width, weights.shape.inner
        sizes = dict.fromkeys(_MATRICES[:4], (width, width)) | {"fi": (inner, width), "fo": (width, inner)}
        for layer in range(before, weights.shape.layers):
            for name, (outputs, inputs) in sizes.items():
                full = f"l{layer}.{name}"
                self._freeze(f"{full}.w", weights.matrix(f"{full}.w", (outputs, inputs)))
                self._freeze(f"{full}.b", weights.vector(f"{full}.b"))
                self.add(f"{full}.in", rank, inputs, inputs**-0.5)
                self.add(f"{full}.out", outputs, rank, 0.0)
            for name in ("aln", "oln"):
                for part in "wb":
                    full = f"l{layer}.{name}.{part}"
                    self._frozen[full] = torch.from_numpy(weights.vector(full)).to(device)

    def add(self, name: str, outputs: int, inputs: int, scale: float) -> None:
        """A parameter of its own, drawn from a normal distribution of that scale."""
        values = torch.randn(outputs, inputs, generator=self._chance) * scale
        self.parameters[name] = values.to(self.device).requires_grad_()

    def run(self, hidden: Tensor, present: Tensor) -> Tensor:
        """The last layer's states; hidden: (texts, tokens, width), present: (texts, tokens), False where padded."""
        unseen = torch.zeros(present.shape, dtype=self._type, device=self.device)
        unseen = unseen.masked_fill(~present, -1e4)[:, None, None, :]
        for layer in range(self.before, self.shape.layers):
            hidden = self._layer(hidden, unseen, f"l{layer}.")
        return hidden

    def _freeze(self, name: str, values: Any) -> None:
        self._frozen[name] = torch.from_numpy(values).to(self.device, self._type)

    def _layer(self, hidden: Tensor, unseen: Tensor, name: str) -> Tensor:
        texts, tokens, width = hidden.shape
        heads = self.shape.heads
        values = hidden.to(self._type)
        query, key, value = (
            self._linear(values, name + part).view(texts, tokens, heads, -1).transpose(1, 2).contiguous()
            for part in "qkv"
        )
        # Written out: on processors the fused one takes twice as long backwards.
        weights = torch.softmax((query / math.sqrt(width // heads)) @ key.transpose(-1, -2) + unseen, dim=-1)
        attended = (weights @ value).transpose(1, 2).reshape(texts, tokens, width)
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
            values.float(), (self.shape.width,), self._frozen[f"{name}.w"], self._frozen[f"{name}.b"],
            self.shape.epsilon,
        )  # fmt: skip
