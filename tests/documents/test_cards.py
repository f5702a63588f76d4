"""Cards: what a document's own head and foot say, a portal's table, and what its attachments call it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from assistant.documents.cards import Card, is_notice, kind_of_number, read_card
from assistant.language.text import nfc

HEAD = ("kind", "number", "issuer", "place", "date", "title")

TABLE_HEAD = """Trang chủ > Văn bản
| ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc |
| Số: 0123/KH-UBND | Lâm Đồng, ngày 5 tháng 3 năm 2025 |

**KẾ HOẠCH**
**PHÁT TRIỂN DU LỊCH SỐ, AI VÀ STEM TẠI LÂM ĐỒNG THEO NGHỊ QUYẾT SỐ 57-NQ/TW NGÀY 22/12/2024**

I. MỤC TIÊU
"""
COLUMN_HEAD = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
THÀNH PHỐ HUẾ            Độc lập - Tự do - Hạnh phúc
Số: 45/KH-UBND           Huế, ngày 07 tháng 8 năm 2025

KẾ HOẠCH
Bảo tồn nhà vườn
"""
LINE_HEAD = """THỦ TƯỚNG CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 77/QĐ-TTg
Hà Nội, ngày 09 tháng 01 năm 2026

QUYẾT ĐỊNH
Phê duyệt Chương trình phát triển thư viện

Điều 1. Phê duyệt.
"""
CITING_HEAD = """KẾ HOẠCH
TRIỂN KHAI QUYẾT ĐỊNH SỐ 1002/QĐ-TTG NGÀY 24/5/2025
Ủy ban nhân dân thành phố Đà Nẵng ban hành kế hoạch như sau:
"""


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            TABLE_HEAD,
            {
                "kind": "Kế hoạch",
                "number": "0123/KH-UBND",
                "issuer": "Ủy ban nhân dân tỉnh Lâm Đồng",
                "place": "Lâm Đồng",
                "date": "2025-03-05",
                "title": "Kế hoạch phát triển du lịch số, AI và STEM tại Lâm Đồng theo nghị quyết số 57-NQ/TW ngày 22/12/2024",
            },
        ),
        (
            COLUMN_HEAD,
            {
                "kind": "Kế hoạch",
                "number": "45/KH-UBND",
                "issuer": "Ủy ban nhân dân thành phố Huế",
                "place": "Huế",
                "date": "2025-08-07",
                "title": "Kế hoạch Bảo tồn nhà vườn",
            },
        ),
        (
            LINE_HEAD,  # the Prime Minister signs in Hà Nội, for the whole country
            {
                "kind": "Quyết định",
                "number": "77/QĐ-TTg",
                "issuer": "Thủ tướng Chính phủ",
                "place": None,
                "date": "2026-01-09",
                "title": "Quyết định Phê duyệt Chương trình phát triển thư viện",
            },
        ),
        (
            CITING_HEAD,  # number and date belong to the decision that is cited
            {
                "kind": "Kế hoạch",
                "number": None,
                "issuer": None,
                "place": "Đà Nẵng",
                "date": None,
                "title": "Kế hoạch triển khai quyết định số 1002/QĐ-TTG ngày 24/5/2025",
            },
        ),
        ("Hà Nội sẽ đào tạo nhân lực số\nTheo Sở Khoa học và Công nghệ, ...", {}),
    ],
    ids=["table", "columns", "lines", "cited number", "press"],
)
def test_metadata_is_read_from_the_documents_own_head(text: str, fields: dict[str, Any]):
    card = asdict(read_card(nfc(text)))
    assert {name: card[name] for name in HEAD} == dict.fromkeys(HEAD) | fields


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("93 /KH-UBND", "93/KH-UBND"),
        ("93/ KH-UBND", "93/KH-UBND"),
        ("08/2027 /NQ-HĐND", "08/2027/NQ-HĐND"),
        ("93/KH-TT&DL", "93/KH-TT&DL"),
        ("93–KH/TU", "93–KH/TU"),
        ("93/QĐ-HĐTĐ,KT", "93/QĐ-HĐTĐ,KT"),
        ("3.12/2027/NQ-CP", "3.12/2027/NQ-CP"),
        ("93/KH-UBND, Huế", "93/KH-UBND"),
        ("93/KH-UBND - Huế", "93/KH-UBND"),
        ("     /KH-UBND", None),
        ("27     /TTr-SXD", "27/TTr-SXD"),
        ("3140/BCT-ĐL&NLTT", "3140/BCT-ĐL&NLTT"),
        ("61/KL-SCT,KH,TC", "61/KL-SCT,KH,TC"),
        ("14 - KH/HU", "14-KH/HU"),
        ("58/КН-UBND", "58/KH-UBND"),  # the first two letters are Cyrillic
        ("58/ΚΗ-UBND", "58/KH-UBND"),  # and Greek
    ],
)
def test_the_number_of_a_head_is_read_whole(written: str, number: str | None):
    head = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {written}\n\nKẾ HOẠCH\nTrồng rừng\n"
    assert read_card(nfc(head)).number == number


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH AN BÌNH", "Ủy ban nhân dân tỉnh An Bình"),
        ("HỘI ĐỒNG NHÂN DÂN HUYỆN SÔNG MÂY", "Hội đồng nhân dân huyện Sông Mây"),
        ("ỦY BAN NHÂN DÂN PHƯỜNG TÂN LẬP", "Ủy ban nhân dân phường Tân Lập"),
        ("BAN CHỈ ĐẠO THÀNH PHỐ THÔNG MINH", "Ban Chỉ đạo thành phố thông minh"),
    ],
)
def test_the_name_of_a_place_that_is_not_known_has_its_capitals(head: str, issuer: str):
    text = f"{head}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nTrồng rừng\n"
    assert read_card(nfc(text)).issuer == issuer


