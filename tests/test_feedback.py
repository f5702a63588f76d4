from __future__ import annotations

import csv
import io
import json
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import PolicyAssistant
from assistant.cli import app
from assistant.cli.feedback import Verdict
from assistant.exporting import export_feedback
from assistant.feedback import COMMENT_CHARACTERS, VERDICTS, Feedback, FeedbackError, FeedbackStore
from assistant.messages import say
from assistant.server.page.conversation import _Conversation
from assistant.server.page.downloads import Shelf
from assistant.server.page.site import Site
from assistant.server.page.turns import Turn
from assistant.settings import Settings
from assistant.types import Answer

ATTACK = "<script>alert(1)</script> **đậm** [x](javascript:alert(3))"


@pytest.fixture(scope="module")
def answer(assistant: PolicyAssistant) -> Answer:
    return assistant.ask("Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?")


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "folder" / "feedback.sqlite3", days=30, busy_seconds=0.1)


def test_what_is_stored_comes_back_as_it_was_said(store: FeedbackStore, answer: Answer) -> None:
    said = Feedback.on(answer, "a1", "wrong", f"  {ATTACK}  ")
    store.add(said)
    (found,) = store.all()
    assert found == said
    assert found.comment == ATTACK
    assert found.answer == answer.text
    assert found.sources == "[1] hue-1002, mục II.2, gạch đầu dòng 1"


def test_a_later_word_on_the_same_answer_replaces_the_earlier(store: FeedbackStore, answer: Answer) -> None:
    store.add(Feedback.on(answer, "a1", "right", ""))
    store.add(Feedback.on(answer, "a1", "missing", "thiếu"))
    store.add(Feedback.on(answer, "a2", "right", ""))
    assert sorted((row.reference, row.verdict) for row in store.all()) == [("a1", "missing"), ("a2", "right")]
    assert [row.reference for row in store.all(verdict="missing")] == ["a1"]


def test_comments_are_bounded_and_verdicts_known(answer: Answer) -> None:
    assert len(Feedback.on(answer, "a", "comment", "x" * 9999).comment) == COMMENT_CHARACTERS
    with pytest.raises(ValueError, match="no verdict"):
        Feedback.on(answer, "a", "great", "")
    assert tuple(Verdict) == VERDICTS


def test_what_is_old_is_dropped(store: FeedbackStore, answer: Answer) -> None:
    store.add(replace(Feedback.on(answer, "old", "right", ""), made="2020-01-01T00:00:00Z"))
    assert [row.reference for row in store.all()] == ["old"]
    store.add(Feedback.on(answer, "new", "right", ""))
    assert [row.reference for row in store.all()] == ["new"]


def test_texts_that_no_file_holds_are_stored_without_what_it_cannot_hold(
    store: FeedbackStore, answer: Answer
) -> None:
    store.add(Feedback.on(answer, "a", "comment", "a\ud800b\x00c"))
    assert store.all()[0].comment == "a?b\x00c"


def turn(answer: Answer, shown: str = "") -> Turn:
    made = Turn("a1", answer.question, False)
    made.answer, made.shown = answer, shown
    return made


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond 8 kB in this process: not for longer than needed, since the tests' own output may be one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_an_error_that_says_so(store: FeedbackStore, answer: Answer) -> None:
    with pytest.raises(FeedbackError, match="cannot be used"), full_disk():
        store.add(Feedback.on(replace(answer, text="x" * 50_000), "a", "right", ""))


@pytest.mark.parametrize("content", [b"no database " * 500, None], ids=["other file", "folder"])
def test_what_is_no_database_is_an_error(store: FeedbackStore, answer: Answer, content: bytes | None) -> None:
    store.path.parent.mkdir(parents=True)
    if content is None:
        store.path.mkdir()
    else:
        store.path.write_bytes(content)
    with pytest.raises(FeedbackError):
        store.add(Feedback.on(answer, "a", "right", ""))


