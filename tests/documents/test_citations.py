"""How officials cite a clause in full: after Decree 30/2020/NĐ-CP, from what the document states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.documents.citations import cite_in_full
from assistant.language.addresses import ClauseAddress
from assistant.types import Document

PLAN = Document(
    "lao-cai", "Kế hoạch trồng rừng giai đoạn 2026-2030", "KH trồng rừng", "plan", "official", "",
    number="12/KH-UBND", issuer="Ủy ban nhân dân tỉnh Lào Cai", place="Lào Cai", date="2026-03-05",
)  # fmt: skip


@pytest.mark.parametrize(
    ("document", "cited"),
    [
        (
            PLAN,
            "Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Lào Cai về trồng rừng giai đoạn 2026-2030",
        ),
        (
            replace(PLAN, kind="dispatch", title="V/v: đôn đốc thu phí", number="7/UBND-KT", date="2026-02-14"),
            "Công văn số 7/UBND-KT ngày 14 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Lào Cai về việc đôn đốc thu phí",
        ),
        (
            replace(PLAN, number=None, date=None, title="Về tuyển sinh đầu cấp"),
            "Kế hoạch của Ủy ban nhân dân tỉnh Lào Cai về tuyển sinh đầu cấp",
        ),
        (
            replace(PLAN, kind="Luật", title="Luật Trồng trọt", number="31/2018/QH14", date="2018-11-19", issuer="Quốc hội"),
            "Luật Trồng trọt số 31/2018/QH14 ngày 19 tháng 11 năm 2018 của Quốc hội",
        ),
        (
            replace(PLAN, tier="press", title="Lào Cai mở chợ phiên", outlet="Báo Lào Cai"),
            "tóm lược “Lào Cai mở chợ phiên”, Báo Lào Cai, ngày 5/3/2026",
        ),
    ],
)  # fmt: skip
def test_the_long_form(document: Document, cited: str):
    assert (
        cite_in_full(ClauseAddress("Điều 5, khoản 2, điểm a"), document) == f"Điểm a khoản 2 Điều 5 {cited}"
    )
