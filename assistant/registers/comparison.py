"""Targets of several documents or periods set side by side: which rows speak of one indicator, and which asks for more.

Two rows are paired when the words of their names agree (weighted by how few targets have them), what they count and
the period agree, and no other row fits as well. A verdict is given only where one level cannot lie on both sides of
the other; everything else is not comparable, with the reason.

The weights and the threshold were set on 51 hand-made pairs of indicators (23 the same in two wordings, 28 different but
alike) and the hand-written registers of the two plans (42 equal and 1,298 different pairs), with the word frequencies
of 19 documents: at .7 none of the different ones is paired (the likest has .67), 19 of 23 and 40 of 42 of the equal
ones are.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.judging import judging
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.registers.names import contrast, indicator_name
from assistant.registers.verdicts import difference, unit_class
from assistant.types import Comparison, ComparisonRow, Reason, Side, Target, Verdict


def compare_targets(targets: Sequence[Target], sides: Sequence[Side]) -> Comparison:
    """The indicators of the sides, paired, in the order of the first side: rows that several sides share first; of these, and of
    the others, objectives without an amount or a time come last."""
    likeness = _Likeness(targets)
    columns = [[t for t in targets if _belongs(t, side)] for side in sides]
    rows: list[list[Target | None]] = []
    ambiguous: set[str] = set()
    for number, column in enumerate(columns):
        pairs, doubtful = _assign(rows, column, number, sides, likeness)
        ambiguous |= doubtful
        for row, target in pairs:
            rows[row].append(target)
        taken = {target.id for _, target in pairs}
        for members in rows:
            members += [None] * (number + 1 - len(members))
        rows += [[None] * number + [target] for target in column if target.id not in taken]
    made = [_row(row, likeness, ambiguous) for row in rows]
    made.sort(key=lambda row: (row.only_here, not _states(row)))  # stable: shared rows first
    return Comparison(tuple(sides), tuple(made))


def _states(row: ComparisonRow) -> bool:
    """Whether a side states an amount or a time: a general objective does neither."""
    return any(target.value is not None or target.period is not None for target in row.targets if target)


def _belongs(target: Target, side: Side) -> bool:
    if target.document_id != side.document_id:
        return False
    if side.period is None:
        return True
    return target.period is not None and target.period.answers(side.period)


def _same_period(first: Target, second: Target) -> bool:
    one, other = first.years, second.years
    if one is None or other is None:
        return one is other
    return one.answers(other) or other.answers(one)


def _assign(
    rows: list[list[Target | None]],
    column: list[Target],
    number: int,
    sides: Sequence[Side],
    likeness: _Likeness,
) -> tuple[list[tuple[int, Target]], set[str]]:
    """((row, target) pairs, ids of targets that another row fits as well).

    The likest pairs are made first, not those of the greatest sum: that would give up a sure pair for two weak ones.
    Targets come before their parts, so that parts are paired through them.
    """
    constants = judging().comparison
    pairs: list[tuple[int, Target]] = []
    doubtful: set[str] = set()
    partners: dict[str, str] = {}
    for parts in (False, True):
        scored: list[tuple[float, int, int]] = []
        for n, row in enumerate(rows):
            for m, target in enumerate(column):
                members = [
                    t for k, t in enumerate(row) if t and _comparable_periods(sides, k, number, t, target)
                ]
                is_part = target.parent is not None or any(t.parent is not None for t in members)
                if not members or is_part != parts:
                    continue
                score = max(likeness.of(t, target, partners) for t in members)
                if score >= constants.pair:
                    scored.append((score, n, m))
        scored.sort(key=lambda item: (-item[0], abs(item[1] - item[2]), item[1]))
        free_rows = {n for _, n, _ in scored} - {n for n, _ in pairs}
        free = {m for _, _, m in scored} - {column.index(t) for _, t in pairs}
        for score, n, m in scored:
            if n not in free_rows or m not in free:
                continue
            rivals = [
                (k, j)
                for other, k, j in scored
                if (k == n) != (j == m) and other >= score - constants.tie and k in free_rows and j in free
            ]
            if any(_levels_differ(rows[k], column[j], rows[n], column[m]) for k, j in rivals):
                doubtful.add(column[m].id)
            free_rows.remove(n)
            free.remove(m)
            pairs.append((n, column[m]))
            partners |= {member.id: column[m].id for member in rows[n] if member}
    return pairs, doubtful


def _comparable_periods(sides: Sequence[Side], one: int, other: int, first: Target, second: Target) -> bool:
    """Whether two rows may be paired: their sides say for which period they stand, or their periods agree."""
    return (sides[one].period is not None and sides[other].period is not None) or _same_period(first, second)


def _levels_differ(
    row: list[Target | None], target: Target, row_made: list[Target | None], made: Target
) -> bool:
    first = {(t.value, t.upper, t.comparator) for t in (*row, *row_made) if t}
    second = {(t.value, t.upper, t.comparator) for t in (target, made)}
    return len(first) > 1 or len(second) > 1


class _Likeness:
    """How far two targets speak of one indicator, 0 to 1, with word weights from the targets at hand."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self.targets = {target.id: target for target in targets}
        self._frequency: Counter[str] = Counter()
        for target in self.targets.values():
            self._frequency.update(set(_name_words(target.indicator_name)))
        self._of_names = lru_cache(maxsize=None)(self._compare_names)

    def of(self, first: Target, second: Target, partners: dict[str, str]) -> float:
        """The likeness of two targets, a little above 1 in one clause; `partners`: which were paired already."""
        constants = judging().comparison
        score = self._of_names(first.indicator_name, second.indicator_name)
        if first.kind != second.kind:
            score *= constants.other_kind
        elif unit_class(first.unit) != unit_class(second.unit):
            score *= constants.other_unit
        if (first.document_id, first.section_id) == (second.document_id, second.section_id):
            score *= constants.same_clause
        if first.parent is None and second.parent is None:
            return score
        if first.parent is None or second.parent is None:
            return score * constants.other_kind
        if partners.get(first.parent) == second.parent:
            return min(1.0, score + (1 - score) * constants.parent_gain)
        one, other = self.targets.get(first.parent), self.targets.get(second.parent)
        if one is None or other is None or first.parent in partners or second.parent in partners.values():
            return score * constants.other_parent
        return score * max(constants.other_parent, self._of_names(one.indicator_name, other.indicator_name))

    def _compare_names(self, first: str, second: str) -> float:
        constants = judging().comparison
        one, other = self._weigh(first), self._weigh(second)
        shared = sum(min(weight, other[word]) for word, weight in one.items() if word in other)
        added = sum(weight for word, weight in one.items() if word not in other)
        lacking = sum(weight for word, weight in other.items() if word not in one)
        apart = constants.added * abs(added - lacking) + constants.replaced * 2 * min(added, lacking)
        score = shared / (shared + apart) if shared else 0.0
        match contrast(first, second):
            case "other":
                return score * constants.contrary
            case "narrower":
                return min(score, constants.same - constants.tie)
        return score

    def _weigh(self, name: str) -> dict[str, float]:
        constants, smoothing = judging().comparison, judging().evidence.smoothing
        weights: dict[str, float] = {}
        for position, word in enumerate(_name_words(name)):
            weight = math.log(1 + (len(self.targets) + 1) / (self._frequency.get(word, 0) + smoothing))
            weight *= constants.function_word if word in load_lexicon().stop else 1.0
            weights.setdefault(word, weight * (1.0 if position < constants.head else constants.tail_weight))
        return weights


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name, phrases that stand for one another in one wording."""
    tokens, synonyms = words(name), load_lexicon().synonyms
    written: list[str] = []
    position = 0
    for start, end in find_phrases(tokens, load_lexicon().terms):
        phrase = " ".join(tokens[start:end])
        alike = [other for other in synonyms[phrase] if phrase in synonyms.get(other, ())]
        written += [*tokens[position:start], *min([phrase, *alike]).split()]
        position = end
    return (*written, *tokens[position:])


def _row(row: Sequence[Target | None], likeness: _Likeness, ambiguous: set[str]) -> ComparisonRow:
    first = next(target for target in row if target)
    verdicts: list[Verdict | None] = []
    reason: Reason | None = None
    for target in row:
        if target is None or target is first:
            verdicts.append(None)
            continue
        verdict, why = _verdict(first, target, likeness, doubtful=target.id in ambiguous)
        verdicts.append(verdict)
        reason = reason or why
    return ComparisonRow(first.indicator_name, tuple(row), tuple(verdicts), reason)


def _verdict(
    first: Target, second: Target, likeness: _Likeness, *, doubtful: bool
) -> tuple[Verdict, Reason | None]:
    """How the second target stands against the first, and why it cannot be told."""
    if first.unsure or second.unsure:
        return "not_comparable", "unsure"
    if doubtful:
        return "not_comparable", "several"
    partners = {first.parent: second.parent} if first.parent and second.parent else {}
    constants = judging().comparison
    alike = likeness.of(first, second, partners)
    if first.value is None and second.value is None:
        return ("equal", None) if alike >= constants.said_alike else ("not_comparable", "wording")
    if first.value is None or second.value is None:
        return "not_comparable", "no_figure"
    if unit_class(first.unit) != unit_class(second.unit):
        return "not_comparable", "other_unit"
    if not _same_base(first, second):
        return "not_comparable", "other_base"
    if alike < constants.same:
        return "not_comparable", "wording"
    return difference(first, second, likeness.targets)


def _same_base(first: Target, second: Target) -> bool:
    """Whether two shares are of the same whole. A base that one row alone gives has to stand in the other's name."""
    bases = [_base_words(target) for target in (first, second)]
    if all(bases) or not any(bases):
        return bases[0] == bases[1]
    given, silent = (bases[0], second) if bases[0] else (bases[1], first)
    return given <= set(_name_words(silent.indicator_name))


def _base_words(target: Target) -> frozenset[str]:
    return frozenset(_name_words(indicator_name(target.base, target.place)) if target.base else ())
