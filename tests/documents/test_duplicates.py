"""Several files of one document: the newest is the document, the others are versions of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from assistant.documents import read_corpus
from assistant.documents.corrections import correct
from assistant.index import build_catalog
from assistant.settings import Settings
from assistant.types import Conflict

PLAN = """| SỞ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
| Số: {number} | Huế, ngày {day} tháng 4 năm 2027 |

KẾ HOẠCH
Tiêm chủng

I. MỤC TIÊU
{goals}
"""
GOALS = "1. Tiêm cho trẻ em.\n2. Tiêm cho người già.\n3. Mua tủ lạnh.\n4. Tập huấn nhân viên."


def write(
    folder: Path, name: str, changed: int, *, number: str = "7/KH-SYT", day: int = 5, goals: str = GOALS
):
    path = folder / name
    path.write_text(PLAN.format(number=number, day=day, goals=goals), encoding="utf-8")
    os.utime(path, (changed, changed))


def test_the_file_that_was_changed_last_is_the_document_and_the_others_are_its_versions(tmp_path: Path):
    write(tmp_path, "a.md", 200, goals=GOALS + "\n5. Báo cáo.")
    write(tmp_path, "b.md", 300)
    write(tmp_path, "c.md", 100, goals=GOALS + "\n6. Tổng kết.")
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["b"]
    assert {name: [d.id for d in others] for name, others in corpus.superseded.items()} == {"b": ["a", "c"]}


@pytest.mark.parametrize(
    "other",
    [
        {"number": "8/KH-SYT"},
        {"day": 6},
        {
            "goals": "1. Bảng giá.\n2. Vật tư.\n3. Thiết bị.\n4. Xe cứu thương.\n5. Hóa chất.\n6. Thuốc.\n7. Máy thở.\n8. Giường."
        },
    ],
    ids=["another number", "another date", "another part of it"],
)
def test_what_is_not_one_document_stays_two(tmp_path: Path, other: dict[str, object]):
    write(tmp_path, "a.md", 200)
    write(tmp_path, "b.md", 300, **other)  # type: ignore[arg-type]
    assert [document.id for document in read_corpus(tmp_path).documents] == ["a", "b"]


def test_documents_without_a_number_are_one_only_where_they_say_the_same(tmp_path: Path):
    for name, rule in (
        ("a.txt", "Giữ gìn đường làng."),
        ("b.md", "**Giữ gìn** nước sạch."),
        ("c.txt", "Giữ gìn đường làng."),
    ):
        (tmp_path / name).write_text(f"Quy ước thôn\n\n{rule}", encoding="utf-8")
        os.utime(tmp_path / name, (100, 100))
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["c", "b"]
    assert {name: [d.id for d in others] for name, others in corpus.superseded.items()} == {"c": ["a"]}


def test_copies_in_a_manifest_are_one(tmp_path: Path):
    for name in ("a.md", "b.md", "c.md"):
        write(tmp_path, name, 100, number="9/KH-SYT" if name == "c.md" else "7/KH-SYT")
    entries = [{"id": name[0], "path": name} for name in ("b.md", "a.md", "c.md")]
    (tmp_path / "manifest.json").write_text(json.dumps({"documents": entries}), encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["b", "c"]
    assert {name: [d.id for d in others] for name, others in corpus.superseded.items()} == {"b": ["a"]}


def conflicts(folder: Path) -> list[Conflict]:
    corpus = read_corpus(folder)
    return list(build_catalog(corpus.documents, Settings(), superseded=corpus.superseded).conflicts)


def test_another_file_of_a_document_with_another_figure_is_a_conflict(tmp_path: Path):
    write(tmp_path, "a.md", 100, goals=GOALS + "\n5. Tiêm đủ cho 95% trẻ em dưới 5 tuổi.")
    write(tmp_path, "b.md", 200, goals=GOALS + "\n5. Tiêm đủ cho 99% trẻ em dưới 5 tuổi.")
    assert conflicts(tmp_path) == [Conflict("b", "i.5", "a.md", "5. Tiêm đủ cho 95% trẻ em dưới 5 tuổi.")]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"day": 6}, [("a", "b.md"), ("b", "a.md")]),  # a number comes once a year
        ({"number": "8/KH-SYT"}, []),
    ],
    ids=["another day", "another number"],
)
def test_documents_of_one_number_that_state_other_figures_are_in_conflict(
    tmp_path: Path, other: dict[str, object], found: list[tuple[str, str]]
):
    write(tmp_path, "a.md", 100, goals="1. Tiêm đủ cho 95% trẻ em dưới 5 tuổi.")
    write(tmp_path, "b.md", 200, goals="1. Tiêm đủ cho 99% trẻ em dưới 5 tuổi.", **other)  # type: ignore[arg-type]
    assert [(c.document_id, c.other) for c in conflicts(tmp_path)] == found


def test_a_correction_of_the_older_file_holds_for_the_newer_one(tmp_path: Path):
    write(tmp_path, "a.md", 200)
    correct(tmp_path, "a", {"signer": "Hồ Thị Bảy"})
    write(tmp_path, "b.md", 300)
    (document,) = read_corpus(tmp_path).documents
    assert (document.id, document.signer, document.corrected) == ("b", "Hồ Thị Bảy", ("signer",))
