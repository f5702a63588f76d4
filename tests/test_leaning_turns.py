"""Turns that lean on those before them, in conversations over two plans and a note of decisions that nobody else uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from assistant.types import Turn
from tests.index_helpers import asking, last

LAO_CAI = """\
ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Số: 57/KH-UBND
Lào Cai, ngày 12 tháng 2 năm 2026

KẾ HOẠCH
Phát triển rừng bền vững giai đoạn 2026 - 2035, định hướng đến năm 2045 trên địa bàn tỉnh Lào Cai

I. MỤC TIÊU
1. Mục tiêu đến năm 2030
a) Trồng mới 12.000 ha rừng, trong đó rừng gỗ lớn chiếm ít nhất 35%, phần còn lại trồng cây bản địa.
b) Tỷ lệ che phủ rừng đạt 63%.
c) Mở 40 lớp tập huấn kỹ thuật trồng quế cho hộ dân.
2. Mục tiêu giai đoạn 2031 - 2035
a) Trồng mới 8.500 ha rừng, trong đó rừng gỗ lớn chiếm ít nhất 50%.
b) Tỷ lệ che phủ rừng đạt 65%.
3. Định hướng đến năm 2045
a) Tỷ lệ che phủ rừng đạt 68%.

II. NHIỆM VỤ
1. Xây dựng Vườn ươm Nậm Khắt do Công ty Lâm nghiệp Văn Chấn đầu tư, Chi cục Kiểm lâm vận hành.
2. Quỹ Giữ rừng Pú Luông do các nhà máy thủy điện đóng góp, chi trả cho chủ rừng mỗi quý một lần.
3. Thôn bản nào còn thiếu đường lâm nghiệp thì được xem xét hỗ trợ mở đường theo từng năm.

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
a) Chủ trì rà soát quy hoạch ba loại rừng.
b) Cấp mã số vùng trồng quế.
2. Trường Cao đẳng Nghề Lào Cai
a) Mở ngành kỹ thuật lâm sinh từ năm học 2027.
b) Cử giảng viên đi học nghề chế biến gỗ ở nước ngoài, đài thọ vé máy bay và sinh hoạt phí.
c) Ký kết với xưởng mộc để học viên thực tập được trả công.
d) Miễn tiền ở ký túc xá cho học viên vùng cao.
3. Ủy ban nhân dân các xã, phường
a) Lập tổ bảo vệ rừng ở từng thôn.
b) Tự xây dựng phương án chữa cháy rừng của xã.
c) Báo cáo diện tích rừng bị cháy về Chi cục Kiểm lâm trước ngày 5 hằng tháng.
"""
LANG_SON = """\
ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN
Số: 91/KH-UBND
Lạng Sơn, ngày 20 tháng 3 năm 2026

KẾ HOẠCH
Phát triển rừng bền vững giai đoạn 2026 - 2035 trên địa bàn tỉnh Lạng Sơn

I. MỤC TIÊU
1. Mục tiêu đến năm 2030
a) Tỷ lệ che phủ rừng đạt 64,5%.
b) Mở 25 lớp tập huấn kỹ thuật trồng hồi cho hộ dân.
c) Xây 6 chòi canh lửa rừng.
d) Trồng mới 9.000 ha rừng, trong đó rừng gỗ lớn chiếm ít nhất 28%.
2. Mục tiêu giai đoạn 2031 - 2035
a) Trồng mới 7.000 ha rừng, trong đó rừng gỗ lớn chiếm ít nhất 45%.

