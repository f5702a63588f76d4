from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from assistant.index.builtin.tokens import Tokenizer
from assistant.index.builtin.weights import Vocabulary, WeightFile, find_weights
from assistant.reading.pairs import CLAUSE, CONTEXT, EARLIER, QUESTION, PairEncoder, Passage, best_span

QUESTION_TEXT = "Ai chủ trì?"
LONG = " ".join(f"mục {number}" for number in range(300))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return WeightFile(find_weights()).vocabulary


@pytest.fixture(scope="module")
def tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    return Tokenizer(vocabulary)


@pytest.fixture(scope="module")
def encoder(tokenizer: Tokenizer, vocabulary: Vocabulary) -> PairEncoder:
    return PairEncoder(tokenizer, vocabulary)


def test_a_pair_is_question_then_clause_under_its_headings(
    encoder: PairEncoder, tokenizer: Tokenizer, vocabulary: Vocabulary
) -> None:
    passage = Passage("Kế hoạch 9 > II. Cảng", "Sở Xây dựng\nchủ trì nạo vét.")
    (pair,) = encoder.windows(QUESTION_TEXT, passage, ["Cảng nào?"])
    parts = [tokenizer.ids(text) for text in ("Cảng nào?", QUESTION_TEXT, passage.context, passage.text)]
    begin, end = vocabulary.begin, vocabulary.end
    assert pair.ids.tolist() == [begin, *parts[0], *parts[1], end, end, *parts[2], *parts[3], end]
    kinds = [QUESTION, *[EARLIER] * len(parts[0]), *[QUESTION] * (len(parts[1]) + 1)]
    kinds += [CONTEXT] * (len(parts[2]) + 1) + [CLAUSE] * (len(parts[3]) + 1)
    assert pair.segments.tolist() == kinds


def test_words_lead_back_to_the_characters_of_the_clause(encoder: PairEncoder) -> None:
    text = "  Sở Xây dựng\n\nchủ trì; ½ kinh phí."
    (pair,) = encoder.windows(QUESTION_TEXT, Passage("", text))
    assert [text[start:end] for _, _, start, end in pair.words] == text.split()
    tokens = [token for first, last, *_ in pair.words for token in range(first, last + 1)]
    assert tokens == np.flatnonzero(pair.segments == CLAUSE)[:-1].tolist()


def test_long_clause_is_read_in_windows_that_overlap(encoder: PairEncoder) -> None:
    windows = encoder.windows(QUESTION_TEXT, Passage("Kế hoạch", LONG))
    seen = [{(start, end) for _, _, start, end in window.words.tolist()} for window in windows]
    assert len(windows) > 2
    assert set.union(*seen) == {
        (start, start + len(word))
        for word, start in zip(
            LONG.split(), np.cumsum([0, *(len(w) + 1 for w in LONG.split())]), strict=False
        )
    }
    assert all(one & other for one, other in pairwise(seen))
    assert max(len(window.ids) for window in windows) <= 192 + 16


@pytest.mark.parametrize(
    ("question", "earlier", "context", "text", "longest"),
    [
        ("câu hỏi " * 500, ["trước đó " * 500], "mục " * 900, "khoản " * 90, 341),
        (QUESTION_TEXT, [], "", "", 20),
        ("", [""], "", " \n ", 4),
        (QUESTION_TEXT, [], "", "x" * 9000, 341),
        ("\ud800?", [], "\ud800", "a \udfff b", 20),
        ("\0", [], "\0", "\0", 20),
    ],
)
def test_any_text_makes_pairs_that_the_network_has_positions_for(
    encoder: PairEncoder, question: str, earlier: list[str], context: str, text: str, longest: int
) -> None:
    windows = encoder.windows(question, Passage(context, text), earlier)
    assert 1 <= len(windows) <= 8
    for window in windows:
        assert len(window.ids) == len(window.segments) <= longest
        assert window.words[:, :2].max(initial=0) < len(window.ids)


def test_of_a_long_context_the_name_and_the_nearest_heading_stay(
    encoder: PairEncoder, tokenizer: Tokenizer
) -> None:
    context = "Kế hoạch 9" + " > mục" * 100 + " > Cảng"
    (pair,) = encoder.windows(QUESTION_TEXT, Passage(context, "x"))
    kept = pair.ids[pair.segments == CONTEXT][1:].tolist()
    ids = tokenizer.ids(context)
    assert kept == ids[:16] + ids[-32:]


def test_the_best_span_ends_no_earlier_than_it_begins(encoder: PairEncoder) -> None:
    text = "Sở Xây dựng chủ trì"
    (pair,) = encoder.windows(QUESTION_TEXT, Passage("", text))
    starts, ends = np.zeros(len(pair.ids), np.float32), np.zeros(len(pair.ids), np.float32)
    starts[pair.words[3, 0]], ends[pair.words[0, 1]] = 3, 2  # the best beginning lies behind the best end
    starts[pair.words[1, 0]], ends[pair.words[2, 1]] = 2, 1.5
    start, end = best_span(starts, ends, pair)
    assert text[start:end] == "Xây dựng"
