"""The target register (bảng chỉ tiêu): a row per amount of the clauses under a heading of goals, and of tables by year.

A clause without an amount is one qualitative row. What the grammar is not sure of is kept with `unsure` set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from assistant.documents import unmarked
from assistant.documents.tables import is_value
from assistant.language.text import DOUBTFUL, fold, normalise_space, place_tones, plain
from assistant.language.values import EACH_YEAR, Period, find_periods, name_periods
from assistant.registers.amounts import Amount, find_amounts, is_unit, pattern, target_words
from assistant.registers.columns import Cell, Row, column_words, read_rows
from assistant.registers.names import indicator_name
from assistant.types import Document, Section, Target

_FOOTNOTE = re.compile(r"\s?\[\d+\]")
_STOP = re.compile(r";(?:\s|$)|(?<!\.)\.(?:\s|$)")  # "xi măng, lò hơi... trên cả nước" goes on
_SENTENCE = re.compile(r"(?<=[^.][.;])\s+")
_INCLUDING = re.compile(r"(?:^|[,;.(]\s*|\s)trong đó(?:\s+có)?\s*[,:]?\s*", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:so với|kể từ|từ)\b[^,;.()]*?(?:19|20)\d{2}", re.IGNORECASE)  # a base year, no goal
_SPANS = ("giai doan", "thoi ky")
_COMMA_BEFORE, _COMMA_BEHIND = re.compile(r",\s*$"), re.compile(r"^\s*,")
_SCOPE = re.compile(r"^([^:;.]{3,80}):\s+")
_MARK = re.compile(r"^(?:[0-9IVX.]+|[A-ZĐa-zđ]|[-–+])[.)]?\s+")
_UNIT_LINE = re.compile(r"\b(?:đơn vị(?: tính)?|đvt)\s*:\s*([^.;)]+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]{1,20})\)\s*$")
_YEARLY = re.compile(r"\b(?:hằng|hàng|mỗi) năm\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:\S+\s+){3,}?\S+,\s+"
)  # a clause of its own in front of a comma, not one of two verbs
_JOINED = re.compile(r"\s+([,;])")
_CONJUNCTION = re.compile(r"\s+(?:và|hoặc)$")
_NOTHING = re.compile(
    r"^(?:bình quân|trung bình|hằng năm|hàng năm|mỗi năm|trong|giai đoạn|này|\s)*$", re.IGNORECASE
)
_RATE_ALONE = re.compile(
    r"^(?:tốc độ|mức)(?:\s+(?:tăng|giảm|tăng trưởng))?(?:\s+(?:bình quân|trung bình))?$", re.IGNORECASE
)
_HEADING = 120  # characters up to which a heading names a part of a document, and is not its title
_RUN_IN = 70  # characters in which a clause may begin with a heading of its own: "1. Mục tiêu đến năm 2030 …"
_FIRST = 2020  # years before it are those of what was, in a plan that is in force
_SENTENCE_WORDS = 6  # words from which a sentence states something of its own
_RECENT = 3  # clauses above a table in which its unit may be stated


@dataclass(frozen=True, slots=True)
class _Part:
    """One target of a clause; `parent` is the position of the part that it is a part of."""

    indicator: str
    amount: Amount | None
    base: str | None
    period: Period | None
    parent: int | None


def section_period(section: Section) -> Period | None:
    """The period of a clause: what its own first words or its nearest heading say, else all its words; None where several."""
    words = _SINCE.sub(" ", plain(section.text))
    run_in = re.match(
        rf".{{0,{_RUN_IN}}}?\b(?:mục tiêu|tầm nhìn|định hướng|chỉ tiêu)\b[^,;.]*", words, re.IGNORECASE
    )
    own = run_in.group()[: 2 * _RUN_IN] if run_in else ""
    for heading in (own, *reversed(section.headings)):
        periods = find_periods(heading)
        if periods and not re.search(r"\bsố\s+\d", heading):
            return periods[0] if len(periods) == 1 else None
    said = [p for p in find_periods(words) if p.end >= _FIRST]
    if said:
        return said[0] if len(said) == 1 else None
    return EACH_YEAR if _YEARLY.search(words) else None


def extract_targets(document: Document, sections: tuple[Section, ...]) -> tuple[Target, ...]:
    """The rows of a document in the order of its clauses; parts of a target follow it. Press holds no targets."""
    if document.tier != "official":
        return ()
    table_rows = read_rows(sections)
    above: dict[tuple[str, Period | None], Target] = {}  # (title of a table row, period) -> its target
    rows: list[Target] = []
    for number, section in enumerate(sections):
        if section.kind == "table_row":
            if section.id in table_rows:
                unit = _unit_above(sections, number)
                rows += _of_table_row(document, table_rows[section.id], unit, above)
        elif _holds_targets(section):
            rows += _of_clause(document, section)
    return tuple(rows)


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
    if re.match(target_words()["headings"]["not_stated"], fold(unmarked(section))):
        return False
    return (
        not section.heading
        or len(plain(section.text)) > len(section.heading) + 60
        or bool(find_amounts(unmarked(section)))
    )


def _of_clause(document: Document, section: Section) -> Iterator[Target]:
    text = _FOOTNOTE.sub("", unmarked(section))
    if DOUBTFUL.search(text):
        yield _unread(document, section, text.strip(" ;."))
        return
    parts = list(_parts(text))
    if not parts:
        if section.heading or text.endswith(":") or text.startswith("(") or _UNIT_LINE.match(text):
            return  # it only introduces what stands below it, or points elsewhere
        parts = [_Part(text.strip(" ;."), None, None, None, None)]
    elif (ahead := _ahead(text)) is not None:
        parts.append(_Part(ahead, None, None, None, None))
    period = section_period(section)
    for number, part in enumerate(parts, start=1):
        yield _target(
            document, section, part, number, period=part.period or period,
            parent=None if part.parent is None else f"{document.id}#{section.id}/{part.parent + 1}",
        )  # fmt: skip


def _unread(document: Document, section: Section, indicator: str) -> Target:
    """A target of which it is sure that it has amounts, and not which."""
    part = _Part(indicator, None, None, None, None)
    return replace(
        _target(document, section, part, 1, period=None, parent=None, unsure=True), kind="quantitative"
    )


def _ahead(text: str) -> str | None:
    """A goal without an amount that a clause states in a sentence of its own before those with amounts."""
    first = find_amounts(text)[0]
    words = text[: _last_sentence(text, 0, first.start)].strip(" ;.")
    return words if len(words.split()) >= _SENTENCE_WORDS and not words.endswith(":") else None


def _target(
    document: Document, section: Section, part: _Part, number: int,
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
        unsure=unsure or (amount is not None and (amount.unit is None or amount.upper is not None)),
    )


# Clauses


def _parts(text: str) -> Iterator[_Part]:
    """The targets of a clause's words, one for each amount."""
    text = place_tones(text)
    amounts = _own_amounts(text)
    start, within, persists, scope = 0, False, False, ""
    made: list[_Part] = []
    for number, (amount, following) in enumerate(zip_longest(amounts, amounts[1:])):
        marks = list(_INCLUDING.finditer(text, start, amount.start))
        if marks and made:
            within, persists = True, ":" in marks[-1].group()
        elif within and not persists and re.search(r"[;.]\s", text[amounts[number - 1].end : amount.start]):
            within = False
        begins = marks[-1].end() if marks else _last_sentence(text, start, amount.start)
        ends = len(text) if following is None else _boundary(text, amount.end, following.start)
        if found := _SCOPE.match(text[begins : amount.start]):
            scope, begins = found[1], begins + found.end()
        parent = _parent(amount, made) if within else None
        part = _part(text, begins, ends, amount, made, parent, scope)
        made.append(part)
        yield part
        start = ends


