"""Baselines: what the same questions earn without understanding, without registers, without checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.lexical import LexicalIndex
from evals.asking import HITS, Askable, SourceDocument
from evals.embedding_cache import CachedEncoder

TUTORIAL_CHUNK_CHARACTERS = 1000
TUTORIAL_OVERLAP_CHARACTERS = 200
TUTORIAL_PASSAGES = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document."""

    document: SourceDocument
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the piece."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Row:
    """A dictionary that behaves as an answer or a hit."""

    fields: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """The fields."""
        return self.fields


def quote_passages(question: str, passages: Sequence[Passage], mode: str) -> Row:
    """An answer that copies the passages and cites each; an abstention where there are none."""
    citations: list[dict[str, Any]] = [
        {
            "number": number,
            "document_id": passage.document.id,
            "document_title": passage.document.title,
            "document_number": None,
            "issuer": None,
            "tier": "official",
            "address": "",
            "headings": [],
            "page": None,
            "quote": passage.text,
            "start": passage.start,
            "end": passage.end,
            "url": f"/documents/{passage.document.id}",
        }
        for number, passage in enumerate(passages, start=1)
    ]
    return Row(
        {
            "question": question,
            "standalone_question": question,
            "language": "vi",
            "text": "\n".join(
                f"{passage.text} [{number}]" for number, passage in enumerate(passages, start=1)
            ),
            "sentences": [
                {"text": passage.text, "citations": [number], "kind": "stated"}
                for number, passage in enumerate(passages, start=1)
            ],
            "abstained": not passages,
            "abstention_reason": None if passages else "not_in_corpus",
            "citations": citations,
            "coverage": {"shown": len(passages), "total": len(passages)},
            "mode": mode,
            "warnings": [],
        }
    )


class AlwaysAbstain:
    """Refuses every question."""

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Row:
        """The refusal."""
        return quote_passages(question, [], "always_abstain")

    def search(self, query: str, *, k: int = HITS) -> Sequence[Row]:
        """Nothing."""
        return []


class TopPassage:
    """Cites the first hit of the measured assistant's own search, word for word."""

    def __init__(self, assistant: Askable, documents: Sequence[SourceDocument]) -> None:
        self._assistant = assistant
        self._documents = {document.id: document for document in documents}
        self._latest: tuple[str, list[Row]] = ("", [])

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Row:
        """The first hit."""
        hits = [hit.to_dict() for hit in self.search(question)[:1]]
        passages = [Passage(self._documents[hit["document_id"]], hit["start"], hit["end"]) for hit in hits]
        return quote_passages(question, passages, "top_passage")

    def search(self, query: str, *, k: int = HITS) -> Sequence[Row]:
        """The assistant's hits; those of the latest query are kept, since `ask` needs them too."""
        if self._latest[0] != query:
            self._latest = (query, [Row(hit.to_dict()) for hit in self._assistant.search(query, k=HITS)])
        return self._latest[1][:k]


class RankedPassages:
    """Ranks passages by one score and cites the best `cited` of them; follow-ups are read as they stand."""

    def __init__(
        self,
        mode: str,
        passages: Sequence[Passage],
        score: Callable[[str], NDArray[np.float32]],
        *,
        cited: int = 1,
        limit: int = HITS,
    ) -> None:
        self._mode = mode
        self._passages = passages
        self._score = score
        self._cited = cited
        self._limit = limit

    def _rank(self, query: str, k: int) -> list[tuple[Passage, float]]:
        scores = self._score(query)
        best = np.argsort(-scores, kind="stable")[: min(k, self._limit)]
        return [(self._passages[position], float(scores[position])) for position in best]

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Row:
        """The best passages."""
        return quote_passages(
            question, [passage for passage, _ in self._rank(question, self._cited)], self._mode
        )

    def search(self, query: str, *, k: int = HITS) -> Sequence[Row]:
        """The best k passages."""
        return [
            Row(
                {
                    "rank": rank,
                    "score": round(score, 4),
                    "document_id": passage.document.id,
                    "start": passage.start,
                    "end": passage.end,
                }
            )
            for rank, (passage, score) in enumerate(self._rank(query, k), start=1)
        ]


def paragraphs(documents: Sequence[SourceDocument]) -> list[Passage]:
    """The lines of the documents that hold a word, in order."""
    passages = []
    for document in documents:
        start = 0
        for line in document.text.split("\n"):
            if any(letter.isalnum() for letter in line):
                passages.append(Passage(document, start, start + len(line)))
            start += len(line) + 1
    return passages


def tutorial_chunks(documents: Sequence[SourceDocument]) -> list[Passage]:
    """Chunks as the usual LangChain tutorial cuts them: 1,000 characters, 200 of overlap."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=TUTORIAL_CHUNK_CHARACTERS, chunk_overlap=TUTORIAL_OVERLAP_CHARACTERS, add_start_index=True
    )
    return [
        Passage(
            document, chunk.metadata["start_index"], chunk.metadata["start_index"] + len(chunk.page_content)
        )
        for document in documents
        for chunk in splitter.create_documents([document.text])
    ]


def encoder_scores(
    encoder: CachedEncoder, texts: Sequence[str], questions: Sequence[str]
) -> Callable[[str], NDArray[np.float32]]:
    """Cosine similarity with the texts; the vectors of the questions are made in one go."""
    passages = encoder.embed_passages(texts)
    queries = dict(zip(questions, encoder.embed_queries(questions), strict=True))
    return lambda question: passages @ queries[question]


def open_baselines(
    assistant: Askable,
    documents: Sequence[SourceDocument],
    encoder: CachedEncoder,
    questions: Sequence[str],
) -> dict[str, Askable]:
    """The five baselines by name; `questions` are the last turns that will be asked of them."""
    lines = paragraphs(documents)
    texts = [f"{passage.document.title}\n{passage.text}" for passage in lines]
    lexical = LexicalIndex.build(texts)
    chunks = tutorial_chunks(documents)
    asked = list(dict.fromkeys(questions))
    return {
        "always_abstain": AlwaysAbstain(),
        "top_passage": TopPassage(assistant, documents),
        "bm25": RankedPassages("bm25", lines, lexical.scores),
        "encoder": RankedPassages(
            "encoder", lines, encoder_scores(encoder, [passage.text for passage in lines], asked)
        ),
        "langchain_tutorial": RankedPassages(
            "langchain_tutorial",
            chunks,
            encoder_scores(encoder, [chunk.text for chunk in chunks], asked),
            cited=TUTORIAL_PASSAGES,
            limit=TUTORIAL_PASSAGES,
        ),
    }
