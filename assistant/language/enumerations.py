"""Labels of divisions that are named together: "điểm a, b và c", "khoản 2 đến khoản 4", "Articles 5-7"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.language.text import fold

_MOST = 20  # labels of a range that are read
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # in the order of points, after Decree 30/2020/NĐ-CP, annex I: đ follows d, no f, j, w
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LABEL = r"(?:\d{1,3}[a-z]?|[ivx]{1,5}|[a-z]\d?)"
_AND = r"(?:\s*[,;&]\s*(?:(?:va|and)\s+)?|\s+(?:va|hoac|hay|and|or)\s+)"
_TO = r"(?:\s*[–-]\s*|\s+(?:den|toi|to|through)\s+)"


@cache
def _further(words: tuple[str, ...], ends: tuple[str, ...]) -> re.Pattern[str]:
    """What goes on with a label; a bare number must stand where nothing can be counted by it."""
    word = "|".join(re.escape(fold(w)).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
    end = "|".join(re.escape(fold(w)).replace(r"\ ", r"\s+") for w in sorted(ends, key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<to>{_TO})|{_AND})(?P<word>(?:{word})\s+)?(?P<label>{_LABEL})(?![^\W_]|[/%]|[.,]\d)"
        rf"(?=\s*(?:$|[,;:?!.)”\"&–-])|\s+(?:{end}|va|hoac|hay|and|or|den|toi|to)(?![^\W_]))"
    )


def read_labels(
    text: str, at: int, first: str, *, words: Iterable[str], ends: Iterable[str]
) -> tuple[list[str], int]:
    """(the labels that are named together with a first one that ends at `at`, itself among them; where the last ends).

    `words` may stand before each of them, one of `ends` behind the last: another division, or a word that counts nothing.
    """
    folded, labels = fold(text), [first]
    pattern = _further(tuple(words), tuple(ends))
    while match := pattern.match(folded, at):
        label = text[slice(*match.span("label"))].lower()
        if any(fold(c) != c for c in label if c != "đ") or not _scripts(label) & _scripts(labels[-1]):
            break
        labels += between(labels[-1], label)[1:] if match["to"] else [label]
        at = match.end("label")
    return labels, at


def between(first: str, last: str) -> list[str]:
    """The labels from one to another, both among them; the two alone where no order is known or there are too many."""
    orders = [[str(n) for n in range(1000)], list(_ROMAN), list(_LETTERS)]
    for order in orders:
        if first in order and last in order:
            start, end = order.index(first), order.index(last)
            if start < end <= start + _MOST:
                return order[start : end + 1]
    return [first, last]


def beside(label: str, *, forward: bool) -> str | None:
    """The label behind one, or the one before it: "v" behind "iv", "đ" behind "d"; None where there is none."""
    orders = ([str(n) for n in range(1, 1000)], _ROMAN[1:], _LETTERS)
    order = next((order for order in orders if label in order), ())
    at = order.index(label) + (1 if forward else -1) if order else -1
    return order[at] if 0 <= at < len(order) else None


def _scripts(label: str) -> set[str]:
    """What a label may be: "i" is a letter or a roman number."""
    if label[:1].isdigit():
        return {"number"}
    scripts = {"roman"} if label in _ROMAN else set()
    return scripts | ({"letter"} if len(label) == 1 or label[1:].isdigit() else set())


def position(label: str) -> int | None:
    """Which in order a label is: 2 of "2", "ii" and "b"; None where that is not known."""
    if label.isdigit():
        return int(label)
    return next((order.index(label) + n for order, n in ((_LETTERS, 1), (_ROMAN, 0)) if label in order), None)
