"""Follow-ups: a question that leans on the turns before it, rewritten so that it stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.values import name_periods
from assistant.messages.phrases import period_phrase
from assistant.types import Query


class Reader(Protocol):
    """What resolving needs of the understanding of single questions."""

    def parse(self, text: str) -> Query:
        """The query of a question that stands alone."""

    def document_names(self, text: str) -> list[tuple[int, int]]:
        """Where documents of the corpus are named by number."""

    def read_agencies(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
        """(known bodies, other bodies, their spans) that a text names."""


@dataclass(frozen=True, slots=True)
class _FollowUp:
    """A question and the one before it, as written and as read."""

    reader: Reader
    text: str
    context: str
    talked_of: Sequence[str]
    now: Query
    before: Query

    @property
    def own(self) -> Sequence[str]:
        """What it is about by its own words."""
        return self.now.focus_words

    @property
    def names_body(self) -> bool:
        """Whether it names a body."""
        return bool(self.now.agencies or self.now.other_agencies)

    @property
    def elliptic(self) -> bool:
        """Whether it leaves its subject to the question before."""
        whole = self.now.kind in ("list", "count") or (self.names_body and self.now.kind == "duties")
        return not self.own and not whole

    @property
    def subject(self) -> str:
        """The question before, without the documents that it names where this one names its own."""
        if self.now.documents or self.now.places:
            return _without(self.context, self.reader.document_names(self.context))
        return self.context


def resolve(reader: Reader, text: str, context: str, talked_of: Sequence[str]) -> tuple[str, str | None]:
    """A follow-up rewritten so that it stands alone, and a second reading where the first may not be meant.

    What brings a subject of its own only inherits the place; what brings none takes over the subject; in between,
    the evidence decides which reading holds.
    """
    before = reader.parse(context)
    text = _with_body(text, before)
    follow_up = _FollowUp(reader, text, context, talked_of, reader.parse(text), before)
    for rewrite in (_of_another_body, _about_a_comparison, _comparing, _elliptic, _of_another_document):
        if (rewritten := rewrite(follow_up)) is not None:
            return rewritten, None
    return _leaning(follow_up)


def _of_another_body(it: _FollowUp) -> str | None:
    """ "Còn Sở Tài chính?": the same of another body."""
    if it.names_body and not it.own and (it.before.agencies or it.before.other_agencies):
        return _replace_agency(it.reader, it.context, it.text)
    return None


def _about_a_comparison(it: _FollowUp) -> str | None:
    """ "Huế thấp hơn ở chỉ tiêu nào?": the sides and the period that were compared."""
    compared = it.before.kind == "compare" and it.before.places
    if it.now.aspect and compared and (it.now.registered or not it.before.focus_words):
        return _with_sides(it.text, it.now, it.before)
    return None


def _comparing(it: _FollowUp) -> str | None:
    """What compares takes its sides from what was talked of, and its subject where it brings none."""
    if it.now.kind != "compare":
        return None
    topic = _without_places(_topic(it.context))
    if not it.now.places and len(it.talked_of) > 1:
        about = it.text if len(it.own) > 1 else f"{it.text.rstrip(' ?.!')}: {topic}"
        return f"{about.rstrip(' ?.!')} ({' và '.join(it.talked_of)})"
    if len(it.now.places) > 1:
        return it.text
    if it.now.places and it.before.places and not it.own:
        sides = dict.fromkeys([*it.before.places, *it.now.places])
        return f"{_without_places(it.text).rstrip(' ?.!')}: {topic} ({' và '.join(sides)})"
    return None


def _elliptic(it: _FollowUp) -> str | None:
    """ "Còn Cần Thơ thì sao?": the same of another place or period."""
    asks_on = (it.now.places or it.now.periods) and it.now.kind in ("open", "value", "compare")
    if not (it.elliptic and asks_on):
        return None
    merged = _replace_periods(_replace_places(it.subject, it.now, it.before), it.text, it.now, it.before)
    if it.now.kind == "compare" and it.before.kind != "compare":
        return f"{it.text.rstrip(' ?.')}: {merged}"
    return merged


def _of_another_document(it: _FollowUp) -> str | None:
    """ "Còn quyết định 12?": the same of another document."""
    if not (it.elliptic and it.now.documents and it.now.kind == "open"):
        return None
    if it.now.addresses:
        return it.text
    return f"{_without_places(it.subject).rstrip(' ?.!')} ({_named_documents(it.reader, it.text)})"


def _leaning(it: _FollowUp) -> tuple[str, str | None]:
    """The subject of the question before, where this one has none; else its place, and the subject as a second reading."""
    text, now, before = it.text, it.now, it.before
    topic = _topic(it.subject)
    if now.places:
        topic = _without_places(topic)
    if now.periods:
        topic = _without_periods(topic)
    merged = f"{text.rstrip(' ?.!')}: {topic}"
    refers = bool(find_phrases(words(text), load_lexicon().anaphora))
    if it.elliptic or (refers and len(it.own) <= 3):
        return merged, None
    compares = "compare" in (now.kind, before.kind)
    if before.documents and not (now.documents or now.places) and not compares:
        text = f"{text.rstrip(' ?.!')} ({_named_documents(it.reader, it.context)})"
    inherits = not now.places and before.places and not compares
    if inherits:
        place = f"{'in' if now.language == 'en' else 'ở'} {' và '.join(before.places)}"
        text = f"{text.rstrip(' ?.!')} ({place})"
    goes_on = now.kind == "value" or (now.kind == "open" and before.kind == "value" and refers)
    if inherits and before.periods and not now.periods and goes_on:
        text = f"{text} {period_phrase(before.periods[0], now.language)}"
    return text, merged if len(it.own) <= 3 else None


def _named_documents(reader: Reader, text: str) -> str:
    return " và ".join(text[start:end] for start, end in reader.document_names(text))


def _with_body(text: str, before: Query) -> str:
    """A question with the body of the turn before in the place of "sở này"."""
    bodies = (*before.agencies, *before.other_agencies)
    if len(bodies) != 1:
        return text
    either = "|".join(map(re.escape, load_lexicon().same_body))
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", bodies[0], text, flags=re.IGNORECASE)


def _with_sides(text: str, now: Query, before: Query) -> str:
    """A question about a comparison, with the places and the period that were compared."""
    sides = list(dict.fromkeys([*now.places, *before.places]))
    words_of_period = (
        "" if now.periods else "".join(f" {period_phrase(p, now.language)}" for p in before.periods)
    )
    joined = (" và " if now.language == "vi" else " and ").join(sides)
    return f"{text.rstrip(' ?.!')} ({joined}){words_of_period}"


def _replace_agency(reader: Reader, context: str, text: str) -> str:
    _, _, spans = reader.read_agencies(context)
    _, _, new = reader.read_agencies(text)
    if not spans or not new:  # named in English, so the spans are those of the translation
        return f"{text.rstrip(' ?.!')}: {_topic(context)}"
    start, end = min(spans)
    merged = context[:start] + text[new[0][0] : new[0][1]] + context[end:]
    now = reader.parse(text)
    return _replace_places(merged, now, reader.parse(context)) if now.places else merged


def _topic(context: str) -> str:
    """What a question is about: its words without the question words."""
    lexicon = load_lexicon()
    phrases = tuple(
        p
        for kind in ("who", "when", "where_to", "value", "yes_no", "why", "duties", "list")
        for p in lexicon.kinds[kind]
    )
    keep = ("tỷ lệ", "chỉ tiêu", "hạn", "trách nhiệm", "nhiệm vụ", "mục tiêu")
    result = context.rstrip(" ?.!")
    for phrase in sorted(phrases, key=len, reverse=True):
        if phrase not in keep:
            result = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", result, flags=re.IGNORECASE)
    return " ".join(result.split())


def _replace_places(context: str, now: Query, before: Query) -> str:
    found = find_places(context)
    if not now.places:
        return context
    name = " và ".join(now.places)
    if not found:
        return f"{context.rstrip(' ?.!')} {'in' if before.language == 'en' else 'ở'} {name}"
    for place in reversed(found[1:]):
        context = context[: place.start] + context[place.end :]
    return context[: found[0].start] + name + context[found[0].end :]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return " ".join(text.split())


def _without_places(text: str) -> str:
    for place in reversed(find_places(text)):
        text = text[: place.start] + text[place.end :]
    return " ".join(text.split())


def _without_periods(text: str) -> str:
    return _without(text, [(named.start, named.end) for named in name_periods(text)])


def _replace_periods(context: str, text: str, now: Query, before: Query) -> str:
    if not now.periods:
        return context
    named = next(iter(name_periods(text)), None)
    phrase = text[named.start : named.end] if named else str(now.periods[0])
    if named and named.rule == "year" and named.start == named.years:
        phrase = f"{'by' if before.language == 'en' else 'đến năm'} {phrase}"
    if before.periods and (old := next(iter(name_periods(context)), None)):
        return f"{context[: old.start]}{phrase}{context[old.end :]}"
    return f"{context.rstrip(' ?.!')} {phrase}"
