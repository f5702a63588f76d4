"""OpenDocument texts (LibreOffice Writer): computed numbers, tables with spans, notes, boxes; what was deleted is out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from assistant.errors import CorpusError
from assistant.language.text import nfc
from assistant.readers.archives import open_archive
from assistant.readers.docx.symbols import private, raised
from assistant.readers.flow import CellItems, Item, Paragraph, Table, blocks_of, decode_items
from assistant.readers.layout import marker_of
from assistant.readers.legacy import Run
from assistant.readers.odt_styles import Counter, Look, Styles, name
from assistant.types.readings import BlockKind, Reading, Remark

_NO_TEXT = frozenset(
    map(
        name,
        """text:tracked-changes text:sequence-decls text:variable-decls text:user-field-decls text:change text:change-start
        text:change-end office:annotation office:annotation-end text:note-citation office:forms draw:image draw:object
        draw:object-ole svg:title svg:desc text:hidden-text text:hidden-paragraph text:ruby-text text:soft-page-break
        text:bookmark table:table-column table:table-columns""".split(),
    )
)
_CONTENTS = frozenset(
    map(
        name, "text:table-of-content text:illustration-index text:table-index text:alphabetical-index".split()
    )
)
_MOST_REPEATED = 1000
_DEEPEST = 300


@dataclass(slots=True)
class _Numbers:
    """What lists have come to: by the id that another list goes on from, and by style."""

    by_id: dict[str, Counter] = field(default_factory=dict)
    by_style: dict[str, Counter] = field(default_factory=dict)
    outline: Counter = field(default_factory=Counter)


@dataclass(slots=True)
class _ListPlace:
    style: str
    level: int
    counter: Counter
    waiting: bool = False  # the item's first paragraph gets its mark
    start: int | None = None


class _Walker:
    def __init__(self, styles: Styles) -> None:
        self.items: list[Item] = []
        self.left_out: set[str] = set()
        self._styles = styles
        self._numbers = _Numbers()
        self._kind: BlockKind = "clause"
        self._blocks: dict[str, Callable[[etree._Element, _ListPlace | None, int], None]] = {
            name("text:p"): self._paragraph,
            name("text:h"): self._paragraph,
            name("text:list"): self._list,
            name("table:table"): self._table,
        }

    def walk(self, element: etree._Element, at: _ListPlace | None, depth: int = 0) -> None:
        """Adds the paragraphs and tables that an element holds."""
        if depth > _DEEPEST:
            raise ValueError("elements in elements without end")
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _NO_TEXT:
                continue
            if child.tag in _CONTENTS:
                self.left_out.add("table of contents")
            elif child.tag == name("text:section") and child.get(name("text:display")) == "none":
                self.left_out.add("hidden text")
            elif child.tag in self._blocks:
                self._blocks[child.tag](child, at, depth + 1)
            else:
                self.walk(child, at, depth + 1)

    def _paragraph(self, element: etree._Element, at: _ListPlace | None, depth: int) -> None:
        style = element.get(name("text:style-name"))
        if self._styles.is_contents(style):
            self.left_out.add("table of contents")
            return
        paragraph = Paragraph(self._kind)
        self._inline(element, self._styles.look(style, Look()), paragraph, depth)
        if at is not None and at.waiting:
            at.waiting = False
            paragraph.marker = marker_of(self._styles.mark(at.style, at.level, at.counter, at.start))
        elif (
            at is None
            and element.tag == name("text:h")
            and element.get(name("text:is-list-header")) != "true"
            and self._styles.list_of(style) != ""
        ):
            level = int(element.get(name("text:outline-level")) or 1)
            start = _number(element.get(name("text:start-value")))
            paragraph.marker = marker_of(self._styles.outline_mark(level, self._numbers.outline, start))
        self.items.append(paragraph)

    def _inline(self, element: etree._Element, look: Look, paragraph: Paragraph, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("elements in elements without end")
        self._add(element.text, look, paragraph)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _NO_TEXT:
                self._child(child, look, paragraph, depth)
            self._add(child.tail, look, paragraph)

    def _child(self, child: etree._Element, look: Look, paragraph: Paragraph, depth: int) -> None:
        tag = child.tag
        if tag == name("text:s"):
            self._add(" " * min(_number(child.get(name("text:c"))) or 1, 100), look, paragraph)
        elif tag == name("text:tab"):
            self._add("\t", look, paragraph)
        elif tag == name("text:line-break"):
            self._add("\n", look, paragraph)
        elif tag == name("text:note"):
            self._aside(child.find(name("text:note-body")), "note", paragraph, depth)
        elif tag in (name("draw:frame"), name("draw:custom-shape"), name("draw:g"), name("draw:rect")):
            self._drawing(child, paragraph, depth)
        else:
            own = (
                self._styles.look(child.get(name("text:style-name")), look)
                if tag == name("text:span")
                else look
            )
            self._inline(child, own, paragraph, depth + 1)

    def _drawing(self, element: etree._Element, paragraph: Paragraph, depth: int) -> None:
        boxes = list(element.iter(name("draw:text-box")))
        if boxes:
            self._aside(boxes[0], "box", paragraph, depth)
        elif element.find(name("text:p")) is not None:
            self._aside(element, "box", paragraph, depth)
        elif any(True for _ in element.iter(name("draw:image"))):
            self.left_out.add("pictures")

    def _aside(
        self, element: etree._Element | None, kind: BlockKind, paragraph: Paragraph, depth: int
    ) -> None:
        if element is None:
            return
        outer, self.items, outer_kind, self._kind = self.items, [], self._kind, kind
        self.walk(element, None, depth + 1)
        paragraph.aside += self.items
        self.items, self._kind = outer, outer_kind

    def _add(self, text: str | None, look: Look, paragraph: Paragraph) -> None:
        if not text:
            return
        if look.hidden:
            if text.strip():
                self.left_out.add("hidden text")
            return
        text = (
            private(nfc(text), look.font) if not look.font.lower().startswith((".vn", "vni")) else nfc(text)
        )
        text = raised(text) if look.raised else text
        paragraph.runs.append(Run(text.upper() if look.capitals else text, look.font))
        if text.strip() and not look.bold:
            paragraph.bold = False

    def _list(self, element: etree._Element, at: _ListPlace | None, depth: int) -> None:
        style = element.get(name("text:style-name")) or (at.style if at else "")
        if at is not None:
            here = _ListPlace(style, at.level + 1, at.counter)
        else:
            here = _ListPlace(style, 1, self._counter(element, style))
        for item in element:
            if item.tag == name("text:list-item"):
                here.waiting, here.start = True, _number(item.get(name("text:start-value")))
                self.walk(item, here, depth + 1)
                here.waiting = False
            elif item.tag == name("text:list-header"):
                self.walk(item, here, depth + 1)

    def _counter(self, element: etree._Element, style: str) -> Counter:
        """The counter of an outermost list: its own, or that of the list which it goes on from."""
        numbers = self._numbers
        if (before := element.get(name("text:continue-list"))) in numbers.by_id:
            counter = numbers.by_id[before]
        elif element.get(name("text:continue-numbering")) == "true" and style in numbers.by_style:
            counter = numbers.by_style[style]
        else:
            counter = Counter()
        numbers.by_style[style] = counter
        if identifier := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            numbers.by_id[identifier] = counter
        return counter

    def _table(self, element: etree._Element, at: _ListPlace | None, depth: int) -> None:
        table = Table()
        outer = self.items
        for row, head in _rows_of(element):
            cells: list[CellItems] = []
            for cell in row:
                if cell.tag != name("table:table-cell"):
                    continue
                self.items = []
                self.walk(cell, None, depth + 1)
                spans = [
                    _number(cell.get(name(f"table:number-{w}-spanned"))) or 1 for w in ("columns", "rows")
                ]
                repeated = min(_number(cell.get(name("table:number-columns-repeated"))) or 1, _MOST_REPEATED)
                cells += [CellItems(self.items, spans[0], spans[1])] * repeated
            table.rows.append((cells, head))
        self.items = outer
        self.items.append(table)


def _rows_of(table: etree._Element) -> list[tuple[etree._Element, bool]]:
    """The rows of a table, and whether each is a head; not those of tables in its cells."""
    rows: list[tuple[etree._Element, bool]] = []
    for child in table:
        if child.tag == name("table:table-row"):
            rows.append((child, False))
        elif child.tag == name("table:table-header-rows"):
            rows += [(row, True) for row in child.iterchildren(name("table:table-row"))]
        elif child.tag in (name("table:table-rows"), name("table:table-row-group")):
            rows += _rows_of(child)
    return rows


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def _is_frame(table: Table) -> bool:
    return all(len(cells) == 1 for cells, _ in table.rows)


def read(data: bytes) -> Reading:
    """An OpenDocument text as blocks; it has no pages. Raises: CorpusError."""
    with open_archive(data) as archive:
        if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise CorpusError("is encrypted", hint="save it without a password")
        content = archive.xml("content.xml")
        named = [archive.xml("styles.xml")] if "styles.xml" in archive else []
    body = content.find(f"{name('office:body')}/{name('office:text')}")
    walker = _Walker(Styles(*named, content))
    if body is not None:
        walker.walk(body, None)
    fonts = decode_items(walker.items)
    blocks = blocks_of(walker.items, _is_frame)
    remarks = [Remark("left_out", detail=what) for what in sorted(walker.left_out)]
    remarks += [Remark("decoded", detail=font) for font in fonts]
    return Reading("odt", tuple(blocks), remarks=tuple(remarks))
