"""Hits of the documents that are asked, in the order in which they answer."""

from __future__ import annotations

from assistant.answers import order
from assistant.index import Library
from assistant.questions import Understanding
from assistant.types import Catalog, Hit
from tests.answer_helpers import case_of, reference_of


def test_hits_are_of_the_place_that_is_asked_for(small: Catalog):
    understanding, reference = Understanding.of(Library(small)), reference_of(small)
    hits = [Hit(n, 1.0 - n / 100, chunk) for n, chunk in enumerate(small.chunks, start=1)]
    ordered = order(case_of(understanding.read("Cần Thơ trồng bao nhiêu cây xanh?"), reference, hits))
    assert [hit.chunk.document_id for hit in ordered] == ["can-tho"] * len(ordered)
    assert len(ordered) == sum(chunk.document_id == "can-tho" for chunk in small.chunks)
    assert str(ordered[0].chunk.address) == "mục I.1.b"
