"""Where the name of a body ends, and what comes out of a duty and to whom it goes, in sentences of many kinds."""

from __future__ import annotations

import pytest

from assistant.documents import parse_sections
from assistant.language.text import nfc
from assistant.registers import extract_responsibilities
from assistant.types import Document, Responsibility


def duties(words: str) -> tuple[Responsibility, ...]:
    document = Document("d", "Quyết định", "Quyết định", "decision", "official", nfc(words), place="Huế")
    return extract_responsibilities(document, parse_sections(document))


def duty(sentence: str) -> Responsibility:
    """The one duty of an article that shares out the work."""
    (row,) = duties(f"QUYẾT ĐỊNH\nĐiều 3. Tổ chức thực hiện\n{sentence}\n")
    return row


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("1. Chủ tịch Ủy ban nhân dân tỉnh trực tiếp chỉ đạo công tác sơ tán.", "Chủ tịch Ủy ban nhân dân tỉnh"),
        ("1. Đơn vị trực tiếp quản lý hồ đập báo cáo Sở Công Thương.", "Đơn vị trực tiếp quản lý hồ đập"),
        ("1. Giao Trung tâm Lưu trữ tỉnh cấu hình kho số.", "Trung tâm Lưu trữ tỉnh"),
        ("1. Giao Công an tỉnh trích xuất dữ liệu dân cư.", None),  # no verb that is known follows
        ("1. Sở Nội vụ các tỉnh ven biển báo cáo Bộ Nội vụ.", "Sở Nội vụ các tỉnh ven biển"),
        ("1. Đơn vị sự nghiệp công lập ban hành quy chế chi tiêu.", "Đơn vị sự nghiệp công lập"),
        ("1. Ban Quản lý Khu kinh tế mở Chân Mây lập dự toán.", "Ban Quản lý Khu kinh tế mở Chân Mây"),
        ("1. Chủ đầu tư công trình lập hồ sơ hoàn công.", "Chủ đầu tư công trình"),
        ("1. Hội đồng nhân dân tỉnh thống nhất giao Sở Y tế lập dự toán.", "Sở Y tế"),
        ("1. Bộ Xây dựng yêu cầu các trường gửi báo cáo về Vụ Vận tải.", "các trường"),
        ("1. Bộ Xây dựng tổng hợp, yêu cầu bổ sung hồ sơ.", "Bộ Xây dựng"),
        ("1. Tổ chức, cá nhân sử dụng lò hơi phải báo cáo Sở Xây dựng.", "Tổ chức, cá nhân sử dụng lò hơi"),
        ("1. Hồ sơ thiết kế phải trình Sở Xây dựng.", None),
        ("1. Đơn vị tư vấn lập báo cáo khảo sát.", "Đơn vị tư vấn"),
        ("1. Hội đồng nhân dân tỉnh giao Kế hoạch vốn hằng năm.", "Hội đồng nhân dân tỉnh"),
        ("1. Sở Y tế: Mức 200.000 đồng/buổi.", None),
        ("1. Sở Y tế chủ trì: …………", None),
        ("1. Chi cục Thú y phân loại cơ sở giết mổ.", "Chi cục Thú y"),
        ("1. Văn phòng đăng ký đất đai niêm yết danh sách.", "Văn phòng đăng ký đất đai"),
        (
            "1. Ban Quản lý dự án đầu tư xây dựng công trình thủy lợi chủ trì nghiệm thu.",
            "Ban Quản lý dự án đầu tư xây dựng công trình thủy lợi",
        ),
        (
            "1. Các sở: Tài chính, Y tế chủ trì thẩm định giá thuốc.",
            "Các sở: Tài chính, Y tế",
        ),
        ("1. Các sở: Chủ trì rà soát, và báo cáo Bộ Y tế.", "Các sở"),
        (
            "1. Đề nghị Hội Nông dân thành phố và các tổ chức chính trị - xã hội vận động hội viên.",
            "Hội Nông dân thành phố và các tổ chức chính trị - xã hội",
        ),
        (
            "1. Tổ chức, cá nhân khai thác cát, sử dụng mặt nước ven sông có trách nhiệm báo cáo Sở Xây dựng.",
            "Tổ chức, cá nhân khai thác cát, sử dụng mặt nước ven sông",
        ),
        (
            "1. Giám đốc Sở Y tế; Giám đốc các Sở: Tài chính, Nội vụ; Chủ tịch các xã chịu trách nhiệm thi hành Quyết định này.",
            "Giám đốc Sở Y tế; Giám đốc các Sở: Tài chính, Nội vụ; Chủ tịch các xã",
        ),
    ],
)  # fmt: skip
def test_a_name_ends_where_its_duty_begins(sentence: str, agency: str | None):
    rows = duties(f"QUYẾT ĐỊNH\nĐiều 3. Tổ chức thực hiện\n{sentence}\n")
    assert [row.agency for row in rows] == ([agency] if agency else [])


