"""Duties that a column or a label gives a body: rows of task tables, and tasks with "Cơ quan chủ trì: …" below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.language.bodies import agency_names, opens_with_body, split_bodies
from assistant.language.deadlines import Deadline
from assistant.registers.columns import Row, names_leaders, puts_in_charge
from assistant.registers.fields import DEFAULT_ROLE, product_of, recipient_of
from assistant.registers.labels import LabelledDuty
from assistant.types import Document, Responsibility, Section

_DONE = re.compile(r"(?:đã )?hoàn thành[.;]?", re.IGNORECASE)  # in a table that tells how far the tasks are
_LONGEST_NAME = 80  # characters of a body that no list knows


def of_table(document: Document, row: Row) -> Iterator[Responsibility]:
    """The duty of a row of a task table: the column says who leads."""
    if any(_DONE.fullmatch(cell.text) for cell in row.cells):
        return
    section = row.section
    values = {role: _cell(row.text(role)) for role in ("agency", "product", "deadline", "recipient")}
    agency = next(iter(row.of("agency")), None)
    leads = agency is not None and row.aligned and names_leaders(agency.head)
    reached = row.text("indicator") if leads and row.of("value") else ""  # a target: who leads is to reach it
    values["task"] = _cell(row.text("task") or reached)
    partners = [p for cell in row.of("partners") for p in split_bodies(_cell(cell.text))]
    if values["task"] and (opens_with_body(values["agency"]) or (leads and _is_name(values["agency"]))):
        in_charge = partners or (agency is not None and puts_in_charge(agency.head))
        values["role"] = "chủ trì" if in_charge else DEFAULT_ROLE
        found = _assigned(document, section, values, partners, (section.start, section.end))
        yield replace(found, unsure=not row.aligned)


def _is_name(words: str) -> bool:
    """Whether words may be the name of a body that no list knows: "TT VHTT"."""
    return len(words) <= _LONGEST_NAME and words[:1].isupper()


def of_labels(document: Document, duty: LabelledDuty) -> Responsibility:
    """The duty of a task that labels stand at."""
    partners = split_bodies(duty.values.get("partners", ""))
    return _assigned(document, duty.task_section, duty.values, partners, duty.span)


def _assigned(
    document: Document,
    section: Section,
    values: Mapping[str, str],
    partners: Sequence[str],
    span: tuple[int, int],
) -> Responsibility:
    """The duty of a body that a column or a label gives it; `values` hold its role."""
    task, agency = values["task"], values["agency"]
    return Responsibility(
        id=f"{document.id}#{section.id}",
        document_id=document.id,
        section_id=section.id,
        place=document.place,
        agency=agency,
        agencies=agency_names(agency),
        role=values["role"],
        task=task,
        partners=tuple(dict.fromkeys(partners)),
        product=values.get("product") or product_of(task),
        deadline=Deadline.parse(values["deadline"]) if values.get("deadline") else None,
        recipient=values.get("recipient") or recipient_of(task),
        address=section.address,
        quote=document.text[slice(*span)],
        start=span[0],
        end=span[1],
    )


def _cell(text: str) -> str:
    """The words of a cell without the dash of a list that has one item."""
    bare = re.sub(r"^[-–+]\s+", "", text)
    return bare if not re.search(r"[.;]\s+[-–+]\s", bare) or bare == text else text
