"""The registers: targets with their values, periods and parents; duties with body, role, deadline and recipient."""

from __future__ import annotations

import pytest

from assistant.registers import agency_name, agency_of_heading, extract_responsibilities, extract_targets
from assistant.structure import parse_sections
from assistant.text import nfc
from assistant.types import Catalog, Document, Responsibility, Target

PLAN = """KẾ HOẠCH
I. MỤC TIÊU
1. Mục tiêu đến năm 2030
- Tỷ lệ hộ có nước sạch đạt 95%, trong đó khu vực nông thôn chiếm ít nhất 90,5% và 99% ở đô thị.
- Trồng tối thiểu 1.500 lượt cây; chi ≥ 2% GRDP cho môi trường.
- Duy trì độ che phủ từ 60% trở lên.
- Thành phố trở thành đô thị xanh.
2. Mục tiêu giai đoạn 2030 - 2035
- Bồi dưỡng 300 giáo viên.
II. GIẢI PHÁP
- Tuyên truyền cho 80% hộ dân.
III. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
a) Chủ trì, phối hợp với Sở Tài chính, Sở Y tế tổ chức trồng cây;
b) Báo cáo kết quả gửi Ủy ban nhân dân thành phố trước ngày 20 tháng 12 hằng năm.
2. Đề nghị Đại học Huế
Tham mưu các giải pháp.
3. UBND các xã, phường: phối hợp triển khai thực hiện kế hoạch.
4. Chế độ báo cáo
Văn phòng hướng dẫn thực hiện báo cáo.
"""


def document(tier: str = "official") -> Document:
    return Document("d", "Kế hoạch", "Kế hoạch", "plan", tier, nfc(PLAN), place="Huế")  # type: ignore[arg-type]


def targets() -> tuple[Target, ...]:
    return extract_targets(document(), parse_sections(document()))


def duties() -> tuple[Responsibility, ...]:
    return extract_responsibilities(document(), parse_sections(document()))


def test_targets_have_comparator_value_unit_period_and_address():
    assert [(t.comparator, t.value, t.unit, t.period, t.kind, t.address) for t in targets()] == [
        ("đạt", 95.0, "%", "2030", "quantitative", "mục I.1, gạch đầu dòng 1"),
        ("chiếm ít nhất", 90.5, "%", "2030", "quantitative", "mục I.1, gạch đầu dòng 1"),
        (None, 99.0, "%", "2030", "quantitative", "mục I.1, gạch đầu dòng 1"),
        ("tối thiểu", 1500.0, "lượt", "2030", "quantitative", "mục I.1, gạch đầu dòng 2"),
        ("≥", 2.0, "% GRDP", "2030", "quantitative", "mục I.1, gạch đầu dòng 2"),
        ("trở lên", 60.0, "%", "2030", "quantitative", "mục I.1, gạch đầu dòng 3"),
        (None, None, None, "2030", "qualitative", "mục I.1, gạch đầu dòng 4"),
        (None, 300.0, "người", "2030-2035", "quantitative", "mục I.2, gạch đầu dòng 1"),
    ]


def test_what_follows_in_which_is_a_part_of_the_target_before_it():
    assert [(t.indicator, t.parent) for t in targets()[:3]] == [
        ("Tỷ lệ hộ có nước sạch", None),
        ("khu vực nông thôn", "d#i.1.1/1"),
        ("ở đô thị", "d#i.1.1/1"),
    ]


def test_a_figure_outside_the_goals_is_no_target():
    assert all(t.address.startswith("mục I.") for t in targets())


def test_press_gives_no_targets():
    assert extract_targets(document("press"), parse_sections(document())) == ()


def test_rows_quote_their_clause_word_for_word():
    rows: list[Target | Responsibility] = [*targets(), *duties()]
    for row in rows:
        assert row.quote == document().text[row.start : row.end]


def test_duties_have_body_role_partners_deadline_and_recipient():
    assert [(d.agency, d.role, d.partners, d.deadline, d.recipient, d.address) for d in duties()] == [
        ("Sở Xây dựng", "chủ trì", ("Sở Tài chính, Sở Y tế",), None, None, "mục III.1.a"),
        (
            "Sở Xây dựng",
            "báo cáo",
            (),
            "trước ngày 20 tháng 12 hằng năm",
            "Ủy ban nhân dân thành phố",
            "mục III.1.b",
        ),
        ("Đại học Huế", "tham mưu", (), None, None, "mục III.2"),
        ("UBND các xã, phường", "phối hợp", (), None, None, "mục III.3"),
        ("Văn phòng", "hướng dẫn", (), None, None, "mục III.4"),
    ]


