"""How questions are worded: counts of pairs and triples, backed off, written and read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.language.phrasing import Phrasing, load_phrasing, save_phrasing, tokens

SAID = ["ai lo", "ai lo việc đó", "ai ký"]
COUNTED = Phrasing.count([said.split() for said in SAID], ["ai", "lo", "việc", "ký"], least=2)


def test_numbers_are_one_token() -> None:
    assert tokens("Đến 2030, 5 % à?") == ["đến", "0", "0", "à"]


def test_words_seen_behind_others_are_likelier() -> None:
    after = {word: COUNTED.likelihood("^", "ai", word) for word in ("lo", "ký", "việc", "đó")}
    assert sorted(after, key=lambda word: -after[word]) == ["lo", "ký", "việc", "đó"]
    assert 0 < after["đó"] < after["việc"]  # "đó" was not among the words that are known


def test_counts_are_read_as_they_were_written(tmp_path: Path) -> None:
    save_phrasing(COUNTED, tmp_path / "counts.npz")
    with np.load(tmp_path / "counts.npz", allow_pickle=False) as stored:
        assert np.cumsum(stored["pairs"]).tolist() == sorted(COUNTED.pairs)
        assert bytes(stored["words"]).decode().split() == list(COUNTED.words)


@pytest.mark.parametrize(("word", "other"), [("mới", "môi"), ("muốn", "muộn")])
def test_the_shipped_counts_know_how_questions_go_on(word: str, other: str) -> None:
    shipped = load_phrasing()
    assert shipped.likelihood("khi", "nào", word) > shipped.likelihood("khi", "nào", other)
