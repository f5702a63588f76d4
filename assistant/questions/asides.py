"""What is said around a question and is none of it: "xin lỗi bấm nhầm, …", "…, đang trên xe". Which that is, is data."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from assistant.language.lexicon import words
from assistant.language.patterns import compile_phrases
from assistant.language.vocabulary import VOCABULARY

_PIECE = re.compile(r"[^,;:.!…]+(?:[,;:.!…](?!\s|$)[^,;:.!…]*)*[,;:.!…]*\s*")


@cache
def _asides() -> re.Pattern[str]:
    data = tomllib.loads((VOCABULARY / "asides.toml").read_text(encoding="utf-8"))
    phrases = [*data["asides"]["vi"], *data["asides"]["en"]]
    return compile_phrases(phrases, data["stands_for"], ())


def without_asides(text: str) -> str:
    """A turn without the asides that it begins and ends with; as it is where nothing else would be left."""
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
    return _asides().fullmatch("".join(f" {word}" for word in words(piece))) is not None
