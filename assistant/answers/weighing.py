"""What words, search and reading together say of clauses: which answers best, and how certain that is.

Words alone take a clause for an answer that has another attribute of the same thing, and pass over one that says it in other
words. Which clause is the best shows in all of it together; how certain it is, above all in how far it stands out from others.
Another period, another figure or a value of another kind rule a clause out (`choose.answers`); another body only counts against
it: rules read bodies wrongly in documents that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from math import exp, log

from assistant.answers.case import Case, Weight
from assistant.answers.choose import is_form, is_sure
from assistant.answers.evidence import Evidence, chunk_periods, likeness
from assistant.judging import judging
from assistant.language.items import announces, asked_noun
from assistant.reading import ClauseReading, Passage

Heading = tuple[str, tuple[str, ...]]  # a document and what clauses of it stand under


def weigh(case: Case) -> None:
    """Has the clauses read that are likeliest to answer, and weighs them; once for what is asked."""
    evidence = case.found.within(case.asked)
    if case.read is None or not _is_told_apart(case) or not evidence or evidence[0].score is not None:
        return
    likely = _likeliest(evidence)
    first, further = likely[: judging().reading.clauses], likely[judging().reading.clauses :]
    readings = case.read([_passage(e) for e in first])
    read = [(e, reading) for e, reading in zip(first, readings, strict=True) if reading]
    if len(read) * 2 > len(first):
        weights = _weighed(case, read)
        if further and _is_doubtful(weights) and all(reading.picked is None for _, reading in read):
            more = case.read([_passage(e) for e in further])
            weights = _weighed(case, read + [(e, r) for e, r in zip(further, more, strict=True) if r])
            readings = [*readings, *more]
        case.found.weigh(weights, case.asked)
    case.found.hurried |= None in readings


def answers_alone(case: Case, evidence: Evidence) -> bool:
    """Whether a clause of a document that is not asked, read alone, rather answers."""
    if case.read is None or not _is_told_apart(case):
        return True
    (reading,) = case.read([_passage(evidence)])
    if reading is None:
        return True
    rivals = [e.score for e in case.found.within(case.asked) if e.score is not None]
    own = score(case, evidence, reading)
    lacks = _lacks_value(case, evidence)
    return certainty(evidence, reading, own, rivals, lacks_value=lacks) >= judging().reading.possible


def possible(case: Case) -> Evidence | None:
    """The clause that may answer, of those that are looked at; None where none comes near."""
    least = judging().reading.possible
    near = (e for e in case.evidence if is_sure(case, e, least) and not is_form(e.chunk))
    return max(near, key=lambda e: e.standing, default=None)


def _is_told_apart(case: Case) -> bool:
    """Whether a question says enough for one clause to be the answer: "học bổng" alone any clause answers that has it."""
    return len(case.query.focus_words) >= judging().reading.subject


def _likeliest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first by search, by words and by their translation in turn: those that are read, then those that are read in doubt."""
    by_words = sorted(evidence, key=lambda e: -e.strength)
    by_translation = sorted(evidence, key=lambda e: -e.hit.translation)
    in_turn = chain.from_iterable(zip(evidence, by_words, by_translation, strict=True))
    most = judging().reading.clauses + judging().reading.further
    return list({e.chunk.id: e for e in in_turn}.values())[:most]


def _is_doubtful(weights: Mapping[str, Weight]) -> bool:
    """Whether the best of the clauses that were read would be told, and hardly: another one may say it better."""
    _, certain, _ = max(weights.values())
    return judging().reading.answers <= certain < judging().reading.doubt


def _passage(evidence: Evidence) -> Passage:
    return Passage(evidence.chunk.context, evidence.chunk.text)


