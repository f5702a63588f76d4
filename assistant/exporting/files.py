"""A function for each register: its rows as a file, in the form that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from assistant.errors import AssistantError
from assistant.exporting.calendars import write_ics
from assistant.exporting.delimited import write_csv
from assistant.exporting.feedback import feedback_report
from assistant.exporting.registers import (
    comparison_report,
    deadlines_report,
    responsibilities_report,
    targets_report,
)
from assistant.exporting.reports import Language, Report, safe_text
from assistant.exporting.revisions import revision_report
from assistant.exporting.spreadsheets import write_xlsx
from assistant.exporting.word import write_docx
from assistant.feedback import Feedback
from assistant.types import Comparison, Document, Responsibility, Target

if TYPE_CHECKING:
    from assistant.registers import Due
    from assistant.revisions import VersionComparison


FileFormat = Literal["csv", "xlsx", "docx", "ics"]
MEDIA_TYPES: dict[FileFormat, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
}


class ExportError(AssistantError):
    """A register has no such form, or the file cannot be written."""

    code = "invalid_export"


def export_targets(
    rows: Sequence[Target],
    documents: Sequence[Document],
    format_: FileFormat,
    *,
    made: datetime,
    language: Language = "vi",
    index_id: str = "",
    register: Sequence[Target] = (),
    indexed_on: date | None = None,
    filters: str = "",
) -> bytes:
    """The target register as a file; `documents` holds at least those of the rows. Raises: ExportError for ics.

    `register`: all rows, where `rows` are only some of them; `filters`: what these were chosen by, as people read it;
    `indexed_on`: the day on which the index was made.
    """
    report = targets_report(
        rows, documents, language=language, index_id=index_id, made=made, register=register
    )
    return _write(report, format_, filters, indexed_on)


def export_responsibilities(
    rows: Sequence[Responsibility],
    documents: Sequence[Document],
    format_: FileFormat,
    *,
    made: datetime,
    language: Language = "vi",
    index_id: str = "",
    indexed_on: date | None = None,
    filters: str = "",
) -> bytes:
    """The responsibility register as a file. Raises: ExportError for ics."""
    report = responsibilities_report(rows, documents, language=language, index_id=index_id, made=made)
    return _write(report, format_, filters, indexed_on)


def export_deadlines(
    rows: Sequence[Due],
    documents: Sequence[Document],
    format_: FileFormat,
    *,
    made: datetime,
    language: Language = "vi",
    index_id: str = "",
    indexed_on: date | None = None,
    filters: str = "",
) -> bytes:
    """The deadlines as a file; a calendar leaves out those without a date (`count_undated` says how many)."""
    if format_ == "ics":
        by_id = {document.id: document for document in documents}
        return write_ics(rows, by_id, language=language, made=made)
    report = deadlines_report(rows, documents, language=language, index_id=index_id, made=made)
    return _write(report, format_, filters, indexed_on)


def export_comparison(
    comparison: Comparison,
    documents: Sequence[Document],
    format_: FileFormat,
    *,
    made: datetime,
    language: Language = "vi",
    index_id: str = "",
    indexed_on: date | None = None,
    filters: str = "",
) -> bytes:
    """A comparison as a file. Raises: ExportError for ics."""
    report = comparison_report(comparison, documents, language=language, index_id=index_id, made=made)
    return _write(report, format_, filters, indexed_on)


def export_feedback(
    rows: Sequence[Feedback],
    format_: FileFormat,
    *,
    made: datetime,
    language: Language = "vi",
    index_id: str = "",
) -> bytes:
    """What was said about answers as a file. Raises: ExportError for ics."""
    return _write(feedback_report(rows, language=language, index_id=index_id, made=made), format_)


def export_revision(
    comparison: VersionComparison,
    format_: FileFormat,
    *,
    made: datetime,
    language: Language = "vi",
    index_id: str = "",
) -> bytes:
    """What a version changed as a file. Raises: ExportError for ics."""
    return _write(revision_report(comparison, language=language, index_id=index_id, made=made), format_)


def export_registers(
    targets: Sequence[Target],
    responsibilities: Sequence[Responsibility],
    documents: Sequence[Document],
    *,
    made: datetime,
    language: Language = "vi",
    index_id: str = "",
) -> bytes:
    """Both registers as one workbook, a sheet each."""
    return write_xlsx(
        [
            targets_report(targets, documents, language=language, index_id=index_id, made=made),
            responsibilities_report(
                responsibilities, documents, language=language, index_id=index_id, made=made
            ),
        ]
    )


def _write(report: Report, format_: FileFormat, filters: str = "", indexed_on: date | None = None) -> bytes:
    report = replace(report, filters=safe_text(filters), indexed_on=indexed_on)
    match format_:
        case "csv":
            return write_csv(report)
        case "xlsx":
            return write_xlsx([report])
        case "docx":
            return write_docx(report)
        case "ics":
            raise ExportError(
                "only deadlines have the form of a calendar",
                hint="use `policy-assistant deadlines --format ics`",
            )
