"""The target register: sub-targets, shares and what they are of, periods, tables; what is unsure is marked, not guessed."""

from __future__ import annotations

from assistant.documents import parse_sections
from assistant.language.text import nfc
from assistant.registers import extract_targets
from assistant.types import Document, Target

HEAD = "KẾ HOẠCH\nI. MỤC TIÊU\n1. Mục tiêu cụ thể đến năm 2030\n"


def targets(text: str, *, head: str = HEAD, date: str | None = None) -> list[Target]:
    document = Document(
        "d", "Kế hoạch", "Kế hoạch", "plan", "official", nfc(head + text), place="Huế", date=date
    )
    return list(extract_targets(document, parse_sections(document)))


def brief(text: str, **how: str) -> list[tuple[str, float | None, str | None, str | None]]:
    return [(t.indicator, t.value, t.unit, t.to_dict()["period"]) for t in targets(text, **how)]


def test_parts_of_a_target_stand_under_it_and_share_its_base():
    rows = targets(
        "- Tỷ lệ hộ dân dùng nước sạch đạt 95%, trong đó ít nhất 90,5% ở nông thôn và 99% ở đô thị. Trồng 200 cây xanh.\n"
    )
    assert [(t.value, t.comparator, t.base, t.parent) for t in rows] == [
        (95, "đạt", "hộ dân", None),
        (90.5, "ít nhất", "hộ dân", rows[0].id),
        (99, None, "hộ dân", rows[0].id),
        (200, None, None, None),
    ]


def test_parts_behind_a_colon_go_on_over_semicolons_and_belong_to_the_target_of_their_unit():
    rows = targets(
        "- Giá trị xuất khẩu đạt 400 triệu USD, tăng bình quân 10%/năm. "
        "Trong đó: Nông sản đạt 395 triệu USD; Hàng dệt đạt 05 triệu USD.\n"
    )
    assert [(t.value, t.parent) for t in rows] == [
        (400, None),
        (10, None),
        (395, rows[0].id),
        (5, rows[0].id),
    ]


def test_a_whole_clause_is_the_indicator_of_a_hundred_percent():
    (row,) = targets("- 100% học sinh lớp 9 trên địa bàn được học bơi, có giấy chứng nhận.\n")
    assert (row.indicator, row.base) == (
        "học sinh lớp 9 trên địa bàn được học bơi, có giấy chứng nhận",
        "học sinh lớp 9 trên địa bàn",
    )


def test_a_count_in_what_is_said_of_a_share_is_no_target_of_its_own():
    assert brief("- 100% cơ quan, tổ chức sử dụng ít nhất 01 ứng dụng số.\n") == [
        ("cơ quan, tổ chức sử dụng ít nhất 01 ứng dụng số", 100, "%", "2030")
    ]


def test_each_of_several_targets_of_a_clause_has_its_own_words():
    assert brief(
        "- Tỷ lệ hộ nghèo giảm còn 1%, thu nhập bình quân đạt 90 triệu đồng/người; đào tạo 300 giáo viên, giảng viên.\n"
    ) == [
        ("Tỷ lệ hộ nghèo", 1, "%", "2030"),
        ("thu nhập", 90, "triệu đồng/người", "2030"),
        ("đào tạo giáo viên, giảng viên", 300, "người", "2030"),
    ]


def test_the_period_is_the_clauses_own_before_that_of_its_heading():
    assert [
        t.to_dict()["period"]
        for t in targets("- Đến năm 2035, tỷ lệ hộ có điện đạt 99%, giảm 20% số hộ so với năm 2024.\n")
    ] == ["2035", "2035"]


def test_a_heading_with_two_periods_gives_none():
    rows = targets(
        "- Tỷ lệ hộ có điện đạt 99%.\n",
        head="KẾ HOẠCH\nI. MỤC TIÊU GIAI ĐOẠN 2026 - 2030, TẦM NHÌN ĐẾN NĂM 2045\n",
    )
    assert [t.period for t in rows] == [None]


def test_a_yearly_target_without_years_holds_each_year():
    rows = targets("- Hằng năm bồi dưỡng 100 lượt cán bộ.\n", head="KẾ HOẠCH\nI. MỤC TIÊU\n")
    assert [(t.value, t.to_dict()["period"]) for t in rows] == [(100, "hằng năm")]


def test_ranges_and_numbers_without_a_unit_are_unsure():
    rows = targets(
        "- Tốc độ tăng trưởng đạt 10 - 12%.\n- Chỉ số PCI đạt trên 70.\n- Tỷ lệ hộ có điện đạt 99%.\n"
    )
    assert [(t.value, t.upper, t.unit, t.unsure) for t in rows] == [
        (10, 12, "%", True),
        (70, None, None, True),
        (99, None, "%", False),
    ]


