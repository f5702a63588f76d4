"""Yes or no: what a clause bears out is right, what it states otherwise is set right, and all else stays open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answers import Draft
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import answer_of, hits_of, reference_of

LONG = (
    "Diện tích trồng quế đạt trên 60.000 ha; diện tích trồng sả đạt 2.500 ha, trong đó 40% được cấp chứng nhận hữu cơ; "
    "tỷ lệ hộ trồng sả tham gia hợp tác xã đạt 35%, tỷ lệ hộ trồng quế tham gia hợp tác xã đạt 55%; "
    "sản lượng tinh dầu quế đạt khoảng 900 tấn, tăng bình quân 6 - 8%/năm; "
    "100% cơ sở chưng cất tinh dầu lắp thiết bị xử lý nước thải theo quy định của pháp luật về bảo vệ môi trường."
)
PLAN = f"""KẾ HOẠCH
Phát triển cây dược liệu tỉnh Lào Cai giai đoạn 2026 - 2030

I. MỤC TIÊU ĐẾN NĂM 2030
1. {LONG}
2. Xây dựng 12 vườn giống đầu dòng tại 7 xã vùng cao.
3. Toàn tỉnh có 41/56 xưởng sấy đạt tiêu chuẩn.

4. Đất vườn giống không được chuyển sang trồng cây khác.
5. Vườn giống Nậm Cang thuộc xã Tả Phìn; vườn giống Pa Cheo thuộc xã Bản Liền.

II. QUAN TRẮC
1. Mẫu đất vùng trồng quế được lấy 02 lần/năm, vào tháng 3 và tháng 9.
2. Mẫu nước vùng trồng sả được lấy 3 lần/tháng.

III. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương
a) Chủ trì quảng bá tinh dầu quế tại hội chợ nước ngoài.
b) Báo cáo kết quả tiêu thụ tinh dầu gửi Ủy ban nhân dân tỉnh trước ngày 10 tháng 12 hằng năm.
2. Sở Y tế
Phối hợp với Sở Công Thương kiểm nghiệm chất lượng tinh dầu.
3. Sở Khoa học và Công nghệ
Chủ trì kiểm nghiệm giống cây dược liệu nhập khẩu.

