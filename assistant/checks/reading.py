"""What a text says, as far as it can be compared: figures with their words and comparators, periods, places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from assistant.checks.tokens import Token, normal_wording, tokenise
from assistant.checks.words import SYMBOLS, load_vocabulary
from assistant.judging import ChecksConstants, judging
from assistant.language.lexicon import Phrases, find_phrases, load_lexicon
from assistant.language.places import Place, find_places
from assistant.language.text import fold
from assistant.language.values import OPEN_END, Period, find_values

FigureKind = Literal["number", "percent", "date", "document", "year", "raw"]

_HARD = re.compile(r"[;!?]|\.(?=\s|$)")
_PERIOD = re.compile(
    r"(?<![\d/.,])((?:19|20)\d{2})(?:\s*(?:-|–|—|đến|tới|to|until)\s*(?:hết\s+)?(?:năm\s+)?((?:19|20)\d{2}))?(?![\d/%])(?![.,]\d)",
    re.IGNORECASE,
)
_COUNTED_YEAR = re.compile(
    r"\s+(?:giáo viên|giảng viên|học sinh|sinh viên|người|lượt|cán bộ|doanh nghiệp|đồng)\b"
)
_RANGE = re.compile(r"\s*(?:[^\W\d]+\s+)?(?:-|–|—|đến|tới|to)\s*", re.IGNORECASE)
_RUN = re.compile(r"\d[\d.,]*\d|\d")
_RANGE_END = re.compile(r"\s*(?:-|–|—|đến|tới|to)\s*\d+(?:[.,]\d+)?\s*(?:%|phần trăm|percent)")
_FULL_STOP = re.compile(r"\.(?=\s|$)")
_LOOK_BACK = 6  # words between a comparator and its number, fillers among them


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text. `near`: the words said of it, each with its nearness (1 beside it, less farther off)."""

    kind: FigureKind
    key: str
    written: str
    start: int
    end: int
    comparator: str  # least, more, most, less, about; of dates latest, after; "" for none
    near: dict[str, float]
    bare: bool = False  # it has no words of its own, and `near` are those of the whole sentence
    before: str = ""  # the amount before it in the text
    range_from: str = ""  # where it ends a range, the lower end

    @property
    def counts(self) -> bool:
        """Whether it is an amount, whose words are its own."""
        return self.kind in ("number", "percent")


@dataclass(frozen=True, slots=True)
class Spell:
    """A period where it stands."""

    period: Period
    written: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A text in its normal wording and what it says; offsets are those of `text`."""

    text: str
    tokens: tuple[Token, ...]
    figures: tuple[Figure, ...]
    spells: tuple[Spell, ...]
    places: tuple[Place, ...]

    @cached_property
    def words(self) -> list[str]:
        """The words in order, numbers and symbols among them."""
        return [token.text for token in self.tokens]

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that say what the text is about."""
        return frozenset(filter(is_content, self.words))

    @cached_property
    def line(self) -> str:
        """The words with one space between and around them, to look phrases up."""
        return f" {' '.join(self.words)} "


def read(text: str, *, english: bool = False) -> Reading:
    """What a text says."""
    return _read(text, english, judging().checks)


@lru_cache(maxsize=4096)
def _read(text: str, english: bool, _in_force: ChecksConstants) -> Reading:
    return read_wording(normal_wording(text, english=english))


def read_wording(text: str) -> Reading:
    """What a text says that is in its normal wording already."""
    tokens = tuple(tokenise(text))
    spells = tuple(_spells(text, tokens))
    figures = _figures(text, tokens, spells)
    return Reading(text, tokens, tuple(figures), spells, tuple(find_places(text)))


def spans(tokens: Sequence[Token], phrases: Phrases) -> list[tuple[int, int]]:
    """Character spans of the phrases in a text, longest first at each place."""
    words = [token.text for token in tokens]
    return [(tokens[a].start, tokens[b - 1].end) for a, b in find_phrases(words, phrases)]


def _spells(text: str, tokens: Sequence[Token]) -> Iterator[Spell]:
    taken = [(v.start, v.end) for v in find_values(text) if v.kind in ("document", "date")]
    for match in _PERIOD.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if _COUNTED_YEAR.match(text, match.end()):
            continue
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last:
            continue
        if match[2]:
            yield Spell(Period(last, first), match.group(), *match.span())
        elif _time_before(tokens, match.start()) == "after":
            yield Spell(Period(OPEN_END, first), match.group(), *match.span())
        else:
            yield Spell(Period(first), match.group(), *match.span())