@pytest.mark.parametrize(
    ("heading", "agency"),
    [
        ("4. Đề nghị Đại học Huế", "Đại học Huế"),
        ("**1. Sở Giáo dục và Đào tạo:**", "Sở Giáo dục và Đào tạo"),
        ("a) Uỷ ban nhân dân các xã", "Uỷ ban nhân dân các xã"),
        ("II. Giao Công an thành phố", "Công an thành phố"),
        ("10. Chế độ báo cáo", None),
        ("1. Mục tiêu tổng quát", None),
        ("2. Nâng cao nhận thức", None),
    ],
)
def test_a_heading_names_a_body_or_a_subject(heading: str, agency: str | None):
    assert agency_of_heading(heading) == agency


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("UBND các xã, phường", "Ủy ban nhân dân xã, phường"),
        ("Uỷ ban nhân dân xã, phường", "Ủy ban nhân dân xã, phường"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Đề nghị Đại học Huế", "Đại học Huế"),
    ],
)
def test_a_body_has_one_name_however_it_is_written(written: str, name: str):
    assert agency_name(written) == name


def target(
    catalog: Catalog, document_id: str, address: str
) -> list[tuple[str | None, float | None, str | None, str | None]]:
    return [
        (t.comparator, t.value, t.unit, t.period)
        for t in catalog.targets
        if t.document_id == document_id and t.address == address
    ]


def test_the_corpus_targets_are_those_of_the_plans(catalog: Catalog):
    assert target(catalog, "hue-1002", "mục II.2, gạch đầu dòng 1") == [
        ("đạt trên", 80.0, "%", "2030"),
        ("chiếm tối thiểu", 20.0, "%", "2030"),
    ]
    assert target(catalog, "can-tho-1002", "mục II.2.a") == [
        ("đạt", 90.0, "%", "2030"),
        ("chiếm tối thiểu", 20.0, "%", "2030"),
    ]
    assert target(catalog, "can-tho-1002", "mục II.2.g") == [("tối thiểu", 1500.0, "người", "2030")]
    assert target(catalog, "hue-1002", "mục II.2, gạch đầu dòng 7") == [
        ("≥", 1.5, "% GRDP", "2030"),
        ("chiếm hơn", 60.0, "%", "2030"),
        ("≥", 3.0, "% chi ngân sách địa phương", "2030"),
    ]
    assert target(catalog, "can-tho-1002", "mục II.3.a") == [("đạt tối thiểu", 25.0, "%", "2030-2035")]


def test_every_item_of_the_goals_of_both_plans_is_in_the_register(catalog: Catalog):
    known = {(t.document_id, t.section_id) for t in catalog.targets}
    parents = {
        (s.document_id, s.id) for s in catalog.sections if s.address in ("mục II.2", "mục II.3", "mục II.4")
    }
    items = [s for s in catalog.sections if (s.document_id, s.parent) in parents]
    assert len(items) == 9 + 7 + 6 + 8 + 5 + 4
    assert [s.address for s in items if (s.document_id, s.id) not in known] == []


def test_every_clause_of_the_parts_on_implementation_is_a_duty(catalog: Catalog):
    agencies: dict[str, list[str]] = {}
    for row in catalog.responsibilities:
        agencies.setdefault(row.document_id, []).append(row.agency_name)
    assert {name: len(rows) for name, rows in agencies.items()} == {"hue-1002": 13, "can-tho-1002": 31}
    assert agencies["can-tho-1002"].count("Công an thành phố") == 2
    assert agencies["can-tho-1002"].count("Trường Đại học Kỹ thuật - Công nghệ Cần Thơ") == 9
    assert agencies["hue-1002"].count("Đại học Huế") == 3


def test_the_yearly_report_of_can_tho_has_its_deadline_and_recipient(catalog: Catalog):
    row = next(r for r in catalog.responsibilities if r.address == "mục V.10")
    assert (row.deadline, row.recipient, row.role) == (
        "chậm nhất là ngày 15 tháng 11 hàng năm",
        "Sở Giáo dục và Đào tạo",
        "báo cáo",
    )
