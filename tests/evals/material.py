"""A small corpus, a small question set, and an assistant that answers it without a fault."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.types import Document
from evals.answers import AnswerRecord, parse_answer
from evals.baselines import Passage, Row, quote_passages
from evals.jsonl import Record
from evals.records import Question, QuestionSet, load_set, quote_spans
from tests.index_helpers import bag_of_syllables

DIMENSION = 512
HUE = """KẾ HOẠCH thực hiện Quyết định số 1002/QĐ-TTg
II. MỤC TIÊU
- Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%.
- Đào tạo, bồi dưỡng tối thiểu 300 giáo viên, giảng viên.
V. TỔ CHỨC THỰC HIỆN
1. Sở Giáo dục và Đào tạo
- Chủ trì tổng hợp, báo cáo định kỳ về tiến độ."""
CAN_THO = """KẾ HOẠCH thực hiện Quyết định số 1002/QĐ-TTg
a) Tỷ lệ lao động qua đào tạo đạt 90%;
b) Đào tạo, bồi dưỡng tối thiểu 1500 giáo viên;
10. Các đơn vị báo cáo về Sở Giáo dục và Đào tạo chậm nhất là ngày 15 tháng 11 hàng năm."""


def _document(identifier: str, title: str, text: str) -> Document:
    return Document(identifier, title, title, "plan", "official", text)


DOCUMENTS = (
    _document("hue", "Kế hoạch của thành phố Huế", HUE),
    _document("can-tho", "Kế hoạch của thành phố Cần Thơ", CAN_THO),
)
TEXTS = {document.id: document.text for document in DOCUMENTS}


def gold(document: str, quote: str) -> dict[str, str]:
    return {"document": document, "quote": quote}


def fact(*any_of: str, kind: str = "number") -> dict[str, Any]:
    return {"any_of": list(any_of), "kind": kind, "vital": True}


def question_row(identifier: str, **changes: Any) -> dict[str, Any]:
    """A question record: an answerable one on Huế's target, but for the changes."""
    row: dict[str, Any] = {
        "id": identifier,
        "suite": "targets",
        "turns": ["Huế đến năm 2030 lao động qua đào tạo đạt bao nhiêu?"],
        "language": "vi",
        "answerable": True,
        "unanswerable_kind": None,
        "facts": [fact("80%", kind="percent")],
        "evidence": [[gold("hue", "Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%")]],
        "forbidden": ["90%"],
        "tags": [],
        "note": None,
    }
    return row | changes


def unanswerable_row(identifier: str, question: str, kind: str = "wrong_place") -> dict[str, Any]:
    return question_row(
        identifier,
        suite="unanswerable",
        turns=[question],
        answerable=False,
        unanswerable_kind=kind,
        facts=[],
        evidence=[],
        forbidden=[],
    )


ROWS = [
    question_row("t-1"),
    question_row(
        "t-2",
        turns=["Cần Thơ thì lao động qua đào tạo đạt mấy phần trăm?"],
        facts=[fact("90%", kind="percent")],
        evidence=[[gold("can-tho", "Tỷ lệ lao động qua đào tạo đạt 90%")]],
        forbidden=["80%"],
    ),
    question_row(
        "c-1",
        suite="comparison",
        turns=["So sánh số giáo viên được bồi dưỡng của Huế và Cần Thơ"],
        facts=[fact("300"), fact("1.500", "1500")],
        evidence=[
            [gold("hue", "Đào tạo, bồi dưỡng tối thiểu 300 giáo viên")],
            [gold("can-tho", "Đào tạo, bồi dưỡng tối thiểu 1500 giáo viên")],
        ],
        forbidden=[],
    ),
    question_row(
        "d-1",
        suite="deadlines",
        turns=["Cần Thơ nộp báo cáo hạn nào?", "Nộp cho ai?"],
        facts=[fact("15/11", kind="date"), fact("Sở GD&ĐT", kind="agency")],
        evidence=[
            [
                gold(
                    "can-tho",
                    "Các đơn vị báo cáo về Sở Giáo dục và Đào tạo chậm nhất là ngày 15 tháng 11 hàng năm",
                )
            ]
        ],
        forbidden=[],
    ),
    unanswerable_row("u-1", "Đà Nẵng đặt mục tiêu lao động qua đào tạo bao nhiêu?"),
    unanswerable_row("u-2", "Giá vàng hôm nay?", "out_of_scope"),
]


def write_set(path: Path, rows: Sequence[dict[str, Any]] = ROWS) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def small_set(folder: Path, rows: Sequence[dict[str, Any]] = ROWS) -> QuestionSet:
    return load_set(write_set(folder / "small.jsonl", rows))


class Oracle:
    """Quotes and cites the first gold of every group of the question, and refuses what cannot be answered."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._by_turn = {question.turns[-1]: question for question in questions}
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def _passages(self, question: Question) -> list[Passage]:
        documents = {document.id: document for document in DOCUMENTS}
        passages = []
        for group in question.evidence:
            ((start, end),) = quote_spans(TEXTS[group[0].document], group[0].quote)
            passages.append(Passage(documents[group[0].document], start, end))
        return passages

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Row:
        self.asked.append((question, tuple(history)))
        known = self._by_turn[question]
        answer = quote_passages(question, self._passages(known), "oracle").fields
        return Row(answer | {"timings_ms": {"total": 1.5}, "language": known.language})

    def search(self, query: str, *, k: int = 10) -> list[Row]:
        passages = self._passages(self._by_turn[query])
        return [
            Row({"rank": rank, "document_id": each.document.id, "start": each.start, "end": each.end})
            for rank, each in enumerate(passages[:k], start=1)
        ]


def answer_record(fields: dict[str, Any]) -> AnswerRecord:
    return parse_answer(Record({"id": "x"} | fields, "test"))


def citation(number: int, document: str, quote: str, **changes: Any) -> dict[str, Any]:
    """A faithful citation of a quote."""
    ((start, end),) = quote_spans(TEXTS[document], quote)
    fields: dict[str, Any] = {
        "number": number,
        "document_id": document,
        "document_title": f"Kế hoạch của {document}",
        "document_number": None,
        "issuer": None,
        "address": "mục II.2",
        "headings": [],
        "quote": quote,
        "start": start,
        "end": end,
        "url": f"/documents/{document}",
    }
    return fields | changes


def answer(
    sentences: Sequence[tuple[str, list[int], str]],
    citations: Sequence[dict[str, Any]] = (),
    **changes: Any,
) -> AnswerRecord:
    """An answer whose text follows its sentences."""
    text = "\n".join(text + "".join(f" [{number}]" for number in numbers) for text, numbers, _ in sentences)
    fields: dict[str, Any] = {
        "text": text,
        "standalone_question": "?",
        "language": "vi",
        "sentences": [
            {"text": text, "citations": numbers, "kind": kind} for text, numbers, kind in sentences
        ],
        "citations": list(citations),
        "abstained": False,
        "abstention_reason": None,
        "coverage": None,
    }
    return answer_record(fields | changes)


class SyllableCounter:
    """Texts that share syllables are near; counts the texts it was given."""

    id = "syllable-counter"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.encoded = 0

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += len(texts)
        vectors = np.stack([bag_of_syllables(text, DIMENSION) for text in texts])
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    embed_passages = embed_queries
