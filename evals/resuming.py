"""Runs that take hours: every answer is kept as it comes, and a second run asks only what is missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.asking import HITS, AsDictionary, Askable
from evals.jsonl import read_json_lines


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it was stored."""

    fields: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """The JSON that is promised to the outside."""
        return self.fields


class ResumedAssistant:
    """Asks an assistant what its file does not hold; answers of other settings are not taken for this one's.

    How long a stored answer took is in its own `timings_ms`, not in the times of the run.
    """

    def __init__(self, assistant: Askable, path: Path, settings_id: str) -> None:
        self._assistant = assistant
        self._path = path
        self._settings_id = settings_id
        self._stored: dict[tuple[str, ...], dict[str, Any]] = {}
        if path.exists():
            _drop_torn_line(path)
            for record in read_json_lines(path):
                if record.text("settings_id") == settings_id:
                    self._stored[record.texts("turns")] = record.child("answer", record.get("answer")).fields

    def ask(self, question: str, *, history: Sequence[str] = ()) -> AsDictionary:
        """The stored answer, else a new one, which is stored."""
        turns = (*history, question)
        if turns not in self._stored:
            answer = self._assistant.ask(question, history=history).to_dict()
            row = {"settings_id": self._settings_id, "turns": turns, "answer": answer}
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            self._stored[turns] = answer
        return StoredAnswer(self._stored[turns])

    def search(self, query: str, *, k: int = HITS) -> Sequence[AsDictionary]:
        """The assistant's own search: it is fast."""
        return self._assistant.search(query, k=k)


def _drop_torn_line(path: Path) -> None:
    """Cuts off what a run that was killed while it wrote has left behind the last whole line."""
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        path.write_bytes(content[:whole])
