"""Bodies: each is named in a source, and does here what it does there."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.actors import find_bodies, key_line, names, unknown_english
from assistant.checks.claim import Claim
from assistant.checks.problems import Problem
from assistant.checks.reading import spans
from assistant.checks.words import load_vocabulary


def check_bodies(claim: Claim) -> Iterator[Problem]:
    """Every body is named in a source."""
    readings = [r for s in claim.sources for r in s.readings]
    known = {b.name for r in readings for b in find_bodies(r, claim.background)}
    lines = [key_line(reading) for reading in readings]
    wrong = [
        b.written
        for b in claim.bodies
        if not any(_is(b.name, name) for name in known) and not any(names(line, b.name) for line in lines)
    ]
    if claim.english:
        text = claim.known_text.lower()
        wrong += [name for name in unknown_english(claim.said.text) if name.lower() not in text]
    if wrong:
        yield Problem("agency", tuple(dict.fromkeys(wrong)))


def check_roles(claim: Claim) -> Iterator[Problem]:
    """A body does what it does in the clauses; who leads there leads here."""
    wrong: list[str] = []
    for body in claim.bodies:
        relations = set(_relations(claim, body.name))
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
        (bool(spans(claim.said.tokens, phrases)), any(spans(q.tokens, phrases) for q in claim.quotes))
        for phrases in (vocabulary.lead, vocabulary.support)
    )
    if leads[0] and not leads[1]:
        wrong += [claim.said.text[a:b] for a, b in spans(claim.said.tokens, vocabulary.lead)]
    elif supports[0] and (not supports[1] or (leads[1] and not leads[0])):
        wrong += [claim.said.text[a:b] for a, b in spans(claim.said.tokens, vocabulary.support)]
    if wrong:
        yield Problem("role", tuple(dict.fromkeys(wrong)))


def _relations(claim: Claim, name: str) -> Iterator[str]:
    for source in claim.sources:
        for heading in source.headings:
            if any(_is(name, b.name) for b in find_bodies(heading, claim.background)):
                yield "acts"
        for body in find_bodies(source.quote, claim.background):
            if _is(name, body.name):
                yield body.relation
        if source.acting_body is None:
            for reading in (source.title, source.rest):
                if any(_is(name, b.name) for b in find_bodies(reading, claim.background)):
                    yield "acts"


def _is(name: str, other: str) -> bool:
    """Whether two names are of one body: one begins the other, whatever kind of university it is."""
    first, second = (each.removeprefix("trường ") + " " for each in (name, other))
    return first.startswith(second) or second.startswith(first)
