"""Who holds an office is answered only by a clause that has the office."""

from __future__ import annotations

import pytest

from assistant.answers import Draft
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.questions.actors import actor_entries, asked_office
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import answer_of, hits_of, reference_of

PLAN = """KẾ HOẠCH
Giữ rừng ngập mặn

I. NHIỆM VỤ
1. Thành lập Hội đồng thẩm định giống cây ngập mặn.
2. Thành lập Đoàn khảo sát bãi bồi, do ông Lâm Văn Sáu làm Trưởng đoàn.
II. TỔ CHỨC THỰC HIỆN
1. Trạm Giống cây
- Ươm giống đước, sú vẹt và mắm biển.
2. Sở Nông nghiệp và Môi trường
- Chủ trì, tổ chức thực hiện Kế hoạch này.
- Ươm giống bần chua ở vườn ven sông.
3. Sở Tài chính
- Bố trí kinh phí.
III. KẾT THÚC
Các cơ quan, đơn vị tổ chức thực hiện Kế hoạch này.
"""


def asked(question: str) -> Draft:
    document = Document(
        "rung", "Kế hoạch giữ rừng ngập mặn", "KH rừng", "plan", "official", nfc(PLAN), place="Cà Mau"
    )
    catalog = build_catalog((document,), Settings())
    query = Understanding.of(Library(catalog)).read(question)
    return answer_of(query, reference_of(catalog), hits_of(query.read, catalog))


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        *((question, True) for question in actor_entries()["offices"]["reads"]),
        *((question, False) for question in actor_entries()["offices"]["leaves"]),
    ],
)
def test_a_holder_is_asked_for_behind_or_before_the_office(question: str, asks: bool) -> None:
    assert (asked_office(question) is not None) is asks


def test_a_clause_that_only_sets_up_the_council_is_no_answer() -> None:
    draft = asked("Ai làm Chủ tịch Hội đồng thẩm định giống cây ngập mặn?")
    assert draft.outcome == "not_stated"
    assert (
        draft.lines[1].text == "Có thể liên quan – Cà Mau: Thành lập Hội đồng thẩm định giống cây ngập mặn."
    )


def test_a_clause_that_has_the_office_is_the_answer() -> None:
    draft = asked("Ai làm trưởng đoàn khảo sát bãi bồi?")
    assert draft.outcome == "answered"
    assert draft.lines[0].text.endswith("do ông Lâm Văn Sáu làm Trưởng đoàn.")


def test_who_leads_a_document_is_told_by_the_duty_of_one_body_about_all_of_it() -> None:
    draft = asked("Sở nào chủ trì, tổ chức thực hiện Kế hoạch giữ rừng ngập mặn?")
    assert [line.text for line in draft.lines] == [
        "Cà Mau, **Sở Nông nghiệp và Môi trường**: Chủ trì, tổ chức thực hiện Kế hoạch này."
    ]


def test_a_task_of_a_document_is_not_taken_for_all_of_it() -> None:
    draft = asked("Sở nào chủ trì ươm giống bần chua trong Kế hoạch giữ rừng ngập mặn?")
    assert draft.lines[0].text == (
        "Cà Mau, **Sở Nông nghiệp và Môi trường** (thực hiện): Ươm giống bần chua ở vườn ven sông."
    )


def test_the_nearest_clause_of_a_question_for_a_body_tells_the_body_of_its_heading() -> None:
    draft = asked("Cơ quan nào giăng lưới che nắng cho giống bần chua ở vườn?")
    assert draft.outcome == "not_stated"
    assert draft.lines[1].text == (
        "Có thể liên quan – Cà Mau, **Sở Nông nghiệp và Môi trường**: Ươm giống bần chua ở vườn ven sông."
    )
