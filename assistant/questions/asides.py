"""What is said around a question and is none of it: "xin lỗi bấm nhầm, …", "…, đang trên xe". Which that is, is data."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import product
from typing import Any

from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.patterns import compile_phrases
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics, place_tones
from assistant.language.vocabulary import VOCABULARY
from assistant.questions.references import find_references
from assistant.questions.remarks import read_remark

_PIECE = re.compile(r"[^,;:.!…]+(?:[,;:.!…](?!\s|$)[^,;:.!…]*)*[,;:.!…]*\s*")
_SENTENCE = re.compile(r"[^.!]*(?:[.!](?!\s|$)[^.!]*)*[.!]*\s*")
_LEAST_SUBJECT = 3  # words of a question that needs nothing before it
_LEAST_LEFT = 2  # words that a question keeps
_LONGEST_PURPOSE = 8  # words that say what an answer is for


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((VOCABULARY / "asides.toml").read_text(encoding="utf-8"))


@cache
def _asides() -> re.Pattern[str]:
    data = _data()
    phrases = [*data["asides"]["vi"], *data["asides"]["en"]]
    return compile_phrases(phrases, data["stands_for"], ())


def without_asides(text: str) -> str:
    """A turn without what is said around its question; as it is where nothing else would be left."""
    return _without_quoting(_without_purpose(_without_setting(_without_pieces(text))))


def _without_pieces(text: str) -> str:
    """A turn without the asides that it begins and ends with, between commas and full stops."""
    pieces = _PIECE.findall(text)
    if "".join(pieces) != text:
        return text
    start, end = 0, len(pieces)
    while start < end and _is_aside(pieces[start]):
        start += 1
    while end > start and _is_aside(pieces[end - 1]):
        end -= 1
    if start == end or (start, end) == (0, len(pieces)):
        return text
    kept = "".join(pieces[start:end])
    return kept if end == len(pieces) else kept.rstrip(" ,;:")


def _is_aside(piece: str) -> bool:
    """Whether a piece is an aside; one that says where somebody is from tells what the question is about."""
    said = "".join(f" {word}" for word in words(piece))
    is_one = _asides().fullmatch(said) or read_remark(piece, lambda _: False)
    return bool(is_one) and not find_places(piece)


def _without_setting(text: str) -> str:
    """A turn without the sentences about whoever asks that stand before its question, where that says enough by itself."""
    sentences = [match for match in _SENTENCE.finditer(text) if match.group().strip()]
    start = 0
    for sentence in sentences[:-1]:
        said = sentence.group()
        if (
            "?" in said
            or find_places(said)
            or not _phrase("setting", bare=not has_diacritics(text)).match(_compared(said).lstrip())
        ):
            break
        start = sentence.end()
    rest = text[start:].lstrip()
    return rest if start and _says_enough(rest) else text


def _says_enough(text: str) -> bool:
    """Whether a question points to nothing before it and has a subject of its own."""
    said = words(text)
    stop = find_phrases(said, load_lexicon().stop)
    own = len(said) - sum(end - start for start, end in stop)
    return own >= _LEAST_SUBJECT and next(iter(find_references(text)), None) is None


def _without_purpose(text: str) -> str:
    """A turn without what its answer is for: "… để tôi chép vào báo cáo"."""
    for found in _phrase("for", bare=not has_diacritics(text)).finditer(_compared(text)):
        before = text[: found.start()].rstrip(" ,;")
        behind = words(text[found.end() :])
        if len(words(before)) >= _LEAST_LEFT and len(behind) <= _LONGEST_PURPOSE and "?" not in before:
            return before
    return text


def _without_quoting(text: str) -> str:
    """What a turn wants the clause of, where it asks for the words of one: "trích nguyên văn câu về …"."""
    found = _phrase("quoting", bare=not has_diacritics(text)).search(_compared(text))
    if found is None or len(words(text[: found.start()])) > 1 or not words(text[found.end() :]):
        return text
    return text[found.end() :].strip(" ,:")


def _compared(text: str) -> str:
    compared = place_tones(text).lower() if has_diacritics(text) else fold(text)
    return compared if len(compared) == len(text) else text


@cache
def _phrase(name: str, *, bare: bool) -> re.Pattern[str]:
    """One of the phrases of an entry; `bare`: without diacritics."""
    data = _data()
    spelled: set[str] = set()
    for phrase in data["asides"][name]:
        gaps = re.findall(r"\{(\w+)\}", phrase)
        for chosen in product(*(data["stands_for"][gap] for gap in gaps)):
            said = phrase.format_map(dict(zip(gaps, chosen, strict=True)))
            spelled.add(fold(said) if bare else place_tones(said).lower())
    longest = sorted(map(re.escape, spelled), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest)})(?![^\W_])")
