"""The responsibility register (bảng phân công): the clauses that give a body something to do.

It reads the tree, not the documents' words of any one place: a responsibility is a clause under a heading that names
a body, or one that opens with a body's name, inside the part on implementation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.registers.bodies import PREFIX, agency_name, agency_of_heading, opens_with_body
from assistant.structure import unmarked
from assistant.text import fold
from assistant.types import Document, Responsibility, Section

_DUTIES = re.compile(
    r"\b(?:to chuc thuc hien|to chuc trien khai|phan cong|trach nhiem|trien khai thuc hien|che do bao cao|nhiem vu cu the)\b"
)
_ROLES = (
    ("chủ trì", re.compile(r"^chủ trì")),
    ("phối hợp", re.compile(r"^(?:chủ động )?phối hợp")),
    ("tham mưu", re.compile(r"^(?:[^,;.]{0,80}, )?tham mưu")),
    ("hướng dẫn", re.compile(r"^(?:chủ động )?hướng dẫn")),
    ("báo cáo", re.compile(r"^(?:định kỳ |các đơn vị |thực hiện )*(?:tổng hợp, )?báo cáo|thực hiện báo cáo")),
)
_DEADLINE = re.compile(
    r"(?:chậm nhất(?: là)?|trước|hạn chót|muộn nhất)\s+(?:là\s+)?"
    r"(?:ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}|/\d{1,2})(?:\s*(?:năm\s+|/)\d{4})?"
    r"|tháng\s+\d{1,2}(?:/\d{4})?|năm\s+\d{4})(?:\s+(?:hàng|hằng)\s+năm)?|(?:hàng|hằng)\s+(?:năm|quý|tháng)|định kỳ",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(
    r"(?:báo cáo|gửi|nộp)[^;.]{0,80}?\b(?:về|đến|cho|gửi|lên)?\s*"
    r"((?:Sở|Bộ|Ủy ban nhân dân|UBND|Văn phòng|Ban|Hội đồng nhân dân)\s[^,;.()]+?)"
    r"(?=\s+(?:để|chậm|trước|theo|và các|thẩm|tổng|xem|về|tại)\b|[,;.()]|$)"
)
_JOINT_VERBS = (
    "tham mưu|tham gia|đôn đốc|triển khai|tổ chức|thực hiện|xây dựng|hướng dẫn|rà soát|kiểm tra|tuyên truyền|căn cứ|"
    "đa dạng"
)
_PARTNERS = re.compile(
    rf"^(?:chủ trì,?\s+)?(?:chủ động\s+)?phối hợp(?: chặt chẽ)?(?: với)?\s+(?!(?:{_JOINT_VERBS})\b)"
    rf"(.+?)(?=,?\s+(?:{_JOINT_VERBS})\b|[;.])",
    re.IGNORECASE,
)
_VERBS = "|".join(
    (
        "chủ trì", "phối hợp", "tham mưu", "thực hiện", "triển khai", "tổ chức", "xây dựng", "căn cứ", "có trách nhiệm",
        "chịu trách nhiệm", "hướng dẫn", "báo cáo", "tổng hợp", "chỉ đạo", "nghiên cứu", "tăng cường", "rà soát",
        "định kỳ", "chủ động", "theo", "đẩy mạnh", "tiếp tục", "bố trí", "tuân thủ", "nêu", "thường xuyên", "phải",
        "lập", "gửi", "kiểm tra", "được",
    )
)  # fmt: skip


def extract_responsibilities(document: Document, sections: tuple[Section, ...]) -> tuple[Responsibility, ...]:
    """One row per duty: the clauses under a heading that names a body, and clauses that open with a body's name."""
    by_id = {section.id: section for section in sections}
    rows: list[Responsibility] = []
    for section in sections:
        if section.kind in ("table_row", "boilerplate", "recipients", "preamble", "closing"):
            continue
        above = list(_ancestors(section, by_id))
        if not any(_DUTIES.search(fold(a.heading)) for a in above):
            continue
        named = next((name for a in above if (name := agency_of_heading(a.heading))), None)
        words = unmarked(section)
        if section.heading and agency_of_heading(section.heading) and len(words) - len(section.heading) < 12:
            continue  # the heading that names the body; its clauses follow
        run_in = _opening_agency(words) if named is None else None
        agency = named or run_in
        if agency is None:
            continue
        task = words[len(run_in) :].lstrip(" :,") if run_in else words
        lowered = task[:1].lower() + task[1:]
        deadline, recipient, partners = (
            _DEADLINE.search(task),
            _RECIPIENT.search(task),
            _PARTNERS.search(task),
        )
        rows.append(
            Responsibility(
                id=f"{document.id}#{section.id}",
                document_id=document.id,
                section_id=section.id,
                place=document.place,
                agency=agency,
                agency_name=agency_name(agency),
                role=next((role for role, pattern in _ROLES if pattern.search(lowered)), "thực hiện"),
                task=task.strip(),
                partners=(partners.group(1).strip(" ,"),) if partners else (),
                product=None,
                deadline=deadline.group() if deadline else None,
                recipient=recipient.group(1).strip() if recipient else None,
                address=section.address,
                quote=section.text,
                start=section.start,
                end=section.end,
            )
        )
    return tuple(rows)


def _ancestors(section: Section, by_id: dict[str, Section]) -> Iterator[Section]:
    while section.parent is not None:
        section = by_id[section.parent]
        yield section


_OPENING = re.compile(
    rf"^(?:(?:Đề nghị|Giao)\s+)?(?P<agency>[^;.:]{{3,160}}?)\s*(?::|,?\s+(?=(?:{_VERBS})\b))"
)


def _opening_agency(words: str) -> str | None:
    match = _OPENING.match(words)
    if match is None:
        return None
    name = PREFIX.sub("", match["agency"]).strip(" ,")
    return words[: match.end("agency")].strip(" ,") if opens_with_body(name) else None
