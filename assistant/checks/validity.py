"""Places and periods: a sentence holds where and when its clauses do."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.claim import Claim
from assistant.checks.problems import Problem
from assistant.checks.reading import Spell
from assistant.checks.sources import Source
from assistant.checks.tokens import tokenise
from assistant.language.values import OPEN_END, Period

_TITLE_RUN = 5  # words before a period that make it part of a title that is named


def check_places(claim: Claim) -> Iterator[Problem]:
    """A place must be that of a document cited, or be named in a clause with the same word before it."""
    own = {source.place for source in claim.sources}
    wrong = []
    for place in claim.said.places:
        if place.name in own:
            continue
        mention = [*claim.said.text[: place.start].split()[-1:], claim.said.text[place.start : place.end]]
        phrase = " ".join(t.text for t in tokenise(" ".join(mention)))
        unplaced = [
            s
            for s in claim.sources
            if s.place is None and any(p.name == place.name for r in s.readings for p in r.places)
        ]
        if not unplaced and not (len(mention) == 2 and f" {phrase} " in claim.quote_line):
            wrong.append(place.written)
    if wrong:
        yield Problem("place", tuple(dict.fromkeys(wrong)))


def check_periods(claim: Claim) -> Iterator[Problem]:
    """A period must be one that a clause holds for."""
    wrong = [
        s.written
        for s in claim.said.spells
        if not any(holds_for(c, s) or _in_title(claim, s) for c in claim.sources)
    ]
    if wrong:
        yield Problem("period", tuple(dict.fromkeys(wrong)))


def _in_title(claim: Claim, spell: Spell) -> bool:
    """Whether a period is part of a title that the sentence repeats."""
    before = [t.text for t in claim.said.tokens if t.end <= spell.start][-_TITLE_RUN:]
    run = " ".join([*before, *(t.text for t in tokenise(spell.written))])
    return len(before) == _TITLE_RUN and any(f" {run} " in s.title.line for s in claim.sources)


def holds_for(source: Source, spell: Spell) -> bool:
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
