"""A clause told within a number of characters, in its own words: what stands below it shares the room, whole statements first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from assistant.answers.roles import (
    ends_in_formula,
    formula,
    holds_figures,
    is_bound,
    is_condition,
    is_statement,
    only_tells_with_whom,
    opens_with_office,
    role_of,
    sets_day,
    without_formula,
)
from assistant.documents import unmarked
from assistant.index import Library
from assistant.judging import judging
from assistant.language.bodies import agency_of_heading, opens_with_body
from assistant.language.text import CAPITALS, plain
from assistant.types import Responsibility, Section

Told = tuple[str, tuple[Section, ...]]  # words, and the clauses that they stand in

_MARGINS = ("preamble", "closing", "recipients", "boilerplate")
_STRUCTURED = ("part", "capital", "roman", "article", "number", "letter", "heading")
_FULL_STOP = re.compile(
    rf"(?:(?<=\w{{3}}\.)|(?<=\d\.)(?<![“\"]\d\.)(?<![“\"]\d\d\.)|(?<=[)%”\"]\.))\s+(?=[{CAPITALS}–-])"
)
_BREAKS = (re.compile(r";(?=\s)"), re.compile(r",(?=\s)"))
_BOLD = re.compile(r"\s*\*\*(.+?)\*\*\s*(?=\S)", re.DOTALL)
_REMARK = re.compile(r"\s*\([^()]{0,120}(?:phụ lục|đính kèm|kèm theo)[^()]*\)|\s*\[\d+\]", re.IGNORECASE)
_LABEL = 8  # characters in which the number of a quoted clause stands: "“15. Chủ thẻ phụ …"
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_END = " .;,:/"
_EMPHASIS = "*_ "
_MORE = "; …"


def content(sections: Iterable[Section]) -> list[Section]:
    """The sections that are read: those with marks of their own, or, where there are none, lists and paragraphs, or rows."""
    own = [s for s in sections if s.kind not in (*_MARGINS, "appendix") and (s.cells or s.text[:1] != "|")]
    rows = [s for s in own if s.kind == "table_row"]
    prose = [s for s in own if s.kind != "table_row"]
    structured = [s for s in prose if s.kind in _STRUCTURED]
    return structured or prose or [row for row in rows if row_words(row)]


def row_words(section: Section) -> str:
    """What a row of a table says: what it is of, and each other cell behind the head of its column."""
    columns = section.columns if len(section.columns) == len(section.cells) else ("",) * len(section.cells)
    filled = [
        (plain(head).strip(" :"), plain(cell).strip(_END))
        for head, cell in zip(columns, section.cells, strict=True)
        if re.search(r"\w", cell)
    ]
    if filled and re.fullmatch(r"[\dIVXivx.]+|[a-zđ]\)?", filled[0][1]):
        filled = filled[1:]  # its number
    if len(filled) < 2:
        return ""
    (_, subject), *others = filled
    return f"{subject} ({'; '.join(f'{head}: {cell}' if head else cell for head, cell in others)})"


def title_of(section: Section) -> str:
    """A section's words without its mark, as those of a heading."""
    return unmarked(section).rstrip(" :.")


def lead_of(section: Section) -> str:
    """The words in bold, or the body before a colon, that head the words of a clause; empty where none do."""
    if match := _BOLD.match(section.text):
        bold = unmarked(replace(section, text=match.group(1))).rstrip(" :.")
        return bold if len(bold) > 3 else ""
    head, colon, rest = unmarked(section).partition(":")
    return (
        head if colon and rest.strip() and (name := agency_of_heading(head)) and head.endswith(name) else ""
    )


def body_of(section: Section) -> str | None:
    """The body that a clause is headed by or begins with."""
    return agency_of_heading(title_of(section))


def words_of(section: Section) -> str:
    """A clause's words without its mark, what heads them, and where an annex is to be found."""
    if section.kind == "table_row":
        return row_words(section)
    lead, words = lead_of(section), unmarked(section)
    words = words[len(lead) :].lstrip(" :.") or words if lead and words.startswith(lead) else words
    return _REMARK.sub("", words).removesuffix("/.")


