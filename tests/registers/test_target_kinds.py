"""Kinds of lines that look like targets and are none, and wholes of shares: each in documents of its own."""

from __future__ import annotations

import pytest

from assistant.documents import parse_sections
from assistant.language.text import nfc
from assistant.registers import extract_targets
from assistant.types import Document, Target


def targets(words: str, title: str = "Kế hoạch", date: str | None = None) -> tuple[Target, ...]:
    text = nfc(f"KẾ HOẠCH\n{words}")
    document = Document("d", nfc(title), "Kế hoạch", "plan", "official", text, place="Huế", date=date)
    return extract_targets(document, parse_sections(document))


@pytest.mark.parametrize(
    "words",
    [
        "II. CHỈ TIÊU TRỒNG RỪNG\n1. Chỉ tiêu diện tích rừng trồng mới theo từng loại đất.\n",
        "II. MỤC TIÊU\n1. Mục tiêu tổng quát (phù hợp với chiến lược phát triển rừng).\n",
        "II. MỤC TIÊU\n1. Tuần lễ nước sạch\na) Các hoạt động chính\n- Treo khẩu hiệu ở bến chợ.\n",
        "Điều 4. Yêu cầu, chỉ tiêu trong lập quy hoạch bến bãi\n1. Được tính 3 m2 sân bãi cho một thuyền.\n",
    ],
)
def test_outlines_activities_and_norms_of_plans_are_no_targets(words: str):
    assert targets(words) == ()


def test_a_share_in_a_total_is_one_of_that_total():
    first, second = targets(
        "II. MỤC TIÊU\n1. Tỷ lệ nữ thợ lặn trong tổng số người có chứng chỉ lặn đạt 20% vào năm 2028.\n"
        "2. 80% hồ sơ tàu cá đã được số hóa vào năm 2029.\n"
    )
    assert (first.base, second.base) == ("người có chứng chỉ lặn", "hồ sơ tàu cá")


def test_a_row_of_what_is_included_is_called_by_what_it_is_of():
    rows = targets(
        "I. CHỈ TIÊU\n\n| TT | Chỉ tiêu | ĐVT | Năm 2027 |\n| --- | --- | --- | --- |\n"
        "| 1 | Sản lượng muối | tấn | 900 |\n| | Trong đó: - Muối sạch | tấn | 300 |\n| 2 | Sản lượng cá | tấn | 70 |\n"
    )
    assert [row.indicator.rpartition(": ")[2] for row in rows] == [
        "Sản lượng muối",
        "Muối sạch",
        "Sản lượng cá",
    ]


def test_years_before_those_that_a_plan_is_for_are_no_goals():
    rows = targets(
        "II. MỤC TIÊU\n| Chỉ tiêu | Đơn vị | Năm 2027 | Năm 2028 | Năm 2029 |\n| --- | --- | --- | --- | --- |\n"
        "| Diện tích rau sạch | ha | 70 | 80 | 95 |\n",
        title="Kế hoạch số 12 năm 2027 về trồng rau giai đoạn 2028 - 2029",
        date="2027-10-01",
    )
    assert [(row.value, str(row.period)) for row in rows] == [(80, "2028"), (95, "2029")]


def test_a_motto_is_no_target():
    rows = targets("II. MỤC TIÊU\n1. Chủ đề\n“Nước sạch cho mọi bản làng”.\n2. Số giếng đạt 40 giếng.\n")
    assert all("Nước sạch" not in row.indicator for row in rows)


def test_the_title_of_an_annex_is_no_part_of_an_indicator():
    rows = targets(
        "PHỤ LỤC 02: CHỈ TIÊU\n| TT | Chỉ tiêu | Đơn vị | Năm 2028 |\n| --- | --- | --- | --- |\n"
        "| | Tổng sản lượng | tấn | 70 |\n"
    )
    assert [row.indicator for row in rows] == ["Tổng sản lượng"]


def test_an_article_on_goals_holds_targets_and_one_on_functions_none():
    rows = targets(
        "Điều 2. Mục tiêu\n1. Trẻ ven sông biết bơi và biết gọi cứu hộ.\n"
        "Điều 3. Mục tiêu, chức năng của Quỹ\n1. Cho vay đóng thuyền.\n"
    )
    assert [row.indicator for row in rows] == ["Trẻ ven sông biết bơi và biết gọi cứu hộ"]


def test_what_a_share_comes_from_is_not_of_its_whole():
    (row,) = targets(
        "II. MỤC TIÊU\n1. Đến năm 2029 có ít nhất 12% giáo viên từ nguồn thu hút, tuyển dụng người ở xa.\n"
    )
    assert row.base == "giáo viên"


def test_shares_that_are_joined_have_what_is_said_of_both():
    rows = targets("II. MỤC TIÊU\n1. Trên 80% số thôn và 100% số phường có loa truyền thanh.\n")
    assert [(row.indicator, row.base) for row in rows] == [
        ("số thôn có loa truyền thanh", "số thôn"),
        ("số phường có loa truyền thanh", "số phường"),
    ]


def test_an_indicator_keeps_what_is_joined_in_front_of_its_amount():
    (row,) = targets(
        "II. MỤC TIÊU\n1. Tỷ lệ số ngày có nước sông ở mức sạch và trung bình đạt tối thiểu 80%.\n"
    )
    assert row.indicator == "Tỷ lệ số ngày có nước sông ở mức sạch và trung bình"


@pytest.mark.parametrize(
    "line",
    ["1. Diện tích sân chơi bình quân đầu người.", "1. Mục tiêu cụ thể (bao gồm điểm a khoản 2 Điều 9)."],
)
def test_lines_of_an_outline_are_no_targets(line: str):
    assert targets(f"II. MỤC TIÊU\n{line}\n") == ()


