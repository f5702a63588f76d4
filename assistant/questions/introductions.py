"""Who somebody says to be ("mình ở Sở Xây dựng"), and what "sở mình" means then; data in `vocabulary/introductions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from assistant.language.bodies import find_bodies
from assistant.language.lexicon import Phrases, find_phrases, words
from assistant.language.patterns import compile_phrases
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics, place_tones
from assistant.language.vocabulary import VOCABULARY

_PIECE = re.compile(r"[,.!;:…\n]+\s*|\s[-–]\s")
_NAMED_BODY = r"(?<!\w)(?:Sở|Bộ|Cục|Chi cục|Trường|Viện|Trung tâm)\s+[A-ZĐ]"
_LEVEL = re.compile(r"(?<!\w)c[ấa]p\s+$", re.IGNORECASE)  # "cấp xã chúng tôi"
_LEADING = 6  # words that lead to the body that somebody is of
_LONGEST = 18  # words of a piece that says who somebody is


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((VOCABULARY / "introductions.toml").read_text(encoding="utf-8"))


@cache
def _asks() -> tuple[str, ...]:
    talk = tomllib.loads((VOCABULARY / "talk.toml").read_text(encoding="utf-8"))
    return (*talk["asks"]["vi"], *talk["asks"]["en"])


@cache
def _said() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What says who somebody is, the same where it is read with its diacritics alone, and what goes on with it."""
    data, says = _data()["stands_for"], _data()["says"]
    return (
        compile_phrases([*says["vi"], *says["en"]], data, _asks()),
        compile_phrases(says["marked"], data, _asks(), bare=False),
        compile_phrases(says["goes_on"], data, _asks()),
    )


@cache
def _generally() -> re.Pattern[str]:
    """A piece, and the end of it that says that one has questions, and not which."""
    data = _data()
    general = compile_phrases(data["says_more"]["generally"], data["stands_for"], _asks()).pattern
    polite = "|".join(form for word in data["says_more"]["polite"] for form in {word, fold(word)})
    return re.compile(rf"(?P<own>.*?)(?:{general})(?: (?:{polite}))*")


def introduces(text: str, is_talk: Callable[[str], bool]) -> bool:
    """Whether a turn says who somebody is and asks nothing. `is_talk`: whether a piece of it is a greeting or the like."""
    return bool(_introductions(text, is_talk))


def _introductions(text: str, is_talk: Callable[[str], bool]) -> list[str]:
    """The pieces that say who somebody is; none where another piece is neither that nor talk."""
    whole, marked, goes_on = _said()
    found: list[str] = []
    for number, piece in enumerate(filter(words, _PIECE.split(text))):
        said = "".join(f" {word}" for word in words(piece))
        if "?" not in piece and (general := _generally().fullmatch(said)):
            said = general["own"]
            if not said and number:
                found.append("")
                continue
        own = whole.fullmatch(said) or marked.fullmatch(said) or (found and goes_on.fullmatch(said))
        where = not found and _is_place(piece)
        if own and "?" not in piece and len(words(piece)) <= _LONGEST and not _wants(said) and not where:
            found.append(piece)
        elif not is_talk(piece):
            return []
    return found


def _wants(piece: str) -> bool:
    bare = not has_diacritics(piece)
    wants = _data()["says_more"]["wants"]
    said = [fold(word) for word in words(piece)] if bare else words(piece)
    return bool(find_phrases(said, Phrases(map(fold, wants) if bare else wants)))


def _is_place(piece: str) -> bool:
    """Whether a piece names a province and no body: "tôi ở Lào Cai" answers where a question is asked of."""
    if find_phrases(words(piece), frozenset(_data()["own"]["officers"])):
        return False
    return bool(find_places(piece)) and next(iter(find_bodies(place_tones(piece))), None) is None


