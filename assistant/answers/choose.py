"""The clauses that answer a question, of all that were retrieved: for each document its best, then the documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answers.case import Case
from assistant.answers.closings import only_names_document
from assistant.answers.evidence import Evidence, chunk_periods, likeness
from assistant.documents.letterheads import NATIONAL
from assistant.judging import judging
from assistant.language.bodies import is_group
from assistant.language.deadlines import find_deadline
from assistant.language.items import only_counts, ordinal_items
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.text import place_tones, plain
from assistant.language.values import YEAR, find_periods, find_values
from assistant.questions.answer_types import without_cited
from assistant.types import Chunk, Document, Hit, Query, Responsibility

_MAX_CLAUSES = 4
_SAID = ("open", "why", "list", "compare")  # kinds that a head may answer: on what a document is based
_ASKED_BODY = re.compile(
    r"(?<!\w)(sở|bộ|cục|chi cục|trường|viện|công ty|hội|trung tâm|ngân hàng)\s+nào(?!\w)"
)
_A_YEAR = re.compile(rf"(?<!\d)(?:{YEAR})(?!\d)")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one document says to a question, best clause first."""

    document: Document
    evidence: tuple[Evidence, ...]

    @property
    def strength(self) -> float:
        """The standing of the best clause."""
        return self.evidence[0].standing


def order(case: Case) -> list[Hit]:
    """The hits within the documents that the question is asked of, with those that answer first."""

    constants = judging().choice

    def value(item: Evidence) -> tuple[bool, float]:
        fits = 0.0
        if item.period_fits is not None:
            fits += constants.period_order if item.period_fits else -constants.contrary_order
        if item.agency_fits is not None:
            fits += constants.agency_order if item.agency_fits else -constants.contrary_order
        return (item.score is not None, rank(case, item) + fits)  # what was read is likelier than the rest

    return [item.hit for item in sorted(case.evidence, key=value, reverse=True)]


def answers(case: Case, evidence: Evidence) -> bool:
    """Whether a clause answers: it speaks of the subject, and nothing in the question contradicts it."""
    # The words of the subject first: they are counted already, all else has to be read from the clause.
    worded = _has_words(case, evidence)
    if case.found.was_weighed(evidence):
        bar = judging().reading.worded if worded else judging().reading.answers
        return is_sure(case, evidence, bar)
    return worded and evidence.agency_fits is not False and not contradicts(case, evidence)


def is_sure(case: Case, evidence: Evidence, bar: float) -> bool:
    """Whether a clause that was weighed is as certain as that, and nothing in the question contradicts it."""
    sure = evidence.certainty is not None and evidence.certainty >= bar
    return sure and not contradicts(case, evidence)


def _has_words(case: Case, evidence: Evidence) -> bool:
    """Whether a clause speaks of the subject, as far as counting its words tells."""
    query, constants, bars = case.query, judging().choice, judging().evidence
    if not any(query.focus):
        return bool(query.agencies or query.values) and evidence.retrieval > constants.retrieval_alone
    if query.agencies and evidence.coverage < bars.sure:
        return False  # the body is named; that alone makes no clause about the task
    covered = evidence.coverage >= constants.least_coverage
    strong = evidence.strength >= bars.sure and covered
    return strong or (evidence.coverage >= bars.sure and evidence.strength >= bars.possible)


def contradicts(case: Case, evidence: Evidence) -> bool:
    """Whether a clause holds for another period, lacks a figure of the question, or what kind of value is asked for."""
    if evidence.period_fits is False or not evidence.premise_fits or _is_of_another_item(case, evidence):
        return True
    if case.reference.is_time_alone(evidence.chunk):  # `ways.records` tells it with its task
        return True
    asked = case.query.answer_type
    if asked and asked.alone and not evidence.type_fits:
        return True
    if case.query.kind not in _SAID and is_letterhead(evidence.chunk):
        return True
    if only_names_document(case.query, evidence.chunk):
        return True
    if only_counts(case.query.read, evidence.chunk.text) and not case.reference.children(
        case.reference.section(evidence.chunk)
    ):
        return True
    if case.query.kind == "value":
        return not _gives_amount(case, evidence) or _lacks_head(case, evidence)
    if body := _asked_body(case.query):
        return not _names_body(case, evidence, body)
    return case.query.kind == "when" and not _gives_time(case, evidence)


