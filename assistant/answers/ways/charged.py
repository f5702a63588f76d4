"""Yes or no: whether the body that a question names has the task, leads it or takes part; else who has it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.bearing import denies
from assistant.answers.case import Case
from assistant.answers.choose import is_sure
from assistant.answers.draft import Draft
from assistant.answers.evidence import best_of
from assistant.answers.stating import duty_line, judged
from assistant.answers.weighing import weigh
from assistant.judging import judging
from assistant.language.bodies import agency_names, is_group
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.types import Responsibility

_HELPING = "phối hợp"


def answer(case: Case) -> Draft | None:
    """The verdict, with the duty that says so; None where a question names no body and task, or no duty is about the task."""
    query = case.query
    bodies = {*query.agencies, *query.other_agencies}
    if not case.confirming or query.of_register or query.values or not bodies or not query.focus_words:
        return None
    duties = _about(case)
    if not duties or denies(query.text) or find_phrases(words(query.text), load_lexicon().only):
        return None
    own = [each for each in duties if bodies.intersection(_all_bodies(each[1]))]
    constants = judging().choice
    best = max(share for share, _ in duties)
    least = max(judging().evidence.sure, min(constants.others_task, best - constants.others_lead))
    near = [
        row for share, row in sorted(own, key=lambda each: -each[0]) if share >= max(least, constants.charged)
    ]
    if _asks_to_lead(case):
        return _leads(case, duties, near, bodies)
    if near:
        return _told(case, near[0], "no" if _is_sent_elsewhere(case, near[0]) else "yes")
    if own and max(share for share, _ in own) >= least:
        return None  # it has a task that may be the one
    share, row = duties[0]
    strongest = best_of(case.evidence)
    if any(map(is_group, (*bodies, *row.agencies))):
        return None  # who is meant by "các sở, ngành" may be one of the others
    plainly = strongest is not None and strongest.chunk.section_id == row.section_id
    return _told(case, row, "no") if plainly and share >= constants.others_task else None


def _leads(
    case: Case,
    duties: Sequence[tuple[float, Responsibility]],
    near: Sequence[Responsibility],
    bodies: set[str],
) -> Draft | None:
    """The verdict on who leads a task or answers for it, which who takes part does not: by the clause that surely is about it,
    else by the duties of the body that are `near` what is asked."""
    weigh(case)
    best = max(case.evidence, key=lambda e: e.standing)
    key = best.chunk.document_id, best.chunk.section_id
    of_best = [(share, row) for share, row in duties if (row.document_id, row.section_id) == key]
    share = max((share for share, _ in of_best), default=0.0)
    alone = not case.found.was_weighed(best) and share >= judging().choice.others_task
    if of_best and (alone or is_sure(case, best, judging().reading.answers)):
        rows = [row for _, row in of_best if row.role != _HELPING]
        if led := [row for row in rows if bodies.intersection(row.agencies)]:
            return _told(case, led[0], "yes")
        if rows and not any(map(is_group, (*bodies, *rows[0].agencies))):
            return _told(case, rows[0], "no")
    own = [row for row in near if bodies.intersection(row.agencies)]
    return _told(case, own[0], "no" if own[0].role == _HELPING else "yes") if own else None


def _about(case: Case) -> list[tuple[float, Responsibility]]:
    """The duties that speak of the task, with how much of it they cover, in the order of their clauses' strength."""
    reference = case.reference
    found = []
    for evidence in sorted(case.evidence, key=lambda e: -e.strength):
        section = reference.section(evidence.chunk)
        above = " ".join(section.headings)
        for row in reference.duties.get((section.document_id, section.id), ()):
            share = reference.judge.coverage(case.query, row.document_id, row.quote, above)
            if share >= judging().evidence.sure and not row.unsure:
                found.append((share, row))
    return list(dict.fromkeys(found))


def _all_bodies(row: Responsibility) -> set[str]:
    """The bodies of a duty and those that help them."""
    return {*row.agencies, *(name for partner in row.partners for name in agency_names(partner))}


def _is_sent_elsewhere(case: Case, row: Responsibility) -> bool:
    """Whether a question names a body besides who acts, and the duty sends its result to another: "gửi về Sở Y tế"."""
    query = case.query
    others = {*query.agencies, *query.other_agencies} - _all_bodies(row)
    return bool(row.recipient and others) and not any(name in (row.recipient or "") for name in others)


def _asks_to_lead(case: Case) -> bool:
    """Whether a question says that the body leads, or answers for the task."""
    said, lexicon = words(case.query.read), load_lexicon()
    return any(find_phrases(said, phrases) for phrases in (lexicon.roles["chủ trì"], lexicon.accountable))


def _told(case: Case, row: Responsibility, verdict: str) -> Draft:
    return judged(case, duty_line(case.asking("who"), row), verdict)
