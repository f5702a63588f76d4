"""Which document a turn leans on: the only one cited, where no other question words and no place tell it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.questions.corrections import conversation
from assistant.questions.ellipsis import FollowUp, asks_body_alone, asks_mention, asks_time_alone
from assistant.questions.shown import Shown
from assistant.types import Document, Query

DOCUMENTS = (
    Document("rừng", "Kế hoạch 12/KH-UBND", "", "plan", "official", "", "12/KH-UBND", place="Lào Cai"),
    Document("chè", "Quyết định 90/QĐ-UBND", "", "decision", "official", "", "90/QĐ-UBND", place="Lào Cai"),
    Document("nước", "Kế hoạch 7/KH-UBND", "", "plan", "official", "", "7/KH-UBND", place="Gia Lai"),
    Document("nhà", "Công điện 5/CĐ-TTg", "", "telegram", "official", "", "5/CĐ-TTg"),
)


class Listening:
    """A reader that knows documents and reads nothing."""

    documents: Sequence[Document] = DOCUMENTS

    def parse(self, text: str) -> Query:
        raise AssertionError(text)

    def document_names(self, text: str) -> list[tuple[int, int]]:
        return []

    def read_agencies(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
        return (), (), []


def query(text: str, *places: str, documents: tuple[str, ...] = ()) -> Query:
    return Query(text, text, text, "vi", "open", (), places=places, documents=documents)


@pytest.mark.parametrize(
    ("before", "cited", "expected"),
    [
        (query("ai trồng rừng", "Lào Cai"), ("rừng",), "văn bản 12/KH-UBND của Lào Cai"),
        (query("ai trồng rừng"), ("rừng",), "văn bản 12/KH-UBND của Lào Cai"),
        (query("ai sửa nhà"), ("nhà",), "văn bản 5/CĐ-TTg"),
        (query("ai cấp nước", "Gia Lai"), ("nước",), ""),  # the place tells it
        (query("ai trồng rừng", "Lào Cai"), ("rừng", "chè"), ""),
        (query("ai trồng rừng", "Lào Cai", documents=("rừng",)), ("rừng",), ""),  # named already
        (query("ai trồng rừng", "Lào Cai", "Gia Lai"), ("rừng",), ""),
        (query("ai cấp nước", "Gia Lai"), ("rừng",), ""),
        (query("ai cấp nước"), (), ""),
    ],
)
def test_the_only_document_cited_is_leant_on(before: Query, cited: tuple[str, ...], expected: str) -> None:
    shown = Shown(cited, (), None, ())
    turn = FollowUp(
        Listening(), "bao giờ xong", (), query("bao giờ xong"), before, False, lambda: shown, False, False
    )
    assert turn.document_before == expected


def test_whether_something_is_spoken_of_is_told_from_other_turns():
    entry = conversation()["mentions"]
    assert [turn for turn in entry["reads"] if not asks_mention(turn)] == []
    assert [turn for turn in entry["leaves"] if asks_mention(turn)] == []


@pytest.mark.parametrize(
    ("name", "turn", "asks"),
    [
        (name, turn, reads == "reads")
        for name in ("time_alone", "body_alone")
        for reads in ("reads", "leaves")
        for turn in conversation()[name][reads]
    ],
)
def test_a_turn_may_ask_for_the_time_or_the_body_alone(name: str, turn: str, asks: bool) -> None:
    asked = {"time_alone": asks_time_alone, "body_alone": asks_body_alone}[name]
    assert asked(turn) is asks
