"""One spelling for texts that say the same: letter forms, case, blanks, dashes, quotation marks, markdown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_THOUSANDS = re.compile(r"(?<=\d)\u00a0(?=\d{3}(?!\d))")  # "2 400" with a no-break space is 2.400
_QUOTATION_MARKS = re.compile("[\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a]")
_MARKER = re.compile(r"\s?\[(\d+)\](?:\([^)\s]*(?:\s\"[^\"]*\")?\))?")
_MARKDOWN = re.compile(r"[*`|]|^\s*#+\s|^\s*>\s|\\(?=[\[\]_*])", re.MULTILINE)
_ENUMERATOR = re.compile(r"^\s*(?:[-+•]\s+|\d{1,3}[.)]\s+|[a-zđ]\)\s+)+", re.MULTILINE)
# "hoà" and "hòa", "thuỷ" and "thủy": the tone goes to the first vowel, after q the u is no vowel
_TONE_PAIRS = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)
_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_TONE_PAIRS)})(?!\w)", re.IGNORECASE)
# "tỷ lệ" and "tỉ lệ", "kỹ" and "kĩ"
_FINAL_Y = re.compile(r"(?<!\w)([hklmst])([yỳýỷỹỵ])(?!\w)", re.IGNORECASE)
_Y_TO_I = str.maketrans("yỳýỷỹỵYỲÝỶỸỴ", "iìíỉĩịIÌÍỈĨỊ")


def _place_tone(match: re.Match[str]) -> str:
    found = match.group()
    placed = _TONE_PAIRS[found.lower()]
    return "".join(
        letter.upper() if old.isupper() else letter for letter, old in zip(placed, found, strict=True)
    )


@lru_cache(maxsize=20_000)
def tidy(text: str) -> str:
    """The text in NFC with one kind of dash, quotation mark, blank and tone placement; case is kept."""
    text = unicodedata.normalize("NFC", text)
    text = _QUOTATION_MARKS.sub('"', _DASHES.sub("-", text))
    text = _TONE.sub(_place_tone, text)
    text = _FINAL_Y.sub(lambda match: match[1] + match[2].translate(_Y_TO_I), text)
    return " ".join(_THOUSANDS.sub(".", text).split())


def normalise(text: str) -> str:
    """`tidy` in lower case: two texts that say the same in other letters become equal."""
    return tidy(text).lower()


def fold(text: str) -> str:
    """`normalise` without diacritics, đ as d."""
    decomposed = unicodedata.normalize("NFD", normalise(text).replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def markers(text: str) -> list[int]:
    """The numbers of the citation markers [1] in the text, in order."""
    return [int(match[1]) for match in _MARKER.finditer(text)]


def plain(text: str) -> str:
    """Markdown as a reader sees it: without citation markers, emphasis, table rules and list numbers."""
    return _ENUMERATOR.sub("", _MARKDOWN.sub(" ", _MARKER.sub("", text)))


def contains_phrase(text: str, phrase: str) -> bool:
    """Whether `phrase` stands in `text` as whole words, both normalised."""
    needle = normalise(phrase)
    return bool(needle) and re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", normalise(text)) is not None
