"""What a turn leaves to a noun or a pronoun: "nó" for what was named, "báo cáo đó" for what the last answer says of a report."""

from __future__ import annotations

import re
from functools import cache

from assistant.language.english import is_english
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics
from assistant.questions.before import Before
from assistant.questions.corrections import any_of, as_compared, conversation
from assistant.questions.ellipsis import FollowUp
from assistant.questions.rewriting import without_spans
from assistant.questions.shown import Shown
from assistant.questions.undertakings import name_behind, proper_name, undertaking_nouns
from assistant.types import Query

_LONGEST_NOUN = 3  # words
_LONGEST_SUBJECT = 6  # words before what is said of them


@cache
def _pronouns(*, bare: bool) -> re.Pattern[str]:
    data = conversation()["pronouns"]
    says, before = (any_of(data[name], bare=bare) for name in ("says", "never_before"))
    return re.compile(rf"(?<![^\W_])(?:{says})(?![^\W_])(?!\s+(?:{before})(?![^\W_]))")


def with_name(text: str, before: Before, own: Query) -> str | None:
    """A turn with the name of what "nó" stands for in its place; None where nothing was named, or it is of a document."""
    query = before.query
    if own.addresses or query.facts or query.summary or query.documents or query.addresses:
        return None
    bare = not has_diacritics(text)
    found = _pronouns(bare=bare).search(as_compared(text, bare=bare))
    if found is None or (name := _name_before(before)) is None:
        return None
    of = "'s" if found.group() == "its" else ""
    return f"{text[: found.start()]}{name}{of}{text[found.end() :]}"


def _name_before(before: Before) -> str | None:
    """The undertaking that the question before names, or that its answer calls so where the question asked for it."""
    text = before.query.text
    if name := proper_name(text) or before.named:
        return name
    data, said = conversation()["pronouns"], words(text)
    nouns = [noun for noun in undertaking_nouns() if find_phrases(said, [noun])]
    if not nouns and find_phrases(said, frozenset(data["defines"])):
        nouns = list(undertaking_nouns())
    shown = before.shown() if nouns else None
    for line in shown.lines[:1] if shown else ():
        for noun in nouns:
            name = name_behind(noun, line, bare=False)
            if name and name[len(noun) :].strip()[:1].isupper():
                return name
    return None


def of_noun_told(it: FollowUp) -> str | None:
    """The words of the one item of the last answer that says what a noun points to: "cái báo cáo đó"; None where none does."""
    nouns = list(_pointed_nouns(it.text))
    shown = it.shown() if nouns else None
    if shown is None:
        return None
    for noun in nouns:
        if find_phrases(words(it.context), [noun]):
            return None
        told = [item for item in _told(shown) if find_phrases(words(item), [noun])]
        if len(told) == 1:
            place = f" ({' và '.join(it.before.places)})" if it.before.places and not it.now.places else ""
            return f"{_opening(told[0])}{place}"
    return None


def _told(shown: Shown) -> list[str]:
    return [item.text for item in shown.items] or list(shown.lines)


def _opening(text: str) -> str:
    return " ".join(text.split()[: conversation()["pronouns"]["longest"]]).rstrip(" .,;:")


def _pointed_nouns(text: str) -> list[str]:
    """What stands before a word that points back, the longest first: "báo cáo" of "cái báo cáo đó"."""
    data, said, lexicon = conversation()["pronouns"], words(text), load_lexicon()
    at = next((n for n, word in enumerate(said) if word in data["marks"]), 0)
    nouns = [" ".join(said[at - length : at]) for length in range(min(_LONGEST_NOUN, at), 0, -1)]
    idle = frozenset([*data["idle"], *lexicon.stop])
    return [noun for noun in nouns if not find_phrases(noun.split(), idle)]


def without_communes(it: FollowUp) -> str:
    """A turn without the communes that every place has: "phường xã bên Lào Cai thì hạn nào"."""
    _, _, spans = it.reader.read_agencies(it.text)
    communes = frozenset(conversation()["communes"]["says"])
    return without_spans(
        it.text, [span for span in spans if communes.issuperset(words(it.text[slice(*span)]))]
    )


@cache
def _predicate(*, bare: bool) -> re.Pattern[str]:
    data = conversation()["pronouns"]
    says, opens, where = (any_of(data[name], bare=bare) for name in ("predicates", "opens", "where"))
    subject = rf"(?P<subject>[^\W\d]+(?:\s+[^\W\d]+){{0,{_LONGEST_SUBJECT - 1}}}?)"
    place = rf"(?:\s+(?:{where})(?:\s+[^\W\d]+){{1,5}}?)?"
    return re.compile(rf"\W*(?:(?:{opens})(?![^\W_])[\s,]+)*{subject}{place}\s+(?:{says})(?![^\W_])")


@cache
def _english_subject() -> re.Pattern[str]:
    data = conversation()["pronouns"]
    asks, behind = (any_of(data[name], bare=True) for name in ("auxiliaries", "behind_subject"))
    return re.compile(
        rf"\W*(?:\w+\s+){{1,3}}?(?:{asks})\s+(?P<subject>(?:the\s+)?[a-z]+(?:\s+[a-z]+)?)\s+(?:{behind})(?!\w)"
    )


def _subject(context: str) -> tuple[int, int] | None:
    """Where the subject of a question stands, without words that ask; None where it has none."""
    bare = not has_diacritics(context)
    compared = as_compared(context, bare=bare)
    found = (
        _english_subject().match(compared) if is_english(context) else _predicate(bare=bare).match(compared)
    )
    asks = frozenset(conversation()["several"]["asks"])
    if found is None or find_phrases(words(found["subject"]), asks):
        return None
    return found.span("subject")


def with_subject(context: str, meant: str) -> str | None:
    """The question before of another noun: "Trong đó thợ mộc cần gì?", "ý tôi là thợ nề" asks "Trong đó thợ nề cần gì?"."""
    at = _subject(context)
    if at is None or fold(context[slice(*at)]) == fold(meant):
        return None
    return f"{context[: at[0]]}{meant}{context[at[1] :]}"


def of_those_before(text: str, before: Before) -> str | None:
    """A turn with those of whom the question before asks in the place of "họ"; None where that names a body, or nobody."""
    query = before.query
    bare = not has_diacritics(text)
    they = any_of(conversation()["pronouns"]["they"], bare=bare)
    found = re.search(rf"(?<![^\W_])(?:{they})(?![^\W_])", as_compared(text, bare=bare))
    at = _subject(query.text)
    if found is None or at is None or is_english(query.text) != is_english(text) or query.with_bodies:
        return None
    said = query.text[slice(*at)]
    if query.agencies or query.other_agencies or find_places(said):
        return None
    return f"{text[: found.start()]}{said}{text[found.end() :]}"