def _asked_body(query: Query) -> str | None:
    """The kind of body that a question asks for: "sở nào"; None where it asks for none, or for any."""
    found = _ASKED_BODY.search(query.read.lower()) if query.kind == "who" else None
    return found[1] if found else None


def _names_body(case: Case, evidence: Evidence, kind: str) -> bool:
    """Whether a clause, what stands above it, or its duty names a body of the kind that is asked for: "sở nào"."""
    duty = case.reference.duty(evidence)
    told = (
        evidence.chunk.text,
        evidence.chunk.context,
        *evidence.chunk.headings,
        duty.agency if duty else "",
    )
    return any(re.search(rf"(?<!\w){kind}(?!\w)", place_tones(plain(text)).lower()) for text in told)


def _is_of_another_item(case: Case, evidence: Evidence) -> bool:
    """Whether a clause speaks of other items than the question names: of the second view, not of "quan điểm thứ tư"."""
    asked = ordinal_items(case.query.read)
    own = ordinal_items(evidence.chunk.text) if asked else frozenset()
    return bool({noun for noun, _ in asked} & {noun for noun, _ in own}) and not asked & own


def is_letterhead(chunk: Chunk) -> bool:
    """Whether a clause begins with the head of the document: who issued it, its number, its day, its title."""
    return chunk.kind == "preamble" and NATIONAL.search(chunk.text) is not None


def is_form(chunk: Chunk) -> bool:
    """Whether a clause is the letterhead of a document, or the block of its recipients and signatures: it tells of no subject."""
    return chunk.kind == "recipients" or is_letterhead(chunk)


def _gives_time(case: Case, evidence: Evidence) -> bool:
    """Whether a clause or what stands above it names a time: a year, where one is asked for ("diễn ra năm nào").

    The years of the document's title, where its head or its foot repeats it, are no time of what is asked.
    """
    chunk = evidence.chunk
    if find_phrases(words(case.query.text), load_lexicon().asks_year):
        return any(_A_YEAR.search(text) for text in (chunk.text, chunk.context, *chunk.headings))
    duty = case.reference.duty(evidence)
    if evidence.type_fits or (duty and duty.deadline):
        return True
    title = case.reference.documents[chunk.document_id].title if evidence.marginal else ""
    titled = find_periods(plain(title))
    asked = case.query.answer_type
    told: Iterable[str] = map(plain, (chunk.text, *chunk.headings))
    if asked is None or asked.name != "issued":
        told = map(without_cited, told)
    return any(
        find_deadline(text) or _is_dated(text) or any(p not in titled for p in find_periods(text))
        for text in told
    )


def _is_dated(text: str) -> bool:
    return any(value.kind == "date" for value in find_values(text))


def _gives_amount(case: Case, evidence: Evidence) -> bool:
    query = case.query
    undated = query.periods and evidence.period_fits is None
    of_document = query.answer_type is not None and query.answer_type.name == "number"
    # What a document is based on is cited at its head.
    return evidence.value_fits and (of_document or not evidence.marginal) and not undated


def _lacks_head(case: Case, evidence: Evidence) -> bool:
    """Whether a clause lacks what the amount of is asked, which comes first: "lương giáo viên"."""
    query, constants = case.query, judging().choice
    first = query.focus_words[0] if query.focus_words and query.language == "vi" else None
    if first not in evidence.missing or not case.reference.judge.is_rare(first, constants.rare):
        return False
    return not case.found.was_weighed(evidence) or evidence.coverage < constants.least_coverage


