"""What a body is to a question: charged with what is asked, a part of it, or no body at all."""

from __future__ import annotations

import pytest

from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.questions.actors import actor_entries
from assistant.settings import Settings
from assistant.types import Document, Query

PLAN = """KẾ HOẠCH
I. TỔ CHỨC THỰC HIỆN
1. Ủy ban nhân dân các xã, phường
- Dọn rác ở chợ.
"""


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    document = Document("cho", "Kế hoạch chợ", "KH chợ", "plan", "official", nfc(PLAN))
    return Understanding.of(Library(build_catalog((document,), Settings())))


def examples(*names: str, key: str) -> list[str]:
    return [question for name in names for question in actor_entries()[name][key]]


@pytest.fixture(scope="module")
def of_lists() -> Understanding:
    plan = "KẾ HOẠCH\nI. TỔ CHỨC THỰC HIỆN\n1. Các sở, ngành, doanh nghiệp, hợp tác xã, cơ sở y tế liên quan\n- Dọn rác ở chợ.\n"
    document = Document("cho", "Kế hoạch chợ", "KH chợ", "plan", "official", nfc(plan))
    return Understanding.of(Library(build_catalog((document,), Settings())))


def bodies(query: Query) -> tuple[str, ...]:
    return (*query.agencies, *query.other_agencies)


@pytest.mark.parametrize("question", examples("common", "communes", "counted", "single", key="reads"))
def test_a_common_commune_or_counted_name_is_read_where_it_names_a_body(
    understanding: Understanding, question: str
) -> None:
    assert bodies(understanding.read(question)) in (("Thanh tra tỉnh",), ("Ủy ban nhân dân xã, phường",))


@pytest.mark.parametrize("question", examples("common", "communes", "counted", "single", key="leaves"))
def test_elsewhere_it_names_none(understanding: Understanding, question: str) -> None:
    assert bodies(understanding.read(question)) == ()


@pytest.mark.parametrize("question", examples("grouped", key="reads"))
def test_a_member_of_a_list_that_is_charged_names_its_duties(of_lists: Understanding, question: str) -> None:
    (body,) = of_lists.read(question).agencies
    assert "doanh nghiệp, hợp tác xã" in body


@pytest.mark.parametrize("question", examples("grouped", key="leaves"))
def test_who_is_no_more_than_spoken_of_is_charged_with_nothing(
    of_lists: Understanding, question: str
) -> None:
    assert bodies(of_lists.read(question)) == ()


@pytest.mark.parametrize(
    ("question", "charged"),
    [
        *((question, True) for question in examples("charged", key="reads")),
        *((question, False) for question in examples("charged", key="leaves")),
        ("Xã, phường phải có tỷ lệ hộ dùng nước máy từ mấy phần trăm?", False),
        ("Sở Y tế tỉnh Bến Tre phải gửi báo cáo hôm nào?", True),
        ("so y te phoi hop voi ai", True),
    ],
)
def test_a_body_is_charged_where_a_question_takes_it_for_the_one_who_acts(
    understanding: Understanding, question: str, charged: bool
) -> None:
    assert understanding.read(question).charged is charged


def test_the_focus_with_bodies_has_the_words_that_name_them(understanding: Understanding) -> None:
    query = understanding.read("Mỗi xã, phường được mấy xe chở rác?")
    assert (query.focus_words, query.agencies) == (("xe", "chở", "rác"), ("Ủy ban nhân dân xã, phường",))
    assert [word for word in query.with_bodies if word] == ["xã", "phường", "xe", "chở", "rác"]
