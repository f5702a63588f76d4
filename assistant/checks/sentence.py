"""The check between a chat model and a person: does a sentence say what the clauses it cites say, and nothing else?

It is strict where meaning turns on one word (figures, places, periods, comparators, bodies, negation) and measures the
rest. A false alarm costs a repair or the verbatim clause; a miss costs a wrong answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from assistant.checks.claim import Claim
from assistant.checks.content import check_content, check_uncited
from assistant.checks.figures import check_figures
from assistant.checks.form import MARKER, check_form
from assistant.checks.negations import check_negations
from assistant.checks.problems import Problem
from assistant.checks.roles import check_bodies, check_roles
from assistant.checks.sources import Background
from assistant.checks.tokens import is_english_sentence, tokenise
from assistant.checks.validity import check_periods, check_places
from assistant.checks.words import load_vocabulary
from assistant.documents import find_injection
from assistant.language.text import normalise_space
from assistant.types import Citation

_NOTHING = Background()


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
    claim = Claim.of(bare, cited, background, english=english)
    if not claim.sources:
        return tuple(check_uncited(claim))
    return tuple(dict.fromkeys(problem for check in _CHECKS for problem in check(claim)))


def _all_texts(cited: Sequence[Citation]) -> Iterator[str]:
    for citation in cited:
        yield from (citation.quote, *citation.headings, citation.document_title)
        yield from filter(None, (citation.document_number, citation.issuer))


def _check_instructions(claim: Claim) -> Iterator[Problem]:
    """Clauses that talk to the machine are no evidence; nor may the sentence talk so."""
    for text in (claim.written, *(s.citation.quote for s in claim.sources)):
        if (injection := find_injection(text)) is not None:
            yield Problem("instruction", (injection,))


def _check_persons(claim: Claim) -> Iterator[Problem]:
    """Nobody speaks but the documents."""
    known = claim.known_line
    said = " ".join(token.text for token in tokenise(claim.written))
    found = [p for p in load_vocabulary().persons if f" {p} " in f" {said} " and f" {p} " not in known]
    if claim.english:
        found += re.findall(r"\bI(?='|’|\s+[a-z])", claim.written)
    if found:
        yield Problem("person", tuple(found))


_CHECKS: tuple[Callable[[Claim], Iterator[Problem]], ...] = (
    _check_instructions,
    _check_persons,
    check_places,
    check_periods,
    check_figures,
    check_bodies,
    check_roles,
    check_negations,
    check_content,
)
