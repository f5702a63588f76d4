"""What the operations return, as far as it is not a type of the core; for the OpenAPI document."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, Field, create_model

from assistant.types import Comparison, ComparisonRow, Document, Responsibility, Side, Target
from assistant.types.clauses import OF_THE_TEXT


def _written(kind: Any, **written: Any) -> type[BaseModel]:
    """The model of a type of the core as its `to_dict` gives it: `written` says as what its own types are written."""
    hints = get_type_hints(kind) | written
    values: dict[str, Any] = {}
    for each in fields(kind):
        name = "agency_name" if each.name == "agencies" else each.name
        values[name] = (hints[name], ... if each.default is MISSING else each.default)
    return create_model(kind.__name__, __doc__=kind.__doc__, **values)


_DOCUMENT: dict[str, Any] = {
    name: (hint, ...) for name, hint in get_type_hints(Document).items() if name not in OF_THE_TEXT
}
DocumentEntry = create_model("DocumentEntry", __doc__="A document without its text.", **_DOCUMENT)
TargetRow: Any = _written(Target, period=str | None, address=str)
DutyRow: Any = _written(Responsibility, agency_name=str, deadline=str | None, address=str)
_Side: Any = _written(Side, period=str | None)
_PairedRow: Any = _written(ComparisonRow, targets=tuple[TargetRow | None, ...])
ComparedTargets: Any = _written(Comparison, sides=tuple[_Side, ...], rows=tuple[_PairedRow, ...])
_DUTY: dict[str, Any] = {name: (field.annotation, ...) for name, field in DutyRow.model_fields.items()}
DeadlineRow: Any = create_model(
    "DeadlineRow",
    __doc__="A responsibility with its deadline.",
    **_DUTY,
    due=(date | None, Field(description="When it falls due next; null where no date is stated.")),
    rhythm=(str | None, Field(description="How often it falls due.")),
)


class FoundClause(BaseModel):
    """A clause that fits a query."""

    rank: int = Field(description="1 is the best.")
    score: float = Field(description="Comparable within one list only; higher is better.")
    document_id: str
    address: str = Field(description="The administrative address, such as `mục II.2, gạch đầu dòng 1`.")
    headings: list[str] = Field(description="The headings above the clause, outermost first.")
    text: str
    start: int
    end: int


class Found(BaseModel):
    """The clauses that fit a query, best first."""

    query: str
    hits: list[FoundClause]


class Liveness(BaseModel):
    """The process answers."""

    status: Literal["live"]


class Readiness(BaseModel):
    """Questions can be answered."""

    status: Literal["ready"]
    documents: int = Field(description="How many documents are indexed.")


ANSWER_EXAMPLE = {
    "question": "ty le lao dong qua dao tao cua hue den 2030",
    "standalone_question": "tỷ lệ lao động qua đào tạo của huế đến 2030",
    "language": "vi",
    "text": "Huế, đến năm 2030: tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%. [1]",
    "sentences": [
        {
            "text": "Huế, đến năm 2030: tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%.",
            "citations": [1],
            "kind": "stated",
        }
    ],
    "outcome": "answered",
    "abstained": False,
    "abstention_reason": None,
    "citations": [
        {
            "number": 1,
            "document_id": "hue-1002",
            "document_title": "Kế hoạch triển khai thực hiện Quyết định số 1002/QĐ-TTg",
            "document_number": None,
            "issuer": "Ủy ban nhân dân thành phố Huế",
            "tier": "official",
            "address": "mục II.2, gạch đầu dòng 1",
            "headings": ["II. MỤC TIÊU", "2. Mục tiêu cụ thể đến năm 2030"],
            "page": None,
            "quote": "- Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%",
            "start": 4210,
            "end": 4265,
            "url": "/documents/hue-1002#ii.2.dash-1",
            "form": "Gạch đầu dòng 1, khoản 2 mục II Kế hoạch của Ủy ban nhân dân thành phố Huế về đào tạo nhân lực",
        }
    ],
    "coverage": {"shown": 1, "total": 1},
    "mode": "extractive",
    "warnings": [],
    "timings_ms": {"understanding": 6.1, "retrieving": 21.4, "answering": 14.0, "total": 41.5},
    "index_id": "5f0c1a2b3c4d",
    "settings_id": "0a1b2c3d4e5f",
    "as_of": "2026-11-27",
    "tables": [],
}
