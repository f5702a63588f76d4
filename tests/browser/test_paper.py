"""What comes out of the printer, read back from the sheets."""

from __future__ import annotations

import re
from ctypes import c_uint

import pypdfium2
import pypdfium2.raw as raw
import pytest

from tests.browser.visiting import Visit

TABS = ("Chỉ tiêu", "Phân công")


def printed(visit: Visit) -> str:
    """All letters of the sheets: how lines and cells are broken does not matter."""
    document = pypdfium2.PdfDocument(visit.page.pdf(format="A4"))
    return letters(" ".join(page.get_textpage().get_text_range() for page in document))


def inks(visit: Visit) -> set[tuple[int, int, int]]:
    """The colours of the letters on the sheets."""
    document = pypdfium2.PdfDocument(visit.page.pdf(format="A4"))
    found = set()
    for page in document:
        for part in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
            red, green, blue, clear = (c_uint() for _ in range(4))
            raw.FPDFPageObj_GetFillColor(part.raw, red, green, blue, clear)
            found.add((red.value, green.value, blue.value))
    return found


def contrast(ink: tuple[int, int, int]) -> float:
    """Of a colour with white, as WCAG has it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in ink)
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


@pytest.mark.parametrize("name", TABS)
def test_every_row_and_column_of_a_register_is_printed(visit: Visit, name: str) -> None:
    table = visit.open_tab(name).locator("table.pa-register")
    table.wait_for()
    heads = table.locator("thead th").all_inner_texts()
    rows = table.locator("tbody tr").all()
    cells = [text for row in (*rows[::9], rows[-1]) for text in row.locator("td").all_inner_texts()]
    sheets = printed(visit)
    assert [text for text in (*heads, *cells) if letters(text) not in sheets] == []


def test_no_word_of_a_printed_register_is_torn(visit: Visit) -> None:
    table = visit.open_tab("Phân công").locator("table.pa-register")
    table.wait_for()
    words = set(" ".join(table.locator("thead th, tbody td").all_inner_texts()).split())
    document = pypdfium2.PdfDocument(visit.page.pdf(format="A4"))
    on_paper = {word for page in document for word in page.get_textpage().get_text_range().split()}
    assert words - on_paper == set()


@pytest.mark.parametrize("visit", [{"color_scheme": "dark"}], indirect=True)
def test_what_is_printed_from_a_dark_page_can_be_read_on_white(visit: Visit) -> None:
    visit.open_tab("So sánh").locator("table.pa-register").wait_for()
    assert min(map(contrast, inks(visit))) >= 4.5
    visit.open_tab("Hỏi đáp")
    visit.ask("Tỉ lệ lao động qua đào tạo của thành phố Huế đến năm 2030 là bao nhiêu?")
    assert min(map(contrast, inks(visit))) >= 4.5


def test_of_a_long_answer_every_source_and_the_notice_are_printed(visit: Visit) -> None:
    visit.ask("Liệt kê các mục tiêu đến năm 2030 của Huế")
    answer = visit.page.locator(".pa-answer")
    said = answer.locator(".pa-source summary, .pa-ai, .pa-text li, .pa-text td").all_text_contents()
    assert len(said) > 9
    sheets = printed(visit)
    assert [text for text in said if letters(text) not in sheets] == []
