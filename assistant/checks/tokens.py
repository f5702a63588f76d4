"""One wording of a text for comparison: abbreviations and numbers written out one way, English terms in Vietnamese."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.checks.words import load_vocabulary
from assistant.judging import judging
from assistant.language.english import translate
from assistant.language.lexicon import expand_abbreviations, load_lexicon
from assistant.language.places import find_places
from assistant.language.text import NO_BREAK_SPACE, has_diacritics, nfc, normalise_space, place_tones

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|>=|<=|[≥≤<>~≈]")
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,]|\.\d)")
_DECIMAL = re.compile(r"(?<![\w.,])(\d+)\.(\d+)(?![\w.]|,\d)")
_QUARTER = re.compile(r"\b(quý|quarter)\s+(IV|I{1,3})\b|\bQ([1-4])\b", re.IGNORECASE)
_OF_YEAR = re.compile(r"\b(tháng|quý)\s+(\d{1,2})\s?[/-]\s?((?:19|20)\d{2})(?!\d)", re.IGNORECASE)
_PERCENT = re.compile(r"(?<=\d)\s*(?:phần trăm|per\s?cent|%)(?!\w)", re.IGNORECASE)
# A time of day: "19h00’", "7 giờ 30", "trước 17 giờ"; "trong 24 giờ" is none.
_CLOCK = re.compile(
    r"(?<![\d.,/-])(?P<hour>[01]?\d|2[0-3])\s?(?:h|giờ)\s?(?P<minute>[0-5]\d)(?!\d)(?:\s?phút|\s?[’'′])?"
    r"|(?:(?<=\btrước )|(?<=\blúc )|(?<=\bhồi )|(?<=\bvào )|(?<=\btừ )|(?<=\bđến ))(?P<whole>[01]?\d|2[0-3])\s?(?:h|giờ)(?!\w)"
    r"(?!\s*(?:làm việc|học|bay|đầu|sau|đến\s+\d+\s+ngày))",
    re.IGNORECASE,
)
_SMALL = 1_000


@dataclass(frozen=True, slots=True)
class Token:
    """A lower-case word, number or symbol of a comparison at its offsets."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Words, numbers and the symbols of comparisons, in order; tones in one place."""
    placed = place_tones(text).replace("’", "'")
    spellings = load_vocabulary().spellings
    found = ((match.group().lower(), match.span()) for match in _TOKEN.finditer(placed))
    return [Token(spellings.get(word, word), *span) for word, span in found]


def is_english_sentence(text: str, language: str | None = None) -> bool:
    """Whether a sentence is to be read as English: its words decide, and the language asked for where they do not."""
    for place in reversed(find_places(text)):
        text = text[: place.start] + text[place.end :]
    found = [token.text for token in tokenise(text) if not token.text[0].isdigit()]
    constants = judging().checks
    if sum(map(has_diacritics, found)) > constants.accented * len(found):
        return False
    function = sum(word in load_lexicon().stop_english for word in found)
    return language == "en" or (function > 0 and function >= constants.function_words * len(found))


def normal_wording(text: str, *, english: bool = False) -> str:
    """The text in the wording in which a sentence and its clauses are compared."""
    text = place_tones(normalise_space(nfc(text)).replace(NO_BREAK_SPACE, "."))
    if english:
        text = _english_figures(text)
    text = expand_abbreviations(text)
    text = _PERCENT.sub("%", _numbers_in_figures(text))
    text = _QUARTER.sub(_quarter, text)
    text = _CLOCK.sub(_clock, text)
    text = _OF_YEAR.sub(r"\1 \2 năm \3", text)
    if english:
        text = place_tones(translate(text))
    return text


