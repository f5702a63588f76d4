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
from assistant.answers.roles import OTHER, Role, is_statement, role_of, says_why
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.bodies import agency_of_heading
from assistant.language.text import plain
from assistant.language.values import Period
from assistant.messages.phrases import amount_phrase, period_phrase, sentence
from assistant.types import Document, Responsibility, Section, Target

_MARGINS = ("preamble", "closing", "recipients", "boilerplate")
_STRUCTURED = ("part", "capital", "roman", "article", "number", "letter", "heading")
_SAY_WHY = frozenset(
    ["purpose", "objective", "targets", "scope"]
)  # roles of sections that say what a document is for
_JOINED = frozenset(["scope", "force", "time", "funding", "reporting"])  # roles of sections told in one line
_LISTED = 10  # parts of a line that lists headings
_ROWS = 6  # targets in a line
_HEADINGS = 3  # from which they stand in one line
_SHORT = 6  # spaces in a heading that says what a section is, and no more
_FULL_STOP = re.compile(r"(?:(?<=\w{3}\.)|(?<=\d\.)|(?<=[)%”\"]\.))\s+(?=[A-ZĐÀ-Ỹ–-])")
_BREAK = re.compile(r"[;,](?=\s)")
_LABELLED = re.compile(r"^\*\*[^*]+:\*\* ")
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
    # "Điều 1. Phê duyệt Kế hoạch …:", and the whole plan below it.
    sizes = [len(case.reference.within(section)) for section in found]
    for section, size in zip(tuple(found), sizes, strict=True):
        inside = _content(case.reference.children(section))
        if size * 2 > sum(sizes) and len(found) > 1 and len(inside) > 2 and inside[0].kind == "roman":
            at = found.index(section)
            found[at : at + 1] = inside
    told = {role.name for section in found if (role := role_of(section.heading, section.text))}
    return found if told & _SAY_WHY else [*_reason(below), *found]


def _reason(sections: Iterable[Section]) -> list[Section]:
    """The paragraph before the first heading that says what a document is for, where its sections do not."""
    reasons = [s for s in sections if s.kind == "preamble" and says_why(unmarked(s))]
    return reasons[-1:]


def of_role(case: Case, document: Document, name: str) -> list[Section]:
    """The outermost sections of a document that are something to a summary."""
    found: list[Section] = []
    inside: set[str] = set()
    for section in case.reference.sections_of(document.id):
        role = role_of(section.heading, "") if section.heading else None
        if role and role.name == name and section.id not in inside and case.reference.children(section):
            found.append(section)
            inside |= case.reference.within(section)
    return found


def gist(case: Case, section: Section) -> tuple[str, tuple[Section, ...]]:
    """(the first words of a clause that say something whole, what they stand in): a heading goes on with what is below it."""
    return _Digest(case).gist(section)


def _content(sections: Iterable[Section]) -> list[Section]:
    """The sections that are read: those with marks of their own, or, where there are none, lists and paragraphs."""
    own = [s for s in sections if s.kind not in (*_MARGINS, "table_row", "appendix") and s.text[:1] != "|"]
    structured = [s for s in own if s.kind in _STRUCTURED]
    return structured or own


