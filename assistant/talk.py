"""Turns that ask nothing of the documents: greetings, thanks, "what can you do?", "which documents are there?", garbage.

What is such a turn is data: `data/talk.toml`. None of them is searched for, cites anything, or is what a follow-up follows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.drafting import Draft
from assistant.english import is_english
from assistant.lexicon import load_abbreviations, load_lexicon, words
from assistant.messages import say as say_on_page
from assistant.phrases import Language, say
from assistant.places import as_typed
from assistant.registers.bodies import is_group
from assistant.settings import PACKAGE
from assistant.text import fold
from assistant.types import Catalog, Document

Act = Literal[
    "documents", "abilities", "identity", "farewell", "thanks", "greeting", "acknowledgement", "unclear"
]
_LONGEST = 25  # words of a turn that may be talk
_LISTED = 10  # documents that are named
_LONGEST_EXAMPLE = 110  # characters of a question that is suggested
_WORD = re.compile(r"[^\W\d_]+")
# What fingers leave on a keyboard: no vowel, one letter three times, five consonants or four neighbouring keys in a row.
_NOISE = re.compile(r"[^aeiouy]+|.*(?:(.)\1\1|[^aeiouy]{5}).*")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = frozenset(run[n : n + 4] for row in _ROWS for run in (row, row[::-1]) for n in range(len(row) - 3))


@dataclass(frozen=True, slots=True)
class Talk:
    """What a turn is, and the language to reply in."""

    act: Act
    language: Language


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase of an act; of none, where it is a word of courtesy."""

    written: str
    act: Act | None
    language: Language


@cache
def _table() -> tuple[dict[str, list[_Entry]], dict[Act, int], int]:
    """(the entries by their folded phrase, the acts' ranks, the number of words of the longest phrase)."""
    data = tomllib.loads((PACKAGE / "data" / "talk.toml").read_text(encoding="utf-8"))
    entries = [_Entry(phrase, None, "vi") for phrase in data["courtesy"]]
    entries += [_Entry(phrase, None, "en") for phrase in data["courtesy_english"]]
    for act, row in data["acts"].items():
        for language in ("vi", "en"):
            for phrase in row[language]:
                called = data["you"] if "{you}" in phrase else [""]
                entries += [_Entry(phrase.replace("{you}", you), act, language) for you in called]
    by_phrase: dict[str, list[_Entry]] = {}
    for entry in entries:
        by_phrase.setdefault(fold(" ".join(words(entry.written))), []).append(entry)
    longest = max(phrase.count(" ") + 1 for phrase in by_phrase)
    return by_phrase, {act: rank for rank, act in enumerate(data["acts"])}, longest


def read_talk(text: str, known: Collection[str], history: Sequence[str] = ()) -> Talk | None:
    """What a turn is that asks nothing of the documents; None for a question.

    `known`: folded words that mean something, however they look. "ok" and "thanks" are said by everybody, so they are
    answered in the language of the turn before them where there is one.
    """
    typed = words(text)
    spoken: Language | None = ("en" if is_english(history[-1]) else "vi") if history else None
    if len(typed) <= _LONGEST:
        _, ranks, _ = _table()
        acts = [entry for entry in _entries(typed) if entry.act]
        first = min(acts, key=lambda entry: ranks[entry.act], default=None)  # type: ignore[index]
        if first and first.act:
            everybody = first.language == "en" and not is_english(text)
            return Talk(first.act, spoken or "en" if everybody else first.language)
    if _is_unclear(text, known):
        return Talk("unclear", spoken or "vi")
    return None


def without_talk(text: str) -> str:
    """A turn without the talk it opens with, where punctuation or a word that goes on tells them apart: "ok còn Huế?"."""
    ends = [found.end() for found in _opening().finditer(fold(text))]
    return next(
        (text[end:] for end in reversed(ends) if any(e.act for e in _entries(words(text[:end])))), text
    )


@cache
def _opening() -> re.Pattern[str]:
    data = tomllib.loads((PACKAGE / "data" / "talk.toml").read_text(encoding="utf-8"))
    begins = [*data["begins"], *load_lexicon().follow_up]
    going_on = "|".join(re.escape(fold(phrase)) for phrase in begins)
    return re.compile(rf"[,.!;:]\s+(?=\w)|\s(?=(?:{going_on})\s)")


