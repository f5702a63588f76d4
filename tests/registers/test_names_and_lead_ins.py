"""Bodies that are named by what they do, lines that only lead to duties, and those that list what a duty is about."""

from __future__ import annotations

import pytest

from assistant.documents import parse_sections
from assistant.language.text import nfc
from assistant.registers import extract_responsibilities
from assistant.types import Document, Responsibility

Duty = tuple[str, str, str | None]  # agency, role, recipient


def duties(words: str) -> tuple[Responsibility, ...]:
    document = Document("d", "Quyết định", "Quyết định", "decision", "official", nfc(words), place="Huế")
    return extract_responsibilities(document, parse_sections(document))


def told(clause: str, article: str = "Điều 3. Quản lý bến thuyền") -> list[Duty]:
    """Who is told something by a clause of an article, in which role, and to whom it goes."""
    return [(r.agency, r.role, r.recipient) for r in duties(f"QUYẾT ĐỊNH\n{article}\n{clause}\n")]


@pytest.mark.parametrize(
    ("clause", "agency"),
    [
        (
            "1. Cơ quan, tổ chức được giao quản lý bến thuyền thực hiện việc bảo trì cầu tàu.",
            "Cơ quan, tổ chức được giao quản lý bến thuyền",
        ),
        (
            "1. Đơn vị được Ủy ban nhân dân tỉnh giao tổ chức lập sơ đồ luồng lạch phải báo cáo Sở Xây dựng.",
            "Đơn vị được Ủy ban nhân dân tỉnh giao tổ chức lập sơ đồ luồng lạch",
        ),
        (
            "1. Cơ quan, đơn vị thực hiện nội dung chi theo Phụ lục II có trách nhiệm đối chiếu chứng từ.",
            "Cơ quan, đơn vị thực hiện nội dung chi theo Phụ lục II",
        ),
        (
            "1. Tổ chức, cá nhân là chủ sở hữu hoặc được giao trông coi đò ngang chịu trách nhiệm sơn lại số hiệu.",
            "Tổ chức, cá nhân là chủ sở hữu hoặc được giao trông coi đò ngang",
        ),
        (
            "1. Khi hạ thủy, cơ quan chủ trì trục vớt phải gửi biên bản cho Sở Xây dựng.",
            "cơ quan chủ trì trục vớt",
        ),
        (
            "1. Quá thời hạn nêu trên, đơn vị chưa nộp sổ đò phải báo cáo Sở Xây dựng.",
            "đơn vị chưa nộp sổ đò",
        ),
        ("1. Tổ chức, cá nhân sau khi được cấp phép đò có trách nhiệm niêm yết giá vé.", "Tổ chức, cá nhân"),
        (
            "1. Trưởng đoàn kiểm tra, người được giao nhiệm vụ kiểm tra công bố quyết định kiểm tra.",
            "Trưởng đoàn kiểm tra, người được giao nhiệm vụ kiểm tra",
        ),
        ("1. Lực lượng Kiểm ngư sở tại chủ trì tuần tra cửa sông.", "Lực lượng Kiểm ngư sở tại"),
        (
            "1. Các sở, ban, ngành, Ủy ban nhân dân các xã, đặc khu xây dựng kế hoạch nạo vét.",
            "Các sở, ban, ngành, Ủy ban nhân dân các xã, đặc khu",
        ),
        ("1. Các sở, ngành xây dựng kế hoạch nạo vét.", "Các sở, ngành"),
        ("1. Trước khi mở bến mới, chủ bến có trách nhiệm đo độ sâu.", "chủ bến"),
        (
            "1. Trong thời hạn 05 ngày kể từ ngày nhận quyết định, cá nhân có trách nhiệm nộp lại bằng lái đò.",
            "cá nhân",
        ),
        ("1. Sở Xây dựng sẽ thực hiện việc cắm lại phao tiêu.", "Sở Xây dựng"),
        (
            "1. Sau khi có kết luận, các cơ quan, tổ chức được lấy ý kiến phải trả lời chủ bến.",
            "các cơ quan, tổ chức được lấy ý kiến",
        ),
        (
            "1. Trong thời hạn 05 ngày, cơ sở sửa đò bị thu hồi giấy phép có trách nhiệm nộp giấy.",
            "cơ sở sửa đò bị thu hồi giấy phép",
        ),
        (
            "1. Ủy ban nhân dân cấp xã được giao vốn sửa bến có trách nhiệm niêm yết danh sách.",
            "Ủy ban nhân dân cấp xã được giao vốn sửa bến",
        ),
        (
            "1. Cơ quan chuyên môn, tổ chức hành chính khác thuộc Ủy ban nhân dân tỉnh quyết định giá thuê bến.",
            "Cơ quan chuyên môn, tổ chức hành chính khác thuộc Ủy ban nhân dân tỉnh",
        ),
        ("1. Thuê bao phải có trách nhiệm trả máy bộ đàm.", "Thuê bao"),
        ("1. Chậm nhất trong 20 ngày, các đơn vị phải có trách nhiệm trả lời chủ bến.", "các đơn vị"),
    ],
)
def test_a_body_that_is_named_by_what_it_does_is_named_whole(clause: str, agency: str):
    assert [name for name, _, _ in told(clause, "Điều 3. Tổ chức thực hiện")] == [agency]


