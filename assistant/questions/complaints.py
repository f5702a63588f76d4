"""What a complaint is about: that answers are slow, long, or that nothing was found; words in `vocabulary/talk.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, Literal, get_args

from assistant.language.lexicon import Phrases, find_phrases, words
from assistant.language.text import fold, has_diacritics
from assistant.language.vocabulary import VOCABULARY

Fault = Literal["slow", "long", "missing"]


@cache
def complaint_data() -> dict[str, Any]:
    """The words of each fault, with complaints that name it and complaints that name none."""
    data: dict[str, Any] = tomllib.loads((VOCABULARY / "talk.toml").read_text(encoding="utf-8"))["complaints"]
    return data


def complained_of(text: str) -> Fault | None:
    """The fault that a complaint names; None where it names none of these."""
    bare = not has_diacritics(text)
    faults: tuple[Fault, ...] = get_args(Fault)
    return next((fault for fault in faults if find_phrases(words(text), _phrases(fault, bare=bare))), None)


@cache
def _phrases(fault: Fault, *, bare: bool) -> Phrases:
    said: list[str] = complaint_data()[fault]
    return Phrases(map(fold, said) if bare else said)
