"""What is not stated, said usefully: why there is no answer, the nearest clause, what another document says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.choose import Case, Selector
from assistant.answers.draft import Draft
from assistant.answers.evidence import POSSIBLE, SURE, Evidence, best_of, chunk_periods
from assistant.answers.library import Reference
from assistant.documents import unmarked
from assistant.language.addresses import Address, innermost_level, without_last
from assistant.language.bodies import is_group
from assistant.language.lexicon import words
from assistant.language.text import fold, plain, vietnamese_key
from assistant.messages.phrases import addresses_phrase, period_phrase, say, sentence
from assistant.questions.documents import is_certain, mentions
from assistant.types import AbstentionReason, Document, Query, Section

_FEW = 3  # documents that are told one by one
_CITED = 12  # clauses that a line about what there is cites
_OFF_TOPIC = 0.3  # coverage below which a question has nothing to do with the documents


def abstain(draft: Draft, query: Query, reason: AbstentionReason, key: str, **values: object) -> Draft:
    """End a draft with a reason and its sentence."""
    draft.reason = reason
    draft.add(say(key, query.language, **values), kind="absence")
    return draft


def not_stated(draft: Draft, case: Case, reference: Reference, selector: Selector) -> Draft:
    """No clause answers: tell a wrong premise from a missing subject, and show the way on."""
    query, place = case.query, reference.names(case.scope)
    if not query.focus_words and not (query.agencies or query.values or query.periods):
        reason: AbstentionReason = "ambiguous" if len(words(query.text)) < 6 else "out_of_scope"
        return abstain(draft, query, reason, reason)
    nearest = best_of(case.evidence)
    subject = best_of(e for e in case.evidence if e.coverage >= SURE)
    if subject and _contradicts(draft, case, subject, place):
        return _show(draft, query, reference, "nearest", subject)
    if nearest is None or (nearest.coverage < _OFF_TOPIC and nearest.strength < POSSIBLE):
        return abstain(draft, query, "out_of_scope", "out_of_scope")
    about = _not_found(query, nearest)
    abstain(
        draft,
        query,
        "not_in_corpus",
        "absent" if query.places else "absent_everywhere",
        place=place,
        about=about,
    )
    ids = {d.id for d in case.scope}
    other = best_of(
        e for e in case.everywhere if e.chunk.document_id not in ids and selector.answers(query, e)
    )
    if other and reference.documents[other.chunk.document_id].tier == "official":
        return _show(draft, query, reference, "elsewhere", other)
    return _show(draft, query, reference, "nearest", nearest) if nearest.strength >= POSSIBLE else draft


def _not_found(query: Query, nearest: Evidence) -> str:
    """The words of a question that its nearest clause does not have, as they were typed; empty where they are many."""
    typed = {word.lower(): word for word in re.findall(r"[^\W_]+", query.text)}
    missing = [f"“{typed.get(word, word)}”" for word in dict.fromkeys(nearest.missing)]
    if not missing or len(missing) > 4:
        return ""
    return say("not_found", query.language, words=", ".join(missing))


def _contradicts(draft: Draft, case: Case, subject: Evidence, place: str) -> bool:
    """Say which part of the question the clause about its subject contradicts; False where it contradicts none."""
    query = case.query
    if query.values and not subject.premise_fits and subject.period_fits is not False:
        abstain(
            draft, query, "wrong_premise", "wrong_value", value=", ".join(v.written for v in query.values)
        )
    elif (
        query.periods
        and any(e.period_fits is False for e in case.evidence if e.coverage >= SURE)
        and not subject.period_fits
    ):
        known = sorted(
            {
                chunk_periods(e.chunk)[0]
                for e in case.evidence
                if e.coverage >= SURE and chunk_periods(e.chunk)
            }
        )
        abstain(
            draft, query, "wrong_premise", "absent_period", place=place,
            asked=", ".join(period_phrase(p, query.language) for p in query.periods),
            known=", ".join(period_phrase(p, query.language) for p in known),
        )  # fmt: skip
    elif query.agencies and subject.agency_fits is False:
        abstain(
            draft, query, "wrong_premise", "absent_agency_task", place=place, agency=", ".join(query.agencies)
        )
    else:
        return False
    return True


def no_place(
    draft: Draft, case: Case, missing: Sequence[str], reference: Reference, selector: Selector
) -> Draft:
    """No document of the asked place: name the places there are, and show what an official document says of its own."""
    known = ", ".join(sorted({d.place for d in case.scope if d.place}, key=vietnamese_key))
    abstain(draft, case.query, "not_in_corpus", "absent_place", place=", ".join(missing), known=known)
    other = best_of(e for e in case.everywhere if selector.answers(case.query, e))
    if other and reference.documents[other.chunk.document_id].tier == "official":
        _show(draft, case.query, reference, "elsewhere", other)
    return draft


def no_agency(draft: Draft, case: Case, reference: Reference) -> Draft:
    """The asked body has no duty: say so, and show the clause about the subject where the question has one."""
    query = case.query
    abstain(
        draft,
        query,
        "wrong_premise",
        "absent_agency",
        place=reference.names(case.scope),
        agency=", ".join(query.other_agencies),
    )
    nearest = best_of(e for e in case.evidence if e.coverage >= SURE)
    if nearest and query.focus_words:
        _show(draft, query, reference, "nearest", nearest)
    return _common_duties(draft, case, reference)


def _common_duties(draft: Draft, case: Case, reference: Reference) -> Draft:
    """What a plan asks of all departments together binds one that it does not name, too."""
    departments = [a for a in case.query.other_agencies if fold(a).startswith("so ")]
    scope = {document.id for document in case.scope}
    rows = [
        row
        for row in reference.catalog.responsibilities
        if row.document_id in scope
        and is_group(row.agency)
        and fold(row.agency).startswith(("cac so", "so,"))
    ]
    for row in rows if departments else ():
        section = reference.sections[row.document_id, row.section_id]
        name = reference.name(reference.documents[row.document_id])
        draft.add(
            say("common_duty", case.query.language, where=name, agency=row.agency, text=sentence(row.task)),
            section,
        )
    return draft


def no_address(
    draft: Draft, query: Query, missing: Sequence[tuple[Document, Address]], reference: Reference
) -> Draft:
    """No clause has the asked address: say which there are where it was looked for, of a few documents.

    Of many documents those count that have the division in which it should stand.
    """
    if len({document.id for document, _ in missing}) > _FEW:
        beside = [(d, a) for d, a in missing if (above := without_last(a)) and reference.at_address(d, above)]
        missing = beside or missing
    if len({document.id for document, _ in missing}) > _FEW:
        for address in query.addresses:
            abstain(draft, query, "not_in_corpus", "absent_address_everywhere", address=address)
        return draft
    for document, address in missing:
        place = reference.name(document)
        abstain(draft, query, "not_in_corpus", "absent_address", address=address, place=place)
        _present(draft, query, document, address, reference)
    return draft


def _present(draft: Draft, query: Query, document: Document, address: Address, reference: Reference) -> None:
    """The clauses beside which an absent one would stand: those of the innermost division that there is."""
    lacking, above = address, without_last(address)
    found: list[Section] = []
    while above is not None and not (found := reference.at_address(document, above)):
        lacking, above = above, without_last(above)
    holder = found[0] if len(found) == 1 else None
    if holder:
        there = [s for s in reference.children(holder) if s.kind != "paragraph"]
    else:
        there = reference.of_level(document, innermost_level(lacking)) or reference.top(document)
    if not there:
        if holder:
            draft.add(
                say(
                    "nearest",
                    query.language,
                    where=reference.name(document),
                    text=sentence(plain(holder.text)),
                ),
                holder,
            )
        return
    key = "present_addresses" if holder else "present_in_document"
    present = addresses_phrase([(s.kind, s.label, s.address) for s in there], query.language)
    said = say(
        key,
        query.language,
        address=holder.address if holder else "",
        place=reference.name(document),
        present=present,
    )
    draft.add(said[:1].upper() + said[1:], *([holder] if holder else []), *there[:_CITED], kind="derived")


def not_indexed(draft: Draft, query: Query, scope: Sequence[Document], reference: Reference) -> Draft | None:
    """A document that is named by number and is not here: say so, and which documents refer to it; None where another answers.

    What such a document says may stand in one that carries it out, so a question with a subject of its own goes on where
    one refers to it; a number without "số" may be no document at all ("kế hoạch 5 bước").
    """
    said = False
    for name in query.unindexed:
        pattern = mentions(name)
        places = [(d, match.start()) for d in scope if (match := pattern.search(d.text))]
        subject = set(query.focus_words) - set(words(name)) or query.places or query.agencies
        if places and subject:
            return None
        if not places and not is_certain(name, query.text):
            continue
        said = True
        abstain(draft, query, "not_in_corpus", "unindexed", document=name[:1].upper() + name[1:])
        if places:
            shown = places[:_FEW]
            names = ", ".join(dict.fromkeys(reference.name(d) for d, _ in shown))
            clauses = [reference.clause_at(d, start) for d, start in shown]
            draft.add(
                say("mentioned_by", query.language, where=names), *filter(None, clauses), kind="derived"
            )
    return draft if said else None


def without_unsupported(draft: Draft, query: Query, reference: Reference) -> Draft:
    """The draft without the lines that the check leaves out; an abstention with the nearest clause where it leaves none."""
    dropped = draft.leave_out_unsupported(query.language)
    if not dropped or draft.reason or any(line.kind == "stated" for line in draft.lines):
        return draft
    draft.lines = [line for line in draft.lines if line.kind in ("absence", "framing")]
    draft.coverage = None
    abstain(draft, query, "not_in_corpus", "unread")
    source = dropped[0].sources[0]
    section = reference.sections[source.document_id, source.section_id]
    name = reference.name(reference.documents[source.document_id])
    draft.add(say("nearest", query.language, where=name, text=sentence(unmarked(section))), section)
    return draft


def _show(draft: Draft, query: Query, reference: Reference, key: str, evidence: Evidence) -> Draft:
    document = reference.documents[evidence.chunk.document_id]
    section = reference.section(evidence.chunk)
    text = sentence(unmarked(section))
    draft.add(say(key, query.language, where=reference.name(document), text=text), section)
    return draft
