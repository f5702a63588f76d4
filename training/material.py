"""The material: clauses, questions that they answer or do not, and which of them are for what."""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import numpy as np

from assistant.index.lexical import LexicalIndex
from assistant.language.text import fold
from assistant.reading.pairs import Passage

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")
_OTHER_CLAUSES = 5  # a clause that does not answer is taken from so many that share most with the question
_UNRELATED_SHARE = 0.2  # of the answered questions, which are put to a clause of another document as well
_UNRELATED_CLAUSES = 3  # that a question is put to which no document is about
_SAME = 0.6  # share of a clause's words from which another one says the same


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a document."""

    key: str
    document: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Example:
    """A question put to a clause. `span` are characters of its text; `kind` is the material's, "other" or "unrelated"."""

    split: Split
    clause: Clause
    question: str
    earlier: tuple[str, ...]
    answers: bool
    kind: str
    span: tuple[int, int] | None
    bare: bool  # written without diacritics
    latest: bool = False  # written in the material's latest round
    pair: str = ""  # shared by an answered question, its near miss, and it put to other clauses


def split_of(document: str) -> Split:
    """By the document's name alone, so that more material moves none: 70, 10 and 20 in a hundred documents."""
    place = int(hashlib.sha256(document.encode()).hexdigest(), 16) % 100
    return "train" if place < 70 else "dev" if place < 80 else "test"


def share_of(name: str) -> float:
    """A number from 0 to 1 that is always the same for a name: what lies below a share is in it, and in any larger one."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) / 2**256


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
    rows = list(_rows(folder / "questions.jsonl"))
    latest = max((row.get("round", 1) for row in rows), default=1)
    examples = []
    for row in rows:
        clause = by_key[row["clause"]]
        span = None
        if row.get("span"):
            start = clause.passage.text.index(row["span"])
            span = start, start + len(row["span"])
        examples.append(
            Example(
                split_of(clause.document), clause, row["question"], tuple(row.get("history", ())),
                row["answers"], row["type"], span, fold(row["question"]) == row["question"].lower(),
                row.get("round", 1) == latest,
                f"{clause.key} {row.get('pair', row['question'])}",
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


def read_unrelated(folder: Path) -> list[str]:
    """Questions of `unrelated.jsonl` that no document is about; none without it."""
    path = folder / "unrelated.jsonl"
    return [row["question"] for row in (_rows(path) if path.exists() else ())]


class Documents:
    """Clauses by the document that they are of, in the order in which they share words with a question."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._groups: dict[str, list[Clause]] = defaultdict(list)
        for clause in clauses:
            self._groups[clause.document].append(clause)
        self._indexes = {
            name: LexicalIndex.build([f"{clause.passage.context}\n{clause.passage.text}" for clause in group])
            for name, group in self._groups.items()
        }

    @property
    def names(self) -> list[str]:
        """Of all documents, in the order of their first clauses."""
        return list(self._groups)

    def ordered(self, document: str, question: str) -> Iterator[Clause]:
        """The clauses of a document, that which shares most words first."""
        order = np.argsort(-self._indexes[document].scores(question), kind="stable")
        return (self._groups[document][place] for place in order.tolist())


def other_clauses(
    examples: Iterable[Example], documents: Documents, seed: int, count: float = 1.0
) -> list[Example]:
    """Each answered question with `count` clauses of the same document that were not written for it, but share words.

    Clauses that say much the same, or have the words that answer, are passed over. A part of one is taken as chance has it.
    """
    chance = random.Random(seed)
    found = []
    for example in examples:
        if not example.answers:
            continue
        asked = " ".join((*example.earlier, example.question))
        near = documents.ordered(example.clause.document, asked)
        others = list(
            islice((clause for clause in near if not _says_the_same(example, clause)), _OTHER_CLAUSES)
        )
        wanted = int(count) + (chance.random() < count % 1)
        found += [
            replace(example, clause=clause, answers=False, kind="other", span=None)
            for clause in chance.sample(others, min(wanted, len(others)))
        ]
    return found


def unrelated_clauses(
    examples: Iterable[Example], questions: Iterable[str], documents: Documents, seed: int
) -> list[Example]:
    """Questions that have nothing to do with the clause: answered ones with one of another document, and those that no
    document is about. The clause is the one of its document that shares most words. For training alone.
    """
    chance = random.Random(seed)
    names = [name for name in documents.names if split_of(name) == "train"]
    answered = [example for example in examples if example.split == "train" and example.answers]
    asked = [(example, example.clause.document) for example in answered if chance.random() < _UNRELATED_SHARE]
    blank = replace(answered[0], earlier=(), answers=False, span=None, pair="")
    asked += [
        (replace(blank, question=question, bare=fold(question) == question.lower()), "")
        for question in questions
        for _ in range(_UNRELATED_CLAUSES)
    ]
    found = []
    for example, own in asked:
        name = chance.choice([name for name in names if name != own])
        clause = next(documents.ordered(name, " ".join((*example.earlier, example.question))))
        if not own or not _says_the_same(example, clause):
            found.append(replace(example, clause=clause, answers=False, kind="unrelated", span=None, pair=""))
    return found


def _says_the_same(example: Example, other: Clause) -> bool:
    """Whether a clause says much the same as that of an answered question, or has the words that answer."""
    own, words = (set(fold(clause.passage.text).split()) for clause in (example.clause, other))
    answer = fold(example.clause.passage.text[slice(*example.span)]) if example.span else ""
    return len(own & words) / max(1, min(len(own), len(words))) >= _SAME or (
        bool(answer) and answer in fold(other.passage.text)
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
