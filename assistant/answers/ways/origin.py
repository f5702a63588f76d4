"""What a figure is said of, and where it stands: "con số 3 ở đâu ra", "60% là của chỉ tiêu nào"."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.lexicon import words
from assistant.language.text import plain
from assistant.language.values import find_values
from assistant.messages.phrases import sentence
from assistant.questions.figures import AskedFigure, asked_figure
from assistant.types import Document, Section

_MOST = 3  # clauses that have the figure
_MOST_DOCUMENTS = 20  # that are read through


def answer(case: Case) -> Draft | None:
    """The clauses that have the figure, of those the likest to what was asked; None where a question asks for no such thing."""
    asked = asked_figure(case.query.text)
    if asked is None:
        return None
    own = _having(case, asked, case.scope)
    least = judging().evidence.sure
    if own and (own[0][0] >= least or not case.query.focus_words):
        return case.draft(_lines(case, asked, own, of_other=False))
    ids = {document.id for document in case.scope}
    others = _having(case, asked, (d for d in case.allowed if d.id not in ids))
    if others and others[0][0] >= least:
        return case.draft(_lines(case, asked, others, of_other=True))
    if own:
        return case.draft(_lines(case, asked, own, of_other=False))
    return case.abstain("not_in_corpus", "wrong_value", value=asked.value.written)


def _having(case: Case, asked: AskedFigure, among: Iterable[Document]) -> list[tuple[float, Section]]:
    """The clauses of documents that have a figure, each with how much it covers of the question; the likest first."""
    documents = list(among)
    if len(documents) > _MOST_DOCUMENTS:
        near = {evidence.chunk.document_id for evidence in case.everywhere}
        documents = [document for document in documents if document.id in near][:_MOST_DOCUMENTS]
    found = [
        (case.coverage(section), section)
        for document in documents
        for section in case.reference.sections_of(document.id)
        if _has(section, asked)
    ]
    return sorted(found, key=lambda each: -each[0])


def _has(section: Section, asked: AskedFigure) -> bool:
    text, bare = plain(unmarked(section)), asked.value.kind == "number" and not asked.unit
    return any(
        value.key == asked.value.key
        and (value.kind == asked.value.kind or (bare and value.kind == "percent"))
        and (not asked.unit or words(text[value.end :])[: len(asked.unit)] == list(asked.unit))
        for value in find_values(text)
    )


def _lines(
    case: Case, asked: AskedFigure, found: list[tuple[float, Section]], *, of_other: bool
) -> list[Line]:
    """The likest clauses word for word; of another document than those asked, that it is theirs."""
    best = found[0][0] - judging().choice.tie
    kept = [section for share, section in found if share >= best][:_MOST]
    return [_line(case, asked, section, of_other=of_other) for section in kept]


def _line(case: Case, asked: AskedFigure, section: Section, *, of_other: bool) -> Line:
    document = case.reference.documents[section.document_id]
    key = "press_clause" if document.tier == "press" else "clause"
    text = case.say(key, where=case.reference.name(document), text=sentence(unmarked(section)))
    said = case.say("of_other", figure=asked.value.written, text=text) if of_other else text
    return Line.of(said, section)
