"""How much of a text is Vietnamese: by the rules of its spelling, without a list of words."""

from __future__ import annotations

import pytest

from assistant.readers.syllables import is_english, is_real_syllable, share_of_syllables

UNICODE = (
    "Ủy ban nhân dân huyện giao Phòng Kinh tế chủ trì, phối hợp với các xã khơi thông kênh tiêu trước mùa mưa lũ;"
    " báo cáo kết quả theo Quyết định số 45/2019/QĐ-UBND."
)
ENGLISH = (
    "The department shall report on the state of irrigation works and the funds that have been allocated for them"
    " to the district."
)


@pytest.mark.parametrize(
    "word", "giếng gì quyết quỹ khuỷu nghiêng Hoà hòa ĐƯỢC yến ngoằn thuở xoong luýt hoạch ý".split()
)
def test_a_syllable_is_real(word: str) -> None:
    assert is_real_syllable(word)


@pytest.mark.parametrize(
    "word", "hoach cieng ghà ngiêng kang Cnna HOAxA dâu© w strong thựcc ®Êt nöôùc hốì zá".split()
)
def test_a_syllable_is_none(word: str) -> None:
    assert not is_real_syllable(word)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (UNICODE, 1, 1),
        (UNICODE.upper(), 1, 1),
        (
            "CQNG HOA xA HQI CHU NGHIA VIET NAM DQc ljp Tq do H4nh phric BAo cAo c6ng tric thuy lgi nim",
            0,
            0.6,
        ),
        (
            "Uû ban nh©n d©n huyÖn giao Phßng Kinh tÕ chñ tr× kh¬i th«ng kªnh tiªu tr\u00adíc mïa m\u00ada lò",
            0,
            0.42,
        ),
        (ENGLISH, 0.1, 0.55),
    ],
)
def test_the_share_tells_vietnamese_from_what_only_looks_like_text(
    text: str, least: float, most: float
) -> None:
    share = share_of_syllables(text)
    assert share is not None
    assert least <= share <= most


def test_codes_acronyms_and_letters_of_lists_count_on_neither_side() -> None:
    assert share_of_syllables(UNICODE + " b) UBND, HĐND, GRDP: 12/KH-SNN, abc@example.vn; d) ĐKKD") == 1


def test_few_words_have_no_share() -> None:
    assert share_of_syllables("Bảng 3. QWXZ kpq") is None


def test_english_is_told_from_a_wrong_layer() -> None:
    assert is_english(ENGLISH)
    assert not is_english("CQNG HOA xA HQI CHU NGHIA VIET NAM DQc ljp Tq do H4nh phric BAo cAo c6ng tric")
    assert not is_english(UNICODE)
