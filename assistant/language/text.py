"""Vietnamese text: normal forms, folding, syllables. Folding keeps every offset.

Documents and questions pass `tidy` at the door, before anything is read or any offset is taken. So the stored text holds
no character that nobody sees, and values, registers, matching, quotes and offsets all speak of the same text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_SYLLABLE = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_LINE_BREAK = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]|\n?\f\n?")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])\u00ad[ \t]*\n[ \t]*(?=[^\W\d_]{2})")  # hyphenated at a line's end
# Controls, and what Unicode calls default-ignorable: no glyph, no room, no meaning in Vietnamese.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1d\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_HYPHEN = re.compile("[\x1e\u2010\u2011]")  # Word's no-break hyphen, as a control or as a character
NO_BREAK_SPACE = "\u00a0"
_JOINING = "\u00a0\u2006-\u200a\u202f"  # no-break, thin and narrow spaces
_ODD_SPACE = re.compile(r"[^\S \n\t]|\u2800")
# "2 400", the groups exactly three digits; not "2030 400", "0234 382 215", "1.234 567", "giai đoạn 1 100%".
_GROUPED = re.compile(
    rf"(?<![\w.,/])(?<!\d[{_JOINING}])[1-9]\d{{0,2}}(?:[{_JOINING}]\d{{3}})+(?!\d|[.,]\d{{3}}|[{_JOINING}]?[\d%])"
)
_DIRECTION = re.compile("[\u061c\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = "\u202b\u202e\u2067"  # embedding, override, isolate
_LEFT_TO_RIGHT = "\u202a\u202d\u2066\u2068"
_FIGURE = rf"\d(?:[\d.,:/%{_JOINING}-]*[\d%])?"
DOUBT = "\ufffd"  # stands before a figure whose digits may be shown in another order than they are stored in
DOUBTFUL = re.compile(f"{DOUBT}{_FIGURE}")
_SPACES = re.compile(r"(?:[^\S\u00a0]|(?<!\d)\u00a0|\u00a0(?!\d{3}))+")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN, _MARKED = "aeiouy", "ăâêôơư"


def _toned(vowels: str) -> str:
    """The vowels with each tone, small and capital."""
    small = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in _TONES)
    return small + small.upper()


_TONED = _toned(_PLAIN)
_ANY_MARKED = _MARKED + _MARKED.upper() + _toned(_MARKED)
_ANY_VOWEL = _PLAIN + _PLAIN.upper() + _TONED + _ANY_MARKED
# A tone on the last vowel of an open syllable, on one before others, beside a mark, behind q, on the i of gi.
_MAY_BE_MISPLACED = re.compile(
    rf"[{_ANY_VOWEL}][{_TONED}](?![^\W\d_])|[{_TONED}][{_ANY_VOWEL}][^\W\d_]|[{_TONED}][{_ANY_MARKED}]|[{_ANY_MARKED}][{_TONED}]"
    rf"|[{_toned(_MARKED)}][{_ANY_MARKED}]|[qQ][{_TONED}{_toned(_MARKED)}]|[gG][{_toned('i')}][{_ANY_VOWEL}]"
)
# Marks of emphasis, as converters leave them; not the signs in "2*3", "2 * 3", "(*)", "CNC_2030".
_EMPHASIS = re.compile(r"(?P<sign>(?<=\d)\*(?=\d)|(?<=\d)\s\*\s(?=\d)|\(\*+\)|(?<=[^\W_])_(?=[^\W_]))|[*_]+")
# Small letters in a class of characters: the range à-ỹ has capitals too.
_VIETNAMESE = (0x103, 0x111, 0x129, 0x169, 0x1A1, 0x1B0, *range(0x1EA1, 0x1EFA, 2))
SMALL = "a-z" + "".join(map(chr, (*range(0xE0, 0xF7), *range(0xF8, 0x100), *_VIETNAMESE)))
CAPITALS = SMALL.upper()  # in a class of characters too
_BETWEEN = re.compile(r"[\s,:–-]*")
_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONE_ORDER = {
    tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)
}  # after ngang
_SORTED_WORD = re.compile(r"\d+|(?:[^\W\d_][\u0300-\u036f]*)+")  # of decomposed text

NameKey = tuple[tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...], tuple[bool, ...], str]


def nfc(text: str) -> str:
    """The text in Unicode normal form C, the form of every stored text."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """The text in the form in which it is stored: NFC, without characters that nobody sees, lines ended by "\\n".

    What stands for something keeps it: a no-break or thin space in "2 400" stays, as U+00A0, and joins the thousands;
    all other odd spaces become plain ones. A figure in which a control turns the writing direction shows other digits
    than it holds, so it gets a visible "\ufffd" before it, and no value is read from it.
    """
    text = _BROKEN_WORD.sub("", _LINE_BREAK.sub("\n", text))
    if _DIRECTION.search(text):
        text = _mark_turned(text)
    text = nfc(_HYPHEN.sub("-", _UNSEEN.sub("", text)))
    if not _ODD_SPACE.search(text):
        return text
    grouped = [match.span() for match in _GROUPED.finditer(text)]
    pieces, position = [], 0
    for start, end in grouped:
        pieces += [_ODD_SPACE.sub(" ", text[position:start]), _ODD_SPACE.sub(NO_BREAK_SPACE, text[start:end])]
        position = end
    return "".join([*pieces, _ODD_SPACE.sub(" ", text[position:])])


def _mark_turned(text: str) -> str:
    """The text without controls of direction, `DOUBT` before each figure that one turns or cuts.

    Left-to-right ones around a whole figure (as copied from an address book) change nothing and are only taken away.
    """
    kept: list[str] = []
    turned: list[bool] = []  # of each kept character: whether it is shown from right to left
    cuts: set[int] = set()  # positions in `kept` at which a control stood
    open_controls: list[bool] = []
    for character in text:
        if not _DIRECTION.match(character):
            if character == "\n":
                open_controls = []  # a paragraph's end closes them all
            kept.append(character)
            turned.append(any(open_controls))
            continue
        cuts.add(len(kept))
        if character in _RIGHT_TO_LEFT + _LEFT_TO_RIGHT:
            open_controls.append(character in _RIGHT_TO_LEFT)
        elif open_controls and character not in "\u061c\u200f":
            open_controls.pop()
    bare = "".join(kept)
    pieces, position = [], 0
    for figure in re.finditer(_FIGURE, bare):
        inside = range(*figure.span())
        if any(turned[n] for n in inside) or any(n in cuts for n in inside[1:]):
            pieces += [bare[position : figure.start()], DOUBT]
            position = figure.start()
    return "".join([*pieces, bare[position:]])


def clean(text: str) -> str:
    """A typed text made safe: tidy, no surrogate characters, on one line, with single spaces."""
    return normalise_space(tidy(text.encode("utf-8", "ignore").decode("utf-8")))


class _FoldedCharacters(dict[int, str]):
    """Character -> its folded form, found when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = "d" if character in "đĐ" else unicodedata.normalize("NFD", character)[0].lower()[0]
        self[code] = folded
        return folded


