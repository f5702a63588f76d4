"""Yes or no: whether a thing is one of those that the last answer enumerates ("sầu riêng có nằm trong 5 cây này không")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.case import Answered, Case
from assistant.answers.draft import Draft, Line
from assistant.documents import unmarked
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.values import find_values
from assistant.messages.phrases import sentence
from assistant.types import Section

_LEAST = 2  # things that make an enumeration


def answer(case: Case) -> Draft | None:
    """The verdict with the enumeration; None where none is asked about, or one that is not told to be whole lacks the thing."""
    query = case.query
    said = " ".join(words(query.text))
    asked = next((m for pattern in load_lexicon().membership if (m := pattern.search(said))), None)
    if asked is None or query.text == query.question or (previous := case.previous) is None:
        return None
    thing, count = asked["thing"].split(), int(asked["count"] or 0)
    if previous.draft.reason:
        return None
    if bullets := [line for line in previous.draft.lines if line.bullet]:
        coverage = previous.draft.coverage
        heads = any(case.reference.children(section) for section in _sections(bullets, case))
        told = coverage is not None and coverage.shown == coverage.total and count in (0, coverage.total)
        whole = told and not heads  # what a heading does not name may stand below it
        verdict = _verdict(thing, [line.text for line in bullets], whole=whole)
        return _listed(case, previous, verdict) if verdict else None
    for section in _sections(previous.draft.lines, case):
        head, _, rest = unmarked(section).partition(":")
        things = re.split(r";\s" if ";" in rest else r",\s", rest)
        numbers = {value.key for value in find_values(head)}
        whole = str(len(things)) in numbers and count in (0, len(things))
        verdict = _verdict(thing, things, whole=whole) if len(things) >= _LEAST else None
        if verdict:
            document = case.reference.documents[section.document_id]
            key = "press_clause" if document.tier == "press" else "clause"
            text = case.say(key, where=case.reference.name(document), text=sentence(unmarked(section)))
            return case.draft([Line.of(case.say(verdict, text=text), section)])
    return None


def lacking(case: Case) -> Draft | None:
    """That the list of the last answer, which is told whole, has no further item: "có quan điểm thứ sáu không"."""
    previous = case.previous
    coverage = previous.draft.coverage if previous else None
    whole = coverage is not None and coverage.shown == coverage.total
    return _listed(case, previous, "no") if previous and whole else None


def _sections(lines: Sequence[Line], case: Case) -> list[Section]:
    """The clauses that lines rest on, each once."""
    sources = (source for line in lines for source in line.sources)
    keys = dict.fromkeys((source.document_id, source.section_id) for source in sources)
    return [case.reference.sections[key] for key in keys]


def _verdict(thing: Sequence[str], things: Sequence[str], *, whole: bool) -> str | None:
    """Yes where one of the things is named so, no where none has a word of it; None where that is not clear."""
    each = [words(one) for one in things]
    if any(find_phrases(one, [" ".join(thing)]) for one in each):
        return "yes"
    return "no" if whole and not any(set(thing) & set(one) for one in each) else None


def _listed(case: Case, previous: Answered, verdict: str) -> Draft:
    """The list of the last answer behind the verdict."""
    first, *rest = previous.draft.lines
    return case.draft([replace(first, text=case.say(verdict, text=first.text)), *rest])
