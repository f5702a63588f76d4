"""Turns that doubt, shorten, recall or go on from an answer, and what is said around questions, over two plans of forestry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking, last
from tests.test_leaning_turns import COMMUNES, LANG_SON, LAO_CAI, SCHOOL

COVER = "Tỷ lệ che phủ rừng đến năm 2030 của Lào Cai?"
COURSES = "Lào Cai mở bao nhiêu lớp tập huấn?"
PLANTED = "Lào Cai trồng mới bao nhiêu ha rừng đến năm 2030?"
BURNT = "Ủy ban nhân dân các xã, phường ở Lạng Sơn báo cáo diện tích rừng bị cháy trước ngày nào?"


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(tmp_path_factory.mktemp("plans"), {"lao-cai": LAO_CAI, "lang-son": LANG_SON}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("turn", "figure"),
    [
        ("Lào Cai tính mở mấy chục lớp tập huấn trồng quế hả cháu", "40 lớp"),
        ("lao cai trong moi may nghin ha rung den 2030 vay", "12.000 ha"),
        ("Lạng Sơn trồng mới mấy ngàn ha rừng đến năm 2030?", "9.000 ha"),
        ("Lạng Sơn mở mấy trăm lớp trồng hồi", "25 lớp"),
    ],
)
def test_how_many_tens_or_hundreds_are_asked_for_is_how_many(
    plans: PolicyAssistant, turn: str, figure: str
) -> None:
    outcome, text, _ = last(plans, turn)
    assert (outcome, f"**{figure}**" in text) == ("answered", True)


@pytest.mark.parametrize(
    ("asked", "turn", "stated", "other"),
    [
        (
            COVER,
            "Chắc không đấy? tôi nhớ Lào Cai là 64,5 cơ mà",
            "Văn bản ghi **đạt 63%**, không phải 64,5.",
            "Con số 64,5 là của Lạng Sơn: Tỷ lệ che phủ rừng đạt 64,5%.",
        ),
        (
            COURSES,
            "co chac khong? toi nho Lao Cai la 25 lop",
            "Văn bản ghi **40 lớp**, không phải 25.",
            "Con số 25 là của Lạng Sơn: Mở 25 lớp tập huấn kỹ thuật trồng hồi cho hộ dân.",
        ),
        (
            PLANTED,
            "thật không? bên em ghi 9.000 ha mà",
            "Văn bản ghi **12.000 ha**, không phải 9.000 ha.",
            "Con số 9.000 ha là của Lạng Sơn: Trồng mới 9.000 ha rừng",
        ),
    ],
)
def test_a_figure_stated_against_an_answer_is_told_to_be_of_another_place(
    plans: PolicyAssistant, asked: str, turn: str, stated: str, other: str
) -> None:
    outcome, text, clauses = last(plans, asked, turn)
    assert outcome == "answered"
    assert text.startswith(stated)
    assert other in text
    assert {document for document, _ in clauses} == {"lao-cai", "lang-son"}


def test_a_figure_that_stands_nowhere_is_of_no_other_place(plans: PolicyAssistant) -> None:
    _, text, clauses = last(plans, COVER, "Chắc không? Sếp tôi bảo Lào Cai là 71%")
    assert text.startswith("Văn bản ghi **đạt 63%**, không phải 71%.")
    assert clauses == [("lao-cai", "mục I.1.b")]


def test_a_doubt_before_a_question_hides_it_not(plans: PolicyAssistant) -> None:
    _, text, _ = last(plans, COVER, "Có thật không? Giai đoạn 2031 - 2035 thì bao nhiêu?")
    assert "65%" in text


@pytest.mark.parametrize(
    "turn",
    [
        "Chào anh, em mới ra trường chưa rành luật, cho em hỏi tí được không ạ?",
        "dạ con chào chú, con là sinh viên, có gì sai chú bỏ qua nghen",
        "Bonjour! a quick one if I may",
        "chao bac, chau khong ranh giay to, hoi xiu duoc khong",
        "Au revoir and thanks a lot",
    ],
)
def test_what_only_greets_or_takes_leave_is_no_question(plans: PolicyAssistant, turn: str) -> None:
    assert last(plans, turn)[0] == "talk"


@pytest.mark.parametrize(
    ("turn", "points"),
    [
        ("gom nhiệm vụ của Trường Cao đẳng Nghề Lào Cai thành 2 gạch đầu dòng giúp chị", 2),
        ("Cuối cùng, gom việc của Trường Cao đẳng Nghề Lào Cai lại còn 3 ý", 3),
        ("Gộp việc của Trường Cao đẳng Nghề Lào Cai thành 2 ý", 2),
    ],
)
def test_duties_are_gathered_into_so_many_points(plans: PolicyAssistant, turn: str, points: int) -> None:
    outcome, text, clauses = last(plans, turn)
    assert outcome == "answered"
    assert text.count("\n- ") == points
    assert clauses == [("lao-cai", f"mục III.2.{letter}") for letter in "abcd"]


def test_an_answer_is_cut_down_to_the_sentences_that_are_wanted(plans: PolicyAssistant) -> None:
    _, text, clauses = last(plans, SCHOOL, "Dài quá, rút còn hai câu thôi")
    head, *told = text.split("\n\n")
    assert head.startswith("Lào Cai giao **Trường Cao đẳng Nghề Lào Cai** 4 nhiệm vụ")
    assert len(told) == 2
    assert len(clauses) == 4


def test_shorter_still_is_shorter_than_the_clause(plans: PolicyAssistant) -> None:
    _, text, _ = last(plans, PLANTED, "Rút câu vừa rồi lại thật ngắn")
    assert text == "Lào Cai, đến năm 2030: Trồng mới **12.000 ha** rừng. [1]"
    _, text, _ = last(plans, COMMUNES, "Ngắn nữa đi, một câu thôi")
    assert "\n" not in text


@pytest.mark.parametrize(
    ("turns", "clauses"),
    [
        (
            (SCHOOL, COVER, "Nhắc lại giúp mình mấy việc ở câu đầu với"),
            [("lao-cai", f"mục III.2.{letter}") for letter in "abcd"],
        ),
        ((COVER, SCHOOL, "Bạn đọc lại giúp em chỗ che phủ rừng"), [("lao-cai", "mục I.1.b")]),
        ((PLANTED, COVER, "Cái trồng mới em nói lúc nãy nằm ở mục nào?"), [("lao-cai", "mục I.1.a")]),
    ],
)
def test_an_earlier_answer_is_given_again_by_what_it_was_about(
    plans: PolicyAssistant, turns: tuple[str, ...], clauses: list[tuple[str, str]]
) -> None:
    assert last(plans, *turns)[2] == clauses


def test_who_wants_to_know_where_an_earlier_answer_stands_hears_it(plans: PolicyAssistant) -> None:
    burnt = "Ủy ban nhân dân các xã, phường ở Lào Cai báo cáo diện tích rừng bị cháy trước ngày nào?"
    _, text, _ = last(plans, burnt, COVER, "Cái hạn báo cáo em nói hồi nãy nằm ở mục nào?")
    assert "mục III.3.c" in text


@pytest.mark.parametrize(
    ("turn", "shown", "rest"),
    [
        (
            "Nêu hai đơn vị đầu tiên được giao việc ở phần III kế hoạch Lào Cai",
            ["mục III.1", "mục III.2"],
            ["mục III.3"],
        ),
        (
            "Kể 3 đầu việc đầu tiên của Trường Cao đẳng Nghề Lào Cai",
            ["mục III.2.a", "mục III.2.b", "mục III.2.c"],
            ["mục III.2.d"],
        ),
    ],
)
def test_going_on_from_the_first_few_of_a_list_gives_the_others(
    plans: PolicyAssistant, turn: str, shown: list[str], rest: list[str]
) -> None:
    _, text, _ = last(plans, turn)
    assert text.count("\n- ") == len(shown)
    _, _, clauses = last(plans, turn, "Còn nữa không?")
    assert clauses == [("lao-cai", address) for address in rest]
    assert last(plans, turn, "Còn nữa không?", "còn gì nữa không")[0] == "talk"


def test_a_question_behind_who_somebody_is_is_no_greeting(plans: PolicyAssistant) -> None:
    _, text, _ = last(plans, "Chào em, chị ở văn phòng một xã bên Lào Cai. Em giúp được chị việc gì?")
    assert text.startswith("Tôi tra cứu")


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        ("tom lai nhung gi nay gio", [True, True, True]),
        ("Thôi, tóm lại mấy điểm khác nhau vừa rồi giữa hai tỉnh để chị trình sếp", [True, True, False]),
    ],
)
def test_what_was_answered_is_told_again_in_a_point_each(
    plans: PolicyAssistant, turn: str, told: list[bool]
) -> None:
    compared = "So sánh tỷ lệ che phủ rừng đến năm 2030 của Lào Cai và Lạng Sơn"
    outcome, text, _ = last(plans, compared, COURSES, turn)
    assert outcome == "answered"
    assert [figure in text for figure in ("63%", "64,5%", "40 lớp")] == told


def test_a_recap_without_answers_asks_for_a_question(plans: PolicyAssistant) -> None:
    assert last(plans, "tóm lại những gì nãy giờ")[0] == "talk"


def test_what_was_answered_earlier_is_told_again_by_what_it_names(plans: PolicyAssistant) -> None:
    _, text, _ = last(plans, COVER, COURSES, "nhắc lại giúp anh con số che phủ rừng, anh chưa kịp ghi")
    assert "63%" in text