def test_a_clause_without_an_amount_is_qualitative_and_one_that_introduces_is_none():
    rows = targets(
        "- Thành phố đạt chuẩn cấp độ 3 theo Nghị quyết số 57-NQ/TW.\n- Một số chỉ tiêu:\n+ 100% xã có trạm y tế.\n"
    )
    assert [(t.kind, t.value) for t in rows] == [("qualitative", None), ("quantitative", 100)]


def test_tasks_and_titles_that_name_goals_hold_no_targets():
    assert targets("- Trồng 200 cây.\n", head="KẾ HOẠCH\nI. NHIỆM VỤ THỰC HIỆN CÁC MỤC TIÊU\n") == []
    assert targets("- Trồng 200 cây.\n", head="KẾ HOẠCH\nI. Chương trình mục tiêu quốc gia\n") == []


TABLE = """II. CHỈ TIÊU CHỦ YẾU
| **TT** | **Chỉ tiêu** | **ĐVT** | **ƯTH Năm 2025** | **GIAI ĐOẠN 2026 - 2030** |
| **Năm 2026** | **Năm 2030** |
| **I** | **CÂY CÔNG NGHIỆP** |
| **1** | **Chè** |
| - | Diện tích | Ha | 6.132 | 6.500 | 8.000 |
| - | Sản lượng | Tấn | 56.182 | 1-1,5 | ≥ 90.000 |
| 2 | Tỷ lệ hộ trồng chè có hợp đồng | % | 30 | | 60 |
| - | Giống mới | Ha | 10 |
"""


def test_a_table_by_year_has_a_target_in_each_cell_but_not_in_those_of_what_was():
    rows = targets(TABLE, head="KẾ HOẠCH\n", date="2025-11-20")
    assert [
        (t.indicator, t.comparator, t.value, t.upper, t.unit, t.to_dict()["period"], t.unsure) for t in rows
    ] == [
        ("Chè: Diện tích", None, 6500, None, "Ha", "2026", False),
        ("Chè: Diện tích", None, 8000, None, "Ha", "2030", False),
        ("Chè: Sản lượng", None, 1, 1.5, "Tấn", "2026", True),
        ("Chè: Sản lượng", "≥", 90000, None, "Tấn", "2030", False),
        ("Tỷ lệ hộ trồng chè có hợp đồng", None, 60, None, "%", "2030", False),
        ("Tỷ lệ hộ trồng chè có hợp đồng: Giống mới", None, None, None, None, None, True),
    ]
    assert [t.base for t in rows][4] == "hộ trồng chè"
    assert rows[0].quote == "| - | Diện tích | Ha | 6.132 | 6.500 | 8.000 |"


def test_a_row_of_which_an_empty_cell_made_two_lines_is_one_row():
    rows = targets(
        "II. CHỈ TIÊU\n| TT | Chỉ tiêu | Đơn vị | Năm 2026 | Năm 2027 | Năm 2028 |\n|---|---|---|---|---|---|\n"
        "| 1 | Số trường | Trường | 5 | 6 | 7 |\n| 2 | Số lớp | Lớp |\n| 8 | 9 |\n| 3 | Số cầu | Cầu | 1 | 2 | 3 |\n",
        head="KẾ HOẠCH\n",
    )
    assert [(t.indicator, t.value, t.to_dict()["period"]) for t in rows if t.indicator == "Số lớp"] == [
        ("Số lớp", 8, "2027"),
        ("Số lớp", 9, "2028"),
    ]
    assert next(t for t in rows if t.indicator == "Số lớp").quote == "| 2 | Số lớp | Lớp |\n| 8 | 9 |"


def test_the_unit_of_a_table_may_stand_above_it():
    rows = targets(
        "II. CHỈ TIÊU THU\nĐơn vị: Triệu đồng.\n"
        "| TT | Nội dung | Năm 2026 | Năm 2027 |\n|---|---|---|---|\n| 1 | Thu nội địa | 500 | 600 |\n",
        head="KẾ HOẠCH\n",
    )
    assert [(t.value, t.unit) for t in rows] == [(500, "Triệu đồng"), (600, "Triệu đồng")]


