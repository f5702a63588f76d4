"""The main points of a document or of a part of it: purpose, targets, tasks, who leads, money, reporting, each with its clauses.

Every point is a clause's own words, or headings and rows set beside each other, never a paraphrase. The points are drawn from all
sections in turn, so that none crowds out the others; `roles` tells what a section is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answers.case import Case
from assistant.answers.draft import Line
from assistant.answers.roles import OTHER, Role, role_of
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.bodies import agency_of_heading
from assistant.language.text import plain
from assistant.language.values import Period
from assistant.messages.phrases import amount_phrase, period_phrase, sentence
from assistant.types import Document, Responsibility, Section, Target

_MARGINS = ("preamble", "closing", "recipients", "boilerplate")
_STRUCTURED = ("part", "capital", "roman", "article", "number", "letter", "heading")
_LISTED = 10  # parts of a line that lists headings
_ROWS = 5  # targets in a line
_FULL_STOP = re.compile(r"(?:(?<=\w{3}\.)|(?<=\d\.)|(?<=[)%”\"]\.))\s+(?=[A-ZĐÀ-Ỹ–-])")
_BREAK = re.compile(r"[;,](?=\s)|\s(?=[-–+]\s)")
_BOLD = re.compile(r"\s*\*\*(.+?)\*\*\s*(?=\S)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Point:
    """A line that may stand in a digest; `of` is the section at the top that it belongs to, `order` its place in the document."""

    weight: float
    line: Line
    of: str
    order: int


def digest(case: Case, sections: Sequence[Section], most: int) -> list[Line]:
    """The main points of some sections of one document, at most so many, in the order of the document."""
    return _Digest(case).lines(sections, most)


def tops(case: Case, document: Document) -> list[Section]:
    """The sections at the top of a document that say something: below a title that stands alone, those under it."""
    below = [s for s in case.reference.sections_of(document.id) if s.parent is None]
    found = _content(below)
    while len(found) == 1 and (inside := _content(case.reference.children(found[0]))):
        found = inside
    return found


def gist(case: Case, section: Section) -> tuple[str, tuple[Section, ...]]:
    """(the first words of a clause that say something whole, what they stand in): a heading goes on with what is below it."""
    return _Digest(case).gist(section)


def _content(sections: Iterable[Section]) -> list[Section]:
    """The sections that are read: those with marks of their own, or, where there are none, lists and paragraphs."""
    own = [
        s for s in sections if s.kind not in (*_MARGINS, "table_row", "appendix") and len(plain(s.text)) > 1
    ]
    structured = [s for s in own if s.kind in _STRUCTURED]
    return structured or own


class _Digest:
    def __init__(self, case: Case) -> None:
        self._case = case
        self._reference = case.reference
        self._most = int(judging().summary.characters)
        self._decay = judging().summary.decay

    def lines(self, sections: Sequence[Section], most: int) -> list[Line]:
        points: list[_Point] = []
        for section in sections:
            points += self._ranked(section)
        first: set[str] = set()
        ranked: list[tuple[bool, _Point]] = []
        for point in sorted(points, key=lambda point: -point.weight):
            ranked.append((point.of not in first and point.weight >= judging().summary.least, point))
            first.add(point.of)
        chosen: list[_Point] = []
        for _, point in sorted(ranked, key=lambda item: (not item[0], -item[1].weight)):
            if len(chosen) < most and all(point.line.text != other.line.text for other in chosen):
                chosen.append(point)
        return [point.line for point in sorted(chosen, key=lambda point: point.order)]

    def _ranked(self, section: Section) -> list[_Point]:
        return [
            _Point(weight, line, section.id, line.sources[0].start)
            for weight, line in self._points(section, 1.0)
        ]

    def _points(self, section: Section, weight: float) -> list[tuple[float, Line]]:
        """The lines that may stand for a section, each with how much a reader would miss it."""
        role = role_of(section.heading, section.text)
        weight *= role.weight if role else judging().summary.unknown
        below = _content(self._reference.children(section))
        if not below:
            return [(weight, self._line(self._label(section, role), *self.gist(section)))]
        known = [kid for kid in below if role_of(kid.heading, kid.text)]
        if len(known) * 2 >= len(below) and len(below) > 1:
            return [
                point for kid in below for point in self._points(kid, max(weight, judging().summary.unknown))
            ]
        name = role.name if role else OTHER
        if name in ("targets", "objective") and (rows := self._targets(section)):
            return [(weight * self._decay**n, line) for n, line in enumerate(rows)]
        if sum(agency_of_heading(_title(kid)) is not None for kid in below) * 2 >= len(below) > 1:
            return self._bodies(section, role, below, weight)
        if len(below) == 1:
            return [(weight, self._line(self._label(section, role), *self.gist(below[0])))]
        return self._items(section, role, below, weight)

    def _items(
        self, section: Section, role: Role | None, below: Sequence[Section], weight: float
    ) -> list[tuple[float, Line]]:
        """What a section lists: the headings in one line, or each item in its own."""
        label = self._label(section, role)
        headed = [kid for kid in below if self._is_headed(kid)]
        points: list[tuple[float, Line]] = []
        if len(headed) * 2 > len(below):
            points.append((weight, self._listed(label, headed)))
            weight, label = weight * self._decay**2, ""
        for number, kid in enumerate(below):
            title = _title(kid) if kid in headed else ""
            said = label if number == 0 and label else title
            points.append(
                (weight * self._decay**number, self._line(said, *self.gist(kid, titled=bool(title))))
            )
        return points

    def _bodies(
        self, section: Section, role: Role | None, below: Sequence[Section], weight: float
    ) -> list[tuple[float, Line]]:
        """What a section gives to bodies: who leads, who takes part, to whom and when is reported."""
        duties = [row for row in self._reference.duties_of(section.document_id) if self._is_in(row, section)]
        points: list[tuple[float, Line]] = []
        bodies = [kid for kid in below if agency_of_heading(_title(kid))]
        lead = bodies[0]
        text, sources = self.gist(lead, titled=True)
        points.append((weight, self._line(_title(lead), text, sources)))
        label = self._case.say("summary_bodies")
        if len(bodies) > 2:
            points.append((weight * self._decay, self._listed(label, bodies)))
        reports = [row for row in duties if row.recipient and row.deadline and row.deadline.is_dated]
        dated = [row for row in duties if row.deadline and row.deadline.is_dated and row not in reports]
        for key, rows in (("summary_reporting", reports[:1]), ("summary_deadline", dated[:2])):
            for row in rows:
                clause = self._clause(row)
                points.append(
                    (
                        weight * self._decay,
                        self._line(self._case.say(key), self._cut(unmarked(clause)), (clause,)),
                    )
                )
        for kid in below:
            if kid not in bodies:
                points += self._points(kid, weight)
        for number, kid in enumerate(bodies[1:], start=2):
            points.append(
                (weight * self._decay**number, self._line(_title(kid), *self.gist(kid, titled=True)))
            )
        return points

    def _targets(self, section: Section) -> list[Line]:
        """The targets of a section, a line for each period."""
        inside = self._reference.within(section)
        by_period: dict[Period | None, list[Target]] = {}
        for row in self._reference.targets_of(section.document_id):
            if row.section_id in inside and row.value is not None and not row.unsure and row.parent is None:
                by_period.setdefault(row.period, []).append(row)
        lines = []
        for period, rows in by_period.items():
            told: list[str] = []
            cited: list[Section] = []
            for row in rows:
                said = f"{row.indicator}: **{amount_phrase(row)}**"
                if len(told) == _ROWS or sum(map(len, told)) + len(said) > self._most + 100:
                    break
                told.append(said)
                cited.append(self._reference.sections[row.document_id, row.section_id])
            if not told:
                continue
            label = self._case.say("summary_targets")
            when = f" {period_phrase(period, self._case.query.language)}" if period else ""
            more = "; …" if len(told) < len(rows) else "."
            lines.append(Line.of(f"**{label}{when}:** {'; '.join(told)}{more}", *cited, bullet=True))
        return lines

    def gist(self, section: Section, *, titled: bool = False) -> tuple[str, tuple[Section, ...]]:
        """(the first words of a clause that say something whole, the clauses they stand in).

        `titled`: its heading is said already, so only what stands below it counts.
        """
        below = _content(self._reference.children(section))
        own = "" if titled and below else _body(section)
        if not below or (own and not own.endswith(":") and not self._is_headed(section)):
            return self._cut(own or unmarked(section)), (section,)
        told: list[str] = []
        cited: list[Section] = [section] if own and not titled else []
        for kid in below:
            words, sources = self.gist(kid)
            if told and sum(map(len, told)) + len(words) > self._most:
                told.append("…")
                break
            told.append(words.rstrip(" .;,"))
            cited += sources
        lead = f"{own.rstrip(' :')}: " if own and not titled else ""
        return lead + "; ".join(told), tuple(cited)

    def _listed(self, label: str, sections: Sequence[Section]) -> Line:
        shown = sections[:_LISTED]
        told = [_title(s).rstrip(" .;,:") for s in shown]
        return self._line(
            label, "; ".join(told) + ("; …" if len(shown) < len(sections) else ""), tuple(shown)
        )

    def _line(self, label: str, text: str, sources: Sequence[Section]) -> Line:
        text = text[:1].upper() + text[1:]
        return Line.of(
            sentence(f"**{label.rstrip(' .:')}:** {text}" if label else text), *sources, bullet=True
        )

    def _label(self, section: Section, role: Role | None) -> str:
        """What a section's line is headed by: what it is in a word, else its own heading."""
        if role and role.name != "tasks" and section.heading:
            return self._case.say(f"summary_{role.name}")
        title = _title(section) if section.heading else _bold(section)
        return title.capitalize() if title.isupper() else title

    def _is_headed(self, section: Section) -> bool:
        """Whether a clause's own words are but a heading of what follows."""
        title = _title(section)
        return bool(
            section.heading
            and len(title) <= judging().summary.heading
            and _content(self._reference.children(section))
        )

    def _cut(self, words: str) -> str:
        """Whole sentences as far as there is room; a first one that is longer, up to a comma or semicolon."""
        if len(words) <= self._most:
            return words
        ends = [match.start() for match in _FULL_STOP.finditer(words, 0, self._most)]
        if ends:
            return words[: ends[-1]]
        if (stop := _FULL_STOP.search(words)) and stop.start() <= self._most * 1.5:
            return words[: stop.start()]
        if len(words) <= self._most * 1.5:
            return words
        breaks = [match.start() for match in _BREAK.finditer(words, self._most // 2, self._most)]
        return words[: breaks[-1] if breaks else words.rfind(" ", 0, self._most)].rstrip(" ,;") + " …"

    def _clause(self, row: Responsibility) -> Section:
        section = self._reference.sections[row.document_id, row.section_id]
        if len(plain(section.text)) <= self._most:
            return section
        return replace(section, start=row.start, end=row.end, text=row.quote)

    def _is_in(self, row: Responsibility, section: Section) -> bool:
        return row.section_id in self._reference.within(section)


def _title(section: Section) -> str:
    """A section's heading, or its words, without its mark."""
    return unmarked(section).rstrip(" :.")


def _bold(section: Section) -> str:
    """The words in bold that a clause begins with, where others follow."""
    match = _BOLD.match(section.text)
    return unmarked(replace(section, text=match.group(1))).rstrip(" :.") if match else ""


def _body(section: Section) -> str:
    """A clause's words without its mark and without the words in bold that head it."""
    bold, words = _bold(section), unmarked(section)
    return words[len(bold) :].lstrip(" :.") or words if bold and words.startswith(bold) else words
