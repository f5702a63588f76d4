from __future__ import annotations

import unicodedata

import pytest

from evals.normalise import contains_phrase, fold, markers, normalise, plain


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Đào tạo", unicodedata.normalize("NFD", "Đào tạo"), id="decomposed"),
        pytest.param("hoà bình", "hòa bình", id="tone of oa"),
        pytest.param("Thuỷ sản", "Thủy sản", id="tone of uy"),
        pytest.param("tỷ lệ, kỹ năng", "tỉ lệ, kĩ năng", id="final y"),
        pytest.param("2030 – 2035", "2030 - 2035", id="dash"),
        pytest.param("“bộ não số”", '"bộ não số"', id="quotation marks"),
        pytest.param("SỞ  TÀI\u00a0CHÍNH", "Sở Tài chính", id="case and blanks"),
    ],
)
def test_spellings_of_the_same_become_equal(first: str, second: str) -> None:
    assert normalise(first) == normalise(second)


@pytest.mark.parametrize("word", ["hoàn", "quý", "quỹ", "ngày", "thuyền", "lý do là tay"])
def test_other_words_keep_their_letters(word: str) -> None:
    assert normalise(word) == {"lý do là tay": "lí do là tay"}.get(word, word)


def test_fold_drops_diacritics_and_the_bar_of_d() -> None:
    assert fold("Đại học Huế") == "dai hoc hue"


def test_plain_text_has_no_markers_emphasis_or_list_numbers() -> None:
    text = "**Huế**: đạt `80%` [1][2]\n- 1. Sở Tài chính [12]\na) 100% học sinh"
    assert plain(text).split() == "Huế : đạt 80% Sở Tài chính 100% học sinh".split()


def test_markers_are_read_in_order() -> None:
    assert markers("Một [2]. Hai [1] [10]") == [2, 1, 10]


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Thành phố Huế đứng đầu", "huế", True),
        ("đạt 180 người", "80", False),
        ("nông thôn mới", "thôn mớ", False),
        ("gì cũng được", "", False),
    ],
)
def test_a_phrase_is_found_as_whole_words(text: str, phrase: str, found: bool) -> None:
    assert contains_phrase(text, phrase) is found
