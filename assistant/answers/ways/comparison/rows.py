"""The rows of compared registers as an answer shows them: each with its clauses and its verdict, aspect by aspect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.ways.comparison.registers import RegisterComparison
from assistant.language.text import plain
from assistant.messages.phrases import amount_in, capitalised, period_phrase, reason_phrase, sentence
from assistant.types import ComparisonRow, Coverage, Section, Target

_MAX_ROWS = 60
_MAX_ALONE = 6  # of what one side alone states, beside the shared rows
_LONG = 110  # characters of an indicator that a row shows


def write_rows(case: Case, asked: RegisterComparison) -> Draft:
    """The rows that a question asks to see, each with its clauses and its verdict."""
    rows, query = _Rows(case, asked), case.query
    shared = [row for row in asked.comparison.rows if not row.only_here]
    sides = range(len(asked.names))
    side = _side_of(case, asked)
    match query.aspect:
        case "only" | "absent":
            return rows.alone([n for n in sides if (n == side) == (query.aspect == "only")])
        case "lower" | "higher" if side is not None:
            wanted = [row for row in shared if _stands(row, side, query.aspect)]
            return rows.ranked(query.aspect, wanted, shared, side)
        case "equal" | "unequal":
            wanted = [row for row in shared if _stands(row, None, query.aspect)]
            return rows.ranked("equal" if query.aspect == "equal" else "different", wanted, shared, None)
        case "different":
            wanted = [row for row in shared if _stands(row, None, query.aspect)]
            return rows.ranked("different", wanted, shared, None) + rows.alone(sides, briefly=bool(wanted))
        case "shared":
            return rows.shared(shared)
        case _:
            return rows.shared(shared) + rows.alone(sides, briefly=bool(shared))


def _side_of(case: Case, asked: RegisterComparison) -> int | None:
    """The side that a comparison is about: that of a place, or of periods that which is named first."""
    query, sides = case.query, asked.comparison.sides
    if asked.by_period:
        periods, first = [side.period for side in sides], query.periods[:1]
        return next((n for n, p in enumerate(periods) if p and any(map(p.answers, first))), None)
    places = [case.reference.documents[side.document_id].place for side in sides]
    return places.index(query.aspect_of) if query.aspect_of in places else None


def _stands(row: ComparisonRow, side: int | None, aspect: str) -> bool:
    """Whether a row is one of an aspect: on it the side is below or above another, or the levels are (not) equal."""
    verdicts = {n: v for n, v in enumerate(row.verdicts) if v}
    if aspect == "equal":
        return set(verdicts.values()) == {"equal"}
    if aspect in ("different", "unequal"):
        return bool(set(verdicts.values()) & {"stricter", "looser"})
    below, above = ("looser", "stricter") if aspect == "lower" else ("stricter", "looser")
    if side in verdicts:
        return verdicts[side] == below
    return row.targets[side or 0] is not None and above in verdicts.values()


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of a comparison, put into words for a question."""

    case: Case
    asked: RegisterComparison

    def shared(self, rows: Sequence[ComparisonRow]) -> Draft:
        """All rows that several sides state."""
        values = {"sides": self._joined(), "when": self.asked.when}
        if not rows and self.case.query.focus_words:
            return self.case.draft()
        if not rows:
            said = self.case.say("compared_none", **values)
            return self.case.draft([Line.of(said, kind="absence")])
        head = self.case.say("compared", count=len(rows), **values)
        return self.case.draft(self._listed(rows, head), coverage=_counted(rows))

    def ranked(
        self, aspect: str, rows: Sequence[ComparisonRow], shared: Sequence[ComparisonRow], side: int | None
    ) -> Draft:
        """The rows of an aspect, and those of which it cannot be told."""
        names = self.asked.names
        values = {
            "sides": self._joined(),
            "place": names[side or 0],
            "others": self._joined(n for n in range(len(names)) if n != side),
            "when": self.asked.when,
        }
        if rows:
            head = self.case.say(f"compared_{aspect}", count=len(rows), **values)
            draft = self.case.draft(self._listed(rows, head), coverage=_counted(rows))
        else:
            sections = [s for row in shared for s in self._sections(row)]
            said = self.case.say(f"compared_{aspect}_none", **values)
            draft = self.case.draft([Line.of(said, *sections, kind="derived" if sections else "absence")])
        unclear = [
            row
            for row in shared
            if row not in rows and "not_comparable" in row.verdicts and row.reason != "wording"
        ]
        if unclear and aspect != "equal":
            draft += self.case.draft(self._listed(unclear, self.case.say("compared_unclear")))
        return draft

    def alone(self, sides: Sequence[int], *, briefly: bool = False) -> Draft:
        """What each of the sides alone states; briefly beside rows that several state: those with a figure first."""
        draft = self.case.draft()
        all_asked = self.case.query.aspect in ("only", "absent")
        for number in sides:
            rows = [row for row in self.asked.comparison.rows if row.only_here and row.targets[number]]
            values = {"place": self.asked.names[number], "when": self.asked.when}
            if rows:
                if briefly:
                    rows.sort(key=lambda row: row.targets[number].value is None)  # type: ignore[union-attr]
                limit = _MAX_ALONE if briefly else _MAX_ROWS
                lines = self._listed(rows, self.case.say("compared_only", **values), limit=limit)
                draft += self.case.draft(lines, coverage=_counted(rows) if all_asked else None)
            elif all_asked:
                said = self.case.say("compared_only_none", **values)
                draft += self.case.draft([Line.of(said, kind="absence")])
        return draft

    def _listed(self, rows: Sequence[ComparisonRow], head: str, *, limit: int = _MAX_ROWS) -> list[Line]:
        shown = rows[:limit]
        sections = [section for row in shown for section in self._sections(row)]
        lines = [Line.of(capitalised(head), *sections, kind="derived")]
        if len(shown) > 1:
            lines += self._table(shown)
        else:
            lines += [
                Line.of(self._words(row), *self._sections(row), kind="derived", bullet=True) for row in shown
            ]
        if len(shown) < len(rows):
            more = self.case.say("more", count=len(rows) - len(shown))
            lines.append(Line.of(more, *sections, kind="derived"))
        return lines

    def _table(self, rows: Sequence[ComparisonRow]) -> list[Line]:
        """Rows side by side: the indicator, its period, a column for each side, the verdict; of one side alone its level."""
        case, alone = self.case, all(row.only_here for row in rows)
        dated = self.asked.dated or not any(
            target and target.period for row in rows for target in row.targets
        )
        columns = [case.say("column_indicator")] + ([] if dated else [case.say("column_period")])
        columns += [case.say("column_level")] if alone else [*self.asked.names, case.say("column_verdict")]
        lines = []
        for row in rows:
            first = next(target for target in row.targets if target)
            indicator, unsure = self._named(first), any(target and target.unsure for target in row.targets)
            period = period_phrase(first.period, case.query.language) if first.period else "–"
            told: list[tuple[str, list[Section]]] = [
                (case.say("unsure_row", text=indicator) if unsure else indicator, [])
            ]
            told += [] if dated else [(period, [])]
            levels = [(self._level(target), self._section(target)) for target in row.targets]
            if alone:
                told += [next(level for level, target in zip(levels, row.targets, strict=True) if target)]
            else:
                told += [*levels, (self._verdict(row), [])]
            lines.append(Line.row(columns, told, kind="derived"))
        return lines

    def _level(self, target: Target | None) -> str:
        """What a cell says of a side: its level, that it states it without a figure, or nothing."""
        if target is None:
            return "–"
        if target.value is None:
            return self.case.say("without_figure")
        return f"**{amount_in(target, self.case.query.language)}**"

    def _words(self, row: ComparisonRow) -> str:
        stated = [(n, target) for n, target in enumerate(row.targets) if target]
        first = stated[0][1]
        indicator = self._indicator(first)
        language = self.case.query.language
        if row.only_here:
            level = amount_in(first, language) if first.value is not None else ""
            one = self.case.say("compared_one", indicator=indicator, level=level)
            text = one if level else sentence(indicator)
        else:
            levels = "; ".join(
                self.case.say("level", side=self.asked.names[n], amount=amount_in(target, language))
                for n, target in stated
                if target.value is not None
            )
            key = "compared_row" if levels else "compared_said"
            text = self.case.say(key, indicator=indicator, levels=levels, verdict=self._verdict(row))
        unsure = any(target.unsure for _, target in stated)
        return self.case.say("unsure_row", text=text) if unsure else text

    def _verdict(self, row: ComparisonRow) -> str:
        first = self.asked.names[self.asked.first_of(row)]
        judged = [(self.asked.names[n], verdict) for n, verdict in enumerate(row.verdicts) if verdict]
        if len(judged) == 1:
            side, verdict = judged[0]
            reason = reason_phrase(row, self.case.query.language)
            said = self.case.say(f"verdict_{verdict}", side=side, first=first, reason=reason)
            return capitalised(said)
        endings = {"equal": "equal_to", "stricter": "stricter_than", "looser": "looser_than"}
        keys = [(f"verdict_{endings.get(verdict, 'not_comparable_with')}", side) for side, verdict in judged]
        return capitalised("; ".join(self.case.say(key, side=side, first=first) for key, side in keys))

    def _indicator(self, target: Target) -> str:
        """An indicator as a list has it: with its period where the rows have several."""
        said = self._named(target)
        if target.period and not self.asked.dated:
            return f"{said} ({period_phrase(target.period, self.case.query.language)})"
        return said

    def _named(self, target: Target) -> str:
        """An indicator as it is worded, shortened; a part with its whole."""
        said = _shortened(target.indicator)
        whole = self.case.reference.parent(target)
        if whole is not None:
            said = self.case.say("compared_part", part=said, whole=_shortened(whole.indicator))
        return capitalised(said)

    def _sections(self, row: ComparisonRow) -> list[Section]:
        return [section for target in row.targets for section in self._section(target)]

    def _section(self, target: Target | None) -> list[Section]:
        return [self.case.reference.sections[target.document_id, target.section_id]] if target else []

    def _joined(self, sides: Iterable[int] | None = None) -> str:
        """The names of sides, of all where none are given: "Huế và Cần Thơ"."""
        numbers = range(len(self.asked.names)) if sides is None else sides
        names = [self.asked.names[n] for n in numbers]
        joint = " và " if self.case.query.language == "vi" else " and "
        joined = joint.join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
        if not self.asked.by_period:
            return joined
        reference = self.case.reference
        document = reference.documents[self.asked.comparison.sides[0].document_id]
        return self.case.say("periods_of", sides=joined, place=reference.name(document))


def _counted(rows: Sequence[ComparisonRow]) -> Coverage:
    return Coverage(min(len(rows), _MAX_ROWS), len(rows))


def _shortened(indicator: str) -> str:
    text = plain(indicator).strip(" .;,")
    return text if len(text) <= _LONG else text[:_LONG].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
