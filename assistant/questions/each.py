"""A question that asks the same of several periods: "còn 2035 với 2045?", "… năm 2030 và 2045 là bao nhiêu?" is one for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.lexicon import load_lexicon, words
from assistant.language.text import fold, has_diacritics
from assistant.language.values import OPEN_END, name_periods
from assistant.messages.phrases import period_phrase
from assistant.questions.corrections import any_of, as_compared, conversation, read_correction
from assistant.questions.ellipsis import Reader
from assistant.questions.follow_ups import without_frame
from assistant.questions.references import find_references
from assistant.questions.rewriting import without_spans
from assistant.types import Target

_SEVERAL = 2
_KINDS = ("value", "list")  # of questions that one clause of one period answers
_BESIDE = re.compile(
    r"\s*(?:[,;]|và|với|cùng|and|&)(?:\s*(?:và|với|and))?(?:\s+(?:đến|tới|vào|by|in))?"
    r"(?:\s+(?:các\s+)?(?:năm|mốc|giai đoạn))?\s*",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)(?:between|from|since|giữa|từ)\s*(?:năm\s*)?$", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:(?:hai|ba|bốn|các|những|cả|[2-4])\s+)+(?=(?:(?:mốc|năm|giai đoạn|thời điểm)\s+)*$)", re.IGNORECASE
)
_IN_TURN = re.compile(r"\s*(?<!\w)(?:lần lượt|tương ứng|respectively)(?!\w)", re.IGNORECASE)


def for_each_period(reader: Reader, text: str) -> list[str]:
    """A follow-up for each of the periods, in order, where a turn names several and nothing else."""
    bare = without_frame(text)
    named = [(one.start, one.end) for one in name_periods(bare)]
    pointing = [found.span() for rule, found in find_references(bare) if rule.stands_for == "period"]
    named += [at for at in pointing if all(at[1] <= start or end <= at[0] for start, end in named)]
    if len(named) < _SEVERAL or read_correction(text):  # "không phải 2028, tôi hỏi 2033"
        return []
    rest = without_spans(bare, sorted(named))
    of_times = any_of(conversation()["later_periods"]["of_times"], bare=True)
    idle = frozenset(map(fold, load_lexicon().stop | load_lexicon().stop_english))
    if not idle.issuperset(words(re.sub(rf"(?<!\w)(?:{of_times})(?!\w)", " ", fold(rest)))):
        return []
    opening = "what about" if reader.parse(text).language == "en" else "còn"
    return [f"{opening} {bare[start:end]}?" for start, end in sorted(named)]


def for_later_periods(reader: Reader, text: str, before: str, targets: Sequence[Target]) -> list[str]:
    """A follow-up for each later period of those that targets are set for: "còn các giai đoạn sau?"; none for any other turn."""
    bare = not has_diacritics(text)
    says = any_of(conversation()["later_periods"]["says"], bare=bare)
    rest, found = re.subn(rf"(?<!\w)(?:{says})(?!\w)", " ", as_compared(without_frame(text), bare=bare))
    idle = frozenset(map(fold, load_lexicon().stop | load_lexicon().stop_english))
    if not found or not idle.issuperset(map(fold, words(rest))):
        return []
    asked = reader.parse(before)
    if not (asked.places and asked.periods):
        return []
    end = max(period.end for period in asked.periods)
    known = {t.years for t in targets if t.years and t.place in asked.places}
    later = sorted(period for period in known if end < period.end != OPEN_END)
    opening = "what about" if asked.language == "en" else "còn"
    return [f"{opening} {period_phrase(period, asked.language)}?" for period in later]


def for_all_periods(reader: Reader, text: str, targets: Sequence[Target]) -> list[str]:
    """The question for each period that its place has targets for: "… qua 3 mốc lần lượt là bao nhiêu?"; none for any other."""
    bare = not has_diacritics(text)
    says = any_of(conversation()["all_periods"]["says"], bare=bare)
    found = re.search(rf"(?<!\w)(?:{says})(?!\w)", compared := as_compared(text, bare=bare))
    if found is None or len(compared) != len(text):
        return []
    asked = reader.parse(text)
    if asked.kind != "value" or len(asked.places) != 1 or asked.periods:
        return []
    known = {t.years for t in targets if t.years and t.place in asked.places and t.years.end != OPEN_END}
    ahead, behind = text[: found.start()].rstrip(" ,"), _IN_TURN.sub("", text[found.end() :])
    return [f"{ahead} {period_phrase(period, asked.language)}{behind}" for period in sorted(known)]


def for_each_named(text: str, kind: str) -> list[str]:
    """The question for each of the periods that it names one beside the other, in order; none for any other question.

    A comparison is no such question, nor are periods between which something changes.
    """
    named = name_periods(text)
    if len(named) < _SEVERAL or kind not in _KINDS:
        return []
    if not all(_BESIDE.fullmatch(text[one.end : other.start]) for one, other in pairwise(named)):
        return []
    before, behind = _COUNTED.sub("", text[: named[0].start]), text[named[-1].end :]
    if _FROM.search(before):
        return []
    periods = [text[one.start : one.end] for one in named]
    called = re.split(r"\d", periods[0])[0]  # "năm ": so are the others
    each = [f"{called}{period}" if period[0].isdigit() else period for period in periods]
    return [_IN_TURN.sub("", f"{before}{period}{behind}") for period in each]
