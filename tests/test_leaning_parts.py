"""Turns that lean on a part of what was told (a document, a thing, words in quotes) or have parts, over two plans of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from assistant.types import Turn
from tests.index_helpers import asking

SON_LA = """\
ỦY BAN NHÂN DÂN TỈNH SƠN LA
Số: 33/KH-UBND
Sơn La, ngày 4 tháng 5 năm 2026

KẾ HOẠCH
Phát triển đàn bò giai đoạn 2026 - 2030 trên địa bàn tỉnh Sơn La

I. MỤC TIÊU ĐẾN NĂM 2030
1. Xây 14 trạm thú y cơ sở.
2. Đào tạo 220 thú y viên.

II. NHIỆM VỤ
1. Kiến nghị 2 nhóm việc: 3 mô hình chăn nuôi; 4 giống cỏ.
2. Tỉnh đề xuất 3 mô hình chăn nuôi: hợp tác xã; Quỹ Giống bò Tà Xùa, trang trại góp vốn còn Hội Chăn nuôi giữ tiền; chợ gia súc.
3. Phương châm “3 cùng, một cửa”: ba cùng là cùng bàn, cùng nuôi, cùng bán; một cửa nghĩa là mỗi hộ chỉ nộp hồ sơ tại một trạm.
4. Trạm Khuyến nông chủ trì mở các lớp thú y ngắn hạn cho trưởng bản, thú y viên và chủ trang trại.

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
a) Lập bản đồ đồng cỏ, phục vụ Quyết định số 45/QĐ-TTg ngày 08 tháng 3 năm 2023 phê duyệt Đề án “Dữ liệu đàn vật nuôi”.
b) Các đơn vị báo cáo kết quả thực hiện Kế hoạch về Sở Nông nghiệp và Môi trường chậm nhất là ngày 20 tháng 10 hằng năm.
2. Đề nghị Đại học Sơn La
a) Mở ngành chăn nuôi đại gia súc.
b) Cử giảng viên dạy nghề thú y ở các bản.
3. Trường Cao đẳng Nghề Mộc Châu
a) Miễn học phí nghề thú y cho học viên vùng cao.
b) Liên kết với trang trại để học viên thực hành.
"""
DIEN_BIEN = """\
ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN
Số: 61/KH-UBND
Điện Biên, ngày 9 tháng 6 năm 2026

KẾ HOẠCH
Phát triển đàn bò giai đoạn 2026 - 2030 trên địa bàn tỉnh Điện Biên

I. MỤC TIÊU ĐẾN NĂM 2030
1. Xây 9 trạm thú y cơ sở.
2. Đào tạo 150 thú y viên.