def _english_figures(text: str) -> str:
    """1,500 as 1500, 2.5 as 2,5, "15 November 2025" as "ngày 15 tháng 11 năm 2025"."""
    text = _GROUPED.sub(lambda match: match.group().replace(",", ""), text)
    text = _DECIMAL.sub(r"\1,\2", text)
    months = load_vocabulary().months
    names = "|".join(months)
    day = r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?:,?\s+((?:19|20)\d{2}))?"

    def written(day: str, month: str, year: str | None) -> str:
        return f"ngày {day} tháng {months[month.lower()]}" + (f" năm {year}" if year else "")

    text = re.sub(
        rf"\b{day}\s+(?:of\s+)?({names})\b{year}",
        lambda m: written(m[1], m[2], m[3]),
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(
        rf"\b({names})\s+{day}\b(?!\d|%){year}",
        lambda m: written(m[2], m[1], m[3]),
        text,
        flags=re.IGNORECASE,
    )
    capital = "|".join(name.capitalize() for name in months)
    return re.sub(
        rf"\b({capital})\s+((?:19|20)\d{{2}})\b", lambda m: f"tháng {months[m[1].lower()]} năm {m[2]}", text
    )


def _clock(match: re.Match[str]) -> str:
    """A time of day as hours with their part: "7,5 h", where a span of time is written "7 giờ"."""
    minutes = int(match["minute"] or 0)
    hours = int(match["hour"] or match["whole"]) + minutes / 60
    return f"{hours:.15g} h".replace(".", ",")


def _quarter(match: re.Match[str]) -> str:
    number = match[3] or load_vocabulary().quarters[match[2].lower()]
    return f"quý {number}"


def _numbers_in_figures(text: str) -> str:
    """Numbers in words, and figures with a scale ("1,5 triệu"), written in figures."""
    tokens = tokenise(text)
    pieces: list[str] = []
    position = index = 0
    while index < len(tokens):
        read = _read_number(text, tokens, index)
        if read is None:
            index += 1
            continue
        written, count = read
        pieces += [text[position : tokens[index].start], written]
        position = tokens[index + count - 1].end
        index += count
    return "".join(pieces) + text[position:]


def _read_number(text: str, tokens: list[Token], first: int) -> tuple[str, int] | None:
    """(figures, number of tokens) of the number that begins at a token, None where none does."""
    vocabulary = load_vocabulary()
    if tokens[first].text[0].isdigit():
        return _scaled_figures(text, tokens, first)
    total = group = 0
    pending: int | None = None
    index = first
    scaled = False
    while index < len(tokens) and (index == first or _adjacent(text, tokens[index - 1], tokens[index])):
        word = tokens[index].text
        if word in vocabulary.digits and pending is None and (index == first or group % 10 == 0):
            value = vocabulary.digits[word]
            if value >= 10:
                if group % 100:
                    break
                group += value
            else:
                pending = value
        elif _is_scale(tokens, index) and (pending is not None or group):
            scale = vocabulary.scales[word]
            if scale < _SMALL:
                group = group * scale if pending is None else group + pending * scale
            else:
                total += (group + (pending or 0)) * scale
                group = 0
            pending, scaled = None, True
        elif (
            word in vocabulary.half
            and scaled
            and index > first
            and tokens[index - 1].text in vocabulary.scales
        ):
            total += vocabulary.scales[tokens[index - 1].text] // 2
            index += 1
            break
        elif not (word in vocabulary.joints and scaled and _is_digit(tokens, index + 1)):
            break
        index += 1
    count = index - first
    if count == 0:
        return None
    fraction, more = _fraction(tokens, index)
    count += more
    if count == 1 and not _may_stand_alone(text, tokens, first):
        return None
    if tokens[first].text in vocabulary.never_alone and not (scaled or more) and count > 1:
        return None  # "năm hai …": the year, not a five
    return f"{total + group + (pending or 0)}{fraction}", count


def _fraction(tokens: list[Token], index: int) -> tuple[str, int]:
    """(",5", 2) for "phẩy năm" at a token, ("", 0) where there is none."""
    vocabulary = load_vocabulary()
    if index >= len(tokens) or tokens[index].text not in vocabulary.decimal:
        return "", 0
    digits = ""
    count = 1
    while index + count < len(tokens) and vocabulary.digits.get(tokens[index + count].text, 10) < 10:
        digits += str(vocabulary.digits[tokens[index + count].text])
        count += 1
    return (f",{digits}", count) if digits else ("", 0)


def _scaled_figures(text: str, tokens: list[Token], first: int) -> tuple[str, int] | None:
    """A number in figures multiplied by the scales behind it: "1,5 triệu"; None without one."""
    vocabulary = load_vocabulary()
    index, scale = first + 1, 1
    while _is_scale(tokens, index) and _adjacent(text, tokens[index - 1], tokens[index]):
        scale *= vocabulary.scales[tokens[index].text]
        index += 1
    if scale == 1:
        return None
    written = tokens[first].text
    compact = written.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written) else written
    value = float(compact.replace(",", ".")) if compact.count(".") + compact.count(",") <= 1 else None
    if value is None:
        return None
    if index < len(tokens) and tokens[index].text in vocabulary.half:
        value, index = value + 1 / 2, index + 1
    return f"{value * scale:.15g}".replace(".", ","), index - first


def _is_scale(tokens: list[Token], index: int) -> bool:
    """Whether a token multiplies the number before it; "tỷ" of "tỷ lệ" does not."""
    vocabulary = load_vocabulary()
    if index >= len(tokens) or tokens[index].text not in vocabulary.scales:
        return False
    return index + 1 == len(tokens) or tokens[index + 1].text not in vocabulary.not_scale_before


def _is_digit(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].text in load_vocabulary().digits


def _adjacent(text: str, left: Token, right: Token) -> bool:
    return text[left.end : right.start].strip() in ("", "-")


def _may_stand_alone(text: str, tokens: list[Token], index: int) -> bool:
    """Whether a single word is a number: "hai chương trình" and "thứ tư", not the "năm" of "năm 2030"."""
    vocabulary = load_vocabulary()
    before = tokens[index - 1].text if index else ""
    behind = " ".join(token.text for token in tokens[index + 1 : index + 3])
    if before in vocabulary.ordinal:
        return True
    if any(behind.startswith(percent) for percent in vocabulary.percent) or text[
        tokens[index].end :
    ].lstrip().startswith("%"):
        return True
    return tokens[index].text not in vocabulary.never_alone
