"""The clause tree of an administrative document: Phần, Chương, Phụ lục, I, Điều, 1, a), -, +, table rows.

Documents differ in what nests under what ("I." under "Điều 1" or the reverse), so Điều and roman numbers share a rank
and the first one seen is the outer one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from assistant.documents.headings import with_headings
from assistant.documents.identifiers import identifier_part, marked_address
from assistant.documents.letterheads import kinds_in_capitals
from assistant.documents.quotations import (
    NOTE,
    QUOTED,
    closing,
    is_note,
    is_open,
    note_number,
    opening,
    quoted_blocks,
)
from assistant.documents.tables import Line, TableRow, is_table_head, read_table, table_cells
from assistant.language.addresses import ClauseAddress
from assistant.language.marks import Mark, read_mark
from assistant.language.text import SMALL, plain
from assistant.types import Document, Section, SectionKind

_EMPHASIS = re.compile(r"[*_]+")
_LEAD = re.compile(r"^[\s*_>]*")
_RANK: dict[str, int] = {
    "heading": 0, "appendix": 0, "part": 1, "capital": 4, "roman": 5, "article": 5,
    "number": 7, "letter": 11, "dash": 12, "plus": 13, "paragraph": 14,
}  # fmt: skip
_ZONES: dict[str, str] = {
    "preamble": "phần mở đầu", "closing": "phần kết", "recipients": "nơi nhận", "boilerplate": "phần ngoài văn bản",
}  # fmt: skip
_NEW_TEXT = "nội dung sửa đổi"
_PARTS = ("phần", "chương", "mục")  # outermost first
_REOPENING = ("appendix", "roman", "part", "article", "capital")  # what may follow a closing or a signature
_LONGEST_SPLIT = 10_000  # characters of an item that a page break may have split
_NATIONAL_HEAD = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM")
_RECIPIENTS = re.compile(r"^[|\s*_]*Nơi nhận\s*:?")
_CLOSING = re.compile(
    r"^Trên đây là\b|^Trong quá trình (?:tổ chức |triển khai |)(?:thực hiện|triển khai)[^.;]*(?:vướng mắc|khó khăn|phát sinh)"
)
_TITLE_OF_ATTACHMENT = re.compile(
    rf"^(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|DANH MỤC|CHIẾN LƯỢC|ĐỀ CƯƠNG|HƯỚNG DẪN|QUY TRÌNH)\b[^{SMALL}]*$"
)
# The heading of the next appendix inside a row: a converter glued two tables together.
_GLUED = re.compile(
    r"^\|.*?\|\s*((?:\*\*)?PHỤ LỤC\b(?:[\s*]+(?:[IVX]+|\d+)\b|(?=[^|]*\([\s*]*(?:Ban hành k|K)èm theo))[^|]*)(?=\|)"
)
_DECORATION = re.compile(r"^[\s*_\-–—.=|\\]*$")
_INSIDE_QUOTATION = 20  # added to ranks there, so that nothing quoted closes the clause that quotes it


# The kind of a document on a line of its own, as it stands above the title.
_OWN_KIND = re.compile(rf"^[\s*_#|]*(?:{'|'.join(kinds_in_capitals())})[\s*_:|]*$", re.MULTILINE)
_LETTERHEAD_CHARACTERS = 300  # that may stand before the national heading


def _body_start(text: str) -> int:
    """Where a document begins behind what a publishing site puts before it; 0 where there is nothing of the kind.

    The site's words end at the national heading, unless the kind of a document stands before that: then the
    heading is an attachment's.
    """
    head = _NATIONAL_HEAD.search(text)
    start = text.rfind("\n", 0, head.start()) + 1 if head else 0
    return 0 if start <= _LETTERHEAD_CHARACTERS or _OWN_KIND.search(text, 0, start) else start


@dataclass(slots=True)
class _Open:
    """A section under construction: `children` counts its direct children by kind."""

    id: str
    kind: SectionKind
    label: str
    rank: int
    position: int
    address: ClauseAddress
    children: dict[str, int] = field(default_factory=dict)


def parse_sections(document: Document) -> tuple[Section, ...]:
    """All clauses of a document in order; their spans leave out nothing but blank lines and decoration."""
    return _Parser(document).run()


class _Tree:
    """The clauses so far, and those that are open; opens the next ones."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sections: list[Section] = []
        self.stack: list[_Open] = []
        self.zone: SectionKind | None = "preamble"
        self.top = _Open("", "preamble", "", -1, -1, ClauseAddress(""))
        self.ids: set[str] = set()
        self.addresses: Counter[ClauseAddress] = Counter()
        self.tables = 0
        self.quoting: int | None = None  # how many clauses are open around the quotation that is read

    def _open(self, kind: SectionKind, label: str, start: int, end: int) -> None:
        inside = self.quoting or 0
        rank = _rank(kind, label, self.stack[inside:]) + (
            _INSIDE_QUOTATION if self.quoting is not None else 0
        )
        if kind == "heading":
            label = ""
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else self.top
        position = parent.children.get(kind, 0) + 1
        parent.children[kind] = position
        if kind == "letter" and label == "d" and self._previous_sibling(kind) == "d":
            label = "đ"  # OCR reads đ) as d)
        name = identifier_part(kind, label, position)
        opened = _Open(
            self._unique(f"{parent.id}.{self._quoted()}{name}".lstrip(".")),
            kind, label, rank, position, self._unique_address(self._address(parent, kind, label, position, start, end)),
        )  # fmt: skip
        self._append(opened, parent, start, end)
        self.stack.append(opened)

    def _previous_sibling(self, kind: SectionKind) -> str | None:
        parent = self.stack[-1].id if self.stack else None
        return next((s.label for s in reversed(self.sections) if s.kind == kind and s.parent == parent), None)

    def _paragraph(self, start: int, end: int) -> None:
        parent = self.stack[-1] if self.stack else self.top
        position = parent.children.get("paragraph", 0) + 1
        parent.children["paragraph"] = position
        identifier = self._unique(f"{parent.id}.{self._quoted()}p{position}".lstrip("."))
        address = parent.address.below(f"đoạn {position}")
        opened = _Open(identifier, "paragraph", "", _RANK["paragraph"], position, address)
        self._append(opened, parent, start, end)

    def _quoted(self) -> str:
        """What begins the name of a clause that is opened: whether it is quoted, and in no other that is."""
        return QUOTED if self.quoting == len(self.stack) else ""

    def _note(self, number: str, start: int, end: int) -> bool:
        """A note stands below the clause that refers to it by its number; one that none refers to is none."""
        of = next((s for s in reversed(self.sections) if f"[{number}]" in s.text and not is_note(s)), None)
        if of is None:
            return False
        parent = _Open(of.id, of.kind, of.label, -1, 0, of.address)
        opened = _Open(
            self._unique(f"{of.id}.{NOTE}{number}"), "paragraph", "", _RANK["paragraph"], 0,
            of.address.below(f"chú thích {number}"),
        )  # fmt: skip
        self._append(opened, parent, start, end)
        return True

    def _leaf(self, kind: SectionKind, start: int, end: int) -> None:
        position = self.top.children.get(kind, 0) + 1
        self.top.children[kind] = position
        address = ClauseAddress(_ZONES[kind]).below(f"đoạn {position}")
        opened = _Open(self._unique(f"{kind}-{position}"), kind, "", _RANK["paragraph"], position, address)
        self._append(opened, self.top, start, end)

    def _append(
        self, opened: _Open, parent: _Open, start: int, end: int,
        *, row: TableRow | None = None,
    ) -> None:  # fmt: skip
        self.sections.append(
            Section(
                id=opened.id, document_id=self.document.id, parent=parent.id or None, kind=opened.kind,
                label=opened.label, address=opened.address, heading="",
                headings=row.headings if row else (),
                text=self.document.text[start:end], start=start, end=end,
                columns=row.columns if row else (), cells=row.cells if row else (),
            )
        )  # fmt: skip

    def _address(
        self, parent: _Open, kind: SectionKind, label: str, position: int, start: int, end: int
    ) -> ClauseAddress:
        if kind == "heading":
            title = plain(self.document.text[start:end]).lstrip("# ")
            return ClauseAddress(f"phần “{title}”" if self.sections else "tiêu đề")
        inside = self.stack[self.quoting or 0 :]
        number = next((o.label for o in reversed(inside) if o.kind == "number"), "")
        if self.quoting == len(self.stack):  # what it is a part of stands in another document
            return marked_address(parent.address.below(_NEW_TEXT), "article", kind, label, position, number)
        return marked_address(parent.address, parent.kind, kind, label, position, number)

    def _unique_address(self, address: ClauseAddress) -> ClauseAddress:
        """A number that comes twice (in an attached plan, by mistake) says so instead of sharing an address."""
        self.addresses[address] += 1
        seen = self.addresses[address]
        return address if seen == 1 else address.copy(seen)

    def _unique(self, identifier: str) -> str:
        candidate, copy = identifier, 1
        while candidate in self.ids:
            copy += 1
            candidate = f"{identifier}-{copy}"
        self.ids.add(candidate)
        return candidate


