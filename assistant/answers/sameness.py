"""What is said first where it is asked whether the same holds elsewhere: that it does, or where the two clauses differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line, Source
from assistant.judging import judging
from assistant.language.lexicon import words
from assistant.language.text import plain
from assistant.language.values import find_values
from assistant.questions.sameness import without_sameness
from assistant.types import Document, Section

_ITEM_WORDS = 5  # at most, of an item of a list within a clause
_LEAST_SHARED = 2  # items, from which two clauses list the same kind of thing
_MOST_TOLD = 6  # items or figures


@dataclass(frozen=True, slots=True)
class _Side:
    """A clause that was shown, with its figures and the items that it lists."""

    document: Document
    section: Section
    words: frozenset[str]
    figures: dict[str, str]  # as written, by what they are worth
    items: dict[str, str]  # as written, by their small letters

    @classmethod
    def of(cls, case: Case, source: Source) -> _Side:
        document = case.reference.documents[source.document_id]
        section = case.reference.sections[source.document_id, source.section_id]
        text = plain(section.text)
        pieces = [
            re.sub(r"^.*\b(?:như|gồm)\s*:?\s+", "", piece).strip(" .“”\"'")
            for piece in re.split(r"[,;.]", text)
        ]
        return cls(
            document,
            section,
            frozenset(words(text)) - set(words(document.place or "")),
            {v.key: v.written for v in find_values(text)},
            {piece.lower(): piece for piece in pieces if piece and len(piece.split()) <= _ITEM_WORDS},
        )


def with_sameness(draft: Draft, case: Case) -> Draft:
    """The draft with how its clause differs from that of the answer before, where a turn asks whether it does."""
    query = case.query
    if draft.outcome != "answered" or case.again or without_sameness(query.question) is None:
        return draft
    previous = case.previous
    before, now = previous.draft.first_stated if previous else None, draft.first_stated
    if before is None or now is None:
        return draft
    here, there = _Side.of(case, before), _Side.of(case, now)
    if here.document.id == there.document.id or (said := _compared(case, here, there)) is None:
        return draft
    return case.draft([Line.of(said, here.section, there.section, kind="derived")]) + draft


def _compared(case: Case, here: _Side, there: _Side) -> str | None:
    """How one clause differs from the other; None where they do not speak of one thing."""
    name = case.reference.name
    likeness = len(here.words & there.words) / len(here.words | there.words)
    if likeness < judging().choice.alike_duty:
        return None
    names = {"first": name(here.document), "second": name(there.document)}
    own = [_listed(side.figures, other.figures) for side, other in ((here, there), (there, here))]
    if all(own):
        return case.say("other_figures", **names, first_said=own[0], second_said=own[1])
    if len(here.items.keys() & there.items.keys()) >= _LEAST_SHARED:
        only = [_listed(side.items, other.items) for side, other in ((here, there), (there, here))]
        told = [
            case.say("only_one_lists", name=name(side.document), items=items)
            for side, items in ((here, only[0]), (there, only[1]))
            if items
        ]
        if told:
            return " ".join([case.say("nearly_alike"), *told])
    return case.say(
        "stated_alike" if likeness >= judging().comparison.said_alike else "stated_in_other_words", **names
    )


def _listed(own: dict[str, str], other: dict[str, str]) -> str:
    """What one side has and the other lacks, as it is written."""
    return ", ".join([written for key, written in own.items() if key not in other][:_MOST_TOLD])
