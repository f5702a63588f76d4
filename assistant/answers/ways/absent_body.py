"""A body that the documents give no duty: that they give it none, and what they ask of all departments together."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.evidence import best_of, plain_name
from assistant.answers.ways.absence import show
from assistant.judging import judging
from assistant.language.bodies import is_group
from assistant.language.text import fold
from assistant.messages.phrases import sentence


def answer(case: Case) -> Draft | None:
    """Say so, and show the clause about the subject where the question has one.

    None where a clause names the body, or the question does not ask what it does.
    """
    query = case.query
    if not query.other_agencies or query.agencies or not case.asks_of_body or names_body(case):
        return None
    draft = case.abstain(
        "wrong_premise",
        "absent_agency",
        place=case.reference.names(case.scope),
        agency=", ".join(query.other_agencies),
    )
    nearest = best_of(e for e in case.evidence if e.coverage >= judging().evidence.sure)
    if nearest and query.focus_words:
        draft += show(case, "nearest", nearest)
    return draft + case.draft(_common_duties(case))


def names_body(case: Case) -> bool:
    """Whether a document names a body of the question anywhere, though it gives the body no duty of its own."""
    if any(e.agency_fits for e in case.evidence):
        return True
    names = [plain_name(agency) for agency in (*case.query.agencies, *case.query.other_agencies)]
    return any(case.reference.names_any(document, names) for document in case.scope)


def _common_duties(case: Case) -> list[Line]:
    """What a plan asks of all departments together binds one that it does not name, too."""
    if not any(fold(agency).startswith("so ") for agency in case.query.other_agencies):
        return []
    reference = case.reference
    lines = []
    for document in case.scope:
        for row in reference.duties_of(document.id):
            if is_group(row.agency) and fold(row.agency).startswith(("cac so", "so,")):
                name = reference.name(document)
                said = case.say("common_duty", where=name, agency=row.agency, text=sentence(row.task))
                lines.append(Line.of(said, reference.sections[row.document_id, row.section_id]))
    return lines
