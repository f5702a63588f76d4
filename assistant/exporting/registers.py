"""The registers as reports: which columns they have on a screen, in a sheet and on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.exporting.reports import Cell, Field, Language, Report, make_report, written_level
from assistant.messages.phrases import role_phrase, say
from assistant.types import Comparison, ComparisonRow, Document, Responsibility, Side, Target

if TYPE_CHECKING:
    from assistant.registers import Due

_KINDS = {"quantitative": ("định lượng", "quantitative"), "qualitative": ("định tính", "qualitative")}
_LEFT_OPEN = {  # the "6 rõ": what every assignment has to make clear
    "người": "person",
    "việc": "task",
    "thời gian": "time",
    "trách nhiệm": "responsibility",
    "sản phẩm": "product",
    "thẩm quyền": "authority",
}
_RHYTHMS: dict[str, tuple[str | None, str | None]] = {
    "none": (None, None),
    "yearly": ("hằng năm", "yearly"),
    "half_yearly": ("6 tháng", "half-yearly"),
    "quarterly": ("hằng quý", "quarterly"),
    "monthly": ("hằng tháng", "monthly"),
    "periodic": ("định kỳ", "periodically"),
}
_VERDICTS = {
    "equal": ("bằng", "equal"),
    "stricter": ("yêu cầu cao hơn", "stricter"),
    "looser": ("yêu cầu thấp hơn", "looser"),
    "not_comparable": ("không so trực tiếp được", "not comparable"),
}
_REASONS = {
    "unsure": ("chưa chắc đã đọc đúng văn bản", "the register is unsure of a row"),
    "several": ("một bên nêu nhiều mức khác nhau", "a side states several levels"),
    "wording": ("cách diễn đạt khác nhau nhiều", "worded too differently"),
    "no_figure": ("một bên không nêu con số", "a side gives no figure"),
    "other_unit": ("khác đơn vị tính", "another unit"),
    "other_base": ("khác cơ sở tính", "another base"),
    "change": ("một bên nêu mức tăng hoặc giảm, bên kia nêu mức đạt", "a change against a level"),
    "bounds": ("hai mức nêu theo cách chồng lấn nhau", "one level may lie above or below the other"),
    "direction": (
        "không rõ cao hơn hay thấp hơn là tốt",
        "it is not known whether more or less is asked for",
    ),
}


def targets_report(
    rows: Sequence[Target],
    documents: Sequence[Document],
    *,
    language: Language,
    index_id: str,
    made: datetime,
    register: Sequence[Target] = (),
) -> Report:
    """The target register (bảng chỉ tiêu).

    `register`: all rows, where `rows` are only some of them; a row's whole may be among the others.
    """
    english = language == "en"
    by_id = _by_id(documents)
    wholes = {row.id: row for row in register or rows}
    numbers = {row.id: float(number) for number, row in enumerate(rows, start=1)}
    fields = [
        Field("number", ("TT", "No."), 5, lambda row: numbers[row.id]),
        Field("place", ("Địa phương", "Place"), 14, lambda row: row.place, on_screen=True),
        Field(
            "indicator",
            ("Chỉ tiêu", "Indicator"),
            48,
            lambda row: _indicator(row, wholes, language),
            on_screen=True,
            source=_itself,
        ),
        Field("level", ("Mức cần đạt", "Level"), 22, written_level, on_screen=True),
        Field("period", ("Thời gian", "Period"), 13, _period, on_screen=True),
        _address(_itself),
        Field("comparator", ("Cách nêu mức", "Comparator"), 14, lambda row: row.comparator, printed=False),
        Field("value", ("Giá trị", "Value"), 12, lambda row: row.value, printed=False),
        Field("upper", ("Đến mức", "Up to"), 12, lambda row: row.upper, printed=False),
        Field("unit", ("Đơn vị tính", "Unit"), 14, lambda row: row.unit, printed=False),
        Field("base", ("Tính trên", "Share of"), 24, lambda row: row.base, printed=False),
        Field("kind", ("Loại", "Kind"), 13, lambda row: _KINDS[row.kind][english], printed=False),
        Field(
            "parent",
            ("Thuộc chỉ tiêu số", "Part of no."),
            12,
            lambda row: numbers.get(row.parent),
            printed=False,
        ),
        *_source_fields(by_id, _itself),
    ]
    return make_report(
        ("Chỉ tiêu", "Targets"), ("Bảng chỉ tiêu", "Targets"), fields, rows, by_id,
        language=language, index_id=index_id, made=made,
    )  # fmt: skip


def responsibilities_report(
    rows: Sequence[Responsibility],
    documents: Sequence[Document],
    *,
    language: Language,
    index_id: str,
    made: datetime,
) -> Report:
    """The responsibility register (bảng phân công)."""
    by_id = _by_id(documents)
    numbers = {row.id: float(number) for number, row in enumerate(rows, start=1)}

    def left_open(row: Responsibility) -> Cell:
        names = row.left_open if language == "vi" else [_LEFT_OPEN[name] for name in row.left_open]
        return ", ".join(names) or None

    fields = [
        Field("number", ("TT", "No."), 5, lambda row: numbers[row.id]),
        Field("place", ("Địa phương", "Place"), 14, lambda row: row.place, on_screen=True),
        Field("agency", ("Cơ quan", "Agency"), 24, lambda row: row.agency_name, on_screen=True),
        Field("role", ("Vai trò", "Role"), 12, lambda row: role_phrase(row.role, language), on_screen=True),
        Field(
            "task", ("Nội dung công việc", "Task"), 60, lambda row: row.task, on_screen=True, source=_itself
        ),
        Field("partners", ("Phối hợp", "With"), 24, lambda row: "; ".join(row.partners) or None),
        Field("deadline", ("Thời hạn", "Deadline"), 18, _deadline, on_screen=True),
        Field("product", ("Sản phẩm", "Product"), 20, lambda row: row.product),
        Field("recipient", ("Nơi nhận", "Report to"), 18, lambda row: row.recipient),
        Field("left_open", ("Chưa rõ (6 rõ)", "Left open (of 6)"), 20, left_open, on_screen=True),
        _address(_itself),
        *_source_fields(by_id, _itself),
    ]
    return make_report(
        ("Phân công", "Responsibilities"), ("Bảng phân công nhiệm vụ", "Responsibilities"), fields, rows, by_id,
        language=language, index_id=index_id, made=made,
    )  # fmt: skip


def deadlines_report(
    rows: Sequence[Due], documents: Sequence[Document], *, language: Language, index_id: str, made: datetime
) -> Report:
    """The responsibilities by the day on which they fall due."""
    english = language == "en"
    by_id = _by_id(documents)
    numbers = {id(row): float(number) for number, row in enumerate(rows, start=1)}
    fields = [
        Field("number", ("TT", "No."), 5, lambda row: numbers[id(row)]),
        Field("due", ("Đến hạn", "Due"), 14, lambda row: row.day, on_screen=True),
        Field("rhythm", ("Định kỳ", "Returns"), 12, lambda row: _RHYTHMS[row.deadline.rhythm][english], on_screen=True),
        Field("deadline", ("Thời hạn", "Deadline"), 24, lambda row: str(row.deadline), on_screen=True),
        Field("place", ("Địa phương", "Place"), 14, _duty("place"), on_screen=True),
        Field("agency", ("Cơ quan", "Agency"), 24, _duty("agency_name"), on_screen=True),
        Field(
            "task", ("Nội dung công việc", "Task"), 60, _duty("task"), on_screen=True,
            source=lambda row: row.responsibility,
        ),
        Field("recipient", ("Nơi nhận", "Report to"), 18, _duty("recipient")),
        _address(lambda row: row.responsibility),
        Field("product", ("Sản phẩm", "Product"), 20, _duty("product"), printed=False),
        *_source_fields(by_id, lambda row: row.responsibility),
    ]  # fmt: skip
    return make_report(
        ("Thời hạn", "Deadlines"), ("Bảng thời hạn thực hiện", "Deadlines"), fields, rows, by_id,
        language=language, index_id=index_id, made=made,
    )  # fmt: skip


def comparison_report(
    comparison: Comparison,
    documents: Sequence[Document],
    *,
    language: Language,
    index_id: str,
    made: datetime,
) -> Report:
    """Targets side by side; the levels of the first side that states an indicator are what the others stand against."""
    english = language == "en"
    by_id = _by_id(documents)
    names = side_names(comparison.sides, by_id)
    numbers = {id(row): float(number) for number, row in enumerate(comparison.rows, start=1)}
    wholes = {target.id: target for row in comparison.rows for target in row.targets if target}

    def indicator(row: ComparisonRow) -> Cell:
        return _indicator(_first(row), wholes, language)

    def note(row: ComparisonRow) -> Cell:
        if row.reason:
            return _REASONS[row.reason][english]
        stated = [name for name, target in zip(names, row.targets, strict=True) if target]
        return f"{('chỉ nêu ở', 'only in')[english]} {stated[0]}" if row.only_here else None

    fields = [
        Field("number", ("TT", "No."), 5, lambda row: numbers[id(row)]),
        Field("indicator", ("Chỉ tiêu", "Indicator"), 40, indicator, on_screen=True),
        Field("period", ("Thời gian", "Period"), 12, lambda row: _period(_first(row)), on_screen=True),
    ]
    sides = [_side_fields(position, name, english=english) for position, name in enumerate(names)]
    fields += [field for side in sides for field in side if field.printed]
    fields.append(Field("note", ("Ghi chú", "Note"), 24, note, on_screen=True))
    fields += [field for side in sides for field in side if not field.printed]
    return make_report(
        ("So sánh", "Comparison"), ("Bảng so sánh chỉ tiêu", "Comparison of targets"), fields, comparison.rows, by_id,
        language=language, index_id=index_id, made=made,
    )  # fmt: skip


def side_names(sides: Sequence[Side], documents: Mapping[str, Document]) -> list[str]:
    """What the columns of a comparison are called: the place where it tells them apart, the document, the period."""
    places = [documents[side.document_id].place for side in sides]
    names = []
    for side, place in zip(sides, places, strict=True):
        document = documents[side.document_id]
        others = {s.document_id for s, p in zip(sides, places, strict=True) if p == place}
        name = place if place and len(others) == 1 else document.short_title
        names.append(f"{name}, {side.period}" if side.period else name)
    return names


def _side_fields(position: int, name: str, *, english: bool) -> list[Field]:
    def target(row: ComparisonRow) -> Target | None:
        return row.targets[position]

    def level(row: ComparisonRow) -> Cell:
        stated = target(row)
        if stated is None:
            return None
        if stated.value is None and stated.indicator == _first(row).indicator:
            return _KINDS["qualitative"][english]
        return written_level(stated) or stated.indicator

    def verdict(row: ComparisonRow) -> Cell:
        given = row.verdicts[position]
        return _VERDICTS[given][english] if given else None

    def named(vietnamese: str, in_english: str) -> tuple[str, str]:
        return f"{name}: {vietnamese}", f"{name}: {in_english}"

    def of(value: Callable[[Target], Cell]) -> Callable[[ComparisonRow], Cell]:
        return lambda row: value(stated) if (stated := target(row)) else None

    fields = [Field(f"level-{position}", (name, name), 24, level, on_screen=True, source=target)]
    if position:
        fields.append(Field(f"verdict-{position}", named("đánh giá", "verdict"), 16, verdict, on_screen=True))
    given: list[tuple[str, tuple[str, str], int, Callable[[Target], Cell]]] = [
        ("value", named("giá trị", "value"), 12, lambda target: target.value),
        ("address", named("địa chỉ", "address"), 24, lambda target: str(target.address)),
        ("quote", named("nguyên văn", "quote"), 50, lambda target: target.quote),
        ("document", named("mã văn bản", "document id"), 18, lambda target: target.document_id),
    ]
    fields += [
        Field(f"{key}-{position}", head, width, of(value), printed=False) for key, head, width, value in given
    ]
    return fields


def _address(source: Callable[[Any], Target | Responsibility]) -> Field:
    """Where the row stands; on paper a footnote says it."""
    return Field(
        "address",
        ("Địa chỉ", "Address"),
        24,
        lambda row: str(source(row).address),
        printed=False,
        on_screen=True,
    )


def _source_fields(
    documents: Mapping[str, Document], source: Callable[[Any], Target | Responsibility]
) -> list[Field]:
    def title(row: Any) -> Cell:
        return documents[source(row).document_id].short_title

    def of(name: str) -> Callable[[Any], Cell]:
        return lambda row: getattr(source(row), name)

    return [
        Field(
            "unsure",
            ("Cần kiểm tra", "To be checked"),
            12,
            lambda row: "x" if source(row).unsure else None,
            printed=False,
        ),
        Field("quote", ("Nguyên văn", "Quote"), 70, of("quote"), printed=False),
        Field("document", ("Văn bản", "Document"), 36, title, printed=False),
        Field(
            "document_id", ("Mã văn bản", "Document id"), 20, of("document_id"), printed=False, on_screen=True
        ),
    ]


def _duty(name: str) -> Callable[[Due], Cell]:
    """The field of a deadline's responsibility."""
    return lambda due: getattr(due.responsibility, name)


def _first(row: ComparisonRow) -> Target:
    """The target of the first side that states the indicator; every row has one."""
    return next(target for target in row.targets if target)


def _indicator(target: Target, wholes: Mapping[str, Target], language: Language) -> str:
    """The indicator as it is worded, and what it is a part of: a share of a part means little without its whole."""
    whole = wholes.get(target.parent or "")
    if whole is None:
        return target.indicator
    return say("compared_part", language, part=target.indicator, whole=whole.indicator)


def _deadline(row: Responsibility) -> Cell:
    return str(row.deadline) if row.deadline else None


def _period(row: Target) -> Cell:
    return str(row.period) if row.period else None


def _itself(row: Target | Responsibility) -> Target | Responsibility:
    return row


def _by_id(documents: Sequence[Document]) -> dict[str, Document]:
    return {document.id: document for document in documents}
