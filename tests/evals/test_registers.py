"""The registers against the gold: pairing, figures of each field, refusal of bad gold, the command."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.documents import load_corpus
from evals.assignment import best_pairs
from evals.errors import EvaluationDataError
from evals.register_fields import (
    comparator_class,
    opens_alike,
    same_body,
    same_period,
    same_phrase,
    same_time,
)
from evals.register_gold import GOLD_FOLDER, GoldRegister, check_gold, load_gold
from evals.registers import FieldCount, RegisterScore, score_register

PLAN = """KẾ HOẠCH
2. Mục tiêu cụ thể đến năm 2030
- Tỷ lệ hộ dùng nước sạch đạt trên 80%, trong đó hộ nghèo chiếm tối thiểu 20%.
- Xây dựng ít nhất 03 trạm bơm tại các xã vùng cao.
- Cảnh quan làng nghề được giữ gìn.
| Chỉ tiêu | 2026 | 2027 |
| Số giếng khoan | 5 | 5 |
V. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
- Chủ trì, phối hợp với Sở Tài chính, Ủy ban nhân dân các xã, phường lập kế hoạch cấp nước, \
trình Ủy ban nhân dân tỉnh trước ngày 30 tháng 6.
- Tuyên truyền về nước sạch.
Yêu cầu các đơn vị nghiêm túc thực hiện.
"""
TEXTS = {"plan": PLAN, "other": "Nội dung khác."}
SHARE = "Tỷ lệ hộ dùng nước sạch đạt trên 80%"
POOR = "hộ nghèo chiếm tối thiểu 20%"
PUMPS = "Xây dựng ít nhất 03 trạm bơm tại các xã vùng cao"
VILLAGES = "Cảnh quan làng nghề được giữ gìn"
WELLS = "| Số giếng khoan | 5 | 5 |"
LEADS = "Chủ trì, phối hợp với Sở Tài chính, Ủy ban nhân dân các xã, phường lập kế hoạch cấp nước"
TELLS = "Tuyên truyền về nước sạch"
ADMONISHES = "Yêu cầu các đơn vị nghiêm túc thực hiện"


def target(quote: str, indicator: str, **fields: Any) -> dict[str, Any]:
    """A gold row; a qualitative one where no value is given."""
    kind = "quantitative" if "value" in fields else "qualitative"
    row = {
        "document": "plan", "quote": quote, "indicator": indicator, "indicator_key": indicator,
        "comparator": "exact" if "value" in fields else None, "value": None, "upper": None, "unit": None,
        "base": None, "period": "2030", "kind": kind, "parent_quote": None, "unsure": False,
    }  # fmt: skip
    return row | fields


def duty(quote: str, agency: str = "Sở Xây dựng", **fields: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "document": "plan", "quote": quote, "agency": agency, "agency_name": agency, "role": "thực hiện",
        "partners": [], "product": None, "deadline": None, "recipient": None, "unsure": False,
    }  # fmt: skip
    return row | fields


TARGETS = [
    target(
        SHARE, "Tỷ lệ hộ dùng nước sạch", comparator="over", value=80, unit="%", base="hộ",
        also={"base": ["hộ gia đình"]},
    ),
    target(
        POOR, "hộ nghèo", comparator="at_least", value=20, unit="%", base="hộ dùng nước sạch",
        parent_quote=SHARE,
    ),
    target(PUMPS, "trạm bơm tại các xã vùng cao", comparator="at_least", value=3, unit="trạm bơm"),
    target(VILLAGES, VILLAGES),
    target(WELLS, "Số giếng khoan", value=5, unit="giếng", period="2026"),
    target(WELLS, "Số giếng khoan", value=5, unit="giếng", period="2027"),
]  # fmt: skip
DUTIES = [
    duty(
        LEADS, role="chủ trì", partners=["Sở Tài chính", "Ủy ban nhân dân các xã, phường"],
        product="kế hoạch cấp nước", deadline="trước ngày 30 tháng 6", recipient="Ủy ban nhân dân tỉnh",
    ),
    duty(TELLS),
    duty(ADMONISHES, "các đơn vị", optional=True),
]  # fmt: skip


def write_gold(folder: Path, **registers: list[dict[str, Any]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in registers.items():
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def gold(tmp_path: Path) -> dict[str, GoldRegister]:
    folder = write_gold(tmp_path / "gold", targets=TARGETS, responsibilities=DUTIES)
    return {register.name: register for register in load_gold(folder)}


def extracted(row: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The row that a flawless extraction makes of a gold row: its span is the whole line."""
    quote_start = PLAN.index(row["quote"])
    start = PLAN.rfind("\n", 0, quote_start) + 1
    end = PLAN.index("\n", quote_start)
    parent = row.get("parent_quote")
    made = {
        **row, "id": f"#{row['quote']}", "document_id": "plan", "parent": parent and f"#{parent}", "start": start, "end": end,
        "quote": PLAN[start:end], "indicator_name": row.get("indicator_key"),
    }  # fmt: skip
    return made | changes