@pytest.mark.parametrize(
    ("clause", "agency"),
    [
        (
            "1. Các cơ quan, đơn vị được giao nhiệm vụ lập dự toán, gửi Sở Tài chính.",
            "Các cơ quan, đơn vị được giao nhiệm vụ",
        ),
        ("1. Các cơ quan, đơn vị chủ trì, phối hợp rà soát bến đò.", "Các cơ quan, đơn vị"),
        ("1. Trung tâm đào tạo nghề cá mở lớp lái đò.", "Trung tâm đào tạo nghề cá"),
    ],
)
def test_the_first_verb_still_ends_other_names(clause: str, agency: str):
    assert [name for name, _, _ in told(clause, "Điều 3. Tổ chức thực hiện")] == [agency]


@pytest.mark.parametrize(
    "clause",
    [
        "1. Tổ chức, cá nhân bị tạm dừng hoạt động bến chỉ được mở lại khi đủ phao.",
        "1. Trường hợp cần thiết, cơ quan cấp phép có quyền yêu cầu chủ đò bổ sung áo phao.",
        "1. (Tên cơ quan, tổ chức) kính trình Ủy ban nhân dân tỉnh xét cấp phép.",
        "1. Trong quá trình thực hiện nhiệm vụ, Đoàn kiểm tra được làm việc với các chủ bến.",
        "1. Bộ phận Hành chính và Thẩm định đầu tư.",
        "1. Người được cử lái đò phải là công dân Việt Nam.",
        "1. Người được cử lái đò phải đáp ứng tiêu chuẩn sức khỏe.",
        "1. Mẫu báo cáo đề nghị cấp phép mở bến.",
        "1. Thư ký Hội đồng: Người làm lưu trữ của bến.",
        "1. Quyền và trách nhiệm của đơn vị nộp sổ đò được quy định sau đây:",
    ],
)
def test_what_is_suffered_allowed_or_only_titled_is_no_duty(clause: str):
    assert told(clause, "Điều 3. Tổ chức thực hiện") == []


def test_an_issuer_that_hands_over_land_is_told_so_itself():
    clause = "1. Ủy ban nhân dân cấp tỉnh có trách nhiệm bố trí quỹ đất và thực hiện giao đất cho chủ bến."
    assert told(clause) == [("Ủy ban nhân dân cấp tỉnh", "thực hiện", None)]
    assert told("1. Ủy ban nhân dân tỉnh giao Sở Y tế kiểm tra tủ thuốc.") == [("Sở Y tế", "thực hiện", None)]


def test_the_heading_of_an_article_may_ask_a_body_for_something():
    (row,) = duties(
        "QUYẾT ĐỊNH\nĐiều 9. Đề nghị Hội Nông dân tỉnh\n1. Chỉ đạo các chi hội nhắc bà con mặc áo phao.\n"
    )
    assert (row.agency, row.role) == ("Hội Nông dân tỉnh", "đề nghị")


