"""Compares the answers about a document within a large index with those of an index of that document alone.

`python -m benchmarks.bounds --index DIR FOLDER…` asks questions made from the rows of the registers, each bounded to its
document. No hit may lie outside the bound; answers that differ are told by what differs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant import Answer, PolicyAssistant
from assistant.documents import load_corpus
from assistant.index import build_catalog, build_index, encoder_id
from assistant.index.cache import VectorCache, cache_key
from assistant.settings import Settings
from assistant.types import Catalog, Document, Done, Retrieved

CACHE = "vectors.sqlite3"  # beside the generations of an index
WORDS = 14  # of a task or an indicator that a question repeats
CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a document, and what became of it in the large index and in the document's own."""

    document: str
    question: str
    difference: str  # "none", or what differs
    hits: int  # that the large index gives within the bound
    hits_alone: int
    outside: int  # hits of the answer that lie outside the bound
    milliseconds: float
    within: str
    alone: str


def read_documents(folders: Sequence[Path]) -> tuple[Document, ...]:
    """The documents of all folders, each id once."""
    documents: dict[str, Document] = {}
    for folder in folders:
        for document in load_corpus(folder):
            identifier = document.id
            while identifier in documents:
                identifier += "-2"
            documents[identifier] = replace(document, id=identifier)
    return tuple(documents.values())


def make_questions(catalog: Catalog, document: Document, count: int, drawn: random.Random) -> list[str]:
    """Questions for figures, bodies and deadlines, in turns, from the rows of a document."""
    targets = [t for t in catalog.targets if t.document_id == document.id and t.value is not None]
    duties = [r for r in catalog.responsibilities if r.document_id == document.id]
    kinds = [
        [
            f"{_begin(t.indicator)}{_when(t.period)} là bao nhiêu?"
            for t in drawn.sample(targets, len(targets))
            if not t.unsure
        ],
        [
            f"Cơ quan nào {_begin(r.task, small=True)}?"
            for r in drawn.sample(duties, len(duties))
            if not r.unsure
        ],
        [
            f"Khi nào phải {_begin(r.task, small=True)}?"
            for r in drawn.sample(duties, len(duties))
            if r.deadline and not r.unsure
        ],
    ]
    asked: dict[str, None] = {}
    while any(kinds) and len(asked) < count:
        for questions in filter(None, kinds):
            asked[questions.pop()] = None
    return list(asked)[:count]


def _begin(text: str, *, small: bool = False) -> str:
    begun = " ".join(re.sub(r"[*_#|]", " ", text).split()[:WORDS]).rstrip(" ,;.:")
    return begun[:1].lower() + begun[1:] if small else begun


def _when(period: object) -> str:
    years = re.findall(r"\d{4}", str(period or ""))
    return f" đến năm {years[-1]}" if years else ""


def answer_within(assistant: PolicyAssistant, question: str, bound: Sequence[str]) -> tuple[Answer, int]:
    """(the answer, how many of its hits lie outside the bound)."""
    outside = 0
    for event in assistant.stream(question, documents=bound):
        if isinstance(event, Retrieved):
            outside = sum(bool(bound) and hit.chunk.document_id not in bound for hit in event.hits)
        elif isinstance(event, Done):
            return event.answer, outside
    raise AssertionError("an answer ends with Done")


def difference(within: Answer, alone: Answer, *, same_order: bool) -> str:
    """What differs between two answers, and as far as it can be told why."""
    if within.text == alone.text:
        return "none"
    if within.standalone_question != alone.standalone_question:
        return "the question was read otherwise"
    if within.outcome != alone.outcome:
        what = f"{alone.outcome} alone, {within.outcome} within"
    elif within.abstained and within.abstention_reason != alone.abstention_reason:
        what = "another reason of not stating"
    elif [(c.start, c.end) for c in within.citations] == [(c.start, c.end) for c in alone.citations]:
        return "the same clauses in other words"
    else:
        what = "other clauses"
    return f"{what}; hits in {'the same' if same_order else 'another'} order"


