"""Who is told to do something, and who is only spoken of: in articles, under headings, under labels, behind semicolons."""

from __future__ import annotations

import pytest

from assistant.documents import parse_sections
from assistant.language.bodies import body_end, opens_with_body, split_bodies
from assistant.language.text import nfc
from assistant.registers import extract_responsibilities
from assistant.types import Document, Responsibility


def duties(words: str) -> tuple[Responsibility, ...]:
    text = nfc(f"QUY CHẾ\n{words}")
    document = Document("d", "QUY CHẾ", "QUY CHẾ", "regulation", "official", text, place="Huế")
    return extract_responsibilities(document, parse_sections(document))


def told(words: str) -> list[tuple[str, str]]:
    return [(row.agency, row.task) for row in duties(words)]


@pytest.mark.parametrize(
    "words",
    [
        "các trường hợp khẩn cấp",
        "những chủ trương lớn",
        "các cơ sở dữ liệu",
        "các hội nghị",
        "các báo cáo quý",
    ],
)
def test_what_begins_like_a_kind_of_bodies_is_no_body(words: str):
    assert not opens_with_body(nfc(words))


@pytest.mark.parametrize(
    "words", ["các trường mầm non", "những chủ rừng", "các cơ sở chế biến", "các hội nghề", "các báo, đài"]
)
def test_kinds_of_bodies_are_bodies(words: str):
    assert opens_with_body(nfc(words))


def test_the_items_below_the_tasks_of_somebody_are_his():
    rows = told(
        "Điều 8. Nhiệm vụ và quyền hạn của kiểm lâm viên\n"
        "1. Nhiệm vụ của kiểm lâm viên\n"
        "a) Tổ chức tuần tra cửa rừng.\n"
        "b) Mỗi kíp trực có ba người.\n"
        "2. Quyền hạn của kiểm lâm viên\n"
        "a) Được trang bị thuyền máy.\n"
        "Điều 9. Nghĩa vụ của chủ bè\n"
        "1. Kê khai số lồng nuôi.\n"
    )
    assert rows == [
        ("kiểm lâm viên", "Tổ chức tuần tra cửa rừng."),
        ("chủ bè", "Kê khai số lồng nuôi."),
    ]


def test_what_a_body_found_wanting_tells_nobody_anything():
    assert told(
        "II. VỀ TỒN TẠI, HẠN CHẾ\n1. Về hạn chế: Ban Chỉ đạo nêu những bất cập cần khắc phục: "
        "(1) Triển khai còn chậm; (2) Xây dựng bờ kè chưa xong.\n"
    ) == []  # fmt: skip


def test_a_body_behind_a_semicolon_is_told_its_own():
    rows = told(
        "Điều 4. Kiểm tra\n1. Việc đo mực nước được thực hiện hằng ngày; các tổ chức khai thác hồ chứa có trách nhiệm"
        " gửi số đo.\n"
    )
    assert rows == [("các tổ chức khai thác hồ chứa", "có trách nhiệm gửi số đo.")]


def test_what_a_body_may_do_is_no_duty():
    assert told(
        "Điều 5. Sử dụng kho\n1. Chủ kho trong cảng cung cấp dịch vụ có quyền thu phí lưu kho.\n"
        "2. Chủ kho trong cảng phải niêm yết giá.\n"
    ) == [("Chủ kho trong cảng", "phải niêm yết giá.")]  # fmt: skip


def test_a_name_that_tells_what_its_body_does_is_whole():
    (row,) = duties(
        "Điều 6. An toàn\n1. Chủ phương tiện tham gia vận chuyển, tiếp nhận xăng dầu chịu trách nhiệm lắp đặt van.\n"
    )
    assert row.agency == "Chủ phương tiện tham gia vận chuyển, tiếp nhận xăng dầu"


def test_whoever_only_informs_is_told_nothing():
    rows = told(
        "III. NHIỆM VỤ, GIẢI PHÁP\n1. Sở Tư pháp lập danh sách luật sư. Văn phòng Ủy ban nhân dân tỉnh trân trọng thông báo"
        " để các đồng chí biết, thực hiện.\n"
    )
    assert [agency for agency, _ in rows] == ["Sở Tư pháp"]


