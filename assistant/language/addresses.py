"""Addresses of clauses: "khoản 2 Điều 5", "mục V.6.đ, gạch đầu dòng 3", read alike from questions and from documents.

An address is a run of steps. Questions name them from either end and leave out what goes without saying (the chapter of an
article); documents differ in what nests under what. So an asked address is held against the addresses that a document has,
and the ones that fit it best are meant.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from assistant.language.enumerations import between, read_labels
from assistant.language.text import fold

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_COPY = r"(?:\s*\(lan\s+\d{1,3}\))?"  # "(lần 2)" tells a number that comes again
ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})(?![^\W_])"
_LETTER = r"(?:[a-xz]|y(?!\s+\w))(?![^\W_])"
_ORDINAL = "|".join(map(fold, _ORDINALS))
_FIRST = rf"(?:\d{{1,3}}[a-z]?(?![^\W_])|{ROMAN}|{_LETTER}|[a-z]\d(?![^\W_])|thu\s+(?:{_ORDINAL})(?![^\W_]))"
_FURTHER = (
    rf"(?:\s?[.-]\s?(?:\d{{1,2}}(?!\d)|{ROMAN}|[a-z])(?![^\W_])|\s(?:\d{{1,2}}|[a-z])(?=\s*(?:$|[,;:?!.)])))"
)
_BEHIND_LABEL = r"(?![^\W_]|[/%]|[.,]\d)"
_LABELS = {
    label: re.compile(rf"\s+(?:so\s+|thu\s+(?=\d))?(?:\((?={form}\)))?({form})\)?{_BEHIND_LABEL}")
    for label, form in {
        "any": rf"{_FIRST}{_COPY}(?:{_FURTHER}{_COPY})*",
        "any?": _FIRST + _COPY,
        "number": rf"(?:\d{{1,4}}|thu\s+(?:{_ORDINAL})|dau\s+tien)",
    }.items()
}
_WHOLE = frozenset(["article", "chapter"])  # "Điều 5.2" is no address
_COPY_ALONE = re.compile(r"\s*\(lan\s+(\d{1,3})\)")
_PART = re.compile(rf"({_FIRST})(?:\s*\(lan\s+(\d{{1,3}})\))?")
_LINK = re.compile(r"\s*[,;]?\s*(?:[–-]\s+)?(?:(?:cua|thuoc|tai|trong|o|nam|of|in|under|the)\s+)*")
_COMMA = re.compile(r", (?![^“]*”)")
_TITLE = re.compile(r"“((?:[^“”]|“[^”]*”)*)”|\"([^\"]+)\"")
_QUOTED = re.compile(r"[:,]\s*“[^”]*”?")


@dataclass(frozen=True, slots=True)
class Step:
    """One division of an address: its level, its label ("5", "v", "đ"), the how manyth of that label it is.

    `level` "" is a part of a dotted label: the 6 and the đ of "mục V.6.đ". `copy` 0 is not said.
    """

    level: str
    label: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is written; `segments` holds the steps of each word of it, in the order of the text."""

    written: str
    segments: tuple[tuple[Step, ...], ...]
    start: int
    end: int

    def orders(self) -> tuple[tuple[Step, ...], ...]:
        """The steps outermost first, in every order that may be meant."""
        ranked = tuple(sorted(self.segments, key=rank_of))
        # Of equal ranks ("mục 3 mục V") the last may be the outer one.
        turned = tuple(sorted(self.segments, key=rank_of, reverse=True))[::-1]
        runs = (self.segments, self.segments[::-1], ranked, turned)
        return tuple(dict.fromkeys(tuple(step for segment in run for step in segment) for run in runs))

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True)
class ClauseAddress:
    """Where a clause stands, as the parser of its document prints it: "mục V.6.đ, gạch đầu dòng 3"."""

    written: str

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its divisions, outermost first; read when they are first asked for."""
        return read_printed(self.written)

    @property
    def parts(self) -> tuple[str, ...]:
        """What its commas part: "mục V.6.đ" and "gạch đầu dòng 3"; those of a quoted title part nothing."""
        return tuple(_COMMA.split(self.written))

    @property
    def goes_on_with_dots(self) -> bool:
        """Whether a number below it is written behind a dot: "V.4" below "mục V", not below "mục V (lần 2)"."""
        begins = max((n for n, step in enumerate(self.steps) if step.level), default=0)
        innermost = self.steps[begins:]
        return [step.level for step in innermost[:1]] == ["section"] and not any(s.copy for s in innermost)

    def below(self, division: str) -> ClauseAddress:
        """The address of a division of this clause."""
        return ClauseAddress(f"{self.written}, {division}" if self.written else division)

    def dotted(self, label: str) -> ClauseAddress:
        """The address of a clause that is numbered through: "mục V.6" below "mục V"."""
        return ClauseAddress(f"{self.written}.{label}")

    def copy(self, number: int) -> ClauseAddress:
        """The address of another clause that is numbered alike, the `number`th."""
        return ClauseAddress(f"{self.written} (lần {number})")

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True)
class Level:
    """An entry of `addresses.toml`."""

    name: str
    rank: int
    words: tuple[str, ...]
    label: str
    weak: bool
    beside: bool
    not_after: tuple[str, ...]
    reads: tuple[str, ...]
    leaves: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).parent / "vocabulary" / "addresses.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _levels() -> dict[str, Level]:
    return {
        entry["name"]: Level(
            entry["name"], entry["rank"], tuple(entry["words"]), entry["label"], entry.get("weak", False),
            entry.get("beside", False), tuple(entry.get("not_after", ())), tuple(entry["reads"]), tuple(entry["leaves"]),
        )
        for entry in _data()["levels"]
    }  # fmt: skip


@cache
def _behind() -> re.Pattern[str]:
    behind, ends = ("|".join(map(fold, _data()[name])) for name in ("behind", "ends"))
    return re.compile(rf"\s+(?:(?:{behind})(?![^\W_])|(?:{ends})\W*$)")


def levels() -> tuple[Level, ...]:
    """The levels that are known, with examples of what is an address and what is none."""
    return tuple(_levels().values())


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, Level]]]:
    """(pattern of all words of division, folded word -> the word and its level)."""
    table = {fold(word): (word, level) for level in levels() for word in level.words}
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])({either})(?![^\W_])"), table


@dataclass(frozen=True, slots=True)
class _Segment:
    level: Level
    steps: tuple[Step, ...]
    start: int
    end: int
    word_end: int
    bare: bool = False  # no label stands behind the word
    labels: tuple[str, ...] = ()  # those that are named together, where there are several


def read_addresses(text: str) -> list[Address]:
    """The addresses in a text, in order. What is typed without diacritics is read and comes with them in `written`."""
    groups: list[list[_Segment]] = []
    for segment in _together(text, _outside_quotes(text, _segments(text))):
        if groups and _joined(text, groups[-1], segment):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return [
        Address(_spelled(text, run), tuple(s.steps for s in run), run[0].start, run[-1].end)
        for group in groups
        if _stands(text, group)
        for run in _each(group)
    ]


def _each(run: Sequence[_Segment]) -> Iterator[list[_Segment]]:
    """The addresses that a run names: one for each of the labels that are named together."""
    for choice in product(*((s.labels or ("",)) for s in run)):
        yield [
            replace(s, steps=(*s.steps[:-1], replace(s.steps[-1], label=_label(label))), labels=(label,))
            if label
            else s
            for s, label in zip(run, choice, strict=True)
        ]


@lru_cache(maxsize=65536)
def read_printed(address: str) -> tuple[Step, ...]:
    """The steps of an address that the documents' parser printed, outermost first."""
    return tuple(step for segment in _segments(address) for step in segment.steps)


