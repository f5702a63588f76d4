"""What the last answer did not show, over an article and a plan of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking

ARTICLE = """\
# Đắk Nông tìm cách giữ nghề dệt thổ cẩm

## Khó khăn của nghề dệt

Trở ngại lớn nhất của nghề dệt ở Đắk Nông là thợ trẻ bỏ khung cửi đi làm xa.

Một trở ngại nữa: sợi nhuộm cây rừng ngày một hiếm.

## Quan điểm của Nghị quyết số 12-NQ/HTX

Hợp tác xã dệt Buôn Choáh đã ra Nghị quyết số 12-NQ/HTX với 3 quan điểm.

- Quan điểm thứ nhất của Nghị quyết số 12-NQ/HTX: giữ hoa văn gốc của từng buôn.
- Quan điểm thứ hai của Nghị quyết số 12-NQ/HTX: trả công thợ theo tấm vải.
- Quan điểm thứ ba của Nghị quyết số 12-NQ/HTX: mở lớp dệt cho học sinh vào mùa hè.

## Đề xuất của hợp tác xã với tỉnh

Hợp tác xã xin tỉnh 2 cơ chế: cho vay mua sợi không lãi; miễn tiền thuê gian hàng ở chợ phiên.

Hợp tác xã mong tỉnh giúp 3 việc: in sách hoa văn; mở lớp nhuộm; đưa vải ra sân bay.
"""
PLAN = """\
ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG
Số: 71/KH-UBND
Đắk Nông, ngày 6 tháng 3 năm 2026

KẾ HOẠCH
Khôi phục nghề dệt thổ cẩm giai đoạn 2026 - 2030 trên địa bàn tỉnh Đắk Nông

Căn cứ Quyết định số 14/QĐ-TTg ngày 5 tháng 1 năm 2026 của Thủ tướng Chính phủ về nghề truyền thống;

I. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương
a) Chủ trì mở gian hàng thổ cẩm tại các chợ phiên.
b) Hướng dẫn hợp tác xã đăng ký nhãn hiệu.
2. Sở Tài chính
a) Bố trí kinh phí mở lớp dệt.
"""


@pytest.fixture(scope="module")
def weaving(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("weaving")
    with asking(folder, {"dak-nong": PLAN, "bao-dak-nong": ARTICLE}) as assistant:
        yield assistant


def test_what_is_left_of_things_that_number_themselves_is_told(weaving: PolicyAssistant) -> None:
    asked = "Quan điểm thứ hai của Nghị quyết số 12-NQ/HTX nói gì?"
    answer = weaving.ask("Kể nốt mấy quan điểm còn lại đi", history=[asked])
    assert [word in answer.text for word in ("hoa văn gốc", "lớp dệt cho học sinh", "tấm vải")] == [
        True,
        True,
        False,
    ]


def test_what_else_stands_under_the_heading_is_told_where_its_noun_is_said(weaving: PolicyAssistant) -> None:
    asked = "Hợp tác xã dệt xin tỉnh Đắk Nông 2 cơ chế gì?"
    assert "không lãi" in weaving.ask(asked).text
    answer = weaving.ask("ngoài mấy cơ chế đó ra, còn đề xuất gì nữa?", history=[asked])
    assert "in sách hoa văn" in answer.text
    assert "không lãi" not in answer.text


def test_the_next_paragraph_is_told_where_it_goes_on(weaving: PolicyAssistant) -> None:
    asked = "Trở ngại lớn nhất của nghề dệt là gì?"
    assert "thợ trẻ" in weaving.ask(asked).text
    assert "sợi nhuộm" in weaving.ask("con gi nua khong", history=[asked]).text


def test_what_is_there_beside_the_only_task_that_was_asked_for(weaving: PolicyAssistant) -> None:
    asked = "Sở Công Thương Đắk Nông được giao việc gì về gian hàng ở chợ phiên?"
    assert "nhãn hiệu" in weaving.ask("còn gì nữa không", history=[asked]).text
    assert "nhãn hiệu" not in weaving.ask(asked).text


def test_it_that_rests_on_documents_is_the_one_spoken_of(weaving: PolicyAssistant) -> None:
    told = weaving.ask(
        "Nó dựa trên những văn bản nào?", history=["Kế hoạch của Đắk Nông ban hành ngày nào?"]
    ).text
    assert "14/QĐ-TTg" in told