def test_one_who_leads_under_a_label_leads_alone():
    rows = duties(
        "II. NHIỆM VỤ\n1. Kiểm đếm tàu cá\n- Cơ quan thực hiện: Chi cục Thủy sản chủ trì tổng hợp; Ủy ban nhân dân các xã,"
        " Bộ đội Biên phòng rà soát tàu nhỏ.\n"
        "2. Dạy bơi\n- Cơ quan thực hiện: Sở Y tế chủ trì, phối hợp với các trường; Tỉnh đoàn tuyên truyền.\n"
        "3. Trồng tre\n- Cơ quan thực hiện: Sở Xây dựng; các xã.\n"
    )
    assert [(row.agency, row.partners) for row in rows] == [
        ("Chi cục Thủy sản", ("Ủy ban nhân dân các xã", "Bộ đội Biên phòng")),
        ("Sở Y tế", ("các trường", "Tỉnh đoàn")),
        ("Sở Xây dựng; các xã", ()),
    ]


@pytest.mark.parametrize(
    ("clause", "role", "product", "recipient"),
    [
        (
            "1. Tháng 10 hằng năm, Ban Quản lý chợ có văn bản báo cáo Sở Công Thương về tiểu thương.",
            "báo cáo", None, "Sở Công Thương",
        ),
        (
            "1. Sở Y tế trình cấp có thẩm quyền ban hành: Đề án trạm cấp cứu, Đề án nhà thuốc.",
            "thực hiện", "Đề án trạm cấp cứu, Đề án nhà thuốc", "cấp có thẩm quyền",
        ),
        ("1. Sở Y tế tổng hợp, trình cấp có thẩm quyền xem xét, quyết định.", "thực hiện", None, "cấp có thẩm quyền"),
        (
            "1. Các phường căn cứ nhu cầu, hướng dẫn của Sở Xây dựng đăng ký vốn.",
            "thực hiện", None, None,
        ),
        (
            "1. Tổ trực kho có trách nhiệm tổng hợp, báo cáo số liệu cho giám đốc Trung tâm.",
            "báo cáo", "báo cáo số liệu", "giám đốc Trung tâm",
        ),
        ("1. Sở Nội vụ phổ biến Luật Ban hành văn bản quy phạm cho cán bộ thôn.", "thực hiện", None, None),
    ],
)  # fmt: skip
def test_role_product_and_recipient(clause: str, role: str, product: str | None, recipient: str | None):
    (row,) = duties(f"Điều 7. Thực hiện\n{clause}\n")
    assert (row.role, row.product, row.recipient) == (role, product, recipient)


def test_to_have_it_done_by_a_day_is_a_duty():
    (row,) = duties(
        "III. NHIỆM VỤ, GIẢI PHÁP\n1. Thanh tra tỉnh hoàn thành trước ngày 30 tháng 9 năm 2027 việc rà soát.\n"
    )
    assert (row.agency, str(row.deadline)) == ("Thanh tra tỉnh", "hoàn thành trước ngày 30 tháng 9 năm 2027")


def test_marks_of_notes_are_no_words_of_a_duty():
    rows = duties("Điều 9. Trách nhiệm của Sở Y tế\n1.[4] Chủ trì mở trạm cấp cứu[5].\n2.[6] (được bãi bỏ)\n")
    assert [(row.role, row.task) for row in rows] == [("chủ trì", "Chủ trì mở trạm cấp cứu.")]


def test_a_body_behind_a_condition_is_told_its_own_below_another_body():
    rows = told(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) Lập kho thuốc.\n"
        "b) Khi nhận được tin báo lũ, Ban Chỉ huy cấp xã có trách nhiệm mở kho.\n"
        "c) Sau khi lũ rút, cơ quan, đơn vị, tổ chức, cá nhân đang giữ phao cứu sinh, áo phao, bạt che mưa và đèn pin của kho"
        " dự trữ huyện cũ có trách nhiệm trả lại.\n"
    )
    assert [agency for agency, _ in rows] == [
        "Sở Y tế",
        "Ban Chỉ huy cấp xã",
        "cơ quan, đơn vị, tổ chức, cá nhân đang giữ phao cứu sinh, áo phao, bạt che mưa và đèn pin của kho dự trữ huyện cũ",
    ]


def test_titles_of_what_follows_are_no_duties():
    rows = told(
        "Điều 3. Trách nhiệm của Ban ra đề\n1. Soạn đề thi.\n2. Yêu cầu đối với đề thi: Đề có ba câu.\n"
        "3. Túi đựng đề thi dùng cho các buổi kiểm tra lần thứ hai ở những lớp khai thác kho:\na) Niêm phong túi.\n"
    )
    assert [task for _, task in rows] == ["Soạn đề thi.", "Niêm phong túi."]


