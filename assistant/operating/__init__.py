"""What whoever runs the assistant looks at: figures by day, slow answers, and what is to be looked into."""

from __future__ import annotations

from assistant.operating.observations import DayFigures, Observation, ObservationStore, SlowAnswer
from assistant.operating.recorder import Recorder
from assistant.operating.worklist import Case, CaseError, UnknownCaseError, Worklist

__all__ = [
    "Case",
    "CaseError",
    "DayFigures",
    "Observation",
    "ObservationStore",
    "Recorder",
    "SlowAnswer",
    "UnknownCaseError",
    "Worklist",
]
