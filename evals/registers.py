"""The two registers against the gold: rows are paired, then compared field by field.

An extracted row is a mapping as `targets --json` and `responsibilities --json` write it. Nothing of the
extraction is used here, so that it is not measured by its own rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from evals.assignment import best_pairs
from evals.register_fields import (
    FIELDS,
    Row,
    Same,
    comparator_class,
    same_body,
    same_clause,
    same_number,
    same_period,
    same_words,
    word_overlap,
)
from evals.register_gold import GoldRegister, GoldRow, Texts, covered_spans, row_span, scaled

SAME_SUBJECT = (
    0.5  # F1 of the words of two indicators whose amounts differ: one indicator with a wrong amount
)
PAIRED_NAMES = "indicator_name"


@dataclass(slots=True)
class FieldCount:
    """How often a field is stated in the gold, extracted, and both alike; `agreeing` counts rows, empty ones too."""

    stated: int = 0
    extracted: int = 0
    correct: int = 0
    agreeing: int = 0
    rows: int = 0

    def figures(self) -> dict[str, float | int | None]:
        """Counts and shares; a share of nothing is None."""
        return {
            "precision": _share(self.correct, self.extracted),
            "recall": _share(self.correct, self.stated),
            "accuracy": _share(self.agreeing, self.rows),
            "stated": self.stated,
            "extracted": self.extracted,
            "correct": self.correct,
        }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong: a row that is missing, one that is spurious, or a field of a row that was found."""

    kind: str
    document: str
    quote: str
    field: str | None = None
    expected: Any = None
    found: Any = None


