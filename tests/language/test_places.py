"""Places as officials type them: present and former names, without diacritics, and everyday words that look like names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.places import _table, correct_places, find_places, place_names, present_name
from assistant.language.text import fold, nfc, place_tones


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


TECHNOLOGY = [
    "bồi dưỡng kỹ sư công nghệ an toàn thông tin và công nghệ an ninh mạng", "dạy nghề an toàn lao động trên máy công cụ",
    "đánh giá lại năng lực số của chuyên gia lai tạo giống", "tham gia lại khóa học trực tuyến quảng bá sản phẩm số",
    "điều kiện giảng dạy tin học, ưu tiên giảng viên trẻ", "sáng kiến giảng dạy bằng phòng thí nghiệm ảo và thực tiễn giảng dạy",
    "chăm sóc trang thiết bị, kiểm tra vinh danh học sinh giỏi", "trạng thái bình thường của hệ sinh thái bình đẳng số",
    "hằng năm định kỳ bảo trì tuyến cáp quang năm thứ hai", "mức trung bình định mức giờ máy và tất cả mẫu biểu điện tử",
    "hợp đồng thấp hơn, năng suất lao động thấp hơn, hoạt động thấp",
    "trang bị hai phòng thí nghiệm, hai phòng học và hai đường truyền",
    "cần thợ lành nghề vận hành robot đa năng ở phòng đa năng", "làm đồng bộ dữ liệu, làm đồng thời với trạm điện biến áp",
    "theo dõi diễn biến phức tạp của mã độc", "nguồn thu do chuyển giao công nghệ",
    "tương lai châu lục của bán dẫn, việc làm đông đảo",
    "hình thành hòa mạng, hoàn thành hóa đơn điện tử", "an ninh bình ổn trên không gian mạng",
    "khu vực châu Á - Thái Bình Dương đầu tư vi mạch", "Việt Nam định hướng phát triển trí tuệ nhân tạo",
]  # fmt: skip
EVERY_NAME = sorted({spelling for spellings in _table().by_folded.values() for spelling in spellings})


@pytest.mark.parametrize("sentence", TECHNOLOGY)
def test_a_part_of_a_word_is_no_place_however_it_is_typed(sentence: str):
    assert names(sentence) == []
    assert names(sentence.lower()) == []
    assert names(fold(sentence)) == []
    assert names(sentence.upper()) == []
    assert names(sentence.title()) == []


def test_every_name_is_found_behind_and_before_every_such_sentence():
    """Names of all places, present, former and otherwise spelled; with an article before those that are everyday words too."""
    missed = [
        (text, name)
        for name in EVERY_NAME
        for sentence in TECHNOLOGY
        for text in (
            f"{sentence} ở {name}", f"Tại {name}, {sentence}",
            f"{sentence} ở {name.lower()}", fold(f"{sentence} tại {name}"),
        )
        if [place.name for place in find_places(text)] != [present_name(name)]
    ]  # fmt: skip
    assert missed == []


def test_every_phrase_that_holds_syllables_of_a_name_overlaps_one():
    """One that overlaps none would do nothing."""
    starts = {name.split()[0] for name in _table().by_folded}
    idle = [
        part
        for part in _table().parts
        if part.split()[-1] not in starts and not _table().pattern.search(part)
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sở Khoa học và Công nghệ Nghệ An", "Nghệ An"), ("Sở Khoa học và Công nghệ An Giang", "An Giang"),
        ("tỉnh nghệ an", "Nghệ An"), ("kế hoạch nghệ an", "Nghệ An"),
        ("lao động Đồng Tháp", "Đồng Tháp"), ("ty le lao dong dong nai", "Đồng Nai"),
        ("o hai phong hoc phi bao nhieu", "Hải Phòng"), ("muc tieu hai phong", "Hải Phòng"), ("tinh Thái Bình", "Hưng Yên"),
        ("đánh giá Gia Lai", "Gia Lai"), ("Điều tra Vĩnh Long", "Vĩnh Long"),
        ("TP Hồ Chí Minh", "Thành phố Hồ Chí Minh"), ("Chủ tịch UBND TP Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)  # fmt: skip
def test_a_name_beside_such_a_word_is_still_a_name(text: str, name: str):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        "học tập tư tưởng Hồ Chí Minh",
        "doan tncs ho chi minh",
        "đường Hồ Chí Minh",
    ],
)
def test_a_place_in_another_proper_name_is_not_meant(text: str):
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("QNinh giao ai", ["Quảng Ninh"]),
        ("kế hoạch của d.nang", ["Đà Nẵng"]),
        ("cthơ và CMau", ["Cần Thơ", "Cà Mau"]),
        ("than đá, nan giải", []),
        ("Nguyễn T. Hóa", []),
    ],
)
def test_a_name_may_be_shortened_to_its_first_letter_and_last_syllable(text: str, names: list[str]) -> None:
    assert [place.name for place in find_places(text)] == names


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("UBND tỉnh Cà Mauu giao gì", "UBND tỉnh Cà Mau giao gì"),
        ("UBND Quảg Ninh", "UBND Quảng Ninh"),
        ("Lâm Đồngg và Hà Nooi", "Lâm Đồng và Hà Nội"),
        ("Bình Địnhh", "Bình Định"),
    ],
)
def test_a_name_that_is_one_letter_off_is_put_right(typed: str, meant: str):
    assert correct_places(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "người Hà Nhì",  # a syllable of its own
        "cà mauu",  # no name without its capitals
        "Cài Mauu",  # the other syllable is none of the name
        "Cà Mauuuu",  # more than a letter off
        "Đắk Lắk",
        "Bill Gates",
        "Sở GD&ĐT Huế",  # capitals that stand for words
        "SỞ KH&ĐT HUẾ",
    ],
)
def test_what_is_no_mistyped_name_stays(text: str):
    assert correct_places(text) == text
