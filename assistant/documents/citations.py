"""How officials cite a clause in running text: from the innermost division outwards, then the document."""

from __future__ import annotations

import re

from assistant.documents.corpus import UNKNOWN_KIND
from assistant.language.addresses import ClauseAddress
from assistant.messages import document_kind
from assistant.types import Document

_NUMBERED = re.compile(r"mục (?P<labels>[\w.]+)(?P<again> \(lần \d+\))?")
_LISTED = ("gạch đầu dòng", "dấu cộng")  # a comma stands behind them
_NAMED_FIRST = ("Luật", "Bộ luật", "Pháp lệnh")  # "Luật Giáo dục số …": the subject is the name
_REGARDING = re.compile(r"^v/v[\s:]*", re.IGNORECASE)  # "V/v" of an official letter: "về việc"
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def cite_clause(address: ClauseAddress, document: Document) -> str:
    """The citation of a clause: "điểm đ khoản 6 mục V Kế hoạch số 150/KH-UBND ngày 15/9/2025 của …"."""
    return _led(address) + name_document(document)


def spell_address(address: ClauseAddress) -> str:
    """A clause by its divisions, the innermost first: "điểm đ khoản 6 mục V"."""
    return _led(address).rstrip(" ,")


def _led(address: ClauseAddress) -> str:
    pieces = [piece for part in address.parts for piece in _divisions(part)]
    return "".join(piece + (", " if piece.startswith(_LISTED) else " ") for piece in reversed(pieces))


def page_note(document: Document, position: int) -> str:
    """Where a position of the text stands in the file, to follow a citation: " (trang 7)"; empty where it has no pages."""
    page = document.page_at(position)
    if page is None:
        return ""
    return f" (khoảng trang {page})" if document.pages_about else f" (trang {page})"


def cite_in_full(address: ClauseAddress, document: Document) -> str:
    """The citation with all that Decree 30/2020/NĐ-CP asks for, ready to paste: "Điểm a khoản 2 Điều 5 Kế hoạch số …"."""
    cited = _led(address) + _in_full(document)
    return cited[:1].upper() + cited[1:]


def _in_full(document: Document) -> str:
    """The document's kind, number, date, issuer and subject, as far as they are known."""
    if document.tier == "press":
        told = [document.outlet, document.date and f"ngày {vietnamese_date(document.date)}"]
        return ", ".join(filter(None, [f"tóm lược “{document.title}”", *told]))
    kind = "Văn bản" if document.kind == UNKNOWN_KIND else document_kind(document.kind, "vi")
    subject = document.title.strip()
    if subject.lower().startswith(kind.lower()):
        subject = subject[len(kind) :].strip()
    dated = _ISO_DATE.fullmatch(document.date or "")
    told = [
        document.number and f"số {document.number}",
        dated and f"ngày {dated[3]} tháng {_month(dated[2])} năm {dated[1]}",
        document.issuer and f"của {document.issuer}",
    ]
    known = " ".join(filter(None, told))
    if kind in _NAMED_FIRST:
        return " ".join(filter(None, [kind, subject, known]))
    subject = _REGARDING.sub("về việc ", subject)
    if subject[:3].lower() == "về ":
        subject = subject[3:]
    return " ".join(filter(None, [kind, known, subject and f"về {subject}"]))


def _month(month: str) -> str:
    """A month as the decree writes it: January and February alone have a zero."""
    return month if int(month) < 3 else str(int(month))


def name_document(document: Document) -> str:
    """The document as it is cited: kind, number, date and issuer; without a number its short title."""
    if document.number is None:
        return document.short_title
    kind = "Văn bản" if document.kind == UNKNOWN_KIND else document_kind(document.kind, "vi")
    name = f"{kind} số {document.number}"
    if document.date:
        name += f" ngày {vietnamese_date(document.date)}"
    return f"{name} của {document.issuer}" if document.issuer else name


def vietnamese_date(date: str) -> str:
    """An ISO date as day/month/year; other texts stay as they are."""
    found = _ISO_DATE.fullmatch(date)
    return f"{int(found[3])}/{int(found[2])}/{found[1]}" if found else date


def _divisions(part: str) -> list[str]:
    """The divisions that a part of an address runs together, outermost first: "mục V.6.đ" is mục V, khoản 6, điểm đ."""
    match = _NUMBERED.fullmatch(part)
    if match is None:
        return [part]
    first, *rest = match["labels"].split(".")
    numbers = [label for label in rest if label.isdigit()]
    letters = [label for label in rest if not label.isdigit()]
    if first.isdigit():
        divisions = [f"mục {'.'.join([first, *numbers])}"]
    else:
        divisions = [f"mục {first}", *([f"khoản {'.'.join(numbers)}"] if numbers else [])]
    divisions += [f"điểm {letter}" for letter in letters]
    divisions[-1] += match["again"] or ""
    return divisions
