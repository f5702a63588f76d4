"""Since when and until when documents are in force, as they say it."""

from __future__ import annotations

import pytest

from assistant.documents.effect import Effect, is_draft, read_effect


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("Quyết định này có hiệu lực thi hành kể từ ngày 05 tháng 9 năm 2027.", Effect("2027-09-05")),
        (
            "**Điều 4.**Quyết định này có hiệu lực từ ngày 3/2/2027 và thay thế Quyết định cũ.",
            Effect("2027-02-03"),
        ),
        ("2. Thông tư này có hiệu lực kể từ ngày ký ban hành.", Effect("2027-01-20")),
        ("Nghị quyết này có hiệu lực sau 10 ngày kể từ ngày thông qua.", Effect("2027-01-30")),
        (
            "Nghị quyết này có hiệu lực từ ngày 01/02/2027 đến hết ngày 31 tháng 12 năm 2028.",
            Effect("2027-02-01", "2028-12-31"),
        ),
        ("Quy chế này hết hiệu lực kể từ ngày 01/01/2029.", Effect(None, "2028-12-31")),
        (
            "Quy định này thay thế Quy định số 12-QĐ/TU và có hiệu lực thi hành kể từ ngày ký.",
            Effect("2027-01-20"),
        ),
        # Nothing of these says it of the document itself.
        ("Hồ sơ nộp trước ngày Quyết định này có hiệu lực thì theo quy định cũ.", Effect()),
        ("Quyết định này có hiệu lực kể từ ngày Nghị định số 5/2027/NĐ-CP có hiệu lực.", Effect()),
        ("Hợp đồng có hiệu lực từ ngày 01/02/2027.", Effect()),
    ],
)
def test_the_force_of_a_document(line: str, effect: Effect) -> None:
    assert read_effect(f"QUYẾT ĐỊNH\n{line}\n", "2027-01-20") == effect


def test_without_a_date_the_day_of_signing_is_not_known() -> None:
    assert read_effect("Quyết định này có hiệu lực kể từ ngày ký.", None) == Effect()


@pytest.mark.parametrize(
    ("head", "draft"),
    [
        ("| UBND TỈNH SƠN LA | CỘNG HÒA |\n\n**DỰ THẢO**\n\nKẾ HOẠCH", True),
        ("Dự thảo lần 2\nQUYẾT ĐỊNH", True),
        ("DỰ THẢO (ngày 3/4/2027)\nKẾ HOẠCH", True),
        ("KẾ HOẠCH\nLấy ý kiến dự thảo Luật Thư viện", False),
        ("KẾ HOẠCH\nDự thảo nghị quyết trình kỳ họp thứ 9.", False),
    ],
)
def test_a_draft_says_so_in_its_head(head: str, draft: bool) -> None:
    assert is_draft(head) is draft
