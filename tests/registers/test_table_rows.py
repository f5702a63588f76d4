"""Rows of tables in both registers: what each column is for, whose names stand in it, what unit its values have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import parse_sections
from assistant.language.text import nfc
from assistant.registers import extract_responsibilities, extract_targets
from assistant.types import Document, Responsibility, Target

HEAD = "KẾ HOẠCH\nI. MỤC TIÊU\n"


def document(text: str, title: str) -> Document:
    return Document("d", title, "Kế hoạch", "plan", "official", nfc(HEAD + text), date="2026-02-03")


def targets(text: str, *, title: str = "Kế hoạch") -> list[Target]:
    plan = document(text, title)
    return list(extract_targets(plan, parse_sections(plan)))


def duties(text: str) -> list[Responsibility]:
    plan = document(text, "Kế hoạch")
    return list(extract_responsibilities(plan, parse_sections(plan)))


def brief(rows: list[Target]) -> list[tuple[str, str | None, float | None, str | None, str, bool]]:
    return [(r.indicator, r.comparator, r.value, r.unit, str(r.period), r.unsure) for r in rows]


CELLS = st.sampled_from(
    [
        "",
        "-",
        "1",
        "(2)",
        "72,5",
        "≥ 40 %",
        "từ 3 đến 5 %",
        "Năm 2027",
        "Quý III/2027",
        "Tỷ lệ hộ có bể lọc",
        "%",
        "Thôn Hạ",
        "✓",
        "Sở Y tế",
        "Ủy ban nhân dân các xã",
        "STT",
        "Chỉ tiêu",
        "ĐVT",
        "Cơ quan chủ trì",
        "Phối hợp",
        "Thời hạn",
        "Sản phẩm",
        "I",
    ]
)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=7),
    st.booleans(),
    st.integers(0, 6),
)
def test_any_table_is_read(rows: list[list[str]], framed: bool, ruled: int):
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(min(ruled, len(lines)), f"|{' --- |' * len(rows[0])}")
    text = "\n".join(lines)
    plan = document(f"II. TỔ CHỨC THỰC HIỆN\n{text}\n" if framed else text, "Kế hoạch đến năm 2030")
    sections = parse_sections(plan)
    quotes = [(row.start, row.end, row.quote) for row in extract_targets(plan, sections)]
    quotes += [(row.start, row.end, row.quote) for row in extract_responsibilities(plan, sections)]
    for start, end, quote in quotes:
        assert plan.text[start:end] == quote


def test_a_name_that_spans_rows_is_told_apart_by_what_stands_beside_it():
    assert brief(
        targets(
            "| Cụm | Thôn | Số hộ có hầm biogas năm 2027 |\n| --- | --- | --- |\n"
            "| Cụm Bắc | Thôn Hạ | 140 |\n| Thôn Thượng | 95 |\n| Cụm Nam | Thôn Trung | 1.210 |\n"
        )
    ) == [
        ("Cụm Bắc – Thôn Hạ – Số hộ có hầm biogas", None, 140, "hộ", "2027", False),
        ("Cụm Bắc – Thôn Thượng – Số hộ có hầm biogas", None, 95, "hộ", "2027", False),
        ("Cụm Nam – Thôn Trung – Số hộ có hầm biogas", None, 1210, "hộ", "2027", False),
    ]


def test_cells_have_bounds_and_units_of_their_own():
    assert brief(
        targets(
            "| TT | Chỉ tiêu | Năm 2027 | Năm 2030 |\n| --- | --- | --- | --- |\n"
            "| 1 | Rừng ngập mặn | 450 ha | trên 1.200 ha |\n| 2 | Hộ có nước sạch | ≥ 80 % | 95 - 98 % |\n"
        )
    ) == [
        ("Rừng ngập mặn", None, 450, "ha", "2027", False),
        ("Rừng ngập mặn", "trên", 1200, "ha", "2030", False),
        ("Hộ có nước sạch", "≥", 80, "%", "2027", False),
        ("Hộ có nước sạch", None, 95, "%", "2030", True),
    ]


def test_a_unit_over_the_heads_is_that_of_all_values():
    assert brief(
        targets(
            "| Đơn vị tính: nghìn tấn | | |\n| TT | Chỉ tiêu | Năm 2028 |\n| --- | --- | --- |\n"
            "| 1 | Cá tra | 45 |\n| 2 | Tôm sú | 7,5 |\n"
        )
    ) == [
        ("Cá tra", None, 45, "nghìn tấn", "2028", False),
        ("Tôm sú", None, 7.5, "nghìn tấn", "2028", False),
    ]


def test_a_column_of_times_is_a_deadline_whatever_year_its_head_names():
    (duty,) = duties(
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Kế hoạch năm 2027 |\n| --- | --- | --- | --- |\n"
        "| 1 | Cắm mốc hành lang đê | Sở Xây dựng | Quý II/2027 |\n"
    )
    assert (duty.agency, duty.task, str(duty.deadline)) == (
        "Sở Xây dựng",
        "Cắm mốc hành lang đê",
        "Quý II/2027",
    )


def test_a_column_of_who_leads_holds_bodies_that_no_list_knows():
    rows = duties(
        "| STT | Công việc | Đơn vị chủ trì | Đơn vị phối hợp | Tiến độ |\n|---|---|---|---|---|\n"
        "| 1 | Mở lớp học bơi | TT VHTT | Phòng VH-XH | Tháng 6/2027 |\n"
        "| 2 | In tờ rơi | Tổ CNSCĐ | | Thường xuyên |\n"
        "| 3 | Quét dọn chợ | hằng tuần | | |\n"
    )
    assert [(r.agency, r.agency_name, r.task, r.partners, r.unsure) for r in rows] == [
        ("TT VHTT", "TT Văn hóa và Thể thao", "Mở lớp học bơi", ("Phòng VH-XH",), False),
        ("Tổ CNSCĐ", "Tổ công nghệ số cộng đồng", "In tờ rơi", (), False),
    ]


def test_a_target_that_a_body_leads_is_a_duty_too():
    text = (
        "| TT | Chỉ tiêu | Đơn vị | Năm 2028 | Cơ quan chủ trì |\n| --- | --- | --- | --- | --- |\n"
        "| 1 | Tỷ lệ hộ nuôi ong có chứng nhận | % | 60 | Sở Công Thương |\n"
    )
    (duty,) = duties(text)
    assert (duty.agency, duty.role, duty.task) == (
        "Sở Công Thương", "chủ trì", "Tỷ lệ hộ nuôi ong có chứng nhận",
    )  # fmt: skip
    assert brief(targets(text)) == [("Tỷ lệ hộ nuôi ong có chứng nhận", None, 60, "%", "2028", False)]


def test_codes_of_a_list_of_procedures_are_no_targets_and_nobody_leads_them():
    text = "| 1. | 1.004 | Cấp giấy phép bến bãi | Cục Đường thủy | 5 ngày |\n" * 3
    assert (targets(text), duties(text)) == ([], [])


def test_the_period_of_values_is_that_of_their_head_of_the_names_or_of_the_title():
    by_place = "| TT | Chỉ tiêu (năm 2027) | Xã Đồi | Xã Bãi |\n|---|---|---|---|\n| 1 | Hộ có vườn mẫu (hộ) | 12 | 15 |\n"
    assert brief(targets(by_place)) == [
        ("Hộ có vườn mẫu (hộ) – Xã Đồi", None, 12, "hộ", "2027", False),
        ("Hộ có vườn mẫu (hộ) – Xã Bãi", None, 15, "hộ", "2027", False),
    ]
    aimed = "| TT | Chỉ tiêu | Đơn vị | Mục tiêu | Số mẫu |\n|---|---|---|---|---|\n| 1 | Tuyến xe buýt | tuyến | 8 | 30 |\n"
    assert brief(targets(aimed, title="Kế hoạch vận tải năm 2028"))[:1] == [
        ("Tuyến xe buýt", None, 8, "tuyến", "2028", False)
    ]
    over = "| TT | Chỉ tiêu | Mục tiêu đến 2030 | Tầm nhìn 2045 |\n|---|---|---|---|\n| 1 | Độ che phủ | 45% | 50% |\n"
    assert [(r.indicator, str(r.period)) for r in targets(over)] == [
        ("Độ che phủ", "2030"),
        ("Độ che phủ", "2045"),
    ]


def test_the_name_of_a_table_is_no_target():
    assert targets("Bảng 2. Sản lượng muối (ĐVT: tấn)\nBiểu số 3: Vốn\n") == []


def test_names_may_stand_in_the_last_column():
    assert brief(
        targets(
            "| TT | Năm 2027 | Nhiệm vụ |\n| --- | --- | --- |\n"
            "| 1 | 12 km | Kè sông Tiền |\n| 2 | 30 km | Kè sông Hậu |\n"
        )
    ) == [
        ("Kè sông Tiền", None, 12, "km", "2027", False),
        ("Kè sông Hậu", None, 30, "km", "2027", False),
    ]
