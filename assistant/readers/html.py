"""Web pages and what Word saves as one: the document without the page around it, the numbers of lists, tables with spans."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field

from lxml import etree

from assistant.errors import CorpusError
from assistant.language.text import nfc
from assistant.readers.characters import decode_bytes
from assistant.readers.docx.symbols import raised
from assistant.readers.flow import CellItems, Item, Paragraph, Table, blocks_of, decode_items, text_of
from assistant.readers.html_content import Styles, find_document, is_block, strip_page
from assistant.readers.layout import in_order, marker_of
from assistant.readers.legacy import Run
from assistant.types.readings import BlockKind, Reading, Remark

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MHTML = re.compile(rb"^(?:[\w-]+:.*\n(?:[ \t].*\n)*){0,40}?content-type:\s*multipart/", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_CAPITALS = re.compile(r"text-transform\s*:\s*uppercase", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NOTE = re.compile(r"^_?(?:ftn|edn|sdfootnote|sdendnote|footnote|fn)-?\d+(?:sym)?$", re.IGNORECASE)
_NOTE_REFERENCE = re.compile(
    r"^#_?(?:ftn|edn|sdfootnote|sdendnote|footnote|fn)(?:ref|anc)?-?\d", re.IGNORECASE
)
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}  # "&#150;" is a dash
_DEEPEST = 400


@dataclass(frozen=True, slots=True)
class _Style:
    font: str = ""
    bold: bool = False
    capitals: bool = False
    raised: bool = False
    as_typed: bool = False  # spaces and line ends count
    kind: BlockKind = "clause"


@dataclass(slots=True)
class _Walker:
    styles: Styles
    items: list[Item] = field(default_factory=list)
    paragraph: Paragraph = field(default_factory=Paragraph)
    _above: str = ""  # "2." within the second item of a numbered list: the first of a list in it is 2.1
    _level: int = 0  # of the list that is open
    _last: dict[int, str] = field(default_factory=dict)  # by level: the numbered item that came last

    def walk(self, element: etree._Element, style: _Style, depth: int = 0) -> None:
        """Adds the text of an element; a block stands in lines of its own."""
        if depth > _DEEPEST:
            raise ValueError("elements in elements without end")
        tag, declared = element.tag, self.styles.of(element)
        if tag == "br":
            self._add("\n", style, kept=True)
            return
        if tag == "a" and _NOTE_REFERENCE.match(element.get("href") or ""):
            return
        style = _styled(element, declared, style)
        if _WORD_NUMBER.search(declared):
            self.paragraph.marker = marker_of("".join(element.itertext()).translate(_C1))
            return
        block = is_block(element)
        if block:
            self.end(style.kind)
        if tag == "table":
            self._table(element, style, depth)
        elif tag in ("ol", "ul"):
            self._list(element, declared, style, depth)
        else:
            self._inside(element, style, depth)
        if block:
            self.end(style.kind)

    def _inside(self, element: etree._Element, style: _Style, depth: int) -> None:
        self._add(element.text, style)
        for child in element:
            if isinstance(child.tag, str):
                self.walk(child, style, depth + 1)
            self._add(child.tail, style)

    def _add(self, text: str | None, style: _Style, *, kept: bool = False) -> None:
        if not text:
            return
        text = nfc(text.translate(_C1))
        if not kept and not style.as_typed:
            text = re.sub(r"[ \t\r\n\f]+", " ", text)
        text = raised(text) if style.raised else text
        self.paragraph.runs.append(Run(text.upper() if style.capitals else text, style.font))
        if text.strip() and not style.bold:
            self.paragraph.bold = False

    def end(self, kind: BlockKind) -> None:
        """Ends the open paragraph."""
        paragraph = self.paragraph
        if any(run.text.strip() for run in paragraph.runs):
            paragraph.kind = kind
            paragraph.marker = _without_typed(paragraph.marker, paragraph.text())
            self.items.append(paragraph)
            self.paragraph = Paragraph()
        else:
            paragraph.runs = []  # a list's mark waits for the words of its item

    def _list(self, element: etree._Element, declared: str, style: _Style, depth: int) -> None:
        reverse = element.get("reversed") is not None
        items = [child for child in element if child.tag == "li"]
        number = _whole(element.get("start"), len(items) if reverse else 1)
        shape = _list_shape(element, declared)
        above, level = self._above, self._level
        self._level += 1
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag != "li":
                # A list without an item of its own before goes on from an earlier one, as LibreOffice writes it.
                self._above = self._last.get(level, "")
                self.walk(child, style, depth + 1)
                continue
            number = _whole(child.get("value"), number)
            own = _list_shape(child, self.styles.of(child)) if child.get("type") or child.get("style") else ""
            mark = _list_mark(own or shape, number)
            self._above = ""
            if (own or shape) == "decimal":
                mark = self._above = self._last[level] = above + mark
            self.end(style.kind)
            self.paragraph.marker = mark
            self.walk(child, style, depth + 1)
            self.end(style.kind)
            self.paragraph.marker = ""
            number += -1 if reverse else 1
        self._above, self._level = above, level

    def _table(self, element: etree._Element, style: _Style, depth: int) -> None:
        table = Table()
        outer = self.items, self.paragraph
        for caption in element.iterchildren("caption"):
            self.walk(caption, style, depth + 1)
        for row in _rows_of(element):
            cells: list[CellItems] = []
            heads: list[bool] = []  # of the cells that hold something
            for cell in row.iterchildren("td", "th"):
                self.items, self.paragraph = [], Paragraph()
                inner = _styled(cell, self.styles.of(cell), style)
                self._inside(cell, inner, depth + 2)
                self.end(inner.kind)
                if text_of(self.items):
                    heads.append(cell.tag == "th" or any(True for _ in row.iterancestors("thead")))
                span, down = _whole(cell.get("colspan"), 1), _whole(cell.get("rowspan"), 1)
                cells.append(CellItems(self.items, max(1, span), down or 65_535))
            if cells:
                table.rows.append((cells, bool(heads) and all(heads)))
        self.items, self.paragraph = outer
        self.items.append(table)


def _styled(element: etree._Element, declared: str, style: _Style) -> _Style:
    tag = element.tag
    fonts = _FONT.findall(declared) or (
        [element.get("face")] if tag == "font" and element.get("face") else []
    )
    bold = style.bold or tag in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6")
    if _BOLD.search(declared):
        bold = True
    elif _NOT_BOLD.search(declared):
        bold = False
    note = _NOTE.match(element.get("id") or "") and is_block(element)
    return _Style(
        font=(fonts[-1] or "").split(",")[0].strip() if fonts else style.font,
        bold=bold,
        capitals=style.capitals or bool(_CAPITALS.search(declared)),
        raised=style.raised or tag == "sup" or bool(_RAISED.search(declared)),
        as_typed=style.as_typed or tag == "pre",
        kind="note" if note else style.kind,
    )


def _rows_of(table: etree._Element) -> list[etree._Element]:
    rows: list[etree._Element] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("tbody", "thead", "tfoot"):
            rows += child.iterchildren("tr")
    return rows


def _whole(text: str | None, otherwise: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", text or "")
    return int(match[1]) if match else otherwise


def _list_shape(element: etree._Element, declared: str) -> str:
    if named := _LIST_STYLE.findall(declared):
        return str(named[-1]).lower()
    if given := element.get("type"):
        return _TYPES.get(str(given), "decimal")
    return "disc" if element.tag == "ul" else "decimal" if element.tag == "ol" else ""


def _list_mark(shape: str, number: int) -> str:
    if shape == "none":
        return ""
    return "-" if shape in ("disc", "circle", "square") else f"{in_order(shape, number)}."


def _without_typed(marker: str, text: str) -> str:
    """A list's mark, unless it is typed as well."""
    label = marker.rstrip(".")
    typed = re.match(r"(?:Điều\s+)?([\w.]+?)[.)]\s|([-–•+])\s", text)
    return "" if typed and marker and {label, label.rpartition(".")[2]} & {*typed.groups()} else marker


