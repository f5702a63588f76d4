"""What a new version of the documents changed in the registers."""

from __future__ import annotations

from dataclasses import replace

from assistant.language.addresses import ClauseAddress
from assistant.language.deadlines import Deadline
from assistant.registers.changes import compare_rows
from tests.register_rows import CAN_THO, duty, target

FIRST = target("Tỷ lệ lao động qua đào tạo", 80.0, address="mục II.2, gạch đầu dòng 1")
SECOND = target("Số giáo viên được bồi dưỡng", 300.0, unit="người", address="mục II.2, gạch đầu dòng 2")
THIRD = target("Mạng lưới chuyên gia trí tuệ nhân tạo", address="mục II.2, gạch đầu dòng 3")


def moved(row, number):
    """The row in another clause; ids and offsets follow."""
    address = f"mục II.2, gạch đầu dòng {number}"
    return replace(
        row,
        address=ClauseAddress(address),
        id=f"{row.id}-{number}",
        section_id=str(number),
        start=number,
        end=number + 9,
    )


def test_the_same_rows_are_no_change():
    changes = compare_rows((FIRST, SECOND), (FIRST, SECOND))
    assert (changes.appeared, changes.changed, changes.vanished) == ((), (), ())


def test_a_value_that_changed_shows_old_and_new():
    changes = compare_rows(
        (FIRST, SECOND), (replace(FIRST, value=85.0, comparator="đạt trên", quote="x"), SECOND)
    )
    (change,) = changes.changed
    assert change.fields == {"value": (80.0, 85.0), "comparator": (None, "đạt trên")}
    assert (changes.appeared, changes.vanished) == ((), ())


def test_rows_that_appeared_and_vanished():
    changes = compare_rows((FIRST, SECOND), (FIRST, THIRD))
    assert changes.appeared == (THIRD,)
    assert changes.vanished == (SECOND,)
    assert changes.changed == ()


def test_a_clause_put_in_front_moves_the_others_and_changes_none():
    new = target("Tỷ lệ cơ quan dùng chữ ký số", 100.0, address="mục II.2, gạch đầu dòng 1")
    changes = compare_rows((FIRST, SECOND, THIRD), (new, moved(FIRST, 2), moved(SECOND, 3), moved(THIRD, 4)))
    assert changes.appeared == (new,)
    assert changes.vanished == ()
    assert [list(change.fields) for change in changes.changed] == [["address"]] * 3


def test_what_says_something_else_comes_before_what_only_moved():
    changes = compare_rows((FIRST, SECOND), (moved(FIRST, 2), replace(moved(SECOND, 3), value=400.0)))
    assert [set(change.fields) for change in changes.changed] == [{"address", "value"}, {"address"}]


def test_a_clause_that_was_reworded_is_the_same_row():
    reworded = replace(
        FIRST,
        indicator="Tỷ lệ lao động đã qua đào tạo nghề",
        indicator_name="ty le lao dong da qua dao tao nghe",
    )
    (change,) = compare_rows((FIRST,), (reworded,)).changed
    assert change.fields == {"indicator": (FIRST.indicator, reworded.indicator)}


def test_rows_of_other_documents_are_never_paired():
    changes = compare_rows((FIRST,), (replace(FIRST, document_id=CAN_THO.id),))
    assert (len(changes.appeared), len(changes.changed), len(changes.vanished)) == (1, 0, 1)


def test_duties_of_one_agency_are_told_apart_by_their_tasks():
    before = (
        duty("Sở Y tế", "Bồi dưỡng bác sĩ vận hành thiết bị", address="mục V.1"),
        duty("Sở Y tế", "Báo cáo kết quả về Sở Nội vụ", address="mục V.2"),
    )
    after = (
        duty("Sở Y tế", "Xây dựng hồ sơ sức khỏe điện tử của người dân", address="mục V.1"),
        replace(before[0], address=ClauseAddress("mục V.2")),
        replace(
            before[1], address=ClauseAddress("mục V.3"), deadline=Deadline.parse("trước ngày 15 tháng 11")
        ),
    )
    changes = compare_rows(before, after)
    assert changes.appeared == (after[0],)
    assert [change.fields for change in changes.changed] == [
        {"address": ("mục V.2", "mục V.3"), "deadline": (None, "trước ngày 15 tháng 11")},
        {"address": ("mục V.1", "mục V.2")},
    ]


def test_json_names_document_address_and_what_differs():
    changes = compare_rows((FIRST, SECOND), (replace(FIRST, value=85.0),)).to_dict()
    assert changes["counts"] == {"appeared": 0, "changed": 1, "vanished": 1}
    assert changes["changed"] == [
        {
            "document_id": "hue-1",
            "address": "mục II.2, gạch đầu dòng 1",
            "indicator_name": FIRST.indicator_name,
            "indicator": FIRST.indicator,
            "fields": {"value": {"old": 80.0, "new": 85.0}},
        }
    ]
    assert changes["vanished"][0]["indicator"] == SECOND.indicator


def test_twins_are_matched_one_to_one():
    changes = compare_rows((FIRST, FIRST), (FIRST,))
    assert len(changes.vanished) == 1
    assert changes.changed == ()