II. TỔ CHỨC THỰC HIỆN
1. Sở Ngoại vụ
a) Đưa thú y viên sang Lào học tập.
2. Sở Nông nghiệp và Môi trường
a) Tiêm phòng cho đàn bò giáp biên.
"""
MODELS = "Sơn La kiến nghị những nhóm việc nào?"
DECISION = "Ở Sơn La, việc lập bản đồ đồng cỏ phục vụ quyết định nào?"
PASTURES = "Sở Nông nghiệp và Môi trường Sơn La được giao những nhiệm vụ gì?"
STATIONS = "Đến năm 2030 Sơn La đào tạo bao nhiêu thú y viên?"


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    texts = {"son-la": SON_LA, "dien-bien": DIEN_BIEN}
    with asking(tmp_path_factory.mktemp("plans"), texts) as assistant:
        yield assistant


def last(plans: PolicyAssistant, *turns: str) -> tuple[str, str, list[str]]:
    """(outcome, text, clauses cited) of the last of some turns."""
    history: list[Turn] = []
    for turn in turns:
        answer = plans.ask(turn, history=history)
        history.append(Turn(turn, answer.standalone_question))
    cited = dict.fromkeys(f"{c.document_id} {c.address}" for c in answer.citations)
    return answer.outcome, answer.text, list(cited)


@pytest.mark.parametrize(
    "turns",
    [
        (DECISION, "Quyết định đó tên đề án là gì, ngày bao nhiêu?"),
        (DECISION, "Quyết định ấy ban hành ngày nào?"),
        (PASTURES, "quyet dinh do ban hanh ngay nao"),
        (PASTURES, "Quyết định 45 nêu trong đó ban hành ngày nào và duyệt đề án gì?"),
        (PASTURES, "Quyết định 45 được nhắc ở trên ký ngày nào?"),
    ],
)
def test_a_document_that_a_clause_cites_is_told_by_that_clause(
    plans: PolicyAssistant, turns: tuple[str, ...]
):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, cited) == ("answered", ["son-la mục III.1.a"]), text


@pytest.mark.parametrize(
    ("turns", "clause"),
    [
        ((MODELS, "còn ba mô hình thì sao?"), "son-la mục II.2"),
        ((MODELS, "thế còn 3 mô hình chăn nuôi?"), "son-la mục II.2"),
        (
            (MODELS, "còn ba mô hình thì sao?", "Trong số đó, cái quỹ ai góp vốn, ai giữ tiền?"),
            "son-la mục II.2",
        ),
        ((MODELS, "con ba mo hinh thi sao", "trong do quy do ai gop von"), "son-la mục II.2"),
        (("Ở Sơn La “3 cùng” là những gì?", "thế còn “một cửa”?"), "son-la mục II.3"),
        (("Ở Sơn La “3 cùng” là những gì?", 'Còn "một cửa" thì sao?'), "son-la mục II.3"),
    ],
)
def test_an_item_told_of_is_asked_for_in_full(plans: PolicyAssistant, turns: tuple[str, ...], clause: str):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, cited[:1]) == ("answered", [clause]), text


@pytest.mark.parametrize(
    "turns",
    [
        ("Đại học Sơn La được giao những việc gì?",),
        ("dai hoc son la duoc giao nhung viec gi",),
        ("Sở Ngoại vụ Sơn La được giao nhiệm vụ gì?", "Còn Đại học Sơn La?"),
        (PASTURES, "Thế còn Đại học Sơn La thì sao?"),
    ],
)
def test_a_body_that_only_its_place_tells_has_its_duties(plans: PolicyAssistant, turns: tuple[str, ...]):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, cited) == ("answered", ["son-la mục III.2.a", "son-la mục III.2.b"]), text


@pytest.mark.parametrize(
    "turn",
    [
        "Em dạy ở Trường Cao đẳng Nghề Mộc Châu, trường em được giao những việc gì?",
        "Tôi là giảng viên của Trường Cao đẳng Nghề Mộc Châu. Trường tôi phải làm những việc gì?",
        "minh cong tac o truong cao dang nghe moc chau, truong minh duoc giao viec gi",
    ],
)
def test_who_asks_as_himself_is_told_all_duties_of_his_body(plans: PolicyAssistant, turn: str):
    outcome, text, cited = last(plans, turn)
    assert (outcome, cited) == ("answered", ["son-la mục III.3.a", "son-la mục III.3.b"]), text


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        ((STATIONS, "Is that more than Dien Bien wants?"), ["220", "150"]),
        ((STATIONS, "Is it less than in Dien Bien?"), ["220", "150"]),
        ((STATIONS, "Điện Biên cũng mức đó hả?"), ["150"]),
        ((STATIONS, "the o dien bien cung con so ay a"), ["150"]),
        (
            ("Sở Ngoại vụ ở Sơn La và ở Điện Biên được giao gì?",),
            ["Lào học tập", "Sơn La không giao nhiệm vụ riêng"],
        ),
        (
            (
                "Sơn La và Điện Biên xây bao nhiêu trạm thú y, có khác nhau không?",
                "Mỗi nơi đào tạo bao nhiêu thú y viên?",
            ),
            ["220", "150"],
        ),
    ],
)
def test_what_was_asked_of_one_place_is_asked_of_the_other(
    plans: PolicyAssistant, turns: tuple[str, ...], says: list[str]
):
    _, text, _ = last(plans, *turns)
    assert [said for said in says if said not in text] == [], text
