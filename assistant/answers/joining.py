"""The answers to several questions of one turn as one: in order, each under the question, with what is not stated said for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.answers.case import Answered
from assistant.answers.choose import Finding, contradicts
from assistant.answers.draft import Draft, Line
from assistant.answers.showing import only_repeats
from assistant.answers.stating import state
from assistant.answers.ways import absence
from assistant.judging import judging
from assistant.language.lexicon import words
from assistant.language.text import fold
from assistant.messages.phrases import say
from assistant.questions.ellipsis import asks_time_alone
from assistant.types import Coverage, Outcome, Query

_NAMED = 2  # words that name a thing: "nộp" alone a clause may say in another


def heading(number: int, query: Query) -> Line:
    """What stands above the answer to one of several questions."""
    asked = query.question.replace("*", "").strip(" ?.!,;")
    return Line.of(f"**{number}. {asked[:1].upper()}{asked[1:]}?**", kind="framing")


def ending(queries: Sequence[Query], answered: int) -> Line | None:
    """That more was asked than was answered; None where it was not."""
    if len(queries) <= answered:
        return None
    return Line.of(
        say("more_questions", queries[0].language, count=len(queries), answered=answered), kind="framing"
    )


def join_answers(parts: Sequence[Answered]) -> Answered:
    """Several answers as one: to the first's question, asked of all documents that one of them was asked of."""
    first = parts[0]
    if len(parts) == 1:
        return first
    draft = Draft(first.draft.documents, coverage=coverage_of(parts))
    for number, part in enumerate(parts, start=1):
        draft.lines += [heading(number, part.query), *part.draft.lines]
        draft.warnings += part.draft.warnings
    outcome = outcome_of(parts)
    draft.reason = first.draft.reason if outcome in ("not_stated", "talk") else None
    draft.possible = outcome == "possible"
    asked = tuple(dict.fromkeys(document for part in parts for document in part.case.asked))
    return Answered(first.query, replace(first.case, asked=asked), draft)


def without_repeats(parts: Sequence[Answered]) -> list[Answered]:
    """The answers, those left out that only tell again what an earlier one told and nothing of what their question names.

    "… bắt đầu năm nào, hạn nộp hồ sơ là khi nào?": the year in which it begins is no day by which papers are due.
    """
    told: list[Answered] = []
    for part in parts:
        said = frozenset(map(fold, words(part.query.question)))
        own = {word for word in part.query.focus_words if fold(word) in said}
        dated = part.query.kind in ("when", "value") and part.draft.outcome == "answered"
        repeats = dated and len(own) >= _NAMED and any(only_repeats(part, earlier, own) for earlier in told)
        told.append(replace(part, draft=absence.answer(part.case)) if repeats else part)
    return told


def with_shared(parts: Sequence[Answered]) -> list[Answered]:
    """The answers; a clause that one only shows as related, and another part of the turn is answered by, answers both.

    "Trồng bao nhiêu ha quế, bán đi đâu?": the clause that says where says how much.
    """
    stated = {
        (source.document_id, source.section_id)
        for part in parts
        if part.draft.outcome == "answered"
        for line in part.draft.lines
        for source in line.sources
    }
    return [replace(part, draft=_with_shared(part, stated) or part.draft) for part in parts]


def _with_shared(part: Answered, stated: Collection[tuple[str, str]]) -> Draft | None:
    """An answer by a clause that it shows, of some that answer what was asked beside it; None where none speaks of that."""
    case, draft = part.case, part.draft
    if draft.outcome == "answered" or draft.reason == "wrong_premise" or not part.query.focus_words:
        return None
    shown = {(source.document_id, source.section_id) for line in draft.lines for source in line.sources}
    both = shown.intersection(stated)
    for evidence in case.evidence if both else ():
        chunk = evidence.chunk
        speaks = draft.possible or evidence.coverage >= judging().evidence.sure
        if (chunk.document_id, chunk.section_id) in both and speaks and not contradicts(case, evidence):
            document = case.reference.documents[chunk.document_id]
            return state(case, [Finding(document, (evidence,))])
    return None


def outcome_of(parts: Sequence[Answered]) -> Outcome:
    """What came of the questions of a turn."""
    cited = any(line.sources for part in parts for line in part.draft.lines)
    if parts[0].query.act and not cited and parts[0].draft.reason is None:
        return "talk"
    outcomes = {part.draft.outcome for part in parts}
    return outcomes.pop() if len(outcomes) == 1 else "partly"


def coverage_of(parts: Sequence[Answered]) -> Coverage | None:
    """How many of all clauses or rows that answer are shown; None where no part tells it."""
    told = [part.draft.coverage for part in parts if part.draft.coverage]
    return Coverage(sum(c.shown for c in told), sum(c.total for c in told)) if told else None


def timed(whole: Answered, parts: Sequence[Answered]) -> Answered:
    """Several questions that the same clauses answer as one: with their time, where one of them asks for it."""
    timed = next((part for part in parts if asks_time_alone(part.query.question)), whole)
    return replace(whole, draft=timed.draft)
