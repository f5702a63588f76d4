"""The last answer in one sentence, over two plans of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking

PLAN = """\
ỦY BAN NHÂN DÂN TỈNH {CAPITALS}
Số: {number}/KH-UBND
{place}, ngày 6 tháng 3 năm 2026

KẾ HOẠCH
Nuôi ong lấy mật giai đoạn 2026 - 2030 trên địa bàn tỉnh {place}

I. KINH PHÍ
1. Nguồn kinh phí
Kinh phí nuôi ong lấy từ ngân sách tỉnh và vốn vay của Ngân hàng Chính sách xã hội.
2. Nguyên tắc sử dụng
- Kinh phí nuôi ong được chia theo số đàn ong của mỗi xã{aside}.
- Ưu tiên các hộ nghèo ven rừng, hộ có người khuyết tật và hộ mới tách.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
Chủ trì, phối hợp với các xã chọn giống ong nội, tổ chức lớp nuôi ong, cấp thùng ong cho các hộ nghèo.
2. Đề nghị Hội Nông dân tỉnh
a) Chủ động vận động hội viên góp đất đặt thùng ong, trồng thêm cây có hoa quanh vườn và quanh bìa rừng gần nhà.
b) Đầu tư sân phơi, máy quay mật, chai lọ, nhãn hàng và kho lạnh chứa mật cho các tổ hợp tác ở những xã xa chợ.
c) Tham gia bán mật tại hội chợ, giới thiệu mật với khách du lịch, mời doanh nghiệp ký hợp đồng mua mật dài hạn.
"""


@pytest.fixture(scope="module")
def bees(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    dien_bien = PLAN.format(CAPITALS="ĐIỆN BIÊN", number=15, place="Điện Biên", aside="")
    lai_chau = PLAN.format(CAPITALS="LAI CHÂU", number=16, place="Lai Châu", aside=" và số hộ")
    folder = tmp_path_factory.mktemp("bees")
    with asking(folder, {"dien-bien": dien_bien, "lai-chau": lai_chau}) as assistant:
        yield assistant


def test_a_duty_is_told_with_what_is_to_be_done(bees: PolicyAssistant) -> None:
    asked = "Sở nào của Điện Biên cấp thùng ong cho hộ nghèo?"
    told = bees.ask("dài quá, gút lại một câu", history=[asked]).text
    assert "chọn giống ong nội" in told


def test_a_list_keeps_something_of_each_item(bees: PolicyAssistant) -> None:
    told = bees.ask(
        "rút lại một câu thôi", history=["Mục II.2 kế hoạch Điện Biên đề nghị Hội Nông dân làm gì?"]
    ).text
    assert all(word in told for word in ("góp đất", "máy quay mật", "bán mật")), told


def test_of_two_documents_the_sentence_names_both(bees: PolicyAssistant) -> None:
    asked = "Kinh phí nuôi ong của Điện Biên và Lai Châu được chia theo gì?"
    told = bees.ask("gói lại một câu", history=[asked]).text
    assert "Điện Biên" in told
    assert "Lai Châu" in told


def test_the_summary_of_a_section_is_told_to_its_end(bees: PolicyAssistant) -> None:
    told = bees.ask("ngắn nữa đi", history=["Tóm tắt mục I kế hoạch Điện Biên trong hai câu"]).text
    assert "ngân sách tỉnh" in told
    assert "số đàn ong" in told


def test_each_question_of_a_turn_keeps_its_sentence(bees: PolicyAssistant) -> None:
    asked = "Kinh phí nuôi ong của Điện Biên lấy từ đâu? Ai cấp thùng ong cho hộ nghèo ở Điện Biên?"
    told = bees.ask("tóm lại một câu", history=[asked]).text
    assert "ngân sách tỉnh" in told
    assert "Sở Nông nghiệp và Môi trường" in told
