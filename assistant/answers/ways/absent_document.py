"""A document that is named by its number and is not here: what clauses say of it, else that it is not here."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.lexicon import words
from assistant.messages.phrases import sentence
from assistant.questions.documents import in_vietnamese, is_certain, mentions
from assistant.types import Section

_BEGINNING = re.compile(  # a sentence that speaks of a document: "Theo Nghị quyết số 12-NQ/TU", not "triển khai Nghị quyết …"
    r"(?:^|[.;:]\s)(?:theo\s)?[^\W\d_]+\s[^\W\d_]+\s(?:số\s*:?\s*)?\d\S*$", re.IGNORECASE
)
_FEW = 3  # mentions that are told


def answer(case: Case) -> Draft | None:
    """The clause that says of it what is asked; else that it is not here, or None where another way may answer.

    What such a document says may stand in one that carries it out, so a question with a subject of its own goes on where
    one refers to it; a number without "số" may be no document at all ("kế hoạch 5 bước").
    """
    query = case.query
    if query.documents or query.kind == "compare" or not query.unindexed:
        return None
    if said := _said_of(case):
        document = case.reference.documents[said.document_id]
        press = document.tier == "press"
        key, where = "press_clause" if press else "clause", case.reference.name(document)
        draft = case.draft([Line.of(case.say(key, where=where, text=sentence(unmarked(said))), said)])
        draft.warnings += [case.say("press_only")] if press else []
        return draft
    return None if any(_goes_on(case, name) for name in query.unindexed) else tell(case)


def tell(case: Case) -> Draft | None:
    """That each such document is not here, and which documents refer to it; None where there is none."""
    reference = case.reference
    drafts = []
    for name in case.query.unindexed:
        places = _places(case, name)
        if not places and not is_certain(name, case.query.text):
            continue
        drafts.append(case.abstain("not_in_corpus", "unindexed", document=name[:1].upper() + name[1:]))
        if places:
            names = ", ".join(
                dict.fromkeys(reference.name(reference.documents[s.document_id]) for s in places)
            )
            line = Line.of(case.say("mentioned_by", where=names), *places, kind="derived")
            drafts.append(case.draft([line]))
    return sum(drafts, case.draft()) if drafts else None


def _places(case: Case, name: str) -> list[Section]:
    """The first clause of each of a few documents that names a document."""
    pattern, reference = mentions(name), case.reference
    found = [(d, match.start()) for d in case.allowed if (match := pattern.search(d.text))]
    return [s for d, start in found[:_FEW] if (s := reference.clause_at(d, start))]


def _goes_on(case: Case, name: str) -> bool:
    """Whether a question has a subject beside the name of a document that others refer to."""
    query = case.query
    subject = set(query.focus_words) - set(words(name)) or query.places or query.agencies
    return bool(subject and _places(case, name))


def _said_of(case: Case) -> Section | None:
    """The clause that names such a document and says of it what is asked, for all periods that are; None where none does."""
    query, reference = case.query, case.reference
    patterns = [mentions(name) for name in query.unindexed]
    named = {word for name in query.unindexed for word in words(f"{name} {in_vietnamese(name)}")}
    subject = tuple(None if word in named else word for word in query.focus)
    if not any(subject) and not query.periods:
        return None
    asked = replace(case, query=replace(query, focus=subject))
    years = [str(period.end) for period in query.periods]
    clauses = []
    for section in (s for document in case.scope for s in reference.sections_of(document.id)):
        text = unmarked(section)
        found = [match for pattern in patterns if (match := pattern.search(text))]
        if section.kind == "heading" or len(found) < len(patterns):
            continue
        spoken_of = all(_BEGINNING.search(text, 0, match.end()) for match in found)
        if spoken_of and all(year in text[found[0].end() :] for year in years):
            clauses.append((asked.coverage(section) if any(subject) else 1.0, section))
    share, best = max(clauses, key=lambda clause: clause[0], default=(0.0, None))
    return best if share >= judging().evidence.sure else None
