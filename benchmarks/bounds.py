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
from assistant.errors import IndexUnavailableError
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


def difference(
    within: Answer, alone: Answer, document: Document, *, same_reading: bool, same_order: bool
) -> str:
    """What differs between two answers, and as far as it can be told why."""
    if within.text == alone.text:
        return "none"
    # Among others of its place a document is called by its short title.
    texts = [each.text.replace(document.short_title, document.place or "") for each in (within, alone)]
    if texts[0] == texts[1]:
        return "the document is called otherwise"
    if within.outcome != alone.outcome:
        what = f"{alone.outcome} alone, {within.outcome} within"
    elif [(c.start, c.end) for c in within.citations] == [(c.start, c.end) for c in alone.citations]:
        what = "the same clauses in other words"
    else:
        what = "other clauses"
    if not same_reading:
        return f"{what}; the question is read otherwise"
    return f"{what}; hits in {'the same' if same_order else 'another'} order"


def parts(assistant: PolicyAssistant, question: str) -> list[tuple[str, str]]:
    """What is understood of a question."""
    return [(part.aspect, part.name) for part in assistant.understood(question)]


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
    large: PolicyAssistant,
    documents: Sequence[Document],
    settings: Settings,
    questions: int,
    seed: int,
    *,
    named: bool,
) -> Iterator[Asked]:
    """Every question within the large index and alone."""
    drawn = random.Random(seed)
    with (
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
                        difference(
                            within,
                            alone,
                            document,
                            same_reading=parts(large, text) == parts(small, text),
                            same_order=hits[:20] == hits_alone[:20],
                        ),
                        len(hits),
                        len(hits_alone),
                        outside,
                        round(took, 1),
                        within.text,
                        alone.text,
                    )


def choose(assistant: PolicyAssistant, count: int, questions: int, seed: int) -> list[Document]:
    """Documents whose number no other has, with rows enough to ask about."""
    targets, duties = assistant.targets(), assistant.responsibilities()
    rows = Counter([row.document_id for row in targets] + [row.document_id for row in duties])
    numbers = Counter(document.number for document in assistant.documents())
    able = [
        document
        for document in assistant.documents()
        if rows[document.id] >= questions and document.number and numbers[document.number] == 1
    ]
    return random.Random(seed).sample(able, min(count, len(able)))


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
        "--details", type=Path, required=True, help="file for every question with both answers"
    )
    options = parser.parse_args()
    settings = Settings(index_dir=options.index)
    try:
        large = PolicyAssistant.open(settings)
    except IndexUnavailableError:
        build_index(build_catalog(read_documents(options.folders), settings), settings)
        large = PolicyAssistant.open(settings)
    with large, options.details.open("w", encoding="utf-8") as details:
        chosen = choose(large, options.documents, options.questions, options.seed)
        asked: list[Asked] = []
        for one in compare(large, chosen, settings, options.questions, options.seed, named=options.named):
            asked.append(one)
            details.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
            details.flush()
    figures: dict[str, Any] = {
        "documents": large.document_count,
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
