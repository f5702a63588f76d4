"""Numbers that are no figures: those of documents, classes, clauses and ranks belong to a name."""

from __future__ import annotations

import re

from assistant.language.diacritics import is_syllable
from assistant.language.lexicon import load_lexicon, words
from assistant.registers.amounts import measured

_CAPITALISED = re.compile(r"(?<!\w)([A-Z][a-z]+)[\s-]+$")
_FROM = re.compile(r"(?<![\w.,])\d[\d.,]*\s?[-–]\s?$")
_LONGEST = 4  # words of a name before its number: "chương trình hành động số"


def belongs_to_name(text: str, start: int, end: int) -> bool:
    """Whether the number at a place of a text is part of a name: "Nghị quyết số 57", "lớp 12", "mô hình 2 cấp", "Next 1.000"."""
    lexicon = load_lexicon()
    if first := _FROM.search(text, 0, start):  # "giai đoạn 2-3"
        start = first.start()
    if text[end : end + 1].isalpha():
        return True  # "1A", "4G"
    before, after = words(text[:start])[-_LONGEST:], words(text[end:])[:_LONGEST]
    if any(" ".join(after[:n]) in lexicon.uncounted_after for n in (1, 2, 3)):
        return True
    behind, lasts = text[end:], {" ".join(before[-n:]) for n in range(1, _LONGEST + 1)}
    if not lasts.isdisjoint(lexicon.uncounted):
        return not measured(behind)
    alone = follows_name(text[:start]) or not lasts.isdisjoint(lexicon.uncounted_alone)
    return alone and not measured(behind, counted=True)


def follows_name(before: str) -> bool:
    """Whether a capitalised word that is no syllable of Vietnamese stands last: "Next"."""
    word = _CAPITALISED.search(before)
    return word is not None and not is_syllable(word[1].lower())
