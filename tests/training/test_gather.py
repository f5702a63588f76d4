"""Questions put to their clauses: found by a hash of the words, spans by offsets, what is missing told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training import gather

TEXT = "KẾ HOẠCH\nI. NHIỆM VỤ\n1. Sở Xây dựng chủ trì lập bản đồ ngập lụt của tỉnh trong quý III năm 2026.\n"
CLAUSE = "1. Sở Xây dựng chủ trì lập bản đồ ngập lụt của tỉnh trong quý III năm 2026."


def test_clauses_and_spans_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "documents", tmp_path / "out"
    folder.mkdir()
    (folder / "ngap-lut.txt").write_text(TEXT, encoding="utf-8")
    start = CLAUSE.index("trong quý III")
    asked = {"question": "bao giờ có bản đồ ngập?", "answers": True, "type": "para", "pair": 1}
    rows = [
        {"document": "ngap-lut", "clause": gather.clause_key(CLAUSE), "span": [start, len(CLAUSE) - 1]}
        | asked,
        {"document": "ngap-lut", "clause": gather.clause_key("khác"), **asked},
    ]
    questions = tmp_path / "questions.jsonl"
    gather.write_rows(questions, rows)
    monkeypatch.setattr(gather, "QUESTIONS", questions)
    gather.main([str(out), str(folder)])
    assert "1 questions to 1 clauses of 1 documents; 1 clauses of 1 documents were not found" in (
        capsys.readouterr().out
    )
    (question,) = map(json.loads, (out / "questions.jsonl").read_text(encoding="utf-8").splitlines())
    (clause,) = map(json.loads, (out / "clauses.jsonl").read_text(encoding="utf-8").splitlines())
    assert question["span"] == "trong quý III năm 2026"
    assert question["clause"] == clause["clause"]
    assert clause["text"] == CLAUSE


def test_a_clause_is_known_whatever_the_space_between_its_words() -> None:
    assert gather.clause_key("Sở  Xây\ndựng") == gather.clause_key("Sở Xây dựng")
    assert gather.clause_key("Sở Xây dựng") != gather.clause_key("Sở Xây Dựng")
