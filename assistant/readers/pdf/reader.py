"""A PDF's bytes into a reading, page by page."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium

from assistant.errors import CorpusError
from assistant.readers.limits import MAX_PAGES, page_done
from assistant.readers.syllables import LEAST_SHARE, is_english, share_of_syllables
from assistant.readers.tesseract import traineddata
from assistant.types.readings import Page, Reading, Remark

from . import ocr
from .glyphs import page_shapes
from .grids import grids_of
from .layers import decode_page, is_scanned, needs_ocr
from .layout import Layout, PageContent
from .lines import lines_of
from .opening import open_document
from .scanned import check_marks, check_words
from .shapes import PageShapes

_INSTALL = (
    "install the extra `ocr` and Tesseract's data for Vietnamese, or use the Word file that it was made from"
)
_BETTER = "scan it again at 300 dpi, or use the Word file that it was made from"


def read(data: bytes) -> Reading:
    """Read a PDF. Raises: CorpusError where it is encrypted or damaged, or most of its pages hold no text."""
    with open_document(data) as document:
        count = min(len(document), MAX_PAGES)
        contents: list[PageContent] = []
        for index in range(count):
            contents.append(_content(page_shapes(document, index)))
            page_done()
        remarks = list(_replace_wrong(document, contents))
        if len(document) > count:
            remarks.append(Remark("cut", count, str(len(document) - count)))
    missing = {r.page for r in remarks if r.code in ("page_unreadable", "page_without_text")}
    if len(missing) * 2 > count:
        raise CorpusError(
            "is a scan, or its text is not readable as Vietnamese",
            hint=_BETTER if traineddata() else _INSTALL,
        )
    layout = Layout(contents)
    blocks = layout.read()
    if any(content.shapes.origin == "ocr" for content in contents):
        blocks = check_marks(blocks)
    pages = []
    for content in contents:
        width, height = content.shapes.displayed
        number, origin = content.shapes.number, content.shapes.origin
        pages.append(Page(number, round(width, 1), round(height, 1), origin))
        if content.shapes.private:
            remarks.append(Remark("left_out", number, "signature"))
    return Reading("pdf", tuple(blocks), tuple(pages), (*remarks, *layout.remarks))


def _content(shapes: PageShapes) -> PageContent:
    grids = grids_of(shapes.rules, shapes.glyphs, shapes.height)
    used = {n for grid in grids for n in grid.used}
    lines = lines_of(g for g in shapes.glyphs if id(g) not in used)
    shapes.glyphs, shapes.rules = [], []
    return PageContent(shapes, lines, grids)


def _replace_wrong(document: pdfium.PdfDocument, contents: list[PageContent]) -> Iterator[Remark]:
    """Decode pages in fonts of before Unicode; read those whose text is missing or wrong by OCR, or leave them out."""
    whole = "\n".join(content.text for content in contents)
    share = share_of_syllables(whole)
    trusted = share is None or share >= LEAST_SHARE or is_english(whole)
    for index, content in enumerate(contents):
        if content.shapes.damaged:
            yield Remark("page_unreadable", index + 1)
            continue
        text = content.text
        if not needs_ocr(text, content.shapes.pictured, trusted=trusted):
            continue
        if text.strip() and (encoding := decode_page(content.lines, content.grids)):
            yield Remark("decoded", index + 1, encoding)
            continue
        if traineddata() is None:
            shapes = content.shapes
            shapes.origin = "none"
            contents[index] = PageContent(shapes, [], [])
            if text.strip() or is_scanned(shapes.pictured):
                yield Remark("page_unreadable" if text.strip() else "page_without_text", index + 1)
            continue
        contents[index], found = _by_ocr(document, index)
        yield from found
        page_done()


def _by_ocr(document: pdfium.PdfDocument, index: int) -> tuple[PageContent, list[Remark]]:
    page = document[index]
    shapes = ocr.read_page(page, index + 1)
    page.close()
    shapes.glyphs, remarks = check_words(shapes.glyphs, index + 1)
    text = " ".join(word.text for word in shapes.glyphs)
    share = share_of_syllables(text)
    if share is not None and share < LEAST_SHARE * 0.75 and not is_english(text):
        shapes.glyphs, shapes.origin = [], "none"
        return _content(shapes), [Remark("page_unreadable", index + 1)]
    if not shapes.glyphs:
        return _content(shapes), [Remark("page_without_text", index + 1)] if is_scanned(
            shapes.pictured
        ) else []
    return _content(shapes), [Remark("page_by_ocr", index + 1), *remarks]
