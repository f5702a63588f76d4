"""Questions to start with, made from the rows of the registers, so that they fit whatever is indexed."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING
from urllib.parse import unquote

from assistant.errors import AssistantError
from assistant.language.english import english_name
from assistant.language.lexicon import words
from assistant.language.text import fold
from assistant.messages import Language, say
from assistant.messages.phrases import amount_in, compared_as
from assistant.questions import Part, parts_words
from assistant.types import Answer, Document, Responsibility, Target

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

SUGGESTED = 6
NEXT_SUGGESTED = 3
_SETS = 8  # of documents, whose questions are remembered
_TRIED = 10  # candidates after an answer; each is looked up
LOOKING_SECONDS = 5.0  # after an answer, for what leads on from it; nobody waits longer
LONGEST = 110  # characters of a question
_ISSUER = re.compile(r"^(?:Ủy ban nhân dân|Hội đồng nhân dân)\s+", re.IGNORECASE)
_OWN_PLACE = re.compile(r"\s+(?:của|trên địa bàn)\s+(?:toàn\s+)?(?:thành phố|tỉnh)$", re.IGNORECASE)
_ENDS_IN_PLACE_KIND = re.compile(r"(?:thành phố|tỉnh)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question to start with, and which ability it shows, in the user's words."""

    ability: str
    question: str


def suggest_questions(assistant: PolicyAssistant, language: Language) -> tuple[Suggestion, ...]:
    """Up to six questions, each of which the assistant answers now; of as many abilities as the documents allow."""
    found: dict[str, Suggestion] = {}
    for quoting in (False, True):  # what quotes the documents is in two languages: it comes behind all else
        kinds = [
            _answered(
                assistant,
                (one for one in questions if ("“" in one) is quoting),
                say(f"ability_{name}", language),
            )
            for name, questions in _kinds(assistant, language).items()
        ]
        while (
            kinds and len(found) < SUGGESTED
        ):  # in turn, so that a short list has many kinds; none is tried in vain
            kind = kinds.pop(0)
            if suggestion := next(kind, None):
                found.setdefault(_same(suggestion.question), suggestion)
                kinds.append(kind)
    return tuple(found.values())


class Suggested:
    """The questions to start with, remembered for the sets of documents that somebody sees; another index has others."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._known: OrderedDict[int, tuple[object, tuple[Suggestion, ...]]] = OrderedDict()

    def of(self, assistant: PolicyAssistant) -> tuple[Suggestion, ...]:
        """Those of the documents that the assistant has now."""
        documents = assistant.documents()  # the same tuple for the same documents
        kept, questions = self._known.get(id(documents), (None, ()))
        if kept is not documents:
            questions = suggest_questions(assistant, self._language)
            self._known[id(documents)] = (documents, questions)
            while len(self._known) > _SETS:
                self._known.popitem(last=False)
        return questions


def _answered(assistant: PolicyAssistant, candidates: Iterator[str], ability: str) -> Iterator[Suggestion]:
    """Of the first candidates those that have an answer."""
    for question in islice(dict.fromkeys(candidates), _TRIED):
        question = question[0].upper() + question[1:]
        if len(question) <= LONGEST and _has_answer(assistant, question):
            yield Suggestion(ability, question)


def _has_answer(assistant: PolicyAssistant, question: str) -> bool:
    try:
        return assistant.can_answer(question)
    except AssistantError:
        return False


def _same(question: str) -> str:
    """What is equal for questions that ask the same in slightly other words."""
    return " ".join(fold(word) for word in words(question) if word not in parts_words("same"))


def _kinds(assistant: PolicyAssistant, language: Language) -> dict[str, Iterator[str]]:
    """Questions that show what can be asked, by the ability that they show."""
    documents = {document.id: document for document in assistant.documents()}
    targets = [row for row in assistant.targets() if _usable(row)]
    duties = [row for row in assistant.responsibilities() if not row.unsure]
    return {
        "target": _about_targets(targets, documents, language),
        "comparison": _comparisons(targets, documents, language),
        "agency": _about_agencies(duties, documents, language),
        "summary": _summaries(targets, documents, language),
        "table": _lists(targets, documents, language),
        "deadline": _deadlines(duties, documents, language),
        "claim": _claims(targets, documents, language),
    }


def _usable(row: Target) -> bool:
    return row.kind == "quantitative" and row.parent is None and not row.unsure and bool(_year(row))


def _year(row: Target) -> int | None:
    """The year a target is to be reached by."""
    return row.period.last_year if row.period else None


def _place(document: Document, language: Language) -> str | None:
    """The place with its kind, as the issuer's name has it ("thành phố Huế"), else by its name; in English the name alone."""
    if language == "en":
        return document.place
    named = _ISSUER.sub("", document.issuer or "")
    return named if document.place and named.endswith(document.place) else document.place


def _indicator(row: Target) -> str:
    name = _OWN_PLACE.sub("", row.indicator)
    return name[:1].upper() + name[1:]


def _english_indicator(row: Target) -> str | None:
    """What English calls those that a share or a number is of: "trained workers"; None where it has no one term."""
    for measure in parts_words("measures"):
        name = _indicator(row)
        if fold(name).startswith(f"{fold(measure)} ") and (
            term := english_name(name[len(measure) :].strip())
        ):
            named = [word.upper() if word.upper() in name.split() else word for word in term.split()]  # STEM
            term = " ".join(named)
            return term if term.endswith("s") else f"{term}s"
    return None


