"""The rows of the two registers: filtered, and set side by side."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from assistant.language.addresses import ClauseAddress
from assistant.language.bodies import join_names
from assistant.language.deadlines import Deadline
from assistant.language.values import EACH_YEAR, Period


def written_fields(row: Any) -> dict[str, Any]:
    """The fields of a row as JSON has them: a period, a deadline and an address as they are written, bodies by one name."""
    written: dict[str, Any] = {}
    for each in fields(row):
        match getattr(row, each.name):
            case Period() | Deadline() | ClauseAddress() as value:
                written[each.name] = str(value)
            case names if each.name == "agencies":
                written["agency_name"] = join_names(names)
            case value:
                written[each.name] = value
    return written


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the target register (bảng chỉ tiêu): what is to be reached, by when."""

    id: str
    document_id: str
    section_id: str
    place: str | None
    indicator: str
    indicator_name: str
    comparator: str | None
    value: float | None  # of a range its lower end
    upper: float | None  # of a range its upper end; None for a single value
    unit: str | None
    base: str | None  # what a share is a share of, as worded: "học sinh tốt nghiệp trung học phổ thông"
    period: Period | None
    kind: Literal["quantitative", "qualitative"]
    parent: str | None
    address: ClauseAddress
    quote: str
    start: int
    end: int
    unsure: bool = False

    @property
    def years(self) -> Period | None:
        """The years of its period; None also where it holds anew each year."""
        return None if self.period == EACH_YEAR else self.period

    def to_dict(self) -> dict[str, Any]:
        """The row as `targets --json` prints it."""
        return written_fields(self)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A row of the responsibility register (bảng phân công): who does what, with whom, by when, to whom it reports."""

    id: str
    document_id: str
    section_id: str
    place: str | None
    agency: str
    agencies: tuple[str, ...]  # the canonical name of each body: a joint duty has several
    role: str
    task: str
    partners: tuple[str, ...]
    product: str | None
    deadline: Deadline | None
    recipient: str | None
    address: ClauseAddress
    quote: str
    start: int
    end: int
    unsure: bool = False
    left_open: tuple[str, ...] = ()  # of the six that must be clear (6 rõ): "người", "thời gian", …

    @property
    def agency_name(self) -> str:
        """The canonical names of its bodies in one text."""
        return join_names(self.agencies)

    def to_dict(self) -> dict[str, Any]:
        """The row as `responsibilities --json` prints it."""
        return written_fields(self)


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows of a register are wanted: those that fit one value of every field that is given; empty fields bound nothing."""

    documents: tuple[str, ...] = ()  # ids
    places: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()  # "2030", "2030-2035"
    agencies: tuple[str, ...] = ()  # as typed: "Sở GDĐT"
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # of targets: quantitative, qualitative
    text: str | None = None  # words that the row holds, with or without diacritics
    as_of: date | None = None  # the day on which it is in force; None: today


Verdict = Literal[
    "equal",
    "stricter",  # asks for more than the first side does
    "looser",
    "not_comparable",  # another base, unit or way of stating the level
]
Reason = Literal[  # why two levels are not comparable
    "unsure",  # the register is unsure of a row
    "several",  # a side states the indicator more than once, at different levels
    "wording",  # worded so differently that it may not be the same
    "no_figure",  # a side gives no figure
    "other_unit",
    "other_base",
    "change",  # one gives an increase or decrease, the other a level
    "bounds",  # "over 80" against "90": the one may lie above or below the other
    "direction",  # it is not known whether more or less is asked for
]


@dataclass(frozen=True, slots=True)
class Side:
    """One column of a comparison: the targets of a document, of all its periods or of one."""

    document_id: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One indicator on each side; `verdicts` say how each side stands against the first that states it.

    The verdict of that first side, and of a side without the indicator, is None. `reason` says why levels are not comparable.
    """

    indicator: str
    targets: tuple[Target | None, ...]
    verdicts: tuple[Verdict | None, ...]
    reason: Reason | None = None

    @property
    def only_here(self) -> bool:
        """Whether one side alone states the indicator."""
        return sum(target is not None for target in self.targets) == 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The indicators of several sides, paired: those that are shared first, in the order of the first side, general objectives
    last."""

    sides: tuple[Side, ...]
    rows: tuple[ComparisonRow, ...]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as `compare --json` prints it."""
        rows = [
            written_fields(row) | {"targets": [target and target.to_dict() for target in row.targets]}
            for row in self.rows
        ]
        return {"sides": [written_fields(side) for side in self.sides], "rows": rows}