def test_the_tasks_of_a_body_that_stand_elsewhere_are_no_duty():
    assert told(
        "Điều 4. Ban kiểm phiếu\n1. Nhiệm vụ và quyền hạn của Hội đồng bầu thôn thực hiện theo Điều lệ thôn.\n"
        "2. Trách nhiệm của Sở Nội vụ hướng dẫn mẫu phiếu.\n"
    ) == [("Sở Nội vụ", "hướng dẫn mẫu phiếu.")]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Hội đồng quản lý Quỹ đò ngang duyệt chi", "Hội đồng quản lý Quỹ đò ngang duyệt chi"),
        ("cơ quan tham mưu, quản lý nhà nước về đò ở xã gửi", "cơ quan tham mưu, quản lý nhà nước về đò ở xã"),
        ("cấp có thẩm quyền cấp phao cho xã", "cấp có thẩm quyền"),
        ("cơ quan có thẩm quyền cấp trên xử lý", "cơ quan có thẩm quyền cấp trên"),
    ],
)  # fmt: skip
def test_names_of_councils_and_authorities_end_where_they_do(words: str, name: str):
    assert nfc(words)[: body_end(nfc(words))] == nfc(name)


def test_one_office_of_two_bodies_and_one_with_its_part_are_one():
    assert split_bodies("Văn phòng HĐND - UBND xã") == ("Văn phòng HĐND - UBND xã",)
    assert split_bodies("Văn phòng HĐND và UBND xã, Công an xã") == (
        "Văn phòng HĐND và UBND xã",
        "Công an xã",
    )
    assert split_bodies("Sở Y tế - Cơ quan thường trực Ban Chỉ đạo") == (
        "Sở Y tế - Cơ quan thường trực Ban Chỉ đạo",
    )


@pytest.mark.parametrize(
    ("clause", "product"),
    [
        ("1. Sở Y tế lập biên bản kiểm kho và bàn giao chìa khóa.", "biên bản kiểm kho"),
        ("1. Sở Y tế hoàn thiện hồ sơ kho trình Chủ tịch xã ký.", "hồ sơ kho"),
        ("1. Sở Y tế hướng dẫn cán bộ thôn lập hồ sơ việc làm.", None),
        ("1. Sở Y tế quyết định mở kho khi chưa điều chỉnh kế hoạch thuốc.", None),
    ],
)
def test_what_a_duty_brings_forth(clause: str, product: str | None):
    (row,) = duties(f"Điều 7. Thực hiện\n{clause}\n")
    assert row.product == product


def test_a_time_counted_from_a_body_with_a_comma_in_its_name_is_whole():
    (row,) = duties(
        "Điều 8. Thủ tục\n1. Trong thời hạn 05 ngày kể từ ngày nhận đơn của Sở Văn hóa, Thể thao và Du lịch, Sở Y tế"
        " có trách nhiệm trả lời.\n"
    )
    assert row.agency == "Sở Y tế"
    assert (
        str(row.deadline) == "Trong thời hạn 05 ngày kể từ ngày nhận đơn của Sở Văn hóa, Thể thao và Du lịch"
    )


def test_a_column_or_label_that_only_tells_who_does_something_names_no_leader():
    rows = duties(
        "II. NHIỆM VỤ\n| TT | Bộ phận thực hiện | Nội dung công việc | Thời gian |\n| --- | --- | --- | --- |\n"
        "| 1 | Văn phòng xã | Đóng dấu đơn | 1 ngày |\n\n"
        "| TT | Nội dung công việc | Cơ quan chủ trì |\n| --- | --- | --- |\n| 1 | Đào giếng | Sở Xây dựng |\n\n"
        "1. Trồng tre\n- Đơn vị thực hiện: Sở Y tế.\n- Thời gian: Quý II năm 2027.\n"
        "2. Dạy bơi\n- Đơn vị thực hiện: Sở Y tế.\n- Đơn vị phối hợp: Công an tỉnh.\n"
    )
    assert [(row.task, row.role) for row in rows] == [
        ("Đóng dấu đơn", "thực hiện"),
        ("Đào giếng", "chủ trì"),
        ("Trồng tre", "thực hiện"),
        ("Dạy bơi", "chủ trì"),
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "1. Chánh Văn phòng xã, ....(3).... chịu trách nhiệm thi hành Quyết định này.",
        "1. Cơ quan cấp giấy phép mở bến …… cấp cho chủ đò.",
    ],
)
def test_blanks_of_a_form_are_no_duty(clause: str):
    assert told(f"Điều 2. Thi hành\n{clause}\n") == []