def scored(register: GoldRegister, rows: list[dict[str, Any]]) -> RegisterScore:
    check_gold(register, TEXTS)
    return score_register(register, rows, TEXTS)


def told(score: RegisterScore) -> list[tuple[str, str | None, Any]]:
    return [(each.kind, each.field, each.found) for each in score.failures]


def test_a_flawless_extraction_has_no_failures(gold: dict[str, GoldRegister]) -> None:
    targets = scored(gold["targets"], [extracted(row) for row in reversed(TARGETS)])
    duties = scored(gold["responsibilities"], [extracted(row) for row in DUTIES[:2]])
    for score, rows in ((targets, 6), (duties, 2)):
        assert score.failures == []
        assert (score.gold, score.extracted, score.matched) == (rows, rows, rows)
        assert score.below(1.0) == []
    assert targets.fields["value"] == FieldCount(stated=5, extracted=5, correct=5, agreeing=6, rows=6)
    assert targets.fields["parent"] == FieldCount(stated=1, extracted=1, correct=1, agreeing=6, rows=6)
    assert duties.fields["partners"] == FieldCount(stated=2, extracted=2, correct=2, agreeing=2, rows=2)


@pytest.mark.parametrize(
    ("number", "changes", "field", "correct", "found_count"),
    [
        (0, {"value": 90.0}, "value", 4, 5),
        (0, {"comparator": "tối thiểu"}, "comparator", 4, 5),
        (0, {"unit": None}, "unit", 4, 4),
        (0, {"base": None}, "base", 1, 1),
        (0, {"base": "dân số toàn tỉnh"}, "base", 1, 2),
        (0, {"period": "2025-2030"}, "period", 5, 6),
        (2, {"indicator": "Xây dựng"}, "indicator", 5, 6),
        (2, {"upper": 5.0}, "upper", 0, 1),
        (2, {"parent": f"#{SHARE}"}, "parent", 1, 2),
        (1, {"parent": None}, "parent", 0, 0),
        (3, {"kind": "quantitative"}, "kind", 5, 6),
    ],
)
def test_a_wrong_field_of_a_target_is_counted(
    gold: dict[str, GoldRegister],
    number: int,
    changes: dict[str, Any],
    field: str,
    correct: int,
    found_count: int,
) -> None:
    rows = [extracted(row, **(changes if position == number else {})) for position, row in enumerate(TARGETS)]
    score = scored(gold["targets"], rows)
    assert [(kind, name) for kind, name, _ in told(score)] == [("wrong", field)]
    assert (score.fields[field].correct, score.fields[field].extracted) == (correct, found_count)
    assert score.matched == len(TARGETS)


@pytest.mark.parametrize(
    ("changes", "field", "figures"),
    [
        ({"agency_name": "Sở Y tế"}, "agency_name", (1, 2, 2)),
        ({"role": "phối hợp"}, "role", (1, 2, 2)),
        ({"partners": ("Sở Tài chính", "Sở Y tế", "Sở Nội vụ")}, "partners", (1, 3, 2)),
        ({"partners": ()}, "partners", (0, 0, 2)),
        ({"partners": ("Sở Tài chính, UBND các xã, phường",)}, "partners", (0, 1, 2)),
        ({"product": None}, "product", (0, 0, 1)),
        ({"product": "báo cáo"}, "product", (0, 1, 1)),
        ({"deadline": "trước ngày 30 tháng 7"}, "deadline", (0, 1, 1)),
        ({"recipient": "Ủy ban nhân dân thành phố"}, "recipient", (0, 1, 1)),
    ],
)
def test_a_wrong_field_of_a_responsibility_is_counted(
    gold: dict[str, GoldRegister], changes: dict[str, Any], field: str, figures: tuple[int, int, int]
) -> None:
    score = scored(gold["responsibilities"], [extracted(DUTIES[0], **changes), extracted(DUTIES[1])])
    assert [(each.kind, each.field) for each in score.failures] == [("wrong", field)]
    count = score.fields[field]
    assert (count.correct, count.extracted, count.stated) == figures