def test_powers_and_responsibilities_of_one_of_several_bodies_are_its_own():
    (row,) = duties(
        "QUYẾT ĐỊNH\nĐiều 9. Trách nhiệm của Ủy ban nhân dân tỉnh và các cơ quan\n"
        "1. Ủy ban nhân dân tỉnh có quyền hạn và trách nhiệm:\na) Bố trí vốn nạo vét.\n"
    )
    assert row.agency == "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "1. Trình Ủy ban nhân dân tỉnh:",
            ("thực hiện", "Ủy ban nhân dân tỉnh", "Dự thảo quyết định về giá vé đò"),
        ),
        (
            "1. Tham mưu Giám đốc Sở Xây dựng trình Ủy ban nhân dân tỉnh ban hành:",
            ("tham mưu", "Giám đốc Sở Xây dựng", "Dự thảo quyết định về giá vé đò"),
        ),
    ],
)
def test_what_is_submitted_may_be_listed(line: str, expected: tuple[str, str, str]):
    rows = duties(
        "QUYẾT ĐỊNH\nĐiều 2. Nhiệm vụ và quyền hạn của Chi cục Đường thủy\n"
        f"{line}\na) Dự thảo quyết định về giá vé đò;\nb) Các việc khác về bến bãi.\n"
    )
    assert [(r.agency, r.role, r.recipient, r.product) for r in rows] == [
        ("Chi cục Đường thủy", *expected),
        ("Chi cục Đường thủy", *expected[:2], None),
    ]


def test_what_a_duty_is_about_may_be_listed_and_is_no_duty():
    rows = duties(
        "QUYẾT ĐỊNH\nĐiều 7. Trách nhiệm của Sở Xây dựng\n1. Thực hiện quản lý đối với:\n"
        "a) Bến đò trên hồ lớn;\nb) Kiểm tra phao cứu sinh hằng quý.\n"
    )
    assert [r.task for r in rows] == ["Kiểm tra phao cứu sinh hằng quý."]


def test_whoever_is_named_in_turn_has_the_tasks_below_the_name():
    rows = duties(
        "QUYẾT ĐỊNH\nĐiều 7. Nhiệm vụ, quyền hạn và trách nhiệm của thành viên Hội đồng đăng kiểm\n"
        "1. Phó Chủ tịch Hội đồng đăng kiểm:\na) Điều hành phiên họp.\n"
        "2. Ủy viên kiêm Thư ký Hội đồng đăng kiểm giúp Chủ tịch Hội đồng đăng kiểm:\na) Ghi biên bản phiên họp.\n"
    )
    assert [r.agency for r in rows] == [
        "Phó Chủ tịch Hội đồng đăng kiểm",
        "Ủy viên kiêm Thư ký Hội đồng đăng kiểm",
    ]


def test_when_or_in_which_work_is_no_part_of_whose_duties_an_article_has():
    for more in ("khi trục vớt tàu đắm", "trong quản lý luồng lạch"):
        (row,) = duties(
            f"QUYẾT ĐỊNH\nĐiều 7. Trách nhiệm của tổ chức, cá nhân {more}\n1. Thả phao quanh nơi làm việc.\n"
        )
        assert row.agency == "tổ chức, cá nhân"


def test_a_message_tells_those_whom_it_numbers_what_its_issuer_asks():
    rows = duties(
        "CÔNG ĐIỆN\nĐể sớm thông luồng, Thủ tướng Chính phủ yêu cầu:\n"
        "1. Bộ trưởng Bộ Xây dựng chỉ đạo các cảng vụ bố trí tàu kéo.\n2. Tình hình luồng lạch còn nhiều bất cập.\n"
    )
    assert [r.agency for r in rows] == ["Bộ trưởng Bộ Xây dựng"]


