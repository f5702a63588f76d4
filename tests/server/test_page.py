from __future__ import annotations

import asyncio
import base64
import csv
import hashlib
import io
import json
import math
import re
import string
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from html.parser import HTMLParser
from typing import Any, cast
from urllib.parse import unquote

import docx
import gradio as gr
import openpyxl
import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.documents import parse_sections
from assistant.errors import IndexUnavailableError
from assistant.exporting import Exchange, export_conversation, targets_report
from assistant.language.addresses import ClauseAddress
from assistant.messages import MESSAGES, Language, document_kind, say
from assistant.messages.phrases import display_date
from assistant.questions import Part
from assistant.registers import measured_first
from assistant.server import create_app
from assistant.server.page import comparison, quality
from assistant.server.page.answer import render_answer, render_next, render_plain
from assistant.server.page.blocks import build_page
from assistant.server.page.conversation import _Conversation, find_choices, lead_on
from assistant.server.page.downloads import Shelf
from assistant.server.page.registers import Duties, Targets
from assistant.server.page.site import Site
from assistant.server.page.tables import filter_query, render_table
from assistant.server.page.turns import Turn
from assistant.server.shield import BODY_BYTES
from assistant.server.suggestions import answerable, suggest_next, suggest_questions
from assistant.server.viewer import render_document, status_badge
from assistant.settings import PACKAGE, Settings
from assistant.types import Answer, Citation, Document, Responsibility, RowFilter, Sentence, Target
from assistant.watching import FolderWatch
from tests.register_rows import CAN_THO, HUE, duty, target

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
            "/gradio_api/file=http://foreign.example/x",
            "/gradio_api/file%3Dx",
            "/gradio_api//x",
            "/gradio_api/proxy=http://foreign.example/x",
            "/file=x",
            "/static/../x",
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
            ("2025-09-15", "en", "15 September 2025"),
            ("2025-13-01", "en", "2025-13-01"),
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
        sentences=(Sentence("Đạt 80%", (1,), "stated"),), outcome="answered", abstained=False, abstention_reason=None,
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
        assert "Kế hoạch tóm lược báo chí[1] mục I.1- Một" in page.shown
        assert "- Một  hai <b>" in page.shown
        assert "Chú <ý>" in page.shown

    def test_a_quote_that_the_answer_shows_is_not_shown_again(self, answer: Answer) -> None:
        source = replace(
            answer.citations[0], quote="a) Tỷ lệ che phủ rừng **đạt 45%**;", form="Điểm a khoản 1 “Kế hoạch”"
        )
        told = replace(answer, text="Lào Cai: Tỷ lệ che phủ rừng **đạt 45%**. [1]", citations=(source,))
        page = Elements(render_answer(told, {}, "vi"))
        assert page.attributes("blockquote") == []
        assert page.shown.count("Tỷ lệ che phủ rừng") == 1
        (copied,) = [a for a in page.attributes("button") if a.get("class") == "pa-copy-cite pa-tool"]
        assert copied["value"] == "Điểm a khoản 1 “Kế hoạch”"

    def test_a_table_of_an_answer_is_a_table(self, answer: Answer) -> None:
        text = "Mức:\n\n| Mốc | Mức |\n| --- | --- |\n| đến năm 2030 | **2\\*3** [1] |"
        page = Elements(render_answer(replace(answer, text=text), {}, "vi"))
        assert len(page.attributes("th")) == len(page.attributes("td")) == 2
        assert "2*3" in page.shown

    def test_it_is_one_block_of_html(self, answer: Answer) -> None:
        assert "\n\n" not in render_answer(answer, {}, "vi")

    def test_document_words_are_shown_and_never_run(self, answer: Answer) -> None:
        source = replace(answer.citations[0], quote=ATTACK, address=ATTACK, document_title=ATTACK)
        attacked = replace(answer, text=f"{ATTACK} [1]", citations=(source,), warnings=(ATTACK,))
        page = Elements(render_answer(attacked, {}, "vi"))
        assert page.attributes("script") == page.attributes("img") == []
        assert "<script>alert(1)</script>" in page.shown
        assert {a["href"] for a in page.attributes("a")} == {"documents/d#i.1", "?hoi=%3F"}

    def test_what_was_understood_and_what_leads_on_are_shown_as_text(self, answer: Answer) -> None:
        parts = (Part("place", ATTACK, ATTACK, ((ATTACK, ATTACK),)), Part("about", ATTACK))
        shown = render_answer(answer, {}, "vi", parts=parts, scope=[ATTACK]) + render_next([ATTACK], "vi")
        page = Elements(shown)
        assert page.attributes("script") == page.attributes("img") == []
        asking = [a["href"] or "" for a in page.attributes("a") if a.get("class") == "pa-alone"]
        assert {unquote(href.removeprefix("?hoi=")) for href in asking} == {ATTACK}

    def test_a_long_run_of_markers_is_folded_and_each_still_leads_to_its_clause(self, answer: Answer) -> None:
        sources = tuple(replace(answer.citations[0], number=n, url=f"/documents/d#{n}") for n in range(1, 6))
        text = "Gồm 5 nội dung: [1] [2] [3] [4] [5]\n\nMột [1] [2]"
        page = Elements(render_answer(replace(answer, text=text, citations=sources), {}, "vi"))
        runs = [a for a in page.attributes("details") if a.get("class") == "pa-run"]
        markers = [a["href"] for a in page.attributes("a") if a.get("class") == "pa-marker"]
        assert len(runs) == 1
        assert markers == [f"documents/d#{n}" for n in (1, 2, 3, 4, 5, 1, 2)]
        assert page.attributes("p") == [a for a in page.attributes("p") if a.get("class")]

    def test_sources_are_cited_as_officials_do(self, answer: Answer) -> None:
        source = replace(answer.citations[0], address="mục V.6.đ", tier="official")
        document = Document(
            id="d", title="T", short_title="K", kind="plan", tier="official", text="", number="150/KH-UBND",
            date="2025-09-15",
        )  # fmt: skip
        page = Elements(render_answer(replace(answer, citations=(source,)), {"d": document}, "vi"))
        assert "Điểm đ khoản 6 mục V Kế hoạch số 150/KH-UBND ngày 15/9/2025" in page.shown
        assert "15/09/2025 Chưa ghi hiệu lực" in page.shown
        assert say("ai_line", "vi") in page.shown

    def test_what_was_typed_is_shown_as_typed(self) -> None:
        page = Elements(render_plain(ATTACK, "x"))
        assert page.shown == ATTACK
        assert [name for name, _ in page.found] == ["div"]

    def test_talk_is_text_alone(self, answer: Answer) -> None:
        said = replace(answer, outcome="talk", text="Xin chào.", citations=(), warnings=())
        page = Elements(render_answer(said, {}, "vi", reference="r"))
        assert page.shown.strip() == "Xin chào."
        assert {name for name, _ in page.found} == {"div"}

    def test_quotes_of_many_sources_are_folded(self, answer: Answer) -> None:
        sources = tuple(replace(answer.citations[0], number=n) for n in range(1, 5))
        page = Elements(render_answer(replace(answer, citations=sources), {}, "vi"))
        assert len(page.attributes("details")) == 4
        assert all("open" not in a for a in page.attributes("details"))
        page = Elements(render_answer(answer, {}, "vi"))
        assert all("open" in a for a in page.attributes("details"))

    def test_sources_stand_under_their_document_named_once(self, answer: Answer) -> None:
        places = (("d", "mục I.1"), ("e", "mục II"), ("d", "mục III"))
        sources = tuple(
            replace(
                answer.citations[0], number=n, document_id=id_, document_title=f"Nghị quyết {id_}", address=at
            )
            for n, (id_, at) in enumerate(places, start=1)
        )
        shown = render_answer(replace(answer, citations=sources), {}, "en")
        groups = [Elements(part).shown for part in shown.split('<div class="pa-from">')[1:]]
        assert [re.findall(r"\[(\d)\] (mục [IV.1]+)", group) for group in groups] == [
            [("1", "mục I.1"), ("3", "mục III")], [("2", "mục II")],
        ]  # fmt: skip
        assert [group.count(f"Nghị quyết {id_}") for group, id_ in zip(groups, "de", strict=True)] == [1, 1]

    def test_what_a_long_list_of_sources_has_more_is_counted(self, answer: Answer) -> None:
        sources = tuple(replace(answer.citations[0], number=n) for n in range(1, 12))
        shown = render_answer(replace(answer, citations=sources), {}, "vi")
        assert "<summary>3 nguồn nữa</summary>" in shown
        assert shown.count('<li class="pa-source">') == 11

    @pytest.mark.parametrize(
        ("outcome", "reason", "doubtful"),
        [
            ("answered", None, False),
            ("partly", None, False),
            ("possible", None, True),
            ("not_stated", "not_in_corpus", True),
            ("not_stated", "ambiguous", True),
            ("not_stated", "wrong_premise", False),  # "Không.", as the documents say it
        ],
    )
    def test_only_what_is_less_than_an_answer_has_the_bar(
        self, answer: Answer, outcome: Any, reason: Any, doubtful: bool
    ) -> None:
        abstained = outcome == "not_stated"
        given = replace(answer, outcome=outcome, abstained=abstained, abstention_reason=reason)
        assert ("pa-doubtful" in render_answer(given, {}, "vi")) is doubtful


