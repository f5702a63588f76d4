"""The head of a document in cells, and the body that a letterhead names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.bodies import standard_agencies
from assistant.language.places import find_places
from assistant.language.text import normalise_space, place_tones
from assistant.language.vocabulary import VOCABULARY

NATIONAL = re.compile(r"XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN VIỆT NAM")
_HEAD_CHARACTERS = 6000
# What stands in a letterhead and is no body.
_OTHER = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)|XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập|\bSố\s*:?\s*\d|\bSố\s*:|\bngày\b|V/v|DỰ THẢO"
)
_CHAIR = "CHỦ TỊCH "  # of a people's committee, who issues a document in this office
_RULE = re.compile(r"\s*(?:[-–—_*]\s*){2,}|\s+\*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of the head: a line, a column of a line, or a cell of a table's row."""

    line: int  # lines that are not empty, from 0
    column: int
    of_table: bool
    words: str  # without emphasis, spaces normalised


@cache
def card_words() -> dict[str, Any]:
    """The vocabulary of cards as it is written."""
    return tomllib.loads((VOCABULARY / "cards.toml").read_text(encoding="utf-8"))


def kinds_in_capitals() -> tuple[str, ...]:
    """The kinds of documents as they stand above a title, longest first."""
    return tuple(sorted((name.upper() for name in card_words()["kinds"]), key=len, reverse=True))


def read_cells(text: str, limit: int = _HEAD_CHARACTERS) -> list[Cell]:
    """The first characters of a text as cells, in reading order; cells without a word are left out."""
    cells: list[Cell] = []
    lines = (re.sub(r"[*_#]+", "", line).strip() for line in text[:limit].splitlines())
    for number, line in enumerate(filter(None, lines)):
        of_table = line.startswith("|")
        parts = line.strip("|").split("|") if of_table else re.split(r"\t+|\s{3,}(?![\s/])", line)
        for column, part in enumerate(parts):
            if words := normalise_space(part):
                cells.append(Cell(number, column, of_table, words))
    return cells


def name_issuer(head: list[Cell]) -> str | None:
    """The body that a head names, as running text writes it; of two, one below the other, the second.

    The names stand in the left column of a table or of the line, or on lines of their own; the number or the national
    heading may follow in the same cell.
    """
    own = [normalise_space(_RULE.sub(" ", _OTHER.split(cell.words)[0])) for cell in head if cell.column == 0]
    joined = place_tones(
        " ".join(words for words in own if words.upper() == words and not words[:1].isdigit())
    )
    return _last_body(joined) if joined else None


@cache
def _openers() -> re.Pattern[str]:
    words = card_words()["bodies"]
    openers = sorted(map(place_tones, words["openers"]), key=len, reverse=True)
    behind = "".join(rf"(?<!(?<![^\W_]){re.escape(place_tones(word))} )" for word in words["within"])
    return re.compile(rf"(?<![^\W_]){behind}(?:{'|'.join(map(re.escape, openers))})(?![^\W_])")


def _last_body(joined: str) -> str | None:
    starts = [match.start() for match in _openers().finditer(joined)]
    if not starts:
        return None
    names = [
        joined[start:end].strip(" ,.-–|") for start, end in zip(starts, [*starts[1:], None], strict=True)
    ]
    *above, name = names
    own = write_body(name)
    if joined[: starts[-1]].endswith(_CHAIR):
        return f"Chủ tịch {own}"
    if above and own.startswith(("Sở", "Phòng", "Ban", "Văn phòng", "Thanh tra", "Công an")):
        parent = write_body(above[-1])
        place = re.search(r"\b(?:tỉnh|thành phố|xã|phường|đặc khu|huyện|quận)\s.+", parent)
        if place and not find_places(own):
            own = f"{own} {place.group()}"
    return own


_NAMED = re.compile(  # a place that need not be a known one: "thành phố thông minh" is none
    r"\b(xã|phường|đặc khu|thị trấn|(?:ủy ban|hội đồng) nhân dân (?:tỉnh|thành phố|huyện|quận|thị xã))"
    r" (\w+(?: \w+){0,3})$"
)


def write_body(words: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK" as running text writes it: "Ủy ban nhân dân tỉnh Đắk Lắk"."""
    lowered = re.sub(
        r"(?<=\bthủ tướng |văn phòng |thanh tra )chính phủ|^chính phủ", "Chính phủ", words.lower()
    )
    lowered = lowered.replace("việt nam", "Việt Nam").replace("trung ương", "Trung ương")
    for place in find_places(lowered):
        lowered = lowered[: place.start] + lowered[place.start : place.end].title() + lowered[place.end :]
    lowered = _NAMED.sub(lambda m: f"{m[1]} {m[2].title()}", lowered)
    if fields := re.fullmatch(r"(bộ|sở|cục|phòng|tổng cục|chi cục|ban) (.+)", lowered):
        # Each field that it answers for is written with a capital: "Bộ Văn hóa, Thể thao và Du lịch".
        named = re.sub(r"(?:^|(?<=, )|(?<= và )|(?<= - ))\w", lambda m: m.group().upper(), fields[2])
        lowered = f"{fields[1]} {named}"
    written = lowered[0].upper() + lowered[1:]
    return next((name for name in standard_agencies() if name.lower() == written.lower()), written)