@pytest.mark.parametrize(
    ("task", "recipient", "product"),
    [
        (
            "phải báo cáo ngay Sở Xây dựng và Ủy ban nhân dân cấp xã để xử lý.",
            "Sở Xây dựng và Ủy ban nhân dân cấp xã",
            None,
        ),
        (
            "hoàn thiện hồ sơ, đề nghị Sở Xây dựng trình Ủy ban nhân dân tỉnh thông qua.",
            "Sở Xây dựng",
            "hồ sơ",
        ),
        ("tổng hợp danh sách công chức, viên chức gửi Bộ Nội vụ.", "Bộ Nội vụ", None),
        ("trình Hội đồng nhân dân cùng cấp quyết định giá vé.", "Hội đồng nhân dân cùng cấp", None),
        ("gửi cơ quan Công an cùng cấp ít nhất 05 ngày trước khi mở bến.", "cơ quan Công an cùng cấp", None),
        ("theo dõi bến bãi; trường hợp cần sửa đổi Quy chế, báo cáo Bộ Xây dựng.", "Bộ Xây dựng", None),
        ("xem xét, phê duyệt đề xuất lập bến mới.", None, None),
        ("kiểm tra, trình chủ tịch UBND cấp xã ký giấy phép.", "chủ tịch UBND cấp xã", None),
        ("chuyển hồ sơ đến Chi cục Đường thủy để cấp phép.", "Chi cục Đường thủy", None),
        ("thông báo bằng văn bản cho tổ chức, cá nhân đề nghị cấp phép.", None, None),
        ("chuyển hồ sơ đến Chi cục Đường thủy, báo cáo Bộ Xây dựng.", "Bộ Xây dựng", None),
        ("chỉ đạo các đơn vị đóng quân phải lập phương án cứu hộ.", None, None),
    ],
)
def test_to_whom_something_goes_and_who_makes_it(task: str, recipient: str | None, product: str | None):
    (row,) = duties(f"QUYẾT ĐỊNH\nĐiều 7. Tổ chức thực hiện\n1. Công an tỉnh {task}\n")
    assert (row.recipient, row.product) == (recipient, product)


def test_the_role_of_the_body_of_an_article_is_told_behind_what_its_duty_rests_on():
    (row,) = duties(
        "QUYẾT ĐỊNH\nĐiều 7. Trách nhiệm của Sở Tài chính\n"
        "Trên cơ sở dự toán do Sở Xây dựng đề xuất, Sở Tài chính tham mưu Ủy ban nhân dân tỉnh bố trí kinh phí.\n"
    )
    assert (row.agency, row.role, row.recipient) == ("Sở Tài chính", "tham mưu", "Ủy ban nhân dân tỉnh")


def test_a_day_before_a_document_was_issued_is_no_deadline():
    text = nfc(
        "QUYẾT ĐỊNH\nĐiều 7. Trách nhiệm của Sở Xây dựng\n"
        "1. Xác nhận bến mở trước ngày 01/7/2004.\n2. Đo lại luồng trước ngày 01/7/2027.\n"
    )
    document = Document(
        "d", "Quyết định", "Quyết định", "decision", "official", text, place="Huế", date="2025-11-20"
    )
    rows = extract_responsibilities(document, parse_sections(document))
    assert [row.deadline and row.deadline.written for row in rows] == [None, "trước ngày 01/7/2027"]


def test_an_item_with_a_verb_of_its_own_has_its_role_below_a_line_that_advises():
    rows = duties(
        "QUYẾT ĐỊNH\nĐiều 7. Trách nhiệm của Văn phòng Ủy ban nhân dân tỉnh\n"
        "1. Tham mưu Chủ tịch Ủy ban nhân dân tỉnh:\na) Gửi kết quả đo luồng cho Bộ Xây dựng;\nb) Quy chế họp.\n"
    )
    assert [(row.role, row.recipient) for row in rows] == [
        ("thực hiện", "Bộ Xây dựng"),
        ("tham mưu", "Chủ tịch Ủy ban nhân dân tỉnh"),
    ]


def test_whoever_reflects_difficulties_is_not_the_body_of_the_article():
    (row,) = duties(
        "QUYẾT ĐỊNH\nĐiều 7. Trách nhiệm của Ủy ban nhân dân cấp xã\n"
        "Trong quá trình thực hiện, nếu có vướng mắc, các chủ bến, đơn vị quản lý luồng phản ánh về Sở Xây dựng.\n"
    )
    assert (row.role, row.recipient) == ("báo cáo", "Sở Xây dựng")
    assert row.agency != "Ủy ban nhân dân cấp xã"
