"""A document that was taken out leaves no word behind once earlier indexes are purged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.errors import IndexBusyError
from assistant.index.generations import writing
from assistant.index.purging import PICTURES, purge_index
from assistant.indexing import build
from assistant.settings import Settings
from tests.index_helpers import serve_embeddings

KEPT = "KẾ HOẠCH\nTrồng rừng\n\n1. Chi cục Kiểm lâm trồng 120 ha rừng trước ngày 30/9/2027.\n"
NAME = "Quách Thị Hoàng Lan"
GONE = f"KẾ HOẠCH\nTuyển dụng\n\n1. Sở Nội vụ tuyển bà {NAME} trước ngày 01/3/2027.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    (tmp_path / "corpus").mkdir()
    with serve_embeddings() as endpoint:
        yield Settings(
            corpus_dir=tmp_path / "corpus",
            index_dir=tmp_path / "index",
            encoder="openai:of-tests",
            encoder_url=endpoint.url,
        )


def holding(folder: Path, words: str) -> list[str]:
    return sorted(
        path.relative_to(folder).parts[0]
        for path in folder.rglob("*")
        if path.is_file() and words.encode() in path.read_bytes()
    )


def test_nothing_of_a_document_that_was_taken_out_is_left(settings: Settings) -> None:
    corpus, index = settings.corpus_dir, settings.index_path()
    (corpus / "kept.txt").write_text(KEPT, encoding="utf-8")
    for text in (GONE, GONE.replace("01/3", "15/4")):  # the first becomes a version of the second
        (corpus / "gone.txt").write_text(text, encoding="utf-8")
        build(settings)
    (index / PICTURES).mkdir()
    (index / PICTURES / "page.png").write_bytes(NAME.encode())
    (corpus / "gone.txt").unlink()
    build(settings)
    assert holding(index, NAME)
    assert purge_index(settings) == 1
    assert holding(index, NAME) == []
    with PolicyAssistant.open(settings) as assistant:
        assert [document.id for document in assistant.documents()] == ["kept"]


def test_an_index_that_is_being_built_is_not_purged(settings: Settings) -> None:
    (settings.corpus_dir / "kept.txt").write_text(KEPT, encoding="utf-8")
    build(settings)
    with writing(settings.index_path()), pytest.raises(IndexBusyError):
        purge_index(settings)