class TestSuggestions:
    def test_each_is_answered_with_sources(self, assistant: PolicyAssistant) -> None:
        questions = [each.question for each in suggest_questions(assistant, "vi")]
        assert len(questions) == len(set(questions)) == 6
        for question in questions:
            answer = assistant.ask(question)
            assert not answer.abstained
            assert answer.citations

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_each_shows_another_ability(self, assistant: PolicyAssistant, language: Language) -> None:
        abilities = [each.ability for each in suggest_questions(assistant, language)]
        names = ("target", "comparison", "agency", "summary", "table", "deadline")
        assert abilities == [say(f"ability_{name}", language) for name in names]

    def test_in_english_all_but_names_and_quotations_is_english(self, assistant: PolicyAssistant) -> None:
        questions = [each.question for each in suggest_questions(assistant, "en")]
        assert questions[:3] == [
            "What is the target for trained workers in Huế by 2030?",
            "Compare the targets of Huế and Cần Thơ for trained workers",
            "What is the Department of Science and Technology of Huế responsible for?",
        ]
        for question in questions:
            answer = assistant.ask(question)
            assert (answer.language, answer.abstained) == ("en", False)

    def test_in_english_what_is_quoted_comes_behind_all_else(self) -> None:
        class Knowing:
            """Has an answer to everything; of its indicators and bodies none has an English name."""

            def documents(self) -> tuple[Document, ...]:
                return (HUE, CAN_THO)

            def targets(self) -> tuple[Target, ...]:
                return (target("Tỷ lệ cây sống", 90.0), target("Tỷ lệ cây sống", 95.0, document=CAN_THO))

            def responsibilities(self) -> tuple[Responsibility, ...]:
                return (duty("Trạm trồng cây", "Tưới cây"),)

            def can_answer(self, question: str) -> bool:
                return True

        questions = [each.question for each in suggest_questions(cast("PolicyAssistant", Knowing()), "en")]
        assert questions == [
            "List the targets of Huế for 2030",
            "Compare the targets of Huế and Cần Thơ by 2030",
            "Summarise the plan of Huế",
            "Make a table of the targets of Cần Thơ by 2030",
            "List the targets of Cần Thơ for 2030",
            "Summarise the plan of Cần Thơ",
        ]

    def test_corrections_of_what_was_understood_have_an_answer(self, assistant: PolicyAssistant) -> None:
        asked = "Tỷ lệ lao động qua đào tạo của Huế đến năm 2045 là bao nhiêu?"
        offered = answerable(assistant, assistant.understood(asked))
        questions = [question for part in offered for _, question in part.others]
        assert questions
        for question in questions:
            assert not any(sentence.kind == "absence" for sentence in assistant.ask(question).sentences)

    def test_they_speak_of_both_plans(self, assistant: PolicyAssistant) -> None:
        questions = " ".join(each.question for each in suggest_questions(assistant, "vi"))
        assert "Huế" in questions
        assert "Cần Thơ" in questions


