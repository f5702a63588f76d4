"""Vietnamese text: normal forms, folding that keeps offsets, tones in one place, syllables."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import text
from assistant.language.text import (
    CAPITALS,
    SMALL,
    clean,
    fold,
    has_diacritics,
    lexical_terms,
    nfc,
    normalise_space,
    place_tones,
    tidy,
    tokens,
    vietnamese_key,
)

EVERY_CHARACTER = [chr(point) for point in range(0x110000)]
VIETNAMESE = st.text(
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵĐÂ ,.-()0123456789"
)


def test_folding_keeps_the_length_of_every_character_and_is_final():
    folded = [fold(character) for character in EVERY_CHARACTER]
    assert [hex(point) for point, letter in enumerate(folded) if len(letter) != 1] == []
    assert [letter for letter in set(folded) if fold(letter) != letter] == []


@given(st.text(), st.text())
def test_folding_works_character_by_character(first: str, second: str):
    assert fold(first + second) == fold(first) + fold(second)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đào tạo", "dao tao"),
        ("ỦY BAN NHÂN DÂN", "uy ban nhan dan"),
        ("ngưỡng, nghiêng", "nguong, nghieng"),
        ("đường Đ 2,5%", "duong d 2,5%"),
    ],
)
def test_folding_takes_tones_marks_and_capitals_away(typed: str, folded: str):
    assert fold(typed) == folded


@given(VIETNAMESE)
def test_decomposed_and_composed_text_clean_to_the_same(text: str):
    assert clean(unicodedata.normalize("NFD", text)) == clean(unicodedata.normalize("NFC", text))


@given(st.text())
def test_clean_text_is_composed_single_spaced_and_stays_so(text: str):
    cleaned = clean(text)
    assert nfc(cleaned) == cleaned
    assert cleaned == normalise_space(cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Huế \t\n 2030 ", "Huế 2030"),
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("\u202eHuế\u200b", "Huế"),
        ("\ufeffmục tiêu", "mục tiêu"),
        ("\x1b[31mđỏ", "[31mđỏ"),
        ("\ud800\udfff\x00", ""),
        ("😀 Huế", "😀 Huế"),
    ],
)
def test_control_invisible_and_surrogate_characters_are_cleaned_away(typed: str, cleaned: str):
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        # What nobody sees goes, whatever it cuts.
        ("đạt 6\u200b5%", "đạt 65%"), ("3\u00ad8 xã", "38 xã"), ("1\u20602/4/2027", "12/4/2027"), ("4\ufeff5\x7f0", "450"),
        ("Hue\u0302\u200b\u0301", "Hu\u1ebf"), ("tư v\u00adấn", "tư vấn"), ("quản trị m\u00ad\nạng", "quản trị mạng"),
        ("hết;\u00ad\nb) tiếp", "hết;\nb) tiếp"), ("dòng\x0bdưới\u2028cuối\f\ntrang", "dòng\ndưới\ncuối\ntrang"),
        # No-break and thin spaces join thousands, and are plain spaces elsewhere.
        ("5\u00a0300 hộ", "5\u00a0300 hộ"), ("1\u2009250\u202f000 đồng", "1\u00a0250\u00a0000 đồng"),
        ("7\u00a0150,5-8\u00a0200 ha", "7\u00a0150,5-8\u00a0200 ha"), ("từ\u00a0năm\u00a02027\u00a0350 hộ", "từ năm 2027 350 hộ"),
        ("0225\u00a0381\u00a0472", "0225 381 472"), ("cấp 3\u00a0100%", "cấp 3 100%"), ("6\u00a012", "6 12"), ("5 300", "5 300"),
        ("8\u2002450", "8 450"), ("1.234\u00a0567", "1.234 567"), ("1\u00a0234\u00a05678", "1 234 5678"),
        # No-break hyphens are hyphens.
        ("2027\u20112029", "2027-2029"), ("47/KH\x1eUBND", "47/KH-UBND"),
    ],
)  # fmt: skip
def test_a_text_is_stored_without_what_nobody_sees(written: str, stored: str):
    assert tidy(written) == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("đạt \u202e34\u202c% hộ", "đạt \ufffd34% hộ"),
        ("đạt 6\u202e5\u202c% và 20%", "đạt \ufffd65% và 20%"),
        ("đạt 6\u20665\u2069%", "đạt \ufffd65%"),
        ("\u2067năm 2027\nđạt 45%", "năm \ufffd2027\nđạt 45%"),  # closed by the paragraph's end
        ("12\u200f/11", "\ufffd12/11"),
        ("gọi \u202a0225 381 472\u202c", "gọi 0225 381 472"),  # turns nothing
        ("\u202eHuế\u202c đạt 5%", "Huế đạt 5%"),
    ],
)
def test_a_figure_that_a_control_of_direction_turns_is_marked(written: str, stored: str):
    assert tidy(written) == stored


@given(st.text(st.one_of(st.characters(), st.sampled_from("12 \u00a0\u202e\u202c\u2067\u200b\u00ad\n%.,"))))
def test_a_tidy_text_is_composed_and_stays_so(text: str):
    stored = tidy(text)
    assert nfc(stored) == stored
    assert tidy(stored) == stored


def test_no_character_survives_cleaning_that_cannot_be_written_as_utf_8():
    for start in range(0, len(EVERY_CHARACTER), 4096):
        clean("".join(EVERY_CHARACTER[start : start + 4096])).encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "placed"),
    [
        # Both schools of spelling.
        ("hoà", "hòa"), ("hòa", "hòa"), ("thuỷ", "thủy"), ("thủy", "thủy"), ("khoẻ", "khỏe"), ("uỷ", "ủy"),
        ("tuỳ", "tùy"), ("xoá", "xóa"),
        # A final consonant or a marked vowel carries the tone.
        ("toàn", "toàn"), ("chuyển", "chuyển"), ("nghiêng", "nghiêng"), ("được", "được"), ("thuở", "thuở"),
        ("huế", "huế"), ("giếng", "giếng"),
        # Three vowels, and the consonants qu and gi.
        ("ngoái", "ngoái"), ("khuỷu", "khuỷu"), ("quý", "quý"), ("quốc", "quốc"), ("già", "già"), ("gìn", "gìn"),
        ("nghĩa", "nghĩa"),
        # Typing errors.
        ("taọ", "tạo"), ("muà", "mùa"), ("điạ", "địa"), ("đựơc", "được"), ("qủa", "quả"), ("cuả", "của"),
        ("nghiã", "nghĩa"),
        # Capitals stay.
        ("HOÀ", "HÒA"), ("Uỷ", "Ủy"), ("Đaị", "Đại"),
        # What is no Vietnamese syllable is left alone.
        ("café", "café"), ("naïve", "naïve"), ("résumé", "résumé"), ("R&D", "R&D"), ("STEM", "STEM"),
    ],
)  # fmt: skip
def test_the_tone_stands_on_one_vowel_however_it_was_typed(typed: str, placed: str):
    assert place_tones(typed) == placed


@given(VIETNAMESE)
def test_placing_tones_keeps_length_letters_and_its_own_result(text: str):
    placed = place_tones(nfc(text))
    assert len(placed) == len(nfc(text))
    assert fold(placed) == fold(nfc(text))
    assert place_tones(placed) == placed


@given(st.text())
def test_placing_tones_keeps_the_offsets_of_any_text(text: str):
    assert len(place_tones(nfc(text))) == len(nfc(text))


@pytest.mark.parametrize(
    ("text", "accented"),
    [
        ("Huế", True),
        ("HUE 2030", False),
        ("do", False),
        ("đo", True),
        ("ĐO", True),
        ("R&D", False),
        ("", False),
    ],
)
def test_diacritics_are_seen(text: str, accented: bool):
    assert has_diacritics(text) is accented


def test_tokens_are_folded_syllables_and_whole_figures():
    text = "Tỷ lệ 2,5% – 1.234,5 người; QĐ 1002/QĐ-TTg, R&D"
    assert tokens(text) == ["ty", "le", "2,5", "1.234,5", "nguoi", "qd", "1002", "qd", "ttg", "r", "d"]


def test_lexical_terms_are_syllables_and_their_bigrams():
    assert lexical_terms("Đào tạo nhân lực") == [
        "dao",
        "tao",
        "nhan",
        "luc",
        "dao_tao",
        "tao_nhan",
        "nhan_luc",
    ]
    assert lexical_terms("Huế") == ["hue"]
    assert lexical_terms("…") == []


def test_space_is_normalised_to_one_line():
    assert normalise_space(" a\n\n b\u00a0\tc ") == "a b c"
    assert normalise_space(" 4\u00a0200 \n người\u00a0") == "4\u00a0200 người"
    assert tokens("4\u00a0200 người") == tokens("4.200 người")


IN_ORDER = (
    "1 tháng 5|30 tháng 4|An Giang|Ăn uống|Ấn Độ|ba ba|Ba Vì|bà con|bả|bã|bá|bạ|Cao Bằng|Dầu Tiếng|Đà Lạt|Đại học Vinh|Điều 2|"
    "Điều 10|Đồng Tháp|Em bé|Êm đềm|Hòa Bình|Lai Châu|Ơn nghĩa|Quy Nhơn|Quỳ Hợp|Tây Ninh|Trường Cao đẳng Y|Ủy ban nhân dân xã|"
    "Ưu đãi|Vũng Tàu|Ý Yên|yên Bái|Yên Bái|Жуков"
).split("|")


def test_names_sort_as_in_a_vietnamese_dictionary():
    for seed in range(20):
        assert sorted(random.Random(seed).sample(IN_ORDER, len(IN_ORDER)), key=vietnamese_key) == IN_ORDER


def test_letters_go_before_tones_and_tones_before_what_follows():
    assert sorted("đ d ê e ơ ô o ư u ă â a".split(), key=vietnamese_key) == "a ă â d đ e ê o ô ơ u ư".split()
    assert sorted("nặng ngã ngang".split(), key=vietnamese_key) == "nặng ngã ngang".split()
    assert sorted("mạ má mã mả mà ma".split(), key=vietnamese_key) == "ma mà mả mã má mạ".split()
    assert sorted(["lá a", "la z", "lạ", "lan"], key=vietnamese_key) == ["la z", "lá a", "lạ", "lan"]


@pytest.mark.parametrize(
    "name", ["Khánh Hoà", "Thuỷ lợi", "Sở Y tế và Uỷ ban", "HOÀ BÌNH", "Đường số 7, Quận 10"]
)
def test_a_name_sorts_alike_however_it_is_spelled_in_unicode_and_wherever_its_tone_stands(name: str):
    assert vietnamese_key(unicodedata.normalize("NFD", name)) == vietnamese_key(name)
    assert vietnamese_key(place_tones(name))[:2] == vietnamese_key(name)[:2]


@given(st.lists(VIETNAMESE | st.text()))
def test_every_list_of_names_has_one_order(names: list[str]):
    composed = [nfc(name) for name in names]
    backwards = composed[::-1]
    assert sorted(composed, key=vietnamese_key) == sorted(backwards, key=vietnamese_key)


@given(VIETNAMESE, VIETNAMESE)
def test_what_is_added_to_a_name_stands_after_it(name: str, more: str):
    assert vietnamese_key(name)[0] <= vietnamese_key(f"{name} {more}")[0]


def test_classes_of_letters_hold_capitals_or_small_ones_alone() -> None:
    letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    assert re.fullmatch(f"[{SMALL}]+", letters)
    assert re.fullmatch(f"[{CAPITALS}]+", letters.upper())
    assert not re.search(f"[{SMALL}]", letters.upper() + "÷×")
    assert not re.search(f"[{CAPITALS}]", letters + "÷×")


def test_no_range_of_letters_holds_both() -> None:
    package = Path(text.__file__).parents[1]
    ranges = {p.name: re.findall(r"\[[^]]*[Àà]-[Ỹỹ]", p.read_text("utf-8")) for p in package.rglob("*.py")}
    assert {name: found for name, found in ranges.items() if found} == {}
