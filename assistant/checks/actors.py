"""Bodies in a sentence: which it names, and what each does there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.checks.reading import Reading, spans
from assistant.checks.sources import Background
from assistant.checks.tokens import tokenise
from assistant.checks.words import load_vocabulary
from assistant.language.lexicon import Phrases, find_phrases
from assistant.language.places import find_places
from assistant.language.text import place_tones
from assistant.language.vocabulary import VOCABULARY

Relation = Literal["acts", "partner", "receives", "belongs"]

_LEVELLED = ("ủy ban nhân dân", "hội đồng nhân dân")
_LEVEL = re.compile(r"\s+(?:thành phố|tỉnh|TP\.?|(?:các )?xã,? (?:và )?phường|cấp xã)(?!\w)", re.IGNORECASE)
_ARTICLES = frozenset(["các", "những", "mọi", "toàn", "the"])
_COMMUNE = re.compile(
    r"\bcấp xã\b|\bcác xã(?:,| và)? phường\b|\bxã(?:,| và)? phường\b|\bphường(?:,| và)? xã\b"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that a text names, in the words that tell it from others, with what it does there."""

    name: str
    written: str
    start: int
    end: int
    relation: Relation


@cache
def _capitalised() -> re.Pattern[str]:
    """A head of a body's name and the capitalised words behind it."""
    heads = tomllib.loads((VOCABULARY / "bodies.toml").read_text(encoding="utf-8"))["heads"]
    options = "|".join(re.escape(place_tones(head)) for head in sorted(heads, key=len, reverse=True))
    capital = rf"(?!(?:{options})(?!\w))[A-ZĐÀ-ÝĂĨŨƠƯẠ-Ỹ]\w*"
    return re.compile(rf"(?<![\w])(?:{options})(?![\w])(?:(?:\s+(?:và|&|[-–])|,)?\s+{capital})*")


def find_bodies(reading: Reading, background: Background) -> list[Body]:
    """The bodies that a text names, in order."""
    found: dict[tuple[int, int], str] = {}
    for start, end in spans(reading.tokens, background.body_phrases):
        found[start, end] = reading.text[start:end]
    for match in _capitalised().finditer(reading.text):
        overlapping = [span for span in found if span[0] < match.end() and match.start() < span[1]]
        if all(span[1] - span[0] < match.end() - match.start() for span in overlapping):
            for span in overlapping:
                del found[span]
            found[match.span()] = match.group()
    bodies = []
    for (start, end), written in sorted(found.items()):
        name = body_key(written)
        if name in _LEVELLED and (level := _LEVEL.match(reading.text, end)):
            end = level.end()
            name = body_key(reading.text[start:end])
        if name and name not in load_vocabulary().general_bodies:
            bodies.append(Body(name, reading.text[start:end], start, end, _relation(reading, start, end)))
    return bodies


def body_key(written: str) -> str:
    """The words that tell a body from others: no article, place, level of a department or spelling."""
    text = place_tones(written)
    for place in reversed(find_places(text)):
        before = text[: place.start].rstrip()
        if before.lower().endswith(("đại học", "trường", "báo")):
            continue  # Đại học Huế
        text = before + " " + text[place.end :]
    key = " ".join(token.text for token in tokenise(text) if token.text not in _ARTICLES)
    key = _COMMUNE.sub("xã phường", key)
    if key.startswith(_LEVELLED):
        key = re.sub(r"(?<=nhân dân) (?:thành phố|tỉnh|tp)$", " địa phương", key)
        return " ".join(key.split())
    key = re.sub(r"(?: (?:thành phố|tỉnh|tp))+$", "", key)
    return " ".join(key.split())


def key_line(reading: Reading) -> str:
    """A text in the form in which names of bodies are looked up."""
    text = place_tones(reading.text)
    text = re.sub(
        r"((?:Ủy ban|Hội đồng) nhân dân) (?:thành phố|tỉnh|TP\.?)(?!\w)",
        r"\1 địa phương",
        text,
        flags=re.IGNORECASE,
    )
    line = " ".join(token.text for token in tokenise(text) if token.text not in _ARTICLES)
    return f" {_COMMUNE.sub('xã phường', line)} "


def _relation(reading: Reading, start: int, end: int) -> Relation:
    """What a body does, from the nearest phrase before it; it acts where there is none."""
    vocabulary = load_vocabulary()
    opening = max((m.end() for m in re.finditer(r"[;.!?:]\s", reading.text[:start])), default=0)
    before = [t.text for t in reading.tokens if opening <= t.start and t.end <= start][
        -vocabulary.role_reach :
    ]
    while before and before[-1] in _ARTICLES:
        before.pop()
    behind = " ".join(t.text for t in reading.tokens if t.start >= end)
    if any(f"{behind} ".startswith(f"{phrase} ") for phrase in vocabulary.receives):
        return "receives"
    groups: tuple[tuple[Relation, Phrases], ...] = (
        ("acts", vocabulary.agent), ("partner", vocabulary.partner),
        ("receives", vocabulary.recipient), ("belongs", vocabulary.belongs),
    )  # fmt: skip
    found = [
        (last, last - first, relation)
        for relation, phrases in groups
        for first, last in find_phrases(before, phrases)
        if last == len(before) or last - first > 1  # one syllable reaches over nothing
    ]
    return max(found)[2] if found else "acts"


def names(line: str, name: str) -> bool:
    """Whether a line of `key_line` names a body, not one whose name goes on before ("Bộ Công an")."""
    return re.search(rf"(?<!bộ)(?<!sở)(?<!cục) {re.escape(name)} ", line) is not None


def unknown_english(text: str) -> Iterator[str]:
    """Names of bodies that stayed English, so that no clause can name them."""
    heads = "|".join(sorted(word.capitalize() for word in load_vocabulary().english_bodies))
    capital = r"[A-Z][\w'&-]*"
    pattern = re.compile(
        rf"\b(?:(?:{capital}\s+(?:(?:of|and|for)\s+)?)+(?:{heads})s?\b|(?:{heads})s?\s+(?:of|for)\s+(?:the\s+)?{capital}(?:\s+(?:and\s+)?{capital})*)"
    )
    for match in pattern.finditer(text):
        yield match.group()
