"""Kinds of clauses that give bodies something to do, or only look as if they did: each in documents of its own."""

from __future__ import annotations

import pytest

from assistant.documents import parse_sections
from assistant.language.bodies import body_end
from assistant.language.text import nfc
from assistant.registers import extract_responsibilities
from assistant.types import Document, Responsibility


def duties(words: str, title: str = "QUY CHẾ") -> tuple[Responsibility, ...]:
    text = nfc(f"{title}\n{words}")
    document = Document("d", title, title, "regulation", "official", text, place="Huế")
    return extract_responsibilities(document, parse_sections(document))


def bodies(words: str) -> list[str]:
    return [row.agency for row in duties(words)]


def test_under_a_label_the_bodies_that_help_do_not_lead():
    rows = duties(
        "II. NHIỆM VỤ\n"
        "1. Trồng cây ven kênh Bầu Sen\n"
        "- Cơ quan thực hiện: Sở Nông nghiệp và Môi trường chủ trì; Sở Xây dựng, UBND phường Hòa Lạc phối hợp.\n"
        "2. Xây kho lưu trữ\n"
        "- Đơn vị chủ trì: Chi cục Thủy lợi; đơn vị phối hợp: Công an tỉnh, Sở Tài chính.\n"
        "3. Mở lớp học nghề\n"
        "- Cơ quan thực hiện: Sở Nội vụ chủ trì, các sở Tài chính, Y tế phối hợp.\n"
        "4. Lát vỉa hè\n"
        "- Đơn vị thực hiện: UBND phường Tân An (chủ trì), Công an phường (phối hợp).\n"
    )
    assert [(row.agency, row.partners) for row in rows] == [
        ("Sở Nông nghiệp và Môi trường", ("Sở Xây dựng", "UBND phường Hòa Lạc")),
        ("Chi cục Thủy lợi", ("Công an tỉnh", "Sở Tài chính")),
        ("Sở Nội vụ", ("Sở Tài chính", "Sở Y tế")),
        ("UBND phường Tân An", ("Công an phường",)),
    ]


def test_who_leads_is_a_partner_without_what_is_done_with_it():
    (row,) = duties(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n"
        "a) Phối hợp với cơ quan chủ trì thực hiện các nhiệm vụ được giao.\n"
    )
    assert row.partners == ("cơ quan chủ trì",)


def test_the_time_below_a_duty_is_its_deadline_and_no_duty():
    (row,) = duties(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) Xây kho thuốc.\n"
        "Thời gian hoàn thành: trước ngày 30/6/2028.\nb) Thời gian thực hiện: năm 2029.\n"
    )
    assert (row.task, str(row.deadline)) == ("Xây kho thuốc.", "trước ngày 30/6/2028")
    assert row.quote.endswith("trước ngày 30/6/2028.")


@pytest.mark.parametrize(
    "lead_in",
    [
        "1. Chủ bến bị đình chỉ hoạt động khi có một trong các hành vi sau:",
        "1. Ban Quản lý chợ có các quyền sau đây:",
        "1. Việc cấp thẻ dừng trong các trường hợp sau:",
        "1. Hồ sơ nộp tại Sở Y tế gồm:",
    ],
)
def test_cases_rights_and_papers_are_no_duties(lead_in: str):
    assert (
        bodies(f"Điều 4. Hoạt động của bến\n{lead_in}\na) Cơ quan quản lý bến kiểm tra hằng tháng.\n") == []
    )


def test_tasks_and_powers_are_duties_still():
    words = "Điều 4. Hoạt động của bến\n1. Ban Quản lý chợ có nhiệm vụ, quyền hạn sau:\na) Kiểm tra cân.\n"
    assert bodies(words) == ["Ban Quản lý chợ"]


def test_what_a_message_has_to_hold_is_told_by_the_message():
    (row,) = duties(
        "Điều 9. Tạm ngừng cấp nước\n"
        "1. Chủ quản trạm bơm phải thông báo cho các hộ dùng nước những nội dung sau:\n"
        "a) Thời điểm ngừng cấp.\nb) Lý do ngừng cấp.\n"
    )
    assert row.agency == "Chủ quản trạm bơm"


def test_a_body_that_is_called_something_and_has_tasks_is_named_alone():
    rows = duties(
        "Điều 8. Hội đồng Giống cây\n"
        "1. Hội đồng Giống cây tỉnh là cơ quan tham mưu cho Sở Nông nghiệp và Môi trường, có nhiệm vụ sau:\n"
        "a) Thẩm định vườn ươm.\n"
        "2. Đơn vị cấp nước có các nghĩa vụ sau:\na) Cung cấp nước sạch liên tục.\n"
    )
    assert [row.agency for row in rows] == ["Hội đồng Giống cây tỉnh", "Đơn vị cấp nước"]


def test_steps_of_a_procedure_tell_their_bodies():
    (row,) = duties(
        "Điều 5. Trình tự cấp phép\n"
        "- Bước 2: Trong trường hợp đột xuất, khi đê bị sạt, Giám đốc Sở Xây dựng quyết định đóng đường.\n"
    )
    assert row.agency == "Giám đốc Sở Xây dựng"


def test_an_article_that_tells_of_results_at_its_end_is_no_report():
    assert bodies(
        "Điều 6. Tổ chức thi và công nhận kết quả\n1. Phòng Khảo thí lập danh sách người thi.\n"
    ) == ["Phòng Khảo thí"]
    assert bodies("Điều 6. Kết quả thi\n1. Phòng Khảo thí lập danh sách người thi.\n") == []


