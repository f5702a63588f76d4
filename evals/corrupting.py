"""Lies made from faithful sentences: each operator changes one thing that turns the sentence false.

They need no language model and no draw: the same sentence gives the same lies. An operator that finds nothing to change
makes none. The words of `replacements` are its own, so that the check is not measured with its own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.types import Citation
from evals.replacements import (
    AGENCIES,
    CITIES,
    COMPARATORS,
    ENGLISH_VERBS,
    HOMOGLYPHS,
    OTHERS,
    PERIODS,
    ROLES,
    TAILS,
    VERBS,
)

_FIGURE = re.compile(r"(?<![\w.,/\[])\d+(?:[.,]\d+)*(?![\w\]/]|[.,]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence with the clauses it cites; `counterparts` name the same indicator's number of another clause."""

    id: str
    language: str
    text: str
    cited: tuple[Citation, ...]
    counterparts: tuple[
        tuple[str, str, str, Citation], ...
    ] = ()  # operator, number, other number, its clause


@dataclass(frozen=True, slots=True)
class Lie:
    """A false sentence with what it cites, and the operator that made it."""

    operator: str
    text: str
    cited: tuple[Citation, ...]
    made_of: str


Operator = Callable[[Worded, Sequence[Citation]], Iterator[tuple[str, tuple[Citation, ...]]]]


def lies(sentence: Worded, clauses: Sequence[Citation]) -> Iterator[Lie]:
    """All lies of one sentence; `clauses` are those of the corpus."""
    for name, operator in OPERATORS.items():
        for text, cited in dict.fromkeys(operator(sentence, clauses)):
            if text != sentence.text or cited != sentence.cited:
                yield Lie(name, text, cited, sentence.id)
    for name, number, other, clause in sentence.counterparts:
        changed = sentence.text.replace(number, other, 1)
        yield Lie(
            name, changed, (*sentence.cited, replace(clause, number=len(sentence.cited) + 1)), sentence.id
        )


def _figures(text: str) -> list[re.Match[str]]:
    return [m for m in _FIGURE.finditer(text) if not _YEAR.fullmatch(m.group())]


def _digits(figure: str) -> str:
    """A figure without its points and leading zeros: 1,500 and 1.500 are written alike."""
    return re.sub(r"[.,]", "", figure).lstrip("0")


def _all_digits(clause: Citation) -> set[str]:
    return {
        _digits(f) for f in _FIGURE.findall(" ".join((clause.quote, *clause.headings, clause.document_title)))
    }


def _evidence(sentence: Worded) -> str:
    return "\n".join("\n".join((c.quote, *c.headings, c.document_title)) for c in sentence.cited)


