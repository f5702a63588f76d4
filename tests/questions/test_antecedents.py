"""A noun stands for the body that is called so, of the question before or of its answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.questions.antecedents import resolve_references
from assistant.questions.before import Before
from assistant.questions.shown import Shown
from assistant.types import Document, Query, Summary


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


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        ("tóm tắt cả bài tọa đàm này", "tóm tắt cả bài tọa đàm của Sơn La"),
        ("tom tat ca bai toa dam nay", "tom tat ca bai toa dam của Sơn La"),
        ("tóm tắt bài hội nghị đó", "tóm tắt bài hội nghị đó"),  # either of two may be meant
        ("tóm tắt kế hoạch này", "tóm tắt kế hoạch của Lào Cai"),
    ],
)
def test_an_article_behind_an_answer_from_a_plan_is_one_of_a_place_that_was_talked_of(turn: str, meant: str):
    plan = Document("plan", "Kế hoạch trồng quế", "KH", "plan", "official", "", place="Lào Cai")
    titles = ("Tọa đàm thực thi Nghị quyết số 15-NQ/TW", "Chợ phiên mở lại theo Nghị quyết số 9-NQ/TU")
    press = [Document(t, t, t, "article", "press", "", place="Sơn La") for t in titles]
    before = Before(
        query=replace(query("Lào Cai trồng bao nhiêu quế?"), places=("Lào Cai",)),
        talked_of=("Sơn La", "Lào Cai"),
        shown=lambda: Shown(("plan",), (), None, ()),
        listed=lambda back: None,
        documents=[plan, *press],
        targets=(),
        bodies_in=lambda text: (),
    )
    asked = replace(query(turn), summary=Summary(query(turn), None, firm=True))
    assert resolve_references(turn, before, asked).text == meant
