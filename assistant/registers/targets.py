"""The target register (bảng chỉ tiêu): a row per amount of the clauses under a heading of goals, and of tables by year.

A clause without an amount is one qualitative row. What the grammar is not sure of is kept with `unsure` set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from assistant.documents import unmarked
from assistant.documents.tables import is_value
from assistant.language.marks import read_mark, without_order
from assistant.language.text import DOUBTFUL, fold, plain
from assistant.language.values import EACH_YEAR, YEAR, Period, find_periods
from assistant.registers.amounts import Amount, find_amounts, is_unit, target_words
from assistant.registers.cascades import INCLUDING_BELOW, Lead, lead_of, spelled, under
from assistant.registers.columns import Cell, Row, column_words, read_rows
from assistant.registers.names import indicator_name
from assistant.registers.parts import (
    FIRST_YEAR,
    SINCE,
    Part,
    goal_ahead,
    names_indicator_alone,
    read_parts,
    share_base,
)
from assistant.types import Document, Section, Target

_TO_BE_FILLED_IN = re.compile(r"(?:\.\s?){6,}|…\s?…|_{6,}")  # a line of a form
_ENUMERATOR = re.compile(
    r"^(?:chỉ tiêu|mục tiêu)\s+\d{1,2}(?:\.\d{1,2})?\s*[:.]\s+", re.IGNORECASE
)  # "Chỉ tiêu 3: …"
_MOTTO = re.compile(r"[“\"][^”\"]*[”\"][.;]?")  # the theme of a campaign
_FOOTNOTE = re.compile(r"\s?\[\d+\]")
_UNIT_LINE = re.compile(r"\b(?:đơn vị(?: tính)?|đvt)\s*:\s*([^.;)|]+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]{1,20})\)\s*$")
_YEARLY = re.compile(r"\b(?:hằng|hàng|mỗi) năm\b", re.IGNORECASE)
_STEP = re.compile(
    r"^[^\w]*(?:[a-zđ0-9]{1,2}[.)]\s*)?(?P<when>(?:từ|đến|trước|kể từ|trong|giai đoạn|năm)\s[^:;]{4,90}):"
    r"\s*(?P<amount>[^:]{2,60})$",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r",?\s+(?:(?:theo|với) lộ trình(?: sau| như sau)?|cụ thể(?: như sau)?|như sau)$", re.IGNORECASE
)
_AIMED = re.compile(r"(?:muc tieu|chi tieu giao|ke hoach)\b")  # heads of what is to be reached
_INCLUDED = re.compile(r"^[-–+ ]*trong đó(?: có)?\s*:\s*", re.IGNORECASE)
_COUNT_OF = re.compile(r"(?:tổng\s+)?số(?:\s+lượng)?\s+", re.IGNORECASE)
_HEADING = 120  # characters up to which a heading names a part of a document, and is not its title
_RUN_IN = 70  # characters in which a clause may begin with a heading of its own: "1. Mục tiêu đến năm 2030 …"
_RECENT = 3  # clauses above a table in which its unit may be stated


def section_period(section: Section) -> Period | None:
    """The period of a clause: what its own first words or its nearest heading say, else all its words; None where several."""
    words = SINCE.sub(" ", plain(section.text))
    run_in = re.match(
        rf".{{0,{_RUN_IN}}}?\b(?:mục tiêu|tầm nhìn|định hướng|chỉ tiêu)\b[^,;.]*", words, re.IGNORECASE
    )
    own = run_in.group()[: 2 * _RUN_IN] if run_in else ""
    for heading in (own, *reversed(section.headings)):
        periods = _periods_of(heading)
        if periods and not re.search(r"\bsố\s+\d", heading):
            return periods[0] if len(periods) == 1 else None
    said = [p for p in find_periods(words) if p.end >= FIRST_YEAR]
    if said:
        return said[0] if len(said) == 1 else None
    return EACH_YEAR if _YEARLY.search(words) else None


def extract_targets(document: Document, sections: tuple[Section, ...]) -> tuple[Target, ...]:
    """The rows of a document in the order of its clauses; parts of a target follow it. Press holds no targets."""
    if document.tier != "official":
        return ()
    table_rows = read_rows(sections)
    above: dict[tuple[str, Period | None], Target] = {}  # (title of a table row, period) -> its target
    by_id = {section.id: section for section in sections}
    rows: list[Target] = []
    for number, section in enumerate(sections):
        if section.kind == "table_row":
            if section.id in table_rows:
                unit = _unit_above(sections, number)
                rows += _of_table_row(document, table_rows[section.id], unit, above)
        elif (step := _read_step(section, by_id.get(section.parent or ""))) is not None:
            rows.append(_target(document, section, step, 1, period=step.period, parent=None))
        elif _holds_targets(section):
            rows += _of_clause(document, section, lead_of(by_id.get(section.parent or ""), rows))
    return tuple(rows)


def _read_step(section: Section, above: Section | None) -> Part | None:
    """A step of a road map: "b) Từ ngày 01/7/2027 đến hết năm 2028: tối thiểu 40%", below the line that says what of."""
    step = _STEP.match(section.text) if ":" in section.text else None
    if step is None or above is None or not above.text.rstrip(" *").endswith(":"):
        return None
    amounts = find_amounts(said := plain(step["amount"]).strip(" ;."))
    years = [int(year) for year in re.findall(YEAR, step["when"])]
    if len(amounts) != 1 or (amounts[0].start, amounts[0].end) != (0, len(said)) or not 0 < len(years) < 3:
        return None
    period = Period(years[-1], years[0] if years[0] < years[-1] else None)
    return Part(_INTRODUCES.sub("", unmarked(above).rstrip(" :")), amounts[0], None, period, None)


@cache
def _headings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = target_words()["headings"]
    return re.compile("|".join(words["goals"])), re.compile("|".join(words["not_goals"]))


def _is_goal(headings: Sequence[str]) -> bool:
    """Whether the nearest heading that says so speaks of goals, not of tasks."""
    goals, others = _headings()
    for heading in reversed(headings):
        folded = fold(heading)
        goal, other = goals.search(folded) if len(folded) <= _HEADING else None, others.search(folded)
        if goal or other:
            return goal is not None and (other is None or other.start() >= goal.end())
    return False


def _holds_targets(section: Section) -> bool:
    if section.kind in ("boilerplate", "recipients", "closing", "preamble") or not _is_goal(section.headings):
        return False
    words = unmarked(section)
    if (
        _MOTTO.fullmatch(words)
        or re.match(target_words()["headings"]["not_stated"], fold(words))
        or _TO_BE_FILLED_IN.search(words)
    ):
        return False
    if not section.heading and names_indicator_alone(words.strip(" ;.")):
        return False
    return (
        not section.heading
        or len(plain(section.text)) > len(section.heading) + 60
        or bool(find_amounts(unmarked(section)))
    )


def _of_clause(document: Document, section: Section, lead: Lead | None) -> Iterator[Target]:
    text = _ENUMERATOR.sub("", INCLUDING_BELOW.sub("", _FOOTNOTE.sub("", unmarked(section))))
    if lead is not None:
        text = spelled(text, lead)
    if DOUBTFUL.search(text):
        yield _unread(document, section, text.strip(" ;."))
        return
    parts = [under(lead, part) if lead and part.parent is None else part for part in read_parts(text)]
    if not parts:
        if section.heading or text.endswith(":") or text.startswith("(") or _UNIT_LINE.match(text):
            return  # it only introduces what stands below it, or points elsewhere
        parts = [Part(text.strip(" ;."), None, None, None, None)]
    elif (ahead := goal_ahead(text)) is not None:
        parts.append(Part(ahead, None, None, None, None))
    period = section_period(section) or _title_period(document)
    past = {n for n, part in enumerate(parts) if _shows_what_was(part, document, among=len(parts))}
    for number, part in enumerate(parts):
        whole = None if part.parent in past else part.parent
        of = f"{document.id}#{section.id}/{whole + 1}" if whole is not None else None
        if number not in past:
            yield _target(
                document, section, part, number + 1, period=part.period or period,
                parent=of or (lead.whole.id if lead and lead.whole and part.amount else None),
            )  # fmt: skip


@lru_cache(maxsize=1024)  # every row has those of its table
def _periods_of(head: str) -> tuple[Period, ...]:
    return tuple(find_periods(head))


def _title_period(document: Document) -> Period | None:
    """The one period that a document is for, as its title says."""
    periods = _periods_of(document.title)
    if len(periods) > 1 and document.date:  # "Kế hoạch số 5 năm 2025 về … giai đoạn 2026 - 2030"
        periods = tuple(p for p in periods if p.start or str(p.end) != document.date[:4])
    return periods[0] if len(periods) == 1 else None


def _shows_what_was(part: Part, document: Document, *, among: int) -> bool:
    """Whether a part of a clause only says where things stood: "(năm 2025 đạt 62%)"."""
    return among > 1 and part.period is not None and not _may_be_goal(part.period, document)


def _unread(document: Document, section: Section, indicator: str) -> Target:
    """A target of which it is sure that it has amounts, and not which."""
    part = Part(indicator, None, None, None, None)
    return replace(
        _target(document, section, part, 1, period=None, parent=None, unsure=True), kind="quantitative"
    )


def _target(
    document: Document, section: Section, part: Part, number: int,
    *, period: Period | None, parent: str | None, unsure: bool = False,
) -> Target:  # fmt: skip
    amount = part.amount
    return Target(
        id=f"{document.id}#{section.id}/{number}",
        document_id=document.id,
        section_id=section.id,
        place=document.place,
        indicator=part.indicator,
        indicator_name=indicator_name(part.indicator, document.place),
        comparator=amount.comparator if amount else None,
        value=amount.value if amount else None,
        upper=amount.upper if amount else None,
        unit=amount.unit if amount else None,
        base=part.base,
        period=period,
        kind="quantitative" if amount else "qualitative",
        parent=parent,
        address=section.address,
        quote=section.text,
        start=section.start,
        end=section.end,
        unsure=unsure
        or (amount is not None and (amount.unsure or amount.unit is None or amount.upper is not None)),
    )


# Tables


def _of_table_row(
    document: Document, row: Row, unit_above: str | None, above: dict[tuple[str, Period | None], Target]
) -> Iterator[Target]:
    name = " – ".join(c.text for c in row.of("indicator")) or ("" if row.aligned else row.text("task"))
    values = [cell for cell in row.cells if cell.role == "value" and cell.text]
    doubtful = any(DOUBTFUL.search(cell.text) for cell in row.cells)
    if not name or not (doubtful or any(_only_amount(cell.text) for cell in values)):
        return
    section, goal = row.section, _is_goal(row.section.headings) or _is_goal(row.section.columns)
    named = [period for c in row.of("indicator") for period in _periods_of(c.head)]
    inherited = section_period(section) or next(iter(named), None)
    indicator, parent_title = _row_name(name, section)
    if doubtful or not row.aligned:
        coded = any(
            fold(head).strip() == "ma so" for head in section.columns
        )  # a form: the number is the row's
        if not coded and any(
            map(_only_says_when, section.columns)
        ):  # of which column the amounts are is open
            yield _unread(document, section, indicator)
        return
    for number, cell in enumerate(values, start=1):
        periods = _periods_of(cell.head.rsplit(" / ", 1)[-1]) or _periods_of(cell.head)
        aimed = _title_period(document) if _AIMED.match(fold(cell.head)) else None
        period = periods[-1] if periods else inherited or aimed
        if not (periods or aimed or (goal and inherited)) or (
            periods and not _may_be_goal(periods[-1], document)
        ):
            continue
        amount = _cell_amount(cell, row, name, unit_above)
        if amount is None:
            continue
        said = f"{indicator} – {more}" if (more := _said_by_head(cell.head)) else indicator
        whole = above.get((parent_title, period)) if parent_title else None
        target = _target(
            document, section, Part(said, amount, share_base(name, amount), None, None), number, period=period,
            parent=whole.id if whole and whole.unit == amount.unit else None,  # a growth rate is no part of an amount
        )  # fmt: skip
        above[f"{row.text('order')} {name}".strip(), period] = target
        yield target


def _may_be_goal(period: Period, document: Document) -> bool:
    """Whether a year may be one to reach: not before the document's own, nor before those that its title says it is for."""
    planned = _title_period(document)
    if planned and planned.start and period.end < planned.start:
        return False
    return document.date is None or period.end >= int(document.date[:4])


