from __future__ import annotations

import pytest

from assistant.server.page.charts import GROUPS, groups_of, render_charts
from assistant.types import Cell, Table


def table(*rows: tuple[str, ...], columns: tuple[str, ...]) -> Table:
    return Table(columns, tuple(tuple(Cell(text) for text in row) for row in rows))


def seen(made: Table) -> list[tuple[str, list[tuple[str, float]]]]:
    return [(heading, [(bar.name, bar.value) for bar in bars]) for heading, bars in groups_of(made)]


def test_sides_of_a_row_stand_side_by_side() -> None:
    made = table(
        ("Độ che phủ rừng", "đến năm 2031", "**đạt 45,5%**", "**trên 50%**", "B cao hơn"),
        ("Số trạm y tế", "đến năm 2031", "**1.200 trạm**", "**900 trạm**", ""),
        columns=("Chỉ tiêu", "Mốc", "Nơi A", "Nơi B", "So sánh"),
    )
    assert seen(made) == [
        ("Độ che phủ rừng, đến năm 2031", [("Nơi A", 45.5), ("Nơi B", 50.0)]),
        ("Số trạm y tế, đến năm 2031", [("Nơi A", 1200.0), ("Nơi B", 900.0)]),
    ]


def test_the_values_of_one_column_stand_below_each_other() -> None:
    made = table(("năm 2027", "**60 km**"), ("năm 2031", "**95 km**"), columns=("Mốc", "Mức"))
    assert seen(made) == [("", [("năm 2027", 60.0), ("năm 2031", 95.0)])]


@pytest.mark.parametrize(
    "rows",
    [
        (("A", "**45%**", "**45 km**"),),  # two units
        (("A", "**từ 40 đến 45%**", "**45%**"),),  # two numbers
        (("A", "45%", "50%"),),  # not stated as values
        (("A", "**hoàn thành**", "**50%**"),),
        (("A", "", "**50%**"),),
    ],
)
def test_what_cannot_be_compared_is_not_drawn(rows: tuple[tuple[str, ...], ...]) -> None:
    assert render_charts([table(*rows, columns=("Chỉ tiêu", "Nơi A", "Nơi B"))], "Biểu đồ") == ""


def test_a_long_table_is_not_drawn_whole() -> None:
    rows = [(f"Chỉ tiêu {n}", "**1%**", "**2%**") for n in range(GROUPS + 5)]
    assert len(groups_of(table(*rows, columns=("", "A", "B")))) == GROUPS


def test_bars_of_shares_are_shares_of_the_whole_and_words_are_escaped() -> None:
    made = table(("<b>", "**25% <i>**", "**50% <i>**"), columns=("", "<u>", "B"))
    drawn = render_charts([made], "<s>")
    assert [drawn.count(f'width="{width}%"') for width in ("25.0", "50.0")] == [1, 1]
    assert [drawn.count(tag) for tag in ("<b>", "<i>", "<u>", "<s>")] == [0, 0, 0, 0]
