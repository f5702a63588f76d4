"""Comparisons: the target registers of documents or periods row by row; one thing in two documents with its clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.answers.choose import Case, Finding, Selector
from assistant.answers.draft import Draft
from assistant.answers.library import Reference
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.text import plain
from assistant.language.values import Period, find_periods
from assistant.messages.phrases import (
    Language,
    amount_phrase,
    period_phrase,
    reason_phrase,
    say,
    sentence,
    written_period,
)
from assistant.questions import leading_number
from assistant.registers import compare_targets
from assistant.types import (
    AbstentionReason,
    Comparison,
    ComparisonRow,
    Coverage,
    Document,
    Query,
    Section,
    Side,
    Target,
)

_MAX_SIDES = 4  # beside one another in an answer; more are for the command `compare`
_MAX_ROWS = 60
_MAX_ALONE = 20  # of what one side alone states, beside the shared rows
_ABOUT = 0.8  # share of a question's subject, weighed, that an indicator has to have
_LONG = 110  # characters of an indicator that a row shows


def sides_of(case: Case) -> tuple[Document, ...]:
    """The documents that a question compares: those of the named places, plans before press; else all plans."""
    plans = {d.place for d in case.scope if d.tier == "official"}
    if len(case.query.places) > 1:
        return tuple(d for d in case.scope if d.tier == "official" or d.place not in plans)
    return tuple(d for d in case.scope if d.tier == "official") or case.scope


def find_sides(case: Case, selector: Selector) -> tuple[Case, dict[str, Finding]]:
    """(the case as it was answered, finding of each document by id): as an amount where all sides give one."""
    by_amount = case.asking("value")
    found = {f.document.id: f for f in selector.findings(by_amount)}
    answered = by_amount
    if len(found) < len(case.scope):
        by_clause = case.asking(
            "who" if find_phrases(words(case.query.read), load_lexicon().kinds["who"]) else "open"
        )
        others = {f.document.id: f for f in selector.findings(by_clause)}
        if len(others) > len(found):
            answered, found = by_clause, others
    if len(case.scope) == 2 and (pair := selector.pair(answered, *case.scope)):
        found = {finding.document.id: finding for finding in pair}
    return answered, found


@dataclass(frozen=True, slots=True)
class RegisterComparison:
    """The comparison that a question asks for, and what its sides are called."""

    comparison: Comparison
    names: tuple[str, ...]
    when: str  # " đến năm 2030", " về nội dung được hỏi": what bounds the rows, to be said of them
    dated: bool  # the rows are of one period, or each side is a period: they need not say theirs

    @property
    def by_period(self) -> bool:
        """Whether the sides are periods of one document."""
        return len({side.document_id for side in self.comparison.sides}) == 1

    def first_of(self, row: ComparisonRow) -> int:
        """The side that the others are measured against."""
        return next(n for n, target in enumerate(row.targets) if target)


def compare_registers(case: Case, reference: Reference) -> RegisterComparison | None:
    """The registers that a question sets side by side, or their rows that it is about; None where it asks for no such rows.

    Of one indicator that both sides state the clauses tell more than the row: then None too.
    """
    query = case.query
    if query.agencies or query.other_agencies or query.values or query.registered == "other":
        return None
    query = replace(query, focus=tuple(w for w in query.focus if w not in query.numbers))
    named = query.registered or query.percent or query.counted
    if query.focus_words and not named and len(_subjects(query)) < 2:
        return None  # "kinh phí" is the subject of clauses before it is a word of an indicator
    targets = reference.catalog.targets
    with_targets = {target.document_id for target in targets}
    documents = [d for d in sides_of(case) if d.tier == "official" and d.id in with_targets]
    if len(documents) == 1:
        sides, names, when = _periods_of(documents[0], query, targets)
    else:
        asked = query.periods[0] if len(query.periods) == 1 else None
        when = f" {period_phrase(asked, query.language)}" if asked else ""
        sides = [Side(document.id, str(asked) if asked else None) for document in documents]
        names = [reference.name(document) for document in documents]
        if len(query.periods) > 1:
            targets = tuple(t for t in targets if any(_is_for(t, asked) for asked in query.periods))
    if not 1 < len(sides) <= _MAX_SIDES:
        return None
    comparison = compare_targets(targets, sides)
    if query.focus_words:
        rows = _rows_about(query, comparison, reference)
        if len(documents) > 1 and len(rows) == 1 and not rows[0].only_here:
            return None
        comparison = replace(comparison, rows=tuple(rows))
        when += say("asked_about", query.language)
    dated = len(documents) == 1 or len(query.periods) == 1
    return RegisterComparison(comparison, tuple(names), when, dated) if comparison.rows else None


def obstacle(case: Case, reference: Reference) -> tuple[AbstentionReason, str, str] | None:
    """Why registers cannot be compared that a question asks for: (reason, key of the sentence, what it names)."""
    query = case.query
    if query.registered != "targets" or query.agencies or set(query.focus_words) - set(query.numbers):
        return None
    known = {leading_number(d.number) for d in reference.catalog.documents if d.number}
    if unknown := [number for number in query.numbers if number not in known]:
        return "not_in_corpus", "no_document", ", ".join(unknown)
    stating = {reference.documents[target.document_id].place for target in reference.catalog.targets}
    lacking = [place for place in query.places if place not in stating]
    if lacking and len(query.places) > 1:
        return "not_in_corpus", "no_targets", ", ".join(lacking)
    if len([d for d in sides_of(case) if d.place in stating]) > _MAX_SIDES:
        return "ambiguous", "too_many_sides", ""
    return None


def _rows_about(query: Query, comparison: Comparison, reference: Reference) -> list[ComparisonRow]:
    """The rows whose indicators have the words of a question's subject, or of each of its subjects; else none."""
    subjects = _subjects(query)
    for parts in ([query.focus], subjects) if len(subjects) > 1 else ([query.focus],):
        found: list[list[ComparisonRow]] = []
        for focus in parts:
            about = replace(query, focus=focus)
            shares = [max(reference.share(about, t) for t in row.targets if t) for row in comparison.rows]
            least = max(_ABOUT, max(shares, default=0.0) - 0.05)
            found.append([row for row, share in zip(comparison.rows, shares, strict=True) if share >= least])
        if all(found):
            return [row for row in comparison.rows if any(row in rows for rows in found)]
    return []


