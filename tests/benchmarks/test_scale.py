"""Documents varied for larger corpora, and the stand-in encoder of the measurement."""

from itertools import islice

import numpy as np

from assistant.types import Document
from benchmarks.scale import StandIn, varied


def _document(identifier: str, text: str) -> Document:
    return Document(
        id=identifier,
        title="Kế hoạch phát triển thủy sản Cà Mau",
        short_title="Kế hoạch 7/KH-UBND",
        kind="Kế hoạch",
        tier="official",
        text=text,
        number="7/KH-UBND",
        place="Cà Mau",
    )


def test_copies_have_ids_numbers_places_and_figures_of_their_own_and_as_many_characters_of_figures():
    first, second, third = islice(
        varied([_document("a", "1. Cà Mau nuôi 250 ha tôm, tăng 12% so với năm 2024.")], ["Bến Tre"]), 3
    )
    assert (first.id, second.id, third.id) == ("a", "a-v2", "a-v3")
    assert (second.number, second.place) == ("27/KH-UBND", "Bến Tre")
    assert second.title == "Kế hoạch phát triển thủy sản Bến Tre"
    assert second.text.startswith("1. Bến Tre nuôi ")
    assert second.text != third.text
    assert len(second.text) == len(first.text) + len("Bến Tre") - len("Cà Mau")


def test_the_stand_in_gives_unit_vectors_that_are_alike_where_the_words_are():
    encoder = StandIn("of-tests")
    shrimp, alike, other = encoder.embed_passages(
        ["nuôi tôm nước lợ", "Nuôi tôm nước lợ, cua", "thu ngân sách"]
    )
    assert np.allclose(np.linalg.norm([shrimp, alike, other], axis=1), 1.0)
    assert float(shrimp @ alike) > 0.7 > 0.4 > float(shrimp @ other)
