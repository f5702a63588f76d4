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
HERBS = """\
# Lào Cai kêu gọi góp vốn trồng thảo quả

## Hội thảo thực thi Nghị quyết 15 về dược liệu

Hội thảo họp ngày 3/4 tại Sa Pa. Bài viết do Giàng Thị Sua viết, ảnh của Đài Lào Cai.

## Chương trình Vườn Thuốc 500

Chương trình Vườn Thuốc 500 cấp giống cho 500 hộ.

Mỗi hộ nhận vườn ký cam kết giữ vườn 7 năm.
"""
SUMMARY = "Nói gọn cả bài báo này thành 3 ý giúp em"


@pytest.fixture(scope="module")
def articles(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("articles")
    told = []
    for name, text in (("dykes", DYKES), ("market", MARKET), ("herbs", HERBS)):
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


@pytest.mark.parametrize(
    "turn",
    [
        "Bài về hội thảo thực thi Nghị quyết 15 ở Lào Cai do ai viết, lấy nguồn từ đâu?",
        "Bài kêu gọi góp vốn trồng thảo quả ai là tác giả?",
        "bai ve trong thao qua o Lao Cai ai viet",
        "Who wrote the article on trồng thảo quả?",
    ],
)
def test_who_wrote_an_article_is_told_by_its_own_words(articles: PolicyAssistant, turn: str) -> None:
    answer = articles.ask(turn)
    assert "Bài viết do Giàng Thị Sua viết" in answer.text, answer.text
    assert {citation.document_id for citation in answer.citations} == {"herbs"}


def test_in_which_paper_an_article_was_is_told_by_its_record(articles: PolicyAssistant) -> None:
    answer = articles.ask("Bài mở lại chợ phiên vùng cao đăng ở báo nào?")
    assert "báo **Báo Vùng cao** đăng" in answer.text


@pytest.mark.parametrize(
    ("turn", "holds"),
    [
        ("Tóm giúp em bài Lào Cai hội thảo về dược liệu, 2 ý thôi ạ", "cam kết giữ vườn 7 năm"),
        ("Tóm tắt chương trình Vườn Thuốc 500 của Lào Cai trong 2 câu", "cam kết giữ vườn 7 năm"),
        ("Now Lao Cai: sum up the programme Vườn Thuốc 500 in two sentences", "cam kết giữ vườn 7 năm"),
    ],
)
def test_an_article_and_its_parts_are_summed_up_by_their_headings(
    articles: PolicyAssistant, turn: str, holds: str
) -> None:
    answer = articles.ask(turn)
    assert answer.outcome == "answered"
    assert holds in answer.text, answer.text
    assert {citation.document_id for citation in answer.citations} == {"herbs"}


def test_the_seminar_that_an_article_is_of_is_summed_up_in_lines(articles: PolicyAssistant) -> None:
    told = articles.ask("Ai viết bài về trồng thảo quả ở Lào Cai?")
    history = [Turn("Ai viết bài về trồng thảo quả ở Lào Cai?", told.standalone_question)]
    answer = articles.ask("Giờ tóm tắt cả bài hội thảo này trong 2 gạch đầu dòng", history=history)
    assert {citation.document_id for citation in answer.citations} == {"herbs"}, answer.text
