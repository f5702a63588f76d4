"""What is kept of answers: counts and times; words only where they are wanted; nothing for ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.errors import QuestionError
from assistant.operating import DayFigures, Observation, ObservationStore, Recorder, observations
from assistant.types import Answer, Done, Event

TODAY = date.today().isoformat()


@pytest.fixture(scope="module")
def refused(assistant: PolicyAssistant) -> Answer:
    return assistant.ask("Huế trồng bao nhiêu héc-ta sen đến năm 2030?")


@pytest.fixture
def store(tmp_path: Path) -> ObservationStore:
    return ObservationStore(tmp_path / "folder" / "feedback.sqlite3", days=30)


def seen(outcome: str, ms: int, day: str = TODAY) -> Observation:
    return Observation(day, f"{day}T08:15", outcome, ms, {"answering": ms * 0.7, "retrieving": ms * 0.3})


def test_of_a_day_outcomes_are_counted_and_what_95_of_100_keep_to(store: ObservationStore) -> None:
    store.add(
        [seen("answered", 80)] * 18 + [seen("not_stated", 400), seen("answered", 2600), seen("failed", 0)]
    )
    store.add([seen("possible", 700, "2099-01-02")])
    assert store.days(9) == [
        DayFigures("2099-01-02", {"possible": 1}, 0, 1000),
        DayFigures(TODAY, {"answered": 19, "failed": 1, "not_stated": 1}, 1, 500),
    ]
    assert [day.asked for day in store.days(1)] == [1]


def test_of_a_slow_answer_the_stages_are_kept_and_not_its_question(store: ObservationStore) -> None:
    store.add([seen("answered", 1500), seen("answered", 1501)])
    (slow,) = store.slow(9)
    assert (slow.at, slow.ms, max(slow.stages, key=lambda name: slow.stages[name])) == (
        f"{TODAY}T08:15",
        1501,
        "answering",
    )
    assert store.unsure() == []


def test_the_time_of_a_chat_model_is_not_counted(refused: Answer) -> None:
    timings = {"understanding": 5.0, "answering": 40.0, "generating": 9000.0, "total": 9045.0}
    assert Observation.of(replace(refused, timings_ms=timings), texts=False).ms == 45


def test_words_are_kept_of_unsure_answers_alone_and_where_they_are_wanted(
    refused: Answer, assistant: PolicyAssistant
) -> None:
    assert Observation.of(refused, texts=True).question == refused.standalone_question
    assert Observation.of(refused, texts=False).question == ""
    told = assistant.ask("Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?")
    assert Observation.of(told, texts=True).question == ""
    denied = replace(refused, abstention_reason="wrong_premise")  # "Không. …", as the documents say
    assert Observation.of(denied, texts=True).outcome == "answered"


def test_a_question_is_one_row_however_it_is_typed(store: ObservationStore, refused: Answer) -> None:
    one = Observation.of(refused, texts=True)
    store.add([replace(one, question="Ai trồng sen ở Huế?"), replace(one, question="Ai vá đường?")])
    store.add([replace(one, question="ai trong  SEN o hue", outcome="possible", day="2099-03-01")])
    assert [(row.question, row.count, row.outcome, row.day) for row in store.unsure()] == [
        ("Ai trồng sen ở Huế?", 2, "possible", "2099-03-01"),
        ("Ai vá đường?", 1, "not_stated", TODAY),
    ]


def test_what_is_old_is_dropped_and_of_the_rest_the_newest_kept(
    store: ObservationStore, refused: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (date.today() - timedelta(days=31)).isoformat()
    unsure = replace(Observation.of(refused, texts=True), day=old, at=f"{old}T08:00", ms=9999)
    store.add([unsure])
    assert (store.days(9), store.unsure(), store.slow(9)) == ([], [], [])
    monkeypatch.setattr(observations, "QUESTIONS", 2)
    monkeypatch.setattr(observations, "SLOW_ANSWERS", 3)
    asked = (f"Ai quét dọn đường số {number}?" for number in range(5))
    store.add([replace(unsure, day=TODAY, at=f"{TODAY}T08:00", question=question) for question in asked])
    assert [row.question[-2:] for row in store.unsure()] == ["4?", "3?"]
    assert len(store.slow(9)) == 3


def test_questions_are_deleted_for_good(store: ObservationStore, refused: Answer, tmp_path: Path) -> None:
    one = Observation.of(refused, texts=True)
    store.add([replace(one, question="Ai nuôi voi ở phường Hoa Sữa?")])
    file = tmp_path / "folder" / "feedback.sqlite3"
    assert "Hoa Sữa".encode() in file.read_bytes()
    assert store.forget_questions() == 1
    assert "Hoa Sữa".encode() not in file.read_bytes()
    assert store.days(9)[0].asked == 1


def test_nothing_that_could_name_a_person_has_a_column(store: ObservationStore, tmp_path: Path) -> None:
    store.add([seen("answered", 10)])
    with closing(sqlite3.connect(tmp_path / "folder" / "feedback.sqlite3")) as database:
        tables = ("asked", "unsure", "slow")
        columns = {
            table: [row[1] for row in database.execute(f"PRAGMA table_info({table})")] for table in tables
        }
    assert columns == {
        "asked": ["day", "outcome", "within", "count"],
        "unsure": ["reference", "day", "count", "outcome", "question", "answer", "sources", "index_id"],
        "slow": ["at", "outcome", "ms", "stages"],
    }


class TestRecorder:
    def events(self, answer: Answer | None) -> Generator[Event, None, None]:
        if answer is None:
            raise RuntimeError("broken")
        yield Done(answer)

    def test_answers_and_failures_are_counted_and_refused_questions_are_not(
        self, store: ObservationStore, refused: Answer
    ) -> None:
        recorder = Recorder(store, texts=False)
        assert list(recorder.follow(self.events(refused))) == [Done(refused)]
        with pytest.raises(RuntimeError):
            next(recorder.follow(self.events(None)))
        recorder.note_failure(QuestionError("empty"))
        assert recorder.flush(10)
        assert store.days(1)[0].outcomes == {"failed": 1, "not_stated": 1}

    def test_who_stops_an_answer_stops_the_work_on_it(self, store: ObservationStore, refused: Answer) -> None:
        stopped = []

        def events() -> Generator[Event, None, None]:
            try:
                yield Done(refused)
            finally:
                stopped.append(True)

        followed = Recorder(store, texts=False).follow(events())
        next(followed)
        followed.close()
        assert stopped == [True]

    def test_a_file_that_cannot_be_written_harms_no_answer(
        self, tmp_path: Path, refused: Answer, caplog: pytest.LogCaptureFixture
    ) -> None:
        (tmp_path / "feedback.sqlite3").write_text("no database, and longer than the head of one " * 9)
        recorder = Recorder(ObservationStore(tmp_path / "feedback.sqlite3", days=3), texts=True)
        for _ in range(2):
            recorder.note(refused)
            assert recorder.flush(10)
        assert [record.message.partition(":")[0] for record in caplog.records] == ["answers are not counted"]
