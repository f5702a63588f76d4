"""The library: look-ups over a catalog give what a scan of all its rows would."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.index import Library
from assistant.types import Catalog, Document
from tests.index_helpers import two_plans

PLANS = two_plans()


@pytest.fixture(scope="module")
def library(catalog: Catalog) -> Library:
    return Library(catalog)


def test_rows_of_a_document_and_of_a_clause_are_those_that_a_scan_finds(library: Library) -> None:
    catalog = library.catalog
    for document in catalog.documents:
        own = document.id
        assert list(library.sections_of(own)) == [s for s in catalog.sections if s.document_id == own]
        assert list(library.chunks_of(own)) == [c for c in catalog.chunks if c.document_id == own]
        assert list(library.targets_of(own)) == [t for t in catalog.targets if t.document_id == own]
        assert list(library.duties_of(own)) == [r for r in catalog.responsibilities if r.document_id == own]
    for section in catalog.sections:
        key = (section.document_id, section.id)
        assert library.sections[key] is section
        assert library.targets.get(key, []) == [
            t for t in library.targets_of(section.document_id) if t.section_id == section.id
        ]
        assert library.duties.get(key, []) == [
            r for r in library.duties_of(section.document_id) if r.section_id == section.id
        ]


def test_what_stands_below_a_clause_is_found_in_order(library: Library) -> None:
    for section in library.catalog.sections:
        below = [s for s in library.sections_of(section.document_id) if s.parent == section.id]
        assert list(library.children(section)) == below
        inside = {section.id}
        for other in library.sections_of(section.document_id):  # what stands below comes later
            if other.parent in inside:
                inside.add(other.id)
        assert library.within(section) == inside


def test_a_document_that_is_not_there_has_nothing(library: Library) -> None:
    assert not [
        *library.sections_of("none"),
        *library.chunks_of("none"),
        *library.targets_of("none"),
        *library.duties_of("none"),
    ]


def test_a_document_is_called_by_its_place_where_no_other_is_of_it() -> None:
    def named(*documents: Document) -> list[str]:
        library = Library(Catalog(documents, (), (), (), ()))
        return [library.name(document) for document in documents]

    bridge = Document("a", "Kế hoạch xây cầu", "KH cầu", "plan", "official", "", place="Lào Cai")
    road = replace(bridge, id="b", short_title="KH đường")
    digest = replace(bridge, id="c", short_title="Báo", tier="press")
    assert named(bridge) == ["Lào Cai"]
    assert named(bridge, road) == ["KH cầu", "KH đường"]
    assert named(bridge, digest) == ["Lào Cai", "Lào Cai"]
    assert named(replace(bridge, place=None)) == ["KH cầu"]


def test_a_word_weighs_by_the_chunks_that_have_it() -> None:
    library = Library(PLANS)
    assert library.frequency["đào"] == 3
    assert library.weight("đào") == pytest.approx(math.log(7 / 3.5))
    assert library.weight("xyz") == pytest.approx(math.log(7 / 0.5))