def _own_amounts(text: str) -> list[Amount]:
    """The amounts that are targets of their own, not part of what a share is of ("100% cơ quan dùng ít nhất 01 ứng dụng")."""
    kept: list[Amount] = []
    for amount in find_amounts(text):
        before = kept[-1] if kept else None
        if (
            before is not None
            and (before.unit or "").startswith("%")
            and not (amount.unit or "").startswith("%")
        ):
            between = text[before.end : amount.start]
            leads = (
                between[:1].isspace()
                and between.lstrip()[:1].isalpha()
                and not _edges()["modifiers"].match(between)
            )
            apart = re.search(r"[;.](?:\s|$)", between) or _INCLUDING.search(between)
            opens = any(
                _edges()["starts"].match(between[m.end() :]) for m in re.finditer(r",\s+|\s+và\s+", between)
            )
            if leads and not apart and not opens and between.rstrip()[-1:].isalpha():
                continue
        kept.append(amount)
    return kept


def _parent(amount: Amount, made: Sequence[_Part]) -> int:
    """Which target one behind "trong đó" is a part of: the last whole one of its unit, else the last whole one."""
    whole = [n for n, part in enumerate(made) if part.parent is None]
    alike = [n for n in whole if (other := made[n].amount) is not None and other.unit == amount.unit]
    return (alike or whole)[-1]


