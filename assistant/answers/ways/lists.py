"""Lists: the heading that a question names, and what stands below it, with how many of how many."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.choose import answers
from assistant.answers.draft import Draft, Line
from assistant.answers.evidence import Evidence
from assistant.answers.outline import Listing
from assistant.answers.weighing import weigh
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.items import ordinal_items, own_number
from assistant.language.lexicon import find_phrases, words
from assistant.messages.phrases import sentence
from assistant.questions.answer_types import gives
from assistant.types import Coverage, Query, Section

_MAX_LIST = 40
_ORDINAL = " thứ "  # in what numbers itself
_LEAST_NAME = 2  # words of a heading that do not stand in a question by chance


def answer(case: Case) -> Draft | None:
    """The list that a question names in each document; a question that asks for no list has to repeat its heading."""
    query = case.query
    if query.kind not in ("list", "count", "open", "duties"):
        return None
    if query.kind == "open" and query.answer_type:
        return None  # a place, a day, a document is asked for
    listed = query.kind in ("list", "count") or query.first or (query.summary and query.summary.firm)
    if listed and (numbered := _numbered(case)):
        return numbered
    listings = case.reference.outline.find(query, case.scope, sure=query.kind in ("open", "duties"))
    if query.answer_type and query.answer_type.alone:  # "gồm những khoản nào" of what pays for it
        listings = [each for each in listings if _gives(case, each)]
    if query.kind == "open":
        listings = [each for each in listings if _repeats(query, each)]
    named = ordinal_items(query.read)
    if named and any(named & ordinal_items(item.text) for each in listings for item in each.items):
        return None  # one of them is asked for, by the name that it has there
    if query.other_agencies and not query.agencies:  # of a body that no document charges with anything
        bodies = [" ".join(words(name)) for name in query.other_agencies]
        listings = [each for each in listings if find_phrases(words(each.parent.heading), bodies)]
    if not listings:
        return None
    if told := _told_by_one(case, listings):
        around = case.reference.outline.around(query, case.reference.section(told.chunk))
        return written(case, [around]) if around and query.kind == "list" else None
    return _below(case, listings) or written(case, listings)


def _numbered(case: Case) -> Draft | None:
    """The things of a noun that number themselves, "Quan điểm thứ hai của Nghị quyết 5: …", where a question asks for all of
    them; None where it asks for one of them, or for others."""
    said = words(case.query.read)
    if ordinal_items(case.query.read):
        return None
    runs: dict[tuple[str, str, str], list[Section]] = {}
    for section in (s for document in case.scope for s in case.reference.sections_of(document.id)):
        head = own_number(unmarked(section)) if _ORDINAL in section.text else None
        if head and find_phrases(said, [" ".join(words(head[0]))]):
            runs.setdefault((section.document_id, *head), []).append(section)
    of_subject = {
        key: items
        for key, items in runs.items()
        if len(items) > 1 and min(map(case.coverage, items)) >= judging().evidence.sure
    }
    if len(of_subject) != 1:
        return None
    ((document_id, noun, of), items) = of_subject.popitem()
    where = case.reference.name(case.reference.documents[document_id])
    said_first = case.say("list", where=where, heading=f"{noun}{of}", count=len(items))
    lines = [Line.of(sentence(unmarked(item)), item, bullet=True) for item in items]
    count = Coverage(len(items), len(items))
    return case.draft([Line.of(said_first, *items, kind="derived"), *lines], coverage=count)


def _repeats(query: Query, listing: Listing) -> bool:
    """Whether a question has a short heading word for word: the words of "Cấp xã" stand apart in many that ask no list."""
    name = words(unmarked(listing.parent))
    return len(name) > _LEAST_NAME or bool(find_phrases(words(query.read), [" ".join(name)]))


def _gives(case: Case, listing: Listing) -> bool:
    """Whether a list, or its heading, holds an answer of the type that is asked for."""
    asked = case.query.answer_type
    return asked is None or any(gives(asked, unmarked(each)) for each in (listing.parent, *listing.items))


def _told_by_one(case: Case, listings: Sequence[Listing]) -> Evidence | None:
    """The clause that answers a question and speaks of more of it than the headings do; None where none does.

    One that asks how many has to get a number of what it asks for; one that asks for a list gets no item of it.
    """
    items = {(item.document_id, item.id) for each in listings for item in each.items}
    headed = max(case.coverage(listing.parent) for listing in listings) + judging().choice.closer
    if headed > 1 or all(evidence.coverage < headed for evidence in case.evidence):
        return None  # and where no clause can speak of so much more, nothing is searched
    weigh(case)
    telling = (
        evidence
        for evidence in case.evidence
        if evidence.coverage >= headed
        and answers(case, evidence)
        and (case.query.kind != "count" or evidence.value_fits)
        and (
            case.query.kind != "list" or (evidence.chunk.document_id, evidence.chunk.section_id) not in items
        )
    )
    return max(telling, key=lambda evidence: evidence.certainty or 0.0, default=None)


def _below(case: Case, listings: Sequence[Listing]) -> Draft | None:
    """What stands below those headings of a list that a question speaks of; None where it names none."""
    said = words(case.query.read)
    draft = case.draft()
    for item in (item for listing in listings for item in listing.items):
        name, below = words(unmarked(item)), tuple(case.reference.children(item))
        if len(name) < _LEAST_NAME or not below or not find_phrases(said, [" ".join(name)]):
            continue
        if any(clause.kind != "paragraph" for clause in below):
            draft += written(case, [Listing(item, below)])
            continue
        document = case.reference.documents[item.document_id]
        key, where = "press_clause" if document.tier == "press" else "clause", case.reference.name(document)
        draft.lines += [Line.of(case.say(key, where=where, text=sentence(unmarked(c))), c) for c in below]
    return draft if draft.lines else None


def written(case: Case, listings: Sequence[Listing]) -> Draft:
    """The items of each list below its heading."""
    lines: list[Line] = []
    shown = total = 0
    for listing in listings:
        items, count = listing.items[: case.room(_MAX_LIST)], len(listing.items)
        where = case.reference.name(case.reference.documents[listing.parent.document_id])
        heading = unmarked(listing.parent).rstrip(" :")
        head = case.say("list", where=where, heading=heading, count=count)
        lines.append(Line.of(head, listing.parent, *items, kind="derived"))
        lines += [Line.of(sentence(unmarked(item)), item, bullet=True) for item in items]
        if len(items) < count:
            more = case.say("more", count=count - len(items))
            lines.append(Line.of(more, listing.parent, kind="derived"))
        shown += len(items)
        total += count
    return case.draft(lines, coverage=Coverage(shown, total))
