"""Gold registers: rows written by hand from the documents, read strictly and found in their documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import EvaluationDataError
from evals.jsonl import Record, read_json_lines
from evals.normalise import normalise
from evals.records import quote_spans

GOLD_FOLDER = Path(__file__).parent / "gold"
COMPARATORS = ("at_least", "over", "at_most", "under", "about", "exact", "increase", "decrease")
KINDS = ("quantitative", "qualitative")
ROLES = ("chủ trì", "phối hợp", "tham mưu", "hướng dẫn", "báo cáo", "đề nghị", "thực hiện")
Texts = Mapping[str, str]  # document id → source text

_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỉ": 1e9}
_SCALED_UNIT = re.compile(rf"(?:{'|'.join(_SCALES)})(?!\w)\s*")


def scaled(amount: float | None, unit: str | None) -> tuple[float | None, str | None]:
    """Amount and unit with the scale words of the unit multiplied out: 400 triệu USD is 400,000,000 USD."""
    rest = normalise(unit or "")
    while amount is not None and (scale := _SCALED_UNIT.match(rest)):
        amount, rest = amount * _SCALES[scale.group().strip()], rest[scale.end() :]
    return amount, rest or None


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A row of a register as the document states it; `fields` are those of the file, amounts `scaled`."""

    document: str
    quote: str
    within: str | None  # longer words that stand once in the document and hold the quote once
    fields: Mapping[str, Any]
    also: Mapping[str, tuple[Any, ...]]  # other readings of a field that count as right
    optional: bool
    place: str  # file:line

    def readings(self, name: str) -> tuple[Any, ...]:
        """What may stand in a field, the preferred reading first."""
        return (self.fields[name], *self.also.get(name, ()))


@dataclass(frozen=True, slots=True)
class CoveredPart:
    """A part of a document that is annotated completely, by its first and its last words."""

    document: str
    first: str
    last: str
    place: str


@dataclass(frozen=True, slots=True)
class GoldRegister:
    """All rows of one register; a document with covered parts is annotated there only, any other as a whole."""

    name: str
    rows: tuple[GoldRow, ...]
    covered: tuple[CoveredPart, ...] = ()

    @property
    def documents(self) -> frozenset[str]:
        """The ids of the documents that are annotated."""
        return frozenset([row.document for row in self.rows] + [part.document for part in self.covered])


def _number(record: Record, name: str) -> float | None:
    value = record.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
        raise record.error(name, f"expected a number or null, found {type(value).__name__}")
    return value


def _choice_or_null(record: Record, name: str, choices: tuple[str, ...]) -> str | None:
    return None if record.get(name) is None else record.choice(name, choices)


def _text_or_null(record: Record, name: str) -> str | None:
    return None if record.get(name) is None else record.text(name)


def _target_fields(record: Record) -> dict[str, Any]:
    kind = record.choice("kind", KINDS)
    comparator = _choice_or_null(record, "comparator", COMPARATORS)
    stated = _number(record, "value")
    for name, given in (("comparator", comparator), ("value", stated)):
        if (given is None) != (kind == "qualitative"):
            raise record.error(name, f"does not go with the kind {kind!r}")
    value, unit = scaled(stated, _text_or_null(record, "unit"))
    upper, _ = scaled(_number(record, "upper"), _text_or_null(record, "unit"))
    return {
        "indicator": record.text("indicator"),
        "indicator_key": record.text("indicator_key"),
        "comparator": comparator,
        "value": value,
        "upper": upper,
        "unit": unit,
        "base": _text_or_null(record, "base"),
        "period": _text_or_null(record, "period"),
        "kind": kind,
        "parent": _text_or_null(record, "parent_quote"),
    }


def _responsibility_fields(record: Record) -> dict[str, Any]:
    return {
        "agency": record.text("agency"),
        "agency_name": record.text("agency_name"),
        "role": record.choice("role", ROLES),
        "partners": record.texts("partners"),
        "product": _text_or_null(record, "product"),
        "deadline": _text_or_null(record, "deadline"),
        "recipient": _text_or_null(record, "recipient"),
    }


FIELDS_OF = {"targets": _target_fields, "responsibilities": _responsibility_fields}


def _row(record: Record, register: str) -> GoldRow:
    fields = FIELDS_OF[register](record)
    record.boolean("unsure")
    also: dict[str, tuple[Any, ...]] = {}
    if "also" in record.fields:
        others = record.child("also", record.get("also"))
        for name in others.fields:
            if name not in fields:
                raise others.error(name, "no such field")
            also[name] = tuple(others.items(name))
            for position, reading in enumerate(also[name]):
                _check_reading(others, f"{name}[{position}]", fields[name], reading)
    row = GoldRow(
        document=record.text("document"),
        quote=unicodedata.normalize("NFC", record.text("quote")),
        within=unicodedata.normalize("NFC", record.text("within")) if "within" in record.fields else None,
        fields=fields,
        also=also,
        optional=record.boolean("optional") if "optional" in record.fields else False,
        place=record.place,
    )
    record.refuse_unknown()
    return row


