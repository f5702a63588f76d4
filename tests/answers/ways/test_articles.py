"""Summaries of articles: what is said, of the article that was spoken of; over two articles on one province."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.settings import Settings
from assistant.types import Turn

DYKES = """\
# Lào Cai tìm cách giữ đê sông Thao

## Bối cảnh

Mỗi mùa lũ Lào Cai phải hộ đê 14 đoạn, tỉnh kêu gọi doanh nghiệp cùng góp sức trồng tre chắn sóng.

## Tọa đàm ngày 6/5

Người chủ trì buổi tọa đàm là bà Lò Thị Mây, Giám đốc Sở Nông nghiệp và Môi trường Lào Cai.

## Ý kiến của bà Lò Thị Mây

Bà Lò Thị Mây cho biết tỉnh sẽ thay 9 cống cũ dưới đê trước mùa lũ.

## Khó khăn

Đê sông Thao thiếu đất đắp vì các mỏ gần đó đã đóng cửa.

## Giải pháp

Xã ven sông lập đội tuần tra đê, mỗi đội 12 người.
"""
MARKET = """\
# Lào Cai mở lại chợ phiên vùng cao

## Chợ phiên

Chợ phiên Suối Giàng họp lại vào chủ nhật hằng tuần.

## Chè

Mỗi phiên chợ bán khoảng 3 tấn chè tươi.
"""
SUMMARY = "Nói gọn cả bài báo này thành 3 ý giúp em"


@pytest.fixture(scope="module")
def articles(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("articles")
    told = []
    for name, text in (("dykes", DYKES), ("market", MARKET)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
        title = text.splitlines()[0].strip("# ")
        told.append({"id": name, "path": f"{name}.md", "title": title, "kind": "article"})
        told[-1] |= {"tier": "press", "place": "Lào Cai", "outlet": "Báo Vùng cao"}
    (folder / "manifest.json").write_text(json.dumps({"documents": told}), encoding="utf-8")
    settings = Settings(corpus_dir=folder, index_dir=tmp_path_factory.mktemp("index"))
    build(settings)
    with PolicyAssistant.open(settings) as assistant:
        yield assistant


def test_what_is_said_is_told_and_not_who_says_it(articles: PolicyAssistant) -> None:
    answer = articles.ask("Tóm tắt bài báo Lào Cai tìm cách giữ đê sông Thao trong 3 ý")
    assert "14 đoạn" in answer.text  # what the article opens with
    assert "thay 9 cống cũ" in answer.text
    assert "Người chủ trì" not in answer.text


def test_the_article_that_was_spoken_of_is_summed_up_behind_a_turn_without_an_answer(
    articles: PolicyAssistant,
) -> None:
    history: list[Turn] = []
    for turn in ("Chợ phiên Suối Giàng bán mấy tấn chè?", "Thế giá vé máy bay là bao nhiêu?", SUMMARY):
        answer = articles.ask(turn, history=history)
        history.append(Turn(turn, answer.standalone_question))
    assert {citation.document_id for citation in answer.citations} == {"market"}
