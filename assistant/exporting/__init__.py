"""The registers and conversations as files: Excel, Word, comma-separated values, calendars.

Pure: rows in, bytes out, no terminal. All times and ids come from the caller, so the same rows give the same file.
"""

from __future__ import annotations

from assistant.exporting.calendars import count_undated
from assistant.exporting.conversations import Exchange, export_conversation
from assistant.exporting.feedback import feedback_report
from assistant.exporting.files import (
    MEDIA_TYPES,
    ExportError,
    FileFormat,
    export_comparison,
    export_deadlines,
    export_feedback,
    export_registers,
    export_responsibilities,
    export_revision,
    export_targets,
)
from assistant.exporting.filters import name_filters
from assistant.exporting.outlines import ChosenClause, OutlineKind, OutlinePart, export_outline
from assistant.exporting.registers import (
    comparison_report,
    deadlines_report,
    responsibilities_report,
    side_names,
    targets_report,
)
from assistant.exporting.reports import Report, shown_cell, written_level
from assistant.exporting.revisions import revision_report

__all__ = [
    "MEDIA_TYPES",
    "ChosenClause",
    "Exchange",
    "ExportError",
    "FileFormat",
    "OutlineKind",
    "OutlinePart",
    "Report",
    "comparison_report",
    "count_undated",
    "deadlines_report",
    "export_comparison",
    "export_conversation",
    "export_deadlines",
    "export_feedback",
    "export_outline",
    "export_registers",
    "export_responsibilities",
    "export_revision",
    "export_targets",
    "feedback_report",
    "name_filters",
    "responsibilities_report",
    "revision_report",
    "shown_cell",
    "side_names",
    "targets_report",
    "written_level",
]
