"""Whether a thing is one of those that the last answer enumerates, over a plan of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking

GIA_LAI = """\
ỦY BAN NHÂN DÂN TỈNH GIA LAI
Số: 77/KH-UBND

KẾ HOẠCH
Phát triển cây ăn quả trên địa bàn tỉnh Gia Lai

I. NHIỆM VỤ
1. Tỉnh ưu tiên 4 loại cây ăn quả: chuối; sầu riêng; bơ sáp; chanh leo.
2. Các xã bảo vệ vườn ươm.

II. GIẢI PHÁP
1. Giống cây
- Nhân giống trong nhà lưới.
2. Thị trường
- Mở hội chợ trái cây.

III. KINH PHÍ
1. Ngân sách tỉnh.
2. Quỹ khuyến nông.
"""
ASKED = "Gia Lai ưu tiên 4 loại cây ăn quả nào?"
CLAUSE = "Gia Lai: Tỉnh ưu tiên 4 loại cây ăn quả: chuối; sầu riêng; bơ sáp; chanh leo."


@pytest.fixture(scope="module")
def plan(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(tmp_path_factory.mktemp("plan"), {"gia-lai": GIA_LAI}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("turn", "verdict"),
    [
        ("mít có nằm trong 4 loại này không", "Không"),
        ("vậy mít thuộc các loại trên không?", "Không"),
        ("vậy sầu riêng có nằm trong mấy loại đó không?", "Đúng"),
        ("trong số đó có mít không", "Không"),
        ("trong đó có mít không?", "Không"),
        ("trong đó có sầu riêng không", "Đúng"),
        ("the trong 4 loai nay co chanh leo khong", "Đúng"),
    ],
)
def test_a_thing_is_one_of_those_listed_or_is_not(plan: PolicyAssistant, turn: str, verdict: str):
    answer = plan.ask(turn, history=[ASKED])
    assert [sentence.text for sentence in answer.sentences] == [f"**{verdict}.** {CLAUSE}"]
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    "turn",
    [
        "mít có nằm trong 3 loại này không",
        "bơ ta có nằm trong 4 loại này không",
        "trong đó có giao xã nào không",
        "trong đó có giao xã Ba không",
    ],
)
def test_nothing_is_denied_that_the_list_does_not_settle(plan: PolicyAssistant, turn: str):
    assert "**Không.**" not in plan.ask(turn, history=[ASKED]).text


def test_a_list_of_clauses_settles_it_and_one_of_headings_does_not(plan: PolicyAssistant):
    solutions, funds = "Liệt kê các giải pháp của Gia Lai", "Liệt kê kinh phí của Gia Lai"
    below = plan.ask("hội chợ có nằm trong các giải pháp này không", history=[solutions])
    assert "**Không.**" not in below.text
    absent = plan.ask("vốn ODA có nằm trong 2 nội dung này không", history=[funds])
    assert [sentence.text for sentence in absent.sentences] == [
        "**Không.** Gia Lai, “KINH PHÍ”, gồm 2 nội dung:",
        "Ngân sách tỉnh.",
        "Quỹ khuyến nông.",
    ]
