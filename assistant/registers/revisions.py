"""Two versions of a document, clause by clause: what was added, dropped, reworded, and where a figure is another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from assistant.judging import judging
from assistant.language.text import normalise_space, place_tones, plain
from assistant.language.values import find_values
from assistant.types import Section

ChangeKind = Literal["added", "dropped", "figures", "words"]
_WITHOUT_CONTENT = frozenset(["boilerplate"])
_WORD = re.compile(r"\s*\S+")
_NEAR = 40  # clauses on either side among which a reworded one is looked for
_MARK = re.compile(
    r"^\W*(?:\w{1,4}[.)/]|[-+*])\s+"
)  # what numbers a clause, which changes where one is put in


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that is not the same in both versions; `old` is None for one that was added, `new` for one dropped.

    `words`: pieces in order, as (old words, new words); equal pieces are alike. `figures`: what stands only in the old
    clause, and only in the new one. A clause with other figures is of the kind `figures`, whatever else changed in it.
    """

    kind: ChangeKind
    old: Section | None
    new: Section | None
    words: tuple[tuple[str, str], ...] = ()
    figures: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class Revision:
    """What a new version changed: in the order of the new text, with what was dropped where it stood."""

    changes: tuple[ClauseChange, ...]
    unchanged: int
    moved: int  # the same words at another address

    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in ("added", "dropped", "figures", "words")}


def compare_clauses(old: Sequence[Section], new: Sequence[Section]) -> Revision:
    """The clauses of two versions, paired by their words first, wherever they stand, then by address and likeness."""
    before = [section for section in old if section.kind not in _WITHOUT_CONTENT and section.text.strip()]
    after = [section for section in new if section.kind not in _WITHOUT_CONTENT and section.text.strip()]
    partner: dict[int, int] = {}  # position in the new version → in the old one
    taken: set[int] = set()

    def pair(key: Callable[[Section], Hashable], fits: Callable[[Section, Section], bool] | None) -> None:
        waiting: dict[Hashable, list[int]] = {}
        for position, section in enumerate(before):
            if position not in taken:
                waiting.setdefault(key(section), []).append(position)
        for position, section in enumerate(after):
            if position in partner:
                continue
            candidates = waiting.get(key(section), [])
            found = next((p for p in candidates if fits is None or fits(before[p], section)), None)
            if found is not None:
                candidates.remove(found)
                partner[position] = found
                taken.add(found)

    pair(lambda section: (str(section.address), _content(section)), None)
    pair(_content, None)
    pair(lambda section: str(section.address), _alike)
    _pair_neighbours(before, after, partner, taken)
    changes: list[tuple[tuple[int, int], ClauseChange]] = []  # by position; what was dropped comes behind
    unchanged = moved = 0
    for position, section in enumerate(after):
        if position not in partner:
            changes.append(((position, 0), ClauseChange("added", None, section)))
        elif _content(known := before[partner[position]]) != _content(section):
            changes.append(((position, 0), _change(known, section)))
        elif str(known.address) == str(section.address):
            unchanged += 1
        else:
            moved += 1
    stood = {was: now for now, was in partner.items()}
    last = -1
    for position, section in enumerate(before):
        last = stood.get(position, last)
        if position not in taken:
            changes.append(((last, 1), ClauseChange("dropped", section, None)))
    changes.sort(key=lambda item: item[0])
    return Revision(tuple(change for _, change in changes), unchanged, moved)


def _pair_neighbours(
    before: Sequence[Section], after: Sequence[Section], partner: dict[int, int], taken: set[int]
) -> None:
    """Pairs what is left with the likest clause that stands near: after the partner of the clause before it."""
    near = 0
    for position, section in enumerate(after):
        if position in partner:
            near = partner[position] + 1
            continue
        candidates = [
            p for p in range(max(0, near - _NEAR), min(len(before), near + _NEAR)) if p not in taken
        ]
        likest = max(candidates, key=lambda p: _likeness(before[p], section), default=None)
        if likest is not None and _likeness(before[likest], section) >= judging().comparison.reworded:
            partner[position] = likest
            taken.add(likest)
            near = likest + 1


def _content(section: Section) -> str:
    """The words of a clause without what numbers it, spaces and spelling of tones apart."""
    words = _MARK.sub("", place_tones(normalise_space(plain(section.text))))
    return re.sub(r"\s+(?=%)", "", words)


def _alike(old: Section, new: Section) -> bool:
    return _likeness(old, new) >= judging().comparison.reworded


def _likeness(old: Section, new: Section) -> float:
    matcher = SequenceMatcher(None, _content(old), _content(new), autojunk=False)
    least = judging().comparison.reworded
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def _change(old: Section, new: Section) -> ClauseChange:
    before, after = _figures(old), _figures(new)
    figures = tuple((before - after).elements()), tuple((after - before).elements())
    kind: ChangeKind = "figures" if any(figures) else "words"
    return ClauseChange(kind, old, new, _words(_content(old), _content(new)), figures)


def _figures(section: Section) -> Counter[str]:
    return Counter(normalise_space(value.written) for value in find_values(_content(section)))


def _words(old: str, new: str) -> tuple[tuple[str, str], ...]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after], autojunk=False)
    return tuple(
        ("".join(before[a:b]).strip(), "".join(after[c:d]).strip()) for _, a, b, c, d in matcher.get_opcodes()
    )


def describe_change(change: ClauseChange) -> dict[str, Any]:
    """A change as JSON, with both clauses by address, words and offsets."""

    def clause(section: Section | None) -> dict[str, Any] | None:
        return (
            None
            if section is None
            else {
                "id": section.id,
                "address": str(section.address),
                "headings": list(section.headings),
                "quote": section.text,
                "start": section.start,
                "end": section.end,
            }
        )

    return {
        "kind": change.kind,
        "old": clause(change.old),
        "new": clause(change.new),
        "words": [{"old": old, "new": new} for old, new in change.words],
        "figures": {"old": list(change.figures[0]), "new": list(change.figures[1])},
    }