def _figures(text: str, tokens: Sequence[Token], spells: Sequence[Spell]) -> list[Figure]:
    constants = judging().checks
    values = find_values(text)
    found: list[tuple[FigureKind, str, str, int, int]] = []
    for value in values:
        kind: FigureKind = value.kind
        if kind == "number" and any(s.start <= value.start < s.end for s in spells):
            kind = "year"
        elif kind == "number" and _RANGE_END.match(text, value.end):
            kind = "percent"  # the first number of "10 - 12%"
        found.append((kind, value.key, value.written, value.start, value.end))
    for run in _RUN.finditer(text):
        if not any(start <= run.start() < end for *_, start, end in found):
            begin = re.search(r"\S*$", text[: run.start()])
            start = begin.start() if begin else run.start()
            behind = re.match(r"\S*", text[run.end() :])
            end = run.end() + (behind.end() if behind else 0)
            found.append(("raw", fold(text[start:end]).strip(".,;:()"), text[start:end], start, end))
    found = list(dict.fromkeys(sorted(found, key=lambda item: item[3])))
    amounts = [(start, end) for kind, _, _, start, end in found if kind in ("number", "percent")]
    owned = dict(zip(amounts, _owned(text, tokens, amounts), strict=True))
    comparing = set()
    for left, right in spans(tokens, comparing_phrases()):
        comparing |= {token for token in tokens if left <= token.start and token.end <= right}
    places = [(place.start, place.end) for place in find_places(text)]
    telling = [
        token
        for token in tokens
        if token not in comparing
        and is_content(token.text)
        and not any(first <= token.start < last for first, last in places)
    ]
    figures: list[Figure] = []
    parts = spans(tokens, load_vocabulary().parts)
    for kind, key, written, start, end in found:
        whole = sentence_bounds(text, start, end)
        left, inner, right = owned.get((start, end), (whole[0], *whole))
        near = _near(telling, start, end, inner, right)
        farther = _near(telling, start, end, left, right) or _near(telling, start, end, *whole)
        near = {word: near.get(word, nearness * constants.outer_near) for word, nearness in farther.items()}
        bare = not _near(telling, start, end, left, right)
        near = _inherited(text, figures, parts, start) | near
        comparator = _comparator(tokens, kind, start, end)
        first = next((f for f in reversed(figures) if f.counts), None)
        before = first.key if first else ""
        joined = first is not None and _RANGE.fullmatch(text[first.end : start])
        range_from = first.key if first and joined and kind in ("number", "percent") else ""
        figures.append(Figure(kind, key, written, start, end, comparator, near, bare, before, range_from))
    return figures


def _inherited(
    text: str, figures: Sequence[Figure], parts: Sequence[tuple[int, int]], start: int
) -> dict[str, float]:
    """The words of the whole that a figure behind "trong đó" is a part of, at a part of their nearness.

    "Trong đó: …; …" opens a list; without its colon, what stands behind the next semicolon is another thing.
    """
    marks = [
        mark
        for mark, end in parts
        if mark < start
        and not _FULL_STOP.search(text, mark, start)
        and (text.startswith(":", end) or ";" not in text[end:start])
    ]
    if not marks:
        return {}
    wholes = [
        f for f in figures if f.counts and f.end <= marks[0] and not _FULL_STOP.search(text, f.end, marks[0])
    ]
    share = judging().checks.inherited_near
    return {word: near * share for word, near in wholes[-1].near.items()} if wholes else {}


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence or item in which a span stands."""
    left = max((m.end() for m in _HARD.finditer(text, 0, start)), default=0)
    right = next((m.start() for m in _HARD.finditer(text, end)), len(text))
    return left, right


def _owned(
    text: str, tokens: Sequence[Token], amounts: Sequence[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """For each amount where the words said of it begin, where the closest of them do, and where they end."""
    bounds = [list(sentence_bounds(text, start, end)) for start, end in amounts]
    separators = _separators(text, tokens)
    ranges: list[int] = []
    for index, ((_, left_end), (right_start, _)) in enumerate(pairwise(amounts)):
        if bounds[index][1] < right_start:
            continue  # another sentence
        if _RANGE.fullmatch(text[left_end:right_start]):
            ranges.append(index)
            continue
        split = _split(text, tokens, separators, left_end, right_start)
        if split is None:
            bounds[index][1] = min(bounds[index][1], right_start)
            bounds[index + 1][0] = max(bounds[index + 1][0], left_end)
        else:
            bounds[index][1], bounds[index + 1][0] = split
    for index in ranges:  # "từ 1% đến 1,5%" is said of one thing
        bounds[index][1], bounds[index + 1][0] = bounds[index + 1][1], bounds[index][0]
    return [
        (left, _own_start(tokens, separators, left, start, end, right), right)
        for (left, right), (start, end) in zip(bounds, amounts, strict=True)
    ]


def _own_start(
    tokens: Sequence[Token],
    separators: Sequence[tuple[int, int, int]],
    left: int,
    start: int,
    end: int,
    right: int,
) -> int:
    """Where the closest words of an amount begin: behind "…, ít nhất" where what it counts follows it."""
    if not any(end <= t.start < right and is_content(t.text) for t in tokens):
        return left
    opened = [s[2] for s in separators if left <= s[1] and s[2] <= start]
    return next((o for o in reversed(opened) if _idle(tokens, o, start)), left)


def _idle(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Whether nothing but comparators and fillers stands between two positions."""
    idle = _idle_words()
    return all(token.text in idle for token in tokens if left <= token.start < right)


