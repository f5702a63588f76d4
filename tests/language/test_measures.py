"""Equal amounts in other units, and spoken units: each entry reads its examples and leaves the others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.language.measures import magnitude, measure_words, write_out_units
from assistant.language.values import find_values


def amount(text: str) -> tuple[str, Decimal]:
    return magnitude(text, find_values(text)[0])


@pytest.mark.parametrize("kind", measure_words()["kinds"], ids=lambda kind: kind["name"])
def test_amounts_in_other_units_are_equal(kind: dict[str, Any]):
    assert [pair for pair in kind["reads"] if amount(pair[0]) != amount(pair[1])] == []
    assert [pair for pair in kind["leaves"] if amount(pair[0]) == amount(pair[1])] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("4,5 nghìn tỷ", "4.500 tỷ"), ("3,5 triệu con", "3.500.000 con"), ("1.200 triệu", "1,2 tỷ")],
)
def test_scales_are_part_of_the_number(one: str, other: str):
    assert amount(one) == amount(other)


@pytest.mark.parametrize("entry", measure_words()["spoken"], ids=lambda entry: entry["written"])
def test_spoken_units_are_written_as_documents_do(entry: dict[str, Any]):
    assert {said: write_out_units(said) for said, _ in entry["reads"]} == dict(entry["reads"])
    assert [said for said in entry["leaves"] if write_out_units(said) != said] == []
