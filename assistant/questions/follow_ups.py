"""Follow-ups: a question that leans on the turns before it, rewritten so that it stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places
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


def resolve(reader: Reader, text: str, context: str, talked_of: Sequence[str]) -> tuple[str, str | None]:
    """A follow-up rewritten so that it stands alone, and a second reading where the first may not be meant.

    What brings a subject of its own only inherits the place; what brings none takes over the subject; in between,
    the evidence decides which reading holds.
    """
    lexicon, before = load_lexicon(), reader.parse(context)
    text = _with_body(text, before)
    now = reader.parse(text)
    tokens = words(text)
    refers = bool(find_phrases(tokens, lexicon.anaphora))
    own = now.focus_words
    if (now.agencies or now.other_agencies) and not own and (before.agencies or before.other_agencies):
        return _replace_agency(reader, context, text), None  # "Còn Sở Tài chính?": the same of another body
    if (
        now.aspect
        and before.kind == "compare"
        and before.places
        and (now.registered or not before.focus_words)
    ):
        return _with_sides(text, now, before), None  # "Huế thấp hơn ở chỉ tiêu nào?"
    if now.kind == "compare" and not now.places and len(talked_of) > 1:
        about = text if len(own) > 1 else f"{text.rstrip(' ?.!')}: {_without_places(_topic(context))}"
        return f"{about.rstrip(' ?.!')} ({' và '.join(talked_of)})", None
    if now.kind == "compare" and len(now.places) > 1:
        return text, None
    if now.kind == "compare" and now.places and before.places and not own:
        sides = list(dict.fromkeys([*before.places, *now.places]))
        return (
            f"{_without_places(text).rstrip(' ?.!')}: {_without_places(_topic(context))} ({' và '.join(sides)})",
            None,
        )
    if now.documents or now.places:
        context = _without(context, reader.document_names(context))
    elliptic = (
        not own
        and now.kind not in ("list", "count")
        and not ((now.agencies or now.other_agencies) and now.kind == "duties")
    )
    if elliptic and (now.places or now.periods) and now.kind in ("open", "value", "compare"):
        merged = _replace_periods(_replace_places(context, now, before), text, now, before)
        if now.kind == "compare" and before.kind != "compare":
            merged = f"{text.rstrip(' ?.')}: {merged}"
        return merged, None
    if (
        elliptic and now.documents and now.kind == "open"
    ):  # "Còn quyết định 12?": the same of another document
        if now.addresses:
            return text, None
        named = " và ".join(text[start:end] for start, end in reader.document_names(text))
        return f"{_without_places(context).rstrip(' ?.!')} ({named})", None
    topic = _topic(context)
    if now.places:
        topic = _without_places(topic)
    if now.periods:
        topic = _without_periods(topic)
    merged = f"{text.rstrip(' ?.!')}: {topic}"
    if elliptic or (refers and len(own) <= 3):
        return merged, None
    if before.documents and not (now.documents or now.places) and "compare" not in (now.kind, before.kind):
        named = " và ".join(context[start:end] for start, end in reader.document_names(context))
        text = f"{text.rstrip(' ?.!')} ({named})"
    inherits = not now.places and before.places and now.kind != "compare" and before.kind != "compare"
    joined = " và ".join(before.places)
    inherited = (
        f"{text.rstrip(' ?.!')} ({'in' if now.language == 'en' else 'ở'} {joined})" if inherits else text
    )
    goes_on = now.kind == "value" or (now.kind == "open" and before.kind == "value" and refers)
    if inherits and before.periods and not now.periods and goes_on:
        inherited = f"{inherited} {period_phrase(before.periods[0], now.language)}"
    return inherited, merged if len(own) <= 3 else None


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


PERIOD_WORDS = re.compile(
    r"(?:(?:đến|tới|vào|trong|trước|by|in|until)\s+)?(?:(?:cuối\s+)?(?:năm|giai đoạn|thời kỳ)\s+)?"
    r"(?:19|20)\d\d(?:\s*(?:-|–|đến|tới|to)\s*(?:năm\s+)?(?:19|20)\d\d)?",
    re.IGNORECASE,
)


def _without_periods(text: str) -> str:
    return " ".join(PERIOD_WORDS.sub(" ", text).split())


def _replace_periods(context: str, text: str, now: Query, before: Query) -> str:
    if not now.periods:
        return context
    match = PERIOD_WORDS.search(text)
    phrase = match.group().strip() if match else str(now.periods[0])
    if re.fullmatch(r"(?:19|20)\d\d", phrase):
        phrase = f"{'by' if before.language == 'en' else 'đến năm'} {phrase}"
    if before.periods and (old := PERIOD_WORDS.search(context)):
        return f"{context[: old.start()]}{phrase}{context[old.end() :]}"
    return f"{context.rstrip(' ?.!')} {phrase}"
