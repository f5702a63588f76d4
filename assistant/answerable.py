"""Whether a question has an answer: what is suggested is tried before, and without reading what words do not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Draft, answer
from assistant.engine import Engine
from assistant.reading import Passage
from assistant.types import Query


def can_answer(engine: Engine, question: str) -> bool:
    """Whether a question that stands alone has an answer, with nothing of it said not to be stated. Raises: QuestionError.

    One that only reading finds an answer to counts as having none: reading costs several times what all else does.
    """
    everything: frozenset[str] = frozenset()
    verdict = engine.verdicts.get(question, everything)
    if verdict is None:
        verdict = all(_has_answer(engine, query) for query in engine.read_all(question))
        engine.verdicts.add(question, everything, verdict)
    return verdict


def _has_answer(engine: Engine, query: Query) -> bool:
    case, unread = engine.case(query, frozenset()), list[Passage]()

    def by_words(passages: Sequence[Passage]) -> list[None]:
        unread.extend(passages)
        return [None] * len(passages)

    told = _is_told(answer(replace(case, read=case.read and by_words)))
    return _is_told(answer(case)) if told and unread else told


def _is_told(draft: Draft) -> bool:
    told = draft.outcome == "answered" and any(line.sources for line in draft.lines)
    return told and not any(line.kind == "absence" for line in draft.lines)
