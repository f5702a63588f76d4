"""Trains what the encoder adds to questions: `python -m training.questions MATERIAL WORK`, or `--help`.

The vectors of clauses stay those of the weights; adapters on all layers move a question towards the clause that answers it,
away from all other clauses of the training documents. At the end the file is written to `WORK/questions.npz`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# Threads that spin while they wait take three times as long where other programs want the processors too.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # as everybody calls it
from numpy.typing import NDArray

from assistant.index.builtin.adapters import load_adapter, save_adapter
from assistant.index.builtin.engine import GraphEngine
from assistant.index.builtin.tokens import open_weights
from assistant.index.builtin.weights import find_weights
from assistant.language.text import fold
from training.layers import Layers, Tensor
from training.material import Example, Split, read_clauses, read_examples, read_passages, share_of, split_of

_TEMPERATURE = 0.02  # of the cosines; those of this encoder lie close together
_SMOOTHING = 0.05
_BARE_SHARE = 0.2  # of the questions are read without diacritics
_WARM_UP = 30  # steps
_SORTED_TOGETHER = 8  # batches, so that little is padded
_LONGEST = 128  # tokens of a question
_RANKS = (1, 5, 20)


@dataclass(frozen=True, slots=True)
class Clauses:
    """All clauses of the documents of one split with their vectors, and where those are that questions were written for."""

    vectors: NDArray[np.float32]
    places: dict[str, int]


class QuestionEncoder:
    """The encoder in torch, with adapters on all its layers."""

    def __init__(self, *, rank: int, seed: int, device: str) -> None:
        self._weights, self._tokenizer = open_weights(find_weights())
        self._layers = Layers(self._weights, before=0, rank=rank, seed=seed, device=device)
        self._norm = [torch.from_numpy(self._weights.vector(f"emb.ln.{part}")).to(device) for part in "wb"]
        self.parameters = self._layers.parameters
        self.device = device

    def encode(self, questions: Sequence[str]) -> Tensor:
        """Vectors of unit length, shape (questions, width)."""
        vocabulary, shape = self._weights.vocabulary, self._weights.shape
        rows = [
            np.array(
                [vocabulary.begin, *self._tokenizer.ids(f"query: {question}")[: _LONGEST - 2], vocabulary.end]
            )
            for question in questions
        ]
        longest = max(map(len, rows))
        embeddings = np.zeros((len(rows), longest, shape.width), dtype=np.float32)
        present = np.zeros((len(rows), longest), dtype=np.bool_)
        for place, ids in enumerate(rows):
            embeddings[place, : len(ids)] = self._weights.word_rows(ids) + self._weights.positions[: len(ids)]
            present[place, : len(ids)] = True
        seen = torch.from_numpy(present).to(self.device)
        hidden = F.layer_norm(
            torch.from_numpy(embeddings).to(self.device), (shape.width,), *self._norm, shape.epsilon
        )
        hidden = self._layers.run(hidden, seen)
        weights = (seen / seen.sum(dim=1, keepdim=True)).unsqueeze(-1)
        return F.normalize((hidden * weights).sum(dim=1), dim=-1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and writes the adapter."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    written = [
        example
        for example in read_examples(options.material, read_clauses(options.material))
        if example.answers
    ]
    learned = [
        example
        for example in written
        if example.split == "train" and (example.latest or share_of(f"older {example.pair}") < options.older)
    ]
    clauses = {
        split: _clauses(options.material, split, options.work, options.passages) for split in ("train", "dev")
    }
    encoder = QuestionEncoder(rank=options.rank, seed=options.seed, device=options.device)
    if options.start:
        with torch.no_grad():
            for name, values in load_adapter(options.start).arrays.items():
                encoder.parameters[name].copy_(torch.from_numpy(values))
    train(
        encoder, learned, clauses["train"],
        epochs=options.epochs, batch=options.batch, rate=options.rate, seed=options.seed,
    )  # fmt: skip
    with torch.no_grad():
        for name in encoder.parameters:
            if name.endswith(".out"):
                encoder.parameters[name] *= options.strength
    figures = found(encoder, [example for example in written if example.split == "dev"], clauses["dev"])
    path = options.work / "questions.npz"
    save_adapter(path, {name: values.detach().cpu().numpy() for name, values in encoder.parameters.items()})
    print(json.dumps(figures | {"file": str(path), "bytes": path.stat().st_size}))


def train(
    encoder: QuestionEncoder, examples: Sequence[Example], clauses: Clauses,
    *, epochs: int, batch: int, rate: float, seed: int,
) -> None:  # fmt: skip
    """Each question against all clauses of the split: the one that answers it should be the nearest."""
    vectors = torch.from_numpy(clauses.vectors).to(encoder.device)
    parameters = list(encoder.parameters.values())
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    chance = np.random.default_rng(seed)
    total, step, began = epochs * math.ceil(len(examples) / batch), 0, time.monotonic()
    for _ in range(epochs):
        for rows in _batches(examples, batch, chance):
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, (step + 1) / _WARM_UP) * max(0.02, 1 - step / total)
            questions = [_text(examples[row]) for row in rows]
            questions = [fold(text) if chance.random() < _BARE_SHARE else text for text in questions]
            logits = encoder.encode(questions) @ vectors.T / _TEMPERATURE
            right = torch.tensor(
                [clauses.places[examples[row].clause.key] for row in rows], device=encoder.device
            )
            loss = F.cross_entropy(logits, right, label_smoothing=_SMOOTHING)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            step += 1
            if step % 20 == 0 or step == total:
                spent = time.monotonic() - began
                left = spent / step * (total - step)
                print(
                    f"step {step} of {total}, loss {loss.item():.3f}, {spent:.0f} s, left {left:.0f} s",
                    file=sys.stderr,
                )


def found(encoder: QuestionEncoder, examples: Sequence[Example], clauses: Clauses) -> dict[str, float]:
    """Share of the questions whose clause is among the nearest so many of all clauses of the split."""
    vectors, ranks = torch.from_numpy(clauses.vectors).to(encoder.device), []
    for first in range(0, len(examples), 64):
        part = examples[first : first + 64]
        with torch.no_grad():
            cosines = encoder.encode([_text(example) for example in part]) @ vectors.T
        right = torch.tensor([clauses.places[example.clause.key] for example in part], device=encoder.device)
        ranks += (cosines > cosines.gather(1, right[:, None]) + 1e-6).sum(dim=1).tolist()
    return {f"among {count}": round(float(np.mean(np.array(ranks) < count)), 4) for count in _RANKS}


def _text(example: Example) -> str:
    return " ".join((*example.earlier, example.question))


def _clauses(material: Path, split: Split, work: Path, share: float) -> Clauses:
    """The split's clauses, those with questions first, and a share of the others. Their vectors are kept in `work`."""
    own = [clause for clause in read_clauses(material) if split_of(clause.document) == split]
    texts = {f"{clause.passage.context}\n{clause.passage.text}": clause.key for clause in reversed(own)}
    places = {key: place for place, key in enumerate(texts.values())}
    further = [
        clause
        for clause in read_passages(material)
        if split_of(clause.document) == split and share_of(f"{clause.document} {clause.passage.text}") < share
    ]
    texts |= {
        text: ""
        for clause in further
        if (text := f"{clause.passage.context}\n{clause.passage.text}") not in texts
    }
    path = work / f"clauses-{split}-{len(texts)}.npy"
    if not path.exists():
        print(f"encoding {len(texts)} clauses", file=sys.stderr)
        with path.with_suffix(".part").open("wb") as file:
            np.save(file, GraphEngine().encode(list(texts), is_query=False))
        path.with_suffix(".part").replace(path)
    places |= {
        clause.key: places[texts[f"{clause.passage.context}\n{clause.passage.text}"]] for clause in own
    }
    return Clauses(np.load(path), places)


