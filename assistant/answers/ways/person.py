"""Who a person is that a question names: what the documents that he or she signed say, else the clause with the name."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers import facts
from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.documents import unmarked
from assistant.language.lexicon import words
from assistant.language.persons import find_persons
from assistant.language.text import fold, plain
from assistant.messages.phrases import sentence
from assistant.questions.actors import office_at

_ASKS = re.compile(  # of a folded question: who somebody is, or what office is held
    r"(?:la ai|la nguoi nao|cuong vi gi|la ong nao|la ba nao|(?:chuc|chuc vu|chuc danh) (?:gi|nao))\W*$"
    r"|\b(?:chuc|chuc vu|chuc danh)\b.*\bla gi\W*$|^\W*who (?:is|was) |^what (?:office|post|position|title) does "
)
_SUPPOSES = re.compile(  # behind the name of a person, folded: "có phải là giám đốc không"
    r"\s+(?:(?:co|thi)\s+)?(?:phai\s+)?la\s+(?P<office>[^?]+?)\s+(?:(?:co\s+)?(?:phai|dung)\s+)?(?:khong|a|ha|chu)(?!\w)"
)
_FEW = 3  # documents that are told
_LONGEST = 600  # characters of a clause that tells of a person


def answer(case: Case) -> Draft | None:
    """What is said of a named person; None where none is asked about."""
    query = case.query
    if confirmed := _confirmed(case):
        return confirmed
    if not _ASKS.search(fold(query.text)):
        return None
    persons = find_persons(query.question) or find_persons(query.text)
    asked = f" {' '.join(words(fold(query.text)))} "
    signed = [d for d in case.allowed if d.signer and f" {fold(d.signer)} " in asked]
    if len(persons) != 1 and not signed:
        return None
    lines = []
    for document in signed[:_FEW]:
        if found := facts.signature(case.reference, document):
            said = case.say(
                "fact_signer", name=case.reference.name(document), signer=found.name, office=found.office
            )
            lines.append(Line.of(said, found.clause))
    if lines or not persons:
        return case.draft(lines) if lines else None
    named = _name(persons[0])
    if line := _clause(case, named):
        return case.draft([line])
    if any(named.search(document.text) for document in case.allowed):
        return None
    return case.abstain("not_in_corpus", "no_person", person=persons[0][:1].lower() + persons[0][1:])


def _held(named: re.Pattern[str]) -> re.Pattern[str]:
    """A name with what is held behind it: "ông Lê Văn Tám, Giám đốc …", "Lê Văn Tám (Giám đốc …)"."""
    return re.compile(rf"{named.pattern}(?:,\s+|\s+\()(?=\w)")


def _confirmed(case: Case) -> Draft | None:
    """Yes or no to whether a person holds an office, with the clause that says which; None where none is asked or told."""
    text = case.query.text
    persons = find_persons(text)
    supposed = _SUPPOSES.match(fold(text), text.find(persons[0]) + len(persons[0])) if persons else None
    asked = office_at(supposed["office"]) if supposed else None
    if supposed is None or asked is None:
        return None
    named = _name(persons[0])
    line = _clause(case, named)
    found = _held(named).search(line.text) if line else None
    if line is None or found is None or (stated := office_at(line.text[found.end() :])) is None:
        return None
    behind = set(words(fold(supposed["office"]))) - set(words(fold(line.text[found.end() :])))
    if stated == asked and behind:
        return None  # of another body
    verdict = "yes" if stated == asked else "no"
    return case.draft([replace(line, text=case.say(verdict, text=line.text))])


def _name(person: str) -> re.Pattern[str]:
    """The name of a person, without how he or she is addressed."""
    first = 2 if fold(person).startswith("dong chi") else 1  # words before the name
    return re.compile(rf"(?<!\w){re.escape(' '.join(person.split()[first:]))}(?!\w)")


def _clause(case: Case, named: re.Pattern[str]) -> Line | None:
    """The first clause that names a person with an office behind the name."""
    held = _held(named)
    for document in case.allowed:
        if not named.search(document.text):
            continue
        for section in case.reference.sections_of(document.id):
            margin = section.kind in ("recipients", "closing") or len(section.text) > _LONGEST
            if not margin and held.search(plain(section.text)):
                key = "press_clause" if document.tier == "press" else "clause"
                where = case.reference.name(document)
                return Line.of(case.say(key, where=where, text=sentence(unmarked(section))), section)
    return None
