"""Whether a clause has a value of the kind that a question asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers.figures import has_value_in_cells, shares_another
from assistant.index import Library
from assistant.questions import Understanding
from assistant.types import Catalog


@pytest.mark.parametrize(
    ("question", "row", "heads", "has"),
    [
        ("Tỉnh giữ lại bao nhiêu phần trăm phí cảng?", "| 4 | Phí cảng | 30 | 70 |", "TT | Khoản thu | Tỉnh (%)", True),
        ("Tỉnh giữ lại bao nhiêu phần trăm phí cảng?", "| 4 | Phí cảng | 30 | 70 |", "TT | Khoản thu | Tỉnh", False),
        ("Nạo vét một mét khối hết bao nhiêu đồng?", "| NV.2 | Nạo vét kênh | đồng/m3 | 86.400 |", "Mã | Việc | Đơn vị", True),
        ("Nạo vét một mét khối hết bao nhiêu đồng?", "| NV.2 | Nạo vét kênh | 86.400 |", "Mã | Việc | Giá (đồng)", True),
        ("Nạo vét một mét khối hết bao nhiêu đồng?", "| NV.2 | Nạo vét đồng ruộng | m3 |", "Mã | Việc | Đơn vị", False),
        ("Kênh nào được nạo vét?", "| NV.2 | Nạo vét kênh | 86.400 |", "Mã | Việc | Giá (đồng)", False),
    ],
)  # fmt: skip
def test_a_row_has_what_its_cells_and_heads_tell_together(
    small: Catalog, question: str, row: str, heads: str, has: bool
) -> None:
    query = replace(Understanding.of(Library(small)).read(question), answer_type=None)
    assert has_value_in_cells(query, row, heads) is has


def test_a_share_before_the_statement_that_speaks_of_what_is_asked_is_of_another_thing():
    told = "Duy trì tỷ lệ lớp học ngoại ngữ từ 45% trở lên; ưu tiên học viên là người khuyết tật."
    assert shares_another(["khuyết", "tật"], told)
    assert not shares_another(["lớp", "học"], told)
    assert not shares_another(["khuyết", "tật"], "Nhận người khuyết tật; đạt 45% học viên.")
    assert not shares_another(["cây"], told)
