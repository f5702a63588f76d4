"""The main points of a document or of a part of it: purpose, targets, tasks, who leads, money, reporting, each with its clauses.

Every point is a clause's own words, or headings and rows set beside each other, never a paraphrase. Each section has a point;
the longest are split until there are as many points as fit, and all share the room: none crowds out what stands after it.
`roles` tells what a section is, `abridging` what is told of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answers.abridging import Abridger, Told, body_of, content, joined, share_out, title_of
from assistant.answers.case import Case
from assistant.answers.draft import Line
from assistant.answers.roles import holds_figures, introduces, role_of, says_why
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.text import CAPITALS
from assistant.messages.phrases import sentence
from assistant.types import Document, Section

_SAY_WHY = frozenset(
    ["purpose", "objective", "targets", "scope"]
)  # roles of sections that say what a document is for
_FIGURES = (
    "targets",
    "objective",
    "funding",
    "reporting",
    "time",
)  # roles of which the figures are what is asked for
_SHORT = 6  # spaces in a heading that says what a section is, and no more
_TRIES = 4  # to fit a summary into its room
_BRIEF = 8  # words of a heading that is said again
_PIECE = "@"  # in the id of a piece of a clause, before what tells it from others
_OPENING = 120  # characters from which a paragraph before the first heading states something
_PARAGRAPH = 400  # characters from which a cell holds a text and not a value
_SENTENCE = re.compile(
    rf"(?<!\S)(?!\d+\.\s)\S(?:.{{19,}}?(?:(?<=\w{{3}}\.)|(?<=[)”]\.)|(?<=:)(?=\s+\d+\.\s))(?=\s+[{CAPITALS}\d-])|.+$)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Span:
    """Neighbouring sections that stand in one point. `first`: nothing of what they stand under is told before them."""

    sections: tuple[Section, ...]
    parent: Section | None
    weight: float
    label: str  # of what they stand under
    first: bool = True


def digest(case: Case, sections: Sequence[Section], most: int | None) -> list[Line]:
    """The main points of some sections of one document, in its order: at most so many, or as many as they need."""
    out = case.reference.force.out | _introductions(case, sections)
    return _Digest(case, out).lines([s for s in sections if (s.document_id, s.id) not in out], most)


def _introductions(case: Case, sections: Sequence[Section]) -> frozenset[tuple[str, str]]:
    """The clauses of articles that tell who speaks, comes or writes."""
    documents = dict.fromkeys(s.document_id for s in sections)
    press = [d for d in documents if case.reference.documents[d].tier == "press"]
    told = (s for d in press for s in case.reference.sections_of(d))
    return frozenset((s.document_id, s.id) for s in told if introduces(unmarked(s)))


def tops(case: Case, document: Document) -> list[Section]:
    """The sections at the top of a document that say something: below a title that stands alone, those under it."""
    below = [s for s in case.reference.sections_of(document.id) if s.parent is None]
    found = content(below)
    while len(found) == 1 and (inside := content(case.reference.children(found[0]))):
        found = inside
    # "Điều 1. Phê duyệt Kế hoạch …:", and the whole plan below it.
    sizes = [len(case.reference.within(section)) for section in found]
    for section, size in zip(tuple(found), sizes, strict=True):
        inside = content(case.reference.children(section))
        if size * 2 > sum(sizes) and len(found) > 1 and len(inside) > 2 and inside[0].kind == "roman":
            at = found.index(section)
            found[at : at + 1] = inside
    return [*_reasons(below), *found] or _letter(below)


def _reasons(sections: Iterable[Section]) -> list[Section]:
    """The paragraphs before the first heading that say what a document is for, and those that what is concluded begins with."""
    own = [s for s in sections if s.kind == "preamble" and s.text[:1] != "|"]
    lead = next((n for n, s in enumerate(own) if unmarked(s).rstrip("*_ ").endswith(":")), len(own))
    why = [
        s
        for s in own[:lead]
        if says_why(unmarked(s)) or (len(s.text) > _OPENING and holds_figures(unmarked(s)))
    ]
    after = [s for s in own[lead + 1 :] if len(s.text) > _OPENING]
    return [*why[-1:], *own[lead : lead + 1], *after]


def _letter(sections: Iterable[Section]) -> list[Section]:
    """The sentences of a text that stands in one cell of a table, as a page that was saved as text has it."""
    cells = [
        replace(
            section,
            kind="paragraph",
            text=match.group(),
            start=section.start + match.start(),
            end=section.start + match.end(),
        )
        for section in sections
        for match in re.finditer(r"[^|]+", section.text)
        if section.text[:1] == "|" and len(match.group()) > _PARAGRAPH
    ]
    if not cells:
        return []
    text = max(cells, key=lambda cell: len(cell.text))
    return [
        replace(
            text,
            id=f"{text.id}{_PIECE}{m.start()}",
            text=m.group(),
            start=text.start + m.start(),
            end=text.start + m.end(),
        )
        for m in _SENTENCE.finditer(text.text)
    ]


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


def gist(case: Case, section: Section) -> Told:
    """(the first words of a clause that say something whole, what they stand in): a heading goes on with what is below it."""
    return Abridger(case.reference).tell(section, judging().summary.line)


def _whole(section: Section) -> Section:
    """The clause that a piece of one was taken from, bounded as the piece is."""
    return replace(section, id=section.id.partition(_PIECE)[0])


def _brief(label: str) -> str:
    """As much of a heading as tells it from others, where it is said again."""
    words = label.rstrip(" .:").split()
    return " ".join(words[:_BRIEF]) + " …" if len(words) > _BRIEF + 2 else " ".join(words)


def _headed(label: str, text: str) -> str:
    """A text behind what it is of; what it begins with itself is not said twice."""
    text, label = text[:1].upper() + text[1:], (label[:1].upper() + label[1:]).rstrip(" .:")
    if text.startswith(f"{label}: "):
        text = text[len(label) + 2 :]
    elif text.lower().startswith(label.lower()):  # "Báo cáo: Báo cáo kết quả …"
        return text
    return f"**{label}:** {text}" if label else text


class _Digest:
    def __init__(self, case: Case, out: Collection[tuple[str, str]]) -> None:
        """`out`: clauses, by document and id, that are not told."""
        self._case = case
        self._abridger = Abridger(case.reference, out)
        self._lead: str | None = None  # the section that an article opens with

    def lines(self, sections: Sequence[Section], most: int | None) -> list[Line]:
        constants = judging().summary
        if sections and self._case.reference.documents[sections[0].document_id].tier == "press":
            self._lead = sections[0].id
        size = sum(map(self._abridger.size, sections))
        room = min(constants.room + int(constants.share * size), constants.most)
        number = most or round(room / constants.line)
        if most is None:
            number = min(constants.points, max(number, len(sections) + number // 4))
        spans = self._spans(sections, number)
        while len(spans) < number and (split := self._longest(spans)) is not None:
            spans[split : split + 1] = self._halves(spans[split])
        return self._told(spans, min(room, number * constants.point))

    def _told(self, spans: Sequence[_Span], room: int) -> list[Line]:
        """The spans within about so many characters: whole statements run over, so what is given is cut until they fit."""
        sizes = [min(self._size(span), judging().summary.longest) for span in spans]
        weights = list(map(self._share, spans))
        given, lines = room, list[Line]()
        for _ in range(_TRIES):
            rooms = share_out(sizes, weights, given)
            lines = [line for span, own in zip(spans, rooms, strict=True) if (line := self._line(span, own))]
            if (told := sum(len(line.text) for line in lines)) <= room + room // 5:
                break
            given = given * room // told
        return lines

    def _spans(self, sections: Sequence[Section], number: int) -> list[_Span]:
        """The sections, each in a point of its own; of more than there are points, first without the minor ones, then joined."""
        constants = judging().summary
        weights = {section.id: self._weight(section) for section in sections if self._says_something(section)}
        told = [s for s in sections if s.id in weights]
        kept = [s for s in told if weights[s.id] >= constants.least] or told
        for section in sorted(kept, key=lambda s: (weights[s.id], -s.start)):
            if len(kept) > number and weights[section.id] < constants.minor and len(kept) > 1:
                kept.remove(section)
        if len(kept) <= number:
            return [_Span((s,), None, weights[s.id], "") for s in kept]
        return [_Span(tuple(kept), None, 1.0, "")]

    def _weight(self, section: Section) -> float:
        if section.id == self._lead:
            return 1.0
        role = role_of(section.heading, section.text)
        weight = role.weight if role else judging().summary.unknown
        if section.kind == "preamble":
            return min(weight, judging().summary.before)
        return weight * judging().summary.figures if role and role.name in _FIGURES else weight

    def _says_something(self, section: Section) -> bool:
        """Whether a section is more than a heading of a table, or of what could not be read."""
        role = role_of(section.heading, section.text)
        alone = not self._abridger.below(section)
        brief = role and section.heading and title_of(section).count(" ") < _SHORT
        return not (alone and (title_of(section).isupper() or brief))

    def _size(self, span: _Span) -> int:
        return sum(map(self._abridger.size, span.sections))

    def _share(self, span: _Span) -> float:
        """How much of the room a span is given: more where it says more, and where figures and days stand in it."""
        notable = any(map(self._abridger.is_notable, span.sections))
        weight = span.weight * (judging().summary.figures if notable else 1)
        return float(weight * self._size(span) ** judging().summary.length)

    def _longest(self, spans: Sequence[_Span]) -> int | None:
        """Where the span stands that most is left out of, were it one point."""
        left = [
            (span.weight * (self._size(span) - judging().summary.line), -n)
            for n, span in enumerate(spans)
            if len(span.sections) > 1 or len(self._parts(span.sections[0])) > 1
        ]
        best = max(left, default=(0.0, 0))
        return -best[1] if best[0] > 0 else None

    def _halves(self, span: _Span) -> list[_Span]:
        """A span cut in two where both halves say about as much."""
        sections, parent, label, first = span.sections, span.parent, span.label, span.first
        while len(sections) == 1:
            parent, label = (
                sections[0],
                self._label(span if sections == span.sections else replace(span, sections=sections)),
            )
            sections, first = self._parts(sections[0]), True
        sizes = [self._abridger.size(s) for s in sections]
        at = min(range(1, len(sections)), key=lambda n: abs(sum(sizes[:n]) - sum(sizes[n:])))
        halves = (sections[:at], sections[at:])
        return [
            _Span(half, parent, self._of_half(half, span), label, first and n == 0)
            for n, half in enumerate(halves)
        ]

    def _parts(self, section: Section) -> tuple[Section, ...]:
        """What stands below a section, and before it what the section states itself."""
        below = self._abridger.below(section)
        stated = not self._abridger.is_headed(section) and not unmarked(section).endswith(":")
        return (replace(section, id=f"{section.id}{_PIECE}"), *below) if stated else tuple(below)

    def _of_half(self, sections: Sequence[Section], span: _Span) -> float:
        """The weight of a part of a span: that of what it is, where that is known."""
        known = [self._weight(s) for s in sections if role_of(s.heading, s.text)]
        return max(known, default=span.weight * judging().summary.decay)

    def _line(self, span: _Span, room: int) -> Line | None:
        label = self._label(span)
        if len(span.sections) == 1:
            text, cited = self._one(span.sections[0], room)
        elif span.parent is None:
            told = [(self._named(s), self._one(s, room // len(span.sections))) for s in span.sections]
            text = joined([_headed(name, text) for name, (text, _) in told], ". ")
            cited = tuple(s for _, (_, sources) in told for s in sources)
        else:
            text, cited = self._abridger.tell_all(span.sections, room)
        if not text:
            return None
        words = sentence(_headed(label, text))
        return Line.of(words, *dict.fromkeys(map(_whole, cited)), bullet=True)

    def _one(self, section: Section, room: int) -> Told:
        return self._abridger.tell(section, room, titled=True)

    def _label(self, span: _Span) -> str:
        """What heads a point: the section that it tells of, below what that stands under where its name needs it."""
        above = span.label
        if above and not span.first:
            above = self._case.say("summary_continued", label=_brief(above))
        if len(span.sections) > 1:
            return above
        section = span.sections[0]
        own = self._named(section)
        if not own:
            return above
        known = role_of(section.heading, section.text) or body_of(section)
        joined = f"{span.label} – {own}"
        return (
            joined
            if span.label
            and not known
            and section.kind != "article"
            and len(joined) <= judging().summary.heading
            else own
        )

    def _named(self, section: Section) -> str:
        """What a section is in a word where its heading says no more, else the heading."""
        title, role = self._abridger.subject(section), role_of(section.heading, section.text)
        general = role and role.name not in ("tasks", "organisation") and not re.search(r"\d", title)
        if title and role and general and title.count(" ") < _SHORT:
            return self._case.say(f"summary_{role.name}")
        return title
