"""Lists: the heading that a question names, and what stands below it, with how many of how many."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.outline import Listing
from assistant.documents import unmarked
from assistant.messages.phrases import sentence
from assistant.types import Coverage

_MAX_LIST = 40


def answer(case: Case) -> Draft | None:
    """The list that a question names in each document; a question that asks for no list has to repeat its heading."""
    query = case.query
    if query.kind not in ("list", "count", "open", "duties"):
        return None
    listings = case.reference.outline.find(query, case.scope, sure=query.kind in ("open", "duties"))
    return written(case, listings) if listings else None


def written(case: Case, listings: Sequence[Listing]) -> Draft:
    """The items of each list below its heading."""
    lines: list[Line] = []
    shown = total = 0
    for listing in listings:
        items, count = listing.items[: case.room(_MAX_LIST)], len(listing.items)
        where = case.reference.name(case.reference.documents[listing.parent.document_id])
        heading = unmarked(listing.parent).rstrip(" :")
        head = case.say("list", where=where, heading=heading, count=count)
        lines.append(Line.of(head, listing.parent, *items, kind="derived"))
        lines += [Line.of(sentence(unmarked(item)), item, bullet=True) for item in items]
        if len(items) < count:
            more = case.say("more", count=count - len(items))
            lines.append(Line.of(more, listing.parent, kind="derived"))
        shown += len(items)
        total += count
    return case.draft(lines, coverage=Coverage(shown, total))
