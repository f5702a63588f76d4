from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.material import other_clauses, read_clauses, read_examples, split_of, without_diacritics

CLAUSES = [
    ("1", "ke-hoach-9", "Kế hoạch 9 > II", "Ban Quản lý cảng nạo vét luồng trước ngày 15/8."),
    ("2", "ke-hoach-9", "Kế hoạch 9 > II", "Ban Quản lý cảng nạo vét luồng trước ngày 16/8."),
    ("3", "ke-hoach-9", "Kế hoạch 9 > III", "Công an xã giữ trật tự ở cảng cá."),
    ("4", "cong-van-3", "Công văn 3", "Cảng cá mở cửa cả tuần."),
]
QUESTIONS = [
    {"clause": "1", "question": "Khi nào nạo vét xong luồng vào cảng?", "answers": True, "type": "direct",
     "span": "trước ngày 15/8"},
    {"clause": "1", "question": "con cang ca?", "answers": False, "type": "near", "history": ["Cảng nào?"]},
]  # fmt: skip


@pytest.fixture
def material(tmp_path: Path) -> Path:
    keys = ("clause", "document", "context", "text")
    rows = [dict(zip(keys, row, strict=True)) for row in CLAUSES]
    for name, lines in (("clauses", rows), ("questions", QUESTIONS)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def test_examples_hold_what_the_files_say(material: Path) -> None:
    first, second = read_examples(material, read_clauses(material))
    assert first.clause.passage.text == CLAUSES[0][3]
    assert first.span is not None
    assert first.clause.passage.text[slice(*first.span)] == "trước ngày 15/8"
    assert (first.answers, first.kind, first.earlier, first.bare) == (True, "direct", (), False)
    assert (second.answers, second.kind, second.earlier, second.bare) == (False, "near", ("Cảng nào?",), True)


def test_a_document_is_in_the_same_part_always() -> None:
    names = [f"ke-hoach-{number}" for number in range(200)]
    parts = [split_of(name) for name in names]
    assert [split_of(name) for name in reversed(names)] == parts[::-1]
    assert [split_of(name) for name in ("ke-hoach-9", "cong-van-3")] == ["train", "dev"]
    assert {part: parts.count(part) for part in ("train", "dev", "test")} == {
        "train": 136, "dev": 23, "test": 41,
    }  # fmt: skip


def test_questions_lose_their_diacritics_and_nothing_else(material: Path) -> None:
    (example,) = without_diacritics(read_examples(material, read_clauses(material)))
    assert example.question == "khi nao nao vet xong luong vao cang?"
    assert (example.answers, example.kind, example.bare) == (True, "direct", True)


def test_another_clause_is_of_the_same_document_and_says_something_else(material: Path) -> None:
    clauses = read_clauses(material)
    (example,) = other_clauses(read_examples(material, clauses), clauses, seed=0)
    assert (example.clause.key, example.answers, example.span, example.kind) == ("3", False, None, "other")