@dataclass(slots=True)
class RegisterScore:
    """The figures of one register."""

    name: str
    gold: int = 0
    extracted: int = 0  # without those that were paired with an optional row of the gold
    matched: int = 0
    fields: dict[str, FieldCount] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The score as `eval registers --json` prints it."""
        rows = {
            "precision": _share(self.matched, self.extracted),
            "recall": _share(self.matched, self.gold),
            "gold": self.gold,
            "extracted": self.extracted,
            "matched": self.matched,
        }
        failures = [
            {name: getattr(each, name) for name in Failure.__dataclass_fields__} for each in self.failures
        ]
        return {
            "rows": rows,
            "fields": {name: count.figures() for name, count in self.fields.items()},
            "failures": failures,
        }

    def below(self, floor: float) -> list[str]:
        """The figures below a floor, worded; what nothing was counted for is not below it."""
        parts = self.to_dict()
        figures = {"rows": parts["rows"], **parts["fields"]}
        return [
            f"{self.name} {name}: {measure} {each[measure]:.3f}"
            for name, each in figures.items()
            for measure in ("precision", "recall")
            if each[measure] is not None and each[measure] < floor
        ]


# Pairing


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the lines that a span touches."""
    line_end = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Intersection over union of two spans."""
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return max(0, shared) / (max(first[1], second[1]) - min(first[0], second[0]))


def _both(first: Any, second: Any, same: Same) -> bool:
    return first is second or (first is not None and second is not None and same(first, second))


def _target_likeness(gold: GoldRow, row: Row) -> float:
    """How well two targets of one clause go together; 0 where neither amount nor indicator are alike."""
    value = all(_both(gold.fields[name], row.get(name), same_number) for name in ("value", "upper"))
    subject = max(word_overlap(each, row["indicator"]) for each in gold.readings("indicator"))
    if not value and subject < SAME_SUBJECT:
        return 0.0
    unit = any(_both(each, row.get("unit"), same_words) for each in gold.readings("unit"))
    period = any(_both(each, row.get("period"), same_period) for each in gold.readings("period"))
    return 4 * value + 2 * period + unit + subject


def _responsibility_likeness(gold: GoldRow, row: Row) -> float:
    agency = any(same_body(each, row["agency_name"]) for each in gold.readings("agency_name"))
    return 1 + 3 * agency + same_words(gold.fields["role"], row["role"])


LIKENESS = {"targets": _target_likeness, "responsibilities": _responsibility_likeness}


def pair_rows(
    register: GoldRegister, rows: Sequence[Row], texts: Texts
) -> tuple[dict[int, int], frozenset[int]]:
    """Gold position → row position of the best one-to-one pairing, and the positions of the rows that count.

    Rows are paired within the lines of the gold quote only. A row counts where the document is annotated.
    """
    covered = covered_spans(register, texts)
    counted = frozenset(
        position
        for position, row in enumerate(rows)
        if any(
            start < row["end"] and row["start"] < end for start, end in covered.get(row["document_id"], ())
        )
    )
    likeness: dict[tuple[int, int], float] = {}
    for gold_position, gold in enumerate(register.rows):
        span = row_span(gold, texts)
        start, end = _lines(texts[gold.document], *span)
        for position in counted:
            row = rows[position]
            if row["document_id"] != gold.document or row["end"] <= start or end <= row["start"]:
                continue
            value = LIKENESS[register.name](gold, row)
            if value > 0:
                value += _overlap(span, (row["start"], row["end"]))
                likeness[gold_position, position] = value / (2 if gold.optional else 1)
    return best_pairs(likeness), counted


# Comparing


def score_register(register: GoldRegister, rows: Iterable[Row], texts: Texts) -> RegisterScore:
    """Rows and fields against the gold. Raises: EvaluationDataError where the gold does not fit the documents."""
    extracted = [_in_gold_terms(row) if register.name == "targets" else row for row in rows]
    pairs, counted = pair_rows(register, extracted, texts)
    needed = {here: there for here, there in pairs.items() if not register.rows[here].optional}
    score = RegisterScore(
        register.name,
        gold=sum(not gold.optional for gold in register.rows),
        extracted=len(counted) - (len(pairs) - len(needed)),
        matched=len(needed),
        fields={name: FieldCount() for name in FIELDS[register.name]},
    )
    gold_of_id = {extracted[there].get("id"): register.rows[here] for here, there in needed.items()}
    for position, gold in enumerate(register.rows):
        if position in needed:
            found = _fields_of(register.name, extracted[needed[position]], gold_of_id)
            for name, same in FIELDS[register.name].items():
                _count_field(score, name, gold, found.get(name), same)
        elif not gold.optional:
            score.failures.append(Failure("missing", gold.document, gold.quote, expected=_told(gold.fields)))
    for there in sorted(counted - set(pairs.values())):
        row = extracted[there]
        score.failures.append(Failure("spurious", row["document_id"], row["quote"], found=_told(row)))
    if register.name == "targets":
        _count_names(score, [(register.rows[here], extracted[there]) for here, there in needed.items()])
    return score


def _told(fields: Row) -> dict[str, Any]:
    """What tells a row from others of its clause."""
    names = ("value", "upper", "unit", "period", "agency_name", "role")
    return {name: fields[name] for name in names if fields.get(name) is not None}


def _in_gold_terms(row: Row) -> Row:
    """A target with its comparator as a class and its amount without scale words in the unit."""
    value, unit = scaled(row.get("value"), row.get("unit"))
    upper, _ = scaled(row.get("upper"), row.get("unit"))
    return {**row, "comparator": comparator_class(row), "value": value, "upper": upper, "unit": unit}


def _fields_of(register: str, row: Row, gold_of_id: Mapping[Any, GoldRow]) -> dict[str, Any]:
    """The fields in the shape of the gold: no empty texts, a parent by its gold quote."""
    fields = {name: None if row.get(name) == "" else row.get(name) for name in FIELDS[register]}
    if register == "targets":
        parent = gold_of_id.get(row["parent"]) if row.get("parent") else None
        fields["parent"] = parent.quote if parent else row.get("parent")
    return fields


def _count_field(score: RegisterScore, name: str, gold: GoldRow, found: Any, same: Same) -> None:
    count = score.fields[name]
    readings = gold.readings(name)
    if name == "partners":
        found = tuple(found or ())
        expected = max(readings, key=lambda each: _likeness_of_lists(tuple(each), found, same))
        correct, stated, extracted = _matched_items(expected, found, same), len(expected), len(found)
        agrees = correct == stated == extracted
    else:
        if name == "indicator" and gold.fields["kind"] == "qualitative":
            same = same_clause
        expected = next((reading for reading in readings if _both(reading, found, same)), readings[0])
        agrees = _both(expected, found, same)
        stated, extracted = int(expected is not None), int(found is not None)
        correct = int(agrees and expected is not None)
    count.rows += 1
    count.agreeing += agrees
    count.stated += stated
    count.extracted += extracted
    count.correct += correct
    if not agrees:
        score.failures.append(Failure("wrong", gold.document, gold.quote, name, expected, found))


def _matched_items(expected: Sequence[str], found: Sequence[str], same: Same) -> int:
    likeness = {
        (here, there): 1.0
        for here, first in enumerate(expected)
        for there, second in enumerate(found)
        if same(first, second)
    }
    return len(best_pairs(likeness))


def _likeness_of_lists(expected: Sequence[str], found: Sequence[str], same: Same) -> float:
    """F1 of the items; two empty lists are alike."""
    total = len(expected) + len(found)
    return 2 * _matched_items(expected, found, same) / total if total else 1.0


def _count_names(score: RegisterScore, matched: Sequence[tuple[GoldRow, Row]]) -> None:
    """Pairs of amounts with one indicator: by the keys of the gold, and by the names that were extracted."""
    count = score.fields[PAIRED_NAMES] = FieldCount()
    named = [
        (gold, row.get("indicator_name")) for gold, row in matched if gold.fields["kind"] == "quantitative"
    ]
    for (first, first_name), (second, second_name) in combinations(named, 2):
        together = first.fields["indicator_key"] == second.fields["indicator_key"]
        alike = bool(first_name) and first_name == second_name
        count.stated += together
        count.extracted += alike
        count.correct += together and alike
        count.agreeing += together == alike
        count.rows += 1
        if together != alike:
            expected = (
                f"{'the name' if together else 'another name than that'} of {second.document}: {second.quote}"
            )
            score.failures.append(
                Failure("wrong", first.document, first.quote, PAIRED_NAMES, expected, first_name)
            )
