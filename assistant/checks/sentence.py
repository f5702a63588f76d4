"""The check between a chat model and a person: does a sentence say what the clauses it cites say, and nothing else?

It is strict where meaning turns on one word (figures, places, periods, comparators, bodies, negation) and measures the
rest. A false alarm costs a repair or the verbatim clause; a miss costs a wrong answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, TypeVar

from assistant.checks.actors import Body, find_bodies, key_line, names, unknown_english
from assistant.checks.form import MARKER, check_form
from assistant.checks.problems import Problem
from assistant.checks.reading import (
    Figure,
    Reading,
    Spell,
    comparing_phrases,
    is_content,
    read_wording,
    sentence_bounds,
    spans,
)
from assistant.checks.sources import Background, Source
from assistant.checks.tokens import Token, is_english_sentence, normal_wording, tokenise
from assistant.checks.words import load_vocabulary
from assistant.documents import find_order
from assistant.language.lexicon import Phrases, find_phrases, load_lexicon
from assistant.language.text import fold, normalise_space
from assistant.language.values import OPEN_END, Period
from assistant.types import Citation

SUPPORTED = (
    0.72  # share of a sentence's content, weighed, that its clauses must hold; evals/grounding says why
)
SUPPORTED_ENGLISH = 0.5
_UNTRANSLATED = 0.35  # weight of an English word that has no Vietnamese one
_INVENTED_RUN = (
    2.5  # content words in a row that no clause has; an English one without translation counts half
)
_BOUND = 0.25  # share of the words near a figure that must stand near it in the clause
_MARGIN = 0.08  # by how much another figure's words may fit better
_TORN_SHARE = 0.4  # syllables of a term that stand apart in the clause
_TITLE_SHARE = 0.5  # a title says what the document is about, not what the clause says
_TITLE_RUN = 5  # words before a period that make it part of a title that is named

_NOTHING = Background()
_Mark = TypeVar("_Mark")


def check_sentence(
    text: str,
    cited: Sequence[Citation],
    *,
    background: Background = _NOTHING,
    language: Literal["vi", "en"] | None = None,
) -> tuple[Problem, ...]:
    """What keeps a stated sentence from being shown; empty when all of it stands in the clauses it cites.

    `cited`: the clauses of the sentence's markers. The text may hold the markers or not; one that names none of them
    is a problem. `language`: that of the answer; the words of the sentence decide where they can. Sentences that deny
    ("the documents do not state …") and those that count or compare are for the assistant to write, not for a model:
    they do not pass.
    """
    evidence = "\n".join(_all_texts(cited))
    numbers = {citation.number for citation in cited}
    form = tuple(check_form(text, evidence, numbers=numbers, addresses=background.addresses))
    if form:
        return form
    bare = normalise_space(MARKER.sub(" ", text))
    bare = re.sub(r"^[-•+]\s+", "", bare)
    english = is_english_sentence(bare, language)
    check = _Check.of(bare, cited, background, english=english)
    if not check.sources:
        return tuple(check.uncited())
    problems = [*check.instructions(), *check.persons(), *check.places(), *check.periods(), *check.figures()]
    problems += [*check.bodies(), *check.roles(), *check.negations(), *check.support()]
    return tuple(dict.fromkeys(problems))


def _all_texts(cited: Sequence[Citation]) -> Iterator[str]:
    for citation in cited:
        yield from (citation.quote, *citation.headings, citation.document_title)
        yield from filter(None, (citation.document_number, citation.issuer))


@dataclass(frozen=True, slots=True)
class Support:
    """How much of a sentence its clauses hold: share of the content, weighed, longest run without, words without."""

    share: float
    longest_gap: float
    missing: tuple[Token, ...]


@dataclass(frozen=True)
class _Check:
    """One sentence against its sources."""

    written: str
    english: bool
    said: Reading
    sources: tuple[Source, ...]
    background: Background

    @classmethod
    def of(cls, text: str, cited: Sequence[Citation], background: Background, *, english: bool) -> _Check:
        sources = tuple(Source.of(citation, background) for citation in cited)
        wording = normal_wording(_without_addresses(text, cited), english=english)
        known = " ".join(r.line for source in sources for r in source.readings)
        return cls(text, english, read_wording(_in_words_of(wording, known)), sources, background)

    # --- form of speech

    def uncited(self) -> Iterator[Problem]:
        """A sentence without a source may hold words about sources only."""
        framing = self._framing
        told = [
            t
            for t in self.said.tokens
            if t.text[0].isdigit() or (is_content(t.text) and not any(a <= t.start < b for a, b in framing))
        ]
        if told or self.said.places:
            yield Problem(
                "uncited", _joined(self.said.text, told) or tuple(p.written for p in self.said.places)
            )

    def instructions(self) -> Iterator[Problem]:
        """Clauses that talk to the machine are no evidence; nor may the sentence talk so."""
        for text in (self.written, *(s.citation.quote for s in self.sources)):
            if (order := find_order(text)) is not None:
                yield Problem("instruction", (order,))

    def persons(self) -> Iterator[Problem]:
        """Nobody speaks but the documents."""
        known = self._known_line
        said = " ".join(token.text for token in tokenise(self.written))
        found = [p for p in load_vocabulary().persons if f" {p} " in f" {said} " and f" {p} " not in known]
        if self.english:
            found += re.findall(r"\bI(?='|’|\s+[a-z])", self.written)
        if found:
            yield Problem("person", tuple(found))

    # --- places and periods

    def places(self) -> Iterator[Problem]:
        """A place must be that of a document cited, or be named in a clause with the same word before it."""
        own = {source.place for source in self.sources}
        wrong = []
        for place in self.said.places:
            if place.name in own:
                continue
            mention = [*self.said.text[: place.start].split()[-1:], self.said.text[place.start : place.end]]
            phrase = " ".join(t.text for t in tokenise(" ".join(mention)))
            unplaced = [
                s
                for s in self.sources
                if s.place is None and any(p.name == place.name for r in s.readings for p in r.places)
            ]
            if not unplaced and not (len(mention) == 2 and f" {phrase} " in self._quote_line):
                wrong.append(place.written)
        if wrong:
            yield Problem("place", tuple(dict.fromkeys(wrong)))

    def periods(self) -> Iterator[Problem]:
        """A period must be one that a clause holds for."""
        wrong = [
            s.written
            for s in self.said.spells
            if not any(_holds_for(c, s) or self._in_title(s) for c in self.sources)
        ]
        if wrong:
            yield Problem("period", tuple(dict.fromkeys(wrong)))

    def _in_title(self, spell: Spell) -> bool:
        """Whether a period is part of a title that the sentence repeats."""
        before = [t.text for t in self.said.tokens if t.end <= spell.start][-_TITLE_RUN:]
        run = " ".join([*before, *(t.text for t in tokenise(spell.written))])
        return len(before) == _TITLE_RUN and any(f" {run} " in s.title.line for s in self.sources)

    # --- figures

    def figures(self) -> Iterator[Problem]:
        """Every figure stands in a clause, of the same thing, with the same comparator."""
        amounts = [f for f in self.said.figures if f.counts]
        told = spans(self.said.tokens, load_vocabulary().respectively)
        if (
            len(amounts) > 1
            and told
            and not any(spans(q.tokens, load_vocabulary().respectively) for q in self._quotes)
        ):
            yield Problem("binding", (self.said.text[told[0][0] : told[0][1]],))
        by_kind: dict[str, list[str]] = {}
        for figure in self.said.figures:
            kind = self._wrong(figure)
            if kind is not None:
                by_kind.setdefault(kind, []).append(figure.written)
        for kind, written in by_kind.items():
            yield Problem(kind, tuple(dict.fromkeys(written)))  # type: ignore[arg-type]

    def _wrong(self, figure: Figure) -> str | None:
        """The kind of problem that a figure is, None where it stands."""
        if figure.kind == "document":
            return (
                None
                if self._any_figure(lambda f: f.kind == "document" and f.key == figure.key)
                else "document"
            )
        if figure.kind == "raw":
            return None if self._named_raw(figure) else "value"
        if figure.kind == "year":
            return (
                None
                if self._any_figure(lambda f: f.key == figure.key or figure.key in f.key.split("/"))
                else "value"
            )
        if self._bare_document(figure):
            return None
        if figure.kind == "date":
            matches = [
                (s, r, f) for s in self.sources for r in s.readings for f in r.figures if _same(figure, f, r)
            ]
        else:
            matches = [
                (s, r, f)
                for s in self._fitting(figure)
                for r in s.readings
                for f in r.figures
                if _same(figure, f, r)
            ]
        if not matches:
            return "document" if self._names_document(figure) else "value"
        bound = [match for match in matches if self._bound(figure, *match)]
        if not bound:
            return "binding"
        if not any(f.comparator == figure.comparator for _, _, f in bound):
            return "comparator"
        kept = any(
            spans(tokens, load_vocabulary().estimates_kept)
            for tokens in (self.said.tokens, tokenise(self.written))
        )
        return None if kept or not all(_is_estimate(r, f) for _, r, f in bound) else "comparator"

    def _any_figure(self, fits: object) -> bool:
        return any(fits(f) for s in self.sources for r in s.readings for f in r.figures)  # type: ignore[operator]

    def _named_raw(self, figure: Figure) -> bool:
        """Whether a mixed token ("IoT4", "II.2", "629/731") stands in a source as it is."""
        known = " ".join((self._known_text, *(s.citation.address for s in self.sources)))
        return re.search(rf"(?<!\w){re.escape(figure.key)}(?!\w)", fold(known)) is not None

    def _names_document(self, figure: Figure) -> bool:
        before = [t.text for t in self.said.tokens if t.end <= figure.start and t.text != "số"][-2:]
        return (
            " ".join(before) in load_vocabulary().document_kinds
            or " ".join(before[-1:]) in load_vocabulary().document_kinds
        )

    def _bare_document(self, figure: Figure) -> bool:
        """Whether a number stands for a document of the right kind: "Quyết định 1002" of 1002/QĐ-TTg."""
        kinds = load_vocabulary().document_kinds
        before = [t.text for t in self.said.tokens if t.end <= figure.start and t.text not in ("số", "no")][
            -2:
        ]
        codes = kinds.get(" ".join(before)) or kinds.get(" ".join(before[-1:]))
        if figure.kind != "number" or codes is None:
            return False
        pattern = re.compile(rf"{re.escape(figure.key)}(?:/\d{{4}})?[-/](?:{'|'.join(map(fold, codes))})\b")
        return self._any_figure(lambda f: f.kind == "document" and pattern.match(f.key) is not None)

    def _fitting(self, figure: Figure) -> list[Source]:
        """The sources of the place and the period that the sentence gives a figure."""
        place = _nearest(figure, [(p.start, p.name) for p in self.said.places], self.said)
        spell = _nearest(figure, [(s.start, s) for s in self.said.spells], self.said)
        fitting = list(self.sources)
        if place is not None and any(s.place == place for s in fitting):
            fitting = [s for s in fitting if s.place in (place, None)]
        if spell is not None and any(_holds_for(s, spell) for s in fitting):
            fitting = [s for s in fitting if _holds_for(s, spell)]
        return fitting

    def _bound(self, figure: Figure, source: Source, reading: Reading, match: Figure) -> bool:
        """Whether the words near a figure are those near it in the clause, and no other figure's."""
        if (name := _name_before(figure, self.said)) and name == _name_before(match, reading):
            return True  # "Next 1.000" is a name
        if figure.range_from and figure.range_from != match.range_from:
            return False
        if figure.bare and match.bare and figure.before and figure.before == match.before:
            return True  # "thu 8 tỷ đồng, đạt 101%": it goes with the amount before it
        if not figure.near.keys() - self._untranslated:
            rivals = {f.key for f in reading.figures if f.counts}
            return len(rivals) <= 1 or not figure.counts
        score = self._likeness(figure, match, source)
        if reading is not source.quote and reading is not source.rest and score < 2 * _BOUND:
            return False  # titles and headings hold numbers of their own
        if score < _BOUND:
            return False
        rivals_of = self._fitting(figure) if figure.counts else [source]
        best = max(
            (
                self._likeness(figure, other, s)
                for s in rivals_of
                for other in s.quote.figures
                if other.counts and other.key != match.key
            ),
            default=0.0,
        )
        return score >= best - _MARGIN

    def _likeness(self, figure: Figure, other: Figure, source: Source) -> float:
        """Share of the words near a figure, weighed, that stand near another one; headings count for half."""
        weight = self.background.weight
        above = frozenset().union(*(h.content for h in source.headings)) if source.headings else frozenset()
        total = gained = 0.0
        for word, near in figure.near.items():
            if word in self._untranslated:
                continue
            worth = weight(word) * near
            total += worth
            gained += worth * max(other.near.get(word, 0.0), 0.3 if word in above else 0.0)
        return gained / total if total else 0.0

    # --- bodies

    @cached_property
    def _bodies(self) -> list[Body]:
        return find_bodies(self.said, self.background)

    def bodies(self) -> Iterator[Problem]:
        """Every body is named in a source."""
        readings = [r for s in self.sources for r in s.readings]
        known = {b.name for r in readings for b in find_bodies(r, self.background)}
        lines = [key_line(reading) for reading in readings]
        wrong = [
            b.written
            for b in self._bodies
            if not any(_is(b.name, name) for name in known) and not any(names(line, b.name) for line in lines)
        ]
        if self.english:
            text = self._known_text.lower()
            wrong += [name for name in unknown_english(self.said.text) if name.lower() not in text]
        if wrong:
            yield Problem("agency", tuple(dict.fromkeys(wrong)))

    def roles(self) -> Iterator[Problem]:
        """A body does what it does in the clauses; who leads there leads here."""
        wrong: list[str] = []
        for body in self._bodies:
            relations = set(self._relations(body.name))
            turned = (
                body.relation != "belongs"
                and relations
                and body.relation not in relations
                and "belongs" not in relations
            )
            if turned:
                wrong.append(body.written)
        vocabulary = load_vocabulary()
        leads, supports = (
            (bool(spans(self.said.tokens, phrases)), any(spans(q.tokens, phrases) for q in self._quotes))
            for phrases in (vocabulary.lead, vocabulary.support)
        )
        if leads[0] and not leads[1]:
            wrong += [self.said.text[a:b] for a, b in spans(self.said.tokens, vocabulary.lead)]
        elif supports[0] and (not supports[1] or (leads[1] and not leads[0])):
            wrong += [self.said.text[a:b] for a, b in spans(self.said.tokens, vocabulary.support)]
        if wrong:
            yield Problem("role", tuple(dict.fromkeys(wrong)))

    def _relations(self, name: str) -> Iterator[str]:
        for source in self.sources:
            for heading in source.headings:
                if any(_is(name, b.name) for b in find_bodies(heading, self.background)):
                    yield "acts"
            for body in find_bodies(source.quote, self.background):
                if _is(name, body.name):
                    yield body.relation
            if source.acting_body is None:
                for reading in (source.title, source.rest):
                    if any(_is(name, b.name) for b in find_bodies(reading, self.background)):
                        yield "acts"

    # --- meaning

    def negations(self) -> Iterator[Problem]:
        """What is denied here is denied there, and the reverse; nothing is turned into its opposite."""
        denied = [d for s in self.sources for d in _denials(s.quote)]
        wrong = []
        mine = list(_denials(self.said))
        for word, scope in mine:
            if not any(_same_scope(scope, other) for _, other in denied):
                wrong.append(word)
        affirmed = (
            self.said.content - frozenset().union(*(scope for _, scope in mine))
            if mine
            else self.said.content
        )
        for word, scope in denied:
            if len(scope & affirmed) >= min(2, len(scope)) and not any(scope & other for _, other in mine):
                wrong.append(word)
        wrong += list(self._opposites())
        if wrong:
            yield Problem("negation", tuple(dict.fromkeys(wrong)))

    def _opposites(self) -> Iterator[str]:
        vocabulary = load_vocabulary()
        phrases = _said_phrases()

        def said(reading: Reading) -> set[str]:
            return {
                vocabulary.said[" ".join(reading.words[a:b])] for a, b in find_phrases(reading.words, phrases)
            }

        here = said(self.said) | said(read_wording(self.written))
        there = set().union(*(said(source.quote) for source in self.sources))
        for pair in vocabulary.antonyms:
            for mine, other in (pair, pair[::-1]):
                if mine in here and other not in here and other in there and mine not in there:
                    yield mine

    def support(self) -> Iterator[Problem]:
        """The words that say what the sentence is about stand in its clauses."""
        support = self.measure_support()
        bar = SUPPORTED_ENGLISH if self.english else SUPPORTED
        if support.share < bar or support.longest_gap >= _INVENTED_RUN:
            yield Problem("unsupported", _joined(self.said.text, support.missing))

    def measure_support(self) -> Support:
        """How much of the sentence's content its clauses hold."""
        own = frozenset().union(*(r.content for s in self.sources for r in (s.quote, *s.headings)))
        wider = frozenset().union(*(r.content for s in self.sources for r in (s.title, s.rest)))
        named = [(b.start, b.end) for b in self._bodies] + [(p.start, p.end) for p in self.said.places]
        named += [*self._framing, *spans(self.said.tokens, comparing_phrases())]
        torn = self._torn()
        total = gained = 0.0
        gap = longest = 0.0
        missing: list[Token] = []
        for token in self.said.tokens:
            if not is_content(token.text) or any(a <= token.start < b for a, b in named):
                continue
            share = 1.0 if token.text in own else _TITLE_SHARE if token.text in wider else 0.0
            if token.start in torn:
                share *= _TORN_SHARE
            untranslated = token.text in self._untranslated
            worth = self.background.weight(token.text) * (_UNTRANSLATED if untranslated else 1.0)
            total += worth
            gained += worth * share
            gap = 0.0 if share >= _TITLE_SHARE else gap + (0.5 if untranslated else 1.0)
            longest = max(longest, gap)
            if share < _TITLE_SHARE:
                missing.append(token)
        return Support(gained / total if total else 1.0, longest, tuple(missing))

    def _torn(self) -> frozenset[int]:
        """Where syllables of a term stand whose neighbours in the term no source puts beside them.

        "học phí" is not "học ... kinh phí".
        """
        tokens = self.said.tokens
        torn = set()
        for first, last in find_phrases(self.said.words, _terms()):
            for index in range(first, last):
                pairs = [(n, n + 1) for n in (index - 1, index) if first <= n and n + 1 < last]
                if not any(f" {tokens[a].text} {tokens[b].text} " in self._known_line for a, b in pairs):
                    torn.add(tokens[index].start)
        return frozenset(torn)

    @cached_property
    def _untranslated(self) -> frozenset[str]:
        """English words that have no Vietnamese one and stand in no source."""
        if not self.english:
            return frozenset()
        known = frozenset().union(*(r.content for s in self.sources for r in s.readings))
        return frozenset(t.text for t in tokenise(self.written) if t.text.isascii()) - known

    @cached_property
    def _framing(self) -> list[tuple[int, int]]:
        """Where the sentence has words about sources."""
        return spans(self.said.tokens, load_vocabulary().framing)

    @property
    def _quotes(self) -> list[Reading]:
        return [source.quote for source in self.sources]

    @cached_property
    def _quote_line(self) -> str:
        return " ".join(line for s in self.sources for r in (s.quote, *s.headings) for line in (r.line,))

    @cached_property
    def _known_line(self) -> str:
        return " ".join(r.line for s in self.sources for r in s.readings)

    @cached_property
    def _known_text(self) -> str:
        return " ; ".join(r.text for s in self.sources for r in s.readings)


