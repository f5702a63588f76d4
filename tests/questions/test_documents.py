"""Documents that a question names: by their own number, or by the number of what they carry out."""

from __future__ import annotations

import pytest

from assistant.questions.documents import DocumentNames
from assistant.types import Document


def _document(identifier: str, title: str, number: str | None = None) -> Document:
    return Document(identifier, title, title, "plan", "official", "", number=number)


NAMES = DocumentNames(
    (
        _document("lam-dong", "Kế hoạch thực hiện Nghị quyết số 71-NQ/TW trên địa bàn tỉnh Lâm Đồng", "208/KH-UBND"),
        _document("gia-lai", "Kế hoạch triển khai Nghị quyết số 71-NQ/TW tại Gia Lai"),
        _document("bo", "Quyết định phê duyệt Đề án theo Chỉ thị số 24/CT-TTg", "71/QĐ-BNNMT"),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "documents", "unindexed"),
    [
        ("Kế hoạch 71 giao sở nào chủ trì?", ("bo",), ()),  # one of that very number comes first
        ("ke hoach 24 giao so nao", (), ("ke hoach 24",)),  # the decision on directive 24 is no plan
        ("Quyết định 24 yêu cầu gì?", ("bo",), ()),
        ("Kế hoạch số 208 có mấy chỉ tiêu?", ("lam-dong",), ()),
        ("Nghị quyết 24 nói gì?", (), ("Nghị quyết 24",)),
        ("Kế hoạch 4G của tỉnh giao ai?", (), ()),
        ("Kế hoạch triển khai Nghị quyết 71 ký ngày nào?", ("lam-dong", "gia-lai"), ()),
        ("ke hoach thuc hien nghi quyet 71-NQ/TW co may muc", ("lam-dong", "gia-lai"), ()),
        (
            "Kế hoạch thực hiện Chỉ thị 24 của tỉnh ban hành khi nào?",
            (),
            ("Chỉ thị 24",),
        ),  # no plan carries that out
        ("Kế hoạch triển khai thực hiện Quyết định 90 giao ai?", (), ("Quyết định 90",)),
        ("When was the plan to carry out Resolution 71 signed?", ("lam-dong", "gia-lai"), ()),
        ("Kế hoạch của tỉnh theo Nghị quyết 33 giao ai?", (), ("Nghị quyết 33",)),
    ],
)
def test_documents_are_named_by_number(
    question: str, documents: tuple[str, ...], unindexed: tuple[str, ...]
) -> None:
    named = NAMES.by_number(question)
    assert (named.documents, named.unindexed) == (documents, unindexed)


def test_plans_are_called_by_the_number_of_what_they_carry_out() -> None:
    plans = DocumentNames(NAMES.documents[:2])
    named = plans.by_number("Theo kế hoạch 71, kinh phí lấy từ đâu?")
    assert named.documents == ("lam-dong", "gia-lai")
    assert named.numbers == ("71",)
    assert plans.by_number("Nghị quyết 71 nói gì?").unindexed == ("Nghị quyết 71",)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Tràm Hải có bao nhiêu ha ruộng muối?", ["Tràm Hải"]),
        ("ruong muoi o tram hai", ["Tràm Hải"]),
        ("How many hectares of salt fields are there in Tram Hai?", ["Tràm Hải"]),
        ("Chợ của Bàu Sen mở mấy giờ?", ["xã Bàu Sen"]),
        ("So sánh xã Bàu Sen với Cà Mau", ["xã Bàu Sen", "Cà Mau"]),
        ("Trồng bao nhiêu cây tràm, hải sản đạt mấy tấn?", []),
        ("Vùng trạm hải đăng ở đâu?", []),
        ("Đường từ bàu sen ra chợ ở Cà Mau", ["Cà Mau"]),
        ("Đất Bàu Senh", []),
        ("Mở Trường Học mới ở đâu?", []),  # a term
    ],
)
def test_places_of_documents_are_read_beside_those_of_the_list(question: str, names: list[str]) -> None:
    def of(place: str) -> Document:
        return Document(place, "Kế hoạch", "KH", "plan", "official", "", place=place)

    places = DocumentNames((of("Tràm Hải"), of("xã Bàu Sen"), of("Trường Học"), of("Cà Mau"))).places(
        question
    )
    assert [place.name for place in places] == names
