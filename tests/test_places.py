"""Places as officials type them: present and former names, without diacritics, and everyday words that look like names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.places import find_places, place_names, present_name
from assistant.text import fold, nfc, place_tones


def names(text: str) -> list[str]:
    return [place.name for place in find_places(text)]


def test_there_are_34_present_names_and_each_is_found_with_and_without_its_diacritics():
    assert len(place_names()) == 34
    assert {name: names(f"Kế hoạch của {name} đến 2030") for name in place_names()} == {
        name: [name] for name in place_names()
    }
    assert {name: names(f"ke hoach cua {fold(name)} den 2030") for name in place_names()} == {
        name: [name] for name in place_names()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TP Huế", ["Huế"]), ("tp hue", ["Huế"]), ("HUẾ", ["Huế"]), ("Thừa Thiên - Huế", ["Huế"]), ("thua thien hue", ["Huế"]),
        ("can thơ", ["Cần Thơ"]), ("Can Tho", ["Cần Thơ"]),
        ("TP.HCM", ["Thành phố Hồ Chí Minh"]), ("TPHCM", ["Thành phố Hồ Chí Minh"]), ("Sài Gòn", ["Thành phố Hồ Chí Minh"]),
        ("Ho Chi Minh City", ["Thành phố Hồ Chí Minh"]), ("Hanoi", ["Hà Nội"]), ("Thủ đô", ["Hà Nội"]),
        ("Khánh Hoà", ["Khánh Hòa"]), ("Đắc Lắc", ["Đắk Lắk"]),
        ("So sánh Huế với Cần Thơ, Huế và Hà Nội", ["Huế", "Cần Thơ", "Huế", "Hà Nội"]),
        ("", []), ("Paris", []),
    ],
)  # fmt: skip
def test_a_place_is_found_as_it_is_typed(text: str, expected: list[str]):
    assert names(text) == expected
    assert names(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text))) == expected


@pytest.mark.parametrize(
    ("text", "former", "present"),
    [
        ("Sóc Trăng", "Sóc Trăng", "Cần Thơ"),
        ("soc trang", "Sóc Trăng", "Cần Thơ"),
        ("Hậu Giang", "Hậu Giang", "Cần Thơ"),
        ("Bình Dương", "Bình Dương", "Thành phố Hồ Chí Minh"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh"),
        ("Quảng Nam", "Quảng Nam", "Đà Nẵng"),
        ("Hải Dương", "Hải Dương", "Hải Phòng"),
        ("Hà Nam", "Hà Nam", "Ninh Bình"),
        ("Đăk Nông", "Đăk Nông", "Lâm Đồng"),
    ],
)
def test_a_name_from_before_the_mergers_gives_the_present_one(text: str, former: str, present: str):
    (place,) = find_places(text)
    assert (place.written, place.name, place.is_former) == (former, present, True)


@pytest.mark.parametrize("text", ["Huế", "Thừa Thiên Huế", "Hanoi", "TPHCM"])
def test_present_names_and_aliases_are_not_former(text: str):
    assert [place.is_former for place in find_places(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "hoa huệ", "huề vốn",  # another word with the same letters
        "trình độ cao, bằng cấp", "nhân lực trình độ cao bằng cấp quốc tế",
        "giáo dục vì hòa bình", "vi hoa binh", "phuong an giang day moi", "phương án giảng dạy",
        "phát triển ha nam",  # an everyday word unless a locative stands before it
        "thuế", "chuế",  # inside another word
    ],
)  # fmt: skip
def test_everyday_words_are_no_places(text: str):
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tinh cao bang", "Cao Bằng"), ("mục tiêu của tỉnh cao bằng", "Cao Bằng"), ("o hau giang co gi", "Cần Thơ"),
        ("tỉnh Hòa Bình", "Phú Thọ"), ("Hoà Bình", "Phú Thọ"), ("ke hoach tinh an giang", "An Giang"), ("An Giang", "An Giang"),
        ("tai ha nam", "Ninh Bình"), ("hà nam", "Ninh Bình"),
    ],
)  # fmt: skip
def test_an_everyday_word_after_a_locative_or_with_its_capitals_is_a_place(text: str, name: str):
    assert names(text) == [name]


def test_a_place_knows_where_it_stands():
    text = "Ở Huế và soc trang"
    assert [(place.start, place.end, text[place.start : place.end]) for place in find_places(text)] == [
        (2, 5, "Huế"),
        (9, 18, "soc trang"),
    ]


@given(st.text(max_size=40), st.sampled_from(place_names()), st.text(max_size=40))
def test_offsets_hold_in_any_text(before: str, name: str, after: str):
    text = nfc(f"{before} {name} {after}")
    for place in find_places(text):
        typed = text[place.start : place.end]
        assert fold(place_tones(typed)) == fold(place_tones(place.written))


def test_the_present_name_of_a_text_is_that_of_its_first_place():
    assert present_name("Ủy ban nhân dân tỉnh Sóc Trăng, Hà Nội") == "Cần Thơ"
    assert present_name("Bộ Tài chính") is None
