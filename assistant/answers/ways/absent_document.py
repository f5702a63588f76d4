"""A document that is named by its number and is not here: that it is not, and which documents refer to it."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.language.lexicon import words
from assistant.questions.documents import is_certain, mentions

_FEW = 3  # mentions that are told


def answer(case: Case) -> Draft | None:
    """Say so of each such document; None where another way answers.

    What such a document says may stand in one that carries it out, so a question with a subject of its own goes on where
    one refers to it; a number without "số" may be no document at all ("kế hoạch 5 bước").
    """
    query, reference = case.query, case.reference
    if query.documents or query.kind == "compare":
        return None
    drafts = []
    for name in query.unindexed:
        pattern = mentions(name)
        places = [(d, match.start()) for d in case.allowed if (match := pattern.search(d.text))]
        if places and (set(query.focus_words) - set(words(name)) or query.places or query.agencies):
            return None
        if not places and not is_certain(name, query.text):
            continue
        drafts.append(case.abstain("not_in_corpus", "unindexed", document=name[:1].upper() + name[1:]))
        if places:
            names = ", ".join(dict.fromkeys(reference.name(d) for d, _ in places[:_FEW]))
            clauses = filter(None, (reference.clause_at(d, start) for d, start in places[:_FEW]))
            line = Line.of(case.say("mentioned_by", where=names), *clauses, kind="derived")
            drafts.append(case.draft([line]))
    return sum(drafts, case.draft()) if drafts else None