def test_what_is_to_become_of_something_without_an_amount_is_a_target():
    (row,) = targets("II. MỤC TIÊU\n1. Tỷ lệ trẻ bỏ học ngày càng thấp.\n")
    assert row.kind == "qualitative"


@pytest.mark.parametrize(
    ("line", "base"),
    [
        ("1. 90% hộ có người khuyết tật đạt mức sống trung bình.", "hộ có người khuyết tật"),
        ("1. 75% khu vực có nguy cơ sạt lở có biển báo.", "khu vực có nguy cơ sạt lở"),
        ("1. 75% khu vực có biển báo và đạt chuẩn sạch.", "khu vực"),
        ("1. Hỗ trợ vay vốn cho 100% người lao động khi có nhu cầu.", "người lao động khi có nhu cầu"),
    ],
)
def test_which_ones_are_meant_belongs_to_what_a_share_is_of(line: str, base: str):
    (row, *_) = targets(f"II. MỤC TIÊU\n{line}\n")
    assert row.base == base


def test_the_whole_place_leaves_no_word_behind_in_a_name():
    (row,) = targets("II. MỤC TIÊU\n1. 60% số thư viện xã trên toàn tỉnh mở cửa buổi tối.\n")
    assert row.indicator_name == "thư viện xã mở cửa buổi tối"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (  # the amount stands apart from what is to become of it
            "Giảm lượng rác nhựa trên bãi biển 8% so với kịch bản thường và 20% khi có tài trợ.",
            [
                ("lượng rác nhựa trên bãi biển", "giảm", 8),
                ("lượng rác nhựa trên bãi biển: khi có tài trợ", "giảm", 20),
            ],
        ),
        (
            "Tăng thêm 20% số lớp bơi và 10% số bể bơi.",
            [("số lớp bơi", "Tăng thêm", 20), ("số bể bơi", "tăng", 10)],
        ),
        (  # how fast it grows is a level, not a change
            "Giá trị vải thiều xuất khẩu đạt 12 triệu USD, tốc độ tăng bình quân 6%/năm.",
            [
                ("Giá trị vải thiều xuất khẩu", "đạt", 12),
                ("tốc độ tăng – Giá trị vải thiều xuất khẩu", None, 6),
            ],
        ),
        (
            "Có ít nhất một trạm cứu hộ rùa được công nhận.",
            [("trạm cứu hộ rùa được công nhận", "ít nhất", 1)],
        ),
        ("Có ít nhất một trong các bến được sửa.", [("Có ít nhất một trong các bến được sửa", None, None)]),
        (
            "Phấn đấu 9 bác sĩ/vạn dân và 32 giường bệnh/vạn dân.",
            [("số bác sĩ/vạn dân", None, 9), ("số giường bệnh/vạn dân", None, 32)],
        ),
        ("Mở mới 05 bến và nâng cấp 07 chợ cá.", [("Mở mới bến", None, 5), ("nâng cấp chợ cá", None, 7)]),
        ("Nuôi cá lồng cấp độ 3 ở 04 hồ.", [("Nuôi cá lồng cấp độ 3 ở 04 hồ", None, None)]),
        ("Bình quân mỗi năm giảm 2% tỷ lệ hộ nghèo.", [("tỷ lệ hộ nghèo", "giảm", 2)]),
        ("Chất lượng nước hồ ở đô thị và nông thôn.", []),
        ("Chất lượng nước hồ được cải thiện.", [("Chất lượng nước hồ được cải thiện", None, None)]),
    ],
)
def test_what_amounts_in_running_prose_are_of(
    line: str, expected: list[tuple[str, str | None, float | None]]
):
    rows = targets(f"II. MỤC TIÊU\n1. Mục tiêu cụ thể đến năm 2030\n- {line}\n")
    assert [(row.indicator, row.comparator, row.value) for row in rows] == expected


def test_the_year_that_a_sentence_begins_with_holds_up_to_its_end():
    rows = targets(
        "II. MỤC TIÊU\n1. Mục tiêu cụ thể đến năm 2030\n"
        "- Đến năm 2028 xây 25 km kè, sửa chữa 40 km đê và trồng 300 ha bần; thả 20 ha rong.\n"
        "- Độ mặn đạt 2% vào năm 2027, độ đục còn 5%.\n"
    )
    assert [str(row.period) for row in rows] == ["2028", "2028", "2028", "2030", "2027", "2030"]


def test_a_later_share_of_the_same_has_its_whole():
    _, later = targets(
        "II. MỤC TIÊU\n- Đến năm 2027, 85% số bến đò có phao cứu sinh; đến năm 2030 là 100%.\n"
    )
    assert (later.indicator, later.base, str(later.period)) == (
        "số bến đò có phao cứu sinh",
        "số bến đò",
        "2030",
    )


def test_a_device_is_no_predicate():
    (row,) = targets("II. MỤC TIÊU\n- Đến năm 2030, 70% số tàu cá lắp thiết bị dò cá được đăng kiểm.\n")
    assert row.base == "số tàu cá lắp thiết bị dò cá"


def test_a_change_in_brackets_says_more_of_the_amount_before_whatever_follows_them():
    _, change = targets(
        "II. MỤC TIÊU\n- Độ mặn trung bình ở cửa sông đạt dưới 2 mg/l (giảm 20% so với mức năm 2024) tại các điểm đo.\n"
    )
    assert (change.indicator, change.comparator, change.base) == (
        "Độ mặn trung bình ở cửa sông",
        "giảm",
        None,
    )
