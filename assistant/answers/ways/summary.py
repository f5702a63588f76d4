"""Summaries: of a document, of a section, of what a body is given, in as many points as are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.digest import digest, gist, of_role, tops
from assistant.answers.draft import Draft, Line
from assistant.answers.meant import documents_meant, names_document, which
from assistant.answers.roles import role_of, roles
from assistant.answers.shaping import in_points
from assistant.documents import unmarked
from assistant.language.lexicon import words
from assistant.language.places import find_places
from assistant.language.text import fold
from assistant.language.values import Period, find_periods, name_periods
from assistant.messages.phrases import register_phrase, sentence
from assistant.questions.documents import KINDS, mentions
from assistant.questions.references import points_back
from assistant.types import Coverage, Document, Query, Section, Summary

_KINDS = ("open", "list", "duties", "compare")  # of what is left of a request for a summary
_TOGETHER = 3  # documents that are summarised side by side
_NAMED = 10  # documents that are offered
_PARTS = ("phan ", "muc ", "chuong ", "part ", "section ")
_ISSUED = re.compile(
    rf"^\W*(?:(?:toan bo|ca|noi dung|ban|the)\s+)*(?:{'|'.join(map(re.escape, KINDS))})(?:\s+so \S+)?\s+(?:cua|do|of|by)\s"
)
_LABEL = re.compile(r"\*\*(?P<name>.+?)(?: …)?(?: \((?:tiếp theo|continued)\))?:\*\*\s*")
_LEAST = 3  # points of each of several documents
_LISTED = 10  # rows, and points of several documents together


def answer(case: Case) -> Draft | None:
    """The summary that a question asks for; None where it asks for none, or for what stands somewhere in a document."""
    asked = case.query.summary
    if asked is None or asked.of.kind not in _KINDS or case.missing:
        return None
    if asked.points is None and case.query.form:
        asked = replace(asked, points=case.query.form.points)
    of = asked.of
    if asked.firm and (found := _addressed(case, of)):
        return _of_sections(case, found, asked)
    if of.addresses:
        return None
    if of.unindexed and not of.documents:
        return _carried_out(case, asked)
    if _issued_by(of):
        of = _without_issuer(case, of)
        asked = replace(asked, of=of)
    if of.agencies:
        return _of_bodies(case, asked) if asked.firm and not of.focus_words else None
    if sections := _of_role(case, asked):
        return _of_sections(case, sections, asked)
    if asked.firm and (named := _part_named(case, of)):
        return _of_sections(case, [named], asked)
    documents, left = documents_meant(case, of)
    if left and not asked.firm and not fold(of.text).startswith(_PARTS):
        return None
    if left:
        if asked.firm and (headed := _headed(case, _named_in(of))):
            return _of_sections(case, [headed], asked)
        listings = case.reference.outline.find(of, case.scope, sure=True)
        return _of_sections(case, [listing.parent for listing in listings], asked) if listings else None
    if not (asked.firm or names_document(of)):
        return None
    return _of_documents(case, documents, asked)


def _issued_by(of: Query) -> bool:
    """Whether a text names a document by the body that issued it: "kế hoạch của Ủy ban nhân dân tỉnh"."""
    return of.kind != "duties" and _ISSUED.search(fold(of.text)) is not None


def _without_issuer(case: Case, of: Query) -> Query:
    """A text without the words of the bodies that issue documents: they name one, and nothing that stands in it."""
    issuers = {word for d in case.scope for word in words(d.issuer or "")} | set(words("Ủy ban nhân dân"))
    focus = tuple(word if word not in issuers else None for word in of.focus)
    return replace(of, focus=focus, agencies=(), other_agencies=())


def _of_role(case: Case, asked: Summary) -> list[Section]:
    """The sections that a text names by what they are: "phần kinh phí của kế hoạch", "chỉ tiêu đến năm 2030"."""
    of = asked.of
    said = " ".join(words(_until(of.text) if of.language == "vi" else of.read))
    role = next((role for role in roles() if role.says.search(said) and not role.unless.search(said)), None)
    if role is None or not (asked.firm or fold(said).startswith(_PARTS)):
        return []
    named = {fold(word) for match in role.says.finditer(said) for word in match.group().split()}
    left = {fold(word) for word in of.focus_words} - named - set(words("".join(_PARTS)))
    documents = [d for d in case.scope if d.tier == "official" and left <= case.reference.title_words(d)]
    found = [section for d in documents for section in of_role(case, d, role.name)]
    if role.name == "objective" and not found:
        found = [section for d in documents for section in of_role(case, d, "targets")]
    inside = [part for section in found for part in (section, *case.reference.children(section))]
    years = [section for section in inside if any(map(_holds(section), of.periods))]
    return years or found


def _until(text: str) -> str:
    """A text with "đến" before a bare year, as headings have it: "định hướng 2045"."""
    years = [named for named in name_periods(text) if text[named.start : named.end].isdigit()]
    for named in reversed(years):
        text = f"{text[: named.start]}đến {text[named.start :]}"
    return text


def _part_named(case: Case, of: Query) -> Section | None:
    """The section with all the words by which a text names a part in its heading, the shortest such: "phần ươm cây giống"."""
    if not fold(of.text).startswith(_PARTS):
        return None
    return _headed(case, {fold(word) for word in of.focus_words} - set(words("".join(_PARTS))))


def _named_in(of: Query) -> set[str]:
    """The folded words by which a text names something: those of its subject, and names as they are written."""
    places = {word for place in find_places(of.text) for word in words(place.written)}
    names = {word for word in re.findall(r"(?<!^)(?<![^\W_])[A-Z]\w+", of.text) if word.lower() not in places}
    return {fold(word) for word in (*of.focus_words, *names)}


def _headed(case: Case, named: Set[str]) -> Section | None:
    """The section with the shortest heading of those that hold all of some words, and clauses below; None for a single word."""
    headed = [
        section
        for document in case.scope
        for section in case.reference.sections_of(document.id)
        if named <= {fold(word) for word in words(section.heading)} and case.reference.children(section)
    ]
    return min(headed, key=lambda section: len(section.heading)) if len(named) > 1 and headed else None


def _holds(section: Section) -> Callable[[Period], bool]:
    """What tells whether a section's heading names a period."""
    own = find_periods(section.heading)
    return lambda asked: any(period.answers(asked) for period in own)


