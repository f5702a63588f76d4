"""Trains the reader: `python -m training.reader MATERIAL WORK`, or `--help`.

The lower layers are frozen and run once; what they give is kept in WORK. Adapters on the upper layers and the heads are
trained, with a checkpoint every few steps: the same command goes on where it was stopped. At the end the adapter file
is written to `WORK/reader.npz`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

# Threads that spin while they wait take three times as long where other programs want the processors too.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # as everybody calls it

from assistant.index.builtin.weights import WeightFile, find_weights
from assistant.language.text import fold
from assistant.reading.adapter import save_adapter
from assistant.reading.pairs import Pair, best_span
from training.figures import area_under_curve, calibrate, span_overlap
from training.material import (
    Documents,
    Example,
    other_clauses,
    read_clauses,
    read_examples,
    read_passages,
    read_unrelated,
    share_of,
    unrelated_clauses,
    without_diacritics,
)
from training.network import Batch, Network
from training.states import States, compute_states

_BARE_SHARE = 0.3  # of the questions, which are read without diacritics in every second epoch
_CERTAINTY = 0.95  # the labels were read once
_SPAN_WEIGHT = 1.0
_WARM_UP = 0.06
_SORTED_TOGETHER = 16  # batches, so that little is padded
_CHECKPOINT_STEPS = 20
_READ_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is made of; a checkpoint of another plan is not continued."""

    before: int
    rank: int
    epochs: int
    batch: int
    rate: float
    seed: int
    share: float
    others: float
    older: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and writes the adapter."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    plan = Plan(
        options.frozen,
        options.rank,
        options.epochs,
        options.batch,
        options.rate,
        options.seed,
        options.share,
        options.others,
        options.older,
    )
    examples = prepare(options.material, plan.seed, plan.share, plan.others, plan.older)
    weights = WeightFile(find_weights())
    states = compute_states(examples, weights, plan.before, options.work, options.threads)
    network = Network(weights, before=plan.before, rank=plan.rank, seed=plan.seed, device=options.device)
    if options.start:
        _take(_read_parameters(options.start), network)
    train(network, plan, examples, states, options.work)
    path = options.work / "reader.npz"
    figures = dev_figures(network, examples, states)
    arrays = {name: values.detach().cpu().numpy() for name, values in network.parameters.items()}
    save_adapter(path, arrays, before=plan.before, calibration=figures["calibration"])
    print(json.dumps(figures | {"file": str(path), "bytes": path.stat().st_size}, ensure_ascii=False))


def prepare(
    material: Path, seed: int, share: float, others: float = 1.0, older: float = 1.0
) -> list[Example]:
    """What is read: the questions with their clauses, as written and without diacritics, and with other clauses.

    Without the last, it would not learn to tell the clause that answers from others, of its document and of any.
    """
    clauses = read_clauses(material)
    documents = Documents(clauses + read_passages(material))
    examples = read_examples(material, clauses)
    written = [example for example in examples if example.split == "dev" or _in_share(example, share)]
    learned = [
        example
        for example in written
        if example.split == "train" and (example.latest or share_of(f"older {example.pair}") < older)
    ]
    learned += other_clauses(learned, documents, seed, others)
    learned += unrelated_clauses(learned, read_unrelated(material), documents, seed)
    chance = random.Random(seed)
    hurried = {pair: chance.random() < _BARE_SHARE for pair in sorted({example.pair for example in learned})}
    bare = without_diacritics(
        example
        for example in learned
        if (hurried[example.pair] if example.pair else chance.random() < _BARE_SHARE)
    )
    return [example for example in written if example.split == "dev"] + learned + bare


