"""What is said first where it is asked whether the same holds elsewhere: that it does, or where the two clauses differ."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.listed import LEAST_SHARED, Listed, told_by_one
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.questions.sameness import without_sameness

_MOST_QUOTED = 30  # words of a clause that is not alike


def with_sameness(draft: Draft, case: Case) -> Draft:
    """The draft with how its clause differs from that of the answer before, where a turn asks whether it does."""
    query = case.query
    if draft.outcome != "answered" or case.again or without_sameness(query.question) is None:
        return draft
    previous = case.previous
    before = previous.draft.first_stated if previous else None
    now = [line.sources[0] for line in draft.lines if line.kind == "stated" and line.sources]
    if previous is None or before is None or not now or _stated(previous.draft) != len(now):
        return draft  # of which one may have more than the other
    here = Listed.of(case, before.document_id, before.section_id)
    there = max((Listed.of(case, source.document_id, source.section_id) for source in now), key=here.likeness)
    if here.document.id == there.document.id or (said := _compared(case, here, there)) is None:
        return draft
    # The next turn points to what is asked about, "mục đó": that clause is cited first.
    return case.draft([Line.of(said, there.section, here.section, kind="derived")]) + draft


def _stated(draft: Draft) -> int:
    return sum(line.kind == "stated" and bool(line.sources) for line in draft.lines)


def _compared(case: Case, here: Listed, there: Listed) -> str | None:
    """How one clause differs from the other; None where they do not speak of one thing."""
    name = case.reference.name
    likeness = here.likeness(there)
    names = {"first": name(here.document), "second": name(there.document)}
    if likeness < judging().choice.alike_duty:
        if not case.query.addresses:
            return None
        said = {"first_said": _opening(here), "second_said": _opening(there)}
        return case.say("no", text=case.say("not_alike", **names, **said))
    own = [told_by_one(side.figures, other.figures) for side, other in ((here, there), (there, here))]
    if all(own):
        return case.say("other_figures", **names, first_said=own[0], second_said=own[1])
    if len(here.items.keys() & there.items.keys()) >= LEAST_SHARED:
        only = [told_by_one(side.items, other.items) for side, other in ((here, there), (there, here))]
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


def _opening(side: Listed) -> str:
    """The first words of a clause, or of the heading of a section."""
    said = unmarked(side.section).split()
    return " ".join(said[:_MOST_QUOTED]).rstrip(" .;:") + ("…" if len(said) > _MOST_QUOTED else "")