def rank(case: Case, evidence: Evidence) -> float:
    """Standing, and whether the clause has what the kind of question asks for."""
    constants = judging().choice
    query, duty = case.query, case.reference.duty(evidence)
    bonus = 0.0
    if query.kind in ("who", "duties") and duty:
        bonus += constants.duty_bonus
    if query.kind == "where_to" and duty and duty.recipient:
        bonus += constants.recipient_bonus
    if query.kind == "when":
        bonus += _when_bonus(duty, evidence)
    if (
        query.kind == "value"
        and evidence.value_fits
        and (evidence.chunk.document_id, evidence.chunk.section_id) in case.reference.targets
    ):
        bonus += constants.target_bonus
    if evidence.period_fits:
        bonus += constants.period_bonus
    return evidence.standing + bonus


def ranked(case: Case, evidence: Iterable[Evidence]) -> list[Evidence]:
    """The evidence that answers, best first."""
    return sorted((e for e in evidence if answers(case, e)), key=lambda e: -rank(case, e))


def find_in(case: Case, document: Document, evidence: Sequence[Evidence]) -> Finding | None:
    """The clauses of a document that answer, of the evidence that is given; None where none does."""
    own = ranked(case, evidence)
    if not own or (not own[0].picked and _stated_otherwise(case, own[0], evidence)):
        return None
    return Finding(document, tuple(_chosen(case.query, own)))


def find_all(case: Case) -> list[Finding]:
    """For each document the clauses that answer, strongest document first."""
    found = [f for document in case.scope if (f := find_in(case, document, case.of(document)))]
    found.sort(key=lambda f: -f.strength)
    if len(found) < 2 or found[0].document.tier != "official":
        return found
    return [found[0], *(_like_first(case, found[0], other) for other in found[1:])]


def _stated_otherwise(case: Case, best: Evidence, of_document: Sequence[Evidence]) -> bool:
    """Whether another clause is plainly the one about the subject, and has no amount, another period or no such body."""
    query, closer, bars = case.query, judging().choice.closer, judging().evidence
    if body := _asked_body(query):
        return best.coverage < bars.possible and any(
            e.coverage >= bars.sure and not e.marginal and not _names_body(case, e, body) for e in of_document
        )
    if query.kind == "value" and any(
        not e.value_fits
        and not e.marginal
        and e.period_fits is not False
        and e.coverage >= best.coverage + closer
        for e in of_document
    ):
        return True
    return (
        bool(query.periods)
        and best.period_fits is None
        and any(
            e.period_fits is False and not e.marginal and e.coverage >= best.coverage - closer / 2
            for e in of_document
        )
    )


def _chosen(query: Query, best_first: Sequence[Evidence]) -> list[Evidence]:
    """The best clause and those that are as good: other periods of a target, further clauses of an open question."""
    constants = judging().choice
    first = best_first[0]
    chosen = [first]
    for evidence in best_first[1:]:
        if len(chosen) == _MAX_CLAUSES or evidence.strength < first.strength - constants.margin:
            break
        if query.kind in ("value", "when", "where_to", "yes_no"):
            other_period = not query.periods and chunk_periods(evidence.chunk)[:1] not in [
                chunk_periods(c.chunk)[:1] for c in chosen
            ]
            if not (
                query.kind == "value"
                and other_period
                and abs(evidence.coverage - first.coverage) < constants.tie
            ):
                continue
        elif evidence.coverage < first.coverage - constants.tie:
            continue
        chosen.append(evidence)
    return chosen


def _like_first(case: Case, first: Finding, other: Finding) -> Finding:
    """Another plan's finding, or its clause that says the same as the first plan's where that answers as well."""
    margin = judging().choice.margin
    model, own = first.evidence[0], other.evidence[0]
    alike = [
        e for e in case.of(other.document)
        if answers(case, e) and e.standing >= own.standing - 2 * margin and are_alike(case, model, e)
    ]  # fmt: skip
    best = max(alike, key=lambda e: likeness(model, e), default=own)
    return other if best in other.evidence[:1] else Finding(other.document, (best,))