def train(network: Network, plan: Plan, examples: Sequence[Example], states: States, work: Path) -> None:
    """Runs the plan's epochs. Resumes from `work/checkpoint.pt`, and leaves the last one there."""
    epochs = [list(_batches(examples, states, plan, epoch)) for epoch in range(plan.epochs)]
    total = sum(map(len, epochs))
    parameters = list(network.parameters.values())
    optimiser = torch.optim.AdamW(parameters, lr=plan.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, total))
    done = _resume(work / "checkpoint.pt", plan, network, optimiser, schedule)
    began, cpu, step, losses = time.monotonic(), time.process_time(), 0, []
    for epoch, batches in enumerate(epochs, start=1):
        for batch in batches:
            step += 1
            if step <= done:
                continue
            pairs = [states.pairs[row] for row in batch]
            loss = _loss(network, [examples[row] for row in batch], _batch(network, batch, states), pairs)
            optimiser.zero_grad()
            loss.backward()
            losses.append(float(loss.detach()))
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
            if step % _CHECKPOINT_STEPS == 0 or step == total:
                _keep(work / "checkpoint.pt", plan, step, network, optimiser, schedule)
                spent = time.monotonic() - began
                print(
                    f"step {step} of {total}, loss {np.mean(losses[-_CHECKPOINT_STEPS:]):.3f}, {spent:.0f} s, "
                    f"processors {time.process_time() - cpu:.0f} s, "
                    f"left {spent / (step - done) * (total - step):.0f} s",
                    file=sys.stderr,
                )
        if step > done:
            figures = dev_figures(network, examples, states)
            print(f"epoch {epoch}: {json.dumps(figures)}", file=sys.stderr)


def predict(network: Network, rows: Sequence[int], states: States) -> tuple[Any, list[tuple[int, int]]]:
    """Logits, and per pair the characters of its best span (0, 0 where the window holds no word)."""
    order = sorted(rows, key=lambda row: len(states.pairs[row].ids))
    logits, spans = {}, {}
    for first in range(0, len(order), _READ_AT_ONCE):
        batch = order[first : first + _READ_AT_ONCE]
        with torch.no_grad():
            output = network.forward(_batch(network, batch, states))
        for place, row in enumerate(batch):
            logits[row] = float(output.logits[place])
            starts, ends = (side[place].float().cpu().numpy() for side in (output.starts, output.ends))
            spans[row] = best_span(starts, ends, states.pairs[row])
    return np.array([logits[row] for row in rows]), [spans[row] for row in rows]


def dev_figures(network: Network, examples: Sequence[Example], states: States) -> dict[str, Any]:
    """What is looked at while it trains, and the calibration: on the documents set aside for that."""
    rows = [row for row, example in enumerate(examples) if example.split == "dev"]
    logits, spans = predict(network, rows, states)
    labels = np.array([examples[row].answers for row in rows])
    overlaps = [
        span_overlap(examples[row].clause.passage.text, span, gold)
        for row, span in zip(rows, spans, strict=True)
        if (gold := examples[row].span)
    ]
    return {
        "auroc": round(area_under_curve(logits, labels), 4),
        "span_f1": round(float(np.mean(overlaps)), 4) if overlaps else None,
        "calibration": calibrate(logits, labels),
    }


def _loss(network: Network, examples: Sequence[Example], batch: Batch, pairs: Sequence[Pair]) -> Any:
    output = network.forward(batch)
    labels = torch.tensor([_CERTAINTY if example.answers else 1 - _CERTAINTY for example in examples])
    loss = F.binary_cross_entropy_with_logits(output.logits, labels.to(network.device))
    answered, missed = _pairs(examples)
    if answered:
        ahead = output.logits[answered] - output.logits[missed]
        loss = loss + F.softplus(-ahead).mean()
    rows, starts, ends = [], [], []
    for row, (example, pair) in enumerate(zip(examples, pairs, strict=True)):
        if example.span and len(pair.words):
            first = np.flatnonzero(pair.words[:, 3] > example.span[0])
            last = np.flatnonzero(pair.words[:, 2] < example.span[1])
            if len(first) and len(last) and first[0] <= last[-1]:
                rows.append(row)
                starts.append(int(pair.words[first[0], 0]))
                ends.append(int(pair.words[last[-1], 1]))
    if rows:
        spans = F.cross_entropy(output.starts[rows], torch.tensor(starts, device=network.device))
        spans = spans + F.cross_entropy(output.ends[rows], torch.tensor(ends, device=network.device))
        loss = loss + _SPAN_WEIGHT * spans * len(rows) / len(examples)
    return loss


def _pairs(examples: Sequence[Example]) -> tuple[list[int], list[int]]:
    """By place: an answered question and one of its pair that is not answered, for each of these."""
    places: dict[str, dict[bool, list[int]]] = defaultdict(lambda: {True: [], False: []})
    for place, example in enumerate(examples):
        places[example.pair][example.answers].append(place)
    both = [pair for of in places.values() for pair in product(of[True], of[False])]
    return [answered for answered, _ in both], [missed for _, missed in both]


def _batch(network: Network, rows: Sequence[int], states: States) -> Batch:
    return network.batch([states.pairs[row] for row in rows], [states.values[row] for row in rows])