class TestPage:
    """An answer stays, whatever becomes of what is said about it."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "feedback.sqlite3"

    @pytest.fixture
    def conversation(
        self, assistant: PolicyAssistant, corpus_settings: Settings, path: Path
    ) -> _Conversation:
        settings = corpus_settings.model_copy(update={"feedback_file": path})
        return _Conversation(Site(assistant, settings, "vi"), Shelf())

    def said(self, verdict: str = "wrong", reference: str = "a1", comment: str = ATTACK) -> str:
        return json.dumps({"reference": reference, "verdict": verdict, "comment": comment, "at": 7})

    def test_it_is_stored_with_question_and_answer_of_the_server(
        self, conversation: _Conversation, path: Path, answer: Answer
    ) -> None:
        turns = [turn(answer)]
        assert say("feedback_thanks", "vi") in conversation.hear(self.said(), turns)
        (row,) = FeedbackStore(path, days=30).all()
        assert (row.verdict, row.comment, row.question) == ("wrong", ATTACK, answer.question)

    def test_a_locked_database_loses_no_answer(
        self, conversation: _Conversation, path: Path, answer: Answer
    ) -> None:
        turns = [turn(answer, "shown")]
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE t (x)")
            other.execute("BEGIN EXCLUSIVE")
            assert say("feedback_failed", "vi") in conversation.hear(self.said(), turns)
            assert turns == [turn(answer, "shown")]
            *_, last = conversation.answer("Công an thành phố làm gì?", turns, [], [])
        assert [turn.answer is not None for turn in last[1]] == [True, True]

    def test_a_full_disk_loses_no_answer(self, conversation: _Conversation, answer: Answer) -> None:
        turns = [turn(replace(answer, text="x" * 50_000), "shown")]
        with full_disk():
            heard = conversation.hear(self.said(), turns)
        assert say("feedback_failed", "vi") in heard
        assert turns[0].shown == "shown"

    @pytest.mark.parametrize(
        "said",
        ["", "no json", "[]", "{}", '{"reference": "a1", "verdict": "great", "comment": "", "at": 7}',
         '{"reference": "other", "verdict": "right", "comment": "", "at": 7}'],
    )  # fmt: skip
    def test_what_the_page_does_not_write_is_not_stored(
        self, conversation: _Conversation, path: Path, answer: Answer, said: str
    ) -> None:
        turns = [turn(answer)]
        assert say("feedback_failed", "vi") in conversation.hear(said, turns)
        assert FeedbackStore(path, days=30).all() == ()


class TestCommand:
    @pytest.fixture(autouse=True)
    def filled(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer) -> FeedbackStore:
        path = tmp_path / "feedback.sqlite3"
        monkeypatch.setenv("ASSISTANT_FEEDBACK_FILE", str(path))
        store = FeedbackStore(path, days=30)
        store.add(Feedback.on(answer, "a1", "wrong", "=1+1"))
        store.add(Feedback.on(answer, "a2", "right", ""))
        return store

    def test_it_lists(self) -> None:
        result = CliRunner().invoke(app, ["feedback"])
        assert result.exit_code == 0
        assert "Sai" in result.stdout
        assert "Đúng" in result.stdout

    def test_json_has_every_field(self, filled: FeedbackStore) -> None:
        result = CliRunner().invoke(app, ["feedback", "--json", "--verdict", "wrong"])
        assert json.loads(result.stdout) == [row.to_dict() for row in filled.all(verdict="wrong")]

    def test_csv_runs_no_formula(self, tmp_path: Path) -> None:
        file = tmp_path / "gop-y.csv"
        assert CliRunner().invoke(app, ["feedback", "--out", str(file)]).exit_code == 0
        lines = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
        assert sorted(line["Góp ý"] for line in lines) == ["", "'=1+1"]

    def test_nothing_stored_is_no_error(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("ASSISTANT_FEEDBACK_FILE", str(tmp_path / "none.sqlite3"))
        result = CliRunner().invoke(app, ["feedback", "--json"])
        assert result.exit_code == 0
        assert json.loads(result.stdout) == []

    def test_a_file_that_cannot_be_read_is_an_error_with_a_hint(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("ASSISTANT_FEEDBACK_FILE", str(tmp_path))
        result = CliRunner().invoke(app, ["feedback"])
        assert result.exit_code != 0

    def test_word_and_excel_hold_what_was_said(self, filled: FeedbackStore) -> None:
        for form in ("xlsx", "docx"):
            assert export_feedback(filled.all(), form, made=datetime(2026, 1, 2)).startswith(b"PK")
