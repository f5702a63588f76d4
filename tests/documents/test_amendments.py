"""The sentences by which documents change others: what each says, and what only looks like one."""

from __future__ import annotations

import pytest

from assistant.documents.amendments import read_note, read_operations

TITLE = "Quyết định sửa đổi Quy chế chợ nổi ban hành kèm theo Quyết định số 5/2023/QĐ-UBND"


def operations(text: str, *above: str, title: str = "Quyết định về chợ") -> list[tuple[object, ...]]:
    return [
        (o.change, o.number, *map(str, o.addresses), *filter(None, (o.dated, o.since, o.old, o.new)))
        for o in read_operations(text, above, title)
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1. Sửa đổi, bổ sung khoản 2 Điều 4 như sau:", [("replace", "5/2023/QĐ-UBND", "khoản 2 Điều 4")]),
        ("a) Bổ sung khoản 3a vào sau khoản 3 Điều 6", [("insert", "5/2023/QĐ-UBND", "khoản 3a Điều 6")]),
        (
            "2. Bổ sung điểm d vào khoản 1 Điều 6 như sau:",
            [("insert", "5/2023/QĐ-UBND", "điểm d khoản 1 Điều 6")],
        ),
        ("2. Bổ sung Điều 6a vào sau Điều 6 như sau:", [("insert", "5/2023/QĐ-UBND", "Điều 6a")]),
        (
            "3. Bãi bỏ khoản 1, khoản 2 Điều 7 và Điều 9.",
            [("repeal", "5/2023/QĐ-UBND", "khoản 1 Điều 7", "khoản 2 Điều 7", "Điều 9")],
        ),
        ("Khoản 4 Điều 8 được sửa đổi, bổ sung như sau:", [("replace", "5/2023/QĐ-UBND", "Khoản 4 Điều 8")]),
        (
            "4. Thay thế cụm từ “bến đò” bằng cụm từ “bến thủy” tại khoản 1 Điều 3 và Điều 5.",
            [("phrase", "5/2023/QĐ-UBND", "khoản 1 Điều 3", "Điều 5", "bến đò", "bến thủy")],
        ),
        ("5. Bỏ cụm từ “cấp huyện” tại Điều 4.", [("phrase", "5/2023/QĐ-UBND", "Điều 4", "cấp huyện")]),
    ],
)
def test_a_clause_of_an_amendment_changes_the_document_of_its_title(
    text: str, read: list[tuple[object, ...]]
) -> None:
    assert operations(text, title=TITLE) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "Quyết định này có hiệu lực kể từ ngày 02/3/2027 và thay thế Quyết định số 9/2020/QĐ-UBND ngày 4 tháng 5 năm 2020.",
            [("replace", "9/2020/QĐ-UBND", "2020-05-04", "2027-03-02")],
        ),
        (
            "Kế hoạch này thay thế Kế hoạch số 12/KH-UBND và Kế hoạch số 40/KH-UBND.",
            [("replace", "12/KH-UBND"), ("replace", "40/KH-UBND")],
        ),
        (
            "Điều 2. Quyết định này có hiệu lực từ ngày ký. Bãi bỏ Quyết định số 7/2019/QĐ-UBND.",
            [("repeal", "7/2019/QĐ-UBND")],
        ),
        (
            "a) Bãi bỏ toàn bộ Nghị quyết số 3/2022/NQ-HĐND sửa đổi Điều 2 Nghị quyết số 1/2021/NQ-HĐND;",
            [("repeal", "3/2022/NQ-HĐND")],
        ),
        (
            "Quyết định số 8/2018/QĐ-UBND hết hiệu lực kể từ ngày 01/01/2027.",
            [("repeal", "8/2018/QĐ-UBND", "2027-01-01")],
        ),
        (
            "1. Sửa đổi, bổ sung một số điều của Quyết định số 6/2024/QĐ-UBND",
            [("amend", "6/2024/QĐ-UBND")],
        ),
        (
            "Bãi bỏ Điều 14, 18 Quyết định số 15/2022/QĐ-UBND; Điều 3 Quyết định số 7/2022/QĐ-UBND.",
            [("repeal", "15/2022/QĐ-UBND", "Điều 14", "Điều 18"), ("repeal", "7/2022/QĐ-UBND", "Điều 3")],
        ),
        # Nothing of these changes a document.
        ("Rà soát, sửa đổi, bổ sung quy chế theo Nghị định số 30/2020/NĐ-CP.", []),
        ("Kế hoạch này giao các sở thay thế đèn sợi đốt theo Quyết định số 44/QĐ-TTg.", []),
        ("Bổ sung biên chế cho trạm y tế xã.", []),
        ("Cây keo được thay thế bằng cây bản địa trước năm 2030.", []),
        ("Các thủ tục quy định tại Nghị định số 12/2021/NĐ-CP tiếp tục áp dụng.", []),
    ],
)
def test_a_document_ends_or_changes_those_that_it_names(text: str, read: list[tuple[object, ...]]) -> None:
    assert operations(text) == read


