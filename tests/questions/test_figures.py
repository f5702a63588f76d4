"""Numbers of documents, classes and ranks are no figures; what a unit follows is one."""

from __future__ import annotations

import pytest

from assistant.language.values import find_values
from assistant.questions.corrections import conversation
from assistant.questions.figures import (
    asked_figure,
    belongs_to_name,
    figures_in,
    named_numbers,
    points_at_figure,
    required_figures,
)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Nghị quyết số 98 giao Lào Cai trồng 40 ha chè", ["40"]),
        ("Chương trình Sunrise 2.000 mỗi năm nhận 300 kỹ sư", ["300"]),
        ("Dự án 4, tiểu dự án 2 và 6 xã được hỗ trợ", ["6"]),
        ("dự án 6 xã", ["6"]),
        ("cấp 5 tỷ đồng cho học sinh lớp 9", ["5"]),
        ("chính quyền địa phương 2 cấp", []),
        ("đặt chỉ tiêu 120 bác sĩ", ["120"]),
        ("giai đoạn 31-35 trồng 20 ha", ["20"]),
        ("nhóm 3 gồm 15 hộ", ["15"]),
        ("điện gió 1A, 5G và 30 trạm", ["30"]),
        ("OCOP 70 sản phẩm", ["70"]),
        ("Decision 1719 asks for 25%", ["25%"]),
        ("cấp bao nhiêu tiền 1 năm", []),
        ("how much does it cost for 1 year", []),
        ("trong 1 năm phải trồng 30 ha", ["1", "30"]),
        ("1 tháng giáo viên được bao nhiêu tiền", []),
        ("phụ cấp 1 người được mấy triệu", []),
        ("sau 1 năm được bao nhiêu tiền", ["1"]),
        ("sunrise 2500 nhan bao nhieu nguoi", []),
        ("ocop 700 sản phẩm", ["700"]),
        ("gdp 14500 usd", ["14500"]),
        ("kế hoạch phòng dịch 0215 giao 12 xã", ["12"]),
        ("giao 02 xã và 0,5% hộ", ["02", "0,5%"]),
        ("tàu dài 15m và 4G ở 6 bến", ["15", "6"]),
        ("3 cảng đạt cấp độ 2", ["3"]),
        ("chi còn lại (3-3.1) là 90 đồng, tăng (5-7)%", ["90", "5", "7"]),
        ("Nghị quyết 41 đồng thời giao 9 đồng cho mỗi ca", ["9"]),
    ],
)
def test_numbers_of_names_are_no_figures(text: str, figures: list[str]) -> None:
    found = [v for v in find_values(text) if not belongs_to_name(text, v.start, v.end)]
    assert [value.written for value in found] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("đợt rét 3-7/1/2026 làm chết bao nhiêu trâu bò", []),
        ("nhà có con 7 tháng thì được tiêm gì", []),
        ("toi nam nay 58 tuoi co duoc vay khong", []),
        ("em nghe nói học 7 tháng đúng không", ["7"]),
        ("ngày 9, 10 và 11 tháng 8 năm 2027 tập huấn ai", []),
        ("từ ngày 2 đến ngày 6/3 cấm đường nào", []),
        ("ngay 5 den 8/9 ai truc", []),
        ("tháng 11 12-14, 2027 bão thiệt hại …", []),
        ("đợt rét 3-7/1/2026 có phải không", ["7/1/2026"]),
        ("giảm 10 - 15% so với 20/12", ["10", "15%", "20/12"]),
        ("chi 12 đến 15 tỷ trước 20/11", ["12", "15", "20/11"]),
        ("12 xã và 20/11 ở đâu", ["12", "20/11"]),
    ],
)
def test_days_up_to_another_say_when_and_are_no_figures(text: str, figures: list[str]) -> None:
    values, _ = required_figures(find_values(text), text, text)
    assert [value.written for value in values] == figures


@pytest.mark.parametrize(
    ("text", "read", "named"),
    [
        ("Does the plan for Decision 512 name the army?", "… 512 … quốc phòng", ["512"]),
        ("Under Decree 46, how many of 46 wards pay?", "nghị định 46, … 46 phường", []),
        ("Which wards plant 512 trees?", "phường … 512 trees", []),
    ],
)
def test_the_number_of_a_name_stays_one_where_its_word_is_none_of_the_plans(
    text: str, read: str, named: list[str]
) -> None:
    assert [value.written for value in named_numbers(find_values(read), text)] == named


@pytest.mark.parametrize(("turn", "figure", "unit"), conversation()["origin"]["reads"])
def test_a_figure_is_asked_about_with_its_unit(turn: str, figure: str, unit: str) -> None:
    asked = asked_figure(turn)
    assert asked is not None
    assert (asked.value.written, " ".join(asked.unit)) == (figure, unit)


@pytest.mark.parametrize("turn", conversation()["origin"]["leaves"])
def test_other_questions_ask_for_the_meaning_of_no_figure(turn: str) -> None:
    assert asked_figure(turn) is None


@pytest.mark.parametrize(
    ("turn", "points"),
    [
        ("Con số ấy ở Sơn La là mấy?", True),
        ("mức 20% đó lên bao nhiêu", True),
        ("con so do o gia lai", True),
        ("Tỷ lệ này có tăng không?", True),
        ("Mức hỗ trợ là bao nhiêu?", False),
        ("Con số nào cao nhất?", False),
    ],
)
def test_a_turn_points_back_to_a_figure(turn: str, points: bool):
    assert points_at_figure(turn) is points


def test_a_text_states_no_number_that_is_part_of_a_name():
    said = "Người được Sunrise 2.000 chọn ở lại 4 năm; tỷ lệ Robotics 20%."
    assert [value.written for value in figures_in(said)] == ["4", "20%"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("50 nghìn hộ đó do ai hỗ trợ?", ["50 nghìn=50000"]),
        ("50k cây giống", ["50k=50000"]),
        ("tỉnh có 1,5 ngàn giáo viên phải không", ["1,5 ngàn=1500"]),
        ("dành 190 nghìn tỷ đồng phải không", ["190=190"]),
        ("có 50 không", ["50=50"]),
        ("Chè cũng nằm trong 8 cây ấy đúng không", []),
        ("trong số 12 xã vùng cao đó có xã Nậm Cang không", []),
        ("trong 8 huyện có 3 huyện đạt chuẩn phải không", ["8=8", "3=3"]),
    ],
)
def test_thousands_belong_to_their_figure_and_how_many_were_told_is_none(
    text: str, figures: list[str]
) -> None:
    values, _ = required_figures(find_values(text), text, text)
    assert [f"{value.written}={value.key}" for value in values] == figures


def test_a_figure_of_a_text_has_its_thousands() -> None:
    assert [value.key for value in figures_in("đào tạo 50 nghìn người, 50.000 lượt")] == ["50000", "50000"]
