"""Notes answers as they are given, without delaying them: a thread of its own writes what has gathered."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Generator
from contextlib import closing

from assistant.errors import AssistantError
from assistant.feedback import FeedbackError
from assistant.operating.observations import Observation, ObservationStore
from assistant.settings import Settings
from assistant.types import Answer, Done, Event

logger = logging.getLogger(__name__)
WAITING = 1000  # observations; what comes while so many wait is lost, and no answer is late for it
_Entry = Observation | threading.Event  # an event is set once all before it is written


class Recorder:
    """Safe to share between threads."""

    def __init__(self, store: ObservationStore, *, texts: bool) -> None:
        """`texts`: whether the words of questions without a sure answer are kept."""
        self._store = store
        self._texts = texts
        self._queue: queue.Queue[_Entry] = queue.Queue(WAITING)
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None

    @classmethod
    def of(cls, settings: Settings) -> Recorder:
        """The recorder of the settings."""
        return cls(ObservationStore.of(settings), texts=settings.log_questions)

    def note(self, answer: Answer) -> None:
        """Notes an answer."""
        self._put(Observation.of(answer, texts=self._texts))

    def note_failure(self, error: Exception) -> None:
        """Notes that there was no answer, unless what was sent was at fault."""
        if not isinstance(error, AssistantError) or error.http_status >= 500:
            self._put(Observation.failure())

    def follow(self, events: Generator[Event, None, None]) -> Generator[Event, None, None]:
        """The same events; the answer at their end is noted, or the failure."""
        with closing(events):
            try:
                for event in events:
                    if isinstance(event, Done):
                        self.note(event.answer)
                    yield event
            except Exception as error:
                self.note_failure(error)
                raise

    def flush(self, seconds: float) -> bool:
        """Waits until what was noted is written; whether it is."""
        written = threading.Event()
        self._put(written)
        return written.wait(seconds)

    def _put(self, entry: _Entry) -> None:
        with self._lock:
            if self._writer is None:
                self._writer = threading.Thread(target=self._write, name="operating", daemon=True)
                self._writer.start()
        try:
            self._queue.put_nowait(entry)
        except queue.Full:
            logger.warning("an answer was not counted: the disk is too slow")

    def _write(self) -> None:
        failing = False
        while True:
            entries = [self._queue.get()]
            while not self._queue.empty():
                entries.append(self._queue.get())
            observations = [one for one in entries if isinstance(one, Observation)]
            try:
                if observations:
                    self._store.add(observations)
                    failing = False
            except FeedbackError as error:
                if not failing:  # said once, and not with every question
                    logger.warning("answers are not counted: %s", error.message)
                failing = True
            for one in entries:
                if isinstance(one, threading.Event):
                    one.set()