class _Digest:
    def __init__(self, case: Case) -> None:
        self._case = case
        self._reference = case.reference
        self._most, self._longest = judging().summary.characters, judging().summary.longest
        self._decay = judging().summary.decay

    def lines(self, sections: Sequence[Section], most: int) -> list[Line]:
        points: list[_Point] = []
        for section in sections:
            points += self._ranked(section)
        points.sort(key=lambda point: -point.weight)
        best = {point.of: point for point in reversed(points)}
        first = judging().summary.first
        ranked = sorted(points, key=lambda point: -point.weight - (first if point is best[point.of] else 0.0))
        chosen: list[_Point] = []
        for point in ranked:
            if len(chosen) < most and all(_said(point.line) != _said(other.line) for other in chosen):
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
        below = self._below(section)
        if not below and (
            _title(section).isupper() or (role and section.heading and _title(section).count(" ") < _SHORT)
        ):
            return []  # a heading of a table, or of what could not be read
        if not self._is_headed(section):
            return [(weight, self._line(self._label(section, role), *self.gist(section)))]
        name = role.name if role else OTHER
        known = [kid for kid in below if role_of(kid.heading, kid.text)]
        if len(known) * 2 >= len(below) > 1:
            inside = max(weight, judging().summary.unknown)
            return [point for kid in below for point in self._points(kid, inside)]
        if name in ("targets", "objective") and (rows := self._targets(section)):
            return [(weight * self._decay**n, line) for n, line in enumerate(rows)]
        if name == "targets" or (name in _JOINED and sum(map(self._is_headed, below)) * 2 < len(below)):
            label = _title(section) if name == "targets" else self._label(section, role)
            return [(weight, self._line(label, *self.gist(section, titled=True)))]
        if sum(_body(kid) is not None for kid in below) * 2 >= len(below) > 1:
            return self._bodies(section, below, weight)
        return self._items(section, role, below, weight)

    def _items(
        self, section: Section, role: Role | None, below: Sequence[Section], weight: float
    ) -> list[tuple[float, Line]]:
        """What a section lists: the headings in one line, or each item in its own."""
        label = self._label(section, role)
        headed = [kid for kid in below if self._is_headed(kid)]
        points: list[tuple[float, Line]] = []
        if len(headed) >= _HEADINGS and len(headed) * 2 > len(below):
            points.append((weight, self._listed(label, headed)))
            weight, label = weight * self._decay**2, ""
        for number, kid in enumerate(below):
            told = weight * self._decay**number
            if kid in headed:
                title = _title(kid)
                if label and len(f"{label} – {title}") <= judging().summary.heading:
                    title = f"{label} – {title}"  # "Chi ngân sách" stands under several headings
                points.append((told, self._line(title, *self.gist(kid, titled=True))))
            else:
                points.append((told, self._line(label if number == 0 else _lead(kid), *self.gist(kid))))
        return points

    def _bodies(self, section: Section, below: Sequence[Section], weight: float) -> list[tuple[float, Line]]:
        """What a section gives to bodies: who leads, who takes part, to whom and when is reported."""
        inside = self._reference.within(section)
        duties = [row for row in self._reference.duties_of(section.document_id) if row.section_id in inside]
        bodies = [(kid, name) for kid in below if (name := _body(kid))]
        points: list[tuple[float, Line]] = []
        for number, (kid, name) in enumerate(bodies):
            text, sources = self.gist(kid, titled=self._is_headed(kid))
            alone = self._is_headed(kid) or _lead(kid)
            # The one that leads comes first; the others are named in one line before each is told of.
            told = weight * self._decay ** (number + 1 if number else 0)
            points.append((told, self._line(name if alone else "", text, sources)))
        if len(bodies) >= _HEADINGS:
            names = "; ".join(name for _, name in bodies[:_LISTED]) + ("; …" if len(bodies) > _LISTED else "")
            label = self._case.say("summary_bodies")
            points.append(
                (weight * self._decay, self._line(label, names, [kid for kid, _ in bodies[:_LISTED]]))
            )
        reports = [row for row in duties if row.recipient and row.deadline and row.deadline.is_dated]
        dated = [row for row in duties if row.deadline and row.deadline.is_dated and row not in reports]
        for key, rows in (("summary_reporting", reports[:1]), ("summary_deadline", dated[:2])):
            for row in rows:
                clause = _clause(self._case, row, self._most)
                line = self._line(
                    self._case.say(key), _cut(_words(clause), self._most, self._longest), (clause,)
                )
                points.append((weight * self._decay, line))
        for kid in below:
            if all(kid is not body for body, _ in bodies):
                points += self._points(kid, weight * self._decay)
        return points

    def _targets(self, section: Section) -> list[Line]:
        """The targets of a section, a line for each period."""
        inside = self._reference.within(section)
        by_period: dict[Period | None, list[Target]] = {}
        for row in self._reference.targets_of(section.document_id):
            whole = row.indicator.count("(") == row.indicator.count(")")
            if (
                row.section_id in inside
                and row.value is not None
                and whole
                and not (row.unsure or row.parent)
            ):
                by_period.setdefault(row.period, []).append(row)
        lines = []
        for period, rows in by_period.items():
            told: list[str] = []
            cited: list[Section] = []
            for row in rows:
                said = f"{row.indicator}: **{amount_phrase(row)}**"
                if len(told) == _ROWS or sum(map(len, told)) + len(said) > self._longest:
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
        below = self._below(section)
        own = "" if titled and below else _words(section)
        if own and not (below and (own.endswith(":") or self._is_headed(section))):
            return _cut(own, self._most, self._longest), (section,)
        told, cited = own and own.rstrip(" .:") + ":", [section] if own else []
        for kid in below:
            words, sources = self.gist(kid)
            if told and len(told) + len(words) > self._most:
                told = told.rstrip(" .;,…") + "; …"
                break
            apart = "" if not told else " " if told.endswith(":") else "; "
            told = (told.rstrip(" .;,") if apart == "; " else told) + apart + words
            cited += sources
        return told, tuple(cited)

    def _below(self, section: Section) -> list[Section]:
        return _content(self._reference.children(section))

    def _listed(self, label: str, sections: Sequence[Section]) -> Line:
        shown = sections[:_LISTED]
        told = "; ".join(_title(s).rstrip(" .;,:") for s in shown)
        return self._line(label, told + ("; …" if len(shown) < len(sections) else ""), shown)

    def _line(self, label: str, text: str, sources: Sequence[Section]) -> Line:
        text, label = text[:1].upper() + text[1:], label[:1].upper() + label[1:]
        if text.lower().startswith(label.lower()):  # "Báo cáo: Báo cáo kết quả …"
            label = ""
        return Line.of(
            sentence(f"**{label.rstrip(' .:')}:** {text}" if label else text), *sources, bullet=True
        )

    def _label(self, section: Section, role: Role | None) -> str:
        """What a section's line is headed by: what it is in a word where its heading says no more, else the heading."""
        title = _title(section) if self._is_headed(section) else _lead(section)
        if section.kind == "part" and title.count(" ") < 2:  # "Chương II", with its name on the next line
            names = [_title(s) for s in self._reference.children(section) if s.kind == "paragraph"]
            title = next((name for name in names if name.isupper()), title)
        if title and role and role.name not in ("tasks", "organisation") and title.count(" ") < _SHORT:
            return self._case.say(f"summary_{role.name}")
        return title.capitalize() if title.isupper() else title

    def _is_headed(self, section: Section) -> bool:
        """Whether a clause's own words are but a heading of what stands below it."""
        title = _title(section)
        sentence_like = re.search(r"[:;]", title) and _body(section) != title
        if sentence_like or len(title) > judging().summary.heading or is_statement(title):
            return False
        return bool(section.heading and self._below(section))