def _row_name(name: str, section: Section) -> tuple[str, str | None]:
    """(indicator of a table row, title of the row that it is a part of): "- Diện tích" below "1 Cà phê" is of coffee."""
    words = _INCLUDED.sub("", name).lstrip("-–+ ").strip(" :.;")
    minor = not re.match(r"[\dIVXA-Z]", section.cells[0] or "-") or section.cells[0].strip("-–+") == ""
    title = section.headings[-1] if section.headings and minor else None
    mark = read_mark(title) if title else None
    if title is None or _is_goal([title]) or (mark and mark.rule.is_named):
        return words, None
    return f"{without_order(title).strip(' :')}: {words}", title


def _cell_amount(cell: Cell, row: Row, name: str, unit_above: str | None) -> Amount | None:
    """The amount of a cell; its unit stands in the cell, in the row's unit column, in brackets, or above the table."""
    brackets = (match[1] for words in (cell.head, name) if (match := _IN_BRACKETS.search(words)))
    unit = row.text("unit") or next(filter(is_unit, brackets), None) or unit_above or _counted_by(cell.head)
    amount = _only_amount(cell.text)
    if amount is None:
        return None
    comparator = (amount.comparator or "").removeprefix("đạt").strip()
    return replace(amount, comparator=comparator or None, unit=amount.unit or unit, whole=None, counted=None)