def _points(asked: Summary, among: int = 1) -> int | None:
    """How many points are told of each of several; None: as many as one needs."""
    if asked.points is not None or among == 1:
        return asked.points
    return max(_LEAST, _LISTED // among)


def _addressed(case: Case, of: Query) -> list[Section]:
    return [
        there[0]
        for address in of.addresses
        for document in case.scope
        if len(there := case.reference.at_address(document, address)) == 1
    ]


def _of_documents(case: Case, documents: Sequence[Document], asked: Summary) -> Draft | None:
    if not documents:
        return None
    if len(documents) > 1 and points_back(case.query.question):
        documents = _spoken_of(case, documents)
    if len(documents) > _TOGETHER:
        return which(case, documents)
    lines: list[Line] = []
    for document in documents:
        lines += _summary(case, document, _points(asked, len(documents)))
    draft = case.draft(lines)
    if any(d.tier == "press" for d in documents):
        draft.warnings.append(case.say("press_only"))
    return draft


def _spoken_of(case: Case, documents: Sequence[Document]) -> Sequence[Document]:
    """Of some documents those that the last answer with any of them rests on; all where no answer does."""
    last = case.previous
    while last:
        cited = {source.document_id for line in last.draft.lines for source in line.sources}
        if told := [document for document in documents if document.id in cited]:
            return told
        last = last.case.previous
    return documents


def _summary(case: Case, document: Document, points: int | None) -> list[Line]:
    """A heading and the main points of a document."""
    told = digest(case, tops(case, document), points)
    name = case.reference.name(document)
    title = (
        document.title
        if name in document.title or name == document.short_title
        else f"{document.title} ({name})"
    )
    head = case.say("summary_of", title=title)
    if not told:
        return [Line.of(case.say("summary_none", title=document.title), kind="absence")]
    return [Line.of(head, kind="framing"), *told]


def _of_sections(case: Case, sections: Sequence[Section], asked: Summary) -> Draft:
    lines: list[Line] = []
    for section in sections[:_TOGETHER]:
        document = case.reference.documents[section.document_id]
        below = case.reference.children(section)
        points = _points(asked, len(sections))
        told = _rows(case, section, asked.points) or digest(case, [section], points)
        title = section.heading or str(section.address)
        lines.append(
            Line.of(
                case.say("summary_section", where=case.reference.name(document), title=title),
                section,
                kind="derived",
            )
        )
        told = [_unlabelled(line, title) for line in told]
        lines += told if below else [Line.of(sentence(gist(case, section)[0]), section, bullet=True)]
    return case.draft(lines)


def _unlabelled(line: Line, title: str) -> Line:
    """A point of a section without the label that says the heading of this again."""
    label = _LABEL.match(line.text)
    again = label is not None and fold(label["name"]) in fold(title)
    return replace(line, text=line.text[label.end() :]) if label and again else line


def _rows(case: Case, section: Section, points: int | None) -> list[Line]:
    """Of a section that holds nothing but targets, each of them in a line; in so many points, clause by clause."""
    role = role_of(section.heading, "")
    if role is None or role.name != "targets":
        return []
    inside = case.reference.within(section)
    rows = [
        r for r in case.reference.targets_of(section.document_id) if r.section_id in inside and not r.unsure
    ]
    holders = [case.reference.sections[row.document_id, row.section_id] for row in rows]
    if points:
        clauses = {clause.id: clause for clause in holders}.values()
        return in_points([Line.of(sentence(unmarked(c)), c, bullet=True) for c in clauses], points)
    told = [register_phrase(row, case.reference.parent(row), case.query.language) for row in rows]
    lines = [Line.of(said, clause, bullet=True) for said, clause in zip(told, holders, strict=True)]
    if len(lines) > _LISTED:
        more = Line.of(case.say("more", count=len(lines) - _LISTED), kind="framing")
        lines = [*lines[:_LISTED], more]
    return lines


def _of_bodies(case: Case, asked: Summary) -> Draft | None:
    """What the named bodies are given, each duty in a few words."""
    lines: list[Line] = []
    shown = total = 0
    for document in case.scope:
        rows = [r for r in case.reference.duties_of(document.id) if set(r.agencies) & set(asked.of.agencies)]
        if not rows:
            continue
        part = rows if asked.points else rows[:_LISTED]
        sections = [case.reference.sections[row.document_id, row.section_id] for row in part]
        name, agency = case.reference.name(document), rows[0].agency_name
        lines.append(
            Line.of(case.say("duties", place=name, agency=agency, count=len(rows)), *sections, kind="derived")
        )
        tasks = [sentence(row.task) for row in part]
        told = [
            Line.of(task[:1].upper() + task[1:], section, bullet=True)
            for task, section in zip(tasks, sections, strict=True)
        ]
        lines += in_points(told, asked.points) if asked.points else told
        if len(part) < len(rows):
            lines.append(Line.of(case.say("more", count=len(rows) - len(part)), kind="framing"))
        shown, total = shown + len(part), total + len(rows)
    return case.draft(lines, coverage=Coverage(shown, total)) if total else None


def _carried_out(case: Case, asked: Summary) -> Draft | None:
    """Of a document that is not here the ones that carry it out, told by their titles: what they say."""
    name = asked.of.unindexed[0]
    pattern = mentions(name)
    left = {fold(word) for word in asked.of.focus_words} - {fold(word) for word in words(name)}
    documents = [d for d in case.scope if pattern.search(d.title) and left <= case.reference.title_words(d)]
    if not documents:
        return None
    draft = case.abstain("not_in_corpus", "unindexed", document=name[:1].upper() + name[1:])
    titles = ", ".join(dict.fromkeys(case.reference.name(d) for d in documents))
    draft.add(case.say("summary_carried_out", count=len(documents), names=titles), kind="framing")
    for document in documents[:_TOGETHER]:
        draft.lines += _summary(case, document, _points(asked, len(documents)))
    return draft
