from __future__ import annotations

import json
from pathlib import Path

import bm25s
import numpy as np
import pytest

from assistant.index.lexical import LexicalIndex
from assistant.language.text import lexical_terms
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


def test_scores_are_those_of_the_library_whether_a_term_is_frequent_or_rare(tmp_path: Path) -> None:
    texts = [f"báo cáo {'kết quả' if n % 3 else 'tiến độ'} số {n}" for n in range(60)]
    index = LexicalIndex.build(texts)
    index.save(tmp_path)
    library = bm25s.BM25.load(tmp_path)
    for question in ("báo cáo kết quả số 7", "tiến độ tiến độ", "số 59 báo cáo"):
        assert np.array_equal(index.scores(question), library.get_scores(lexical_terms(question)))


def test_missing_index_is_an_error_that_callers_expect(tmp_path: Path) -> None:
    with pytest.raises((OSError, ValueError, KeyError)):
        LexicalIndex.load(tmp_path)


QUERIES = ("báo cáo kết quả", "an ninh mạng", "chuyên gia", "90", "lao động qua đào tạo", "trạm bơm")
AFTER = {
    "added": [*TEXTS, "Xây trạm bơm, báo cáo kết quả."],
    "added in front": ["Xây trạm bơm.", *TEXTS],
    "removed": TEXTS[1:],
    "changed": [*TEXTS[:2], "Xây trạm bơm; an ninh mạng.", *TEXTS[3:]],
    "in another order": TEXTS[::-1],
    "none left": ["Xây trạm bơm."],
    "without a word": ["—"],
}


@pytest.mark.parametrize("after", AFTER.values(), ids=AFTER)
def test_index_made_from_another_scores_to_the_bit_as_one_built_anew(
    tmp_path: Path, after: list[str]
) -> None:
    LexicalIndex.build(TEXTS).save(tmp_path / "before")
    places = np.array([after.index(text) if text in after else -1 for text in TEXTS], dtype=np.intp)
    made = LexicalIndex.build_from(tmp_path / "before", places, after)
    anew = LexicalIndex.build(after)
    assert made.text_count == anew.text_count == len(after)
    assert [made.scores(query).tolist() for query in QUERIES] == [
        anew.scores(query).tolist() for query in QUERIES
    ]
    made.save(tmp_path / "made")
    anew.save(tmp_path / "anew")
    words = "vocab.index.json"
    if (tmp_path / "anew" / words).exists():  # words that no text has any more are gone
        kept, fresh = (json.loads((tmp_path / name / words).read_bytes()) for name in ("made", "anew"))
        assert kept.keys() == fresh.keys()
        again = LexicalIndex.build_from(tmp_path / "made", np.arange(len(after)), after)
        assert [again.scores(q).tolist() for q in QUERIES] == [anew.scores(q).tolist() for q in QUERIES]


def test_index_of_other_texts_is_not_taken_for_the_one_before(tmp_path: Path) -> None:
    LexicalIndex.build(TEXTS).save(tmp_path)
    with pytest.raises(ValueError, match="other texts"):
        LexicalIndex.build_from(tmp_path, np.arange(2), TEXTS)
