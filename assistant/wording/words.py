"""Phrases that decide whether a model's sentence may be shown: `vocabulary/wording.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from assistant.language.lexicon import Phrases, words
from assistant.language.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of the file, by what they are for; it says what each is."""

    relations: Phrases
    done: Phrases
    laid_down: frozenset[str]
    abbreviations: frozenset[str]


@cache
def load_words() -> Words:
    """The phrases."""
    table = tomllib.loads((VOCABULARY / "wording.toml").read_text(encoding="utf-8"))
    relations, done = (
        Phrases(" ".join(words(phrase)) for phrase in table[name]["phrases"])
        for name in ("relations", "done")
    )
    return Words(
        relations, done, frozenset(table["done"]["laid_down"]), frozenset(table["abbreviations"]["words"])
    )
