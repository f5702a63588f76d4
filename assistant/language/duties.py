"""The vocabulary of duties (vocabulary/responsibilities.toml) in the form that reading clauses needs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.language.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class DutyWords:
    """Verbs and phrases of duties; patterns of lower-case words, longest first."""

    parts: re.Pattern[str]
    directing: re.Pattern[str]
    no_parts: re.Pattern[str]
    reports: re.Pattern[str]
    no_tasks: re.Pattern[str]
    no_lists: re.Pattern[str]
    verb_pattern: str
    verb: re.Pattern[str]
    end_of_name: re.Pattern[str]
    names_with_verbs: re.Pattern[str]
    adverbs: re.Pattern[str]
    grounds: re.Pattern[str]
    occasions: tuple[str, ...]
    submitting: str
    informing: str
    towards: str
    reported: str
    making: str
    making_too: str
    products: str
    after_product: str
    general: re.Pattern[str]
    assigning: str
    admonition: re.Pattern[str]
    roles: tuple[tuple[str, re.Pattern[str]], ...]


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def duty_words() -> DutyWords:
    """The built-in vocabulary."""
    data = tomllib.loads((VOCABULARY / "responsibilities.toml").read_text(encoding="utf-8"))
    verbs = one_of(data["verbs"])
    return DutyWords(
        parts=re.compile(rf"\b(?:{one_of(data['parts'])})\b"),
        directing=re.compile(rf"\b(?:{one_of(data['directing'])})\b"),
        no_parts=re.compile(rf"\b(?:{one_of(data['no_parts'])})\b"),
        reports=re.compile(rf"\b(?:{one_of(data['reports'])})\b"),
        no_tasks=re.compile("|".join(data["no_tasks"])),
        no_lists=re.compile("|".join(data["no_lists"]), re.IGNORECASE),
        verb_pattern=verbs,
        verb=re.compile(rf"(?:{verbs})(?!\w)", re.IGNORECASE),
        end_of_name=re.compile(rf"(?<![\w-])(?:{verbs}|{one_of(data['stops'])})(?!\w)"),
        names_with_verbs=re.compile(rf"(?<!\w)(?:{'|'.join(data['names_with_verbs'])})", re.IGNORECASE),
        adverbs=re.compile(rf"(?:(?:{one_of(data['adverbs'])})(?!\w)[\s,]*)+", re.IGNORECASE),
        grounds=re.compile(rf"(?:{one_of(data['grounds'])})(?!\w)", re.IGNORECASE),
        occasions=tuple(data["occasions"]),
        submitting=one_of(data["submitting"]),
        informing=one_of(data["informing"]),
        towards=one_of(data["towards"]),
        reported=f"(?:{one_of(data['reported'])})",
        making=one_of(data["making"]),
        making_too=one_of(data["making_too"]),
        products=one_of(data["products"]),
        after_product=one_of(data["after_product"]),
        general=re.compile(rf"(?:(?:{one_of(data['general'])})(?!\w)[\s,]*)+", re.IGNORECASE),
        assigning=one_of(data["assigning"]),
        admonition=re.compile("|".join(data["admonitions"]), re.IGNORECASE),
        roles=tuple(
            (role, re.compile(rf"(?:{one_of(spoken)})(?!\w)", re.IGNORECASE))
            for role, spoken in data["roles"].items()
        ),
    )
