"""Content: the words that say what a sentence is about stand in its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.checks.claim import Claim
from assistant.checks.problems import Problem
from assistant.checks.reading import comparing_phrases, is_content, spans
from assistant.checks.tokens import Token, tokenise
from assistant.judging import judging
from assistant.language.lexicon import Phrases, find_phrases, load_lexicon


@dataclass(frozen=True, slots=True)
class _Support:
    """How much of a sentence its clauses hold: share of the content, weighed, longest run without, words without."""

    share: float
    longest_gap: float
    missing: tuple[Token, ...]


def check_uncited(claim: Claim) -> Iterator[Problem]:
    """A sentence without a source may hold words about sources only."""
    framing = claim.framing
    told = [
        t
        for t in claim.said.tokens
        if t.text[0].isdigit() or (is_content(t.text) and not any(a <= t.start < b for a, b in framing))
    ]
    if told or claim.said.places:
        yield Problem(
            "uncited", _joined(claim.said.text, told) or tuple(p.written for p in claim.said.places)
        )


def check_content(claim: Claim) -> Iterator[Problem]:
    """The words that say what the sentence is about stand in its clauses."""
    support, constants = _measure(claim), judging().checks
    bar = constants.supported_english if claim.english else constants.supported
    if support.share < bar or support.longest_gap >= constants.invented_run:
        yield Problem("unsupported", _joined(claim.said.text, support.missing))


def _measure(claim: Claim) -> _Support:
    """How much of the sentence's content its clauses hold."""
    own = frozenset().union(*(r.content for s in claim.sources for r in (s.quote, *s.headings)))
    wider = frozenset().union(*(r.content for s in claim.sources for r in (s.title, s.rest)))
    named = [(b.start, b.end) for b in claim.bodies] + [(p.start, p.end) for p in claim.said.places]
    named += [*claim.framing, *spans(claim.said.tokens, comparing_phrases())]
    torn = _torn(claim)
    constants = judging().checks
    total = gained = 0.0
    gap = longest = 0.0
    missing: list[Token] = []
    for token in claim.said.tokens:
        if not is_content(token.text) or any(a <= token.start < b for a, b in named):
            continue
        share = 1.0 if token.text in own else constants.title_share if token.text in wider else 0.0
        if token.start in torn:
            share *= constants.torn_share
        untranslated = token.text in claim.untranslated
        worth = claim.background.weight(token.text) * (constants.untranslated if untranslated else 1.0)
        total += worth
        gained += worth * share
        gap = (
            0.0
            if share >= constants.title_share
            else gap + (constants.untranslated_run if untranslated else 1.0)
        )
        longest = max(longest, gap)
        if share < constants.title_share:
            missing.append(token)
    return _Support(gained / total if total else 1.0, longest, tuple(missing))


def _torn(claim: Claim) -> frozenset[int]:
    """Where syllables of a term stand whose neighbours in the term no source puts beside them.

    "học phí" is not "học ... kinh phí".
    """
    tokens = claim.said.tokens
    torn = set()
    for first, last in find_phrases(claim.said.words, _terms()):
        for index in range(first, last):
            pairs = [(n, n + 1) for n in (index - 1, index) if first <= n and n + 1 < last]
            if not any(f" {tokens[a].text} {tokens[b].text} " in claim.known_line for a, b in pairs):
                torn.add(tokens[index].start)
    return frozenset(torn)


@cache
def _terms() -> Phrases:
    """Terms of several syllables: those that have synonyms, and those that English words are turned into."""
    lexicon = load_lexicon()
    english = (" ".join(t.text for t in tokenise(wording)) for wording in lexicon.english.values())
    return Phrases([*lexicon.compounds, *(term for term in english if " " in term)])


def _joined(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The tokens as written, neighbours together."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and not text[groups[-1][-1].end : token.start].strip():
            groups[-1].append(token)
        else:
            groups.append([token])
    return tuple(text[group[0].start : group[-1].end] for group in groups)
