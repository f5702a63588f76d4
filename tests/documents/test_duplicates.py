"""Several files of one document: the newest is the document, the others are versions of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.documents import read_corpus
from assistant.documents.corrections import correct

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


def test_documents_without_a_number_are_never_versions_of_each_other(tmp_path: Path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Quy ước thôn\nGiữ gìn đường làng.", encoding="utf-8")
    assert [document.id for document in read_corpus(tmp_path).documents] == ["a", "b"]


def test_a_correction_of_the_older_file_holds_for_the_newer_one(tmp_path: Path):
    write(tmp_path, "a.md", 200)
    correct(tmp_path, "a", {"signer": "Hồ Thị Bảy"})
    write(tmp_path, "b.md", 300)
    (document,) = read_corpus(tmp_path).documents
    assert (document.id, document.signer, document.corrected) == ("b", "Hồ Thị Bảy", ("signer",))
