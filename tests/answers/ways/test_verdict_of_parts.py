"""Yes or no to a figure of a clause with several: to the one that words, place or period of the question are those of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answers import Draft
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import answer_of, hits_of, reference_of

AN_GIANG = """KẾ HOẠCH
Phát triển thủy sản công nghệ sinh học tỉnh An Giang

I. MỤC TIÊU ĐẾN NĂM 2030
1. Tỷ lệ cơ sở nuôi cá có đăng ký đạt 92%; trong đó, cơ sở có chứng nhận ứng dụng công nghệ sinh học chiếm tối thiểu 15%.
2. Người lái tàu được hỗ trợ mức 400.000 đồng/người/ngày ra khơi, thuyền viên khác mức 250.000 đồng/người/ngày ra khơi.
3. Xây dựng 4 trạm quan trắc nước.
4. Tàu cá dài trên 15m lắp thiết bị giám sát ở độ cao 2 m.
5. Xây dựng 11 trạm bơm nước.
"""
CA_MAU = """KẾ HOẠCH
Phát triển thủy sản công nghệ sinh học tỉnh Cà Mau

I. MỤC TIÊU ĐẾN NĂM 2030
1. Tỷ lệ cơ sở nuôi cá có đăng ký đạt 80%.
2. Xây dựng 6 trạm quan trắc nước.
3. Thả 20 rạn nhân tạo.
4. Xây dựng 9 trạm bơm nước.
"""
CAN_THO = """KẾ HOẠCH
Phát triển cảng cá thành phố Cần Thơ

I. MỤC TIÊU
1. Cần Thơ có tối thiểu 30 kho lạnh, Đà Nẵng có tối thiểu 70 kho lạnh.
2. Đến năm 2027 số hóa 35% cảng cá, đến năm 2032 số hóa 65% cảng cá.
3. Bến cá được bán khi nguyên giá dưới 250 đồng.
4. Tài sản
a) Bến cá được bán khi nguyên giá dưới 500 đồng;
b) Bến đò được giữ lại.
"""
Asked = Callable[[str], str]  # the first paragraph of the answer


@pytest.fixture(scope="module")
def ask() -> Asked:
    documents = tuple(
        Document(name, f"Kế hoạch {title}", f"KH {name}", "plan", "official", nfc(text), place=place)
        for name, title, text, place in (
            ("an-giang", "Phát triển thủy sản công nghệ sinh học", AN_GIANG, "An Giang"),
            ("ca-mau", "Phát triển thủy sản công nghệ sinh học", CA_MAU, "Cà Mau"),
            ("can-tho", "Phát triển cảng cá", CAN_THO, "Cần Thơ"),
        )
    )
    catalog = build_catalog(documents, Settings())
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def ask(question: str) -> str:
        query = understanding.read(question)
        draft: Draft = answer_of(query, reference, hits_of(query.read, catalog))
        return draft.finish()[0]

    return ask


@pytest.mark.parametrize(
    "question",
    [
        "Nghe nói 92% cơ sở nuôi cá ở An Giang dùng công nghệ sinh học, đúng không?",
        "Có phải người lái tàu ở An Giang được hỗ trợ 250.000 đồng/người/ngày ra khơi?",
        "Có phải Cần Thơ có tối thiểu 70 kho lạnh?",
        "Có phải đến năm 2027 Cần Thơ số hóa 65% cảng cá?",
        "Có phải ở An Giang tàu cá dài trên 2 m lắp thiết bị giám sát?",
    ],
)
def test_the_figure_of_another_thing_of_the_clause_is_not_confirmed(ask: Asked, question: str) -> None:
    assert ask(question).startswith("**Không.**")


@pytest.mark.parametrize(
    "question",
    [
        "Có phải 92% cơ sở nuôi cá ở An Giang có đăng ký?",
        "Có phải ở An Giang tối thiểu 15% cơ sở nuôi cá có chứng nhận công nghệ sinh học?",
        "Có phải người lái tàu ở An Giang được hỗ trợ 400.000 đồng/người/ngày ra khơi?",
        "Có phải thuyền viên khác ở An Giang được hỗ trợ 250.000 đồng/người/ngày ra khơi?",
        "Có phải Cần Thơ có tối thiểu 30 kho lạnh?",
        "Có phải đến năm 2032 Cần Thơ số hóa 65% cảng cá?",
        "Có phải ở An Giang tàu cá dài trên 15 m lắp thiết bị giám sát?",
    ],
)
def test_the_figure_of_the_thing_itself_is(ask: Asked, question: str) -> None:
    assert ask(question).startswith("**Đúng.**")


def test_what_one_of_two_places_states_is_not_said_of_both(ask: Asked) -> None:
    said = ask("Có phải An Giang và Cà Mau cùng thả 20 rạn nhân tạo?")
    assert said.startswith("**Đúng một phần.** Cà Mau")
    assert "Không tìm thấy nội dung được hỏi ở An Giang" in said


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Có phải An Giang xây dựng 4 trạm quan trắc nước còn Cà Mau xây dựng 6 trạm quan trắc nước?", "**Đúng.**"),
        ("Có phải An Giang xây dựng 6 trạm quan trắc nước còn Cà Mau xây dựng 4 trạm quan trắc nước?", "**Không.**"),
        ("Có phải An Giang và Cà Mau cùng xây dựng 4 trạm quan trắc nước?", "**Đúng một phần.**"),
    ],
)  # fmt: skip
def test_each_figure_is_judged_by_the_place_that_it_is_said_of(
    ask: Asked, question: str, verdict: str
) -> None:
    assert ask(question).startswith(verdict)


def test_sides_are_compared_where_it_is_clear_by_which_target(ask: Asked) -> None:
    said = ask("Đến 2030 số trạm quan trắc nước của An Giang và Cà Mau bên nào cao hơn?")
    assert said.startswith("Cà Mau đặt mức cao hơn An Giang")
    of_several = ask("Đến 2030 số trạm nước của An Giang và Cà Mau bên nào cao hơn?")
    assert of_several.startswith("An Giang và Cà Mau cùng nêu 2 chỉ tiêu")


def test_nothing_is_denied_that_another_clause_states_of_what_may_be_the_same(ask: Asked) -> None:
    assert not ask("Có phải ở Cần Thơ bến cá được bán khi nguyên giá dưới 500 đồng?").startswith("**Không.**")
    assert ask("Có phải ở Cần Thơ bến cá được bán khi nguyên giá dưới 900 đồng?").startswith("**Không.**")