class TestConversation:
    @pytest.fixture
    def site(self, assistant: PolicyAssistant, corpus_settings: Settings) -> Site:
        return Site(assistant, corpus_settings, "vi")

    @pytest.fixture
    def conversation(self, site: Site) -> _Conversation:
        return _Conversation(site, Shelf())

    def test_a_question_is_shown_at_once_and_then_answered(self, conversation: _Conversation) -> None:
        first, *_, last = conversation.answer("Công an thành phố làm gì?", [], [], [])
        assert [message["role"] for message in first[0]] == ["user", "assistant"]
        assert "pa-working" in first[0][1]["content"]
        assert "pa-working" not in last[0][1]["content"]
        assert last[1][0].answer.citations

    def test_what_was_there_stays_when_it_is_stopped(self, conversation: _Conversation) -> None:
        (messages, turns, *_) = next(conversation.answer("Công an thành phố làm gì?", [], [], []))
        assert "pa-working" in messages[1]["content"]
        shown = conversation.stop(turns)[0][1]["content"]
        assert "pa-working" not in shown
        assert say("stopped", "vi") in shown
        assert 'class="pa-again pa-tool" href="?hoi=' in shown
        *_, last = conversation.answer("Sở Tài chính làm gì?", turns, [], [])
        assert last[1][1].answer

    def test_a_link_asks_alone_or_in_the_conversation(self, conversation: _Conversation) -> None:
        *_, (_, turns, *_) = conversation.answer(
            "Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?", [], [], []
        )
        for alone, understood in ((False, True), (True, False)):
            linked = json.dumps({"question": "Còn Cần Thơ thì sao?", "alone": alone})
            *_, last = conversation.answer_linked(linked, turns, [], [])
            assert ("90%" in last[1][1].answer.text) is understood

    @pytest.mark.parametrize("linked", ["", "x", "[]", '{"question": 1}', '{"question": " ", "alone": true}'])
    def test_what_no_link_says_asks_nothing(self, conversation: _Conversation, linked: str) -> None:
        assert len(list(conversation.answer_linked(linked, [], [], []))) == 1

    def test_questions_are_bounded(self, conversation: _Conversation) -> None:
        question = "Tỷ lệ lao động qua đào tạo đến năm 2030?"
        *_, last = conversation.answer(question, [], ["can-tho-1002"], [])
        assert {c.document_id for c in last[1][0].answer.citations} == {"can-tho-1002"}
        *_, last = conversation.answer(question, [], ["nope"], [])
        assert say("error_unknown_document", "vi") in last[0][1]["content"]
        assert last[1][0].answer is None

    def test_talk_shows_nothing_but_the_reply_and_leads_to_nothing(
        self, conversation: _Conversation, site: Site
    ) -> None:
        *_, (messages, turns, *_) = conversation.answer("cam on nhe", [], [], [])
        shown = Elements(messages[1]["content"])
        assert shown.shown.strip() == "Không có gì. Bạn cứ hỏi tiếp khi cần."
        assert lead_on(site, turns) == ""
        assert say("conversation_empty", "vi") in conversation.export(turns)

    def test_an_answer_does_not_wait_for_its_corrections_which_are_found_on_request(
        self, conversation: _Conversation, site: Site
    ) -> None:
        question = "Tỷ lệ lao động qua đào tạo của Huế đến năm 2030 là bao nhiêu?"
        *_, (messages, turns, *_) = conversation.answer(question, [], [], [])
        bare = Elements(messages[1]["content"])
        assert messages[1]["content"].count('<details class="pa-chip"') == 3
        assert "Cần Thơ" not in bare.shown
        assert "của Cần Thơ đến năm 2030" in lead_on(site, turns)
        choices = find_choices(site, f"{turns[0].reference} 1", turns)
        assert f'title="{turns[0].reference}"' in choices
        assert choices.count("<ul>") == 4
        assert "Bỏ “Huế”" in choices
        assert find_choices(site, "another 1", turns) == '<div class="pa-choices" title="another"></div>'

    def test_what_leads_on_is_not_looked_for_when_an_answer_is_long_past(
        self, conversation: _Conversation, site: Site
    ) -> None:
        *_, (_, turns, *_) = conversation.answer("Công an thành phố Huế làm gì?", [], [], [])
        turns[0].answered_at -= 60
        assert lead_on(site, turns) == ""

    def test_nothing_leads_on_and_no_error_is_logged_where_the_index_was_closed_meanwhile(
        self,
        conversation: _Conversation,
        site: Site,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        *_, (_, turns, *_) = conversation.answer("Công an thành phố Cần Thơ làm gì?", [], [], [])

        def closed(*_: object) -> None:
            raise IndexUnavailableError("the index was closed", hint="open it anew")

        monkeypatch.setattr(site.assistant, "understood", closed)
        assert lead_on(site, turns) == ""
        assert [record.levelname for record in caplog.records if record.levelname == "ERROR"] == []

    def test_thanks_between_two_questions_are_not_what_the_second_follows(
        self, conversation: _Conversation
    ) -> None:
        turns: list[Turn] = []
        for question in ("Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?", "Cảm ơn", "Còn Cần Thơ?"):
            *_, (_, turns, *_) = conversation.answer(question, turns, [], [])
        assert [turn.answer.outcome for turn in turns if turn.answer] == ["answered", "talk", "answered"]
        assert "90%" in turns[-1].shown

    def test_an_empty_conversation_exports_nothing(self, conversation: _Conversation) -> None:
        assert say("conversation_empty", "vi") in conversation.export([])


class TestNextQuestions:
    def test_each_is_answered_and_was_not_asked(self, assistant: PolicyAssistant) -> None:
        answer = assistant.ask("Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?")
        parts = assistant.understood(answer.standalone_question)
        onward = suggest_next(assistant, answer, parts, "vi", asked=[answer.question], until=math.inf)
        assert len(onward) == len(set(onward)) == 3
        assert onward[0] == "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"
        for question in onward:
            assert not assistant.ask(question).abstained
        again = suggest_next(assistant, answer, parts, "vi", asked=onward, until=math.inf)
        assert not set(onward) & set(again)

    def test_none_is_looked_for_when_nobody_waits_any_more(self, assistant: PolicyAssistant) -> None:
        answer = assistant.ask("Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?")
        parts = assistant.understood(answer.standalone_question)
        assert suggest_next(assistant, answer, parts, "vi", until=0.0) == ()


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            ("Còn hiệu lực", "force"),
            ("Hết hiệu lực từ 01/01/2026", "ended"),
            ("Được thay thế bởi 12/KH-UBND", "ended"),
            (None, "unknown"),
        ],
    )
    def test_badge(self, status: str | None, kind: str) -> None:
        document = Document(
            id="d", title="T", short_title="T", kind="plan", tier="official", text="", status=status
        )
        assert f"pa-status-{kind}" in status_badge(document, "vi")
        assert "<script>" not in status_badge(replace(document, status=ATTACK), "vi")

    @pytest.mark.parametrize(
        ("effective", "expires", "shown"),
        [
            ("2019-04-01", None, [("force", "Hiệu lực từ 01/04/2019")]),
            ("2999-04-01", None, [("unknown", "Hiệu lực từ 01/04/2999")]),
            (None, "2020-12-31", [("ended", "Hiệu lực đến hết 31/12/2020")]),
            ("2019-04-01", "2999-12-31", [("force", "Hiệu lực 01/04/2019 – 31/12/2999")]),
        ],
    )
    def test_the_days_on_which_it_is_in_force_stand_with_it(
        self, effective: str | None, expires: str | None, shown: list[tuple[str, str]]
    ) -> None:
        document = Document(
            id="d", title="T", short_title="T", kind="plan", tier="official", text="", effective=effective, expires=expires
        )  # fmt: skip
        read = partial(re.findall, r'<span class="pa-status pa-status-(\w+)">([^<]*)</span>')
        assert read(status_badge(document, "vi")) == shown
        draft = replace(document, status="Dự thảo")
        assert read(status_badge(draft, "vi")) == [("force", "Dự thảo"), ("unknown", shown[0][1])]
        page = Elements(render_document(document, (), "vi")).shown
        for label, day in (("Có hiệu lực từ ngày", effective), ("Có hiệu lực đến hết ngày", expires)):
            assert (label in page) is (day is not None)

    def test_who_signed_stands_with_the_office_and_what_a_person_corrected_is_marked(self) -> None:
        document = Document(
            id="d", title="T", short_title="T", kind="plan", tier="official", text="Nội dung",
            number="9/KH-UBND", signer="Lê Thị Ánh Đào", signer_office="Phó Chủ tịch", corrected=("number",),
        )  # fmt: skip
        page = render_document(document, parse_sections(document), "vi")
        assert "<dd>Lê Thị Ánh Đào, Phó Chủ tịch</dd>" in page
        assert "<dd>9/KH-UBND <em>(đã đính chính)</em></dd>" in page


