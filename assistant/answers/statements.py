"""What a question says of a thing in figures, beside what a clause says: the same value, another one, or nothing of that thing.

A figure is told from others by its unit and by the words that it is said of: of "giảm 50% số cặp tảo hôn, giảm 60% số cặp
cận huyết" the second is no answer to the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeVar

from assistant.checks.claim import in_words_of
from assistant.checks.reading import Figure, Reading, read_wording, sentence_bounds
from assistant.checks.tokens import normal_wording
from assistant.documents import headings_of
from assistant.index import Library
from assistant.judging import judging
from assistant.language.lexicon import words
from assistant.language.marks import without_mark
from assistant.language.text import plain
from assistant.language.values import Period
from assistant.messages.phrases import amount_phrase
from assistant.questions.figures import belongs_to_name
from assistant.registers.amounts import find_amounts
from assistant.types import Query, Section, Target

Verdict = Literal["same", "other", "contrary"]
_T = TypeVar("_T")

_CONTRARY = {("least", "most"), ("least", "less"), ("more", "most"), ("more", "less")}
_OPEN = ("more", "less", "about")  # bounds that an exact figure does not say
_BEFORE = re.compile(r"(?<!\w)(ngày|tháng|quý)\s+$", re.IGNORECASE)
_UNIT = re.compile(r"\s*([^\W\d_]+)")
_RATE = re.compile(r"\s*(?:/|mỗi |một |trên |hằng |hàng )\s*(?:\d+\s*)?([^\W\d_]+)")
_CLOCK = re.compile(
    r"\s?h(?!\w)"
)  # as `normal_wording` writes times of day: that they come back each day is no rate
_AGE = "tuổi"
_LEAST_BOUNDS = 2  # places or periods of a clause, from which each is that of some of its figures
_JOINED = re.compile(
    r"\s*[^\W\d]*\s*(?:,|và|hoặc|đến|-|–|/?[^\W\d_]*\s*[x×][^=;]{0,20}=)\s*(?:ngày|tháng|quý)?\s*",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\s?/\s?\d[\d.,]*(?!\d)")  # "629/731 trường"
_OF_AGE = re.compile(r"\s*(?:tháng\s+)?(?:(?:-|đến)\s*\d+\s*)?(?:tháng\s+|năm\s+)?tuổi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure of a text with its unit ("ha", "lần", "@tháng" of "tháng 4") and what it is reckoned by ("năm" of "2 lần/năm")."""

    figure: Figure
    unit: str
    rate: str
    lower: str  # of a range its other end
    near: dict[str, float]  # the words that it is said of, 1 beside it, less farther off
    since: int  # where the words before it begin that no other figure of its unit has between

    def is_like(self, claimed: Statement) -> bool:
        """Whether a claim could be said of the same thing: one of the same kind and unit, a day that is due of one that is."""
        own, asked = self.figure, claimed.figure
        due = own.kind != "date" or asked.comparator != "latest" or own.comparator == "latest"
        return own.kind == asked.kind and self.unit == claimed.unit and due

    @property
    def is_condition(self) -> bool:
        """Whether it rather says of whom something is said than what: an age."""
        return self.unit == _AGE

    def against(self, claimed: Statement) -> Verdict:
        """What a claim of the same thing is beside this: the same, another value, the other bound of the same value."""
        own, asked = self.figure, claimed.figure
        same = own.key == asked.key or (own.kind == "date" and own.key.startswith(f"{asked.key}/"))
        if not same or (self.lower != claimed.lower and claimed.lower):
            return "other"
        if self.rate and claimed.rate and self.rate != claimed.rate:
            return "other"
        bounds = (own.comparator, asked.comparator)
        return "contrary" if bounds in _CONTRARY or bounds[::-1] in _CONTRARY else "same"

    def is_exact(self, claimed: Statement) -> bool:
        """Whether this says neither more nor less than the claim."""
        return self.figure.comparator not in _OPEN or self.figure.comparator == claimed.figure.comparator