DEPARTMENT = """| ỦY BAN NHÂN DÂN TỈNH LÀO CAI SỞ NGOẠI VỤ ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do |
| Số: 88 /TTr-SNgV | Lào Cai, ngày 3 tháng 6 năm 2027 |

**TỜ TRÌNH**
Về việc cử đoàn đi học tập
Kính gửi: Ủy ban nhân dân tỉnh Lào Cai
"""
LETTER = """BỘ TÀI CHÍNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CỤC HẢI QUAN\tĐộc lập - Tự do - Hạnh phúc
Số: 702/CT-GSQL\tHà Nội, ngày 12 tháng 5 năm 2027
V/v khai báo hàng quá cảnh

Kính gửi: Các Chi cục Hải quan khu vực
"""
PARTY = """ĐẢNG BỘ TỈNH CÀ MAU
ĐẢNG ỦY XÃ KHÁNH AN
*
Số 19-KL/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Khánh An, ngày 08 tháng 01 năm 2027

KẾT LUẬN
VỀ CÔNG TÁC CÁN BỘ NỮ
GIAI ĐOẠN 2027 - 2030

I- TÌNH HÌNH
"""
SAME_ROW = """| **BỘ Y TẾ** ------- | **CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM** |
| Số: 05/CĐ-BYT | *Hà Nội, ngày 09/02/2027* | **CÔNG ĐIỆN** VỀ VIỆC TRỰC CẤP CỨU TRONG DỊP TẾT **BỘ TRƯỞNG BỘ Y TẾ** |
"""
CONSOLIDATED = """| BỘ CÔNG THƯƠNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
| Số: 11/VBHN-BCT | Hà Nội, ngày 02 tháng 4 năm 2027 |
THÔNG TƯ
QUY ĐỊNH VỀ KHO CHỨA KHÍ
Thông tư số 04/2020/TT-BCT ngày 05 tháng 5 năm 2020 quy định về kho chứa khí, được sửa đổi bởi:
"""
WITH_FORM = """QUY CHẾ
LÀM VIỆC CỦA TỔ BẦU CỬ

Điều 1. Phạm vi
Quy chế này quy định việc của tổ.
Điều 2. Mẫu giấy
Mẫu số 1
Dòng này và các dòng sau là mẫu.
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 01/BC-TBC
BÁO CÁO
"""
PORTAL = """| Đang tải văn bản... # **Số hiệu:** | 31/2027/QĐ-UBND |

| **Loại văn bản:** | Quyết định | **Nơi ban hành:** | Tỉnh Hưng Yên |

| **Người ký:** | Lê Thị Minh | **Ngày ban hành:** | 15/03/2027 |

| **Ngày hiệu lực:** | Đang cập nhật |

Toàn văn sẽ được đăng sau.
"""


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            DEPARTMENT,  # the body above it, then the department that issues
            {
                "kind": "Tờ trình",
                "number": "88/TTr-SNgV",
                "issuer": "Sở Ngoại vụ tỉnh Lào Cai",
                "place": "Lào Cai",
                "date": "2027-06-03",
                "title": "Tờ trình Về việc cử đoàn đi học tập",
            },
        ),
        (
            LETTER,  # "CT" is the department's short name here, and the letter no chỉ thị
            {
                "kind": "Công văn",
                "number": "702/CT-GSQL",
                "issuer": "Cục Hải quan",
                "date": "2027-05-12",
                "title": "Công văn về việc khai báo hàng quá cảnh",
            },
        ),
        (
            PARTY,
            {
                "kind": "Kết luận",
                "number": "19-KL/ĐU",
                "issuer": "Đảng ủy xã Khánh An",
                "date": "2027-01-08",
                "title": "Kết luận về công tác cán bộ nữ giai đoạn 2027 - 2030",
            },
        ),
        (
            SAME_ROW,
            {
                "kind": "Công điện",
                "number": "05/CĐ-BYT",
                "issuer": "Bộ Y tế",
                "date": "2027-02-09",
                "title": "Công điện về việc trực cấp cứu trong dịp tết bộ trưởng bộ y tế",
            },
        ),
        (
            CONSOLIDATED,
            {
                "kind": "Văn bản hợp nhất",
                "number": "11/VBHN-BCT",
                "issuer": "Bộ Công Thương",
                "date": "2027-04-02",
                "title": "Văn bản hợp nhất Thông tư quy định về kho chứa khí",
            },
        ),
        (WITH_FORM, {"kind": "Quy chế", "title": "Quy chế làm việc của tổ bầu cử"}),
        (
            PORTAL,
            {
                "kind": "Quyết định",
                "number": "31/2027/QĐ-UBND",
                "issuer": "Ủy ban nhân dân tỉnh Hưng Yên",
                "place": "Hưng Yên",
                "date": "2027-03-15",
                "title": "Quyết định số 31/2027/QĐ-UBND",
            },
        ),
        (
            "**QCVN 14-2:2027/BYT**\n\nQUY CHUẨN KỸ THUẬT QUỐC GIA\nVỀ NƯỚC UỐNG ĐÓNG CHAI\n\n1.1. Phạm vi điều chỉnh",
            {
                "kind": "Quy chuẩn",
                "number": "QCVN 14-2:2027/BYT",
                "title": "Quy chuẩn kỹ thuật quốc gia về nước uống đóng chai",
            },
        ),
    ],
    ids=["department", "letter", "party", "same row", "consolidated", "form", "portal", "standard"],
)
def test_a_card_is_read_from_every_form_of_a_head(text: str, fields: dict[str, Any]):
    card = asdict(read_card(nfc(text)))
    assert {name: card[name] for name in HEAD} == dict.fromkeys(HEAD) | fields


