"""The metrics: small pure functions over one question, its answer and the source texts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.answers import AnsweredCitation, AnsweredSentence, AnswerRecord, FoundPassage
from evals.normalise import contains_phrase, markers, normalise, plain
from evals.records import Fact, GoldQuote, quote_spans
from evals.register_counts import count_rows
from evals.values import Evidence, Number, Value, extract_values

COVERED_SHARE = 0.5
_LONGEST_UNIT = 24  # characters of a cell that is a unit of measure
MAXIMUM_SPAN_CHARACTERS = 4000  # whoever cites a whole document has pointed at nothing

Groups = Sequence[Sequence[GoldQuote]]
Texts = Mapping[str, str]  # document id → source text


# Evidence


def covers(document_id: str, start: int, end: int, gold: GoldQuote, texts: Texts) -> bool:
    """Whether the span [start, end) of the document covers at least half of the gold quote's characters.

    Any occurrence of the quote in its document counts; a span of more than 4,000 characters covers nothing.
    """
    if document_id != gold.document or end - start > MAXIMUM_SPAN_CHARACTERS:
        return False
    return any(
        min(end, gold_end) - max(start, gold_start) >= COVERED_SHARE * (gold_end - gold_start)
        for gold_start, gold_end in quote_spans(texts.get(gold.document, ""), gold.quote)
    )


def groups_found(hit: FoundPassage, groups: Groups, texts: Texts) -> frozenset[int]:
    """The positions of the evidence groups of which the hit covers a quote."""
    return frozenset(
        position
        for position, group in enumerate(groups)
        if any(covers(hit.document_id, hit.start, hit.end, gold, texts) for gold in group)
    )


def recall_at(found: Sequence[frozenset[int]], group_count: int, k: int) -> float:
    """Share of the evidence groups found among the first k hits; `found` holds the groups of each hit."""
    return len(frozenset[int]().union(*found[:k])) / group_count


def reciprocal_rank(found: Sequence[frozenset[int]]) -> float:
    """1 / rank of the first hit that covers a gold quote; 0 where none does."""
    return next((1 / rank for rank, groups in enumerate(found, start=1) if groups), 0.0)


def ndcg_at(found: Sequence[frozenset[int]], group_count: int, k: int = 10) -> float:
    """Discounted gain of the first k hits over that of the ideal order.

    The gain of a hit is the number of groups that no earlier hit has found; ideally, each finds one.
    """
    seen: set[int] = set()
    gain = 0.0
    for rank, groups in enumerate(found[:k], start=1):
        gain += len(groups - seen) / math.log2(rank + 1)
        seen |= groups
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(group_count, k) + 1))
    return min(1.0, gain / ideal)


def right_document_first(hits: Sequence[FoundPassage], groups: Groups) -> bool:
    """Whether the first hit stands in a document that holds gold."""
    return bool(hits) and hits[0].document_id in {gold.document for group in groups for gold in group}


# Exactness


def states(text: str, statement: str, kind: str, language: str = "vi") -> bool:
    """Whether the text says `statement`: its values as values where the kind has any, else its words."""
    values = extract_values(statement, language) if kind != "text" else ()
    if values:
        evidence = Evidence([text], language)
        return all(evidence.supports(value) for value in values)
    return contains_phrase(text, statement)


def missing_facts(answer: AnswerRecord, facts: Iterable[Fact]) -> list[str]:
    """The first spelling of each vital fact of which the answer has none."""
    text = plain(answer.text)
    return [
        fact.any_of[0]
        for fact in facts
        if fact.vital and not any(states(text, each, fact.kind, answer.language) for each in fact.any_of)
    ]


def forbidden_found(answer: AnswerRecord, forbidden: Iterable[str]) -> list[str]:
    """The forbidden values that the answer has outside the titles and addresses of what it cites."""
    text = without_names(plain(answer.text), answer.citations)
    return [value for value in forbidden if states(text, value, _kind_of(value), answer.language)]


def _kind_of(statement: str) -> str:
    """ "number" where the statement is one value and nothing else, "text" otherwise."""
    values = extract_values(statement)
    return "number" if len(values) == 1 and normalise(values[0].shown) == normalise(statement) else "text"


def without_names(text: str, citations: Iterable[AnsweredCitation], *, headings: bool = False) -> str:
    """The normalised text without the titles, addresses and, if wished, headings of the citations."""
    text = normalise(text)
    names = {
        normalise(name)
        for each in citations
        for name in (each.document_title, each.address, *(each.headings if headings else ()))
    }
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ; ", text)
    return text


# Unsupported values


def _repeats_question(text: str, answer: AnswerRecord) -> bool:
    """Whether a sentence is one of several questions of a turn, above its answer: "**2. Ai chủ trì?**"."""
    heading = re.fullmatch(r"\*\*\d\. (.+)\?\*\*", text)
    return heading is not None and normalise(heading[1]) in normalise(answer.standalone_question)


@dataclass(frozen=True, slots=True)
class UnsupportedValue:
    """A value that the sentence's sources do not state, as it is written, with the sentence's kind."""

    value: str
    kind: str
    sentence: str


def unsupported_values(answer: AnswerRecord) -> tuple[list[UnsupportedValue], int]:
    """What the answer states without support, and the number of values that were checked.

    `stated`: each value must occur in the quotes that the sentence cites, their headings, document titles,
    numbers or issuers. `derived`: there, or it can be computed from them. `framing` has no sources, so any
    value counts. `absence` is exempt. A value that the text has and no sentence has counts as `unlisted`.
    """
    if answer.outcome == "talk":
        return [], 0  # the numbers and dates in a list of documents are those of the list
    by_number = {citation.number: citation for citation in answer.citations}
    found: list[UnsupportedValue] = []
    checked = 0
    listed: list[str] = []
    for sentence in answer.sentences:
        listed.append(sentence.text)
        if sentence.kind == "absence" or _repeats_question(sentence.text, answer):
            continue
        cited = [by_number[number] for number in sentence.citations if number in by_number]
        evidence = evidence_of([] if sentence.kind == "framing" else cited)
        if sentence.kind == "derived" and not cited:
            evidence = evidence_of(answer.citations)
        for value in values_stated(sentence, cited, answer.language):
            checked += 1
            derived = sentence.kind == "derived" and can_be_derived(value, evidence, cited, answer)
            if not (evidence.supports(value) or derived):
                found.append(UnsupportedValue(value.shown, sentence.kind, sentence.text))
    unlisted = Evidence([plain(text) for text in listed], answer.language)
    text = without_names(plain(answer.text), answer.citations, headings=True)
    for value in extract_values(text, answer.language):
        if not unlisted.supports(value):
            checked += 1
            found.append(UnsupportedValue(value.shown, "unlisted", answer.text[:200]))
    return found, checked


def evidence_of(citations: Sequence[AnsweredCitation]) -> Evidence:
    """Quotes, headings, document titles, numbers and issuers of the citations."""
    parts = (
        [each.quote, *each.headings, each.document_title, each.document_number or "", each.issuer or ""]
        for each in citations
    )
    rows = [with_units(each.quote) for each in citations if each.quote.startswith("|")]
    return Evidence([*(plain(part) for source in parts for part in source), *rows])


def with_units(row: str) -> str:
    """The figures of a table row, each with each unit that stands in a column of its own ("%", "triệu đồng")."""
    cells = [cell.strip(" *_") for cell in row.strip().strip("|").split("|")]
    units = [cell for cell in cells if cell and len(cell) <= _LONGEST_UNIT and not re.search(r"\d", cell)]
    figures = [cell for cell in cells if re.fullmatch(r"[^\w%]*\d[\d.,\u00a0]*", cell)]
    return " ; ".join(f"{figure} {unit}" for figure in figures for unit in units)


def values_stated(
    sentence: AnsweredSentence, cited: Iterable[AnsweredCitation], language: str
) -> tuple[Value, ...]:
    """The values of a sentence, without those of markers and of the clauses and documents that it names."""
    return extract_values(without_names(plain(sentence.text), cited, headings=True), language)


def can_be_derived(
    value: Value, evidence: Evidence, cited: Sequence[AnsweredCitation], answer: AnswerRecord
) -> bool:
    """Whether a number counts citations, documents, coverage or the rows of a register, or is a difference of two cited."""
    if not isinstance(value, Number):
        return False
    if not value.unit:
        sources = cited or answer.citations
        counts = {len(sources), len({each.document_id for each in sources}), *answer.coverage}
        if value.amount in counts | count_rows(sources):
            return True
    amounts = [number.amount for number in evidence.numbers if number.unit == value.unit]
    return any(
        abs(first - second) == value.amount for first in amounts for second in amounts if first != second
    )


# Citations


def marker_validity(answer: AnswerRecord) -> tuple[int, int]:
    """(valid markers, markers): a valid one names a listed citation and agrees with its sentence.

    The markers of the text, in order, must be the sentences' citations, in order; a place where they differ
    and a missing marker count as invalid. So does a listed citation that nothing uses.
    """
    known = {citation.number for citation in answer.citations}
    in_text = markers(answer.text)
    in_sentences = [number for sentence in answer.sentences for number in sentence.citations]
    total = max(len(in_text), len(in_sentences))
    valid = sum(
        first == second and first in known for first, second in zip(in_text, in_sentences, strict=False)
    )
    unused = len(known - set(in_text))
    return valid, total + unused


def is_faithful(citation: AnsweredCitation, texts: Texts) -> bool:
    """Whether the quote is, to the letter, `source[start:end]` of its document."""
    source = texts.get(citation.document_id)
    return (
        bool(citation.quote)
        and source is not None
        and source[citation.start : citation.end] == citation.quote
    )


def _covers_gold(citation: AnsweredCitation, group: Iterable[GoldQuote], texts: Texts) -> bool:
    return is_faithful(citation, texts) and any(
        covers(citation.document_id, citation.start, citation.end, gold, texts) for gold in group
    )


def groups_cited(answer: AnswerRecord, groups: Groups, texts: Texts) -> int:
    """The number of evidence groups of which a faithful citation covers a quote."""
    return sum(any(_covers_gold(each, group, texts) for each in answer.citations) for group in groups)


def citations_on_gold(answer: AnswerRecord, groups: Groups, texts: Texts) -> int:
    """The number of citations that cover a gold quote."""
    gold = [member for group in groups for member in group]
    return sum(_covers_gold(citation, gold, texts) for citation in answer.citations)


# Trust


def is_trusted(
    *, answerable: bool, abstained: bool, exact: bool, groups: int, cited: int, unsupported: int
) -> bool:
    """Answerable: exact, every evidence group cited, nothing unsupported. Unanswerable: abstained."""
    if not answerable:
        return abstained
    return not abstained and exact and cited == groups and unsupported == 0


def mean_of_classes(answerable: Sequence[bool], unanswerable: Sequence[bool]) -> float | None:
    """Mean of the two shares, of one where the other class is empty: always to answer scores at most .5."""
    shares = [sum(values) / len(values) for values in (answerable, unanswerable) if values]
    return sum(shares) / len(shares) if shares else None