def test_brackets_that_hold_no_unit_leave_the_unit_above_the_table():
    rows = targets(
        "II. CHỈ TIÊU THU\nĐơn vị: Triệu đồng.\n| TT | Nội dung | Năm 2026 |\n|---|---|---|\n"
        "| *A* | *B* | *1=2* |\n| 1 | Tổng thu (I+II) | 500 |\n| 2 | Xuất khẩu (Nghìn USD) | 70 |\n",
        head="KẾ HOẠCH\n",
    )
    assert [(t.value, t.unit) for t in rows] == [(500, "Triệu đồng"), (70, "Nghìn USD")]


def test_a_goal_stated_ahead_of_those_with_amounts_is_a_row_too():
    rows = targets("- Ngăn ngừa và giảm đáng kể ô nhiễm môi trường biển; 100% rác thải nhựa được thu gom.\n")
    assert [(t.kind, t.value) for t in rows] == [("quantitative", 100), ("qualitative", None)]
    assert rows[1].indicator == "Ngăn ngừa và giảm đáng kể ô nhiễm môi trường biển"


def test_a_rate_below_an_amount_is_no_part_of_it():
    rows = targets(
        "II. CHỈ TIÊU\n| TT | Chỉ tiêu | Đơn vị | Năm 2026 |\n|---|---|---|---|\n| 1 | Xuất khẩu | Triệu USD | 2.800 |\n"
        "| | Tốc độ tăng | % | 107 |\n| | Hàng dệt | Triệu USD | 900 |\n",
        head="KẾ HOẠCH\n",
    )
    assert [t.parent for t in rows] == [None, None, rows[0].id]


def test_a_change_has_its_goal_for_its_own_year_and_no_row_for_what_was():
    assert brief(
        "- Nâng tỷ lệ hộ dùng nước máy từ 61% năm 2025 lên 88% năm 2031.\n"
        "- Giảm số vụ cháy từ 140 vụ xuống còn 90 vụ vào năm 2029.\n"
        "- Kim ngạch gấp 1,8 lần năm 2025.\n"
    ) == [
        ("tỷ lệ hộ dùng nước máy", 88, "%", "2031"),
        ("số vụ cháy", 90, "vụ", "2029"),
        ("Kim ngạch", 1.8, "lần", "2030"),
    ]


def test_what_was_in_brackets_is_no_target_of_a_later_document():
    text = "- Tỷ lệ bê tông hóa đường thôn đạt 70% (năm 2025 đạt 66,2%).\n"
    assert brief(text, date="2026-03-01") == [("Tỷ lệ bê tông hóa đường thôn", 70, "%", "2030")]


def test_an_amount_on_another_condition_is_of_the_same_indicator():
    rows = targets("- Lượng khí thải giảm 8% không điều kiện và 15% khi có vốn ngoài nước.\n")
    assert [(r.indicator, r.comparator, r.value) for r in rows] == [
        ("Lượng khí thải: không điều kiện", "giảm", 8),
        ("Lượng khí thải: khi có vốn ngoài nước", "giảm", 15),
    ]


def test_what_each_of_the_counted_costs_is_no_target_of_its_own():
    assert [(r.value, r.unit) for r in targets("- Xây 05 trạm bơm, mỗi trạm 2,500,000 USD.\n")] == [
        (5, "trạm")
    ]


def test_a_period_that_the_title_alone_states_is_that_of_every_target_without_another():
    plan = Document(
        "d", "Kế hoạch trồng rừng năm 2027", "Kế hoạch", "plan", "official",
        nfc("KẾ HOẠCH\nI. MỤC TIÊU\n- Trồng 300 ha rừng.\n- Trồng 900 ha đến năm 2029.\n"),
    )  # fmt: skip
    rows = extract_targets(plan, parse_sections(plan))
    assert [(r.value, str(r.period)) for r in rows] == [(300, "2027"), (900, "2029")]


def test_the_steps_of_a_road_map_are_targets_of_what_stands_above_them():
    text = (
        "QUYẾT ĐỊNH\nĐiều 2. Thay thế lò đốt\n1. Tỷ lệ lò đốt đạt chuẩn theo lộ trình:\n"
        "a) Từ ngày 01 tháng 3 năm 2027 đến hết ngày 31 tháng 12 năm 2028: tối thiểu 40%;\n"
        "b) Từ ngày 01/01/2029: 100%.\n2. Thời hạn nộp hồ sơ:\na) Trong năm 2027: 15 ngày.\n"
    )
    assert brief(text, head="") == [
        ("Tỷ lệ lò đốt đạt chuẩn", 40, "%", "2027-2028"),
        ("Tỷ lệ lò đốt đạt chuẩn", 100, "%", "2029"),
    ]


def test_lines_of_a_form_are_no_targets():
    rows = targets("a) Về thái độ: ......................\nb) Có 5 trạm bơm.\n")
    assert [row.value for row in rows] == [5]