def _batches(examples: Sequence[Example], states: States, plan: Plan, epoch: int) -> Iterator[list[int]]:
    """All questions in an order of their own in each epoch, as written or bare, pairs and those of like length together."""
    chance = random.Random(plan.seed * 1000 + epoch)
    spellings: dict[Any, dict[bool, int]] = defaultdict(dict)
    for row, example in enumerate(examples):
        if example.split == "train":
            words = fold(" ".join((*example.earlier, example.question)))
            spellings[example.clause, example.kind, words, example.pair][example.bare] = row
    together: dict[Any, list[int]] = defaultdict(list)
    bare: dict[Any, bool] = defaultdict(lambda: chance.random() < 0.5)
    for (*key, pair), rows in spellings.items():
        group = pair or tuple(key)
        together[group].append(rows.get(bare[group], next(iter(rows.values()))))
    groups = list(together.values())
    chance.shuffle(groups)
    batches: list[list[int]] = []
    for start in range(0, len(groups), plan.batch * _SORTED_TOGETHER):
        full = True
        for group in sorted(
            groups[start : start + plan.batch * _SORTED_TOGETHER],
            key=lambda group: max(len(states.pairs[row].ids) for row in group),
        ):
            if full:
                batches.append([])
            batches[-1] += group
            full = len(batches[-1]) >= plan.batch
    chance.shuffle(batches)
    yield from batches


def _in_share(example: Example, share: float) -> bool:
    """Whether its document is in this share of those to train on; a larger share holds what a smaller one does."""
    return example.split == "train" and share_of(f"share {example.clause.document}") < share


def _rate(step: int, total: int) -> float:
    """The share of the learning rate: up in a line, down in a cosine."""
    total = max(1, total)
    warm = max(1, round(_WARM_UP * total))
    return min(1.0, (step + 1) / warm) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / total)))


def _keep(path: Path, plan: Plan, step: int, network: Network, optimiser: Any, schedule: Any) -> None:
    state = {
        "plan": asdict(plan), "step": step, "parameters": network.parameters,
        "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(),
    }  # fmt: skip
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def _resume(path: Path, plan: Plan, network: Network, optimiser: Any, schedule: Any) -> int:
    """The steps that are done already."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    if state["plan"] != asdict(plan):
        sys.exit(f"{path} is of another run ({state['plan']}); remove it or name another folder")
    _take(state["parameters"], network)
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    return int(state["step"])


def _read_parameters(path: Path) -> dict[str, Any]:
    """Those of a checkpoint, or of an adapter file."""
    if path.suffix == ".npz":
        with np.load(path) as file:
            return {
                name: torch.from_numpy(file[name]) for name in file.files if file[name].dtype == np.float16
            }
    return dict(torch.load(path, weights_only=True)["parameters"])


def _take(parameters: dict[str, Any], network: Network) -> None:
    with torch.no_grad():
        for name, values in parameters.items():
            network.parameters[name].copy_(values)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.reader", description="Trains the reader on questions written for clauses."
    )
    parser.add_argument("material", type=Path, help="folder with clauses.jsonl and questions.jsonl")
    parser.add_argument(
        "work", type=Path, help="folder for states, checkpoints and the adapter; to resume, the same"
    )
    parser.add_argument("--frozen", type=int, default=4, help="lower layers that are not trained (4 of 12)")
    parser.add_argument("--rank", type=int, default=32, help="rank of the adapters (32)")
    parser.add_argument("--epochs", type=int, default=2, help="times that the material is read (2)")
    parser.add_argument("--batch", type=int, default=16, help="pairs per step (16)")
    parser.add_argument("--rate", type=float, default=8e-4, help="highest learning rate (0.0008)")
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of the training documents that is used (1)"
    )
    parser.add_argument(
        "--older", type=float, default=1.0,
        help="share of the pairs of questions of former rounds of writing that is used (1)",
    )  # fmt: skip
    parser.add_argument(
        "--others",
        type=float,
        default=1.0,
        help="other clauses that an answered question is put to, on average (1)",
    )
    parser.add_argument(
        "--start",
        type=Path,
        help="checkpoint or adapter file of another run, whose adapters are trained further",
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2, help="of the processor (2)")
    parser.add_argument(
        "--device", default="cuda" if torch.cuda.is_available() else "cpu", help="torch's name"
    )
    return parser


if __name__ == "__main__":
    main()
