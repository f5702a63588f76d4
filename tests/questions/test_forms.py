"""Forms in which an answer is wanted: every example of their entries is read as the entry says."""

from __future__ import annotations

import pytest

from assistant.questions.forms import form_data, read_form, without_form
from assistant.questions.locating import place_data
from assistant.types import Form


def written(form: Form) -> str:
    """A form as the examples write it."""
    said = [f"{'sentences' if form.sentences else 'points'} {form.points}"] if form.points else []
    said += [name for name in ("names", "figures", "table", "short") if getattr(form, name)]
    return " ".join([*said, form.language] if form.language else said)


@pytest.mark.parametrize(("turn", "rest", "form"), form_data()["read"])
def test_a_turn_asks_for_a_form(turn: str, rest: str, form: str) -> None:
    asked = read_form(turn)
    assert asked is not None
    assert (asked.rest, written(asked.form)) == (rest, form)


@pytest.mark.parametrize("turn", form_data()["other"])
def test_a_turn_asks_for_no_form(turn: str) -> None:
    assert read_form(turn) is None


@pytest.mark.parametrize(("turn", "rest"), place_data()["read"])
def test_a_turn_asks_where_something_stands(turn: str, rest: str) -> None:
    assert without_form(turn) == (rest, Form(located=True))


@pytest.mark.parametrize("turn", place_data()["other"])
def test_a_turn_does_not_ask_where_something_stands(turn: str) -> None:
    assert without_form(turn) == (turn, None)


def test_a_request_for_a_summary_keeps_its_points() -> None:
    assert without_form("Tóm tắt kế hoạch Lào Cai trong 3 ý") == ("Tóm tắt kế hoạch Lào Cai trong 3 ý", None)


def test_a_question_that_asks_for_points_is_read_without_them() -> None:
    rest, form = without_form("Các xã phải làm gì, tóm lại 2 ý")
    assert (rest, form) == ("Các xã phải làm gì", Form(points=2))
