"""What is in force on a day: documents that replace, amend, repeal, expire, are drafts, one after the other."""

from __future__ import annotations

from datetime import date

from assistant.documents.cards import read_card
from assistant.documents.effect import DRAFT, is_draft, read_effect
from assistant.index import Force, build_catalog, days_of_change
from assistant.settings import Settings
from assistant.types import Catalog, Document

HEAD = """ỦY BAN NHÂN DÂN TỈNH SƠN LA	CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: {number}	Độc lập - Tự do - Hạnh phúc
	Sơn La, ngày {day} tháng {month} năm {year}

QUYẾT ĐỊNH
{title}

"""
RULES = """Điều 1. Phí chợ đêm
1. Quầy nhỏ: 30.000 đồng/đêm.
2. Quầy lớn: 70.000 đồng/đêm.
Điều 2. Trách nhiệm
1. Sở Công Thương kiểm tra hằng quý.
Điều 3. Giờ mở cửa
Chợ mở từ 17 giờ.
"""
FIRST = """Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 4/2024/QĐ-UBND
1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:
“1. Quầy nhỏ: 40.000 đồng/đêm.”
2. Bổ sung khoản 3 vào sau khoản 2 Điều 1 như sau:
“3. Xe đẩy: 10.000 đồng/đêm.”
3. Bãi bỏ Điều 3.
4. Thay thế cụm từ “Sở Công Thương” bằng cụm từ “Sở Tài chính” tại Điều 2.
Điều 2. Hiệu lực
Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2025.
"""
SECOND = """Điều 1. Sửa đổi khoản 1 Điều 1 Quyết định số 4/2024/QĐ-UBND như sau:
“1. Quầy nhỏ: 55.000 đồng/đêm.”
Điều 2. Hiệu lực
Quyết định này có hiệu lực từ ngày 01 tháng 9 năm 2025.
"""
THIRD = """Điều 1. Phí chợ đêm
1. Quầy nhỏ: 60.000 đồng/đêm.
Điều 2. Hiệu lực
Quyết định này có hiệu lực từ ngày 01/01/2026 đến hết ngày 31/12/2026 và thay thế Quyết định số 4/2024/QĐ-UBND.
"""


