"""When, by whom, with whom, with what product: of a task whose fields stand under labels in clauses of their own.

Such a clause ("Thời gian thực hiện: quý IV") says nothing of its task, so neither its words nor reading it tell which one it
belongs to; the register does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.stating import judged
from assistant.documents import headings_of, unmarked
from assistant.judging import judging
from assistant.language.deadlines import Deadline, find_deadline
from assistant.language.lexicon import Phrases, find_phrases, load_lexicon, words
from assistant.language.text import fold, plain
from assistant.language.times import find_time_words
from assistant.language.values import find_periods
from assistant.language.vocabulary import VOCABULARY
from assistant.messages.phrases import capitalised, deadline_phrase, role_phrase, sentence
from assistant.types import Document, Query, Responsibility, Section

_GOES_ON = re.compile(r"(?:tiếp theo|trở đi|hằng năm|hàng năm)")
_HALF = re.compile(r"tháng (?:đầu|cuối)")  # "6 tháng đầu năm 2027"
_MOST = 3  # tasks that are as near to what is asked


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a task: the kind of question that asks for it, and words that do, or that only speak of it."""

    name: str
    kind: str
    asks: Phrases
    says: Phrases


@dataclass(frozen=True, slots=True)
class _Record:
    """A task with the clauses that hold its fields, and how much of what is asked it covers, 0 to 1."""

    row: Responsibility
    sections: tuple[Section, ...]
    coverage: float


def answer(case: Case) -> Draft | None:
    """The tasks that a question is about, with the field that it asks for; None where another clause is as near."""
    query = case.query
    field = _confirmed(query) if case.confirming else asked_field(query)
    if field is None or query.of_register:
        return None
    subject, plainly = _subject(query), judging().choice.others_task
    found = {document: _beside_title(case, subject, document) for document in case.scope}
    records = [
        record
        for document, asked in found.items()
        for record in _about(case, document, asked)
        if getattr(record.row, field) and (record.coverage >= plainly or _has_bodies(record, query))
    ]
    best = max((record.coverage for record in records), default=0.0)
    if best < judging().evidence.sure or _is_told_elsewhere(case, found, best):
        return None
    near = [record for record in records if record.coverage >= best - judging().choice.tie]
    if len(near) > _MOST:
        return None
    lines = [_line(case, record, field, apart=len(near) > 1) for record in near]
    of_others = not _has_bodies(near[0], query)
    if not (case.confirming or of_others):
        return case.draft(lines)
    if len(near) > 1 or best < plainly or (of_others and not case.asks_of_body):
        return None
    verdict = "no" if of_others else _verdict(case, near[0].row, field)
    return judged(case, lines[0], verdict) if verdict else case.draft(lines)


def _confirmed(query: Query) -> str | None:
    """The field that a question for yes or no is about: the time, or the body."""
    if query.periods or _claimed_time(query):
        return "deadline"
    return "agency" if query.agencies or query.other_agencies else None


def _claimed_time(query: Query) -> Deadline | None:
    """The day, month or quarter of a year that a question states; None where it states none."""
    found = find_deadline(query.read)
    if found is None or found.before or _HALF.search(found.written):
        return None
    return found if found.year and (found.quarter or found.month) else None


def asked_field(query: Query) -> str | None:
    """The field of a task that a question asks for, by its name in the register of duties; None where it asks for none."""
    said = words(query.read)
    asked = next((field for field in _fields() if find_phrases(said, field.asks)), None)
    if asked is None and query.kind in ("when", "who"):
        asked = next(field for field in _fields() if field.kind == query.kind and field.says)
    return asked.name if asked else None


def field_entries() -> Sequence[Mapping[str, Any]]:
    """The entries of records.toml with their examples."""
    entries: list[dict[str, Any]] = tomllib.loads((VOCABULARY / "records.toml").read_text(encoding="utf-8"))[
        "fields"
    ]
    return entries


@cache
def _fields() -> tuple[_Field, ...]:
    return tuple(
        _Field(entry["name"], entry["kind"], Phrases(entry["asks"]), Phrases(entry["says"]))
        for entry in field_entries()
    )


def _has_bodies(record: _Record, query: Query) -> bool:
    """Whether a task is one of the bodies that a question names, one with which they help, or speaks of them itself."""
    row, named = record.row, (*query.agencies, *query.other_agencies)
    said = fold("; ".join((*row.agencies, *row.partners, *headings_of(record.sections[0]), row.task)))
    return not named or any(fold(body) in said for body in named)


def _subject(query: Query) -> Query:
    """The question without the words of fields: what is left names the task."""
    focus = list(query.focus)
    tokens = [word or "" for word in focus]
    for field in _fields():
        for start, end in (*find_phrases(tokens, field.asks), *find_phrases(tokens, field.says)):
            focus[start:end] = [None] * (end - start)
    time = _claimed_time(query)
    of_time = set(words(time.written)) if time else set[str]()
    return replace(query, focus=tuple(None if word in of_time else word for word in focus))


def _beside_title(case: Case, subject: Query, document: Document) -> Query:
    """The question without the words of a document's title, which tell none of its tasks from another."""
    beside = set(case.reference.beside_title(subject, document))
    return replace(subject, focus=tuple(word if word in beside else None for word in subject.focus))


