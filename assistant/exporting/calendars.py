"""Deadlines as an iCalendar file (RFC 5545): one all-day event for each that has a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from textwrap import shorten
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from assistant.documents.citations import cite_clause
from assistant.exporting.reports import CHECK, Language, safe_text
from assistant.types import Document

if TYPE_CHECKING:
    from assistant.registers import Due

_SUMMARY = 150  # characters; the description has the whole clause


def write_ics(
    rows: Sequence[Due], documents: Mapping[str, Document], *, language: Language, made: datetime
) -> bytes:
    """The calendar. What recurs begins with its next day; deadlines without a date are left out.

    An event keeps its identifier from export to export, so that a calendar updates it instead of doubling it.
    """
    from icalendar import Calendar, Event
    from icalendar.prop import vRecur

    name = "Thời hạn báo cáo, thực hiện" if language == "vi" else "Deadlines"
    calendar = Calendar()
    calendar.add("prodid", "-//Policy Assistant//Deadlines//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for due in rows:
        if due.day is None:
            continue
        row = due.responsibility
        document = documents[row.document_id]
        event = Event()
        event.add("uid", f"{uuid5(NAMESPACE_URL, row.id)}@policy-assistant")
        event.add("dtstamp", made.astimezone(UTC))
        summary = shorten(f"{row.agency_name}: {row.task.rstrip(' ;.')}", _SUMMARY, placeholder=" …")
        event.add("summary", safe_text(summary))
        event.add("dtstart", due.day)
        event.add("dtend", due.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # a deadline does not make its day busy
        if due.deadline.recurrence:
            event.add("rrule", vRecur.from_ical(due.deadline.recurrence))
        description = [cite_clause(row.address, document), f"“{row.quote}”", CHECK[language]]
        event.add("description", safe_text("\n\n".join(description)))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def count_undated(rows: Sequence[Due]) -> int:
    """How many deadlines have no date and so no event."""
    return sum(due.day is None for due in rows)
