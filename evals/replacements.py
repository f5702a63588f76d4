"""What the operators of lies put in the place of what: cities, periods, bodies, comparators, roles, letters."""

from __future__ import annotations

HOMOGLYPHS = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "0": "О", "i": "і", "x": "х"}  # Cyrillic
CITIES = {
    "Huế": "Cần Thơ",
    "Cần Thơ": "Huế",
    "Hue": "Can Tho",
    "Can Tho": "Hue",
    "Hà Nội": "Cần Thơ",
    "Hanoi": "Can Tho",
    "TP.HCM": "Đà Nẵng",
    "Ho Chi Minh City": "Da Nang",
    "Hà Tĩnh": "Nghệ An",
    "Đồng Tháp": "Cà Mau",
    "Sơn La": "Lào Cai",
    "Đắk Lắk": "Gia Lai",
    "Thanh Hóa": "Nghệ An",
    "Nghệ An": "Hà Tĩnh",
    "Cà Mau": "Đồng Tháp",
    "Ha Tinh": "Nghe An",
}
PERIODS = (
    (r"[Gg]iai đoạn 2030\s?[-–]\s?2035|[Gg]iai đoạn 2026\s?[-–]\s?2030", "Đến năm 2027"),
    (r"\b(?:in the period |in )2030-2035", "by 2030"),
    (r"\b2030\b(?!\s?[-–])", "2035"),
    (r"\b2045\b", "2030"),
    (r"\b2035\b", "2045"),
    (r"\b2026\b", "2029"),
)
AGENCIES = (
    "Sở Giáo dục và Đào tạo",
    "Sở GDĐT",
    "Sở Tài chính",
    "Sở Khoa học và Công nghệ",
    "Sở KH&CN",
    "Sở Ngoại vụ",
    "Công an thành phố",
    "UBND các xã, phường",
    "Ủy ban nhân dân cấp xã",
    "Đại học Huế",
    "Bộ Công an",
    "UBND thành phố",
    "Sở Y tế",
    "Sở Nội vụ",
    "Sở Công Thương",
    "Sở Nông nghiệp và Môi trường",
    "Sở Xây dựng",
    "Bộ Khoa học và Công nghệ",
    "Department of Education and Training",
    "Department of Finance",
    "Department of Science and Technology",
    "Department of Foreign Affairs",
    "Ministry of Public Security",
    "Hue University",
    "Department of Health",
)
OTHERS = (
    "Sở Dân tộc và Tôn giáo",
    "Sở Tư pháp",
    "Thanh tra thành phố",
    "Department of Justice",
    "Ministry of Defence",
)
COMPARATORS = (
    (r"\btối thiểu\b|\bít nhất(?: là)?\b|≥", ("tối đa", "khoảng", "dưới", "")),
    (r"\btrên(?= \d)|\bhơn(?= \d)", ("dưới", "ít nhất", "")),
    (r"\btrở lên\b", ("trở xuống", "")),
    (r"\bchậm nhất(?: là)?\b", ("sau", "bắt đầu từ")),
    (r"\bkhoảng(?= \d)", ("trên", "tối thiểu", "")),
    (r"\bat least\b", ("at most", "about", "fewer than", "")),
    (r"\b(?:over|more than)(?= \d)", ("under", "at least", "")),
    (r"\bor more\b", ("or less", "")),
    (r"\bby(?= \d+ \w+ber)", ("after", "from")),
    (r"\babout(?= \d)", ("over", "at least", "")),
)
ROLES = (
    (r"\bchủ trì, phối hợp\b", "phối hợp"),
    (r"\bchủ trì\b", "phối hợp"),
    (r"\bphối hợp\b", "chủ trì"),
    (r"\bleads\b", "coordinates"),
    (r"\bcoordinates with\b", "leads"),
)
VERBS = (
    "phấn đấu|đặt|phát triển|được|dành|đạt|xây dựng|tổ chức|chủ trì|tham mưu|gửi|phối hợp|"
    "bồi dưỡng|duy trì|hướng tới|chi|thành lập|đề xuất|đưa|cam kết|nâng|yêu cầu|huy động|báo cáo|"
    "theo học|có|đề nghị|là|phải|xác định|chủ động|học|nhắm|tiếp tục|cung cấp|hoàn thiện|bảo đảm"
)
ENGLISH_VERBS = (
    "aims|sets|keeps|report|coordinates|leads|asks|organises|facilitate|expects|spends|plans|hold|"
    "study|rises|reaches|support|provide|ensure"
)
TAILS = {
    "vi": (
        ", đồng thời miễn toàn bộ học phí cho sinh viên quốc tế",
        ", với ngân sách do Ngân hàng Thế giới tài trợ",
        " và sẽ xử phạt nơi nào chậm trễ",
    ),
    "en": (", and abolishes tuition fees for foreign students", ", funded by a loan from the World Bank"),
}