def test_whoever_has_to_do_something_behind_a_condition_is_named_whole():
    (row,) = duties(
        "Điều 7. Bổ sung hồ sơ\n"
        "1. Trong 05 ngày làm việc kể từ ngày nhận thông báo, tổ chức đề nghị cấp thẻ có trách nhiệm bổ sung giấy tờ.\n"
    )
    assert row.agency == "tổ chức đề nghị cấp thẻ"
    assert str(row.deadline) == "Trong 05 ngày làm việc kể từ ngày nhận thông báo"


def test_a_duty_owned_by_somebody_whom_no_list_knows_is_his():
    (row,) = duties("III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Nhiệm vụ của giáo vụ: theo dõi nền nếp dạy học.\n")
    assert (row.agency, row.task) == ("giáo vụ", "theo dõi nền nếp dạy học.")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ban tuyên giáo tỉnh ủy, thành ủy thực hiện kiểm tra", "Ban tuyên giáo tỉnh ủy, thành ủy"),
        ("Cơ quan chuyên môn về thủy sản thuộc UBND xã kiểm tra tàu", "Cơ quan chuyên môn về thủy sản thuộc UBND xã"),
        ("cơ quan quản lý nhà nước về trồng trọt ở trung ương quyết định", "cơ quan quản lý nhà nước về trồng trọt ở trung ương"),
        ("Bộ Ngoại giao là cơ quan chủ quản", "Bộ Ngoại giao"),
        ("Ban Chỉ đạo về tình hình sạt lở bờ sông", "Ban Chỉ đạo"),
        ("Ban Chỉ đạo phát triển du lịch các tỉnh báo cáo", "Ban Chỉ đạo phát triển du lịch các tỉnh"),
        ("Các hội trong hệ thống chính trị tổ chức", "Các hội trong hệ thống chính trị"),
        ("Bên mua nước và bên bán nước thống nhất", "Bên mua nước và bên bán nước"),
        ("Cơ quan tiếp nhận hồ sơ kiểm tra giấy tờ", "Cơ quan tiếp nhận hồ sơ"),
        ("UBND các xã: Gia Lộc, Tân Hưng thực hiện", "UBND các xã: Gia Lộc, Tân Hưng"),
        ("UBND các xã: Phối hợp với Sở Y tế, Công an tỉnh tiêm phòng", "UBND các xã"),
        ("Thủ tướng Chính phủ Đề án nuôi biển", "Thủ tướng Chính phủ"),
        ("Ban Chỉ đạo Đề án nuôi biển họp", "Ban Chỉ đạo Đề án nuôi biển"),
    ],
)  # fmt: skip
def test_names_end_where_bodies_do(words: str, name: str):
    assert words[: body_end(words)] == name


def test_a_body_with_its_short_name_in_brackets_is_told_what_to_do():
    (row,) = duties(
        "II. NHIỆM VỤ\na) Đài Phát thanh tỉnh (PTT) chủ trì, phối hợp Sở Y tế xây dựng phim ngắn.\n"
    )
    assert (row.agency, row.role) == ("Đài Phát thanh tỉnh", "chủ trì")


def test_the_role_is_no_word_of_what_a_decision_rests_on():
    (row,) = duties(
        "Điều 3. Công bố dịch\n1. Chủ tịch UBND xã căn cứ vào báo cáo của Trạm Thú y quyết định lập chốt kiểm dịch.\n"
    )
    assert row.role == "thực hiện"


@pytest.mark.parametrize(
    ("task", "product"),
    [
        ("Trình Chính phủ phê duyệt Đề án nuôi biển giai đoạn 2027 - 2030", "Đề án nuôi biển giai đoạn 2027 - 2030"),
        ("Hướng dẫn các xã lập kế hoạch trồng rừng.", None),
        ("Lựa chọn đơn vị tư vấn lập quy hoạch bến cá.", None),
        ("Tổ chức lập quy hoạch bến cá.", "quy hoạch bến cá"),
        ("Ban hành kế hoạch diễn tập và đăng tải lên cổng thông tin.", "kế hoạch diễn tập"),
    ],
)  # fmt: skip
def test_a_product_is_what_the_body_itself_brings_forth(task: str, product: str | None):
    (row,) = duties(f"III. TỔ CHỨC THỰC HIỆN\n1. Sở Nông nghiệp và Môi trường\na) {task}\n")
    assert row.product == product


def test_lists_of_procedures_give_nobody_a_task():
    assert (
        duties(
            "I. DANH MỤC\n\n| TT | Mã TTHC | Tên thủ tục hành chính | Lĩnh vực | Cơ quan thực hiện |\n| --- "
            "| --- | --- | --- | --- |\n"
            "| 1 | 7.000101 | Lập kế hoạch nạo vét | Thủy lợi | Sở Nông nghiệp và Môi trường |\n"
            "| 2 | 7.000102 | Phê duyệt phương án cắm mốc | Thủy lợi | Ủy ban nhân dân tỉnh |\n"
        )
        == ()
    )
    assert bodies(
        "I. RÀ SOÁT\n\n| TT | Tên thủ tục hành chính | Nội dung rà soát | Cơ quan chủ trì "
        "| Cơ quan phối hợp |\n| --- | --- | --- | --- | --- |\n"
        "| 1 | Cấp thẻ bến cá | Bỏ bản sao có chứng thực | Sở Nội vụ | Sở Tư pháp |\n"
        "| 2 | Cấp thẻ tàu cá | Gộp hai tờ khai | Sở Y tế | Sở Tư pháp |\n"
    ) == ["Sở Nội vụ", "Sở Y tế"]


def test_a_title_that_speaks_of_procedures_gives_duties():
    rows = bodies(
        "II. NHIỆM VỤ\n1. Đơn giản hóa thủ tục hành chính: (1) Các sở khẩn trương rà soát tờ khai; (2) các xã tổ chức tập huấn.\n"
    )
    assert rows == ["Các sở", "các xã"]