def share_out(sizes: Sequence[int], weights: Sequence[float], room: int) -> list[int]:
    """Room for each of several that want so much: what one does not need goes to the others, by their weights."""
    given = [0] * len(sizes)
    left = [n for n, size in enumerate(sizes) if size]
    while left:
        whole = sum(weights[n] for n in left)
        full = [n for n in left if sizes[n] <= room * weights[n] / whole]
        if not full:
            for n in left:
                given[n] = int(room * weights[n] / whole)
            break
        for n in full:
            given[n] = sizes[n]
        room -= sum(sizes[n] for n in full)
        left = [n for n in left if n not in full]
    return given


def clip(words: str, room: int) -> str:
    """What of a clause's words fits: whole sentences, else up to a semicolon or comma; never one without its exception."""
    slack = room + room // 2
    if len(words) <= slack:
        return words
    ends = [match.start() for match in _FULL_STOP.finditer(words, _LABEL)]
    fitting = [end for end in ends if end <= slack]
    if fitting and fitting[-1] * 2 >= room:
        return _whole(words, fitting[-1])
    end = ends[0] if ends else len(words)
    if end <= judging().summary.whole:
        return _whole(words, end)
    conditional = is_condition(words)
    for pattern in _BREAKS[:1] if conditional else _BREAKS:
        breaks = [at for at in _breaks(pattern, words, end) if room // 2 <= at <= slack]
        if breaks and end <= 2 * slack and holds_figures(words[breaks[-1] : end]):
            return _whole(words, end)
        if breaks:
            return _whole(words, breaks[-1])
    if conditional and end <= max(room * 2, judging().summary.line):
        return _whole(words, end)
    later = [at for pattern in _BREAKS for at in _breaks(pattern, words, end) if at >= room]
    return _whole(words, min([*later, end]))


def _breaks(pattern: re.Pattern[str], words: str, end: int) -> list[int]:
    """Where a pattern breaks the first sentence of some words, outside brackets."""
    found = (match.start() for match in pattern.finditer(words, 0, end))
    return [
        at
        for at in found
        if words.count("(", 0, at) == words.count(")", 0, at)
        and not ends_in_formula(words[:at])
        and len(agency_of_heading(words[:at]) or "") < at  # not yet what the bodies are to do
    ]


def shortened(words: str) -> str:
    """Words without "theo chức năng, nhiệm vụ được giao," at their beginning, and without why it is done before who acts.

    The ground stays where it is a document: "Thực hiện Quyết định số 5/QĐ-TTg …, Ủy ban nhân dân tỉnh ban hành …".
    """
    words = without_formula(words)
    if not is_condition(words):
        return words
    first = _FULL_STOP.search(words)
    sentence = words[: first.start()] if first else words
    for match in re.finditer(r"[,;]\s+", sentence):
        acts = words[match.end() :]
        if match.end() > judging().summary.item and acts[:1].isupper() and _acts(acts):
            if (
                len(acts) < 2 * judging().summary.item
            ):  # "…; để kịp thời ứng phó, Ủy ban nhân dân tỉnh yêu cầu:"
                return words[sentence.rfind("; ", 0, match.start()) + 2 :] if "; " in sentence else words
            opening = re.split(r"[,;(]\s*", sentence, maxsplit=1)[0].rstrip()
            if not re.search(r"\d/", opening):
                return acts
            return f"{opening}{' …, ' if len(opening) + 2 < match.start() else ', '}{acts}"
    return words


def _acts(words: str) -> bool:
    """Whether words begin with an office, or with a body and what it does."""
    head = words.partition(",")[0]
    return opens_with_office(words) or (opens_with_body(words) and agency_of_heading(head) != head)


def _whole(words: str, end: int) -> str:
    """Words up to a break, marked as going on; with what is said next where that takes back what stands before it."""
    while end < len(words) and is_bound(words[end:]):
        following = re.compile(r"[;.](?=\s)").search(words, end + 1)
        end = following.start() if following else len(words)
    return words[:end].rstrip(_END) + " …" if end < len(words) else words


class Abridger:
    """Tells clauses of one document within a given room."""

    def __init__(self, reference: Library, out: Collection[tuple[str, str]] = ()) -> None:
        """`out`: clauses, by document and id, that are not in force and not told."""
        self._reference, self._out = reference, out
        self._sizes: dict[str, int] = {}
        self._item = judging().summary.item

    @cached_property
    def _notable(self) -> set[tuple[str, str]]:
        """Clauses with a figure to be reached or a day to be kept."""
        targets = {
            key for key, rows in self._reference.targets.items() if any(r.value is not None for r in rows)
        }
        duties = {
            key
            for key, rows in self._reference.duties.items()
            if any(row.deadline and row.deadline.is_dated for row in rows)
        }
        return targets | duties

    def below(self, section: Section) -> list[Section]:
        """What stands below a section and is read."""
        below = self._reference.children(section)
        kids = [kid for kid in below if (kid.document_id, kid.id) not in self._out]
        read = content(kids)
        opening = [
            kid
            for kid in kids[: kids.index(read[0]) if read else 0]
            if kid.kind == "paragraph" and kid.text[:1] not in "|[" and not title_of(kid).isupper()
        ]
        return [*opening, *read]

    def size(self, section: Section) -> int:
        """Characters of all that a section says, with what joins it."""
        if section.id not in self._sizes:
            lead = 0 if self.is_headed(section) else len(lead_of(section))
            own = lead + len(words_of(section))
            self._sizes[section.id] = own + 2 * bool(own) + sum(map(self.size, self.below(section)))
        return self._sizes[section.id]

    def is_notable(self, section: Section) -> bool:
        """Whether a figure or a day stands in a section, or below it."""
        if (section.document_id, section.id) in self._notable or holds_figures(words_of(section)):
            return True
        return any(map(self.is_notable, self.below(section)))

    def weight(self, section: Section) -> float:
        """How much of the room beside others a section is given."""
        role = role_of(section.heading, section.text)
        told = role.weight if role else judging().summary.unknown
        return told * (judging().summary.figures if self.is_notable(section) else 1)

    def is_headed(self, section: Section) -> bool:
        """Whether a clause's own words are but a heading of what stands below it."""
        title = title_of(section)
        sentence_like = re.search(r"[:;]", title) and body_of(section) != title
        if sentence_like or len(title) > judging().summary.heading or is_statement(title):
            return False
        return bool(section.heading and self.below(section))

    def label(self, section: Section) -> str:
        """The words that head a section."""
        title = title_of(section) if self.is_headed(section) else lead_of(section)
        if title and unmarked(section).endswith(":"):
            title = formula(title)
        if section.kind == "part" and title.count(" ") < 2:  # "Chương II", with its name on the next line
            names = [title_of(s) for s in self._reference.children(section) if s.kind == "paragraph"]
            title = next((name for name in names if name.isupper()), title)
        return title.capitalize() if title.isupper() else title

    def subject(self, section: Section) -> str:
        """What a section is of: what heads it, or what leads into what stands below it."""
        words = words_of(section)
        leads = words.endswith(":") and self.below(section)
        return self.label(section) or (_subject(formula(words)) if leads else "")

    def tell(self, section: Section, room: int, *, titled: bool = False) -> Told:
        """A section's words within about so many characters. `titled`: what heads it is said already."""
        below, label = self.below(section), self.label(section)
        headed = self.is_headed(section)
        own = "" if headed else words_of(section)
        leads = own.endswith(":")
        if leads:
            own = formula(own)
        head = "" if titled or not label else f"{label}: "
        if not below:
            text = self._clipped(section, own, max(room - len(head), self._item))
            return (head + text if text else "", (section,))
        if headed:
            text, cited = self.tell_all(below, max(room - len(head), self._item))
            if not text:
                return label, (section,)
            own_figures = (section,) if head and holds_figures(head) else ()
            return head + text, own_figures + cited
        if len(own) * 2 > room and not is_bound(own):
            own = _subject(own) if leads else clip(shortened(own), max(room // 3, self._item))
        text, cited = self.tell_all(below, max(room - len(head) - len(own), self._item))
        if not text:
            return ("", ()) if leads else (head + own, (section,))
        whole = joined([own, text], ": " if leads else ". ") if own else text
        return head + whole, ((section,) if own else ()) + cited

    def _tells_by_name(self, section: Section) -> bool:
        """Whether the heading of a section alone says something of what stands below it."""
        title = title_of(section)
        says_nothing = (
            body_of(section),
            only_tells_with_whom(title),
            role_of(section.heading, ""),
            unmarked(section).endswith(":"),
        )
        return self.is_headed(section) and not any(says_nothing)

    def _clipped(self, section: Section, words: str, room: int) -> str:
        """What of a clause without any below it fits: without those that only take part, and with the day that is set in it."""
        if len(words) <= room:
            return words
        key = (section.document_id, section.id)
        rows = self._reference.duties.get(key, [])
        words = _without_partners(shortened(words), rows)
        ends = [match.end() for match in _FULL_STOP.finditer(words, _LABEL)]
        if section.kind == "preamble" and ends and unmarked(section).rstrip(_EMPHASIS).endswith(":"):
            # Of why a document is issued the ground, and what leads into its sections.
            return f"{clip(words[: ends[0]].rstrip(), room // 2)} {clip(words[ends[-1] :], room // 2)}"
        text = clip(words, room)
        for start, end in pairwise([*ends, len(words)]):
            if sets_day(words[start:end]) and start >= len(text) - 2:
                return f"{clip(words, room // 2).rstrip(_END + '…')} … {clip(words[start:end].strip(), room // 2)}"
        return text

    def tell_all(self, sections: Sequence[Section], room: int) -> Told:
        """Several clauses one after another; of more than there is room for, those with figures and days first."""
        sections = [s for s in sections if self.size(s)]
        kept: list[Section] = []
        left = room + room // 4
        for section in sorted(sections, key=lambda s: (-self.weight(s), s.start)):
            cost = min(self.size(section), self._item + len(self.label(section)))
            if not kept or cost <= left:
                kept.append(section)
                left -= cost
        kept += [
            after
            for before, after in pairwise(sections)
            if before in kept and after not in kept and is_bound(words_of(after))
        ]  # what takes back what is told
        kept.sort(key=lambda s: s.start)
        named = [s for s in sections if s not in kept and self._tells_by_name(s)]
        rooms = share_out([self.size(s) for s in kept], [self.weight(s) for s in kept], room)
        given = {s.id: self.tell(s, room) for s, room in zip(kept, rooms, strict=True)}
        given |= {s.id: (self.label(s), (s,)) for s in named}
        told = [given[s.id] for s in sections if s.id in given and given[s.id][0]]
        apart = ". " if any(map(self.label, kept)) else "; "
        text = joined([_capital(text.rstrip(_END)) for text, _ in told], apart)
        if text and len(told) < len(sections):
            text = text.rstrip(" ;…") + _MORE
        return text, tuple(section for _, cited in told for section in cited)


def joined(texts: Sequence[str], apart: str) -> str:
    """Texts one after another; behind one that goes on stands no full stop."""
    whole = texts[0]
    for text in texts[1:]:
        whole = whole.rstrip(_END) if not whole.endswith("…") else whole
        whole += (" " if whole.endswith("…") and apart == ". " else apart) + text
    return whole


def _without_partners(words: str, rows: Sequence[Responsibility]) -> str:
    """A duty without the names of those who take part, where they stand before what is to be done."""
    for row in rows:
        at = [(words.find(name), words.find(name) + len(name)) for name in row.partners if name in words]
        if at:
            start, end = min(at)[0], max(end for _, end in at)
            if end - start > judging().summary.item // 2 and end < len(words) - judging().summary.item // 2:
                return f"{words[:start]}… {words[end:].lstrip(' ,')}"
    return words


def _subject(lead: str) -> str:
    """Of what leads into a list as much as says whose it is: without brackets, else the body that it is given to."""
    short = _BRACKETS.sub("", lead)
    return short if len(short) <= judging().summary.heading else agency_of_heading(short) or ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
