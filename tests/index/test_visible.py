"""The part of an index without some documents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant import PolicyAssistant
from assistant.index.visible import VisibleIndex, hide_documents
from assistant.types import Catalog, Conflict, Document, Relation
from tests.index_helpers import CAN_THO, HUE, make_catalog


@pytest.fixture(scope="module")
def catalog_of_two() -> Catalog:
    return make_catalog({"hue": HUE, "can-tho": CAN_THO})


def test_nothing_of_a_hidden_document_is_left(catalog_of_two: Catalog) -> None:
    left = hide_documents(catalog_of_two, frozenset({"hue"}))
    assert left == make_catalog({"can-tho": CAN_THO})
    assert hide_documents(catalog_of_two, frozenset()) == catalog_of_two


def test_what_hidden_documents_do_to_others_and_have_done_to_them_is_hidden(catalog_of_two: Catalog) -> None:
    def relation(says: str, target: str | None) -> Relation:
        return Relation(says, None, "repeal", "1/QĐ", target, None, None, None)

    hue, can_tho = catalog_of_two.documents
    given = replace(
        catalog_of_two,
        documents=(replace(hue, file="hue.txt"), replace(can_tho, file="can-tho.txt")),
        relations=(relation("hue", "can-tho"), relation("can-tho", "hue"), relation("can-tho", None)),
        conflicts=(Conflict("can-tho", "s", "hue.txt", "80%"), Conflict("hue", "s", "can-tho.txt", "90%")),
    )
    left = hide_documents(given, frozenset({"hue"}))
    assert [(each.document_id, each.target) for each in left.relations] == [("can-tho", None)]
    assert left.conflicts == ()


def test_search_within_it_has_the_scores_of_the_whole(assistant: PolicyAssistant) -> None:
    whole = assistant._engines.open(None).index
    hidden = frozenset({whole.catalog.documents[0].id})
    seen = VisibleIndex(whole, hidden)
    places = np.array([n for n, chunk in enumerate(whole.catalog.chunks) if chunk.document_id not in hidden])
    vector = whole.cosines  # of the whole, by place
    asked = np.full(whole.dimension, whole.dimension**-0.5, np.float32)
    expected = vector(asked, places)
    order = np.argsort(-expected, kind="stable")[:7]
    nearest, cosines = seen.dense(asked, 7)
    assert nearest.tolist() == order.tolist()
    assert np.allclose(cosines, expected[order])
    assert np.allclose(seen.cosines(asked, np.arange(5)), expected[:5])
    assert np.allclose(seen.lexical("lao động"), whole.lexical("lao động")[places])
    assert len(seen.catalog.chunks) == len(places)


@pytest.mark.parametrize(
    ("seen_by", "roles", "may"),
    [
        (None, (), True),
        ("Tài chính, kế hoạch", ("tài  CHÍNH",), True),
        ("tài chính", ("tai-chinh",), False),
        ("tài chính", (), False),
        ("tài chính", ("",), False),
        ("", ("",), False),  # it names nobody
    ],
)
def test_roles_are_compared_by_their_names(seen_by: str | None, roles: tuple[str, ...], may: bool) -> None:
    document = Document("a", "A", "A", "plan", "official", "", seen_by=seen_by)
    assert document.visible_to(roles) == may
