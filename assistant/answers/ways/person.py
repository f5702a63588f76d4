"""Who a person is that a question names: what the documents that he or she signed say, else the clause with the name."""

from __future__ import annotations

import re

from assistant.answers import facts
from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.documents import unmarked
from assistant.language.persons import find_persons
from assistant.language.text import fold, plain
from assistant.messages.phrases import sentence

_ASKS = re.compile(  # of a folded question: who somebody is, or what office is held
    r"(?:la ai|la nguoi nao|la gi|lam gi|cuong vi gi|la ong nao|la ba nao|(?:chuc|chuc vu|chuc danh) (?:gi|nao))\W*$"
    r"|^\W*who (?:is|was) |^what (?:office|post|position|title) does "
)
_FEW = 3  # documents, and clauses, that are told
_LONGEST = 600  # characters of a clause that tells of a person


def answer(case: Case) -> Draft | None:
    """What is said of a named person; None where none is asked about."""
    query = case.query
    persons = find_persons(query.question) or find_persons(query.text)
    if len(persons) != 1 or not _ASKS.search(fold(query.text)):
        return None
    name = persons[0].split(" ", 2 if fold(persons[0]).startswith("dong chi") else 1)[-1]
    named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    within = [d for d in case.allowed if named.search(d.text)]
    signed = [d for d in within if d.signer and fold(d.signer) == fold(name)]
    lines = []
    for document in signed[:_FEW]:
        if found := facts.signature(case.reference, document):
            said = case.say(
                "fact_signer", name=case.reference.name(document), signer=found.name, office=found.office
            )
            lines.append(Line.of(said, found.clause))
    lines = lines or _clauses(case, named)
    if lines:
        return case.draft(lines)
    if within:
        return None
    return case.abstain("not_in_corpus", "no_person", person=persons[0][:1].lower() + persons[0][1:])


def _clauses(case: Case, named: re.Pattern[str]) -> list[Line]:
    """The clauses that name a person, those that give an office first."""
    found = [
        section
        for document in case.allowed
        if named.search(document.text)
        for section in case.reference.sections_of(document.id)
        if section.kind not in ("recipients", "closing") and named.search(plain(section.text))
    ]
    told = [
        s for s in found if len(s.text) <= _LONGEST and re.search(rf"{named.pattern},\s+\w", plain(s.text))
    ]
    lines = []
    for section in told[:_FEW]:
        document = case.reference.documents[section.document_id]
        key = "press_clause" if document.tier == "press" else "clause"
        text = case.say(key, where=case.reference.name(document), text=sentence(unmarked(section)))
        lines.append(Line.of(text, section))
    return lines[:1]