@pytest.mark.parametrize(
    "clause",
    [
        "1. Tổ chức, cá nhân khai thác cát trái phép bị thu hồi giấy phép.",
        "1. Khi thiếu giấy, chủ bến có quyền yêu cầu Công an xã, Ủy ban nhân dân xã lập biên bản.",
        "1. Trường hợp giấy tờ chuyển cho bộ phận, đơn vị trực tiếp xử lý thì lưu bản sao.",
        "1. Ban Chỉ đạo làm việc theo nguyên tắc tập thể.",
    ],
)
def test_those_who_suffer_may_ask_or_are_listed_are_told_nothing(clause: str):
    assert told(f"Điều 6. Quản lý bến\n{clause}\n") == []


def test_what_the_members_of_a_body_may_do_is_no_duty_of_it():
    rows = told(
        "Điều 6. Trách nhiệm của Ban ra đề\n1. Soạn đề.\n2. Khi soạn đề, các thành viên có thể trao đổi với nhau.\n"
    )
    assert rows == [("Ban ra đề", "Soạn đề.")]


def test_a_list_in_a_condition_is_not_the_body_behind_it():
    rows = told(
        "Điều 6. Khen thưởng\n1. Trường hợp cơ quan, đơn vị có thành tích, hoàn thành vượt mức thì Sở Nội vụ trình khen thưởng.\n"
    )
    assert [agency for agency, _ in rows] == ["Sở Nội vụ"]


def test_partners_that_are_called_after_their_function_are_whole():
    (row,) = duties(
        "Điều 6. Đo đạc\n1. Sở Xây dựng phối hợp với cơ quan có chức năng quản lý đò ngang cấp xã, Công an tỉnh đo bến.\n"
    )
    assert row.partners == ("cơ quan có chức năng quản lý đò ngang cấp xã", "Công an tỉnh")


def test_days_in_a_column_of_times_are_deadlines():
    (row, _) = duties(
        "II. NHIỆM VỤ\n| TT | Cơ quan thực hiện | Công việc | Thời gian |\n| --- | --- | --- | --- |\n"
        "| 1 | Văn phòng xã | Đóng dấu đơn | 0,5 ngày |\n| 2 | Sở Y tế | Trả đơn | 3 ngày |\n"
    )
    assert str(row.deadline) == "0,5 ngày"


def test_days_are_deadlines_in_a_table_that_goes_on_without_its_head():
    rows = duties(
        "II. NHIỆM VỤ\n| 1 | Văn phòng xã | Đóng dấu đơn và vào sổ | 0,5 ngày |\n"
        "| 2 | Sở Y tế | Soát lại đơn của người dân | 3 ngày |\n"
        "| 3 | Sở Nội vụ | Ký giấy phép cho người nộp đơn | 02 ngày |\n"
        "| 4 | Văn phòng xã | Trả giấy phép cho người nộp đơn | Trong ngày |\n"
    )
    assert [str(row.deadline) for row in rows[:3]] == ["0,5 ngày", "3 ngày", "02 ngày"]


def test_a_number_of_days_may_be_written_out_behind_it():
    (row,) = duties(
        "Điều 6. Sự cố\n1. Sở Xây dựng có trách nhiệm nối lại đường trong thời hạn 36 (ba mươi sáu) giờ kể từ khi sạt lở.\n"
    )
    assert str(row.deadline) == "trong thời hạn 36 (ba mươi sáu) giờ kể từ khi sạt lở"


def test_whoever_decides_is_named_with_what_he_decides():
    rows = told("Điều 6. Cưỡng chế\n1. Người có thẩm quyền ra quyết định thu hồi gửi văn bản cho chủ bến.\n")
    assert [agency for agency, _ in rows] == ["Người có thẩm quyền ra quyết định thu hồi"]


@pytest.mark.parametrize(
    ("clause", "agency", "partners"),
    [
        ("1. Sở Y tế phối hợp với Thuế tỉnh Đồng Nai lập bảng giá.", "Sở Y tế", ("Thuế tỉnh Đồng Nai",)),
        ("1. Công an thành phố Đà Nẵng lập chốt.", "Công an thành phố Đà Nẵng", ()),
        ("1. Trong 05 ngày kể từ ngày nhận đơn, Sở Y tế xem xét cấp Giấy hành nghề.", "Sở Y tế", ()),
        (
            "1. Trong thời hạn 03 ngày từ ngày nhận đơn của tổ chức, cá nhân nuôi ong, cơ quan kiểm dịch có trách nhiệm đến xem.",
            "cơ quan kiểm dịch",
            (),
        ),
    ],
)
def test_bodies_of_places_with_a_marked_capital_and_those_who_examine(
    clause: str, agency: str, partners: tuple[str, ...]
):
    (row,) = duties(f"Điều 3. Cách làm\n{clause}\n")
    assert (row.agency, row.partners) == (agency, partners)