def own_body(said: Iterable[str], is_talk: Callable[[str], bool]) -> str | None:
    """The body that the last of some turns with such words says somebody to be of."""
    where = "|".join(sorted({form for w in _data()["says"]["where"] for form in (w, fold(w))}, key=len)[::-1])
    begins = re.compile(rf"(?<![^\W_])(?:{where})\s+(?=\w)", re.IGNORECASE)
    body = None
    for turn in said:
        pieces = _introductions(turn, is_talk)
        if commune := _commune(pieces):
            body = commune
            continue
        for piece in pieces:
            ends = [match.end() for match in begins.finditer(piece)]
            starts = [match.start() for match in find_bodies(place_tones(piece))]
            if at := [start for start in starts if start in ends]:
                body = piece[at[0] :].strip(" .!")
    return body and _without_courtesy(body)


def _commune(pieces: Sequence[str]) -> str | None:
    """What documents call the body of somebody who is of a commune, with the place that he names; None of anybody else."""
    said, own = ", ".join(pieces), _data()["own"]
    if not find_phrases(words(said), frozenset(own["communes"])) or re.search(_NAMED_BODY, said):
        return None
    places = list(dict.fromkeys(place.name for place in find_places(said)))
    return f"{own['commune']} ở {places[0]}" if len(places) == 1 else None


def _without_courtesy(body: str) -> str:
    return re.sub(r"(?:\s+(?:ạ|a|đây|day|nhé|nhe|nha|em|đó|do))+$", "", body, flags=re.IGNORECASE)


def of_own_body(text: str, said: Sequence[str], is_talk: Callable[[str], bool]) -> str:
    """A turn with the body that somebody is of in place of "sở mình", where a turn before it says which that is."""
    if (found := _own_in(text)) is None:
        return text
    body = own_body(said, is_talk)
    own = _data()["own"]
    of_commune = fold(found.group()).split()[0] in set(map(fold, own["communes"]))
    if of_commune and not body:
        body = own["commune"]  # "phường mình" is one of the communes, whoever asks
    if body and of_commune and not body.startswith(own["commune"]):
        return text
    ahead = _LEVEL.sub("", text[: found.start()])
    return ahead + body + text[found.end() :] if body else text


def _own_in(text: str) -> re.Match[str] | None:
    """The words of a turn for the body of whoever asks."""
    folded, placed = fold(text), place_tones(text).lower()
    if not len(folded) == len(placed) == len(text):
        return None
    return _own().search(folded) or _own_marked().search(placed)


@cache
def _own_marked() -> re.Pattern[str]:
    data = _data()["own"]
    nouns, owners = ("|".join(sorted(data[k], key=len, reverse=True)) for k in ("nouns", "marked_owners"))
    return re.compile(rf"(?<![^\W_])(?:{nouns})\s+(?:{owners})(?![^\W_]|\s+em(?!\w))")


@cache
def _own() -> re.Pattern[str]:
    data = _data()["own"]
    nouns, owners, en = (
        "|".join(sorted(map(fold, data[k]), key=len, reverse=True)) for k in ("nouns", "owners", "en")
    )
    return re.compile(rf"(?<![^\W_])(?:(?:{nouns})\s+(?:{owners})|{en})(?![^\W_])")


def own_body_named(text: str, bodies: Callable[[str], Sequence[tuple[int, int]]]) -> str:
    """A turn that says itself which body is meant by "trường em", with that in its place: "em dạy ở X, trường em làm gì".

    `bodies`: where a text names bodies.
    """
    own = _own_in(text)
    ahead = text[: own.start()] if own else ""
    me = [*map(fold, _data()["stands_for"]["me"]), "chi", "co", "thay", "bac"]
    if not own or fold(" ".join(words(ahead)[:1])) not in me or len(spans := bodies(ahead)) != 1:
        return text
    ((start, end),) = spans
    if (
        len(words(ahead[:start])) > _LEADING
        or len(words(ahead[end:])) > 1
        or not re.search(r"[,.;:]", ahead[end:])
    ):
        return text
    return f"{ahead[start:end]}{text[own.end() :]}"


def says_own(text: str) -> bool:
    """Whether a turn has words for the body of whoever asks."""
    return _own_in(text) is not None
