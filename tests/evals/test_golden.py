"""The golden file: what it says of a folder, and which lines of two files differ."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings
from evals.golden import differences, register_rows

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

KẾ HOẠCH

I. MỤC TIÊU
- Tỷ lệ hộ dân dùng nước sạch đạt 95% vào năm 2030.
II. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập quy hoạch cấp nước trước ngày 30/6/2027.
"""


def test_a_folder_becomes_its_documents_clauses_and_registers(tmp_path: Path) -> None:
    (tmp_path / "nuoc-sach.txt").write_text(PLAN, encoding="utf-8")
    rows = list(register_rows(tmp_path, Settings()))
    parts = [row["part"] for row in rows]
    assert parts == sorted(parts, key=["document", "section", "target", "responsibility"].index)
    assert {row["of"] for row in rows} == {tmp_path.name}
    targets = [(row["value"], row["period"]) for row in rows if row["part"] == "target"]
    assert targets == [(95.0, "2030")]
    duties = [(row["agency"], row["partners"]) for row in rows if row["part"] == "responsibility"]
    assert duties == [("Sở Xây dựng", ("Sở Tài chính",))]


def test_files_are_compared_line_by_line_to_the_end_of_the_longer(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("một\nhai\n", encoding="utf-8")
    new.write_text("một\nba\nbốn\n", encoding="utf-8")
    assert differences(old, old) == []
    assert differences(new, old) == ["line 2:\n- hai\n+ ba", "line 3:\n- \n+ bốn"]
