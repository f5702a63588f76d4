"""Questions to start with, made from the rows of the registers, so that they fit whatever is indexed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING
from urllib.parse import unquote

from assistant.errors import AssistantError
from assistant.language.text import fold
from assistant.messages import Language, say
from assistant.questions import Part
from assistant.types import Answer, Document, Responsibility, Target

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

SUGGESTED = 6
NEXT_SUGGESTED = 3
_TRIED = 10  # candidates after an answer; each is looked up
LONGEST = 110  # characters of a question
_ISSUER = re.compile(r"^(?:Ủy ban nhân dân|Hội đồng nhân dân)\s+", re.IGNORECASE)
_OWN_PLACE = re.compile(r"\s+(?:của|trên địa bàn)\s+(?:toàn\s+)?(?:thành phố|tỉnh)$", re.IGNORECASE)
_ENDS_IN_PLACE_KIND = re.compile(r"(?:thành phố|tỉnh)$", re.IGNORECASE)


def suggest_questions(assistant: PolicyAssistant, language: Language) -> tuple[str, ...]:
    """Up to six different kinds of questions, each of which the assistant answers now."""
    return tuple(_answered(assistant, _candidates(assistant, language)))


def _answered(assistant: PolicyAssistant, candidates: Iterator[str]) -> Iterator[str]:
    found = 0
    for question in dict.fromkeys(candidates):
        try:
            answered = assistant.can_answer(question)
        except AssistantError:
            continue
        if answered:
            yield question
            found += 1
        if found == SUGGESTED:
            return


def _candidates(assistant: PolicyAssistant, language: Language) -> Iterator[str]:
    """Questions of each kind in turn, so that a short list has many kinds."""
    documents = {document.id: document for document in assistant.documents()}
    targets = [row for row in assistant.targets() if _usable(row)]
    duties = [row for row in assistant.responsibilities() if not row.unsure]
    kinds = (
        _about_targets(targets, documents, language),
        _comparisons(targets, documents, language),
        _about_agencies(duties, documents, language),
        _lists(targets, documents, language),
        _deadlines(duties, documents, language),
    )
    questions = chain.from_iterable(zip_longest(*kinds))
    return (
        question[0].upper() + question[1:] for question in questions if question and len(question) <= LONGEST
    )


def _usable(row: Target) -> bool:
    return row.kind == "quantitative" and row.parent is None and not row.unsure and bool(_year(row))


def _year(row: Target) -> int | None:
    """The year a target is to be reached by."""
    return row.period.last_year if row.period else None


def _place(document: Document) -> str | None:
    """The place with its kind, as the issuer's name has it ("thành phố Huế"), else by its name."""
    named = _ISSUER.sub("", document.issuer or "")
    return named if document.place and named.endswith(document.place) else document.place


def _indicator(row: Target) -> str:
    name = _OWN_PLACE.sub("", row.indicator)
    return name[:1].upper() + name[1:]


def _about_targets(
    targets: list[Target], documents: dict[str, Document], language: Language
) -> Iterator[str]:
    for rows in zip_longest(*_by_document(targets).values()):
        for row in filter(None, rows):
            if place := _place(documents[row.document_id]):
                yield say(
                    "example_target", language, indicator=_indicator(row), place=place, period=_year(row)
                )


def _comparisons(targets: list[Target], documents: dict[str, Document], language: Language) -> Iterator[str]:
    """Indicators that two documents state for the same year."""
    first: dict[tuple[str, int | None], Target] = {}
    for row in targets:
        other = first.setdefault((row.indicator_name, _year(row)), row)
        here, there = documents[row.document_id], documents[other.document_id]
        if here.place and there.place and here.place != there.place:
            name = _indicator(other)
            yield say(
                "example_comparison",
                language,
                indicator=name[:1].lower() + name[1:],
                place=there.place,
                other=here.place,
                period=_year(row),
            )


def _about_agencies(
    duties: list[Responsibility], documents: dict[str, Document], language: Language
) -> Iterator[str]:
    """Bodies with few duties make short answers: they come first."""
    counts: dict[tuple[str, str], int] = {}
    for row in duties:
        counts[row.document_id, row.agency] = counts.get((row.document_id, row.agency), 0) + 1
    for (document_id, agency), _ in sorted(counts.items(), key=lambda item: item[1]):
        place = _place(documents[document_id])
        if place and len(agency) <= 50 and ";" not in agency:
            yield say("example_agency", language, agency=_agency_of(agency, place, documents[document_id]))


def _agency_of(agency: str, place: str, document: Document) -> str:
    if fold(document.place or "") in fold(agency):
        return agency
    return f"{_ENDS_IN_PLACE_KIND.sub('', agency).strip()} {place}"


def _lists(targets: list[Target], documents: dict[str, Document], language: Language) -> Iterator[str]:
    for row in targets:
        if place := _place(documents[row.document_id]):
            yield say("example_targets", language, place=place, period=_year(row))


def _deadlines(
    duties: list[Responsibility], documents: dict[str, Document], language: Language
) -> Iterator[str]:
    for row in duties:
        place = _place(documents[row.document_id])
        if place and row.recipient and row.deadline and row.deadline.is_dated:
            yield say("example_deadline", language, place=place)


def _by_document(targets: list[Target]) -> dict[str, list[Target]]:
    grouped: dict[str, list[Target]] = {}
    for row in targets:
        grouped.setdefault(row.document_id, []).append(row)
    return grouped


def suggest_next(
    assistant: PolicyAssistant,
    answer: Answer,
    parts: Sequence[Part],
    language: Language,
    *,
    asked: Collection[str] = (),
) -> tuple[str, ...]:
    """Up to three questions that lead on from an answer, each of which has an answer now."""
    found: list[str] = []
    known = {fold(question) for question in (*asked, answer.question, answer.standalone_question)}
    for question in islice(_leading_on(assistant, answer, parts, language), _TRIED):
        if fold(question) in known or len(question) > LONGEST:
            continue
        known.add(fold(question))
        try:
            if assistant.can_answer(question):
                found.append(question)
        except AssistantError:
            continue
        if len(found) == NEXT_SUGGESTED:
            break
    return tuple(found)


def _leading_on(
    assistant: PolicyAssistant, answer: Answer, parts: Sequence[Part], language: Language
) -> Iterator[str]:
    """The same of another place, period or body; who does what in the cited clauses; what else is to be reached there."""
    documents = {document.id: document for document in assistant.documents()}
    cited = {(c.document_id, unquote(c.url.partition("#")[2])) for c in answer.citations}
    sources = {document_id for document_id, _ in cited}
    duties = [row for row in assistant.responsibilities() if not row.unsure]
    targets = [row for row in assistant.targets() if _usable(row)]
    in_clauses = [row for row in duties if (row.document_id, row.section_id) in cited]
    beside = [row for row in targets if row.document_id in sources]
    first = next((n for n, row in enumerate(beside) if (row.document_id, row.section_id) in cited), 0)
    kinds = (
        (question for part in parts if part.aspect in ("place", "period") for _, question in part.others),
        (question for part in parts if part.aspect == "kind" for _, question in part.others),
        _about_agencies(in_clauses, documents, language),
        _about_targets(beside[first + 1 :], documents, language),
        (question for part in parts if part.aspect == "agency" for _, question in part.others),
        _deadlines([row for row in duties if row.document_id in sources], documents, language),
    )
    for question in chain.from_iterable(zip_longest(*kinds)):
        if question:
            yield question[0].upper() + question[1:]
