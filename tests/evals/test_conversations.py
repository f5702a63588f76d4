"""The checks of conversations, on scripts and replies made up here."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.conversations import (
    FOLDER,
    Fingerprint,
    Reply,
    Turn,
    faults,
    known_faults,
    load_scripts,
    rates,
    turns_by_key,
)
from evals.errors import EvaluationDataError

WATER = Turn(
    ask="Hồ nào cấp nước?",
    expect="answer",
    says=(("1.200 m³", "1200 m³"), ("hồ Thác Bà", "Thác Bà")),
    bans=("900",),
    cites=("hồ Thác Bà cấp 1.200 m³ mỗi ngày",),
    gold="Hồ Thác Bà, 1.200 m³ mỗi ngày.",
    tags=("near",),
)


def reply(text: str, outcome: str = "answered", *quotes: str) -> Reply:
    return Reply("x-1", 1, WATER.ask, WATER.ask, outcome, text, quotes, 1.0)


def test_a_right_reply_has_no_fault():
    right = reply("Hồ Thác Bà: 1.200 m³ [1]", "answered", "Từ 2026, hồ  Thác Bà cấp 1.200 m³ mỗi ngày.")
    assert faults(WATER, right) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thác Bà cấp nước [1].", ["does not say: 1.200 m³"]),
        ("Thác Bà: 11.200 m³ [1].", ["does not say: 1.200 m³"]),  # a figure within another is none
        ("Thác Bà: 1.200 m³, không phải 900 [1].", ["says: 900"]),
        ("Thác Bà: 1.200 m³, tức 1.900 m³ hai ngày [1].", []),
    ],
)
def test_words_and_figures_are_looked_for_as_wholes(text: str, found: list[str]):
    assert faults(WATER, reply(text, "answered", str(WATER.cites[0]))) == found


def test_an_answer_without_its_clause_or_a_refusal_is_none():
    assert faults(WATER, reply("Thác Bà: 1.200 m³")) == ["does not cite: hồ Thác Bà cấp 1.200 m³ mỗi ngày"]
    refused = reply("Thác Bà: 1.200 m³", "not_stated", str(WATER.cites[0]))
    assert faults(WATER, refused) == ["is not_stated, not answer"]


def test_a_premise_that_is_set_right_is_an_answer_by_its_words_and_its_clause():
    altered = replace(WATER, tags=("yes-no", "wrong-premise"))
    cited = str(WATER.cites[0])
    assert faults(altered, reply("Không. Thác Bà: 1.200 m³ [1]", "not_stated", cited)) == []
    assert faults(altered, reply("Không tìm thấy.", "not_stated")) == [
        "does not say: 1.200 m³, hồ Thác Bà",
        f"does not cite: {cited}",
    ]
    assert faults(altered, reply("Có lẽ Thác Bà: 1.200 m³", "possible", cited)) == ["is possible, not answer"]


def test_a_quote_may_be_held_as_a_fingerprint_only(tmp_path: Path):
    quote = "Hồ Thác Bà cấp 1.200 m³"
    hidden = Fingerprint.of(quote)
    row = {"ask": "b", "expect": "answer", "says": [], "not": [], "gold": "a", "tags": []}
    file = tmp_path / "own.jsonl"
    cites = [{"length": hidden.length, "sha256": hidden.sha256}]
    file.write_text(json.dumps({"id": "x-1", "turns": [row | {"cites": cites}]}), encoding="utf-8")
    (turn,) = load_scripts(file)[0].turns
    assert faults(turn, reply("", "answered", "Từ 2026, hồ  Thác Bà cấp 1.200 m³ mỗi ngày.")) == []
    (missed,) = faults(turn, reply("", "answered", "Hồ Thác Bà cấp 1.300 m³ mỗi ngày."))
    assert missed.startswith("does not cite: 23 characters")
    file.write_text(
        json.dumps({"id": "x-1", "turns": [row | {"cites": [{"sha256": "b"}]}]}), encoding="utf-8"
    )
    with pytest.raises(EvaluationDataError, match="cites"):
        load_scripts(file)


def test_a_summary_may_leave_out_a_fifth_and_talk_needs_one_word():
    points = tuple((word,) for word in "một hai ba bốn năm".split())
    summary = Turn("Tóm tắt", "answer", points, (), (), "", ("summary",))
    assert faults(summary, reply("một, hai, ba, bốn")) == []
    assert faults(summary, reply("một, hai, ba")) == ["does not say: bốn, năm"]
    talk = Turn("Chào", "talk", points, (), (), "", ())
    assert faults(talk, reply("năm", "talk")) == []
    assert faults(talk, reply("sáu", "talk")) == ["does not say: một, hai, ba, bốn, năm"]


def test_a_turn_is_counted_once_in_each_of_its_groups(tmp_path: Path):
    row = {"ask": "b", "expect": "talk", "says": [], "not": [], "cites": [], "gold": "asks back"}
    turns = [row | {"tags": ["talk", "garbage"]}, row | {"tags": []}]
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps({"id": "x-1", "turns": turns}), encoding="utf-8")
    scripts = load_scripts(file)
    counted = {name: (count, rate.value) for name, (count, rate) in rates(scripts, ["x-1.2"]).items()}
    assert counted == {"all": (2, 0.5), "talk": (2, 0.5), "garbage": (1, 1.0)}


def test_a_script_with_a_field_that_means_nothing_is_refused(tmp_path: Path):
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps({"id": "x-1", "turns": [], "speaker": "B"}), encoding="utf-8")
    with pytest.raises(EvaluationDataError, match="speaker"):
        load_scripts(file)


def test_faults_are_recorded_of_turns_that_exist():
    for name, keys in known_faults().items():
        assert set(keys) <= set(turns_by_key(load_scripts(FOLDER / f"{name}.jsonl")))
