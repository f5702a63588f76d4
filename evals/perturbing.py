"""The same questions as people mistype them; every variation of a question is always the same."""

from __future__ import annotations

import hashlib
import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from evals.records import Question

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_FOR_A_TYPO = 4
_WORDS_PER_TYPO = 6


def without_diacritics(text: str) -> str:
    """Every letter bare, case kept."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(x for x in decomposed if not unicodedata.combining(x)))


def half_without_diacritics(text: str) -> str:
    """Every second word bare."""
    words = _WORD.finditer(unicodedata.normalize("NFC", text))
    second = {match.start() for position, match in enumerate(words) if position % 2}
    return _WORD.sub(
        lambda match: without_diacritics(match.group()) if match.start() in second else match.group(),
        unicodedata.normalize("NFC", text),
    )


def decomposed(text: str) -> str:
    """NFD, as some systems send it."""
    return unicodedata.normalize("NFD", text)


def lower_case(text: str) -> str:
    """No capitals."""
    return text.lower()


def with_typos(text: str) -> str:
    """One letter swapped, dropped or doubled in every sixth word of four letters or more, at least in one."""
    text = unicodedata.normalize("NFC", text)
    chance = random.Random(hashlib.sha256(text.encode()).digest())
    long_words = [match for match in _WORD.finditer(text) if len(match.group()) >= _LETTERS_FOR_A_TYPO]
    if not long_words:
        return text
    chosen = chance.sample(long_words, max(1, len(long_words) // _WORDS_PER_TYPO))
    for match in sorted(chosen, key=lambda match: match.start(), reverse=True):
        word = match.group()
        position = chance.randrange(1, len(word) - 1)
        first, second = word[position], word[position + 1]
        kind = chance.choice(["swap", "drop", "double"])
        changed = {"swap": second + first, "drop": second, "double": first + first + second}[kind]
        text = text[: match.start()] + word[:position] + changed + word[position + 2 :] + text[match.end() :]
    return text


VARIATIONS: dict[str, Callable[[str], str]] = {
    "no_diacritics": without_diacritics,
    "half_diacritics": half_without_diacritics,
    "decomposed": decomposed,
    "lower_case": lower_case,
    "typos": with_typos,
}


def vary(questions: tuple[Question, ...], variation: str) -> list[Question]:
    """The answerable Vietnamese questions that have diacritics, in the variation."""
    change = VARIATIONS[variation]
    return [
        replace(question, turns=tuple(map(change, question.turns)))
        for question in questions
        if question.answerable
        and question.language == "vi"
        and any(without_diacritics(turn) != turn for turn in question.turns)
    ]
