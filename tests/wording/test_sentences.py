from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.wording.sentences import Said, read_sentence, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Một. [1] Hai. [2]", ["Một. [1]", "Hai. [2]"]),
        ("Một [1]. Hai [2][3].", ["Một [1].", "Hai [2][3]."]),
        ("Một [1] Hai [2]", ["Một [1]", "Hai [2]"]),
        ("Một [1] và hai [2].", ["Một [1] và hai [2]."]),
        ("TP. Huế đạt 2.5%. Xong.", ["TP. Huế đạt 2.5%.", "Xong."]),
        ("1. Một [1]\n2. Hai [2]", ["1. Một [1]", "2. Hai [2]"]),
        ("Một\n\nHai", ["Một", "Hai"]),
        ("<think>A. B.\nC</think>Một. Hai.", ["Một.", "Hai."]),
        ("<think>A. B.", []),
        ("A </think> <th> B <think>C</think></th> D", ["A </think> <th> B </th> D"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]):
    assert [sentence.strip() for sentence in split_sentences([text])] == sentences


@given(st.lists(st.text("ab .!?\n[1]A", max_size=8), max_size=12))
def test_no_character_of_a_reply_is_lost(pieces: list[str]):
    assert "".join("".join(split_sentences(pieces)).split()) == "".join("".join(pieces).split())


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("- **Cả xã** trồng rừng [1, 3-5].", Said("Cả xã trồng rừng.", (1, 3, 4, 5), True)),
        ("2. Trồng rừng 【nguồn 2】【2】", Said("Trồng rừng.", (2,), False)),
        ("Trả lời: Trồng rừng ; giữ rừng .", Said("Trồng rừng; giữ rừng.", (), False)),
        ("[1] 12%", None),
    ],
)
def test_a_sentence_is_read_without_markers_and_ornaments(raw: str, said: Said | None):
    assert read_sentence(raw, "Trả lời:") == said
