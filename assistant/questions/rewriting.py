"""A question with another place, another period, or without some of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.values import YEAR, find_values, name_periods
from assistant.messages.phrases import Language
from assistant.questions.corrections import any_of, conversation

_KEPT = (
    "tỷ lệ",
    "chỉ tiêu",
    "hạn",
    "hạn báo cáo",
    "thời hạn báo cáo",
    "hạn nộp",
    "hạn chót",
    "thời hạn",
    "trách nhiệm",
    "nhiệm vụ",
    "mục tiêu",
)  # that ask for something and name it
_KEPT_HEADS = ("báo cáo",)  # what "báo cáo về đâu" asks of
_NOTHING_INSIDE = re.compile(r"\(\s*(?:(?:ở|in|và|and|,)\s*)*\)")
# What stands before a place, or between two, and says nothing without them.
_BEFORE_PLACE = re.compile(r"(?<![^\W_])(?:(?:ở|tại|của|thuộc|in|of|at)\s+)+$", re.IGNORECASE)
_BETWEEN_PLACES = re.compile(r"\s*(?:,|và|với|and|&)\s*(?:(?:ở|tại|của|in|of|at)\s+)?")
_BEFORE_MARK = re.compile(r"\s+([,;:])")  # where what stood before a mark was taken out
_ALONE = re.compile(r"[,;:]\s*([,;:])")  # a mark with nothing behind it but another
_DEFINED = re.compile(
    r"(?<!\w)là(?:\s+[^\W\d]+){0,2}\s+(?:gì|nào)(?!\w)", re.IGNORECASE
)  # "Sóng là dự án gì"
_OWNED = re.compile(r"['’]s(?!\w)")
_ASKING = ("who", "when", "where_to", "value", "yes_no", "why", "duties", "list")


def topic_of(context: str) -> str:
    """What a question is about: its words without the question words."""
    lexicon = load_lexicon()
    phrases = {phrase for kind in _ASKING for phrase in lexicon.kinds[kind]}
    result = _DEFINED.sub(" ", _without_asking_lead(context.rstrip(" ?.!")))
    for phrase in sorted(phrases.difference(_KEPT), key=len, reverse=True):
        left = next((f" {head} " for head in _KEPT_HEADS if phrase.startswith(f"{head} ")), " ")
        asked = rf"(?<!\w){re.escape(phrase)}(?:\s+nào)?(?!\w)"  # "trước ngày nào"
        result = re.sub(asked, left, result, flags=re.IGNORECASE)
    return _tidied(result)


def _without_asking_lead(context: str) -> str:
    """A question without what an earlier turn only asked of its subject: "mỗi năm bao nhiêu: Quỹ học bổng" is about the fund."""
    lead, colon, subject = context.partition(": ")
    asks = frozenset(conversation()["several"]["asks"])
    if not colon or not find_phrases(words(lead), asks) or find_places(lead) or not words(subject):
        return context
    return _without_asking_lead(subject)


def _tidied(text: str) -> str:
    """What is left of a question without some of its words: no mark stands alone, and no word leads to what was taken out."""
    text = _without_lone_marks(text).strip(" ,;:.?!")
    while (led := _leading().search(text)) is not None:
        text = text[: led.start()].rstrip(" ,;:")
    return text


@cache
def _leading() -> re.Pattern[str]:
    """What only led to the words that were taken out behind it: "…, nộp vào"."""
    return re.compile(
        rf"(?:[\s,;:]+|^)(?:{any_of(conversation()['leads']['says'], bare=False)})$", re.IGNORECASE
    )


def without_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text without some stretches of it, which are in order."""
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return _without_lone_marks(_NOTHING_INSIDE.sub(" ", text)).lstrip(" ,;:")


def _without_lone_marks(text: str) -> str:
    return _ALONE.sub(r"\1", _BEFORE_MARK.sub(r"\1", " ".join(text.split())))


def without_places(text: str) -> str:
    """A text without the places that it names, and without what only led to them: "của Huế và Cần Thơ"."""
    spans: list[tuple[int, int]] = []
    for place in find_places(text):
        start, end = place.start, place.end
        if owned := _OWNED.match(text, end):
            end = owned.end()
        if spans and _BETWEEN_PLACES.fullmatch(text[spans[-1][1] : start]):
            spans[-1] = spans[-1][0], end
            continue
        before = _BEFORE_PLACE.search(text[:start])
        spans.append((before.start() if before else start, end))
    return without_spans(text, spans)


def without_periods(text: str) -> str:
    """A text without the periods that it names."""
    return without_spans(text, [(named.start, named.end) for named in name_periods(text)])


def without_figures(text: str) -> str:
    """A text without the numbers, percentages and dates that it states; its years stay."""
    found = [v for v in find_values(text) if v.kind in ("percent", "number", "date")]
    return without_spans(text, [(v.start, v.end) for v in found if not re.fullmatch(YEAR, v.written)])


def replace_places(text: str, names: Sequence[str], language: Language) -> str:
    """A text with these places in the place of those that it names, or behind it."""
    found = find_places(text)
    name = " và ".join(names)
    if not found:
        return f"{text.rstrip(' ?.!')} {'in' if language == 'en' else 'ở'} {name}"
    for earlier, place in reversed(list(pairwise(found))):
        joined = _BETWEEN_PLACES.fullmatch(text[earlier.end : place.start])
        text = text[: earlier.end if joined else place.start] + text[place.end :]
    return text[: found[0].start] + name + text[found[0].end :]


def replace_period(text: str, phrase: str) -> str:
    """A text with a period in the place of the first that it names, or behind it."""
    if old := next(iter(name_periods(text)), None):
        return f"{text[: old.start]}{phrase}{text[old.end :]}"
    return f"{text.rstrip(' ?.!')} {phrase}"
