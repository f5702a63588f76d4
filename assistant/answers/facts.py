"""What a document says of itself: number, date, issuer, signer, recipients, grounds, force; the clauses that say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers.library import Reference
from assistant.documents.effect import read_effect
from assistant.language.text import fold, plain
from assistant.language.values import find_values, number_key
from assistant.questions.about import offices
from assistant.types import Document, Section

_TOKEN = re.compile(r"[^\s*|_\\]+")
_SIGN = re.compile(r"(?:T/?M|K/?T|T/?L|TUQ|Q)\.$")  # "on behalf of", "for": what an office is signed for
_UP_TO = (
    r"\.?\s*((?:[^\W\d_]+[ \t]+)*?[^\W\d_]+)(?=\s*(?:[*\n|]|$|PHÓ|QUYỀN|K/?T\.))"  # what "KT." stands before
)
_IN_PLACE_OF, _ON_BEHALF_OF = (re.compile(rf"(?<!\w){mark}{_UP_TO}") for mark in ("K/?T", "T/?M"))
_FEW, _MANY = 2, 5  # words of a person's name
_GROUND = re.compile(r"\W*(?:căn cứ|thực hiện|triển khai|xét|theo đề nghị|trên cơ sở)(?!\w)", re.IGNORECASE)
_REPLACES = re.compile(
    r"(?<!\w)này(?!\w)[^.;]*(?<!\w)(?:thay thế|bãi bỏ|sửa đổi)(?!\w)|(?<!\w)hết hiệu lực"
    r"|^\W*(?:\w{1,3}[.)]\s*)?(?:bãi bỏ|sửa đổi)(?!\w)",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(r"này có hiệu lực|(?<!\w)có hiệu lực (?:thi hành |kể )?(?:kể )?từ", re.IGNORECASE)
# "trước ngày Quyết định này có hiệu lực" tells of another day.
_SINCE_FORCE = re.compile(r"(?:ngày|khi|điểm|lúc) (?:[^\W\d]+ ){1,3}này có hiệu lực", re.IGNORECASE)
_CREDITS = re.compile(
    r"(?<!\w)(?:người viết|tác giả (?:bài|của bài|là)|bài(?: báo| viết)?(?: này)? do|ghi nguồn|nguồn:|theo nguồn|bài và ảnh"
    r"|ảnh(?: đi kèm[^.]*)? do|đăng (?:trên|ở|tại) (?:báo|trang|tạp chí|cổng)|(?:báo|tạp chí) [^.]{2,40} đăng)(?!\w)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:^|[;:,.|])\s*[-–+]\s*(?=\S)")
_ISSUES = "ban hanh|xay dung|quyet dinh|quyet nghi|cong bo"  # what an issuer does with its document, without diacritics
_MARGINS = ("preamble", "closing", "recipients", "boilerplate")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a document: name and office, and the clause in which they stand, cut to them."""

    name: str
    office: str
    clause: Section

    @property
    def behalf(self) -> tuple[str | None, str | None]:
        """(the office in whose place was signed, "Chủ tịch", the body on behalf of which), each None where none is named."""
        found = (pattern.search(self.clause.text) for pattern in (_IN_PLACE_OF, _ON_BEHALF_OF))
        office, body = (" ".join(match[1].split()).capitalize() if match else None for match in found)
        return office, body


def signature(reference: Reference, document: Document) -> Signature | None:
    """The signature of a document: the first below its text, of an office in capitals and a name."""
    own = reference.sections_of(document.id)
    last = [s for s in own if s.kind == "recipients"] or [
        s for s in own if s.kind in ("closing", "preamble", "paragraph")
    ]
    return _signature_in(document, last) if last else None


def _signature_in(document: Document, sections: Sequence[Section]) -> Signature | None:
    text = document.text
    tokens = list(_TOKEN.finditer(text, sections[0].start, sections[-1].end))
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and _is_capital(tokens[end].group()):
            between = text[tokens[end - 1].end() : tokens[end].start()] if end > start else ""
            ends = tokens[end - 1].group().endswith((".", ";")) and not _SIGN.match(tokens[end - 1].group())
            if "|" in between or ("\n" in between and ends):
                start = end  # another cell, or below the last of the recipients
            end += 1
        office = " ".join(token.group() for token in tokens[start:end]).rstrip(",. ")
        title = _own_office(office)
        name = _name(text, tokens[end : end + _MANY]) if title else []
        if title and len(name) >= _FEW:
            first, last = tokens[start].start(), tokens[end + len(name) - 1].end()
            holder = next((s for s in sections if s.start <= first < s.end), sections[0])
            clause = replace(holder, start=first, end=last, text=text[first:last])
            return Signature(" ".join(name), title, clause)
        start = max(end, start + 1)
    return None


def _is_capital(token: str) -> bool:
    letters = [c for c in token if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters) and not any(c.isdigit() for c in token)


