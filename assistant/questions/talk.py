"""Turns that ask nothing of the documents: greetings, thanks, "what can you do?", "are you sure?", "write a letter", garbage.

What is such a turn is data: `vocabulary/talk.toml`; of what none of its phrases tells a classifier does. None of them is what a
follow-up follows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Any

from assistant.language.diacritics import Restorer
from assistant.language.english import is_english
from assistant.language.lexicon import Phrases, find_phrases, load_lexicon, words
from assistant.language.patterns import GappedPhrases, has_gap
from assistant.language.places import as_typed, find_places
from assistant.language.text import clean, fold, has_diacritics, place_tones
from assistant.language.vocabulary import VOCABULARY
from assistant.messages.phrases import Language
from assistant.questions.about import read_facts
from assistant.questions.acts import classify
from assistant.questions.asides import without_asides
from assistant.questions.corrections import names_another
from assistant.questions.documents import names_kind
from assistant.questions.doubts import asks_itself, doubts_by_figure
from assistant.questions.ellipsis import asks_mention
from assistant.questions.forms import read_form
from assistant.questions.garbage import is_garbage
from assistant.questions.introductions import introduces
from assistant.questions.lead_ins import without_lead_in
from assistant.questions.phrasebook import Entry, Phrasebook, written_out
from assistant.questions.references import asks_first, names_subject
from assistant.questions.remaining import remaining
from assistant.questions.remarks import PIECE_END, read_remark
from assistant.questions.several import goes_on_with
from assistant.types import Act, Query, Turn

_LONGEST = 25  # words of a turn that may be talk
_LONGEST_REQUEST = 40  # words of one that says what it wants written, translated, …
_LONGEST_ENDING = 120  # characters of what is said behind a question
_MOST_ENDINGS = 5  # things said there: "giúp em với ạ, cảm ơn nhé"
_WORD = re.compile(r"[^\W\d_]+")
_GRATEFUL: tuple[Act, ...] = ("thanks", "praise")
_LONGEST_NAME = 3  # words that name a document: "kế hoạch này"
_LONGEST_THANKS = 12  # words behind thanks that ask nothing
# Where what is said behind a question may begin: behind punctuation, a dash, or the "ạ" that ends a question.
_STOP = re.compile(r"[,.!?;…\n]+\s*|\s[-–]\s|(?<=\s[ạaẠA])\s")
_EVERYBODY = ("abilities", "praise", "farewell", "thanks", "greeting", "acknowledgement")
_BESIDE: tuple[tuple[Act, Act], ...] = (("challenge", "locate"), ("locate", "issuer"))
_SENTENCE = re.compile(r"[.?!,;…\n]+\s*")
_REMARK = re.compile(r"(?<=[^\W\d_][.!…])\s+(?=\S)")
_OF_ITSELF: tuple[Act, ...] = ("documents", "abilities", "citing", "exporting", "freshness", "identity", "general", "drafting",
    "translating", "opinion", "prediction", "personal", "legal", "acting")  # acts that need no turn before them  # fmt: skip
_AROUND = (None, "greeting", "thanks", "praise", "acknowledgement")  # acts that stand around what is wanted


@dataclass(frozen=True, slots=True)
class Talk:
    """What a turn is, and the language to reply in."""

    act: Act
    language: Language
    also: Act | None = None  # "chắc không? nguồn đâu": what is answered beside it


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((VOCABULARY / "talk.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> list[tuple[GappedPhrases, Act, Language]]:
    """The phrases with gaps of each act, in the order of their ranks."""
    data = _data()
    names, asks = data["stands_for"], [*data["asks"]["vi"], *data["asks"]["en"]]
    made: list[tuple[GappedPhrases, Act, Language]] = []
    for act, row in data["acts"].items():
        for language in ("vi", "en"):
            if phrases := list(filter(has_gap, row[language])):
                made.append((GappedPhrases(phrases, names, asks), act, language))
        if marked := row.get("marked"):
            made.append((GappedPhrases(marked, names, asks, bare=False), act, "vi"))
    return made


@cache
def _book() -> Phrasebook:
    """The phrases without gaps of all acts and of courtesy."""
    data = _data()
    rows = ((None, data["courtesy"]), *data["acts"].items())
    languages: tuple[Language, ...] = ("vi", "en")
    phrases = [
        (phrase, act, language)
        for act, row in rows
        for language in languages
        for phrase in row[language]
        if not has_gap(phrase)
    ]
    return Phrasebook(phrases, data["stands_for"])


@cache
def _ranks() -> dict[Act, int]:
    return {act: rank for rank, act in enumerate(_data()["acts"])}


@cache
def _spoken() -> Restorer:
    """The words of talk."""
    said = (phrase for row in _data()["acts"].values() for phrase in (*row["vi"], *row["en"], *row["read"]))
    return Restorer.learn([re.sub(r"\{\w+\}", "|", phrase) for phrase in said])


def read_talk(
    text: str, known: Restorer, history: Sequence[str] = (), page: Language | None = None, part: bool = False
) -> Talk | None:
    """What a turn is that asks nothing of the documents; None for a question.

    `known`: the words of the documents. "help" and "ok" are said by everybody, so they are answered in the language of the
    turn before them, at the beginning in that of the page; with a Vietnamese word beside them ("hi ad") in Vietnamese.
    `part`: it stands beside questions in one turn, and asks too, unless phrases tell otherwise or it speaks to the assistant.
    """
    form = read_form(text) if history else None
    if form and form.form.language and not form.rest:  # "in English please" asks for no translation
        return Talk("shorten", "en" if is_english(text) else "vi")
    if history and doubts_by_figure(text, _phrase_act, _asking()):
        return Talk("challenge", "en" if is_english(text) else "vi")
    if history and remaining(text) is not None:
        return Talk("continue", "en" if is_english(text) else "vi")
    spoken: Language | None = ("en" if is_english(history[-1]) else "vi") if history else None
    for written in dict.fromkeys([text, _without_shorthand(text)]):
        if talk := _entered(written, spoken or page or "en") or _requested(written):
            means = talk.act == "locate" and history and _of_means(text, history[-1])
            itself = talk.act == "challenge" and asks_itself(text, _is_talk, answered=bool(history))
            document = talk.act == "issuer" and not history and names_kind(text)
            return None if means or itself or document else talk
    if form and not form.rest:
        return Talk("shorten", "en" if is_english(text) else "vi")
    if introduces(text, _is_talk) and not ("?" in text and _behind_remarks(text)):
        return Talk("greeting", "en" if is_english(text) else "vi")
    if remark := read_remark(text, _is_talk):
        return Talk(remark, "en" if is_english(text) else "vi")
    guesses = not part or bool(find_phrases(words(text), Phrases(_data()["stands_for"]["thou"])))
    if is_garbage(text, known, first=guesses and not history):
        told = None if is_garbage(text, _spoken(), first=True) else _told(text, answered=bool(history))
        return told or Talk("unclear", page or spoken or "vi")
    if _only_thanks(text):
        return Talk("thanks", "en" if is_english(text) else "vi")
    guessed = _told(text, answered=part or bool(history)) if guesses else None
    return guessed or _behind_remarks(text)


def _of_means(text: str, before: str) -> bool:
    """Whether "lấy từ đâu?" asks where money and the like come from, which the question before was about."""
    sources = _data()["sources"]
    asked = find_phrases(list(map(fold, words(text))), Phrases(map(fold, sources["takes"])))
    return bool(asked and find_phrases(words(before), Phrases(sources["money"])))


def from_own_body(text: str, history: Sequence[str | Turn]) -> str:
    """A question with the body that its asker is of in place of "sở mình", where an earlier turn says which that is."""
    return without_lead_in(text, [clean(Turn.of(turn).question) for turn in history], _is_talk)


def _is_talk(text: str) -> bool:
    return bool(_entries(text))


@cache
def _asking() -> Phrases:
    return Phrases(fold(word) for row in ("vi", "en") for word in _data()["asks"][row])


def _only_thanks(text: str) -> bool:
    """Whether a turn opens with thanks or praise and asks nothing behind them: "ok, cảm ơn, đỡ mất công tra"."""
    pieces = [piece for piece in PIECE_END.split(text) if words(piece)]
    made = list(takewhile(bool, (_entries(piece) for piece in pieces)))
    acts = {entry.act for entries in made for entry in entries} - {None}
    said = words(" ".join(pieces[len(made) :]))
    if not acts & set(_GRATEFUL) or not acts <= {*_GRATEFUL, "acknowledgement"} or "?" in text:
        return False
    if not said or len(said) > _LONGEST_THANKS:
        return False
    folded = list(map(fold, said))
    wants = find_phrases(folded, Phrases([*map(fold, _data()["around"]["wants"])]))
    return not (find_phrases(folded, _asking()) or wants or find_places(text) or re.search(r"\d", text))


def _told(text: str, *, answered: bool) -> Talk | None:
    """What the classifier takes a turn for, whole or without the talk around it; None for a question."""
    facts = read_facts(text)
    of_it = facts and (names_subject(text) or find_phrases(words(facts.rest), load_lexicon().anaphora))
    of_document = facts and (not facts.rest or (of_it and len(words(facts.rest)) <= _LONGEST_NAME))
    leans = answered and (names_another(text) or goes_on_with(text))  # "của Sơn La cơ", "thế còn GIS"
    if asks_first(text) or of_document or leans or asks_mention(text):
        return None
    language: Language = "en" if is_english(text) else "vi"
    acts = set(map(_act_of, filter(None, _SENTENCE.split(text)))) if answered else set()
    for main, also in _BESIDE:
        if {main, also} <= acts:
            return Talk(main, language, also)
    for said in dict.fromkeys([text, without_talk(text)]):
        act = classify(said, answered=answered)
        of_another = act == "shorten" and names_subject(said)  # "tóm tắt bài đó" is about that
        if act and not (of_another or (act == "locate" and set(_data()["sources"]["of"]) & set(words(said)))):
            return Talk(act, language)
    return None


def _behind_remarks(text: str) -> Talk | None:
    """What the last sentence of a turn wants that only tells something before it: "Em mới về phòng. Bạn giúp được gì?"."""
    *remarks, last = _REMARK.split(text)
    if not remarks or find_phrases(list(map(fold, words(" ".join(remarks)))), _asking()):
        return None
    language: Language = "en" if is_english(last) else "vi"
    act = _phrase_act(last) or classify(last, answered=False)
    return Talk(act, language) if act in _OF_ITSELF else None


def _act_of(text: str) -> Act | None:
    """The act of one sentence among several, behind an answer."""
    return _phrase_act(text) or classify(text, answered=True)


def _phrase_act(text: str) -> Act | None:
    """The act of a text that phrases tell."""
    return talk.act if (talk := _entered(text, "vi") or _requested(text)) else None


def _without_shorthand(text: str) -> str:
    """A turn with the shorthand of chats written out: "hok hỉu"."""
    return _WORD.sub(lambda typed: _data()["shorthand"].get(typed.group().lower(), typed.group()), text)


def _entered(text: str, spoken: Language) -> Talk | None:
    """The act of a turn that phrases and words of courtesy make up; `spoken`: the language to reply in to words of everybody."""
    entries = _entries(text)
    acts = [entry.act for entry in entries if entry.act]
    if not acts:
        return None
    act = min(acts, key=_ranks().__getitem__)
    also: Act | None = None
    if act == "locate" and "challenge" in acts:
        act, also = "challenge", "locate"
    if any(entry.language == "vi" for entry in entries):
        return Talk(act, "vi", also)
    everybody = act in _EVERYBODY and len(words(text)) == 1  # that one word of English may be
    return Talk(act, "en" if is_english(text) and not everybody else spoken, also)


def without_talk(text: str) -> str:
    """A question without the talk and the asides it opens and ends with: "ok còn Huế?", "Sở Y tế làm gì ạ, cảm ơn anh chị".

    At the opening, punctuation or a word that goes on tells them apart; at the end punctuation, or what only talk ends with.
    """
    starts = [found.end() for found in _opening(english=is_english(text)).finditer(fold(text))]
    start = next((end for end in reversed(starts) if any(e.act for e in _entries(text[:end]))), 0)
    question = text[start:]
    for _ in range(_MOST_ENDINGS):
        shorter = _without_ending(question)
        if not shorter or not words(shorter):
            break
        question = shorter
    return without_asides(question)


@cache
def _opening(*, english: bool) -> re.Pattern[str]:
    """Where a question may begin behind talk; `english`: in an English turn, whose "the" is no "thế"."""
    phrases = (*_data()["around"]["begins"], *load_lexicon().follow_up)
    going_on = _any_of([fold(phrase) for phrase in phrases if not english or phrase.isascii()])
    return re.compile(rf"[,.!;:]\s+(?=\w)|\s(?=(?:{going_on})\s)")


def _without_ending(text: str) -> str | None:
    """A question without the last thing said behind it; None where there is none."""
    for stop in _STOP.finditer(text, max(0, len(text) - _LONGEST_ENDING)):
        if {entry.act for entry in _entries(text[stop.end() :])} & set(_data()["around"]["closing"]):
            return text[: stop.start()] + ("?" if "?" in text[stop.start() :] else "")
    bare = not has_diacritics(text)
    ending = _endings(bare=bare).search(fold(text) if bare else place_tones(text).lower())
    if ending is None or (text[slice(*ending.span("said"))].isupper() and not text.isupper()):
        return None  # "nhóm A"
    kept = _kept_behind().get(ending["said"])
    if kept and kept.search(fold(text[: ending.start()])):
        return None
    return text[: ending.start()] + ("?" if "?" in ending["after"] else "")


@cache
def _endings(*, bare: bool) -> re.Pattern[str]:
    """What ends a question behind no punctuation; `bare`: in a question without diacritics."""
    around = _data()["around"]
    said = [end for phrase in around["ends"] for end in written_out(phrase, _data()["stands_for"])]
    said = [fold(end) for end in said] if bare else said + around["ends_with_diacritics"]
    return re.compile(rf"[\s,;]+(?P<said>{_any_of(said)})(?P<after>[\s?.!…,;]*)$")


@cache
def _kept_behind() -> dict[str, re.Pattern[str]]:
    """The endings without diacritics that may be other words -> what they are such words behind."""
    ends: dict[str, list[str]] = _data()["around"]["ends"]
    return {
        fold(end): re.compile(rf"(?<!\w)(?:{_any_of([fold(word) for word in behind])})$")
        for end, behind in ends.items()
        if behind
    }


def _any_of(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _entries(text: str) -> Sequence[Entry]:
    """The entries that a turn is made of, the longest first at each place; none where it holds anything else."""
    typed = words(text)
    if len(typed) > _LONGEST:
        return ()
    folded = list(map(fold, typed))
    made: list[tuple[Entry, ...] | None] = [None] * len(typed) + [()]
    for start in reversed(range(len(typed))):
        for end, entries in sorted(_book().begun(folded, start).items(), reverse=True):
            rest, said = made[end], " ".join(typed[start:end])
            meant = [e for e in entries if _is_typed(said, text, e.written)]
            # "hay" is praise before it is "hãy" without its mark.
            entry = next((e for e in meant if e.written.lower() == said), meant[0] if meant else None)
            if rest is not None and entry is not None:
                made[start] = (entry, *rest)
                break
    return made[0] or ()


def _requested(text: str) -> Talk | None:
    """What a turn wants by a phrase with gaps, behind and before greetings and words of courtesy; None for a question."""
    typed = words(text)
    if len(typed) > _LONGEST_REQUEST:
        return None
    starts, ends = _around(typed, text)
    for start in sorted(starts):
        for end in sorted(ends, reverse=True):
            said = "".join(f" {word}" for word in typed[start:end])
            for phrases, act, language in _patterns():
                if phrases.matches(said):
                    return Talk(act, language)
    return None


def _around(typed: Sequence[str], text: str) -> tuple[set[int], set[int]]:
    """Where what is wanted may begin and end: behind and before any number of words of courtesy, greetings and thanks."""
    folded, longest = list(map(fold, typed)), _book().longest
    begun = [_book().begun(folded, start) for start in range(len(typed))]

    def is_around(start: int, end: int) -> bool:
        said = " ".join(typed[start:end])
        return fold(said) not in _asking() and any(
            entry.act in _AROUND and _is_typed(said, text, entry.written)
            for entry in begun[start].get(end, ())
        )

    oneself = _data()["around"]["of_oneself"]
    of_oneself = {*oneself, *map(fold, oneself)}
    starts, ends = {0}, {len(typed)}
    for here in range(len(typed)):
        if here in starts:
            reach = range(here + 1, min(here + longest, len(typed) - 1) + 1)
            starts |= {end for end in reach if is_around(here, end) and typed[end - 1] not in of_oneself}
    for here in range(len(typed), 0, -1):
        if here in ends:
            ends |= {start for start in range(max(1, here - longest), here) if is_around(start, here)}
    return starts, ends


def _is_typed(said: str, text: str, written: str) -> bool:
    """Whether words may stand for a phrase: with its marks or none, and with its capitals."""
    capitals = (word for word in written.split() if word.isupper())
    return as_typed(said, (written,)) and all(word in text for word in capitals)


def as_query(text: str, talk: Talk) -> Query:
    """A turn that asks nothing, as what was understood of it."""
    return Query(text, text, text, talk.language, "open", (), act=talk.act, also=talk.also)