def _is_frame(table: Table) -> bool:
    """Whether a table only places parts of a page: one column, or most of its words stand in tables in it."""
    rows = [row for row, _ in table.rows]
    if all(sum(bool(text_of(cell.items)) for cell in row) < 2 and len(row) < 2 for row in rows):
        return True
    cells = [cell for row in rows for cell in row]
    inner = sum(len(text_of([item])) for cell in cells for item in cell.items if isinstance(item, Table))
    return inner * 2 > sum(len(text_of(cell.items)) for cell in cells) or any(
        len(cell.items) > 100 for cell in cells
    )


def _page(data: bytes) -> str:
    """The page of a file: its own text, or of a web archive the first page in it."""
    if _MHTML.match(data.lstrip()):
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                charset = part.get_content_charset() or ""
                return decode_bytes(payload if isinstance(payload, bytes) else b"", declared=charset)
        raise CorpusError(
            "is a web archive without a page", hint="save the page again as a single file or as PDF"
        )
    declared = _CHARSET.search(data[:8192])
    return decode_bytes(data, declared=declared[1].decode() if declared else "")


def read(data: bytes) -> Reading:
    """A web page as blocks; it has no pages."""
    text = _DECLARATION.sub("", _page(data))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        return Reading("html", ())
    styles = Styles(root)
    left_out = strip_page(root, styles)
    body = root.find("body")
    document = find_document(body if body is not None else root)
    walker = _Walker(styles)
    walker.walk(document, _Style())
    walker.end("clause")
    fonts = decode_items(walker.items)
    blocks = blocks_of(walker.items, _is_frame)
    blocks.sort(key=lambda block: block.kind == "note")
    remarks = [Remark("left_out", detail=what) for what in sorted(left_out)]
    remarks += [Remark("decoded", detail=font) for font in fonts]
    return Reading("html", tuple(blocks), remarks=tuple(remarks))
