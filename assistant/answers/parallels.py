"""Clauses beside the one that answers, where several things are asked for: "Đào tạo thợ …", "Đào tạo kỹ sư …"."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.choose import Finding
from assistant.documents import unmarked
from assistant.language.items import asks_for_things
from assistant.language.lexicon import words
from assistant.language.text import fold

_MOST = 5  # clauses below a heading; of more it is not the heading that is asked about
_LEAST_SHARED = 2  # words of the question in the heading
_OPENING = 1  # words with which all of them begin: what is done


def with_parallels(case: Case, finding: Finding) -> Finding:
    """A finding of one clause with those that stand beside it and begin alike, in their order; any other as it is.

    Where their heading speaks of what is asked.
    """
    if len(finding.evidence) != 1 or not asks_for_things(case.query.read):
        return finding
    (own,) = finding.evidence
    section = case.reference.section(own.chunk)
    heading = case.reference.sections.get((section.document_id, section.parent or ""))
    if heading is None or len(_told_of(case, unmarked(heading))) < _LEAST_SHARED:
        return finding
    below = case.reference.children(heading)
    alike = [each for each in below if _opening(unmarked(each)) == _opening(unmarked(section))]
    if len(below) > _MOST:
        return finding
    found = {e.chunk.section_id: e for e in case.of(finding.document)}
    beside = tuple(found[each.id] for each in alike if each.id in found)
    return replace(finding, evidence=beside) if own in beside else finding


def _told_of(case: Case, heading: str) -> set[str]:
    return {fold(word) for word in case.query.focus_words} & {fold(word) for word in words(heading)}


def _opening(text: str) -> list[str]:
    return words(text)[:_OPENING]
