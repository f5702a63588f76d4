"""What is said first where it is asked whether the same holds elsewhere: that it does, or where the two clauses differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line, Source
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.lexicon import words
from assistant.language.values import find_values
from assistant.questions.sameness import without_sameness
from assistant.types import Document, Section

_ITEM_WORDS = 5  # at most, of an item of a list within a clause
_LEAST_SHARED = 2  # items, from which two clauses list the same kind of thing
_MOST_QUOTED = 30  # words of a clause that is not alike
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
        below = [each for each in case.reference.children(section) if each.kind != "paragraph"]
        text = " ".join(map(unmarked, (section, *below)))
        if below:  # of a whole section no figure or item is told apart
            return cls(document, section, frozenset(words(text)), {}, {})
        pieces = [
            re.sub(r"^.*\b(?:như|gồm)\s*:?\s+", "", piece).strip(" .…“”\"'")
            for piece in re.split(r"[,;.]", text)
        ]
        return cls(
            document,
            section,
            frozenset(words(text)),
            {v.key: v.written for v in find_values(text)},
            {_key(piece): piece for piece in pieces if piece and len(piece.split()) <= _ITEM_WORDS},
        )

    def likeness(self, other: _Side) -> float:
        """How many of the words of both clauses, but for the names of their places, stand in both, 0 to 1."""
        places = {word for side in (self, other) for word in words(side.document.place or "")}
        own, others = self.words - places, other.words - places
        return len(own & others) / len(own | others)


def _key(item: str) -> str:
    """What an item is compared by: "AI" is "trí tuệ nhân tạo (AI)"."""
    short = re.search(r"\(([^()\d]+)\)$", item)
    return (short[1] if short else item).lower()


def with_sameness(draft: Draft, case: Case) -> Draft:
    """The draft with how its clause differs from that of the answer before, where a turn asks whether it does."""
    query = case.query
    if draft.outcome != "answered" or case.again or without_sameness(query.question) is None:
        return draft
    previous = case.previous
    before = previous.draft.first_stated if previous else None
    now = [line.sources[0] for line in draft.lines if line.kind == "stated" and line.sources]
    if before is None or not now:
        return draft
    here = _Side.of(case, before)
    there = max((_Side.of(case, source) for source in now), key=here.likeness)
    if here.document.id == there.document.id or (said := _compared(case, here, there)) is None:
        return draft
    # The next turn points to what is asked about, "mục đó": that clause is cited first.
    return case.draft([Line.of(said, there.section, here.section, kind="derived")]) + draft


def _compared(case: Case, here: _Side, there: _Side) -> str | None:
    """How one clause differs from the other; None where they do not speak of one thing."""
    name = case.reference.name
    likeness = here.likeness(there)
    names = {"first": name(here.document), "second": name(there.document)}
    if likeness < judging().choice.alike_duty:
        if not case.query.addresses:
            return None
        said = {"first_said": _opening(here), "second_said": _opening(there)}
        return case.say("no", text=case.say("not_alike", **names, **said))
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


def _opening(side: _Side) -> str:
    """The first words of a clause, or of the heading of a section."""
    said = unmarked(side.section).split()
    return " ".join(said[:_MOST_QUOTED]).rstrip(" .;:") + ("…" if len(said) > _MOST_QUOTED else "")


def _listed(own: dict[str, str], other: dict[str, str]) -> str:
    """What one side has and the other lacks, as it is written."""
    return ", ".join([written for key, written in own.items() if key not in other][:_MOST_TOLD])
