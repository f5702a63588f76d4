"""The target register (bảng chỉ tiêu): one row per target of each clause under a heading that speaks of goals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.structure import plain, unmarked
from assistant.text import fold
from assistant.types import Document, Section, Target
from assistant.values import find_periods, parse_number

_GOALS = re.compile(r"\b(?:muc tieu|chi tieu|dinh huong den nam|tam nhin den)\b")
_COMPARATOR = (
    r"đạt tối thiểu|đạt ít nhất|đạt trên|đạt khoảng|đạt từ|chiếm tối thiểu|chiếm ít nhất|chiếm hơn|chiếm trên|chiếm khoảng|"
    r"tối thiểu|tối đa|ít nhất|không quá|không dưới|nhiều nhất|trên|dưới|hơn|khoảng|từ|đạt|chiếm|≥|≤|>|<"
)
_AMOUNT = re.compile(
    rf"(?:(?P<comparator>{_COMPARATOR})\s*)?(?<![\w.,/-])(?P<number>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
    r"(?P<unit>\s*%(?:\s*(?P<share>GRDP|GDP))?|\s+"
    r"(?:tỷ đồng|triệu đồng|tỷ|triệu|lượt|người|chương trình|giáo viên|học sinh|sinh viên|"
    r"cơ sở|doanh nghiệp|dự án|mô hình|trường|nghìn|tấn|ha|sản phẩm|nhiệm vụ|đề tài|trung tâm|đơn vị|điểm|đợt|lớp|chuyên gia)\b)"
    r"(?P<more>\s+trở lên)?",
    re.IGNORECASE,
)
_SUB = re.compile(r"[,;]\s*trong đó,?\s+", re.IGNORECASE)
_SPLIT = re.compile(r"(?<=[.;])\s+(?=[^\s])|\s+và\s+(?=\d)")
_HAVING = re.compile(r"^Có\s+(?=\S)")  # "Có ≥ 1,5% GRDP chi cho …" is the target of what is spent
_PEOPLE = {"giáo viên", "học sinh", "sinh viên", "chuyên gia"}


def section_period(section: Section) -> str | None:
    """The period of a clause: what its nearest heading says, else what its own words say."""
    for heading in reversed(section.headings):
        periods = find_periods(heading)
        if periods and not re.search(r"\bsố\s+\d", heading):
            return str(periods[-1])
    own = [p for p in find_periods(plain(section.text)) if p.end >= 2020]
    return str(own[0]) if len(own) == 1 else None


def extract_targets(document: Document, sections: tuple[Section, ...]) -> tuple[Target, ...]:
    """One row per target of each clause under a heading that speaks of goals; sub-targets follow their parent."""
    rows: list[Target] = []
    for section in sections:
        goal = any(_GOALS.search(fold(heading)) for heading in section.headings)
        if document.tier != "official" or not goal or section.heading:
            continue
        if section.kind in ("table_row", "boilerplate", "recipients"):
            continue
        period = section_period(section)
        parts = list(_target_parts(unmarked(section)))
        for number, (indicator, amount, child) in enumerate(parts, start=1):
            unit = (amount["unit"] or "").strip() if amount else None
            comparator = (amount["comparator"] or "").strip() or None if amount else None
            if amount and amount["more"]:
                comparator = "trở lên"
            rows.append(
                Target(
                    id=f"{document.id}#{section.id}/{number}",
                    document_id=document.id,
                    section_id=section.id,
                    place=document.place,
                    indicator=indicator,
                    indicator_name=_indicator_name(indicator, document.place),
                    comparator=comparator,
                    value=parse_number(amount["number"]) if amount else None,
                    upper=None,
                    unit="người" if unit in _PEOPLE else unit,
                    base=None,
                    period=period,
                    kind="quantitative" if amount else "qualitative",
                    parent=f"{document.id}#{section.id}/1" if child and number > 1 else None,
                    address=section.address,
                    quote=section.text,
                    start=section.start,
                    end=section.end,
                )
            )
    return tuple(rows)


def _target_parts(text: str) -> Iterator[tuple[str, re.Match[str] | None, bool]]:
    """(indicator, amount, is a sub-target) for each amount of a clause; one qualitative part where it has none."""
    found = False
    for sentence in re.split(r"(?<=\.)\s+(?=[A-ZĐ])", text):
        main, *subordinate = _SUB.split(sentence)
        pieces = [(piece, False) for piece in _SPLIT.split(main)]
        pieces += [(piece, True) for tail in subordinate for piece in _SPLIT.split(tail)]
        for piece, child in pieces:
            amount = _AMOUNT.search(piece)
            if amount is None:
                continue
            found = True
            before, after = piece[: amount.start()].strip(" ,;."), piece[amount.end() :].strip(" ,;.")
            indicator = before if len(before) > 12 else f"{before} {after}".strip()
            yield _HAVING.sub("", indicator) or piece.strip(" ,;."), amount, child
    if not found:
        yield text.strip(" ;."), None, False


def _indicator_name(indicator: str, place: str | None) -> str:
    """A name that is equal for equal indicators of different places: folded, without place and filler words."""
    name = fold(indicator)
    for word in (
        "cua thanh pho",
        "tren dia ban thanh pho",
        "cua tinh",
        "tren dia ban tinh",
        "trung hoc pho thong",
        fold(place or "\0"),
    ):
        name = name.replace(word, " ")
    name = re.sub(r"\b(?:tang|phan dau|dam bao|duy tri|co|tiep tuc|trong do|dat|chiem)\b", " ", name)
    return re.sub(r"[^a-z0-9]+", " ", name.replace("ti le", "ty le")).strip()
