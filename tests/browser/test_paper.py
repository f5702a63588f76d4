"""What comes out of the printer, read back from the sheets."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from tests.browser.visiting import Visit

TABS = ("Chỉ tiêu", "Phân công")


def printed(visit: Visit) -> str:
    """All letters of the sheets: how lines and cells are broken does not matter."""
    document = pypdfium2.PdfDocument(visit.page.pdf(format="A4"))
    return letters(" ".join(page.get_textpage().get_text_range() for page in document))


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


def test_of_a_long_answer_every_source_and_the_notice_are_printed(visit: Visit) -> None:
    visit.ask("Liệt kê các mục tiêu đến năm 2030 của Huế")
    answer = visit.page.locator(".pa-answer")
    said = answer.locator(".pa-source summary, .pa-ai, .pa-text li, .pa-text td").all_text_contents()
    assert len(said) > 9
    sheets = printed(visit)
    assert [text for text in said if letters(text) not in sheets] == []