def test_missing_and_spurious_rows_are_counted_and_named(gold: dict[str, GoldRegister]) -> None:
    heading = extracted(target("1. Sở Xây dựng", "Sở Xây dựng"))
    score = scored(gold["targets"], [*(extracted(row) for row in TARGETS[1:]), heading])
    assert (score.gold, score.extracted, score.matched) == (6, 6, 5)
    rows = score.to_dict()["rows"]
    assert rows["precision"] == rows["recall"] == pytest.approx(5 / 6)
    missing, spurious = (
        next(each for each in score.failures if each.kind == kind) for kind in ("missing", "spurious")
    )
    assert missing.quote == SHARE
    assert spurious.quote == "1. Sở Xây dựng"
    # a row without gold is no parent
    assert ("wrong", "parent", f"#{SHARE}") in told(score)


def test_another_amount_of_the_same_clause_is_not_taken_for_a_missing_one(
    gold: dict[str, GoldRegister],
) -> None:
    other = extracted(TARGETS[0], indicator="số thôn có trạm y tế", value=7.0, unit="thôn", id="other")
    score = scored(gold["targets"], [other, *(extracted(row) for row in TARGETS[1:])])
    assert [each.kind for each in score.failures if each.kind != "wrong"] == ["missing", "spurious"]


def test_equal_amounts_of_one_table_row_are_paired_by_period(gold: dict[str, GoldRegister]) -> None:
    rows = [extracted(row) for row in TARGETS]
    rows[4], rows[5] = rows[5], rows[4]
    assert scored(gold["targets"], rows).failures == []
    rows[4]["period"] = "2028"
    assert told(scored(gold["targets"], rows)) == [("wrong", "period", "2028")]


def test_optional_rows_are_neither_missed_nor_spurious(gold: dict[str, GoldRegister]) -> None:
    for count in (2, 3):
        score = scored(gold["responsibilities"], [extracted(row) for row in DUTIES[:count]])
        assert (score.gold, score.extracted, score.matched) == (2, 2, 2)


def test_another_reading_counts_as_right(gold: dict[str, GoldRegister]) -> None:
    rows = [extracted(TARGETS[0], base="hộ gia đình"), *(extracted(row) for row in TARGETS[1:])]
    assert scored(gold["targets"], rows).failures == []


def test_scale_words_may_stand_in_the_amount_or_in_the_unit(tmp_path: Path) -> None:
    million = TARGETS[2] | {"value": 3, "upper": 4, "unit": "triệu USD"}
    register, *_ = load_gold(write_gold(tmp_path / "scaled", targets=[million]))
    for value, upper, unit in (
        (3_000_000.0, 4_000_000.0, "USD"),
        (3.0, 4.0, "triệu USD"),
        (3000, 4000, "nghìn USD"),
    ):
        assert scored(register, [extracted(million, value=value, upper=upper, unit=unit)]).failures == []
    score = scored(register, [extracted(million, value=3.0, upper=4.0, unit="tỷ USD")])
    assert told(score) == [("wrong", "value", 3e9), ("wrong", "upper", 4e9)]


def test_the_reading_that_fits_best_counts_for_lists(tmp_path: Path) -> None:
    row = DUTIES[0] | {"also": {"partners": [[], ["Sở Tài chính"]]}}
    (register,) = load_gold(write_gold(tmp_path / "lists", responsibilities=[row]))
    for partners in ([], ["Sở Tài chính"], ["UBND xã, phường", "Sở Tài chính"]):
        assert scored(register, [extracted(row, partners=partners)]).failures == []
    count = scored(register, [extracted(row, partners=["Sở Y tế"])]).fields["partners"]
    assert (count.stated, count.extracted, count.correct) == (2, 1, 0)


def test_names_group_the_same_amounts_as_the_keys(gold: dict[str, GoldRegister]) -> None:
    rows = [extracted(row) for row in TARGETS]
    count = scored(gold["targets"], rows).fields["indicator_name"]
    assert (count.correct, count.extracted, count.stated) == (1, 1, 1)
    rows[5]["indicator_name"] = rows[2]["indicator_name"]
    score = scored(gold["targets"], rows)
    count = score.fields["indicator_name"]
    assert (count.correct, count.extracted, count.stated) == (0, 1, 1)
    assert [each.field for each in score.failures] == ["indicator_name", "indicator_name"]


