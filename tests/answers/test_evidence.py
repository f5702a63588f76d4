"""Evidence: whether a clause speaks of what is asked: subject, period, body, kind of value, figures."""

from __future__ import annotations

import pytest

from assistant.answers import Judge
from assistant.answers.evidence import Evidence, best_of, chunk_periods
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Catalog, Chunk, Document, Hit

HUE_LABOUR = ("hue-1002", "mục II.2, gạch đầu dòng 1")
CAN_THO_LABOUR = ("can-tho-1002", "mục II.2.a")
HUE_2035 = ("hue-1002", "mục II.3, gạch đầu dòng 1")
HUE_RESEARCH = ("hue-1002", "mục II.2, gạch đầu dòng 7")
CAN_THO_TEACHERS = ("can-tho-1002", "mục II.2.g")
CAN_THO_POLICE = ("can-tho-1002", "mục V.4.b")
CAN_THO_FINANCE = ("can-tho-1002", "mục V.3")
CAN_THO_REPORT = ("can-tho-1002", "mục V.10")
LABOUR = "Tỷ lệ lao động qua đào tạo của Huế đến năm 2030 là bao nhiêu?"


@pytest.fixture(scope="module")
def judge(catalog: Catalog) -> Judge:
    return Judge(Library(catalog))


def chunk_at(catalog: Catalog, where: tuple[str, str]) -> Chunk:
    return next(c for c in catalog.chunks if (c.document_id, str(c.address)) == where)


@pytest.fixture
def assess(catalog: Catalog, judge: Judge, understanding: Understanding):
    def assess(question: str, where: tuple[str, str], *, score: float = 1.0) -> Evidence:
        hit = Hit(1, score, chunk_at(catalog, where))
        return judge.assess(understanding.read(question), hit, best_score=1.0, worst_score=0.0)

    return assess


def test_a_clause_that_has_all_the_words_covers_the_question_and_one_that_has_none_does_not(assess):
    right, wrong = assess(LABOUR, HUE_LABOUR), assess(LABOUR, CAN_THO_FINANCE)
    assert right.coverage == pytest.approx(1.0)
    assert right.missing == ()
    assert wrong.coverage < 0.3
    assert "động" in wrong.missing
    assert right.strength > wrong.strength


@pytest.mark.parametrize(
    "question", [LABOUR, "ty le lao dong qua dao tao cua hue den nam 2030 la bao nhieu?"]
)
def test_the_same_question_without_diacritics_is_covered_as_well(assess, question: str):
    assert assess(question, HUE_LABOUR).coverage == pytest.approx(1.0)


def test_shares_are_between_none_and_all(
    assess, catalog: Catalog, judge: Judge, understanding: Understanding
):
    query = understanding.read("Sở Tài chính bồi dưỡng bao nhiêu giáo viên về zzz đến 2030?")
    for chunk in catalog.chunks:
        evidence = judge.assess(query, Hit(1, 0.5, chunk), best_score=1.0, worst_score=0.0)
        for share in (evidence.coverage, evidence.adjacency, evidence.retrieval, evidence.strength):
            assert 0 <= share <= 1


def test_retrieval_is_the_place_of_the_score_between_best_and_worst(assess):
    assert [assess(LABOUR, HUE_LABOUR, score=score).retrieval for score in (0.0, 0.25, 1.0)] == [
        0.0,
        0.25,
        1.0,
    ]


@pytest.mark.parametrize(
    ("question", "where", "fits"),
    [
        (LABOUR, HUE_LABOUR, True),
        (LABOUR, HUE_2035, False),
        ("Tỷ lệ lao động đến 2035?", HUE_2035, True),
        ("Tỷ lệ lao động đến 2045?", HUE_LABOUR, False),
        ("Tỷ lệ lao động qua đào tạo?", HUE_LABOUR, None),
        ("Sở Tài chính làm gì đến 2030?", CAN_THO_FINANCE, None),
    ],
)
def test_the_period_of_the_heading_answers_for_the_clause(
    assess, question: str, where: tuple[str, str], fits: bool | None
):
    assert assess(question, where).period_fits is fits


@pytest.mark.parametrize(
    ("question", "where", "fits"),
    [
        ("Công an thành phố làm gì về an ninh mạng?", CAN_THO_POLICE, True),
        ("Sở Ngoại vụ làm gì về an ninh mạng?", CAN_THO_POLICE, False),
        ("Ai đào tạo nhân lực an ninh mạng?", CAN_THO_POLICE, None),
    ],
)
def test_the_body_of_the_heading_does_what_the_clause_says(
    assess, question: str, where: tuple[str, str], fits: bool | None
):
    assert assess(question, where).agency_fits is fits