def _last_sentence(text: str, start: int, end: int) -> int:
    cuts = [match.end() for match in _SENTENCE.finditer(text, start, end)]
    return cuts[-1] if cuts else start


def _boundary(text: str, start: int, end: int) -> int:
    """Where, between two amounts, what is said of the second begins."""
    between = text[start:end]
    if included := _INCLUDING.search(between):
        return start + included.start()
    cuts = [match.start() + 1 for match in re.finditer(r"[;.](?=\s)", between)]
    if cuts:
        return start + cuts[-1]
    commas = [match.end() for match in re.finditer(r",\s+|\s+và\s+|\s+hoặc\s+|\(", between)]
    starts = _edges()["starts"]
    for cut in commas:
        if starts.match(between[cut:]):
            return start + cut
    if commas and not _stripped(between[commas[-1] :], front=True).strip():
        return start + commas[-1]
    return start + (commas[0] if commas else 0)


@cache
def _edges() -> dict[str, re.Pattern[str]]:
    words, base = target_words()["indicator"], target_words()["base"]
    at_start = {name: pattern(words[name], at="start") for name in ("opening", "starts", "modifiers")}
    inside = {name: pattern(base[name]) for name in ("shares", "passive", "predicates", "attributes")}
    return at_start | inside | {"closing": pattern(words["closing"], at="end")}


def _stripped(words: str, *, front: bool) -> str:
    """Words without those of striving in front, or without the comparing ones behind."""
    edge = _edges()["opening" if front else "closing"]
    while (match := edge.search(words)) and match.group().strip():
        words = words[match.end() :].lstrip(" ,") if front else words[: match.start()].rstrip(" ,")
    return words


def _without_periods(words: str) -> str:
    """The words without the periods that they are led to ("đến năm 2030,"), and the commas beside them."""
    for named in reversed(name_periods(words)):
        if named.lead or named.unit in _SPANS:
            before, after = words[: named.start], words[named.end :]
            words = f"{_COMMA_BEFORE.sub('', before)} {_COMMA_BEHIND.sub('', after)}"
    return words


