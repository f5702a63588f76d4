"""From a file to an answer: characters that nobody sees, figures whose unit stands apart, lines that are not borne out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers import Draft
from assistant.answers.support import without_unsupported
from assistant.documents import load_corpus
from assistant.index import Library, build_catalog
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Catalog, Coverage
from tests.answer_helpers import answer_of, case_of, reference_of

PLAN = """KẾ HOẠCH
Phát triển thủy lợi
I. MỤC TIÊU ĐẾN NĂM 2029
- Tỷ lệ kênh mương được kiên cố hóa đạt 6\u200b5%.
- Xây mới 3\u00a0250 trạm bơm.
- Tỷ lệ hộ dùng nước tiết kiệm đạt \u202e34\u202c%.
II. CHỈ TIÊU
| TT | Chỉ tiêu | ĐVT | Năm 2028 | Năm 2029 |
|---|---|---|---|---|
| 1 | Tỷ lệ diện tích tưới chủ động | % | 7\u00ad1 | 88 |
| 2 | Tỷ lệ hồ chứa được kiểm định | % | ≥ 45 | \u202e06\u202c |
| 3 | Sản lượng thủy sản | Tấn | 1\u2009900 | 2\u202f400 |
III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp báo cáo trước ngày 1\u206605\u2069 tháng 11.
"""
Ask = Callable[[str], tuple[Draft, str]]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder: Path = tmp_path_factory.mktemp("corpus")
    (folder / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    return build_catalog(load_corpus(folder), Settings())


@pytest.fixture(scope="module")
def ask(catalog: Catalog) -> Ask:
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def asked(question: str) -> tuple[Draft, str]:
        draft = answer_of(understanding.read(question, ()), reference)
        return draft, draft.finish()[0]

    return asked


def test_figures_are_read_as_they_are_seen_and_quotes_are_the_stored_text(catalog: Catalog):
    read = [(t.value, t.unit, t.to_dict()["period"], t.unsure) for t in catalog.targets]
    assert read == [
        (65, "%", "2029", False),
        (3250, "trạm", "2029", False),
        (None, None, None, True),
        (71, "%", "2028", False),
        (88, "%", "2029", False),
        (None, None, None, True),
        (1900, "Tấn", "2028", False),
        (2400, "Tấn", "2029", False),
    ]
    (document,) = catalog.documents
    assert all(t.quote == document.text[t.start : t.end] for t in catalog.targets)
    assert catalog.targets[0].quote == "- Tỷ lệ kênh mương được kiên cố hóa đạt 65%."


def test_a_duty_with_a_figure_that_may_be_shown_otherwise_is_unsure(catalog: Catalog):
    (duty,) = catalog.responsibilities
    assert duty.unsure


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("Tỷ lệ diện tích tưới chủ động năm 2028 là bao nhiêu?", "**71%**"),
        ("Tỷ lệ hồ chứa được kiểm định năm 2028?", None),
        ("Sản lượng thủy sản năm 2029 là bao nhiêu tấn?", "**2.400 Tấn**"),
    ],
)
def test_the_unit_of_a_row_belongs_to_its_cells(ask: Ask, question: str, amount: str | None):
    draft, text = ask(question)
    assert (amount in text) if amount else ("45" not in text and "06%" not in text)
    assert draft.warnings == []


def test_a_list_shows_all_that_it_counts_and_warns_of_figures_that_are_marked(ask: Ask):
    draft, text = ask("Có bao nhiêu chỉ tiêu?")
    assert draft.coverage == Coverage(8, 8)
    heading, ruled, *rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert (heading, ruled) == ("| Chỉ tiêu | Mốc thời gian | Mức |", "| --- | --- | --- |")
    assert len(rows) == 8
    assert rows[2].startswith(
        "| Tỷ lệ hộ dùng nước tiết kiệm đạt \ufffd34% (chưa chắc chắn, hãy xem nguyên văn) | – |"
    )
    assert draft.warnings == [
        "Con số có dấu “\ufffd” chứa ký tự ẩn đổi chiều viết: hãy đối chiếu với bản gốc."
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Xây mới bao nhiêu trạm bơm?",
            (
                "Chưa đọc được chắc chắn con số được hỏi từ văn bản.\n\nCó thể liên quan – Kế hoạch Phát triển thủy lợi: "
                "Xây mới 3\u00a0250 trạm bơm. [1]"
            ),
        ),
        (
            "How many pumping stations?",
            (
                "The figure that is asked about could not be read from the document with certainty.\n\n"
                "Possibly related – Kế hoạch Phát triển thủy lợi: “Xây mới 3\u00a0250 trạm bơm.” [1]"
            ),
        ),
    ],
)
def test_where_the_check_leaves_nothing_the_answer_abstains_with_the_nearest_clause(
    catalog: Catalog, question: str, text: str
):
    reference = reference_of(catalog)
    pumps = next(s for s in catalog.sections if "trạm bơm" in s.text)
    draft = Draft(reference.documents, coverage=Coverage(1, 1))
    draft.add("1:", pumps, kind="derived")
    draft.add("9.999 trạm bơm.", pumps, bullet=True)
    query = Understanding.of(Library(catalog)).read(question, ())
    made = without_unsupported(draft, case_of(query, reference))
    assert (made.reason, made.coverage, len(made.warnings)) == ("not_in_corpus", None, 1)
    assert made.finish()[0] == text
