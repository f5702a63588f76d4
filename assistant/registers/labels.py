"""Duties set out under labels instead of in a table: "Cơ quan chủ trì: …", "Cơ quan phối hợp: …", "Thời gian thực hiện: …".

A label is read as the head of a column would be. The lines may stand below the task, beside it, or behind it in its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from assistant.documents import unmarked
from assistant.language.bodies import body_end, join_names, opens_with_body
from assistant.language.text import fold
from assistant.registers.columns import column_words, puts_in_charge
from assistant.registers.fields import partners_of
from assistant.types import Section

_LABEL = re.compile(r"(?:^|[.;,(]\s*|\s[-–+]\s+)(?P<label>[^\W\d_][^:;.,()|]{3,45}?)\s*:\s*")
_LEADS = re.compile(r"^(?:co quan|don vi|bo phan|dau moi|chu tri|phan cong)\b")
_ROLES = ("partners", "agency", "deadline", "product", "recipient", "task")
_NO_TASKS = ("table_row", "boilerplate", "recipients", "preamble", "closing")
_SAID = re.compile(  # what a body under a label is to do: "Sở Y tế (chủ trì), các xã phối hợp"
    r"\s*\(?(?P<role>chủ trì|phối hợp)(?!,?\s+phối hợp|\s+với)(?:\s+thực hiện)?\)?[\s,–-]*(?:và\s+)?"
)
_LED = re.compile(r"(?<!\w)chủ trì(?!\w)")
_LEADS_WITH = re.compile(r"\s*\(?chủ trì,?\s+phối hợp")
_LONGEST = 4000  # characters of a task and its labels


@dataclass(slots=True)
class LabelledDuty:
    """The values under the labels of one task; `sections` hold them, `task_section` is the one it is cited by."""

    task_section: Section
    sections: list[Section]
    values: dict[str, str] = field(default_factory=dict)

    @property
    def span(self) -> tuple[int, int]:
        """From the task, or the first label, to the last one."""
        return min(self.task_section.start, self.sections[0].start), self.sections[-1].end


def labelled_duties(sections: Sequence[Section]) -> Iterator[LabelledDuty]:
    """The duties of a document that are set out under labels: each names a leading body and a task."""
    by_id = {s.id: s for s in sections}
    tasks = _tasks_below(sections)
    found: LabelledDuty | None = None
    for section in sections:
        if section.kind in _NO_TASKS:
            continue
        values = dict(_labels(unmarked(section)))
        goes_on = (
            found is not None
            and section.parent == found.sections[-1].parent
            and not set(values) & (set(found.values) - {"before"})
        )
        if found is not None and not (values and goes_on):
            yield from _complete(found, by_id, tasks)
            found = None
        if not values:
            continue
        if found is None:
            found = LabelledDuty(section, [])
        found.sections.append(section)
        found.values = {**values, **found.values}
    if found is not None:
        yield from _complete(found, by_id, tasks)


def _tasks_below(sections: Sequence[Section]) -> dict[str, str]:
    """The words below a label that says what is to be done ("Nội dung:"), by the id of what it stands under."""
    labels = {
        section.id: section.parent
        for section in sections
        if section.parent
        and section.text.rstrip("* ").endswith(":")
        and _role(unmarked(section).rstrip(": ")) == "task"
    }
    found: dict[str, list[str]] = {}
    for section in sections:
        if (under := labels.get(section.parent or "")) is not None:
            found.setdefault(under, []).append(unmarked(section))
    return {under: " ".join(words) for under, words in found.items()}


def _complete(
    found: LabelledDuty, by_id: Mapping[str, Section], tasks: Mapping[str, str]
) -> Iterator[LabelledDuty]:
    said, before = found.values.get("agency", ""), found.values.pop("before", "")
    leaders, partners = _shared(said)
    if not leaders:
        return
    in_charge = found.values.pop("in_charge", "") or partners or "partners" in found.values
    found.values["agency"] = join_names(leaders)
    if partners := [*partners_of(said), *partners]:  # "Cơ quan thực hiện: Sở Y tế chủ trì, phối hợp với …"
        found.values.setdefault("partners", join_names(partners))
    found.values["role"] = "chủ trì" if in_charge or _LED.search(said) else "thực hiện"
    parent = by_id.get(found.sections[0].parent or "")
    if "task" not in found.values and before:
        found.values["task"] = before
    elif "task" not in found.values and parent is not None:
        found.values["task"], found.task_section = tasks.get(parent.id) or unmarked(parent), parent
    start, end = found.span
    task = found.values.get("task", "")
    if task and not task.endswith(":") and end - start <= _LONGEST:
        yield found


def _shared(value: str) -> tuple[list[str], list[str]]:
    """(those who lead, those who help) under a label, without what they do: "Sở Y tế chủ trì …; các xã phối hợp"."""
    if not opens_with_body(value):
        return [], []
    named: list[tuple[str, str]] = []  # (body, what it is said to be)
    rest = value
    while rest:
        if opens_with_body(rest):
            end = body_end(rest)
            said = _SAID.match(rest, end)
            led = _LEADS_WITH.match(rest, end)  # "Sở Y tế chủ trì, phối hợp với các trường"
            named.append((rest[:end], "chủ trì" if led else said["role"] if said else ""))
            beside = rest[said.end() :] if said else ""
            if opens_with_body(beside):  # "Sở Y tế chủ trì, các xã phối hợp"
                rest = beside
                continue
            rest = rest[end:]
        rest = rest.partition(";")[2].lstrip()
    one_leads = any(role == "chủ trì" for _, role in named)  # the others do what they are told
    helps = ("phối hợp", "") if one_leads else ("phối hợp",)
    return [body for body, role in named if role not in helps], [
        body for body, role in named if role in helps
    ]


def _labels(words: str) -> Iterator[tuple[str, str]]:
    """(role, words under the label) of a clause, and under "before" what stands before the first label."""
    marks = [(m, role) for m in _LABEL.finditer(words) if (role := _role(m["label"]))]
    if not marks:
        return
    if before := words[: marks[0][0].start()].strip(" -–(.;,"):
        yield "before", before
    ends = [m.start() for m, _ in marks[1:]] + [len(words)]
    for (mark, role), end in zip(marks, ends, strict=True):
        if value := words[mark.end() : end].strip(" -–.;,)("):
            yield role, value
            if role == "agency" and puts_in_charge(mark["label"]):
                yield "in_charge", mark["label"]


def _role(label: str) -> str | None:
    folded = fold(label)
    if "thu tuc hanh chinh" in folded:
        return None  # "Cơ quan thực hiện thủ tục hành chính": whose procedure it is, no task
    for role, pattern in _patterns():
        if pattern.search(folded):
            return role if role != "agency" or _LEADS.match(folded) else None
    return None


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    roles = column_words()["roles"]
    return [(role, re.compile("|".join(roles[role]))) for role in _ROLES]
