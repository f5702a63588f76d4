"""Rows of the registers made by hand, for the tests of what is done with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.language.addresses import ClauseAddress
from assistant.language.deadlines import Deadline
from assistant.language.values import Period
from assistant.types import Document, Responsibility, Target

HUE = Document(
    id="hue-1",
    title="Kế hoạch phát triển nguồn nhân lực của thành phố Huế",
    short_title="KH nhân lực – TP Huế",
    kind="plan",
    tier="official",
    text="",
    number="150/KH-UBND",
    issuer="Ủy ban nhân dân thành phố Huế",
    place="Huế",
    date="2025-09-05",
    status="Còn hiệu lực",
    source="Cổng thông tin điện tử",
)
CAN_THO = Document(
    id="can-tho-1",
    title="Kế hoạch phát triển nguồn nhân lực của thành phố Cần Thơ",
    short_title="KH nhân lực – TP Cần Thơ",
    kind="plan",
    tier="official",
    text="",
    place="Cần Thơ",
)
PRESS = Document(
    id="bao-1", title="Hà Nội đào tạo", short_title="Báo chí: Hà Nội", kind="press digest", tier="press", text="",
    place="Hà Nội",
)  # fmt: skip
DOCUMENTS = (HUE, CAN_THO, PRESS)


def target(indicator: str, value: float | None = None, **values: Any) -> Target:
    """A target of Huế for 2030, in percent, unless told otherwise; `period` as it is written."""
    document: Document = values.pop("document", HUE)
    period = values.pop("period", "2030")
    address = values.pop("address", "mục II.2, gạch đầu dòng 1")
    row = Target(
        id=f"{document.id}#{address}/{indicator}",
        document_id=document.id,
        section_id="ii.2.1",
        place=document.place,
        indicator=indicator,
        indicator_name=indicator.lower(),
        comparator=None,
        value=value,
        upper=None,
        unit="%" if value is not None else None,
        base=None,
        period=Period.parse(period) if period else None,
        kind="qualitative" if value is None else "quantitative",
        parent=None,
        address=ClauseAddress(address),
        quote=f"- {indicator} {value or ''}".strip(),
        start=0,
        end=10,
    )
    return replace(row, **values)


def duty(agency: str, task: str, **values: Any) -> Responsibility:
    """A responsibility in Huế without deadline, unless told otherwise; `deadline` as it is written."""
    written = values.pop("deadline", None)
    document: Document = values.pop("document", HUE)
    address = values.pop("address", "mục V.6.đ")
    row = Responsibility(
        id=f"{document.id}#{address}/{task}",
        document_id=document.id,
        section_id="v.6.dd",
        place=document.place,
        agency=agency,
        agencies=(agency,),
        role="chủ trì",
        task=task,
        partners=(),
        product=None,
        deadline=Deadline.parse(written) if written else None,
        recipient=None,
        address=ClauseAddress(address),
        quote=f"đ) {task}",
        start=0,
        end=10,
    )
    return replace(row, **values)
