"""The frame of a document over HTTP: clauses come from the index, whatever was sent."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.exporting import MEDIA_TYPES
from assistant.indexing import build
from assistant.server import create_app
from assistant.settings import Settings


@pytest.fixture(scope="module")
def client(assistant: PolicyAssistant, corpus_settings: Settings) -> TestClient:
    return TestClient(create_app(assistant, corpus_settings), base_url="http://127.0.0.1")


def body(document: str, clause: str) -> dict[str, Any]:
    return {
        "kind": "plan",
        "parts": [{"heading": "A", "clauses": [{"document": document, "clause": clause}]}],
    }


def test_a_cited_clause_comes_back_word_for_word(client: TestClient) -> None:
    question = {"question": "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"}
    (source, *_) = client.post("/api/v1/ask", json=question).json()["citations"]
    document, _, clause = source["url"].removeprefix("/documents/").partition("#")
    answer = client.post("/api/v1/outlines", json=body(document, clause))
    assert answer.headers["content-type"] == MEDIA_TYPES["docx"]
    lines = [line.text for line in docx.Document(io.BytesIO(answer.content)).paragraphs]
    words = " ".join(source["quote"].split()).lstrip("- ")
    assert any(words in line for line in lines)


def test_a_row_of_a_table_comes_as_its_cells(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    table = "# KẾ HOẠCH\n\n| Việc | Nơi làm |\n| --- | --- |\n| Vá đường | Xã An Lạc |\n"
    (tmp_path / "corpus" / "bang.md").write_text(table, encoding="utf-8")
    settings = Settings(corpus_dir=tmp_path / "corpus", index_dir=tmp_path / "index", reader=False)
    build(settings)
    with PolicyAssistant.open(settings) as assistant:
        (row,) = [each for each in assistant.sections("bang") if "Vá đường" in each.text]
        client = TestClient(create_app(assistant, settings), base_url="http://127.0.0.1")
        answer = client.post("/api/v1/outlines", json=body("bang", row.id))
    lines = [line.text for line in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert row.kind == "table_row"
    assert "“Vá đường; Xã An Lạc”" in lines


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (body("hue-1002", "khong-co"), 404, "unknown_clause"),
        (body("khong-co", "ii"), 404, "unknown_document"),
        (body("hue-1002", "ii") | {"kind": "law"}, 422, "invalid_request"),
        ({"kind": "plan", "parts": []}, 422, "invalid_request"),
        (
            {"kind": "plan", "parts": [{"heading": "A", "clauses": [{"text": "tự viết"}]}]},
            422,
            "invalid_request",
        ),
    ],
)
def test_what_is_not_in_the_documents_is_refused(
    client: TestClient, sent: dict[str, Any], status: int, code: str
) -> None:
    answer = client.post("/api/v1/outlines", json=sent)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
