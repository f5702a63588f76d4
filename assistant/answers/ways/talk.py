"""What is said to turns that ask nothing of the documents; nothing is searched for, and none of it cites anything."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.sources import described, written_date
from assistant.language.bodies import is_group
from assistant.messages import say as say_on_page
from assistant.messages.phrases import Language
from assistant.questions.complaints import complained_of
from assistant.types import Act, Catalog, Document

_LISTED = 10  # documents that are named
_LONGEST_EXAMPLE = 110  # characters of a question that is suggested
# Acts that ask for what it does not do.
BEYOND: tuple[Act, ...] = (
    "general", "drafting", "translating", "opinion", "prediction", "personal", "legal", "acting",
)  # fmt: skip


def answer(case: Case) -> Draft | None:
    """What is said to a turn that asks nothing of the documents."""
    act = case.query.act
    if act is None:
        return None
    documents = case.allowed
    if act == "documents":
        return case.draft([*reply(case, act), *_listed(case)])
    if act == "freshness":
        official = [document for document in documents if document.tier == "official"]
        dated = [document.date for document in official if document.date]
        newest = case.say("talk_newest", date=written_date(max(dated), case.query.language)) if dated else ""
        return case.draft(reply(case, act, official=len(official), newest=newest))
    if act in BEYOND:
        return declined(case, act) + case.draft(reply(case, "instead"))
    lines = reply(case, (act == "complaint" and complained_of(case.query.question)) or act)
    if act in ("abilities", "unclear"):
        lines += examples(case)
    if act == "abilities":
        lines += reply(case, "how")
    return case.draft(lines)


def declined(case: Case, act: Act) -> Draft:
    """That it does not do what is asked for, and what it does instead."""
    return case.abstain("out_of_scope", f"talk_{act}", count=len(case.allowed))


def reply(case: Case, name: str, **values: object) -> list[Line]:
    """What is said to an act."""
    return [Line.of(case.say(f"talk_{name}", count=len(case.allowed), **values), kind="framing")]


def _listed(case: Case) -> list[Line]:
    """The documents, as many as a reader takes in, and how many have no status in their record."""
    documents = case.allowed
    listed = [described(document, case.query.language) for document in documents[:_LISTED]]
    if (more := len(documents) - _LISTED) > 0:
        listed.append(case.say("talk_more_documents", count=more))
    lines = [Line.of(text, kind="framing", bullet=True) for text in listed]
    if count := sum(document.tier == "official" and document.status is None for document in documents):
        lines.append(Line.of(case.say("talk_without_status", count=count), kind="framing"))
    return lines


def examples(case: Case) -> list[Line]:
    """Questions that the registers answer, as items of a list."""
    asked = _examples(case.reference.catalog, case.allowed, case.query.language)
    return [Line.of(text, kind="framing", bullet=True) for text in asked]


def _examples(catalog: Catalog, documents: Sequence[Document], language: Language) -> list[str]:
    """A question for a list, for a body's duties, and for a deadline, from what the registers hold."""
    places = {document.id: document.place for document in documents}
    questions: list[str] = []
    for target in catalog.targets:
        year = target.period.last_year if target.period else None
        if (place := places.get(target.document_id)) and year and not target.unsure:
            questions.append(say_on_page("example_targets", language, place=place, period=year))
            break
    duties = [duty for duty in catalog.responsibilities if duty.document_id in places and not duty.unsure]
    for duty in (
        duties if language == "vi" else ()
    ):  # with a Vietnamese name in it, no question is read as English
        if not is_group(duty.agency) and len(duty.agencies) == 1:
            questions.append(say_on_page("example_agency", language, agency=duty.agency_name))
            break
    for duty in duties:
        if (
            (place := places[duty.document_id])
            and duty.recipient
            and duty.deadline
            and duty.deadline.is_dated
        ):
            questions.append(say_on_page("example_deadline", language, place=place))
            break
    return [question for question in questions if len(question) <= _LONGEST_EXAMPLE]
