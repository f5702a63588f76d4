"""Filters of the registers: typed as officials type; what names nothing is an error that names the nearest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import AssistantError, UnknownDocumentError
from assistant.language.values import Period
from assistant.registers import filter_responsibilities, filter_targets, match_sides, measured_first
from assistant.registers.filters import FilterError
from assistant.types import RowFilter, Side
from tests.register_rows import CAN_THO, DOCUMENTS, duty, target

TARGETS = (
    target("Tỷ lệ lao động qua đào tạo", 80.0),
    target("Tỉ lệ trường học kết nối mạng", 100.0, period="2031-2035"),
    target("Kỹ năng công nghệ thông tin của giáo viên"),
    target("Tỷ lệ lao động qua đào tạo", 90.0, document=CAN_THO),
    target("Trung tâm dữ liệu", period=">2045", document=CAN_THO),
    target("Số giờ bồi dưỡng", 40.0, unit="giờ", period="hằng năm", document=CAN_THO),
)
DUTIES = (
    duty("Sở Giáo dục và Đào tạo", "Tham mưu kế hoạch giai đoạn 2026-2030"),
    duty("Sở Y tế", "Bồi dưỡng bác sĩ", role="phối hợp"),
    duty("Công an thành phố", "Bảo đảm an ninh mạng", document=CAN_THO),
    duty("Sở Tài chính; Sở Nội vụ", "Bố trí kinh phí, biên chế", document=CAN_THO, product="Đề án CĐS"),
)


def kept_targets(**where: object) -> list[int]:
    found = filter_targets(TARGETS, DOCUMENTS, RowFilter(**where))  # type: ignore[arg-type]
    return [TARGETS.index(row) for row in found]


def kept_duties(**where: object) -> list[int]:
    found = filter_responsibilities(DUTIES, DOCUMENTS, RowFilter(**where))  # type: ignore[arg-type]
    return [DUTIES.index(row) for row in found]


def test_an_empty_filter_keeps_every_row_in_order():
    assert kept_targets() == [0, 1, 2, 3, 4, 5]
    assert kept_duties() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ({"documents": ("hue-1",)}, [0, 1, 2]),
        ({"documents": ("150/KH-UBND",)}, [0, 1, 2]),
        ({"places": ("can tho",)}, [3, 4, 5]),
        ({"places": ("TP Cần Thơ",)}, [3, 4, 5]),
        ({"places": ("Sóc Trăng",)}, [3, 4, 5]),  # part of Cần Thơ since 2025
        ({"places": ("hue", "can tho")}, [0, 1, 2, 3, 4, 5]),
        ({"periods": ("2030",)}, [0, 2, 3]),
        ({"periods": ("den 2030",)}, [0, 2, 3]),
        ({"periods": ("2030-2035",)}, [1]),
        ({"periods": ("giai đoạn 2030 - 2035", "2030")}, [0, 1, 2, 3]),
        ({"periods": ("sau năm 2045",)}, [4]),
        ({"kinds": ("quantitative",)}, [0, 1, 3, 5]),
        ({"kinds": ("dinh tinh",)}, [2, 4]),
        ({"text": "lao dong"}, [0, 3]),
        ({"text": "lao động"}, [0, 3]),
        ({"text": "ty le"}, [0, 1, 3]),
        ({"text": "tỷ lệ"}, [0, 1, 3]),  # and "tỉ lệ"
        ({"text": "CNTT"}, [2]),
        ({"text": "ky nang"}, [2]),
        ({"text": "lao đông"}, []),
        ({"text": "động lao"}, []),
        ({"places": ("hue",), "text": "lao dong"}, [0]),
        ({"places": ("hue",), "documents": ("can-tho-1",)}, []),
    ],
)
def test_targets_are_kept_that_fit(where, kept):
    assert kept_targets(**where) == kept


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ({"agencies": ("Sở GDĐT",)}, [0]),
        ({"agencies": ("so giao duc va dao tao",)}, [0]),
        ({"agencies": ("so y te",)}, [1]),
        ({"agencies": ("cong an",)}, [2]),
        ({"agencies": ("Sở Nội vụ",)}, [3]),  # one of two bodies
        ({"agencies": ("sở",)}, [0, 1, 3]),
        ({"agencies": ("Sở GDĐT", "cong an")}, [0, 2]),
        ({"roles": ("chu tri",)}, [0, 2, 3]),
        ({"roles": ("phối hợp",)}, [1]),
        ({"periods": ("2026-2030",)}, [0]),
        ({"text": "chuyen doi so"}, [3]),  # the row says CĐS
        ({"agencies": ("Sở Y tế",), "places": ("can tho",)}, []),
    ],
)
def test_responsibilities_are_kept_that_fit(where, kept):
    assert kept_duties(**where) == kept


@pytest.mark.parametrize(
    ("where", "error", "hint"),
    [
        ({"documents": ("hue-2",)}, "hue-2", "did you mean hue-1?"),
        ({"documents": ("xyz",)}, "xyz", "hue-1, can-tho-1, bao-1"),
        ({"places": ("Cần Thớ",)}, "Cần Thớ", "did you mean Cần Thơ"),
        ({"places": ("Đà Nẵng",)}, "Đà Nẵng", "Cần Thơ, Hà Nội, Huế"),
        ({"periods": ("2040",)}, "2040", "2030, 2031-2035, >2045"),
        ({"periods": ("sớm",)}, "names no period", "2030"),
        ({"kinds": ("số",)}, "số", "định lượng"),
        ({"text": " … "}, "holds no word", "type a word"),
        ({"agencies": ("Sở Y tế",)}, "name no agency", "responsibilities"),
    ],
)
def test_a_filter_on_targets_that_names_nothing_says_what_is_near(where, error, hint):
    with pytest.raises(AssistantError) as raised:
        kept_targets(**where)
    assert raised.value.exit_status == 2
    assert error in raised.value.message
    assert hint in raised.value.hint


@pytest.mark.parametrize(
    ("where", "error", "hint"),
    [
        ({"agencies": ("so giao duk",)}, "so giao duk", "did you mean Sở Giáo dục và Đào tạo"),
        ({"agencies": ("",)}, "“”", "there are: Sở Giáo dục và Đào tạo"),
        ({"roles": ("chu tro",)}, "chu tro", "did you mean chủ trì?"),
        ({"roles": ("vua",)}, "vua", "chủ trì, phối hợp"),
        ({"kinds": ("quantitative",)}, "no kind", "targets"),
    ],
)
def test_a_filter_on_responsibilities_that_names_nothing_says_what_is_near(where, error, hint):
    with pytest.raises(FilterError) as raised:
        kept_duties(**where)
    assert error in raised.value.message
    assert hint in raised.value.hint


def test_long_lists_of_names_are_cut_in_a_hint():
    rows = [duty(f"Sở Thứ {number}", "x") for number in range(20)]
    with pytest.raises(FilterError) as raised:
        filter_responsibilities(rows, DOCUMENTS, RowFilter(agencies=("zzz",)))
    assert raised.value.hint.endswith("and 12 more")


@pytest.mark.parametrize(
    ("documents", "periods", "sides"),
    [
        (("hue-1", "can-tho-1"), (), (Side("hue-1"), Side("can-tho-1"))),
        (
            ("hue", "TP Cần Thơ"),
            ("den 2030",),
            (Side("hue-1", Period(2030)), Side("can-tho-1", Period(2030))),
        ),
        (
            ("kế hoạch của Huế",),
            ("2030", "2030-2035"),
            (Side("hue-1", Period(2030)), Side("hue-1", Period(2035, 2030))),
        ),
    ],
)
def test_sides_of_a_comparison(documents, periods, sides):
    assert match_sides(documents, periods, DOCUMENTS, TARGETS) == sides


@pytest.mark.parametrize(
    ("documents", "periods", "error"),
    [
        (("hue-1",), (), "two documents"),
        (("hue-1", "hue"), (), "two documents"),  # twice the same
        (("hue-1",), ("2030",), "two periods"),
        (("hue-1003", "can-tho-1"), (), "there is no document “hue-1003”"),
        (("hue-1", "Atlantis"), (), "Atlantis"),
        (("hue-1", "Hà Nội"), (), "no official document"),
        (("hue-1", "bao-1"), (), "states no target"),
        (("hue-1", "can-tho-1"), ("2031-2035",), "TP Cần Thơ” states no target for 2031-2035"),
        ((), (), "two documents"),
    ],
)
def test_what_cannot_be_compared(documents, periods, error):
    with pytest.raises((FilterError, UnknownDocumentError)) as raised:
        match_sides(documents, periods, DOCUMENTS, TARGETS)
    assert error in raised.value.message
    assert raised.value.hint


def test_a_place_with_several_documents_has_to_be_named_by_id():
    documents = (*DOCUMENTS, replace(CAN_THO, id="can-tho-2"))
    with pytest.raises(FilterError) as raised:
        match_sides(("hue", "can tho"), (), documents, TARGETS)
    assert "can-tho-1, can-tho-2" in raised.value.hint


def test_what_states_neither_amount_nor_time_stands_after_the_other_targets_of_its_document() -> None:
    objective = target("Phát triển cảng biển thành trung tâm dịch vụ", period=None)
    share = target("Tỷ lệ hộ dùng nước sạch", 95.0, period=None)
    dated = target("Hoàn thành đường vành đai", period="2031")
    whole = target("Trường đạt chuẩn", period=None)
    part = replace(target("Trường tiểu học", 70.0), parent=whole.id)
    other = target("Nâng cao đời sống", period=None, document=CAN_THO)
    rows = (objective, share, dated, whole, part, other)
    assert measured_first(rows) == (share, dated, whole, part, objective, other)
