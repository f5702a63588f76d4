"""Reads clauses with a chat model: which of them answer a question, in a form that is checked before it counts.

The model only points: at numbers of clauses, with words of theirs. What it says otherwise, and a reply that is not of
the form, changes nothing; the built-in reader's readings stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.documents import count_tokens
from assistant.language.text import clean
from assistant.reading import ClauseReading, Passage
from assistant.wording.prompts import Prompt, as_data
from assistant.wording.sentences import spoken

_MOST_PICKED = 4  # as many as an answer shows; who picks more tells nothing apart
_AROUND = " \t\n.,;:!?…\"'“”*"  # marks that models add to words they repeat
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)

Span = tuple[int, int]


class _Pick(BaseModel):
    model_config = ConfigDict(strict=True)

    clause: int
    words: str


class _Reply(BaseModel):
    model_config = ConfigDict(strict=True)

    answers: list[_Pick] = Field(max_length=_MOST_PICKED)


def show_clauses(prompt: Prompt, question: str, passages: Sequence[Passage], room: int) -> list[str]:
    """The clauses as the prompt numbers them, from the first on: those that fit into so many tokens beside the question."""
    room -= count_tokens(prompt.system + prompt.user + question)
    shown: list[str] = []
    for number, passage in enumerate(passages, start=1):
        above = as_data(passage.context).replace('"', "'")
        text = f'<clause number="{number}" from="{above}">\n{as_data(passage.text)}\n</clause>'
        room -= count_tokens(text) + 1
        if room < 0:
            break
        shown.append(text)
    return shown


def read_reply(reply: str, passages: Sequence[Passage]) -> dict[int, Span] | None:
    """The positions of the passages that a reply picks, each with the characters of its text that answer.

    None where it is not of the form: JSON with numbers that there are, and words that stand in the clause.
    """
    found = _OBJECT.search("".join(spoken([reply])))
    try:
        picks = _Reply.model_validate_json(found[0] if found else "").answers
    except ValidationError:
        return None
    spans: dict[int, Span] = {}
    for pick in picks:
        span = (
            _find(pick.words, passages[pick.clause - 1].text) if 1 <= pick.clause <= len(passages) else None
        )
        if span is None:
            return None
        spans.setdefault(pick.clause - 1, span)
    return spans


def with_picks(
    readings: Sequence[ClauseReading | None], picked: Mapping[int, Span], shown: int
) -> list[ClauseReading | None]:
    """The readings with what a chat model says of the first so many, which it was shown."""
    told: list[ClauseReading | None] = []
    for position, reading in enumerate(readings):
        if position >= shown:
            told.append(reading)
        elif position in picked:
            start, end = picked[position]
            told.append(replace(reading or _UNREAD, start=start, end=end, picked=True))
        else:
            told.append(replace(reading or _UNREAD, picked=False))
    return told


_UNREAD = ClauseReading(logit=0.0, probability=0.5, start=0, end=0)


def _find(words: str, text: str) -> Span | None:
    """Where the words stand in the text, as whole words, whatever their case and the breaks between them."""
    parts = as_data(clean(words)).strip(_AROUND).split()
    if not any(character.isalnum() for part in parts for character in part):
        return None
    pattern = r"\s+".join(map(re.escape, parts))
    match = re.search(rf"(?<!\w){pattern}(?!\w)", as_data(text), re.IGNORECASE)
    return match.span() if match else None
