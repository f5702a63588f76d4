"""Figures: each stands in a clause, said of the same thing, with the same comparator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from assistant.checks.claim import Claim
from assistant.checks.problems import Problem, ProblemKind
from assistant.checks.reading import Figure, Reading, sentence_bounds, spans
from assistant.checks.sources import Source
from assistant.checks.tokens import tokenise
from assistant.checks.validity import holds_for
from assistant.checks.words import load_vocabulary
from assistant.judging import judging
from assistant.language.text import fold

_Mark = TypeVar("_Mark")


def check_figures(claim: Claim) -> Iterator[Problem]:
    """Every figure stands in a clause, of the same thing, with the same comparator."""
    amounts = [f for f in claim.said.figures if f.counts]
    told = spans(claim.said.tokens, load_vocabulary().respectively)
    if (
        len(amounts) > 1
        and told
        and not any(spans(q.tokens, load_vocabulary().respectively) for q in claim.quotes)
    ):
        yield Problem("binding", (claim.said.text[told[0][0] : told[0][1]],))
    by_kind: dict[ProblemKind, list[str]] = {}
    for figure in claim.said.figures:
        kind = _wrong(claim, figure)
        if kind is not None:
            by_kind.setdefault(kind, []).append(figure.written)
    for kind, written in by_kind.items():
        yield Problem(kind, tuple(dict.fromkeys(written)))


def _wrong(claim: Claim, figure: Figure) -> ProblemKind | None:
    """The kind of problem that a figure is, None where it stands."""
    if figure.kind == "document":
        return (
            None if _any_figure(claim, lambda f: f.kind == "document" and f.key == figure.key) else "document"
        )
    if figure.kind == "raw":
        return None if _named_raw(claim, figure) else "value"
    if figure.kind == "year":
        return (
            None
            if _any_figure(claim, lambda f: f.key == figure.key or figure.key in f.key.split("/"))
            else "value"
        )
    if _bare_document(claim, figure):
        return None
    if figure.kind == "date":
        matches = [
            (s, r, f) for s in claim.sources for r in s.readings for f in r.figures if _same(figure, f, r)
        ]
    else:
        matches = [
            (s, r, f)
            for s in _fitting(claim, figure)
            for r in s.readings
            for f in r.figures
            if _same(figure, f, r)
        ]
    if not matches:
        return "document" if _names_document(claim, figure) else "value"
    bound = [match for match in matches if _bound(claim, figure, *match)]
    if not bound:
        return "binding"
    if not any(f.comparator == figure.comparator for _, _, f in bound):
        return "comparator"
    kept = any(
        spans(tokens, load_vocabulary().estimates_kept)
        for tokens in (claim.said.tokens, tokenise(claim.written))
    )
    return None if kept or not all(_is_estimate(r, f) for _, r, f in bound) else "comparator"


def _any_figure(claim: Claim, fits: Callable[[Figure], bool]) -> bool:
    return any(fits(f) for s in claim.sources for r in s.readings for f in r.figures)


def _named_raw(claim: Claim, figure: Figure) -> bool:
    """Whether a mixed token ("IoT4", "II.2", "629/731") stands in a source as it is."""
    known = " ".join((claim.known_text, *(s.citation.address for s in claim.sources)))
    return re.search(rf"(?<!\w){re.escape(figure.key)}(?!\w)", fold(known)) is not None


def _names_document(claim: Claim, figure: Figure) -> bool:
    before = [t.text for t in claim.said.tokens if t.end <= figure.start and t.text != "số"][-2:]
    return (
        " ".join(before) in load_vocabulary().document_kinds
        or " ".join(before[-1:]) in load_vocabulary().document_kinds
    )


def _bare_document(claim: Claim, figure: Figure) -> bool:
    """Whether a number stands for a document of the right kind: "Quyết định 1002" of 1002/QĐ-TTg."""
    kinds = load_vocabulary().document_kinds
    before = [t.text for t in claim.said.tokens if t.end <= figure.start and t.text not in ("số", "no")][-2:]
    codes = kinds.get(" ".join(before)) or kinds.get(" ".join(before[-1:]))
    if figure.kind != "number" or codes is None:
        return False
    pattern = re.compile(rf"{re.escape(figure.key)}(?:/\d{{4}})?[-/](?:{'|'.join(map(fold, codes))})\b")
    return _any_figure(claim, lambda f: f.kind == "document" and pattern.match(f.key) is not None)


def _fitting(claim: Claim, figure: Figure) -> list[Source]:
    """The sources of the place and the period that the sentence gives a figure."""
    place = _nearest(figure, [(p.start, p.name) for p in claim.said.places], claim.said)
    spell = _nearest(figure, [(s.start, s) for s in claim.said.spells], claim.said)
    fitting = list(claim.sources)
    if place is not None and any(s.place == place for s in fitting):
        fitting = [s for s in fitting if s.place in (place, None)]
    if spell is not None and any(holds_for(s, spell) for s in fitting):
        fitting = [s for s in fitting if holds_for(s, spell)]
    return fitting


def _bound(claim: Claim, figure: Figure, source: Source, reading: Reading, match: Figure) -> bool:
    """Whether the words near a figure are those near it in the clause, and no other figure's."""
    if (name := _name_before(figure, claim.said)) and name == _name_before(match, reading):
        return True  # "Next 1.000" is a name
    if figure.range_from and figure.range_from != match.range_from:
        return False
    if figure.bare and match.bare and figure.before and figure.before == match.before:
        return True  # "thu 8 tỷ đồng, đạt 101%": it goes with the amount before it
    if not figure.near.keys() - claim.untranslated:
        rivals = {f.key for f in reading.figures if f.counts}
        return len(rivals) <= 1 or not figure.counts
    constants = judging().checks
    score = _likeness(claim, figure, match, source)
    if reading is not source.quote and reading is not source.rest and score < 2 * constants.bound:
        return False  # titles and headings hold numbers of their own
    if score < constants.bound:
        return False
    rivals_of = _fitting(claim, figure) if figure.counts else [source]
    best = max(
        (
            _likeness(claim, figure, other, s)
            for s in rivals_of
            for other in s.quote.figures
            if other.counts and other.key != match.key
        ),
        default=0.0,
    )
    return score >= best - constants.rival


def _likeness(claim: Claim, figure: Figure, other: Figure, source: Source) -> float:
    """Share of the words near a figure, weighed, that stand near another one; those of headings count less."""
    weight = claim.background.weight
    above = frozenset().union(*(h.content for h in source.headings)) if source.headings else frozenset()
    heading_near = judging().checks.heading_near
    total = gained = 0.0
    for word, near in figure.near.items():
        if word in claim.untranslated:
            continue
        worth = weight(word) * near
        total += worth
        gained += worth * max(other.near.get(word, 0.0), heading_near if word in above else 0.0)
    return gained / total if total else 0.0


def _same(figure: Figure, other: Figure, reading: Reading) -> bool:
    """Whether a figure of a clause is the one that a sentence gives."""
    if figure.kind == "date":
        return other.kind == "date" and (other.key == figure.key or other.key.startswith(f"{figure.key}/"))
    if other.key != figure.key or not other.counts:
        return False
    table = reading.text.lstrip().startswith("|")
    return other.kind == figure.kind or (table and "%" in reading.text)


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
