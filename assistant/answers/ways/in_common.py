"""Which items of the list that was just told another place names too: "trong số đó, cái nào Sơn La cũng trồng?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.documents import unmarked
from assistant.language.lexicon import words
from assistant.messages.phrases import sentence
from assistant.questions.differing import asks_in_common
from assistant.questions.shown import enumerated
from assistant.types import Section

_LEAST = 2  # items that two clauses have in common
_HEAD = 2  # words with which several items begin, and which name their kind: "công nghệ …"


def answer(case: Case) -> Draft | None:
    """The items that a clause there has; None where no list was told, or no clause there has several of its items."""
    query = case.query
    previous = case.previous if asks_in_common(query.question) and query.places else None
    if previous is None:
        return None
    told = [
        case.reference.sections[source.document_id, source.section_id]
        for line in previous.draft.lines
        if line.kind == "stated"
        for source in line.sources
    ]
    listing = max(told, key=lambda section: len(enumerated(unmarked(section))), default=None)
    items = enumerated(unmarked(listing)) if listing else []
    forms = dict(zip(items, _forms(items), strict=True))
    there = [d for d in case.allowed if d.place in query.places and listing and d.id != listing.document_id]
    best: tuple[list[str], Section] | None = None
    for document in there:
        for section in case.reference.sections_of(document.id):
            both = [item for item in items if _names(section, forms[item])]
            if len(both) >= _LEAST and (best is None or len(both) > len(best[0])):
                best = both, section
    if best is None or listing is None:
        return None
    said = case.say("both_list", items="; ".join(best[0]))
    lines = [Line.of(said, best[1], listing, kind="derived")]
    for section in (best[1], listing):
        document = case.reference.documents[section.document_id]
        key = "press_clause" if document.tier == "press" else "clause"
        text = case.say(key, where=case.reference.name(document), text=sentence(unmarked(section)))
        lines.append(Line.of(text, section))
    return case.draft(lines)


def _forms(items: Sequence[str]) -> list[list[str]]:
    """How each item may be named elsewhere: by its short form, by each of two things, without the kind of all of them."""
    heads = Counter(" ".join(words(item)[:_HEAD]) for item in items)
    found = []
    for item in items:
        short = re.findall(r"\(([^()]+)\)", item)
        parts = [" ".join(words(part)) for part in re.split(r"\s+và\s+", re.sub(r"\([^()]*\)", " ", item))]
        named = [part.split() for part in parts]
        bare = [
            " ".join(said[_HEAD:] if heads[" ".join(said[:_HEAD])] > 1 and len(said) > _HEAD else said)
            for said in named
        ]
        found.append([*(" ".join(words(each)) for each in short), *bare])
    return found


def _names(section: Section, forms: Iterable[str]) -> bool:
    said = f" {' '.join(words(section.text))} "
    return any(f" {form} " in said for form in forms if form)
