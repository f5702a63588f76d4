"""Measuring the check of worded sentences: the lies are lies, the set is sound, the bars hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.checks import Problem
from assistant.types import Catalog, Citation
from evals.corrupting import OPERATORS, Worded, lies
from evals.errors import EvaluationDataError
from evals.worded import FAITHFUL, Judged, judge, load_faithful, rates

CERTAIN = (  # what must never get through
    *(
        "other number",
        "number in words",
        "other city",
        "other city's number",
        "other period",
        "other period's number",
    ),
    *("other indicator's number", "swapped numbers", "invented document number", "other agency"),
    *("comparator changed", "comparator added", "marker", "no source", "characters", "markup and addresses"),
)


def clause(quote: str, start: int = 0) -> Citation:
    return Citation(
        1,
        "d",
        "Kế hoạch",
        None,
        None,
        "official",
        "mục I",
        ("2. Đến năm 2030",),
        None,
        quote,
        start,
        start + 9,
        "",
    )


WORDED = Worded(
    "x", "vi", "Huế: Sở Tài chính chủ trì, Sở Y tế phối hợp để tối thiểu 35% hộ có điện và 18% có nước. [1]",
    (clause("a) Tối thiểu 35% hộ có điện, 18% có nước, 7% có mạng;"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("operator", "text"),
    [
        ("other number", "tối thiểu 65% hộ"),
        ("number in words", "tối thiểu bảy mươi ba% hộ"),
        ("other indicator's number", "tối thiểu 7% hộ"),
        ("swapped numbers", "tối thiểu 18% hộ có điện và 35% có nước"),
        ("other city", "Cần Thơ: Sở"),
        ("other period", "Đến năm 2045, Huế"),
        ("invented document number", "Theo Quyết định số 1987/QĐ-UBND, Huế"),
        ("other agency", "Huế: Sở Tư pháp chủ trì"),
        ("swapped agencies", "Huế: Sở Y tế chủ trì, Sở Tài chính phối hợp"),
        ("comparator changed", "để tối đa 35% hộ"),
        ("role", "Sở Tài chính phối hợp, Sở Y tế phối hợp"),
        ("negation", "Sở Y tế không phối hợp"),
        ("marker", "[1] [9]"),
        ("invented tail", "có nước, đồng thời miễn"),
        ("speaks as a person", "Tôi, Chủ tịch"),
    ],
)
def test_each_operator_changes_one_thing(operator: str, text: str):
    made = [lie.text for lie in lies(WORDED, []) if lie.operator == operator]
    assert any(text in lie for lie in made), made
    assert WORDED.text not in made


def test_every_operator_makes_lies_of_the_set(judged: list[Judged]):
    made = {each.operator for each in judged if each.operator}
    assert made >= set(OPERATORS)
    assert sum(each.operator is not None for each in judged) >= 150


def test_another_clause_is_cited_only_where_it_cannot_say_the_same():
    other, same = (
        clause("b) Phát triển 9 trường học ở các xã vùng cao.", 50),
        clause("c) 35% hộ có điện, 18% có nước.", 90),
    )
    cited = [
        lie.cited[0].start for lie in lies(WORDED, [other, same]) if lie.operator == "other clause cited"
    ]
    assert cited == [50]


@pytest.fixture(scope="module")
def judged(catalog: Catalog) -> list[Judged]:
    return judge(load_faithful(FAITHFUL, catalog), catalog)


def test_the_bars_hold(judged: list[Judged]):
    alarms, caught = rates(judged)
    assert alarms.total >= 60
    assert alarms.count <= 0.1 * alarms.total
    assert {operator: rate.count for operator, rate in caught.items() if operator in CERTAIN} == {
        operator: caught[operator].total for operator in CERTAIN
    }
    assert caught["negation"].count >= 0.95 * caught["negation"].total
    assert caught["other clause cited"].count >= 0.95 * caught["other clause cited"].total


def test_rates_count_alarms_and_catches_apart():
    problem = (Problem("value", ("9",)),)
    given = [
        Judged("a", None, (), "a"),
        Judged("b", None, problem, "b"),
        Judged("c", "role", problem, "a"),
        Judged("d", "role", (), "a"),
    ]
    alarms, caught = rates(given)
    assert (alarms.count, alarms.total) == (1, 2)
    assert (caught["role"].count, caught["role"].total) == (1, 2)
    with pytest.raises(EvaluationDataError, match="no sentences"):
        rates([])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            '{"id":"a","language":"vi","text":"t","cites":[{"document":"hue-1002","quote":"nowhere"}]}',
            "stands in 0 clauses",
        ),
        ('{"id":"a","language":"fr","text":"t","cites":[]}', "language"),
        ('{"id":"a","language":"vi","text":"t","cites":[],"x":1}', "unknown field"),
    ],
)
def test_a_broken_set_is_refused(tmp_path: Path, catalog: Catalog, line: str, problem: str):
    file = tmp_path / "faithful.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(EvaluationDataError, match=problem):
        load_faithful(file, catalog)