class TestExports:
    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("/exports/targets.xlsx", "spreadsheetml"),
            ("/exports/responsibilities.docx", "wordprocessingml"),
            ("/exports/deadlines.ics", "text/calendar"),
            ("/exports/comparison.csv?documents=hue-1002&documents=can-tho-1002", "text/csv"),
            ("/en/exports/targets.csv", "text/csv"),
        ],
    )
    def test_registers_are_handed_out_as_files(self, client: TestClient, path: str, kind: str) -> None:
        response = client.get(path)
        assert response.status_code == 200
        assert kind in response.headers["content-type"]
        assert response.headers["content-disposition"].startswith("attachment")

    def test_the_address_filters_them(self, assistant: PolicyAssistant, client: TestClient) -> None:
        where = RowFilter(places=("Cần Thơ",), periods=("2030",), text="lao động")
        response = client.get(f"/exports/targets.csv?{filter_query(where)}")
        lines = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
        assert [line["Địa chỉ"] for line in lines] == [str(row.address) for row in assistant.targets(where)]
        assert lines

    def test_a_file_of_filtered_rows_says_by_what_they_were_chosen(self, client: TestClient) -> None:
        chosen = "documents=can-tho-1002&places=C%E1%BA%A7n%20Th%C6%A1&roles=ch%E1%BB%A7%20tr%C3%AC&text=giao%20vien"
        paper = docx.Document(io.BytesIO(client.get(f"/exports/responsibilities.docx?{chosen}").content))
        assert paper.paragraphs[1].text == (
            "Chỉ gồm các dòng theo bộ lọc: Văn bản: Kế hoạch thực hiện QĐ 1002/QĐ-TTg – TP Cần Thơ; Địa phương: Cần Thơ; "
            "Vai trò: chủ trì; Tìm trong bảng: giao vien."
        )
        sheet = client.get("/en/exports/deadlines.xlsx?after=2027-01-02&before=2027-12-31").content
        (_, documents) = openpyxl.load_workbook(io.BytesIO(sheet)).worksheets
        cells = {row[0]: row[1] for row in documents.iter_rows(values_only=True)}
        assert cells["Filters"] == "Due from: 2 January 2027; Due until: 31 December 2027"
        whole = docx.Document(io.BytesIO(client.get("/exports/targets.docx").content))
        assert not any("bộ lọc" in paragraph.text for paragraph in whole.paragraphs)

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/exports/targets.exe", 404),
            ("/exports/secrets.csv", 404),
            ("/exports/targets.ics", 400),
            ("/exports/targets.csv?places=Atlantis", 400),
            ("/exports/targets.csv?periods=never", 400),
            ("/exports/deadlines.csv?after=never", 400),
            ("/exports/deadlines.csv?after=2027-01-02&before=2027-01-01", 400),
            ("/exports/comparison.csv", 400),
            ("/exports/conversations/guess", 404),
        ],
    )
    def test_what_cannot_be_handed_out_is_explained(self, client: TestClient, path: str, status: int) -> None:
        response = client.get(path)
        assert response.status_code == status
        assert "<h1>Không có tệp này</h1>" in response.text

    def test_a_conversation_is_kept_under_its_token_and_makes_room(self) -> None:
        shelf = Shelf()
        tokens = [shelf.put(b"x", "docx", "x.docx") for _ in range(65)]
        assert shelf.get(tokens[0]) is None
        kept = shelf.get(tokens[-1])
        assert kept
        assert kept.content == b"x"

    def test_a_conversation_as_word(self, assistant: PolicyAssistant) -> None:
        answer = assistant.ask("Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?")
        exchanges = [Exchange(answer.question, answer), Exchange(f"{ATTACK}\x00", answer)]
        content = export_conversation(exchanges, made=datetime(2026, 1, 2), language="vi")
        lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
        assert lines[0] == "NỘI DUNG HỎI ĐÁP"
        assert lines[1] == f"Câu hỏi 1: {answer.question}"
        assert any(line.startswith("[1] Gạch đầu dòng 1, khoản 2 mục II") for line in lines)
        assert say("ai_line", "vi") in lines
        assert any("<script>" in line for line in lines)

    def test_markers_become_footnotes_in_word(self, assistant: PolicyAssistant) -> None:
        answer = assistant.ask("Hạn báo cáo hằng năm ở Cần Thơ là khi nào?")
        made = datetime(2026, 3, 4)
        written = export_conversation(
            [Exchange(answer.question, answer)], made=made, language="vi", footnotes=True
        )
        notes = zipfile.ZipFile(io.BytesIO(written)).read("word/footnotes.xml").decode()
        assert re.findall(r"> ([^<]+?) Kế hoạch", notes)[0] == "Khoản 10 mục V"
        lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(written)).paragraphs]
        assert not any("[1]" in line for line in lines)
        assert say("sources", "vi") not in lines

    def test_a_table_of_an_answer_is_one_in_word(self, assistant: PolicyAssistant) -> None:
        answer = assistant.ask("Huế chi bao nhiêu cho R&D?")
        content = export_conversation(
            [Exchange(answer.question, answer)], made=datetime(2026, 1, 2), language="vi"
        )
        (table,) = docx.Document(io.BytesIO(content)).tables
        assert [cell.text for cell in table.rows[0].cells] == ["Mốc thời gian", "Mức"]
        assert [cell.text for cell in table.rows[1].cells] == ["đến năm 2030", "≥ 1,5% GRDP [1]"]
        assert [[cell.text for cell in row] for row in answer.tables[0].rows][2] == [
            "đến năm 2045",
            "**≥ 2,5% GRDP**",
        ]
        assert answer.tables[0].rows[2][1].citations == (3,)