def _subjects(query: Query) -> list[tuple[str, ...]]:
    """The parts of a question's subject: what stands between the words that carry none."""
    groups = groupby(query.focus, key=lambda word: word is not None)
    return [tuple(word for word in group if word) for known, group in groups if known]


def _periods_of(
    document: Document, query: Query, targets: Sequence[Target]
) -> tuple[list[Side], list[str], str]:
    """(sides, names, "") for the periods of one document: those asked for, else all, where it alone is asked about."""
    own = sorted({p for t in targets if t.document_id == document.id for p in find_periods(t.period or "")})
    if len(query.periods) > 1:
        own = [_stated_period(asked, own) for asked in sorted(query.periods)]
    elif query.periods or query.numbers or query.focus_words or query.aspect_of or len(query.places) > 1:
        own = []
    return [Side(document.id, str(p)) for p in own], [_period_name(p, query.language) for p in own], ""


def _stated_period(asked: Period, stated: Sequence[Period]) -> Period:
    """The period that a document itself names for an asked one: of "2035" its "2030-2035"."""
    return asked if asked in stated else next((p for p in stated if p.answers(asked)), asked)


def _period_name(period: Period, language: Language) -> str:
    """A period as the name of a side: "mốc 2030", "giai đoạn 2030-2035"."""
    if period.start is None:
        return say("mark_period", language, year=period.end)
    return period_phrase(period, language)


def _is_for(target: Target, asked: Period) -> bool:
    return any(period.answers(asked) for period in find_periods(target.period or ""))


def add_comparison(draft: Draft, query: Query, reference: Reference, asked: RegisterComparison) -> None:
    """The rows that a question asks to see, each with its clauses and its verdict."""
    writer = _Writer(draft, query, reference, asked)
    shared = [row for row in asked.comparison.rows if not row.only_here]
    side = _side_of(query, reference, asked)
    match query.aspect:
        case "only" | "absent":
            writer.alone([n for n in range(len(asked.names)) if (n == side) == (query.aspect == "only")])
        case "lower" | "higher" if side is not None:
            wanted = [row for row in shared if _stands(row, side, query.aspect)]
            writer.ranked(query.aspect, wanted, shared, side)
        case "equal" | "different" | "unequal":
            wanted = [row for row in shared if _stands(row, None, query.aspect)]
            writer.ranked("equal" if query.aspect == "equal" else "different", wanted, shared, None)
            if query.aspect == "different":
                writer.alone(range(len(asked.names)))
        case _:
            writer.shared(shared)
            if query.aspect != "shared":
                writer.alone(range(len(asked.names)))


