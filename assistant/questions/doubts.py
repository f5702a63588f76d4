"""Figures that are stated against an answer: "chắc không? tôi nhớ Sơn La là 90"."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.language.addresses import read_addresses
from assistant.language.dotted import with_sections
from assistant.language.lexicon import Phrases, find_phrases, words
from assistant.language.places import find_places
from assistant.language.text import fold
from assistant.types import Act

# What a complaint says of an answer that is not so; "dở quá" says nothing of its figures.
_WRONG = Phrases(
    [
        "sai",
        "nham",
        "khong dung",
        "chua dung",
        "trat",
        "trat lat",
        "bay",
        "wrong",
        "incorrect",
        "not right",
        "not correct",
    ]
)
_LONGEST_UNIT = 3  # words of what a figure counts: "tỷ đồng", "lượt người"
_SURELY = re.compile(r"(?<=chắc )chứ$|(?<=chac )chu$")
_WHO_SAYS = re.compile(
    r"(?:ua |o |sao )?(?:ai noi|ai bao|ai bao la|ai noi la)\s+(?:\w+\s+){0,2}?\d[\d.,]*%?(?:\s+\w+)?\s*[,;.!?]\s*(?=\w)"
)
_FIGURE = re.compile(r"(?:là\s+|la\s+)?\d[\d.,]*%?")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_])\s*[.?!;…\n,]+\s*(?=\S)")


def asks_itself(text: str, is_talk: Callable[[str], bool], *, answered: bool) -> bool:
    """Whether a turn with a figure doubts nothing but asks: of a place, or of more than a unit ("chỉ có 50 đơn vị góp ý"?).

    `answered`: there is an answer that it may doubt.
    """
    if not answered or not re.search(r"\d", text):
        return bool(re.search(r"\d", text))
    behind = [word for word in words(re.split(r"\d\S*", text)[-1]) if not is_talk(word)]
    return bool(find_places(text)) or len(behind) > _LONGEST_UNIT


def doubts_by_figure(text: str, act_of: Callable[[str], Act | None], asking: Phrases) -> bool:
    """Whether a turn doubts an answer and states a figure against it, of whatever place, and asks nothing else."""
    first, _, said = _SENTENCE_END.sub("\n", text.strip(" .,;!?…"), count=1).partition("\n")
    if heard := _WHO_SAYS.match(fold(text)):  # "ai nói 12%, mục II.2 ghi 9% mà"
        behind = fold(text)[heard.end() :]
        return re.search(r"\d", behind) is not None and not find_phrases(words(behind), asking)
    if read_addresses(with_sections(said)):
        return False  # "không, ý tôi là III.7"
    if not re.search(r"\d", said):
        return False
    asked = " ".join(_FIGURE.sub(" ", first).split())  # "bạn chắc 12 chứ? họ nói là 15"
    act = act_of(_SURELY.sub("không", asked) if asked != first else first)
    if act != "challenge" and not (
        act == "complaint" and find_phrases(list(map(fold, words(first))), _WRONG)
    ):
        return False
    return not find_phrases(list(map(fold, words(said))), asking)