def _is(name: str, other: str) -> bool:
    """Whether two names are of one body: one begins the other, whatever kind of university it is."""
    first, second = (each.removeprefix("trường ") + " " for each in (name, other))
    return first.startswith(second) or second.startswith(first)


def _same(figure: Figure, other: Figure, reading: Reading) -> bool:
    """Whether a figure of a clause is the one that a sentence gives."""
    if figure.kind == "date":
        return other.kind == "date" and (other.key == figure.key or other.key.startswith(f"{figure.key}/"))
    if other.key != figure.key or not other.counts:
        return False
    table = reading.text.lstrip().startswith("|")
    return other.kind == figure.kind or (table and "%" in reading.text)


def _holds_for(source: Source, spell: Spell) -> bool:
    """Whether a source holds for a period, or gives no period at all and the year stands in what it says."""
    return any(_agree(spell.period, other.period) for other in source.spells) or any(
        f.kind == "date" and f.key.endswith(f"/{spell.period.end}")
        for r in source.readings
        for f in r.figures
    )


def _agree(mine: Period, other: Period) -> bool:
    if mine == other:
        return True
    if OPEN_END in (mine.end, other.end):
        return (
            mine.end == OPEN_END
            and other.start is not None
            and mine.start is not None
            and abs(other.start - mine.start) <= 1
        )
    return other.answers(mine)