def _cut(words: str, most: int, longest: int) -> str:
    """Whole sentences up to `most` characters; a first one that is longer than `longest`, up to a comma or semicolon."""
    if len(words) <= most:
        return words
    ends = [match.start() for match in _FULL_STOP.finditer(words, 0, most)]
    if ends:
        return words[: ends[-1]]
    if (stop := _FULL_STOP.search(words)) and stop.start() <= longest:
        return words[: stop.start()]
    if len(words) <= longest:
        return words
    breaks = [match.start() for match in _BREAK.finditer(words, most // 2, most)]
    return words[: breaks[-1] if breaks else words.rfind(" ", 0, most)].rstrip(" ,;") + " …"


def _clause(case: Case, row: Responsibility, most: int) -> Section:
    """The clause of a duty; of one longer than `most` characters the part that gives the duty."""
    section = case.reference.sections[row.document_id, row.section_id]
    if len(plain(section.text)) <= most:
        return section
    return replace(section, start=row.start, end=row.end, text=row.quote)


def _said(line: Line) -> str:
    """What a line says without what heads it."""
    return _LABELLED.sub("", line.text)


def _title(section: Section) -> str:
    """A section's words without its mark, as those of a heading."""
    return unmarked(section).rstrip(" :.")


def _lead(section: Section) -> str:
    """The words in bold, or the body before a colon, that head the words of a clause; empty where none do."""
    if match := _BOLD.match(section.text):
        bold = unmarked(replace(section, text=match.group(1))).rstrip(" :.")
        return bold if len(bold) > 3 else ""
    head, colon, rest = unmarked(section).partition(":")
    return (
        head if colon and rest.strip() and (name := agency_of_heading(head)) and head.endswith(name) else ""
    )


def _words(section: Section) -> str:
    """A clause's words without its mark and without what heads them."""
    lead, words = _lead(section), unmarked(section)
    return words[len(lead) :].lstrip(" :.") or words if lead and words.startswith(lead) else words


def _body(section: Section) -> str | None:
    """The body that a clause is headed by or begins with."""
    return agency_of_heading(_title(section))
