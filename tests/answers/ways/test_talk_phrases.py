"""What people say, as they type it: turns that are an act of talk, and questions that only look like one."""

from __future__ import annotations

import re

import pytest

from assistant.language.diacritics import Restorer
from assistant.language.text import fold
from assistant.questions.talk import read_talk

SPOKEN = {
    "thanks": ["cảm ơn nha", "tks ad", "thank u", "cám ơn anh chị nhiều lắm ạ", "ok cảm ơn", "tysm"],
    "acknowledgement": ["ok b", "okela", "uhm", "dạ hiểu rồi ạ", "đc rồi", "yep"],
    "greeting": ["alo ad ơi", "hi mn", "chào cả nhà nha", "hello there"],
    "complaint": ["k hỉu j hết", "hok hiểu", "ko hiểu gì", "hổng hiểu", "trả lời lạc đề rồi bạn ơi", "sai bét", "you're wrong"],
    "praise": ["giỏi ghê", "quá đỉnh", "xịn quá ad", "very helpful", "trả lời hay quá bạn ơi"],
    "documents": ["trong kho có gì vậy", "văn bản nào còn hiệu lực", "which documents are in force?"],
    "citing": ["cách trích dẫn", "tôi muốn trích dẫn", "how should I cite this?"],
    "exporting": ["xuất file word được ko", "tải về thế nào ạ", "cho xin file word", "can I print this?"],
    "freshness": ["thông tin có mới không", "có giá trị pháp lý không", "how recent is the data?"],
    "abilities": ["help me", "dùng thế nào", "hướng dẫn cách hỏi với ạ"],
    "identity": ["who made you?", "ai làm ra bạn vậy"],
    "challenge": ["chắc hông", "đúng ko vậy", "thật hả", "xem lại đi bạn", "really?", "tôi tưởng 15%", "i thought it was 15%"],
    "repeat": ["nói lại coi", "hồi nãy nói gì", "pardon?"],
    "shorten": ["nói ngắn thôi", "ý chính là gì", "make it shorter please", "tldr"],
    "continue": ["còn chi nữa không", "nói tiếp đi", "hết rồi hả", "what else?", "tell me more"],
    "locate": ["điều mấy", "cho em xin link với", "số này lấy đâu ra", "which article?", "ở trang nào vậy"],
    "issuer": ["ai nói vậy", "văn bản này do cơ quan nào ban hành", "who issued this plan?"],
    "drafting": ["viết hộ em bài phát biểu khai mạc hội chợ", "soan giup minh to trinh xin sua cau", "draft a memo about rice"],
    "translating": ["dịch hộ mình đoạn trên", "có bản tiếng anh ko", "translate the second clause"],
    "opinion": ["bạn thấy sao về kế hoạch này", "có nên vay vốn trồng cam không", "what do you think of it?"],
    "prediction": ["đoán xem năm sau thế nào", "liệu tỉnh có đạt được chỉ tiêu không", "will it work?"],
    "personal": ["cho tôi số điện thoại của ông Bình", "ông Trần Văn Bình sống ở đâu", "what is the salary of Mr Binh"],
    "general": ["kể chuyện vui đi", "thời tiết Đà Lạt hôm nay", "3 nhân 4 bằng mấy", "what time is it?", "tell a joke"],
    "legal": ["tôi có bị phạt nếu xây nhà trên đất ruộng", "is it legal to fish here?"],
    "acting": ["gửi mail cho sếp", "nhắc em họp lúc 9 giờ", "call the hotline for me"],
}  # fmt: skip