IV. KHEN THƯỞNG
a) Ban Quản lý rừng quế: 01 cá nhân/01 ban;
b) Ban Quản lý của tỉnh: Không quá 05 cá nhân;
c) Đối với Hội Đông y; Hội Nông dân mỗi hội đề nghị không quá 07 tập thể.
d) Đối với Hội Dược liệu; Hội Làm vườn mỗi hội đề nghị không quá 09 tập thể.
đ) Số vườn thuốc của trường học hiện nay là 23 vườn, nâng lên theo đề nghị của trường.
e) Mở rộng vườn thuốc của trường học giai đoạn 2026 - 2030: thêm 31 vườn, đưa số vườn thuốc lên 54 vườn.
"""


Asked = Callable[[str], tuple[Draft, str]]  # the draft, and its first paragraph


@pytest.fixture(scope="module")
def ask() -> Asked:
    document = Document(
        "ke-hoach", "Kế hoạch Phát triển cây dược liệu tỉnh Lào Cai giai đoạn 2026 - 2030", "KH Lào Cai", "plan",
        "official", nfc(PLAN), place="Lào Cai",
    )  # fmt: skip
    catalog = build_catalog((document,), Settings())
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def ask(question: str) -> tuple[Draft, str]:
        query = understanding.read(question)
        draft = answer_of(query, reference, hits_of(query.read, catalog))
        return draft, draft.finish()[0].split("\n\n")[0]

    return ask


TARGETS = "Lào Cai: Xây dựng **12** vườn giống đầu dòng tại 7 xã vùng cao."
SOIL = "Lào Cai: Mẫu đất vùng trồng quế được lấy {}, vào tháng 3 và tháng 9."
REPORT = (
    "Lào Cai: Báo cáo kết quả tiêu thụ tinh dầu gửi Ủy ban nhân dân tỉnh **trước ngày 10 tháng 12 hằng năm**."
)
FAIRS = "Lào Cai, **Sở Công Thương**: Chủ trì quảng bá tinh dầu quế tại hội chợ nước ngoài."
TESTING = "Lào Cai, **Sở Y tế**: Phối hợp với Sở Công Thương kiểm nghiệm chất lượng tinh dầu."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Lào Cai xây dựng 12 vườn giống đầu dòng phải không?", TARGETS),
        ("Lào Cai trồng trên 60.000 ha quế, đúng chứ?", "Lào Cai: Diện tích trồng quế **đạt trên 60.000 ha** …"),
        (
            "Có phải 40% diện tích sả được cấp chứng nhận hữu cơ?",
            "Lào Cai: … diện tích trồng sả đạt 2.500 ha, trong đó **40%** được cấp chứng nhận hữu cơ …",
        ),
        ("han bao cao ket qua tieu thu tinh dau la 10/12 hang nam phai khong", REPORT),
        ("Có phải Sở Công Thương chủ trì quảng bá tinh dầu quế tại hội chợ nước ngoài?", FAIRS),
        ("Sở Y tế kiểm nghiệm chất lượng tinh dầu phải không?", TESTING),
    ],
)  # fmt: skip
def test_what_a_clause_bears_out_is_right(ask: Asked, question: str, said: str) -> None:
    draft, text = ask(question)
    assert text == f"**Đúng.** {said} [1]"
    assert draft.reason is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("lao cai co 15 vuon giong dau dong phai khong", TARGETS),
        (
            "Diện tích trồng sả của Lào Cai là 3.000 ha phải không?",
            "Lào Cai: … diện tích trồng sả **đạt 2.500 ha**, trong đó 40% được cấp chứng nhận hữu cơ …",
        ),
        # The figure of another thing in the same clause.
        (
            "Có phải 55% hộ trồng sả tham gia hợp tác xã?",
            "Lào Cai: … tỷ lệ hộ trồng sả tham gia hợp tác xã **đạt 35%**, tỷ lệ hộ trồng quế tham gia hợp tác xã đạt 55% …",
        ),
        ("Lào Cai trồng dưới 60.000 ha quế phải không?", "Lào Cai: Diện tích trồng quế **đạt trên 60.000 ha** …"),
        (
            "Sản lượng tinh dầu quế tăng bình quân 10 - 12%/năm phải không?",
            "Lào Cai: … sản lượng tinh dầu quế đạt khoảng 900 tấn, **tăng bình quân 6 - 8%/năm** …",
        ),
        ("Lào Cai có 56 xưởng sấy đạt tiêu chuẩn à?", "Lào Cai: Toàn tỉnh có **41/56 xưởng** sấy đạt tiêu chuẩn."),
        ("Mẫu đất vùng trồng quế được lấy 2 lần/tháng phải không?", SOIL.format("**02 lần/năm**")),
        ("Kết quả tiêu thụ tinh dầu báo cáo trước ngày 20/12 hằng năm phải không?", REPORT),
        ("Sở Y tế chủ trì quảng bá tinh dầu quế tại hội chợ nước ngoài phải không?", FAIRS),
        # The figure of another thing whose name has the same words.
        (
            "Mỗi Ban Quản lý rừng quế của tỉnh Lào Cai được khen 05 cá nhân, đúng không?",
            "Lào Cai: Ban Quản lý rừng quế: **01** cá nhân/01 ban.",
        ),
        ("Sở Y tế chủ trì kiểm nghiệm chất lượng tinh dầu phải không?", TESTING),
        (
            "Hội Nông dân được đề nghị tới 09 tập thể phải không?",
            "Lào Cai: Đối với Hội Đông y; Hội Nông dân mỗi hội đề nghị **không quá 07** tập thể.",
        ),
    ],
)  # fmt: skip
def test_what_a_clause_states_otherwise_is_set_right(ask: Asked, question: str, said: str) -> None:
    draft, text = ask(question)
    assert text == f"**Không.** {said} [1]"
    assert draft.reason == "wrong_premise"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Lào Cai trồng 60.000 ha quế đúng không?", "Lào Cai: Diện tích trồng quế **đạt trên 60.000 ha** …"),
        (
            "Mẫu đất vùng trồng quế lấy vào tháng 3 và tháng 10, đúng không?",
            "Lào Cai: Mẫu đất vùng trồng quế được lấy 02 lần/năm, **vào tháng 3** và **tháng 9**.",
        ),
        (
            "Diện tích trồng sả 2.500 ha và diện tích trồng quế 70.000 ha, đúng không?",
            (
                "Lào Cai: Diện tích trồng quế **đạt trên 60.000 ha**; diện tích trồng sả **đạt 2.500 ha**, "
                "trong đó 40% được cấp chứng nhận hữu cơ …"
            ),
        ),
        (
            "Đến năm 2028 Lào Cai xây dựng 12 vườn giống đầu dòng phải không?",
            "Lào Cai, đến năm 2030: Xây dựng **12** vườn giống đầu dòng tại 7 xã vùng cao.",
        ),
    ],
)  # fmt: skip
def test_what_is_right_in_part_or_for_another_period_is_said_to_be(
    ask: Asked, question: str, said: str
) -> None:
    _, text = ask(question)
    assert text == f"**Đúng một phần.** {said} [1]"


@pytest.mark.parametrize(
    "question",
    [
        "Lào Cai hỗ trợ 5 triệu đồng mỗi ha quế phải không?",
        "Lào Cai có 300 kỹ sư trồng quế phải không?",
        "Diện tích trồng nghệ của Lào Cai là 900 ha phải không?",
        "Diện tích trồng nghệ của Lào Cai là 2.500 ha phải không?",
        "Sở Tài chính chủ trì trồng sâm Ngọc Linh phải không?",
        "Chỉ Sở Công Thương quảng bá tinh dầu quế tại hội chợ nước ngoài phải không?",
        "Lào Cai không trồng trên 60.000 ha quế, đúng không?",
        "Số vườn thuốc của trường học được nâng lên 54 vườn phải không?",
        "23 vườn thuốc của trường học hiện nay cũng do Vietherb 500 trồng, đúng không?",
    ],
)
def test_what_no_clause_states_is_neither_right_nor_wrong(ask: Asked, question: str) -> None:
    _, text = ask(question)
    assert not text.startswith("**")


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Cơ sở chưng cất tinh dầu lắp thiết bị xử lý nước thải, đúng không?", "**Đúng.** "),
        ("Cơ sở chưng cất tinh dầu có phải lắp thiết bị xử lý nước thải không?", "**Đúng.** "),
        ("Có phải đất vườn giống không được chuyển sang trồng cây khác?", "**Đúng.** "),
        ("Sở Y tế không kiểm nghiệm chất lượng tinh dầu, đúng không?", "**Không.** "),
        ("Đất vườn giống được chuyển sang trồng cây khác phải không?", "**Không.** "),
        ("Vườn giống Nậm Cang thuộc xã Bản Liền phải không?", "Lào Cai: "),
    ],
)
def test_what_is_stated_without_figures_is_borne_out_denied_or_left_open(
    ask: Asked, question: str, begins: str
) -> None:
    _, text = ask(question)
    assert text.startswith(begins)


@pytest.mark.parametrize(
    "turn",
    [
        "Lào Cai xây dựng 12 vườn giống đầu dòng, kể tiếp đi",
        "Nhắc lại mục tiêu 12 vườn giống đầu dòng của Lào Cai",
        "lao cai xay dung 12 vuon giong dau dong o nhung xa nao",
        "Viết lại chỉ tiêu 12 vườn giống đầu dòng của Lào Cai",
        "Explain the 12 vườn giống đầu dòng of Lào Cai",
        "12 vườn giống đầu dòng của Lào Cai?",
        "lao cai cinnamon oil 2030 tonnes",
    ],
)
def test_a_turn_that_asks_to_be_told_something_gets_no_verdict(ask: Asked, turn: str) -> None:
    _, text = ask(turn)
    assert not text.startswith("**")
