from __future__ import annotations

import base64
import hashlib
import re
import string
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from assistant.answer_html import render_answer, render_plain
from assistant.assistant import PolicyAssistant
from assistant.messages import MESSAGES, Language, document_kind, say
from assistant.serving import create_app
from assistant.settings import Settings
from assistant.shield import BODY_BYTES
from assistant.structure import parse_sections
from assistant.suggesting import suggest_questions
from assistant.types import Answer, Citation, Document, Sentence
from assistant.viewer import display_date, render_document

HERE = "http://localhost"
ATTACK = '<script>alert(1)</script> <img src=x onerror="alert(2)"> **đậm** [x](javascript:alert(3))'


@pytest.fixture(scope="module")
def client(assistant: PolicyAssistant, corpus_settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(assistant, corpus_settings), base_url=HERE) as opened:
        yield opened


class Elements(HTMLParser):
    """The elements of a page: name and attributes, and the text that is shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.shown = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.shown += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


class TestShield:
    def test_the_page_is_served_with_its_policy(self, client: TestClient) -> None:
        response = client.get("/")
        assert response.status_code == 200
        policy = response.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-eval" not in policy
        assert "frame-ancestors 'self'" in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "same-origin"

    def test_the_page_names_no_foreign_address(self, client: TestClient) -> None:
        loaded = [
            address
            for _, attributes in Elements(client.get("/").text).found
            for name in ("src", "href")
            if (address := attributes.get(name))
        ]
        assert loaded
        assert [address for address in loaded if re.match(r"(?:https?:)?//(?!localhost)", address)] == []

    @pytest.mark.parametrize(
        "path",
        [
            "/gradio_api/file=http://127.0.0.1:9/x",
            "/gradio_api/file=https:%2F%2F127.0.0.1:9%2Fx",
            "/gradio_api/file%3Dhttp%3A//127.0.0.1:9/x",
            "/gradio_api/proxy=http://127.0.0.1:9/x",
            "/gradio_api/%70roxy=http://127.0.0.1:9/x",
            "/gradio_api//proxy=http://127.0.0.1:9/x",
            "/gradio_api/file=/etc/passwd",
            "/file=/etc/passwd",
            "/static/../../../../etc/passwd",
            "/static/%2e%2e/%2e%2e/secret",
            "/gradio_api/info",
            "/gradio_api/openapi.json",
            "/monitoring",
            "/openapi.json",
            "/docs",
            "/page/page.py",
        ],
    )
    def test_what_the_page_does_not_need_is_closed(self, client: TestClient, path: str) -> None:
        response = client.get(path)
        assert response.status_code == 404
        assert "content-security-policy" in response.headers

    @pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/run/predict", "/login"])
    def test_nothing_can_be_sent_to_closed_routes(self, client: TestClient, path: str) -> None:
        assert client.post(path, content=b"x").status_code == 404

    @pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost.evil.example"])
    def test_other_sites_can_neither_send_nor_read(self, client: TestClient, origin: str) -> None:
        sent = client.post("/gradio_api/queue/join", json={}, headers={"origin": origin})
        assert sent.status_code == 403
        read = client.get("/config", headers={"origin": origin})
        assert not [name for name in read.headers if name.startswith("access-control-")]

    def test_own_origin_passes(self, client: TestClient) -> None:
        response = client.post("/gradio_api/queue/join", json={}, headers={"origin": HERE})
        assert response.status_code not in (403, 404, 413)

    def test_large_bodies_are_refused_with_and_without_a_stated_length(self, client: TestClient) -> None:
        body = b"x" * (BODY_BYTES + 1)
        assert client.post("/gradio_api/queue/join", content=body).status_code == 413
        assert client.post("/gradio_api/queue/join", content=iter([body])).status_code == 413


class TestViewer:
    def test_every_clause_has_its_element_and_its_words(
        self, assistant: PolicyAssistant, client: TestClient
    ) -> None:
        for document in assistant.documents():
            response = client.get(f"/documents/{document.id}")
            assert response.status_code == 200
            page = Elements(response.text)
            ids = [attributes["id"] for _, attributes in page.found if "data-address" in attributes]
            sections = assistant.sections(document.id)
            assert ids == [section.id for section in sections]
            shown = " ".join(page.shown.split())
            for section in sections:
                words = re.sub(r"\*\*|^\s*#+\s*", "", section.text).split()
                assert " ".join(words) in shown

    def test_citations_of_an_answer_open_at_their_clause(
        self, assistant: PolicyAssistant, client: TestClient
    ) -> None:
        answer = assistant.ask("Công an thành phố làm gì?")
        assert len(answer.citations) == 2
        for citation in answer.citations:
            path, _, clause = citation.url.partition("#")
            page = Elements(client.get(path).text)
            (found,) = [a for _, a in page.found if a.get("id") == unquote(clause)]
            assert found["data-address"] == citation.address

    def test_an_unknown_document_is_explained(self, client: TestClient) -> None:
        for path in ("/documents/nope", "/documents/%3Cscript%3E", "/documents/hue-1002.txt"):
            response = client.get(path)
            assert response.status_code == 404
            assert "Không có văn bản này" in response.text

    def test_its_policy_allows_its_own_style_and_script_only(self, client: TestClient) -> None:
        response = client.get("/documents/hue-1002")
        policy = response.headers["content-security-policy"]
        assert "unsafe" not in policy
        for tag in ("style", "script"):
            (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", response.text, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy

    def test_everything_of_a_document_is_escaped(self) -> None:
        table = f"| {ATTACK} | b |\n| --- | --- |\n| {ATTACK} | c |\n"
        text = f"KẾ HOẠCH\n{ATTACK}\n\nI. {ATTACK}\n1. {ATTACK}\n\n{table}"
        document = Document(
            id="x", title=ATTACK, short_title=ATTACK, kind=ATTACK, tier="official", text=text, number=ATTACK,
            issuer=ATTACK, place=ATTACK, date=ATTACK, status=ATTACK, source=ATTACK, rights=ATTACK,
        )  # fmt: skip
        page = Elements(render_document(document, parse_sections(document), "vi"))
        assert len(page.attributes("script")) == 1
        assert page.attributes("img") == []
        assert all("onerror" not in attributes for _, attributes in page.found)
        assert all(not str(a.get("href", "#")).startswith("javascript") for a in page.attributes("a"))

    def test_tables_keep_columns_and_rows(self) -> None:
        table = "| TT | Chỉ tiêu | Năm 2030 |\n| --- | --- | --- |\n| 1 | Lao động | 80% |\n| | Nhóm | |\n"
        text = f"I. CHỈ TIÊU\n\n{table}"
        document = Document(id="x", title="T", short_title="T", kind="plan", tier="official", text=text)
        page = render_document(document, parse_sections(document), "vi")
        assert re.findall(r"<td(.*?)</td>", page)[-4:] == [">1", ">Lao động", ">80%", ' colspan="3">Nhóm']

    @pytest.mark.parametrize(
        ("date", "language", "shown"),
        [
            ("2025-09-15", "vi", "15/09/2025"),
            ("2025-09-15", "en", "2025-09-15"),
            ("2025", "vi", "2025"),
            (None, "vi", None),
        ],
    )
    def test_dates(self, date: str | None, language: Language, shown: str | None) -> None:
        assert display_date(date, language) == shown


class TestApi:
    def test_offsets_of_citations_index_into_the_text(
        self, assistant: PolicyAssistant, client: TestClient
    ) -> None:
        (citation,) = assistant.ask("ty le lao dong qua dao tao cua hue den 2030").citations
        document = client.get(f"/api/v1/documents/{citation.document_id}").json()
        assert document["text"][citation.start : citation.end] == citation.quote

    def test_documents_are_listed_without_their_text(self, client: TestClient) -> None:
        listed = client.get("/api/v1/documents").json()
        assert [document["id"] for document in listed][:2] == ["hue-1002", "can-tho-1002"]
        assert all("text" not in document for document in listed)

    def test_an_unknown_document_is_an_error_object(self, client: TestClient) -> None:
        response = client.get("/api/v1/documents/nope")
        assert response.status_code == 404
        assert set(response.json()["error"]) == {"code", "message", "hint"}
        assert response.json()["error"]["code"] == "unknown_document"


@pytest.fixture
def answer() -> Answer:
    source = Citation(
        number=1, document_id="d", document_title="Kế hoạch", document_number=None, issuer=None, tier="press",
        address="mục I.1", headings=(), page=None, quote="- Một\n\n  hai <b>", start=0, end=9,
        url="/documents/d#i.1",
    )  # fmt: skip
    return Answer(
        question="?", standalone_question="?", language="vi", text="Đạt **80%** [1] và [2].\n\n- Một [1]",
        sentences=(Sentence("Đạt 80%", (1,), "stated"),), abstained=False, abstention_reason=None,
        citations=(source,), coverage=None, mode="extractive", warnings=("Chú <ý>",),
    )  # fmt: skip


class TestAnswerHtml:
    def test_markers_lead_to_their_clause(self, answer: Answer) -> None:
        page = Elements(render_answer(answer, {}, "vi"))
        markers = [a for a in page.attributes("a") if a.get("class") == "pa-marker"]
        assert [a["href"] for a in markers] == ["documents/d#i.1"] * 2
        assert markers[0]["title"] == "Kế hoạch, mục I.1"
        assert "[2]" in page.shown  # a number that names no source leads nowhere

    def test_sources_show_address_tier_and_quote(self, answer: Answer) -> None:
        page = Elements(render_answer(answer, {}, "vi"))
        assert "[1] Kế hoạch, mục I.1 · tóm lược báo chí" in page.shown
        assert "- Một  hai <b>" in page.shown
        assert "Chú <ý>" in page.shown

    def test_it_is_one_block_of_html(self, answer: Answer) -> None:
        assert "\n\n" not in render_answer(answer, {}, "vi")

    def test_document_words_are_shown_and_never_run(self, answer: Answer) -> None:
        source = replace(answer.citations[0], quote=ATTACK, address=ATTACK, document_title=ATTACK)
        attacked = replace(answer, text=f"{ATTACK} [1]", citations=(source,), warnings=(ATTACK,))
        page = Elements(render_answer(attacked, {}, "vi"))
        assert page.attributes("script") == page.attributes("img") == []
        assert "<script>alert(1)</script>" in page.shown
        assert {a["href"] for a in page.attributes("a")} == {"documents/d#i.1"}

    def test_what_was_typed_is_shown_as_typed(self) -> None:
        page = Elements(render_plain(ATTACK, "x"))
        assert page.shown == ATTACK
        assert [name for name, _ in page.found] == ["div"]

    def test_quotes_of_many_sources_are_folded(self, answer: Answer) -> None:
        sources = tuple(replace(answer.citations[0], number=n) for n in range(1, 5))
        page = Elements(render_answer(replace(answer, citations=sources), {}, "vi"))
        assert all("open" not in a for a in page.attributes("details"))
        page = Elements(render_answer(answer, {}, "vi"))
        assert all("open" in a for a in page.attributes("details"))


class TestSuggestions:
    def test_each_is_answered_with_sources(self, assistant: PolicyAssistant) -> None:
        questions = suggest_questions(assistant, "vi")
        assert len(questions) == len(set(questions)) == 6
        for question in questions:
            answer = assistant.ask(question)
            assert not answer.abstained
            assert answer.citations

    def test_they_speak_of_both_plans(self, assistant: PolicyAssistant) -> None:
        questions = " ".join(suggest_questions(assistant, "vi"))
        assert "Huế" in questions
        assert "Cần Thơ" in questions


class TestMessages:
    def test_every_message_has_both_languages_with_the_same_placeholders(self) -> None:
        for key, texts in MESSAGES.items():
            assert set(texts) == {"vi", "en"}, key
            fields = [
                {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in texts.values()
            ]
            assert fields[0] == fields[1] or key.startswith("example_"), key

    def test_kinds_of_documents(self) -> None:
        assert document_kind("press digest", "vi") == "Bản tóm lược bài báo"
        assert document_kind("Chỉ thị", "vi") == "Chỉ thị"

    def test_say(self) -> None:
        assert say("documents_indexed", "vi", count=5) == "Văn bản đã nạp (5)"