def _nearest(figure: Figure, marks: list[tuple[int, _Mark]], reading: Reading) -> _Mark | None:
    """Which of several places or periods a figure is given for; None without any."""
    if len({str(mark) for _, mark in marks}) <= 1:
        return marks[0][1] if marks else None
    amounts = [f for f in reading.figures if f.counts]
    leading = not amounts or marks[0][0] < amounts[0].start
    before = [mark for start, mark in marks if start < figure.start]
    behind = [mark for start, mark in marks if start > figure.start]
    if leading:
        return before[-1] if before else behind[0]
    return behind[0] if behind else before[-1]


def _is_estimate(reading: Reading, figure: Figure) -> bool:
    """Whether a clause estimates a figure."""
    left, right = sentence_bounds(reading.text, figure.start, figure.end)
    return figure.counts and any(
        left <= start and end <= right for start, end in spans(reading.tokens, load_vocabulary().estimates)
    )


def _name_before(figure: Figure, reading: Reading) -> str:
    """The capitalised word right before a figure, such as that of "Next 1.000"; "" where none is."""
    before = re.search(r"(?<=\w[ ,])([A-ZĐ]\w+) $", reading.text[: figure.start])
    return before[1] if before and figure.kind == "number" and not figure.comparator else ""


def _denials(reading: Reading) -> Iterator[tuple[str, frozenset[str]]]:
    """(negation, the content words behind it) for each negation that is no comparator and no harmless compound."""
    vocabulary = load_vocabulary()
    words = reading.words
    phrases = _denying()
    for first, last in find_phrases(words, phrases):
        phrase = " ".join(words[first:last])
        if phrase not in vocabulary.negations:
            continue
        scope = [word for word in words[last:] if word[0].isdigit() or is_content(word)][
            : vocabulary.negation_reach
        ]
        yield phrase, frozenset(scope)