def test_a_lead_in_to_what_somebody_is_responsible_for_is_no_duty():
    rows = told("Điều 3. Kho\n1. Tổ chức, cá nhân giữ kho có trách nhiệm sau:\na) Khóa cửa.\n")
    assert [task for _, task in rows] == ["Khóa cửa."]


def test_what_a_table_calls_done_is_no_duty_any_more():
    rows = duties(
        "II. NHIỆM VỤ\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn hoàn thành | Tình trạng |\n| --- | --- | --- | --- | --- |\n"
        "| 1 | Xây kho thuốc | Sở Y tế | 30/6/2027 | Đã hoàn thành |\n| 2 | Đào giếng | Sở Xây dựng | 30/9/2027 | Đang làm |\n"
    )
    assert [row.task for row in rows] == ["Đào giếng"]


def test_the_tasks_and_powers_of_a_body_that_was_described_are_its_own():
    rows = told(
        "Điều 1. Vị trí và chức năng\n1. Chi cục Chợ (sau đây gọi là Chi cục) là đơn vị thuộc Sở Công Thương.\n"
        "Điều 2. Nhiệm vụ và quyền hạn\n1. Kiểm tra quầy hàng.\n2. Về phí chợ\na) Lập bảng phí.\nb) Phí chợ gồm hai loại.\n"
        "Điều 3. Trụ sở\n1. Trụ sở ở phường Tân An.\n"
    )
    assert rows == [("Chi cục Chợ", "Kiểm tra quầy hàng."), ("Chi cục Chợ", "Lập bảng phí.")]


@pytest.mark.parametrize(
    ("clause", "agency", "recipient"),
    [
        ("1. Đối với chợ đêm, Sở Công Thương xem xét từng đơn.", "Sở Công Thương", None),
        ("1. Cơ quan phối hợp chịu trách nhiệm về số liệu.", "Cơ quan phối hợp", None),
        (
            "1. Khi chợ cháy thì đại diện tiểu thương có trách nhiệm báo cáo Sở Y tế.",
            "đại diện tiểu thương",
            "Sở Y tế",
        ),
        (
            "1. Sở Y tế tham mưu, giúp Ủy ban nhân dân tỉnh quản lý nhà nước về thuốc.",
            "Sở Y tế",
            "Ủy ban nhân dân tỉnh",
        ),
    ],
)
def test_who_is_told_of_some_cases_and_for_whom(clause: str, agency: str, recipient: str | None):
    (row,) = duties(f"Điều 3. Quản lý chợ\n{clause}\n")
    assert (row.agency, row.recipient) == (agency, recipient)


@pytest.mark.parametrize(
    ("clause", "agency", "product", "deadline"),
    [
        ("1. Sở Y tế tổng hợp, báo cáo tham mưu đề xuất Ủy ban nhân dân tỉnh.", "Sở Y tế", None, None),
        ("1. Sở Y tế tiếp nhận đơn (nếu thiếu thì chủ kho hoàn thiện hồ sơ kho) và trả lời.", "Sở Y tế", None, None),
        (
            "1. Cơ quan thi hành quyết định xử phạt lập biên bản giao kho.",
            "Cơ quan thi hành quyết định xử phạt", "biên bản giao kho", None,
        ),
        ("1. Các cơ quan giải quyết TTHC phối hợp với Sở Y tế trả lời.", "Các cơ quan giải quyết TTHC", None, None),
        (
            "1. Trong 03 ngày làm việc kể từ ngày nhận đơn của tổ chức, cá nhân giữ kho, Sở Y tế trả lời.",
            "Sở Y tế", None, "Trong 03 ngày làm việc kể từ ngày nhận đơn của tổ chức, cá nhân giữ kho",
        ),
        (
            "1. Sở Y tế trong thời hạn 05 ngày kể từ ngày nhận đơn phải có văn bản gửi chủ kho.",
            "Sở Y tế", None, "trong thời hạn 05 ngày kể từ ngày nhận đơn",
        ),
    ],
)  # fmt: skip
def test_names_products_and_times_end_where_they_do(
    clause: str, agency: str, product: str | None, deadline: str | None
):
    (row,) = duties(f"Điều 3. Quản lý kho\n{clause}\n")
    assert (row.agency, row.product, row.deadline and str(row.deadline)) == (agency, product, deadline)


def test_a_case_goes_on_up_to_its_then():
    (row,) = duties(
        "Điều 6. Sổ\n1. Trường hợp chủ đò không nộp sổ đúng hạn, nộp tại Bến số 2, Chi nhánh Bến Đông"
        " thì Ủy ban nhân dân cấp xã chịu trách nhiệm lập sổ.\n"
    )
    assert row.agency == "Ủy ban nhân dân cấp xã"