def _own_office(capitals: str) -> str | None:
    """The office of the one who signs: the last that is named ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH")."""
    found = [m.start() for office in offices() for m in re.finditer(rf"(?<!\w){office}(?!\w)", capitals)]
    if not found:
        return None
    title = capitals[max(found) :]
    before = capitals[: max(found)].rstrip()
    if before.endswith("PHÓ"):
        return f"Phó {title.capitalize()}"
    return title.capitalize()


def _name(text: str, tokens: Sequence[re.Match[str]]) -> list[str]:
    """The words of a person's name at the beginning of some, on one line and in one cell."""
    name: list[str] = []
    for number, token in enumerate(tokens):
        word = token.group()
        between = text[tokens[number - 1].end() : token.start()] if number else ""
        capital = word[:1].isupper() and word.isalpha() and (word[1:].islower() or len(word) == 1)
        if not capital or re.search(r"[|\n]", between):
            break
        name.append(word)
    return name


def of_number(reference: Reference, document: Document) -> Section | None:
    """The clause of a document's head that states its number."""
    key = number_key(document.number or "")
    return next((s for s in _head(reference, document) if key and key in number_key(plain(s.text))), None)


def of_date(reference: Reference, document: Document) -> Section | None:
    """The clause of a document's head that states its date."""
    if not document.date:
        return None
    year, month, day = document.date.split("-")
    asked = f"{int(day)}/{int(month)}/{year}"
    return next(
        (s for s in _head(reference, document) if any(v.key == asked for v in find_values(plain(s.text)))),
        None,
    )


def of_issuer(reference: Reference, document: Document) -> Section | None:
    """The clause of a document's head that says who issues it, else one of its head or foot that names that body."""
    name, place = fold(document.issuer or ""), fold(document.place or "")
    head = _head(reference, document)
    if name:  # "Ủy ban nhân dân tỉnh ban hành Kế hoạch …", with its place or without
        body = re.escape(name.removesuffix(place).strip())
        issues = re.compile(rf"(?<!\w){body}(?:\s+{re.escape(place)})?\s+(?:{_ISSUES})(?!\w)")
        if said := next((s for s in head if issues.search(fold(plain(s.text)))), None):
            return said
    places = [
        *head,
        *(s for s in reference.sections_of(document.id) if s.kind in _MARGINS),
    ]
    return next((s for s in places if name and name in fold(plain(s.text))), None)


def grounds(reference: Reference, document: Document) -> list[Section]:
    """The paragraphs before the first heading that say on what a document rests."""
    return [
        s for s in _head(reference, document) if _GROUND.match(plain(s.text)) and not plain(s.text).isupper()
    ]


def replaced(reference: Reference, document: Document) -> list[Section]:
    """The clauses of a document that take others out of force or amend them, each with what it lists."""
    own = [s for s in reference.sections_of(document.id) if s.kind not in _MARGINS and s.kind != "table_row"]
    return [s for s in own if _REPLACES.search(s.text) and _names_document(reference, s)]


def _names_document(reference: Reference, section: Section) -> bool:
    texts = [section.text, *(child.text for child in reference.children(section))]
    return any(v.kind == "document" for text in texts for v in find_values(text))


def written_by(reference: Reference, document: Document) -> list[Section]:
    """The clauses of an article that say who wrote it, or where it comes from."""
    return [
        s for s in reference.sections_of(document.id) if _CREDITS.search(s.text) and not reference.children(s)
    ]


def force(reference: Reference, document: Document) -> Section | None:
    """The clause that says from when a document is in force."""
    own = [s for s in reference.sections_of(document.id) if s.kind not in ("boilerplate", "table_row")]
    dated = (s for s in own if read_effect(s.text, document.date).effective)
    return next(dated, None) or next((s for s in own if _IN_FORCE.search(_SINCE_FORCE.sub("", s.text))), None)


def recipients(reference: Reference, document: Document) -> tuple[list[str], list[Section]]:
    """(to whom a document goes, as its foot lists them; the clauses that do)."""
    own = [s for s in reference.sections_of(document.id) if s.kind == "recipients"]
    signed = signature(reference, document)
    if signed:
        own = [s for s in own if s.start < signed.clause.start]
    names: list[str] = []
    cited: list[Section] = []
    for section in own:
        end = min(section.end, signed.clause.start) if signed else section.end
        items = [item.strip(" ;.,|") for item in _ITEM.split(plain(document.text[section.start : end]))]
        items = [
            item for item in items if item and not fold(item).startswith(("noi nhan", "luu", "kinh gui"))
        ]
        if items:
            names += items
            cited.append(replace(section, end=end, text=document.text[section.start : end]))
    return names, cited


def _head(reference: Reference, document: Document) -> list[Section]:
    return [s for s in reference.sections_of(document.id) if s.kind == "preamble"]
