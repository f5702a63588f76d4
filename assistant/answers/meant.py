"""Which documents a question is about that is of documents themselves: named by number, place, year, or words of a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.judging import judging
from assistant.language.lexicon import load_lexicon, words
from assistant.language.text import fold
from assistant.questions.documents import KINDS
from assistant.types import Document, Query

_ARTICLE = re.compile(
    r" (?:(?:ca|toan bo|noi dung|the) )*(?:bai|article)(?! (?:hoc|toan|giang|ban|tap|thi) )"
)
_NAMED = 10  # documents that are offered


def names_document(of: Query) -> bool:
    """Whether a text names a document, by number or by what it is."""
    said = f" {fold(' '.join(words(of.text)))} "
    return bool(of.documents) or any(f" {kind} " in said for kind in KINDS)


def documents_meant(case: Case, of: Query) -> tuple[list[Document], bool]:
    """(the documents that are asked about, whether words are left that are in no title)."""
    said = f" {fold(' '.join(words(of.text)))} "
    kinds = {code for kind, code in KINDS.items() if code and f" {kind} " in said}
    named = [d for d in case.scope if d.id in of.documents] or case.scope  # not those that amend them
    article = _ARTICLE.match(said) is not None
    tier = "press" if of.press or article else "official"
    scope = [d for d in named if d.tier == tier] or list(named)
    if kinds and not of.documents:
        scope = [d for d in scope if _code(d) in kinds] or scope
    press = (
        {fold(word) for phrase in load_lexicon().press for word in phrase.split()}
        if tier == "press"
        else set()
    )
    asked = {fold(word) for word in of.focus_words if not word.isdigit()} - press
    years = {str(period.last_year) for period in of.periods}
    if years:
        scope = [
            d for d in scope if any(year in d.title or year == (d.date or "")[:4] for year in years)
        ] or scope
    if not asked:
        spoken = set(said.split())  # "bài hội thảo": words of any article tell which of a place's is meant
        shared = {d.id: len(spoken & case.reference.title_words(d)) for d in scope}
        top = max(shared.values(), default=0)
        return [d for d in scope if not article or shared[d.id] == top], False
    shares = {d.id: len(asked & case.reference.title_words(d)) / len(asked) for d in scope}
    most = max(shares.values(), default=0.0)
    if most < judging().summary.titled:
        told = [d for d in scope if article and asked <= case.reference.title_words(d) | _headed(case, d)]
        return (told, False) if len(told) == 1 else ([], True)
    return [d for d in scope if shares[d.id] == most], False


def _headed(case: Case, document: Document) -> set[str]:
    """The folded words of a document's headings: an article may be named by what it tells of."""
    return {
        fold(word) for section in case.reference.sections_of(document.id) for word in words(section.heading)
    }


def _code(document: Document) -> str:
    """The code of a document's kind in document numbers: "kh" of a plan."""
    kind = fold(document.kind)
    return KINDS.get(kind, "") or next(
        (code for name, code in KINDS.items() if fold(document.title).startswith(name)), ""
    )


def which(case: Case, documents: Sequence[Document]) -> Draft:
    """Many documents are meant: which there are."""
    draft = case.abstain("ambiguous", "which_document", count=len(documents))
    for document in documents[:_NAMED]:
        draft.add(document.title, kind="framing", bullet=True)
    if len(documents) > _NAMED:
        draft.add(case.say("talk_more_documents", count=len(documents) - _NAMED), kind="framing", bullet=True)
    return draft
