"""Persons of an article, by ordinal, by who says what was told, by office; and what a second question is not told."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.settings import Settings

ARTICLE = """\
# Yên Bái bàn cách giữ rừng quế

## Người dự họp

Dự họp giữ rừng quế ở Yên Bái gồm các đồng chí Hà Thị Lan (Bí thư Huyện ủy), Lò Văn Minh (Chánh văn phòng Sở Công Thương).

## Ý kiến về giá quế

Theo ông Giàng A Páo, Phó Giám đốc Sở Nông nghiệp và Môi trường, vỏ quế phải được truy xuất nguồn gốc.

Giá quế khô có thể tăng gấp rưỡi nếu hợp tác xã bỏ hóa chất sấy.

Chương trình Quế Sạch bắt đầu từ năm 2027.
"""
ASKED = "Những ai dự họp giữ rừng quế ở Yên Bái?"
PRICE = "Giá quế khô ở Yên Bái có thể tăng thế nào nếu bỏ hóa chất sấy?"


@pytest.fixture(scope="module")
def articles(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "que.md").write_text(ARTICLE, encoding="utf-8")
    told = {"id": "que", "path": "que.md", "title": "Yên Bái bàn cách giữ rừng quế", "kind": "article"}
    told |= {"tier": "press", "place": "Lào Cai", "outlet": "Báo Vùng cao"}
    (folder / "manifest.json").write_text(json.dumps({"documents": [told]}), encoding="utf-8")
    settings = Settings(corpus_dir=folder, index_dir=tmp_path_factory.mktemp("index"))
    build(settings)
    with PolicyAssistant.open(settings) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("turn", "person"),
    [
        ("Người thứ hai giữ chức gì?", "đồng chí Lò Văn Minh là ai"),
        ("Khách mời đầu tiên là ai?", "đồng chí Hà Thị Lan là ai"),
        ("đại biểu thứ nhất nói gì?", "đồng chí Hà Thị Lan nói gì"),
    ],
)
def test_a_person_of_a_list_is_told_by_ordinal(articles: PolicyAssistant, turn: str, person: str):
    assert articles.ask(turn, history=[ASKED]).standalone_question.startswith(person)


def test_the_office_stands_behind_the_name_in_brackets_too(articles: PolicyAssistant):
    answer = articles.ask("Người thứ hai giữ chức gì?", history=[ASKED])
    assert "Lò Văn Minh (Chánh văn phòng Sở Công Thương)" in answer.text


def test_who_says_what_was_told_stands_above_it(articles: PolicyAssistant):
    assert "gấp rưỡi" in articles.ask(PRICE).text
    answer = articles.ask("ai phát biểu vậy", history=[PRICE])
    assert [c.quote for c in answer.citations] == [ARTICLE.splitlines()[8]]


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("Ông Giàng A Páo là Giám đốc Sở Nông nghiệp và Môi trường phải không?", "**Không.**"),
        ("Ông Giàng A Páo có phải là Phó Giám đốc Sở Nông nghiệp và Môi trường không?", "**Đúng.**"),
    ],
)
def test_an_office_is_confirmed_or_denied(articles: PolicyAssistant, asked: str, verdict: str):
    assert articles.ask(asked).text.startswith(verdict)


def test_an_office_of_another_body_is_neither(articles: PolicyAssistant):
    text = articles.ask("Ông Giàng A Páo là Phó Giám đốc Sở Y tế à?").text
    assert "**Đúng.**" not in text
    assert "**Không.**" not in text


def test_a_second_question_is_not_answered_by_what_the_first_was_told(articles: PolicyAssistant):
    answer = articles.ask("Chương trình Quế Sạch bắt đầu năm nào, hạn nộp hồ sơ là khi nào?")
    first, second = answer.text.split("**2. ")
    assert "2027" in first
    assert "không nêu" in second


def test_a_second_question_of_one_word_is_answered_by_the_same_clause(articles: PolicyAssistant):
    answer = articles.ask("Chương trình Quế Sạch bắt đầu năm nào, chạy khi nào?")
    assert answer.outcome == "answered"
    assert "2027" in answer.text