@lru_cache(maxsize=4096)  # few are written in a way of their own
def _only_amount(cell: str) -> Amount | None:
    """The amount that a cell holds, where it holds nothing else: "70", "≥ 40 %", "trên 1.200 ha"."""
    written = f"đạt {cell.strip()}"
    found = find_amounts(written)
    if len(found) != 1 or not (is_value(cell) or (found[0].start, found[0].end) == (0, len(written))):
        return None
    return found[0]


def _counted_by(head: str) -> str | None:
    """What the values below a head count: "hộ" of "Số hộ được vay vốn"."""
    counted = _COUNT_OF.match(head)
    read = find_amounts(f"đạt 1 {head[counted.end() :]}") if counted else []
    return read[0].unit if read else None


def _said_by_head(head: str) -> str:
    """What a column's head says of its values besides their time: "Kế hoạch 2026 / Lượng (Tấn)" says "Lượng"."""
    words = _IN_BRACKETS.sub("", re.sub(rf"{YEAR}|[-–/]", " ", head))
    for phrase in sorted(column_words()["heads"]["plain"], key=len, reverse=True):
        words = re.sub(rf"(?<![^\W_]){re.escape(phrase)}(?![^\W_])", " ", words, flags=re.IGNORECASE)
    said = " ".join(words.split())
    return "" if said.lower() in column_words()["heads"]["alone"] else said


def _only_says_when(head: str) -> bool:
    return bool(_periods_of(head)) and not _said_by_head(head)


def _unit_above(sections: Sequence[Section], number: int) -> str | None:
    """The unit that a line above a table, or over its heads, states for all of it."""
    first = number
    while first and sections[first - 1].kind == "table_row":
        first -= 1
    over = [section for section in sections[first : first + _RECENT] if section.label == "head"]
    for section in (*over, *reversed(sections[max(0, first - _RECENT) : first])):
        if match := _UNIT_LINE.search(plain(section.text)):
            return match[1].strip(" *.|")
    return None
