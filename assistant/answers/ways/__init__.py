"""The ways to answer: a module for each, and the order in which they are tried; a new one goes into both."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.ways import (
    absence,
    absent_body,
    absent_document,
    absent_place,
    address,
    asking_back,
    charged,
    claims,
    comparison,
    counterpart,
    differences,
    document,
    duties,
    funding,
    last_answer,
    last_clauses,
    leader,
    lists,
    lookup,
    membership,
    office,
    origin,
    person,
    possible,
    premise,
    records,
    register,
    summary,
    talk,
    verdict,
)

Way = Callable[[Case], Draft | None]  # None: the question is another way's

WAYS: tuple[Way, ...] = (
    last_answer.answer,
    talk.answer,
    summary.answer,
    asking_back.answer,
    absent_document.answer,
    absent_place.answer,
    differences.answer,
    address.answer,
    document.answer,
    register.answer,
    person.answer,
    office.answer,
    origin.answer,
    membership.answer,
    records.answer,
    charged.answer,
    verdict.answer,
    absent_body.answer,
    last_clauses.answer_time,
    last_clauses.answer_first,
    claims.answer,
    comparison.answer,
    duties.answer,
    leader.answer,
    funding.answer,
    last_clauses.answer_body,
    lists.answer,
    lookup.answer,
    last_clauses.answer,
    counterpart.answer,
    premise.answer,
    possible.answer,
    absence.answer,
)
