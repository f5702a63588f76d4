"""How clauses are asked about: other words for the same, written and read, and clauses ranked by them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.index.translation import NOTHING, TermTranslation, load_translation, save_translation

CLAUSES = [
    "Kinh phí trồng rừng ngập mặn do ngân sách huyện bảo đảm.",
    "Hạt Kiểm lâm chủ trì, phối hợp với các xã ven biển.",
    "Khó khăn, vướng mắc phản ánh về Hạt Kiểm lâm để tổng hợp.",
    "Báo cáo đột xuất theo yêu cầu của Chủ tịch Ủy ban nhân dân huyện.",
]
SMALL = TermTranslation(
    {"tiền": 0, "ai": 1},
    {NOTHING: 0, "phí": 1, "trì": 2},
    np.array([[0.0, 0.5, 0.0], [0.0, 0.0, 0.25]], dtype=np.float16),
    np.array([0.1, 0.05], dtype=np.float32),
    0.5,
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("tiền lấy ở khoản nào ra", 0),
        ("which budget pays for it", 0),
        ("bên nào cầm trịch vụ này", 1),
        ("which department is in charge", 1),
        ("lỡ bị kẹt thì kêu ai", 2),
        ("tự dưng bất ngờ bắt gửi thì sao", 3),
    ],
)
def test_a_clause_is_found_by_other_words_than_its_own(question: str, place: int) -> None:
    assert load_translation().scores(question, CLAUSES).argmax() == place


def test_a_word_is_as_much_likelier_as_the_words_of_a_clause_make_it() -> None:
    told = SMALL.scores("Tiền?", ["phí", "trì"])  # half of each clause is its word, half is NOTHING
    expected = [np.log((0.5 * 0.25 + 0.05) / 0.1), np.log(0.05 / 0.1)]
    assert told == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("question", ["", "?", "zzz qqq", "rừng"])
def test_a_question_of_unknown_words_tells_nothing(question: str) -> None:
    assert SMALL.scores(question, CLAUSES).tolist() == [0.0] * len(CLAUSES)
    assert SMALL.scores(question, []).shape == (0,)


def test_words_that_are_understood_do_not_count() -> None:
    whole = SMALL.scores("Tiền của ai?", ["phí", "phí"])
    told = SMALL.scores("Tiền của ai?", ["phí", "phí"], understood=[{"ai"}, {"tiền", "ai"}])
    assert told[0] == pytest.approx(SMALL.scores("Tiền?", ["phí"])[0])
    assert told[1] == 0.0 != whole[1]


def test_words_that_come_often_do_not_count_without_end() -> None:
    _, three = SMALL.shares("phí, phí, phí")
    _, many = SMALL.shares("phí " * 50)
    assert three.tolist() == many.tolist()


def test_chances_are_read_as_they_were_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_translation(SMALL, tmp_path / "translation.npz")
    monkeypatch.setattr("assistant.index.translation.FILE", tmp_path / "translation.npz")
    read = load_translation.__wrapped__()
    assert (read.asked, read.told, read.smoothing) == (SMALL.asked, SMALL.told, SMALL.smoothing)
    assert np.array_equal(read.chances, SMALL.chances)
    assert np.array_equal(read.background, SMALL.background)
