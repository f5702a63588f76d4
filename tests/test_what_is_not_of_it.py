"""Questions whether a place has what another one has, questions of several parts and for several things, groups told by a
number, levels, and turns behind what was not answered: over two plans and a report of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking, last

GIA_LAI = """\
ỦY BAN NHÂN DÂN TỈNH GIA LAI
Số: 72/KH-UBND
Gia Lai, ngày 3 tháng 3 năm 2026

KẾ HOẠCH
Phát triển y tế buôn làng giai đoạn 2026 - 2030 trên địa bàn tỉnh Gia Lai

I. MỤC TIÊU ĐẾN NĂM 2030
1. Tỷ lệ trạm y tế có bác sĩ đạt 85%.
2. Đào tạo tối thiểu 600 y tá thôn bản.

II. NHIỆM VỤ
1. Tăng cường nhân lực phục vụ vận hành các trạm cấp cứu vùng biên
a) Đào tạo đội ngũ điều dưỡng biết tiếng dân tộc, thành thạo sơ cứu ban đầu.
b) Đào tạo lái xe cứu thương am hiểu đường rừng, có khả năng sửa chữa xe tại chỗ.
c) Lồng ghép nguồn vốn của các chương trình khác.
2. Xây dựng Trung tâm Điều phối và vận chuyển cấp cứu hàng không tỉnh đóng vai trò đầu mối của cả vùng.
3. Mỗi tháng các trạm kiểm tra, giám sát, điều chỉnh lịch trực và vận chuyển vật tư theo hướng dẫn.

III. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
a) Hằng năm tiếp nhận hồ sơ mua sắm của các trạm, gửi Kho bạc đối chiếu trước khi cấp vốn.
2. Sở Y tế
a) Chủ trì mở lớp sơ cứu cho trưởng buôn.
3. Ủy ban nhân dân các xã, phường
a) Bố trí đất xây trạm cấp cứu.
b) Báo cáo kết quả về Sở Y tế để tổng hợp theo định kỳ.
"""
DAK_LAK = """\
ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK
Số: 18/KH-UBND
Đắk Lắk, ngày 5 tháng 5 năm 2026

KẾ HOẠCH
Phát triển y tế buôn làng giai đoạn 2026 - 2030 trên địa bàn tỉnh Đắk Lắk

I. MỤC TIÊU ĐẾN NĂM 2030
1. Tỷ lệ trạm y tế có bác sĩ đạt 70%.
2. Mỗi quý các trạm kiểm tra, giám sát, điều chỉnh lịch trực và vận chuyển thuốc.

II. NHIỆM VỤ
1. Nâng cấp trung tâm y tế, trung tâm tiêm chủng và phòng khám của các huyện biên giới.
2. Các trạm báo cáo kết quả về Sở Y tế chậm nhất là ngày 20 tháng 11 hằng năm.