def _weighed(case: Case, read: Sequence[tuple[Evidence, ClauseReading]]) -> dict[str, Weight]:
    """What was told of the clauses that were read, by chunk."""
    near = case.talked_of
    scores = [score(case, e, reading, near=near) for e, reading in read]
    most = judging().reading.clauses - 1  # rivals with which certainty was fitted
    weights: dict[str, Weight] = {}
    for (one, reading), own in zip(read, scores, strict=True):
        rivals = sorted(s for (e, _), s in zip(read, scores, strict=True) if _is_rival(one, e))
        picked = reading.picked is True
        certain = certainty(
            one,
            reading,
            own,
            rivals[-most:],
            near=_is_near(one, near),
            lists=_lists(case, one),
            lacks_value=_lacks_value(case, one),
        )
        weights[one.chunk.id] = own, certain, picked
    return weights


def _is_rival(one: Evidence, other: Evidence) -> bool:
    """Whether only one of two clauses can be meant: not where they say the same of other periods or in other documents."""
    if one.chunk.id == other.chunk.id:
        return False
    beside = one.chunk.context == other.chunk.context
    at_once = beside and chunk_periods(one.chunk) == chunk_periods(other.chunk)
    return at_once or likeness(one, other) < judging().reading.twin


def _is_near(evidence: Evidence, near: Collection[Heading]) -> bool:
    return (evidence.chunk.document_id, evidence.chunk.headings) in near


def score(case: Case, evidence: Evidence, reading: ClauseReading, *, near: Collection[Heading] = ()) -> float:
    """How well a clause answers, next to others that are asked the same; `near`: headings that are being talked of."""
    weights = judging().weighing
    told = features(case, evidence, reading, near=near)
    total: float = sum(getattr(weights, name) * value for name, value in told.items())
    return total + weights.picked * (reading.picked is True)


def features(
    case: Case, evidence: Evidence, reading: ClauseReading, *, near: Collection[Heading] = ()
) -> dict[str, float]:
    """What speaks for a clause and against it, by the names of the weights that its score multiplies it with."""
    return {
        "logit": reading.logit,
        "turn": reading.turn or 0.0,
        "dense": evidence.hit.dense,
        "translation": evidence.hit.translation,
        "retrieval": evidence.retrieval,
        "coverage": evidence.coverage,
        "adjacency": evidence.adjacency,
        "titled": any(d.id == evidence.chunk.document_id for d in case.scope),
        "period": evidence.period_fits is True,
        "other_period": evidence.period_fits is False,
        "agency": evidence.agency_fits is True,
        "other_agency": evidence.agency_fits is False,
        "other_figure": not evidence.premise_fits,
        "no_value": _lacks_value(case, evidence),
        "marginal": evidence.marginal,
        "lists": _lists(case, evidence),
        "near": _is_near(evidence, near),
    }


def certainty(
    evidence: Evidence,
    reading: ClauseReading,
    own: float,
    rivals: Iterable[float],
    *,
    near: bool = False,
    lists: bool = False,
    lacks_value: bool = False,
) -> float:
    """That a clause answers: a logit. `own` is its score, `rivals` are those of others of which only one can be meant.

    `near`: it stands beside what is being talked of; `lists`: it lists what is asked for; `lacks_value`: it has no value of
    the kind that is asked for.
    """
    weights = judging().certainty
    margin = own - log(sum(map(exp, rivals)) or exp(own - weights.alone))
    certain = (
        weights.offset
        + weights.score * own
        + weights.logit * reading.logit
        + weights.margin * margin
        + weights.period * (evidence.period_fits is True)
        + weights.agency * (evidence.agency_fits is True)
        + weights.other_agency * (evidence.agency_fits is False)
        + weights.marginal * evidence.marginal
        + weights.no_value * lacks_value
        + weights.lists * lists
        + weights.near * near
        + weights.picked * (reading.picked is True)
        + weights.passed_over * (reading.picked is False)
    )
    spoken = reading.picked or near or reading.logit >= 0 or evidence.coverage >= judging().reading.spoken
    return certain if spoken else min(certain, weights.unspoken)


def _lists(case: Case, evidence: Evidence) -> bool:
    """Whether a clause lists what a question wants listed."""
    noun = asked_noun(case.query.read) if case.query.kind in ("open", "list") else None
    return noun is not None and announces(evidence.chunk.text, noun)


def _lacks_value(case: Case, evidence: Evidence) -> bool:
    return case.query.kind == "value" and not evidence.value_fits