@cache
def _idle_words() -> frozenset[str]:
    vocabulary = load_vocabulary()
    return frozenset([*vocabulary.fillers, *(word for p in vocabulary.comparators for word in p.split())])


def _separators(text: str, tokens: Sequence[Token]) -> list[tuple[int, int, int]]:
    """(strength, start, end) of commas, conjunctions and "trong đó", strongest 3."""
    vocabulary = load_vocabulary()
    found = [(3, *span) for span in spans(tokens, vocabulary.subordinate)]
    found += [(2, m.start(), m.end()) for m in re.finditer(r",(?!\d)|\(|\)|\s[-–—]\s", text)]
    found += [(1, *span) for span in spans(tokens, vocabulary.conjunctions)]
    return sorted(found, key=lambda item: item[1])


def _split(
    text: str, tokens: Sequence[Token], separators: Sequence[tuple[int, int, int]], left: int, right: int
) -> tuple[int, int] | None:
    """(where the words of the amount before `left` end, where those of the next begin); None: they share them."""
    inside = [s for s in separators if left <= s[1] and s[2] <= right]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    if not any(left <= token.start < first[1] for token in tokens):
        return left, first[2]
    if _idle(tokens, last[2], right):
        return last[1], last[2]
    strongest = max(inside, key=lambda s: (s[0], s[1]))
    return strongest[1], strongest[2]


@cache
def comparing_phrases() -> Phrases:
    """Comparators of amounts and of times."""
    vocabulary = load_vocabulary()
    return Phrases([*vocabulary.comparators, *vocabulary.comparators_behind, *vocabulary.times])


def _near(tokens: Sequence[Token], start: int, end: int, left: int, right: int) -> dict[str, float]:
    before = [t for t in tokens if left <= t.start and t.end <= start]
    behind = [t for t in tokens if end <= t.start and t.end <= right]
    half = judging().checks.half_near
    near: dict[str, float] = {}
    for side in (before[::-1], behind):
        for distance, token in enumerate(side):
            near[token.text] = max(near.get(token.text, 0.0), 1 / (1 + distance / half))
    return near


@lru_cache(maxsize=8192)
def is_content(word: str) -> bool:
    """Whether a word says what a text is about: no function word, number, comparator or symbol."""
    vocabulary = load_vocabulary()
    lexicon = load_lexicon()
    if word[0].isdigit() or word in SYMBOLS or len(word) == 1:
        return False
    idle = word in vocabulary.fillers or word in vocabulary.comparators or word in vocabulary.negations
    return not (idle or word in lexicon.stop or word in lexicon.stop_english or word in vocabulary.framing)


def _comparator(tokens: Sequence[Token], kind: FigureKind, start: int, end: int) -> str:
    vocabulary = load_vocabulary()
    if kind in ("document", "raw"):
        return ""
    if kind == "date":
        by_deadline = "latest" if spans(tokens, vocabulary.deadline) else ""
        return _time_before(tokens, start) or by_deadline
    if kind == "year":
        return _time_before(tokens, start)
    behind = [t for t in tokens if t.start >= end][:4]
    for length in (3, 2):
        for offset in range(2):
            phrase = " ".join(t.text for t in behind[offset : offset + length])
            if phrase in vocabulary.comparators_behind:
                return vocabulary.comparators_behind[phrase]
    return _phrase_before(tokens, start, vocabulary.comparators)


def _time_before(tokens: Sequence[Token], start: int) -> str:
    return _phrase_before(tokens, start, load_vocabulary().times)


def _phrase_before(tokens: Sequence[Token], start: int, classes: dict[str, str]) -> str:
    """The class of the phrase before a position, with nothing but fillers between; "" for none."""
    fillers = load_vocabulary().fillers
    before = [t.text for t in tokens if t.end <= start][-_LOOK_BACK:]
    end = len(before)
    while end > 0:
        for length in range(min(4, end), 0, -1):
            phrase = " ".join(before[end - length : end])
            if phrase in classes:
                return classes[phrase]
        if before[end - 1] not in fillers:
            return ""
        end -= 1
    return ""
