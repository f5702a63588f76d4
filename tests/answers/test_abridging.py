"""A clause within so many characters: whole statements, with their exceptions, figures and days; no empty lead-in."""

from __future__ import annotations

import pytest

from assistant.answers import Reference
from assistant.answers.abridging import Abridger, clip, share_out, shortened
from assistant.index import build_catalog
from assistant.language.text import nfc
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import reference_of

TEXT = """KẾ HOẠCH
I. NHIỆM VỤ
1. Sở Công Thương thực hiện các nhiệm vụ sau:
a) Lập danh mục chợ đầu mối cần sửa chữa trên địa bàn các xã miền núi của tỉnh trong năm đầu thực hiện;
b) Vận động tiểu thương ở các chợ đã sửa chữa tham gia thanh toán không dùng tiền mặt với khách mua hàng;
c) Bàn giao 12 chợ đã sửa chữa cho các xã quản lý, hoàn thành trước ngày 15/10/2028.
2. Miễn phí thuê quầy cho hộ nghèo ở các chợ vùng cao trong ba năm đầu kể từ ngày bàn giao chợ cho xã quản lý và khai thác.
3. Trường hợp hộ đã được miễn phí theo chương trình khác thì không áp dụng quy định tại khoản 2.
"""


@pytest.fixture(scope="module")
def reference() -> Reference:
    document = Document("cho", "Kế hoạch sửa chợ", "KH chợ", "plan", "official", nfc(TEXT), place="Lào Cai")
    return reference_of(build_catalog((document,), Settings()))


def told(reference: Reference, identifier: str, room: int) -> str:
    return Abridger(reference).tell(reference.sections["cho", identifier], room)[0]


def test_a_list_is_told_with_whose_it_is_and_with_the_item_that_sets_a_day(reference: Reference) -> None:
    assert told(reference, "i.1", 100) == (
        "Sở Công Thương: Bàn giao 12 chợ đã sửa chữa cho các xã quản lý, hoàn thành trước ngày 15/10/2028; …"
    )


def test_with_room_enough_all_of_it_is_told(reference: Reference) -> None:
    whole = told(reference, "i.1", 900)
    assert whole.startswith("Sở Công Thương: Lập danh mục chợ đầu mối")
    assert "…" not in whole


def test_what_takes_back_a_clause_is_told_with_it(reference: Reference) -> None:
    assert "không áp dụng quy định tại khoản 2" in told(reference, "i", 300)


@pytest.mark.parametrize(
    ("words", "room", "left"),
    [
        (
            (
                "Trồng lại rừng ở các sườn đồi dốc bị sạt lở sau bão; làm kè đá dọc các khúc sông "
                "bị xói mòn trong mùa mưa lũ vừa qua, dọn lòng suối"
            ),
            60,
            "Trồng lại rừng ở các sườn đồi dốc bị sạt lở sau bão …",
        ),
        (
            (
                "Được hoãn nộp tiền thuê đất trong sáu tháng đầu năm, trừ các cơ sở kinh doanh khoáng sản; "
                "được hướng dẫn làm thủ tục tại bộ phận một cửa của xã"
            ),
            50,
            "Được hoãn nộp tiền thuê đất trong sáu tháng đầu năm, trừ các cơ sở kinh doanh khoáng sản …",
        ),
        (
            (
                "Sửa chữa các cầu treo dân sinh xuống cấp ở vùng sâu, bảo đảm đi lại an toàn cho học sinh và nhân dân, "
                "hoàn thành trước ngày 30/9/2028"
            ),
            60,
            (
                "Sửa chữa các cầu treo dân sinh xuống cấp ở vùng sâu, bảo đảm đi lại an toàn cho học sinh và nhân dân, "
                "hoàn thành trước ngày 30/9/2028"
            ),
        ),
    ],
)
def test_words_are_cut_where_a_statement_ends_and_keep_exception_and_day(
    words: str, room: int, left: str
) -> None:
    assert clip(words, room) == left


def test_why_something_is_done_makes_way_for_what_is_done() -> None:
    assert (
        shortened("Căn cứ chức năng, nhiệm vụ được giao, lập kế hoạch trồng rừng.")
        == "lập kế hoạch trồng rừng."
    )
    assert shortened("Lập kế hoạch trồng rừng theo nhiệm vụ được giao.") == (
        "Lập kế hoạch trồng rừng theo nhiệm vụ được giao."
    )


def test_room_that_one_does_not_need_goes_to_the_others() -> None:
    assert share_out([10, 500, 500], [1, 1, 1], 210) == [10, 100, 100]
    assert share_out([0, 30], [1, 1], 100) == [0, 30]
    assert share_out([900, 900], [2, 1], 300) == [200, 100]
