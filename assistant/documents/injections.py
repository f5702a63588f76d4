"""Orders to the machine that stand in a document: no plan gives any, so a clause with one is an attack, not evidence."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from assistant.language.text import nfc, place_tones
from assistant.language.vocabulary import VOCABULARY

# What hides an order from the eye of whoever puts a document in.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[*_`]")


@cache
def _pattern() -> re.Pattern[str]:
    patterns = tomllib.loads((VOCABULARY / "injections.toml").read_text(encoding="utf-8"))["patterns"]
    return re.compile("|".join(f"(?:{place_tones(nfc(p))})" for p in patterns), re.IGNORECASE | re.MULTILINE)


@lru_cache(maxsize=8192)
def find_injection(text: str) -> str | None:
    """The words of a text that tell a machine what to say, or None."""
    found = _pattern().search(_INVISIBLE.sub("", place_tones(text)))
    return found.group().strip() if found else None
