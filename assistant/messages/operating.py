"""What the tab “Vận hành” says, in Vietnamese and in English. The script of the page fills the placeholders."""

from __future__ import annotations

OPERATING_MESSAGES: dict[str, dict[str, str]] = {
    "operating_title": {"vi": "Theo dõi vận hành", "en": "How it runs"},
    "operating_private": {
        "vi": "Không lưu ai đã hỏi. Số liệu và góp ý tự xóa sau {days} ngày.",
        "en": "Who asked is not kept. Figures and feedback are deleted after {days:day|days}.",
    },
    "operating_refresh": {"vi": "Cập nhật", "en": "Refresh"},
    "operating_loading": {"vi": "Đang tải…", "en": "Loading…"},
    # The last days at a glance.
    "operating_week": {
        "vi": "{count} ngày gần nhất có câu hỏi",
        "en": "Last days with questions: {count}",
    },
    "operating_asked": {"vi": "câu hỏi", "en": "asked"},
    "operating_sure": {"vi": "trả lời được", "en": "answered"},
    "operating_unsure": {"vi": "chưa chắc hoặc chưa trả lời được", "en": "without a sure answer"},
    "operating_slow_count": {
        "vi": "câu trả lời chậm (quá {seconds} giây)",
        "en": "slow (over {seconds} s)",
    },
    # The list to work through.
    "operating_cases": {"vi": "Việc cần xem lại", "en": "To be looked into"},
    "operating_open": {"vi": "Chưa xử lý ({count})", "en": "Open ({count})"},
    "operating_done": {"vi": "Đã xử lý ({count})", "en": "Done ({count})"},
    "operating_none_open": {
        "vi": "Không còn việc nào cần xem lại.",
        "en": "Nothing is left to be looked into.",
    },
    "operating_none_done": {"vi": "Chưa có việc nào được xử lý.", "en": "Nothing is done yet."},
    "operating_shown": {
        "vi": "{shown} việc mới nhất trong {count} việc",
        "en": "the newest {shown} of {count}",
    },
    "operating_questions_off": {
        "vi": "Nội dung câu hỏi hiện không được lưu, nên danh sách này chỉ có góp ý của người dùng. "
        "Muốn xem cả những câu chưa trả lời được, người quản trị đặt ASSISTANT_LOG_QUESTIONS=true rồi khởi động lại; "
        "nên báo trước cho người dùng.",
        "en": "The words of questions are not kept, so that this list has feedback alone. To see questions without a sure "
        "answer too, the administrator sets ASSISTANT_LOG_QUESTIONS=true and starts the server again; tell users before.",
    },
    "operating_questions_on": {
        "vi": "Đang lưu nội dung những câu chưa có câu trả lời chắc chắn (không lưu ai hỏi, không lưu giờ hỏi). "
        "Muốn thôi lưu, bỏ ASSISTANT_LOG_QUESTIONS rồi khởi động lại.",
        "en": "The words of questions without a sure answer are kept (neither who asked nor the hour). "
        "To keep none, unset ASSISTANT_LOG_QUESTIONS and start the server again.",
    },
    "operating_forget": {"vi": "Xóa các câu hỏi đã lưu", "en": "Delete the kept questions"},
    "operating_forget_sure": {
        "vi": "Xóa hẳn mọi câu hỏi đã lưu? Góp ý và số liệu vẫn còn.",
        "en": "Delete all questions that are kept, for good? Feedback and figures stay.",
    },
    "operating_keep": {"vi": "Không xóa", "en": "Keep them"},
    "operating_forgotten": {
        "vi": "Đã xóa {count} câu hỏi.",
        "en": "{count:question was|questions were} deleted.",
    },
    "operating_kind_not_stated": {"vi": "Chưa trả lời được", "en": "Not answered"},
    "operating_kind_possible": {"vi": "Chỉ có đoạn có thể liên quan", "en": "Possibly related only"},
    "operating_kind_partly": {"vi": "Trả lời được một phần", "en": "Answered in part"},
    "operating_kind_wrong": {"vi": "Người dùng báo sai", "en": "Said to be wrong"},
    "operating_kind_missing": {"vi": "Người dùng báo thiếu nguồn", "en": "A source is said to be missing"},
    "operating_kind_comment": {"vi": "Góp ý", "en": "Comment"},
    "operating_times": {"vi": "hỏi {count} lần", "en": "asked {count:time|times}"},
    "operating_said": {"vi": "Người dùng viết", "en": "The user wrote"},
    "operating_answered": {"vi": "Câu trả lời lúc đó", "en": "The answer then"},
    "operating_sources": {"vi": "Nguồn", "en": "Sources"},
    "operating_ask_again": {"vi": "Hỏi lại câu này", "en": "Ask it again"},
    "operating_note": {"vi": "Ghi chú", "en": "Note"},
    "operating_save_note": {"vi": "Lưu ghi chú", "en": "Save the note"},
    "operating_saved": {"vi": "Đã lưu ghi chú.", "en": "The note was saved."},
    "operating_mark_done": {"vi": "Đánh dấu đã xử lý", "en": "Mark as done"},
    "operating_mark_open": {"vi": "Mở lại", "en": "Open again"},
    "operating_marked_done": {"vi": "Đã đánh dấu xử lý xong.", "en": "Marked as done."},
    "operating_marked_open": {"vi": "Đã mở lại.", "en": "Opened again."},
    # Records for the evaluation.
    "operating_record": {"vi": "Thành câu hỏi đánh giá", "en": "Make it a question of the evaluation"},
    "operating_record_hint": {
        "vi": "Câu hỏi được hỏi lại với văn bản hiện có. Bạn kết luận thế nào?",
        "en": "The question is asked again of the documents as they are. What do you say?",
    },
    "operating_judge_not_in_documents": {
        "vi": "Văn bản không nêu điều này",
        "en": "The documents do not say it",
    },
    "operating_judge_shown_is_right": {
        "vi": "Đoạn đang dẫn là câu trả lời đúng",
        "en": "What is cited answers it",
    },
    "operating_judge_should_differ": {
        "vi": "Phải trả lời khác, đáp án sẽ bổ sung sau",
        "en": "Another answer is right, to be filled in later",
    },
    "operating_recorded": {"vi": "Đã thành câu hỏi đánh giá", "en": "Made a question of the evaluation"},
    "operating_records": {
        "vi": "Tải {count} câu hỏi đánh giá (JSON Lines)",
        "en": "Download {count:question|questions} for the evaluation (JSON Lines)",
    },
    # Figures by day.
    "operating_days": {"vi": "Số liệu từng ngày", "en": "Day by day"},
    "operating_no_days": {"vi": "Chưa có câu hỏi nào.", "en": "Nothing was asked yet."},
    "operating_column_day": {"vi": "Ngày", "en": "Day"},
    "operating_column_asked": {"vi": "Câu hỏi", "en": "Questions"},
    "operating_column_answered": {"vi": "Trả lời được", "en": "Answered"},
    "operating_column_partly": {"vi": "Một phần", "en": "In part"},
    "operating_column_possible": {"vi": "Có thể liên quan", "en": "Possibly"},
    "operating_column_not_stated": {"vi": "Chưa trả lời được", "en": "Not answered"},
    "operating_column_talk": {"vi": "Chào hỏi", "en": "Talk"},
    "operating_column_failed": {"vi": "Lỗi", "en": "Failed"},
    "operating_column_slow": {"vi": "Chậm", "en": "Slow"},
    "operating_column_within": {"vi": "95% số câu trong", "en": "95% within"},
    "operating_over": {"vi": "quá 10 giây", "en": "over 10 s"},
    "operating_seconds": {"vi": "{seconds} giây", "en": "{seconds} s"},
    # Slow answers.
    "operating_slow": {"vi": "Câu trả lời chậm", "en": "Slow answers"},
    "operating_slow_hint": {
        "vi": "Thời gian tìm và soạn quá {seconds} giây, không tính mô hình ngôn ngữ. Không có nội dung câu hỏi.",
        "en": "More than {seconds} s of searching and composing, a chat model not counted. Without the words of the question.",
    },
    "operating_no_slow": {"vi": "Không có câu nào trả lời chậm.", "en": "No answer was slow."},
    "operating_column_at": {"vi": "Lúc", "en": "At"},
    "operating_column_outcome": {"vi": "Kết quả", "en": "Outcome"},
    "operating_column_ms": {"vi": "Thời gian", "en": "Time"},
    "operating_column_stage": {"vi": "Lâu nhất ở bước", "en": "Longest step"},
    "operating_stage_understanding": {"vi": "đọc câu hỏi", "en": "reading the question"},
    "operating_stage_retrieving": {"vi": "tìm đoạn", "en": "searching"},
    "operating_stage_answering": {"vi": "chọn và soạn câu trả lời", "en": "choosing and composing"},
    "operating_stage_generating": {"vi": "diễn đạt bằng mô hình ngôn ngữ", "en": "wording by the chat model"},
    "operating_outcome_answered": {"vi": "trả lời được", "en": "answered"},
    "operating_outcome_partly": {"vi": "một phần", "en": "in part"},
    "operating_outcome_possible": {"vi": "có thể liên quan", "en": "possibly related"},
    "operating_outcome_not_stated": {"vi": "chưa trả lời được", "en": "not answered"},
    "operating_outcome_talk": {"vi": "chào hỏi", "en": "talk"},
    # The index.
    "operating_index": {"vi": "Chỉ mục và tình trạng", "en": "Index and health"},
    "operating_health": {"vi": "Tình trạng", "en": "Health"},
    "operating_ready": {"vi": "Sẵn sàng trả lời", "en": "Ready to answer"},
    "operating_not_ready": {
        "vi": "Chưa trả lời được; nhật ký máy chủ ghi lý do",
        "en": "Cannot answer; the log of the server says why",
    },
    "operating_built": {"vi": "Lập lần cuối", "en": "Last built"},
    "operating_documents": {"vi": "Văn bản", "en": "Documents"},
    "operating_clauses": {"vi": "Đoạn", "en": "Clauses"},
    "operating_targets": {"vi": "Chỉ tiêu", "en": "Targets"},
    "operating_duties": {"vi": "Nhiệm vụ", "en": "Duties"},
    "operating_id": {"vi": "Mã chỉ mục", "en": "Id of the index"},
    "operating_free": {"vi": "Đĩa còn trống", "en": "Free on the disk"},
    "operating_gigabytes": {"vi": "{count} GB", "en": "{count} GB"},
    "operating_warnings": {
        "vi": "Cần lưu ý khi đọc tệp ({count})",
        "en": "Noted when files were read ({count})",
    },
    "operating_no_warnings": {
        "vi": "Không có cảnh báo nào khi đọc tệp.",
        "en": "Nothing was noted when files were read.",
    },
    # Errors, by the code of the error.
    "operating_error_lost": {
        "vi": "Mất kết nối với máy chủ. Hãy kiểm tra mạng rồi bấm “Cập nhật”.",
        "en": "The server does not answer. Check the network and press “Refresh”.",
    },
    "operating_error_not_an_editor": {
        "vi": "Tài khoản của bạn không được xem phần này.",
        "en": "You may not see this part.",
    },
    "operating_error_sign_in_needed": {
        "vi": "Phiên đăng nhập đã hết. Hãy tải lại trang và đăng nhập lại.",
        "en": "You are signed out. Load the page again and sign in.",
    },
    "operating_error_unknown_case": {
        "vi": "Việc này không còn nữa. Hãy bấm “Cập nhật”.",
        "en": "This is no longer there. Press “Refresh”.",
    },
    "operating_error_case_refused": {
        "vi": "Câu hỏi này hiện không dẫn được đoạn nào, nên không thể chọn “đoạn đang dẫn là đúng”.",
        "en": "Nothing is cited for this question now, so that it cannot be right.",
    },
    "operating_error_feedback_unavailable": {
        "vi": "Không đọc hoặc ghi được tệp lưu góp ý. Hãy kiểm tra chỗ trống trên đĩa và ASSISTANT_FEEDBACK_FILE.",
        "en": "The file of the feedback cannot be used. Check the space on its disk and ASSISTANT_FEEDBACK_FILE.",
    },
    "operating_error_other": {
        "vi": "Chưa làm được. Hãy thử lại; nếu vẫn lỗi, xem nhật ký máy chủ.",
        "en": "This did not work. Try again; if it happens again, see the log of the server.",
    },
}
