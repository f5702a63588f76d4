"""What a document as a whole is paid from, and when it is carried out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.settings import Settings

PLANS = {
    "que": """ỦY BAN NHÂN DÂN TỈNH SƠN LA
Số: 41/KH-UBND

KẾ HOẠCH
Bảo vệ rừng quế tỉnh Sơn La

I. NHIỆM VỤ
1. Trồng mới 40 ha quế tại các xã vùng cao.
2. Mua sáu máy sấy vỏ quế cho hợp tác xã.

II. THỜI GIAN VÀ KINH PHÍ
1. Thời gian thực hiện
Từ mùa mưa năm 2026 đến hết năm 2028.
2. Kinh phí thực hiện
Từ Quỹ bảo vệ rừng của tỉnh và đóng góp của các hợp tác xã.
""",
    "cho": """ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Số: 57/KH-UBND

KẾ HOẠCH
Sửa chữa chợ phiên tỉnh Lào Cai

I. NHIỆM VỤ
1. Lát lại sân chợ, thay mái tôn của bốn dãy nhà.
a) Thời gian thực hiện
Tháng 4 năm 2027.
2. Đào mương thoát nước quanh chợ.
a) Thời gian thực hiện
Tháng 9 năm 2027.

II. KINH PHÍ
1. Nguồn kinh phí
- Ngân sách huyện và tiền thuê chỗ của các tiểu thương.
- Tài trợ của doanh nghiệp.
2. Nguyên tắc sử dụng
- Chi đúng dự toán được duyệt.
""",
}


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("plans")
    for name, text in PLANS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(corpus_dir=folder, index_dir=tmp_path_factory.mktemp("index"))
    build(settings)
    with PolicyAssistant.open(settings) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Kinh phí bảo vệ rừng quế lấy từ nguồn nào?", ["Quỹ bảo vệ rừng"], ["tiểu thương"]),
        (
            "tien sua chua cho phien o lao cai lay tu dau",
            ["Ngân sách huyện", "Tài trợ của doanh nghiệp"],
            ["dự toán", "Quỹ"],
        ),
        ("Where does the money for the plan of Lào Cai come from?", ["Ngân sách huyện"], ["Quỹ"]),
    ],
)
def test_the_section_on_money_is_told(
    plans: PolicyAssistant, question: str, told: list[str], not_told: list[str]
) -> None:
    answer = plans.ask(question)
    assert answer.outcome == "answered"
    assert all(words in answer.text for words in told)
    assert not any(words in answer.text for words in not_told)


@pytest.mark.parametrize(
    "question",
    ["Tiền mua máy sấy vỏ quế ở Sơn La lấy từ đâu?", "Tiền lát sân chợ ở Lào Cai do ai chi?"],
)
def test_what_one_task_is_paid_from_it_does_not_say(plans: PolicyAssistant, question: str) -> None:
    answer = plans.ask(question)
    assert not (answer.outcome == "answered" and ("Quỹ" in answer.text or "tiểu thương" in answer.text))


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch bảo vệ rừng quế của Sơn La thực hiện trong thời gian nào?",
        "bao ve rung que o son la keo dai tu khi nao den khi nao",
        "Kế hoạch 41/KH-UBND của Sơn La có thời gian thực hiện thế nào?",
    ],
)
def test_when_it_is_carried_out_is_told(plans: PolicyAssistant, question: str) -> None:
    answer = plans.ask(question)
    assert answer.outcome == "answered"
    assert "Từ mùa mưa năm 2026 đến hết năm 2028" in answer.text


@pytest.mark.parametrize(
    "question", ["Sửa chữa chợ phiên ở Lào Cai thực hiện khi nào?", "Khi nào mua máy sấy vỏ quế ở Sơn La?"]
)
def test_the_time_of_one_task_is_not_told_of_the_whole(plans: PolicyAssistant, question: str) -> None:
    text = plans.ask(question).text
    assert not ("Tháng 4" in text) ^ ("Tháng 9" in text)
    assert "mùa mưa" not in text.split("Có thể liên quan")[0]
