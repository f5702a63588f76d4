"""Every sentence that terminal and page say to the user, in Vietnamese and in English."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from assistant.messages.counts import fill
from assistant.messages.editing import EDITING_MESSAGES
from assistant.messages.operating import OPERATING_MESSAGES
from assistant.messages.page import PAGE_MESSAGES
from assistant.messages.terminal import TERMINAL_MESSAGES

Language = Literal["vi", "en"]

MESSAGES: dict[str, dict[Language, str]] = {
    # Answers, wherever they are shown.
    "sources": {"vi": "Nguồn", "en": "Sources"},
    "export_filtered": {
        "vi": "Chỉ gồm các dòng theo bộ lọc: {filters}.",
        "en": "Only the rows that fit the filter: {filters}.",
    },
    "press_digest": {"vi": "tóm lược báo chí", "en": "press digest"},
    "note": {"vi": "Lưu ý", "en": "Note"},
    # The terminal conversation.
    "chat_welcome": {
        "vi": "Hỏi đáp về {count} văn bản. Gõ câu hỏi rồi nhấn Enter; /giup: các lệnh, /thoat: kết thúc.",
        "en": "Ask about {count:document|documents}. Type a question and press Enter; /help: commands, /quit: end.",
    },
    "chat_commands": {
        "vi": "/nguon  nguyên văn các nguồn của câu trả lời vừa rồi\n"
        "/moi    bắt đầu cuộc trao đổi mới\n/thoat  kết thúc",
        "en": "/sources  the sources of the last answer, word for word\n"
        "/new      start a new conversation\n/quit     end",
    },
    "chat_restarted": {"vi": "Đã bắt đầu cuộc trao đổi mới.", "en": "A new conversation has begun."},
    "chat_no_sources": {"vi": "Chưa có câu trả lời nào có nguồn.", "en": "No answer with sources yet."},
    "chat_unknown_command": {
        "vi": "Không có lệnh {command}. Gõ /giup để xem các lệnh.",
        "en": "There is no command {command}. /help lists the commands.",
    },
    # The page.
    "page_title": {"vi": "Trợ lý hỏi đáp chính sách", "en": "Policy Assistant"},
    "page_intro": {
        "vi": "Hỏi về mục tiêu, nhiệm vụ, phân công và thời hạn trong các văn bản đã nạp. "
        "Mỗi ý trả lời đều dẫn đến đúng mục của văn bản.",
        "en": "Ask about the targets, tasks, duties and deadlines in the indexed documents. "
        "Every statement leads to the clause it rests on.",
    },
    "disclaimer": {
        "vi": "Câu trả lời do hệ thống trí tuệ nhân tạo (AI) tổng hợp từ văn bản, chỉ để tham khảo: "
        "hãy kiểm tra văn bản gốc trước khi sử dụng. "
        "Không nhập bí mật nhà nước, tài liệu nội bộ hoặc dữ liệu cá nhân.",
        "en": "Answers are put together by an artificial intelligence (AI) system, for reference only: "
        "check the original document before you rely on them. "
        "Do not enter state secrets, internal papers or personal data.",
    },
    "documents_indexed": {"vi": "Văn bản đã nạp ({count})", "en": "Indexed documents ({count})"},
    "conversation": {"vi": "Nội dung trao đổi", "en": "Conversation"},
    "question_label": {"vi": "Câu hỏi", "en": "Question"},
    "question_hint": {
        "vi": "Gõ câu hỏi, không cần dấu",
        "en": "Type a question",
    },
    "send": {"vi": "Gửi", "en": "Send"},
    "clear": {"vi": "Cuộc trao đổi mới", "en": "New conversation"},
    "copy": {"vi": "Sao chép", "en": "Copy"},
    "copied": {"vi": "Đã sao chép", "en": "Copied"},
    "try_asking": {"vi": "Câu hỏi gợi ý", "en": "Questions to start with"},
    "open_clause": {"vi": "Mở văn bản tại mục này", "en": "Open the document at this clause"},
    "example_target": {
        "vi": "{indicator} của {place} đến năm {period} là bao nhiêu?",
        "en": "What is the target of {place} for “{indicator}” by {period}?",
    },
    "example_target_named": {
        "vi": "{indicator} của {place} đến năm {period} là bao nhiêu?",
        "en": "What is the target for {indicator} in {place} by {period}?",
    },
    "example_comparison_named": {
        "vi": "So sánh mục tiêu {indicator} của {place} và {other}",
        "en": "Compare the targets of {place} and {other} for {indicator}",
    },
    "example_agency_named": {
        "vi": "{agency} {place} được giao những nhiệm vụ gì?",
        "en": "What is the {agency} of {place} responsible for?",
    },
    "example_table": {
        "vi": "Lập bảng các chỉ tiêu của {place} đến năm {period}",
        "en": "Make a table of the targets of {place} by {period}",
    },
    "example_claim": {
        "vi": "Có phải {indicator} của {place} đến năm {period} là {amount} không?",
        "en": "Is it true that {place} aims at {amount} for “{indicator}” by {period}?",
    },
    "example_summary": {
        "vi": "Tóm tắt kế hoạch của {place}",
        "en": "Summarise the plan of {place}",
    },
    "example_targets": {
        "vi": "Liệt kê các mục tiêu của {place} đến năm {period}",
        "en": "List the targets of {place} for {period}",
    },
    "example_comparison_all": {
        "vi": "So sánh mục tiêu của {place} và {other} đến năm {period}",
        "en": "Compare the targets of {place} and {other} by {period}",
    },
    "example_comparison": {
        "vi": "So sánh mục tiêu {indicator} của {place} và {other}",
        "en": "Compare {place} and {other}: “{indicator}”",
    },
    "example_agency": {
        "vi": "{agency} được giao những nhiệm vụ gì?",
        "en": "What is “{agency}” responsible for?",
    },
    "example_deadline": {
        "vi": "{place} phải báo cáo kết quả thực hiện khi nào, gửi cơ quan nào?",
        "en": "When does {place} have to report, and to whom?",
    },
    "ability_target": {"vi": "Tra một chỉ tiêu", "en": "Look up a target"},
    "ability_comparison": {"vi": "So sánh hai nơi", "en": "Compare two places"},
    "ability_agency": {"vi": "Việc của một cơ quan", "en": "What a body has to do"},
    "ability_summary": {"vi": "Tóm tắt văn bản", "en": "Summarise a document"},
    "ability_table": {"vi": "Lập bảng", "en": "Make a table"},
    "ability_deadline": {"vi": "Thời hạn, nơi nhận", "en": "Deadlines, recipients"},
    "ability_claim": {"vi": "Kiểm tra một con số", "en": "Check a figure"},
    # The document viewer.
    "contents": {"vi": "Mục lục", "en": "Contents"},
    "skip_to_text": {"vi": "Đến phần văn bản", "en": "Skip to the text"},
    "to_assistant": {"vi": "Hỏi về văn bản", "en": "Ask a question"},
    "print": {"vi": "In", "en": "Print"},
    "clause_link": {"vi": "Liên kết đến {address}", "en": "Link to {address}"},
    "opened_at": {"vi": "Đang xem", "en": "Opened at"},
    "document_properties": {"vi": "Thông tin văn bản", "en": "About this document"},
    "field_kind": {"vi": "Loại văn bản", "en": "Kind"},
    "field_number": {"vi": "Số, ký hiệu", "en": "Number"},
    "field_issuer": {"vi": "Cơ quan ban hành", "en": "Issued by"},
    "field_outlet": {"vi": "Cơ quan báo chí", "en": "Outlet"},
    "field_place": {"vi": "Địa phương", "en": "Place"},
    "field_date": {"vi": "Ngày", "en": "Date"},
    "field_status": {"vi": "Hiệu lực", "en": "Status"},
    "field_source": {"vi": "Nguồn gốc", "en": "Origin"},
    "field_rights": {"vi": "Quyền sử dụng", "en": "Rights"},
    "kind_plan": {"vi": "Kế hoạch", "en": "Plan"},
    "kind_decision": {"vi": "Quyết định", "en": "Decision"},
    "kind_resolution": {"vi": "Nghị quyết", "en": "Resolution"},
    "kind_circular": {"vi": "Thông tư", "en": "Circular"},
    "kind_dispatch": {"vi": "Công văn", "en": "Official letter"},
    "kind_press_digest": {"vi": "Bản tóm lược bài báo", "en": "Digest of a press article"},
    "kind_document": {"vi": "Chưa rõ loại", "en": "Kind unknown"},
    "not_stated": {"vi": "văn bản không ghi", "en": "not stated"},
    "tier_official": {"vi": "Văn bản chính thức", "en": "Official document"},
    "tier_press": {"vi": "Tóm lược báo chí", "en": "Press digest"},
    "document_not_found": {"vi": "Không có văn bản này", "en": "There is no such document"},
    "document_not_found_hint": {
        "vi": "Địa chỉ có thể đã cũ hoặc bị gõ nhầm. Hãy quay lại trang hỏi đáp và mở văn bản từ đó.",
        "en": "The address may be old or mistyped. Go back to the assistant and open a document from there.",
    },
    # The widget in a portal's page.
    "widget_full": {"vi": "Mở trang đầy đủ", "en": "Open the full page"},
    "widget_no_script": {"vi": "Trợ lý cần JavaScript.", "en": "The assistant needs JavaScript."},
    "widget_stop": {"vi": "Dừng", "en": "Stop"},
    "widget_stopped": {"vi": "Đã dừng.", "en": "Stopped."},
    "widget_working": {"vi": "Đang tìm và đọc các điều khoản…", "en": "Finding and reading clauses…"},
    "widget_error_invalid_question": {
        "vi": "Chưa đọc được câu hỏi. Hãy nhập một câu hỏi ngắn bằng chữ.",
        "en": "The question cannot be read. Type a short question in words.",
    },
    "widget_error_index_unavailable": {
        "vi": "Dữ liệu văn bản tạm thời chưa sẵn sàng. Hãy thử lại sau ít phút.",
        "en": "The documents are not available. Try again in a few minutes.",
    },
    "widget_error_rate_limited": {
        "vi": "Có quá nhiều câu hỏi trong thời gian ngắn. Hãy thử lại sau ít phút.",
        "en": "There were too many questions in a short time. Try again in a few minutes.",
    },
    "widget_error_busy": {
        "vi": "Đang có nhiều người hỏi. Hãy thử lại sau giây lát.",
        "en": "Many people are asking. Try again in a moment.",
    },
    "widget_error_timeout": {
        "vi": "Trả lời câu này mất quá nhiều thời gian. Hãy hỏi gọn hơn.",
        "en": "This answer takes too long. Ask for less at once.",
    },
    "widget_error_other": {
        "vi": "Chưa trả lời được câu hỏi này. Hãy thử lại; nếu vẫn lỗi, báo cho người quản trị cổng thông tin.",
        "en": "The question was not answered. Try again; if it happens again, tell the administrator of this portal.",
    },
    # What stands before the page: signing in, refusals by their code.
    "sign_in_title": {"vi": "Đăng nhập", "en": "Sign in"},
    "sign_in_text": {
        "vi": "Trợ lý này dành cho người có khóa truy cập. Nhập khóa mà người quản trị đã cấp cho bạn.",
        "en": "This assistant is for holders of a key. Enter the key that the administrator gave you.",
    },
    "sign_in_key": {"vi": "Khóa truy cập", "en": "Key"},
    "sign_in": {"vi": "Đăng nhập", "en": "Sign in"},
    "sign_in_refused": {
        "vi": "Khóa không đúng, đã hết hạn hoặc đã bị thu hồi.",
        "en": "The key is wrong, has expired or was revoked.",
    },
    "refused_title": {"vi": "Chưa truy cập được", "en": "No access"},
    "refused": {
        "vi": "Máy chủ không nhận yêu cầu này. Hãy vào trợ lý bằng địa chỉ mà cơ quan đã công bố hoặc báo cho người quản trị.",
        "en": "The server refuses this request. Use the published address of the assistant, or tell the administrator.",
    },
    "refused_local_only_title": {"vi": "Chỉ dùng trên máy này", "en": "For this machine alone"},
    "refused_local_only": {
        "vi": "Trợ lý này chỉ trả lời trên chính máy đang chạy nó. Người quản trị cần đặt cách truy cập (ASSISTANT_ACCESS) "
        "trước khi mở cho máy khác.",
        "en": "This assistant answers only on the machine it runs on. Before it is opened to others, the administrator has "
        "to set how it may be reached (ASSISTANT_ACCESS).",
    },
    "refused_rate_limited_title": {"vi": "Quá nhiều yêu cầu", "en": "Too many requests"},
    "refused_rate_limited": {
        "vi": "Có quá nhiều yêu cầu trong thời gian ngắn. Hãy thử lại sau ít phút.",
        "en": "There were too many requests in a short time. Try again in a few minutes.",
    },
    "refused_switched_off_title": {"vi": "Trợ lý đang tạm dừng", "en": "The assistant is switched off"},
    "refused_switched_off": {
        "vi": "Trợ lý đang tạm dừng hoạt động. Hãy quay lại sau.",
        "en": "The assistant is switched off for now. Come back later.",
    },
    # Errors, by the code of the error.
    "error_invalid_question": {
        "vi": "Chưa đọc được câu hỏi. Hãy nhập một câu hỏi bằng chữ, không quá {question_characters} ký tự.",
        "en": "The question cannot be read. Type it in words, at most {question_characters} characters.",
    },
    "error_unknown_document": {"vi": "Văn bản này chưa được nạp.", "en": "This document is not indexed."},
    "error_index_unavailable": {
        "vi": "Dữ liệu văn bản tạm thời chưa sẵn sàng. Hãy thử lại sau ít phút hoặc báo cho người quản trị.",
        "en": "The index is not available. Try again in a few minutes, or tell the administrator.",
    },
    "error_unavailable": {
        "vi": "Một dịch vụ cần thiết không hoạt động. Hãy thử lại sau ít phút hoặc báo cho người quản trị.",
        "en": "A service that is needed does not respond. Try again later, or tell the administrator.",
    },
    "error_internal": {
        "vi": "Hệ thống gặp lỗi nên chưa trả lời được câu hỏi này. Hãy thử lại; "
        "nếu vẫn lỗi, báo cho người quản trị mã lỗi {reference}.",
        "en": "Something went wrong and the question was not answered. Try again; "
        "if it happens again, give the administrator the code {reference}.",
    },
}

MESSAGES |= cast(
    dict[str, dict[Language, str]],
    PAGE_MESSAGES | EDITING_MESSAGES | OPERATING_MESSAGES | TERMINAL_MESSAGES,
)


def say(key: str, language: Language, **values: object) -> str:
    """The sentence `key` in the language, its placeholders filled."""
    return fill(MESSAGES[key][language], values)


@cache
def document_kinds(language: Language) -> dict[str, str]:
    """The kinds that have a name in both languages, named in this one, by what a card may hold: its word, or a code."""
    named = {
        key.removeprefix("kind_").replace("_", " "): words
        for key, words in MESSAGES.items()
        if key.startswith("kind_") and not key.startswith("kind_of_")
    }
    return {each["vi"]: each[language] for each in named.values()} | {
        code: each[language] for code, each in named.items()
    }


def document_kind(kind: str, language: Language) -> str:
    """The kind of a document in the language; what only a document names stays as it is."""
    return document_kinds(language).get(kind, kind)


def describe_error(code: str, language: Language, **values: object) -> str:
    """What the page says for an error of this code; unknown codes read as an unavailable service."""
    key = f"error_{code}"
    return say(key if key in MESSAGES else "error_unavailable", language, **values)
