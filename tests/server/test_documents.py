"""The pages of documents: versions that were replaced, what changed, the original as a download."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.server import create_app
from assistant.settings import Settings

PLAN = "KẾ HOẠCH\nLàm đường\n\nI. MỤC TIÊU\n1. Làm {} km đường bê tông rộng < 3 m.\n2. Bắc hai cây cầu.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("versions")


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    corpus = folder / "corpus"
    corpus.mkdir()
    settings = Settings(corpus_dir=corpus, index_dir=folder / "index")
    for length in (12, 15):
        (corpus / "Đường làng.txt").write_text(PLAN.format(length), encoding="utf-8")
        build(settings)
    with PolicyAssistant.open(settings) as assistant:
        yield TestClient(create_app(assistant, settings), base_url="http://127.0.0.1")


def test_the_document_names_the_version_before_which_opens_with_a_note(client: TestClient):
    newest = client.get("/documents/duong-lang")
    assert "Làm 15 km" in newest.text
    (address,) = {
        part.split('"')[0] for part in newest.text.split('href="')[1:] if "?version=" in part.split('"')[0]
    }
    old = client.get(f"/documents/{address}")
    assert "Làm 12 km" in old.text
    assert "Đây là bản cũ của văn bản" in old.text
    assert "Đây là bản cũ" not in newest.text


def test_a_version_that_there_never_was_is_not_found(client: TestClient):
    for address in (
        "/documents/duong-lang?version=000000000000",
        "/documents/duong-lang?version=x",
        "/documents/x",
    ):
        assert client.get(address).status_code == 404


def test_the_page_of_changes_shows_both_clauses_escaped(client: TestClient):
    newest = client.get("/documents/duong-lang").text
    (address,) = {
        part.split('"')[0] for part in newest.split('href="')[1:] if "/changes?" in part.split('"')[0]
    }
    for page in (client.get(f"/documents/{address}"), client.get(f"/en/documents/{address}")):
        assert page.status_code == 200
        assert "<del>12</del> <ins>15</ins>" in page.text
        assert "bê tông rộng &lt; 3 m." in page.text
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert client.get("/documents/duong-lang/changes?since=zz").status_code == 404


def test_the_original_is_handed_out_as_a_file_and_never_shown(client: TestClient, folder: Path):
    answer = client.get("/documents/duong-lang/file")
    assert answer.content == (folder / "corpus" / "Đường làng.txt").read_bytes()
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%C4%90%C6%B0%E1%BB%9Dng%20l%C3%A0ng.txt"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert client.get("/documents/khong-co/file").status_code == 404


def test_a_file_that_is_another_one_by_now_is_no_original(client: TestClient, folder: Path):
    path = folder / "corpus" / "Đường làng.txt"
    kept = path.read_bytes()
    path.write_text("Khác", encoding="utf-8")
    try:
        assert client.get("/documents/duong-lang/file").status_code == 404
    finally:
        path.write_bytes(kept)
