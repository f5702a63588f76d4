"""A run that was stopped goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.asking import AsDictionary
from evals.resuming import ResumedAssistant, StoredAnswer


class Counting:
    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def ask(self, question: str, *, history: Sequence[str] = ()) -> AsDictionary:
        if question == "hỏng":
            raise RuntimeError(question)
        self.asked.append((*history, question))
        return StoredAnswer({"text": f"{len(self.asked)}. {question}"})

    def search(self, query: str, *, k: int = 10) -> Sequence[AsDictionary]:
        return [StoredAnswer({"query": query, "k": k})]


def ask(path: Path, assistant: Counting, *questions: str, settings_id: str = "s") -> list[dict[str, Any]]:
    resumed = ResumedAssistant(assistant, path, settings_id)
    return [resumed.ask(question, history=["trước"]).to_dict() for question in questions]


def test_only_what_is_missing_is_asked(tmp_path: Path):
    path, assistant = tmp_path / "runs" / "answers.jsonl", Counting()
    first = ask(path, assistant, "một", "hai")
    with pytest.raises(RuntimeError):
        ask(path, assistant, "hai", "hỏng", "ba")
    again = ask(path, assistant, "một", "hai", "ba")
    assert again[:2] == first
    assert assistant.asked == [("trước", "một"), ("trước", "hai"), ("trước", "ba")]


def test_answers_of_other_settings_or_histories_do_not_count(tmp_path: Path):
    path, assistant = tmp_path / "answers.jsonl", Counting()
    ask(path, assistant, "một")
    ask(path, assistant, "một", settings_id="other")
    ResumedAssistant(assistant, path, "s").ask("một")
    assert assistant.asked == [("trước", "một"), ("trước", "một"), ("một",)]


def test_a_line_that_was_torn_by_a_kill_is_asked_again(tmp_path: Path):
    path, assistant = tmp_path / "answers.jsonl", Counting()
    ask(path, assistant, "một", "hai")
    path.write_bytes(path.read_bytes()[:-9])
    assert [answer["text"] for answer in ask(path, assistant, "một", "hai")] == ["1. một", "3. hai"]
    assert path.read_text(encoding="utf-8").count("\n") == 2


def test_searches_go_to_the_assistant(tmp_path: Path):
    (hit,) = ResumedAssistant(Counting(), tmp_path / "answers.jsonl", "s").search("một", k=3)
    assert hit.to_dict() == {"query": "một", "k": 3}
