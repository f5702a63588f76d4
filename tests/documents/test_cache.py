"""What was made of documents is kept by content: asked for again, it is not made again, and says the same."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.documents import read_corpus
from assistant.documents.cache import DOCUMENT_CACHE, DocumentCache, cache_key
from assistant.index import build_catalog
from assistant.settings import Settings
from assistant.types import Catalog

PLANS = {
    "ong.txt": "UỶ BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nKẾ HOẠCH\nPhát triển nghề nuôi ong\n\nI. MỤC TIÊU\n\n"
    "1. Đến năm 2028, tỷ lệ hộ nuôi ong được tập huấn đạt trên 45%.\n\nII. TỔ CHỨC THỰC HIỆN\n\n"
    "1. Chi cục Chăn nuôi hướng dẫn các hộ nuôi ong trước ngày 30/4/2027.\n",
    "que.txt": "KẾ HOẠCH\nTrồng quế\n\nĐiều 1. Tỷ lệ hộ trồng quế hữu cơ đạt 35% vào năm 2029.\n",
    "sua.txt": "QUYẾT ĐỊNH\nSửa đổi\n\nĐiều 1. Sửa đổi, bổ sung Điều 1 của Quyết định số 12/2026/QĐ-UBND như sau:\n"
    "“Điều 1. Tỷ lệ che phủ rừng đạt 61% vào năm 2030.”\n",
    "goc.txt": "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 12/2026/QĐ-UBND\n\nQUYẾT ĐỊNH\nQuy định tạm thời\n\nChương I\nRỪNG\n\n"
    "Điều 1. Tỷ lệ che phủ rừng đạt 58% vào năm 2030.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in PLANS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    return corpus


def catalog_of(folder: Path, path: Path | None) -> Catalog:
    with DocumentCache(path) as kept:
        corpus = read_corpus(folder, kept=kept)
        catalog = build_catalog(corpus.documents, Settings(), superseded=corpus.superseded, kept=kept)
        kept.keep_only_used()
    return catalog


def rows_of(path: Path) -> set[tuple[bytes, int]]:
    with sqlite3.connect(path) as connection:
        return set(connection.execute("SELECT key, rowid FROM documents"))


def test_what_is_kept_gives_the_same_catalog_and_is_not_made_again(folder: Path, tmp_path: Path):
    path = tmp_path / DOCUMENT_CACHE
    made = catalog_of(folder, path)
    assert made == catalog_of(folder, None)
    assert made.targets
    assert made.responsibilities
    assert made.relations
    before = rows_of(path)
    assert len(before) == 3 * len(PLANS)  # text, clauses, rows
    assert catalog_of(folder, path) == made
    assert rows_of(path) == before


def test_only_what_a_new_document_changes_is_made(folder: Path, tmp_path: Path):
    path = tmp_path / DOCUMENT_CACHE
    original = (folder / "goc.txt").read_text(encoding="utf-8")
    (folder / "goc.txt").unlink()
    catalog_of(folder, path)
    before = rows_of(path)
    (folder / "goc.txt").write_text(original, encoding="utf-8")
    assert catalog_of(folder, path) == catalog_of(folder, None)
    # Those of the new one; and the rows of the one that amends it, whose new text now stands under the headings of the old.
    assert len(rows_of(path) - before) == 3 + 1
    assert len(before - rows_of(path)) == 1


def test_another_size_of_chunks_is_made_anew(folder: Path, tmp_path: Path):
    path = tmp_path / DOCUMENT_CACHE
    (folder / "que.txt").write_text(
        f"KẾ HOẠCH\nTrồng quế\n\n1. {'Hạt giống quế tốt. ' * 60}\n", encoding="utf-8"
    )
    sizes = []
    for tokens in (400, 100):
        with DocumentCache(path) as kept:
            documents = read_corpus(folder, kept=kept).documents
            sizes.append(len(build_catalog(documents, Settings(chunk_tokens=tokens), kept=kept).chunks))
    assert sizes[1] > sizes[0]


def test_what_nobody_asks_for_is_forgotten(folder: Path, tmp_path: Path):
    path = tmp_path / DOCUMENT_CACHE
    catalog_of(folder, path)
    (folder / "que.txt").unlink()
    catalog_of(folder, path)
    assert len(rows_of(path)) == 3 * (len(PLANS) - 1)


@pytest.mark.parametrize("damage", ["the file", "a record"])
def test_damage_costs_no_more_than_the_work(folder: Path, tmp_path: Path, damage: str):
    path = tmp_path / DOCUMENT_CACHE
    made = catalog_of(folder, path)
    if damage == "the file":
        path.write_bytes(b"no database" * 500)
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE documents SET made = 'x'")
    assert catalog_of(folder, path) == made


def test_keys_tell_steps_and_inputs_apart():
    keys = {
        cache_key("text", "a"),
        cache_key("rows", "a"),
        cache_key("rows", "a", "b"),
        cache_key("rows", "ab"),
    }
    assert len(keys) == 4
    assert cache_key("text", "a") in keys
