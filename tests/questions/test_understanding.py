"""Questions understood: spelling, places, periods, bodies, addresses, the kind of answer, follow-ups, English."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.index import Library, build_catalog
from assistant.language.text import fold
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Catalog, Document

QUESTIONS = [
    "Tỷ lệ lao động qua đào tạo của Huế đến 2030 là bao nhiêu?",
    "Sở Giáo dục và Đào tạo Cần Thơ làm gì?",
    "Mục tiêu cụ thể giai đoạn 2030-2035 của Cần Thơ?",
    "Hạn báo cáo hằng năm ở Cần Thơ?",
    "Kinh phí thực hiện kế hoạch của Huế từ nguồn nào?",
    "Công an thành phố làm gì?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_decomposed_and_composed_questions_are_the_same(understanding: Understanding, question: str):
    composed, decomposed = (
        understanding.read(unicodedata.normalize(form, question)) for form in ("NFC", "NFD")
    )
    assert (composed.text, composed.focus, composed.kind) == (
        decomposed.text,
        decomposed.focus,
        decomposed.kind,
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_without_diacritics_is_understood_like_one_with_them(
    understanding: Understanding, question: str
):
    typed, bare = understanding.read(question), understanding.read(fold(question))
    assert (bare.kind, bare.places, bare.periods, bare.agencies) == (
        typed.kind,
        typed.places,
        typed.periods,
        typed.agencies,
    )
    assert bare.focus_words == typed.focus_words
    assert (typed.accented, bare.accented) == (True, False)


def test_the_question_is_kept_as_it_was_typed(understanding: Understanding):
    query = understanding.read("ty le lao dong cua hue")
    assert (query.question, query.text) == ("ty le lao dong cua hue", "tỷ lệ lao động của Huế")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Sở GDĐT Huế làm gì?", "Sở Giáo dục và Đào tạo Huế làm gì?"),
        ("sở gd&đt huế", "sở Giáo dục và Đào tạo Huế"),
        ("SGDĐT Cần Thơ", "Sở Giáo dục và Đào tạo Cần Thơ"),
        ("UBND xã, phường phải làm gì?", "Ủy ban nhân dân xã, phường phải làm gì?"),
        ("Sở KH&CN chủ trì việc gì", "Sở Khoa học và Công nghệ chủ trì việc gì"),
        ("CNTT và CĐS", "công nghệ thông tin và chuyển đổi số"),
        ("đào tạo NNL CNC ở Huế", "đào tạo nguồn nhân lực công nghệ cao ở Huế"),
        ("tỷ lệ lao dộng của Huế", "tỷ lệ lao động của Huế"),
        ("hoà nhập, thuỷ lợi", "hòa nhập, thủy lợi"),
    ],
)
def test_abbreviations_typing_errors_and_tones_are_written_out(
    understanding: Understanding, typed: str, text: str
):
    assert understanding.read(typed).text == text


def test_a_users_abbreviations_are_read_beside_the_built_in_ones(catalog: Catalog, tmp_path: Path):
    file = tmp_path / "abbreviations.toml"
    file.write_text('[abbreviations]\n"QTM" = "quan trắc môi trường"\n', encoding="utf-8")
    understanding = Understanding.of(Library(catalog), abbreviations=file)
    assert understanding.read("CNTT cho QTM").text == "công nghệ thông tin cho quan trắc môi trường"


@pytest.mark.parametrize(
    ("question", "places", "former"),
    [
        ("Mục tiêu của Huế và Cần Thơ", ("Huế", "Cần Thơ"), ()),
        ("muc tieu cua can tho", ("Cần Thơ",), ()),
        ("Sóc Trăng có mục tiêu gì?", ("Cần Thơ",), ("Sóc Trăng",)),
        ("muc tieu cua tinh hau giang", ("Cần Thơ",), ("Hậu Giang",)),
        ("TP.HCM làm gì?", ("Thành phố Hồ Chí Minh",), ()),
        ("Nhân lực số là gì?", (), ()),
    ],
)
def test_places_are_read_by_their_present_names(
    understanding: Understanding, question: str, places: tuple[str, ...], former: tuple[str, ...]
):
    query = understanding.read(question)
    assert (query.places, query.former_places) == (places, former)


@pytest.mark.parametrize(
    ("question", "periods"),
    [
        ("Mục tiêu đến năm 2030?", ["2030"]),
        ("muc tieu giai doan 2030-2035", ["2030-2035"]),
        ("từ năm 2030 đến năm 2035 có mục tiêu gì?", ["2030-2035"]),
        ("Định hướng 2045", ["2045"]),
        ("So sánh 2030 với 2035", ["2030", "2035"]),
        ("Quyết định 1002/QĐ-TTg ngày 24/5/2025 là gì?", []),
        ("What are the targets by 2030?", ["2030"]),
    ],
)
def test_periods_are_read(understanding: Understanding, question: str, periods: list[str]):
    assert [str(period) for period in understanding.read(question).periods] == periods


@pytest.mark.parametrize(
    ("question", "agencies", "others"),
    [
        ("Sở GD&ĐT làm gì?", ("Sở Giáo dục và Đào tạo",), ()),
        ("so tai chinh lam gi", ("Sở Tài chính",), ()),
        ("cong an tp lam gi", ("Công an thành phố",), ()),
        ("Ủy ban nhân dân các xã, phường làm gì?", ("Ủy ban nhân dân xã, phường",), ()),
        ("dai hoc ky thuat cong nghe can tho lam gi", ("Trường Đại học Kỹ thuật - Công nghệ Cần Thơ",), ()),
        ("Sở Ngoại vụ và Sở Tài chính làm gì?", ("Sở Ngoại vụ", "Sở Tài chính"), ()),
        ("Bộ Quốc phòng làm gì?", (), ("Bộ Quốc phòng",)),
        ("Bộ Công an làm gì?", (), ("Bộ Công an",)),
        ("Các cơ sở giáo dục phổ thông được kết nối Internet?", (), ()),
    ],
)
def test_bodies_with_and_without_duties_are_told_apart(
    understanding: Understanding, question: str, agencies: tuple[str, ...], others: tuple[str, ...]
):
    query = understanding.read(question)
    assert (query.agencies, query.other_agencies) == (agencies, others)


@pytest.mark.parametrize(
    ("question", "addresses"),
    [
        ("Mục II.2 của kế hoạch Huế nói gì?", ["Mục II.2"]),
        ("muc V.4.a can tho", ["mục V.4.a"]),
        ("khoan 4 muc iii hue", ["khoản 4 mục iii"]),
        ("điểm đ mục II.2 của Cần Thơ", ["điểm đ mục II.2"]),
        ("Phần V gồm những gì?", ["Phần V"]),
        ("What does section II.2 of Hue say?", ["section II.2"]),
        ("mục II.3 kế hoạch của Cần Thơ, điểm c", ["mục II.3, điểm c"]),
        ("mục II.3 của Cần Thơ báo cáo ai, khoản 4 mục V nói gì", ["mục II.3", "khoản 4 mục V"]),
        ("Khoản 1 và khoản 3 Điều 4", ["Khoản 1 Điều 4", "Khoản 3 Điều 4"]),
        ("theo Điều 5 thì sao?", ["Điều 5"]),
        ("Mục tiêu đến 2030", []),
        ("Theo Điều 9 Luật Đất đai, Huế có bao nhiêu mục tiêu?", []),
        ("Căn cứ khoản 1 Điều 2 của Nghị định 15/2024/NĐ-CP, Huế báo cáo cho ai?", []),
        ("Thí điểm 3 trường, 2 khoản 5 tỷ đồng?", []),
    ],
)
def test_addresses_are_read(understanding: Understanding, question: str, addresses: list[str]):
    assert [a.written for a in understanding.read(question).addresses] == addresses


@pytest.mark.parametrize(
    ("question", "documents", "unindexed", "focus"),
    [
        (
            "Theo Kế hoạch số 118/KH-UBND, độ che phủ rừng là bao nhiêu?",
            ["forest"],
            [],
            "độ che phủ rừng",
        ),
        ("ke hoach 118 do che phu rung la bao nhieu", ["forest"], [], "độ che phủ rừng"),
        (
            "Kế hoạch 0118 /KH-UBND ngày 3/2/2026: độ che phủ rừng?",
            ["forest"],
            [],
            "độ che phủ rừng",
        ),
        ("QĐ 118/QĐ-UBND: độ che phủ rừng?", ["decision"], [], "độ che phủ rừng"),
        ("nghị quyết 12.5/nq-hđnd về rừng trồng", ["resolution"], [], "rừng trồng"),
        ("Nghị quyết 12.5/2024/NQ-HĐND về rừng trồng", ["resolution"], [], "rừng trồng"),
        ("plan 118/KH-UBND", ["forest"], [], ""),
        ("Kế hoạch số 9/KH-UBND", [], ["Kế hoạch số 9/KH-UBND"], "9 kh ubnd"),
        ("Kế hoạch 118 năm trồng rừng", [], [], "118 trồng rừng"),
        ("Kế hoạch 2026 trồng rừng", [], [], "trồng rừng"),
        ("Kế hoạch 118/KH-UBND – Huế, mục I.1", ["forest"], [], ""),
    ],
)
def test_documents_are_named_by_their_numbers(
    question: str, documents: list[str], unindexed: list[str], focus: str
):
    def document(identifier: str, kind: str, number: str) -> Document:
        text = "KẾ HOẠCH\nI. MỤC TIÊU\n1. Độ che phủ rừng đạt 40%.\n"
        return Document(
            identifier, f"{kind} trồng rừng", f"{kind} {number} – Huế", kind, "official", text, number
        )

    corpus = (
        document("forest", "Kế hoạch", "118/KH-UBND"),
        document("decision", "Quyết định", "118/QĐ-UBND"),
        document("resolution", "Nghị quyết", "12.5/2024/NQ-HĐND"),
    )
    query = Understanding.of(Library(build_catalog(corpus, Settings()))).read(question)
    assert (list(query.documents), list(query.unindexed)) == (documents, unindexed)
    assert " ".join(query.focus_words) == focus
    assert query.values == ()


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        # A stop word that is a syllable of another word stays with it; alone it says nothing.
        ("Diện tích rừng phòng hộ là bao nhiêu?", "diện tích rừng phòng hộ"),
        ("Bao nhiêu hộ nằm trong diện di dời?", "hộ di dời"),
        ("Dịch vụ bưu chính đến năm 2028?", "dịch vụ bưu chính"),
        ("Việc di dời chợ do ai lo?", "di dời chợ"),
        # The number of a document that is not here carries a subject only where nothing else does.
        ("Quyết định số 415/QĐ-BXD giao ai trồng cây?", "trồng cây"),
        ("Nghị quyết số 18 quy định gì về cây xanh?", "cây xanh"),
        ("Quyết định số 415/QĐ-BXD do ai ký?", "415 qđ bxd ký"),
        # A letter that labels is a word.
        ("tien do du an a", "tiến độ dự án a"),
    ],
)
def test_what_a_question_is_about(understanding: Understanding, question: str, focus: str):
    assert " ".join(understanding.read(question).focus_words) == focus


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Tỷ lệ lao động qua đào tạo là bao nhiêu?", "value"),
        ("Đơn vị nào chủ trì bồi dưỡng giáo viên?", "who"),
        ("Gửi báo cáo cho ai?", "where_to"),
        ("Khi nào phải báo cáo?", "when"),
        ("Hạn báo cáo?", "when"),
        ("Sở Tài chính làm gì?", "duties"),
        ("Liệt kê các mục tiêu đến 2030", "list"),
        ("Có bao nhiêu mục tiêu đến 2030?", "count"),
        ("So sánh Huế và Cần Thơ", "compare"),
        ("Vì sao Huế lập kế hoạch này?", "why"),
        ("Có phải Huế đặt 90%?", "yes_no"),
        ("Who is responsible for training teachers?", "who"),
        ("Compare Hue and Can Tho", "compare"),
        ("List the targets of Hue for 2030", "list"),
    ],
)
def test_the_kind_of_answer_is_read(understanding: Understanding, question: str, kind: str):
    assert understanding.read(question).kind == kind


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Có phải Huế đặt 90% lao động qua đào tạo?", [("percent", "90")]),
        ("Hạn là ngày 15/11 phải không?", [("date", "15/11")]),
        ("Mục tiêu đến năm 2030", []),
        ("1002/qđ-ttg của Huế có mấy mục tiêu", []),
        ("Quyết định 1002 nói gì?", []),
        ("Đợt hạn tháng 4/2024 làm mất trắng bao nhiêu héc ta lúa?", []),
        ("Hạn nộp là tháng 6 phải không?", [("number", "6")]),
        ("Trong 4 tháng phải xong mấy cây cầu?", [("number", "4")]),
        ("Does Hue's plan for Decision 1002 name the army?", []),
        ("Đợt bão 4-6/9/2027 ở Huế sập mấy nhà?", []),
    ],
)
def test_figures_that_the_documents_must_hold_are_told_from_years_and_numbers_of_documents(
    understanding: Understanding, question: str, values: list[tuple[str, str]]
):
    assert [(value.kind, value.key) for value in understanding.read(question).values] == values


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What is the trained labour rate of Hue by 2030?", "en"),
        ("Who leads?", "en"),
        ("List targets", "en"),
        ("Tỷ lệ lao động?", "vi"),
        ("ty le lao dong qua dao tao", "vi"),
        ("STEM Huế 2030", "vi"),
        ("R&D", "vi"),
        ("hue", "vi"),
    ],
)
def test_the_language_is_told(understanding: Understanding, question: str, language: str):
    assert understanding.read(question).language == language


def test_an_english_question_is_read_in_the_plans_terms_and_shown_as_typed(understanding: Understanding):
    query = understanding.read("What is the trained labour rate of Hue by 2030?")
    assert query.text == "What is the trained labour rate of Hue by 2030?"
    assert query.places == ("Huế",)
    assert "lao động qua đào tạo" in query.read


@pytest.mark.parametrize(
    ("history", "question", "standalone"),
    [
        (
            ["Tỷ lệ lao động qua đào tạo của Huế đến 2030?"],
            "Còn Cần Thơ thì sao?",
            "Tỷ lệ lao động qua đào tạo của Cần Thơ đến 2030?",
        ),
        (
            ["ty le lao dong qua dao tao cua hue den 2030"],
            "con can tho",
            "tỷ lệ lao động qua đào tạo của Cần Thơ đến 2030",
        ),
        (["Tỷ lệ lao động của Huế đến năm 2030?"], "Đến 2035?", "Tỷ lệ lao động của Huế Đến 2035?"),
        (
            ["Mục tiêu của Huế đến năm 2030?"],
            "Vậy còn giai đoạn 2030-2035?",
            "Mục tiêu của Huế giai đoạn 2030-2035?",
        ),
        (
            ["Tỷ lệ lao động của Huế đến 2030?", "Còn Cần Thơ?"],
            "Đến 2035?",
            "Tỷ lệ lao động của Cần Thơ Đến 2035?",
        ),
        (
            ["Sở Tài chính ở Huế làm gì?"],
            "Còn Sở Khoa học và Công nghệ?",
            "Sở Khoa học và Công nghệ ở Huế làm gì?",
        ),
        (
            ["Sở Tài chính ở Huế làm gì?"],
            "Liệt kê mục tiêu của Cần Thơ đến năm 2045",
            "Liệt kê mục tiêu của Cần Thơ đến năm 2045",
        ),
        ([], "Còn Cần Thơ thì sao?", "Còn Cần Thơ thì sao?"),
        (["", "   ", "😀"], "Sở Tài chính làm gì?", "Sở Tài chính làm gì?"),
    ],
)
def test_follow_ups_are_resolved_from_the_turns_before(
    understanding: Understanding, history: list[str], question: str, standalone: str
):
    assert understanding.read(question, history).text.lower() == standalone.lower()


def test_who_leads_takes_over_the_task_and_the_place_of_the_turn_before(understanding: Understanding):
    query = understanding.read("Đơn vị nào chủ trì?", ["Bồi dưỡng giáo viên về công nghệ số ở Huế"])
    assert (query.kind, query.places) == ("who", ("Huế",))
    assert {"bồi", "dưỡng", "giáo", "viên"} <= set(query.focus_words)


def test_a_new_subject_keeps_the_place_only(understanding: Understanding):
    query = understanding.read("Hạn báo cáo hằng năm?", ["Tỷ lệ lao động qua đào tạo của Cần Thơ đến 2030?"])
    assert (query.places, query.kind) == (("Cần Thơ",), "when")
    assert "lao" not in query.focus_words


def test_a_comparison_after_one_place_is_of_both(understanding: Understanding):
    query = understanding.read("So sánh với Cần Thơ", ["Tỷ lệ lao động qua đào tạo của Huế đến 2030?"])
    assert query.kind == "compare"
    assert set(query.places) == {"Huế", "Cần Thơ"}


def test_what_asks_for_a_summary_in_english_is_no_subject(understanding: Understanding):
    query = understanding.read("Sum up the trained labour rate of Hue in two sentences")
    assert query.summary
    assert query.focus == query.summary.of.focus


def test_an_english_follow_up_is_resolved(understanding: Understanding):
    query = understanding.read("And Can Tho?", ["What is the trained labour rate of Hue by 2030?"])
    assert query.places == ("Cần Thơ",)
    assert "lao động qua đào tạo" in query.read


def test_the_name_of_a_place_is_no_subject(understanding: Understanding):
    assert understanding.read("Compare Hue and Can Tho").focus_words == ()


@pytest.mark.parametrize(
    ("question", "press"),
    [
        ("Báo chí nói gì về nhân lực số ở Hà Nội?", True),
        ("Hạn báo cáo hằng năm ở Cần Thơ?", False),
        ("Who is responsible for reporting?", False),
        ("Mục tiêu về công nghệ thông tin?", False),
    ],
)
def test_a_question_for_the_press_is_told_from_one_about_reports(
    understanding: Understanding, question: str, press: bool
):
    assert understanding.read(question).press is press


def test_any_text_is_read(understanding: Understanding):
    @settings(max_examples=60)
    @given(st.text(max_size=120), st.lists(st.text(max_size=40), max_size=2))
    def check(question: str, history: list[str]) -> None:
        query = understanding.read(question, history)
        assert query.question == question
        assert query.language in ("vi", "en")

    check()


@pytest.mark.parametrize(
    ("question", "counted", "focus"),
    [
        ("Bao nhiêu hộ nuôi tôm có ao lắng?", "hộ", "hộ nuôi tôm ao lắng"),
        ("Số hộ trồng sen là bao nhiêu?", None, "hộ trồng sen"),
        ("Tra hộ em diện tích trồng sen", None, "diện tích trồng sen"),
        ("Xem hộ tôi mức nước hồ", None, "nước hồ"),
    ],
)
def test_households_are_counted_and_a_favour_is_no_household(
    understanding: Understanding, question: str, counted: str | None, focus: str
):
    query = understanding.read(question)
    assert (query.counted, " ".join(query.focus_words)) == (counted, focus)


@pytest.mark.parametrize(
    "question", ["Quỹ chi bao nhiêu mỗi năm?", "Sơn La cấp bao nhiêu hằng tháng cho trạm?"]
)
def test_how_often_counts_nothing(understanding: Understanding, question: str):
    assert understanding.read(question).counted is None


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("ở ct có bao nhiêu chỉ tiêu", ("Cần Thơ",)),
        ("bên CT thì sao", ("Cần Thơ",)),
        ("CT có mấy mục tiêu", ("Cần Thơ",)),
        ("tp ct, ai lo khoản này", ("Cần Thơ",)),
        ("nội dung của ct hành động", ()),
        ("ct nào tốn tiền nhất", ()),
        ("ở nt có gì", ()),
    ],
)
def test_initials_name_a_place_behind_a_word_that_says_where(
    understanding: Understanding, typed: str, places: tuple[str, ...]
):
    assert understanding.read(typed).places == places


def test_visits_are_counted_of_whomever(understanding: Understanding):
    assert understanding.read("Sơn La cử tối thiểu bao nhiêu lượt người đi học nghề?").counted == "lượt"
    assert understanding.read("Sơn La đón bao nhiêu lượt khách?").counted == "lượt khách"
