"""Two versions of a document: which clauses are the same, moved, reworded, or have other figures."""

from __future__ import annotations

import pytest

from assistant.documents import parse_sections
from assistant.language.text import nfc
from assistant.registers.revisions import Revision, compare_clauses, describe_change
from assistant.types import Document, Section

OLD = """KẾ HOẠCH
Cấp nước

I. MỤC TIÊU
1. Cấp nước sạch cho 80% hộ dân vào năm 2028.
2. Xây dựng ba trạm bơm.
3. Thay đường ống cũ ở thôn Hạ.

II. KINH PHÍ
Kinh phí do ngân sách xã bảo đảm.
"""


def revise(new: str, old: str = OLD) -> Revision:
    before, after = (
        parse_sections(Document("d", "T", "T", "plan", "official", nfc(text))) for text in (old, new)
    )
    return compare_clauses(before, after)


def told(revision: Revision) -> list[tuple[str, str | None, str | None]]:
    def place(section: Section | None) -> str | None:
        return None if section is None else str(section.address)

    return [(change.kind, place(change.old), place(change.new)) for change in revision.changes]


def test_two_versions_that_say_the_same_have_no_change():
    revision = revise(OLD)
    assert (told(revision), revision.moved) == ([], 0)
    assert revision.unchanged == len(parse_sections(Document("d", "T", "T", "plan", "official", nfc(OLD))))


@pytest.mark.parametrize(
    ("was", "now", "changes"),
    [
        ("80% hộ dân", "90% hộ dân", [("figures", "mục I.1", "mục I.1")]),
        ("năm 2028", "năm 2029", [("figures", "mục I.1", "mục I.1")]),
        ("ống cũ ở thôn Hạ", "ống cũ ở thôn Thượng", [("words", "mục I.3", "mục I.3")]),
        ("3. Thay đường ống cũ ở thôn Hạ.\n", "", [("dropped", "mục I.3", None)]),
        ("thôn Hạ.\n", "thôn Hạ.\n4. Lắp đồng hồ nước.\n", [("added", None, "mục I.4")]),
        ("sạch cho 80% hộ dân", "sạch cho 80 % hộ dân", []),  # one figure, written in two ways
    ],
)
def test_each_kind_of_change_is_told_with_both_places(
    was: str, now: str, changes: list[tuple[str, str | None, str | None]]
):
    assert was in OLD
    assert told(revise(OLD.replace(was, now))) == changes


def test_a_clause_that_was_put_in_moves_the_ones_after_it_and_changes_none_of_them():
    new = OLD.replace("2. Xây", "2. Đào hai giếng khoan.\n3. Xây").replace("3. Thay", "4. Thay")
    revision = revise(new)
    assert told(revision) == [("added", None, "mục I.2")]
    assert revision.moved == 2


def test_what_moved_and_was_reworded_is_found_again():
    new = OLD.replace("2. Xây dựng ba trạm bơm.", "2. Đào giếng.\n3. Xây dựng bốn trạm bơm.").replace(
        "3. Thay", "4. Thay"
    )
    assert told(revise(new)) == [("added", None, "mục I.2"), ("words", "mục I.2", "mục I.3")]


def test_a_change_has_its_words_in_order_and_the_figures_of_both_sides():
    (change,) = revise(OLD.replace("80% hộ dân vào", "95% số hộ vào")).changes
    assert change.words == (
        ("Cấp nước sạch cho", "Cấp nước sạch cho"),
        ("80%", "95% số"),
        ("hộ", "hộ"),
        ("dân", ""),
        ("vào năm 2028.", "vào năm 2028."),
    )
    assert change.figures == (("80%",), ("95%",))
    row = describe_change(change)
    assert row["old"]["quote"].strip() == "1. Cấp nước sạch cho 80% hộ dân vào năm 2028."
    assert nfc(OLD)[row["old"]["start"] : row["old"]["end"]] == row["old"]["quote"]


def test_what_was_dropped_stands_where_it_stood():
    new = OLD.replace("2. Xây dựng ba trạm bơm.\n", "").replace("3. Thay", "2. Thay").replace("xã", "huyện")
    assert told(revise(new)) == [
        ("dropped", "mục I.2", None),
        ("words", "mục II", "mục II"),
    ]