def preferred(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Of documents that all answer: those of nearly the same strength; press only where no plan says it as well."""
    margin = judging().choice.margin
    findings = _without_amended(case, findings)
    official = [f for f in findings if f.document.tier == "official"]
    press = [f for f in findings if f.document.tier == "press"]
    best = findings[0].strength
    if case.query.press and press and press[0].strength >= best - margin:
        return [press[0]]
    if official and (case.query.places or official[0].strength >= best - 2 * margin):
        places = {f.document.place for f in official}
        kept = [f for f in official if case.query.places or f.strength >= official[0].strength - 2 * margin]
        return kept + [f for f in press if case.query.places and f.document.place not in places]
    return [f for f in findings if f.strength >= best - margin]


def _without_amended(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, strongest first, without weaker ones of a document that amends, or is amended by, one before."""
    kept: list[Finding] = []
    for finding in findings:
        one = (f for f in kept if case.reference.are_one(f.document.id, finding.document.id))
        if all(f.strength <= finding.strength for f in one):
            kept.append(finding)
    return kept


def counterparts(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """Clauses of other plans that say the same thing of their place in slightly other words."""
    possible = judging().evidence.possible
    model = findings[0].evidence[0]
    if findings[0].document.tier != "official" or case.query.kind == "list":
        return []
    found = {f.document.id for f in findings}
    counterparts = []
    for document in case.scope:
        if document.tier != "official" or any(case.reference.are_one(document.id, f) for f in found):
            continue
        if document.id in found:
            continue
        alike = [
            e for e in case.of(document)
            if e.strength >= possible and e.period_fits == model.period_fits and e.agency_fits is not False and e.premise_fits
            and (case.query.kind != "value" or e.value_fits) and are_alike(case, model, e)
        ]  # fmt: skip
        if alike:
            counterparts.append(Finding(document, (max(alike, key=lambda e: e.strength),)))
    return counterparts


def pair(case: Case, first: Document, second: Document) -> tuple[Finding, Finding] | None:
    """Of two documents the pair of clauses that both answer and say the same thing, not each one's best."""
    candidates = [ranked(case, case.of(side))[:5] for side in (first, second)]
    if not all(candidates):
        return None
    one, other = max(
        ((a, b) for a in candidates[0] for b in candidates[1]),
        key=lambda pair: rank(case, pair[0]) + rank(case, pair[1]) + likeness(*pair),
    )
    return Finding(first, (one,)), Finding(second, (other,))


def look_up(case: Case) -> list[Finding]:
    """What `find_all` finds; nothing where the task that a question gives to a body is plainly another's."""
    found = find_all(case)
    best = found[0].evidence[0] if found else None
    if best and not best.picked and case.query.agencies and done_by_other(case, best.coverage):
        return []
    return found


def done_by_other(case: Case, own: float) -> bool:
    """Whether the task that a question gives to a body is plainly another's; `own` is the body's best coverage.

    Who asks for the duties of a body gets them, though a closing paragraph, or one to a group, tells everyone the same.
    """
    constants, to_all = judging().choice, case.query.kind != "duties"
    least = own + constants.others_lead
    return own < constants.others_task and any(
        e.agency_fits is False
        and (duty := case.reference.duty(e)) is not None
        and (to_all or not (e.marginal or is_group(duty.agency)))
        and e.coverage >= least
        for e in case.evidence
    )


def are_alike(case: Case, first: Evidence, second: Evidence) -> bool:
    """Whether two clauses are the same clause of two plans: shared words, and the same body where one has a duty."""
    one, other = case.reference.duty(first), case.reference.duty(second)
    if (one is None) != (other is None):
        return False
    same_body = one is not None and other is not None and one.agency_name == other.agency_name
    constants = judging().choice
    return likeness(first, second) >= (constants.alike_duty if same_body else constants.alike)


def _when_bonus(duty: Responsibility | None, evidence: Evidence) -> float:
    """What a clause is worth more to a question for a time: it binds to a day, to a rhythm, or only names a day."""
    constants = judging().choice
    if duty and duty.deadline:
        return constants.dated_bonus if duty.deadline.is_dated else constants.time_bonus
    return constants.time_bonus if _is_dated(evidence.chunk.text) else 0.0