def _entries(typed: list[str]) -> Sequence[_Entry]:
    """The entries that a turn is made of, the longest first at each place; none where it holds anything else."""
    by_phrase, _, longest = _table()
    made: list[tuple[_Entry, ...] | None] = [None] * len(typed) + [()]
    for start in reversed(range(len(typed))):
        for end in range(min(start + longest, len(typed)), start, -1):
            rest, said = made[end], " ".join(typed[start:end])
            entry = next((e for e in by_phrase.get(fold(said), ()) if as_typed(said, (e.written,))), None)
            if rest is not None and entry is not None:
                made[start] = (entry, *rest)
                break
    return made[0] or ()


def _is_unclear(text: str, known: Collection[str]) -> bool:
    """Whether a turn holds nothing that could be meant: no word, a single letter, keys at random."""
    typed = _WORD.findall(text)
    if not typed:
        return not re.search(r"\d", text)
    if len(typed) == 1 and len(typed[0]) == 1:
        return not re.search(r"\d", text)
    return all(_is_noise(word, known) for word in typed)


def _is_noise(typed: str, known: Collection[str]) -> bool:
    word = fold(typed)
    if word in known or word in load_abbreviations()[1] or (typed.isupper() and len(typed) > 1):
        return False
    if len(word) > 2 and any(word in row for row in _ROWS):
        return True
    return bool(_NOISE.fullmatch(word)) or any(word[n : n + 4] in _KEYS for n in range(len(word) - 3))


def reply(talk: Talk, catalog: Catalog, *, allowed: frozenset[str] = frozenset()) -> Draft:
    """What is said to a turn that asks nothing of the documents; `allowed` bounds the documents, all when empty."""
    documents = [document for document in catalog.documents if not allowed or document.id in allowed]
    draft, language = Draft({}), talk.language
    draft.add(say(f"talk_{talk.act}", language, count=len(documents)), kind="framing")
    if talk.act == "documents":
        for document in documents[:_LISTED]:
            draft.add(_described(document, language), kind="framing", bullet=True)
        if (more := len(documents) - _LISTED) > 0:
            draft.add(say("talk_more_documents", language, count=more), kind="framing", bullet=True)
    elif talk.act in ("abilities", "unclear"):
        for question in _examples(catalog, documents, language):
            draft.add(question, kind="framing", bullet=True)
    if talk.act == "abilities":
        draft.add(say("talk_how", language), kind="framing")
    return draft


def _described(document: Document, language: Language) -> str:
    """A document's title, with its number, place and date where they are known and the title does not name them."""
    number, date = document.number, document.date
    if date and language == "vi":
        date = "/".join(reversed(date.split("-")))
    facts = [
        say("talk_number", language, number=number) if number and number not in document.title else "",
        document.place if document.place and document.place not in document.title else "",
        say("talk_date", language, date=date) if date and date not in document.title else "",
        say_on_page("press_digest", language) if document.tier == "press" else "",
    ]
    about = ", ".join(filter(None, facts))
    return f"{document.title} ({about})" if about else document.title


def _examples(catalog: Catalog, documents: Sequence[Document], language: Language) -> list[str]:
    """A question for a list, for a body's duties, and for a deadline, from what the registers hold."""
    places = {document.id: document.place for document in documents}
    questions: list[str] = []
    for target in catalog.targets:
        years = re.findall(r"\d{4}", target.period or "")
        if (place := places.get(target.document_id)) and years and not target.unsure:
            questions.append(say_on_page("example_targets", language, place=place, period=years[-1]))
            break
    duties = [duty for duty in catalog.responsibilities if duty.document_id in places and not duty.unsure]
    for duty in (
        duties if language == "vi" else ()
    ):  # with a Vietnamese name in it, no question is read as English
        if not is_group(duty.agency) and len(duty.agencies) == 1:
            questions.append(say_on_page("example_agency", language, agency=duty.agency_name))
            break
    for duty in duties:
        if (place := places[duty.document_id]) and duty.recipient and re.search(r"\d", duty.deadline or ""):
            questions.append(say_on_page("example_deadline", language, place=place))
            break
    return [question for question in questions if len(question) <= _LONGEST_EXAMPLE]