_FOLDED = _FoldedCharacters()


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d; as long as `text`, so that offsets hold (NFC expected)."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def has_diacritics(text: str) -> bool:
    """Whether a letter of the text differs from its folded form."""
    return fold(text) != text.lower()


def place_tones(text: str) -> str:
    """The text with each tone on the vowel where older spelling puts it: "hoà" and "hòa" are one word.

    Typing errors such as "taọ" come right too. The rule is the school one: a vowel with a mark of its own (ê, ơ, ...)
    carries the tone; else the last vowel before a final consonant, the middle of three, the first of two.
    """
    if _MAY_BE_MISPLACED.search(text) is None:
        return text
    return _WORD.sub(lambda match: _place_tone(match.group()), text)


@lru_cache(maxsize=8192)
def _place_tone(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tones = [character for character in decomposed if character in _TONES]
    if len(tones) != 1 or len(word) > 7:
        return word
    letters = list(nfc("".join(character for character in decomposed if character not in _TONES)))
    vowels = [n for n, letter in enumerate(letters) if fold(letter) in "aeiouy"]
    folded = fold("".join(letters))
    if folded.startswith("qu") or (folded.startswith("gi") and len(vowels) > 1):
        vowels = vowels[1:]
    if not vowels or vowels[-1] - vowels[0] != len(vowels) - 1:
        return word  # not one Vietnamese syllable
    marked = [n for n in vowels if letters[n].lower() in _MARKED]
    if marked:
        place = marked[-1]
    elif vowels[-1] < len(letters) - 1 or len(vowels) == 1:
        place = vowels[-1]
    else:
        place = vowels[1] if len(vowels) == 3 else vowels[0]
    letters[place] += tones[0]
    placed = nfc("".join(letters))
    return placed if len(placed) == len(word) else word  # "ÑÛ": offsets must hold


def tokens(text: str) -> list[str]:
    """Folded syllables in order; figures stay whole ("2,5")."""
    return _SYLLABLE.findall(fold(text).replace(NO_BREAK_SPACE, "."))


def lexical_terms(text: str) -> list[str]:
    """What the lexical index counts: folded syllables and their bigrams."""
    words = tokens(text)
    return words + [f"{first}_{second}" for first, second in pairwise(words)]


def normalise_space(text: str) -> str:
    """The text on one line, with single spaces; that between thousands stays a no-break one."""
    return " ".join(_SPACES.split(text.strip()) if NO_BREAK_SPACE in text else text.split())


def skip_between(text: str, start: int = 0) -> int:
    """Where the words go on behind the blanks, commas, colons and dashes that stand at `start`."""
    between = _BETWEEN.match(text, start)
    return between.end() if between else start


def plain(text: str) -> str:
    """A clause's words on one line without Markdown emphasis: what is shown, while quotes stay verbatim."""
    marked = "*" in text or "_" in text
    return normalise_space(_EMPHASIS.sub(lambda mark: mark["sign"] or "", text) if marked else text)


def vietnamese_key(name: str) -> NameKey:
    """What sorts names as a Vietnamese dictionary does: `sorted(names, key=vietnamese_key)`.

    Syllable by syllable, so that all of "ba …" stands before "bà …": first the letters (a ă â … d đ e ê …), then the
    tone (ngang, huyền, hỏi, ngã, sắc, nặng), wherever in the syllable it is written. Numbers go by their value and
    before letters; other scripts after them. Between names that differ in nothing else, small letters come first.
    """
    text = nfc(name)
    words = _SORTED_WORD.findall(unicodedata.normalize("NFD", text))
    return tuple(map(_word_key, words)), tuple(map(str.isupper, text)), text


def _word_key(word: str) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    if word[0].isdecimal():
        figures = word.lstrip("0")
        return 0, (len(figures), *map(ord, figures)), ()
    letters: list[str] = []
    marks: list[int] = []
    for character in word.lower():
        if not unicodedata.combining(character):
            letters.append(character)
        elif letters and (marked := nfc(letters[-1] + character)) in _ALPHABET:
            letters[-1] = marked
        else:
            marks.append(_TONE_ORDER.get(character, ord(character)))
    return 1, tuple(_ALPHABET.get(letter, ord(letter)) for letter in letters), tuple(marks)
