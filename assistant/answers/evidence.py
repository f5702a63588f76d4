"""Evidence: how well a clause answers a question, judged from the words of both, not from a retrieval score.

A retrieval score cannot tell an unanswerable question from an answerable one (measured: AUROC .50 on adversarial
questions). What can is whether the clause speaks of what is asked: its subject, place, period, body and kind of value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from assistant.answers.figures import counts, has_value, has_value_in_cells, states
from assistant.index import Library
from assistant.judging import EvidenceConstants, judging
from assistant.language.lexicon import Phrases, find_phrases, load_lexicon, words
from assistant.language.text import fold, plain
from assistant.language.values import Period, Value, find_periods
from assistant.questions.answer_types import gives
from assistant.types import Chunk, Hit, Query


@dataclass(frozen=True)
class Evidence:
    """A chunk and what of the question it covers; all shares are 0 to 1.

    What fits is read from the clause when it is first asked for: of most clauses nobody asks.
    """

    hit: Hit
    coverage: float
    adjacency: float
    missing: tuple[str, ...]
    retrieval: float
    marginal: bool  # head or foot of the document
    _query: Query = field(compare=False, repr=False)
    _judge: Judge = field(compare=False, repr=False)
    score: float | None = None  # how well it answers next to others, by reading it too; None: it was not read
    certainty: float | None = None  # that it answers: a logit
    picked: bool = False  # whether a chat model that read it says, with words of the clause, that it answers

    @property
    def query(self) -> Query:
        """The question that the clause is judged against."""
        return self._query

    @cached_property
    def period_fits(self) -> bool | None:
        """Whether the clause holds for an asked period; None where the question names none, or the clause has none."""
        return self._judge.period_fits(self._query, self.chunk)

    @cached_property
    def agency_fits(self) -> bool | None:
        """Whether the clause is a duty of an asked body, or names one; None where the question names none."""
        return self._judge.agency_fits(self._query, self.chunk)

    @cached_property
    def value_fits(self) -> bool:
        """Whether the clause has a value of the kind that is asked for."""
        return self._judge.value_fits(self._query, self.chunk)

    @cached_property
    def type_fits(self) -> bool | None:
        """Whether the clause, or a heading above it, gives an answer of the type that is asked for; None where none is."""
        asked = self._query.answer_type
        return None if asked is None else any(gives(asked, text) for text in _told(self.chunk))

    @cached_property
    def premise_fits(self) -> bool:
        """Whether the figures in the question stand in the clause, of which a chunk may be a piece, or above it."""
        return all(self.states(asked) for asked in self._query.values)

    def states(self, asked: Value) -> bool:
        """Whether the clause has a figure of the question, of whatever it is, or one that is equal to it in another unit."""
        return self._judge.states(self._query, self.chunk, asked)

    @property
    def chunk(self) -> Chunk:
        """The chunk that is judged."""
        return self.hit.chunk

    @property
    def strength(self) -> float:
        """How far the clause answers the question, 0 to 1."""
        constants = judging().evidence
        beside, found = constants.adjacency_weight, constants.retrieval_weight
        whole = (1 - beside - found) * self.coverage + beside * self.adjacency + found * self.retrieval
        return whole * constants.marginal if self.marginal else whole

    @property
    def standing(self) -> float:
        """What clauses that answer are ordered by: the score in terms of strength; strength where it was not read."""
        return self.strength if self.score is None else judging().reading.scale * self.score


@dataclass(frozen=True, slots=True)
class _Words:
    accented: frozenset[str]
    folded: frozenset[str]
    text: str  # folded words with a space at both ends
    accented_text: str

    @classmethod
    def of(cls, text: str) -> _Words:
        tokens = words(plain(text))
        accented = f" {' '.join(tokens)} "
        folded = fold(accented)
        return cls(frozenset(tokens), frozenset(folded.split()), folded, accented)

    def without(self, others: _Words) -> _Words:
        """The words that others are not."""
        kept = (word for word in self.accented_text.split() if fold(word) not in others.folded)
        return _Words.of(" ".join(kept))


@dataclass(frozen=True, slots=True)
class _Subject:
    """The focus of a question with what judging needs: weights, neighbouring pairs, terms with other wordings."""

    # position, word, the word folded, weight, pair, weight of the pair
    words: tuple[tuple[int, str, str, float, str | None, float], ...]
    terms: tuple[tuple[range, str, tuple[str, ...]], ...]  # positions, folded term, its other wordings
    general: frozenset[int]  # positions of words that take any subject


class Judge:
    """Judges chunks against questions with the rows and the word frequencies of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._plain = lru_cache(maxsize=4096)(plain_name)
        self._subject = lru_cache(maxsize=64)(self._weigh)
        self._own = lru_cache(maxsize=4096)(lambda text: _Words.of(text))

    def weight(self, word: str) -> float:
        """Inverse document frequency of a word; a word that no clause has weighs most."""
        return self._library.weight(word)

    def is_rare(self, word: str, count: int) -> bool:
        """Whether fewer than `count` clauses have the word."""
        return self._library.frequency.get(word, 0) < count

    def coverage(self, query: Query, document_id: str, own: str, above: str) -> float:
        """Share of a question's subject that words and what stands above them cover, 0 to 1."""
        document = self._library.documents[document_id]
        title = self._own(f"{document.title} {document.place or ''}")
        return self._cover(query, self._own(own), self._own(above), title)[0]

    def assess(self, query: Query, hit: Hit, *, best_score: float, worst_score: float) -> Evidence:
        """The evidence that a hit gives; the scores are those of the best and the worst hit of the same search."""
        chunk = hit.chunk
        marginal = not chunk.headings and chunk.kind in ("preamble", "closing", "recipients")
        own = self._own(chunk.text)
        above = self._own(" ".join(chunk.headings) or chunk.context.rpartition(">")[2])
        title = self._own(self._library.documents[chunk.document_id].title + " " + (chunk.place or ""))
        if marginal:  # the head and the foot repeat the title, whatever is asked
            beside = own.without(title)
            own = own if any(fold(word) in beside.folded for word in query.focus_words) else beside
        coverage, adjacency, missing = self._cover(query, own, above, title)
        spread = best_score - worst_score
        return Evidence(
            hit=hit,
            coverage=coverage,
            adjacency=adjacency,
            missing=missing,
            retrieval=(hit.score - worst_score) / spread if spread > 0 else 1.0,
            marginal=marginal,
            _query=query,
            _judge=self,
        )

    def period_fits(self, query: Query, chunk: Chunk) -> bool | None:
        """Whether a clause holds for an asked period; None where the question or the clause names none.

        What a plan "for the year 2026" says need not repeat the year.
        """
        if not query.periods:
            return None
        if periods := chunk_periods(chunk):
            return any(p.answers(asked) for p in periods for asked in query.periods)
        whole = self._library.title_period(self._library.documents[chunk.document_id])
        return True if whole in query.periods else None

    def agency_fits(self, query: Query, chunk: Chunk) -> bool | None:
        """Whether a clause is a duty of one of the asked bodies, or names one; None where the question names none."""
        asked = (*query.agencies, *query.other_agencies)
        if not asked:
            return None
        duties = self._library.duties.get((chunk.document_id, chunk.section_id), ())
        if any(agency in asked for duty in duties for agency in duty.agencies):
            return True
        text = self._plain(" ".join((*chunk.headings, chunk.text)))
        return any(plain_name(name) in text for name in asked)

    def value_fits(self, query: Query, chunk: Chunk) -> bool:
        """Whether a clause has a value of the asked kind; of a table row, by the units of its cells."""
        cells = self._library.targets.get((chunk.document_id, chunk.section_id))
        if chunk.kind != "table_row":
            return has_value(query, chunk.text)
        if cells is None:
            heads = chunk.headings[-1] if chunk.headings else ""
            return has_value(query, chunk.text) or has_value_in_cells(query, chunk.text, heads)
        return any(counts(query, row) for row in cells if row.value is not None)

    def states(self, query: Query, chunk: Chunk, asked: Value) -> bool:
        """Whether the clause of a chunk has a figure of a question, or what stands above it."""
        clause = self._library.sections.get((chunk.document_id, chunk.section_id))
        told = (clause.text if clause else chunk.text, *chunk.headings)
        return any(states(text, asked, query.read) for text in told)

    def _cover(
        self, query: Query, own: _Words, above: _Words, title: _Words
    ) -> tuple[float, float, tuple[str, ...]]:
        if not any(query.focus):
            return 1.0, 1.0, ()
        untranslated = frozenset(words(query.text)) if query.language == "en" else frozenset()
        constants = judging().evidence
        subject = self._subject(query.focus, untranslated, constants)
        shares, absent = _term_shares(subject, own, above)
        total = gained = pair_total = pair_gained = 0.0
        missing: list[str] = []
        for index, word, folded, weight, pair, pair_weight in subject.words:
            share = max(
                shares.get(index, 0.0),
                _share(word, folded, own, above, title, constants, accented=query.accented),
            )
            if index in absent:
                share = min(share, constants.torn_share)
            if share < constants.missing:
                missing.append(word)
                if index in subject.general:
                    weight *= constants.general
            total += weight
            gained += weight * share
            if pair is None:
                continue
            pair_total += pair_weight
            if pair in own.text or shares.get(index, 0.0) > 0 or shares.get(index + 1, 0.0) > 0:
                pair_gained += pair_weight
            elif pair in above.text:
                pair_gained += constants.heading_share * pair_weight
        adjacency = pair_gained / pair_total if pair_total else gained / total
        return gained / total, adjacency, tuple(missing)

    def _weigh(
        self, focus: tuple[str | None, ...], untranslated: frozenset[str], constants: EvidenceConstants
    ) -> _Subject:
        """What judging a question needs of its words, worked out once for all clauses."""
        weighed = []
        for index, word in enumerate(focus):
            if word is None:
                continue
            known = word in self._library.frequency or word not in untranslated
            weight = self.weight(word) * (1.0 if known else constants.untranslated)
            following = focus[index + 1] if index + 1 < len(focus) else None
            pair = f" {fold(word)} {fold(following)} " if following else None
            pair_weight = weight + self.weight(following) if following else 0.0
            weighed.append((index, word, fold(word), weight, pair, pair_weight))
        lexicon = load_lexicon()
        synonyms = lexicon.synonyms
        tokens = [word or "\0" for word in focus]
        terms: list[tuple[range, str, tuple[str, ...]]] = []
        for length in (4, 3, 2, 1):
            for start in range(len(tokens) - length + 1):
                term = " ".join(tokens[start : start + length])
                inside = any(start in span for span, _, _ in terms)
                if term in synonyms and not (length == 1 and inside):  # "trường" in "môi trường" is no school
                    others = tuple(f" {other} " for other in synonyms[term])
                    terms.append((range(start, start + length), f" {fold(term)} ", others))
        spans = find_phrases(tokens, Phrases(lexicon.general | lexicon.compounds))
        general = {i for s, e in spans if " ".join(tokens[s:e]) in lexicon.general for i in range(s, e)}
        whole = sum(weight for _, _, _, weight, _, _ in weighed)
        light = sum(weight for index, _, _, weight, _, _ in weighed if index in general)
        if constants.general * light > whole - light:
            general = set()  # nothing else carries the subject
        return _Subject(tuple(weighed), tuple(terms), frozenset(general))


