"""What is said of a file that cannot be read, in Vietnamese: by how the sentence of the error begins, as readers write it."""

from __future__ import annotations

from assistant.messages.surfaces import Language

_LOCKED = "Tệp được khóa bằng mật khẩu. Hãy bỏ mật khẩu, lưu lại rồi tải lên."
_DAMAGED = "Tệp bị hỏng hoặc chưa lưu xong. Hãy mở bằng chương trình đã tạo ra tệp và lưu lại."
_TOO_MUCH = "Tệp quá lớn hoặc quá phức tạp so với một văn bản. Hãy tách thành nhiều văn bản hoặc bỏ phần đính kèm rồi lưu lại."
_EMPTY = "Tệp không có chữ nào. Hãy kiểm tra lại tệp."
_SCAN = (
    "Tệp chỉ có ảnh của các trang, không có chữ đọc được. Hãy dùng bản Word hoặc PDF có chữ, "
    "hoặc nhờ người quản trị cài phần nhận dạng chữ (OCR)."
)
_VIETNAMESE = {
    "carries macros": "Tệp có chứa macro nên không được nhận. Hãy lưu lại thành .docx hoặc .xlsx (không có macro) rồi tải lên.",
    "is encrypted": _LOCKED,
    "is protected by a password": _LOCKED,
    "is damaged": _DAMAGED,
    "is damaged, or of a Word before 97": "Tệp bị hỏng, hoặc do bản Word quá cũ tạo ra. Hãy lưu lại thành .docx rồi tải lên.",
    "is no PDF file that can be opened": "Tệp PDF bị hỏng hoặc tải về chưa hết. Hãy lấy lại tệp từ nơi gửi.",
    "is a file of the kind": "Loại tệp này chưa đọc được. Hãy lưu lại thành .docx.",
    "is a web archive without a page": "Trang web lưu lại không có nội dung. Hãy lưu lại trang, hoặc in ra PDF.",
    "holds binary data": "Đây không phải là văn bản. Chỉ nhận Word, PDF, Excel, trang web lưu lại và tệp chữ.",
    "is not UTF-8 text": "Tệp chữ không theo bảng mã UTF-8. Hãy lưu lại theo UTF-8.",
    "has lost its letters": "Nhiều chữ trong tệp đã mất dấu hoặc thành ký tự “�”. Hãy lấy lại tệp, hoặc lưu lại theo UTF-8.",
    "cannot be trusted": (
        "Phần lớn chữ đọc được không phải là tiếng Việt, nên không thể dùng để trả lời. "
        "Hãy xuất lại tệp từ chương trình gốc, dạng .docx hoặc PDF dùng phông Unicode."
    ),
    "is a scan, or its text is not readable": _SCAN,
    "holds pictures of pages and no text": _SCAN,
    "holds no text": _EMPTY,
    "is empty": _EMPTY,
    "takes too long": "Đọc tệp này mất quá nhiều thời gian. Hãy tách thành nhiều văn bản, hoặc lưu lại rồi thử lại.",
    "needs more memory": _TOO_MUCH,
    "is far larger unpacked": _TOO_MUCH,
    "has far more": _TOO_MUCH,
    "has tables within tables": _TOO_MUCH,
    "has": _TOO_MUCH,
    "cannot be read": "Không đọc được tệp này. Hãy mở bằng chương trình đã tạo ra tệp và lưu lại rồi thử lại.",
}


def describe_refusal(message: str, hint: str, language: Language) -> str:
    """Why a file cannot be read and what to do; `message` and `hint` are those of the error of the reader."""
    if language == "en":
        return f"The file {message}. {hint[:1].upper()}{hint[1:]}."
    fitting = [beginning for beginning in _VIETNAMESE if message.startswith(beginning)]
    return _VIETNAMESE[max(fitting, key=len, default="cannot be read")]
