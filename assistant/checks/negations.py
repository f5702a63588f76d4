"""Negations and opposites: the sentence denies what its clauses deny, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.checks.claim import Claim
from assistant.checks.problems import Problem
from assistant.checks.reading import Reading, is_content, read_wording
from assistant.checks.words import load_vocabulary
from assistant.language.lexicon import Phrases, find_phrases


def check_negations(claim: Claim) -> Iterator[Problem]:
    """What is denied here is denied there, and the reverse; nothing is turned into its opposite."""
    denied = [d for s in claim.sources for d in denials(s.quote)]
    wrong = []
    mine = list(denials(claim.said))
    for word, scope in mine:
        if not any(_same_scope(scope, other) for _, other in denied):
            wrong.append(word)
    affirmed = (
        claim.said.content - frozenset().union(*(scope for _, scope in mine)) if mine else claim.said.content
    )
    for word, scope in denied:
        if len(scope & affirmed) >= min(2, len(scope)) and not any(scope & other for _, other in mine):
            wrong.append(word)
    wrong += list(_opposites(claim))
    if wrong:
        yield Problem("negation", tuple(dict.fromkeys(wrong)))


def _opposites(claim: Claim) -> Iterator[str]:
    vocabulary = load_vocabulary()
    phrases = _said_phrases()

    def said(reading: Reading) -> set[str]:
        return {
            vocabulary.said[" ".join(reading.words[a:b])] for a, b in find_phrases(reading.words, phrases)
        }

    here = said(claim.said) | said(read_wording(claim.written))
    there = set().union(*(said(source.quote) for source in claim.sources))
    for pair in vocabulary.antonyms:
        for mine, other in (pair, pair[::-1]):
            if mine in here and other not in here and other in there and mine not in there:
                yield mine


def denials(reading: Reading) -> Iterator[tuple[str, frozenset[str]]]:
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
def _denying() -> Phrases:
    vocabulary = load_vocabulary()
    return Phrases([*vocabulary.negations, *vocabulary.harmless, *vocabulary.comparators, *vocabulary.times])


@cache
def _said_phrases() -> Phrases:
    return Phrases(load_vocabulary().said)