def _term_shares(subject: _Subject, own: _Words, above: _Words) -> tuple[dict[int, float], set[int]]:
    """(positions of the focus that another wording covers, positions of terms that the clause has in no wording)."""
    constants = judging().evidence
    shares: dict[int, float] = {}
    absent: set[int] = set()
    whole: set[int] = set()
    for span, term, others in subject.terms:
        share = 0.0
        if any(other in own.accented_text for other in others):
            share = constants.synonym_share
        elif any(other in above.accented_text for other in others):
            share = constants.synonym_share * constants.heading_share
        for position in span:
            shares[position] = max(share, shares.get(position, 0.0))
        if share or term in own.text or term in above.text:
            whole.update(span)
        elif len(span) > 1:
            absent.update(span)
    return shares, absent - whole


def _share(
    word: str,
    folded: str,
    own: _Words,
    above: _Words,
    title: _Words,
    constants: EvidenceConstants,
    *,
    accented: bool,
) -> float:
    for place, share in ((own, 1.0), (above, constants.heading_share), (title, constants.title_share)):
        if word in place.accented or (not accented and folded in place.folded):
            return share
    return constants.other_tone_share if folded in own.folded else 0.0


def _told(chunk: Chunk) -> Iterable[str]:
    return map(plain, (chunk.text, *chunk.headings))


@lru_cache(maxsize=4096)
def chunk_periods(chunk: Chunk) -> tuple[Period, ...]:
    """The periods a chunk holds for: those of its nearest heading that names one, and those in its own words."""
    own = [p for p in find_periods(plain(chunk.text)) if p.end >= 2000]
    for heading in reversed(chunk.headings):
        if periods := find_periods(heading):
            return (*periods, *own)
    return tuple(own)


def plain_name(text: str) -> str:
    """A text's folded words without the articles that differ between plans ("các xã, phường" and "xã, phường")."""
    return f" {' '.join(w for w in fold(' '.join(words(text))).split() if w not in ('cac', 'nhung'))} "


def likeness(first: Evidence, second: Evidence) -> float:
    """Share of the words of two clauses that both have, 0 to 1."""
    a, b = ({fold(w) for w in words(plain(e.chunk.text))} for e in (first, second))
    return len(a & b) / len(a | b) if a | b else 0.0


def best_of(evidence: Iterable[Evidence]) -> Evidence | None:
    """The strongest evidence, or None."""
    return max(evidence, key=lambda e: e.strength, default=None)
