"""Names of indicators: one name for one indicator, however a document words it and whatever place it is of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Literal

from assistant.language.lexicon import Phrases, expand_abbreviations, find_phrases, words
from assistant.language.values import name_periods
from assistant.language.vocabulary import VOCABULARY


@cache
def indicator_words() -> dict[str, Any]:
    """`indicators.toml`."""
    return tomllib.loads((VOCABULARY / "indicators.toml").read_text(encoding="utf-8"))


@cache
def phrases_of(table: str, key: str) -> Phrases:
    """The phrases of one list of `indicators.toml`, as matching needs them."""
    return Phrases(" ".join(words(phrase)) for phrase in indicator_words()[table][key])


@cache
def _wordings() -> tuple[Phrases, dict[str, str]]:
    """(wordings that another stands for, what stands for each); the standing one maps to itself."""
    standing: dict[str, str] = {}
    for group in indicator_words()["names"]["same"]:
        for wording in group:
            standing[" ".join(words(wording))] = " ".join(words(group[0]))
    return Phrases(standing), standing


def indicator_name(indicator: str, place: str | None) -> str:
    """The name of an indicator: lower case, one wording, without its place, its period and words of striving."""
    bare = indicator
    for named in reversed(name_periods(indicator)):
        if named.unit:
            bare = f"{bare[: named.start]} {bare[named.end :]}"
    tokens = words(expand_abbreviations(bare))
    tokens = _in_one_wording(tokens)
    if place:
        tokens = _without(tokens, _place_phrases(place))
    tokens = _without(tokens, phrases_of("names", "place"))
    return " ".join(_trimmed(tokens)) or " ".join(words(indicator))


def _in_one_wording(tokens: list[str]) -> list[str]:
    known, standing = _wordings()
    written: list[str] = []
    position = 0
    for start, end in find_phrases(tokens, known):
        written += tokens[position:start] + standing[" ".join(tokens[start:end])].split()
        position = end
    return written + tokens[position:]


@cache
def _place_phrases(place: str) -> Phrases:
    name = " ".join(words(place))
    return Phrases(f"{before} {name}" for before in phrases_of("names", "before_place"))


def _without(tokens: Sequence[str], phrases: Iterable[str]) -> list[str]:
    dropped = {n for start, end in find_phrases(list(tokens), phrases) for n in range(start, end)}
    return [token for n, token in enumerate(tokens) if n not in dropped]


def _trimmed(tokens: list[str]) -> list[str]:
    """The tokens without the words of striving in front and the comparing ones behind."""
    for phrases, at_front in (
        (phrases_of("names", "opening"), True),
        (phrases_of("names", "closing"), False),
    ):
        kept = phrases_of("names", "kept")
        trimmed = True
        while trimmed and len(tokens) > 1:
            trimmed = False
            if at_front and any(" ".join(tokens[:length]) in kept for length in range(1, kept.longest + 1)):
                break
            for length in range(phrases.longest, 0, -1):
                edge = tokens[:length] if at_front else tokens[-length:]
                if length < len(tokens) and " ".join(edge) in phrases:
                    tokens = tokens[length:] if at_front else tokens[:-length]
                    trimmed = True
                    break
    return tokens


def contrast(first: str, second: str) -> Literal["other", "narrower"] | None:
    """Whether two names have different words of one group of contrasts, or one name alone has a word of it."""
    found: Literal["narrower"] | None = None
    for one, other in zip(_contrasts(first), _contrasts(second), strict=True):
        if not (one <= other or other <= one):
            return "other"
        if one != other:
            found = "narrower"
    return found


@lru_cache(maxsize=4096)
def _contrasts(name: str) -> tuple[frozenset[str], ...]:
    tokens = name.split()
    return tuple(
        frozenset(" ".join(tokens[start:end]) for start, end in find_phrases(tokens, group))
        for group in _contrast_groups()
    )


@cache
def _contrast_groups() -> tuple[Phrases, ...]:
    return tuple(
        Phrases(" ".join(words(phrase)) for phrase in group)
        for group in indicator_words()["contrasts"]["groups"]
    )