@dataclass(frozen=True, slots=True)
class Claims:
    """The figures that a question states, in its wording, and the words that say of what."""

    wording: str
    own: tuple[Statement, ...]
    subject: frozenset[str]  # words of the question that carry its subject, and name bodies
    asked: frozenset[str]  # all words of the question
    accented: bool
    places: tuple[
        str | None, ...
    ] = ()  # of each figure the place that it is said of; None where the wording names one for all

    @classmethod
    def of(cls, query: Query) -> Claims:
        """Those of a question."""
        wording = normal_wording(query.text, english=query.language == "en")
        bodies = words(" ".join((*query.agencies, *query.other_agencies)))
        subject, asked = frozenset((*query.focus_words, *bodies)), frozenset(words(wording))
        reading = _read(wording)
        own = tuple(statements(reading))
        anchors = [(place.start, place.name) for place in reading.places]
        places = tuple(_anchored(reading, own, anchors)) if len(own) > 1 else (None,) * len(own)
        return cls(wording, own, subject, asked, query.accented, places)

    def nearness(self, number: int, known: str) -> dict[str, float]:
        """How near each word of the subject stands to one of the figures, in the words of a text that says the same."""
        own = statements(_read(in_words_of(self.wording, known)))
        if len(own) != len(self.own):
            own = list(self.own)
        near: dict[str, float] = {}
        for position, statement in enumerate(own):
            share = 1.0 if position == number else judging().premise.beside
            for word, each in statement.near.items():
                if word in self.subject or word not in self.asked:
                    near[word] = max(near.get(word, 0.0), each * share)
        return near


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A figure of a clause, and how far it is said of what a claim is said of, 0 to 1.

    `rank` is less for a figure of something narrower. A figure is outdone by another of its clause that a claim's words,
    place or period are those of; that one outdoes it.
    """

    section: Section
    statement: Statement
    share: float
    rank: float
    row: Target | None = None
    own: float = 0.0  # the share by the words that stand with the figure alone
    bound: bool | None = None  # whether place and period beside it are those of the claim; None: it has none
    outdone: bool = False
    outdoes: bool = False


@lru_cache(maxsize=2048)
def _read(wording: str) -> Reading:
    return read_wording(wording)


def match_claims(claims: Claims, section: Section, library: Library) -> list[list[Match]]:
    """For each figure of a question those of a clause that could be said of the same thing, the likeliest first."""
    told = [(_read(normal_wording(text)), row) for text, row in _told(section, library)]
    above = normal_wording(" ".join(map(plain, headings_of(section))))
    title = normal_wording(plain(library.documents[section.document_id].title))
    found: list[list[Match]] = []
    claimed = _read(claims.wording)
    for number, claim in enumerate(claims.own):
        matches: list[Match] = []
        for reading, row in told:
            alike = [s for s in statements(reading) if s.is_like(claim)]
            if not alike:
                continue
            known = f" {' '.join(words(f'{reading.text} {above} {title}'))} "
            near = {
                word: each
                for word, each in claims.nearness(number, known).items()
                if claims.accented or word in library.frequency  # it did not get its diacritics back
            }
            bounds = _bounds(reading, alike, claimed)
            for statement, bound in zip(alike, bounds, strict=True):
                around = _Around.of(reading, statement, above, title)
                if _is_of_other(statement, near, around, claims, reading, library):
                    continue
                share = _share(statement, near, around, library)
                lost = judging().premise.narrower * _own_alone(statement, near, around, library)
                if bool(statement.rate) != bool(claim.rate):
                    lost += judging().premise.tie  # "1,5 tỷ đồng/năm" is not meant by "7,5 tỷ đồng"
                own = _own_share(statement, claim.near, around, library)
                matches.append(Match(section, statement, share, share - lost, row, own, bound))
        found.append(sorted(_ranked(matches), key=lambda match: -match.rank))
    return found


def _ranked(matches: Sequence[Match]) -> Iterable[Match]:
    """The figures of a clause, those that others outdo behind them: what a claim says of it is said of these."""
    for match in matches:
        others = [m for m in matches if m.statement.figure.key != match.statement.figure.key]
        ahead = [other for other in others if _outdoes(other, match)]
        outdoes = any(_outdoes(match, other) for other in others)
        lost = max((match.rank - other.rank for other in ahead), default=-1.0) + judging().premise.tie
        yield replace(
            match, outdone=bool(ahead), outdoes=outdoes and not ahead, rank=match.rank - max(lost, 0.0)
        )


def _outdoes(other: Match, match: Match) -> bool:
    if other.bound is not match.bound and False in (other.bound, match.bound):
        return match.bound is False
    return other.own > match.own + judging().premise.tie


def _bounds(reading: Reading, alike: Sequence[Statement], claimed: Reading) -> list[bool | None]:
    """Of each figure whether the place and the period that stand with it are those of a claim; None where none do."""
    places: list[tuple[int, str | Period]] = [(place.start, place.name) for place in reading.places]
    periods: list[tuple[int, str | Period]] = [(spell.start, spell.period) for spell in reading.spells]
    asked_places: set[str | Period] = {place.name for place in claimed.places}
    asked_periods: set[str | Period] = {spell.period for spell in claimed.spells}
    fits: list[bool | None] = [None] * len(alike)
    for anchors, asked in ((places, asked_places), (periods, asked_periods)):
        if len(asked) != 1 or len({what for _, what in anchors}) < _LEAST_BOUNDS:
            continue
        for number, what in enumerate(_anchored(reading, alike, anchors)):
            if what is not None and fits[number] is not False:
                fits[number] = what in asked
    return fits


def _anchored(
    reading: Reading, alike: Sequence[Statement], anchors: Sequence[tuple[int, _T]]
) -> Iterable[_T | None]:
    """The place or period of each figure, where its sentence has one for each, all before their figures or all behind."""
    for statement in alike:
        left, right = sentence_bounds(reading.text, statement.figure.start, statement.figure.end)
        figures = [s.figure for s in alike if left <= s.figure.start < right]
        own = [each for each in anchors if left <= each[0] < right]
        order = "".join(
            kind for _, kind in sorted([(f.start, "f") for f in figures] + [(start, "a") for start, _ in own])
        )
        paired = order in ("af" * len(figures), "fa" * len(figures))
        yield own[figures.index(statement.figure)][1] if paired else None


@dataclass(frozen=True, slots=True)
class _Around:
    """The words around a figure that are not its own, nearest first: before it, in the clause, above, in the title."""

    before: frozenset[str]
    clause: frozenset[str]
    above: frozenset[str]
    title: frozenset[str]

    @classmethod
    def of(cls, reading: Reading, statement: Statement, above: str, title: str) -> _Around:
        """Those of a figure of a text."""
        before = reading.text[statement.since : statement.figure.start]
        return cls(*(frozenset(words(text)) for text in (before, reading.text, above, title)))


def _told(section: Section, library: Library) -> Iterable[tuple[str, Target | None]]:
    """What a clause says, in texts whose figures have their words: of a table's row each cell with what it is of."""
    if section.kind != "table_row":
        yield without_mark(plain(section.text).lstrip("# ")), None
        return
    for row in library.targets.get((section.document_id, section.id), ()):
        if row.value is not None and not row.unsure:
            yield f"{row.indicator}: {amount_phrase(row)}", row


