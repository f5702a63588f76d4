from __future__ import annotations

import unicodedata

from evals.perturbing import VARIATIONS, half_without_diacritics, vary, with_typos, without_diacritics
from tests.evals.material import question_row, small_set, unanswerable_row

TEXT = "Đến năm 2030, Huế đặt tỉ lệ 80% ở đâu?"


def test_variations_of_a_sentence() -> None:
    assert without_diacritics(TEXT) == "Den nam 2030, Hue dat ti le 80% o dau?"
    assert half_without_diacritics(TEXT) == "Đến nam 2030, Huế dat tỉ le 80% ở dau?"
    assert unicodedata.normalize("NFC", VARIATIONS["decomposed"](TEXT)) == TEXT
    assert VARIATIONS["decomposed"](TEXT) != TEXT
    assert VARIATIONS["lower_case"](TEXT) == "đến năm 2030, huế đặt tỉ lệ 80% ở đâu?"


def test_typos_spare_figures_and_short_words_and_are_always_the_same() -> None:
    text = "Huế bồi dưỡng tối thiểu 300 giáo viên, tương đương bao nhiêu phần trăm đội ngũ?"
    typed = with_typos(text)
    assert typed == with_typos(unicodedata.normalize("NFD", text))
    changed = [word for word, other in zip(text.split(), typed.split(), strict=True) if word != other]
    assert changed
    assert all(len(word.strip(",?")) >= 4 and word.isalpha() for word in changed)
    assert with_typos("80% ở Huế") == "80% ở Huế"


def test_only_answerable_vietnamese_questions_with_diacritics_are_varied(tmp_path) -> None:
    rows = [
        question_row("v-1"),
        question_row("v-2", turns=["hue dat bao nhieu"]),
        question_row("v-3", turns=["How much in Huế?"], language="en"),
        unanswerable_row("v-4", "Đà Nẵng?"),
    ]
    varied = vary(small_set(tmp_path, rows).questions, "no_diacritics")
    assert [question.id for question in varied] == ["v-1"]
    assert varied[0].turns == ("Hue den nam 2030 lao dong qua dao tao dat bao nhieu?",)
    assert varied[0].facts == small_set(tmp_path, rows).questions[0].facts