def _part(
    text: str, begins: int, ends: int, amount: Amount, made: Sequence[_Part], parent: int | None, scope: str
) -> _Part:
    before, after = text[begins : amount.start], text[amount.end : ends]
    owner = made[parent] if parent is not None else None
    period = _own_period(text[begins:ends], amount.start - begins) or (owner.period if owner else None)
    bracketed = before.count("(") > before.count(")")
    if bracketed:
        before, after = before[before.rindex("(") + 1 :], after.partition(")")[0]
    before = _stripped(_stripped(_without_periods(before).strip(" ,;.:("), front=True), front=False).strip(
        " ,:("
    )
    after = _without_periods(_STOP.split(after)[0]).strip()
    named = _names(before, amount, after)
    closing = _CONJUNCTION.sub("", after.rstrip(" ,;.("))
    closing = closing if closing.count("(") == closing.count(")") else closing.rstrip(")")
    nameless = (
        (bracketed or (_NOTHING.match(before) and not after)) and not _follows(after) and not _counted(amount)
    )
    said_before = made[-1] if made and nameless else None
    if said_before:  # "(giảm 20% so với năm 2024)" says more of the amount before
        indicator, period = said_before.indicator, period or said_before.period
    elif named:  # "tỷ lệ … đạt 35%": what stands behind the amount only says more of it
        indicator = before
    else:
        clauses = list(_CLAUSE.finditer(before))
        if clauses and _edges()["starts"].match(before[clauses[-1].end() :]):
            before = before[clauses[-1].end() :]
        place = f"{before}:" if before and (amount.unit or "").startswith("%") else before
        indicator = _JOINED.sub(r"\1", " ".join(filter(None, (place, _counted(amount), closing))))
    if made and _RATE_ALONE.match(indicator):
        indicator = f"{indicator} – {made[-1].indicator}"
    elif scope and not said_before:
        indicator = f"{scope}: {indicator}"
    indicator = normalise_space(indicator) or text.strip(" ;.")
    base = None if said_before else _base(amount, before, closing, owner, made, named=named)
    return _Part(indicator, amount, base, period, parent)


def _counted(amount: Amount) -> str:
    """What an amount counts or is a share of, as far as it names what is measured."""
    if amount.whole and amount.whole.upper() != amount.whole:
        return amount.whole
    return "" if amount.counted is None or amount.counted.lower() == "người" else amount.counted


def _follows(after: str) -> bool:
    """Whether words follow an amount that name what it is of."""
    return after[:1].isalpha() and not _edges()["modifiers"].match(after)


def _names(before: str, amount: Amount, after: str) -> bool:
    """Whether what is measured stands in front of the amount."""
    if not before:
        return False
    if amount.unit and amount.unit.startswith("%"):
        return bool(_edges()["shares"].search(before)) or not _follows(after)
    reached = (amount.comparator or "").lower().startswith(("đạt", "chiếm", "còn", "bằng"))
    return not _follows(after) and (amount.counted is None or reached)


def _own_period(words: str, position: int) -> Period | None:
    """The period that is said with an amount: the last one in front of it, else the first behind it."""
    words = _SINCE.sub(lambda match: " " * len(match.group()), words)
    front, behind = find_periods(words[:position]), find_periods(words[position:])
    chosen = front[-1] if front else behind[0] if behind else None
    return chosen if chosen and chosen.end >= _FIRST else None


def _base(
    amount: Amount, before: str, after: str, owner: _Part | None, made: Sequence[_Part], *, named: bool
) -> str | None:
    """What a share is a share of."""
    if not (amount.unit or "").startswith("%"):
        return None
    if amount.whole:
        return amount.whole
    if owner is not None:
        return owner.base if owner.base and not (owner.amount and owner.amount.whole) else owner.indicator
    if share := _edges()["shares"].search(before):
        return _whole_of(before[share.end() :], share=True)
    if named:
        return None
    whole = _whole_of(after, share=False)
    # "100% bộ, ngành đạt cấp độ 4 và 90% đạt cấp độ 5": both are shares of the same.
    return whole or (made[-1].base if made and after and _edges()["predicates"].match(after) else None)


def _whole_of(words: str, *, share: bool) -> str | None:
    """The noun of a share without its predicate: "học sinh tốt nghiệp" of "học sinh tốt nghiệp theo học các ngành STEM"."""
    if total := re.search(r"trên tổng số\s+(.+)$", words) or re.match(r"\s*so với\s+(.+)$", words):
        return total[1].strip(" ,.")
    edges = _edges()
    if share:
        found = (edges[name].search(words, 1) for name in ("passive", "predicates", "attributes"))
        end = next((match.start() for match in found if match), len(words))
        return words[:end].strip(" ,.") or None
    predicate = edges["passive"].search(words) or edges["predicates"].search(words)
    return words[: predicate.start()].strip(" ,") or None if predicate else None


# Tables