def _side_of(query: Query, reference: Reference, asked: RegisterComparison) -> int | None:
    """The side that a comparison is about: that of a place, or of periods that which is named first."""
    sides = asked.comparison.sides
    if asked.by_period:
        periods = [find_periods(side.period or "")[0] for side in sides]
        return next((n for n, p in enumerate(periods) if query.periods and p.answers(query.periods[0])), None)
    places = [reference.documents[side.document_id].place for side in sides]
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


class _Writer:
    """Writes the rows of a comparison into a draft."""

    def __init__(self, draft: Draft, query: Query, reference: Reference, asked: RegisterComparison) -> None:
        self._draft, self._query, self._reference, self._asked = draft, query, reference, asked
        self._language: Language = query.language

    def shared(self, rows: Sequence[ComparisonRow]) -> None:
        """All rows that several sides state."""
        values = {"sides": self._joined(), "when": self._asked.when}
        if not rows and self._query.focus_words:
            return
        if not rows:
            self._draft.add(say("compared_none", self._language, **values), kind="absence")
            return
        self._listed(rows, say("compared", self._language, count=len(rows), **values))
        self._draft.coverage = Coverage(min(len(rows), _MAX_ROWS), len(rows))

    def ranked(
        self, aspect: str, rows: Sequence[ComparisonRow], shared: Sequence[ComparisonRow], side: int | None
    ) -> None:
        """The rows of an aspect, and those of which it cannot be told."""
        names = self._asked.names
        values = {
            "sides": self._joined(),
            "place": names[side or 0],
            "others": self._joined(n for n in range(len(names)) if n != side),
            "when": self._asked.when,
        }
        if rows:
            self._listed(rows, say(f"compared_{aspect}", self._language, count=len(rows), **values))
            self._draft.coverage = Coverage(min(len(rows), _MAX_ROWS), len(rows))
        else:
            sections = [s for row in shared for s in self._sections(row)]
            text = say(f"compared_{aspect}_none", self._language, **values)
            self._draft.add(text, *sections, kind="derived" if sections else "absence")
        unclear = [
            row
            for row in shared
            if row not in rows and "not_comparable" in row.verdicts and row.reason != "wording"
        ]
        if unclear and aspect != "equal":
            self._listed(unclear, say("compared_unclear", self._language))

    def alone(self, sides: Sequence[int]) -> None:
        """What each of the sides alone states."""
        all_asked = self._query.aspect in ("only", "absent")
        for number in sides:
            rows = [row for row in self._asked.comparison.rows if row.only_here and row.targets[number]]
            values = {"place": self._asked.names[number], "when": self._asked.when}
            if not rows:
                if all_asked:
                    self._draft.add(say("compared_only_none", self._language, **values), kind="absence")
                continue
            limit = _MAX_ROWS if all_asked or len(rows) <= _MAX_ALONE else _MAX_ALONE
            self._listed(rows, say("compared_only", self._language, **values), limit=limit)
            if all_asked and self._draft.coverage is None:
                self._draft.coverage = Coverage(min(len(rows), _MAX_ROWS), len(rows))

    def _listed(self, rows: Sequence[ComparisonRow], head: str, *, limit: int = _MAX_ROWS) -> None:
        shown = rows[:limit]
        sections = [section for row in shown for section in self._sections(row)]
        self._draft.add(_capitalised(head), *sections, kind="derived")
        for row in shown:
            self._draft.add(self._words(row), *self._sections(row), kind="derived", bullet=True)
        if len(shown) < len(rows):
            more = say("more", self._language, count=len(rows) - len(shown))
            self._draft.add(more, *sections, kind="derived")

    def _words(self, row: ComparisonRow) -> str:
        stated = [(n, target) for n, target in enumerate(row.targets) if target]
        indicator = self._indicator(stated[0][1], with_period=not self._asked.dated)
        unsure = any(target.unsure for _, target in stated)
        if row.only_here:
            level = amount_phrase(stated[0][1]) if stated[0][1].value is not None else ""
            text = (
                say("compared_one", self._language, indicator=indicator, level=level)
                if level
                else sentence(indicator)
            )
        else:
            levels = "; ".join(
                say("level", self._language, side=self._asked.names[n], amount=amount_phrase(target))
                for n, target in stated
                if target.value is not None
            )
            key = "compared_row" if levels else "compared_said"
            text = say(key, self._language, indicator=indicator, levels=levels, verdict=self._verdict(row))
        return say("unsure_row", self._language, text=text) if unsure else text

    def _verdict(self, row: ComparisonRow) -> str:
        first = self._asked.names[self._asked.first_of(row)]
        judged = [(self._asked.names[n], verdict) for n, verdict in enumerate(row.verdicts) if verdict]
        reason = reason_phrase(row, self._language)
        if len(judged) == 1:
            side, verdict = judged[0]
            return _capitalised(
                say(f"verdict_{verdict}", self._language, side=side, first=first, reason=reason)
            )
        endings = {"equal": "equal_to", "stricter": "stricter_than", "looser": "looser_than"}
        return _capitalised(
            "; ".join(
                say(
                    f"verdict_{endings.get(verdict, 'not_comparable_with')}",
                    self._language,
                    side=side,
                    first=first,
                )
                for side, verdict in judged
            )
        )

    def _indicator(self, target: Target, *, with_period: bool) -> str:
        """An indicator as it is worded, shortened; a part with its whole."""
        words_of = _shortened(target.indicator)
        whole = next((t for t in self._reference.catalog.targets if t.id == target.parent), None)
        if whole is not None:
            words_of = say("compared_part", self._language, part=words_of, whole=_shortened(whole.indicator))
        if with_period and target.period:
            words_of = f"{words_of} ({written_period(target.period, self._language)})"
        return _capitalised(words_of)

    def _sections(self, row: ComparisonRow) -> list[Section]:
        return [self._reference.sections[t.document_id, t.section_id] for t in row.targets if t]

    def _joined(self, sides: Iterable[int] | None = None) -> str:
        names = [
            self._asked.names[n] for n in (sides if sides is not None else range(len(self._asked.names)))
        ]
        joint = " và " if self._language == "vi" else " and "
        joined = joint.join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
        if not self._asked.by_period:
            return joined
        document = self._reference.documents[self._asked.comparison.sides[0].document_id]
        return say("periods_of", self._language, sides=joined, place=self._reference.name(document))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shortened(indicator: str) -> str:
    text = plain(indicator).strip(" .;,")
    return text if len(text) <= _LONG else text[:_LONG].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def add_verdict(draft: Draft, query: Query, reference: Reference, findings: dict[str, Finding]) -> None:
    """The verdict on two amounts of the same unit and period; nothing where they cannot be set side by side."""
    sides: list[tuple[Document, Target, Section]] = []
    for finding in findings.values():
        section = reference.section(finding.evidence[0].chunk)
        row = reference.asked_target(query, section)
        if row is not None and row.value is not None:
            sides.append((finding.document, row, section))
    if len(sides) != 2 or len(findings) != 2:
        return
    (first, one, first_section), (second, other, second_section) = sides
    pair = paired(reference, one, other)
    if pair is None or pair.reason in ("wording", "several", "unsure"):
        return
    verdict = pair.verdicts[1]
    if verdict == "stricter":
        (first, one), (second, other) = (second, other), (first, one)
    key = str(verdict)
    if verdict in ("stricter", "looser"):
        key = "higher" if (one.value or 0) > (other.value or 0) else "asks_more"
    draft.add(
        say(
            key, query.language, first=reference.name(first), second=reference.name(second),
            first_amount=amount_phrase(one), second_amount=amount_phrase(other),
            reason=reason_phrase(pair, query.language),
        ),
        first_section, second_section, kind="derived",
    )  # fmt: skip


def paired(reference: Reference, first: Target, second: Target) -> ComparisonRow | None:
    """The row of the register in which two targets stand side by side; None where it holds them for two indicators."""
    sides = [Side(first.document_id, first.period), Side(second.document_id, second.period)]
    rows = compare_targets(reference.catalog.targets, sides).rows
    return next((row for row in rows if row.targets == (first, second)), None)
