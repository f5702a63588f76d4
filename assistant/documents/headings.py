"""The headings that stand above each clause: known once it is known which clauses have something below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.documents.quotations import is_note
from assistant.language.addresses import ClauseAddress
from assistant.language.text import plain
from assistant.types import Section


def headings_of(section: Section) -> tuple[str, ...]:
    """What stands above a clause: its headings, and of a table row the heads of its columns."""
    heads = " | ".join(head for head in section.columns if head)
    return (*section.headings, heads) if heads else section.headings


def with_headings(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The clauses of a tree with their headings, and with the addresses that these decide."""
    parents = {s.parent for s in sections if not is_note(s)}
    heading_of: dict[str, str] = {}
    for section in sections:
        if section.id in parents or section.kind in ("heading", "appendix", "part"):
            heading_of[section.id] = _heading_text(section)
    if all(s.kind in ("preamble", "boilerplate", "closing") for s in sections):
        # A text without any mark (a press article) is a run of paragraphs.
        sections = [
            replace(s, kind="paragraph", id=f"p{n}", address=ClauseAddress(f"đoạn {n}"))
            for n, s in enumerate(sections, start=1)
        ]
    lone = _lone_paragraphs(sections)
    addresses = {s.id: s.address for s in sections}
    headings_below: dict[str | None, tuple[str, ...]] = {None: ()}
    noted = {s.parent for s in sections if is_note(s)}
    words = {s.id: _heading_text(s) for s in sections if s.id in noted}
    finished = []
    for section in sections:
        above, heading = headings_below[section.parent], heading_of.get(section.id, "")
        if is_note(section) and section.parent not in heading_of:
            above = (*above, words[section.parent or ""])
        headings_below[section.id] = (*above, heading) if heading else above
        address = addresses[section.parent or ""] if section.id in lone else section.address
        headings = (*above, *section.headings)  # of a table row its own are the rows that it belongs to
        finished.append(replace(section, heading=heading, headings=headings, address=address))
    return tuple(finished)


def _heading_text(section: Section) -> str:
    """The heading as printed; of a run-in heading ("**1. Đối tượng:** Các sở...") only the part before the colon."""
    words = plain(section.text.split("\n")[0]).lstrip("# ")
    if len(words) > 120:
        head, colon, _ = words.partition(":")
        if colon and len(head) <= 160:
            return head
    return words


def _lone_paragraphs(sections: Sequence[Section]) -> set[str]:
    """Paragraphs that are all there is under their heading share its address."""
    children: dict[str | None, list[Section]] = {}
    for section in sections:
        if not is_note(section):
            children.setdefault(section.parent, []).append(section)
    return {
        only[0].id
        for parent, only in children.items()
        if parent and len(only) == 1 and only[0].kind == "paragraph"
    }
