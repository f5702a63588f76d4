"""Turns with which somebody only tells how an answer strikes him: "đọc mà thấy ngán"; data in `vocabulary/remarks.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any

from assistant.language.lexicon import words
from assistant.language.patterns import compile_phrases
from assistant.language.places import find_places
from assistant.language.vocabulary import VOCABULARY
from assistant.types import Act

_ACTS: tuple[Act, ...] = ("acknowledgement", "complaint")
PIECE_END = re.compile(r"[,.!;:…\n]+\s*|\s[-–]\s")


@cache
def remark_data() -> dict[str, Any]:
    """The entries of `remarks.toml`, with turns that are remarks and turns that are none."""
    return tomllib.loads((VOCABULARY / "remarks.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """What tells how something strikes somebody, what tells that it is missed, each behind exclamations, and these alone."""
    data = remark_data()
    talk = tomllib.loads((VOCABULARY / "talk.toml").read_text(encoding="utf-8"))
    asks = [*talk["asks"]["vi"], *talk["asks"]["en"]]
    said = {
        name: compile_phrases(data["says"][name], data["stands_for"], asks).pattern for name in data["says"]
    }
    exclaims = said["exclaims"]
    return {name: re.compile(rf"(?:{exclaims})*(?:{pattern})") for name, pattern in said.items()}


def read_remark(text: str, is_talk: Callable[[str], bool]) -> Act | None:
    """The act of a turn that only tells how an answer strikes somebody: a complaint where he misses something in it.

    `is_talk`: whether a piece of the turn is an exclamation or the like.
    """
    if "?" in text or re.search(r"\d", text) or find_places(text):
        return None
    patterns = _patterns()
    acts: list[Act] = []
    for piece in filter(words, PIECE_END.split(text)):
        said = "".join(f" {word}" for word in words(piece))
        if patterns["lacks"].fullmatch(said):
            acts.append("complaint")
        elif patterns["strikes"].fullmatch(said):
            acts.append("acknowledgement")
        elif not (patterns["exclaims"].fullmatch(said) or is_talk(piece)):
            return None
    return max(acts, default=None, key=_ACTS.index)
