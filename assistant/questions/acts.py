"""The act of a turn that no listed phrase tells, by a linear classifier over its words and letters.

Its weights, `acts.npz`, are made by `training/acts.py` from utterances of each act and from questions,
which are a class of their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.judging import judging
from assistant.language.addresses import read_addresses
from assistant.language.bodies import find_bodies
from assistant.language.lexicon import load_lexicon, words
from assistant.language.places import find_places
from assistant.language.text import fold, place_tones
from assistant.language.vocabulary import VOCABULARY
from assistant.questions.recalling import names_earlier
from assistant.questions.references import find_references
from assistant.questions.summaries import read_summary
from assistant.types import Act

BUCKETS = 8192  # that n-grams are hashed into
QUESTION = "question"  # the class of turns that are no act
_WEIGHTS = Path(__file__).with_name("acts.npz")
_LETTERS = (3, 4, 5)  # lengths of the n-grams of letters
_SHORTEST, _LONGEST = 3, 25  # words of a turn that may be an act
_ENDS = 2  # words at either end that count as such
_WORD = re.compile(r"[^\W\d_]+|\d+")
_MORE = re.compile(r"(?<!\w)con\s+(?P<of>\w.*?)\s+(?:gi|nao)(?:\s+khac)?\s+nua(?!\w)")
_DIGIT = re.compile(r"\d")
# Acts that say a number of their own: the figure that was heard, how many lines are wanted.
_WITH_NUMBERS: tuple[Act, ...] = ("challenge", "shorten")
# Acts that are about the last answer, and none where there is none.
ABOUT_LAST: tuple[Act, ...] = ("locate", "issuer", "shorten", "continue", "repeat", "challenge")


@dataclass(frozen=True, slots=True)
class _Classifier:
    """The classes, and the weights and biases of each: float32, shapes (BUCKETS, classes) and (classes,)."""

    classes: tuple[str, ...]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]


@cache
def _classifier() -> _Classifier:
    with np.load(_WEIGHTS, allow_pickle=False) as stored:
        weights = stored["weights"].astype(np.float32) * stored["scales"]
        return _Classifier(tuple(map(str, stored["classes"])), weights, stored["biases"])


def features(text: str) -> list[int]:
    """The buckets of a turn's n-grams, each once: words, pairs of words, those at its ends, letters, how many words."""
    typed = _WORD.findall(_DIGIT.sub("0", fold(text)))
    joined = f" {' '.join(typed)} "
    grams = [*typed, *(" ".join(pair) for pair in pairwise(typed))]
    grams += [f"^{word}" for word in typed[:_ENDS]] + [f"{word}$" for word in typed[-_ENDS:]]
    grams += [f"#{joined[n : n + size]}" for size in _LETTERS for n in range(len(joined) - size + 1)]
    grams.append(f"={min(len(typed), _LONGEST)}")
    if "?" in text:
        grams.append("=?")
    return sorted({crc32(gram.encode()) % BUCKETS for gram in grams})


def probabilities(text: str) -> dict[str, float]:
    """How likely a turn is of each class."""
    classifier = _classifier()
    buckets = features(text)
    scores = classifier.weights[buckets].sum(axis=0) / np.sqrt(len(buckets)) + classifier.biases
    likely = np.exp(scores - scores.max())
    return dict(zip(classifier.classes, (likely / likely.sum()).tolist(), strict=True))


def classify(text: str, *, answered: bool) -> Act | None:
    """The act of a turn; None for a question, and where it is not sure. `answered`: there is an answer before.

    A turn that names a place, a body, a number or an address of a clause may ask of it: it must be surer.
    """
    if not _SHORTEST <= len(_WORD.findall(text)) <= _LONGEST or _points(text):
        return None
    likely = probabilities(text)
    asks = likely.pop(QUESTION)
    best = max(likely, key=likely.__getitem__)
    act = next(act for act in get_args(Act) if act == best)
    if act == "continue" and (read_addresses(text) or _more_of(text)):
        return None  # "điểm h kế tiếp" asks for that clause
    summary = read_summary(text)
    if summary and summary.firm and read_addresses(summary.rest):
        return None
    if act in ("locate", "repeat") and names_earlier(text):
        return None
    constants = judging().acts
    if likely[best] < (1 - asks) * constants.share or (act in ABOUT_LAST and not answered):
        return None
    least = constants.named if _names(text, act) else constants.sure
    if len(_WORD.findall(text)) <= constants.short_words:
        least = max(least, constants.short)
    return act if 1 - asks >= least else None


def _more_of(text: str) -> bool:
    """Whether a turn says of what it wants more: "còn khó khăn gì nữa không"."""
    found = _MORE.search(fold(text))
    return found is not None and found["of"] not in set(map(fold, _general()))


@cache
def _general() -> tuple[str, ...]:
    """What answers consist of, whatever they are about."""
    talk = tomllib.loads((VOCABULARY / "talk.toml").read_text(encoding="utf-8"))
    return tuple(talk["more"]["general"])


def _points(text: str) -> bool:
    """Whether a turn points to something that was talked of, other than a document: then it asks of that."""
    said, lexicon = " ".join(words(text)), load_lexicon()
    if any(pattern.search(said) for pattern in (*lexicon.membership, *lexicon.membership_bare)):
        return True  # "trong đó có bán dẫn không"
    return any(rule.stands_for != "document" for rule, _ in find_references(text))


def _names(text: str, act: Act) -> bool:
    """Whether a turn names what documents speak of; a number counts where the act says none."""
    if act not in _WITH_NUMBERS and _DIGIT.search(text):
        return True
    named: Sequence[object] = find_places(text) or (act != "locate" and read_addresses(text)) or ()
    return bool(named) or next(iter(find_bodies(place_tones(text))), None) is not None
