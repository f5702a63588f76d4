"""A noun stands for the body that is called so, of the question before or of its answer."""

from __future__ import annotations

import pytest

from assistant.questions.antecedents import resolve_references
from assistant.questions.before import Before
from assistant.questions.shown import Shown
from assistant.types import Query


def query(text: str, *agencies: str) -> Query:
    return Query(text, text, text, "vi", "open", (), agencies=agencies)


def resolved(turn: str, asked: tuple[str, ...], shown: dict[str, tuple[str, ...]]) -> str:
    """A turn behind a question that names bodies, whose answer has lines that name some."""
    told = Shown((), tuple(shown), None, ())
    before = Before(
        query=query("Ai thẩm định dự toán?", *asked),
        talked_of=(),
        shown=lambda: told,
        listed=lambda back: told,
        documents=(),
        targets=(),
        bodies_in=lambda text: shown.get(text, ()),
    )
    return resolve_references(turn, before, query(turn)).text


@pytest.mark.parametrize(
    ("turn", "asked", "shown", "expected"),
    [
        ("Sở đó làm gì?", (), {"a": ("Ủy ban nhân dân xã", "Sở Xây dựng")}, "Sở Xây dựng làm gì?"),
        ("Sở đó làm gì?", ("Trường Đại học Tây Bắc",), {"a": ("Sở Xây dựng",)}, "Sở Xây dựng làm gì?"),
        ("trường ấy làm gì", (), {"a": ("Sở Y tế",), "b": ("Đại học Tây Bắc",)}, "Đại học Tây Bắc làm gì"),
        ("Sở đó làm gì?", (), {"a": ("Sở Xây dựng", "Sở Y tế")}, "Sở đó làm gì?"),
        ("Sở đó làm gì?", (), {"a": ("Đại học Tây Bắc",)}, "Sở đó làm gì?"),
        ("Cơ quan đó làm gì?", ("Sở Y tế",), {}, "Sở Y tế làm gì?"),
    ],
)
def test_a_noun_stands_for_the_only_body_that_is_called_so(
    turn: str, asked: tuple[str, ...], shown: dict[str, tuple[str, ...]], expected: str
):
    assert resolved(turn, asked, shown) == expected
