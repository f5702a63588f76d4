"""Items of what was told and the section it stands in, that a turn points to, over plans of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking

PLAN = """\
ỦY BAN NHÂN DÂN TỈNH {capitals}
Số: {number}/KH-UBND

KẾ HOẠCH
Bảo vệ rừng ngập mặn trên địa bàn tỉnh {place}

I. QUAN ĐIỂM
1. Nghị quyết 12 về rừng ngập mặn nêu các nội dung sau
- Nguyên tắc thứ nhất của Nghị quyết 12: giữ nguyên diện tích rừng phòng hộ ven biển.
- Nguyên tắc thứ hai của Nghị quyết 12: hộ nhận khoán được nuôi tôm dưới tán rừng.
- Nguyên tắc thứ ba của Nghị quyết 12: mọi khoản thu từ rừng được công khai.

II. NHIỆM VỤ
1. {first}
a) Gieo ươm cây đước tại ba trạm ven biển.
b) Trồng dặm các khoảnh rừng bị sạt lở.
c) Tháo dỡ đăng đáy trái phép trong rừng phòng hộ.
2. Du lịch sinh thái
- Mở hai tuyến xuồng ngắm chim.

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
- Theo dõi diễn biến rừng bằng ảnh vệ tinh.
- Báo cáo kết quả trồng rừng về Ủy ban nhân dân tỉnh.
2. Sở Tài chính
- Bố trí vốn trồng rừng trước ngày 20 tháng 01 hằng năm.
"""


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    texts = {
        "ca-mau": PLAN.format(capitals="CÀ MAU", number=31, place="Cà Mau", first="Phục hồi rừng"),
        "an-giang": PLAN.format(
            capitals="AN GIANG", number=52, place="An Giang", first="Đóng cửa rừng tự nhiên"
        )
        .replace("Gieo ươm cây đước tại ba trạm ven biển", "Dừng khai thác gỗ")
        .replace("Trồng dặm các khoảnh rừng bị sạt lở", "Cấm săn bắt thú hoang")
        .replace("Tháo dỡ đăng đáy trái phép trong rừng phòng hộ", "Lập chốt kiểm lâm"),
    }
    with asking(tmp_path_factory.mktemp("plans"), texts) as assistant:
        yield assistant


SECTION = "Mục II.1 kế hoạch của Cà Mau nói gì?"
CLAUSE = "Cà Mau mở mấy tuyến xuồng ngắm chim?"
NUMBERED = "Nghị quyết 12 của Cà Mau có mấy nguyên tắc, kể ra giúp"


@pytest.mark.parametrize(
    ("asked", "turn", "alone"),
    [
        (SECTION, "tóm mục đó thành 2 ý", "tóm mục II.1 kế hoạch 31/KH-UBND thành 2 ý"),
        (CLAUSE, "tóm phần này giúp tôi", "tóm mục II.2 kế hoạch 31/KH-UBND giúp tôi"),
        (CLAUSE, "mục đó còn nội dung nào nữa?", "mục II.2 kế hoạch 31/KH-UBND còn nội dung nào nữa?"),
        (NUMBERED, "noi ky hon cai thu ba di", "Nguyên tắc thứ ba của Nghị quyết 12 nói gì"),
        (NUMBERED, "Thế còn thứ hai?", "Nguyên tắc thứ hai của Nghị quyết 12 nói gì"),
    ],
)
def test_an_item_and_a_section_are_told_by_what_was_shown(
    plans: PolicyAssistant, asked: str, turn: str, alone: str
):
    assert plans.ask(turn, history=[asked]).standalone_question.startswith(alone)


def test_a_point_of_a_summary_is_read_out(plans: PolicyAssistant):
    answer = plans.ask("Ý thứ hai chép nguyên văn cho tôi", history=[SECTION, "tóm mục đó thành 3 ý"])
    assert [citation.quote for citation in answer.citations] == ["b) Trồng dặm các khoảnh rừng bị sạt lở."]


def test_what_numbers_itself_is_a_list_that_has_no_further_item(plans: PolicyAssistant):
    answer = plans.ask(NUMBERED)
    assert "“Nguyên tắc của Nghị quyết 12”, gồm 3 nội dung" in answer.text
    assert len(answer.citations) == 3
    none = plans.ask("có nguyên tắc thứ năm không", history=[NUMBERED])
    assert none.sentences[0].text.startswith("**Không.**")
    one = plans.ask("Nguyên tắc thứ hai của Nghị quyết 12 nói gì?")
    assert "gồm 3 nội dung" not in one.text


def test_a_section_of_another_place_is_said_first_to_be_another(plans: PolicyAssistant):
    answer = plans.ask("Mục II.1 bên An Giang có giống vậy không?", history=[SECTION])
    assert answer.sentences[0].text == (
        "**Không.** Cà Mau nêu “Phục hồi rừng”; An Giang nêu “Đóng cửa rừng tự nhiên”."
    )
    turns = [SECTION, "Mục II.1 bên An Giang có giống vậy không?"]
    assert plans.ask("đọc lại điểm b mục đó", history=turns).citations[0].document_id == "an-giang"
    alike = plans.ask("Mục II.2 bên An Giang có giống vậy không?", history=["Mục II.2 của Cà Mau nói gì?"])
    assert alike.sentences[0].text == "An Giang nêu như Cà Mau, gần như từng chữ."


def test_no_day_is_told_of_duties_that_have_none(plans: PolicyAssistant):
    duties = "Cà Mau giao Sở Nông nghiệp và Môi trường những nhiệm vụ gì?"
    assert plans.ask(duties).outcome == "answered"
    assert plans.ask("Hạn chót là ngày nào?", history=[duties]).outcome == "not_stated"
    timed = plans.ask("Hạn chót là ngày nào?", history=["Cà Mau giao Sở Tài chính những nhiệm vụ gì?"])
    assert "20 tháng 01" in timed.text
