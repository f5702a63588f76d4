from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.index.lexical import LexicalIndex
from tests.index_helpers import CAN_THO, HUE

TEXTS = [*HUE, *CAN_THO]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("báo cáo kết quả", 5),
        ("bao cao ket qua", 5),
        ("BÁO CÁO KẾT QUẢ", 5),
        ("chuyên gia trí tuệ nhân tạo", 1),
        ("an ninh mạng", 4),
        ("90", 3),
    ],
)
def test_query_finds_its_text_with_and_without_diacritics(query: str, best: int) -> None:
    assert int(LexicalIndex.build(TEXTS).scores(query).argmax()) == best


def test_neighbouring_syllables_count_more_than_scattered_ones() -> None:
    index = LexicalIndex.build(["đào tạo nhân lực", "tạo nhân đào lực"])
    together, scattered = index.scores("đào tạo")
    assert together > scattered > 0


@pytest.mark.parametrize("query", ["", "?!", "xyzzy", "😀"])
def test_query_without_a_known_term_scores_nothing(query: str) -> None:
    assert LexicalIndex.build(TEXTS).scores(query).tolist() == [0.0] * 6


@pytest.mark.parametrize("texts", [[], ["", "—"]])
def test_texts_without_a_word_are_an_index_too(texts: list[str], tmp_path: Path) -> None:
    index = LexicalIndex.build(texts)
    index.save(tmp_path / "saved")
    assert index.scores("một").tolist() == [0.0] * len(texts)


def test_saved_index_scores_as_before(tmp_path: Path) -> None:
    index = LexicalIndex.build(TEXTS)
    index.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path)
    assert loaded.text_count == 6
    assert np.array_equal(loaded.scores("lao động qua đào tạo"), index.scores("lao động qua đào tạo"))


def test_missing_index_is_an_error_that_callers_expect(tmp_path: Path) -> None:
    with pytest.raises((OSError, ValueError, KeyError)):
        LexicalIndex.load(tmp_path)
