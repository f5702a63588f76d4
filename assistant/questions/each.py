"""A follow-up that asks the same of several: "còn 2035 với 2045?" is a question for each."""

from __future__ import annotations

from assistant.language.lexicon import load_lexicon, words
from assistant.language.text import fold
from assistant.language.values import name_periods
from assistant.questions.corrections import read_correction
from assistant.questions.ellipsis import Reader
from assistant.questions.follow_ups import without_frame
from assistant.questions.rewriting import without_spans

_SEVERAL = 2


def for_each_period(reader: Reader, text: str) -> list[str]:
    """A follow-up for each of the periods, in order, where a turn names several and nothing else."""
    bare = without_frame(text)
    named = name_periods(bare)
    if len(named) < _SEVERAL or read_correction(text):  # "không phải 2028, tôi hỏi 2033"
        return []
    rest = without_spans(bare, [(one.start, one.end) for one in named])
    idle = frozenset(map(fold, load_lexicon().stop | load_lexicon().stop_english))
    if not idle.issuperset(map(fold, words(rest))):
        return []
    opening = "what about" if reader.parse(text).language == "en" else "còn"
    return [f"{opening} {bare[one.start : one.end]}?" for one in named]
