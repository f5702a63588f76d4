"""Where a clause stands: below which headings and lines, and whether these give bodies work or tell nobody to do anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.language.bodies import agency_of_heading
from assistant.language.duties import duty_words
from assistant.language.marks import without_mark
from assistant.language.text import plain
from assistant.registers.statements import clause_words
from assistant.types import Section

_CRITERIA = re.compile(r"Đối với\b")
_NUMBER = re.compile(r"điều \d+[a-zđ]?\s*[.:]?\s*")  # of an article, in front of its title
_RIGHTS = re.compile(r"Quyền(?: hạn| lợi)? của\b")
SHORT_TITLE = 60  # characters of a line that only names what its items are about


class Surroundings:
    """The clauses of a document as a tree, asked from below."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._by_id = {s.id: s for s in sections}
        self._children: dict[str | None, list[Section]] = {}
        for section in sections:
            self._children.setdefault(section.parent, []).append(section)
        self._lists_bodies: dict[str, bool] = {}
        self._no_list: dict[str, bool] = {}

    def has_items(self, section: Section) -> bool:
        """Whether clauses stand below a clause."""
        return section.id in self._children

    def above(self, section: Section) -> Iterator[Section]:
        """The clauses that a clause stands below, the nearest first."""
        while section.parent is not None:
            section = self._by_id[section.parent]
            yield section

    def is_in_no_list(self, section: Section) -> bool:
        """Whether a clause stands below a line of which no item tells anybody to do anything: cases, conditions, rights."""
        for above in self.above(section):
            if above.id not in self._no_list:
                self._no_list[above.id] = tells_nobody(clause_words(above))
            if self._no_list[above.id]:
                return True
        return False

    def shares_out(self, section: Section) -> bool:
        """Whether a clause stands in a part that gives bodies their work: by its heading, or by one body after another."""
        return self.is_part(section) or any(self._names_bodies(a) for a in self.above(section))

    def is_part(self, section: Section) -> bool:
        """Whether a heading above a clause names the part that gives bodies their work."""
        return any(duty_words().parts.search(plain(a.heading).lower()) for a in self.above(section))

    def directs(self, section: Section) -> bool | None:
        """Whether a clause stands where bodies are told what to do: in an article, under tasks or the steps of a procedure.

        False where its headings say that nobody is told anything, None where they say nothing.
        """
        known = duty_words()
        for above in (section, *self.above(section)):
            leads = len(above.text) <= SHORT_TITLE or above.text.rstrip().endswith(":")
            heading = plain(above.heading or (above.text[:SHORT_TITLE] if leads else "")).lower()
            if above is section:
                heading = (
                    clause_words(section)[:SHORT_TITLE].lower().partition(":")[0]
                    if ":" in section.text
                    else ""
                )
            article = above.kind == "article"
            report = (
                known.reports.match(_NUMBER.sub("", heading)) if article else known.reports.search(heading)
            )
            if report or known.no_parts.search(heading):
                return False
            if article or known.directing.search(heading):
                return True
        return None

    def _names_bodies(self, section: Section) -> bool:
        if section.id not in self._lists_bodies:
            self._lists_bodies[section.id] = self._count_bodies(section)
        return self._lists_bodies[section.id]

    def _count_bodies(self, section: Section) -> bool:
        titles = [c for c in self._children.get(section.id, []) if c.heading]
        bodies = [
            c
            for c in titles
            if agency_of_heading(c.heading) and not _CRITERIA.match(without_mark(plain(c.heading)))
        ]
        return len(bodies) >= 2 and len(bodies) * 5 >= len(titles) * 3


def tells_nobody(words: str) -> bool:
    """Whether a line introduces what tells nobody to do anything: cases, conditions, rights."""
    bare = words.rstrip()
    lists = bare.endswith(":") and duty_words().no_lists.search(bare) is not None
    return lists or _RIGHTS.match(bare) is not None
