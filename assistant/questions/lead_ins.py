"""Who somebody says to be in the turn in which he asks: "Em làm ở một xã của Sơn La. Theo kế hoạch thì xã em phải làm gì?"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache

from assistant.language.lexicon import Phrases, find_phrases, words
from assistant.language.places import find_places
from assistant.language.text import fold
from assistant.language.vocabulary import VOCABULARY
from assistant.questions.introductions import introduces, of_own_body

_SENTENCE = re.compile(r"(?<=[^\W\d_][^\W\d_][.!;…])\s+(?=\w)")  # no "Th.S Nguyễn", no "TP. Huế" within
_LEVEL_END = re.compile(r"(?<!\w)(?:tp|tx|tt|p|q|h|x)\.$")


def split_lead_in(text: str, is_talk: Callable[[str], bool]) -> tuple[str, str]:
    """The sentences with which a turn says who somebody is, and what it asks behind them; "" and all of it where none does."""
    for end in reversed(list(_SENTENCE.finditer(text))):
        lead, rest = text[: end.start()], text[end.end() :]
        if not _LEVEL_END.search(fold(lead)) and words(rest) and introduces(lead, is_talk):
            return lead, rest
    return "", text


def without_lead_in(text: str, said: Sequence[str], is_talk: Callable[[str], bool]) -> str:
    """A turn with the body that somebody is of in place of "sở mình", by what it or a turn before it says of him.

    The sentences that say it are left out where the rest says all that is asked.
    """
    leads = [split_lead_in(turn, is_talk)[0] or turn for turn in said]
    lead, rest = split_lead_in(text, is_talk)
    if not lead:
        return of_own_body(text, leads, is_talk)
    asked = of_own_body(rest, [*leads, lead], is_talk)
    return (
        asked
        if asked != rest or (find_places(rest) and not _of_oneself(rest))
        else of_own_body(text, leads, is_talk)
    )


def _of_oneself(text: str) -> bool:
    """Whether somebody speaks of himself: what he is may be a part of what he asks."""
    return bool(find_phrases(list(map(fold, words(text))), _oneself()))


@cache
def _oneself() -> Phrases:
    said = tomllib.loads((VOCABULARY / "introductions.toml").read_text(encoding="utf-8"))["stands_for"]
    return Phrases(map(fold, [*said["me"], *said["me_en"]]))