III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
a) Chủ trì mở lớp sơ cứu cho trưởng buôn.
"""
RATE = "Tỷ lệ trạm y tế có bác sĩ của Gia Lai đến năm 2030 là bao nhiêu?"
CREWS = "Để vận hành các trạm cấp cứu vùng biên, Gia Lai rèn những lớp người nào?"


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    texts = {"gia-lai": GIA_LAI, "dak-lak": DAK_LAK}
    with asking(tmp_path_factory.mktemp("plans"), texts) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "turns",
    [
        ("Đắk Lắk có bước gửi Kho bạc đối chiếu hồ sơ mua sắm giống Gia Lai không?",),
        ("Kế hoạch Đắk Lắk có lập trung tâm điều phối, vận chuyển cấp cứu hàng không không?",),
        ("Đắk Lắk có bố trí đất xây trạm cấp cứu như bên Gia Lai không?",),
        ("dak lak co trung tam dieu phoi van chuyen cap cuu hang khong nhu gia lai khong",),
        (
            "Gia Lai xây dựng Trung tâm Điều phối nào để vận chuyển cấp cứu hàng không?",
            "Kế hoạch Đắk Lắk có trung tâm kiểu đó không?",
        ),
    ],
)
def test_what_another_place_has_is_not_said_of_this_one(plans: PolicyAssistant, turns: tuple[str, ...]):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, [document for document, _ in cited[:1]]) == ("not_stated", ["gia-lai"]), text
    assert "Đắk Lắk" in text.partition("\n")[0]


@pytest.mark.parametrize(
    "turn",
    [
        "Đắk Lắk có mở lớp sơ cứu cho trưởng buôn như Gia Lai không?",
        "Đắk Lắk cũng giao Sở Y tế mở lớp sơ cứu giống Gia Lai chứ?",
    ],
)
def test_what_both_have_is_said_of_the_one_that_is_asked(plans: PolicyAssistant, turn: str):
    outcome, text, cited = last(plans, turn)
    assert (outcome, cited) == ("answered", [("dak-lak", "mục III.1.a")]), text


@pytest.mark.parametrize(
    ("turn", "parts"),
    [
        ("Ai mở lớp sơ cứu ở Gia Lai, rồi cấp nào duyệt, hôm mấy?", ["cấp nào duyệt", "hôm mấy"]),
        ("Gia Lai lập trung tâm nào, tại sự kiện nào công bố?", ["tại sự kiện nào công bố"]),
        ("Gia Lai đào tạo bao nhiêu y tá, hôm nào xong?", ["hôm nào xong"]),
        ("Gia Lai đưa ra mấy hướng dạy sơ cứu, mỗi hướng cho ai?", ["mỗi hướng cho ai"]),
        ("Chắc chưa bạn, Gia Lai đào tạo bao nhiêu y tá, hôm nào xong?", ["hôm nào xong"]),
    ],
)
def test_no_part_of_a_turn_is_taken_for_talk(plans: PolicyAssistant, turn: str, parts: list[str]):
    _, *others = plans._current().read_all(turn)
    assert [query.question for query in others] == parts


def test_a_part_that_is_said_to_the_assistant_asks_nothing(plans: PolicyAssistant):
    read = plans._current().read_all("Sao tôi tin được bạn? Gia Lai đào tạo bao nhiêu y tá?")
    assert [query.question for query in read] == ["Gia Lai đào tạo bao nhiêu y tá"]


@pytest.mark.parametrize(
    "turn",
    [
        CREWS,
        "Gia Lai đào tạo những nhóm nào để vận hành các trạm cấp cứu?",
        "Nhân lực cho trạm cấp cứu vùng biên của Gia Lai gồm những loại người nào?",
    ],
)
def test_things_that_stand_beside_each_other_are_told_together(plans: PolicyAssistant, turn: str):
    outcome, text, cited = last(plans, turn)
    assert outcome == "answered", text
    assert {("gia-lai", "mục II.1.a"), ("gia-lai", "mục II.1.b")} <= set(cited)


def test_one_of_them_is_pointed_to(plans: PolicyAssistant):
    outcome, text, cited = last(plans, CREWS, "Nhóm thứ hai phải làm được cái gì?")
    assert (outcome, cited[:1]) == ("answered", [("gia-lai", "mục II.1.b")]), text


@pytest.mark.parametrize(
    "turns",
    [
        (RATE, "Quy ra tiền Nhật thì mấy ví?", "Đắk Lắk có khác gì không hay y chang?"),
        (RATE, "Đắk Lắk khác không hay cũng vậy?"),
        (RATE, "dak lak co khac gi khong hay y chang"),
    ],
)
def test_likeness_is_asked_of_the_last_answer(plans: PolicyAssistant, turns: tuple[str, ...]):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, ("dak-lak", "mục I.1") in cited) == ("answered", True), text


@pytest.mark.parametrize(
    "turns",
    [
        ("Em chào anh, chị ở UBND phường bên Gia Lai", "Phường chị phải làm những việc gì?"),
        ("chị bên ủy ban xã, ở Gia Lai, mới nhận việc", "xã chị được giao gì vậy em?"),
    ],
)
def test_the_commune_of_whoever_asks_is_of_the_place_told(plans: PolicyAssistant, turns: tuple[str, ...]):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, {document for document, _ in cited}) == ("answered", {"gia-lai"}), text
    assert ("gia-lai", "mục III.3.a") in cited


@pytest.mark.parametrize(
    "turn", ["Báo cáo về đâu, hạn chót ngày nào?", "bao cao gui ve dau, han chot ngay nao"]
)
def test_the_day_is_asked_of_what_is_reported(plans: PolicyAssistant, turn: str):
    asked = "Ủy ban nhân dân các xã, phường ở Gia Lai được giao việc gì?"
    outcome, text, cited = last(plans, asked, turn)
    assert (outcome, cited[0]) == ("partly", ("gia-lai", "mục III.3.b")), text
    assert "mua sắm" not in text  # nothing of what else has a time


REPORT = """\
THỦY NÔNG VÀ NƯỚC SẠCH Ở BẾN TRE
Nguồn: bản tin tỉnh

# Chương trình Blue 500
Chương trình Blue 500 của Bến Tre mỗi năm cấp 40 tỷ đồng để khoan giếng cho các cù lao.
Blue 500 bắt đầu từ năm 2027.
Kỹ sư được Blue 500 chọn phải ở lại cù lao tối thiểu 4 năm.

# Lớp thợ giếng
Khoảng 30.000 thợ giếng được học ở trường nghề; thợ học xong cam kết làm việc cho tỉnh một thời gian nhất định.
"""


@pytest.fixture(scope="module")
def report(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(tmp_path_factory.mktemp("report"), {"blue": REPORT}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "turns",
    [
        ("Blue 500 là gì?", "Vậy năm nào cũng chọn đúng 500 người hả?"),
        ("Blue 500 mỗi năm cấp bao nhiêu tiền?", "Có phải chọn 500 kỹ sư không?"),
    ],
)
def test_the_number_of_a_name_is_no_figure(report: PolicyAssistant, turns: tuple[str, ...]):
    outcome, text, _ = last(report, *turns)
    assert outcome == "not_stated", text


@pytest.mark.parametrize(
    "turn",
    ["Nhóm 30.000 kia học xong cũng phải ở lại 4 năm à?", "nhóm 30.000 thợ phải ở lại 4 năm, đúng không?"],
)
def test_nothing_is_confirmed_of_a_group_by_the_clause_of_another(report: PolicyAssistant, turn: str):
    _, text, _ = last(report, "Kỹ sư được Blue 500 chọn phải ở lại mấy năm?", turn)
    assert "Đúng" not in text


@pytest.mark.parametrize("turn", ["bao gio bat dau", "vay khi nao bat dau"])
def test_a_name_may_be_typed_without_its_capital(report: PolicyAssistant, turn: str):
    outcome, text, _ = last(report, "blue 500 la gi vay", turn)
    assert (outcome, "2027" in text) == ("answered", True), text