def _batches(examples: Sequence[Example], batch: int, chance: np.random.Generator) -> Iterator[list[int]]:
    """All questions in an order of their own, those of like length together."""
    order = chance.permutation(len(examples)).tolist()
    for start in range(0, len(order), batch * _SORTED_TOGETHER):
        part = sorted(
            order[start : start + batch * _SORTED_TOGETHER], key=lambda row: len(_text(examples[row]))
        )
        yield from (part[at : at + batch] for at in range(0, len(part), batch))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.questions",
        description="Trains what the encoder adds to questions, so that they come near the clauses that answer.",
    )
    parser.add_argument(
        "material", type=Path, help="folder with clauses.jsonl, questions.jsonl and passages.jsonl"
    )
    parser.add_argument("work", type=Path, help="folder for the vectors of clauses and the adapter")
    parser.add_argument("--rank", type=int, default=16, help="rank of the adapters (16)")
    parser.add_argument("--epochs", type=int, default=3, help="times that the questions are read (3)")
    parser.add_argument("--batch", type=int, default=64, help="questions per step (64)")
    parser.add_argument("--rate", type=float, default=1e-3, help="highest learning rate (0.001)")
    parser.add_argument(
        "--strength", type=float, default=0.6,
        help="share of what was learnt that is kept: less finds less here, and more elsewhere (0.6)",
    )  # fmt: skip
    parser.add_argument(
        "--older", type=float, default=1.0,
        help="share of the questions of former rounds of writing that is used (1)",
    )  # fmt: skip
    parser.add_argument(
        "--passages", type=float, default=1.0,
        help="share of the clauses without a question that stand against each question (1)",
    )  # fmt: skip
    parser.add_argument("--start", type=Path, help="adapter file of another run that is trained further")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="of the processor (2)")
    parser.add_argument(
        "--device", default="cuda" if torch.cuda.is_available() else "cpu", help="torch's name"
    )
    return parser


if __name__ == "__main__":
    main()
