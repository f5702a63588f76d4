"""The register of targets: values, periods and parents."""

from __future__ import annotations

from assistant.documents import parse_sections
from assistant.language.text import nfc
from assistant.registers import extract_targets
from assistant.types import Catalog, Document, Target

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
"""


def document(tier: str = "official") -> Document:
    return Document("d", "Kế hoạch", "Kế hoạch", "plan", tier, nfc(PLAN), place="Huế")  # type: ignore[arg-type]


def targets() -> tuple[Target, ...]:
    return extract_targets(document(), parse_sections(document()))


def test_targets_have_comparator_value_unit_period_and_address():
    assert [
        (t.comparator, t.value, t.unit, t.to_dict()["period"], t.kind, str(t.address)) for t in targets()
    ] == [
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
    assert all(str(t.address).startswith("mục I.") for t in targets())


def test_press_gives_no_targets():
    assert extract_targets(document("press"), parse_sections(document())) == ()


def test_rows_quote_their_clause_word_for_word():
    for row in targets():
        assert row.quote == document().text[row.start : row.end]


def target(
    catalog: Catalog, document_id: str, address: str
) -> list[tuple[str | None, float | None, str | None, str | None]]:
    return [
        (t.comparator, t.value, t.unit, t.to_dict()["period"])
        for t in catalog.targets
        if t.document_id == document_id and str(t.address) == address
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
        (s.document_id, s.id)
        for s in catalog.sections
        if str(s.address) in ("mục II.2", "mục II.3", "mục II.4")
    }
    items = [s for s in catalog.sections if (s.document_id, s.parent) in parents]
    assert len(items) == 9 + 7 + 6 + 8 + 5 + 4
    assert [str(s.address) for s in items if (s.document_id, s.id) not in known] == []