def test_the_clause_above_names_the_document_before_the_title_does() -> None:
    above = "Điều 2. Sửa đổi, bổ sung Quy định ban hành kèm theo Quyết định số 8/2021/QĐ-UBND"
    (operation,) = read_operations("1. Bãi bỏ Điều 3.", [above], TITLE)
    assert (operation.number, operation.attached) == ("8/2021/QĐ-UBND", True)


@pytest.mark.parametrize(
    ("above", "item", "read"),
    [
        (
            "2. Bãi bỏ các văn bản sau đây:",
            "a) Quyết định số 2/2020/QĐ-UBND;",
            [("repeal", "2/2020/QĐ-UBND")],
        ),
        (
            "2. Các quyết định sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:",
            "- Khoản 3 Điều 1 Quyết định số 2/2020/QĐ-UBND;",
            [("repeal", "2/2020/QĐ-UBND", "Khoản 3 Điều 1")],
        ),
        ("2. Thực hiện các văn bản sau đây:", "a) Quyết định số 2/2020/QĐ-UBND;", []),
        ("2. Bãi bỏ các văn bản sau đây:", "Sở Tư pháp công bố Quyết định số 2/2020/QĐ-UBND;", []),
    ],
)
def test_what_is_listed_below_is_done_to_each_item(
    above: str, item: str, read: list[tuple[object, ...]]
) -> None:
    assert operations(item, above) == read


def test_new_text_within_the_clause_itself_is_found() -> None:
    text = "1. Sửa đổi khoản 1 Điều 2 như sau: “1. Phí là 5.000 đồng.”"
    (operation,) = read_operations(text, (), TITLE)
    assert operation.span is not None
    assert text[slice(*operation.span)] == "1. Phí là 5.000 đồng."


def test_a_part_of_a_document_may_begin_later() -> None:
    text = "Quy chế này có hiệu lực từ ngày ký, trừ khoản 2 Điều 3 có hiệu lực từ quý II/2028."
    assert operations(text) == [("start", None, "khoản 2 Điều 3", "2028-04-01")]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (
            "[3] Khoản này được sửa đổi theo khoản 1 Điều 1 Thông tư số 9/2026/TT-BNV, có hiệu lực từ ngày 02 tháng 5 năm 2026.",
            ("note", "9/2026/TT-BNV", "2026-05-02"),
        ),
        ("[4] Điều này được bãi bỏ theo Thông tư số 9/2026/TT-BNV.", ("repeal", "9/2026/TT-BNV", None)),
        ("[5] Xem thêm Thông tư số 9/2026/TT-BNV.", None),
    ],
)
def test_a_note_tells_since_when_its_clause_is_as_it_is(note: str, told: tuple[object, ...] | None) -> None:
    read = read_note(note)
    assert (read and (read.change, read.number, read.since)) == told
