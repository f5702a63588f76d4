"""What the last answer did not show: the items of a list that was cut off, what else fits, what stands beside its clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.case import Answered, Case
from assistant.answers.choose import ranked
from assistant.answers.draft import Draft, Line
from assistant.answers.sources import clause_of, sources_of
from assistant.answers.ways import lists, register
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.items import own_number
from assistant.language.lexicon import find_phrases, words
from assistant.language.text import fold
from assistant.messages.phrases import sentence
from assistant.questions.remaining import adds, remaining
from assistant.types import Coverage, Section

_MOST_MORE = 10  # clauses that were not shown yet
_MOST_ITEMS = 40  # of a list that was cut off


def continued(case: Case, previous: Answered) -> Draft:
    """What the last answer, and what went on from it, have not shown; else that no more was found."""
    coverage = previous.draft.coverage
    if coverage and coverage.shown < coverage.total:
        return _listed_on(case, previous, coverage)
    noun = remaining(case.query.question)
    if noun and (others := _others(case, previous, noun)):
        return _told(case, others)
    beside = [] if previous.draft.reason or case.continued else _siblings(previous)
    if (
        coverage and coverage.total == 1 and beside
    ):  # of what a body is given the only task that was asked for
        return _told(case, beside[:_MOST_MORE])
    if coverage:
        return case.draft([Line.of(case.say("last_complete", count=coverage.total), kind="framing")])
    shown = {(s.document_id, s.section_id) for s in sources_of(previous.draft.lines)}
    fitting = [] if previous.draft.reason else ranked(previous.case, previous.case.evidence)
    found = dict.fromkeys((evidence.chunk.document_id, evidence.chunk.section_id) for evidence in fitting)
    rest = [place for place in found if place not in shown][case.continued * _MOST_MORE :][:_MOST_MORE]
    more = [clause_of(case, case.reference.documents[document], section) for document, section in rest]
    if more:
        return case.draft([Line.of(case.say("last_rest"), kind="framing"), *more])
    if added := [section for section in beside if _goes_on(previous, section)]:
        return _told(case, added[:_MOST_MORE])
    return case.draft([Line.of(case.say("last_all"), kind="framing")])


def _told(case: Case, sections: Sequence[Section]) -> Draft:
    lines = [Line.of(sentence(unmarked(section)), section, bullet=True) for section in sections]
    return case.draft([Line.of(case.say("last_rest"), kind="framing"), *lines])


def _others(case: Case, previous: Answered, noun: str) -> list[Section]:
    """The clauses of a noun that the last answer has not told: those that number themselves by it, in its documents; else
    those beside its own, where they or their heading hold the noun."""
    shown = {(s.document_id, s.section_id) for s in sources_of(previous.draft.lines)}
    sections = (s for document, _ in shown for s in case.reference.sections_of(document))
    numbered = {
        section.id: section
        for section in sections
        if (head := own_number(unmarked(section))) and fold(head[0]) == fold(noun)
    }
    if rest := [s for s in numbered.values() if (s.document_id, s.id) not in shown]:
        return rest[:_MOST_MORE]
    said = [" ".join(words(fold(noun)))]
    beside = _siblings(previous)
    headed = any(find_phrases(words(fold(s.headings[-1])), said) for s in beside if s.headings)
    return [s for s in beside if headed or find_phrases(words(fold(s.text)), said)][:_MOST_MORE]


def _goes_on(previous: Answered, section: Section) -> bool:
    """Whether a clause beside those of the last answer speaks of what was asked, or adds to what they say."""
    return adds(unmarked(section)) or previous.case.coverage(section) >= judging().evidence.possible


def _siblings(previous: Answered) -> list[Section]:
    """The clauses under the headings of those that the last answer cites, in order, without these."""
    reference = previous.case.reference
    shown = {(s.document_id, s.section_id) for s in sources_of(previous.draft.lines)}
    parents = dict.fromkeys(
        (document, own.parent)
        for document, section in shown
        if (own := reference.sections[document, section]).parent
    )
    told = (s for document, parent in parents for s in reference.sections_of(document) if s.parent == parent)
    return [s for s in told if (s.document_id, s.id) not in shown and not reference.children(s)]


def _listed_on(case: Case, previous: Answered, coverage: Coverage) -> Draft:
    """The next items of a list that was cut off, and how many are left."""
    units = _unshown(previous, coverage)
    start = case.continued * _MOST_ITEMS
    if not units:
        said = case.say("last_left", count=coverage.total - coverage.shown)
        return case.draft([Line(said, tuple(sources_of(previous.draft.lines)[:1]), "derived", bullet=False)])
    page, left = units[start : start + _MOST_ITEMS], len(units) - start - _MOST_ITEMS
    if not page:
        return case.draft([Line.of(case.say("last_complete", count=coverage.total), kind="framing")])
    told = case.say("last_items", first=coverage.shown + start + 1, count=coverage.total)
    lines = [Line.of(told, kind="framing"), *(line for unit in page for line in unit)]
    if left > 0:
        lines.append(Line.of(case.say("last_on", count=left), kind="framing"))
    return case.draft(lines, coverage=Coverage(coverage.shown + start + len(page), coverage.total))


def _unshown(previous: Answered, coverage: Coverage) -> list[list[Line]]:
    """The items of a list that was cut off, each with the heads above it; none where the list is not found again."""
    if previous.draft.rest:
        return [[line] for line in previous.draft.rest]
    shown = {(line.text, line.sources[:1]) for line in previous.draft.lines}
    for tried in (previous.case.narrowed(), previous.case):
        for way in (register.answer, lists.answer):
            draft = way(replace(tried, whole=True))
            if draft is None or draft.coverage is None or draft.coverage.total != coverage.total:
                continue
            units: list[list[Line]] = [[]]
            for line in draft.lines:
                if (line.text, line.sources[:1]) not in shown:
                    units[-1].append(line)
                    if line.bullet or line.columns:
                        units.append([])
            return [unit for unit in units if unit]
    return []