class TestTables:
    def test_addresses_lead_to_their_clauses(
        self, assistant: PolicyAssistant, corpus_settings: Settings
    ) -> None:
        page = Elements(Targets(Site(assistant, corpus_settings, "vi")).show([], ["Huế"], [], [], ""))
        rows = measured_first(assistant.targets(RowFilter(places=("Huế",))))
        opened = [unquote(a["href"] or "") for a in page.attributes("a") if a.get("class") == "pa-open"]
        assert opened == [f"documents/{row.document_id}#{row.section_id}" for row in rows]

    def test_deadlines_come_with_a_calendar(
        self, assistant: PolicyAssistant, corpus_settings: Settings
    ) -> None:
        site = Site(assistant, corpus_settings, "vi")
        shown = Duties(site).show([], [], [], [], [], "", True, "1/1/2027", "")
        assert "exports/deadlines.ics?after=2027-01-01" in shown

    def test_a_first_day_after_the_last_is_said(
        self, assistant: PolicyAssistant, corpus_settings: Settings
    ) -> None:
        site = Site(assistant, corpus_settings, "vi")
        shown = Duties(site).show([], [], [], [], [], "", True, "2/1/2027", "1/1/2027")
        assert say("error_reversed_days", "vi") in shown
        assert say("no_rows", "vi") not in shown

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ([[], [], [], [], "không có chữ này"], "no_rows"),
            ([[], [], ["never"], [], ""], "error_invalid_filter"),
            ([["nope"], [], [], [], ""], "error_unknown_document"),
        ],
    )
    def test_nothing_and_mistakes_are_said(
        self, assistant: PolicyAssistant, corpus_settings: Settings, given: list[Any], said: str
    ) -> None:
        assert say(said, "vi") in Targets(Site(assistant, corpus_settings, "vi")).show(*given)

    def test_words_of_documents_are_shown_and_never_run(
        self, assistant: PolicyAssistant, corpus_settings: Settings
    ) -> None:
        site = Site(assistant, corpus_settings, "vi")
        known = {d.id: replace(d, short_title=ATTACK) for d in assistant.documents()}
        rows = [
            replace(
                assistant.targets()[0],
                indicator=ATTACK,
                address=ClauseAddress(ATTACK),
                place=ATTACK,
                unit=ATTACK,
            )
        ]
        report = targets_report(
            rows, list(known.values()), language="vi", index_id="", made=datetime(2026, 1, 2)
        )
        page = Elements(render_table(site, report, rows, known))
        assert page.attributes("script") == page.attributes("img") == []
        assert (
            page.shown.count("<script>alert(1)</script>") == 3
        )  # place, indicator and address; it has no value

    def test_a_comparison_shows_both_citations_and_the_verdict(
        self, assistant: PolicyAssistant, corpus_settings: Settings
    ) -> None:
        site = Site(assistant, corpus_settings, "vi")
        page = Elements(comparison.render(site, ["hue-1002", "can-tho-1002"], [], "chương trình đào tạo"))
        opened = {
            unquote(a["href"] or "").partition("#")[0]
            for a in page.attributes("a")
            if a.get("class") == "pa-open"
        }
        assert opened == {"documents/hue-1002", "documents/can-tho-1002"}
        assert any(a.get("class") == "pa-verdict pa-looser" for a in page.attributes("span"))
        widths = [a["width"] for a in page.attributes("rect")]
        assert widths[:2] == ["100.0%", "66.7%"]

    def test_one_document_is_compared_with_itself_by_period_only(
        self, assistant: PolicyAssistant, corpus_settings: Settings
    ) -> None:
        site = Site(assistant, corpus_settings, "vi")
        assert say("compare_need_two", "vi") in comparison.render(site, ["hue-1002"] * 2, [], None)
        assert "<table" in comparison.render(site, ["hue-1002"] * 2, ["2030", "2030-2035"], None)


