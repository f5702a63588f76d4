from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.reading.pairs import Passage
from training import material as training_material
from training.material import (
    Clause,
    Documents,
    other_clauses,
    read_clauses,
    read_examples,
    read_unrelated,
    split_of,
    unrelated_clauses,
    without_diacritics,
)

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
    (example,) = other_clauses(read_examples(material, clauses), Documents(clauses), seed=0)
    assert (example.clause.key, example.answers, example.span, example.kind) == ("3", False, None, "other")


def test_unrelated_questions_are_put_to_clauses_of_other_documents_for_training(
    material: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_material, "_UNRELATED_SHARE", 1.0)
    (material / "unrelated.jsonl").write_text('{"question": "toi bi nhuc dau, uong gi?"}\n', encoding="utf-8")
    elsewhere = [
        Clause("5", "ke-hoach-10", Passage("Kế hoạch 10", "Cảng hàng không đón khách từ tháng 3.")),
        Clause("6", "ke-hoach-10", Passage("Kế hoạch 10", "Trường học nghỉ hè.")),
    ]
    clauses = read_clauses(material)
    documents = Documents(clauses + elsewhere)
    examples = read_examples(material, clauses)
    assert split_of("ke-hoach-10") == "train"
    answered, *blank = unrelated_clauses(examples, read_unrelated(material), documents, seed=0)
    assert (answered.question, answered.clause.key) == (examples[0].question, "5")
    assert {one.question for one in blank} == {"toi bi nhuc dau, uong gi?"}
    assert {one.clause.document for one in blank} <= {"ke-hoach-9", "ke-hoach-10"}
    assert all(
        (one.answers, one.kind, one.span, one.pair, one.split) == (False, "unrelated", None, "", "train")
        for one in (answered, *blank)
    )
    assert [one.bare for one in (answered, *blank)] == [False, *[True] * len(blank)]