def test_a_number_glued_to_its_share_is_the_mark_of_the_clause():
    text = "KẾ HOẠCH\nI. MỤC TIÊU\n1.100% thôn có loa.\n2.100% chợ có đồng hồ nước.\n"
    assert [value for _, value, *_ in brief(text, head="")] == [100, 100]


def test_what_people_are_called_after_belongs_to_the_base_and_a_base_may_be_all_that_is_said():
    rows = targets(
        "- 90% nhân viên vận hành trạm bơm có chứng chỉ.\n- Cấp thẻ cho 100% hộ nghèo ven sông.\n"
        "- 100% các chợ bố trí lối đi cho xe lăn.\n"
    )
    assert [row.base for row in rows] == ["nhân viên vận hành trạm bơm", "hộ nghèo ven sông", "các chợ"]


def test_a_line_above_tells_what_those_below_it_are_of_and_in_which_unit():
    text = (
        "- Tỷ lệ hộ có điện:\n+ Đô thị: 99%\n+ Hải đảo đạt 80%\n+ Trồng 30 ha rừng ngập mặn\n"
        "- Năng suất lúa (tấn/ha):\n+ Năm 2027: 6,2\n+ Năm 2029: 6,5\n"
        "- Đến năm 2028:\n+ 70% số chợ có kho lạnh\n- Về thủy lợi:\n+ Kênh mương: 40 km\n"
    )
    assert [(t.indicator, t.value, t.unit, t.base, t.to_dict()["period"]) for t in targets(text)] == [
        ("Tỷ lệ hộ có điện: Đô thị", 99, "%", "hộ", "2030"),
        ("Tỷ lệ hộ có điện: Hải đảo", 80, "%", "hộ", "2030"),
        ("Tỷ lệ hộ có điện: Trồng rừng ngập mặn", 30, "ha", None, "2030"),
        ("Năng suất lúa", 6.2, "tấn/ha", None, "2027"),
        ("Năng suất lúa", 6.5, "tấn/ha", None, "2029"),
        ("số chợ có kho lạnh", 70, "%", "số chợ", "2028"),
        ("Kênh mương", 40, "km", None, "2030"),
    ]


def test_lines_below_a_target_that_ends_with_of_which_are_its_parts():
    whole, goats, sheep = targets(
        "- Tổng đàn 9.000 con, trong đó:\n+ Đàn dê 5.000 con\n+ Đàn cừu 4.000 con\n"
    )
    assert (whole.parent, goats.parent, sheep.parent) == (None, whole.id, whole.id)
    assert "trong đó" not in whole.indicator


def test_a_rate_per_so_many_is_one_amount():
    assert brief(
        "- Tỷ số giới tính khi sinh dưới 110 bé trai/100 bé gái.\n"
        "- Tỷ suất tử vong mẹ giảm còn 9/100.000 trẻ đẻ sống vào năm 2029.\n- Số bác sĩ đạt 12 bác sĩ/10.000 dân.\n"
    ) == [
        ("Tỷ số giới tính khi sinh", 110, "bé trai/100 bé gái", "2030"),
        ("Tỷ suất tử vong mẹ", 9, "/100.000 trẻ đẻ sống", "2029"),
        ("Số bác sĩ", 12, "bác sĩ/10.000 dân", "2030"),
    ]


def test_words_of_time_and_numbers_of_targets_are_no_part_of_what_is_measured():
    assert brief(
        "- Chỉ tiêu 2: Từ năm 2027 trở đi, 100% bến đò có phao.\n- Phấn đấu năm 2028 đạt 65% số chợ có kho.\n"
        "- 90% hộ trồng chè ở vùng cao; vùng bãi ngang và ít nhất 70% hộ trồng lúa được tập huấn.\n"
    ) == [
        ("bến đò có phao", 100, "%", "2027"),
        ("số chợ có kho", 65, "%", "2028"),
        ("hộ trồng chè ở vùng cao", 90, "%", "2030"),
        ("hộ trồng lúa được tập huấn", 70, "%", "2030"),
    ]


def test_how_a_form_is_filled_in_and_parameters_of_a_reserve_are_no_targets():
    assert targets("- Nêu rõ mục tiêu đã đạt và 3 nhiệm vụ.\n- Mô tả hiện trạng 5 hồ.\n") == []
    assert (
        targets("- Chiều dày thân quặng 2 m.\n", head="MẪU\nI. MỤC LỤC\n1. Chỉ tiêu tính trữ lượng\n") == []
    )
