"""What the commands say beside their output: progress, remarks, errors."""

from __future__ import annotations

TERMINAL_MESSAGES = {
    "terminal_error": {"vi": "lỗi: {message}", "en": "error: {message}"},
    "terminal_hint": {"vi": "cách xử lý: {hint}", "en": "hint: {hint}"},
    "terminal_warning": {"vi": "cảnh báo: {message} ({hint})", "en": "warning: {message} ({hint})"},
    "terminal_internal": {"vi": "lỗi bên trong chương trình: {name}", "en": "internal error: {name}"},
    "terminal_internal_hint": {
        "vi": "chạy lại với --debug để xem lỗi ở đâu",
        "en": "run again with --debug to see where it happened",
    },
    "terminal_usage_hint": {"vi": "chạy `{path} --help`", "en": "run `{path} --help`"},
    "terminal_file_hint": {
        "vi": "kiểm tra thư mục, quyền đọc ghi và chỗ trống trên đĩa",
        "en": "check the folder, its rights and the free space",
    },
    # The index.
    "terminal_stage_read": {"vi": "đọc tệp", "en": "reading"},
    "terminal_stage_extract": {"vi": "tách chỉ tiêu, nhiệm vụ", "en": "extracting"},
    "terminal_stage_embed": {"vi": "tính véc-tơ", "en": "embedding"},
    "terminal_stage_write": {"vi": "ghi chỉ mục", "en": "writing"},
    "terminal_stage_verify": {"vi": "kiểm tra chỉ mục", "en": "verifying"},
    "terminal_stage_answer": {"vi": "trả lời", "en": "answering"},
    "terminal_left": {"vi": "còn {time}", "en": "{time} left"},
    "terminal_size": {
        "vi": "{documents} văn bản, {chunks} đoạn",
        "en": "{documents:document|documents}, {chunks:chunk|chunks}",
    },
    "terminal_up_to_date": {
        "vi": "Chỉ mục đã đúng với thư mục: {size} ({generation}).",
        "en": "The index is up to date: {size} ({generation}).",
    },
    "terminal_indexed": {
        "vi": "Đã lập chỉ mục {size} trong {seconds} giây: tính mới {embedded}, dùng lại {reused} ({generation}).",
        "en": "Indexed {size} in {seconds} s: {embedded} embedded, {reused} reused ({generation}).",
    },
    "terminal_added": {"vi": "thêm: {names}", "en": "added: {names}"},
    "terminal_changed": {"vi": "thay đổi: {names}", "en": "changed: {names}"},
    "terminal_removed": {"vi": "bỏ: {names}", "en": "removed: {names}"},
    "terminal_documents": {"vi": "{count} văn bản", "en": "{count:document|documents}"},
    "terminal_not_indexed": {
        "vi": "cảnh báo: không đưa vào chỉ mục: {file} ({hint})",
        "en": "warning: not indexed: {file} ({hint})",
    },
    "terminal_not_indexed_more": {
        "vi": "cảnh báo: {count} tệp không được đưa vào chỉ mục; `{program} index --json` nêu đủ",
        "en": "warning: {count:file is|files are} not indexed; `{program} index --json` names all",
    },
    "terminal_failed_part": {
        "vi": "cảnh báo: {document}: {failure} (xin báo cho nhóm phát triển)",
        "en": "warning: {document}: {failure} (please report it)",
    },
    "terminal_copies": {
        "vi": "{document}: không hỏi các tệp khác của cùng văn bản này: {files}",
        "en": "{document}: other files of the same document are not asked: {files}",
    },
    "terminal_conflict": {
        "vi": "cảnh báo: {one} và {other} mang cùng một số nhưng nêu số liệu khác nhau: “{quote}” ở {other} "
        "(đối chiếu bản gốc rồi bỏ tệp sai)",
        "en": "warning: {one} and {other} bear one number and state other figures: “{quote}” in {other} "
        "(check them against the original and take the wrong one out)",
    },
    "terminal_conflicts_more": {
        "vi": "cảnh báo: còn {count} số liệu như vậy",
        "en": "warning: {count:more such figure|more such figures}",
    },
    "terminal_omission": {"vi": "{document}: bỏ qua: {part}", "en": "{document}: left out: {part}"},
    "terminal_amends_absent": {
        "vi": "{document} sửa đổi những văn bản chưa được nạp: {numbers}",
        "en": "{document} changes documents that are not indexed: {numbers}",
    },
    "terminal_remarks_more": {
        "vi": "còn {count} nhận xét như vậy; `{program} index --json` nêu đủ",
        "en": "{count:more such remark|more such remarks}; `{program} index --json` has all",
    },
    "terminal_following": {
        "vi": "đang theo dõi {folder} (Ctrl-C để dừng)",
        "en": "following {folder} (Ctrl-C stops it)",
    },
    "terminal_following_beside": {"vi": "đang theo dõi {folder}", "en": "following {folder}"},
    "terminal_agree": {
        "vi": "đưa các thay đổi này vào chỉ mục? [c/K] ",
        "en": "index these changes? [y/N] ",
    },
    "terminal_no_changes_kept": {
        "vi": "chưa có ghi chép về lần lập chỉ mục vừa rồi",
        "en": "there is no record of what the last build changed",
    },
    "terminal_purged": {"vi": "đã xóa {count} chỉ mục cũ", "en": "older indexes removed: {count}"},
    "terminal_registers_not_compared_first_build": {
        "vi": "bảng chỉ tiêu, phân công: không so với trước, vì chưa có chỉ mục nào",
        "en": "registers: not compared, as there was no index before",
    },
    "terminal_registers_not_compared_unreadable": {
        "vi": "bảng chỉ tiêu, phân công: không so với trước, vì chỉ mục trước do phiên bản khác ghi",
        "en": "registers: not compared, as another version of the program wrote the index before",
    },
    # The page.
    "terminal_no_index_yet": {
        "vi": "chưa có chỉ mục; đang lập",
        "en": "there is no index yet; building it",
    },
    "terminal_opening": {"vi": "đang mở chỉ mục và trang", "en": "opening the index and the page"},
    "terminal_serving": {
        "vi": "Trợ lý hỏi đáp chính sách: {address} (Ctrl-C để dừng)",
        "en": "Policy Assistant: {address} (Ctrl-C stops it)",
    },
    # Other commands.
    "terminal_batch_refused": {
        "vi": "{refused} trong {count} câu hỏi không trả lời được; dòng kết quả của từng câu nêu lý do",
        "en": "{refused} of {count:question|questions} could not be answered; their records say why",
    },
    "terminal_card_kept": {
        "vi": "đã lưu; `{program} index` đưa vào câu trả lời",
        "en": "kept; `{program} index` brings it into the answers",
    },
    "terminal_key_made": {
        "vi": "khóa {id} của {name}; khóa không hiện lại lần nữa, {path} chỉ giữ giá trị băm",
        "en": "key {id} for {name}; it is not shown again, and {path} holds its hash alone",
    },
    "terminal_undated": {
        "vi": "không nêu ngày nên không có trong lịch: {undated} trong {count} thời hạn",
        "en": "without a date, and so not in the calendar: {undated} of {count:deadline|deadlines}",
    },
    "terminal_no_row": {"vi": "không có dòng nào phù hợp", "en": "no row fits"},
    "terminal_rows": {"vi": "{file}: {count} dòng", "en": "{file}: {count:row|rows}"},
    # What is wrong, by the code of the error; its own words follow.
    "terminal_error_error": {"vi": "không thực hiện được", "en": "it cannot be done"},
    "terminal_error_invalid_setting": {"vi": "thiết lập chưa đúng", "en": "a setting is wrong"},
    "terminal_error_invalid_corpus": {
        "vi": "thư mục văn bản hoặc tệp khai báo chưa dùng được",
        "en": "the folder of the documents cannot be used",
    },
    "terminal_error_invalid_question": {"vi": "chưa đọc được câu hỏi", "en": "the question cannot be read"},
    "terminal_error_unknown_document": {
        "vi": "văn bản này chưa được nạp; `{program} documents` liệt kê các văn bản",
        "en": "this document is not indexed; `{program} documents` lists them",
    },
    "terminal_error_index_unavailable": {
        "vi": "chưa có chỉ mục dùng được; chạy `{program} index`",
        "en": "there is no index to use; run `{program} index`",
    },
    "terminal_error_index_busy": {
        "vi": "một tiến trình khác đang lập chỉ mục này; đợi xong rồi chạy lại",
        "en": "another process builds this index; wait, and run it again",
    },
    "terminal_error_unavailable": {
        "vi": "một dịch vụ hoặc gói cần thiết không dùng được",
        "en": "a service or a package that is needed cannot be used",
    },
}