def document(identifier: str, number: str, when: str, body: str, **more: object) -> Document:
    year, month, day = when.split("-")
    title = f"Về chợ đêm {identifier}"
    text = HEAD.format(number=number, day=day, month=month, year=year, title=title) + body
    card, effect = read_card(text), read_effect(text, when)
    return Document(
        identifier, title, f"Quyết định {number}", "Quyết định", "official", text, number, card.issuer, "Sơn La", when,
        DRAFT if is_draft(text) else None, effective=effect.effective, expires=effect.expires, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def catalog(*documents: Document) -> Catalog:
    return build_catalog(documents, Settings())


MARKET = document("cho", "4/2024/QĐ-UBND", "2024-01-10", RULES)
AMENDED = (MARKET, document("sua-1", "2/2025/QĐ-UBND", "2025-02-15", FIRST))
CHAIN = (*AMENDED, document("sua-2", "31/2025/QĐ-UBND", "2025-08-20", SECOND))
WHOLE = (*CHAIN, document("moi", "77/2025/QĐ-UBND", "2025-12-20", THIRD))


def states(force: Force, *clauses: str) -> list[tuple[str, str | None]]:
    found = [force.clause(*clause.split("#")) for clause in clauses]
    return [(standing.state, standing.since) for standing in found]


def test_before_an_amendment_the_old_text_is_in_force_and_the_new_is_not_yet() -> None:
    force = Force(catalog(*AMENDED), date(2025, 2, 28))
    assert states(force, "cho#dieu-1.1", "cho#dieu-3", "sua-1#dieu-1.1.q-1", "sua-1#dieu-1.2.q-3") == [
        ("in_force", None),
        ("in_force", None),
        ("not_yet", "2025-03-01"),
        ("not_yet", "2025-03-01"),
    ]
    assert [r.since for r in force.coming("cho", "dieu-1.1")] == ["2025-03-01"]


def test_an_amendment_replaces_repeals_puts_in_and_changes_words() -> None:
    made = catalog(*AMENDED)
    force = Force(made, date(2025, 3, 1))
    amended = ("amended", "2025-03-01")
    repealed = ("repealed", "2025-03-01")
    kept = ("in_force", None)
    clauses = ("cho#dieu-1.1", "cho#dieu-1.2", "cho#dieu-3", "cho#dieu-3.p1", "sua-1#dieu-1.1.q-1")
    assert states(force, *clauses) == [amended, kept, repealed, repealed, kept]
    origin = force.origin("sua-1", "dieu-1.2.q-3")
    assert origin
    assert (origin.change, origin.address) == ("insert", "khoản 3 Điều 1")
    (duty,) = force.in_force(made).responsibilities
    assert (duty.agency, duty.agencies) == ("Sở Tài chính", ("Sở Tài chính",))
    assert "Sở Công Thương" in duty.quote


def test_of_several_amendments_of_a_clause_the_last_holds() -> None:
    clauses = ("cho#dieu-1.1", "sua-1#dieu-1.1.q-1", "sua-2#dieu-1.q-1")
    before, after = (Force(catalog(*CHAIN), date(2025, month, 1)) for month in (8, 9))
    assert [state for state, _ in states(before, *clauses)] == ["amended", "in_force", "not_yet"]
    assert [state for state, _ in states(after, *clauses)] == ["amended", "amended", "in_force"]


def test_what_amends_a_replaced_document_ends_with_it() -> None:
    force = Force(catalog(*WHOLE), date(2026, 5, 1))
    assert [force.document(d.id).state for d in WHOLE] == ["replaced", "in_force", "in_force", "in_force"]
    assert force.clause("sua-2", "dieu-1.q-1").state == "replaced"
    (by,) = force.predecessors("moi")
    assert (by.target, by.since) == ("cho", "2026-01-01")


def test_a_document_ends_the_day_after_its_last() -> None:
    made = catalog(*WHOLE)
    standings = [Force(made, day).document("moi") for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert [(s.state, s.since) for s in standings] == [("in_force", None), ("expired", "2027-01-01")]
    assert days_of_change(made) == ["2025-03-01", "2025-09-01", "2026-01-01", "2027-01-01"]


def test_a_draft_changes_nothing() -> None:
    draft = document("du-thao", "9/2025/QĐ-UBND", "2025-02-15", FIRST)
    draft = Document(**{name: getattr(draft, name) for name in draft.__slots__} | {"status": "Dự thảo lần 2"})
    force = Force(catalog(MARKET, draft), date(2026, 1, 1))
    assert force.document("du-thao").state == "draft"
    assert states(force, "cho#dieu-1.1", "cho#dieu-3") == [("in_force", None), ("in_force", None)]


def test_the_manifest_may_say_what_a_document_replaces() -> None:
    quiet = document("moi", "8/2026/QĐ-UBND", "2026-02-02", RULES, replaces=("4/2024/QĐ-UBND",))
    force = Force(catalog(MARKET, quiet), date(2026, 3, 1))
    assert (force.document("cho").state, force.document("cho").since) == ("replaced", "2026-02-02")


def test_another_province_s_document_of_the_same_number_is_not_meant() -> None:
    elsewhere = Document(
        "kh", "Về chợ", "QĐ 4", "Quyết định", "official", RULES, "4/2024/QĐ-UBND", place="Huế"
    )
    (relation, *_) = catalog(elsewhere, AMENDED[1]).relations
    assert relation.target is None


def test_a_decree_is_not_amended_by_a_province() -> None:
    body = "Điều 1. Bãi bỏ Điều 2 Nghị định số 5/2024/NĐ-CP.\n"
    assert catalog(document("de-xuat", "6/2025/QĐ-UBND", "2025-03-03", body)).relations == ()


def test_new_text_stands_under_the_headings_of_what_it_amends() -> None:
    made = catalog(*AMENDED)
    chunks = {chunk.section_id: chunk for chunk in made.chunks if chunk.document_id == "sua-1"}
    assert chunks["dieu-1.1.q-1"].headings[-1] == "Điều 1. Phí chợ đêm"
    assert chunks["dieu-1.2.q-3"].headings[-1] == "Điều 1. Phí chợ đêm"
