"""What the cells of a table's rows are: task or indicator, unit, value, body, partners, deadline, product.

A column's role is read off its head, or, where the table has none, off what its cells hold.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.documents.tables import is_value
from assistant.language.bodies import opens_with_body
from assistant.language.deadlines import Deadline
from assistant.language.marks import is_order
from assistant.language.text import fold
from assistant.language.values import find_periods
from assistant.language.vocabulary import VOCABULARY
from assistant.types import Section

# A list of procedures has their codes, or the laws that they rest on: whose they are is no task.
_OF_PROCEDURE = re.compile(
    r"^\d\.\d{6}\b|^[-–+*\s]*(?:Luật|Nghị định|Thông tư|(?:Quyết định|Nghị quyết) số)\s"
)
_NAMES_PROCEDURES = re.compile(r"^(?:ma|ma so|ten)\b.*\b(?:thu tuc|tthc)\b")
_SPAN = re.compile(r"\d\s*(?:ngày|giờ|tháng|tuần|phút)(?!\w)")
_SHORT = 24  # characters up to which a cell may be a unit
_FEW = 3  # cells from which they tell that bodies stand in a column
_TIME = 60  # characters up to which it says no more than when


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the role and the head of its column."""

    role: str
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table row, its cells in order. `aligned` is False where its cells could not be put under their columns."""

    section: Section
    cells: tuple[Cell, ...]
    aligned: bool

    def text(self, *roles: str) -> str:
        """The words of the first filled cell of one of the roles, or none."""
        return next((c.text for role in roles for c in self.cells if c.role == role and c.text), "")

    def of(self, role: str) -> tuple[Cell, ...]:
        """The filled cells of a role."""
        return tuple(cell for cell in self.cells if cell.role == role and cell.text)


@cache
def column_words() -> dict[str, Any]:
    """`columns.toml`."""
    return tomllib.loads((VOCABULARY / "columns.toml").read_text(encoding="utf-8"))


@cache
def _roles() -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile("|".join(patterns))) for role, patterns in column_words()["roles"].items()]


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(column_words()["heads"]["leading"])


def names_leaders(head: str) -> bool:
    """Whether a head says that who leads stands below it."""
    return _leading().search(fold(head)) is not None


def puts_in_charge(head: str) -> bool:
    """Whether a head or a label says that the body below it leads, and does not only carry out."""
    return re.search(column_words()["heads"]["in_charge"], fold(head)) is not None


def read_rows(sections: Sequence[Section]) -> dict[str, Row]:
    """The rows of all tables of a document that say something, by clause id; heads and titles of groups are left out."""
    rows: dict[str, Row] = {}
    for table in _tables(sections):
        roles = _column_roles(table)
        rows |= {section.id: _read(section, roles) for section in table if not section.label}
    return rows


def _tables(sections: Sequence[Section]) -> Iterator[list[Section]]:
    table: list[Section] = []
    for section in sections:
        goes_on = bool(table) and section.kind == "table_row" and section.parent == table[-1].parent
        if table and (not goes_on or (section.label == "head" and table[-1].label != "head")):
            yield table
            table = []
        if section.kind == "table_row":
            table.append(section)
    if table:
        yield table


def _column_roles(table: Sequence[Section]) -> list[str]:
    """One role for each column."""
    rows = [s for s in table if not s.label and s.cells]
    columns = next((s.columns for s in rows if s.columns), ())
    width = len(columns) or max((len(s.cells) for s in rows), default=0)
    cells = [[s.cells[n] for s in rows if len(s.cells) == width and s.cells[n]] for n in range(width)]
    roles = [_role_of_head(columns[n], cells[n]) if columns else "" for n in range(width)]
    procedures = any(_most(column, _OF_PROCEDURE.search) for column in cells if column)
    if any(map(_NAMES_PROCEDURES.search, map(fold, columns))) and not {"partners", "deadline"} & set(roles):
        procedures = True
        roles = ["note" if role == "agency" else role for role in roles]
    for number in range(width):
        if not roles[number]:
            role = _role_of_cells(cells[number], roles, number)
            # Bodies below another head ("Bộ chủ quản cơ sở dữ liệu") and in the boxes of a signature are told nothing.
            told = not (columns and columns[number]) and len(cells[number]) >= _FEW and not procedures
            roles[number] = role if told or role not in ("agency", "partners") else "note"
    naming = next((role for role in ("task", "product", "group") if role in roles), None)
    if naming and "value" in roles and "indicator" not in roles:
        first = roles.index(naming)
        roles[first] = "indicator"
        repeated = len(set(cells[first])) < len(cells[first])
        for beside, head in enumerate(
            columns[first + 1 : first + 2], start=first + 1
        ):  # none behind the last
            other = roles[beside] in ("task", "product", "unit") and not _role_of_head(head, cells[beside])
            if (
                repeated and head and other
            ):  # one name for several rows: what stands beside it tells them apart
                roles[beside] = "indicator"
    return roles


def _role_of_head(head: str, cells: Sequence[str]) -> str:
    words = fold(head).strip()
    role = next((role for role, pattern in _roles() if pattern.search(words)), "")
    if role == "deadline" and cells and _most(cells, _SPAN.search):
        return role  # "0,5 ngày"
    if role in ("product", "task", "indicator", "group", "deadline") and cells and _most(cells, is_value):
        return "value"  # "Kết quả" over shares, "Mục tiêu" over numbers
    if role == "value" and cells and _most(cells, _is_time):
        return "deadline"  # "Kế hoạch năm 2027" over quarters and days
    if role == "value" and cells and not any(map(is_value, cells)):
        roles = dict(_roles())  # "Chỉ tiêu (năm 2027)" over names
        role = next((r for r in ("indicator", "task") if roles[r].search(words)), role)
    if role == "unit" and (names_leaders(head) or (cells and _most(cells, opens_with_body))):
        return "agency"  # "Đơn vị" is a unit of measure, or a body
    return role


def _role_of_cells(cells: Sequence[str], roles: Sequence[str], number: int) -> str:
    if not cells:
        return "note"
    if number == 0 and _most(cells, lambda cell: not cell or is_order(cell)):
        return "order"
    if "agency" in roles and _most(cells, lambda cell: len(cell) <= _TIME and _SPAN.search(cell)):
        return "deadline"  # of a step, in a table that goes on without its head
    if _most(cells, is_value):
        return "value"
    if (
        _most(cells, lambda cell: len(cell) <= _SHORT and len(set(cells)) * 2 <= len(cells))
        and "unit" not in roles
    ):
        return "unit" if not _most(cells, opens_with_body) else "agency"
    if _most(cells, lambda cell: opens_with_body(cell.lstrip("-– "))):
        return "partners" if "agency" in roles else "agency"
    if _most(cells, lambda cell: len(cell) < 120 and bool(find_periods(cell))):
        return "deadline"
    return "product" if "task" in roles else "task"


def _is_time(cell: str) -> bool:
    return not is_value(cell) and len(cell) <= _TIME and Deadline.parse(cell).is_dated


def _most(cells: Sequence[str], fits: Callable[[str], object]) -> bool:
    return sum(bool(fits(cell)) for cell in cells) * 3 > len(cells) * 2


def _read(section: Section, roles: Sequence[str]) -> Row:
    aligned = len(section.cells) == len(roles)
    if not aligned:
        return Row(section, tuple(Cell(_lone_role(c), "", c) for c in section.cells), aligned=False)
    heads = section.columns or ("",) * len(roles)
    return Row(section, tuple(map(Cell, roles, heads, section.cells)), aligned=True)


def _lone_role(cell: str) -> str:
    if is_value(cell):
        return "value"
    return "order" if not cell or is_order(cell) else "task"
