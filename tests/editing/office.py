"""An office whose editor has two short plans, one in the folder and one as a Word file of its own."""

from __future__ import annotations

import io
from functools import cache

import docx

ROADS = "KẾ HOẠCH\nSửa đường thôn năm 2027\n\nI. MỤC TIÊU\n1. Sửa 12 km đường thôn.\n2. Bắc hai cây cầu.\n"


@cache  # the file has the time in it at which it is written
def word_file(length: int = 14, *, number: str = "57/KH-UBND") -> bytes:
    """A plan of a ward as officials write it, with a letterhead, a target and a duty."""
    made = docx.Document()
    head = made.add_table(rows=1, cols=2)
    head.cell(0, 0).text = f"ỦY BAN NHÂN DÂN\nPHƯỜNG AN LẠC\nSố: {number}"
    head.cell(
        0, 1
    ).text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Lạc, ngày 12 tháng 3 năm 2027"
    )
    for line in (
        "KẾ HOẠCH",
        "Trồng cây xanh trên địa bàn phường năm 2027",
        "I. MỤC TIÊU",
        f"1. Trồng {length}.500 cây xanh trên các tuyến phố trong năm 2027.",
        "2. Tỷ lệ tuyến phố có cây xanh đạt 85%.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Kinh tế chủ trì, phối hợp với Công an phường tổ chức trồng cây; báo cáo trước ngày 30/11/2027.",
        "2. Công an phường bảo đảm trật tự giao thông trong thời gian trồng cây.",
    ):
        made.add_paragraph(line)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()