def _about(case: Case, document: Document, asked: Query) -> list[_Record]:
    """The tasks of a document whose fields stand in clauses of their own; none where all is asked about."""
    reference = case.reference
    records = []
    for row, sections in reference.labelled(document.id) if asked.focus_words else ():
        # The last heading names the task, where what stands below it says more of it.
        *above, name = headings_of(sections[0]) or ("",)
        own = f"{name} {sections[0].text} {row.task}"
        coverage = reference.judge.coverage(asked, document.id, own, " ".join(above))
        if not row.unsure:
            records.append(_Record(row, sections, coverage))
    return records


def _is_told_elsewhere(case: Case, found: Mapping[Document, Query], best: float) -> bool:
    """Whether a clause outside of all tasks speaks of more of what is asked."""
    reference = case.reference
    for document, asked in found.items():
        inside = {section.id for _, sections in reference.labelled(document.id) for section in sections}
        for chunk in (e.chunk for e in case.of(document) if not e.marginal):
            if chunk.section_id not in inside and best < reference.judge.coverage(
                asked, document.id, chunk.text, " ".join(chunk.headings)
            ):
                return True
    return False


def _verdict(case: Case, row: Responsibility, field: str) -> str | None:
    """Whether the time of a task, or its body, is one that is asked for; None where that cannot be told."""
    query = case.query
    if field == "agency":
        leads = any(body in row.agencies for body in (*query.agencies, *query.other_agencies))
        to_lead = find_phrases(words(query.read), load_lexicon().roles["chủ trì"])
        return "yes" if leads and (row.role == "chủ trì" or not to_lead) else "no" if to_lead else None
    written = row.deadline.written if row.deadline else ""
    if _GOES_ON.search(written) and find_phrases(words(query.text), load_lexicon().only):
        return "no"  # "chỉ làm trong năm 2027 thôi phải không?"
    if claimed := _claimed_time(query):
        return _time_verdict(claimed, written)
    periods, goes_on = find_periods(written), _GOES_ON.search(written)
    if not periods:
        return None
    first = min(period.start or period.end for period in periods)
    fits = any(
        period.answers(asked) or (goes_on and (asked.start or asked.end) >= first)
        for period in periods
        for asked in query.periods
    )
    return "yes" if fits else "no"


def _time_verdict(claimed: Deadline, written: str) -> str | None:
    """Whether the time of a task is one that a question states; None where that cannot be told: of a span, of a part of it."""
    times = find_time_words(written, bare=True)
    own = find_deadline(written)
    if own is None or not own.year or not claimed.year or len(times) != 1:
        return None
    asked, stated = _months(claimed), _months(own)
    if claimed.day and own.day and asked == stated:
        return "yes" if claimed.day == own.day else "no"
    if asked[1] < stated[0] or stated[1] < asked[0]:
        return "yes" if stated[1] < asked[0] and _GOES_ON.search(written) else "no"
    return "yes" if asked[0] <= stated[0] and stated[1] <= asked[1] and not claimed.day else None


def _months(time: Deadline) -> tuple[int, int]:
    """The first and the last month of a day, month, quarter or year, counted through."""
    first, last = (
        (time.quarter * 3 - 2, time.quarter * 3) if time.quarter else (time.month or 1, time.month or 12)
    )
    return (time.year or 0) * 12 + first, (time.year or 0) * 12 + last


def _line(case: Case, record: _Record, field: str, *, apart: bool) -> Line:
    """The fields of a task, the asked one first, then its words; `apart`: with the heading that tells it from others."""
    row, section, language = record.row, record.sections[0], case.query.language
    name = case.reference.name(case.reference.documents[row.document_id])
    where = ", ".join(filter(None, [name, *(map(plain, headings_of(section)[-1:]) if apart else ())]))
    deadline = deadline_phrase(row.deadline, language) if row.deadline else ""
    role = role_phrase(row.role, language)
    told = {
        "agency": (role, row.agency_name),
        "partners": (role_phrase("phối hợp", language), "; ".join(row.partners)),
        "deadline": (case.say("record_deadline"), deadline),
        "product": (case.say("record_product"), row.product),
    }
    names = [field, *(name for name in ("agency", "deadline") if name != field and told[name][1])]
    values = {name: f"**{said}**" if name == field else said for name, (_, said) in told.items()}
    fields = "; ".join(f"{told[name][0]} {values[name]}" for name in names)
    text = case.say("record", where=where, fields=fields, task=capitalised(sentence(row.task)))
    return Line.of(text, *_holding(record.sections, [part for name in names for part in _parts(row, name)]))


def _parts(row: Responsibility, field: str) -> Sequence[str]:
    """What stands in the clauses of a field."""
    if field == "deadline":
        return [row.deadline.written] if row.deadline else []
    return {"agency": row.agencies, "partners": row.partners}.get(field, [row.product or ""])


def _holding(sections: Sequence[Section], parts: Iterable[str]) -> list[Section]:
    """The clause of a task, and those that hold one of some words."""
    told = [fold(part) for part in parts]
    task, *fields = sections
    return [task, *(s for s in fields if any(part in fold(unmarked(s)) for part in told))]
