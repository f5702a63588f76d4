"""Workbooks of Excel since 2007: cells with the formats that they are shown in, merged and hidden ones."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from posixpath import join, normpath

from lxml import etree

from assistant.readers.archives import Archive, damaged, open_archive
from assistant.readers.docx.symbols import raised
from assistant.readers.legacy import Run
from assistant.readers.number_formats import built_in, show_text
from assistant.readers.sheets import MAX_COLUMNS, Sheet, Value, read_sheets
from assistant.types.readings import Reading

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class _Styles:
    """Format and font of each style that cells name."""

    def __init__(self, root: etree._Element | None) -> None:
        self.formats: list[str] = []
        self.fonts: list[str] = []
        if root is None:
            return
        codes = {e.get("numFmtId"): e.get("formatCode") or "" for e in _all(root, "numFmt")}
        names = [_font(font) for fonts in _all(root, "fonts") for font in fonts]
        for styles in _all(root, "cellXfs"):
            for style in styles:
                number, font = style.get("numFmtId") or "0", _whole(style.get("fontId"))
                self.formats.append(codes.get(number) or built_in(_whole(number)))
                self.fonts.append(names[font] if font < len(names) else "")

    def format(self, style: int) -> str:
        return self.formats[style] if style < len(self.formats) else "General"

    def font(self, style: int) -> str:
        return self.fonts[style] if style < len(self.fonts) else ""


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a name below one, in whichever of the two namespaces."""
    yield from element.iter(f"{{*}}{name}")


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return element.find(f"{{*}}{name}")


def _font(font: etree._Element) -> str:
    for tag in ("name", "rFont"):
        if (named := _child(font, tag)) is not None:
            return named.get("val") or ""
    return ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _is_set(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _runs(item: etree._Element, font: str) -> list[Run]:
    """The text of a shared or inline string; no reading aids, raised figures as such."""
    runs: list[Run] = []
    for part in item:
        name = etree.QName(part).localname
        if name == "t":
            runs.append(Run(_unescaped(part.text or ""), font))
        elif name == "r" and (text := _child(part, "t")) is not None:
            properties = _child(part, "rPr")
            words = _unescaped(text.text or "")
            own = font
            if properties is not None:
                own = _font(properties) or font
                if any(e.get("val") == "superscript" for e in _all(properties, "vertAlign")):
                    words = raised(words)
            runs.append(Run(words, own))
    return runs


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _place(reference: str | None) -> tuple[int, int] | None:
    """Row and column from 0 of "B12"."""
    if not reference or not (match := _REFERENCE.fullmatch(reference.replace("$", ""))):
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


class _SheetReader:
    def __init__(self, strings: list[etree._Element], styles: _Styles) -> None:
        self._strings = strings
        self._styles = styles
        self.missing = 0  # formulas whose value the file does not hold

    def read(self, name: str, data: bytes) -> Sheet:
        sheet = Sheet(name)
        row = -1
        for element in _elements(data):
            tag = etree.QName(element).localname
            if tag == "row":
                row = _whole(element.get("r")) - 1 if element.get("r") else row + 1
                self._row(sheet, element, row)
                element.clear()
            elif tag == "col" and (_is_set(element.get("hidden")) or element.get("width") == "0"):
                first, last = _whole(element.get("min")), _whole(element.get("max"))
                sheet.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
            elif tag == "mergeCell":
                first_cell, _, last_cell = (element.get("ref") or "").partition(":")
                start, end = _place(first_cell), _place(last_cell)
                if start and end:
                    sheet.merged.append((start[0], end[0], start[1], end[1]))
        return sheet

    def _row(self, sheet: Sheet, element: etree._Element, row: int) -> None:
        if _is_set(element.get("hidden")) or element.get("ht") == "0":
            sheet.hidden_rows.add(row)
        column = -1
        for cell in element:
            place = _place(cell.get("r"))
            column = place[1] if place else column + 1
            if column < MAX_COLUMNS and (value := self._value(cell)) is not None:
                sheet.cells[row, column] = value

    def _value(self, cell: etree._Element) -> Value | None:
        style, kind = _whole(cell.get("s")), cell.get("t") or "n"
        code, font = self._styles.format(style), self._styles.font(style)
        if kind == "inlineStr":
            inline = _child(cell, "is")
            return Value(_runs(inline, font)) if inline is not None else None
        stored = _child(cell, "v")
        text = (stored.text or "") if stored is not None else ""
        if not text:
            self.missing += _child(cell, "f") is not None and kind != "str"
            return None
        if kind == "s":
            number = _whole(text)
            return (
                Value(_shown(_runs(self._strings[number], font), code))
                if number < len(self._strings)
                else None
            )
        if kind == "b":
            return Value([Run("TRUE" if text == "1" else "FALSE", "")])
        if kind == "n":
            try:
                return Value(number=float(text), format=code)
            except ValueError:
                return None
        if kind == "d":  # a date as text: 2025-11-18T00:00:00
            return Value(
                [Run(re.sub(r"^(\d{4})-(\d\d)-(\d\d)(?:T00:00:00)?(?:\.0+)?Z?", r"\3/\2/\1", text), "")]
            )
        return Value(_shown([Run(_unescaped(text), font)], code))


def _shown(runs: list[Run], code: str) -> list[Run]:
    """A text in its cell's format, where that has a part for texts."""
    if code.count(";") < 3:
        return runs
    return [Run(show_text("".join(run.text for run in runs), code), runs[0].font if runs else "")]


def _elements(data: bytes) -> Iterator[etree._Element]:
    """The rows, columns and merged ranges of a sheet, one after the other; entities stay unresolved, nothing is fetched."""
    tags = [f"{{*}}{name}" for name in ("row", "col", "mergeCell")]
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            yield element
    except etree.XMLSyntaxError:
        raise damaged("a sheet is no XML") from None


def _targets(archive: Archive, part: str) -> dict[str, str]:
    """The parts that a part of a workbook names, by the names that it gives them."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    if name not in archive:
        return {}
    targets = {}
    for relation in archive.xml(name):
        target = relation.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        targets[relation.get("Id") or ""] = path
    return targets


def read(data: bytes) -> Reading:
    """A workbook as blocks; it has no pages. Raises: CorpusError."""
    with open_archive(data) as archive:
        part = next((name for name in archive if name.lower().endswith("xl/workbook.xml")), "xl/workbook.xml")
        workbook = archive.xml(part)
        targets = _targets(archive, part)
        folder = part.rpartition("/")[0]
        strings_part, styles_part = f"{folder}/sharedStrings.xml", f"{folder}/styles.xml"
        strings = list(archive.xml(strings_part)) if strings_part in archive else []
        styles = _Styles(archive.xml(styles_part) if styles_part in archive else None)
        since_1904 = any(_is_set(e.get("date1904")) for e in _all(workbook, "workbookPr"))
        reader = _SheetReader(strings, styles)
        sheets: list[Sheet] = []
        hidden: list[str] = []
        for number, element in enumerate(_all(workbook, "sheet"), start=1):
            name = element.get("name") or f"Sheet{number}"
            target = targets.get(element.get(_RELATION) or element.get(_STRICT_RELATION) or "", "")
            if element.get("state") in ("hidden", "veryHidden"):
                hidden.append(name)
            elif target in archive and "chartsheet" not in target:
                sheets.append(reader.read(name, archive.read(target)))
    return read_sheets(sheets, hidden, since_1904=since_1904, missing=reader.missing, reader="xlsx")
