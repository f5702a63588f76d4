"""A body is said to lack a task only where the question takes it for the one who acts and no clause of its own comes near."""

from __future__ import annotations

import pytest

from assistant.answers import Draft
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import answer_of, hits_of, reference_of

PLAN = """KẾ HOẠCH
Làm sạch bờ biển

I. THƯỞNG
1. Mỗi xã, phường chọn 03 đội dọn rác để tặng cờ.
2. Nhóm 1: 12 xã, phường ven biển được tặng cờ.
II. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
- Chủ trì đặt thùng rác dọc bãi tắm.
2. Ủy ban nhân dân các xã, phường
- Vận động ngư dân thu lưới cũ.
"""


def asked(question: str) -> Draft:
    document = Document("bien", "Kế hoạch", "KH biển", "plan", "official", nfc(PLAN), place="Quảng Nam")
    catalog = build_catalog((document,), Settings())
    query = Understanding.of(Library(catalog)).read(question)
    return answer_of(query, reference_of(catalog), hits_of(query.read, catalog))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Mỗi xã phường được chọn bao nhiêu đội dọn rác để tặng cờ?", "chọn 03 đội dọn rác"),
        ("Nhóm 1 được tặng cờ là mấy xã phường?", "12 xã, phường"),
    ],
)
def test_a_body_that_is_only_part_of_what_is_asked_is_read_as_its_words(question: str, told: str) -> None:
    draft = asked(question)
    assert (draft.outcome, told in draft.lines[0].text) == ("answered", True)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Ủy ban nhân dân xã, phường được giao đặt thùng rác dọc bãi tắm thế nào?", "wrong_premise"),
        ("Hồ sơ xin đặt thùng rác dọc bãi tắm nộp cho xã, phường hôm nào?", "not_in_corpus"),
    ],
)
def test_a_task_is_denied_only_where_the_question_gives_it_to_the_body(question: str, reason: str) -> None:
    assert asked(question).reason == reason