def _share(statement: Statement, near: dict[str, float], around: _Around, library: Library) -> float:
    """Share of the words that a claim is said of, weighed by how rare and how near they are, that this is said of."""
    constants = judging().premise
    own = statement.near
    total = gained = 0.0
    for word, nearness in near.items():
        worth = library.weight(word) * nearness
        total += worth
        if word in own:
            share = constants.own + (1 - constants.own) * own[word]
        else:
            shares = (
                (around.above, judging().evidence.heading_share),
                (around.before, constants.before),
                (around.title, constants.title),
                (around.clause, constants.clause),
            )
            share = next((share for held, share in shares if word in held), 0.0)
        gained += worth * share
    return gained / total if total else 0.0


def _own_share(statement: Statement, near: dict[str, float], around: _Around, library: Library) -> float:
    """Of the words beside a figure of a claim that a clause has, the share that stands with a figure of the clause; in part
    what stands farther before it."""
    worth = {word: library.weight(word) * each for word, each in near.items() if word in around.clause}
    total = sum(worth.values())
    before = judging().premise.before
    held = (
        each * (1.0 if word in statement.near else before * (word in around.before))
        for word, each in worth.items()
    )
    return sum(held) / total if total else 0.0


def _is_of_other(
    statement: Statement,
    near: dict[str, float],
    around: _Around,
    claims: Claims,
    reading: Reading,
    library: Library,
) -> bool:
    """Whether a figure is said of another thing of the same sort: "diện tích trồng quế", of "diện tích trồng nghệ"."""
    held = statement.near.keys() | around.before | around.above | around.title
    least = judging().premise.contrast * sum(library.weight(word) * each for word, each in near.items())
    missing = {w for w, each in near.items() if w not in held and library.weight(w) * each >= least}
    beside = {pair for pair in pairwise(reading.words) if statement.near.keys() >= set(pair)}
    for before, behind in pairwise(words(claims.wording)):
        if behind in missing and any(a == before and b not in claims.asked for a, b in beside):
            return True
        if before in missing and any(b == behind and a not in claims.asked for a, b in beside):
            return True
    return False