def index_alone(
    document: Document, settings: Settings, vectors: VectorCache, folder: Path
) -> tuple[Catalog, Settings]:
    """An index of one document, its vectors taken from the large index."""
    catalog = build_catalog((document,), settings)
    own = settings.model_copy(update={"index_dir": folder})
    folder.mkdir(parents=True)
    keys = [cache_key(encoder_id(settings), chunk.indexed_text) for chunk in catalog.chunks]
    known = vectors.read(keys)
    with VectorCache(folder / CACHE) as cache:
        cache.write(list(known), np.stack(list(known.values())))
    build_index(catalog, own)
    return catalog, own


def compare(
    documents: Sequence[Document], settings: Settings, questions: int, seed: int, *, named: bool
) -> Iterator[Asked]:
    """Every question within the large index and alone."""
    drawn = random.Random(seed)
    with (
        PolicyAssistant.open(settings) as large,
        VectorCache(settings.index_path() / CACHE) as vectors,
        tempfile.TemporaryDirectory() as temporary,
    ):
        for document in documents:
            catalog, own = index_alone(document, settings, vectors, Path(temporary) / document.id)
            with PolicyAssistant.open(own) as small:
                for question in make_questions(catalog, document, questions, drawn):
                    text = f"Theo văn bản số {document.number}, {question}" if named else question
                    bound = () if named else (document.id,)
                    started = time.perf_counter()
                    within, outside = answer_within(large, text, bound)
                    took = (time.perf_counter() - started) * 1000
                    alone, _ = answer_within(small, text, ())
                    hits, hits_alone = (
                        [
                            (hit.chunk.start, hit.chunk.end)
                            for hit in each.search(question, k=CANDIDATES, documents=(document.id,))
                        ]
                        for each in (large, small)
                    )
                    yield Asked(
                        document.id,
                        text,
                        difference(within, alone, same_order=hits[:20] == hits_alone[:20]),
                        len(hits),
                        len(hits_alone),
                        outside,
                        round(took, 1),
                        within.text,
                        alone.text,
                    )


def main() -> None:
    """Builds what is not built yet, asks, and prints the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.bounds", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("folders", nargs="+", type=Path, help="folders of documents")
    parser.add_argument(
        "--index", type=Path, required=True, help="folder of the large index; built where it is not"
    )
    parser.add_argument("--documents", type=int, default=20, help="documents that are asked about")
    parser.add_argument("--questions", type=int, default=10, help="questions about each")
    parser.add_argument(
        "--named", action="store_true", help="name the document in the question, bound nothing else"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--details", type=Path, help="write every question with both answers, a JSON object a line"
    )
    options = parser.parse_args()
    settings = Settings(index_dir=options.index)
    documents = read_documents(options.folders)
    catalog = build_catalog(documents, settings)
    build_index(catalog, settings)
    rows = Counter(
        [t.document_id for t in catalog.targets] + [r.document_id for r in catalog.responsibilities]
    )
    numbers = Counter(document.number for document in documents)
    able = [d for d in documents if rows[d.id] >= options.questions and d.number and numbers[d.number] == 1]
    chosen = random.Random(options.seed).sample(able, min(options.documents, len(able)))
    asked = list(compare(chosen, settings, options.questions, options.seed, named=options.named))
    if options.details:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in asked)
        options.details.write_text("\n".join(lines) + "\n", encoding="utf-8")
    figures: dict[str, Any] = {
        "documents": len(documents),
        "chunks": len(catalog.chunks),
        "asked_about": len(chosen),
        "questions": len(asked),
        "hits_outside": sum(one.outside for one in asked),
        "questions_with_fewer_hits_than_alone": sum(one.hits < one.hits_alone for one in asked),
        "answer_ms_p50": round(float(np.median([one.milliseconds for one in asked])), 1),
        "differences": dict(Counter(one.difference for one in asked).most_common()),
    }
    print(json.dumps(figures, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