def _segments(text: str) -> list[_Segment]:
    pattern, table = _words()
    folded = fold(text)
    found: list[_Segment] = []
    for match in pattern.finditer(folded):
        word, level = table[" ".join(match.group().split())]
        before = re.search(r"[^\W\d_]+(?=\s+$)", text[: match.start()].lower())
        if (
            (found and match.start() < found[-1].end)
            or not _typed_as(text[match.start() : match.end()], word)
            or (before and any(_typed_as(before.group(), other) for other in level.not_after))
        ):
            continue
        if segment := _labelled(text, folded, match, level):
            found.append(segment)
    return found


def _outside_quotes(text: str, segments: list[_Segment]) -> list[_Segment]:
    """The segments that stand in no quotation, where any does: a pasted citation may bring the clause's own words."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    outside = [s for s in segments if all(not start < s.start < end for start, end in quoted)]
    return outside or segments


def _together(text: str, segments: list[_Segment]) -> list[_Segment]:
    """The segments, with the labels that are named together with theirs."""
    joined: list[_Segment] = []
    for segment in segments:
        if joined and segment.start < joined[-1].end:
            continue
        labels = (segment.steps[-1].label,)
        if segment.level.label in ("any", "number") and segment.steps[-1].level != "title":
            found, end = read_labels(text, segment.end, labels[0], words=segment.level.words, ends=_ends())
            if (
                "-" in text[segment.word_end : segment.end]
                and segment.level.name != "section"
                and len(segment.steps) == 2
            ):
                ranged = between(segment.steps[0].label, segment.steps[1].label)  # "khoản 2-4"
                if len(ranged) > 2:
                    segment, found = replace(segment, steps=segment.steps[:1]), [*ranged, *found[1:]]
            if len(found) > 1:
                segment = replace(segment, labels=tuple(found), end=end)
        joined.append(segment)
    return joined


@cache
def _ends() -> tuple[str, ...]:
    return (*_data()["behind"], *(word for level in levels() for word in level.words))


def _labelled(text: str, folded: str, word: re.Match[str], level: Level) -> _Segment | None:
    """The segment that a word of division and the label behind it are; None where no label fits."""
    start, end = word.span()
    if level.name == "part" and (title := _TITLE.match(text, end + 1)):
        step = Step("title", " ".join(re.findall(r"[^\W_]+", fold(title.group(1) or title.group(2)))))
        return _Segment(level, (step,), start, title.end(), word.end())
    found = _LABELS[level.label].match(folded, end) if level.label in _LABELS else None
    if found and _is_label(text[found.start(1) : found.end(1)]):
        if level.label == "number":
            steps = [Step(level.name, _label(found.group(1)))]
        else:
            steps = [
                Step(
                    "" if part.start() > found.start(1) else level.name,
                    _label(text[slice(*part.span(1))].lower()),
                    int(part.group(2) or 0),
                )
                for part in _PART.finditer(folded, found.start(1), found.end(1))
            ]
        if level.name in _WHOLE and len(steps) > 1:
            return None
        return _Segment(level, tuple(steps), start, found.end(), word.end())
    if level.label in ("none", "any?"):
        copy = _COPY_ALONE.match(folded, end)
        name = " ".join(word.group().split()) if level.label == "none" else ""
        step = Step(level.name, name, int(copy.group(1)) if copy else 0)
        return _Segment(level, (step,), start, copy.end() if copy else end, word.end(), bare=copy is None)
    return None


def _label(typed: str) -> str:
    if fold(typed) == "dau tien":
        return "1"
    if (ordinal := re.fullmatch(r"thứ\s+(\w+)|thu\s+(\w+)", typed)) is not None:
        names = list(map(fold, _ORDINALS))
        return str(names.index(fold(ordinal.group(1) or ordinal.group(2))) + 1)
    return typed.lstrip("0") or "0" if typed.isdigit() else re.sub(r"^0+(?=\d)", "", typed)


def _is_label(label: str) -> bool:
    """Whether a label has no letter with a diacritic but đ: the "ý" of "điểm ý" is a word."""
    return all(
        fold(c) == c.lower() or c in "đĐ"
        for c in re.sub(r"thứ\s+\w+|lần|đầu\s+tiên", "", label, flags=re.IGNORECASE)
    )


def _typed_as(typed: str, word: str) -> bool:
    """Whether a word stands there, each syllable with its diacritics or bare of them."""
    pairs = zip(typed.lower().split(), word.split(), strict=False)
    return len(typed.split()) == len(word.split()) and all(a in (b, fold(b)) for a, b in pairs)


def _joined(text: str, run: Sequence[_Segment], segment: _Segment) -> bool:
    """Whether a segment goes on with the address before it."""
    if not _LINK.fullmatch(fold(text[run[-1].end : segment.start])):
        return False
    same = [s for s in run if s.level is segment.level]
    # "mục 3 mục V" is one address, "Điều 5, Điều 7" are two.
    return not same or (
        segment.level.name == "section" and len(same) == 1 and _script(same[0]) != _script(segment)
    )


def _script(segment: _Segment) -> str:
    label = segment.steps[0].label
    return "number" if label.isdigit() else "roman" if re.fullmatch(ROMAN, label) else "letter"


def _stands(text: str, run: Sequence[_Segment]) -> bool:
    """Whether a run of segments is an address: one without a label must be the whole text, a weak one must count nothing."""
    if len(run) > 1:
        return True
    only, after = run[0], fold(text[run[0].end :])
    if only.level.beside or fold(text[only.word_end : only.end]).strip() == "dau tien":
        return False
    if only.bare:
        return not re.search(r"\w", text[: only.start] + after)
    counts = only.steps[-1].label.isdigit() or only.steps[-1].label == "a"  # "part a" is English, too
    return not (only.level.weak and counts and re.match(r"\s+[^\W_]", after) and not _behind().match(after))


def _spelled(text: str, run: Sequence[_Segment]) -> str:
    """An address with the words of its divisions spelled in full."""
    _, table = _words()
    pieces, position = [], run[0].start
    for segment in run:
        typed = text[segment.start : segment.word_end]
        word = table[" ".join(fold(typed).split())][0]
        if segment.labels and word.removesuffix("s") in table:
            word = word.removesuffix("s")  # "clauses 2 to 4" are clause 2, clause 3, clause 4
        full = typed if typed.lower() == word else word
        pieces += [text[position : segment.start], full[0].upper() + full[1:] if typed[0].isupper() else full]
        position = segment.word_end
        if segment.labels:
            shown = segment.labels[0].upper() if text[position:].lstrip()[0].isupper() else segment.labels[0]
            pieces.append(f" {shown}")
            position = segment.end
    return "".join(pieces) + text[position : run[-1].end]


def join_addresses(outer: Address, inner: Address) -> Address:
    """Two addresses in a text as one, for what stands between them is no part of either."""
    written = f"{outer.written}, {inner.written}"
    return Address(written, (*outer.segments, *inner.segments), outer.start, inner.end)


def rank_of(segment: Sequence[Step]) -> int:
    """How far in a division is: the lower, the further out."""
    return _levels()["part" if segment[0].level == "title" else segment[0].level].rank


def word_of(level: str) -> str:
    """What a level is usually called: "khoản" for "clause"."""
    return _levels()[level].words[0]
