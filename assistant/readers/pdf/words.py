"""The words that tell what a line is for, as Decree 30 asks for them and as offices write them."""

from __future__ import annotations

import re

NATIONAL = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM")
RECIPIENTS = re.compile(r"N[oơ]i nhận\s*:?", re.IGNORECASE)
NUMBER = re.compile(r"Số\s*[:.]?\s*", re.IGNORECASE)
DATED = re.compile(r"\bngày\b.*\btháng\b", re.IGNORECASE)
ATTACHMENT = re.compile(r"(?:PHỤ LỤC|BIỂU|MẪU|DANH MỤC|DANH SÁCH)\b")
_KIND = (
    r"KẾ HOẠCH|QUYẾT ĐỊNH|QUY ĐỊNH|QUY CHẾ|NGHỊ QUYẾT|NGHỊ ĐỊNH"
    r"|THÔNG TƯ(?: LIÊN TỊCH)?|CHỈ THỊ|TỜ TRÌNH|BÁO CÁO|THÔNG BÁO|HƯỚNG DẪN"
    r"|CHƯƠNG TRÌNH(?: PHỐI HỢP| HÀNH ĐỘNG)?|ĐỀ ÁN|DỰ ÁN|PHƯƠNG ÁN|CÔNG ĐIỆN"
    r"|QUY TRÌNH|DANH MỤC|ĐIỀU LỆ|LUẬT|PHÁP LỆNH|CHIẾN LƯỢC|KẾT LUẬN|BIÊN BẢN"
)
ALONE = re.compile(
    rf"(?:{_KIND})\s*:?|(?:Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+(?:[IVXLC]+|\d+)[.:]?"
    r"|(?:Phần|PHẦN)\s+(?:[IVX]+|\d+|[Tt]hứ \S+|THỨ \S+)[.:]?"
    r"|(?:Phụ lục|PHỤ LỤC)(?:\s+(?:số\s+|SỐ\s+)?(?:[IVX]+|\d+|[A-Z]))?[.:]?"
)
SPEAKER = re.compile(  # who decides: a line of its own between the title and the grounds
    r"(?:(?:BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|THỦ TƯỚNG|CHÍNH PHỦ|(?:ỦY|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|QUỐC HỘI"
    r"|(?:ỦY|UỶ) BAN THƯỜNG VỤ))\b"
)
GROUND = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét tờ trình|Thực hiện) ", re.IGNORECASE)