def test_rows_outside_of_what_is_covered_are_ignored(tmp_path: Path) -> None:
    covered = {"document": "plan", "covered": ["2. Mục tiêu cụ thể", "trạm bơm tại các xã vùng cao."]}
    folder = write_gold(tmp_path / "part", targets=[covered, *TARGETS[:3]])
    (register,) = load_gold(folder)
    elsewhere = extracted(TARGETS[0]) | {"document_id": "other", "start": 0, "end": 5}
    score = scored(register, [*(extracted(row) for row in TARGETS), elsewhere])
    assert (score.gold, score.extracted, score.failures) == (3, 3, [])
    whole = write_gold(tmp_path / "whole", targets=TARGETS[:3])
    assert scored(load_gold(whole)[0], [extracted(row) for row in TARGETS]).extracted == 6


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quote": "đạt trên 81%"}, "field `quote`: not verbatim in plan"),
        ({"quote": "Sở"}, "field `quote`: stands "),
        ({"quote": "hộ", "within": f"{SHARE}, trong đó hộ"}, "field `quote`: stands 2 times in `within`"),
        ({"document": "da-nang"}, "field `document`: 'da-nang' is not in the corpus"),
        ({"comparator": "≥"}, "field `comparator`: '≥' is none of"),
        ({"comparator": None}, "field `comparator`: does not go with the kind 'quantitative'"),
        ({"value": "80"}, "field `value`: expected a number or null, found str"),
        ({"kind": "qualitative"}, "field `comparator`: does not go with the kind 'qualitative'"),
        ({"parent_quote": "trạm bơm"}, "field `parent_quote`: no row has this quote"),
        ({"also": {"colour": ["x"]}}, "field `also.colour`: no such field"),
        ({"also": {"base": ["hộ", None], "upper": [None]}}, "field `also.upper[0]`: repeats the field"),
        ({"colour": 1}, "field `colour`: unknown field"),
    ],
)  # fmt: skip
def test_bad_gold_is_refused_with_line_and_field(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    folder = write_gold(tmp_path / "bad", targets=[TARGETS[2], TARGETS[0] | changes])
    with pytest.raises(EvaluationDataError) as caught:
        check_gold(load_gold(folder)[0], TEXTS)
    assert caught.value.exit_status == 2
    assert caught.value.message.removeprefix(f"{folder}/targets.jsonl:2: ").startswith(message)


def test_a_repeated_target_is_refused(tmp_path: Path) -> None:
    folder = write_gold(tmp_path / "bad", targets=[TARGETS[2], TARGETS[2]])
    with pytest.raises(EvaluationDataError, match="repeats the row at"):
        check_gold(load_gold(folder)[0], TEXTS)


def test_the_committed_gold_stands_in_the_plans() -> None:
    texts = {document.id: document.text for document in load_corpus(Path("corpus"))}
    registers = {register.name: register for register in load_gold(GOLD_FOLDER)}
    assert set(registers) == {"targets", "responsibilities"}
    for register in registers.values():
        check_gold(register, texts)
        assert register.documents == {"can-tho-1002", "hue-1002"}


def test_the_best_pairing_is_found_where_the_greedy_one_is_not() -> None:
    likeness = {("a", 1): 5.0, ("a", 2): 4.9, ("b", 1): 4.8}
    assert best_pairs(likeness) == {"a": 2, "b": 1}
    table = {
        (row, column): float((row * 7 + column * 11) % 13 + 1) for row in range(4) for column in range(5)
    }
    best = max(sum(table[pair] for pair in enumerate(order)) for order in permutations(range(5), 4))
    assert sum(table[pair] for pair in best_pairs(table).items()) == best
    assert best_pairs({}) == {}


@pytest.mark.parametrize(
    ("words", "upper", "expected"),
    [
        ("đạt trên", None, "over"),
        ("không dưới", None, "at_least"),
        ("không quá", None, "at_most"),
        ("dưới", None, "under"),
        ("tăng", None, "increase"),
        ("tăng tối thiểu", None, "at_least"),
        ("≥", None, "at_least"),
        ("từ", None, "at_least"),
        ("từ", 20, "exact"),
        ("chiếm", None, "exact"),
        (None, None, "exact"),
        ("at_most", None, "at_most"),
    ],
)
def test_the_class_of_a_comparator(words: str | None, upper: float | None, expected: str) -> None:
    assert comparator_class({"value": 10.0, "upper": upper, "comparator": words}) == expected
    assert comparator_class({"value": None, "comparator": words}) is None


def test_texts_are_compared_as_what_they_say() -> None:
    assert same_body("UBND xã, phường", "Ủy ban nhân dân các xã, phường")
    assert not same_body("Bộ Khoa học và Công nghệ", "Sở Khoa học và Công nghệ")
    assert same_period("giai đoạn 2030 - 2035", "2030-2035")
    assert not same_period("2035", "2030-2035")
    assert same_time("ngày 15 tháng 11 hàng năm", "chậm nhất là ngày 15 tháng 11 hàng năm")
    assert not same_time("ngày 15 tháng 11 hàng năm", "ngày 15 tháng 12 hàng năm")
    assert same_phrase("các kế hoạch chi tiết", "kế hoạch")
    assert not same_phrase("kế hoạch chi tiết", "báo cáo chi tiết")
    assert opens_alike("Hình thành đội ngũ chuyên gia", "Hình thành đội ngũ chuyên gia đầu ngành", 5)
    assert not opens_alike("Hình thành", "Hình thành đội ngũ chuyên gia đầu ngành", 5)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return folder


class TestCommand:
    """`policy-assistant eval registers` and `eval validate --gold`, on what the product extracts."""

    def test_figures_and_failures_are_printed(
        self, tmp_path: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wrong = [TARGETS[0] | {"value": 70}, TARGETS[1], target("KẾ HOẠCH", "KẾ HOẠCH")]
        folder = write_gold(tmp_path / "gold", targets=wrong, responsibilities=DUTIES)
        arguments = ["eval", "registers", "--gold", str(folder), "--corpus", str(corpus)]
        assert main([*arguments, "--failures"]) == 0
        printed = capsys.readouterr().out
        assert "missing (period 2030) in plan: KẾ HOẠCH" in printed
        assert f"wrong value: 80.0 for 70 in plan: {SHARE}" in printed
        assert main([*arguments, "--json"]) == 0
        registers = json.loads(capsys.readouterr().out)["registers"]
        assert registers["targets"]["rows"]["matched"] == 2
        assert registers["targets"]["fields"]["value"]["correct"] == 1
        kinds = {failure["kind"] for failure in registers["targets"]["failures"]}
        assert kinds >= {"missing", "spurious", "wrong"}

    def test_a_floor_decides_the_exit_code(
        self, tmp_path: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name, value, status in (("right", 80, 0), ("wrong", 70, 1)):
            row = {"document": "plan", "covered": ["2. Mục tiêu", "hộ nghèo chiếm tối thiểu 20%."]}
            rows = [row, TARGETS[0] | {"value": value, "base": None, "also": {"base": ["hộ"]}}]
            rows.append(TARGETS[1] | {"base": None, "also": {"base": ["hộ dùng nước sạch", "hộ"]}})
            folder = write_gold(tmp_path / name, targets=rows)
            arguments = ["eval", "registers", "--gold", str(folder), "--corpus", str(corpus), "--floor", "1"]
            assert main(arguments) == status
            assert ("below 1.0: targets value: precision 0.500" in capsys.readouterr().err) == bool(status)

    @pytest.mark.parametrize("command", [["registers"], ["validate"]])
    def test_bad_gold_exits_with_2(
        self, command: list[str], tmp_path: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = write_gold(tmp_path / "bad", targets=[TARGETS[0] | {"quote": "đạt trên 81%"}])
        questions = tmp_path / "none.jsonl"
        record = {
            "id": "q", "suite": "targets", "turns": ["?"], "language": "vi", "answerable": False,
            "unanswerable_kind": "not_in_corpus", "facts": [], "evidence": [], "forbidden": [], "tags": [],
        }  # fmt: skip
        questions.write_text(json.dumps(record), encoding="utf-8")
        sets = [str(questions)] if command == ["validate"] else []
        arguments = ["eval", *command, *sets, "--gold", str(folder), "--corpus", str(corpus)]
        assert main(arguments) == 2
        assert "targets.jsonl:1: field `quote`: not verbatim in plan" in capsys.readouterr().err

    def test_a_folder_without_gold_exits_with_2(
        self, tmp_path: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["eval", "registers", "--gold", str(tmp_path), "--corpus", str(corpus)]) == 2
        assert "no gold register" in capsys.readouterr().err