GAZETTE = """Thông tư
liên tịch của Bộ Thủy lợi - Tài chính
số 31/1997/TTLT-BTL-BTC ngày 4 tháng 2 năm1997 Hướng dẫn thu thủy lợi phí

Căn cứ Nghị định số 112-HĐBT ngày 25/8/1984;
"""


def test_a_head_in_running_text_is_read_as_the_gazette_wrote_it():
    card = read_card(nfc(GAZETTE))
    assert (card.kind, card.number, card.issuer, card.date, card.title) == (
        "Thông tư",
        "31/1997/TTLT-BTL-BTC",
        "Bộ Thủy lợi - Tài chính",
        "1997-02-04",
        "Thông tư Hướng dẫn thu thủy lợi phí",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo của ông Lê Văn Tám\nsố liệu năm 2026",
        "Ý kiến của Sở Y tế về Quyết định số 5/QĐ-UBND ngày 1/2/2027",
        "Kế hoạch của xã\nthực hiện Quyết định số 5/QĐ-UBND ngày 1/2/2027 của tỉnh",
    ],
)
def test_running_text_that_cites_a_number_is_no_head(text: str):
    assert read_card(nfc(text)) == Card()


def test_a_table_with_one_label_of_a_portal_is_no_portals():
    assert read_card("| Số hiệu: | 14 |\n| Tên máy: | Máy bơm |\n") == Card()


@pytest.mark.parametrize(
    ("attachments", "number", "dated"),
    [
        (
            ["(Ban hành kèm theo Thông tư số 8/2027/TT-BNV ngày 6 tháng 7 năm 2027)"],
            "8/2027/TT-BNV",
            "2027-07-06",
        ),
        (["(Kèm theo Thông tư số 8/2027/TT-BNV)", "(Kèm theo Thông tư số 9/2027/TT-BNV)"], None, None),
        (["(Kèm theo Quyết định số 8/QĐ-BNV)"], None, None),  # another kind
        (["Phụ lục ban hành kèm theo Thông tư số 8/2027/TT-BNV"], None, None),  # cited in running text
        (["(Kèm theo Thông tư số 3/2026/TT-BNV)"], None, None),  # the title cites it
    ],
)
def test_a_document_without_letterhead_is_named_as_its_attachments_name_it(
    attachments: list[str], number: str | None, dated: str | None
):
    text = "\n".join(
        [
            "THÔNG TƯ",
            "SỬA ĐỔI THÔNG TƯ SỐ 3/2026/TT-BNV",
            "Điều 1. Sửa đổi.",
            "PHỤ LỤC",
            *attachments,
        ]
    )
    card = read_card(text)
    assert (card.number, card.date) == (number, dated)


