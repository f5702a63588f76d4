"""The register of responsibilities: who does what, with whom, by when, for whom, and what a clause leaves open."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.documents import parse_sections
from assistant.language.bodies import (
    agency_name,
    agency_of_heading,
    is_group,
    split_bodies,
    standard_agencies,
)
from assistant.language.spellings import nearest_agencies
from assistant.language.text import nfc
from assistant.registers import extract_responsibilities
from assistant.types import Catalog, Document, Responsibility


def duties(words: str, *, tier: str = "official") -> tuple[Responsibility, ...]:
    text = nfc("KẾ HOẠCH\nI. MỤC TIÊU\n- Thành phố trở thành đô thị xanh.\n" + words)
    document = Document("d", "Kế hoạch", "Kế hoạch", "plan", tier, text, place="Huế")  # type: ignore[arg-type]
    rows = extract_responsibilities(document, parse_sections(document))
    assert all(row.quote == text[row.start : row.end] for row in rows)
    assert len({row.id for row in rows}) == len(rows)
    return rows


def duty(words: str, body: str = "1. Sở Xây dựng") -> Responsibility:
    """The one duty of a clause under a heading that names a body."""
    (row,) = duties(f"III. TỔ CHỨC THỰC HIỆN\n{body}\n{words}\n")
    return row


PIECES = [
    "1. Sở Y tế", "2. Đề nghị Đại học Huế:", "a)", "- ", "Điều 2. ", "chủ trì, phối hợp với", "Sở Tài chính",
    "các đơn vị liên quan", "báo cáo", "về", "trước ngày 15/12", "hằng năm", "Căn cứ", "; ", ". ", ": ", ", ", "và",
    "Giao", "Yêu cầu", "Cơ quan chủ trì:", "V. TỔ CHỨC THỰC HIỆN", "Trên đây là", "để tổng hợp", "các", "**", "\n", "\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join))
@example("Cơ quan chủ trì: Sở Tài chính \n Cơ quan chủ trì: Cơ quan chủ trì:")  # two duties of one task
def test_whatever_is_written_rows_quote_it(words: str):
    for row in duties(words):
        assert row.agency
        assert row.agency in " ".join(words.replace("*", "").split())


PLAN = """III. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
a) Chủ trì, phối hợp với Sở Tài chính, Sở Y tế tổ chức trồng cây;
b) Báo cáo kết quả gửi Ủy ban nhân dân thành phố trước ngày 20 tháng 12 hằng năm.
2. Đề nghị Đại học Huế
Tham mưu các giải pháp.
3. UBND các xã, phường: phối hợp triển khai thực hiện kế hoạch.
4. Chế độ báo cáo
Văn phòng hướng dẫn thực hiện báo cáo.
"""


def test_duties_have_body_role_partners_deadline_recipient_and_address():
    assert [
        (d.agency, d.role, d.partners, d.to_dict()["deadline"], d.recipient, str(d.address))
        for d in duties(PLAN)
    ] == [
        ("Sở Xây dựng", "chủ trì", ("Sở Tài chính", "Sở Y tế"), None, None, "mục III.1.a"),
        (
            "Sở Xây dựng",
            "báo cáo",
            (),
            "trước ngày 20 tháng 12 hằng năm",
            "Ủy ban nhân dân thành phố",
            "mục III.1.b",
        ),
        ("Đại học Huế", "đề nghị", (), None, None, "mục III.2"),
        ("UBND các xã, phường", "phối hợp", (), None, None, "mục III.3"),
        ("Văn phòng", "hướng dẫn", (), None, None, "mục III.4"),
    ]


def test_press_gives_nobody_duties():
    assert duties(PLAN, tier="press") == ()


@pytest.mark.parametrize(
    ("clause", "role"),
    [
        ("- Chủ động phối hợp với các sở triển khai kế hoạch.", "phối hợp"),
        (
            "- Hằng năm, căn cứ khả năng cân đối ngân sách, tham mưu cấp có thẩm quyền bố trí kinh phí.",
            "tham mưu",
        ),
        ("- Căn cứ chức năng, nhiệm vụ được giao tổ chức kiểm tra các công trình.", "thực hiện"),
        ("- Là cơ quan đầu mối chủ trì tổ chức thực hiện Kế hoạch.", "chủ trì"),
        ("- Định kỳ hằng năm gửi báo cáo Bộ Xây dựng tình hình thực hiện.", "báo cáo"),
        ("- Tổng hợp, báo cáo Ủy ban nhân dân thành phố.", "báo cáo"),
        ("- Rà soát các quy hoạch; phối hợp với Sở Tài chính bố trí vốn.", "thực hiện"),
    ],
)
def test_the_first_verb_behind_adverbs_and_grounds_is_the_role(clause: str, role: str):
    assert duty(clause).role == role


@pytest.mark.parametrize(
    ("clause", "partners"),
    [
        (
            (
                "- Phối hợp với Sở Giáo dục và Đào tạo và các sở, ban ngành thành phố, "
                "Ủy ban nhân dân xã, phường căn cứ dự toán bố trí vốn."
            ),
            ("Sở Giáo dục và Đào tạo", "các sở, ban ngành thành phố", "Ủy ban nhân dân xã, phường"),
        ),
        ("- Phối hợp Sở Khoa học và Công nghệ đề xuất ứng dụng bản đồ số.", ("Sở Khoa học và Công nghệ",)),
        (
            "- Chủ trì, phối hợp các cơ quan, đơn vị liên quan tham mưu giải pháp.",
            ("các cơ quan, đơn vị liên quan",),
        ),
        (
            "- Phối hợp với các tổ chức chính trị - xã hội vận động người dân.",
            ("các tổ chức chính trị - xã hội",),
        ),
        ("- Phối hợp với Sở Y tế liên thông dữ liệu khám bệnh.", ("Sở Y tế",)),
        ("- Phối hợp triển khai các nhiệm vụ tại địa phương.", ()),
        ("- Chỉ đạo các phòng phối hợp với Sở Y tế khám sức khỏe.", ()),  # others do that together
    ],
)
def test_partners_are_one_body_each(clause: str, partners: tuple[str, ...]):
    assert duty(clause).partners == partners


@pytest.mark.parametrize(
    ("clause", "recipient", "product"),
    [
        (
            "- Định kỳ báo cáo kết quả thực hiện về Sở Y tế để tổng hợp, báo cáo Ủy ban nhân dân thành phố.",
            "Sở Y tế",
            "báo cáo kết quả thực hiện",
        ),
        (
            "- Tham mưu Ủy ban nhân dân thành phố ban hành các kế hoạch chi tiết.",
            "Ủy ban nhân dân thành phố",
            "các kế hoạch chi tiết",
        ),
        ("- Lập dự toán kinh phí, gửi Sở Tài chính để thẩm định.", "Sở Tài chính", "dự toán kinh phí"),
        (
            "- Báo cáo Ủy ban nhân dân thành phố và các bộ, ngành Trung ương theo quy định.",
            "Ủy ban nhân dân thành phố và các bộ, ngành Trung ương",
            None,
        ),
        ("- Triển khai chương trình trồng cây trong quá trình chỉnh trang đô thị.", None, None),
    ],
)
def test_recipient_and_product_are_named_in_the_clause(
    clause: str, recipient: str | None, product: str | None
):
    row = duty(clause)
    assert (row.recipient, row.product) == (recipient, product)


def test_a_yearly_budget_is_no_deadline():
    assert (
        duty("- Căn cứ khả năng cân đối ngân sách hằng năm, phối hợp với Sở Y tế bố trí vốn.").deadline
        is None
    )


def test_an_occasion_is_a_deadline():
    row = duty(
        "- Hằng năm, lập dự toán, gửi Sở Tài chính để thẩm định tại thời điểm xây dựng dự toán ngân sách nhà nước."
    )
    assert row.to_dict()["deadline"] == "Hằng năm, tại thời điểm xây dựng dự toán ngân sách nhà nước"


def test_a_lead_in_gives_role_and_partners_to_its_items():
    rows = duties(
        "V. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương\na) Chủ trì, phối hợp với Sở Tài chính, các đơn vị có liên quan\n"
        "- Tổ chức hội chợ.\n- Hướng dẫn doanh nghiệp.\nb) Phối hợp với Sở Du lịch:\n- Quảng bá sản phẩm.\n"
    )
    assert [(r.role, r.partners, r.task) for r in rows] == [
        ("chủ trì", ("Sở Tài chính", "các đơn vị có liên quan"), "Tổ chức hội chợ."),
        ("chủ trì", ("Sở Tài chính", "các đơn vị có liên quan"), "Hướng dẫn doanh nghiệp."),
        ("phối hợp", ("Sở Du lịch",), "Quảng bá sản phẩm."),
    ]


def test_an_article_on_the_responsibility_of_a_body_names_it():
    rows = duties(
        "Điều 1. Phạm vi\n1. Quy chế về nước sạch.\nĐiều 2. Trách nhiệm của Sở Xây dựng\n1. Bố trí quỹ đất.\n"
        "Điều 3. Trách nhiệm của UBND cấp xã\n1. Định kỳ báo cáo Sở Xây dựng.\n"
    )
    assert [(r.agency, r.task) for r in rows] == [
        ("Sở Xây dựng", "Bố trí quỹ đất."),
        ("UBND cấp xã", "Định kỳ báo cáo Sở Xây dựng."),
    ]


def test_a_heading_that_is_a_sentence_names_the_body_of_its_items():
    rows = duties(
        "V. TỔ CHỨC THỰC HIỆN\n1. Các bộ, ngành, địa phương có trách nhiệm:\n- Ban hành kế hoạch trước ngày 31/12/2027.\n"
        "2. Sở Xây dựng chỉ đạo Chi cục Giám định thực hiện các nội dung sau:\n- Lập dự toán.\n"
    )
    assert [(r.agency, r.to_dict()["deadline"], r.unsure) for r in rows] == [
        ("Các bộ, ngành, địa phương", "trước ngày 31/12/2027", False),
        ("Sở Xây dựng", None, True),  # the one it directs does it
    ]


def test_sentences_of_different_bodies_are_rows_of_their_own():
    rows = duties(
        "V. TỔ CHỨC THỰC HIỆN\n1. Các sở, ngành định kỳ hằng năm báo cáo Sở Nội vụ trước ngày 15 tháng 12. "
        "Sở Nội vụ tổng hợp, báo cáo Ủy ban nhân dân thành phố trước ngày 30 tháng 01 của năm tiếp theo.\n"
    )
    assert [(r.agency, r.role, r.to_dict()["deadline"], r.recipient) for r in rows] == [
        ("Các sở, ngành", "báo cáo", "định kỳ hằng năm, trước ngày 15 tháng 12", "Sở Nội vụ"),
        ("Sở Nội vụ", "báo cáo", "trước ngày 30 tháng 01 của năm tiếp theo", "Ủy ban nhân dân thành phố"),
    ]
    assert [r.id for r in rows] == ["d#v.1", "d#v.1/2"]


def test_a_duty_outside_the_part_on_implementation_counts_where_it_is_plain():
    rows = duties(
        "IV. KINH PHÍ\n1. Kinh phí được phân bổ trên cơ sở dự toán hằng năm.\n"
        "2. Hằng năm, các cơ quan, đơn vị được giao nhiệm vụ lập dự toán, gửi Sở Tài chính để thẩm định.\n"
        "3. Giao Sở Nội vụ chủ trì theo dõi việc sử dụng.\n4. Các cấp, các ngành nêu cao tinh thần tiết kiệm.\n"
    )
    assert [(r.agency, r.role, r.to_dict()["deadline"], r.recipient) for r in rows] == [
        ("các cơ quan, đơn vị được giao nhiệm vụ", "thực hiện", "Hằng năm", "Sở Tài chính"),
        ("Sở Nội vụ", "chủ trì", None, None),
    ]


def test_the_closing_words_give_a_duty_where_something_is_to_be_reported():
    rows = duties(
        "V. TỔ CHỨC THỰC HIỆN\n1. Các trường học\nTrồng cây.\n"
        "Trên đây là Kế hoạch trồng cây. Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện. "
        "Trong quá trình thực hiện nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Sở Xây dựng để tổng hợp, báo cáo./.\n"
    )
    assert [(r.agency, r.role, r.recipient) for r in rows] == [
        ("Các trường học", "thực hiện", None),
        ("các đơn vị", "báo cáo", "Sở Xây dựng"),
    ]


def test_what_the_issuer_asks_of_all_is_not_the_duty_of_the_body_above():
    rows = duties(
        "V. TỔ CHỨC THỰC HIỆN\n1. Các trường học\na) Trồng cây.\n"
        "Ủy ban nhân dân thành phố yêu cầu các sở, ngành nghiêm túc triển khai thực hiện./.\n"
    )
    assert [r.task for r in rows] == ["Trồng cây."]


def test_headings_that_name_one_body_after_another_share_out_the_work():
    rows = duties("II. NỘI DUNG\n1. Sở Y tế\nKhám sức khỏe.\n2. Sở Tài chính\nBố trí vốn.\n")
    assert [r.agency for r in rows] == ["Sở Y tế", "Sở Tài chính"]
    assert (
        duties("II. TIÊU CHÍ\na) Đối với Sở Y tế\n- Có cây xanh.\nb) Đối với các trường\n- Có vườn.\n") == ()
    )


TABLE = """V. PHÂN CÔNG NHIỆM VỤ
| TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn |
| --- | --- | --- | --- | --- | --- |
| 1 | Trồng cây ven đường | Sở Xây dựng | Sở Tài chính; Sở GD&ĐT | Kế hoạch | Quý IV/2026 |
| 2 | Trồng cây trong trường | Sở GD&ĐT | Các trường học | | Hằng năm |
"""


def test_rows_of_task_tables_are_duties():
    rows = duties(TABLE)
    assert [
        (r.agency_name, r.role, r.task, r.partners, r.product, r.to_dict()["deadline"]) for r in rows
    ] == [
        (
            "Sở Xây dựng",
            "chủ trì",
            "Trồng cây ven đường",
            ("Sở Tài chính", "Sở GD&ĐT"),
            "Kế hoạch",
            "Quý IV/2026",
        ),
        (
            "Sở Giáo dục và Đào tạo",
            "chủ trì",
            "Trồng cây trong trường",
            ("Các trường học",),
            None,
            "Hằng năm",
        ),
    ]


def test_labels_below_a_task_name_its_body_partners_product_and_deadline():
    rows = duties(
        "II. NHIỆM VỤ\n1. Xây dựng nền tảng bệnh án điện tử\n- Cơ quan chủ trì: Sở Y tế.\n"
        "- Cơ quan phối hợp: Sở KH&CN, các bệnh viện.\n- Thời gian hoàn thành: Trước ngày 30/9/2026.\n- Sản phẩm: Nền tảng số.\n"
        "2. Tập huấn kỹ năng số. Đơn vị thực hiện: Trường Cao đẳng Y tế; thời gian: Quý III năm 2026.\n"
        "3. Rà soát\na) Nội dung: Khảo sát đường truyền.\nb) Đơn vị chủ trì: Công an tỉnh.\n"
    )
    assert [
        (r.agency, r.role, r.task, r.partners, r.product, r.to_dict()["deadline"], str(r.address))
        for r in rows
    ] == [
        (
            "Sở Y tế",
            "chủ trì",
            "Xây dựng nền tảng bệnh án điện tử",
            ("Sở KH&CN", "các bệnh viện"),
            "Nền tảng số",
            "Trước ngày 30/9/2026",
            "mục II.1",
        ),
        (
            "Trường Cao đẳng Y tế",
            "thực hiện",
            "Tập huấn kỹ năng số",
            (),
            None,
            "Quý III năm 2026",
            "mục II.2",
        ),
        ("Công an tỉnh", "chủ trì", "Khảo sát đường truyền", (), None, None, "mục II.3.a"),
    ]


def test_a_sentence_under_a_label_gives_its_bodies_and_not_what_they_do():
    rows = duties(
        "II. NHIỆM VỤ\n1. Kiểm kê hồ chứa\n- Cơ quan thực hiện: Sở Xây dựng tiến hành kiểm kê các hồ lớn; Ủy ban nhân dân các xã"
        " rà soát hồ nhỏ và gửi số liệu.\n- Thời gian thực hiện: Quý II năm 2027.\n"
    )
    assert [(r.agencies, r.task) for r in rows] == [
        (("Sở Xây dựng", "Ủy ban nhân dân xã"), "Kiểm kê hồ chứa"),
    ]


def test_labels_of_a_procedure_are_no_task():
    words = "II. THỦ TỤC\n1. Cơ quan giải quyết:\n- Cơ quan thực hiện: Sở Y tế.\n- Cơ quan phối hợp: Sở Tài chính.\n"
    assert duties(words) == ()


@pytest.mark.parametrize(
    ("heading", "clause", "left_open"),
    [
        (
            "1. Sở Xây dựng",
            "Chủ trì, phối hợp với Sở Y tế xây dựng kế hoạch trồng cây, trình Ủy ban nhân dân thành phố trước ngày 31/12/2027.",
            (),
        ),
        (
            "1. Các sở, ngành liên quan",
            "Tổ chức triển khai thực hiện các nhiệm vụ được giao theo quy định.",
            ("người", "việc", "thời gian", "trách nhiệm", "sản phẩm", "thẩm quyền"),
        ),
        ("1. Sở Y tế", "Định kỳ báo cáo Ủy ban nhân dân thành phố.", ("thời gian",)),
        ("1. Sở Y tế", "Hằng năm, tham mưu cấp có thẩm quyền ban hành chính sách mới.", ("thẩm quyền",)),
        (
            "1. Sở Y tế",
            "Phối hợp với các đơn vị liên quan khám bệnh cho người dân.",
            ("thời gian", "trách nhiệm", "sản phẩm", "thẩm quyền"),
        ),
    ],
)
def test_what_a_duty_leaves_open_of_the_six(heading: str, clause: str, left_open: tuple[str, ...]):
    row = duty(clause, heading)
    assert row.left_open == left_open
    assert row.to_dict()["left_open"] == left_open


@pytest.mark.parametrize(
    ("heading", "agency"),
    [
        ("4. Đề nghị Đại học Huế", "Đại học Huế"),
        ("**1. Sở Giáo dục và Đào tạo:**", "Sở Giáo dục và Đào tạo"),
        ("a) Uỷ ban nhân dân các xã", "Uỷ ban nhân dân các xã"),
        ("II. Giao Công an thành phố", "Công an thành phố"),
        ("2. Các bộ, ngành có trách nhiệm:", "Các bộ, ngành"),
        ("12. Ủy ban nhân dân các xã: Gia Thuận, Tân Điền", "Ủy ban nhân dân các xã: Gia Thuận, Tân Điền"),
        ("10. Chế độ báo cáo", None),
        ("1. Báo cáo kết quả", None),
        ("1. Mục tiêu tổng quát", None),
        ("2. Nâng cao nhận thức", None),
        ("3. Hội nghị tổng kết", None),
    ],
)
def test_a_heading_names_a_body_or_a_subject(heading: str, agency: str | None):
    assert agency_of_heading(heading) == agency


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("UBND các xã, phường", "Ủy ban nhân dân xã, phường"),
        ("Uỷ ban nhân dân xã, phường", "Ủy ban nhân dân xã, phường"),
        ("UBND các xã/phường", "Ủy ban nhân dân xã, phường"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở GDĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở GD và ĐT", "Sở Giáo dục và Đào tạo"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
        ("Sở Giáo dục và Đào tạo thành phố Huế", "Sở Giáo dục và Đào tạo"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("UBND THÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội"),
        ("Đề nghị Đại học Huế", "Đại học Huế"),
        ("Công an Tỉnh", "Công an tỉnh"),
        ("Sở Y tế; UBND xã, phường", "Sở Y tế; Ủy ban nhân dân xã, phường"),
        ("Các Sở: Tài chính, Văn hóa, Thể thao và Du lịch", "Sở Tài chính; Sở Văn hóa, Thể thao và Du lịch"),
        ("Các sở, ban, ngành liên quan", "Các sở, ban, ngành liên quan"),
    ],
)
def test_a_body_has_one_name_however_it_is_written(written: str, name: str):
    assert agency_name(written) == name


def test_a_joint_duty_is_one_row_of_several_bodies():
    row = duty(
        "Đưa tin về kế hoạch.", "1. Sở Văn hóa, Thể thao và Du lịch; Báo và Phát thanh, Truyền hình Cần Thơ"
    )
    assert row.agencies == ("Sở Văn hóa, Thể thao và Du lịch", "Báo và Phát thanh, Truyền hình Cần Thơ")


@pytest.mark.parametrize(
    ("words", "bodies"),
    [
        ("các sở, ban, ngành, UBND các xã, phường và cơ quan, đơn vị có liên quan", 3),
        ("Bộ Nông nghiệp và Môi trường, các cơ quan liên quan và chính quyền địa phương", 3),
        ("các cơ quan, đơn vị, địa phương, doanh nghiệp", 1),
        ("Đài Truyền hình Việt Nam, Đài Tiếng nói Việt Nam, Thông tấn xã Việt Nam", 3),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", 1),
    ],
)
def test_a_list_of_bodies_is_parted_at_names(words: str, bodies: int):
    assert len(split_bodies(words)) == bodies


def test_a_group_names_nobody():
    assert is_group("Các sở, ngành liên quan")
    assert is_group("Sở, ban, ngành thành phố")
    assert not is_group("Sở Y tế")
    assert not is_group("Ủy ban nhân dân xã, phường")


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("Sở Giáo dục", "Sở Giáo dục và Đào tạo"),
        ("so y te", "Sở Y tế"),
        ("Sở Thể thao", "Sở Văn hóa và Thể thao"),
        ("UBND phường", "Ủy ban nhân dân xã, phường"),
    ],
)
def test_the_nearest_names_are_offered_for_an_unknown_body(typed: str, nearest: str):
    assert nearest_agencies(typed, [*standard_agencies(), "Ủy ban nhân dân xã, phường"])[0] == nearest


def test_nothing_is_offered_for_what_is_like_no_body():
    assert nearest_agencies("Sở Bánh kẹo", standard_agencies()) == ()


def test_the_duties_of_both_plans_are_all_there(catalog: Catalog):
    agencies: dict[str, list[str]] = {}
    for row in catalog.responsibilities:
        agencies.setdefault(row.document_id, []).append(row.agency_name)
    assert {name: len(rows) for name, rows in agencies.items()} == {"hue-1002": 14, "can-tho-1002": 32}
    assert agencies["can-tho-1002"].count("Công an thành phố") == 2
    assert agencies["can-tho-1002"].count("Trường Đại học Kỹ thuật - Công nghệ Cần Thơ") == 9
    assert agencies["hue-1002"].count("Đại học Huế") == 3


def test_the_yearly_report_of_can_tho_has_its_deadline_and_recipient(catalog: Catalog):
    row = next(r for r in catalog.responsibilities if str(r.address) == "mục V.10")
    assert (row.to_dict()["deadline"], row.recipient, row.role) == (
        "chậm nhất là ngày 15 tháng 11 hàng năm",
        "Sở Giáo dục và Đào tạo",
        "báo cáo",
    )


def who(words: str) -> list[tuple[str, str, str]]:
    return [(row.agency, row.role, row.quote) for row in duties(words)]


def test_each_sentence_of_a_clause_that_opens_with_a_verb_is_a_duty():
    text = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Chi cục Thủy sản\n"
        "a) Chủ trì thả giống. Báo cáo Sở Y tế trước ngày 5/12. Đây là việc hằng năm.\n"
    )
    assert who(text) == [
        ("Chi cục Thủy sản", "chủ trì", "a) Chủ trì thả giống."),
        ("Chi cục Thủy sản", "báo cáo", "Báo cáo Sở Y tế trước ngày 5/12. Đây là việc hằng năm."),
    ]


def test_numbered_points_within_a_paragraph_are_duties():
    text = (
        "III. NHIỆM VỤ, GIẢI PHÁP\n"
        "a) Sở Xây dựng: **(1)** Lập bản đồ ngập; **(2)** chủ trì, phối hợp với Sở Y tế diễn tập.\n"
        "b) Nạo vét kênh: **(1)** Sở Tài chính trình phương án vốn; "
        "**(2)** các xã tập trung: (i) Rà soát bờ kênh; (ii) Trồng tre.\n"
        "c) Sở Y tế phát triển sổ khám với 02 phần: (i) Tiêm chủng; (ii) Khám thai.\n"
    )
    assert who(text) == [
        ("Sở Xây dựng", "thực hiện", "Lập bản đồ ngập;"),
        ("Sở Xây dựng", "chủ trì", "chủ trì, phối hợp với Sở Y tế diễn tập."),
        ("Sở Tài chính", "thực hiện", "Sở Tài chính trình phương án vốn;"),
        ("các xã", "thực hiện", "Rà soát bờ kênh;"),
        ("các xã", "thực hiện", "Trồng tre."),
        (
            "Sở Y tế",
            "thực hiện",
            "c) Sở Y tế phát triển sổ khám với 02 phần: (i) Tiêm chủng; (ii) Khám thai.",
        ),
    ]


def test_whoever_has_a_duty_is_a_body_though_no_list_knows_it():
    text = (
        "Điều 4. Quản lý lớp học bơi\n1. Trưởng nhóm cứu hộ có trách nhiệm trực hồ bơi.\n"
        "2. Phụ huynh học viên chịu trách nhiệm đón con đúng giờ.\n3. Việc đóng hồ bơi có trách nhiệm của nhiều bên.\n"
        "Điều 5. Trách nhiệm của bên cho thuê hồ\n1. Thay nước mỗi tuần.\n2. Chủ trì bảo trì máy lọc.\n"
        "Điều 6. Nhân viên y tế có trách nhiệm:\na) Ghi sổ trực;\nb) Báo cáo Sở Y tế khi có tai nạn.\n"
    )
    assert [(agency, role) for agency, role, _ in who(text)] == [
        ("Trưởng nhóm cứu hộ", "thực hiện"),
        ("Phụ huynh học viên", "thực hiện"),
        ("bên cho thuê hồ", "thực hiện"),
        ("bên cho thuê hồ", "chủ trì"),
        ("Nhân viên y tế", "thực hiện"),
        ("Nhân viên y tế", "báo cáo"),
    ]


def test_articles_give_duties_and_what_was_or_what_words_mean_gives_none():
    text = (
        "Điều 2. Giải thích từ ngữ\n1. Sở Y tế quản lý trạm là cơ quan chủ quản.\n"
        "Điều 3. Đăng ký\n1. Trường hợp hồ sơ thiếu, Sở Xây dựng thông báo cho người nộp.\n"
        "2. Giám đốc Sở Nội vụ quyết định công nhận đội tuyển.\n"
    )
    assert [(agency, quote[:2]) for agency, _, quote in who(text)] == [
        ("Sở Xây dựng", "Tr"),
        ("Giám đốc Sở Nội vụ", "Gi"),
    ]


def test_those_who_enforce_a_decision_are_all_named():
    text = (
        "Điều 3. Chánh Văn phòng UBND tỉnh; Giám đốc: Sở Y tế, Sở Nội vụ; Chủ tịch UBND các xã và cá nhân có liên quan "
        "chịu trách nhiệm thi hành Quyết định này.\n"
    )
    ((agency, role, _),) = who(text)
    assert (agency, role) == (
        "Chánh Văn phòng UBND tỉnh; Giám đốc: Sở Y tế, Sở Nội vụ; Chủ tịch UBND các xã và cá nhân có liên quan",
        "thực hiện",
    )


def test_the_one_whom_the_issuer_charges_has_the_duty_and_not_the_role_above_it():
    text = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ:\n"
        "a) Mua máy.\nb) Hội đồng thẩm định đánh giá hồ sơ.\n"
        "2. Ủy ban nhân dân tỉnh, thành phố giao Sở Tài chính chủ trì lập dự toán.\n"
    )
    assert [(agency, role) for agency, role, _ in who(text)] == [
        ("Sở Y tế", "chủ trì"),
        ("Hội đồng thẩm định", "thực hiện"),
        ("Sở Tài chính", "chủ trì"),
    ]
