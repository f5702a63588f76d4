"""Words that stand for something in the turns before ("tỉnh kia", "giai đoạn sau"), by `conversation.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.lexicon import Phrases, find_phrases, load_lexicon, words
from assistant.language.text import fold, has_diacritics
from assistant.questions.corrections import any_of, as_compared, conversation
from assistant.types import Query


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry: what its words stand for, and how they are found."""

    stands_for: str
    which: str
    pattern: re.Pattern[str]


def _guarded(entry: dict[str, Any], core: str, *, bare: bool) -> str:
    """The pattern of an entry's words, but for the words beside which they mean something else."""
    pattern = rf"(?<![^\W_])(?:{core})(?![^\W_])"
    if after := entry.get("never_after"):
        pattern = (
            "".join(rf"(?<!(?<![^\W_]){re.escape(as_compared(w, bare=bare))} )" for w in after) + pattern
        )
    if only := entry.get("only_before"):
        pattern += rf"(?=\s+(?:{any_of(only, bare=bare)})(?![^\W_]))"
    if before := entry.get("never_before"):
        pattern += rf"(?!\s+(?:{any_of(before, bare=bare)})(?![^\W_]))"
    return pattern


def _core(entry: dict[str, Any], *, bare: bool) -> str:
    data = conversation()
    if entry["stands_for"] == "item":
        nouns, ordinals = any_of(entry["nouns"], bare=bare), any_of(list(data["ordinals"]), bare=bare)
        # English puts the ordinal first; "đầu việc" is no first one.
        english = any_of([said for said in data["ordinals"] if said.isascii()], bare=bare)
        return (
            rf"(?P<noun>{nouns})\s+(?:(?P<ordinal>{ordinals})"
            rf"|(?:(?:{any_of(['thứ', 'số'], bare=bare)})\s+|(?<={as_compared('ý', bare=bare)} ))(?P<number>\d{{1,2}}))"
            rf"|(?:the\s+)?(?P<ordinal_en>{english})\s+(?P<noun_en>{nouns})"
            rf"|(?P<alone>{ordinals})\s+(?:{any_of(['là', 'thì là'], bare=bare)})\s+(?:{any_of(entry['asks'], bare=bare)})"
            rf"|(?<={as_compared('còn', bare=bare)} )(?P<only>{ordinals})(?=[\s?.!…]*$)"
        )
    if entry["stands_for"] == "undertaking":
        nouns = any_of(entry["nouns"], bare=bare)
        return (
            rf"(?P<noun>{nouns})\s+(?:{any_of(entry['marks'], bare=bare)})"
            rf"|(?:{any_of(entry['marks_before'], bare=bare)})\s+(?P<noun_en>{nouns})"
            rf"|(?:{any_of(entry['among'], bare=bare)}),?\s+(?:cái\s+|cai\s+|the\s+)?(?P<noun_of>{nouns})"
        )
    count = rf"(?P<n>\d{{1,2}}|{any_of(list(data['counts']), bare=bare)})"
    counting = [said for said in entry["says"] if "{n}" in said]
    plain = any_of([said for said in entry["says"] if "{n}" not in said], bare=bare)
    if not counting:
        return plain
    spelled = any_of(counting, bare=bare).replace(r"\{n\}", "{n}").split("|")
    return "|".join(
        [
            "(?:"
            + "|".join(s.replace("{n}", count.replace("?P<n>", f"?P<n{i}>")) for i, s in enumerate(spelled))
            + ")",
            plain,
        ]
    )


@cache
def _rules(*, bare: bool) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            entry["stands_for"],
            entry["which"],
            re.compile(_guarded(entry, _core(entry, bare=bare), bare=bare)),
        )
        for entry in conversation()["references"]
    )


def points_back(text: str) -> bool:
    """Whether a turn has words that stand for something before it."""
    return next(find_references(text), None) is not None


def points_into_list(text: str) -> bool:
    """Whether a turn asks for an item of the list before it; the next may ask for another item of that."""
    return any(rule.stands_for == "item" for rule, _ in find_references(text))


def names_subject(text: str) -> bool:
    """Whether a turn points to a document or a person, so that it is about these and not about what was asked of them."""
    return any(rule.stands_for in ("document", "person") for rule, _ in find_references(text))


