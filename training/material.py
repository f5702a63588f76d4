"""The material: clauses, questions that they answer or do not, and which of them are for what."""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from assistant.index.lexical import LexicalIndex
from assistant.language.text import fold
from assistant.reading.pairs import Passage

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")
_OTHER_CLAUSES = 5  # a clause that does not answer is taken from so many that share most with the question
_SAME = 0.6  # share of a clause's words from which another one says the same


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a document."""

    key: str
    document: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Example:
    """A question put to a clause. `span` are characters of its text; `kind` is the material's, or "other"."""

    split: Split
    clause: Clause
    question: str
    earlier: tuple[str, ...]
    answers: bool
    kind: str
    span: tuple[int, int] | None
    bare: bool  # written without diacritics
    pair: str = ""  # shared by two questions of which the clause answers one


def split_of(document: str) -> Split:
    """By the document's name alone, so that more material moves none: 70, 10 and 20 in a hundred documents."""
    place = int(hashlib.sha256(document.encode()).hexdigest(), 16) % 100
    return "train" if place < 70 else "dev" if place < 80 else "test"


def read_clauses(folder: Path) -> list[Clause]:
    """The clauses of `clauses.jsonl`."""
    return [
        Clause(row["clause"], row["document"], Passage(row["context"], row["text"]))
        for row in _rows(folder / "clauses.jsonl")
    ]


def read_passages(folder: Path) -> list[Clause]:
    """Further clauses of the documents, which no question was written for, of `passages.jsonl`; none without it."""
    path = folder / "passages.jsonl"
    return [
        Clause("", row["document"], Passage(row["context"], row["text"]))
        for row in (_rows(path) if path.exists() else ())
    ]


def read_examples(folder: Path, clauses: Iterable[Clause]) -> list[Example]:
    """The questions of `questions.jsonl`, in their order."""
    by_key = {clause.key: clause for clause in clauses}
    examples = []
    for row in _rows(folder / "questions.jsonl"):
        clause = by_key[row["clause"]]
        span = None
        if row.get("span"):
            start = clause.passage.text.index(row["span"])
            span = start, start + len(row["span"])
        examples.append(
            Example(
                split_of(clause.document), clause, row["question"], tuple(row.get("history", ())),
                row["answers"], row["type"], span, fold(row["question"]) == row["question"].lower(),
                f"{clause.key} {row['pair']}" if "pair" in row else "",
            )
        )  # fmt: skip
    return examples


def without_diacritics(examples: Iterable[Example]) -> list[Example]:
    """The same with questions as they are typed in a hurry; those that are so already are left out."""
    return [
        replace(
            example, question=fold(example.question), earlier=tuple(map(fold, example.earlier)), bare=True
        )
        for example in examples
        if not example.bare
    ]


def other_clauses(examples: Iterable[Example], clauses: Iterable[Clause], seed: int) -> list[Example]:
    """Each answered question with a clause of the same document that was not written for it, but shares words.

    Clauses that say much the same, or have the words that answer, are passed over.
    """
    of_document = defaultdict(list)
    for clause in clauses:
        of_document[clause.document].append(clause)
    indexes = {
        name: LexicalIndex.build([f"{clause.passage.context}\n{clause.passage.text}" for clause in group])
        for name, group in of_document.items()
    }
    words = {
        name: [set(fold(clause.passage.text).split()) for clause in group]
        for name, group in of_document.items()
    }
    chance = random.Random(seed)
    found = []
    for example in examples:
        if not example.answers:
            continue
        name = example.clause.document
        group = of_document[name]
        order = np.argsort(
            -indexes[name].scores(" ".join((*example.earlier, example.question))), kind="stable"
        )
        own = set(fold(example.clause.passage.text).split())
        answer = fold(example.clause.passage.text[slice(*example.span)]) if example.span else ""
        others = []
        for place in order.tolist():
            shared = len(own & words[name][place]) / max(1, min(len(own), len(words[name][place])))
            if shared < _SAME and not (answer and answer in fold(group[place].passage.text)):
                others.append(group[place])
            if len(others) == _OTHER_CLAUSES:
                break
        if others:
            found.append(
                Example(
                    example.split, chance.choice(others), example.question, example.earlier,
                    answers=False, kind="other", span=None, bare=example.bare,
                )
            )  # fmt: skip
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
