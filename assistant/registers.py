"""The two registers, computed from the clause tree: targets (chỉ tiêu) and responsibilities (phân công).

Both read the tree, not the documents' words of any one place: a target is a clause under a heading that speaks of
goals; a responsibility is a clause under a heading that names a body, inside the part on implementation.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from assistant.lexicon import expand_abbreviations
from assistant.settings import PACKAGE
from assistant.structure import plain, unmarked
from assistant.text import fold, place_tones
from assistant.types import Document, Responsibility, Section, Target
from assistant.values import find_periods, parse_number

_GOALS = re.compile(r"\b(?:muc tieu|chi tieu|dinh huong den nam|tam nhin den)\b")
_DUTIES = re.compile(
    r"\b(?:to chuc thuc hien|to chuc trien khai|phan cong|trach nhiem|trien khai thuc hien|che do bao cao|nhiem vu cu the)\b"
)
_PREFIX = re.compile(
    r"^(?:[\dIVX]{1,4}[.)]\s*|[a-zđ][.)]\s*)?(?:(?:Đề nghị|Giao|Đối với)\s+)?", re.IGNORECASE
)
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


@cache
def _agency_words() -> tuple[re.Pattern[str], tuple[str, ...]]:
    data = tomllib.loads((PACKAGE / "data" / "agencies.toml").read_text(encoding="utf-8"))
    heads = sorted((place_tones(head) for head in data["heads"]), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, heads))})(?![^\W_])", re.IGNORECASE), tuple(
        data["standard"]
    )


def standard_agencies() -> tuple[str, ...]:
    """Names of bodies that every province or the State has, whether a plan names them or not."""
    return _agency_words()[1]


def agency_of_heading(heading: str) -> str | None:
    """The body that a heading names ("4. Đề nghị Đại học Huế"), or None where it names a subject."""
    words = _PREFIX.sub("", plain(heading), count=1).rstrip(" :.")
    words = re.split(r":", words)[0].strip()
    starts = _agency_words()[0].match(place_tones(words))
    return words if starts and len(words) <= 160 else None


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
    name = _PREFIX.sub("", match["agency"]).strip(" ,")
    return words[: match.end("agency")].strip(" ,") if _agency_words()[0].match(place_tones(name)) else None


def agency_name(agency: str) -> str:
    """One name for one body: abbreviations written out, "Đề nghị" and the like left out, one spelling of tones."""
    name = _PREFIX.sub("", expand_abbreviations(agency), count=1).strip(" :.,")
    return place_tones(name).replace("Ủy ban nhân dân các ", "Ủy ban nhân dân ")