class _Parser(_Tree):
    """Reads a document line by line."""

    def run(self) -> tuple[Section, ...]:
        body_start = _body_start(self.document.text)
        table: list[Line] = []
        lines = list(_lines(self.document.text))
        quoted = quoted_blocks([line for _, _, line in lines])
        last = -1  # line of the quotation
        for number, (start, end, line) in enumerate(lines):
            if number in quoted:
                last = quoted[number]
                self._table(table)
                table, self.quoting = [], len(self.stack)
                cut = opening(line)
                start, line = start + cut, line[cut:]
            if number == last:
                end, line = start + closing(line), line[: closing(line)]
            elif number > last and self.quoting is not None:
                self._table(table)
                table = []
                self._unquote()
            if line.startswith("|") and start >= body_start and self._in_table(line):
                table.append((start, end, line))
                continue
            if _DECORATION.match(line):
                continue
            self._table(table)
            table = []
            if start < body_start and "BAN NHÂN DÂN" not in line[:60]:
                self._leaf("boilerplate", start, end)
            elif line.startswith("|"):
                self._letterhead(start, end, line)
            else:
                self._line(start, end, line)
        self._table(table)
        self._unquote()
        return with_headings(self.sections)

    def _unquote(self) -> None:
        """What was opened in a quotation ends with it."""
        if self.quoting is not None:
            del self.stack[self.quoting :]
            self.quoting = None

    def _line(self, start: int, end: int, line: str) -> None:
        starred = line.startswith("* ")
        bare = line if starred else _EMPHASIS.sub("", _LEAD.sub("", line))
        if self._continues(bare):
            last = self.sections[-1]
            self.sections[-1] = replace(last, end=end, text=self.document.text[last.start : end])
            return
        if _RECIPIENTS.match(line):
            self.stack, self.zone = [], "recipients"
            self._leaf("recipients", start, end)
            return
        if (number := note_number(bare)) and self._note(number, start, end):
            return
        mark = read_mark(bare)
        if mark is None and _CLOSING.match(bare) and self._has_body():
            self.stack, self.zone = [], "closing"
        elif mark is None and self.zone == "recipients" and _TITLE_OF_ATTACHMENT.match(bare):
            self.zone = "preamble"
        if self.zone in ("recipients", "closing") and mark is not None and not _reopens(mark, line):
            mark = None
        if self.zone == "preamble" and mark is not None and mark.kind in ("dash", "plus", "letter"):
            mark = None
        if mark is not None and mark.kind == "article" and not self._plausible_article(mark.label):
            self._paragraph(start, end)
        elif mark is not None:
            self.zone = None
            self._open(mark.kind, mark.label, start, end)
        elif self.zone is not None:
            self._leaf(self.zone, start, end)
        else:
            self._paragraph(start, end)

    def _has_body(self) -> bool:
        return any(s.kind in ("roman", "article", "number") for s in self.sections)

    def _continues(self, bare: str) -> bool:
        """A page break splits an item: the rest starts in lower case, or the first part ends with a comma."""
        if not self.sections or not bare or self.sections[-1].kind in ("table_row", "boilerplate", "heading"):
            return False
        if is_note(self.sections[-1]) and is_open(self.sections[-1].text):
            return True
        before = self.sections[-1].text
        if len(before) > _LONGEST_SPLIT or read_mark(bare) is not None:
            return False
        before = plain(before)
        if before.endswith((".", ":", "!", "?")):
            return False
        return bare[0].islower() or (before.endswith(",") and self.zone is None)

    def _plausible_article(self, label: str) -> bool:
        """A line that happens to start with a cross-reference ("Điều 125. ...") is not a heading."""
        if self.quoting is not None:
            return True
        own = (s for s in self.sections if s.kind == "article" and f".{QUOTED}" not in s.id)
        seen = [int(re.sub(r"\D", "", s.label)) for s in own]
        number = int(re.sub(r"\D", "", label))
        return number == 1 or not seen or seen[-1] <= number <= seen[-1] + 2

    def _in_table(self, line: str) -> bool:
        """Whether a row belongs to a table; those of the letterhead and of the recipients only set words side by side."""
        if _RECIPIENTS.match(line):
            return False
        opened = any(s.kind == "roman" for s in self.sections)
        return self.zone != "preamble" or opened or is_table_head(table_cells(line))

    def _letterhead(self, start: int, end: int, line: str) -> None:
        if _RECIPIENTS.match(line):
            self.stack, self.zone = [], "recipients"
        self._leaf("recipients" if _RECIPIENTS.match(line) else "preamble", start, end)

    def _table(self, lines: list[Line]) -> None:
        if not lines:
            return
        if self.zone in ("recipients", "closing", "preamble"):
            self.zone = None
        parent = self.stack[-1] if self.stack else self.top
        self.tables += not self.stack
        for row in read_table(lines):
            position = parent.children.get("table_row", 0) + 1
            parent.children["table_row"] = position
            table = parent.address if self.stack else ClauseAddress(f"bảng {self.tables}")
            opened = _Open(
                self._unique(f"{parent.id or f'table-{self.tables}'}.r{position}"), "table_row",
                "" if row.kind == "row" else row.kind, _RANK["paragraph"], position, table.below(f"dòng {position}"),
            )  # fmt: skip
            self._append(opened, parent, row.start, row.end, row=row)


