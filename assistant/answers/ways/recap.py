"""What the answers of a conversation have told, each in a point: "tóm lại những điểm khác nhau vừa rồi"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answers.case import Answered, Case
from assistant.answers.draft import Draft, Line
from assistant.answers.sources import sources_of
from assistant.answers.ways.shorter import in_sentences
from assistant.language.text import fold
from assistant.questions.summaries import read_summary

_MOST = 10  # answers that are told again
_DIFFERING = ("khac nhau", "khac biet", "chenh lech", "so sanh", "difference")


def recapped(case: Case, previous: Answered) -> Draft:
    """The last answers in a sentence each, in order; of those that were compared only these, where differences are asked for."""
    answered = [each for each in _earlier(previous) if each.draft.outcome == "answered"]
    if any(word in fold(case.query.question) for word in _DIFFERING):
        answered = [
            each for each in answered if len({s.document_id for s in sources_of(each.draft.lines)}) > 1
        ]
    asked = read_summary(case.query.question)
    most = min(_MOST, asked.points if asked and asked.points else _MOST)
    told = [line for each in reversed(answered[:most]) for line in _points(each)]
    return case.draft(told or [Line.of(case.say("last_none"), kind="framing")])


def _earlier(last: Answered | None) -> Iterator[Answered]:
    """The answers of a conversation, the last first."""
    while last:
        yield last
        last = last.case.previous


def _points(answered: Answered) -> list[Line]:
    return [Line(line.text, line.sources, line.kind, bullet=True) for line in in_sentences(answered)]