def _about_targets(
    targets: list[Target], documents: dict[str, Document], language: Language
) -> Iterator[str]:
    if language == "en":  # what has an English name, before what has to be quoted
        for row in targets:
            place, name = _place(documents[row.document_id], language), _english_indicator(row)
            if place and name:
                yield say("example_target_named", language, indicator=name, place=place, period=_year(row))
        for row in targets:
            if place := _place(documents[row.document_id], language):
                yield say("example_targets", language, place=place, period=_year(row))
    for rows in zip_longest(*_by_document(targets).values()):
        for row in filter(None, rows):
            if _is_measure(row) and (place := _place(documents[row.document_id], language)):
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
            if language == "en" and (named := _english_indicator(other)):
                yield say(
                    "example_comparison_named", language, indicator=named, place=there.place, other=here.place
                )
            elif language == "en":
                yield say(
                    "example_comparison_all", language, place=there.place, other=here.place, period=_year(row)
                )
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
        place = _place(documents[document_id], language)
        if place and len(agency) <= 50 and ";" not in agency:
            if language == "vi":
                yield say(
                    "example_agency", language, agency=_agency_of(agency, place, documents[document_id])
                )
            elif named := english_name(agency):
                yield say("example_agency_named", language, agency=_as_title(named), place=place)
            else:
                yield say("example_agency", language, agency=agency)


def _as_title(name: str) -> str:
    """The name of a body with the capitals that English gives it."""
    return " ".join(word if word in ("of", "and") else word.capitalize() for word in name.split())


def _agency_of(agency: str, place: str, document: Document) -> str:
    if fold(document.place or "") in fold(agency):
        return agency
    return f"{_ENDS_IN_PLACE_KIND.sub('', agency).strip()} {place}"


def _lists(targets: list[Target], documents: dict[str, Document], language: Language) -> Iterator[str]:
    for row in reversed(targets):
        if place := _place(documents[row.document_id], language):
            yield say("example_table", language, place=place, period=_year(row))


def _summaries(targets: list[Target], documents: dict[str, Document], language: Language) -> Iterator[str]:
    for row in targets:
        if place := _place(documents[row.document_id], language):
            yield say("example_summary", language, place=place)


def _claims(targets: list[Target], documents: dict[str, Document], language: Language) -> Iterator[str]:
    """Whether a figure is right that is."""
    for row in reversed(targets):
        exact = compared_as(row.comparator) is None  # "là đạt 40%" is no Vietnamese
        if exact and _is_measure(row) and (place := _place(documents[row.document_id], language)):
            name, amount = _indicator(row), amount_in(replace(row, comparator=None), language)
            named = name[:1].lower() + name[1:]
            yield say(
                "example_claim", language, indicator=named, place=place, period=_year(row), amount=amount
            )


def _is_measure(row: Target) -> bool:
    """Whether "… là bao nhiêu?" can be asked of its indicator: of "Tỷ lệ …", not of "Phát triển …"."""
    return fold(row.indicator).startswith(tuple(f"{fold(measure)} " for measure in parts_words("measures")))


def _deadlines(
    duties: list[Responsibility], documents: dict[str, Document], language: Language
) -> Iterator[str]:
    for row in duties:
        place = _place(documents[row.document_id], language)
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
    until: float,
) -> tuple[str, ...]:
    """Up to three questions that lead on from an answer, each of which has an answer now.

    They are looked for while nothing is answered, and no longer than `until`, of `time.monotonic()`.
    """
    found: list[str] = []
    known = {_same(question) for question in (*asked, answer.question, answer.standalone_question)}
    for question in islice(_leading_on(assistant, answer, parts, language), _TRIED):
        if _same(question) in known or len(question) > LONGEST:
            continue
        known.add(_same(question))
        if not assistant.give_way(until):
            break
        if _has_answer(assistant, question):
            found.append(question)
        if len(found) == NEXT_SUGGESTED:
            break
    return tuple(found)


def answerable(assistant: PolicyAssistant, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with those corrections alone that have an answer; of the first, so that trying them stays short."""
    left = _TRIED

    def has_answer(question: str) -> bool:
        nonlocal left
        left -= 1
        return left >= 0 and _has_answer(assistant, question)

    kept: list[Part] = []
    for part in parts:
        others = tuple((name, question) for name, question in part.others if has_answer(question))
        without = part.without if part.without and has_answer(part.without) else None
        kept.append(replace(part, others=others, without=without))
    return tuple(kept)


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
    kinds = (
        (question for part in parts if part.aspect in ("place", "period") for _, question in part.others),
        (question for part in parts if part.aspect == "kind" for _, question in part.others),
        _about_agencies(in_clauses, documents, language),
        _about_targets(
            [row for row in beside if (row.document_id, row.section_id) not in cited], documents, language
        ),
        (question for part in parts if part.aspect == "agency" for _, question in part.others),
        _deadlines([row for row in duties if row.document_id in sources], documents, language),
    )
    for question in chain.from_iterable(zip_longest(*kinds)):
        if question:
            yield question[0].upper() + question[1:]