class TestQuality:
    def test_figures_are_those_of_the_readme(self) -> None:
        readme = (PACKAGE.parent / "README.md").read_text("utf-8")
        shown = re.findall(r"<td[^>]*>([^<]*%[^<]*)</td>", quality.render("en", ""))
        headline = re.search(r"\| Trusted rate \| ([^|]+) \|", readme)
        assert headline
        assert shown[0] == headline[1]


class TestSecondPage:
    def test_it_is_english_and_its_links_lead_to_english_documents(self, client: TestClient) -> None:
        assert client.get("/en", follow_redirects=False).headers["location"] == "en/"
        page = client.get("/en/")
        assert page.status_code == 200
        assert say("start_title", "en") in page.text
        assert say("start_title", "vi") not in page.text
        document = client.get("/en/documents/hue-1002")
        assert '<html lang="en">' in document.text
        assert "unsafe" not in document.headers["content-security-policy"]
        assert client.get("/en/page/page.css").status_code == 200
        assert client.get("/en/documents/nope").status_code == 404

    @pytest.mark.parametrize(
        "path", ["/en/gradio_api/file=/etc/passwd", "/en/gradio_api/upload", "/en/gradio_api/info"]
    )
    def test_what_is_closed_on_the_first_is_closed_on_it(self, client: TestClient, path: str) -> None:
        assert client.get(path).status_code == 404


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
        assert [document_kind(kind, "vi") for kind in ("plan", "Kế hoạch", "document")] == [
            "Kế hoạch",
            "Kế hoạch",
            "Chưa rõ loại",
        ]
        assert [document_kind(kind, "en") for kind in ("plan", "Kế hoạch")] == ["Plan", "Plan"]

    def test_say(self) -> None:
        assert say("documents_indexed", "vi", count=5) == "Văn bản đã nạp (5)"


