"""Targets of several documents set side by side: what is one indicator, and which level asks for more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.documents import load_corpus
from assistant.index import build_catalog
from assistant.language.addresses import ClauseAddress
from assistant.language.values import OPEN_END, Period
from assistant.messages.phrases import reason_phrase
from assistant.registers import compare_targets
from assistant.registers.names import contrast, indicator_name
from assistant.registers.verdicts import level_of, unit_class, unit_scale
from assistant.settings import PACKAGE, Settings
from assistant.types import Comparison, Reason, Side, Target, Verdict


def target(
    document: str,
    indicator: str,
    amount: str = "",
    *,
    value: float | None = None,
    upper: float | None = None,
    comparator: str | None = None,
    unit: str | None = "%",
    base: str | None = None,
    period: str | None = "2030",
    parent: Target | None = None,
    place: str | None = None,
    unsure: bool = False,
) -> Target:
    """A row of the register; the words of the amount stand behind those of the indicator."""
    return Target(
        id=f"{document}#{indicator}/{period}/{amount or value}",
        document_id=document,
        section_id="s",
        place=place,
        indicator=indicator,
        indicator_name=indicator_name(indicator, place),
        comparator=comparator,
        value=value,
        upper=upper,
        unit=unit if value is not None else None,
        base=base,
        period=Period.parse(period) if period else None,
        kind="quantitative" if value is not None else "qualitative",
        parent=parent.id if parent else None,
        address=ClauseAddress("mục II"),
        quote=f"{indicator} {amount}".strip(),
        start=0,
        end=1,
        unsure=unsure,
    )


A, B = Side("a"), Side("b")


def verdict(first: Target, second: Target) -> tuple[Verdict | None, Reason | None]:
    """The verdict on the second row against the first; they have to be paired."""
    row, *others = compare_targets([first, second], [A, B]).rows
    assert not others
    assert row.targets == (first, second)
    assert row.verdicts[0] is None
    return row.verdicts[1], row.reason


# Names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tỉ lệ lao động qua đào tạo của thành phố", "Tỷ lệ lao động qua đào tạo"),
        ("Tăng tỉ lệ che phủ rừng", "Duy trì tỷ lệ che phủ rừng trên địa bàn tỉnh"),
        ("Phấn đấu đến năm 2030, tỷ lệ đô thị hoá đạt", "tỷ lệ đô thị hóa giai đoạn 2026 - 2030"),
        ("GRDP bình quân đầu người", "Tổng sản phẩm trên địa bàn (GRDP) bình quân đầu người"),
        ("100% hồ sơ TTHC được số hóa", "100% hồ sơ thủ tục hành chính được số hoá"),
        ("Tiếp tục phát triển chương trình", "Phát triển chương trình"),
    ],
)
def test_one_indicator_has_one_name(one: str, other: str) -> None:
    assert indicator_name(one, None) == indicator_name(other, None)


def test_names_lose_the_place_but_not_a_body_called_after_it() -> None:
    assert indicator_name("Tỷ lệ đô thị hóa của thành phố Huế", "Huế") == "tỷ lệ đô thị hóa"
    assert "đại học huế" in indicator_name("Số trường thuộc Đại học Huế", "Huế")


def test_names_keep_words_of_striving_that_are_measured() -> None:
    assert indicator_name("Tăng trưởng kinh tế", None) == "tăng trưởng kinh tế"
    assert indicator_name("Số hóa hồ sơ", None) == "số hóa hồ sơ"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("khu công nghiệp có trạm xử lý", "cụm công nghiệp có trạm xử lý", "other"),
        ("xã đạt chuẩn nông thôn mới", "xã đạt chuẩn nông thôn mới nâng cao", "other"),
        ("chất thải được thu gom ở đô thị", "chất thải được thu gom", "narrower"),
        ("trường cao đẳng, đại học", "trường đại học", "narrower"),
        ("tỷ lệ che phủ rừng", "tỷ lệ che phủ rừng", None),
    ],
)
def test_contrasting_words_tell_indicators_apart(one: str, other: str, expected: str | None) -> None:
    assert contrast(indicator_name(one, None), indicator_name(other, None)) == expected


# Pairs


def test_two_indicators_that_share_words_are_not_paired() -> None:
    alike = [
        ("Tỷ lệ lao động qua đào tạo", "Tỷ lệ lao động qua đào tạo lĩnh vực công nghệ cao"),
        ("Tổng sản phẩm xoài tham gia xuất khẩu", "Tổng sản phẩm nhãn tham gia xuất khẩu"),
        ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ cận nghèo"),
        ("Tỷ lệ dân số tham gia bảo hiểm y tế", "Tỷ lệ dân số tham gia bảo hiểm xã hội"),
        ("kinh phí từ xã hội", "tỷ lệ người học khối ngành STEM"),
        ("Tỷ lệ hộ dân thành thị dùng nước sạch", "Tỷ lệ hộ dân nông thôn dùng nước sạch"),
    ]
    for one, other in alike:
        made = compare_targets([target("a", one, value=60), target("b", other, value=60)], [A, B])
        assert [row.only_here for row in made.rows] == [True, True], (one, other)


def test_parts_are_paired_through_their_wholes() -> None:
    def side(document: str, basic: float) -> list[Target]:
        stem = target(document, "Tỷ lệ học sinh theo học các ngành STEM", value=35)
        arts = target(document, "Tỷ lệ học sinh theo học các ngành nghệ thuật", value=10)
        return [
            arts if document == "a" else stem,
            stem if document == "a" else arts,
            target(document, "thuộc các trường công lập", value=5, parent=arts),
            target(document, "thuộc các trường công lập", value=basic, parent=stem),
        ]

    made = compare_targets([*side("a", 2), *side("b", 3)], [A, B])
    parts = [row for row in made.rows if row.indicator.startswith("thuộc")]
    assert {(row.targets[0].value, row.targets[1].value) for row in parts if all(row.targets)} == {  # type: ignore[union-attr]
        (5.0, 5.0),
        (2.0, 3.0),
    }
    assert all(row.reason is None for row in parts)


def test_rows_are_paired_within_a_period() -> None:
    rows = [
        target("a", "Tỷ lệ đô thị hóa", value=50, period="2030"),
        target("a", "Tỷ lệ đô thị hóa", value=60, period="2030-2035"),
        target("b", "Tỷ lệ đô thị hóa", value=65, period="2031-2035"),
        target("b", "Tỷ lệ đô thị hóa", value=70, period="2045"),
    ]
    made = compare_targets(rows, [A, B])
    pairs = [tuple(str(t.period) if t else None for t in row.targets) for row in made.rows]
    assert pairs == [("2030-2035", "2031-2035"), ("2030", None), (None, "2045")]


def test_periods_of_one_document_are_sides() -> None:
    rows = [target("a", "Tỷ lệ đô thị hóa", value=v, period=p) for v, p in ((50, "2030"), (60, "2035"))]
    made = compare_targets(rows, [Side("a", Period(2030)), Side("a", Period(2035))])
    assert made.rows[0].verdicts == (None, "stricter")


def test_each_side_is_measured_against_the_first_that_states_the_indicator() -> None:
    rows = [
        target("b", "Tỷ lệ đô thị hóa", value=50),
        target("c", "Tỷ lệ đô thị hoá của tỉnh", value=60),
        target("d", "tỉ lệ đô thị hóa", value=40),
    ]
    made = compare_targets(rows, [Side(d) for d in "abcd"])
    assert len(made.rows) == 1
    assert made.rows[0].verdicts == (None, None, "stricter", "looser")


def test_shared_rows_come_first_in_the_order_of_the_first_side() -> None:
    rows = [
        target("a", "Số thư viện", value=3, unit="thư viện"),
        target("a", "Tỷ lệ đô thị hóa", value=50),
        target("a", "Tỷ lệ che phủ rừng", value=40),
        target("b", "Tỷ lệ che phủ rừng", value=40),
        target("b", "Tỷ lệ đô thị hóa", value=50),
    ]
    made = compare_targets(rows, [A, B])
    assert [row.indicator for row in made.rows] == ["tỷ lệ đô thị hóa", "tỷ lệ che phủ rừng", "thư viện"]


def test_objectives_without_amount_or_time_come_last_of_the_shared_rows_and_of_the_others() -> None:
    wish = "Xây dựng xã thành vùng rau sạch"
    targets = [
        target("a", wish, period=None),
        target("a", "Trở thành nơi đáng sống", period=None),
        target("a", "Tỷ lệ hộ dùng nước sạch", value=90),
        target("a", "Số nhà văn hóa được sửa", value=4, unit="nhà"),
        target("b", wish, period=None),
        target("b", "Tỷ lệ hộ dùng nước sạch", value=95),
    ]
    rows = compare_targets(targets, [Side("a"), Side("b")]).rows
    assert [(row.indicator, row.only_here) for row in rows] == [
        ("tỷ lệ hộ dùng nước sạch", False),
        ("xây dựng xã thành vùng rau sạch", False),
        ("nhà văn hóa được sửa", True),
        ("trở thành nơi đáng sống", True),
    ]


def test_an_indicator_stated_twice_at_two_levels_gives_no_verdict() -> None:
    rows = [
        target("a", "Tần suất quan trắc", value=2, unit="đợt"),
        target("b", "Tần suất quan trắc", value=2, unit="đợt"),
        target("b", "Tần suất quan trắc", value=4, unit="đợt"),
    ]
    made = compare_targets(rows, [A, B])
    assert made.rows[0].verdicts[1] == "not_comparable"
    assert made.rows[0].reason == "several"


def test_sides_without_rows_have_nothing_to_compare() -> None:
    assert compare_targets([], [A, B]) == Comparison((A, B), ())


# Verdicts


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("đạt", 80), ("đạt", 90), "stricter"),
        (("đạt", 80), ("chiếm", 80), "equal"),
        ((None, 100), ("đạt", 100), "equal"),
        (("tối thiểu", 300), ("ít nhất", 1500), "stricter"),
        (("≥", 2), ("trở lên", 2), "equal"),
        (("trên", 80), ("đạt", 90), "bounds"),
        (("trên", 90), ("đạt", 90), "looser"),
        (("tối thiểu", 90), ("đạt", 90), "bounds"),
        (("trên", 80), ("tối thiểu", 80), "looser"),
        (("tối thiểu", 80), ("trên", 80), "stricter"),
        (("đạt", 50), ("trên", 60), "stricter"),
        (("khoảng", 60), ("đạt", 64), "bounds"),
        (("khoảng", 60), ("đạt", 80), "stricter"),
        (("khoảng", 60), ("khoảng", 70), "stricter"),
        (("không quá", 5), ("tối đa", 4), "stricter"),
        (("dưới", 5), ("không quá", 5), "looser"),
        (("không quá", 5), ("đạt", 4), "bounds"),
        (("không quá", 5), ("đạt", 6), "direction"),
        (("at_least", 20), ("tối thiểu", 20), "equal"),
    ],
)  # fmt: skip
def test_verdicts_follow_from_intervals(
    first: tuple[str | None, float], second: tuple[str | None, float], expected: str
) -> None:
    one, other = (
        target(document, "Tỷ lệ sử dụng", value=value, comparator=comparator)
        for document, (comparator, value) in (("a", first), ("b", second))
    )
    found, reason = verdict(one, other)
    assert (reason or found) == expected
    assert (found == "not_comparable") == (reason is not None)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((5, 7), (5, 7), "equal"),
        ((5, 7), (6, 8), "stricter"),
        ((5, 7), (5, 8), "stricter"),
        ((5, 9), (6, 8), "bounds"),
        ((5, 7), (8, None), "stricter"),
        ((5, 7), (6, None), "bounds"),
    ],
)
def test_ranges(first: tuple[float, float | None], second: tuple[float, float | None], expected: str) -> None:
    one, other = (
        target(document, "Tỷ lệ sử dụng", value=low, upper=high)
        for document, (low, high) in (("a", first), ("b", second))
    )
    found, reason = verdict(one, other)
    assert (reason or found) == expected


def test_a_lower_level_is_stricter_where_the_indicator_is_to_go_down() -> None:
    for indicator in (
        "Tỷ lệ hộ nghèo",
        "Tỷ lệ thất nghiệp",
        "Nồng độ bụi PM2.5",
        "Giảm tỷ lệ sinh con thứ ba xuống còn",
    ):
        one, other = (target(d, indicator, f"{v}%", value=v) for d, v in (("a", 5), ("b", 3)))
        assert verdict(one, other) == ("stricter", None), indicator


def test_dealing_with_what_is_to_go_down_is_to_go_up() -> None:
    indicator = "Tỷ lệ vi phạm được xử lý"
    assert verdict(target("a", indicator, value=90), target("b", indicator, value=95)) == ("stricter", None)


def test_more_of_a_decrease_is_stricter_and_is_no_level() -> None:
    by_one = target("a", "Tỷ lệ hộ nghèo", "giảm bình quân 1%/năm", value=1)
    by_two = target("b", "Tỷ lệ hộ nghèo", "giảm 2%", value=2)
    level = target("b", "Tỷ lệ hộ nghèo", "giảm xuống còn 2%", value=2)
    assert verdict(by_one, by_two) == ("stricter", None)
    assert verdict(by_one, level) == ("not_comparable", "change")


def test_a_comparator_may_say_that_the_amount_is_a_change() -> None:
    assert level_of(target("a", "Doanh thu", value=10, comparator="tăng khoảng")).change == "rise"
    assert level_of(target("a", "Tỷ lệ hộ nghèo", value=1, comparator="giảm hàng năm")).change == "fall"
    assert level_of(target("a", "Tăng tỷ lệ phủ sóng", value=1, comparator="đạt tối thiểu")).change is None


def test_by_or_to_an_amount_is_not_guessed() -> None:
    one, other = (target(d, "Giảm tỷ lệ hộ nghèo", f"{v}%", value=v) for d, v in (("a", 1), ("b", 2)))
    assert verdict(one, other) == ("not_comparable", "direction")


def test_a_measured_decrease_is_to_go_up() -> None:
    one, other = (target(d, "Mức giảm tỷ lệ hộ nghèo", value=v) for d, v in (("a", 1), ("b", 2)))
    assert verdict(one, other) == ("stricter", None)


def test_what_is_to_be_reached_after_a_year_stands_on_the_side_of_that_time() -> None:
    rows = [target(d, "Số cầu vượt", value=v, unit="cầu", period=">2040") for d, v in (("a", 3), ("b", 4))]
    rows.append(target("a", "Số cầu vượt", value=2, unit="cầu", period="2040"))
    after = Period(OPEN_END, 2040)
    made = compare_targets(rows, [Side("a", after), Side("b", after)])
    assert [tuple(t and t.value for t in row.targets) for row in made.rows] == [(3, 4)]


def test_rows_of_one_clause_are_paired_before_others_of_the_name() -> None:
    def row(section: str, value: float, period: str) -> Target:
        made = target("a", "Vay trong nước", value=value, unit="tỷ đồng", period=period)
        return replace(made, section_id=section, id=f"{section}/{period}")

    rows = [row("s1", 5, "2026"), row("s2", 7, "2026"), row("s2", 8, "2028"), row("s1", 6, "2028")]
    made = compare_targets(rows, [Side("a", Period(2026)), Side("a", Period(2028))])
    assert [(r.targets[0].value, r.targets[1].value, r.reason) for r in made.rows] == [  # type: ignore[union-attr]
        (5, 6, None),
        (7, 8, None),
    ]


def test_a_growth_that_is_reached_is_a_level() -> None:
    raised = target("a", "Tăng tỷ lệ lao động qua đào tạo", "đạt tối thiểu 25%", value=25)
    assert level_of(raised).change is None
    assert level_of(target("a", "Doanh thu", "tăng thêm 25%", value=25)).change == "rise"


def test_another_unit_or_base_is_not_comparable() -> None:
    share = target("a", "Cán bộ được bồi dưỡng chuyển đổi số", value=50)
    count = target("b", "Cán bộ được bồi dưỡng chuyển đổi số", value=50, unit="người")
    assert verdict(share, count) == ("not_comparable", "other_unit")
    one = target("a", "Tỷ lệ theo học nghề", value=40, base="học sinh tốt nghiệp trung học cơ sở")
    other = target("b", "Tỷ lệ theo học nghề", value=40, base="học sinh tốt nghiệp trung học phổ thông")
    assert verdict(one, other) == ("not_comparable", "other_base")
    assert verdict(one, replace(other, base=one.base)) == ("equal", None)


def test_a_base_that_one_side_leaves_to_its_name_is_the_same() -> None:
    one = target("a", "Tỷ lệ hộ dân dùng nước sạch", value=40, base="hộ dân")
    assert verdict(one, target("b", "Tỷ lệ hộ dân dùng nước sạch", value=40)) == ("equal", None)


def test_multiples_of_a_unit_are_one_unit() -> None:
    one = target("a", "Tổng vốn đầu tư", value=2, unit="nghìn tỷ đồng")
    other = target("b", "Tổng vốn đầu tư", value=1900, unit="tỷ đồng")
    assert verdict(one, other) == ("looser", None)
    assert (unit_class("triệu USD"), unit_scale("triệu USD")) == ("usd", 1e6)
    assert unit_class("% GRDP") != unit_class("%")


def test_parts_of_a_whole_have_no_direction() -> None:
    indicator = "Cơ cấu kinh tế: tỷ trọng dịch vụ"
    assert verdict(target("a", indicator, value=40), target("b", indicator, value=45)) == (
        "not_comparable",
        "direction",
    )


def test_an_unsure_row_gives_no_verdict() -> None:
    one = target("a", "Tỷ lệ đô thị hóa", value=40)
    assert verdict(one, target("b", "Tỷ lệ đô thị hóa", value=50, unsure=True)) == (
        "not_comparable",
        "unsure",
    )


def test_targets_without_figures_are_equal_only_where_they_say_the_same() -> None:
    one = target("a", "Hình thành đội ngũ chuyên gia đầu ngành về công nghệ cao")
    same = target("b", "Hình thành đội ngũ chuyên gia đầu ngành về công nghệ cao")
    more = target("b", "Hình thành đội ngũ chuyên gia đầu ngành về công nghệ cao, bán dẫn")
    assert verdict(one, same) == ("equal", None)
    assert verdict(one, more) == ("not_comparable", "wording")


def test_reasons_have_words_in_both_languages() -> None:
    one = target("a", "Tỷ lệ đô thị hóa", value=80, comparator="trên")
    row = compare_targets([one, target("b", "Tỷ lệ đô thị hóa", value=90)], [A, B]).rows[0]
    assert "trên 80%" in (reason_phrase(row, "vi") or "")
    assert "90%" in (reason_phrase(row, "en") or "")
    for reason in (
        "unsure",
        "several",
        "wording",
        "no_figure",
        "other_unit",
        "other_base",
        "change",
        "direction",
    ):
        words = {reason_phrase(replace(row, reason=reason), language) for language in ("vi", "en")}
        assert len(words) == 2
        assert all(words)
    assert reason_phrase(replace(row, reason=None), "vi") is None


# The two plans


@pytest.fixture(scope="module")
def plans() -> tuple[Target, ...]:
    return build_catalog(load_corpus(Path(PACKAGE).parent / "corpus"), Settings()).targets


def amounts(comparison: Comparison) -> list[tuple[float | None, float | None, Verdict | None]]:
    """(value of the first side, value of the second, verdict) of the shared rows with figures."""
    found: list[tuple[float | None, float | None, Verdict | None]] = []
    for row in comparison.rows:
        one, other = row.targets
        if one and other and one.value is not None and other.value is not None:
            found.append((one.value, other.value, row.verdicts[1]))
    return found


def test_the_plans_at_2030(plans: tuple[Target, ...]) -> None:
    made = compare_targets(plans, [Side("hue-1002", Period(2030)), Side("can-tho-1002", Period(2030))])
    assert amounts(made) == [
        (80, 90, "not_comparable"),
        (20, 20, "equal"),
        (100, 100, "equal"),
        (35, 35, "equal"),
        (2.5, 2.5, "equal"),
        (18, 18, "equal"),
        (3, 2, "looser"),
        (300, 1500, "stricter"),
        (100, 100, "equal"),
    ]
    alone = [row for row in made.rows if row.only_here]
    assert [row.targets[0].value for row in alone if row.targets[0] and row.targets[0].value] == [1.5, 60, 3]
    assert [row.targets[1].value for row in alone if row.targets[1]] == [100, 60]


def test_the_plans_at_2035(plans: tuple[Target, ...]) -> None:
    made = compare_targets(
        plans, [Side("hue-1002", Period(2035, 2030)), Side("can-tho-1002", Period(2035, 2030))]
    )
    assert amounts(made) == [
        (30, 25, "looser"),
        (40, 40, "equal"),
        (3, 3, "equal"),
        (20, 20, "equal"),
        (100, 100, "equal"),
    ]
    assert [row.verdicts for row in made.rows if not row.only_here and row.targets[0].value is None] == [  # type: ignore[union-attr]
        (None, "equal")
    ]


def test_periods_of_one_plan(plans: tuple[Target, ...]) -> None:
    made = compare_targets(plans, [Side("hue-1002", Period(2030)), Side("hue-1002", Period(2035, 2030))])
    assert amounts(made) == [
        (35, 40, "stricter"),
        (2.5, 3, "stricter"),
        (18, 20, "stricter"),
        (1.5, 2, "stricter"),
        (60, 60, "equal"),
        (3, 3, "equal"),
    ]
