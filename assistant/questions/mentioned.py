"""What a turn names that the turns before only mentioned: a document that a clause cites, words in quotes, a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.language.english import is_english
from assistant.language.items import ordinal_ends
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics
from assistant.language.values import find_values, name_periods
from assistant.questions.about import fact_behind
from assistant.questions.corrections import any_of, as_compared, conversation
from assistant.questions.ellipsis import SHORT, FollowUp
from assistant.questions.rewriting import topic_of
from assistant.questions.shown import names_of_kind

_COUNTED = 5  # words, the count with what is counted
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]+)[”\"’]")


def of_cited_document(it: FollowUp) -> str | None:
    """ "Quyết định 77 nhắc trong đó ban hành ngày nào, duyệt đề án gì?": of a document that is not here, and of nothing else."""
    if it.now.places or it.now.documents or it.names_body:
        return None
    if it.now.unindexed:
        return _without_mention(it.text)
    if it.joined and it.before.unindexed and not it.before.documents and len(it.own) <= SHORT:
        if item := next(ordinal_ends(it.text), None):  # "quan điểm thứ ba là gì"
            return f"{it.text[:item]} của {it.before.unindexed[0]}{it.text[item:]}"
        asked = fact_behind(it.text) or it.text
        return f"{asked.rstrip(' ?.!')}: {it.before.unindexed[0]}"
    return None


def _without_mention(text: str) -> str | None:
    """A turn without "nhắc trong đó"; None where it does not say that."""
    bare = not has_diacritics(text)
    found = _mentioned(bare=bare).search(as_compared(text, bare=bare))
    return f"{text[: found.start()]}{text[found.end() :]}" if found else None


@cache
def _mentioned(*, bare: bool) -> re.Pattern[str]:
    data = conversation()["mentioned"]
    says, where = (any_of(data[name], bare=bare) for name in ("says", "where"))
    return re.compile(rf"\s+(?:{says})\s+(?:{where})(?![^\W_])")


def in_full(rest: str, text: str) -> str:
    """What is left of "còn bốn cơ chế thì sao?", asked in full: "bốn cơ chế gồm những gì"; anything else as it is."""
    said = words(rest)
    counts = {word for count in conversation()["counts"] for word in (count, fold(count))}
    counted = said[:1] and (said[0].isdigit() or said[0] in counts)
    if rest == text or not counted or not 1 < len(said) <= _COUNTED or _QUOTED.search(rest):
        return rest
    of_others = name_periods(rest) or find_values(rest)[1:] or said[1] in conversation()["units"]["says"]
    if of_others or is_english(rest) or find_phrases(said, load_lexicon().stop)[1:]:
        return rest
    return f"{rest.rstrip(' ?.!')} {'gồm những gì' if has_diacritics(rest) else 'gom nhung gi'}"


def of_figure_said(text: str, asked: Sequence[str]) -> str | None:
    """ "Cái 60 đó ưu tiên ngành nào": of what an earlier question said the figure, where the last does not name it.

    `asked`: the questions before, in order.
    """
    bare = not has_diacritics(text)
    if (found := _figure(bare=bare).search(as_compared(text, bare=bare))) is None:
        return None
    figure = re.compile(rf"(?<![\d.,]){re.escape(found['figure'])}(?!\d|[.,]\d)")
    said = [question for question in asked if figure.search(question)]
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    if not said or said[-1] == asked[-1] or find_places(rest) or name_periods(rest):
        return None
    bare = not has_diacritics(said[-1])
    ending = supposing(bare=bare).search(as_compared(said[-1], bare=bare))
    of = topic_of(said[-1][: ending.start()] if ending else said[-1])
    return f"{' '.join(rest.split()).rstrip(' ?.!')}: {of}"


@cache
def supposing(*, bare: bool) -> re.Pattern[str]:
    """What a question that only supposes something ends with: "…, đúng không?"."""
    ends = any_of(conversation()["supposed"]["ends"], bare=bare)
    return re.compile(rf"(?<![^\W_])(?:{ends})[\s?.!…]*$")


@cache
def _figure(*, bare: bool) -> re.Pattern[str]:
    data = conversation()["mentioned"]
    called, marks = (any_of(data[name], bare=bare) for name in ("figures", "marks"))
    return re.compile(
        rf"(?<!\w)(?:{called})\s+(?P<figure>\d+(?:[.,]\d+)*)\s?%?(?:\s+\w+)?\s+(?:{marks})(?!\w)"
    )


def of_quoted(it: FollowUp) -> str | None:
    """ "Thế còn “một cửa”?" behind a question about other words in quotes: what these are, in the same documents."""
    quoted = _QUOTED.findall(it.text)
    if len(quoted) != 1 or not (it.goes_on or it.elliptic) or it.now.places or it.now.documents:
        return None
    if not set(words(it.text)) <= set(words(quoted[0])) or not _QUOTED.search(it.context):
        return None
    asked = "what is" if it.now.language == "en" else "là gì"
    text = f"{asked} “{quoted[0]}”" if it.now.language == "en" else f"“{quoted[0]}” {asked}"
    places = f" ({' và '.join(it.before.places)})" if it.before.places else ""
    return f"{text}{places}"


def cited_resolution(it: FollowUp) -> str | None:
    """The one document that the press clause of the last answer names and says something of itself: "Nghị quyết số 86"."""
    shown = it.shown()
    cited = [d for d in it.reader.documents if shown and d.id in shown.documents]
    if shown is None or it.before.documents or not cited or any(d.tier != "press" for d in cited):
        return None
    named = [name for kind in ("nghị quyết", "quyết định") for name in names_of_kind(kind, shown.lines[:1])]
    return named[0] if len(named) == 1 else None