def _check_reading(record: Record, name: str, preferred: Any, reading: Any) -> None:
    """Another reading has the type of the preferred one; only one of two texts or numbers may be null."""
    if isinstance(preferred, tuple) != isinstance(reading, list):
        raise record.error(name, "is not of the field's type")
    if reading is None and preferred is None:
        raise record.error(name, "repeats the field")


def _covered(record: Record) -> CoveredPart:
    ends = record.texts("covered")
    if len(ends) != 2:
        raise record.error("covered", "expected the first and the last words")
    first, last = (unicodedata.normalize("NFC", end) for end in ends)
    part = CoveredPart(record.text("document"), first, last, record.place)
    record.refuse_unknown()
    return part


def load_gold(folder: Path) -> tuple[GoldRegister, ...]:
    """The registers of a folder: targets.jsonl, responsibilities.jsonl or both.

    Raises: EvaluationDataError where there is neither, or for a malformed row.
    """
    registers = []
    for name in FIELDS_OF:
        path = folder / f"{name}.jsonl"
        if not path.is_file():
            continue
        records = list(read_json_lines(path))
        rows = tuple(_row(record, name) for record in records if "covered" not in record.fields)
        covered = tuple(_covered(record) for record in records if "covered" in record.fields)
        if not rows:
            raise EvaluationDataError(f"{path}: holds no row")
        registers.append(GoldRegister(name, rows, covered))
    if not registers:
        raise EvaluationDataError(
            f"{folder}: no gold register",
            hint=f"a folder with {' or '.join(f'{n}.jsonl' for n in FIELDS_OF)}",
        )
    return tuple(registers)


def _only_span(text: str, quote: str) -> tuple[int, int] | int:
    """Where the quote stands, or how often where that is not once."""
    spans = quote_spans(text, quote)
    return spans[0] if len(spans) == 1 else len(spans)


def _text_of(document: str, place: str, texts: Texts) -> str:
    if document not in texts:
        raise EvaluationDataError(
            f"{place}: field `document`: {document!r} is not in the corpus (there are: {', '.join(sorted(texts))})"
        )
    return texts[document]


def row_span(row: GoldRow, texts: Texts) -> tuple[int, int]:
    """Where the quote of a row stands. Raises: EvaluationDataError where that is not exactly one place."""
    text = _text_of(row.document, row.place, texts)
    found = _only_span(text, row.within or row.quote)
    if isinstance(found, int):
        field = "within" if row.within else "quote"
        wrong = "not verbatim" if found == 0 else f"stands {found} times"
        raise EvaluationDataError(
            f"{row.place}: field `{field}`: {wrong} in {row.document}: {(row.within or row.quote)[:60]!r}"
        )
    if row.within is None:
        return found
    inner = _only_span(row.within, row.quote)
    if isinstance(inner, int):
        raise EvaluationDataError(f"{row.place}: field `quote`: stands {inner} times in `within`")
    return found[0] + inner[0], found[0] + inner[1]


def covered_spans(register: GoldRegister, texts: Texts) -> dict[str, list[tuple[int, int]]]:
    """The annotated spans of each document of a register."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for part in register.covered:
        text = _text_of(part.document, part.place, texts)
        ends = [_only_span(text, words) for words in (part.first, part.last)]
        for words, found in zip((part.first, part.last), ends, strict=True):
            if isinstance(found, int):
                raise EvaluationDataError(
                    f"{part.place}: field `covered`: stands {found} times in {part.document}: {words[:60]!r}"
                )
        (start, _), (_, end) = (found for found in ends if not isinstance(found, int))
        if end <= start:
            raise EvaluationDataError(f"{part.place}: field `covered`: ends before it begins")
        spans.setdefault(part.document, []).append((start, end))
    for row in register.rows:
        if row.document not in spans:
            spans[row.document] = [(0, len(_text_of(row.document, row.place, texts)))]
    return spans


def check_gold(register: GoldRegister, texts: Texts) -> None:
    """Raises: EvaluationDataError for a quote that is not where it should be, or a parent that is no row."""
    spans = covered_spans(register, texts)
    seen: dict[tuple[Any, ...], str] = {}
    quotes = {(row.document, row.quote) for row in register.rows}
    for row in register.rows:
        start, end = row_span(row, texts)
        if not any(first <= start and end <= last for first, last in spans[row.document]):
            raise EvaluationDataError(f"{row.place}: field `quote`: outside of what is covered")
        parent = row.fields.get("parent")
        if parent is not None and (row.document, parent) not in quotes:
            raise EvaluationDataError(f"{row.place}: field `parent_quote`: no row has this quote")
        same = (row.document, start, end, row.fields.get("indicator_key"), row.fields.get("period"))
        if same in seen and register.name == "targets":
            raise EvaluationDataError(f"{row.place}: repeats the row at {seen[same]}")
        seen[same] = row.place