def _reopens(mark: Mark, line: str) -> bool:
    """Whether a line may follow a signature, be it that of a form within a document: a numbered title does too."""
    return mark.kind in _REOPENING or (mark.kind == "number" and line.startswith("**"))


def _rank(kind: SectionKind, label: str, above: Sequence[_Open]) -> int:
    """How deep a clause stands: it closes what is as deep or deeper."""
    rank = _RANK[kind]
    if kind == "heading":
        return len(label) - 10
    if kind == "number":
        return rank + label.count(".")
    if kind == "part":
        return rank + _PARTS.index(label.split()[0].lower())
    if kind in ("roman", "article"):
        # Whichever of the two is open already stays outside.
        same = [o for o in above if o.kind == kind]
        other = [o for o in above if o.kind in ("roman", "article") and o.kind != kind]
        return same[0].rank if same else (other[-1].rank + 1 if other else rank)
    return rank


def _lines(text: str) -> Iterator[Line]:
    """(start, end, line) of every line, surrounding space left out of the span."""
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            cuts = [0, *(n for glued in _GLUED.finditer(stripped) for n in glued.span(1)), len(stripped)]
            for first, last in pairwise(cuts):
                piece = stripped[first:last].rstrip()
                yield start + first, start + first + len(piece), piece
        position += len(raw) + 1