def test_an_answer_and_what_leads_on_from_it_are_given_up_when_another_conversation_is_shown(
    assistant: PolicyAssistant, corpus_settings: Settings
) -> None:
    async def build() -> Any:
        return build_page(Site(assistant, corpus_settings, "vi", None), Shelf(), "en/")

    page = asyncio.run(build())

    def triggered(*names: tuple[str, str]) -> list[Any]:
        ids = {getattr(block, "elem_id", None): id_ for id_, block in page.blocks.items()}
        targets = {(ids[place], event) for place, event in names}
        return [event for event in page.fns.values() if targets & set(event.targets)]

    asking = triggered(("pa-question", "submit"), ("pa-chat", "example_select"), ("pa-linked", "change"))
    leading = [
        event
        for event in page.fns.values()
        if [getattr(each, "elem_id", None) for each in event.outputs] == ["pa-onward"]
    ]
    assert (len(asking), len(leading)) == (3, 3)
    for leaving in (("pa-new", "click"), ("pa-restored", "change")):
        given_up = {id_ for event in triggered(leaving) for id_ in event.cancels}
        assert given_up == {event._id for event in asking + leading}


def test_a_change_of_the_watched_folder_renews_every_tab_of_an_open_page(
    assistant: PolicyAssistant, corpus_settings: Settings
) -> None:
    watch = FolderWatch(corpus_settings, indexed={})

    async def build() -> Any:  # where no event loop runs, Gradio opens some and leaves them open
        return build_page(Site(assistant, corpus_settings, "vi", watch), Shelf(), "en/")

    page = asyncio.run(build())
    looks = [event for event in page.fns.values() if event.name == "look"]
    assert looks
    for look in looks:
        places = [getattr(output, "elem_id", None) for output in look.outputs]
        at = places.index("pa-renewed")
        said = {shown: look.fn(shown)[at] for shown in (None, assistant.index_id, "of-before")}
        assert said["of-before"] == gr.update(value=assistant.index_id)
        assert said[None] == said[assistant.index_id] == gr.skip()  # nothing is changed
    (renewed,) = {
        output
        for look in looks
        for output in look.outputs
        if getattr(output, "elem_id", None) == "pa-renewed"
    }
    renewing = [event for event in page.fns.values() if (renewed._id, "change") in event.targets]
    assert len(renewing) >= 4  # the first screen, both registers, the list of documents