@pytest.mark.parametrize(
    ("question", "where", "fits"),
    [
        ("Bao nhiêu phần trăm GRDP chi cho nghiên cứu?", HUE_RESEARCH, True),
        ("Bồi dưỡng bao nhiêu giáo viên?", CAN_THO_TEACHERS, True),
        ("Bồi dưỡng bao nhiêu phần trăm giáo viên?", CAN_THO_TEACHERS, False),
        ("Tỷ lệ lao động là bao nhiêu?", CAN_THO_FINANCE, False),
    ],
)
def test_a_question_for_a_figure_wants_a_clause_with_one_of_that_kind(
    assess, question: str, where: tuple[str, str], fits: bool
):
    assert assess(question, where).value_fits is fits


@pytest.mark.parametrize(
    ("question", "where", "fits"),
    [
        ("Có phải Huế đặt 80% lao động qua đào tạo?", HUE_LABOUR, True),
        ("Có phải Huế đặt 90% lao động qua đào tạo?", HUE_LABOUR, False),
        ("Có phải Cần Thơ đặt 90% lao động qua đào tạo?", CAN_THO_LABOUR, True),
        ("Hạn báo cáo là 15/11?", CAN_THO_REPORT, True),
        ("Hạn báo cáo là ngày 30 tháng 11?", CAN_THO_REPORT, False),
    ],
)
def test_the_figures_of_a_question_must_stand_in_the_clause(
    assess, question: str, where: tuple[str, str], fits: bool
):
    assert assess(question, where).premise_fits is fits


def test_a_rare_word_weighs_more_than_a_common_one(judge: Judge):
    assert judge.weight("blockchain") > judge.weight("đào")
    assert judge.weight("zzz") >= judge.weight("blockchain")


def test_the_head_of_a_document_counts_less_than_a_clause_that_says_the_same(assess, catalog: Catalog):
    head = next(
        c for c in catalog.chunks if c.document_id == "hue-1002" and str(c.address).startswith("phần mở đầu")
    )
    evidence = assess("Đào tạo nguồn nhân lực công nghệ cao", (head.document_id, str(head.address)))
    assert evidence.marginal
    assert evidence.strength < 0.55 * evidence.coverage + 0.2 * evidence.adjacency + 0.25 * evidence.retrieval


def test_the_periods_of_a_chunk_are_its_headings_and_its_own(catalog: Catalog):
    assert [str(p) for p in chunk_periods(chunk_at(catalog, HUE_LABOUR))] == ["2030"]
    assert [str(p) for p in chunk_periods(chunk_at(catalog, HUE_2035))] == ["2030-2035"]
    assert chunk_periods(chunk_at(catalog, CAN_THO_FINANCE)) == ()


def test_the_best_evidence_is_the_strongest(assess):
    evidence = [assess(LABOUR, CAN_THO_FINANCE), assess(LABOUR, HUE_LABOUR), assess(LABOUR, HUE_2035)]
    assert best_of(evidence) is evidence[1]
    assert best_of([]) is None


def test_what_a_plan_for_a_year_says_need_not_repeat_the_year() -> None:
    def assessed(title: str, question: str) -> bool | None:
        text = nfc("I. MỤC TIÊU\n1. Trồng 300 ha rừng phòng hộ.\n2. Đến năm 2035 trồng 900 ha rừng phòng hộ.")
        document = Document("rung", title, title, "plan", "official", text, place="Lai Châu")
        catalog = build_catalog((document,), Settings())
        library = Library(catalog)
        query = Understanding.of(library).read(question)
        (chunk,) = (c for c in catalog.chunks if "300" in c.text)
        return Judge(library).assess(query, Hit(1, 1.0, chunk), best_score=1.0, worst_score=0.0).period_fits

    asked = "Năm 2026 trồng bao nhiêu ha rừng phòng hộ?"
    assert assessed("Kế hoạch trồng rừng năm 2026", asked) is True
    assert assessed("Kế hoạch trồng rừng năm 2027", asked) is None
    assert assessed("Kế hoạch trồng rừng đến năm 2026", asked) is None
    assert (
        assessed("Kế hoạch trồng rừng giai đoạn 2026-2028", "Giai đoạn 2026-2028 trồng bao nhiêu ha rừng?")
        is True
    )
    assert assessed("Kế hoạch trồng rừng giai đoạn 2026-2028", asked) is None


def test_a_word_that_takes_any_subject_counts_less_where_a_clause_lacks_it(assess):
    plain = assess("Huế: tỷ lệ lao động qua đào tạo đến năm 2030?", HUE_LABOUR).coverage
    general = assess("Huế dựa vào lao động qua đào tạo đến năm 2030?", HUE_LABOUR)
    specific = assess("Huế quảng bá lao động qua đào tạo đến năm 2030?", HUE_LABOUR)
    assert plain == pytest.approx(1.0)
    assert general.missing == ("dựa",)
    assert plain > general.coverage > specific.coverage


def test_words_that_take_any_subject_count_in_full_where_nothing_else_is_asked(assess):
    assert assess("Huế trở thành nổi bật thế nào?", HUE_LABOUR).coverage == 0.0
