"""Diacritics given back from the syllables of the corpus; what was typed with them stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language.diacritics import Restorer, is_syllable
from assistant.language.text import fold, nfc
from assistant.types import Catalog


@pytest.fixture(scope="module")
def restorer(catalog: Catalog) -> Restorer:
    return Restorer.learn(document.text for document in catalog.documents)


@pytest.mark.parametrize(
    "right",
    [
        "tỷ lệ lao động qua đào tạo",
        "em ở sở công thương cần thơ",
        "mình công tác tại sở xây dựng huế",
        "học sinh tốt nghiệp trung học phổ thông",
        "đơn vị nào chủ trì",
        "hạn báo cáo",
        "cơ quan nào chịu trách nhiệm",
        "khởi nghiệp đổi mới sáng tạo",
        "kinh phí từ nguồn nào",
        "nâng cao nhận thức",
        "cơ sở vật chất",
        "chuyển đổi số",
        "internet tốc độ cao",
        "được giao nhiệm vụ gì",
        "mỗi hộ được bao nhiêu tiền",
        "ngân sách chi bao nhiêu tiền",
        # What only questions say, and no document of the corpus.
        "đến khi nào mới xong",
        "bắt đầu từ năm mấy",
        "xã muốn mua thì hỏi ai",
        "hội thảo của khối trường đại học",
        "tốn bao nhiêu tiền",
        "từ nay tới 2030",
    ],
)
def test_a_phrase_typed_without_diacritics_gets_them_back(restorer: Restorer, right: str):
    assert restorer.restore(fold(right)) == right
    assert restorer.restore(right) == right


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        # Some words with diacritics, some without.
        ("tỷ lệ lao dong qua đào tạo", "tỷ lệ lao động qua đào tạo"),
        ("giao viên", "giáo viên"),
        ("đao tạo", "đào tạo"),
        # One letter wrong, too many or too few; tones on the wrong vowel; words split.
        ("ngiên cứu", "nghiên cứu"),
        # Two tones that are mixed up, and a syllable that cannot do without one.
        ("nhửng chỉ tiêu nào", "những chỉ tiêu nào"),
        ("sữ dụng ngân sách", "sử dụng ngân sách"),
        ("bao nhiêu lươt cán bộ đi học", "bao nhiêu lượt cán bộ đi học"),
        ("lao dộng", "lao động"),
        ("tuyeen truyeen", "tuyên truyền"),
        ("hoá học, taọ", "hóa học, tạo"),
        ("inter net toc do cao", "internet tốc độ cao"),
        # Capitals, signs and acronyms stay.
        ("Ty le LAO DONG", "Tỷ lệ LAO ĐỘNG"),
        ("nghien cuu, R&D (AI va IoT)!", "nghiên cứu, R&D (AI và IoT)!"),
        ("STEM 2030", "STEM 2030"),
        # Of two words with a hyphen none is restored where nothing tells how they are spelled together.
        ("chuong trinh co-op la gi", "chương trình co-op là gì"),
        ("phat trien kinh te-xa hoi", "phát triển kinh tế-xã hội"),
        # What neither the corpus nor the language knows stays.
        ("xyzzy qwrt", "xyzzy qwrt"),
        ("", ""),
    ],
)
def test_what_was_typed_is_repaired_and_the_rest_left_alone(restorer: Restorer, typed: str, restored: str):
    assert restorer.restore(typed) == restored


def test_a_part_of_what_was_typed_with_diacritics_is_left_alone(restorer: Restorer):
    assert restorer.restore("sang ") == "sáng "
    assert restorer.restore("sang ", within="sang mục IV, nguyên tắc sử dụng kinh phí") == "sang "


def test_kept_words_are_left_alone(restorer: Restorer):
    assert restorer.restore("dao tao", keep=frozenset(["dao"])) == "dao tạo"


def test_restoring_any_text_keeps_what_is_no_letter(restorer: Restorer):
    def others(value: str) -> str:
        return "".join(c for c in value if not c.isalpha() and c != " ")

    @settings(max_examples=50)
    @given(st.text(max_size=80))
    def check(text: str) -> None:
        assert others(restorer.restore(nfc(text))) == others(nfc(text))

    check()


def test_a_small_corpus_is_enough():
    restorer = Restorer.learn(["Thủy lợi tưới tiêu", "thủy lợi"])
    assert restorer.restore("thuy loi tuoi tieu") == "thủy lợi tưới tiêu"


@pytest.mark.parametrize(
    "word",
    "nghiêng nguyễn quốc giếng khuỷu ngoằn quyết ươm yêu oanh kia ke nghe ghi cá gà đường gì gìn giữ huế".split(),
)
def test_these_have_the_form_of_a_vietnamese_syllable(word: str):
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(fold(word))


@pytest.mark.parametrize(
    "word", [*"school street data cga nge ngi ce ka ghà stem robot what training 123".split(), ""]
)
def test_these_have_not(word: str):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("tăng clượng dhọc", "tăng chất lượng dạy học"),
        ("đtạo gviên", "đào tạo giáo viên"),
        ("kphi tu dau", "kinh phí tu dau"),
        ("cthơ", "cần thơ"),
        # What is a syllable, a slip of the finger, known as it is, in capitals, or a pair that the corpus lacks.
        ("chung, trình, khó", "chung, trình, khó"),
        ("ttrường ddào", "ttrường ddào"),
        ("stem, internet, blockchain", "stem, internet, blockchain"),
        ("ĐTẠO", "ĐTẠO"),
        ("bmưa", "bmưa"),
    ],
)
def test_a_word_that_contracts_two_syllables_is_written_out(restorer: Restorer, typed: str, written: str):
    assert restorer.write_out_contractions(typed) == written