II. NHIỆM VỤ
1. Thành lập Hội đồng tư vấn giống cây cấp tỉnh để thẩm định nguồn giống hồi.

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
a) Xây dựng bản đồ số rừng hồi.
2. Ủy ban nhân dân các xã, phường
a) Vận động hộ dân đăng ký chứng chỉ rừng.
b) Tổ chức tuần tra rừng giáp biên.
"""
Shown = tuple[tuple[str, str], ...]  # (document, address) of the clauses cited


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    texts = {"lao-cai": LAO_CAI, "lang-son": LANG_SON}
    with asking(tmp_path_factory.mktemp("plans"), texts) as assistant:
        yield assistant


PLANTED = "Lào Cai trồng mới bao nhiêu ha rừng đến năm 2030?"
SCHOOL = "Trường Cao đẳng Nghề Lào Cai được giao những việc gì?"
COMMUNES = "Ủy ban nhân dân các xã, phường ở Lào Cai được giao việc gì?"


@pytest.mark.parametrize(
    ("turns", "clauses"),
    [
        (("Vườn ươm Nậm Khắt ở Lào Cai do ai đầu tư, ai vận hành?",), [("lao-cai", "mục II.1")]),
        (("Quỹ Giữ rừng Pú Luông do ai đóng góp và chi trả mấy lần một năm?",), [("lao-cai", "mục II.2")]),
        (("vuon uom nam khat do ai dau tu, ai van hanh",), [("lao-cai", "mục II.1")]),
        (("Cho hỏi Quỹ Giữ rừng Pú Luông tiền ở đâu ra, trả cho ai?",), [("lao-cai", "mục II.2")]),
        (
            ("Hội đồng tư vấn giống cây ở Lạng Sơn để làm gì và thẩm định cái gì?",),
            [("lang-son", "mục II.1")],
        ),
        (
            ("Thôn bản nào ở Lào Cai còn thiếu đường lâm nghiệp thì có được hỗ trợ mở đường không?",),
            [("lao-cai", "mục II.3")],
        ),
        (
            ("Lào Cai nêu mấy việc lớn?", "Vườn ươm Nậm Khắt ai bỏ vốn còn ai vận hành?"),
            [("lao-cai", "mục II.1")],
        ),
    ],
)
def test_the_parts_of_a_turn_are_of_one_subject(
    plans: PolicyAssistant, turns: tuple[str, ...], clauses: list[tuple[str, str]]
):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, sorted(set(cited))) == ("answered", clauses), text


@pytest.mark.parametrize(
    ("turns", "clause"),
    [
        ((PLANTED, "Trong số đó gỗ lớn tối thiểu là mấy phần?"), ("lao-cai", "mục I.1.a")),
        ((PLANTED, "phần còn lại thì trồng giống gì"), ("lao-cai", "mục I.1.a")),
        ((PLANTED, "trong do go lon chiem may phan"), ("lao-cai", "mục I.1.a")),
        ((SCHOOL, "Thầy cô đi tu nghiệp bên ngoài thì được trường đỡ gì?"), ("lao-cai", "mục III.2.b")),
        ((SCHOOL, "Ở ký túc xá thì có phải đóng tiền không?"), ("lao-cai", "mục III.2.d")),
        ((COMMUNES, "Có cần tự vạch phương án phòng hỏa riêng không?"), ("lao-cai", "mục III.3.b")),
    ],
)
def test_what_the_last_answer_told_answers_the_next_turn(
    plans: PolicyAssistant, turns: tuple[str, ...], clause: tuple[str, str]
):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, cited[:1]) == ("answered", [clause]), text


COVERED = "Tỷ lệ che phủ rừng của Lào Cai đến năm 2030 là bao nhiêu?"


@pytest.mark.parametrize(
    ("turns", "clauses"),
    [
        ((COVERED, "Còn 2035 với 2045?"), [("lao-cai", "mục I.2.b"), ("lao-cai", "mục I.3.a")]),
        ((COVERED, "thế 2035 và 2045 thì sao"), [("lao-cai", "mục I.2.b"), ("lao-cai", "mục I.3.a")]),
        ((COVERED, "con nam 2045, 2035?"), [("lao-cai", "mục I.3.a"), ("lao-cai", "mục I.2.b")]),
        ((COVERED, "What about 2035 and 2045?"), [("lao-cai", "mục I.2.b"), ("lao-cai", "mục I.3.a")]),
        (
            ("Cả nước trồng bao nhiêu rừng?", COVERED, "Rồi giai đoạn 2031-2035 và năm 2045?"),
            [("lao-cai", "mục I.2.b"), ("lao-cai", "mục I.3.a")],
        ),
    ],
)
def test_two_periods_are_both_answered(
    plans: PolicyAssistant, turns: tuple[str, ...], clauses: list[tuple[str, str]]
):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, sorted(set(cited))) == ("answered", sorted(clauses)), text


@pytest.mark.parametrize(
    ("turns", "clause"),
    [
        (("Đọc điểm c khoản 1 mục I của Lào Cai", "Con số ấy ở Lạng Sơn là mấy?"), ("lang-son", "mục I.1.b")),
        (
            ("điểm d khoản 1 mục I kế hoạch Lạng Sơn", "mức đó bên Lào Cai bao nhiêu"),
            ("lao-cai", "mục I.1.a"),
        ),
        ((PLANTED, "sang 2035 thì mức 35% đó lên bao nhiêu?"), ("lao-cai", "mục I.2.a")),
        ((PLANTED, "roi toi 2035 thi muc 35% do len bao nhieu"), ("lao-cai", "mục I.2.a")),
        ((PLANTED, "Con số 35% ấy ở Lạng Sơn là mấy?"), ("lang-son", "mục I.1.d")),
        ((COVERED, "Tỷ lệ này của Lạng Sơn là bao nhiêu?"), ("lang-son", "mục I.1.a")),
        ((COVERED, "con so do o lang son la may"), ("lang-son", "mục I.1.a")),
    ],
)
def test_a_figure_mentioned_again_is_asked_of_another_place_or_period(
    plans: PolicyAssistant, turns: tuple[str, ...], clause: tuple[str, str]
):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, cited[:1]) == ("answered", [clause]), text


@pytest.mark.parametrize(
    ("turns", "clauses"),
    [
        (
            (SCHOOL, "Học viên thực tập có được trả công không?", "Trường còn nhiệm vụ nào khác nữa không?"),
            ["mục III.2.a", "mục III.2.b", "mục III.2.c", "mục III.2.d"],
        ),
        (
            ("Ai cấp mã số vùng trồng quế ở Lào Cai?", "Sở đó còn việc nào khác nữa không"),
            ["mục III.1.a", "mục III.1.b"],
        ),
        (
            (COMMUNES, "Ấy khoan, ý tôi là hỏi giúp xã phường ở Lạng Sơn cơ, họ được giao gì?"),
            ["mục III.2.a", "mục III.2.b"],
        ),
        (
            ("Sở Nông nghiệp và Môi trường Lào Cai làm gì?", "con so ben lang son thi lam gi"),
            ["mục III.1.a"],
        ),
        (
            (
                "Chào bạn, mình làm ở UBND một xã bên Lạng Sơn",
                "theo kế hoạch thì xã mình phải lo những việc gì",
            ),
            ["mục III.2.a", "mục III.2.b"],
        ),
        (
            ("em công tác tại ủy ban phường, ở Lào Cai", "phường em được giao những gì ạ"),
            ["mục III.3.a", "mục III.3.b", "mục III.3.c"],
        ),
        (
            (SCHOOL, "Ngoài mấy việc đó trường còn gì khác không?"),
            ["mục III.2.a", "mục III.2.b", "mục III.2.c", "mục III.2.d"],
        ),
    ],
)
def test_the_body_of_the_last_turns_is_kept(
    plans: PolicyAssistant, turns: tuple[str, ...], clauses: list[str]
):
    _, text, cited = last(plans, *turns)
    assert sorted({address for _, address in cited} - {"mục III.1", "mục III.2", "mục III.3"}) == clauses, (
        text
    )


SENT = "Lạng Sơn quy định báo cáo diện tích rừng bị cháy trước ngày 5 hằng tháng đúng không?"


@pytest.mark.parametrize(
    ("turns", "clauses"),
    [
        (
            (SENT, "Thôi chết, ý tôi là Lào Cai. Vậy ai phải báo cáo, báo cáo về đâu?"),
            [("lao-cai", "mục III.3.c")],
        ),
        (
            (COVERED, "à nhầm, Lạng Sơn! Tỷ lệ che phủ rừng là bao nhiêu, có mấy lớp tập huấn?"),
            [("lang-son", "mục I.1.a"), ("lang-son", "mục I.1.b")],
        ),
        (
            (COVERED, "y toi la Lang Son, vay ty le che phu rung bao nhieu?"),
            [("lang-son", "mục I.1.a")],
        ),
    ],
)
def test_what_is_asked_behind_a_correction_is_of_what_is_meant(
    plans: PolicyAssistant, turns: tuple[str, ...], clauses: list[tuple[str, str]]
):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, sorted(set(cited))) == ("answered", clauses), text


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        ((COVERED, "xạo hả, chỗ nào ghi, chỉ coi"), "mục I.1"),
        ((COVERED, "thiệt không đó, chỉ chỗ coi"), "mục I.1"),
        ((COVERED, "ghi ở đâu, đưa coi thử"), "mục I.1"),
        ((COVERED, "xao ha, cho nao ghi"), "mục I.1"),
        ((COVERED, "nói đại hả, khoản nào ghi vậy"), "mục I.1"),
        ((COVERED, "qwrtp ;;; 99"), "hưa rõ"),
        ((COVERED, "zxcv bnm"), "hưa rõ"),
        ((COVERED, "bot là ai, biết làm mấy cái gì"), "tra cứu"),
    ],
)
def test_doubt_and_noise_behind_an_answer_are_no_new_subjects(
    plans: PolicyAssistant, turns: tuple[str, ...], says: str
):
    outcome, text, _ = last(plans, *turns)
    assert says in text, outcome


@pytest.mark.parametrize(
    ("turns", "clause"),
    [
        ((COVERED, "Trường Cao đẳng Nghề miễn tiền ở cho ai?"), ("lao-cai", "mục III.2.d")),
        ((COVERED, "Tuần tra rừng giáp biên ở Lạng Sơn do ai làm?"), ("lang-son", "mục III.2.b")),
        ((SCHOOL, "Mấy nhà máy thủy điện đóng góp vào quỹ nào?"), ("lao-cai", "mục II.2")),
        (
            ("Lào Cai cấp mã số vùng trồng gì?", "Học viên thực tập ở xưởng mộc có được trả công không?"),
            ("lao-cai", "mục III.2.c"),
        ),
        (
            ("Lạng Sơn mở bao nhiêu lớp tập huấn?", "Bản đồ số rừng hồi ai xây dựng?"),
            ("lang-son", "mục III.1.a"),
        ),
        ((PLANTED, "Bao giờ báo cáo diện tích rừng bị cháy?"), ("lao-cai", "mục III.3.c")),
    ],
)
def test_a_turn_with_a_subject_of_its_own_is_not_drowned(
    plans: PolicyAssistant, turns: tuple[str, ...], clause: tuple[str, str]
):
    outcome, text, cited = last(plans, *turns)
    assert (outcome, cited[:1]) == ("answered", [clause]), text


@pytest.mark.parametrize(
    "turns",
    [
        (PLANTED, "Mức phạt cụ thể bao nhiêu tiền?"),
        ("Vườn ươm Nậm Khắt ai đầu tư?", "Tổ chức khánh thành hôm nào thế?"),
        ("Vườn ươm Nậm Khắt ai đầu tư?", "Vốn hết bao nhiêu tỷ?"),
        (COMMUNES, "Ai trả phụ cấp cho tổ trưởng?"),
        (COVERED, "Có nhắc tới sầu riêng không?"),
    ],
)
def test_what_no_clause_says_is_not_answered_by_the_clause_before(
    plans: PolicyAssistant, turns: tuple[str, ...]
):
    outcome, text, _ = last(plans, *turns)
    assert outcome != "answered", text


def test_the_day_behind_what_a_plan_carries_out_is_not_its_own(
    surroundings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = LAO_CAI.replace(
        "I. MỤC TIÊU\n",
        "Thực hiện Nghị quyết số 82/NQ-CP ngày 18 tháng 5 năm 2024 của Chính phủ về rừng, tỉnh ban hành kế hoạch:\n\n"
        "I. MỤC TIÊU\n",
        1,
    )
    with asking(tmp_path_factory.mktemp("carried out"), {"lao-cai": text}) as assistant:
        first = "Kế hoạch Lào Cai thực hiện nghị quyết số mấy?"
        told = assistant.ask("ngày nào?", history=[first]).text
        assert "82/NQ-CP ngày 18 tháng 5 năm 2024 của Chính phủ" in told
        assert "12/2/2026" not in told
        assert "82/NQ-CP" in assistant.ask(f"{first[:-1]}, của ai, ngày nào?").text


@pytest.mark.parametrize(
    ("turn", "told", "not_told"),
    [
        ("Lạng Sơn mới là 63% chứ?", "", "Đúng"),
        ("Lạng Sơn mới 63% đúng không?", "Lào Cai: Tỷ lệ che phủ rừng đạt 63%", "**Đúng.**"),
        ("Lào Cai mới 63% đúng không?", "Đúng, văn bản ghi **đạt 63%**", "**Không.**"),
        ("Lào Cai mới 60% đúng không?", "**đạt 63%**", "**Đúng.**"),
    ],
)
def test_a_figure_said_of_a_place_is_of_what_was_talked_of(
    plans: PolicyAssistant, turn: str, told: str, not_told: str
) -> None:
    text = plans.ask(turn, history=["Tỷ lệ che phủ rừng của Lào Cai đến năm 2030?"]).text
    assert told in text
    assert not_told not in text


@pytest.mark.parametrize(
    "turn",
    [
        "ai làm chủ tịch hội đồng?",
        "Ai là chủ tịch hội đồng đó?",
        "ai lam chu tich hoi dong",
    ],
)
def test_the_head_of_a_body_just_told_is_none_of_another_document(
    surroundings: None, tmp_path_factory: pytest.TempPathFactory, turn: str
) -> None:
    tuyen_quang = LAO_CAI.replace("LÀO CAI", "TUYÊN QUANG").replace("Lào Cai", "Tuyên Quang")
    tuyen_quang = tuyen_quang.replace(
        "II. NHIỆM VỤ\n", "II. NHIỆM VỤ\n0. Ông Hà Văn Pao làm Chủ tịch Hội đồng tư vấn giống cây.\n"
    )
    with asking(
        tmp_path_factory.mktemp("councils"), {"lang-son": LANG_SON, "tuyen-quang": tuyen_quang}
    ) as assistant:
        first = "Kế hoạch Lạng Sơn lập hội đồng gì để thẩm định nguồn giống hồi?"
        answer = assistant.ask(turn, history=[first])
        assert answer.outcome == "not_stated", answer.text
        assert "Pao" not in answer.text
        assert "Pao" in assistant.ask("Ở Tuyên Quang ai làm Chủ tịch Hội đồng tư vấn giống cây?").text


def test_a_document_is_sent_where_the_question_before_is_of_nothing_else(
    surroundings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = LANG_SON + "\nNơi nhận:\n- Bộ Nông nghiệp và Môi trường;\n- Chi cục Kiểm lâm;\n- Lưu: VT.\n"
    with asking(tmp_path_factory.mktemp("sent"), {"lang-son": text}) as assistant:
        history: list[Turn] = []
        turns = (
            "Kế hoạch 91 của Lạng Sơn ai ký?",
            "Thế có thay kế hoạch cũ nào không?",
            "hỏi gì cũng không có, chán ghê",
        )
        for turn in turns:
            history.append(Turn(turn, assistant.ask(turn, history=history).standalone_question))
        assert (
            "Bộ Nông nghiệp và Môi trường"
            in assistant.ask("Nó được gửi tới những nơi nào?", history=history).text
        )