def _own_alone(statement: Statement, near: dict[str, float], around: _Around, library: Library) -> float:
    """Share of the words beside a figure that a claim lacks: of something narrower, or of something else."""
    beside = {word: each for word, each in statement.near.items() if each >= judging().premise.close}
    total = sum(library.weight(word) * each for word, each in beside.items())
    known = near.keys() | around.above | around.title
    lacking = sum(library.weight(word) * each for word, each in beside.items() if word not in known)
    return lacking / total if total else 0.0


def statements_of(text: str) -> list[Statement]:
    """The figures of a text as it is written."""
    return statements(_read(normal_wording(text)))


def statements(reading: Reading) -> list[Statement]:
    """The figures of a text that say how much, when or how often, in order; numbers of names and years are none."""
    found: list[Statement] = []
    for figure in reading.figures:
        if figure.kind not in ("number", "percent", "date"):
            continue
        if figure.kind == "number" and belongs_to_name(reading.text, figure.start, figure.end):
            continue
        if figure.range_from and found and found[-1].figure.key == figure.range_from:
            found.pop()
        unit, rate = _unit(reading.text, figure)
        near, since = figure.near, 0
        before = [s for s in found if s.unit == unit and s.figure.kind == figure.kind]
        if before:
            since = before[-1].figure.end
            if _JOINED.fullmatch(reading.text, since, figure.start):
                near, since = before[-1].near | near, before[-1].since
        found.append(Statement(figure, unit, rate, figure.range_from, near, since))
    return found


def _unit(text: str, figure: Figure) -> tuple[str, str]:
    """(unit of a figure, what it is reckoned by), as words; "" for none."""
    if figure.kind != "number":
        return "", ""
    whole = _WHOLE.match(text, figure.end)
    behind = text[whole.end() if whole else figure.end :]
    if _OF_AGE.match(behind):
        return _AGE, ""
    if before := _BEFORE.search(text, 0, figure.start):
        return f"@{before[1].lower()}", ""
    if _CLOCK.match(behind):
        return "h", ""
    amounts = find_amounts(f"1{behind}")[:1] if whole else find_amounts(text)
    amount = next((a for a in amounts if whole or a.start <= figure.start < a.end), None)
    if amount and amount.unit:
        unit, _, rate = amount.unit.partition("/")
        return unit, rate or ("" if whole else _rate(text[amount.end :]))
    word = _UNIT.match(behind)
    return (word[1].lower(), _rate(behind[word.end() :])) if word else ("", "")


def _rate(behind: str) -> str:
    rate = _RATE.match(behind)
    return rate[1].lower() if rate else ""