def asks_office(text: str) -> bool:
    """Whether a turn asks what office a person holds."""
    bare = not has_diacritics(text)
    says = any_of(conversation()["held_office"]["says"], bare=bare)
    return re.search(rf"(?<![^\W_])(?:{says})(?![^\W_])", as_compared(text, bare=bare)) is not None


def asks_first(text: str) -> bool:
    """Whether a turn wants the first question of the conversation answered again."""
    return goes_on_from_first(text) == ""


def goes_on_from_first(text: str) -> str | None:
    """What a turn asks behind "quay lại câu đầu tiên tôi hỏi:", nothing where that is all; None where it does not go back."""
    entry, bare = conversation()["first_question"], not has_diacritics(text)
    again, what, ends = (any_of(entry[name], bare=bare) for name in ("again", "says", "ends"))
    opening = rf"\W*(?:(?:{again})\s+)?(?:{what})(?:[\s,]+(?:{ends}))*(?:\W*$|\s*[:,;–-]\s+(?=\w))"
    compared = as_compared(text, bare=bare)
    found = re.match(opening, compared) if len(compared) == len(text) else None
    return text[found.end() :] if found else None


def find_references(text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """The entries that a text has words of, with the words."""
    bare = not has_diacritics(text)
    compared = as_compared(text, bare=bare)
    for rule in _rules(bare=bare) if len(compared) == len(text) else ():
        if found := rule.pattern.search(compared):
            yield rule, found


def spelled(said: str) -> str | None:
    """Words that point back, typed without diacritics, as their entry writes them; None where none has them as a whole."""
    entries = (phrase for entry in conversation()["references"] for phrase in entry["says"])
    phrases = (*entries, *load_lexicon().anaphora)
    return next((phrase for phrase in phrases if as_compared(phrase, bare=True) == said), None)


def name_entries(text: str) -> list[str]:
    """What the words of a turn stand for that point back; for tests of the entries."""
    return [f"{rule.stands_for} {rule.which}" for rule, _ in find_references(text)]


def position_of(found: re.Match[str]) -> int:
    """The position in a list that words say: from 1, from the end below 0; 0 for none."""
    if number := found.group("number"):
        return int(number)
    said = found.group("ordinal") or found.group("ordinal_en") or alone_ordinal(found)
    for written, position in conversation()["ordinals"].items():
        if said in (written, as_compared(written, bare=True)):
            return int(position)
    return 0


def alone_ordinal(found: re.Match[str]) -> str | None:
    """The ordinal that a turn says without a noun: "thứ sáu là cái nào", "còn thứ ba?"; None where it has one."""
    return found.group("alone") or found.group("only")


def count_of(said: str) -> int:
    """The number that a word says."""
    if said.isdigit():
        return int(said)
    for written, value in conversation()["counts"].items():
        if said in (written, as_compared(written, bare=True)):
            return int(value)
    return 1


def only_reads(text: str) -> bool:
    """Whether words ask for no more than that something is read out: "đọc nguyên văn cho tôi"."""
    said = words(fold(text))  # typed without diacritics, "noi ky hon" may have been given others
    read = find_phrases(said, _reading())
    return sum(end - start for start, end in read) == len(said)


@cache
def _reading() -> Phrases:
    return Phrases(" ".join(words(fold(phrase))) for phrase in conversation()["reading"]["says"])


def body_noun(said: str) -> str:
    """The noun of words that point back to a body: "sở" of "sở đó"."""
    return said if fold(said) in conversation()["body_nouns"] else said.split()[0]


def bodies_of(query: Query) -> tuple[str, ...]:
    """The bodies that a question names."""
    return (*query.agencies, *query.other_agencies)


def called(noun: str, bodies: Sequence[str]) -> tuple[str, ...]:
    """Of bodies those that a noun stands for, each once: "sở đó" is no school, "cơ quan đó" any of them."""
    openings = conversation()["body_nouns"].get(fold(noun))
    named = dict.fromkeys(bodies)
    if openings is None:
        return tuple(named)
    return tuple(name for name in named if fold(name).startswith(tuple(f"{said} " for said in openings)))