# Questions of documents of many kinds, with words of an act in them.
QUESTIONS = """
Sở nào soạn báo cáo sơ kết? / Soạn thảo quy chế phối hợp giao cho ai? / Ai viết báo cáo đánh giá tác động?
Viết báo cáo thu hoạch nộp cho ai? / Giao ai dự thảo kế hoạch phòng cháy rừng?
Hạn gửi dự thảo nghị quyết là ngày nào? / Cơ quan nào thẩm định dự thảo quyết định?
Kế hoạch giao cơ quan nào soạn công văn? / Dịch vụ công mức độ 4 là gì? / Dịch vụ môi trường rừng trả bao nhiêu?
Dịch sốt xuất huyết bùng phát thì ai xử lý? / Tỷ trọng khu vực dịch vụ là bao nhiêu?
Giáo viên dạy tiếng Anh cần chứng chỉ gì? / Dạy học bằng tiếng Anh từ năm nào?
Dịch tả lợn châu Phi hỗ trợ bao nhiêu? / Phiên dịch cho đoàn khách do ai bố trí?
Dự báo nguồn nước mùa khô do ai thực hiện? / Cơ quan nào dự báo giá nông sản? / Dự báo dân số đến năm 2035
Cảnh báo, dự báo sạt lở ở đâu? / Số điện thoại đường dây nóng của tỉnh
Số điện thoại tiếp nhận phản ánh về an toàn thực phẩm? / Địa chỉ trụ sở Ban Chỉ huy / Email nhận hồ sơ dự thi?
Đầu mối liên hệ là ai? / Lương tối thiểu vùng II bao nhiêu? / Phụ cấp của trưởng thôn là bao nhiêu?
Thu nhập bình quân của hộ trồng chè? / Độ tuổi tuyển quân? / Chủ tịch xã có nhiệm vụ gì? / Giám đốc sở nào ký?
Thời tiết cực đoan gây thiệt hại bao nhiêu? / Trạm đo thời tiết đặt ở đâu? / Mã số vùng trồng là gì?
Thi viết chữ đẹp tổ chức khi nào? / Tính giá đất theo cách nào? / Cách tính điểm xét tuyển / Giải pháp nào giảm nghèo?
Kể tên các xã biên giới / Liên hoan hát then tổ chức ở đâu? / Cơ sở nào dạy nấu ăn cho lao động nông thôn?
Ai tư vấn hướng nghiệp? / Trợ giúp pháp lý được bao nhiêu vụ? / Hành vi nào bị phạt? / Nộp phạt ở đâu?
Có được vay vốn không? / Hộ nghèo có được miễn phí không? / Sở nên làm gì trước ngày 30/6? / Gửi báo cáo về đâu?
Gửi báo cáo hằng tháng cho cơ quan nào? / Đặt lịch khám cho người cao tuổi ở trạm nào? / Nhắc nhở hộ vi phạm mấy lần?
Đăng ký đất đai ở đâu? / Thanh toán tiền điện của trường do ai chi? / Nguồn vốn đâu? / Nguồn giống lấy từ đâu?
Mục tiêu nào? / Khoản vay nào? / Điều kiện nào? / Trang trại nào? / Mục nào nói về thủy lợi?
Điều nào quy định mức thu? / Đoạn đê nào hư hỏng? / Ai ban hành lệnh cấm biển? / Cơ quan nào ban hành đơn giá?
Văn bản này thay thế văn bản nào? / Văn bản của Bộ Tài chính về thuế / Ai nói tiếng dân tộc?
Tóm tắt kế hoạch của Điện Biên / Tóm tắt mục III trong 3 ý / Còn Điện Biên? / Còn năm 2028? / Còn kinh phí?
Thêm mấy phòng học? / Tiếp nhận hồ sơ ở đâu? / Tiếp tục hỗ trợ đến năm nào? / Hết hạn ngày nào?
Kiểm tra lại công trình mấy lần một năm? / Có đúng 85% hộ dùng nước sạch không? / Đúng đối tượng nào?
Có phải Sơn La trồng cà phê không? / Không phải Sơn La, Điện Biên / ý tôi hỏi Điện Biên / cái thứ hai
In sách giáo khoa tiếng dân tộc do ai? / Xuất cấp gạo dự trữ khi nào? / Tải trọng cầu là bao nhiêu?
Lưu trữ hồ sơ bao lâu? / Cập nhật cơ sở dữ liệu hộ nghèo khi nào? / Thông tin liên lạc bảo đảm thế nào?
Học sinh giỏi quốc gia được thưởng gì? / Hay là tính theo mùa vụ? / Đất tốt ở đâu? / Sai số cho phép là bao nhiêu?
Thiếu nước sinh hoạt ở xã nào? / Kém hiệu quả thì xử lý sao? / Báo lỗi hệ thống cho đơn vị nào?
Who writes the yearly report? / Which office drafts the plan? / What is the budget for translation?
Is English taught in grade 1? / Who predicts floods? / What is the hotline number? / How much do teachers earn?
Which clause covers fees? / Which section deals with forests? / What is the source of funding? / More schools by 2030?
Is that district poor? / Who issued the land price table? / Should communes report monthly?
"""


KNOWN = Restorer.learn([QUESTIONS])


def act_of(turn: str, history: list[str]) -> str | None:
    talk = read_talk(turn, KNOWN, history)
    return talk.act if talk else None


@pytest.mark.parametrize(("act", "turn"), [(act, turn) for act, turns in SPOKEN.items() for turn in turns])
def test_what_people_say_is_read_as_its_act(act: str, turn: str):
    assert act_of(turn, ["Diện tích rừng?"]) == act
    assert act_of(fold(turn), ["Diện tích rừng?"]) == act


@pytest.mark.parametrize("turn", re.split(r" / |\n", QUESTIONS.strip()))
def test_a_question_that_looks_like_an_act_is_none(turn: str):
    assert act_of(turn, ["Diện tích rừng?"]) is act_of(fold(turn), ["Diện tích rừng?"]) is None


@pytest.mark.parametrize(
    "turn", ["Quyết định này do ai ban hành?", "van ban nay cua co quan nao", "Who issued this plan?"]
)
def test_who_issued_a_document_that_is_called_by_its_kind_asks_of_documents_where_nothing_was_answered(
    turn: str,
):
    assert act_of(turn, []) is None
    assert act_of(turn, ["Diện tích rừng?"]) == "issuer"
    assert act_of("Ai nói vậy?", []) == "issuer"