def _put(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


def _other_number(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    known = set(_FIGURE.findall(_evidence(sentence)))
    for match in _figures(sentence.text)[:3]:
        written = match.group()
        first = next((n for n, digit in enumerate(written) if digit in "123456789"), 0)
        for step in (3, 4, 5, 6):
            other = f"{written[:first]}{(int(written[first]) + step - 1) % 9 + 1}{written[first + 1 :]}"
            if other not in known:
                yield _put(sentence.text, match, other), sentence.cited
                break


def _number_in_words(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    for match in _figures(sentence.text)[:1]:
        if sentence.language == "en":
            yield _put(sentence.text, match, "seventy-seven"), sentence.cited
        else:
            yield _put(sentence.text, match, "bảy mươi ba"), sentence.cited


def _other_indicator(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Another number of the same clause, of the same unit, that the sentence does not give."""
    for match in _figures(sentence.text)[:2]:
        percent = sentence.text[match.end() :].lstrip()[:1] == "%"
        for citation in sentence.cited:
            quote = citation.quote
            for other in _figures(quote):
                same_unit = (quote[other.end() :].lstrip()[:1] == "%") == percent
                if same_unit and other.start() > 3 and other.group() not in sentence.text:
                    written = other.group().replace(",", ".") if sentence.language == "en" else other.group()
                    if written not in sentence.text and _digits(written) != _digits(match.group()):
                        yield _put(sentence.text, match, written), sentence.cited


def _swapped_numbers(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Two numbers of one unit, each in the place of the other."""
    found = _figures(sentence.text)
    for left, right in pairwise(found):
        units = {sentence.text[m.end() :].lstrip()[:1] == "%" for m in (left, right)}
        if len(units) == 1 and left.group() != right.group():
            text = _put(sentence.text, right, left.group())
            yield text[: left.start()] + right.group() + text[left.end() :], sentence.cited


def _other_city(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    pattern = re.compile("|".join(map(re.escape, sorted(CITIES, key=len, reverse=True))))
    named = [
        m
        for m in pattern.finditer(sentence.text)
        if not re.search(r"(?:Đại học|Công nghệ|Bách khoa) $", sentence.text[: m.start()])
    ]
    named = [m for m in named if not sentence.text[m.end() :].startswith(" University")]
    if len({m.group() for m in named}) == 1 and len({c.document_id for c in sentence.cited}) == 1:
        text = sentence.text
        for match in reversed(named):
            text = _put(text, match, CITIES[match.group()])
        yield text, sentence.cited


def _other_period(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    if len({c.headings for c in sentence.cited}) > 1:
        return
    above = " ".join(h for c in sentence.cited for h in c.headings)
    if not re.search(r"(?:đến|năm|giai đoạn) 20\d\d", above):
        return
    for pattern, other in PERIODS:
        text, count = re.subn(pattern, other, sentence.text)
        if count:
            yield text, sentence.cited
            return
    for other in ("2030", "2045"):
        if other not in above:
            opening = f"Đến năm {other}, " if sentence.language == "vi" else f"By {other}, "
            yield opening + sentence.text, sentence.cited


def _invented_document(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    if sentence.language == "vi":
        yield f"Theo Quyết định số 1987/QĐ-UBND, {sentence.text}", sentence.cited
        yield f"Theo Nghị quyết 83, {sentence.text}", sentence.cited
    else:
        yield f"Under Decision No. 1987/QD-UBND, {sentence.text}", sentence.cited
    for match in re.finditer(r"\d+(?=[/-][A-ZĐ])", sentence.text):
        yield _put(sentence.text, match, "479"), sentence.cited


def _other_agency(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    pattern = re.compile("|".join(map(re.escape, sorted(AGENCIES, key=len, reverse=True))))
    english = sentence.language == "en"
    for match in pattern.finditer(sentence.text):
        for other in [o for o in OTHERS if o.isascii() == english][:2]:
            yield _put(sentence.text, match, other), sentence.cited


def _swapped_agencies(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    pattern = re.compile("|".join(map(re.escape, sorted(AGENCIES, key=len, reverse=True))))
    found = list(pattern.finditer(sentence.text))
    for left, right in pairwise(found):
        text = _put(sentence.text, right, left.group())
        yield text[: left.start()] + right.group() + text[left.end() :], sentence.cited


def _comparator(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    for pattern, others in COMPARATORS:
        match = re.search(pattern, sentence.text)
        if match is not None:
            for other in others:
                yield " ".join(_put(sentence.text, match, other).split()), sentence.cited


def _added_comparator(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    known = re.compile("|".join(pattern for pattern, _ in COMPARATORS))
    for match in _figures(sentence.text)[:1]:
        if not known.search(sentence.text) and "/" not in sentence.text and "tháng" not in sentence.text:
            for other in ("tối đa", "trên") if sentence.language == "vi" else ("at most", "over"):
                yield _put(sentence.text, match, f"{other} {match.group()}"), sentence.cited


def _role(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    for pattern, other in ROLES:
        match = re.search(pattern, sentence.text)
        if match is not None:
            yield _put(sentence.text, match, other), sentence.cited
            return


def _negation(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    if sentence.language == "vi":
        match = re.search(rf"(?<=\s)(?:{VERBS})(?=\s)", sentence.text)
        if match is not None:
            yield _put(sentence.text, match, f"không {match.group()}"), sentence.cited
            yield _put(sentence.text, match, f"chưa {match.group()}"), sentence.cited
        return
    auxiliary = re.search(r"\b(?:will|is|are|to be)\b", sentence.text)
    verb = re.search(rf"\b(?:{ENGLISH_VERBS})\b", sentence.text)
    if auxiliary is not None:
        yield _put(sentence.text, auxiliary, f"{auxiliary.group()} not"), sentence.cited
    elif verb is not None:
        yield _put(sentence.text, verb, f"does not {verb.group()}"), sentence.cited


def _marker(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    for marker in ("[9]", "[1a]", "【1】", "(nguồn 2)", "[^1]", "[0]"):
        yield f"{sentence.text} {marker}", sentence.cited


def _without_source(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    yield re.sub(r"\s*\[\d+\]", "", sentence.text), ()


def _other_clause(
    sentence: Worded, clauses: Sequence[Citation]
) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """The clause of the same document that is most like the one cited, and one from the middle of the order."""
    if len(sentence.cited) != 1:
        return
    own = sentence.cited[0]
    words = set(re.findall(r"\w+", sentence.text.lower()))
    figures = {_digits(match.group()) for match in _figures(sentence.text)}
    others = [
        c
        for c in clauses
        if c.document_id == own.document_id
        and c.start != own.start
        and 40 < len(c.quote) < 1500
        # A clause that has all its figures may well say the same, of another period that the sentence does not name.
        and not (figures and figures <= _all_digits(c))
    ]

    def likeness(clause: Citation) -> float:
        theirs = set(re.findall(r"\w+", clause.quote.lower()))
        return len(words & theirs) / len(words | theirs)

    ordered = sorted(others, key=lambda c: (-likeness(c), c.start))
    for clause in dict.fromkeys((*ordered[:2], *ordered[len(ordered) // 2 :][:1])):
        yield sentence.text, (replace(clause, number=1),)


def _invented_tail(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    bare = re.sub(r"\.?\s*((?:\[\d+\]\s*)+)$", r" \1", sentence.text).rstrip()
    marks = re.search(r"(?:\[\d+\]\s*)+$", bare)
    for tail in TAILS[sentence.language]:
        if marks is not None:
            yield f"{bare[: marks.start()].rstrip()}{tail}. {marks.group()}", sentence.cited


def _characters(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    for letter, look_alike in HOMOGLYPHS.items():
        if letter in sentence.text:
            yield sentence.text.replace(letter, look_alike, 1), sentence.cited
            break
    middle = len(sentence.text) // 2
    for invisible in ("\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\U000e0041"):
        yield sentence.text[:middle] + invisible + sentence.text[middle:], sentence.cited


def _markup(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    for piece in (
        "![](https://thu-thap.example/?q=1)",
        "[xem](https://vi-du.example)",
        "<img src=x onerror=alert(1)>",
        "<b>80%</b>",
        "**đậm**",
        "https://vi-du.example",
        "www.vi-du.example",
        "thu-thap.vn/a",
        "javascript:alert(1)",
        "&lt;b&gt;",
        "`mã`",
        "mailto:a@b.example",
        "[1](//vi-du.example)",
    ):
        yield f"{sentence.text} {piece}", sentence.cited


def _speaker(sentence: Worded, _: Sequence[Citation]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    opening = (
        "Tôi, Chủ tịch thành phố, cam kết: " if sentence.language == "vi" else "I, the chairman, promise: "
    )
    yield opening + sentence.text, sentence.cited


OPERATORS: Mapping[str, Operator] = {
    "other number": _other_number,
    "number in words": _number_in_words,
    "other indicator's number": _other_indicator,
    "swapped numbers": _swapped_numbers,
    "other city": _other_city,
    "other period": _other_period,
    "invented document number": _invented_document,
    "other agency": _other_agency,
    "swapped agencies": _swapped_agencies,
    "comparator changed": _comparator,
    "comparator added": _added_comparator,
    "role": _role,
    "negation": _negation,
    "marker": _marker,
    "no source": _without_source,
    "other clause cited": _other_clause,
    "invented tail": _invented_tail,
    "characters": _characters,
    "markup and addresses": _markup,
    "speaks as a person": _speaker,
}