def test_departments_behind_a_colon_are_each_named():
    assert duty("1. Các sở: Tài chính, Y tế chủ trì thẩm định giá thuốc.").agencies == (
        "Sở Tài chính",
        "Sở Y tế",
    )


@pytest.mark.parametrize(
    ("sentence", "recipient", "product"),
    [
        ("1. Sở Y tế báo cáo kết quả Ủy ban nhân dân tỉnh.", "Ủy ban nhân dân tỉnh", "báo cáo kết quả"),
        ("1. UBND các xã, các địa phương phản ánh về Sở Nội vụ để báo cáo UBND tỉnh.", "Sở Nội vụ", None),
        ("1. Sở Nội vụ xây dựng, phê duyệt và triển khai kế hoạch tập huấn.", None, "kế hoạch tập huấn"),
        ("1. Sở Xây dựng công khai giá trong 05 ngày kể từ ngày ban hành Quyết định.", None, None),
        ("1. Sở Xây dựng thực hiện Quyết định số 5/QĐ-BXD của Bộ Xây dựng ban hành kế hoạch cấp nước.", None, None),
        ("1. Sở Y tế kiểm tra số liệu báo cáo của trạm y tế.", None, None),
        ("1. Sở Y tế định kỳ báo cáo tình hình dịch về Bộ Y tế.", "Bộ Y tế", "báo cáo tình hình dịch"),
        (
            "1. Sở Tài chính lập quy định áp dụng cho các cơ quan, tổ chức công lập.", None,
            "quy định áp dụng cho các cơ quan, tổ chức công lập",
        ),
    ],
)  # fmt: skip
def test_what_comes_out_and_to_whom_it_goes(sentence: str, recipient: str | None, product: str | None):
    row = duty(sentence)
    assert (row.recipient, row.product) == (recipient, product)


def test_a_line_that_only_tells_whose_duties_follow_is_no_duty():
    rows = duties(
        "QUYẾT ĐỊNH\nĐiều 4. Rà soát hộ nghèo\nUBND xã thực hiện các công việc sau:\n"
        "1. Lập danh sách hộ nghèo.\n2. Niêm yết danh sách."
    )
    assert [(row.agency, row.task) for row in rows] == [
        ("UBND xã", "Lập danh sách hộ nghèo."),
        ("UBND xã", "Niêm yết danh sách."),
    ]


def test_a_line_that_tells_what_may_be_decided_is_no_lead_in():
    rows = duties(
        "QUYẾT ĐỊNH\nĐiều 4. Phân cấp\nUBND xã quyết định đối với các nội dung sau:\n1. Định mức xe.\n2. Định mức máy tính."
    )
    assert [row.task for row in rows] == ["quyết định đối với các nội dung sau:"]


def test_the_lines_below_a_label_are_the_task_and_the_lead_names_its_partners():
    (row,) = duties(
        "KẾ HOẠCH\nIII. HOẠT ĐỘNG\na) Hoạt động 1\n- Nội dung:\n+ Mở lớp tập huấn thú y.\n"
        "- Cơ quan thực hiện: Sở Y tế chủ trì, phối hợp với Hội Nông dân, các đơn vị liên quan.\n"
    )
    assert (row.agency, row.task, row.partners) == (
        "Sở Y tế", "Mở lớp tập huấn thú y.", ("Hội Nông dân", "các đơn vị liên quan"),
    )  # fmt: skip


TABLE = """QUYẾT ĐỊNH
II. PHỤ LỤC
| STT | Giấy tờ | {head} |
| --- | --- | --- |
| 1 | Giấy khai sinh bản chính | Bộ Tư pháp |
| 2 | Giấy phép lái xe hạng B | Bộ Công an |
| 3 | Sổ bảo hiểm của người lao động | Bộ Nội vụ |
"""


@pytest.mark.parametrize(
    ("head", "leads"),
    [
        ("Cơ quan chủ trì", True),
        ("Phân công", True),
        ("Sở, ngành", True),
        ("Chủ quản dữ liệu", False),
        ("Nơi cấp", False),
    ],
)
def test_bodies_below_a_head_lead_where_it_says_so(head: str, leads: bool):
    agencies = [row.agency for row in duties(TABLE.format(head=head))]
    assert agencies == (["Bộ Tư pháp", "Bộ Công an", "Bộ Nội vụ"] if leads else [])


def test_the_boxes_of_a_signature_are_no_duties():
    box = "| THƯ KÝ (Ký tên) | CHỦ TỊCH HỘI ĐỒNG (Ký tên) |\n| --- | --- |\n| Ngày tháng năm | HỘI ĐỒNG THẨM ĐỊNH |\n"
    assert duties(f"BÁO CÁO\nI. KẾT QUẢ\n{box}") == ()
