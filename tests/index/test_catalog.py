"""A fault of the program on one document leaves out that document, or what could not be computed of it, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.index import build_catalog
from assistant.settings import Settings
from assistant.types import Document

PLAN = """KẾ HOẠCH
I. MỤC TIÊU
| Chỉ tiêu | Năm 2027 |
| --- | --- |
| Diện tích rừng ngập mặn (ha) | 450 |
II. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng chủ trì lập dự toán.
"""


def plan(identifier: str) -> Document:
    return Document(
        identifier,
        identifier,
        "Kế hoạch",
        "plan",
        "official",
        PLAN,
        date="2026-02-03",
        file=f"{identifier}.md",
    )


def test_a_document_that_cannot_be_parsed_is_left_out_and_told():
    unusable = replace(plan("b"), text=None)  # type: ignore[arg-type]
    catalog = build_catalog((plan("a"), unusable, plan("c")), Settings())
    assert [d.id for d in catalog.documents] == ["a", "c"]
    assert [r.document_id for r in catalog.responsibilities] == ["a", "c"]
    assert [(f.path, str(f)) for f in catalog.failures] == [
        ("b.md", "it is not indexed: internal error (TypeError)")
    ]


def test_a_register_that_cannot_be_extracted_is_left_out_and_told(caplog: pytest.LogCaptureFixture):
    undated = replace(plan("b"), date="ngày hai")
    catalog = build_catalog((plan("a"), undated), Settings())
    assert {s.document_id for s in catalog.sections} == {"a", "b"}
    assert [t.document_id for t in catalog.targets] == ["a"]
    assert [r.document_id for r in catalog.responsibilities] == ["a", "b"]
    assert [(f.document_id, str(f)) for f in catalog.failures] == [
        ("b", "its targets are in no register: internal error (ValueError)")
    ]
    assert caplog.messages == ["b: the targets could not be computed"]


def test_clauses_that_cannot_be_made_chunks_of_and_files_that_cannot_be_compared_are_told():
    unnamed = replace(plan("b"), short_title=None)  # type: ignore[arg-type]
    numbered = replace(plan("c"), number="7/KH-UBND")
    unusable = replace(numbered, text=None)  # type: ignore[arg-type]
    catalog = build_catalog((plan("a"), unnamed, numbered), Settings(), superseded={"c": (unusable,)})
    assert {chunk.document_id for chunk in catalog.chunks} == {"a", "c"}
    assert [r.document_id for r in catalog.responsibilities] == ["a", "b", "c"]
    assert catalog.conflicts == ()
    assert [(f.document_id, str(f)) for f in catalog.failures] == [
        ("b", "no search finds its clauses: internal error (TypeError)"),
        ("c", "what other files of it say otherwise is not known: internal error (AttributeError)"),
    ]