@pytest.mark.parametrize(
    ("foot", "signed"),
    [
        (
            "| Nơi nhận: - Như trên; - Lưu: VT. | **KT. GIÁM ĐỐC** PHÓ GIÁM ĐỐC **Trịnh Hoà Bình** |",
            ("Trịnh Hoà Bình", "Phó Giám đốc"),  # a name stays as it is written
        ),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký)\n\nĐặng Thị Y",
            ("Đặng Thị Y", "Phó Chủ tịch"),
        ),
        (
            "Nơi nhận:      BỘ TRƯỞNG\n- Như Điều 3;\n- Lưu: VT.      \n               Thượng tướng Hồ Sĩ An",
            ("Hồ Sĩ An", "Bộ trưởng"),
        ),
        ("| Lưu: VT. | T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ Võ Kim |", ("Võ Kim", "Phó Bí thư")),
        ("| Nơi nhận: | GIÁM ĐỐC (Ký, ghi rõ họ tên) |", (None, None)),  # a form
        ("GIÁM ĐỐC SỞ Y TẾ\nCăn cứ Luật Dược;", (None, None)),  # who decides, above the grounds
        ("CHỦ TỊCH\n1. Phân công nhiệm vụ", (None, None)),
    ],
)
def test_who_signed_stands_below_the_office(foot: str, signed: tuple[str | None, str | None]):
    card = read_card(nfc(f"{DEPARTMENT}\n1. Nội dung.\n\n{foot}\n"))
    assert (card.signer, card.signer_office) == signed


def test_the_first_signature_counts_and_not_that_of_a_form_below_it():
    text = f"{LETTER}\nCỤC TRƯỞNG\nMai Văn Ba\n\nMẪU SỐ 1\nGIÁM ĐỐC\nNgô Văn Tư\n"
    assert read_card(text).signer == "Mai Văn Ba"


def test_recipients_and_grounds_are_lists():
    text = (
        "QUYẾT ĐỊNH\nVề việc khen thưởng\nCăn cứ Luật Thi đua;\n*Căn cứ Nghị định số 98/2023/NĐ-CP;*\n"
        "Theo đề nghị của Chánh Văn phòng.\nQUYẾT ĐỊNH:\nĐiều 1. Khen thưởng.\nCăn cứ kết quả, thủ trưởng xét tiếp.\n"
        "Nơi nhận:\n- Như Điều 3;\n- Bộ Nội vụ (để báo cáo);\n- Lưu: VT, TCCB.\n"
    )
    card = read_card(nfc(text))
    assert card.grounds == (
        "Căn cứ Luật Thi đua",
        "Căn cứ Nghị định số 98/2023/NĐ-CP",
        "Theo đề nghị của Chánh Văn phòng",
    )
    assert card.recipients == ("Như Điều 3", "Bộ Nội vụ (để báo cáo)")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("12/KH-UBND", "Kế hoạch"),
        ("04/2027/TT-BNV", "Thông tư"),
        ("7-CTr/TU", "Chương trình"),
        ("882/BNV-TCBC", None),
        (None, None),
    ],
)
def test_the_letters_of_a_number_tell_its_kind(number: str | None, kind: str | None):
    assert kind_of_number(number) == kind


def test_what_a_site_writes_around_a_document_is_no_title():
    assert is_notice("| Bản dịch này thuộc quyền sở hữu của trang |")
    assert is_notice("**Trang chủ** > Văn bản")
    assert not is_notice("# Quy ước thôn Bàu Sen")


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH TRÀM HẢI", "Tràm Hải"),
        ("HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ SÔNG BIÊN", "Sông Biên"),
        ("ỦY BAN NHÂN DÂN TỈNH SƠN LA", "Sơn La"),
        ("ỦY BAN NHÂN DÂN XÃ BÀU SEN", None),
        ("BỘ TÀI CHÍNH", None),
    ],
)
def test_a_province_in_no_list_is_the_place_of_its_committee(issuer: str, place: str | None):
    head = f"{issuer}\nSố: 12/KH-UBND\nngày 7 tháng 8 năm 2025\n\nKẾ HOẠCH\nLàm muối sạch\n"
    assert read_card(nfc(head)).place == place
