"""Bodies that a question names: a spelling without a place is a body of the documents that are asked."""

from __future__ import annotations

import pytest

from assistant.index import Library, build_catalog
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document

HARBOUR = """KẾ HOẠCH
I. TỔ CHỨC THỰC HIỆN
1. Chủ tịch Ủy ban nhân dân thành phố Hải Phòng
- Phê duyệt danh mục bến cảng được nạo vét.
2. Trường Đại học Hàng hải Hải Phòng
- Đào tạo hoa tiêu cho bến cảng.
3. Sở Xây dựng
- Công bố luồng vào bến cảng.
"""
BEACH = """KẾ HOẠCH
I. TỔ CHỨC THỰC HIỆN
1. Chủ tịch Ủy ban nhân dân thành phố Đà Nẵng
- Quyết định giờ mở cửa bãi tắm.
2. Ban Quản lý bãi tắm
- Bố trí người cứu hộ ở bãi tắm.
"""
OLD_BEACH = """KẾ HOẠCH
I. TỔ CHỨC THỰC HIỆN
1. Chủ tịch Ủy ban nhân dân thành phố
- Cấm xe máy chạy trên bãi tắm.
"""


def plan(identifier: str, place: str, number: str, text: str) -> Document:
    return Document(
        identifier,
        f"Kế hoạch {identifier}",
        f"KH {identifier}",
        "plan",
        "official",
        text,
        number,
        place=place,
    )


@pytest.fixture(scope="module")
def coast() -> Understanding:
    documents = (
        plan("harbour", "Hải Phòng", "71/KH-UBND", HARBOUR),
        plan("beach", "Đà Nẵng", "72/KH-UBND", BEACH),
    )
    return Understanding.of(Library(build_catalog(documents, Settings())))


OF_HARBOUR = "Chủ tịch Ủy ban nhân dân thành phố Hải Phòng"
OF_BEACH = "Chủ tịch Ủy ban nhân dân thành phố Đà Nẵng"


@pytest.mark.parametrize(
    ("question", "allowed", "bodies"),
    [
        ("Chủ tịch UBND thành phố Đà Nẵng quyết định gì?", (), [OF_BEACH]),
        ("Ở Đà Nẵng, Chủ tịch UBND thành phố làm gì?", (), [OF_BEACH]),
        ("chu tich ubnd thanh pho hai phong lam gi", (), [OF_HARBOUR]),
        ("Chủ tịch UBND thành phố ở Đà Nẵng và Hải Phòng làm gì?", (), [OF_HARBOUR, OF_BEACH]),
        ("Kế hoạch 72/KH-UBND giao gì cho Chủ tịch UBND thành phố?", (), [OF_BEACH]),
        ("Chủ tịch UBND thành phố làm gì?", ("beach",), [OF_BEACH]),
        ("Chủ tịch UBND thành phố làm gì?", ("harbour",), [OF_HARBOUR]),
        ("Chủ tịch UBND thành phố làm gì?", ("beach", "harbour"), [OF_HARBOUR, OF_BEACH]),
        ("Chủ tịch UBND thành phố làm gì?", (), [OF_HARBOUR]),
        # A body of no place is known wherever it is asked for; one of a place where that place is named.
        ("Sở Xây dựng Đà Nẵng làm gì?", (), ["Sở Xây dựng"]),
        ("Ban Quản lý bãi tắm ở Hải Phòng làm gì?", (), ["Ban Quản lý bãi tắm"]),
        (
            "Trường Đại học Hàng hải Hải Phòng đào tạo ai cho Đà Nẵng?",
            (),
            ["Trường Đại học Hàng hải Hải Phòng"],
        ),
        ("Trường Đại học Hàng hải Hải Phòng đào tạo ai?", ("beach",), ["Trường Đại học Hàng hải Hải Phòng"]),
    ],
)
def test_a_spelling_stands_for_a_body_of_what_is_asked(
    coast: Understanding, question: str, allowed: tuple[str, ...], bodies: list[str]
):
    query = coast.within(frozenset(allowed)).read(question)
    assert (list(query.agencies), query.other_agencies) == (bodies, ())


def test_a_body_of_another_place_is_not_known_here(coast: Understanding):
    query = coast.read("Ở Đà Nẵng, Trường Đại học Hàng hải đào tạo ai?")
    assert (query.agencies, query.other_agencies) == ((), ("Trường Đại học Hàng hải",))
    bounded = coast.within(frozenset(["beach"])).read("Trường Đại học Hàng hải đào tạo ai?")
    assert (bounded.agencies, bounded.other_agencies) == ((), ("Trường Đại học Hàng hải",))


def test_a_body_that_plans_of_one_place_write_with_the_place_and_without_is_one():
    documents = (
        plan("harbour", "Hải Phòng", "71/KH-UBND", HARBOUR),
        plan("old-beach", "Đà Nẵng", "9/KH-UBND", OLD_BEACH),
        plan("beach", "Đà Nẵng", "72/KH-UBND", BEACH),
    )
    query = Understanding.of(Library(build_catalog(documents, Settings()))).read(
        "Chủ tịch UBND thành phố Đà Nẵng làm gì?"
    )
    assert query.agencies == ("Chủ tịch Ủy ban nhân dân thành phố", OF_BEACH)
