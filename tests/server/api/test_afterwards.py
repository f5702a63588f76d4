"""Feedback on answers of the API, and the questions that lead on from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.feedback import Feedback, FeedbackStore
from assistant.server import create_app
from assistant.server.api.afterwards import RecentAnswers, UnknownAnswerError
from assistant.settings import Settings
from assistant.types import Answer

QUESTION = "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"


@pytest.fixture
def client(assistant: PolicyAssistant, corpus_settings: Settings, tmp_path: Path) -> TestClient:
    settings = corpus_settings.model_copy(update={"feedback_file": tmp_path / "feedback.sqlite3"})
    return TestClient(create_app(assistant, settings), base_url="http://127.0.0.1")


def ask(client: TestClient, question: str, *, accept: str = "application/json", given: str = "") -> str:
    """The id under which the answer is known."""
    headers = {"Accept": accept} | ({"X-Request-ID": given} if given else {})
    answer = client.post("/api/v1/ask", json={"question": question}, headers=headers)
    assert answer.status_code == 200
    return answer.headers["x-request-id"]


def said(tmp_path: Path) -> list[Feedback]:
    return list(FeedbackStore(tmp_path / "feedback.sqlite3", days=9).all())


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_feedback_is_kept_with_the_answer_that_the_server_gave(
    client: TestClient, tmp_path: Path, accept: str
) -> None:
    known = ask(client, QUESTION, accept=accept)
    for verdict, comment in (("wrong", ""), ("wrong", "số cũ")):
        body = {"verdict": verdict, "comment": comment}
        assert client.post(f"/api/v1/answers/{known}/feedback", json=body).status_code == 201
    (row,) = said(tmp_path)  # a later word replaces the earlier one
    assert (row.verdict, row.comment, row.question) == ("wrong", "số cũ", QUESTION)
    assert "90%" in row.answer
    assert known not in row.reference


def test_an_id_that_a_client_chose_twice_replaces_nobody_s_word(client: TestClient, tmp_path: Path) -> None:
    for verdict in ("right", "missing"):
        known = ask(client, QUESTION, given="chosen")
        client.post(f"/api/v1/answers/{known}/feedback", json={"verdict": verdict})
    assert sorted(row.verdict for row in said(tmp_path)) == ["missing", "right"]


def test_suggestions_lead_on_and_are_no_question_that_was_asked(client: TestClient) -> None:
    known = ask(client, QUESTION)
    address = f"/api/v1/answers/{known}/suggestions"
    first = client.post(address, json={}).json()["questions"]
    assert 1 <= len(first) <= 3
    assert QUESTION not in first
    assert first[0] not in client.post(address, json={"asked": first[:1]}).json()["questions"]
    greeted = ask(client, "xin chào")
    assert client.post(f"/api/v1/answers/{greeted}/suggestions", json={}).json() == {"questions": []}


def test_what_is_not_known_or_too_long_is_refused(client: TestClient) -> None:
    for path in ("feedback", "suggestions"):
        body = {"verdict": "right"} if path == "feedback" else {}
        answer = client.post(f"/api/v1/answers/nobody/{path}", json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_answer")
    known = ask(client, QUESTION)
    for wrong in ({"verdict": "great"}, {"verdict": "right", "comment": "x" * 2001}, {}):
        assert client.post(f"/api/v1/answers/{known}/feedback", json=wrong).status_code == 422


def test_the_last_answers_are_kept(assistant: PolicyAssistant) -> None:
    answer: Answer = assistant.ask("xin chào")
    recent = RecentAnswers(2)
    for name in (("x", "a"), ("x", "b"), ("x", "a"), ("x", "c")):
        recent.keep(name, answer)
    assert recent.find(("x", "a"))[1] is answer
    with pytest.raises(UnknownAnswerError):
        recent.find(("x", "b"))
