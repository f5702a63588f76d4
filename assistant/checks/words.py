"""The words of `checks.toml` in the form that checking needs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.lexicon import Phrases, words
from assistant.language.text import place_tones
from assistant.language.vocabulary import VOCABULARY

SYMBOLS = ("≥", "≤", ">=", "<=", ">", "<", "~", "≈")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases are lower case with tones in one place, words parted by one space."""

    digits: dict[str, int]
    scales: dict[str, int]
    months: dict[str, int]
    quarters: dict[str, int]
    decimal: frozenset[str]
    joints: frozenset[str]
    half: frozenset[str]
    ordinal: frozenset[str]
    never_alone: frozenset[str]
    not_scale_before: frozenset[str]
    percent: frozenset[str]
    spellings: dict[str, str]
    comparators: dict[str, str]  # phrase -> class
    estimates: Phrases
    estimates_kept: Phrases
    comparators_behind: dict[str, str]
    times: dict[str, str]
    deadline: Phrases
    fillers: Phrases
    parts: Phrases
    subordinate: Phrases
    conjunctions: Phrases
    respectively: Phrases
    negations: Phrases
    harmless: Phrases
    negation_reach: int
    antonyms: tuple[tuple[str, str], ...]
    said: dict[str, str]  # phrase -> the member of a pair that it says
    lead: Phrases
    support: Phrases
    partner: Phrases
    recipient: Phrases
    receives: Phrases
    belongs: Phrases
    agent: Phrases
    role_reach: int
    document_kinds: dict[str, tuple[str, ...]]
    english_bodies: frozenset[str]
    general_bodies: Phrases
    framing: Phrases
    persons: Phrases
    allowed: frozenset[str]
    letters: frozenset[str]
    reasons: dict[str, dict[str, str]]


def spell(phrase: str) -> str:
    """A phrase in the form that matching compares; a comparator's symbol stays as it is."""
    return phrase if phrase in SYMBOLS else " ".join(words(phrase))


@cache
def load_vocabulary() -> Vocabulary:
    """The built-in vocabulary."""
    data: dict[str, Any] = tomllib.loads((VOCABULARY / "checks.toml").read_text(encoding="utf-8"))
    numbers, roles, antonyms = data["numbers"], data["roles"], data["antonyms"]

    def phrases(entries: list[str]) -> Phrases:
        return Phrases(map(spell, entries))

    def classes(table: dict[str, list[str]]) -> dict[str, str]:
        return {spell(phrase): name for name, entries in table.items() for phrase in entries}

    def spelled(table: dict[str, int]) -> dict[str, int]:
        return {spell(word): value for word, value in table.items()}

    said = {spell(form): spell(forms[0]) for forms in antonyms["english"] for form in forms}
    pairs = tuple((spell(first), spell(second)) for first, second in antonyms["pairs"])
    said |= {member: said.get(member, member) for pair in pairs for member in pair}
    letters = place_tones(data["characters"]["letters"])
    return Vocabulary(
        digits=spelled(numbers["words"]),
        scales=spelled(numbers["scales"]),
        months=numbers["months"],
        quarters=numbers["quarters"],
        decimal=phrases(numbers["decimal"]),
        joints=phrases(numbers["joints"]),
        half=phrases(numbers["half"]),
        ordinal=phrases(numbers["ordinal"]),
        never_alone=phrases(numbers["never_alone"]),
        not_scale_before=phrases(numbers["not_scale_before"]),
        percent=frozenset(numbers["percent"]),
        spellings=data["spellings"],
        comparators=classes(data["comparators"]),
        estimates=phrases(data["estimates"]["words"]),
        estimates_kept=phrases([*data["estimates"]["words"], *data["estimates"]["kept_by"]]),
        comparators_behind=classes(data["comparators_behind"]),
        times=classes({name: data["times"][name] for name in ("latest", "after")}),
        deadline=phrases(data["times"]["deadline"]),
        fillers=phrases(data["between"]["fillers"]),
        parts=phrases(data["segments"]["parts"]),
        subordinate=phrases(data["segments"]["subordinate"]),
        conjunctions=phrases(data["segments"]["conjunctions"]),
        respectively=phrases(data["segments"]["respectively"]),
        negations=phrases(data["negation"]["words"]),
        harmless=phrases(data["negation"]["harmless"]),
        negation_reach=data["negation"]["reach"],
        antonyms=tuple(dict.fromkeys((said[first], said[second]) for first, second in pairs)),
        said=said,
        lead=phrases(roles["lead"]),
        support=phrases(roles["support"]),
        partner=phrases(roles["partner"]),
        recipient=phrases(roles["recipient"]),
        receives=phrases(roles["receives"]),
        belongs=phrases(roles["belongs"]),
        agent=phrases(roles["agent"]),
        role_reach=roles["reach"],
        document_kinds={spell(kind): tuple(codes) for kind, codes in data["documents"].items()},
        english_bodies=frozenset(data["bodies"]["english"]),
        general_bodies=phrases(data["bodies"]["general"]),
        framing=phrases(data["support"]["framing"]),
        persons=phrases(data["support"]["persons"]),
        allowed=frozenset(data["characters"]["allowed"]),
        letters=frozenset(letters + letters.upper()),
        reasons=data["reasons"],
    )
