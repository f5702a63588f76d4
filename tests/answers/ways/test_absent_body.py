"""Bodies that a plan gives no duty: denied only where it does not name them at all."""

from __future__ import annotations

import pytest

from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import answer_of, hits_of, reference_of

PLAN = """KẾ HOẠCH
I. NHIỆM VỤ
1. Rà soát bãi đỗ xe, lấy ý kiến của Công an thành phố.
2. Trồng cây xanh dọc các tuyến phố.
II. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
- Chủ trì quy hoạch bãi đỗ xe, công viên.
"""
DENIED = "Huế không giao nhiệm vụ riêng nào cho {body}."


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("Bộ đội biên phòng ở Huế được giao việc gì?", "Bộ đội Biên phòng"),
        ("Sở Y tế ở Huế được giao việc gì?", "Sở Y tế"),
        ("Công an thành phố Huế làm gì về cây xanh?", None),
        ("Công an thành phố ở Huế được giao việc gì?", None),
    ],
)
def test_only_a_body_that_no_clause_names_is_said_to_have_no_duty(question: str, denied: str | None) -> None:
    document = Document("hue", "Kế hoạch Huế", "KH Huế", "plan", "official", nfc(PLAN), place="Huế")
    catalog = build_catalog((document,), Settings())
    query = Understanding.of(Library(catalog)).read(question)
    draft = answer_of(query, reference_of(catalog), hits_of(query.read, catalog))
    texts = [line.text for line in draft.lines]
    assert [text for text in texts if "không giao" in text] == (
        [DENIED.format(body=denied)] if denied else []
    )
