"""Corrections of what was understood: "ý tôi hỏi Huế", "nhầm, Sở Y tế"; their words are in `conversation.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.addresses import read_addresses
from assistant.language.dotted import with_sections
from assistant.language.lexicon import words
from assistant.language.places import find_places
from assistant.language.text import clean, fold, has_diacritics, place_tones
from assistant.language.values import find_values
from assistant.language.vocabulary import VOCABULARY

_AROUND = " ,.;:!?…–-"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a turn says instead of what was understood before; one of the two may be empty."""

    meant: str
    ruled_out: str


@cache
def conversation() -> dict[str, Any]:
    """The words that point back to the turns before."""
    return tomllib.loads((VOCABULARY / "conversation.toml").read_text(encoding="utf-8"))


def as_compared(text: str, *, bare: bool) -> str:
    """A text as phrases are compared with it, as long as it is; `bare`: without diacritics."""
    return fold(text) if bare else place_tones(text).lower()


def any_of(phrases: list[str], *, bare: bool) -> str:
    """A pattern of one of the phrases, the longest first."""
    spelled = {as_compared(phrase, bare=bare) for phrase in phrases}
    return "|".join(map(re.escape, sorted(spelled, key=len, reverse=True)))


@cache
def _patterns(*, bare: bool) -> tuple[re.Pattern[str], ...]:
    data = conversation()["corrections"]

    def one_of(name: str) -> str:
        return any_of(data[name], bare=bare)

    interjection = rf"(?:(?:{one_of('interjections')})(?![^\W_])[\s,]+)?"
    opening = (
        rf"{interjection}(?:(?:{one_of('opens')})(?![^\W_])[\s,.:;!–-]*"
        rf"|(?:{one_of('opens_before_comma')})\s*[,.;!–-]+\s*)"
    )
    openings = rf"(?:{opening})+(?:(?:{one_of('goes_on')})(?![^\W_])[\s,:]*)?"
    excuses = rf"(?:[\s,.;!–-]+(?:{one_of('excuses')})(?![^\W_]))*"
    denial = rf"(?:{one_of('denies')})(?![^\W_])\s+"
    behind = rf"(?:{one_of('denies_behind')})(?![^\W_])\s+"
    instead = rf"(?:[\s,;.]+(?:{one_of('instead')})(?![^\W_])\s*|\s*[,;.]\s+|\s+[–-]\s+)"
    ending = rf"[\s,]+(?:{one_of('ends')})"
    closing = rf"(?P<ending>(?:{ending})*){excuses}[\s.!?…]*"
    return (
        re.compile(rf"(?:{opening})*{denial}(?P<out>.+?){instead}(?:{opening})*(?P<meant>.+?){closing}"),
        re.compile(rf"(?:{opening})*(?P<meant>.+?)[\s,;–-]+{behind}(?P<out>.+?){closing}"),
        re.compile(rf"(?:{opening})*{denial}(?P<out>.+?){closing}"),
        re.compile(rf"{openings}(?P<meant>.+?){closing}"),
        re.compile(rf"(?P<meant>.+?){ending}{excuses}[\s.!?…]*"),
    )


@cache
def _strong_ends(*, bare: bool) -> re.Pattern[str]:
    data = conversation()["corrections"]
    ends, excuses = (any_of(data[name], bare=bare) for name in ("correcting_ends", "excuses"))
    return re.compile(rf"[\s,]+(?:{ends})(?:[\s,.;!–-]+(?:{excuses})(?![^\W_]))*[\s.!?…]*$")


def read_correction(question: str) -> Correction | None:
    """The correction that a turn is; None for any other turn, "Không khí ở đây thế nào?" among them."""
    text = clean(question)
    if not text or len(words(text)) > conversation()["corrections"]["longest"]:
        return None
    bare = not has_diacritics(text)
    compared = as_compared(text, bare=bare)
    if len(compared) != len(text):
        return None
    *with_frame, with_ending = _patterns(bare=bare)
    for pattern in with_frame:
        if found := pattern.fullmatch(compared):
            named = found.groupdict()
            meant, out = (
                text[slice(*found.span(part))].strip(_AROUND) if named.get(part) else ""
                for part in ("meant", "out")
            )
            return Correction(_without_friend(_without_mid_ending(meant, bare=bare), bare=bare), out)
    if _strong_ends(bare=bare).search(compared) and (found := with_ending.fullmatch(compared)):
        return Correction(_without_friend(text[slice(*found.span("meant"))].strip(_AROUND), bare=bare), "")
    return None


def names_another(question: str) -> bool:
    """Whether a turn is a correction that says another place, clause or noun: "của Sơn La cơ", "ý tôi là III.7"."""
    correction = read_correction(question)
    if correction is None:
        return False
    if find_places(question) or read_addresses(with_sections(question)):
        return True
    data = conversation()["corrections"]
    said, meant = " ".join(words(question)), words(correction.meant)
    explicit = re.search(
        rf"(?<!\w)(?:{any_of(data['meant'], bare=not has_diacritics(question))})(?!\w)", said
    )
    return explicit is not None and 0 < len(meant) <= data["longest_noun"] and not correction.ruled_out


def _without_mid_ending(meant: str, *, bare: bool) -> str:
    """What is meant without the ending of a correction before its comma: "Huế cơ, họ làm gì"."""
    found = _mid_ending(bare=bare).search(as_compared(meant, bare=bare))
    return f"{meant[: found.start()]}{meant[found.end() :]}" if found else meant


def _without_friend(meant: str, *, bare: bool) -> str:
    """What is meant without for whom it is asked: "câu cuối tôi hỏi giùm bạn tôi ở Cà Mau"."""
    found = _friend(bare=bare).match(as_compared(meant, bare=bare))
    return meant[found.end() :] if found and find_places(meant[found.end() :]) else meant


@cache
def _friend(*, bare: bool) -> re.Pattern[str]:
    data = conversation()["corrections"]
    last, behalf, where = (
        any_of(said, bare=bare)
        for said in (data["last_question"], data["on_behalf"], ["ở", "bên", "tại", "của"])
    )
    return re.compile(
        rf"(?:(?:{last})\s+)?(?:là\s+|la\s+)?(?:\w+\s+)?(?:{behalf})\s+(?:\w+\s+){{0,{data['longest_friend']}}}?(?=(?:{where})\s)"
    )


@cache
def _mid_ending(*, bare: bool) -> re.Pattern[str]:
    return re.compile(
        rf"[\s,]+(?:{any_of(conversation()['corrections']['correcting_ends'], bare=bare)})(?=\s*,)"
    )


@cache
def _reporters(*, bare: bool) -> re.Pattern[str]:
    data = conversation()
    opens = any_of(data["corrections"]["interjections"], bare=bare)
    says = any_of(data["reported"]["says"], bare=bare)
    hears, tells = (any_of(data["reported"][name], bare=bare) for name in ("hears", "tells"))
    told = rf"(?:{says})|(?:{hears})\s+(?:\w+\s+){{1,4}}?(?:{tells})"
    return re.compile(rf"(?:(?:{opens})(?![^\W_])[\s,]+)?(?:{told})(?![^\W_])[\s,:]+(?=\w)")


def without_reporter(text: str) -> str:
    """What somebody else is told to have said, where a turn tells it; it holds no word that asks."""
    bare = not has_diacritics(text)
    found = _reporters(bare=bare).match(as_compared(text, bare=bare))
    told = text[found.end() :] if found else ""
    return told if told and (find_places(told) or find_values(told)) else text