def _of_table_row(
    document: Document, row: Row, unit_above: str | None, above: dict[tuple[str, Period | None], Target]
) -> Iterator[Target]:
    name = row.text("indicator") or (row.text("task") if not row.aligned else "")
    values = [cell for cell in row.cells if cell.role == "value" and cell.text]
    doubtful = any(DOUBTFUL.search(cell.text) for cell in row.cells)
    if not name or not (doubtful or any(is_value(cell.text) for cell in values)):
        return
    section, goal = row.section, _is_goal(row.section.headings) or _is_goal(row.section.columns)
    inherited = section_period(section)
    indicator, parent_title = _row_name(name, section)
    if doubtful or not row.aligned:
        if any(find_periods(head) for head in section.columns):  # of which column the amounts are is open
            yield _unread(document, section, indicator)
        return
    for number, cell in enumerate(values, start=1):
        periods = find_periods(cell.head.rsplit(" / ", 1)[-1]) or find_periods(cell.head)
        period = periods[-1] if periods else inherited
        if not (periods or (goal and inherited)) or (periods and not _may_be_goal(periods[-1], document)):
            continue
        amount = _cell_amount(cell, row, name, unit_above)
        if amount is None:
            continue
        said = f"{indicator} – {more}" if (more := _said_by_head(cell.head)) else indicator
        whole = above.get((parent_title, period)) if parent_title else None
        target = _target(
            document, section, _Part(said, amount, _share_base(name, amount), None, None), number, period=period,
            parent=whole.id if whole and whole.unit == amount.unit else None,  # a growth rate is no part of an amount
        )  # fmt: skip
        above[f"{row.text('order')} {name}".strip(), period] = target
        yield target


def _may_be_goal(period: Period, document: Document) -> bool:
    """A column of a year before the document's own shows what was."""
    return document.date is None or period.end >= int(document.date[:4])


def _row_name(name: str, section: Section) -> tuple[str, str | None]:
    """(indicator of a table row, title of the row that it is a part of): "- Diện tích" below "1 Cà phê" is of coffee."""
    words = name.lstrip("-–+ ").strip(" :.;")
    minor = not re.match(r"[\dIVXA-Z]", section.cells[0] or "-") or section.cells[0].strip("-–+") == ""
    title = section.headings[-1] if section.headings and minor else None
    if title is None or _is_goal([title]):
        return words, None
    return f"{_MARK.sub('', title).strip(' :')}: {words}", title


def _cell_amount(cell: Cell, row: Row, name: str, unit_above: str | None) -> Amount | None:
    """The amount of a cell; its unit stands in the cell, in the row's unit column, in brackets, or above the table."""
    brackets = (match[1] for words in (cell.head, name) if (match := _IN_BRACKETS.search(words)))
    unit = row.text("unit") or next(filter(is_unit, brackets), None) or unit_above
    found = find_amounts(f"đạt {cell.text}")
    if not found or not is_value(cell.text):
        return None
    amount, comparator = found[0], (found[0].comparator or "").removeprefix("đạt").strip()
    return Amount(0, 0, comparator or None, amount.value, amount.upper, amount.unit or unit, None, None)


def _share_base(name: str, amount: Amount) -> str | None:
    share = _edges()["shares"].match(name) if (amount.unit or "").startswith("%") else None
    return _whole_of(name[share.end() :], share=True) if share else None


def _said_by_head(head: str) -> str:
    """What a column's head says of its values besides their time: "Kế hoạch 2026 / Lượng (Tấn)" says "Lượng"."""
    words = _IN_BRACKETS.sub("", re.sub(r"(?:19|20)\d{2}|[-–/]", " ", head))
    for phrase in sorted(column_words()["heads"]["plain"], key=len, reverse=True):
        words = re.sub(rf"(?<![^\W_]){re.escape(phrase)}(?![^\W_])", " ", words, flags=re.IGNORECASE)
    said = " ".join(words.split())
    return "" if said.lower() in column_words()["heads"]["alone"] else said


def _unit_above(sections: Sequence[Section], number: int) -> str | None:
    """The unit that a line above a table states for all of it."""
    first = number
    while first and sections[first - 1].kind == "table_row":
        first -= 1
    for section in reversed(sections[max(0, first - _RECENT) : first]):
        if match := _UNIT_LINE.search(plain(section.text)):
            return match[1].strip(" *.")
    return None