def _same_scope(mine: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two negations deny the same; a figure must be the same figure."""
    figures = {word for word in mine if word[0].isdigit()}
    return bool(figures & other if figures else mine & other)


@cache
def _terms() -> Phrases:
    """Terms of several syllables: those that have synonyms, and those that English words are turned into."""
    lexicon = load_lexicon()
    english = (" ".join(t.text for t in tokenise(wording)) for wording in lexicon.english.values())
    return Phrases([*lexicon.compounds, *(term for term in english if " " in term)])


@cache
def _denying() -> Phrases:
    vocabulary = load_vocabulary()
    return Phrases([*vocabulary.negations, *vocabulary.harmless, *vocabulary.comparators, *vocabulary.times])


@cache
def _said_phrases() -> Phrases:
    return Phrases(load_vocabulary().said)


def _in_words_of(wording: str, known: str) -> str:
    """A sentence with its terms in the synonyms that its sources use."""
    tokens = tokenise(wording)
    lexicon = load_lexicon()
    pieces: list[str] = []
    position = 0
    for first, last in find_phrases([t.text for t in tokens], lexicon.terms):
        phrase = " ".join(t.text for t in tokens[first:last])
        if f" {phrase} " in known:
            continue
        other = next((o for o in lexicon.synonyms[phrase] if f" {o} " in known), None)
        if other is not None:
            pieces += [wording[position : tokens[first].start], other]
            position = tokens[last - 1].end
    return "".join(pieces) + wording[position:]


def _without_addresses(text: str, cited: Collection[Citation]) -> str:
    """A sentence without the addresses of its clauses ("mục II.2, gạch đầu dòng 1"), which are no figures."""
    for address in sorted({c.address for c in cited if c.address}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(address)}(?!\w)", " ", text, flags=re.IGNORECASE)
        head = address.split(",")[0]
        text = re.sub(rf"(?<!\w){re.escape(head)}(?!\w|\.\w)", " ", text, flags=re.IGNORECASE)
    return text


def _joined(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The tokens as written, neighbours together."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and not text[groups[-1][-1].end : token.start].strip():
            groups[-1].append(token)
        else:
            groups.append([token])
    return tuple(text[group[0].start : group[-1].end] for group in groups)
