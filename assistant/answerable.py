"""Whether a question has an answer: what is suggested is tried before, and without reading what words do not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Draft, answer
from assistant.engine import Engine
from assistant.reading import Passage


def can_answer(engine: Engine, question: str) -> bool:
    """Whether a question that stands alone has an answer, with nothing said not to be stated. Raises: QuestionError.

    One that only reading finds an answer to counts as having none: reading costs several times what all else does.
    """
    everything: frozenset[str] = frozenset()
    verdict = engine.verdicts.get(question, everything)
    if verdict is None:
        case, unread = engine.case(engine.read(question), everything), list[Passage]()

        def by_words(passages: Sequence[Passage]) -> list[None]:
            unread.extend(passages)
            return [None] * len(passages)

        verdict = _is_told(answer(replace(case, read=case.read and by_words)))
        if verdict and unread:
            verdict = _is_told(answer(case))
        engine.verdicts.add(question, everything, verdict)
    return verdict


def _is_told(draft: Draft) -> bool:
    told = draft.outcome == "answered" and any(line.sources for line in draft.lines)
    return told and not any(line.kind == "absence" for line in draft.lines)
