"""The registers of targets (chỉ tiêu) and responsibilities (phân công): read from the clauses, filtered, compared, dated."""

from __future__ import annotations

from assistant.registers.changes import RegisterChanges, compare_registers
from assistant.registers.comparison import compare_targets
from assistant.registers.filters import filter_responsibilities, filter_targets, match_sides, measured_first
from assistant.registers.responsibilities import extract_responsibilities
from assistant.registers.schedule import DateError, DayOrderError, Due, read_date, schedule
from assistant.registers.targets import extract_targets

__all__ = [
    "DateError",
    "DayOrderError",
    "Due",
    "RegisterChanges",
    "compare_registers",
    "compare_targets",
    "extract_responsibilities",
    "extract_targets",
    "filter_responsibilities",
    "filter_targets",
    "match_sides",
    "measured_first",
    "read_date",
    "schedule",
]
